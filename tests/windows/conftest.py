"""An office on Windows, built once; each test has its own copy, in a folder with Vietnamese letters and blanks."""

import shutil
from pathlib import Path

import pytest

from tests.returns.test_collecting import filled_form, office_plan
from tests.support import plans, windows
from tests.support.offices import TEMPLATES


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built with PDFs and zips, one document numbered, two filled forms in a folder of their own."""
    folder = tmp_path_factory.mktemp("office") / "Văn phòng Tuần Giáo"
    folder.mkdir()
    plans.write(folder, office_plan())
    shutil.copytree(TEMPLATES, folder / "templates")
    assert windows.gen(folder, "build", "--zip").code == 0
    assert (
        windows.gen(folder, "issue", "--unit", "xa-a", "--number", "12", "--date", "5/7/2021", "--allow-blank").code
        == 0
    )
    assert windows.gen(folder, "build", "--zip").code == 0
    box = folder / "Biểu mẫu gửi về"
    box.mkdir()
    for unit in ("xa-a", "xa-b"):
        form = filled_form(folder, unit, t1_result="xong", t1_status="Hoàn thành")
        (box / f"Báo cáo {unit}.docx").write_bytes(form)
    return folder


@pytest.fixture
def office(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / built.name))

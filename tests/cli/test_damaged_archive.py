"""Each record of an archive × each way in which it can be spoilt: said by every command, and nothing changes."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
from PIL import Image

from tests.cli.test_damaged_records import BUILD, CHASE, COLLECT, REPORT, call, contents, damages
from tests.returns.test_collecting import filled_form, office_plan
from tests.support import plans
from tests.support.offices import TEMPLATES

BAG = "archive/kh-1-001"
RECORDS = (
    *(f"{BAG}/{name}" for name in ("chain.json", "bag-info.txt", "bagit.txt", "manifest-sha256.txt", "data/index.csv")),
    *(
        f"{BAG}/{name}"
        for name in ("tagmanifest-sha512.txt", "data/plan/plan.issued.json", "data/documents/manifest.json")
    ),
    "archive/signed/kh-1/xa-a/ke-hoach-xa-a.ban-ky-1.json",
    *(f"{BAG}/data/{name}" for name in ("plan/revisions/kh-1/history.json", "returns/received.json")),
    f"{BAG}/data/returns/sent/*.json",
)
BESIDE_THE_PLAN = ("revisions/kh-1/history.json", "returns/sent/*.json")
"""What the next issue takes in, and no bag is verified by."""
PACK = ("archive", "plan.yaml", "--date", "2021-09-01")
ADD = ("archive", "add", "quet-2.pdf", "--unit", "xa-b", "--document", "plan", "--scan")
VERIFY = ("verify", "archive")
_READ_BY_ADD = ("chain.json", "index.csv", "manifest.json", "ke-hoach-xa-a.ban-ky-1.json")
CASES = [(name, command) for name in RECORDS for command in (PACK, VERIFY)]
CASES += [(name, PACK) for name in BESIDE_THE_PLAN]
CASES += [(name, ADD) for name in RECORDS if Path(name).name in _READ_BY_ADD]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with a bag, and a scan that waits for the next one."""
    folder = tmp_path_factory.mktemp("office")
    plans.write(folder, office_plan())
    shutil.copytree(TEMPLATES, folder / "templates")
    for number, grey in enumerate((250, 240), 1):
        Image.new("L", (1240, 1754), grey).save(folder / f"quet-{number}.pdf")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        first = ("archive", "add", "quet-1.pdf", "--unit", "xa-a", "--document", "plan", "--scan")
        numbered = ("issue", "--unit", "xa-a", "--number", "12", "--date", "5/7/2021", "--allow-blank")
        patch.delenv("DATABASE_URL", raising=False)
        for command in (BUILD, numbered):
            assert call(command).exit_code == 0
        (folder / "box").mkdir()
        (folder / "box" / "bc.docx").write_bytes(filled_form(folder, t1_result="xong"))
        for command in (COLLECT, CHASE, REPORT, ("archive", "plan.yaml", "--date", "2021-08-01"), first):
            ended = call(command)
            assert ended.exit_code == 0, ended.output
    assert all(any(folder.glob(name)) for name in (*RECORDS, *BESIDE_THE_PLAN))
    return folder


def put_back(whole: Path, folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
    shutil.copytree(whole, folder, copy_function=shutil.copy2)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "command"), CASES, ids=[f"{Path(n).name}-{c[0]}-{c[1]}" for n, c in CASES])
def test_spoilt_record_is_said_and_nothing_changes(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, command: tuple[str, ...]
) -> None:
    office, name = tmp_path / "office", next(whole.glob(name)).relative_to(whole).as_posix()
    for data in damages(Path(name).name, (whole / name).read_bytes()):
        put_back(whole, office)
        monkeypatch.chdir(office)
        os.chmod(name, 0o644)
        Path(name).write_bytes(data)
        before = contents(office)
        ended = call(command)
        assert isinstance(ended.exception, SystemExit), (data[:200], ended.output, ended.exception)
        assert ended.exit_code == 1, (data[:200], ended.output)
        assert re.search(r"\[[A-Z]+-\d+\]", ended.output)
        assert contents(office) == before, data[:200]
        monkeypatch.chdir(tmp_path)

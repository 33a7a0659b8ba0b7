"""Names that the system refuses: each command says what is wrong with them, and no traceback."""

import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from gen.cli import main
from gen.store.connection import disconnect
from tests.returns.test_collecting import office_plan
from tests.support import plans
from tests.support.damaged_zips import wrong_zips
from tests.support.offices import TEMPLATES
from tests.support.repacked import unpacked

NAMES = {
    "too long": "a" * 300,
    "below a file": "plan.yaml/x",
    "loop": "loop/x",
    "folder": "templates",
    "gone": "none",
    "pipe": "pipe",
}
COMMANDS = (
    "read {}", "collect {}", "lint {}", "lint {} --fix", "import {} --to neu.yaml", "check {}", "build {} --no-pdf",
    "build --templates {} --no-pdf", "build --out {} --no-pdf", "diff {} plan.yaml", "diff plan.yaml {}",
    "diff truoc.yaml plan.yaml --word {}", "issue --from {}", "status --as-of 20/7/2021 --format csv --to {}",
    "chase --as-of 20/7/2021 --to {}", "report --as-of 20/7/2021 --to {}", "import templates/plan.docx --to {}",
    "import templates/plan.docx --registry {} --to neu.yaml", "pin {}", "list {}", "show xa-a {}", "status {}",
    "extend xa-a --until 30/7/2021 --reason x --plan {}", "key {}", "init {} --level xã --name Ba",
)  # fmt: skip


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    plans.write(folder, office_plan())
    shutil.copy(folder / "plan.yaml", folder / "truoc.yaml")
    shutil.copytree(TEMPLATES, folder / "templates")
    (folder / "loop").symlink_to("loop")
    return folder


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("command", COMMANDS)
def test_name_that_is_refused_is_told(
    office: Path, command: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "office"
    shutil.copytree(office, folder, symlinks=True)
    monkeypatch.chdir(folder)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    ended = CliRunner().invoke(main, command.format(NAMES[name]).split())
    disconnect()
    assert ended.exception is None or isinstance(ended.exception, SystemExit)
    assert ended.output.strip()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes among files here")
@pytest.mark.parametrize("command", ["read pipe --plan {}", "lint pipe", "import pipe --to neu.yaml"])
def test_pipe_is_no_file_and_is_not_waited_for(office: Path, command: str, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        os.mkfifo("pipe")
        ended = CliRunner().invoke(main, command.format(office / "plan.yaml").split())
    assert ended.exit_code
    assert isinstance(ended.exception, SystemExit)


@pytest.mark.parametrize("wrong", sorted(wrong_zips({"a": b"a"})))
@pytest.mark.parametrize("command", ["lint x.docx {}", "import x.docx --to neu.yaml"])
def test_damaged_word_file_is_told_by_its_name(command: str, wrong: str, tmp_path: Path) -> None:
    sound = TEMPLATES / "plan.docx"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        Path("x.docx").write_bytes(wrong_zips(unpacked(sound.read_bytes()))[wrong])
        ended = CliRunner().invoke(main, command.format(sound).split())
    assert isinstance(ended.exception, SystemExit | None)
    assert "x.docx" in ended.output or ended.exit_code == 0
    assert "plan.docx" in ended.output or "import" in command


@pytest.mark.parametrize(
    ("command", "form"),
    [("status --format csv --as-of 1/1/2021 --obligation x {}", "csv"), ("list {} --format json", "json")],
)
def test_mistake_is_told_whatever_the_form_of_the_result(command: str, form: str, tmp_path: Path) -> None:
    plan = plans.write(tmp_path, office_plan() if form == "csv" else "x")
    ended = CliRunner().invoke(main, command.format(plan).split())
    disconnect()
    assert ended.exit_code == 1
    assert isinstance(ended.exception, SystemExit)

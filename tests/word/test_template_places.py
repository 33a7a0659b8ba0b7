"""Where templates are found: in the folder that was named, else beside the plan, else those of the program."""

import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

import gen
from gen.cli import main
from gen.errors import TemplateError
from gen.starter.shipped import SHIPPED
from gen.store.connection import disconnect
from gen.word.template.context import TEMPLATES as KNOWN
from gen.word.template.finding import template_places
from tests.support import plans
from tests.support.offices import TEMPLATES

DUE = {"id": "bc", "name": "Báo cáo", "of": ["all"], "to": "huyen", "frequency": "once", "form": True}


def plan_in(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    data = plans.with_sections({"to": ["xa-a", "xa-b"], "heading": "UBND xã", "items": [{"text": "Trồng cây."}]})
    return plans.write(folder, {**data, "obligations": [{**DUE, "due": "2021-07-15"}]})


def own(folder: Path, *names: str) -> None:
    (folder / "templates").mkdir()
    for name in names:
        shutil.copy(TEMPLATES / name, folder / "templates")


def test_every_template_is_shipped() -> None:
    assert {path.name for path in SHIPPED.glob("*.docx")} == set(KNOWN)


def test_folder_that_was_named_is_the_only_one(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="no folder with this name"):
        template_places(plan_in(tmp_path), tmp_path / "other").load("plan.docx")


def test_own_template_goes_before_the_shipped_one(tmp_path: Path) -> None:
    own(tmp_path, "plan.docx")
    places = template_places(tmp_path / "plan.yaml")
    assert places.path_of("plan.docx").parent == tmp_path / "templates"
    assert places.path_of("reminder.docx").parent == SHIPPED


def test_notice_names_what_was_taken_and_nothing_else(tmp_path: Path) -> None:
    own(tmp_path, "plan.docx")
    [notice] = template_places(tmp_path / "plan.yaml").notices(["plan.docx", "report.docx"])
    assert notice.code == "TPL-008"
    assert "report.docx" in notice.message
    assert "plan.docx" not in notice.message


def test_build_beside_no_templates_says_so_every_time(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    results = [gen.build(plan, out=str(tmp_path / "out"), pdf=False) for _ in range(2)]
    assert [[notice.code for notice in result.notices] for result in results] == [["TPL-008"], ["TPL-008"]]
    assert {placed.status.value for placed in results[1].outcomes} == {"unchanged"}


def test_template_put_beside_the_plan_later_is_taken(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    gen.build(plan, out=str(tmp_path / "out"), pdf=False)
    own(tmp_path, "plan.docx", "report.docx")
    assert gen.build(plan, out=str(tmp_path / "out"), pdf=False).notices == []


@pytest.mark.parametrize("command", ["build --no-pdf", "chase --as-of 2021-08-01", "report --as-of 2021-08-01"])
def test_command_finds_templates_from_any_folder(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEN_LANG", "en")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    plan_in(tmp_path / "office")
    name, *options = command.split()
    try:
        done = CliRunner().invoke(main, [name, "../office/plan.yaml", *options], catch_exceptions=False)
    finally:
        if name != "build":  # which opens no store
            disconnect()
    assert done.exit_code == 0, done.output
    assert "warning[TPL-008]" in done.stderr


def test_archive_keeps_the_shipped_templates_that_documents_were_made_from(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    gen.build(plan, out=str(tmp_path / "out"), pdf=False)
    packed = gen.archive(plan, out=str(tmp_path / "out"), zipped=True, date=date(2021, 8, 1))
    assert packed.bag is not None
    with zipfile.ZipFile(packed.bag) as bag:
        kept = {name.rpartition("/")[2] for name in bag.namelist() if "plan/templates/" in name}
    assert kept >= {"plan.docx", "report.docx"}
    assert "TPL-008" in {notice.code for notice in packed.notices}

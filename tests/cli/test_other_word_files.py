"""Word files that are no plain .docx: read by every command, or refused by every one, with what to do in Word."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import gen
from gen.errors import GenError
from gen.pdf.embedded.engine import convert_piece
from gen.pdf.engines.protocol import ConversionJob
from gen.word.issue_number import NumberPlaceError, set_number
from tests.support import archive_cases
from tests.support.foreign_templates import foreign, main_part_of_word_online
from tests.support.form_filling import filled
from tests.support.repacked import changed, strict, unpacked
from tests.support.way_back import FIRST, office_plan

TEMPLATES = Path(__file__).parents[2] / "templates"
DOCUMENT = "wordprocessingml.document.main+xml"


def of_type(data: bytes, kind: str) -> bytes:
    types = unpacked(data)["[Content_Types].xml"].decode()
    whole = f"application/vnd.openxmlformats-officedocument.{DOCUMENT}"
    assert whole in types
    return changed(data, {"[Content_Types].xml": types.replace(whole, kind)})


def in_utf_16(data: bytes) -> bytes:
    text = unpacked(data)["word/document.xml"].decode().split("?>", 1)[-1]
    return changed(data, {"word/document.xml": f'<?xml version="1.0" encoding="UTF-16"?>{text}'.encode("utf-16")})


REFUSED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "strict": (strict, "Strict Open XML"),
    "dotx": (
        lambda data: of_type(data, "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"),
        "(.dotx)",
    ),
    "docm": (lambda data: of_type(data, "application/vnd.ms-word.document.macroEnabled.main+xml"), "(.docm)"),
    "utf-16": (in_utf_16, "UTF-16"),
    "no document": (lambda data: changed(data, {"word/document.xml": b"<html/>"}), "word/document.xml"),
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    archive_cases.make_plan(folder, office_plan())
    built = gen.build(folder / "plan.yaml", out=str(folder / "out"), pdf=False, templates=TEMPLATES)
    assert built.exit_code == 0
    return folder


def form(office: Path) -> bytes:
    return (office / "out/kh-1/xa-a/bao-cao-xa-a.docx").read_bytes()


def plan(office: Path) -> bytes:
    return (office / "out/kh-1/xa-a/ke-hoach-xa-a.docx").read_bytes()


def written(folder: Path, data: bytes, name: str = "tep.docx") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def read(office: Path, folder: Path, make: Callable[[bytes], bytes]) -> str:
    data = filled(form(office), {"difficulties": "không"})
    [submission] = gen.read_forms(written(folder, make(data)), office / "plan.yaml")
    return str(submission.quarantine_reason or "")


def collect(office: Path, folder: Path, make: Callable[[bytes], bytes]) -> str:
    path = written(folder, make(filled(form(office), FIRST)))
    outcomes = gen.collect(path, office / "plan.yaml", obligation="bc", received=date(2021, 7, 10))
    return " ".join(str(one.submission.quarantine_reason or one.submission.unit) for one in outcomes)


def lint(office: Path, folder: Path, make: Callable[[bytes], bytes]) -> str:
    [result] = gen.lint(written(folder, make(plan(office))))
    return str(result.problem or "")


def import_plan(office: Path, folder: Path, make: Callable[[bytes], bytes]) -> str:
    try:
        gen.import_plan(written(folder, make(plan(office))))
    except GenError as error:
        return str(error)
    return ""


def template(office: Path, folder: Path, make: Callable[[bytes], bytes]) -> str:
    for path in TEMPLATES.glob("*.docx"):
        written(folder, path.read_bytes(), path.name)
    written(folder, make((TEMPLATES / "plan.docx").read_bytes()), "plan.docx")
    try:
        gen.build(office / "plan.yaml", out=str(folder / "out"), pdf=False, templates=folder)
    except GenError as error:
        assert not (folder / "out").exists()  # before anything is written
        return str(error)
    return ""


def pdf(office: Path, folder: Path, make: Callable[[bytes], bytes]) -> str:
    [outcome] = convert_piece("", [ConversionJob(written(folder, make(plan(office))), folder / "tep.pdf")])
    return str(outcome.error or "")


def issue(office: Path, folder: Path, make: Callable[[bytes], bytes]) -> str:
    try:
        set_number(make(plan(office)), 5, date(2021, 3, 5))
    except NumberPlaceError as error:
        return str(error)
    return ""


COMMANDS = [read, lint, import_plan, template, pdf, issue, collect]


@pytest.mark.parametrize("kind", REFUSED)
@pytest.mark.parametrize("command", COMMANDS, ids=lambda one: one.__name__)
def test_file_of_another_kind_is_refused_by_every_command(
    command: Callable[..., str], kind: str, office: Path, tmp_path: Path
) -> None:
    make, named = REFUSED[kind]
    assert named in command(office, tmp_path, make)


@pytest.mark.parametrize("command", [read, lint, import_plan, template, issue], ids=lambda one: one.__name__)
def test_main_part_of_another_name_is_read_by_every_command(
    command: Callable[..., str], office: Path, tmp_path: Path
) -> None:
    def make(data: bytes) -> bytes:
        return foreign(data, main_part_of_word_online)

    assert command(office, tmp_path, make) == ""


def test_form_with_a_main_part_of_another_name_is_collected(office: Path, tmp_path: Path) -> None:
    told = collect(office, tmp_path, lambda data: foreign(data, main_part_of_word_online))
    assert "xa-a" in told

"""One cause, one diagnostic, however many documents it touches; and a file that is held stops no other."""

import io
import shutil
from pathlib import Path

import pytest

from gen.errors import Diagnostic, Severity
from gen.folders import LocalFolder
from gen.pipeline import BuildResult
from gen.pipeline.causes import gather_problems
from gen.pipeline.placement import FileOutcome, FileStatus
from tests.support import plans
from tests.support.damaged_zips import wrong_zips
from tests.support.offices import TEMPLATES, run
from tests.support.repacked import changed, unpacked

LINE = '<w:r><w:pict><v:line xmlns:v="urn:schemas-microsoft-com:vml" from="0,0" to="99pt,0"/></w:pict></w:r>'
FONT = '<w:r><w:rPr><w:rFonts w:ascii="Nonesuch" w:hAnsi="Nonesuch"/></w:rPr><w:t>chữ lạ</w:t></w:r>'


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return plans.write(tmp_path, plans.base())


def templates_with(tmp_path: Path, more: str, part: str = "word/document.xml", after: str = "</w:tbl>") -> Path:
    """The templates, with `more` at the end of the first paragraph behind `after` of the plan's."""
    folder = tmp_path / "mau"
    shutil.copytree(TEMPLATES, folder)
    template = folder / "plan.docx"
    content = unpacked(template.read_bytes())[part].decode()
    place = content.index("</w:p>", content.index(after) if after else 0)
    template.write_bytes(changed(template.read_bytes(), {part: content[:place] + more + content[place:]}))
    return folder


def errors(result: BuildResult) -> list[Diagnostic]:
    return [found for found in result.problems() if found.severity is Severity.ERROR]


@pytest.mark.parametrize(
    ("more", "what"),
    [(LINE, "drawing or picture in an old format in word/document.xml, paragraph"), (FONT, "font Nonesuch")],
    ids=["line", "font"],
)
def test_what_a_template_has_is_told_once_with_its_paragraph(plan: Path, tmp_path: Path, more: str, what: str) -> None:
    folder = templates_with(tmp_path, more)
    result = run(plan, pdf=True, templates=folder)
    (told,) = errors(result)
    assert told.code == "PDF-010"
    assert told.location is not None
    assert told.location.path == str(folder / "plan.docx")
    assert what in told.message
    assert "paragraph" in told.message
    assert "2 documents made from it" in told.message
    assert sum(one.status is FileStatus.FAILED for one in result.outcomes) == 2
    assert result.exit_code == 3


def test_shape_in_one_document_is_its_own_matter(plan: Path, tmp_path: Path) -> None:
    folder = templates_with(tmp_path, LINE)
    run(plan, templates=folder)
    only = tmp_path / "out" / "kh-1" / "xa-a" / "bao-cao-xa-a.docx"
    content = unpacked(only.read_bytes())["word/document.xml"].decode().replace("</w:p>", LINE + "</w:p>", 1)
    only.write_bytes(changed(only.read_bytes(), {"word/document.xml": content}))
    result = run(plan, pdf=True, templates=folder)
    assert [found.code for found in errors(result)] == ["PDF-010"]  # what somebody changed gets no PDF


def failed(path: str, message: str, severity: Severity = Severity.ERROR) -> FileOutcome:
    return FileOutcome(path, FileStatus.FAILED, Diagnostic("BUILD-004", severity, message))


def test_the_same_error_of_many_files_stands_once_and_names_them() -> None:
    paths = [f"xa-{number}/a-xa-{number}.docx" for number in range(9)]
    found = gather_problems(failed(path, f"{path.rpartition('/')[2]}: the disk is full") for path in paths)
    assert [one.message for one in found] == [
        "a-xa-0.docx: the disk is full; the same holds for 8 more files: "
        "a-xa-1.docx, a-xa-2.docx, a-xa-3.docx, a-xa-4.docx, a-xa-5.docx …"
    ]


def test_other_reasons_and_what_people_changed_are_told_one_by_one() -> None:
    found = gather_problems([failed("a", "a: full"), failed("b", "b: held"), failed("c", "c: full")])
    assert [one.message for one in found] == ["a: full; the same holds for 1 more files: c", "b: held"]
    kept = [failed("a", "a: kept", Severity.WARNING), failed("b", "b: kept", Severity.WARNING)]
    assert len(gather_problems(kept)) == 2


def held(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """The file is open in another program, as on Windows: nothing may look into it."""
    for method in ("sha256", "read", "write"):
        real = getattr(LocalFolder, method)

        def refuse(folder: LocalFolder, path: str, *more: object, _real: object = real, **options: object) -> object:
            if path.endswith(name):
                raise PermissionError(13, "Permission denied", path)
            return _real(folder, path, *more, **options)  # type: ignore[operator]

        monkeypatch.setattr(LocalFolder, method, refuse)


@pytest.mark.parametrize("changes", [{}, {"zips": True}, {"pdf": True}, {"units": ("xa-b",)}], ids=str)
def test_held_document_stops_no_other(plan: Path, monkeypatch: pytest.MonkeyPatch, changes: dict[str, object]) -> None:
    run(plan)
    plan.write_text(plan.read_text("utf-8").replace("Trồng cây.", "Trồng rừng."), "utf-8")
    held(monkeypatch, "ke-hoach-xa-a.docx")
    result = run(plan, **changes)
    told = [*result.problems(), *result.notices]
    assert any("ke-hoach-xa-a.docx" in found.message and "another program" in found.message for found in told)
    status = {placed.path: placed.status for placed in result.outcomes}
    assert status["xa-b/ke-hoach-xa-b.docx"] is FileStatus.CHANGED
    assert status["index.html"] is not FileStatus.FAILED


@pytest.mark.parametrize("wrong", ["lzma", "cut", "password", "zip64-that-lies", "nothing-behind-the-mark"])
@pytest.mark.parametrize("name", ["ke-hoach", "bao-cao"])
def test_damaged_document_stops_no_build(plan: Path, wrong: str, name: str) -> None:
    run(plan)
    damaged = plan.parent / "out" / "kh-1" / "xa-a" / f"{name}-xa-a.docx"
    damaged.write_bytes(wrong_zips(unpacked(damaged.read_bytes()))[wrong])
    plan.write_text(plan.read_text("utf-8").replace("Trồng cây.", "Trồng rừng."), "utf-8")
    result = run(plan, pdf=True)
    status = {placed.path: placed.status for placed in result.outcomes}
    assert status[f"xa-a/{name}-xa-a.docx"] is FileStatus.KEPT
    assert status["xa-b/ke-hoach-xa-b.pdf"] is FileStatus.NEW
    assert io.BytesIO(damaged.read_bytes()).read(2) == b"PK"

"""Templates that an office changes and saves in its own program: they build as before, with the change in them."""

import io
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from struct import pack

import docx
import pytest
from docx.document import Document
from docx.shared import Mm, Pt

import gen
from gen.word.template.context import TEMPLATES
from gen.word.template.contract import check_template
from tests.support import archive_cases
from tests.support.docx_text import text as text_of
from tests.support.editors import EDITORS, needs, saved_by
from tests.support.repacked import unpacked
from tests.support.validity import added_faults
from tests.support.way_back import office_plan

FOLDER = Path(__file__).parents[2] / "templates"
SHIPPED = {name: (FOLDER / name).read_bytes() for name in ("plan.docx", "report.docx")}
MADE = {"plan.docx": "ke-hoach-xa-a.docx", "report.docx": "bao-cao-xa-a.docx"}


def picture() -> bytes:
    """A PNG of one point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))

    head = pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0\xff\0\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def nothing(document: Document) -> None:
    pass


def logo(document: Document) -> None:
    document.tables[0].cell(0, 0).paragraphs[0].insert_paragraph_before().add_run().add_picture(
        io.BytesIO(picture()), width=Mm(15)
    )


def margins(document: Document) -> None:
    for section in document.sections:
        section.left_margin, section.right_margin = Mm(31), Mm(14)


def column(document: Document) -> None:
    for table in document.tables:
        if "Nhiệm vụ" in "".join(table.rows[0]._tr.itertext()):
            table.add_column(Mm(15))
            table.rows[0].cells[-1].text = "Ghi chú thêm"


def footer(document: Document) -> None:
    for section in document.sections:
        section.footer.paragraphs[0].add_run("Chân trang của cơ quan")
        section.first_page_footer.paragraphs[0].add_run("Chân trang của cơ quan")


def deleted(document: Document) -> None:
    gone = {"Thực hiện chế độ báo cáo theo", "Biểu số liệu", "BÁO CÁO", "KẾ HOẠCH"}
    for paragraph in document.paragraphs:
        if any(paragraph.text.startswith(words) for words in gone):
            paragraph._p.getparent().remove(paragraph._p)


def moved(document: Document) -> None:
    """The subject of the document goes to its end, before the signature."""
    subject = next(one for one in document.paragraphs if "trich_yeu" in one.text)
    signature = next(one for one in document.tables if "Nơi nhận" in one.cell(0, 0).text)
    signature._tbl.addprevious(subject._p)


def style(document: Document) -> None:
    document.styles["Normal"].font.size = Pt(13.5)
    document.styles["Normal"].paragraph_format.space_after = Pt(7)


def words(document: Document) -> None:
    paragraph = next(one for one in document.paragraphs if one.text.startswith(("KẾ HOẠCH", "BÁO CÁO")))
    paragraph.runs[0].text = f"{paragraph.runs[0].text} “MỚI” & 'KHÁC'"


@dataclass(frozen=True)
class Edit:
    """A change, and how it is known in the documents: in their text, or in the bytes of a part."""

    change: Callable[[Document], None]
    shows: Callable[[bytes], bool]


def has(words: str) -> Callable[[bytes], bool]:
    return lambda data: any(words.encode() in part for part in unpacked(data).values())


def subject_line(data: bytes) -> int:
    """In which line of a document its subject stands; in one as shipped, among the first nine."""
    subject = " ".join(docx.Document(io.BytesIO(data)).core_properties.title.split())
    lines = text_of(data).split("\n")
    return next(number for number, line in enumerate(lines) if line and line in subject and len(line) > 20)


EDITS = {
    "nothing": Edit(nothing, lambda data: True),
    "logo": Edit(logo, lambda data: any(name.endswith(".png") for name in unpacked(data))),
    "margins": Edit(margins, lambda data: round(docx.Document(io.BytesIO(data)).sections[0].left_margin.mm) == 31),
    "column": Edit(column, has("Ghi chú thêm")),
    "footer": Edit(footer, has("Chân trang của cơ quan")),
    "parts deleted": Edit(deleted, lambda data: not {"KẾ HOẠCH", "BÁO CÁO"} & set(text_of(data).split("\n"))),
    "parts moved": Edit(moved, lambda data: text_of(data).split("\n").index("Nơi nhận:") > subject_line(data) > 9),
    "style": Edit(style, has('w:sz w:val="27"')),
    "text": Edit(words, has("“MỚI”")),
}
CASES = [pytest.param(name, marks=needs(program), id=name) for name, program in EDITORS.items()]


def edited(data: bytes, change: Callable[[Document], None]) -> bytes:
    document = docx.Document(io.BytesIO(data))
    change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def saved() -> dict[str, dict[str, bytes]]:
    """The templates with each edit, saved by each editor: a program is started once for all of them."""
    return {}


def templates(saved: dict[str, dict[str, bytes]], editor: str, edit: str) -> dict[str, bytes]:
    if editor not in saved:
        files = {
            f"{one} {name}": edited(data, EDITS[one].change) for one in EDITS for name, data in SHIPPED.items()
        }  # fmt: skip
        saved[editor] = saved_by(EDITORS[editor], files)
    return {name: saved[editor][f"{edit} {name}"] for name in SHIPPED}


def built(folder: Path, own: Mapping[str, bytes]) -> dict[str, bytes]:
    folder.mkdir(exist_ok=True)
    archive_cases.make_plan(folder, office_plan())
    (folder / "own").mkdir()
    for name, data in own.items():
        (folder / "own" / name).write_bytes(data)
    result = gen.build(
        folder / "plan.yaml", out=str(folder / "out"), pdf=False, templates=folder / "own", units=["xa-a"]
    )
    assert result.exit_code == 0, result.problems()
    return {path.name: path.read_bytes() for path in (folder / "out/kh-1/xa-a").glob("*.docx")}


@pytest.mark.slow
@pytest.mark.parametrize("editor", CASES)
@pytest.mark.parametrize("edit", EDITS)
def test_template_that_was_changed_and_saved_builds(
    saved: dict[str, dict[str, bytes]], editor: str, edit: str, tmp_path: Path
) -> None:
    own = templates(saved, editor, edit)
    for name, data in own.items():
        assert [str(one) for one in check_template(data, name, TEMPLATES[name])] == []
    documents = built(tmp_path, own)
    for name, template in own.items():
        document = documents[MADE[name]]
        assert added_faults(document, template) == []
        assert "{{" not in text_of(document)
        assert EDITS[edit].shows(document)


@pytest.mark.slow
@pytest.mark.parametrize("editor", CASES)
def test_template_that_was_only_saved_says_the_same(
    saved: dict[str, dict[str, bytes]], editor: str, tmp_path: Path
) -> None:
    before = built(tmp_path / "before", SHIPPED)
    after = built(tmp_path / "after", templates(saved, editor, "nothing"))
    assert {name: text_of(data).split() for name, data in after.items()} == {
        name: text_of(data).split() for name, data in before.items()
    }

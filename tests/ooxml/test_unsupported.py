"""What is not supported in a Word file: every kind is met by a case and has words, and nobody decides by the words."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gen.ooxml import package, read_document
from gen.ooxml.unsupported import (
    SHAPES,
    WITHOUT_WORDS,
    RefusalKind,
    UnreadableDocumentError,
    Unsupported,
    UnsupportedKind,
)
from gen.ooxml.wording import refusal_text, refusal_wordings, unsupported_in_part, unsupported_text, wordings
from gen.pdf.expected_content import read_expected_content
from gen.pdf.faces import font_book
from tests.pdf.test_embedded_output import PICTURES, drawing, png
from tests.pdf.test_embedded_pages import LINES, NUMBERED, numbered
from tests.support.repacked import changed, strict
from tests.support.set_pages import BREAK, cell, field, page, par, row, run, setting, table
from tests.support.word_parts import small_docx

GEN = Path(__file__).parents[2] / "gen"
READ = sorted((Path(__file__).parents[1] / "ooxml").glob("*.json"))
K = UnsupportedKind
GROWING = page('<w:headerReference w:type="default" r:id="hdr1"/>').replace('w:top="1000"', 'w:top="500"')
UNEVEN = page(
    '<w:headerReference w:type="default" r:id="hdr1"/><w:headerReference w:type="first" r:id="hdr2"/><w:titlePg/>'
)
FOOTERS = {"ftr1": "<w:p><w:r><w:t>one</w:t></w:r></w:p>", "ftr2": "<w:p><w:r><w:t>two</w:t></w:r></w:p>"}


def continued(more: str) -> str:
    """A page with a footer, and a section that goes on in the middle of it."""
    second = page(f'{more}<w:type w:val="continuous"/>')
    return par("a") + f"<w:p><w:pPr>{NUMBERED}</w:pPr></w:p>" + par("b") + second


def nested(depth: int) -> str:
    inner = par("a")
    for _level in range(depth):
        inner = table(row(cell(inner + par()), "b"))
    return inner


def moving_page_number() -> str:
    """As viii it goes to the ninth page, where it is ix, which is so short that it stays on the eighth."""
    face = font_book().face(font_book().times, False, False)
    letters = int((495.3 - 11.5 - face.width(" ") * 14) / (face.width("a") * 14))
    last = par("a" * letters + " ", field("PAGE"))
    return par(BREAK) * 7 + par("x") * (LINES - 1) + last + page('<w:pgNumType w:fmt="lowerRoman"/>')


SET: dict[UnsupportedKind, tuple[str, dict[str, Any]]] = {
    K.MISSING_FONT: (par(run("a", '<w:rFonts w:ascii="Nonesuch"/>')), {}),
    K.MISSING_LETTER: (par("\U0001f600"), {}),
    K.SCALED_TEXT: (par(run("a", '<w:w w:val="80"/>')), {}),
    K.ALIGNED_TAB: (par("a\tb", properties='<w:jc w:val="center"/>'), {}),
    K.NARROW_PLACE: (par("abc", properties='<w:ind w:left="9000" w:right="900"/>') + page(), {}),
    K.BORDER: (par("a", properties='<w:pBdr><w:top w:val="wave" w:sz="8"/></w:pBdr>'), {}),
    K.PICTURE_FORMAT: (drawing("p1"), {"media": {"p1": b"BM not ours"}}),
    K.PICTURE_SIZE: (drawing("p1"), {"media": {"p1": png("1", (8000, 6000))}}),
    K.DAMAGED_PICTURE: (drawing("p1"), {"media": {"p1": PICTURES["rgb"][:40]}}),
    K.NUMBER_FORM: (par("x") + NUMBERED, numbered("PAGE \\* CardText")),
    K.REPEATED_PAGE_NUMBER: (
        table(row(cell(par("H", field("PAGE"))), "h", properties="<w:tblHeader/>"), *[row("a", "b")] * 90) + page(), {},
    ),
    K.TALL_LINE: (par("a", size=700) + page(), {}),
    K.BEYOND_PAGE: (par("abc", properties='<w:ind w:left="-3000"/>') + page(), {}),
    K.LARGE_PAGE: (par("a") + page(width=300_000), {}),
    K.ODD_OR_EVEN_PAGE: (f"<w:p><w:pPr>{page()}</w:pPr></w:p>" + par("a") + page('<w:type w:val="oddPage"/>'), {}),
    K.OTHER_HEADERS: (continued('<w:pgNumType w:start="50"/>'), {"headers": FOOTERS}),
    K.PAGE_BREAK_IN_TABLE: (table(row(cell(par("a", BREAK, "b")))), {}),
    K.WIDE_TABLE: (table(row("a", "b"), grid=(9000, 9000)) + page(), {}),
    K.WIDE_CONTENT: (table(row("z", cell(par("abc", properties='<w:ind w:left="-1000"/>')))) + page(), {}),
    K.CLIPPED_ROW: (
        table(row(cell(par("a") + par("b")), "c", properties='<w:trHeight w:val="340" w:hRule="exact"/>')) + page(), {},
    ),
    K.DEEP_TABLES: (nested(21), {}),
    K.MERGED_TEXT: (
        table(row(cell(par("a"), '<w:hMerge w:val="restart"/>'), cell(par("b"), "<w:hMerge/>"))) + page(), {},
    ),
    K.OTHER_MARGINS: (continued("").replace('w:left="1000"', 'w:left="1200"', 1), {"headers": FOOTERS}),
    K.GROWING_HEADER: (par("x") * 600 + GROWING, {"headers": {"hdr1": par("a" * 77 + " ", field("PAGE"))}}),
    K.MOVING_PAGE_NUMBER: (moving_page_number(), {}),
    K.UNEVEN_HEADERS: (par("x") * 200 + UNEVEN, {"headers": {"hdr1": par("h"), "hdr2": par("h") * 6}}),
}  # fmt: skip
"""A small file for each kind that is read and not set, or that no case of tests/ooxml has."""


def met(found: tuple[Unsupported, ...]) -> set[UnsupportedKind]:
    return {one.kind for one in found}


def kinds_of_reading() -> set[UnsupportedKind]:
    """The kinds that the cases of tests/ooxml meet."""
    found: set[UnsupportedKind] = set()
    for path in READ:
        case = json.loads(path.read_text(encoding="utf-8"))
        given = {key: part for key, part in case.items() if key not in ("expected", "unsupported")}
        found |= met(read_document(small_docx(**given)).unsupported)
    return found


@pytest.mark.parametrize("kind", SET)
def test_kind_is_met_by_its_case(kind: UnsupportedKind) -> None:
    body, parts = SET[kind]
    assert kind in met(setting(body, **parts).unsupported)


def test_every_kind_is_met_by_a_case() -> None:
    assert set(UnsupportedKind) - kinds_of_reading() - set(SET) == set()


def test_every_kind_has_words_of_its_own() -> None:
    assert set(wordings()) == set(UnsupportedKind)
    assert len(set(wordings().values())) == len(UnsupportedKind)


@pytest.mark.parametrize("kind", sorted([*SHAPES, *WITHOUT_WORDS]))
def test_kind_that_others_decide_by_asks_for_no_name(kind: UnsupportedKind) -> None:
    assert "{" not in wordings()[kind]


def test_part_is_said_where_there_is_one() -> None:
    found = Unsupported.of(UnsupportedKind.FIELD, field="EQ")
    assert unsupported_in_part(found) == unsupported_text(found) == "field EQ"
    assert unsupported_in_part(Unsupported(found.kind, found.names, "word/hdr1.xml")) == "field EQ in word/hdr1.xml"


def is_message(node: ast.AST) -> bool:
    """Whether `node` is text in the reader's language."""
    if not isinstance(node, ast.Call):
        return False
    called = node.func
    if isinstance(called, ast.Attribute):
        return called.attr == "format" and is_message(called.value)
    return isinstance(called, ast.Name) and called.id in ("_", "unsupported_text", "unsupported_in_part")


SEARCHES = {"startswith", "endswith", "find", "index", "count"}


def decided_by_words(source: str) -> Iterator[int]:
    """The lines in which a message is compared with another text, looked for, looked in or put into a set."""
    tree = ast.parse(source)
    yield from _decided(tree, set())
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            assigned = [node for node in ast.walk(function) if isinstance(node, ast.Assign) and is_message(node.value)]
            names = [target.id for node in assigned for target in node.targets if isinstance(target, ast.Name)]
            yield from _decided(function, set(names))


def _decided(tree: ast.AST, messages: set[str]) -> Iterator[int]:
    for node in ast.walk(tree):
        compared: list[ast.expr] = []
        if isinstance(node, ast.Compare):
            compared = [node.left, *node.comparators]
        elif isinstance(node, ast.Set):
            compared = node.elts
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SEARCHES:
            compared = [node.func.value, *node.args]
        if any(is_message(one) or (isinstance(one, ast.Name) and one.id in messages) for one in compared):
            yield node.lineno


@pytest.mark.parametrize("path", sorted(GEN.rglob("*.py")), ids=lambda path: str(path.relative_to(GEN)))
def test_nothing_is_decided_by_the_words_of_a_message(path: Path) -> None:
    assert list(decided_by_words(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    ['shapes = {_("drawing"), _("frame")}', 'if what == _("drawing"): pass', 'what.startswith(_("{x} is").format(x=1))',
     'def f(what):\n    said = _("drawing")\n    return said in what'],
)  # fmt: skip
def test_decision_by_words_would_be_found(source: str) -> None:
    assert list(decided_by_words(source))


def worded_by_str(source: str) -> Iterator[int]:
    """The lines in which a RefusedError that was caught is printed as it is: `refusal_text` has its words."""
    for handler in ast.walk(ast.parse(source)):
        if isinstance(handler, ast.ExceptHandler) and handler.type and "RefusedError" in ast.unparse(handler.type):
            for node in ast.walk(handler):
                is_str = isinstance(node, ast.Call) and ast.unparse(node) == f"str({handler.name})"
                is_shown = isinstance(node, ast.FormattedValue) and ast.unparse(node.value) == handler.name
                if is_str or is_shown:
                    yield handler.lineno


@pytest.mark.parametrize("path", sorted(GEN.rglob("*.py")), ids=lambda path: str(path.relative_to(GEN)))
def test_refusal_is_worded_in_one_place(path: Path) -> None:
    assert list(worded_by_str(path.read_text(encoding="utf-8"))) == []


def test_refusal_that_is_printed_as_it_is_would_be_found() -> None:
    source = "try:\n    f()\nexcept (OSError, RefusedError) as error:\n    print({})"
    assert [len(list(worded_by_str(source.format(said)))) for said in ("str(error)", "f'{error}'", "g(error)")] == [
        1,
        1,
        0,
    ]


SOUND = small_docx(par("a"))
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="{}"/></Types>'
)
UTF_16 = '<?xml version="1.0" encoding="UTF-16"?><x/>'.encode("utf-16")
MANY = {f"word/{number}": b"" for number in range(package.MAX_MEMBERS)}
REFUSED: dict[RefusalKind, bytes] = {
    RefusalKind.DAMAGED: b"PK",
    RefusalKind.TOO_LARGE: bytes(package.MAX_BYTES + 1),
    RefusalKind.UNPACKS_TOO_FAR: changed(SOUND, MANY),
    RefusalKind.ENTITIES: changed(SOUND, {"word/x.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}),
    RefusalKind.MACROS: changed(SOUND, {"word/vbaProject.bin": b"x"}),
    RefusalKind.OUTSIDE_MEMBER: changed(SOUND, {"../x.xml": b"<x/>"}),
    RefusalKind.NO_MAIN_PART: changed(SOUND, {"_rels/.rels": b"<x/>"}),
    RefusalKind.PASSWORD: b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
    RefusalKind.OLD_FORMAT: b"\xd0\xcf\x11\xe0" + bytes(600),
    RefusalKind.NO_DOCUMENT: changed(SOUND, {"word/document.xml": b"<html/>"}),
    RefusalKind.STRICT: strict(SOUND),
    **{
        kind: changed(SOUND, {"[Content_Types].xml": TYPES.format(stated)})
        for stated, kind in package.OTHER_TYPES.items()
    },
    RefusalKind.ENCODING: changed(SOUND, {"word/x.xml": UTF_16}),
}


@pytest.mark.parametrize("kind", RefusalKind)
def test_file_is_refused_for_its_reason(kind: RefusalKind) -> None:
    with pytest.raises(UnreadableDocumentError) as refused:
        read_expected_content(REFUSED[kind])
    assert refused.value.kind is kind
    assert refusal_text(refused.value)


def test_every_refusal_has_words_of_its_own() -> None:
    assert set(refusal_wordings()) == set(RefusalKind)
    assert len(set(refusal_wordings().values())) == len(RefusalKind)


@pytest.mark.parametrize("path", sorted((GEN / "ooxml").glob("*.py")), ids=lambda path: path.name)
def test_reading_knows_no_language(path: Path) -> None:
    imported = {node.module for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ImportFrom)}
    assert "gen.locale" not in imported or path.name == "wording.py"

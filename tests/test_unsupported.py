"""What is not supported in a Word file: every kind is met by a case and has words, and nobody decides by the words."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from set_pages import BREAK, cell, field, page, par, row, run, setting, table
from test_embedded_file import PICTURES, drawing, png
from test_embedded_pages import NUMBERED, numbered
from word_parts import small_docx

from gen.ooxml import read_document
from gen.ooxml.unsupported import SHAPES, WITHOUT_WORDS, Unsupported, UnsupportedKind
from gen.ooxml.wording import unsupported_in_part, unsupported_text, wordings

GEN = Path(__file__).parent.parent / "gen"
READ = sorted((Path(__file__).parent / "ooxml").glob("*.json"))
K = UnsupportedKind
HEADER = {"hdr1": "<w:p><w:r><w:t>h</w:t></w:r></w:p>"}
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
    K.ODD_OR_EVEN_PAGE: (par("a") + page('<w:type w:val="oddPage"/>'), {}),
    K.OTHER_HEADERS: (continued('<w:pgNumType w:start="50"/>'), {"headers": FOOTERS}),
    K.PAGE_BREAK_IN_TABLE: (table(row(cell(par("a", BREAK, "b")))), {}),
    K.WIDE_TABLE: (table(row("a", "b"), grid=(9000, 9000)) + page(), {}),
    K.WIDE_CONTENT: (table(row("z", cell(par("abc", properties='<w:ind w:left="-1000"/>')))) + page(), {}),
    K.CLIPPED_ROW: (
        table(row(cell(par("a") + par("b")), "c", properties='<w:trHeight w:val="340" w:hRule="exact"/>')) + page(), {},
    ),
    K.DEEP_TABLES: (nested(21), {}),
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
    assert kind in met(setting(body, **parts).refused)


def test_every_kind_is_met_by_a_case() -> None:
    assert set(UnsupportedKind) - kinds_of_reading() - set(SET) == set()


def test_every_kind_has_words_of_its_own() -> None:
    assert set(wordings()) == set(UnsupportedKind)
    assert len(set(wordings().values())) == len(UnsupportedKind)


@pytest.mark.parametrize("kind", [*SHAPES, *WITHOUT_WORDS])
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


def decided_by_words(source: str) -> Iterator[int]:
    """The lines in which a message is compared with another text, looked for, looked in or put into a set."""
    for function in ast.walk(ast.parse(source)):
        if not isinstance(function, (ast.FunctionDef, ast.Module)):
            continue
        nodes = list(ast.walk(function))
        assigned = (
            [node for node in nodes if isinstance(node, ast.Assign)] if isinstance(function, ast.FunctionDef) else []
        )
        names = {
            target.id
            for node in assigned
            if is_message(node.value)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in nodes:
            if isinstance(node, ast.Compare):
                compared = [node.left, *node.comparators]
            elif isinstance(node, ast.Set):
                compared = node.elts
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SEARCHES:
                compared = [node.func.value, *node.args]
            else:
                continue
            if any(is_message(one) or (isinstance(one, ast.Name) and one.id in names) for one in compared):
                yield node.lineno


SEARCHES = {"startswith", "endswith", "find", "index", "count"}


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


@pytest.mark.parametrize("path", sorted((GEN / "ooxml").glob("*.py")), ids=lambda path: path.name)
def test_reading_knows_no_language(path: Path) -> None:
    imported = {node.module for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ImportFrom)}
    assert "gen.locale" not in imported or path.name == "wording.py"

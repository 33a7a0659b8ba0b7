"""Reading Word files: what is stated, what styles pass on, what is refused by name; hostile files."""

import io
import json
import zipfile
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen.ooxml import Document, UnreadableDocumentError, read_document
from gen.ooxml.numbering import format_number
from gen.ooxml.package import MAX_MEMBERS
from gen.ooxml.wording import unsupported_text
from tests.support.word_parts import paragraph, small_docx

CASES = sorted((Path(__file__).parents[1] / "ooxml").glob("*.json"))
SOUND = small_docx(paragraph("Ủy ban nhân dân", '<w:jc w:val="both"/>', "<w:b/>"), styles='<w:style w:styleId="A"/>')


def at(value: Any, path: str) -> Any:
    for step in path.split("."):
        if isinstance(value, dict):
            value = value[step]
        else:
            value = value[int(step)] if step.isdecimal() else getattr(value, step)
    return value


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case(case: Path) -> None:
    given = json.loads(case.read_text(encoding="utf-8"))
    expected, unsupported = given.pop("expected"), given.pop("unsupported", [])
    document = read_document(small_docx(**given))
    assert {path: at(document, path) for path in expected} == expected
    assert [unsupported_text(found) for found in document.unsupported] == unsupported


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (27, "lowerLetter", "aa"), (3, "upperLetter", "C"), (1994, "upperRoman", "MCMXCIV"), (7, "decimalZero", "07"),
        (7, "cardinalText", "7"), (7, "none", ""),
    ],
)  # fmt: skip
def test_number_is_written_in_its_form(number: int, form: str, text: str) -> None:
    assert format_number(number, form) == text


def test_what_is_unsupported_in_a_header_is_named_with_its_part() -> None:
    header = {"hdr1": "<w:p><w:r><w:pict/></w:r></w:p>"}
    body = '<w:p/><w:sectPr><w:headerReference w:type="default" r:id="hdr1"/></w:sectPr>'
    [found] = read_document(small_docx(body, headers=header)).unsupported
    assert (unsupported_text(found), found.part) == ("drawing or picture in an old format", "word/hdr1.xml")


def zipped(**members: bytes | str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("DOT", "."), content)
    return data.getvalue()


TYPES = {"[Content_Types].xml": "<Types/>"}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        SOUND[:200],
        zipped(**TYPES),
        zipped(**TYPES, word__documentDOTxml="<w:document"),
        zipped(**TYPES, word__documentDOTxml='<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'),
        zipped(**TYPES, word__documentDOTxml="<x/>", word__vbaProjectDOTbin=b"x"),
        zipped(**TYPES, word__documentDOTxml="<x/>", DOTDOT__x=b"x"),
        zipped(**TYPES, word__documentDOTxml="<x/>", **{f"m{n}": b"" for n in range(MAX_MEMBERS)}),
        zipped(**TYPES, word__documentDOTxml=b" " * (101 * 1024 * 1024)),
    ],
    ids=["empty", "magic", "cut", "no part", "no xml", "entity", "macro", "outside", "many", "bomb"],
)
def test_a_hostile_or_damaged_file_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableDocumentError):
        read_document(data)


@given(st.data())
def test_a_flipped_bit_gives_a_document_or_a_refusal(data: st.DataObject) -> None:
    damaged = bytearray(SOUND)
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(SOUND) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with suppress(UnreadableDocumentError):
        assert isinstance(read_document(bytes(damaged)), Document)


VALUES = ["", "-1", "0", "abc", "99999999999", "1e400", "nan", "nil", "FFFFFF", "\u0663"]
ATTRIBUTES = ["w:val", "w:w", "w:line", "w:left", "w:pos", "w:sz", "w:fill", "w:type", "w:ilvl", "w:numId", "w:start"]
NAMES = [
    "sz",
    "spacing",
    "ind",
    "jc",
    "tabs",
    "numPr",
    "shd",
    "pBdr",
    "color",
    "vertAlign",
    "w",
    "outlineLvl",
    "rFonts",
]


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(ATTRIBUTES), st.sampled_from(VALUES)), max_size=6))
def test_senseless_values_never_end_the_reading(given_: list[tuple[str, str, str]]) -> None:
    stated = "".join(f'<w:{name} {attribute}="{value}"/>' for name, attribute, value in given_)
    document = read_document(small_docx(paragraph("a", stated, stated) + f"<w:sectPr>{stated}</w:sectPr>"))
    assert asdict(document)

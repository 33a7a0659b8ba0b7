"""Files that somebody made to do harm, or that were damaged on the way: a Document or RefusedError, nothing else."""

import copy
import io
import json
import random
import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from gen.ooxml import Document, UnreadableDocumentError, package, read_document
from gen.ooxml.wording import refusal_text
from tests.support.repacked import changed, linked, packed, unpacked
from tests.support.word_parts import NAMESPACES, paragraph, small_docx

HERE = Path(__file__).parents[1]
SOUND = small_docx(paragraph("Ủy ban nhân dân"), styles='<w:style w:styleId="A"/>')
TEMPLATES = [path.read_bytes() for path in sorted((HERE.parent / "templates").glob("*.docx"))]


def sources() -> list[bytes]:
    """Every case of tests/ooxml as a file, and the templates."""
    files = []
    for path in sorted((HERE / "ooxml").glob("*.json")):
        case = json.loads(path.read_text(encoding="utf-8"))
        files.append(small_docx(**{key: part for key, part in case.items() if key not in ("expected", "unsupported")}))
    return files


SOURCES = sources()


def outcome(data: bytes) -> Document | str:
    """What comes of a file; whatever else than a refusal is raised goes on."""
    try:
        return read_document(data)
    except UnreadableDocumentError as refused:
        return refusal_text(refused)


def main_part(content: str | bytes) -> bytes:
    return changed(SOUND, {"word/document.xml": content})


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableDocumentError) as refused:
        read_document(data)
    return refusal_text(refused.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "iso-8859-1"])
@pytest.mark.parametrize("member", ["word/document.xml", "word/styles.xml", "docProps/custom.xml"])
def test_entities_are_refused_by_the_name_of_the_part_in_any_encoding(encoding: str, member: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    assert refusal(changed(SOUND, {member: text.encode(encoding)})) == f"{member} declares XML entities"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_that_grow_are_refused_before_they_do(encoding: str) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 9 if n else "ha"}">' for n in range(12))
    started = time.perf_counter()
    refusal(main_part(f'<!DOCTYPE x [{laughs}]><x a="&l11;">&l11;</x>'.encode(encoding)))
    assert time.perf_counter() - started < 0.5


def test_file_outside_is_never_read_by_an_entity() -> None:
    text = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document {NAMESPACES}>&e;</w:document>'
    assert refusal(main_part(text.encode("utf-16"))) == "word/document.xml declares XML entities"


@pytest.mark.parametrize("name", ["../evil.xml", "word/../../evil", "/etc/evil", "a/../../b"])
def test_member_outside_of_the_archive_is_refused(name: str) -> None:
    assert refusal(packed({**unpacked(SOUND), name: b"x"})) == "the file holds a member outside of itself"


@pytest.mark.parametrize("name", ["word/vbaProject.bin", "word/VBAPROJECT.BIN", "vbaProject.bin"])
def test_macros_are_refused(name: str) -> None:
    assert refusal(packed({**unpacked(SOUND), name: b"x"})).startswith("the file holds macros: save it")


def test_as_many_members_as_allowed_are_read_and_one_more_is_not() -> None:
    parts = unpacked(SOUND)
    more = {f"word/media/{number}": b"" for number in range(package.MAX_MEMBERS - len(parts))}
    assert isinstance(outcome(packed({**parts, **more})), Document)
    assert refusal(packed({**parts, **more, "one": b""})) == "the file unpacks to far more than a document needs"


def test_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = changed(SOUND, {f"word/media/{n}": bytes(30 * 1024 * 1024) for n in range(4)})
    assert len(bomb) < 200_000
    started = time.perf_counter()
    assert refusal(bomb) == "the file unpacks to far more than a document needs"
    assert time.perf_counter() - started < 0.5


def with_sizes(data: bytes, size: int) -> bytes:
    """The archive with another size stated for each member, in both of its lists."""
    changed_ = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = changed_.find(mark)
        while start >= 0:
            changed_[start + at : start + at + 4] = struct.pack("<I", size)
            start = changed_.find(mark, start + 4)
    return bytes(changed_)


@pytest.mark.parametrize("size", [0, 1, 2**31, 2**32 - 1])
def test_sizes_that_lie_are_refused(size: int) -> None:
    assert isinstance(outcome(with_sizes(packed(unpacked(SOUND)), size)), str)


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA], ids=["bzip2", "lzma"])
def test_packing_that_word_does_not_know_is_refused(compression: int) -> None:
    assert refusal(packed(unpacked(SOUND), compression)) == "the file is damaged, or no Word file (.docx)"


def test_member_that_is_named_twice_counts_once() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in unpacked(SOUND).items():
            archive.writestr(name, content)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("word/document.xml", b"<x/>")
    assert isinstance(outcome(out.getvalue()), str)


def test_locked_file_is_refused() -> None:
    data = bytearray(packed(unpacked(SOUND)))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        while start >= 0:
            data[start + at] |= 1
            start = data.find(mark, start + 4)
    assert refusal(bytes(data)) == "the file is protected by a password"


@pytest.mark.parametrize(
    "content",
    [b"", b"\x89PNG\r\n\x1a\n", b"<w:styles", "<?xml version='1.0' encoding='nonsense'?><x/>", b"\xff\xfe<"],
    ids=["empty", "picture", "cut", "encoding", "half a letter"],
)
@pytest.mark.parametrize("kind", ["styles", "theme", "numbering", "settings", "header"])
def test_part_that_is_no_xml_is_refused_or_passed_over(kind: str, content: bytes | str) -> None:
    for name in (f"{kind}.xml", f"{kind}.bin"):
        outcome(linked(small_docx(paragraph("a")), kind, name, content))


@pytest.mark.parametrize("target", ["", "/", "..", "../../x", "http://[", "nowhere.xml", "document.xml"])
def test_relation_to_nowhere_is_passed_over(target: str) -> None:
    links = unpacked(SOUND)["word/_rels/document.xml.rels"].replace(b"styles.xml", target.encode())
    assert isinstance(outcome(changed(SOUND, {"word/_rels/document.xml.rels": links})), Document)


@pytest.mark.parametrize("target", ["", "/", "..", "../../x", "http://[", "word/nowhere.xml", "word"])
def test_package_whose_main_part_is_nowhere_is_refused(target: str) -> None:
    links = unpacked(SOUND)["_rels/.rels"].replace(b"word/document.xml", target.encode())
    said = "the file does not say which of its parts is the document: save it again in Word"
    assert refusal(changed(SOUND, {"_rels/.rels": links})) == said


@pytest.mark.parametrize(
    "body",
    [
        "<w:sdt><w:sdtContent>" * 110 + "<w:p/>" + "</w:sdtContent></w:sdt>" * 110,
        "<w:customXml>" * 240 + "<w:p/>" + "</w:customXml>" * 240,
        "<w:p>" + "<w:hyperlink>" * 240 + "<w:r/>" + "</w:hyperlink>" * 240 + "</w:p>",
        "<w:tbl>"
        + "<w:sdt><w:sdtContent>" * 110
        + "<w:tr><w:tc/></w:tr>"
        + "</w:sdtContent></w:sdt>" * 110
        + "</w:tbl>",
        "<w:tbl><w:tr><w:tc>" * 80 + "</w:tc></w:tr></w:tbl>" * 80,
        "<w:sdt>" * 5000,
    ],
    ids=["controls", "blocks", "lines", "rows", "tables", "without end"],
)
def test_deep_nesting_ends(body: str) -> None:
    outcome(small_docx(body))


def test_many_sections_with_one_header_are_read_in_time() -> None:
    section = '<w:p><w:pPr><w:sectPr><w:headerReference w:type="default" r:id="hdr1"/></w:sectPr></w:pPr></w:p>'
    started = time.perf_counter()
    outcome(small_docx(section * 300, headers={"hdr1": paragraph("a") * 30}))
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    "level",
    [
        '<w:start w:val="2147483647"/><w:numFmt w:val="lowerRoman"/>',
        '<w:start w:val="2000000000"/><w:numFmt w:val="upperLetter"/>',
        '<w:start w:val="-2000000000"/><w:numFmt w:val="upperRoman"/>',
        f'<w:start w:val="{"9" * 4000}"/><w:numFmt w:val="decimal"/>',
    ],
)
def test_number_beyond_all_bounds_stays_short(level: str) -> None:
    numbering = (
        f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">{level}<w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = paragraph("a", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    read = read_document(small_docx(body, numbering=numbering))
    assert len(read.sections[0].blocks[0].label.text) < 20  # type: ignore[union-attr]


@pytest.mark.parametrize("data", TEMPLATES, ids=range(len(TEMPLATES)))
def test_file_cut_off_anywhere_is_refused(data: bytes) -> None:
    for end in range(0, len(data), max(1, len(data) // 60)):
        assert isinstance(outcome(data[:end]), str)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(TEMPLATES), st.data())
def test_flipped_bits_of_a_real_file_give_a_document_or_a_refusal(data: bytes, draw: st.DataObject) -> None:
    damaged = bytearray(data)
    for place in draw.draw(st.lists(st.integers(0, len(data) * 8 - 1), min_size=1, max_size=8)):
        damaged[place // 8] ^= 1 << place % 8
    outcome(bytes(damaged))


VALUES = ["", "-1", "0", "1", "abc", "99999999999", "1e400", "nan", "nil", "\u0663", "-99999", "65535", "none",
          "2147483647", "0.0001", "50%", "1e8", "auto", "exact", "restart", "\U0001f600", "x" * 5000]  # fmt: skip


def restate(chance: random.Random, elements: list[etree._Element]) -> None:
    stated = [(element, name) for element in elements for name in element.attrib]
    if stated:
        element, name = chance.choice(stated)
        element.set(name, chance.choice(VALUES))


def take_out(chance: random.Random, elements: list[etree._Element]) -> None:
    element = chance.choice(elements)
    if (parent := element.getparent()) is not None:
        parent.remove(element)


def double(chance: random.Random, elements: list[etree._Element]) -> None:
    element = chance.choice(elements)
    if (parent := element.getparent()) is not None:
        parent.append(copy.deepcopy(element))


def move(chance: random.Random, elements: list[etree._Element]) -> None:
    element, into = chance.choice(elements), chance.choice(elements)
    if element is not into and element.getparent() is not None and element not in into.iterancestors():
        into.insert(chance.randint(0, len(into)), element)


def rename(chance: random.Random, elements: list[etree._Element]) -> None:
    chance.choice(elements).tag = chance.choice(elements).tag


def strip(chance: random.Random, elements: list[etree._Element]) -> None:
    chance.choice(elements).attrib.clear()


def annotate(chance: random.Random, elements: list[etree._Element]) -> None:
    note = chance.choice([etree.Comment("x"), etree.ProcessingInstruction("x", "y")])
    chance.choice(elements).insert(0, note)


KINDS: list[Callable[[random.Random, list[etree._Element]], None]] = [
    restate, restate, restate, take_out, double, move, rename, strip, annotate,
]  # fmt: skip


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The file with some elements of some parts changed, each part well-formed still."""
    parts = unpacked(data)
    for _change in range(chance.randint(1, 4)):
        name = chance.choice([name for name in parts if name.endswith((".xml", ".rels"))])
        root = etree.fromstring(parts[name])
        chance.choice(KINDS)(chance, [element for element in root.iter() if isinstance(element.tag, str)])
        parts[name] = etree.tostring(root)
    return packed(parts, zipfile.ZIP_STORED)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(SOURCES), st.randoms(use_true_random=False))
def test_senseless_but_well_formed_files_give_a_document_or_a_refusal(data: bytes, chance: random.Random) -> None:
    outcome(damaged(data, chance))


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(TEMPLATES), st.randoms(use_true_random=False))
def test_senseless_templates_give_a_document_or_a_refusal(data: bytes, chance: random.Random) -> None:
    outcome(damaged(data, chance))


@given(st.binary(max_size=200))
def test_any_bytes_are_refused(data: bytes) -> None:
    assert isinstance(outcome(data), str)

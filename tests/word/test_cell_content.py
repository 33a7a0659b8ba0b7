"""What stands in a cell → the words that count: signs, prompts, formulas; bounded in depth and time."""

import time
import unicodedata

import pytest
from lxml import etree

from gen.derive.form_fields import PROMPTS, read_row_label
from gen.ooxml import UnreadableDocumentError
from gen.ooxml.package import KnownParts, read_package
from gen.text import fold, remove_invisible
from gen.word.forms.cell_content import CellReader
from gen.word.forms.prompts import is_prompt_of_word, without_own_prompt
from gen.word.forms.reading import form_in, read_form
from gen.word.forms.symbols import sign_of
from tests.support.form_edits import (
    EDITS,
    FOOTNOTES,
    RESULT,
    FormEdit,
    fields_of,
    filled_form,
    holds,
    notes,
    run,
    types,
    whole,
    with_part,
)
from tests.support.form_filling import W, body, changed


def answer(data: bytes, key: str = RESULT) -> str:
    return read_form(data).answers(fields_of())[key].text


@pytest.mark.parametrize(
    ("letter", "font", "sign"),
    [
        ("\uf0b3", "Symbol", "≥"), ("\xb3", "Symbol", "≥"), ("a", "Symbol", "α"), ("5", "Symbol", "5"),
        ("\uf0fc", "Wingdings", "✓"), ("\xfe", "WINGDINGS", "☑"), ("R", "Wingdings 2", "☑"), ("\uf0b7", "", "•"),
        ("\uf0a1", "Wingdings 3", None), ("\ue123", "Wingdings", None), ("ế", "Symbol", "ế"),
    ],
)  # fmt: skip
def test_letter_of_a_symbol_font_is_its_sign_or_none(letter: str, font: str, sign: str | None) -> None:
    assert sign_of(letter, font) == sign


@pytest.mark.parametrize(
    "words",
    ["Click or tap here to enter text.", "Click here to enter text", "CHOOSE AN ITEM.", "Tap to enter a date.",
     "Bấm hoặc gõ nhẹ vào đây để nhập văn bản.", "Bấm vào đây để nhập ngày", "Chọn một mục.",
     "Nhấp vào đây để nhập chữ", "Your text here", "单击或点击此处输入文字。", "Место для ввода текста.",
     unicodedata.normalize("NFD", "Chọn một mục"),
     "Choose\u200b an item."],
)  # fmt: skip
def test_prompt_of_any_version_is_known(words: str) -> None:
    assert is_prompt_of_word(words)


@pytest.mark.parametrize(
    "words", ["", "Chọn một mục tiêu để làm", "Click", "Đã chọn một mục", "Nhập văn bản vào phần mềm", "Bấm", "100%"]
)
def test_words_that_only_begin_like_a_prompt_are_an_answer(words: str) -> None:
    assert not is_prompt_of_word(words)


@pytest.mark.parametrize("prompt", PROMPTS)
def test_own_prompt_beside_an_answer_is_no_part_of_it(prompt: str) -> None:
    assert without_own_prompt(f"{prompt} xong") == without_own_prompt(f"xong {prompt}") == "xong"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a\u200bb", "ab"),
        ("\ufeffa", "a"),
        ("a\u00adb", "ab"),
        ("👨\u200d👩", "👨\u200d👩"),
        ("a\u200db", "ab"),
        ("é", "é"),
    ],
)
def test_letters_of_no_width_are_none_but_in_emoji(written: str, read: str) -> None:
    assert remove_invisible(written) == read


def test_letter_that_looks_like_d_with_a_stroke_is_folded_like_it() -> None:
    assert fold("ÐÀN đàn Ɖàn") == "dan dan dan"


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("12.2, ý 1", "12.2#1"), ("Mục 12.2 , Ý 1.", "12.2#1"), ("12.2 ý 1", "12.2#1"), ("12.1.", "12.1"),
        ("MỤC 12.1", "12.1"), (unicodedata.normalize("NFD", "12.2, ý 1"), "12.2#1"), ("9, ý 2, chỉ tiêu 1", "9#2/1"),
        ("12.2#1", "12.2#1"), ("CT01.2", "CT01.2"), ("Nhiệm vụ", "Nhiệm vụ"), ("", ""),
    ],
)  # fmt: skip
def test_code_is_read_as_people_and_programs_write_it(label: str, code: str) -> None:
    assert read_row_label(label) == code


def test_formula_that_is_nested_beyond_reason_is_read_to_a_depth() -> None:
    deep = "<m:oMath>" + "<m:rad><m:e>" * 60 + "<m:r><m:t>2</m:t></m:r>" + "</m:e></m:rad>" * 60 + "</m:oMath>"
    found = answer(whole(holds(RESULT, deep))(filled_form()))
    assert found.startswith("√")
    assert "[?]" in found


def test_styles_that_are_based_on_each_other_in_a_circle_are_read() -> None:
    def circle(root: etree._Element) -> None:
        for one, other in (("A", "B"), ("B", "A")):
            style = etree.SubElement(root, f"{W}style", {f"{W}type": "character", f"{W}styleId": one})
            etree.SubElement(style, f"{W}basedOn", {f"{W}val": other})
            etree.SubElement(etree.SubElement(style, f"{W}rPr"), f"{W}strike")

    data = changed(filled_form(), "word/styles.xml", circle)
    xml = run("100", '<w:rStyle w:val="A"/>') + run("120")
    assert answer(body(data, holds(RESULT, xml))) == "120"


def test_strike_in_the_style_of_the_run_and_of_the_paragraph_is_none() -> None:
    def styles(root: etree._Element) -> None:
        for kind, name in (("character", "C"), ("paragraph", "P")):
            style = etree.SubElement(root, f"{W}style", {f"{W}type": kind, f"{W}styleId": name})
            etree.SubElement(etree.SubElement(style, f"{W}rPr"), f"{W}strike")

    xml = '<w:pPr><w:pStyle w:val="P"/></w:pPr>' + run("đã xong", '<w:rStyle w:val="C"/>')
    assert answer(body(changed(filled_form(), "word/styles.xml", styles), holds(RESULT, xml))) == "đã xong"


def test_many_notes_and_products_are_read_in_time_that_grows_with_them() -> None:
    count = 5_000
    note = '<w:footnote w:id="{0}"><w:p><w:r><w:t>chú {0}</w:t></w:r></w:p></w:footnote>'
    many = FOOTNOTES.replace(
        b"</w:footnotes>", "".join(map(note.format, range(10, count))).encode() + b"</w:footnotes>"
    )
    data = with_part("word/footnotes.xml", "footnotes", many, "rIdNotes")(filled_form())
    xml = "".join(f'<w:r><w:footnoteReference w:id="{number}"/></w:r>' for number in range(10, count))
    data = body(data, holds(RESULT, run(" (sản phẩm: x" * 20_000) + xml))
    begin = time.process_time()
    found = read_form(data).answers(fields_of())[RESULT]
    assert time.process_time() - begin < 10
    assert len(found.remarks) <= 50


def test_note_is_quoted_and_no_part_of_the_answer() -> None:
    data = notes(whole(types(RESULT, "5 lớp"))(filled_form()))
    found = body(data, holds(RESULT, run("5 lớp") + '<w:r><w:footnoteReference w:id="2"/></w:r>'))
    answered = read_form(found).answers(fields_of())[RESULT]
    assert answered.text == "5 lớp"
    assert [one.words for one in answered.remarks] == ["chưa kể 3 lớp"]


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_what_is_read_at_once_is_what_a_walk_through_each_paragraph_finds(
    edit: FormEdit, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = read_package(edit.change(filled_form()))
    cells = list(package.roots[package.main()].iter(f"{W}tc"))
    at_once = CellReader(package)
    found = [at_once.content(cell) for cell in cells]
    monkeypatch.setattr(CellReader, "_read_plain", lambda *_: None)
    monkeypatch.setattr(CellReader, "_plain_text", lambda *_: None)
    walking = CellReader(package)
    assert found == [walking.content(cell) for cell in cells]


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_form_is_read_alike_whether_its_parts_are_known_or_not(edit: FormEdit) -> None:
    data, known = edit.change(filled_form()), KnownParts()
    alone = read_package(data)
    for shared in (read_package(data, known), read_package(data, known)):
        assert shared.parts == alone.parts
        assert {name: etree.tostring(root) for name, root in shared.roots.items()} == {
            name: etree.tostring(root) for name, root in alone.roots.items()
        }
        assert form_in(shared).answers(fields_of()) == form_in(alone).answers(fields_of())


def test_damage_to_a_part_that_is_known_is_found() -> None:
    data, known = filled_form(), KnownParts()
    read_package(data, known)
    for place in range(0, len(data), 61):
        damaged = data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :]
        assert outcome(damaged, known) == outcome(damaged, None)


def outcome(data: bytes, known: KnownParts | None) -> object:
    """The parts of a .docx, or why it is refused."""
    try:
        return read_package(data, known).parts
    except UnreadableDocumentError as refused:
        return refused.kind, refused.names


def test_parts_that_are_known_are_shared_if_they_are_small_and_the_same() -> None:
    known = KnownParts()
    one, other = (read_package(data, known) for data in (filled_form(), EDITS[1].change(filled_form())))
    main = one.main()
    assert one.roots["word/styles.xml"] is other.roots["word/styles.xml"]
    assert len(one.parts[main]) > KnownParts._MOST_BYTES
    assert one.roots[main] is not other.roots[main]
    assert read_package(filled_form(), known).roots[main] is not one.roots[main]

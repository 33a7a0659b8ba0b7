"""What the PDF of a Word file has to show: the words that Word would print, and no others."""

import io
import time
import zipfile
from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen.ooxml import UnreadableDocumentError
from gen.ooxml.wording import refusal_text
from gen.pdf.expected_content import ExpectedContent, read_expected_content
from gen.pdf.pdfa.dates import EPOCH
from gen.pdf.pdfa.reproducible import Origin
from gen.pdf.word_check import count_words, find_missing_words

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
OTHERS = f'xmlns:r="{R}" xmlns:mc="{MC}"'
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def relationships(**targets: str) -> str:
    links = "".join(f'<Relationship Id="{id_}" Type="{R}/{to[1]}" Target="{to[0]}"/>' for id_, to in targets.items())
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
    )


def docx(body: str, parts: dict[str, str] | None = None, links: str = "") -> bytes:
    """A .docx with that `body`, and with other `parts`, which `links` relate to the document."""
    members = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relationships(rId1=("word/document.xml", "officeDocument")),
        "word/document.xml": f'<w:document xmlns:w="{W}" {OTHERS}><w:body>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": links or relationships(),
        **(parts or {}),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def field(instruction: str, result: str) -> str:
    code = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return f"{mark('begin')}{code}{mark('separate')}{result}{mark('end')}"


def shown(data: bytes, pages: int = 1) -> set[str]:
    return set(read_expected_content(data).words(pages))


@pytest.mark.parametrize(
    ("paragraph", "words"),
    [
        pytest.param(run("Nà") + run("Sáy"), "nàsáy", id="runs are not words"),
        pytest.param(run("a") + "<w:r><w:tab/></w:r>" + run("b"), "a b", id="a tab ends a word"),
        pytest.param(run("a") + "<w:r><w:br/></w:r>" + run("b"), "a b", id="a break ends a word"),
        pytest.param(run("a") + "</w:p><w:p>" + run("b"), "a b", id="a paragraph ends a word"),
        pytest.param(run("còn") + '<w:del w:id="1">' + run("bỏ") + "</w:del>", "còn", id="deleted text"),
        pytest.param(run("a") + "<w:moveFrom>" + run("b") + "</w:moveFrom>", "a", id="text moved away"),
        pytest.param("<w:ins>" + run("thêm") + "</w:ins>", "thêm", id="inserted text"),
        pytest.param(run("a") + run("b", "<w:vanish/>"), "a", id="hidden text"),
        pytest.param(run("a") + run("b", '<w:vanish w:val="0"/>'), "ab", id="text that is not hidden after all"),
        pytest.param(run("a") + run("þ", '<w:rFonts w:ascii="Wingdings"/>'), "a", id="letters that are pictures"),
        pytest.param(run("trang ") + field("PAGE", run("9")), "trang", id="a page number is reckoned again"),
        pytest.param(field(' HYPERLINK "x" ', run("đây")), "đây", id="the text of a link"),
        pytest.param(field("TOC", run("Mục ") + field("PAGEREF x", run("7"))), "mục", id="a field in a field"),
        pytest.param('<w:fldSimple w:instr="NUMPAGES">' + run("8") + "</w:fldSimple>" + run("a"), "a", id="reckoned"),
        pytest.param('<w:fldSimple w:instr="MERGEFIELD x">' + run("b") + "</w:fldSimple>", "b", id="a merged field"),
        pytest.param(
            f"<mc:AlternateContent><mc:Choice>{run('khung')}</mc:Choice>"
            f"<mc:Fallback>{run('khung')}</mc:Fallback></mc:AlternateContent>",
            "khung",
            id="a box that is there twice",
        ),
        pytest.param(mark("end") + mark("separate") + run("a"), "a", id="field marks out of order"),
    ],
)
def test_words_are_those_that_word_prints(paragraph: str, words: str) -> None:
    assert read_expected_content(docx(f"<w:p>{paragraph}</w:p>")).words(1) == Counter(words.split())


def test_hidden_by_a_style_or_by_the_style_it_is_based_on() -> None:
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:styleId="A"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>'
    )
    body = f"<w:p>{run('a', '<w:rStyle w:val=' + chr(34) + 'B' + chr(34) + '/>')}{run('b')}</w:p>"
    data = docx(body, parts={"word/styles.xml": styles}, links=relationships(rId1=("styles.xml", "styles")))
    assert shown(data) == {"b"}


def with_headers(settings: str = "", title: bool = False, sections: int = 1) -> bytes:
    kinds = ("first", "default", "even")
    references = "".join(f'<w:headerReference w:type="{kind}" r:id="{kind}"/>' for kind in kinds)
    first = f"<w:sectPr>{references}{'<w:titlePg/>' if title else ''}</w:sectPr>"
    later = f"<w:p><w:pPr>{first}</w:pPr></w:p><w:sectPr/>"
    parts = {f"word/{k}.xml": f'<w:hdr xmlns:w="{W}"><w:p>{run(k)}</w:p></w:hdr>' for k in kinds}
    parts["word/settings.xml"] = f'<w:settings xmlns:w="{W}">{settings}</w:settings>'
    links = relationships(**{k: (f"{k}.xml", "header") for k in kinds}, s=("settings.xml", "settings"))
    return docx(first if sections == 1 else later, parts=parts, links=links)


EVEN = "<w:evenAndOddHeaders/>"


@pytest.mark.parametrize(
    ("data", "by_pages"),
    [
        pytest.param(with_headers(), {1: "default", 2: "default"}, id="one for all pages"),
        pytest.param(with_headers(title=True), {1: "first", 2: "first default"}, id="another on page 1"),
        pytest.param(with_headers(EVEN), {1: "default", 2: "default even"}, id="left and right pages"),
        pytest.param(
            with_headers(EVEN, title=True), {1: "first", 2: "first even", 3: "first even default"}, id="all three"
        ),
        pytest.param(with_headers(title=True, sections=2), {1: "first", 9: "first"}, id="a second section"),
    ],
)
def test_a_header_is_wanted_from_the_page_on_that_shows_it(data: bytes, by_pages: dict[int, str]) -> None:
    assert {pages: shown(data, pages) for pages in by_pages} == {p: set(w.split()) for p, w in by_pages.items()}


def with_core(created: str = "", language: str = "", text: str = "abc") -> ExpectedContent:
    core = (
        '<cp:coreProperties xmlns:cp="x" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:t="http://purl.org/dc/terms/">'
        f"<t:created>{created}</t:created><dc:language>{language}</dc:language></cp:coreProperties>"
    )
    main, kind = ("word/document.xml", "officeDocument"), ("docProps/core.xml", "metadata/core-properties")
    parts = {"docProps/core.xml": core, "_rels/.rels": relationships(rId1=main, rId2=kind)}
    return read_expected_content(docx(f"<w:p>{run(text)}</w:p>", parts=parts))


@pytest.mark.parametrize(
    ("created", "when"),
    [
        ("2020-11-05T07:30:00Z", datetime(2020, 11, 5, 7, 30, tzinfo=UTC)),
        ("2020-11-05T07:30:00+07:00", datetime(2020, 11, 5, 0, 30, tzinfo=UTC)),
        ("2020-11", datetime(2020, 11, 1, tzinfo=UTC)),
        ("", EPOCH),
        ("hôm qua", EPOCH),
        ("2020-13-45T00:00:00Z", EPOCH),
        ("1601-01-01T00:00:00Z", EPOCH),
    ],
)
def test_the_date_is_when_the_file_was_first_written(created: str, when: datetime) -> None:
    assert with_core(created).origin.moment == when


@pytest.mark.parametrize(
    ("stated", "text", "language"),
    [("en-US", "Ủy ban", "vi-VN"), ("en-GB", "plan", "en-GB"), ("", "plan", ""), ("<x", "plan", "")],
)
def test_the_language_is_what_the_letters_say_else_what_the_file_says(stated: str, text: str, language: str) -> None:
    assert with_core(language=stated.replace("<", "&lt;"), text=text).origin == Origin(EPOCH, language)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "damaged", id="empty"),
        pytest.param(b"plain text", "damaged", id="text"),
        pytest.param(docx("<w:p/>")[:-30], "damaged", id="cut off"),
        pytest.param(docx("<w:p>"), "damaged", id="not well-formed"),
        pytest.param(docx("<w:p/>", parts={"_rels/.rels": relationships()}), "does not say", id="no document named"),
        pytest.param(
            docx("", parts={"_rels/.rels": relationships(a=("../x.xml", "officeDocument"))}),
            "does not say",
            id="outside",
        ),
        pytest.param(docx("", parts={"word/document.xml": "<html/>"}), "no Word document", id="another document"),
        pytest.param(
            docx("", parts={"word/x.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}), "entities", id="entities"
        ),
    ],
)
def test_what_is_no_whole_word_file_is_refused(data: bytes, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEN_LANG", "en")
    with pytest.raises(UnreadableDocumentError) as refused:
        read_expected_content(data)
    assert reason in refusal_text(refused.value)


@pytest.mark.parametrize(
    ("wanted", "text", "absent"),
    [
        pytest.param("Ủy ban nhân dân", "ỦY BAN\r\nNHÂN DÂN", (), id="capitals and lines"),
        pytest.param("xã Quài Tở", "xã Quài To\u031b\u0309", (), id="letters in pieces"),
        pytest.param("khoảng cách", "khoảng c\ufffe\r\nách", (), id="a hyphen at the end of a line"),
        pytest.param("thuonghieu", "thuong\r\nhieu", (), id="a long word on two lines"),
        pytest.param("a\tb", "ab", (), id="a tab without width"),
        pytest.param("văn phòng", "ﬁ văn phòng", (), id="a ligature beside it"),
        pytest.param("một hai ba", "một ba", ("hai",), id="a word is missing"),
        pytest.param("hai hai", "hai", ("hai",), id="a word is there once too few"),
        pytest.param("ngày", "ngay", ("ngày",), id="another word without its accent"),
    ],
)
def test_missing_words_are_found_however_the_pdf_cuts_them(wanted: str, text: str, absent: tuple[str, ...]) -> None:
    assert find_missing_words(count_words(wanted), text) == absent


VIETNAMESE = st.text(st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyạảấầẩẫậắằẳẵặẹẻẽếềểễệ"), min_size=1, max_size=7)


@given(st.lists(VIETNAMESE, min_size=1, max_size=30), st.randoms())
def test_no_order_and_no_cutting_of_lines_makes_a_word_missing(words: list[str], chance) -> None:
    shuffled = chance.sample(words, len(words))
    text = "".join(word.upper() + chance.choice([" ", "\r\n", "\t", ", "]) for word in shuffled)
    assert find_missing_words(count_words(" ".join(words)), text) == ()


@given(st.lists(VIETNAMESE, min_size=2, max_size=30, unique=True))
def test_a_word_left_out_is_named_unless_its_letters_stand_elsewhere(words: list[str]) -> None:
    left_out, *others = words
    assert find_missing_words(count_words(" ".join(words)), " ".join(others)) == (
        () if left_out in "".join(others) else (left_out,)
    )


def test_a_file_is_read_in_a_few_milliseconds() -> None:
    """The bound is ten times what it takes, so that only a change of kind is found on a busy machine."""
    data = docx("".join(f"<w:p>{run('Ủy ban nhân dân xã triển khai nhiệm vụ, giải pháp')}</w:p>" for _n in range(200)))
    read_expected_content(data)
    start = time.process_time()
    for _run in range(5):
        read_expected_content(data)
    assert (time.process_time() - start) / 5 < 0.02

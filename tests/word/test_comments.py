"""Comments of a Word file: put in with the marks of the text, read, and taken out without touching anything else."""

import io
import zipfile
from collections.abc import Callable

import pytest
from docx import Document
from lxml import etree

from gen.ooxml import read_document
from gen.word.comments import AUTHOR, Comment, add_comments, free_number, mark, read_comments, remove_comments

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def document(*paragraphs: str) -> bytes:
    """A Word file with these paragraphs of runs."""
    made = Document()
    body = made.element.body
    for old in list(body)[:-1]:
        body.remove(old)
    for number, xml in enumerate(paragraphs):
        body.insert(number, etree.fromstring(f'<w:p xmlns:w="{W}">{xml}</w:p>'))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    found = parts(data)
    change(found)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in found.items():
            archive.writestr(name, content)
    return out.getvalue()


PLAIN = document(run("Có ") + run("12") + run(" đơn vị và ") + run("3"))
MARKED = document(run("Có ") + mark(0, run("12")) + run(" đơn vị và ") + mark(1, run("3")))
SOURCES = ("A, B & <C>", "dòng một\ndòng hai")


def test_comment_says_where_its_figure_comes_from() -> None:
    made = add_comments(MARKED, SOURCES)
    assert read_comments(made) == tuple(Comment(AUTHOR, text) for text in SOURCES)
    assert all(one.is_own for one in read_comments(made))
    assert read_document(made) == read_document(PLAIN)


def test_package_knows_the_part_of_comments() -> None:
    found = parts(add_comments(MARKED, SOURCES))
    assert b'PartName="/word/comments.xml"' in found["[Content_Types].xml"]
    assert b'Target="comments.xml"' in found["word/_rels/document.xml.rels"]
    assert etree.fromstring(found["word/comments.xml"]).tag == f"{{{W}}}comments"


def test_comment_marked_in_two_places_is_there_twice_under_two_numbers() -> None:
    made = add_comments(document(mark(0, run("12")), mark(0, run("12"))), ("nguồn",))
    root = etree.fromstring(parts(made)["word/document.xml"])
    assert [one.get(f"{{{W}}}id") for one in root.iter(f"{{{W}}}commentReference")] == ["0", "1"]
    assert [one.text for one in read_comments(made)] == ["nguồn", "nguồn"]


def test_comment_whose_mark_is_not_in_the_text_is_not_added() -> None:
    assert [one.text for one in read_comments(add_comments(document(mark(1, run("3"))), SOURCES))] == [SOURCES[1]]


def test_comments_are_added_to_those_that_a_template_has() -> None:
    template = add_comments(document(mark(0, run("a"))), ("của mẫu",))
    with_mark = changed(
        template,
        lambda found: found.update({
            "word/document.xml": found["word/document.xml"].replace(
                b"<w:sectPr", f"<w:p>{mark(0, run('12'))}</w:p><w:sectPr".encode(), 1
            )
        }),
    )  # fmt: skip
    made = add_comments(with_mark, ("nguồn",))
    assert [one.text for one in read_comments(made)] == ["của mẫu", "nguồn"]
    root = etree.fromstring(parts(made)["word/document.xml"])
    assert [one.get(f"{{{W}}}id") for one in root.iter(f"{{{W}}}commentReference")] == ["0", "1"]


# ---- taken out ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ids", "number"), [((), 0), (("0", "7", "3"), 8), (("x", "", "-2", "²"), 0), (("9" * 5000, "1"), 2)]
)
def test_new_comment_has_a_number_that_no_other_has(ids: tuple[str, ...], number: int) -> None:
    comments = etree.Element(f"{{{W}}}comments")
    for one in ids:
        etree.SubElement(comments, f"{{{W}}}comment").set(f"{{{W}}}id", one)
    assert free_number(comments) == number


def test_what_is_left_without_comments_is_byte_for_byte_what_was_there_before() -> None:
    assert parts(remove_comments(add_comments(MARKED, SOURCES))) == parts(PLAIN)


WORD = (
    '<w:commentRangeStart w:id="7"/><w:r w:rsidR="00A1"><w:t>12</w:t></w:r><w:commentRangeEnd w:id="7"/>'
    '<w:r w:rsidRPr="00B2"><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:commentReference w:id="7"/></w:r>'
)
"""As Word writes it."""
OTHER_PREFIX = (
    f'<x:commentRangeStart xmlns:x="{W}" x:id="7"></x:commentRangeStart><w:r><w:t>12</w:t></w:r>'
    f'<x:commentRangeEnd xmlns:x="{W}" x:id="7" /><w:r><x:commentReference xmlns:x="{W}" x:id="7"/></w:r>'
)
BESIDE_TEXT = '<w:r><w:t>12</w:t><w:commentReference w:id="7"/></w:r>'
IN_AN_INSERTION = '<w:ins w:id="3" w:author="A"><w:r><w:commentReference w:id="7"/></w:r></w:ins>'
IN_AN_ATTRIBUTE = '<w:bookmarkStart w:id="1" w:name="a&gt;b/&gt;"/><w:bookmarkEnd w:id="1"/>'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (WORD, '<w:r w:rsidR="00A1"><w:t>12</w:t></w:r>'),
        (OTHER_PREFIX, "<w:r><w:t>12</w:t></w:r>"),
        (BESIDE_TEXT, "<w:r><w:t>12</w:t></w:r>"),
        (IN_AN_INSERTION, '<w:ins w:id="3" w:author="A"></w:ins>'),
        (IN_AN_ATTRIBUTE, IN_AN_ATTRIBUTE),
    ],
    ids=["word", "prefix", "beside-text", "insertion", "signs-in-attributes"],
)
def test_marks_are_cut_and_every_other_byte_stays(before: str, after: str) -> None:
    def body(xml: str) -> dict[str, bytes]:
        head = '<?xml version="1.0" encoding="UTF-8"?>\r\n'
        text = f'{head}<w:document xmlns:w="{W}"><w:body><w:p>{xml}</w:p>  </w:body></w:document>'
        return {"word/document.xml": text.encode()}

    made = changed(add_comments(MARKED, SOURCES), lambda found: found.update(body(before)))
    assert parts(remove_comments(made))["word/document.xml"] == body(after)["word/document.xml"]


def test_parts_in_which_newer_versions_of_word_keep_comments_go_too() -> None:
    def add(found: dict[str, bytes]) -> None:
        kind = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
        found["word/commentsExtended.xml"] = b'<a xmlns="b"/>'
        found["word/_rels/comments.xml.rels"] = b'<Relationships xmlns="c"/>'
        found["word/_rels/document.xml.rels"] = found["word/_rels/document.xml.rels"].replace(
            b"</Relationships>",
            f'<Relationship Id="rIdX" Type="{kind}" Target="/word/commentsExtended.xml"/></Relationships>'.encode(),
        )
        found["[Content_Types].xml"] = found["[Content_Types].xml"].replace(
            b"</Types>", b'<Override PartName="/word/commentsExtended.xml" ContentType="x/y"/></Types>'
        )

    assert parts(remove_comments(changed(add_comments(MARKED, SOURCES), add))) == parts(PLAIN)


def test_comments_in_footnotes_are_taken_out() -> None:
    note = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="1"><w:p>{WORD}</w:p></w:footnote></w:footnotes>'
    made = changed(PLAIN, lambda found: found.update({"word/footnotes.xml": note.encode()}))
    assert b"comment" not in parts(remove_comments(made))["word/footnotes.xml"]


def test_file_without_comments_stays_as_it_is() -> None:
    assert parts(remove_comments(PLAIN)) == parts(PLAIN)

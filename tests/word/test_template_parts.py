"""What of a template is read: every part, every kind of field, link, type and encoding, before anything is written."""

import io
import time
import zipfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from gen.cli import main
from gen.errors import Diagnostic, TemplateError
from gen.word.template.context import TEMPLATES
from gen.word.template.contract import check_template
from gen.word.template.finding import TemplatePlaces
from tests.support.linked_files import field
from tests.support.repacked import changed, packed, strict, unpacked

ROOT = Path(__file__).parents[2]
SOUND = (ROOT / "templates" / "plan.docx").read_bytes()
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_WORDS = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_LINKS = "word/_rels/document.xml.rels"


def found_in(data: bytes) -> list[Diagnostic]:
    """Whatever is said of the plan's template with these bytes, whether as a list or as an error."""
    try:
        return check_template(data, "plan.docx", TEMPLATES["plan.docx"])
    except TemplateError as error:
        return list(error.diagnostics)


def said_of(data: bytes) -> list[tuple[str, str]]:
    return [(found.code, found.message) for found in found_in(data)]


def with_member(name: str, content: str | bytes, kind: str = "", content_type: str = "application/xml") -> bytes:
    """The template with one part more, to which the text refers as `kind`."""
    parts = unpacked(SOUND)
    types = parts["[Content_Types].xml"].decode()
    override = f'<Override PartName="/{name}" ContentType="{content_type}"/></Types>'
    link = f'<Relationship Id="rNew" Type="{_OFFICE}/relationships/{kind}" Target="/{name}"/></Relationships>'
    links = parts[_LINKS].decode().replace("</Relationships>", link if kind else "</Relationships>")
    return changed(SOUND, {"[Content_Types].xml": types.replace("</Types>", override), _LINKS: links, name: content})


def with_text(more: str, part: str = "word/document.xml", before: str = "</w:body>") -> bytes:
    """The template with `more` at the end of a part; in the text before the last section's properties."""
    old = unpacked(SOUND)[part].decode()
    at = old.rindex("<w:sectPr") if before == "</w:body>" else old.rindex(before)
    return changed(SOUND, {part: old[:at] + more + old[at:]})


def with_link(target: str, mode: str, kind: str = "image") -> bytes:
    link = f'<Relationship Id="rNew" Type="{_OFFICE}/relationships/{kind}" Target="{target}" {mode}/></Relationships>'
    return changed(SOUND, {_LINKS: unpacked(SOUND)[_LINKS].decode().replace("</Relationships>", link)})


def with_property(name: str, text: str) -> bytes:
    old = unpacked(SOUND)["docProps/core.xml"].decode()
    return changed(SOUND, {"docProps/core.xml": old.replace("</cp:core", f"<{name}>{text}</{name}></cp:core")})


def test_the_template_itself_is_sound() -> None:
    assert said_of(SOUND) == []


# The properties of the file.


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{% for i in range(1000000000) %}x{% endfor %}", "TPL-004"),
        ("{{ ten_la }}", "TPL-003"),
        ("{{ trich_yeu.format(1) }}", "TPL-004"),
        ("{% if trich_yeu %}", "TPL-002"),
        ("{{ cac_phan }}", "TPL-012"),
        ("trich_yeu }}", "TPL-010"),
    ],
)
@pytest.mark.parametrize("name", ["dc:title", "dc:subject", "dc:creator", "dc:description", "dc:identifier"])
def test_a_tag_in_a_property_keeps_the_contract(name: str, text: str, code: str) -> None:
    start = time.monotonic()
    assert code in [found.code for found in found_in(with_property(name, text))]
    assert time.monotonic() - start < 5


def test_a_property_may_have_a_tag() -> None:
    assert said_of(with_property("dc:subject", "{{ trich_yeu }}")) == []


def test_a_name_that_only_a_property_prints_is_not_printed() -> None:
    parts = unpacked(with_property("dc:subject", "{{ trich_yeu }}"))
    text = parts["word/document.xml"].decode()
    without = packed({**parts, "word/document.xml": text.replace("trich_yeu", "dia_danh_ngay").encode()})
    assert [(code, "trich_yeu" in message) for code, message in said_of(without)] == [("TPL-005", True)]


@pytest.mark.parametrize("name", ["cp:keywords", "cp:category", "cp:lastModifiedBy", "cp:contentStatus"])
def test_a_tag_in_a_property_that_is_not_filled_in_is_refused(name: str) -> None:
    [(code, message)] = said_of(with_property(name, "{{ trich_yeu }}"))
    assert code == "TPL-016"
    assert "{{ trich_yeu }}" in message


# Parts in which nothing is filled in.

_RUNS = "<w:p><w:r><w:t>{</w:t></w:r><w:r><w:t>{ trich_yeu }</w:t></w:r><w:r><w:t>}</w:t></w:r></w:p>"
"""A tag as Word splits it."""
UNRENDERED: dict[str, tuple[Callable[[], bytes], str]] = {
    "embedded": (
        lambda: with_member(
            "word/embeddings/bang.docx",
            packed({"word/document.xml": f"<w:document {_W}>{_RUNS}</w:document>".encode()}),
            "package",
            f"{_WORDS}.document",
        ),
        "a document or workbook that lies in the file",
    ),
    "endnotes": (
        partial(with_member, "word/endnotes.xml", f"<w:endnotes {_W}><w:endnote>{_RUNS}</w:endnote></w:endnotes>",
                "endnotes", f"{_WORDS}.endnotes+xml"),
        "the endnotes",
    ),
    "comments": (
        partial(with_member, "word/comments.xml", f"<w:comments {_W}><w:comment>{_RUNS}</w:comment></w:comments>",
                "comments", f"{_WORDS}.comments+xml"),
        "a comment",
    ),
    "half a tag in a comment": (
        partial(with_member, "word/comments.xml", f"<w:comments {_W}><w:p><w:t>{{{{ x</w:t></w:p></w:comments>",
                "comments", f"{_WORDS}.comments+xml"),
        "a comment",
    ),
    "glossary": (
        partial(with_member, "word/glossary/document.xml", f"<w:glossaryDocument {_W}>{_RUNS}</w:glossaryDocument>",
                "glossaryDocument", f"{_WORDS}.document.glossary+xml"),
        "the building blocks (Quick Parts)",
    ),
    "chart": (
        partial(with_member, "word/charts/chart1.xml",
                f'<c:chart xmlns:c="c" {_A}><a:p><a:r><a:t>{{{{ trich_yeu }}}}</a:t></a:r></a:p></c:chart>', "chart"),
        "a chart",
    ),
    "value of a chart": (
        partial(with_member, "word/charts/chart1.xml", '<c:c xmlns:c="c"><c:v>{{ trich_yeu }}</c:v></c:c>', "chart"),
        "a chart",
    ),
    "diagram": (
        partial(with_member, "word/diagrams/data1.xml", f"<d {_A}><a:p><a:t>{{% if x %}}</a:t></a:p></d>",
                "diagramData"),
        "a diagram (SmartArt)",
    ),
    "header that no page shows": (
        partial(with_member, "word/header9.xml", f"<w:hdr {_W}>{_RUNS}</w:hdr>"),
        "word/header9.xml",
    ),
    "app": (
        partial(with_member, "docProps/app.xml", '<Properties xmlns="p"><Company>{{ co_quan }}</Company></Properties>'),
        "docProps/app.xml",
    ),
    "custom": (
        partial(with_member, "docProps/custom.xml", '<Properties xmlns="p"><v>{{ co_quan }}</v></Properties>'),
        "docProps/custom.xml",
    ),
    "data": (
        partial(with_member, "customXml/item1.xml", "<a><b>{{ trich_yeu }}</b></a>"),
        "data that is stored in the file",
    ),
    "attribute": (
        partial(with_member, "word/charts/chart1.xml", '<c:c xmlns:c="c" descr="{{ trich_yeu }}"/>', "chart"),
        "a chart",
    ),
    "old drawing": (
        partial(with_member, "word/drawings/a.vml", "<xml><div>{{ trich_yeu }}</div></xml>"),
        "word/drawings/a.vml",
    ),
    "address": (
        partial(with_link, "https://example.org/{{ trich_yeu }}", 'TargetMode="External"', "hyperlink"),
        "the address of a link",
    ),
    "address as Word writes it": (
        partial(with_link, "https://example.org/%7B%7B%20trich_yeu%20%7D%7D", 'TargetMode="External"', "hyperlink"),
        "the address of a link",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", UNRENDERED)
def test_a_tag_where_nothing_is_filled_in_is_refused_with_its_place(kind: str) -> None:
    make, place = UNRENDERED[kind]
    [(code, message)] = said_of(make())
    assert code == "TPL-016"
    assert place in message


def test_braces_that_are_no_tag_may_stand_anywhere() -> None:
    """A GUID, a list that is numbered {1}, and data of another program."""
    parts = f"<w:numbering {_W}><w:lvlText w:val='{{%1}}'/></w:numbering>"
    assert said_of(with_member("word/numbering.xml", parts, "numbering", f"{_WORDS}.numbering+xml")) == []
    data = '<a itemID="{B1977F7D-205B-4081-913C-38D41E755F92}">{"a":{"b":{}}}</a>'
    assert said_of(with_member("customXml/item1.xml", data)) == []


def test_a_footnote_may_have_a_tag_and_keeps_the_contract() -> None:
    notes = f"<w:footnotes {_W}><w:footnote><w:p><w:r><w:t>{{}}</w:t></w:r></w:p></w:footnote></w:footnotes>"
    add = partial(with_member, "word/footnotes.xml", kind="footnotes", content_type=f"{_WORDS}.footnotes+xml")
    assert said_of(add(notes.format("{{ trich_yeu }}"))) == []
    assert [found.code for found in found_in(add(notes.format("{{ ten_la }}")))] == ["TPL-003"]


def test_a_header_is_known_by_the_link_to_it_and_not_by_its_name() -> None:
    parts = unpacked(SOUND)
    links = parts[_LINKS].decode().replace("header1.xml", "dau.xml")
    types = parts["[Content_Types].xml"].decode().replace("header1.xml", "dau.xml")
    header = (
        parts.pop("word/header1.xml").decode().replace("</w:hdr>", f"{_RUNS.replace('trich_yeu', 'ten_la')}</w:hdr>")
    )
    renamed = packed(
        {**parts, "word/dau.xml": header.encode(), _LINKS: links.encode(), "[Content_Types].xml": types.encode()}
    )
    assert [found.code for found in found_in(renamed)] == ["TPL-003"]


# What is taken in from outside.

FIELDS = ("INCLUDETEXT", "INCLUDEPICTURE", "DDE", "DDEAUTO", "LINK", "IMPORT", "RD", "INCLUDE", "DATABASE")


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_that_takes_in_something_is_refused(name: str) -> None:
    simple = f"<w:p><w:fldSimple w:instr=' {name.lower()} \"x\"'><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>"
    split = field(" ", name[:1], name[1:], ' "http://mang.example/x"')
    for more in (simple, split):
        assert [(code, name in message) for code, message in said_of(with_text(more))] == [("TPL-017", True)]


@pytest.mark.parametrize(
    "instruction",
    ["{{ trich_yeu }}", '{% if trich_yeu %}LINK "x"{% endif %}', 'INC{{ trich_yeu }} "x"', '{# a #}LINK "x"'],
)
def test_a_field_whose_name_a_tag_would_say_is_refused(instruction: str) -> None:
    assert {code for code, _message in said_of(with_text(field(instruction)))} == {"TPL-017"}


def test_a_field_whose_name_another_field_gives_is_refused() -> None:
    inner = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>QUOTE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>INCLUDETEXT</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    outer = field("A").replace('<w:r><w:instrText xml:space="preserve">A</w:instrText></w:r>', inner)
    assert "TPL-017" in [found.code for found in found_in(with_text(outer))]


def test_a_field_in_a_header_or_another_part_is_refused() -> None:
    in_header = with_text(field('LINK "x"'), "word/header1.xml", "</w:hdr>")
    notes = f"<w:endnotes {_W}>{field('DDEAUTO x')}</w:endnotes>"
    in_endnotes = with_member("word/endnotes.xml", notes, "endnotes", f"{_WORDS}.endnotes+xml")
    assert [[found.code for found in found_in(data)] for data in (in_header, in_endnotes)] == [["TPL-017"]] * 2


@pytest.mark.parametrize("instruction", [" PAGE ", ' HYPERLINK "https://example.org" ', " TOC \\o ", " REF x "])
def test_other_fields_may_stay(instruction: str) -> None:
    assert said_of(with_text(field(instruction))) == []


def test_another_document_in_the_template_is_refused() -> None:
    chunk = with_member("word/chunk.htm", "<html>x</html>", "aFChunk", "text/html")
    text = unpacked(with_text('<w:altChunk xmlns:r="r" r:id="rNew"/>'))["word/document.xml"]
    assert [found.code for found in found_in(changed(chunk, {"word/document.xml": text}))] == ["TPL-018"]
    assert [found.code for found in found_in(chunk)] == ["TPL-018"], "though nothing shows it"


def test_the_data_of_a_mail_merge_are_refused() -> None:
    merge = '<w:mailMerge><w:connectString w:val="Provider=x"/></w:mailMerge></w:settings>'
    old = unpacked(SOUND)["word/settings.xml"].decode()
    assert [
        found.code for found in found_in(changed(SOUND, {"word/settings.xml": old.replace("</w:settings>", merge)}))
    ] == ["TPL-009"]


def test_every_link_to_the_outside_is_told_at_once() -> None:
    links = '<Relationship Id="rA" Type="x/image" Target="http://a.example/" TargetMode="External"/></Relationships>'
    two = changed(
        with_link("\\\\may\\x", 'TargetMode="External"', "oleObject"),
        {
            _LINKS: unpacked(with_link("\\\\may\\x", 'TargetMode="External"'))[_LINKS]
            .decode()
            .replace("</Relationships>", links)
        },
    )
    assert [code for code, _message in said_of(two)] == ["TPL-009"] * 2


def test_a_picture_that_goes_by_the_name_of_a_hyperlink_is_refused() -> None:
    data = with_link("http://a.example/", 'TargetMode="External"', "hyperlink")
    blip = f'<w:p><w:r><a:blip {_A} xmlns:r="{_OFFICE}/relationships" r:link="rNew"/></w:r></w:p>'
    text = unpacked(with_text(blip))["word/document.xml"]
    assert [found.code for found in found_in(changed(data, {"word/document.xml": text}))] == ["TPL-009"]


@pytest.mark.parametrize("mode", ["external", "EXTERNAL", " External", "Externall", "internal", "0"])
def test_an_odd_target_mode_is_refused_by_name(mode: str) -> None:
    said = said_of(with_link("http://a.example/", f'TargetMode="{mode}"', "hyperlink"))
    assert ("TPL-021", True) in [(code, mode in message) for code, message in said]


# Types, encodings, damage.


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml", ".dotx"),
        ("application/vnd.ms-word.document.macroEnabled.main+xml", ".docm"),
        ("application/vnd.ms-word.template.macroEnabledTemplate.main+xml", ".dotm"),
        ("text/plain", "text/plain"),
    ],
)
def test_a_file_of_another_type_is_refused_whatever_its_name(kind: str, said: str) -> None:
    types = unpacked(SOUND)["[Content_Types].xml"].decode()
    data = changed(SOUND, {"[Content_Types].xml": types.replace(f"{_WORDS}.document.main+xml", kind)})
    [(code, message)] = said_of(data)
    assert code == "TPL-019"
    assert said in message


@pytest.mark.parametrize("encoding", ["UTF-16", "ISO-8859-1", "windows-1258"])
@pytest.mark.parametrize("part", ["word/document.xml", "word/header1.xml", "docProps/core.xml", _LINKS])
def test_a_part_in_another_encoding_is_refused_by_name(part: str, encoding: str) -> None:
    text = unpacked(SOUND)[part].decode().split("?>", 1)[-1]
    other = f'<?xml version="1.0" encoding="{encoding}"?>{text}'.encode(encoding, "xmlcharrefreplace")
    [(code, message)] = said_of(changed(SOUND, {part: other}))
    assert code == "TPL-020"
    assert part in message
    assert encoding in message


def test_a_part_with_a_mark_of_utf_8_is_read() -> None:
    for part in ("word/document.xml", "word/header1.xml"):
        assert said_of(changed(SOUND, {part: b"\xef\xbb\xbf" + unpacked(SOUND)[part]})) == []


def test_a_strict_file_is_refused_with_the_remedy() -> None:
    [(code, message)] = said_of(strict(SOUND))
    assert code == "TPL-001"
    assert "Strict Open XML" in message
    assert "Word Document (*.docx)" in message


def test_two_members_of_one_name_are_refused() -> None:
    out = io.BytesIO(SOUND)
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", unpacked(SOUND)["word/document.xml"])
    assert [found.code for found in found_in(out.getvalue())] == ["TPL-001"]


@pytest.mark.parametrize(
    "links",
    [
        '<Relationship Id="rA" Type="x/image" Target="media/nirgends.png"/>',
        '<Relationship Type="x/image" Target="styles.xml"/>',
        '<Relationship Id="rA" Type="x/image"/>',
        '<Relationship Id="rA" Target="styles.xml"/>',
    ],
)
def test_links_that_lead_nowhere_are_told_without_a_traceback(links: str) -> None:
    old = unpacked(SOUND)[_LINKS].decode()
    data = changed(SOUND, {_LINKS: old.replace("</Relationships>", f"{links}</Relationships>")})
    assert {found.code for found in found_in(data)} <= {"TPL-007", "TPL-009", "TPL-023"}


def test_a_part_that_the_file_lacks_is_named() -> None:
    parts = unpacked(SOUND)
    del parts["word/header1.xml"]
    assert ("TPL-023", "word/document.xml refers to word/header1.xml, which the file does not hold") in said_of(
        packed(parts)
    )


# Tags that are too deep.

_DEEP: Mapping[str, str] = {
    "brackets": "{{ " + "(" * 400 + "trich_yeu" + ")" * 400 + " }}",
    "not": "{% if " + "not " * 3000 + "trich_yeu %}{% endif %}",
    "or": "{{ " + " or ".join(["trich_yeu"] * 3000) + " }}",
    "or that is just too deep": "{{ " + " or ".join(["trich_yeu"] * 60) + " }}",
    "filters": "{{ trich_yeu" + "|upper" * 3000 + " }}",
    "choices": "{{ " + "trich_yeu if trich_yeu else " * 1000 + "trich_yeu }}",
    "attributes": "{{ trich_yeu" + ".a" * 3000 + " }}",
    "lists": "{{ " + "[" * 300 + "]" * 300 + " }}",
    "conditions": "{% if trich_yeu %}" * 300 + "x" + "{% endif %}" * 300,
    "loops": "".join(f"{{% for a{n} in can_cu %}}" for n in range(9)) + "x" + "{% endfor %}" * 9,
}


@pytest.mark.parametrize("kind", _DEEP)
def test_a_tag_that_is_too_deep_is_refused_by_name(kind: str) -> None:
    text = with_text(f"<w:p><w:r><w:t>{_DEEP[kind]}</w:t></w:r></w:p>")
    for data in (text, with_property("dc:subject", _DEEP[kind])):
        assert {found.code for found in found_in(data)} == {"TPL-022"}


@pytest.mark.parametrize("lists", [["can_cu"] * 3, ["cac_phan", "a0.doan", "a0.doan", "a0.doan"]])
def test_loops_over_other_lists_in_each_other_are_refused(lists: list[str]) -> None:
    loops = "".join(f"{{% for a{n} in {name} %}}" for n, name in enumerate(lists)) + "x" + "{% endfor %}" * len(lists)
    assert {found.code for found in found_in(with_text(f"<w:p><w:r><w:t>{loops}</w:t></w:r></w:p>"))} == {"TPL-024"}


@pytest.mark.parametrize("lists", [["can_cu", "can_cu"], ["cac_phan", "a0.doan", "cac_phan", "a2.doan"]])
def test_loops_over_two_lists_in_each_other_are_allowed(lists: list[str]) -> None:
    loops = "".join(f"{{% for a{n} in {name} %}}" for n, name in enumerate(lists)) + "x" + "{% endfor %}" * len(lists)
    assert found_in(with_text(f"<w:p><w:r><w:t>{loops}</w:t></w:r></w:p>")) == []


def test_a_number_of_thousands_of_digits_is_refused() -> None:
    text = f"<w:p><w:r><w:t>{{{{ {'9' * 5000} }}}}</w:t></w:r></w:p>"
    assert {found.code for found in found_in(with_text(text))} == {"TPL-022"}


def test_many_halves_of_tags_are_read_in_time() -> None:
    start = time.monotonic()
    halves = "{{ " * 200_000
    assert said_of(with_text(f"<w:p><w:r><w:t>{halves}</w:t></w:r></w:p>"))
    endnotes = f"<w:endnotes {_W}><w:x>{halves}</w:x></w:endnotes>"
    assert said_of(with_member("word/endnotes.xml", endnotes, "endnotes", f"{_WORDS}.endnotes+xml")) == []
    assert time.monotonic() - start < 20


# Before anything is written.


def test_a_template_that_the_office_saved_with_another_ending_is_not_passed_over(tmp_path: Path) -> None:
    own = tmp_path / "templates"
    own.mkdir()
    (own / "plan.dotx").write_bytes(SOUND)
    with pytest.raises(TemplateError) as caught:
        TemplatePlaces(own, ROOT / "templates").load("plan.docx")
    [found] = caught.value.diagnostics
    assert found.code == "TPL-019"
    assert found.location is not None
    assert found.location.path.endswith("plan.dotx")


@pytest.mark.parametrize(
    ("kind", "code"), [("endnotes", "TPL-016"), ("field", "TPL-017"), ("property", "TPL-004"), ("strict", "TPL-001")]
)
def test_a_build_with_such_a_template_writes_nothing(tmp_path: Path, kind: str, code: str) -> None:
    data = {
        "endnotes": UNRENDERED["endnotes"][0],
        "field": partial(with_text, field('LINK "x"')),
        "property": partial(with_property, "dc:title", "{% for i in range(10**9) %}x{% endfor %}"),
        "strict": partial(strict, SOUND),
    }[kind]()
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/plan.docx").write_bytes(data)
    command = ["build", str(ROOT / "plan.yaml"), "--out", str(tmp_path / "out"), "--document", "plan", "--no-pdf",
               "--templates", str(tmp_path / "templates")]  # fmt: skip
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 1
    assert code in result.output
    assert not list((tmp_path / "out").rglob("*.docx"))


@pytest.mark.parametrize("tag", ["{{r kho_khan }}", "{% for nhom in nhom %}{% endfor %}{{r de_xuat }}"])
@pytest.mark.parametrize("place", ["body", "header"])
def test_a_cell_to_fill_in_outside_of_a_table_is_refused(tag: str, place: str) -> None:
    report = (Path(__file__).parents[2] / "templates" / "report.docx").read_bytes()
    part, end = {"body": ("word/document.xml", "<w:sectPr"), "header": ("word/header2.xml", "</w:hdr>")}[place]
    text = unpacked(report)[part].decode()
    at = text.rindex(end)
    added = f"{text[:at]}<w:p><w:r><w:t>{tag}</w:t></w:r></w:p>{text[at:]}"
    found = check_template(changed(report, {part: added}), "report.docx", TEMPLATES["report.docx"])
    assert [one.code for one in found] == ["TPL-025"]

"""An OpenDocument text with controls of a form: what they say stands in its text; what cannot be said is a drawing."""

import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
from lxml import etree

from gen.ooxml import UnreadableDocumentError
from gen.ooxml.package import MAX_MARKUP, MAX_UNPACKED
from gen.ooxml.unsupported import RefusalKind
from gen.pdf.odf_controls import write_out_controls, write_out_flat_controls
from gen.pdf.office_formats import convert_to_docx
from gen.word.forms.reading import read_form
from tests.support.needs import needs_libreoffice

ODF = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = " ".join(
    f'xmlns:{prefix}="{ODF}:{name}:1.0"'
    for prefix, name in (("office", "office"), ("text", "text"), ("table", "table"), ("form", "form"),
                         ("draw", "drawing"), ("svg", "svg-compatible"))
)  # fmt: skip
SHOWN = '<draw:control draw:control="control1" text:anchor-type="as-char"/>'


def content(controls: str, body: str = f"<text:p>trước {SHOWN} sau</text:p>") -> bytes:
    return (
        f"<office:document-content {NAMES}><office:body><office:text><office:forms><form:form>{controls}</form:form>"
        f"</office:forms>{body}</office:text></office:body></office:document-content>"
    ).encode()


def control(kind: str, inside: str = "", **values: str) -> str:
    stated = "".join(f" form:{name.replace('_', '-')}={quoteattr(value)}" for name, value in values.items())
    return f'<form:{kind} form:id="control1"{stated}>{inside}</form:{kind}>'


def prop(words: str, name: str = "Text") -> str:
    return f'<form:property form:property-name="{name}" office:string-value={quoteattr(words)}/>'


def shown(data: bytes) -> str:
    """The text of the document, with a sign for each element that is no plain words."""
    root = etree.fromstring(write_out_flat_controls(data))
    text = root.find(f".//{{{ODF}:office:1.0}}text")
    assert text is not None
    found = ""
    for one in text.iter():
        found += {"line-break": "⏎", "tab": "→", "rect": "□", "control": "?"}.get(etree.QName(one).localname, "")
        found += one.text or ""
        for after in (one, *one.iterancestors()) if len(one) == 0 else ():
            found += after.tail or ""
            if after.getnext() is not None:
                break
    return found


@pytest.mark.parametrize(
    ("made", "expected"),
    {
        "textarea of ONLYOFFICE": (control("textarea", prop("a"), value="a", current_value="a"), "a"),
        "list": (control("combobox", prop("Hoàn thành"), current_value="Hoàn thành"), "Hoàn thành"),
        "day": (control("date", prop("15/7/2021"), value="15/7/2021", current_value="15/7/2021"), "15/7/2021"),
        "fixed text": (control("fixed-text", prop("b"), value="b"), "b"),
        "fixed text of LibreOffice": (control("fixed-text", label="nhãn"), "nhãn"),
        "property alone": (control("textarea", prop("a")), "a"),
        "value alone": (control("text", value="a"), "a"),
        "what it says now, not at first": (control("text", value="cũ", current_value="mới"), "mới"),
        "emptied": (control("text", value="cũ", current_value=""), ""),
        "two that disagree": (control("text", prop("b"), current_value="a"), "a⏎b"),
        "another property": (control("text", prop("x", "HelpText"), current_value="a"), "a"),
        "lines": (control("textarea", current_value="a\nb\r\nc\td"), "a⏎b⏎c→d"),
        "lines of its own": (control("textarea", "<text:p>a</text:p><text:p>b</text:p>"), "a⏎b"),
        "signs": (control("textarea", current_value="<b> & \"đ\" 👍"), '<b> & "đ" 👍'),
        "blanks": (control("textarea", prop("\xa0\xa0"), current_value="\xa0\xa0"), ""),
        "chosen": (control("listbox", '<form:option form:label="a"/><form:option form:label="b" '
                           'form:current-selected="true"/>'), "b"),
        "number": (control("number", current_value="1234.5"), "1234,5"),
        "ticked": (control("checkbox", label="có", current_state="checked", state="unchecked"), "☑ có"),
        "not ticked": (control("checkbox", label="có", state="unchecked"), "☐ có"),
        "radio": (control("radio", label="có", current_selected="true"), "☑ có"),
    }.values(),
)  # fmt: skip
def test_what_a_control_says_stands_in_its_place(made: str, expected: str) -> None:
    assert shown(content(made)) == f"trước {expected} sau"


@pytest.mark.parametrize(
    "made",
    [control("image"), control("generic-control"), control("grid"), "", control("text", value="a") * 2],
    ids=["picture", "of a program's own", "table", "none of that name", "two of one name"],
)
def test_what_a_control_does_not_say_is_seen_to_be_there(made: str) -> None:
    assert shown(content(made)) == "trước □ sau"


def test_a_control_is_found_by_its_other_id_too() -> None:
    assert shown(content('<form:text xml:id="control1" form:value="a"/>')) == "trước a sau"


@pytest.mark.parametrize("around", ["text:section", "text:list-item", "table:table-cell", "draw:text-box"])
def test_a_control_between_paragraphs_becomes_one(around: str) -> None:
    written = write_out_flat_controls(content(control("text", value="a"), f"<{around}>{SHOWN}</{around}>"))
    assert f"<{around}><text:p><text:span>a</text:span></text:p></{around}>".encode() in written


def test_a_control_in_a_drawing_is_left_where_it_is() -> None:
    written = write_out_flat_controls(content(control("text", value="a"), f"<draw:g>{SHOWN}</draw:g>"))
    assert b"draw:control " in written
    assert b"office:forms" in written


def test_other_prefixes_are_understood() -> None:
    made = content(control("text", value="a")).replace(b"draw:", b"d:").replace(b"xmlns:draw=", b"xmlns:d=")
    assert shown(made) == "trước a sau"


def packed(members: dict[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


MADE = content(control("text", value="a"))


def test_all_else_in_the_package_stays_as_it_is() -> None:
    with zipfile.ZipFile(io.BytesIO(write_out_controls(packed({"content.xml": MADE, "styles.xml": b"<x/>"})))) as made:
        assert made.namelist() == ["mimetype", "content.xml", "styles.xml"]
        assert made.getinfo("mimetype").compress_type == zipfile.ZIP_STORED
        assert made.read("styles.xml") == b"<x/>"
        assert b"<text:span>a</text:span>" in made.read("content.xml")


def test_a_document_without_controls_is_not_touched() -> None:
    data = packed({"content.xml": content("", "<text:p>không có control nào</text:p>")})
    assert write_out_controls(data) is data


ENTITY = b'<!DOCTYPE x [<!ENTITY a "control">]>' + MADE


@pytest.mark.parametrize(
    ("data", "kind"),
    {
        "entities": (packed({"content.xml": ENTITY}), RefusalKind.ENTITIES),
        "entities in another code": (
            packed({"content.xml": ENTITY.decode().encode("utf-16")}), RefusalKind.ENTITIES,
        ),
        "not well-formed": (packed({"content.xml": MADE + b"<"}), RefusalKind.DAMAGED),
        "no content": (packed({"styles.xml": b"<x/>"}), RefusalKind.DAMAGED),
        "cut off": (packed({"content.xml": MADE})[:-40], RefusalKind.DAMAGED),
        "much markup": (
            packed({"content.xml": MADE + b"<" * (MAX_MARKUP + 1)}), RefusalKind.UNPACKS_TOO_FAR,
        ),
        "many members": (
            packed({"content.xml": MADE, **{str(number): b"" for number in range(600)}}), RefusalKind.UNPACKS_TOO_FAR,
        ),
        "unpacks far": (
            packed({"content.xml": MADE, "a": bytes(MAX_UNPACKED)}), RefusalKind.UNPACKS_TOO_FAR,
        ),
        "deep": (
            packed({"content.xml": content("<form:form>" * 5000 + "</form:form>" * 5000)}), RefusalKind.DAMAGED,
        ),
    }.values(),
)  # fmt: skip
def test_what_may_harm_is_refused(data: bytes, kind: RefusalKind) -> None:
    with pytest.raises(UnreadableDocumentError) as refused:
        write_out_controls(data)
    assert refused.value.kind is kind


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_contents_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("content.xml", MADE)
        archive.writestr("content.xml", MADE)
    with pytest.raises(UnreadableDocumentError):
        write_out_controls(out.getvalue())


CELL = (
    '<table:table><table:table-column/><table:table-row><table:table-cell><text:p>{}</text:p></table:table-cell>'
    "</table:table-row></table:table>"
)  # fmt: skip


@needs_libreoffice
@pytest.mark.parametrize("ending", ["odt", "fodt"])
@pytest.mark.parametrize(
    ("made", "words"),
    [(control("date", value="15/7/2021"), "15/7/2021"), (control("image"), "[đối tượng]")],
    ids=["words", "an object"],
)
def test_a_cell_of_the_docx_holds_what_the_control_says(made: str, words: str, ending: str, tmp_path: Path) -> None:
    path, xml = tmp_path / f"a.{ending}", content(made, CELL.format(SHOWN))
    if ending == "odt":
        path.write_bytes(packed({"content.xml": xml, "META-INF/manifest.xml": MANIFEST}))
    else:
        mime = b'<office:document office:mimetype="application/vnd.oasis.opendocument.text" '
        path.write_bytes(xml.replace(b"<office:document-content ", mime).replace(b"-content>", b">"))
    [docx] = convert_to_docx([path])
    assert docx is not None
    form = read_form(docx)
    assert [form.text(row.cells[0].shown) for table in form.tables for row in table.rows] == [words]


MANIFEST = (
    f'<manifest:manifest xmlns:manifest="{ODF}:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
).encode()

"""The quick way gives what docxtpl gives: canonical XML of every member, for each case of tests/conformance."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage, Listing, RichText, RichTextParagraph
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment, StrictUndefined
from jinja2.exceptions import TemplateError
from lxml import etree
from PIL import Image

from gen.word.template.compiled import CompiledTemplate
from gen.word.template.reference import render_by_docxtpl

CASES = sorted((Path(__file__).parents[1] / "conformance").glob("*.json"))
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
SPECIAL: dict[str, Callable[[Any], Any]] = {
    "$rich": lambda pieces: _rich(pieces),
    "$paragraph": lambda text: RichTextParagraph(RichText(text)),
    "$listing": Listing,
}


def _rich(pieces: list[Any]) -> RichText:
    made = RichText()
    for text, looks in pieces:
        made.add(text, **looks)
    return made


def values(data: Any) -> Any:
    """The values of a case: what JSON cannot hold stands there as {"$rich": …} and the like."""
    if isinstance(data, list):
        return [values(entry) for entry in data]
    if isinstance(data, dict):
        for name, made in SPECIAL.items():
            if name in data:
                return made(data[name])
        return {key: values(entry) for key, entry in data.items()}
    return data


def template(case: dict[str, Any]) -> bytes:
    """A Word file with the case's body, header, footer and properties."""
    document = Document()
    section = document.sections[0]
    for part, name in ((section.header, "header"), (section.footer, "footer")):
        if name in case:
            part.paragraphs[0].text = case[name]
    for name, text in case.get("properties", {}).items():
        setattr(document.core_properties, name, text)
    body = document.element.body
    for element in etree.fromstring(f"<x {NAMESPACES}>{''.join(case['body'])}</x>"):
        body.insert(len(body) - 1, element)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def members(data: bytes) -> dict[str, bytes]:
    """The canonical XML of every XML member, the bytes of every other one."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(names) == len(set(names))
        return {name: canonical(name, archive.read(name)) for name in names}


def canonical(name: str, content: bytes) -> bytes:
    if not name.endswith((".xml", ".rels")):
        return content
    return bytes(etree.tostring(etree.fromstring(content), method="c14n"))


def plain_docxtpl(data: bytes, context: dict[str, Any]) -> bytes:
    document = DocxTemplate(io.BytesIO(data))
    document.render(context, jinja_env=Environment(autoescape=True, undefined=StrictUndefined))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def case_of(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_member_equals_that_of_docxtpl(path: Path) -> None:
    case = case_of(path)
    data, context = template(case), values(case["values"])
    made = CompiledTemplate(data).render(context, {})
    assert members(made.data) == members(render_by_docxtpl(data, context, {}))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_quick_way_is_taken_where_it_can_be_and_only_there(path: Path) -> None:
    case = case_of(path)
    made = CompiledTemplate(template(case)).render(values(case["values"]), {})
    assert bool(made.fallback_reason) is case["detour"], made.fallback_reason


@pytest.mark.parametrize("path", [p for p in CASES if not case_of(p).get("mended")], ids=lambda path: path.stem)
def test_reference_is_docxtpl_but_for_what_it_mends(path: Path) -> None:
    case = case_of(path)
    data, context = template(case), values(case["values"])
    assert members(render_by_docxtpl(data, context, {})) == members(plain_docxtpl(data, context))


def picture() -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "PNG")
    out.seek(0)
    return out


def test_inline_image_goes_docxtpls_own_way() -> None:
    data = template({"body": ["<w:p><w:r><w:t>{{ logo }}</w:t></w:r></w:p>"]})

    def context(document: DocxTemplate) -> dict[str, Any]:
        return {"logo": InlineImage(document, picture(), width=Mm(10))}

    made = CompiledTemplate(data).render(context, {})
    assert made.fallback_reason
    assert members(made.data) == members(render_by_docxtpl(data, context, {}))


def test_sub_document_goes_docxtpls_own_way() -> None:
    data = template({"body": ["<w:p><w:r><w:t>{{p inner }}</w:t></w:r></w:p>"]})

    def context(document: DocxTemplate) -> dict[str, Any]:
        inner = document.new_subdoc()
        inner.add_paragraph("Bên trong")
        return {"inner": inner}

    made = CompiledTemplate(data).render(context, {})
    assert made.fallback_reason
    assert members(made.data) == members(render_by_docxtpl(data, context, {}))


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\ue000"), max_size=12) | st.text(
    st.sampled_from("{}%_<>&\"'ạ \u00a0\t\n#=-"), max_size=8
)
ROWS = st.lists(st.fixed_dictionaries({"a": TEXTS, "b": TEXTS, "on": st.booleans()}), max_size=4)
LOOPS = {
    "body": [
        "<w:p><w:r><w:t>{%p for x in rows %}</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>{% if x.on %}{{ x.a }}{% else %}{{ x.b }}{% endif %} {{ word }}</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>{%p endfor %}</w:t></w:r></w:p>",
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='900'/><w:gridCol w:w='900'/></w:tblGrid>"
        "<w:tr><w:tc><w:p><w:r><w:t>A</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr>"
        "<w:tr><w:tc><w:p><w:r><w:t>{%tr for x in rows %}</w:t></w:r></w:p></w:tc></w:tr>"
        "<w:tr><w:tc><w:p><w:r><w:t>{{ x.a }}</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:p><w:r><w:t>{{ x.b }}</w:t></w:r></w:p></w:tc></w:tr>"
        "<w:tr><w:tc><w:p><w:r><w:t>{%tr endfor %}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    ],
    "header": "{{ word }}",
    "footer": "Trang {{ rows|length }}",
}
LOOPING = template(LOOPS)
QUICK = CompiledTemplate(LOOPING)


def outcome(render: Callable[[], bytes]) -> dict[str, bytes] | str:
    """The members, or that no document comes out."""
    try:
        return members(render())
    except (TemplateError, ValueError, etree.XMLSyntaxError) as error:
        return type(error).__name__


@settings(max_examples=150, deadline=None)
@given(st.fixed_dictionaries({"rows": ROWS, "word": TEXTS}))
def test_any_values_give_what_docxtpl_gives(context: dict[str, Any]) -> None:
    quick = outcome(lambda: QUICK.render(context, {}).data)
    assert quick == outcome(lambda: render_by_docxtpl(LOOPING, context, {}))


PIECES = st.sampled_from(
    [
        "<w:p><w:r><w:t>{{ word }}</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>{%p if on %}</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>{%p endif %}</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>{% for x in rows %}{{ x.a }}</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>{% endfor %}</w:t></w:r></w:p>",
        "<w:p><w:r><w:t xml:space='preserve'> {%- if on %} a {% endif -%} </w:t></w:r></w:p>",
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='900'/></w:tblGrid><w:tr><w:tc><w:p><w:r><w:t>{%tr for x in rows %}"
        "</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>{{ x.a }}</w:t></w:r></w:p></w:tc></w:tr>"
        "<w:tr><w:tc><w:p><w:r><w:t>{%tr endfor %}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    ]
)


@settings(max_examples=80, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=6), st.booleans(), ROWS)
def test_any_template_gives_what_docxtpl_gives(body: list[str], on: bool, rows: list[Any]) -> None:
    data = template({"body": body})
    context = {"word": "từ & ngữ", "on": on, "rows": rows}
    quick = outcome(lambda: CompiledTemplate(data).render(context, {}).data)
    assert quick == outcome(lambda: render_by_docxtpl(data, context, {}))

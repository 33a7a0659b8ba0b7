"""The contract of a Word template: each way to break it is found before a batch, with the paragraph it stands in."""

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document

from gen.errors import TemplateError
from gen.word.template.context import TEMPLATES
from gen.word.template.contract import check_template
from gen.word.template.loading import load_template
from gen.word.template.names import MauBaoCao, MauKeHoach

ROOT = Path(__file__).parents[2]


def template_of(*paragraphs: str) -> bytes:
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def codes(*paragraphs: str, names: type = MauKeHoach) -> list[str]:
    return [found.code for found in check_template(template_of(*paragraphs), "plan.docx", names)]


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_template_of_the_project_keeps_its_contract(name: str) -> None:
    assert load_template(ROOT / "templates", name).data


def test_unknown_name_is_found_with_a_suggestion() -> None:
    (found,) = check_template(template_of("Kính gửi {{ trich_yue }}"), "plan.docx", MauKeHoach)
    assert (found.code, found.hint) == ("TPL-003", 'did you mean "trich_yeu"?')


def test_mistake_names_the_paragraph_it_stands_in() -> None:
    (found,) = check_template(template_of("Trước", "Kính gửi {{ trich_yue }}"), "plan.docx", MauKeHoach)
    assert found.location is not None
    assert found.location.excerpt == "Kính gửi {{ trich_yue }}"


def test_unknown_attribute_in_a_branch_never_taken_is_found() -> None:
    assert codes("{% if False %}{{ don_vi.dia_chi }}{% endif %}") == ["TPL-003"]


def test_unknown_attribute_of_a_loop_element_is_found() -> None:
    assert codes("{%p for phan in cac_phan %}", "{{ phan.tieu_de }}", "{%p endfor %}") == ["TPL-003"]


def test_unclosed_loop_is_found() -> None:
    assert codes("{%p for phan in cac_phan %}", "{{ phan.ten }}") == ["TPL-002"]


def test_unclosed_tag_is_found() -> None:
    assert codes("{{ trich_yeu }") != []


@pytest.mark.parametrize(
    "expression",
    [
        "{{ cycler.__init__.__globals__ }}",
        "{{ trich_yeu.__class__ }}",
        "{{ trich_yeu.format(1) }}",
        "{{ range(10) }}",
        "{{ co_quan[0] }}",
        "{% set x = 1 %}",
        "{% include 'x' %}",
        "{% macro m() %}{% endmacro %}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ trich_yeu|attr('x') }}",
    ],
)
def test_unsafe_expression_is_refused(expression: str) -> None:
    assert {"TPL-003", "TPL-004"} & set(codes(expression))


def test_text_with_bold_words_needs_the_run_tag() -> None:
    loop = "{%p for phan in cac_phan %}", "{%p for d in phan.doan %}"
    assert codes(*loop, "{{ d.chu }}", "{%p endfor %}", "{%p endfor %}") == ["TPL-006"]


def test_plain_text_may_not_use_the_run_tag() -> None:
    assert codes("{{r trich_yeu }}") == ["TPL-013"]


def test_list_cannot_be_printed_as_text() -> None:
    assert codes("{{ co_quan }}") == ["TPL-012"]


def test_template_that_never_prints_the_tasks_is_refused() -> None:
    found = check_template(template_of("{{ trich_yeu }}"), "report.docx", MauBaoCao)
    assert {"TPL-005"} == {one.code for one in found}
    assert any("noi_dung" in one.message for one in found)


def test_all_mistakes_are_reported_at_once() -> None:
    assert codes("{{ mot }}", "{{ hai }}", "{{ ba() }}") == ["TPL-003", "TPL-003", "TPL-004"]


def zip_of(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def docx_with(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template_of("x"))) as source, zipfile.ZipFile(out, "w", 8) as target:
        for member in source.namelist():
            if member != name:
                target.writestr(member, source.read(member))
        target.writestr(name, content)
    return out.getvalue()


ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><w:document xmlns:w="x"/>'

HOSTILE = {
    "nothing": b"",
    "text": b"hello",
    "cut short": template_of("x")[:2000],
    "zip of something else": zip_of(readme_xml=b"<a/>"),
    "old Word file": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "macros": docx_with("word/vbaProject.bin", b"x"),
    "entities": docx_with("word/document.xml", ENTITY),
    "member outside": docx_with("../evil.txt", b"x"),
    "zip bomb": docx_with("word/bomb.xml", b" " * (101 * 1024 * 1024)),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_or_damaged_template_is_refused(kind: str) -> None:
    with pytest.raises(TemplateError) as caught:
        check_template(HOSTILE[kind], "plan.docx", MauKeHoach)
    assert [found.code for found in caught.value.diagnostics] == ["TPL-001"]


@pytest.mark.parametrize(
    ("half", "code"),
    [("{ nguoi_ky }}", "TPL-010"), ("{{ nguoi_ky }", "TPL-002"), ("{% endfor }", "TPL-002"), ("xong %}", "TPL-010")],
)
def test_half_a_tag_is_not_printed_as_text(half: str, code: str) -> None:
    assert code in codes(half)


def test_template_that_would_fetch_a_picture_is_refused() -> None:
    rels = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
        b'Target="http://127.0.0.1/a.png" TargetMode="External"/></Relationships>'
    )
    with pytest.raises(TemplateError) as caught:
        check_template(docx_with("word/_rels/document.xml.rels", rels), "plan.docx", MauKeHoach)
    assert [found.code for found in caught.value.diagnostics] == ["TPL-009"]


def test_template_with_a_hyperlink_is_no_danger() -> None:
    rels = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" '
        b'Target="https://example.org" TargetMode="External"/></Relationships>'
    )
    found = check_template(docx_with("word/_rels/document.xml.rels", rels), "plan.docx", MauKeHoach)
    assert "TPL-001" not in [one.code for one in found]


def test_document_that_is_not_well_formed_xml_is_refused_not_crashed() -> None:
    with pytest.raises(TemplateError):
        check_template(docx_with("word/document.xml", b"<w:document><w:p>"), "plan.docx", MauKeHoach)

"""An edited template is refused where some kind of paragraph or row, or a title row, would be gone from documents."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument

from gen.word.forms.cell_content import W
from gen.word.template.context import TEMPLATES
from gen.word.template.contract import check_template
from tests.support.docx_text import open_docx

ROOT = Path(__file__).parents[2]
WORDS = "{% if d.so %}{{ d.so }} {% endif %}{{r d.chu }}{% if d.chu_tri %} ({{ d.chu_tri }}){% endif %}"
SHAPES_IN_ORDER = (
    "kieu == 'muc' and dam == true",
    "kieu == 'tieu_muc' and dam == true",
    "kieu == 'doan' and dam == true",
    "kieu == 'muc' and dam == false",
    "kieu == 'tieu_muc' and dam == false",
    "kieu == 'diem' and dam == false",
    "kieu == 'gach' and dam == false",
    "kieu == 'cong' and dam == false",
    "kieu == 'doan' and dam == false",
)


def said_of(name: str, edit: Callable[[WordDocument], None]) -> list[tuple[str, str]]:
    """The code and message of what is found in the project's template `name` after an edit."""
    document = open_docx((ROOT / "templates" / name).read_bytes())
    edit(document)
    out = BytesIO()
    document.save(out)
    return [(found.code, found.message) for found in check_template(out.getvalue(), name, TEMPLATES[name])]


def emptied(text: str, which: int = 0) -> Callable[[WordDocument], None]:
    """Delete what is written in the paragraph with that text: of several, the one that stands there."""
    return replaced(text, "", which)


def replaced(text: str, by: str, which: int = 0) -> Callable[[WordDocument], None]:
    def edit(document: WordDocument) -> None:
        found = [p for p in document.element.body.iter(f"{W}p") if shown(p) == text]
        first, *others = found[which].iter(f"{W}t")
        first.text = by
        for other in others:
            other.text = ""

    return edit


def without_row(beginning: str, which: int = 0) -> Callable[[WordDocument], None]:
    """Delete a row whose text begins so."""

    def edit(document: WordDocument) -> None:
        row = [r for r in document.element.body.iter(f"{W}tr") if shown(r).startswith(beginning)][which]
        row.getparent().remove(row)

    return edit


def shown(element: object) -> str:
    return "".join(one.text or "" for one in element.iter(f"{W}t"))  # type: ignore[attr-defined]


@pytest.mark.parametrize("which", range(9))
def test_each_shape_of_paragraph_has_to_be_printed(which: int) -> None:
    found = said_of("plan.docx", emptied(WORDS, which))
    assert {code for code, _message in found} == {"TPL-026"}
    assert all(SHAPES_IN_ORDER[which] in message for _code, message in found)
    assert any("doan.chu" in message for _code, message in found)


@pytest.mark.parametrize("which", range(9))
def test_each_shape_of_paragraph_of_the_source_plan_has_to_be_printed(which: int) -> None:
    found = said_of("source-plan.docx", emptied("{% if d.so %}{{ d.so }} {% endif %}{{r d.chu }}", which))
    assert "TPL-026" in {code for code, _message in found}


@pytest.mark.parametrize("which", range(3))
@pytest.mark.parametrize("name", ["noi_dung", "chu_tri", "han", "san_pham"])
def test_each_annex_has_to_tell_all_of_its_tasks(name: str, which: int) -> None:
    text = "Chủ trì: {{ viec_pl.chu_tri }}" if name == "chu_tri" else f"{{{{ viec_pl.{name} }}}}"
    [(code, message)] = said_of("plan.docx", emptied(text, which))
    assert (code, f"phu_luc.{name}" in message) == ("TPL-026", True)


def test_authority_gone_from_the_only_annex_that_tells_it_is_found() -> None:
    [(code, message)] = said_of("plan.docx", emptied("{{ viec_pl.tham_quyen }}"))
    assert (code, "phu_luc.tham_quyen" in message) == ("TPL-005", True)


def test_deadlines_gone_from_the_table_of_tasks_are_found() -> None:
    [(code, message)] = said_of("plan.docx", emptied("{{ viec.han }}"))
    assert (code, "cong_viec.han" in message) == ("TPL-005", True)


@pytest.mark.parametrize("which", range(2))
def test_rows_gone_from_one_table_of_tasks_are_found(which: int) -> None:
    found = said_of("plan.docx", without_row("{{ viec.so }}", which))
    assert ("TPL-026", True) in {(code, "cong_viec.so" in message) for code, message in found}


def test_table_of_tasks_with_deadlines_deleted_is_found() -> None:
    def delete(document: WordDocument) -> None:
        table = next(t for t in document.tables if "Thời hạn Kế hoạch đó nêu" in shown(t._tbl))
        table._tbl.getparent().remove(table._tbl)

    assert {code for code, _message in said_of("plan.docx", delete)} == {"TPL-005", "TPL-026"}


def test_reports_whose_words_are_gone_are_found() -> None:
    [(code, message)] = said_of("plan.docx", emptied("- {{ che_do.loi }}."))
    assert (code, "bao_cao.loi" in message) == ("TPL-005", True)


@pytest.mark.parametrize(("which", "place"), [(-2, "loop.last"), (-1, "loop.first")])
def test_last_and_other_closing_paragraphs_have_to_be_printed(which: int, place: str) -> None:
    def empty(document: WordDocument) -> None:
        found = [p for p in document.paragraphs if p.text == "{{ dong }}"]
        for run in found[which].runs:
            run.text = ""

    [(code, message)] = said_of("plan.docx", empty)
    assert (code, "ket" in message, place in message) == ("TPL-026", True, True)


FORM_TEXTS = [
    ("{{ dong.noi_dung }}{% if dong.san_pham %} (sản phẩm: {{ dong.san_pham }}){% endif %}", 0, "dong.noi_dung"),
    ("{{ dong.noi_dung }}{% if dong.san_pham %} (sản phẩm: {{ dong.san_pham }}){% endif %}", 1, "dong.noi_dung"),
    ("{{ dong.ma }}", 1, "dong.ma"),
    ("{{ mot_nhom.so }}. {{ mot_nhom.ten }}", 0, "ten"),
    ("Thời hạn: {{ dong.han }}", 0, "dong.han"),
    ("{{ muc.noi_dung }}", 0, "noi_dung"),
    ("{{ muc.ke_hoach }}", 0, "ke_hoach"),
    ("{% if so.chi_tiet %}- {% endif %}{{ so.ten }}", 0, "ten"),
    ("{{ so.don_vi_tinh }}", 0, "don_vi_tinh"),
]


@pytest.mark.parametrize(("text", "which", "name"), FORM_TEXTS)
def test_what_a_form_asks_has_to_be_printed_in_each_row(text: str, which: int, name: str) -> None:
    found = said_of("report.docx", emptied(text, which))
    assert {code for code, _message in found} <= {"TPL-005", "TPL-026"}
    assert any(name in message for _code, message in found)


def test_name_printed_only_for_details_is_found() -> None:
    text = "{% if so.chi_tiet %}- {% endif %}{{ so.ten }}"
    [(code, message)] = said_of("report.docx", replaced(text, "{% if so.chi_tiet %}- {{ so.ten }}{% endif %}"))
    assert (code, "chi_tiet == false" in message) == ("TPL-026", True)


def test_task_told_only_with_its_product_is_found() -> None:
    text = "{{ dong.noi_dung }}{% if dong.san_pham %} (sản phẩm: {{ dong.san_pham }}){% endif %}"
    only = "{% if dong.san_pham %}{{ dong.noi_dung }} (sản phẩm: {{ dong.san_pham }}){% endif %}"
    [(code, message)] = said_of("report.docx", replaced(text, only, 1))
    assert (code, "dong.noi_dung" in message) == ("TPL-026", True)


@pytest.mark.parametrize(
    ("template", "beginning", "which", "titles"),
    [
        ("report.docx", "MụcNhiệm vụ", 0, ["Tình trạng", "Kết quả thực hiện", "Minh chứng", "Lý do"]),
        ("report.docx", "MụcChỉ tiêu", 0, ["Tử số", "Mẫu số", "Kết quả đạt"]),
        ("report.docx", "MãSố liệu", 0, ["Kỳ trước", "Kỳ này"]),
        ("plan.docx", "Nhiệm vụ", 0, ["cong_viec.han", "cong_viec.xong"]),
        ("plan.docx", "Nhiệm vụ", 1, ["cong_viec.xong"]),
        ("plan.docx", "SốNhiệm vụ", 0, ["han", "lanh_dao", "san_pham", "tham_quyen"]),
        ("plan.docx", "SốNhiệm vụ", 1, ["han", "lanh_dao", "san_pham"]),
        ("plan.docx", "SốNhiệm vụ", 2, ["han", "san_pham"]),
    ],
)
def test_title_row_deleted_is_found(template: str, beginning: str, which: int, titles: list[str]) -> None:
    found = said_of(template, without_row(beginning, which))
    assert {code for code, _message in found} == {"TPL-027"}
    assert [any(title in message for _code, message in found) for title in titles] == [True] * len(titles)


def test_title_in_the_cell_itself_is_enough() -> None:
    def entitle(document: WordDocument) -> None:
        without_row("MãSố liệu")(document)
        for name, title in (("ky_truoc", "Kỳ trước: "), ("ky_nay", "Kỳ này: ")):
            field = next(p for p in document.element.body.iter(f"{W}p") if shown(p) == f"{{{{r so.{name} }}}}")
            field.addprevious(Document().add_paragraph(title)._p)

    assert said_of("report.docx", entitle) == []


@pytest.mark.parametrize("text", ["{{ so.cach_tinh }}", "{{ dong.ma }}"])
def test_what_an_office_may_leave_out_is_not_asked_for(text: str) -> None:
    """How a figure is reckoned; the code of a heading, which has none."""
    assert said_of("report.docx", emptied(text)) == []


def test_template_of_before_without_the_annex_is_taken() -> None:
    def delete(document: WordDocument) -> None:
        body = document.element.body
        texts = [shown(one) for one in body]
        begin = texts.index("{%p if phu_luc %}")
        end = len(texts) - 1 - texts[::-1].index("{%p endif %}")
        for one in list(body)[begin : end + 1]:
            body.remove(one)

    assert said_of("plan.docx", delete) == []


def test_one_loop_over_paragraphs_of_all_shapes_is_taken() -> None:
    """A template need not have a paragraph for each shape."""

    def shorten(document: WordDocument) -> None:
        body = document.element.body
        texts = [shown(one) for one in body]
        begin, end = texts.index("{%p if d.dam and d.kieu == 'muc' %}"), texts.index("{%p else %}")
        for one in list(body)[begin : end + 1]:
            body.remove(one)
        body.remove(next(one for one in list(body)[begin:] if shown(one) == "{%p endif %}"))

    assert said_of("plan.docx", shorten) == []

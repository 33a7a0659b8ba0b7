"""What the templates share (letterhead, title, parts, closing) → OOXML."""

from __future__ import annotations

from tools.template_ooxml import cell, header_row, loop, paragraph, row, row_tag, run, table, tag
from tools.template_styles import COLUMN_LEFT, COLUMN_RIGHT

_LETTERHEAD = (COLUMN_LEFT, COLUMN_RIGHT)
_CLOSING = (75.0, 90.0)

_KINDS = (
    ("d.dam and d.kieu == 'muc'", "Đề mục 1"),
    ("d.dam and d.kieu == 'tieu_muc'", "Đề mục 1.1"),
    ("d.dam", "Đề mục nhỏ"),
    ("d.kieu == 'muc'", "Khoản 1"),
    ("d.kieu == 'tieu_muc'", "Khoản 1.1"),
    ("d.kieu == 'diem'", "Điểm a"),
    ("d.kieu == 'gach'", "Gạch đầu dòng"),
    ("d.kieu == 'cong'", "Dấu cộng"),
)


def letterhead(*, subject: bool = False) -> str:
    """The issuer and the national heading side by side, below them the number and the date.

    A letter has no kind: its `subject` stands below its number.
    """
    issuer = cell(
        COLUMN_LEFT,
        loop("dong", "co_quan_cap_tren", paragraph("Cơ quan chủ quản", "{{ dong }}")),
        loop("dong", "co_quan", paragraph("Cơ quan ban hành", "{{ dong }}")),
        paragraph("Đường kẻ cơ quan"),
    )
    nation = cell(
        COLUMN_RIGHT,
        paragraph("Quốc hiệu", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        paragraph("Tiêu ngữ", "Độc lập - Tự do - Hạnh phúc"),
        paragraph("Đường kẻ tiêu ngữ"),
    )
    below = (paragraph("Trích yếu công văn", "{{ trich_yeu }}"),) if subject else ()
    number = cell(COLUMN_LEFT, paragraph("Số ký hiệu", "{{ so_ky_hieu }}"), *below)
    place = cell(COLUMN_RIGHT, paragraph("Địa danh ngày tháng", "{{ dia_danh_ngay }}"))
    return table("Bảng bố cục", _LETTERHEAD, row(issuer, nation), row(number, place))


def title(kind: str) -> str:
    """The document's kind, its subject and the line below."""
    return paragraph("Tên loại", kind) + paragraph("Trích yếu", "{{ trich_yeu }}") + paragraph("Đường kẻ trích yếu")


def parts(*, with_leads: bool, tables: str = "") -> str:
    """All parts: heading, paragraphs by their kind, then the part's `tables`; `with_leads` behind supported tasks."""
    heading = paragraph("Đề mục phần", "{{ phan.so }}. {{ phan.ten }}")
    return loop("phan", "cac_phan", heading, loop("d", "phan.doan", _by_kind(with_leads)), tables)


def annexes() -> str:
    """The annexes of a source plan, each on a page of its own behind the signature."""
    heading = paragraph("Số phụ lục", "{{ pl.ten }}")
    return loop("pl", "phu_luc", heading, loop("d", "pl.doan", _by_kind(False)))


def _by_kind(with_leads: bool) -> str:
    choices = "".join(
        tag(f"{'elif' if number else 'if'} {condition}") + _numbered(style, with_leads)
        for number, (condition, style) in enumerate(_KINDS)
    )
    return choices + tag("else") + _numbered("Nội dung", with_leads) + tag("endif")


def _numbered(style: str, with_leads: bool) -> str:
    leads = run("{% if d.chu_tri %} ({{ d.chu_tri }}){% endif %}", "Nguồn") if with_leads else ""
    return paragraph(style, "{% if d.so %}{{ d.so }} {% endif %}", run("{{r d.chu }}"), leads)


def lines(
    names: str, variable: str, titles: tuple[str, ...], widths: tuple[float, ...], line: str,
    title_style: str = "Tiêu đề bảng",
) -> str:  # fmt: skip
    """A table with a line for each of `names`."""
    each = row_tag(f"for {variable} in {names}", widths) + line + row_tag("endfor", widths)
    return table("Bảng khung", widths, header_row(titles, widths, title_style), each)


def closing_words(content: str, *, variable: str = "dong") -> str:
    """The paragraphs `ket`, of which the last keeps with the signature, so that no page has that alone.

    The others do not: where all kept together, much of a page could stay empty, and more than a page would be parted.
    """
    last = tag("if loop.last") + paragraph("Đoạn kết", content) + tag("else")
    return loop(variable, "ket", last, paragraph("Nội dung", content), tag("endif"))


def closing() -> str:
    """Recipients and signature side by side on one page, and the paragraph that Word wants after a last table."""
    recipients = cell(
        _CLOSING[0],
        paragraph("Nơi nhận", "Nơi nhận:"),
        loop("dong", "noi_nhan", paragraph("Danh sách nơi nhận", "- {{ dong }}")),
    )
    signature = cell(
        _CLOSING[1],
        loop("dong", "chu_ky", paragraph("Quyền hạn chức vụ", "{{ dong }}")),
        paragraph("Họ tên người ký", "{{ nguoi_ky }}"),
    )
    block = table("Bảng bố cục", _CLOSING, row(recipients, signature))
    return paragraph("Ngăn bảng") + block + paragraph("Cuối phần")

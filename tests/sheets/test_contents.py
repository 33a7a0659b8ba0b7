"""The contents list: every file in it, pages that fit, and HTML that an old WebKit can print."""

import re
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from gen.pdf import ConversionJob
from gen.pdf.engines.wkhtmltopdf import Wkhtmltopdf
from gen.sheets.contents import DIGEST_DIGITS, contents_list
from gen.sheets.html import html_sheet
from gen.sheets.listing import Listing
from tests.sheets.test_page import Seen, file, listing, unit
from tests.support.needs import needs_wkhtmltopdf


def sheet_of(whole: Listing) -> str:
    return html_sheet(contents_list(whole))


def odd_listing() -> Listing:
    """Names of every length, some all capitals, some without a space to break at."""
    kinds = ("W" * 90, "ỦY BAN NHÂN DÂN " * 9, "một hai ba bốn năm " * 16, "Xã Quài Tở")
    units = [unit("a-" * (n % 29) + f"x{n}", (kinds[n % 4][: 11 * n + 2]).strip(), code=f"{n:05}") for n in range(60)]
    return replace(listing(), units=tuple(units), title="Về việc " + "rất là dài " * 40)


def long_listing() -> Listing:
    """Many units whose names and files fill their columns to the brim."""
    units = [unit(f"xa-{n}-so-{n % 97}", f"Xã Mường Tỏa Tình {n}", code=f"{n:05}", seed=n) for n in range(2000, 2400)]
    return replace(listing(), units=tuple(units))


def print_list(whole: Listing, folder: Path) -> Path:
    """The PDF that wkhtmltopdf makes of the list."""
    source, target = folder / "muc-luc.html", folder / "muc-luc.pdf"
    source.write_text(sheet_of(whole), encoding="utf-8")
    [outcome] = Wkhtmltopdf().convert([ConversionJob(source, target)])
    assert outcome.error is None
    return target


def tops_of(words: str, page: pypdfium2.PdfPage) -> list[float]:
    """How high on the page each of the places stands where it says `words`, from above."""
    text = page.get_textpage()
    found = text.search(words)
    return [text.get_charbox(place[0])[3] for place in iter(found.get_next, None)]


def test_every_file_is_listed_with_its_digest() -> None:
    whole = listing()
    text = Seen(sheet_of(whole)).text
    for listed in whole.files():
        assert text.count(listed.sha256[:DIGEST_DIGITS]) == 1
        assert listed.name in text


def test_units_are_numbered_in_order() -> None:
    sheet = sheet_of(listing())
    numbers = re.findall(r'<td class="figure" rowspan="4">(\d+)</td>', sheet)
    assert numbers == [str(number) for number in range(1, 44)]


def test_pages_sizes_and_totals_are_written_as_in_vietnamese() -> None:
    text = Seen(sheet_of(listing())).text
    assert "Tổng số: 43 đơn vị, 181 tệp, 33,0 MB" in text
    assert "60,0 KB" in text


def test_name_of_a_unit_is_shown_as_it_is() -> None:
    name = "P & Q <script>alert(1)</script> \"x\" 'y' 🙂"
    sheet = sheet_of(replace(listing(), units=(unit("a", name),), title=name, issuer="A"))
    assert Seen(sheet).text.count(name) == 2
    assert "<script" not in sheet


def test_unit_without_documents_keeps_its_row() -> None:
    sheet = sheet_of(replace(listing(), units=(replace(unit("xa-quai-to", "Quài Tở"), files=()),)))
    assert "Quài Tở" in Seen(sheet).text


def test_file_outside_the_unit_s_folder_keeps_its_path() -> None:
    moved = replace(unit("xa-quai-to", "Quài Tở"), files=(file("khac/a.docx", "plan"),))
    assert "khac/a.docx" in Seen(sheet_of(replace(listing(), units=(moved,)))).text


def test_same_listing_gives_the_same_bytes() -> None:
    assert sheet_of(listing()) == sheet_of(listing())


def test_style_needs_nothing_newer_than_old_webkit() -> None:
    assert not re.search(r"flex|grid|var\(|calc\(|rem\b|https?:|url\(|@import", sheet_of(listing()))


def test_each_page_has_the_head_of_the_table_and_those_after_the_first_a_number() -> None:
    sheet = sheet_of(listing())
    count = sheet.count('class="sheet')
    assert count > 2
    assert sheet.count("<thead>") == count
    assert re.findall(r'<p class="number">(\d+)</p>', sheet) == [str(number) for number in range(2, count + 1)]


@needs_wkhtmltopdf
@pytest.mark.parametrize("whole", [listing(), odd_listing(), long_listing()], ids=["as usual", "odd names", "many"])
def test_pages_fit_the_paper(whole: Listing, tmp_path: Path) -> None:
    with pypdfium2.PdfDocument(print_list(whole, tmp_path)) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    assert len(pages) == sheet_of(whole).count('class="sheet')
    assert all("Mã kiểm tra" in page for page in pages)
    assert [page.split(maxsplit=1)[0] for page in pages[1:]] == [str(n) for n in range(2, len(pages) + 1)]


@needs_wkhtmltopdf
@pytest.mark.parametrize("words", ["Kế hoạch ke-hoach-x", "Mẫu báo cáo bao-cao-x"])
def test_rows_of_a_unit_are_printed_without_gaps(words: str, tmp_path: Path) -> None:
    whole = listing()
    one_line_each = tuple(unit(f"x{n}", u.name, u.group, u.code) for n, u in enumerate(whole.units))
    with pypdfium2.PdfDocument(print_list(replace(whole, units=one_line_each), tmp_path)) as document:
        tops = [top for page in document for top in tops_of(words, page)]
    assert len(tops) == 2 * 43
    assert all(upper - lower < 17 for upper, lower in zip(tops[::2], tops[1::2], strict=True))

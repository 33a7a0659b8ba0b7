"""A list to be printed → an HTML sheet for wkhtmltopdf: A4, margins 20, 15, 20 and 30 mm."""

from __future__ import annotations

from gen.sheets.html_templates import render_html
from gen.sheets.paging import html_pages
from gen.sheets.printed import PrintedList


def html_sheet(printed: PrintedList) -> str:
    """`printed` as a self-contained sheet, each of its pages in a division of its own."""
    return render_html("sheet.html", head=printed, pages=html_pages(printed))

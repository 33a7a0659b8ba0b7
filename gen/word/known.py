"""A template's file name → the names that it may use."""

from __future__ import annotations

from gen.word.names import Chung, MauBaoCao, MauKeHoach, MauKeHoachGoc
from gen.word.names_returns import MauCongVan, MauTongHop

TEMPLATES: dict[str, type[Chung]] = {
    "plan.docx": MauKeHoach,
    "report.docx": MauBaoCao,
    "source-plan.docx": MauKeHoachGoc,
    "reminder.docx": MauCongVan,
    "summary.docx": MauTongHop,
}
"""Each template and the names that it may use."""

PROPERTY_LIMIT = 255
"""So many characters may a property of a document have: longer texts are refused by python-docx, as by Word."""

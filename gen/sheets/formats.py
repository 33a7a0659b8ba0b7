"""Numbers and dates → the texts in which the lists show them."""

from __future__ import annotations

import re
from datetime import date

from gen.reading import DATE

_SEPARATORS = str.maketrans(",.", ".,")
_STEP = 1024
_SIZE_UNITS = ("B", "KB", "MB", "GB")
_LONG_DATE = re.compile(rf"ngày ({DATE})")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def localize_number(number: str) -> str:
    """A number in English notation as Vietnamese writes it: 1,234.5 → 1.234,5."""
    return number.translate(_SEPARATORS)


def format_count(count: int) -> str:
    """`count` with its thousands separated: 3.321."""
    return localize_number(f"{count:,}")


def format_size(size: int) -> str:
    """A file's size, given in bytes, as a text: 12,3 KB; a KB has 1,024 bytes, as in file managers."""
    value, step = float(size), 0
    while round(value, 1) >= _STEP and step < len(_SIZE_UNITS) - 1:
        value, step = value / _STEP, step + 1
    return localize_number(f"{value:,.1f}" if step else f"{size:,}") + f" {_SIZE_UNITS[step]}"


def format_date_texts(iso: str) -> tuple[str, str]:
    """An ISO date, or a month (2020-11), in Vietnamese and in English; what is neither stays as it is."""
    try:
        day = date.fromisoformat(iso if len(iso) > 7 else f"{iso}-01")
    except ValueError:
        return iso, iso
    month = f"{_MONTHS[day.month - 1]} {day.year}"
    return (f"{day:%d/%m/%Y}", f"{day.day} {month}") if len(iso) > 7 else (f"{day:%m/%Y}", month)


def shorten_dates(text: str) -> str:
    """`text` with its dates in figures, for a narrow column: ngày 15 tháng 7 năm 2021 → ngày 15/7/2021."""
    return _LONG_DATE.sub(lambda found: "ngày " + "/".join(re.findall("[0-9]+", found[1])), text)

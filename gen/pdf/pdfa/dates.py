"""A date as PDFs and XML write it → the moment that it means."""

from __future__ import annotations

import re
from datetime import UTC, datetime

EPOCH = datetime(1980, 1, 1, tzinfo=UTC)
"""The date of a source that states none: the first that a ZIP archive can hold."""

_DATE = re.compile(
    r"(?:D:)?(\d{4})-?(\d\d)?-?(\d\d)?T?(\d\d)?:?(\d\d)?:?(\d\d)?(?:\.\d+)?(?:Z'?|([+-])(\d\d)[':]?(\d\d)?'?)?\Z",
    re.ASCII,
)


def parse_pdf_date(text: str) -> datetime | None:
    """The moment of a PDF date (ISO 32000-1, 7.9.4) or of an ISO 8601 one, in UTC; None where it is neither."""
    match = _DATE.match(text.strip())
    if match is None:
        return None
    year, month, day, hour, minute, second, sign, off_hours, off_minutes = match.groups()
    zone = f"{sign}{off_hours}:{off_minutes or '00'}" if sign else "+00:00"
    whole = f"{year}-{month or '01'}-{day or '01'}T{hour or '00'}:{minute or '00'}:{second or '00'}{zone}"
    try:
        return datetime.fromisoformat(whole).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def info_date(when: datetime) -> str:
    """`when` as the Info dictionary writes it."""
    return when.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")


def xmp_date(when: datetime) -> str:
    """`when` as XMP metadata write it."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

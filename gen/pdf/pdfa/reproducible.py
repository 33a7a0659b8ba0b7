"""A converter's PDF → the same PDF without the time of conversion: one source gives the same bytes on every run.

Converters write the clock into the Info dictionary, the XMP metadata, the file's identifier and even the profile of
the colours. All of these get the date of the source instead; what the PDF shows stays as it is.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pikepdf

from gen.pdf.pdfa import xmp
from gen.pdf.pdfa.dates import EPOCH, info_date, xmp_date

_PROFILE_DATE, _PROFILE_ID = slice(24, 36), slice(84, 100)


@dataclass(frozen=True, slots=True)
class Origin:
    """What a PDF states about its source: its moment; its language and its title where they are known."""

    moment: datetime = EPOCH
    language: str = ""
    title: str = ""


UNKNOWN = Origin()
"""The origin of a source that states nothing."""


def make_reproducible(source: Path | bytes, origin: Origin, archive: str | None = None) -> bytes:
    """The PDF `source`, a file at a path or its bytes, as `rewrite_reproducibly` returns it.

    Raises pikepdf.PdfError, ValueError or TypeError where it is damaged.
    """
    file = io.BytesIO(source) if isinstance(source, bytes) else source
    with pikepdf.open(file, inherit_page_attributes=False) as pdf:
        return rewrite_reproducibly(pdf, origin, archive)


def rewrite_reproducibly(pdf: pikepdf.Pdf, origin: Origin, archive: str | None = None) -> bytes:
    """The bytes of an open PDF, dated by its `origin`: Info and XMP state the same, the file's /ID is a checksum.

    With `archive` it claims that part and level of PDF/A, or none if that is empty; else what it claimed before.
    """
    properties = _properties(pdf)
    if origin.title:
        properties[xmp.TITLE] = origin.title
    if archive is not None:
        _claim(properties, archive)
    _write_info(pdf, properties, origin.moment)
    packet = xmp.write_packet({**properties, xmp.CREATED: xmp_date(origin.moment)})
    pdf.Root.Metadata = pikepdf.Stream(pdf, packet, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
    pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=xmp.TITLE in properties)
    _date_profiles(pdf, origin.moment)
    if origin.language:
        pdf.Root.Lang = pikepdf.String(origin.language)
    for key in {"/ID", "/DocChecksum"} & set(pdf.trailer.keys()):  # checksums of the bytes and the time of conversion
        del pdf.trailer[key]
    if isinstance(pdf.Root.get("/OpenAction"), pikepdf.Array):  # the first page, where readers begin anyway
        del pdf.Root.OpenAction
    return _bytes(pdf, packed=properties.get(xmp.PART, "") != "1")


def _properties(pdf: pikepdf.Pdf) -> dict[xmp.XmpProperty, str]:
    """What the PDF states about itself, without dates: in its XMP metadata, or only in its Info dictionary."""
    metadata, info = pdf.Root.get("/Metadata"), pdf.trailer.get("/Info")
    found = xmp.read_packet(metadata.read_bytes()) if isinstance(metadata, pikepdf.Stream) else {}
    if isinstance(info, pikepdf.Dictionary):
        found |= {xmp_name: str(info[key]) for key, xmp_name in xmp.OF_INFO.items() if key in info}
    return {xmp_name: value for xmp_name, value in found.items() if value and not xmp_name.name.endswith("Date")}


def _claim(properties: dict[xmp.XmpProperty, str], archive: str) -> None:
    for xmp_name, value in ((xmp.PART, archive[:1]), (xmp.LEVEL, archive[1:].upper())):
        properties.pop(xmp_name, None)
        properties |= {xmp_name: value} if value else {}


def _write_info(pdf: pikepdf.Pdf, properties: dict[xmp.XmpProperty, str], moment: datetime) -> None:
    info = {
        key: pikepdf.String(properties[xmp_name]) for key, xmp_name in xmp.OF_INFO.items() if xmp_name in properties
    }
    info["/CreationDate"] = pikepdf.String(info_date(moment))
    pdf.trailer.Info = pdf.make_indirect(pikepdf.Dictionary(info))


def _date_profiles(pdf: pikepdf.Pdf, moment: datetime) -> None:
    """ICC.1, 7.2.9 and 7.2.18: the date in a profile's header; its checksum becomes zero: not computed."""
    for intent in pdf.Root.get("/OutputIntents", pikepdf.Array()):
        profile = intent.get("/DestOutputProfile")
        if isinstance(profile, pikepdf.Stream):
            profile.write(date_profile(profile.read_bytes(), moment))


def date_profile(profile: bytes, moment: datetime) -> bytes:
    """The ICC `profile` with `moment` as its date."""
    data = bytearray(profile)
    fields = moment.astimezone(UTC).timetuple()[:6]
    data[_PROFILE_DATE] = b"".join(field.to_bytes(2, "big") for field in fields)
    data[_PROFILE_ID] = bytes(16)
    return bytes(data)


def _bytes(pdf: pikepdf.Pdf, *, packed: bool) -> bytes:
    """`packed`: with object streams, which take two thirds of the size, and which PDF/A-1 does not allow."""
    modes = pikepdf.ObjectStreamMode
    file = io.BytesIO()
    mode = modes.generate if packed else modes.disable
    pdf.save(file, deterministic_id=True, object_stream_mode=mode, fix_metadata_version=False)
    return file.getvalue()

"""The bytes of a file → what it is: a form's format, a copy's, a container, or why it is none, with what to ask for.

What a file is called decides nothing: offices rename files, and their programs save one format under the name of
another. Only an e-mail whose beginning says nothing is taken for one by its name.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from xml.parsers import expat

from gen.compound_files import CompoundFile, UnreadableCompoundFileError
from gen.ooxml.package import is_encrypted
from gen.ooxml.unsupported import RefusalKind
from gen.pdf.office_formats import detect_foreign_format
from gen.returns.reasons import Reason, ReasonCode
from gen.zips import UnreadableZipError, open_zip, read_member

PDF_SUFFIX = ".pdf"
FLAT_SUFFIX = ".flat"
"""Of a package of Word in one XML file, which Word itself calls .xml."""
WORD_2003_SUFFIX = ".xml"
PICTURE_SUFFIXES = (".jpg", ".png", ".tif")
_COPY_FORMATS = (
    (b"\xff\xd8\xff", ".jpg"), (b"\x89PNG\r\n\x1a\n", ".png"), (b"II*\x00", ".tif"), (b"MM\x00*", ".tif"),
)  # fmt: skip
"""How pictures begin, as a phone or a scanner makes them; none is ever decoded here."""
_DOCUMENT_SUFFIXES = (".docx", ".docm", ".dotx", ".dotm", ".doc", ".odt", ".rtf")
_MOST_SEGMENTS = 2000
"""Of the head of a JPEG file; the largest profile of colours takes 255."""
_FILL_BYTES = re.compile(rb"\xff+")
"""Of which the last one begins a segment of a JPEG file."""
_PDF_BEGIN = 1024
"""A PDF begins within so many bytes (ISO 32000-1, annex H)."""
_LOOKED_AT = 16 * 1024
"""Bytes at the beginning of a file in which words are looked for that say what it is."""


class Container(StrEnum):
    """What holds files in itself."""

    MAIL = "mail"
    OUTLOOK = "outlook"
    ZIP = "zip"


@dataclass(frozen=True, slots=True)
class FileFormat:
    """What a file is: the `suffix` of the format in which it is read, a `container`, or the `reason` why it is neither.

    A zip may still be a Word file: that is said by its members.
    """

    suffix: str = ""
    container: Container | None = None
    reason: Reason | None = None


def identify(name: str, data: bytes) -> FileFormat:
    """What the file with these bytes is; `name` is what it is called."""
    if not data.strip(b"\0"):
        return _refuse(ReasonCode.NO_BYTES)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _identify_zip(data)
    if suffix := detect_foreign_format(data):
        return FileFormat(suffix) if suffix != ".doc" else _identify_compound(data)
    if suffix := _detect_copy_format(data):
        is_broken = name.lower().endswith(_DOCUMENT_SUFFIXES) and not _may_be_picture(suffix, data)
        return _refuse(ReasonCode.BROKEN_DOCUMENT) if is_broken else FileFormat(suffix)
    for begin, made in _BEGINNINGS:
        if begin.match(data):
            return made
    if name.lower().endswith(".eml"):
        return FileFormat(container=Container.MAIL)
    if found := _identify_text(data):
        return found
    if data.startswith(b"PK"):
        return FileFormat(container=Container.ZIP)
    return _refuse(ReasonCode.NO_FORM_FORMAT)


def _refuse(code: ReasonCode, **values: object) -> FileFormat:
    return FileFormat(reason=Reason.of(code, **values))


def _archive(kind: str) -> FileFormat:
    return _refuse(ReasonCode.OTHER_ARCHIVE, kind=kind)


def _picture(kind: str) -> FileFormat:
    return _refuse(ReasonCode.OTHER_PICTURE, kind=kind)


def _to_save(kind: str) -> FileFormat:
    return _refuse(ReasonCode.SAVE_AS_WORD, kind=kind)


def _table(kind: str) -> FileFormat:
    return _refuse(ReasonCode.OTHER_PROGRAM, kind=kind)


def _begins(*beginnings: bytes) -> re.Pattern[bytes]:
    return re.compile(b"(?s:" + b"|".join(beginnings) + b")")


_BEGINNINGS = (
    (_begins(rb"Rar!\x1a\x07", rb"RE~\^"), _archive(".rar")),
    (_begins(rb"7z\xbc\xaf\x27\x1c"), _archive(".7z")),
    (_begins(rb"\x1f\x8b"), _archive(".gz")),
    (_begins(rb"\xfd7zXZ\x00"), _archive(".xz")),
    (_begins(rb"BZh[1-9]1AY&SY"), _archive(".bz2")),
    (_begins(rb"MSCF\x00\x00\x00\x00"), _archive(".cab")),
    (_begins(rb".{257}ustar"), _archive(".tar")),
    (_begins(rb".{7}\*\*ACE\*\*"), _archive(".ace")),
    (_begins(rb".{4}ftyp(?:heic|heix|heim|hevc|hevx|mif1|msf1)"), _picture(".heic")),
    (_begins(rb".{4}ftypavi[fs]"), _picture(".avif")),
    (_begins(rb"GIF8[79]a"), _picture(".gif")),
    (_begins(rb"RIFF.{4}WEBP"), _picture(".webp")),
    (_begins(rb"BM.{4}\x00\x00\x00\x00"), _picture(".bmp")),
    (_begins(rb"AT&TFORM"), _picture(".djvu")),
    (_begins(rb"8BPS\x00\x01"), _picture(".psd")),
    (_begins(rb"\x00\x00\x00\x0cjP  \r\n"), _picture(".jp2")),
    (_begins(rb"x\x9f>\""), _refuse(ReasonCode.WINMAIL)),
    (_begins(rb"L\x00\x00\x00\x01\x14\x02\x00"), _refuse(ReasonCode.ONLY_A_LINK)),
    (_begins(rb"MZ.{58}", rb"\x7fELF", rb"#!"), _refuse(ReasonCode.RUNS)),
    (_begins(rb"\xdb\xa5", rb"1\xbe\x00\x00\x00\xab"), _to_save("Word 2, Write (.doc, .wri)")),
    (_begins(rb"\xffWPC"), _to_save("WordPerfect (.wpd)")),
    (_begins(rb"HWP Document File"), _to_save("Hancom (.hwp)")),
    (_begins(rb"AC10[0-9]{2}"), _table("AutoCAD (.dwg)")),
)
"""How files begin that are no forms: the published signatures of their formats."""


def _detect_copy_format(data: bytes) -> str:
    """The suffix of the format of a PDF or a picture, by its first bytes; empty for any other."""
    if data[:_PDF_BEGIN].find(b"%PDF-") >= 0:
        return PDF_SUFFIX
    return next((suffix for begin, suffix in _COPY_FORMATS if data.startswith(begin)), "")


def _may_be_picture(suffix: str, data: bytes) -> bool:
    """Whether more of a picture is there than its first bytes; True of a PDF, of which its reader says it."""
    if suffix == ".jpg":
        return _has_jpeg_head(data)
    if suffix == ".png":  # PNG, 5.6: the first chunk
        return data[8:16] == b"\x00\x00\x00\x0dIHDR"
    if suffix == ".tif":  # TIFF 6.0, section 2: where the first directory is
        place = int.from_bytes(data[4:8], "little" if data.startswith(b"II") else "big")
        return 8 <= place < len(data)
    return True


def _has_jpeg_head(data: bytes) -> bool:
    """Whether the segments of a JPEG file follow each other to where its picture begins (ITU-T T.81, B.1.1)."""
    place = 2
    for _number in range(_MOST_SEGMENTS):
        fill = _FILL_BYTES.match(data, place)
        if fill is None or len(data) < fill.end() + 3:
            return False
        place = fill.end() - 1
        if data[place + 1] < 0xC0:
            return False
        if data[place + 1] == 0xDA:
            return True
        length = int.from_bytes(data[place + 2 : place + 4], "big")
        if length < 2:
            return False
        place += 2 + length
    return False


_OF_ZIP: tuple[tuple[Callable[[frozenset[str]], bool], FileFormat], ...] = (
    (lambda names: "[Content_Types].xml" in names and "xl/workbook.xml" in names, _table("Excel (.xlsx)")),
    (lambda names: "[Content_Types].xml" in names and "xl/workbook.bin" in names, _table("Excel (.xlsb)")),
    (lambda names: "ppt/presentation.xml" in names, _table("PowerPoint (.pptx)")),
    (lambda names: "visio/document.xml" in names, _table("Visio (.vsdx)")),
    (lambda names: bool({"Index/Document.iwa", "Index.zip", "index.apxl"} & names), _to_save("Pages (.pages)")),
    (lambda names: {"index.xml", "QuickLook/Thumbnail.jpg"} <= names, _to_save("Pages (.pages)")),
    (lambda names: "Contents/content.hpf" in names, _to_save("Hancom (.hwpx)")),
    (lambda names: {"AndroidManifest.xml", "classes.dex"} <= names, _refuse(ReasonCode.RUNS)),
)
"""What a zip is, by the names of its members."""
_MARKS = (
    b"xl/workbook", b"ppt/presentation", b"visio/document", b"Document.iwa", b"Index.zip", b"index.apxl", b"index.xml",
    b"content.hpf", b"classes.dex",
)  # fmt: skip
"""Parts of these names, which stand in a zip as they are: one without them need not be opened to be none of these."""
_OPEN_DOCUMENTS = (
    (b"application/vnd.oasis.opendocument.spreadsheet", _table("LibreOffice Calc (.ods)")),
    (b"application/vnd.oasis.opendocument.presentation", _table("LibreOffice Impress (.odp)")),
    (b"application/vnd.oasis.opendocument.graphics", _table("LibreOffice Draw (.odg)")),
    (b"application/epub+zip", _to_save("EPUB (.epub)")),
)
"""What stands in the first member of an OpenDocument file (ODF 1.2 part 3, 3.3)."""
_MANIFEST, _MOST_MANIFEST = "META-INF/manifest.xml", 4 * 1024 * 1024


def _identify_zip(data: bytes) -> FileFormat:
    is_text = detect_foreign_format(data) == ".odt"
    stated = next((made for kind, made in _OPEN_DOCUMENTS if data[30:200].startswith(b"mimetype" + kind)), None)
    if not is_text and stated:
        return stated
    if not is_text and not any(mark in data for mark in _MARKS):
        return FileFormat(container=Container.ZIP)
    members: dict[str, int] = {}
    with suppress(UnreadableZipError), open_zip(data) as archive:  # what is wrong with it is said when it is opened
        members = {member.filename: member.file_size for member in archive.infolist()}
        is_small = 0 < members.get(_MANIFEST, 0) <= _MOST_MANIFEST
        if is_text and is_small and b"encryption-data" in read_member(archive, archive.getinfo(_MANIFEST)):
            return _refuse(ReasonCode.PASSWORD)
    if is_text:
        return FileFormat(".odt")
    return next((made for fits, made in _OF_ZIP if fits(frozenset(members))), FileFormat(container=Container.ZIP))


_OF_COMPOUND = (
    ("__properties_version1.0", FileFormat(container=Container.OUTLOOK)),
    ("Workbook", _table("Excel (.xls)")),
    ("Book", _table("Excel (.xls)")),
    ("PowerPoint Document", _table("PowerPoint (.ppt)")),
    ("VisioDocument", _table("Visio (.vsd)")),
    ("Quill", _table("Publisher (.pub)")),
    ("MatOST", _to_save("Works (.wps)")),
    ("CONTENTS", _to_save("Works (.wps)")),
    ("HwpSummaryInformation", _to_save("Hancom (.hwp)")),
    ("\x05HwpSummaryInformation", _to_save("Hancom (.hwp)")),
)
"""What a compound file is, by a stream in it; one of Word has the stream WordDocument."""
_ENCRYPTED_BIT, _FLAGS_AT, _BASE_SIZE = 0x0100, 10, 32


def _identify_compound(data: bytes) -> FileFormat:
    """What a compound file is; a Word file with a password says so in its FibBase (MS-DOC 2.5.2, bit fEncrypted)."""
    if is_encrypted(data):
        return FileFormat(".doc", reason=Reason.of(ReasonCode.PASSWORD))
    try:
        found = CompoundFile(data)
        base = found.read("WordDocument", _BASE_SIZE)
    except UnreadableCompoundFileError:
        return FileFormat(".doc")  # LibreOffice may open it all the same
    if len(base) == _BASE_SIZE:
        is_locked = struct.unpack_from("<H", base, _FLAGS_AT)[0] & _ENCRYPTED_BIT
        return FileFormat(".doc", reason=Reason.of(ReasonCode.PASSWORD) if is_locked else None)
    return next((made for name, made in _OF_COMPOUND if name in found.names), FileFormat(".doc"))


_HEADER_LINE = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,40}:[ \t]?[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*")
_MAIL_HEADER = re.compile(rb"^(?:from|received|return-path|delivered-to|message-id|subject|date|to):", re.I | re.M)
_PAGE_HEADER = re.compile(rb"^content-type:\s*multipart/related[^\n]*(?:\n[ \t][^\n]*)*", re.I | re.M)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta|style|div|p)[\s>]", re.I)
_LINK = re.compile(rb"\s*(?:\[InternetShortcut\]|\{[^{}]{0,2000}docs\.google\.com)", re.I)
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def _identify_text(data: bytes) -> FileFormat | None:
    """What a file is that begins with words; None where it does not."""
    begin = data[:_LOOKED_AT]
    plain = next(
        (begin[len(bom) :].decode(code, "ignore").encode() for bom, code in _BOMS if begin.startswith(bom)), begin
    )
    text = plain.lstrip()
    if text.startswith(b"<"):
        return _identify_markup(text, data)
    if _LINK.match(plain):
        return _refuse(ReasonCode.ONLY_A_LINK)
    if headers := _mail_headers(plain):
        is_page = _PAGE_HEADER.search(headers) and not re.search(rb"^(?:received|from):[^\n]*@", headers, re.I | re.M)
        return _to_save(".mht") if is_page else FileFormat(container=Container.MAIL)
    if _is_text(plain):
        return _refuse(ReasonCode.PLAIN_TEXT)
    return None


def _mail_headers(begin: bytes) -> bytes:
    """The headers of an e-mail at the beginning of a file; empty where it has none of those that each e-mail has."""
    end = 0
    while (line := _HEADER_LINE.match(begin, end)) is not None:
        end = line.end()
    headers = begin[:end]
    names = {name.lower() for name in _MAIL_HEADER.findall(headers)}
    is_message = len(names) >= 2 or b"mime-version:" in headers.lower()
    return headers if is_message else b""


def _is_text(begin: bytes) -> bool:
    """Whether it is text in any code that offices use: no control characters but those of lines and tabs."""
    return not any(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in begin)


def _identify_markup(text: bytes, data: bytes) -> FileFormat | None:
    try:
        root = _root_of(data)
    except _DoctypeFoundError as found:
        return _PAGE if found.args[0].lower() == "html" else _refuse_entities()
    if root in _OF_ROOT:
        return _OF_ROOT[root]
    if root.rpartition(" ")[2].lower() == "html" or _HTML.match(text) or _HTML.search(text[:2048]):
        return _PAGE
    return _refuse(ReasonCode.PLAIN_TEXT) if root or _is_text(text) else None


def _refuse_entities() -> FileFormat:
    return FileFormat(reason=Reason.of(RefusalKind.ENTITIES, member="<!DOCTYPE"))


_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_PAGE = FileFormat(".html")
_OF_ROOT = {
    f"{_OFFICE} document": FileFormat(".fodt"),
    "http://schemas.microsoft.com/office/word/2003/wordml wordDocument": FileFormat(WORD_2003_SUFFIX),
    "http://schemas.microsoft.com/office/2006/xmlPackage package": FileFormat(FLAT_SUFFIX),
    "urn:schemas-microsoft-com:office:spreadsheet Workbook": _table("Excel (.xml)"),
}
"""What an XML file is, by its root: flat OpenDocument text, Word 2003 XML, a flat package of Word, a workbook."""


class _DoctypeFoundError(Exception):
    """An XML file declares its type, and so may declare entities."""


def _root_of(data: bytes) -> str:
    """The name space and the name of the root of an XML file, with a space between; empty where it is none.

    Raises _DoctypeFoundError where it declares its type before that.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    found: list[str] = []

    def start(name: str, _attributes: dict[str, str]) -> None:
        found.append(name)
        raise StopIteration

    def declared(name: str, *_more: object) -> None:
        raise _DoctypeFoundError(name)

    parser.StartElementHandler, parser.StartDoctypeDeclHandler = start, declared
    with suppress(StopIteration, expat.ExpatError, ValueError):
        parser.Parse(data[: 4 * _LOOKED_AT], False)
    return found[0] if found else ""

"""A plan's file → its Passages, in any supported format; an error with the reason where it cannot be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from gen import diagnostics
from gen.errors import GenError
from gen.files import read_regular_file
from gen.importing.text.legacy_fonts import convert_to_unicode
from gen.importing.text.passages import (
    BOLD_BEGIN,
    BOLD_END,
    Passage,
    Passages,
    clean_text,
    join_broken,
    split_spans,
)
from gen.importing.text.pdf_lines import read_pdf_passages
from gen.locale import _
from gen.ooxml import UnreadableDocumentError, read_document
from gen.ooxml.beside import BesideKind, WordsBeside, find_words_beside
from gen.ooxml.model import Break, Document, DocumentBlock, DocumentParagraph, Table, TextRun
from gen.ooxml.package import is_encrypted
from gen.ooxml.wording import refusal_text, unsupported_in_part
from gen.os_errors import describe_os_error
from gen.pdf.office_formats import convert_to_docx, detect_foreign_format
from gen.pdf.text_lines import MOST_PAGES, PdfTooLongError, UnreadablePdfError, extract_lines
from gen.text import shorten

_PDF_END, _PDF_TAIL = b"%%EOF", 1024
"""The end-of-file mark, and where readers look for it (ISO 32000-1, Annex H, note 18)."""
MAX_BYTES = 20 * 1024 * 1024
_MOST_LETTERS, _MOST_NEAR = 200, 50


class ImportFileError(GenError):
    """A file from which no plan can be drafted."""


def read_passages(path: Path) -> Passages:
    """The paragraphs of the file at `path`, in order, without empty ones; NFC, white space squeezed.

    Raises ImportFileError: IMP-001 no such file, IMP-008 not readable, IMP-002 not a supported file, IMP-003 no text
    in it. Raises EngineError (PDF-002) where LibreOffice is needed to open the file and is not installed.
    """
    data = _read_bytes(path)
    if data.startswith(b"%PDF-"):
        found = _read_pdf(path, data)
    elif path.suffix.lower() == ".txt":
        found = Passages(join_broken(_read_plain_text(_decode(path, data))))
    elif detect_foreign_format(data):
        found = _read_word(path, _convert_to_docx(path, data))
    else:
        found = _read_word(path, data)
    if not found:
        raise ImportFileError.one(diagnostics.importing.NO_TEXT.at(name=path.name))
    return found


def _convert_to_docx(path: Path, data: bytes) -> bytes:
    """The .docx to which LibreOffice converts the file. Raises EngineError where LibreOffice is not installed."""
    if is_encrypted(data):
        raise _import_error(path, _("the file is protected by a password"))
    docx = convert_to_docx([path])[0]
    if docx is None:
        raise _import_error(path, _("the file is damaged, or protected by a password"))
    return docx


def _read_pdf(path: Path, data: bytes) -> Passages:
    try:
        found = read_pdf_passages(extract_lines(data))
    except PdfTooLongError:
        raise _import_error(path, _("it has more than {count} pages").format(count=MOST_PAGES)) from None
    except UnreadablePdfError:
        raise _import_error(path, _("the file is damaged, or protected by a password")) from None
    if _PDF_END not in data[-_PDF_TAIL:]:  # what reads it repairs it in silence
        found.unread = (*found.unread, _("the end of the PDF, which is cut off: pages may be missing"))
    return found


def _read_bytes(path: Path) -> bytes:
    try:
        data = read_regular_file(path, MAX_BYTES + 1)
    except FileNotFoundError:
        raise ImportFileError.one(diagnostics.importing.FILE_NOT_FOUND.at(path=path)) from None
    except OSError as error:
        found = diagnostics.importing.FILE_NOT_READABLE.at(path=path, hint=describe_os_error(error))
        raise ImportFileError.one(found) from None
    if len(data) > MAX_BYTES:
        raise _import_error(path, _("the file is larger than {limit} MB").format(limit=MAX_BYTES // 1024 // 1024))
    return data


def _import_error(path: Path, reason: str) -> GenError:
    return ImportFileError.one(diagnostics.importing.NOT_IMPORTABLE.at(name=path.name, why=reason))


def _decode(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        raise _import_error(path, _("its letters are in no Unicode encoding (UTF-8)")) from None


def _read_plain_text(text: str) -> Iterator[Passage]:
    for number, line in enumerate(text.splitlines(), 1):
        if text := clean_text(line):
            yield Passage(text, _("line {number}").format(number=number))


def _read_word(path: Path, data: bytes) -> Passages:
    try:
        document = read_document(data)
    except UnreadableDocumentError as refused:
        raise _import_error(path, refusal_text(refused)) from None
    reader = _BlockReader()
    found = Passages(join_broken(reader.passages(document)))
    found.dropped = tuple(
        (passage, _("it stands in a header or a footer")) for passage in reader.headers_and_footers(document)
    )
    found.unread = tuple(unsupported_in_part(found) for found in document.unsupported if found.can_hold_words)
    found.beside = tuple(map(_tell_beside, find_words_beside(data)))
    return found


def _tell_beside(one: WordsBeside) -> str:
    """Words that stand beside the text, for a person who has to see whether they belong to the plan."""
    words, near = f"“{shorten(one.words, _MOST_LETTERS)}”", f"“{shorten(one.near, _MOST_NEAR)}”" if one.near else "…"
    if one.kind is BesideKind.COMMENT:
        return _("a comment of {author} is no part of the plan: {words}").format(author=one.near or "?", words=words)
    if one.kind is BesideKind.DELETED:
        return _("deleted with changes tracked, at {near}, and left out: {words}").format(near=near, words=words)
    return _("a text box at {near} was not read: {words}").format(near=near, words=words)


_BODY_TEXT = 9
"""The outline level of what is no heading (17.3.1.20)."""


class _BlockReader:
    """Reads the passages of a document, and counts its paragraphs and tables for their places."""

    def __init__(self) -> None:
        self.paragraphs = self.tables = 0

    def passages(self, document: Document) -> Iterator[Passage]:
        for section in document.sections:
            yield from self._walk(section.blocks, None)

    def headers_and_footers(self, document: Document) -> list[Passage]:
        """The passages of headers and footers, each text once; a page number alone is none."""
        found: dict[str, Passage] = {}
        for section in document.sections:
            for blocks in (*section.headers.values(), *section.footers.values()):
                for passage in self._walk(blocks, None):
                    found.setdefault(passage.text, replace(passage, place=_("header or footer")))
        return list(found.values())

    def _walk(self, blocks: Iterable[DocumentBlock], cell: tuple[int, int, int] | None) -> Iterator[Passage]:
        for block in blocks:
            if isinstance(block, Table):
                yield from self._table(block)
            else:
                yield from self._paragraph(block, cell)

    def _table(self, table: Table) -> Iterator[Passage]:
        self.tables += 1
        number = self.tables
        for r, row in enumerate(table.rows):
            for cell in row.cells:
                if cell.rows:
                    within = self._walk(cell.blocks, (number, r, cell.column))
                    yield from (replace(p, rows=cell.rows) for p in within) if cell.rows > 1 else within

    def _paragraph(self, paragraph: DocumentParagraph, cell: tuple[int, int, int] | None) -> Iterator[Passage]:
        self.paragraphs += 1
        place = _("paragraph {number}").format(number=self.paragraphs)
        if cell is not None:
            where = _("table {table}, row {row}, column {column}")
            place = where.format(table=cell[0], row=cell[1] + 1, column=cell[2] + 1)
        paragraph = _convert_legacy_fonts(paragraph)
        pieces = [inline for inline in paragraph.inlines if isinstance(inline, TextRun) and inline.text.strip()]
        bold = bool(pieces) and all(piece.format.bold for piece in pieces)
        label = paragraph.label.text.strip() if paragraph.label is not None else ""
        level = paragraph.format.outline if paragraph.format.outline in range(_BODY_TEXT) else None
        for line in _mark_bold(paragraph, bold).split("\n"):
            text, spans = split_spans(clean_text(line))
            if text:
                yield Passage(text, place, label, bold, cell, spans=spans, level=level)
                label = ""


def _convert_legacy_fonts(paragraph: DocumentParagraph) -> DocumentParagraph:
    """The paragraph with text in a font from before Unicode converted to Unicode."""
    inlines = (
        replace(inline, text=convert_to_unicode(inline.text, inline.format.font))
        if isinstance(inline, TextRun)
        else inline
        for inline in paragraph.inlines
    )
    return replace(paragraph, inlines=tuple(inlines))


def _mark_bold(paragraph: DocumentParagraph, bold: bool) -> str:
    """The text; in a paragraph that is not bold, signs stand where bold words begin and end."""
    if bold:
        return paragraph.text
    found = ""
    for inline in paragraph.inlines:
        if not isinstance(inline, TextRun):
            found += "\n" if isinstance(inline, Break) else " "
        elif inline.format.bold and inline.text.strip():
            left, right = len(inline.text) - len(inline.text.lstrip()), len(inline.text.rstrip())
            found += f"{inline.text[:left]}{BOLD_BEGIN}{inline.text[left:right]}{BOLD_END}{inline.text[right:]}"
        else:
            found += inline.text
    return found.replace(BOLD_END + BOLD_BEGIN, "")

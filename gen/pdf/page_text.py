"""The bytes of a PDF → the text of its pages, and whether they are typed or pictures; of one from outside in bounds.

Text is read by PDFium. A page can be made so that this takes hours, or ends the process: what comes from outside is
read in a process of its own, which ends itself after a while.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import TypeVar

import pypdfium2
from pypdfium2 import raw

from gen.pdf.engines.finishing import PDFIUM
from gen.schedule import ProcessSchedule

MOST_PAGES_READ = 500
"""Pages of a PDF from outside; a report has a tenth of them."""
MAX_READ_SECONDS = 20
"""A report of fifty pages takes a tenth of a second."""
_MAX_MEMORY = 4 * 1024**3
_MAX_TEXT = 5_000_000
_MAX_PAGES = 2000
_MAX_PICTURES = 10_000
_LETTERS_OF_A_PAGE = 40
"""A page with fewer letters bears a stamp or a page number."""
_OWN = "gen"
"""What PDFs of this program say of who made them."""

Read = TypeVar("Read")


class PdfFault(StrEnum):
    """Why a PDF is not read."""

    DAMAGED = "damaged"
    PASSWORD = "password"  # noqa: S105 – no password, but the word for one
    TOO_MANY_PAGES = "too-many-pages"
    GIVEN_UP = "given-up"
    NOT_TRIED = "not-tried"


@dataclass(frozen=True, slots=True)
class PdfReading:
    """What a PDF says: its `text`, the number of its `pages`; or why it is not read (`fault`).

    `is_typed`: most of its pages are text and no pictures. `is_signed`: a digital signature is in it, whatever that is
    worth. `is_own`: this program made it, and nobody saved it anew or added to it.
    """

    text: str = ""
    pages: int = 0
    is_typed: bool = False
    is_signed: bool = False
    is_own: bool = False
    fault: PdfFault | None = None


def read_received(files: Sequence[bytes], jobs: int = 1, seconds: float = MAX_READ_SECONDS) -> list[PdfReading]:
    """What each of these PDFs from outside says, in order, read in `jobs` processes; no PDF ends the program.

    One that takes longer than `seconds`, or whose process runs out of memory or dies, is GIVEN_UP.
    """
    found = [PdfReading(fault=PdfFault.GIVEN_UP)] * len(files)
    for done in ProcessSchedule(jobs).run_pieces(read_in_process, seconds, files) if files else ():
        if done.result is not None:
            found[done.index] = done.result
    return found


def read_in_process(seconds: float, data: bytes) -> PdfReading:
    """What a PDF says: the work of one process, which ends where that takes longer than `seconds`."""
    _limit_memory()
    with _ended_after(seconds):
        return read_pdf(data)


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    with suppress(OSError, ValueError):
        _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        limit = _MAX_MEMORY if hard == resource.RLIM_INFINITY else min(_MAX_MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


@contextmanager
def _ended_after(seconds: float) -> Iterator[None]:
    """This process ends if it has not come out of the block after so many seconds: PDFium cannot be interrupted."""
    watch = threading.Timer(seconds, os._exit, [1])
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


def read_pdf(data: bytes) -> PdfReading:
    """What a PDF says, of up to MOST_PAGES_READ pages; with the fault where it is not read."""
    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            is_locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD
            return PdfReading(fault=PdfFault.PASSWORD if is_locked else PdfFault.DAMAGED)
        except (ValueError, TypeError):
            return PdfReading(fault=PdfFault.DAMAGED)
        try:
            return _read_document(document, data)
        except (pypdfium2.PdfiumError, ValueError, MemoryError):
            return PdfReading(fault=PdfFault.DAMAGED)
        finally:
            document.close()


def _read_document(document: pypdfium2.PdfDocument, data: bytes) -> PdfReading:
    count = len(document)
    if count > MOST_PAGES_READ:
        return PdfReading(pages=count, fault=PdfFault.TOO_MANY_PAGES)
    if not count:
        return PdfReading(fault=PdfFault.DAMAGED)
    texts: list[str] = []
    pictures: list[bool] = []
    for number in range(count):
        page = document[number]
        texts.append(_text_of(page)[: _MAX_TEXT // MOST_PAGES_READ])
        pictures.append(_is_picture(page))
        page.close()
    made_by = {str(document.get_metadata_value(key)) for key in ("Producer", "Creator")}
    is_appended_to = (
        data.count(b"startxref") > 1
    )  # as a stamp or a comment is, by programs that leave the rest as it is
    typed = _is_mostly_typed(list(zip(pictures, map(_letters_in, texts), strict=True)))
    return PdfReading("\n".join(texts), count, typed, b"/ByteRange" in data, made_by == {_OWN} and not is_appended_to)


def extract_text(data: bytes) -> str:
    """The text of a PDF; empty where it has none or cannot be read."""
    return "\n".join(_read_pages(data, _text_of))[:_MAX_TEXT]


def is_typed(data: bytes) -> bool:
    """Whether more pages of a PDF have text alone than a picture, as a scan has, with or without text behind it."""
    return _is_mostly_typed(_read_pages(data, lambda page: (_is_picture(page), _letters_in(_text_of(page)))))


def _is_mostly_typed(pages: Sequence[tuple[bool, int]]) -> bool:
    typed = sum(not picture and letters >= _LETTERS_OF_A_PAGE for picture, letters in pages)
    return typed > sum(picture for picture, _letters in pages)


def _letters_in(text: str) -> int:
    return len(text.strip())


def _read_pages(data: bytes, read: Callable[[pypdfium2.PdfPage], Read]) -> list[Read]:
    """What `read` makes of each page; nothing where the PDF cannot be read to its end."""
    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(data)
        except (pypdfium2.PdfiumError, ValueError):
            return []
        try:
            return [read(document[number]) for number in range(min(len(document), _MAX_PAGES))]
        except (pypdfium2.PdfiumError, ValueError):
            return []
        finally:
            document.close()


def _text_of(page: pypdfium2.PdfPage) -> str:
    return str(page.get_textpage().get_text_range())


def _is_picture(page: pypdfium2.PdfPage) -> bool:
    """Whether pictures fill half of the page; a scanner may cut one page into several."""
    width, height = page.get_size()
    area = 0.0
    for picture in islice(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]), _MAX_PICTURES):
        left, bottom, right, top = picture.get_bounds()
        area += max(0.0, min(right, width) - max(left, 0.0)) * max(0.0, min(top, height) - max(bottom, 0.0))
    return bool(area >= width * height / 2)

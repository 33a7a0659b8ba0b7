"""Files of other office programs (.doc, .odt, .rtf, .fodt, Word 2003 XML, HTML) → the .docx of each, by LibreOffice.

It opens them without macros and without a network (`gen.pdf.engines.offline`). A web page could name files of this
machine besides, which would come into the document: of its markup only words, tables, bookmarks, properties go there.
Of an OpenDocument text the words of form controls are written out before, since LibreOffice leaves them out.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree, html

from gen.ooxml.unsupported import UnreadableDocumentError
from gen.pdf.engines import libreoffice, offline, process
from gen.pdf.engines.protocol import missing_engine_error
from gen.pdf.odf_controls import write_out_controls, write_out_flat_controls

_SECONDS = 60
"""A call takes at most so many seconds, and one more for each file."""

_OLE, _RTF = b"\xd0\xcf\x11\xe0", b"{\\rtf"
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument.text"
"""The first member of the archive, after the 30 bytes of its header (ODF 1.2 part 3, 3.3)."""


HTML = ".html"
_HTML_FILTER = "--infilter=HTML (StarWriter)"
"""Without it LibreOffice opens a web page as such, and has no way from there to a .docx."""
_DROPPED = (
    "script", "style", "link", "base", "iframe", "frame", "frameset", "object", "embed", "applet", "img", "image",
    "audio", "video", "source", "input", "svg", "math", "xml",
)  # fmt: skip
_KEPT_ATTRIBUTES = frozenset({"colspan", "rowspan", "name", "id"})
_MAX_FAILED = 20
"""After so many files that LibreOffice did not open in one call, no others are tried: each may take a minute."""


def detect_foreign_format(data: bytes) -> str:
    """The format of the file whose bytes are `data`: .doc, .rtf, .odt; empty for anything else."""
    if data.startswith(_OLE):
        return ".doc"
    if data.startswith(_RTF):
        return ".rtf"
    return ".odt" if data[30:].startswith(_OPEN_DOCUMENT) else ""


class NotTriedError(Exception):
    """A file that was not handed to LibreOffice, since it had not opened too many before it."""


@dataclass(slots=True)
class OfficeConversion:
    """Conversions that belong together: after `_MAX_FAILED` files that LibreOffice did not open, it tries no more."""

    failed: int = 0

    def convert(self, files: Sequence[Path]) -> list[bytes | NotTriedError | UnreadableDocumentError | None]:
        """The .docx of each of `files`, in order; None where LibreOffice did not open one (a password, for example).

        An UnreadableDocumentError stands for one that is not handed to it: an OpenDocument file that is damaged,
        unpacks too far or declares entities. Raises EngineError (PDF-002) where LibreOffice is not installed.
        """
        soffice = libreoffice.locate_soffice()
        if soffice is None:
            raise missing_engine_error("libreoffice", libreoffice.libreoffice_remedy())
        with tempfile.TemporaryDirectory(prefix="gen-open-", ignore_cleanup_errors=True) as folder:
            work_folder = Path(folder)
            staged = [_staged(file, work_folder / "in", number) for number, file in enumerate(files)]
            there = [path for path in staged if isinstance(path, Path)]
            targets = {path: work_folder / "out" / f"{path.stem}.docx" for path in there}
            tried = set[Path]()
            for options, some in (
                ((), [path for path in there if path.suffix != HTML]),
                ((_HTML_FILTER,), [path for path in there if path.suffix == HTML]),
            ):
                tried |= self._convert_all(soffice, work_folder, options, some, targets)
            made = {
                path: target.read_bytes() if target.is_file() else None if path in tried else NotTriedError()
                for path, target in targets.items()
            }
            return [made[one] if isinstance(one, Path) else one for one in staged]

    def _convert_all(
        self, soffice: Path, work_folder: Path, options: Sequence[str], files: Sequence[Path],
        targets: Mapping[Path, Path],
    ) -> set[Path]:  # fmt: skip
        """Convert files, and say which were tried. LibreOffice stops at one that it cannot open, and skips those after.

        The first that it left is tried once more, as the first of the others: then it is known to be the cause.
        """
        tried, left = set[Path](), list(files)
        while left and self.failed < _MAX_FAILED:
            _convert(soffice, work_folder, options, left)
            first = left[0]
            tried.add(first)
            if not targets[first].is_file():
                self.failed += 1
            left = [path for path in left[1:] if not targets[path].is_file()]
        return tried


def convert_to_docx(files: Sequence[Path]) -> list[bytes | None]:
    """As `OfficeConversion.convert`, of files that a person named: None for what was not tried too."""
    return [one if isinstance(one, bytes) else None for one in OfficeConversion().convert(files)]


def _words_of_page(data: bytes) -> bytes:
    """A web page without what it would load, and without looks."""
    try:
        root = html.document_fromstring(data, parser=html.HTMLParser(huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return b"<html></html>"
    etree.strip_elements(root, *_DROPPED, with_tail=False)
    for one in root.iter(etree.Element):
        kept = _KEPT_ATTRIBUTES | ({"content"} if one.tag == "meta" and not one.get("http-equiv") else set())
        for name in set(one.attrib) - kept:
            del one.attrib[name]
    return bytes(html.tostring(root, encoding="utf-8", doctype="<!DOCTYPE html>"))


_MADE_PLAIN: Mapping[str, Callable[[bytes], bytes]] = {
    HTML: _words_of_page,
    ".odt": write_out_controls,
    ".fodt": write_out_flat_controls,
}
"""What is done to a file of a format before LibreOffice opens it."""


def _staged(file: Path, folder: Path, number: int) -> Path | UnreadableDocumentError:
    """A copy under a plain name: real names may be odd, or equal. An error for a file that is not to be opened."""
    folder.mkdir(exist_ok=True)
    target = folder / f"{number:05}{file.suffix.lower()}"
    if (made_plain := _MADE_PLAIN.get(target.suffix)) is None:
        shutil.copyfile(file, target)
        return target
    try:
        target.write_bytes(made_plain(file.read_bytes()))
    except UnreadableDocumentError as refused:
        return refused
    return target


def _convert(soffice: Path, work_folder: Path, options: Sequence[str], files: Sequence[Path]) -> None:
    arguments = (
        *options,
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(work_folder / "out"),
        *map(str, files),
    )
    command = offline.office_command(soffice, work_folder / "profile", arguments)
    process.ProgramRunner(offline.VARIABLES).run(command, _SECONDS + len(files))

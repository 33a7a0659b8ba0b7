"""The bytes of a .docx and its findings → the bytes of a new one, with what is safe to mend mended, and nothing else.

Members that need no change keep their bytes. The text is compared before and after: a mend that would change a word
is not made.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping

from gen.linting.checking import check_document
from gen.linting.editing import Edit
from gen.linting.findings import Finding, NewFont, NewMargins, NewPageNumber, NewSize, Place
from gen.linting.lines import lines_in
from gen.linting.mending_letters import rename_fonts, resize
from gen.linting.mending_pages import number_pages, set_margins
from gen.ooxml.model import Document
from gen.ooxml.reader import read_document


def mended(data: bytes) -> bytes | None:
    """The .docx `data` with what is safe to mend mended; None where nothing is, or it could not be done safely.

    Raises gen.ooxml.RefusedError for what is no .docx.
    """
    document = read_document(data)
    findings = check_document(document)
    if not _open(findings):
        return None
    changed = _zip(data, _changed(data, document, findings))
    after = read_document(changed)
    found = check_document(after)
    is_better = _open(found) < _open(findings) and _counted(found) < _counted(findings)
    return changed if is_better and words_of(after) == words_of(document) else None


def words_of(document: Document) -> tuple[list[str], set[str]]:
    """What a document says: the body's lines in order, and those of headers and footers, without page numbers."""
    body = [line.raw for section in document.sections for line in lines_in(section.blocks, Place())]
    around = {
        line.text
        for section in document.sections
        for kinds in (section.headers, section.footers)
        for blocks in kinds.values()
        for line in lines_in(blocks, Place())
    }
    return body, around - {""}


def _open(findings: Iterable[Finding]) -> int:
    return sum(finding.mend is not None for finding in findings)


def _counted(findings: Iterable[Finding]) -> int:
    return sum(finding.counts for finding in findings)


def _changed(data: bytes, document: Document, findings: Iterable[Finding]) -> dict[str, bytes]:
    """The members that the mends change or add, by name."""
    edit = Edit.of(data)
    mends = list(dict.fromkeys(finding.mend for finding in findings if finding.mend is not None))
    margins = [mend for mend in mends if isinstance(mend, NewMargins)]
    if margins:
        sections = edit.sections()
        for mend in margins:
            set_margins(sections[mend.section - 1], mend)
    sizes: dict[int, list[NewSize]] = {}
    for size in (mend for mend in mends if isinstance(mend, NewSize)):
        sizes.setdefault(size.paragraph, []).append(size)
    if sizes:
        resize(edit.body, document, sizes)
    if NewFont() in mends:
        rename_fonts(edit)
    if numbers := {mend.what for mend in mends if isinstance(mend, NewPageNumber)}:
        number_pages(edit, numbers)
    return edit.changed()


def _zip(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The zip `data` with the members `changed` in the place of theirs, new ones at its end."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for member in source.infolist():
            kept = zipfile.ZipInfo(member.filename, member.date_time)
            kept.compress_type, kept.external_attr = member.compress_type, member.external_attr
            target.writestr(kept, changed.get(member.filename) or source.read(member))
        for name in sorted(set(changed) - set(source.namelist())):
            added = zipfile.ZipInfo(name)
            added.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(added, changed[name])
    return out.getvalue()

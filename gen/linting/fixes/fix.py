"""The bytes of a .docx → the bytes of a new one with what is safe to mend mended, and nothing else changed.

Members that need no change keep their bytes. The text is compared before and after: a fix that would change a word
is not made.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping

from gen.linting.findings import FindingPlace, FontFix, LayoutFinding, MarginFix, PageNumberFix, SizeFix
from gen.linting.fixes.characters import rename_fonts, resize_text
from gen.linting.fixes.package import PackageEdit
from gen.linting.fixes.pages import number_pages, set_margins
from gen.linting.recognition.lines import read_lines
from gen.linting.rules.check import check_document
from gen.ooxml.model import Document
from gen.ooxml.reader import read_document
from gen.zips import UNIX


def fix_document(data: bytes) -> bytes | None:
    """The .docx `data` with what is safe to mend mended; None where nothing is, or it could not be done safely.

    Raises gen.ooxml.unsupported.UnreadableDocumentError for what is no .docx.
    """
    document = read_document(data)
    findings = check_document(document)
    if not _count_fixable(findings):
        return None
    changed = _replace_members(data, _apply_fixes(data, document, findings))
    after = read_document(changed)
    left = check_document(after)
    has_fewer_fixes = _count_fixable(left) < _count_fixable(findings)
    is_better = has_fewer_fixes and _count_departures(left) < _count_departures(findings)
    return changed if is_better and list_words(after) == list_words(document) else None


def list_words(document: Document) -> tuple[list[str], set[str]]:
    """What a document says: the body's lines in order, and those of headers and footers, without page numbers."""
    body = [line.raw for section in document.sections for line in read_lines(section.blocks, FindingPlace())]
    margins = {
        line.text
        for section in document.sections
        for kinds in (section.headers, section.footers)
        for blocks in kinds.values()
        for line in read_lines(blocks, FindingPlace())
    }
    return body, margins - {""}


def _count_fixable(findings: Iterable[LayoutFinding]) -> int:
    return sum(finding.fix is not None for finding in findings)


def _count_departures(findings: Iterable[LayoutFinding]) -> int:
    return sum(finding.is_departure for finding in findings)


def _apply_fixes(data: bytes, document: Document, findings: Iterable[LayoutFinding]) -> dict[str, bytes]:
    """The members that the fixes change or add, by name."""
    edit = PackageEdit.from_bytes(data)
    fixes = list(dict.fromkeys(finding.fix for finding in findings if finding.fix is not None))
    margins = [fix for fix in fixes if isinstance(fix, MarginFix)]
    if margins:
        sections = edit.sections()
        for fix in margins:
            set_margins(sections[fix.section - 1], fix)
    sizes: dict[int, list[SizeFix]] = {}
    for size in (fix for fix in fixes if isinstance(fix, SizeFix)):
        sizes.setdefault(size.paragraph, []).append(size)
    if sizes:
        resize_text(edit.body, document, sizes)
    if FontFix() in fixes:
        rename_fonts(edit)
    if numbers := {fix.aspect for fix in fixes if isinstance(fix, PageNumberFix)}:
        number_pages(edit, numbers)
    return edit.changed_parts()


def _replace_members(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The zip `data` with the members `changed` in the place of theirs, new ones at its end."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for member in source.infolist():
            info = zipfile.ZipInfo(member.filename, member.date_time)
            info.compress_type, info.external_attr = member.compress_type, member.external_attr
            info.create_system = member.create_system
            target.writestr(info, changed.get(member.filename) or source.read(member))
        for name in sorted(set(changed) - set(source.namelist())):
            added = zipfile.ZipInfo(name)
            added.compress_type, added.create_system = zipfile.ZIP_DEFLATED, UNIX
            target.writestr(added, changed[name])
    return out.getvalue()

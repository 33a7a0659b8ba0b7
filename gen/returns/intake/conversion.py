"""Received files → the .docx of each: LibreOffice converts files of other formats, a flat package is packed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from gen.errors import EngineError, GenError
from gen.history import Revisions
from gen.ooxml import UnreadableDocumentError
from gen.ooxml.flat_package import unflatten
from gen.pdf.office_formats import NotTriedError, OfficeConversion
from gen.plan.model import Plan
from gen.returns.intake.attribution import Attribution
from gen.returns.intake.formats import FLAT_SUFFIX, WORD_2003_SUFFIX
from gen.returns.intake.unpack import ReceivedFile
from gen.returns.reasons import Reason, ReasonCode
from gen.returns.validation import Submission, validate_form

MAX_BATCH_BYTES = 64 * 1024 * 1024
"""Bytes of files in memory at a time."""
_MAX_BATCH_FILES = 5_000
_MAX_CONVERTED_FILES = 1_000
"""So many files LibreOffice converts before any of them is read: an interruption loses no more of its minutes."""


def read_submissions(
    files: Iterable[ReceivedFile], plan: Plan | Revisions, secret: bytes = b""
) -> Iterator[Submission]:
    """The submission of each file, in order; one that cannot be read is quarantined with the reason.

    A form of an earlier revision is read as it was made only where `plan` is given with its revisions. Raises
    BuildError BUILD-036.
    """
    attribution = Attribution(plan if isinstance(plan, Revisions) else Revisions.of(plan))
    conversion = FormConversion()
    for batch in split_into_batches(files):
        for one, docx in zip(batch, conversion.convert(batch), strict=True):
            yield read_submission(one, docx, attribution, secret)


def read_submission(file: ReceivedFile, docx: bytes | Reason, attribution: Attribution, secret: bytes) -> Submission:
    """The submission of a file; `docx` is its .docx, or why there is none. Raises BuildError BUILD-036.

    A form in which nothing is filled in answers nothing: it must not supersede one that does.
    """
    if isinstance(docx, Reason):
        return Submission(file.name, file.sha256, attribution.guess(file), quarantine_reason=docx)
    try:
        return quarantine_if_blank(validate_form(file, docx, attribution, secret), _why_empty(file))
    except GenError:
        raise
    except Exception as fault:  # a mistake of ours over one file stops no other; the file is kept, and named
        reason = Reason.of(ReasonCode.FAILED, what=type(fault).__name__)
        return Submission(file.name, file.sha256, attribution.guess(file), quarantine_reason=reason)


def quarantine_if_blank(one: Submission, reason: Reason) -> Submission:
    """The submission, set apart for `reason` where it has no answers, and nothing else stands against it."""
    if one.quarantine_reason or one.values or one.quarantined_values:
        return one
    return replace(one, quarantine_reason=reason)


def _why_empty(file: ReceivedFile) -> Reason:
    """Why a form has no answers: LibreOffice saves as XML of Word 2003 without what stands in controls."""
    if file.suffix == WORD_2003_SUFFIX:
        return Reason.of(ReasonCode.NOTHING_READ, kind="Word 2003 XML")
    return Reason.of(ReasonCode.BLANK)


def split_into_batches(files: Iterable[ReceivedFile]) -> Iterator[list[ReceivedFile]]:
    """The files in order, as many at a time as fit into the memory of a small machine."""
    batch_files: list[ReceivedFile] = []
    size = foreign = 0
    for one in files:
        batch_files.append(one)
        size += len(one.data)
        foreign += is_converted(one)
        is_full = len(batch_files) == _MAX_BATCH_FILES or foreign == _MAX_CONVERTED_FILES
        if is_full or size > MAX_BATCH_BYTES:
            yield batch_files
            batch_files, size, foreign = [], 0, 0
    if batch_files:
        yield batch_files


class FormConversion:
    """The conversions of one call: what LibreOffice could not open in it is counted over all of its files."""

    def __init__(self) -> None:
        self._office = OfficeConversion()

    def convert(self, files: Sequence[ReceivedFile]) -> list[bytes | Reason]:
        """The .docx of each file, in order, or why there is none."""
        foreign = {one.sha256: one for one in files if is_converted(one)}
        converted = dict(zip(foreign, self._convert_by_libreoffice(list(foreign.values())), strict=True))
        converted |= {one.sha256: _unflatten(one.data) for one in files if _is_form(one) and one.suffix == FLAT_SUFFIX}
        no_form = Reason.of(ReasonCode.COPY_IN_READ)
        return [
            one.refusal_reason or (no_form if one.is_copy else converted.get(one.sha256, one.data)) for one in files
        ]  # fmt: skip

    def _convert_by_libreoffice(self, files: Sequence[ReceivedFile]) -> Sequence[bytes | Reason]:
        if not files:
            return []
        try:
            return self._convert_copies(files)
        except OSError:
            return [Reason.of(ReasonCode.NOT_CONVERTED)] * len(files)

    def _convert_copies(self, files: Sequence[ReceivedFile]) -> Sequence[bytes | Reason]:
        with tempfile.TemporaryDirectory(prefix="gen-returns-", ignore_cleanup_errors=True) as folder:
            paths = [Path(folder) / f"{number:05}{one.suffix}" for number, one in enumerate(files)]
            for path, one in zip(paths, files, strict=True):
                path.write_bytes(one.data)
            try:
                converted = self._office.convert(paths)
            except EngineError:
                return [Reason.of(ReasonCode.NO_LIBREOFFICE)] * len(paths)
            return [self._converted(one) for one in converted]

    def _converted(self, found: bytes | NotTriedError | UnreadableDocumentError | None) -> bytes | Reason:
        if isinstance(found, NotTriedError):
            return Reason.of(ReasonCode.NOT_TRIED, count=self._office.failed)
        if isinstance(found, UnreadableDocumentError):
            return Reason.of_refusal(found)
        return found or Reason.of(ReasonCode.DAMAGED)


def _is_form(one: ReceivedFile) -> bool:
    """Whether it is to be read as a form."""
    return not one.refusal_reason and not one.is_copy


def is_converted(one: ReceivedFile) -> bool:
    """Whether LibreOffice makes the .docx of it."""
    return _is_form(one) and one.suffix not in (".docx", FLAT_SUFFIX)


def _unflatten(data: bytes) -> bytes | Reason:
    try:
        return unflatten(data)
    except UnreadableDocumentError as refused:
        return Reason.of_refusal(refused)

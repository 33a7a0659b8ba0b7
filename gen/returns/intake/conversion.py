"""Received files → the .docx of each: LibreOffice converts files of other formats."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from gen.errors import EngineError
from gen.history import Revisions
from gen.pdf.office_formats import convert_to_docx
from gen.plan.model import Plan
from gen.returns.intake.attribution import Attribution
from gen.returns.intake.unpack import ReceivedFile
from gen.returns.reasons import Reason, ReasonCode
from gen.returns.validation import Submission, validate_form

MAX_BATCH_BYTES = 64 * 1024 * 1024
"""Bytes of files in memory at a time, which one call of LibreOffice converts."""
_MAX_BATCH_FILES = 1000


def read_submissions(
    files: Iterable[ReceivedFile], plan: Plan | Revisions, secret: bytes = b""
) -> Iterator[Submission]:
    """The submission of each file, in order; one that cannot be read is quarantined with the reason.

    A form of an earlier revision is read as it was made only where `plan` is given with its revisions. Raises
    BuildError BUILD-036.
    """
    attribution = Attribution(plan if isinstance(plan, Revisions) else Revisions.of(plan))
    for batch in split_into_batches(files):
        for one, docx in zip(batch, convert_files(batch), strict=True):
            yield read_submission(one, docx, attribution, secret)


def read_submission(file: ReceivedFile, docx: bytes | Reason, attribution: Attribution, secret: bytes) -> Submission:
    """The submission of a file; `docx` is its .docx, or why there is none. Raises BuildError BUILD-036."""
    if isinstance(docx, Reason):
        return Submission(file.name, file.sha256, attribution.guess(file), quarantine_reason=docx)
    return validate_form(file, docx, attribution, secret)


def split_into_batches(files: Iterable[ReceivedFile]) -> Iterator[list[ReceivedFile]]:
    """The files in order, as many at a time as fit into the memory of a small machine."""
    batch_files: list[ReceivedFile] = []
    size = 0
    for one in files:
        batch_files.append(one)
        size += len(one.data)
        if len(batch_files) == _MAX_BATCH_FILES or size > MAX_BATCH_BYTES:
            yield batch_files
            batch_files, size = [], 0
    if batch_files:
        yield batch_files


def convert_files(files: Sequence[ReceivedFile]) -> list[bytes | Reason]:
    """The .docx of each file, in order, or why there is none."""
    read = [one for one in files if not one.refusal_reason and not one.is_copy]
    foreign = {one.sha256: one for one in read if one.suffix != ".docx"}
    converted = dict(zip(foreign, _convert_by_libreoffice(list(foreign.values())), strict=True))
    no_form = Reason.of(ReasonCode.NO_FORM_FORMAT)
    return [
        one.refusal_reason or (no_form if one.is_copy else converted.get(one.sha256, one.data)) for one in files
    ]  # fmt: skip


def _convert_by_libreoffice(files: Sequence[ReceivedFile]) -> Sequence[bytes | Reason]:
    if not files:
        return []
    try:
        return _convert_copies(files)
    except OSError:
        return [Reason.of(ReasonCode.NOT_CONVERTED)] * len(files)


def _convert_copies(files: Sequence[ReceivedFile]) -> Sequence[bytes | Reason]:
    with tempfile.TemporaryDirectory(prefix="gen-returns-", ignore_cleanup_errors=True) as folder:
        paths = [Path(folder) / f"{number:05}{one.suffix}" for number, one in enumerate(files)]
        for path, one in zip(paths, files, strict=True):
            path.write_bytes(one.data)
        try:
            converted = convert_to_docx(paths)
        except EngineError:
            return [Reason.of(ReasonCode.NO_LIBREOFFICE)] * len(paths)
        return [docx or Reason.of(ReasonCode.DAMAGED) for docx in converted]

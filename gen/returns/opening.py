"""Files that came in → the .docx of each: those of other programs are turned into one by LibreOffice first."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from gen.errors import EngineError
from gen.locale import _
from gen.pdf.opening import as_docx
from gen.plan.model import Plan
from gen.returns.arriving import Arrival
from gen.returns.judging import Submission, judged

MAX_HELD = 64 * 1024 * 1024
"""So many bytes of files are held at a time, and what one call of LibreOffice is given."""
_A_CALL = 1000


def submissions(arrived: Iterable[Arrival], plan: Plan, secret: bytes = b"") -> Iterator[Submission]:
    """What each file says, in order; one that cannot be read is quarantined with the reason."""
    for batch in batches(arrived):
        for one, docx in zip(batch, opened(batch), strict=True):
            yield said(one, docx, plan, secret)


def said(one: Arrival, docx: bytes | str, plan: Plan, secret: bytes) -> Submission:
    """What a file says, whose .docx is at hand, or a sentence that says why there is none."""
    if isinstance(docx, str):
        return Submission(one.name, one.sha256, quarantined=docx)
    return judged(one, docx, plan, secret)


def batches(arrived: Iterable[Arrival]) -> Iterator[list[Arrival]]:
    """The files in order, so many at a time as fit into the memory of a small machine."""
    held: list[Arrival] = []
    size = 0
    for one in arrived:
        held.append(one)
        size += len(one.data)
        if len(held) == _A_CALL or size > MAX_HELD:
            yield held
            held, size = [], 0
    if held:
        yield held


def opened(files: Sequence[Arrival]) -> list[bytes | str]:
    """The .docx of each file, in order, or why there is none."""
    foreign = {one.sha256: one for one in files if not one.refused and one.ending != ".docx"}
    made = dict(zip(foreign, _by_libreoffice(list(foreign.values())), strict=True))
    return [one.refused or made.get(one.sha256, one.data) for one in files]


def _by_libreoffice(files: Sequence[Arrival]) -> Sequence[bytes | str]:
    if not files:
        return []
    with tempfile.TemporaryDirectory(prefix="gen-returns-", ignore_cleanup_errors=True) as folder:
        paths = [Path(folder) / f"{number:05}{one.ending}" for number, one in enumerate(files)]
        for path, one in zip(paths, files, strict=True):
            path.write_bytes(one.data)
        try:
            made = as_docx(paths)
        except EngineError as error:
            return [_("LibreOffice is not here to open it: {hint}").format(hint=error.diagnostics[0].hint)] * len(paths)
        return [docx or _("it is damaged, or protected by a password") for docx in made]

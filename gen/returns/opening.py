"""Files that came in → a Submission for each: those of other programs are turned into .docx by LibreOffice first."""

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


def submissions(arrived: Iterable[Arrival], plan: Plan) -> Iterator[Submission]:
    """What each file says, in order; one that cannot be read is quarantined with the reason."""
    found = list(arrived)
    opened = _opened([one for one in found if not one.refused and one.ending != ".docx"])
    for one in found:
        docx = one.data if one.ending == ".docx" else opened.get(one.sha256)
        if one.refused:
            yield Submission(one.name, one.sha256, quarantined=one.refused)
        elif isinstance(docx, bytes):
            yield judged(one, docx, plan)
        else:
            why = docx or _("it is damaged, or protected by a password")
            yield Submission(one.name, one.sha256, quarantined=why)


def _opened(files: Sequence[Arrival]) -> dict[str, bytes | str | None]:
    """The .docx of each file by its sha256, or why there is none."""
    if not files:
        return {}
    with tempfile.TemporaryDirectory(prefix="gen-returns-", ignore_cleanup_errors=True) as folder:
        paths = [Path(folder) / f"{number:05}{one.ending}" for number, one in enumerate(files)]
        for path, one in zip(paths, files, strict=True):
            path.write_bytes(one.data)
        try:
            made: Sequence[bytes | str | None] = as_docx(paths)
        except EngineError as error:
            made = [_("LibreOffice is not here to open it: {hint}").format(hint=error.diagnostics[0].hint)] * len(paths)
        return {one.sha256: docx for one, docx in zip(files, made, strict=True)}

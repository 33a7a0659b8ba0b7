"""A piece of Word files → what became of each, however LibreOffice reads, dies or hangs on one of them.

LibreOffice ends well, and without a word, on a file that it could not read, and converts what is left of a damaged one.
So each .docx is read first, and its words are looked for in the PDF.
"""

from __future__ import annotations

import shutil
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from gen.locale import _
from gen.ooxml import RefusedError
from gen.pdf import finishing
from gen.pdf.engine import Job, OnDone, Outcome
from gen.pdf.program import Programs, Ran
from gen.pdf.reproducible import settled
from gen.pdf.source import Source, read_source

_HOPELESS = 3
"""So many calls in a row that hang and make nothing: then it is LibreOffice that hangs, not the files."""


@dataclass(frozen=True, slots=True)
class _Staged:
    """A file under a plain name, since real ones may be equal, or odd; where its PDF will be; what that has to show."""

    job: Job
    path: Path
    made: Path
    source: Source

    def finish(self, archive: str) -> Outcome | None:
        """Put the PDF at its place, dated by its source; None while there is no whole one."""
        settle = partial(settled, origin=self.source.origin, archive=archive)
        return finishing.finish(self.made, self.job, settle, self.source.words)


@dataclass(frozen=True, slots=True)
class Batch:
    """One piece of work in a `folder` of its own. `command` is how to convert, without the files, by `profile`.

    The PDFs claim the part and level of PDF/A that `archive` names, and no more than that. A call that makes no PDF
    for so many `seconds` is ended; `tell` hears of each outcome once, when it is certain.
    """

    command: Sequence[str]
    profile: Path
    programs: Programs
    folder: Path
    archive: str
    seconds: float
    tell: OnDone
    _outcomes: dict[Path, Outcome] = field(default_factory=dict)

    def convert(self, jobs: Sequence[Job]) -> list[Outcome]:
        """The outcomes of `jobs`, in order: all in one call, and what that left without a PDF once more.

        Raises OSError when LibreOffice cannot be started.
        """
        paths = [self.folder / "in" / f"{number:05}{job.source.suffix.lower()}" for number, job in enumerate(jobs)]
        (self.folder / "in").mkdir()
        staged = [file for path, job in zip(paths, jobs, strict=True) if (file := self._stage(path, job))]
        groups, hung = deque([staged] if staged else []), 0
        while groups:
            group = groups.popleft()
            ran = self._call(group)
            left = [file for file in group if file.path not in self._outcomes]
            hung = hung + 1 if not ran.finished and len(left) == len(group) else 0
            if hung == _HOPELESS:
                left += [file for others in groups for file in others]
                groups.clear()
            if len(group) == 1 or hung == _HOPELESS:
                for file in left:
                    self._note(file.path, finishing.failed(file.job, self._trouble(ran)))
            else:
                groups = _again(groups, left, ran)
        return [self._outcomes[path] for path in paths]

    def _stage(self, path: Path, job: Job) -> _Staged | None:
        """Read the source of `job`, and copy it to `path`; None where something is wrong with it."""
        try:
            data = job.source.read_bytes()
            # LibreOffice opens an empty file, or any text, as a document: a blank PDF would pass for the real one.
            source = read_source(data) if path.suffix == ".docx" else Source()
            path.write_bytes(data)
        except (OSError, RefusedError) as error:
            self._note(path, finishing.unread(job, error, finishing.try_in_word()))
            return None
        return _Staged(job, path, self.folder / "out" / f"{path.stem}.pdf", source)

    def _call(self, group: Sequence[_Staged]) -> Ran:
        """Start LibreOffice once, for all of `group`, and take its PDFs as they come."""
        for file in group:
            file.made.unlink(missing_ok=True)
        sources = [str(file.path) for file in group]
        ran = self.programs.run(
            [*self.command, "--outdir", str(self.folder / "out"), *sources], self.seconds, lambda: self._take(group)
        )
        self._take(group, to_the_end=True)
        if not ran.finished:
            shutil.rmtree(self.profile, ignore_errors=True)  # half written, perhaps
        return ran

    def _take(self, group: Sequence[_Staged], *, to_the_end: bool = False) -> int:
        """Finish what there is, and say how much; while LibreOffice runs, the last of it may be half written."""
        made = [file for file in group if file.made.exists()]
        for file in made if to_the_end else made[:-1]:
            if file.path not in self._outcomes and (outcome := file.finish(self.archive)):
                self._note(file.path, outcome)
        return len(made)

    def _note(self, path: Path, outcome: Outcome) -> None:
        self._outcomes[path] = outcome
        self.tell(outcome)

    def _trouble(self, ran: Ran) -> finishing.Trouble:
        if ran.finished:
            return _damaged(_("LibreOffice could not read it"))
        return finishing.Trouble(
            _("LibreOffice did not finish within {seconds} s").format(seconds=round(self.seconds)),
            _("try again when the machine has less to do; if only this file fails, open it in Word and look at it"),
        )


def _again(groups: deque[list[_Staged]], left: list[_Staged], ran: Ran) -> deque[list[_Staged]]:
    """What to try next. One by one what a call passed over; where it died or was ended, the file it stood at last."""
    if ran.well or not left:
        return deque([*groups, *([file] for file in left)])
    at, *others = left
    return deque([*([others] if others else []), *groups, [at]])


def _damaged(reason: str) -> finishing.Trouble:
    return finishing.Trouble(reason, finishing.try_in_word())

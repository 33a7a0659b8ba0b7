"""What forms tell of the period before + the store → a doubt where a form did not tell that when it was made.

A form tells below a row what its unit had reported, as it counted on the day of the build (`earlier_answers`). Which
day that was nobody knows any more, so whatever counted at the end of some day may stand there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from gen.derive.form_fields import STATUSES, Area, area_of, code_words, field_words
from gen.history import Revisions
from gen.history.carried_codes import map_codes
from gen.reading import read_figure
from gen.reporting.occasions import Occasion
from gen.returns.carried import occasion_of_submission
from gen.returns.earlier_answers import SEPARATOR, TOLD, tell_rows
from gen.returns.reasons import Reason, ReasonCode
from gen.returns.storage import load_days_before, open_store_to_read
from gen.returns.validation import Submission
from gen.store.connection import StoreError
from gen.text import collapse_spaces, fold, name_few, shorten

_MOST_LETTERS = 200


def doubt_earlier_lines(
    revisions: Revisions, submissions: Sequence[tuple[Occasion | None, Submission]], *, has_store: bool
) -> list[Submission]:
    """The submissions, each with a doubt where a line in it is not what its unit reported in the period before.

    Each stands with the occasion that it is for, None where that is not known. The store is open if `has_store`; of a
    unit of which that knows nothing, only what the line looks like is judged. Raises StoreError RET-018, RET-019,
    RET-039; BuildError BUILD-036.
    """
    units: defaultdict[Occasion, set[str]] = defaultdict(set)
    for occasion, one in submissions if has_store else ():
        if occasion is not None and one.earlier_lines:
            units[occasion].add(one.unit)
    known = {occasion: _list_lines(revisions, occasion, some) for occasion, some in units.items()}
    return [
        _with_doubt(one, known.get(occasion, {}).get(one.unit, ()) if occasion is not None else ())
        for occasion, one in submissions
    ]


def doubt_lines_beside_store(plan: Path, revisions: Revisions, submissions: Sequence[Submission]) -> list[Submission]:
    """The same of forms that are only read, with the store beside the plan in the file `plan`, if it can be read.

    Raises BuildError BUILD-028, BUILD-036.
    """
    if not any(one.earlier_lines for one in submissions):
        return list(submissions)
    judged = ((occasion_of_submission(one, revisions), one) for one in submissions)
    found = [(None if at is None else Occasion(at.obligation, at.period), one) for at, one in judged]
    with suppress(StoreError):  # who collects them is told; to read them needs no store
        return doubt_earlier_lines(revisions, found, has_store=open_store_to_read(plan))
    return doubt_earlier_lines(revisions, found, has_store=False)


def _list_lines(revisions: Revisions, occasion: Occasion, units: Iterable[str]) -> Mapping[str, Collection[str]]:
    """The lines that forms of these units may tell, folded."""
    before, now, days = load_days_before(revisions, occasion, units)
    if before is None:
        return {}
    codes = map_codes(before.plan, now.plan)
    found: defaultdict[str, set[str]] = defaultdict(set)
    for report in (report for merged in days for report in merged.accepted):
        found[report.unit].update(_folded(line) for _code, line in tell_rows(report, codes, before.period.label))
    return found


def _with_doubt(one: Submission, known: Collection[str]) -> Submission:
    changed = [
        f"{code_words(code)}: “{shorten(line, _MOST_LETTERS)}”"
        for code, line in one.earlier_lines
        if not (_folded(line) in known if known else _looks_told(code, line))
    ]
    if not changed:
        return one
    doubt = Reason.of(ReasonCode.EARLIER_LINE, words=name_few(changed, separator="; "))
    return replace(one, doubts=(*one.doubts, doubt))


def _folded(line: str) -> str:
    return fold(collapse_spaces(line))


def _looks_told(code: str, line: str) -> bool:
    """Whether a line may be one that the program wrote: figures and no more, or a status, and a result behind it."""
    said = line.partition(": ")[2]
    area = area_of(code)
    if area is Area.TASK:
        status = next((one for one in STATUSES if said.startswith(one)), "")
        return not status or said == status or said.startswith(f"{status}{SEPARATOR}")
    if area is Area.TARGET:
        titles = [f"{field_words(name).lower()} " for name in TOLD[area]]
        return all(any(_is_figure_after(title, part) for title in titles) for part in said.split(", "))
    return read_figure(said) is not None


def _is_figure_after(title: str, part: str) -> bool:
    return part.startswith(title) and read_figure(part.removeprefix(title)) is not None

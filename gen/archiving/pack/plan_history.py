"""The history beside a plan → the files of every text that the plan had, for the archive; or why they are not there."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from gen import diagnostics
from gen.archiving.bag.layout import DATA, RETURNS, REVISIONS, is_safe
from gen.archiving.pack.payload import Payload
from gen.archiving.pack.previous_issue import PreviousIssue
from gen.errors import BuildError, Diagnostic, GenError, Location
from gen.history.current import CurrentPlan
from gen.history.records import FILE_NAME, history_file
from gen.text import name_few


def read_history_files(current: CurrentPlan) -> dict[str, bytes]:
    """history.json and every text that it names, by their paths under data/; the plan as it stands is kept first.

    The plan's lock is held. Raises BuildError BUILD-005, BUILD-026, BUILD-035, BUILD-036 and BUILD-050 where the
    history or a text is not there as it was kept, GenError ARC-015 for an unsafe name.
    """
    history, plan_id = current.keep().history, current.plan.header.id
    files = {FILE_NAME: history.dump()}
    for revision in history.revisions:
        files |= history.read_text(revision)
    unsafe = [name for name in files if not is_safe(name)]
    if unsafe:
        raise GenError(diagnostics.archive.UNSAFE_NAME.at(Location(str(history.folder)), name=name) for name in unsafe)
    return {f"{REVISIONS}{plan_id}/{name}": data for name, data in files.items()}


def require_history(current: CurrentPlan, previous: PreviousIssue, known_inputs: Iterable[str]) -> None:
    """Raise BuildError BUILD-037 where the history is gone, of which the last build or the previous issue knew."""
    path = history_file(current.path, current.plan.header.id)
    in_bag = f"{DATA}{REVISIONS}{current.plan.header.id}/{FILE_NAME}"
    was_known = in_bag in previous.payload or any(Path(one).name == FILE_NAME for one in known_inputs)
    if was_known and not path.exists():
        raise BuildError.one(diagnostics.build.HISTORY_GONE.at(Location(str(path)), name=str(path)))


def find_lost(payload: Payload, previous: PreviousIssue) -> list[Diagnostic]:
    """What the previous issue has of former texts and of what came back, and the payload lacks (ARC-101)."""
    there = payload.digests()
    parts = (DATA + REVISIONS, DATA + RETURNS)
    lost = [path for path in sorted(previous.payload) if path.startswith(parts) and path not in there]
    if not lost or previous.members is None:
        return []
    names = name_few([path.removeprefix(DATA) for path in lost], 3)
    place = Location(previous.members.place)
    return [diagnostics.archive.LACKS_ARCHIVED.at(place, count=len(lost), bag=previous.members.name, names=names)]

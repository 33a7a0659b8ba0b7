"""A plan file → the plan as it stands now, its tasks with the ids that last, and its history; kept once it is used.

Which revision holds when: an amendment holds from its date. A change that names no amendment holds from the end of the
last period for which forms were accepted; before any was, it holds from the beginning, as a draft is corrected.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from gen.clock import today
from gen.history.lasting_ids import CarriedIds, carry_ids, with_ids
from gen.history.records import History, Revision, read_history
from gen.plan.file.loading import LoadedPlan, load_plan
from gen.plan.model import Amendment, Plan


@dataclass(frozen=True, slots=True)
class PlanRevision:
    """A plan as one of its revisions has it."""

    digest: str
    plan: Plan


@dataclass(frozen=True, slots=True)
class Revisions:
    """The revisions of a plan, each read when it is asked for; `history` has them all, `newest` is as it stands now.

    Its methods raise BuildError BUILD-036 where the text of a revision is not there as it was kept.
    """

    history: History
    newest: PlanRevision
    _loaded: dict[str, Plan] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: Plan) -> Revisions:
        """A plan of which no other revision is known."""
        return cls(History(Path(), (Revision("", date.min),)), PlanRevision("", plan))

    @property
    def plan(self) -> Plan:
        """The plan as it stands now."""
        return self.newest.plan

    def in_force_on(self, day: date | None) -> PlanRevision:
        """The plan as it held on that day; without a day, as it stands now."""
        found = self.history.in_force_on(day)
        return self.newest if found is None else self._load(found)

    def each(self) -> Iterator[PlanRevision]:
        """Every revision once, the newest one first."""
        seen: set[str] = set()
        for one in reversed(self.history.revisions):
            if one.digest not in seen:
                seen.add(one.digest)
                yield self._load(one)

    def earlier(self) -> Iterator[PlanRevision]:
        """Every revision but the plan as it stands now, the newest one first."""
        return (one for one in self.each() if one.digest != self.newest.digest)

    def first(self) -> PlanRevision:
        """The revision that was used first."""
        return self._load(self.history.revisions[0]) if self.history.revisions else self.newest

    def find(self, digest: str) -> PlanRevision | None:
        """The revision with that digest; None where it is not known."""
        found = self.history.find(digest)
        return None if found is None else self._load(found)

    def _load(self, revision: Revision) -> PlanRevision:
        if revision.digest == self.newest.digest:
            return self.newest
        if revision.digest not in self._loaded:
            self._loaded[revision.digest] = self.history.load(revision)
        return PlanRevision(revision.digest, self._loaded[revision.digest])


@dataclass(frozen=True, slots=True)
class CurrentPlan:
    """The plan in the file `path`, as `loaded`, but with the ids that last; it is the newest of the `revisions`.

    `is_kept` says whether that is written down. `carried` says which ids counting would not have given, where the plan
    was changed since it was last used; `amendments` are those that were entered since.
    """

    path: Path
    loaded: LoadedPlan
    revisions: Revisions
    is_kept: bool
    carried: CarriedIds
    amendments: tuple[Amendment, ...] = ()

    @property
    def plan(self) -> Plan:
        """The plan as it stands now."""
        return self.loaded.plan

    @property
    def history(self) -> History:
        """Its history, the plan as it stands now included."""
        return self.revisions.history

    def keep(self) -> CurrentPlan:
        """Write down that the plan is used as it stands, if it is not; the plan's lock is held.

        Raises BuildError BUILD-005, BUILD-026, BUILD-035.
        """
        there = read_history(self.path, self.plan.header.id)  # another program may have used the plan meanwhile
        if there.newest is None or there.newest.digest != self.revisions.newest.digest:
            there = there.with_revision(self.history.revisions[-1])
            there.keep_text(self.loaded, self.path)
            there.write()
        return self._kept_in(there)

    def note_use(self, until: Iterable[date]) -> CurrentPlan:
        """Write down that forms are accepted for periods that end on these days, each by the revision that holds then.

        The plan's lock is held. Raises BuildError BUILD-005, BUILD-026, BUILD-035.
        """
        kept = self.keep()
        history = kept.history
        for day in until:
            found = history.in_force_on(day)
            history = history if found is None else history.with_use(found.digest, day)
        if history != kept.history:
            history.write()
        return kept._kept_in(history)

    def _kept_in(self, history: History) -> CurrentPlan:
        return replace(self, is_kept=True, revisions=replace(self.revisions, history=history))


def load_current(path: Path) -> CurrentPlan:
    """The plan in the file `path` as it stands now.

    Raises PlanError with every mistake in it; BuildError BUILD-026, BUILD-035 and BUILD-036 where its history, or the
    revision before, cannot be read.
    """
    loaded = load_plan(path)
    history = read_history(path, loaded.plan.header.id)
    digest, newest = loaded.digest(), history.newest
    if newest is not None and newest.digest == digest:
        plan = with_ids(loaded.plan, newest.ids)
        return _current(path, loaded, plan, history, CarriedIds(newest.ids), is_kept=True)
    if newest is None:
        history = history.with_revision(Revision(digest, today()))
        return _current(path, loaded, loaded.plan, history, CarriedIds(), is_kept=False)
    before, known = history.load(newest), history.find(digest)
    carried = carry_ids(before, loaded.plan, newest.retired)
    if known is not None:  # a text that is put back has the ids that it had
        carried = replace(carried, ids=known.ids, kept=(), guessed=(), given=())
    plan = with_ids(loaded.plan, carried.ids)
    entered = _list_entered(before, plan)
    revision = Revision(digest, today(), _since(newest, before, plan, entered), None, carried.ids, carried.retired)
    current = _current(path, loaded, plan, history.with_revision(revision), carried, is_kept=False)
    return replace(current, amendments=entered)


def _current(
    path: Path, loaded: LoadedPlan, plan: Plan, history: History, carried: CarriedIds, *, is_kept: bool
) -> CurrentPlan:
    loaded = loaded if plan is loaded.plan else replace(loaded, plan=plan)
    return CurrentPlan(path, loaded, Revisions(history, PlanRevision(loaded.digest(), plan)), is_kept, carried)


def _list_entered(before: Plan, plan: Plan) -> tuple[Amendment, ...]:
    """The amendments that a changed plan has, and had not before, the earliest first."""
    known = {amendment.id for amendment in before.amendments}
    return tuple(sorted((one for one in plan.amendments if one.id not in known), key=lambda one: one.date.first_day()))


def _since(newest: Revision, before: Plan, plan: Plan, entered: Sequence[Amendment]) -> date | None:
    """From which day a changed plan holds: of several amendments, from that of the last one."""
    if plan == before:  # other comments, or ids that were only written down
        return newest.since
    if entered:
        return entered[-1].date.first_day()
    return newest.since if newest.used_until is None else newest.used_until + timedelta(days=1)

"""A known plan and the draft that the import made of it → each task and duty: right, asked, wrong, missing, made up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from tests.plans.drafts import Draft, DraftDue, DraftDuty, DraftTask, is_asked
from tests.plans.paper import Paper
from tests.plans.truth import Body, Due, Duty, Task
from tests.plans.word_file import Place, WordFile


class Outcome(StrEnum):
    """What became of a task or a duty; wrong, missing and made up are in silence, for else it is asked."""

    RIGHT = "right"
    ASKED = "asked"
    WRONG = "wrong"
    MISSING = "missing"
    MADE_UP = "made up"


EXTRA = ("none of the plan's",)
SILENT = (Outcome.WRONG, Outcome.MISSING)


@dataclass(frozen=True)
class Finding:
    """One task, duty or head of a plan: what became of it, and in which regards it differs."""

    subject: str
    """task, duty or head."""
    words: str
    outcome: Outcome
    faults: tuple[str, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether it is one of the plan's, not one that the draft has beside them."""
        return self.faults != EXTRA


@dataclass
class Score:
    """All findings of a plan, or of several."""

    findings: list[Finding] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)

    def count(self, subject: str, outcome: Outcome | None = None) -> int:
        """How many of the plan's tasks, duties or heads have that outcome, or any; made up are the draft's own."""
        found = [f for f in self.findings if f.subject == subject and f.is_known == (outcome is not Outcome.MADE_UP)]
        return sum(outcome in (None, one.outcome) for one in found)

    @property
    def silent(self) -> int:
        """How much is wrong, missing or made up without a word."""
        return sum(found.outcome in (*SILENT, Outcome.MADE_UP) for found in self.findings)

    def __iadd__(self, other: Score) -> Score:
        self.findings += other.findings
        self.refusals += other.refusals
        return self


def score(paper: Paper, file: WordFile, draft: Draft) -> Score:
    """What became of each task and duty of the paper."""
    found = Score(refusals=[draft.refusal] if draft.refusal else [])
    if draft.refusal:
        found.findings += _without_draft(paper, file, draft)
        return found
    judge = _Judge(paper, file, draft)
    found.findings += [*judge.tasks(), *judge.duties(), judge.head()]
    return found


def _without_draft(paper: Paper, file: WordFile, draft: Draft) -> list[Finding]:
    """A refused file is asked about as a whole; a draft that is no valid plan has nothing, but may ask."""
    subjects = [("task", task.key, task.words) for task in _flat(paper.tasks)]
    subjects += [("duty", duty.key, duty.frequency) for duty in paper.duties]
    found = [Finding("head", paper.truth.office.kind, Outcome.ASKED, (draft.refusal,))]
    for subject, key, words in subjects:
        asked = not draft.is_broken or is_asked(
            draft.questions, file.places[key], plain(words) if subject == "task" else ""
        )
        found.append(Finding(subject, words, Outcome.ASKED if asked else Outcome.MISSING, (draft.refusal,)))
    return found


def _flat(tasks: Iterable[Task]) -> list[Task]:
    return [one for task in tasks for one in (task, *task.points)]


def plain(text: str) -> str:
    """The text without emphasis, in small letters, its white space squeezed."""
    return " ".join(text.replace("**", "").lower().split())


def words_of(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", plain(text)))


class _Judge:
    """Compares one draft with what is known."""

    def __init__(self, paper: Paper, file: WordFile, draft: Draft) -> None:
        self.paper, self.file, self.draft = paper, file, draft
        self.forms = _forms(paper)
        self.known = {unit: self._meant(unit, names) for unit, names in draft.names.items()}
        self.there = frozenset(one for meant in self.known.values() for one in meant)

    def _meant(self, unit: str, names: frozenset[str]) -> frozenset[str]:
        """The units of the truth that a unit of the draft is: by its id in the registry, else by its names."""
        if self.draft.has_registry and unit in {one.id for one in self.paper.truth.units}:
            return frozenset({unit})
        return next((self.forms[plain(name)] for name in sorted(names) if plain(name) in self.forms), frozenset({unit}))

    def _units(self, ids: Iterable[str]) -> frozenset[str]:
        return frozenset(one for unit in ids for one in self.known.get(unit, {unit}))

    def tasks(self) -> list[Finding]:
        """Each task of the plan, and each of the draft that is none of the plan's."""
        known = _flat(self.paper.tasks)
        holding = {task.key: [d for d in self.draft.tasks if plain(task.words) in plain(d.text)] for task in known}
        found = [self._task(task, holding[task.key]) for task in known]
        taken = {id(self._nearest(task, holding[task.key])) for task in known if holding[task.key]}
        return [*found, *(self._extra(d) for d in self.draft.tasks if id(d) not in taken and not self._is_duty(d))]

    def _nearest(self, task: Task, holding: Sequence[DraftTask]) -> DraftTask:
        return min(holding, key=lambda drafted: len(self._task_faults(task, drafted)))

    def _task(self, task: Task, holding: Sequence[DraftTask]) -> Finding:
        if not holding:
            return self._finding("task", task.key, task.words, ("missing",), Outcome.MISSING)
        faults = self._task_faults(task, self._nearest(task, holding))
        return self._finding("task", task.key, task.words, faults, Outcome.WRONG)

    def _finding(self, subject: str, key: str, words: str, faults: tuple[str, ...], silent: Outcome) -> Finding:
        if not faults:
            return Finding(subject, words, Outcome.RIGHT)
        own = plain(words) if subject == "task" else ""
        asked = is_asked(self.draft.questions, self.file.places[key], own, faults)
        return Finding(subject, words, Outcome.ASKED if asked else silent, faults)

    def _extra(self, drafted: DraftTask) -> Finding:
        start = plain(drafted.text)[:60]
        places: set[Place] = {place for place, text in self.file.all_texts.items() if start and start in plain(text)}
        asked = is_asked(self.draft.questions, places, start)
        return Finding("task", drafted.text, Outcome.ASKED if asked else Outcome.MADE_UP, EXTRA)

    def _is_duty(self, drafted: DraftTask) -> bool:
        """Whether it is the sentence of a report that all owe, laid on all who owe it: the same in other words."""
        return any(
            plain(drafted.text) in plain(text) and self._is_who(duty.of, drafted.leads)
            for duty in self.paper.truth.duties
            for text in self.file.texts[duty.key]
        )

    def _task_faults(self, task: Task, drafted: DraftTask) -> tuple[str, ...]:
        faults = []
        written = words_of(" ".join(self.file.texts[task.key]))
        if words_of(drafted.text) - written:
            faults.append("words of others")
        own = words_of(" ".join(self.file.own_texts[task.key]))
        if own - words_of(f"{drafted.around} {drafted.text}"):
            faults.append("words lost")
        if not self._is_who(task.leads, drafted.leads):
            faults.append("leads")
        if not self._is_with(task.supports, drafted):
            faults.append("supports")
        is_report = task.key in {duty.key for duty in self.paper.truth.own}
        if not is_report and not _is_due(task.due, drafted.due):
            faults.append("deadline")
        if plain(task.product) != plain(drafted.product).rstrip(" .;"):
            faults.append("product")
        if not is_report and task.is_request != drafted.is_request and not self._is_by_kind(task):
            faults.append("request")
        return tuple(faults)

    def _is_by_kind(self, task: Task) -> bool:
        """Whether the program asks one of the leads by its kind, though the plan's words order."""
        leads = {unit for body in task.leads for unit in body.at_most}
        kinds = {unit.kind for unit in self.paper.truth.units if unit.id in leads}
        return not task.is_request and bool(kinds & {"front", "union", "court", "procuracy"})

    def _is_who(self, bodies: Sequence[Body], ids: frozenset[str]) -> bool:
        """Whether these units are those whom the bodies mean, nobody missing and nobody else.

        Without a registry, words that are not exact mean those whom the draft knows at all.
        """
        got, strangers = self._units(ids), [body for body in bodies if not body.at_most]
        exact = frozenset(unit for body in bodies if body.is_exact for unit in body.at_least)
        loose = frozenset(unit for body in bodies if not body.is_exact for unit in body.at_least)
        least = exact | (loose if self.draft.has_registry else loose & self.there)
        most = frozenset(unit for body in bodies for unit in body.at_most)
        named = [self.forms.get(plain(body.words), frozenset()) for body in strangers]
        return least <= got <= most.union(*named) and all(units and units <= got for units in named)

    def _is_with(self, bodies: Sequence[Body], drafted: DraftTask) -> bool:
        """As with leads; a body that is not exact may stand in the plan's own words instead.

        Without a registry any body that the plan names may be a unit.
        """
        others, got = plain(drafted.others), self._units(drafted.supports)
        in_words = [b for b in bodies if plain(b.words) in others and not (b.is_exact and self.draft.has_registry)]
        by_unit = [body for body in bodies if body not in in_words]
        least = frozenset(unit for body in by_unit for unit in self._meant_by(body))
        most = frozenset(unit for body in bodies for unit in (*body.at_most, *self._meant_by(body)))
        return least <= got <= most and all(self._meant_by(body) for body in by_unit)

    def _meant_by(self, body: Body) -> frozenset[str]:
        is_stranger = not body.at_most and not self.draft.has_registry
        return self.forms.get(plain(body.words), frozenset()) if is_stranger else body.at_least

    def duties(self) -> list[Finding]:
        """Each report of the plan, and each of the draft that is none of the plan's."""
        left = list(self.draft.duties)
        pairs: dict[str, DraftDuty | None] = {}
        for is_whole in (True, False):
            for duty in self.paper.duties:
                if pairs.get(duty.key) is None:
                    pairs[duty.key] = self._take(duty, left, is_whole)
        found = []
        for duty in self.paper.duties:
            drafted = pairs[duty.key]
            faults = ("missing",) if drafted is None else self._duty_faults(duty, drafted)
            silent = Outcome.MISSING if drafted is None else Outcome.WRONG
            found.append(self._finding("duty", duty.key, f"{duty.key} {duty.frequency}", faults, silent))
        for drafted in left:
            asked = is_asked(self.draft.questions, drafted.places, "")
            outcome = Outcome.ASKED if asked else Outcome.MADE_UP
            found.append(Finding("duty", f"{drafted.frequency} of {sorted(drafted.of)[:3]}", outcome, EXTRA))
        return found

    def _take(self, duty: Duty, left: list[DraftDuty], is_whole: bool) -> DraftDuty | None:
        """The draft's entry for a duty, taken out of `left`: one without a fault, or else one from its place."""
        for drafted in left:
            near = bool(drafted.places & self.file.places[duty.key])
            if near if not is_whole else not self._duty_faults(duty, drafted):
                left.remove(drafted)
                return drafted
        return None

    def _duty_faults(self, duty: Duty, drafted: DraftDuty) -> tuple[str, ...]:
        faults = []
        if not self._is_who(duty.of, drafted.of):
            faults.append("who owes")
        is_named = not drafted.to and plain(duty.to.words) in plain(drafted.to_name)
        if self._units([drafted.to]) != duty.to.at_least and not is_named:
            faults.append("receiver")
        through = self._units([drafted.through] if drafted.through else [])
        if through != (duty.through.at_least if duty.through else frozenset()):
            faults.append("through")
        if duty.frequency != drafted.frequency:
            faults.append("frequency")
        others = [d.due.words for d in self.paper.duties if d is not duty and d.due and duty.due != d.due]
        mixed = drafted.due and any(words in drafted.due.raw for words in others if words not in _words(duty.due))
        if mixed or not _is_due(duty.due, drafted.due):
            faults.append("deadline")
        return tuple(faults)

    def head(self) -> Finding:
        """What frames the tasks, from number to signature; each of it that differs has to be asked about by itself."""
        truth, draft, office = self.paper.truth, self.draft, self.paper.truth.office
        year, _month, day = truth.date.split("-")
        compared: dict[str, tuple[object, object, tuple[str, ...]]] = {
            "issuer": (self.known.get(draft.issuer), {office.issuer.id}, ("issuer", *office.lines)),
            "number": (draft.number, truth.number, ("number", office.symbol)),
            "date": (draft.date, truth.date, ("date", f"ngày {day} tháng")),
            "subject": (plain(draft.subject), plain(truth.subject), (truth.subject,)),
            "purposes": (_lines(draft.purposes), _lines(truth.purposes), truth.purposes),
            "closing": (_lines(draft.closing), _lines(self.paper.closing), self.paper.closing),
            "recipients": (_lines(draft.recipients), _lines(truth.recipients), truth.recipients),
            "signature": (_lines(draft.signature), _lines(office.signature), ("signature", *office.signature)),
        }
        faults = tuple(name for name, (got, known, _words) in compared.items() if got != known)
        asked = [any(plain(word) in plain(q.words) for q in draft.questions for word in compared[f][2]) for f in faults]
        outcome = (Outcome.ASKED if all(asked) else Outcome.WRONG) if faults else Outcome.RIGHT
        return Finding("head", f"{office.kind}, {year}", outcome, faults)


def _lines(texts: Iterable[str]) -> list[str]:
    return [plain(text).rstrip(" ;./") for text in texts]


def _forms(paper: Paper) -> dict[str, frozenset[str]]:
    """The units that a name means, by the names that the plan, or the registry, has for them; a stranger is itself."""
    bodies = [body for task in _flat(paper.tasks) for body in (*task.leads, *task.supports)]
    bodies += [*paper.truth.bodies.values(), paper.truth.issuer]
    found = {plain(unit.name): frozenset({unit.id}) for unit in paper.truth.units if not unit.designation}
    found |= {plain(body.words): body.at_least or frozenset({plain(body.words)}) for body in bodies}
    for unit in paper.truth.units:
        designation = unit.designation or {"province": "tỉnh", "district": "huyện", "commune": "xã"}.get(unit.kind, "")
        if designation:
            for committee in ("UBND", "Ủy ban nhân dân"):
                found[plain(f"{committee} {designation} {unit.name}")] = frozenset({unit.id})
    return found


def _words(due: Due | None) -> str:
    return due.words if due else ""


def _is_due(known: Due | None, drafted: DraftDue | None) -> bool:
    if known is None or drafted is None:
        return known is None and drafted is None
    words = {plain(known.words), *([plain(known.in_sentence)] if known.in_sentence else [])}
    raw = plain(drafted.raw).rstrip(" .;")
    is_kept = any(raw in one or one in raw for one in words) and bool(raw)
    if drafted.kind == "unparsed" and "" in known.values:
        return is_kept and not drafted.value
    return is_kept and drafted.value in known.values and (not known.kind or drafted.kind == known.kind)

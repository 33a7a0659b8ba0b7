"""A source of chance → a plan that is known whole: who issues it, who has to do what with whom by when, who reports.

Plain values; nothing here reads a file, and nothing is taken from the importer.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random

from tests.plans.words import (
    ADDITIONS,
    COMMUNES,
    LOOSE,
    OFFICES,
    PRODUCTS,
    PURPOSES,
    STRANGERS,
    SUBJECTS,
    TOPICS,
    VERBS,
    OfficeWords,
    UnitWords,
)


@dataclass(frozen=True)
class Body:
    """Somebody whom the plan names: its `words`, and the ids of the units that these mean.

    They mean all of `at_least`, and nobody beyond `at_most`. The two differ where the words are not exact (“các
    sở, ban, ngành”); both are empty where the registry does not have the body.
    """

    words: str
    at_least: frozenset[str]
    at_most: frozenset[str]

    @property
    def is_exact(self) -> bool:
        """Whether the words name units of the registry, and leave nothing open."""
        return bool(self.at_least) and self.at_least == self.at_most


@dataclass(frozen=True)
class Due:
    """A deadline: its words, how it is meant, and the values that are right for it (ISO 8601; "" is none)."""

    words: str
    kind: str
    values: frozenset[str]
    in_sentence: str = ""
    """The words as they end a sentence."""


@dataclass(frozen=True)
class Task:
    """One task; `words` are those that every way of writing keeps together, letter by letter.

    `points` are tasks below it, which have its leads and supports.
    """

    key: str
    words: str
    leads: tuple[Body, ...]
    supports: tuple[Body, ...] = ()
    is_request: bool = False
    due: Due | None = None
    product: str = ""
    points: tuple[Task, ...] = ()


@dataclass(frozen=True)
class Duty:
    """One report that is owed; of a sentence with several frequencies each is a duty of its own.

    `words` are those of the task that it is, if it is one.
    """

    key: str
    of: tuple[Body, ...]
    to: Body
    through: Body | None
    frequency: str
    due: Due | None
    words: str = ""


@dataclass(frozen=True)
class Truth:
    """A plan that is known. `tasks` with the same leads stand together, `duties` are of all, `own` of some units."""

    office: OfficeWords
    units: tuple[UnitWords, ...]
    number: int
    year: int
    date: str
    """The date of signature, ISO 8601."""
    subject: str
    tasks: tuple[Task, ...]
    duties: tuple[Duty, ...]
    own: tuple[Duty, ...]
    difficulties: Duty | None
    topics: tuple[str, ...]
    purposes: tuple[str, ...]
    closing: str
    recipients: tuple[str, ...]
    bodies: dict[str, Body] = field(default_factory=dict)
    """How the plan names each unit."""

    @property
    def issuer(self) -> Body:
        """The office itself, as its plan calls it."""
        return Body(self.office.called, frozenset({self.office.issuer.id}), frozenset({self.office.issuer.id}))


def make_truth(random: Random, office: OfficeWords | None = None, groups: bool = False) -> Truth:
    """A plan of that kind of office, or of any; with `groups` most tasks are laid on groups of units."""
    office = office or random.choice(OFFICES)
    units = (office.issuer, *office.units, *_communes(random, office))
    year = random.choice((2026, 2027)) if office.kind not in ("district", "office of a district") else 2024
    date = f"{year}-{random.randint(1, 3):02}-{random.randint(1, 28):02}"
    bodies = {unit.id: _body(unit, random) for unit in units[1:]}
    subject, objects = random.choice(SUBJECTS)
    makers = _TaskMaker(random, office, units[1:], bodies, year, list(objects))
    tasks = makers.make(groups)
    duties, own, difficulties = _duties(random, office, units, bodies, year, tasks)
    scope = random.choice((f" {office.scope}", ""))
    return Truth(
        office, units, random.randint(1, 240), year, date, f"{subject} năm {year}{scope}", tasks, duties, own,
        difficulties, tuple(random.sample(TOPICS, len(TOPICS))), tuple(random.sample(PURPOSES, random.randint(2, 4))),
        f"Trên đây là Kế hoạch {subject.lower()} năm {year} của {office.called}", _recipients(random, office), bodies,
    )  # fmt: skip


def _communes(random: Random, office: OfficeWords) -> tuple[UnitWords, ...]:
    names = random.sample(COMMUNES, len(office.areas))
    if "thị trấn" in office.areas:
        names[-1] = office.place  # a town that is called like its district
    ids = {"xã": "xa", "phường": "phuong", "đặc khu": "dac-khu", "thị trấn": "thi-tran"}
    return tuple(
        UnitWords(f"{ids[area]}-{n}", "commune", name, designation=area)
        for n, (area, name) in enumerate(zip(office.areas, names, strict=True), 1)
    )


def _body(unit: UnitWords, random: Random) -> Body:
    """How a plan names a unit: one way in the whole plan."""
    one = frozenset({unit.id})
    if unit.designation:
        committee = random.choice(("UBND", "UBND", "Ủy ban nhân dân"))
        return Body(f"{committee} {unit.designation} {unit.name}", one, one)
    return Body(random.choice([unit.name, *([unit.short] if unit.short else [])]), one, one)


def _recipients(random: Random, office: OfficeWords) -> tuple[str, ...]:
    listed = ["Như trên", "Lãnh đạo cơ quan (b/c)", office.all_units[0].upper() + office.all_units[1:]]
    return (*random.sample(listed, random.randint(1, 3)), random.choice(("Lưu: VT", "Lưu: VT, VX")))


class _TaskMaker:
    """Makes the tasks of one plan; each has an object of its own, so that its words are nobody else's."""

    def __init__(
        self,
        random: Random,
        office: OfficeWords,
        units: tuple[UnitWords, ...],
        bodies: dict[str, Body],
        year: int,
        objects: list[str],
    ) -> None:
        self.random, self.office, self.units, self.bodies, self.year = random, office, units, bodies, year
        self.objects = objects
        random.shuffle(objects)
        self.count = 0

    def make(self, groups: bool) -> tuple[Task, ...]:
        """Tasks by those who lead them: of one, now and then of two or of a group."""
        random = self.random
        holders: list[tuple[tuple[Body, ...], bool]] = []
        used: set[str] = set()
        for _n in range(random.randint(3, 5)):
            leads, is_request = self._holder(groups, used)
            if leads:
                used |= {body.words for body in leads}
                holders.append((leads, is_request))
        return tuple(
            self._task(leads, is_request)
            for leads, is_request in holders
            for _n in range(random.randint(1, 3))
            if self.objects
        )

    def _holder(self, groups: bool, used: set[str]) -> tuple[tuple[Body, ...], bool]:
        random = self.random
        if group := self._group() if random.random() < (0.7 if groups else 0.2) else None:
            return ((group,), False) if group.words not in used else ((), False)
        free = [unit for unit in self.units if self.bodies[unit.id].words not in used]
        if not free:
            return (), False
        first = random.choice(free)
        like = [unit for unit in free if unit is not first and unit.is_requested == first.is_requested]
        if random.random() < 0.15 and like:
            return (self.bodies[first.id], self.bodies[random.choice(like).id]), first.is_requested
        return (self.bodies[first.id],), first.is_requested

    def _group(self) -> Body | None:
        """Several units under one name: all communes, some of them by name, all but one, the agencies."""
        random, office = self.random, self.office
        communes = [unit for unit in self.units if unit.kind == "commune"]
        agencies = [unit.id for unit in self.units if unit.kind in office.agency_kinds]
        choices: list[Body] = []
        if communes:
            everyone = frozenset(unit.id for unit in communes)
            choices += [Body(office.all_areas, everyone, everyone)] * 2
            some = random.sample([unit for unit in communes if unit.designation == "xã"], 2)
            named = frozenset(unit.id for unit in some)
            choices.append(Body(f"UBND các xã: {some[0].name}, {some[1].name}", named, named))
            choices.append(Body(f"UBND các xã {some[0].name} và {some[1].name}", named, named))
            rest = everyone - {some[0].id}
            choices.append(Body(f"{office.all_areas} (trừ xã {some[0].name})", rest, rest))
        if agencies:
            most = frozenset(unit.id for unit in self.units if unit.kind not in ("commune", "province"))
            choices.append(Body(office.agencies, frozenset(agencies), most))
        return random.choice(choices) if choices else None

    def _task(self, leads: tuple[Body, ...], is_request: bool) -> Task:
        random = self.random
        self.count += 1
        key, thing = f"t{self.count}", self.objects.pop()
        words = f"{random.choice(VERBS)} {thing}" + (random.choice(ADDITIONS) if random.random() < 0.3 else "")
        task = Task(key, words, leads, self._supports(leads), is_request)
        if random.random() < 0.6:
            task = replace(task, due=make_due(random, self.year))
        if random.random() < 0.5:
            task = replace(task, product=random.choice(PRODUCTS))
        if random.random() < 0.12 and len(self.objects) > 2:
            count = random.randint(2, 3)
            points = tuple(
                Task(f"{key}.{n}", f"{random.choice(VERBS)} {self.objects.pop()}", leads, task.supports, is_request)
                for n in range(1, 1 + min(count, len(self.objects)))
            )
            task = replace(task, points=points)
        return task

    def _supports(self, leads: tuple[Body, ...]) -> tuple[Body, ...]:
        random = self.random
        if random.random() < 0.4:
            return ()
        led = frozenset(unit for body in leads for unit in body.at_most)
        free = [body for unit, body in self.bodies.items() if unit not in led]
        found = random.sample(free, min(len(free), random.choice((1, 1, 2, 3))))
        empty: frozenset[str] = frozenset()
        if random.random() < 0.12:
            found.append(Body(random.choice(STRANGERS), empty, empty))
        if self.office.all_areas and not any(body.at_least & led for body in found) and random.random() < 0.2:
            communes = frozenset(unit.id for unit in self.units if unit.kind == "commune")
            if not communes & (led | {unit for body in found for unit in body.at_least}):
                found.append(Body(self.office.all_areas, communes, communes))
        if random.random() < 0.15:
            found.append(Body(random.choice(LOOSE), empty, frozenset(self.bodies) - led))
        return tuple(found)


def make_due(random: Random, year: int) -> Due:
    """A deadline in one of the forms in which plans state them."""
    day, month = random.randint(1, 28), random.randint(4, 12)
    date = random.choice((f"{day:02}/{month:02}/{year}", f"{day}/{month}/{year}", f"{day:02}/{month}/{year}"))
    value = frozenset({f"{year}-{month:02}-{day:02}"})
    quarter, none = random.choice(("II", "III", "IV")), frozenset({""})
    last = {"II": "06", "III": "09", "IV": "12"}[quarter]
    long = f"ngày {day:02} tháng {month} năm {year}"
    return random.choice((
        Due(f"Trước ngày {date}", "before", value, f"xong trước ngày {date}"),
        Due(f"Trước ngày {date}", "before", value, f"hoàn thành trước ngày {date}"),
        Due(f"Trước {long}", "before", value, f"hoàn thành trước {long}"),
        Due(f"Chậm nhất ngày {date}", "at-latest", value, f"chậm nhất ngày {date}"),
        Due(f"Chậm nhất là ngày {date}", "at-latest", value, f"hoàn thành chậm nhất là ngày {date}"),
        Due(f"Quý {quarter}/{year}", "period", none | {f"{year}-{last}"}, f"hoàn thành trong quý {quarter}/{year}"),
        Due(f"Quý {quarter} năm {year}", "period", none | {f"{year}-{last}"}, f"xong trong quý {quarter} năm {year}"),
        Due(f"Tháng {month}/{year}", "period", frozenset({f"{year}-{month:02}"}),
            f"hoàn thành trong tháng {month}/{year}"),
        Due(f"Trong năm {year}", "period", frozenset({f"{year}"}), f"hoàn thành trong năm {year}"),
        Due("Thường xuyên", "ongoing", none, "thực hiện thường xuyên"),
        Due("Hằng năm", "yearly", none, "thực hiện hằng năm"),
    ))  # fmt: skip


OWN_REPORT = "báo cáo kết quả thực hiện nhiệm vụ được giao"
"""The words of the task that is a report."""
_RECURRING: dict[str, tuple[str, tuple[str, ...]]] = {
    "monthly": ("hằng tháng", ("trước ngày 25 hằng tháng", "")),
    "quarterly": ("hằng quý", ("trước ngày 20 của tháng cuối quý", "chậm nhất ngày 15 tháng cuối quý", "")),
    "half-yearly": ("6 tháng", ("trước ngày 15/6", "chậm nhất ngày 18/6")),
    "yearly": ("hằng năm", ("trước ngày 10/12", "trước ngày 15/12 hằng năm", "")),
}
"""How often, and by when."""
FREQUENCY_WORDS = {frequency: words for frequency, (words, _dues) in _RECURRING.items()}


def _recurring_due(random: Random, frequency: str, year: int) -> Due | None:
    words = random.choice(_RECURRING[frequency][1])
    if not words:
        return None
    day = words.split()[2]
    dated = {""}
    if "/" in day:
        number, month = map(int, day.split("/"))
        dated.add(f"{year}-{month:02}-{number:02}")
    return Due(words, "", frozenset(dated), words)


def _duties(
    random: Random,
    office: OfficeWords,
    units: tuple[UnitWords, ...],
    bodies: dict[str, Body],
    year: int,
    tasks: tuple[Task, ...],
) -> tuple[tuple[Duty, ...], tuple[Duty, ...], Duty | None]:
    """The reports of all, those of some units alone, and the one on difficulties."""
    issuer = frozenset({office.issuer.id})
    to = Body(office.called, issuer, issuer)
    ordered = [body for unit, body in bodies.items() if next(u for u in units if u.id == unit).kind != "commune"]
    through = random.choice(ordered)
    rest = frozenset(bodies)
    everybody = Body(office.all_units, rest - through.at_least, rest)
    general: list[Duty] = []
    form = random.random()
    if form < 0.35:
        frequencies = random.sample(list(_RECURRING), random.randint(1, 3))
        for frequency in sorted(frequencies, key=list(_RECURRING).index):
            due = _recurring_due(random, frequency, year)
            general.append(Duty(f"r{len(general) + 1}", (everybody,), to, through, frequency, due))
    elif form < 0.75:
        date = f"{random.randint(1, 20)}/{random.choice((11, 12))}/{year}"
        day, month, _year = date.split("/")
        due = Due(f"trước ngày {date}", "before", frozenset({f"{year}-{month}-{int(day):02}"}), f"trước ngày {date}")
        general.append(Duty("r1", (everybody,), to, through, "once", due))
    own = []
    if random.random() < 0.5 and tasks and all(body.is_exact for body in tasks[-1].leads):
        frequency = random.choice(list(_RECURRING))
        due = _recurring_due(random, frequency, year)
        receiver = random.choice([body for body in ordered if body not in tasks[-1].leads] + [to, to, to])
        own.append(Duty("own", tasks[-1].leads, receiver, None, frequency, due, OWN_REPORT))
    difficulties = None
    if random.random() < 0.5:
        difficulties = Duty("difficulties", (everybody,), to, through, "ad-hoc", None)
    return tuple(general), tuple(own), difficulties

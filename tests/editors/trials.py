"""Forms of the example → what becomes of awkward answers: by each program and format, and by three in a row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, permutations
from pathlib import Path
from random import Random

from tests.editors.answers import Typed, awkward
from tests.editors.forms import Form
from tests.editors.jobs import Job, job
from tests.editors.judging import Judged, Outcome, judge, read_all
from tests.editors.programs import Program


@dataclass(slots=True)
class Result:
    """What came back of one file, or why it was not saved."""

    program: str
    format: str
    form: Form
    beside: bool
    typed: Mapping[str, Typed]
    failed: str = ""
    judged: Judged = field(default_factory=Judged)

    def count(self, *outcomes: Outcome) -> int:
        return sum(one in outcomes for one in self.judged.outcomes.values())


def try_programs(
    programs: Iterable[Program],
    forms: Sequence[Form],
    folder: Path,
    *,
    ways: Sequence[bool] = (False, True),
) -> list[Result]:
    """Each program types into each form, into the controls or beside them, and saves in each of its formats."""
    results: list[tuple[Path, Result]] = []
    for program in programs:
        jobs: list[Job] = []
        for number, (form, beside) in enumerate((form, beside) for form in forms for beside in ways):
            typed = awkward(form.fields, number)
            source = folder / f"form-{number}.docx"
            source.write_bytes(form.data)
            stem = f"{program.name}-{form.unit}-{number}"
            save = {ending: folder / f"{stem}-{ending}.{ending}" for ending in program.formats}
            jobs.append(job(source, save, typed.values(), beside=beside))
            results += [(path, Result(program.name, ending, form, beside, typed)) for ending, path in save.items()]
        failed = program.do(jobs)
        for path, result in results:
            result.failed = result.failed or failed.get(str(path), "")
    for form in forms:
        some = {path: one for path, one in results if one.form is form and not one.failed}
        for name, submission in read_all(some, form.plan).items():
            one = some[folder / name]
            one.judged = judge(submission, one.typed, folder / name)
    return [result for _path, result in results]


@dataclass(slots=True)
class Chain:
    """Programs in a row: the first types all answers, each further one a third of them anew."""

    programs: tuple[Program, ...]
    typed: dict[str, Typed]
    path: Path
    failed: str = ""
    judged: Judged = field(default_factory=Judged)

    @property
    def name(self) -> str:
        return " → ".join(one.name for one in self.programs)


def try_chains(programs: Sequence[Program], form: Form, folder: Path, length: int = 3) -> list[Chain]:
    """What comes back from programs in a row, in every order that their formats allow."""
    orders = [one for one in permutations(programs, length) if _can_follow(one)]
    return follow(orders, form, folder)


def _can_follow(order: Sequence[Program]) -> bool:
    return all(after.opens.count(before.hands_on) for before, after in pairwise(order))


def pick(programs: Sequence[Program], seed: int, count: int, length: int = 3) -> list[tuple[Program, ...]]:
    """Some of the orders in which programs can follow each other."""
    orders = [one for one in permutations(programs, length) if _can_follow(one)]
    return Random(seed).sample(orders, min(count, len(orders)))


def follow(orders: Sequence[tuple[Program, ...]], form: Form, folder: Path) -> list[Chain]:
    """What comes back from the programs of each order; what two orders begin with is done once."""
    begun = folder / "begun.docx"
    begun.write_bytes(form.data)
    known: dict[tuple[str, ...], Chain] = {(): Chain((), {}, begun)}
    for step in range(max(map(len, orders), default=0)):
        _go_on({one[: step + 1] for one in orders}, form, folder, known)
    chains = [known[tuple(program.name for program in order)] for order in orders]
    found = read_all([one.path for one in chains if not one.failed], form.plan)
    for one in chains:
        if not one.failed:
            one.judged = judge(found[one.path.name], one.typed, one.path)
    return chains


def _go_on(orders: set[tuple[Program, ...]], form: Form, folder: Path, known: dict[tuple[str, ...], Chain]) -> None:
    """Let the last program of each order do its part, all that one program has to do at once."""
    by_program: dict[str, list[tuple[Chain, Job]]] = {}
    for order in sorted(orders, key=lambda order: [one.name for one in order]):
        names = tuple(one.name for one in order)
        before = known[names[:-1]]
        new = _answers_of_step(form, len(order) - 1)
        ending = order[-1].hands_on
        path = folder / f"chain-{'-'.join(names)}.{ending}".replace(" ", "")
        chain = known[names] = Chain(order, {**before.typed, **new}, path, before.failed)
        if not before.failed:
            by_program.setdefault(names[-1], []).append((chain, job(before.path, {ending: path}, new.values())))
    for some in by_program.values():
        failed = some[0][0].programs[-1].do([one for _chain, one in some])
        for chain, _job in some:
            if why := failed.get(str(chain.path), ""):
                chain.failed = f"{chain.programs[-1].name} {why}{_whose(chain)}"


def _whose(chain: Chain) -> str:
    return f" (from {chain.programs[-2].name})" if len(chain.programs) > 1 else ""


def _answers_of_step(form: Form, step: int) -> dict[str, Typed]:
    typed = awkward(form.fields, step)
    return typed if step == 0 else {key: one for number, (key, one) in enumerate(typed.items()) if number % 3 == step}

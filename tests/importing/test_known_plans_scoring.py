"""The made-up plans and their scorer themselves: what is known is written, and no difference passes as right."""

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen.importing import read_passages
from tests.plans.drafts import Draft, DraftDue, DraftDuty, DraftTask, Question, read_places
from tests.plans.paper import WAYS, Paper
from tests.plans.playing import make_paper
from tests.plans.scoring import Outcome, Score, plain, score
from tests.plans.truth import Body, Due, Duty, Task, make_truth
from tests.plans.word_file import WordFile
from tests.plans.words import OFFICES


def ids(bodies: tuple[Body, ...]) -> frozenset[str]:
    return frozenset(unit for body in bodies for unit in body.at_least)


def due(known: Due | None) -> DraftDue | None:
    return None if known is None else DraftDue(known.words, min(known.values), known.kind or "unparsed")


def drafted(task: Task, paper: Paper, file: WordFile) -> DraftTask:
    text = " ".join(file.own_texts[task.key]) or task.words
    loose = "; ".join(body.words for body in task.supports if not body.is_exact)
    return DraftTask(text, ids(task.leads), ids(tuple(b for b in task.supports if b.is_exact)), loose, due(task.due),
                     task.product, task.is_request, "")  # fmt: skip


def drafted_duty(duty: Duty, file: WordFile) -> DraftDuty:
    through = "".join(duty.through.at_least) if duty.through else ""
    places = frozenset(file.places[duty.key])
    return DraftDuty(ids(duty.of), "".join(duty.to.at_least), "", through, duty.frequency, due(duty.due), places)


def perfect(paper: Paper, file: WordFile) -> Draft:
    """What an import would make that understands all; its tasks and duties in the paper's order."""
    truth = paper.truth
    tasks = [drafted(one, paper, file) for task in paper.tasks for one in (task, *task.points)]
    duties = [drafted_duty(duty, file) for duty in paper.duties]
    return Draft(
        tuple(tasks), tuple(duties), (), truth.office.issuer.id, truth.number, truth.date, truth.subject,
        truth.purposes, paper.closing, truth.recipients, truth.office.signature,
        {unit.id: frozenset({unit.name}) for unit in truth.units},
    )  # fmt: skip


def outcomes(paper: Paper, file: WordFile, draft: Draft) -> dict[str, int]:
    found: Score = score(paper, file, draft)
    return {str(one): n for one in Outcome if (n := sum(f.outcome is one for f in found.findings))}


PAPERS = [(way, seed) for way in WAYS for seed in (1, 2, 3)]


@pytest.mark.parametrize(("way", "seed"), PAPERS)
def test_a_draft_that_understands_all_is_right(way: str, seed: int) -> None:
    paper, file = make_paper(seed, way)
    assert list(outcomes(paper, file, perfect(paper, file))) == ["right"]


@pytest.mark.parametrize(("way", "seed"), PAPERS)
def test_each_difference_of_a_task_is_wrong(way: str, seed: int) -> None:
    paper, file = make_paper(seed, way)
    draft = perfect(paper, file)
    first, all_units = draft.tasks[0], frozenset(unit.id for unit in paper.truth.units)
    stranger = min(all_units - first.leads - first.supports - {paper.truth.office.issuer.id})
    changes = [
        {"leads": first.leads | {stranger}}, {"leads": first.leads - {min(first.leads)}},
        {"due": DraftDue("trước ngày 01/01/2031", "2031-01-01", "before")},
        {"product": "Sản phẩm khác"}, {"text": f"{first.text} Và việc khác."},
    ]  # fmt: skip
    if first.supports:
        support = min(first.supports)
        changes += [{"supports": first.supports - {support}}, {"leads": first.leads | {support}}]
    if first.due:
        changes.append({"due": None})
    for change in changes:
        other = replace(draft, tasks=(replace(first, **change), *draft.tasks[1:]))  # type: ignore[arg-type]
        assert outcomes(paper, file, other).get("wrong") == 1, change


@pytest.mark.parametrize(("way", "seed"), PAPERS)
def test_a_task_that_is_not_there_is_lost_unless_it_is_asked_about(way: str, seed: int) -> None:
    paper, file = make_paper(seed, way)
    draft = perfect(paper, file)
    without, key = replace(draft, tasks=draft.tasks[1:]), paper.tasks[0].key
    assert outcomes(paper, file, without)["missing"] == 1
    by_place = replace(without, questions=(Question(frozenset(file.places[key]), ""),))
    by_words = replace(without, questions=(Question(frozenset(), f"ai làm: “{paper.tasks[0].words}”?"),))
    for asked in (by_place, by_words):
        assert outcomes(paper, file, asked) == {"right": outcomes(paper, file, without)["right"], "asked": 1}


def test_a_task_that_stands_twice_and_a_heading_as_a_task_are_made_up() -> None:
    paper, file = make_paper(1, "bold-headings")
    draft = perfect(paper, file)
    heading = replace(draft.tasks[0], text=paper.truth.topics[0])
    for extra in (replace(draft.tasks[0]), heading):
        assert outcomes(paper, file, replace(draft, tasks=(*draft.tasks, extra)))["made up"] == 1


def test_each_difference_of_a_duty_is_wrong() -> None:
    paper, file = next(made for n in range(1, 99) if len((made := make_paper(n, "bold-headings"))[0].truth.duties) > 1)
    draft = perfect(paper, file)
    first = draft.duties[0]
    changes = [{"frequency": "once"}, {"through": ""}, {"of": frozenset({min(first.of)})}, {"to": min(first.of)}]
    for change in changes:
        other = replace(draft, duties=(replace(first, **change), *draft.duties[1:]))  # type: ignore[arg-type]
        assert outcomes(paper, file, other).get("wrong") == 1, change
    assert outcomes(paper, file, replace(draft, duties=draft.duties[1:]))["missing"] == 1
    extra = replace(first, frequency="ad-hoc", places=frozenset())
    assert outcomes(paper, file, replace(draft, duties=(*draft.duties, extra)))["made up"] == 1


@pytest.mark.parametrize(("way", "seed"), PAPERS)
def test_places_are_those_at_which_the_file_has_the_words(way: str, seed: int, tmp_path: Path) -> None:
    paper, file = make_paper(seed, way)
    source = tmp_path / "plan.docx"
    source.write_bytes(file.data)
    for passage in read_passages(source):
        places = read_places(passage.place)
        assert places
        there = " ".join(plain(file.all_texts[place]) for place in sorted(places))
        assert plain(passage.text) in there
    for task in paper.tasks:
        assert any(plain(task.words) in plain(file.all_texts[place]) for place in file.places[task.key])


@given(st.randoms(use_true_random=False), st.sampled_from(OFFICES), st.booleans())
def test_known_plans_say_nothing_twice(random: Random, office: object, groups: bool) -> None:
    truth = make_truth(random, office, groups)  # type: ignore[arg-type]
    words = [one.words for task in truth.tasks for one in (task, *task.points)]
    assert not [a for a in words for b in words if a is not b and a in b]
    for task in truth.tasks:
        assert task.leads
        assert not ids(task.leads) & ids(task.supports)


def test_a_seed_gives_the_same_plan_again() -> None:
    one, other = make_paper(7, "two-parts"), make_paper(7, "two-parts")
    assert one[0] == other[0]
    assert one[1].all_texts == other[1].all_texts

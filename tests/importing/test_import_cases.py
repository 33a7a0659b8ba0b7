"""Plans in other styles, as Word files → drafts with the right lead, support and deadline for every task."""

from pathlib import Path

import pytest

from gen.importing import PlanDraft, draft_plan, read_passages, render_yaml
from gen.pipeline.rendering import draft_source, load_templates, render_draft
from gen.plan.checks.structure import bound_units
from gen.plan.file.loading import load_plan, load_units
from gen.plan.model import Plan
from gen.plan.outline import entries, tasks
from gen.plan.units import expand
from tests.support.docx_text import lines
from tests.support.plan_docx import plan_docx
from tests.support.plan_words import body_words

ROOT = Path(__file__).parents[2]
CASES = sorted(path.parent for path in (Path(__file__).parents[1] / "imports").glob("*/source.txt"))
ANNEXES = ("phu-luc-bang", "sau-ro-bang")


def imported(case: Path, folder: Path) -> tuple[PlanDraft, Plan]:
    source = folder / f"{case.name}.docx"
    source.write_bytes(plan_docx((case / "source.txt").read_text(encoding="utf-8").splitlines()))
    drafted = draft_plan(read_passages(source), source.name, load_units(case / "units.yaml"))
    target = folder / "plan.yaml"
    target.write_text(render_yaml(drafted.plan), encoding="utf-8")
    return drafted, load_plan(target).plan


def found(plan: Plan) -> list[list[str]]:
    """A line for each task: id, leads, supporters, deadline, beginning."""
    bound = bound_units(plan, list(entries(plan)))
    made = []
    for task in tasks(plan):
        item = task.item
        assert item is not None
        due = "-" if item.due is None else str(item.due.value or item.due.kind.value)
        leads = [unit.id for unit in plan.units if unit.id in bound[task.path]]
        partners = set(expand(plan, item.partners))
        supports = [unit.id for unit in plan.units if unit.id in partners]
        made.append([task.id, ",".join(leads) or "-", ",".join(supports) or "-", due, task.text])
    return made


def expected(case: Path, plan: Plan) -> list[list[str]]:
    order = {unit.id: n for n, unit in enumerate(plan.units)}
    rows = [line.split("\t") for line in (case / "expected.tsv").read_text(encoding="utf-8").splitlines()]
    return [[cell if n in (0, 3, 4) else _sorted(cell, order) for n, cell in enumerate(row)] for row in rows]


def _sorted(cell: str, order: dict[str, int]) -> str:
    return cell if cell == "-" else ",".join(sorted(cell.split(","), key=order.__getitem__))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_task_has_its_lead_support_and_deadline(case: Path, tmp_path: Path) -> None:
    _drafted, plan = imported(case, tmp_path)
    wanted = expected(case, plan)
    got = [[*row[:4], row[4][: len(want[4])]] for row, want in zip(found(plan), wanted, strict=False)]
    assert got == wanted
    assert len(found(plan)) == len(wanted)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_task_has_its_product_leader_and_authority_and_no_other(case: Path, tmp_path: Path) -> None:
    _drafted, plan = imported(case, tmp_path)
    table = case / "stated.tsv"
    wanted = [line.split("\t") for line in table.read_text("utf-8").splitlines()] if table.is_file() else []
    got = [[t.id, *(said or "-" for said in (t.product, t.leader, t.authority))] for t in tasks(plan)]
    assert [row for row in got if set(row[1:]) != {"-"}] == wanted


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_task_has_its_id_written_first_and_it_lasts_when_one_is_put_in(case: Path, tmp_path: Path) -> None:
    drafted, plan = imported(case, tmp_path)
    for part in drafted.plan["parts"]:
        for section in part.get("assignments", ()):
            added = {"id": f"new-{section['heading'][:9].encode().hex()}", "text": "Việc mới.", "to": ["open"]}
            section["items"].insert(0, added)
    target = tmp_path / "plan.yaml"
    target.write_text(render_yaml(drafted.plan), encoding="utf-8")
    later = [(task.id, task.text) for task in tasks(load_plan(target).plan) if not task.id.startswith("new-")]
    assert later == [(task.id, task.text) for task in tasks(plan)]
    assert all(task.item is not None and task.item.id == task.id for task in tasks(plan))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_character_is_in_the_draft_or_listed_as_left_out(case: Path, tmp_path: Path) -> None:
    drafted, _plan = imported(case, tmp_path)
    placed = "".join(render_yaml(drafted.plan).split()).lower().replace("{scope}", "")
    passages = read_passages(tmp_path / f"{case.name}.docx")
    start = next(n for n, passage in enumerate(passages) if passage.text == "KẾ HOẠCH")
    left_out = [passage for passage, _why in drafted.left_out]
    for passage in [p for p in passages[start + 1 :] if p not in left_out]:
        for word in body_words([passage.text]):
            assert word.lower() in placed, passage


@pytest.mark.parametrize("case", [case for case in CASES if case.name not in ANNEXES], ids=lambda case: case.name)
def test_plan_built_from_the_draft_says_the_same(case: Path, tmp_path: Path) -> None:
    drafted, plan = imported(case, tmp_path)
    built = lines(render_draft(draft_source(plan, load_templates(ROOT / "templates", [], source=True))).data)
    left_out = [passage for passage, _why in drafted.left_out]
    source = [p for p in read_passages(tmp_path / f"{case.name}.docx") if p not in left_out]
    texts = [p.text for p in source]
    start = texts.index("KẾ HOẠCH")
    built = [line for line in built[built.index("KẾ HOẠCH") :] if line != "Nơi nhận:"]
    assert body_words(built) == body_words(texts[start:])


def test_annex_of_a_plan_comes_out_again_behind_its_signature(tmp_path: Path) -> None:
    case = Path(__file__).parents[1] / "imports" / "phu-luc-bang"
    source = tmp_path / "annex.docx"
    source.write_bytes(plan_docx((case / "source.txt").read_text(encoding="utf-8").splitlines()))
    drafted = draft_plan(read_passages(source), source.name, load_units(case / "units.yaml"))
    target = tmp_path / "plan.yaml"
    target.write_text(render_yaml(drafted.plan), encoding="utf-8")
    plan = load_plan(target).plan
    (annex,) = [part for part in plan.parts if part.annex]
    built = lines(render_draft(draft_source(plan, load_templates(ROOT / "templates", [], source=True))).data)
    signed = next(n for n, line in enumerate(built) if line.startswith("CHỦ TỊCH") or line.endswith("CHỦ TỊCH"))
    assert signed < built.index(annex.heading)

"""Each key of the plan is read by something: another value for it changes what the program makes of the plan.

tests/keys/plan.yaml uses every key; tests/keys/others.yaml holds another value for each. A new key of the schema is
missing there until somebody says what becomes of it.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from gen.archiving.pack.index_rows import build_index_rows
from gen.cascading.differences import is_same_source
from gen.cascading.upward.combine import superior_fields
from gen.derive.dossier import dossiers
from gen.derive.form import derive_report_form
from gen.derive.source import derive_source_plan
from gen.derive.subplan import derive_sub_plan
from gen.errors import PlanError
from gen.pipeline import BuildRequest, build
from gen.pipeline.manifest import FILE_NAME, FileRecord
from gen.pipeline.state import FILE_NAME as STATE_NAME
from gen.plan.checks.warnings import check_plan
from gen.plan.file.loading import LoadedPlan, load_plan
from gen.plan.model import Plan, PlanNode, Superior
from gen.reading import Figure
from gen.reporting.indicators import list_indicators
from gen.reporting.obligations import reporting_units
from gen.reporting.occasions import list_occasion_periods
from gen.reporting.periods import find_period_on, list_periods
from gen.returns.board import build_board
from gen.returns.collection import Collection
from gen.returns.consolidation.indicators import (
    GivenFigures,
    IndicatorSummary,
    add_periods,
    summarize_indicators,
)
from gen.returns.reminders import compose_reminder_letter
from gen.revisions import compare
from gen.survey import survey_unit, survey_units
from tests.support.offices import TEMPLATES, Silent

KEYS = Path(__file__).parents[1] / "keys"
OTHERS: Mapping[str, list[Any]] = yaml.load((KEYS / "others.yaml").read_text("utf-8"), yaml.BaseLoader)
PLAN = (KEYS / "plan.yaml").read_text("utf-8")


def keys_of_the_schema() -> set[str]:
    """`Unit.name`, as it is written in the file, for each key of each class that a plan is made of."""
    found: set[str] = set()
    waiting: list[type[PlanNode]] = [Plan]
    seen: set[type[PlanNode]] = set()
    while waiting:
        cls = waiting.pop()
        seen.add(cls)
        for name, field in cls.model_fields.items():
            found.add(f"{cls.__name__}.{field.alias or name}")
            waiting += [inner for inner in _classes(field.annotation) if inner not in seen]
    return found


def _classes(annotation: Any) -> Iterator[type[PlanNode]]:
    if isinstance(annotation, type) and issubclass(annotation, PlanNode):
        yield annotation
    for inner in get_args(annotation):
        yield from _classes(inner)


def test_table_has_exactly_the_keys_of_the_schema() -> None:
    assert set(OTHERS) ^ keys_of_the_schema() == set()


def test_plan_uses_every_key() -> None:
    used: set[str] = set()

    def walk(node: object) -> None:
        if isinstance(node, PlanNode):
            fields = type(node).model_fields
            used.update(f"{type(node).__name__}.{fields[name].alias or name}" for name in node.model_fields_set)
            for name in fields:
                walk(getattr(node, name))
        elif isinstance(node, tuple):
            for inner in node:
                walk(inner)

    walk(load_plan(KEYS / "plan.yaml").plan)
    assert keys_of_the_schema() - used == set()


def changed(path: str, value: object) -> str:
    """The plan's text with another value at `path`."""
    data = yaml.load(PLAN, yaml.BaseLoader)
    *steps, last = (int(step) if step.isdigit() else step for step in path.split("."))
    node: Any = data
    for step in steps:
        node = node[step]
    if isinstance(node, list) and last == len(node):
        node.append(value)
    else:
        assert isinstance(node, list) or node.get(last) != value
        node[last] = value
    return _dumped(data)


def _dumped(data: object) -> str:
    # All scalars are text here: "null", "true" and numbers have to be written bare again.
    text = yaml.dump(data, allow_unicode=True, sort_keys=False, width=1000)
    return text.replace("'null'", "null").replace("'true'", "true").replace("'false'", "false")


def outcomes(folder: Path, text: str) -> Iterator[object]:
    """All that the program makes of a plan, what is quickly made first."""
    folder.mkdir()
    path = folder / "plan.yaml"
    path.write_text(text, "utf-8")
    loaded = load_plan(path)
    yield from (make(loaded) for make in PURE)
    build(BuildRequest(path, str(folder / "out"), TEMPLATES, source=True, zips=True, jobs=1, pdf=False), Silent())
    untold = {FILE_NAME, STATE_NAME}  # they hold a digest of the whole plan
    files = {path for path in (folder / "out").rglob("*") if path.is_file() and path.name not in untold}
    yield {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _documents(loaded: LoadedPlan) -> object:
    each = dossiers(loaded.plan)
    return [(d.unit.documents, derive_sub_plan(d), derive_report_form(d)) for d in each], derive_source_plan(
        loaded.plan
    )


def _surveys(loaded: LoadedPlan) -> object:
    units = survey_units(loaded.plan)
    return units, [survey_unit(loaded.plan, unit.id) for unit in units]


def _doubts(loaded: LoadedPlan) -> object:
    return [(found.code, found.message) for found in check_plan(loaded.plan, loaded.at)]


def _sums_of_figures(loaded: LoadedPlan) -> object:
    """What made-up figures of two units come to, in two periods; each row's are its own."""
    plan, units = loaded.plan, ("xa-a", "xa-c")
    codes = [code for asked in list_indicators(plan) for code, _name in asked.rows()]

    def of_period(number: int) -> tuple[IndicatorSummary, ...]:
        figures = {
            code: {unit: {"count": Figure(Decimal(number + place * row))} for place, unit in enumerate(units, 1)}
            for row, code in enumerate(codes, 1)
        }
        return summarize_indicators(plan, "bc-1", units, GivenFigures(figures, {}, frozenset(units)))

    pairs = zip(of_period(3), of_period(5), strict=True)
    return [(now.code, now.value, add_periods(now.indicator, [now, later])) for now, later in pairs]


def _periods(loaded: LoadedPlan) -> object:
    free = frozenset(day.first_day() for day in loaded.plan.holidays)
    plan, end = loaded.plan, date(2023, 1, 1)
    return [(one.id, list_periods(one, 2021, free), list_occasion_periods(plan, one, end)) for one in plan.obligations]


def _index(loaded: LoadedPlan) -> object:
    from gen.archiving.pack.build_output import BuiltFile

    record = FileRecord("xa-b/ke-hoach-xa-b.pdf", "plan", "pdf", "0" * 64, 1, "xa-b")
    return build_index_rows(loaded.plan, {record.path: BuiltFile(record, record.sha256, 1)}, ())


def _changes(loaded: LoadedPlan) -> object:
    """What is told of the plan beside its version of before the amendments, which had one task more."""
    data = yaml.load(PLAN, yaml.BaseLoader)
    del data["amendments"], data["obligations"][0]["amended_by"]
    first, second, third = data["parts"][1]["assignments"]
    del first["items"][0]["items"][0]["amended_by"], second["amended_by"]
    third["items"].append({"id": "2.7", "text": "Tưới cây trong vườn ươm hằng ngày."})
    before = loaded.tree.source.path + ".before"
    Path(before).write_text(_dumped(data), "utf-8")
    return compare(load_plan(Path(before)).plan, loaded.plan).as_text()


def _superiors_form(loaded: LoadedPlan) -> object:
    """What `gen fill` looks for in the superior's form."""
    return [*superior_fields(loaded.plan.superior)] if loaded.plan.superior else []


def _source(loaded: LoadedPlan) -> object:
    """Whether gen cascade takes the plan for one that it made from the superior's for this unit."""
    return is_same_source(loaded.plan.superior, Superior(plan="kh-tinh", unit="huyen-song-da", document="qd-1"))


def _reminders(loaded: LoadedPlan) -> object:
    """The letter to all that owe a report by a form, of which none has come."""
    plan, day = loaded.plan, date(2021, 8, 2)
    found = []
    for obligation in (one for one in plan.obligations if one.form):
        period = find_period_on(obligation, day)
        late = Collection(plan, obligation, period, reporting_units(plan, obligation))
        found.append(compose_reminder_letter(late, build_board(late, day), day, None))
    return found


PURE: tuple[Callable[[LoadedPlan], object], ...] = (
    _documents, _surveys, _doubts, _sums_of_figures, _periods, _index, _changes, _reminders, _source,
    _superiors_form,
)  # fmt: skip


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> list[object]:
    return list(outcomes(tmp_path_factory.mktemp("keys") / "before", _dumped(yaml.load(PLAN, yaml.BaseLoader))))


@pytest.mark.parametrize("key", OTHERS)
def test_another_value_shows(key: str, tmp_path: Path, before: list[object]) -> None:
    path, value, *code = OTHERS[key]
    if code:
        with pytest.raises(PlanError) as raised:
            list(outcomes(tmp_path / "after", changed(path, value)))
        assert {found.code for found in raised.value.diagnostics} == set(code)
    else:
        after = outcomes(tmp_path / "after", changed(path, value))
        assert any(was != now for was, now in zip(before, after, strict=True))


def test_the_same_plan_shows_no_difference(tmp_path: Path, before: list[object]) -> None:
    assert list(outcomes(tmp_path / "after", _dumped(yaml.load(PLAN, yaml.BaseLoader)))) == before

"""Figures in a table of their own, over the levels: the commune asks its villages what it is asked, and adds it up."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import gen
from gen.cascading.upward.fill import CellState, FilledForm
from gen.store.connection import disconnect
from tests.support.form_filling import filled
from tests.support.levels import (
    AS_OF,
    add_villages,
    answer,
    assigned_to,
    build_forms,
    cascaded,
    make_province,
    province,
    send,
    villages,
)

DONE = {"1.1.a/status": "Hoàn thành"}
INDICATORS = [
    {"id": "CT01", "name": "Số hộ", "unit": "hộ", "breakdown": ["hộ nghèo"], "previous": True},
    {"id": "CT02", "name": "Số hộ có nước sạch", "unit": "hộ"},
    {"id": "CT03", "name": "Tỷ lệ hộ có nước sạch", "unit": "%", "ratio": ["CT02", "CT01"]},
    {"id": "CT04", "name": "Số mẫu nước", "unit": "mẫu", "for": ["so-nnmt"]},
]
FIRST = {
    **DONE, "CT01/count": "40", "CT01/previous": "39", "CT01.1/count": "4", "CT01.1/previous": "5", "CT02/count": "30",
}  # fmt: skip
SECOND = {
    **DONE, "CT01/count": "60", "CT01/previous": "61", "CT01.1/count": "6", "CT01.1/previous": "5", "CT02/count": "60",
}  # fmt: skip


@pytest.fixture
def levels(tmp_path: Path) -> Iterator[Path]:
    """A province that asks for figures, and a commune of two villages, which has made its own plan of it."""
    build_forms(make_province(tmp_path / "tinh", province(indicators=INDICATORS)))
    cascaded(tmp_path / "tinh" / "plan.yaml", "xa-xuan-an", tmp_path / "xa")
    add_villages(tmp_path / "xa", villages(2))
    answer(tmp_path / "xa", assigned_to(villages(2)))
    yield tmp_path
    disconnect()


def fill(levels: Path, **options: object) -> FilledForm:
    form = levels / "tinh/out/kh-tinh/xa-xuan-an/bao-cao-xa-xuan-an.docx"
    return gen.fill_form(form, levels / "xa/plan.yaml", as_of=AS_OF, **options)  # type: ignore[arg-type]


def figures(found: FilledForm) -> dict[str, str]:
    return {c.field.key: c.text for c in found.with_state(CellState.FILLED) if c.field.key.startswith("CT")}


def test_own_plan_asks_what_the_commune_is_asked_under_the_same_codes(levels: Path) -> None:
    plan = gen.load_plan(levels / "xa/plan.yaml")
    assert [(one.id, one.breakdown, one.previous, one.only) for one in plan.indicators] == [
        ("CT01", ("hộ nghèo",), True, None),
        ("CT02", (), False, None),
        ("CT03", (), False, None),
    ]
    assert plan.superior is not None
    assert [one.id for one in plan.superior.reports[0].indicators] == ["CT01", "CT02"]
    assert not [one for one in gen.check(levels / "xa/plan.yaml") if one.code == "PLAN-143"]


def test_negative_figure_is_named_as_one(levels: Path) -> None:
    send(levels / "xa/plan.yaml", {"ban-1": FIRST, "ban-2": {**SECOND, "CT02/count": "-5"}})
    [cell] = [one for one in fill(levels).cells if one.field.key == "CT02/count"]
    assert cell.reason == "Bản 2: số âm"


def test_figure_under_another_name_is_for_a_person_to_look_at(levels: Path) -> None:
    path = levels / "xa/plan.yaml"
    before, own = path.read_text("utf-8").split("\nindicators:")
    path.write_text(f"{before}\nindicators:{own.replace('Số hộ có nước sạch', 'Số lượt xem phim', 1)}", "utf-8")
    build_forms(path)
    send(path, {"ban-1": FIRST, "ban-2": SECOND})
    [cell] = [one for one in fill(levels).cells if one.field.key == "CT02/count"]
    assert cell.combined.doubts == ("cấp trên hỏi “Số hộ có nước sạch”, kế hoạch này hỏi “Số lượt xem phim”",)


def test_figure_of_the_period_before_that_somebody_wrote_leaves_the_other_one_to_be_summed(levels: Path) -> None:
    send(levels / "xa/plan.yaml", {"ban-1": FIRST, "ban-2": SECOND})
    form = levels / "tinh/out/kh-tinh/xa-xuan-an/bao-cao-xa-xuan-an.docx"
    form.write_bytes(filled(form.read_bytes(), {"CT01/previous": "98"}))
    assert figures(fill(levels))["CT01/count"] == "100"


def test_own_answers_are_those_of_own_tasks_alone(levels: Path) -> None:
    send(levels / "xa/plan.yaml", {"ban-1": FIRST, "ban-2": SECOND})
    assert fill(levels).own_answers == 0


def test_figure_that_the_own_plan_does_not_ask_for_is_a_doubt(levels: Path) -> None:
    path = levels / "xa/plan.yaml"
    plan = gen.load_plan(path)
    assert plan.indicators
    text = path.read_text("utf-8")
    begin, end = text.index("\nindicators:"), text.index("\nclosing:")
    path.write_text(text[:begin] + text[end:], "utf-8")
    assert {"CT01", "CT02"} == {
        one.message.split()[6] for one in gen.check(path) if one.code == "PLAN-143" and " CT0" in one.message
    }


def test_sums_of_the_villages_stand_in_the_form_of_the_commune(levels: Path, tmp_path: Path) -> None:
    send(levels / "xa/plan.yaml", {"ban-1": FIRST, "ban-2": SECOND})
    found = fill(levels, to=tmp_path / "bao-cao.docx")
    assert figures(found) == {
        "CT01/count": "100", "CT01/previous": "100", "CT01.1/count": "10", "CT01.1/previous": "10", "CT02/count": "90",
    }  # fmt: skip
    [cell] = [one for one in found.cells if one.field.key == "CT02/count"]
    assert [(one.unit, one.key, one.text) for one in cell.combined.sources] == [
        ("ban-1", "CT02/count", "30"),
        ("ban-2", "CT02/count", "60"),
    ]
    [read] = gen.read_forms(tmp_path / "bao-cao.docx", levels / "tinh/plan.yaml")
    assert {v.field.key: v.text for v in read.values if v.field.key.startswith("CT")} == figures(found)


def test_sum_of_some_villages_alone_is_not_written_and_says_who_is_missing(levels: Path) -> None:
    send(levels / "xa/plan.yaml", {"ban-1": FIRST})
    found = fill(levels)
    assert figures(found) == {}
    reasons = {one.field.key: one.reason for one in found.cells}
    assert reasons["CT02/count"] == "Bản 2: chưa gửi báo cáo"

"""Indicators: asked in a table of the form, read back, added by their own rule, and nothing of them lost or made up."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

import gen
from gen.derive.answers import form_fields
from gen.derive.dossier import dossier_for
from gen.derive.form import derive_report_form
from gen.derive.form_fields import area_of, cell_words, code_of_label, row_label
from gen.errors import PlanError
from gen.plan.file.loading import load_plan
from gen.plan.model import Plan
from gen.reading import Figure
from gen.returns.board import build_board
from gen.returns.consolidation.indicators import GivenFigures, IndicatorSummary, add_periods, summarize_indicators
from gen.returns.consolidation.summary import Summary, summarize
from gen.returns.consolidation.targets import compute_percentage
from gen.returns.storage import load_collection
from gen.word.comments import read_comments
from tests.support import plans
from tests.support.form_filling import body, filled, without_bookmarks, without_controls
from tests.support.plans import Data, with_sections

D = Decimal
RECEIVED, LOOKED_AT = datetime(2021, 7, 10, 5, tzinfo=UTC), date(2021, 7, 12)
OWED = {
    "id": "bc", "name": "Báo cáo", "of": ["communes"], "to": "huyen", "frequency": "once", "due": "2021-07-15",
    "form": True,
}  # fmt: skip
SEEN = {"id": "CT01", "name": "Số trẻ em được khám", "unit": "trẻ em", "breakdown": ["nam", "nữ"], "previous": True}
ALL = {"id": "CT02", "name": "Số trẻ em", "unit": "trẻ em"}
SHARE = {"id": "CT03", "name": "Tỷ lệ được khám", "unit": "%", "ratio": ["CT01", "CT02"]}
WAIT = {"id": "CT04", "name": "Số ngày chờ khám", "unit": "ngày", "total": "mean"}
POOR = {"id": "CT05", "name": "Số hộ nghèo", "unit": "hộ", "total": "last"}


def data_with(*indicators: Data, **changes: object) -> Data:
    section = {"to": ["communes"], "heading": "UBND xã", "items": [{"text": "Trồng cây."}]}
    return with_sections(section, **{"obligations": [OWED], "indicators": list(indicators), **changes})


def plan_with(folder: Path, *indicators: Data, **changes: object) -> Plan:
    return load_plan(plans.write(folder, data_with(*indicators, **changes))).plan


def rows(plan: Plan, unit: str = "xa-a", obligation: str = "bc") -> list[tuple[str, str, str]]:
    form = derive_report_form(dossier_for(plan, unit), obligation_id=obligation)
    return [(row.code, row.text, row.unit) for row in form.indicators]


def sums(plan: Plan, figures: Mapping[str, Mapping[str, object]], *reported: str) -> dict[str, IndicatorSummary]:
    """The summary of rows by code; `figures` by row and unit: this period's, or a pair with the period before."""

    def cells(value: object) -> dict[str, Figure]:
        now, before = value if isinstance(value, tuple) else (value, None)
        found = {"count": now, "previous": before}
        return {name: Figure(D(str(number))) for name, number in found.items() if number is not None}

    given_ = {code: {unit: cells(value) for unit, value in of.items()} for code, of in figures.items()}
    units = tuple(unit.id for unit in plan.units if unit.kind == "commune")
    all_reported = frozenset(reported or {unit for of in figures.values() for unit in of})
    found = summarize_indicators(plan, "bc", units, GivenFigures(given_, {}, all_reported))
    return {one.code: one for one in found}


# Asked


def test_form_has_a_row_for_the_whole_and_for_each_member(tmp_path: Path) -> None:
    assert rows(plan_with(tmp_path, SEEN, ALL, SHARE)) == [
        ("CT01", "Số trẻ em được khám", "trẻ em"),
        ("CT01.1", "nam", "trẻ em"),
        ("CT01.2", "nữ", "trẻ em"),
        ("CT02", "Số trẻ em", "trẻ em"),
    ]


def test_report_asks_its_own_in_its_own_form_alone(tmp_path: Path) -> None:
    yearly = {**OWED, "id": "nam", "name": "Báo cáo năm", "indicators": [ALL]}
    plan = plan_with(tmp_path, obligations=[OWED, yearly])
    assert rows(plan, obligation="nam") == [("CT02", "Số trẻ em", "trẻ em")]
    assert rows(plan, obligation="bc") == []


def test_task_asks_those_who_lead_it(tmp_path: Path) -> None:
    item = {"text": "Khám bệnh.", "for": ["xa-a"], "indicators": [ALL]}
    section = {"to": ["communes"], "heading": "UBND xã", "items": [item, {"text": "Trồng cây."}]}
    plan = load_plan(plans.write(tmp_path, with_sections(section, obligations=[OWED]))).plan
    assert (len(rows(plan, "xa-a")), len(rows(plan, "xa-b"))) == (1, 0)


def test_indicator_is_asked_of_those_whom_it_names(tmp_path: Path) -> None:
    plan = plan_with(tmp_path, {**ALL, "for": ["xa-b"]})
    assert (len(rows(plan, "xa-a")), len(rows(plan, "xa-b"))) == (0, 1)


def test_period_before_is_asked_only_where_the_plan_says_so(tmp_path: Path) -> None:
    form = derive_report_form(dossier_for(plan_with(tmp_path, SEEN, ALL), "xa-a"))
    keys = [one.key for one in form_fields(form) if one.code.startswith("CT")]
    assert keys == ["CT01/previous", "CT01/count", "CT01.1/previous", "CT01.1/count", "CT01.2/previous",
                    "CT01.2/count", "CT02/count"]  # fmt: skip


@pytest.mark.parametrize(
    ("indicators", "code"),
    [
        ([ALL, ALL], "PLAN-041"),
        ([SHARE], "PLAN-061"),
        ([SEEN, ALL, SHARE, {**SHARE, "id": "CT06", "ratio": ["CT03", "CT01"]}], "PLAN-061"),
        ([{**ALL, "for": ["xa-z"]}], "PLAN-040"),
    ],
)
def test_indicators_that_do_not_fit_each_other_are_mistakes(tmp_path: Path, indicators: list[Data], code: str) -> None:
    with pytest.raises(PlanError) as refused:
        plan_with(tmp_path, *indicators)
    assert code in {one.code for one in refused.value.diagnostics}


def test_code_of_a_task_is_none_of_an_indicator(tmp_path: Path) -> None:
    section = {"to": ["communes"], "heading": "UBND xã", "items": [{"id": "CT02", "text": "Trồng cây."}]}
    with pytest.raises(PlanError) as refused:
        load_plan(plans.write(tmp_path, with_sections(section, obligations=[OWED], indicators=[ALL])))
    assert {one.code for one in refused.value.diagnostics} == {"PLAN-059"}


# Codes as people say them


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("12.1", "12.1"), ("12.2#1", "12.2, ý 1"), ("1.5#1+2", "1.5, ý 1.2"), ("9#2a", "9, ý 2a"),
        ("9#2/1", "9, ý 2, chỉ tiêu 1"), ("CT01", "CT01"), ("CT01.2", "CT01.2"), ("trong-cay", "trong-cay"),
    ],
)  # fmt: skip
def test_row_is_labelled_as_people_say_it_and_found_by_its_label(code: str, label: str) -> None:
    assert row_label(code) == label
    assert code_of_label(label) == code_of_label(f"Mục {label}") == code_of_label(code) == code


@given(st.from_regex(r"[0-9A-Za-zĐđ.#+-]{1,20}(/[1-9])?", fullmatch=True))
def test_every_code_is_found_by_its_label(code: str) -> None:
    assert code_of_label(row_label(code)) == code


def test_cell_of_an_indicator_is_said_by_its_code_and_column() -> None:
    assert cell_words("CT01.2/count") == "số liệu CT01.2 – Kỳ này"
    assert area_of("CT01.2") == "indicator"


# Added


def test_counts_are_added_and_the_period_before_with_them(tmp_path: Path) -> None:
    found = sums(plan_with(tmp_path, SEEN), {"CT01": {"xa-a": (3, 2), "xa-b": (4, 5)}})["CT01"]
    assert (found.value, found.previous, found.counted) == (D(7), D(7), ("xa-a", "xa-b"))


def test_mean_is_one_of_units(tmp_path: Path) -> None:
    assert sums(plan_with(tmp_path, WAIT), {"CT04": {"xa-a": 2, "xa-b": 5}})["CT04"].value == D("3.5")


def test_share_is_of_the_sums_of_those_who_gave_both(tmp_path: Path) -> None:
    plan = plan_with(tmp_path, SEEN, ALL, SHARE)
    both = sums(plan, {"CT01": {"xa-a": 1, "xa-b": 90}, "CT02": {"xa-a": 2, "xa-b": 100}})["CT03"]
    assert both.value == compute_percentage(D(91), D(102))
    one = sums(plan, {"CT01": {"xa-a": 1, "xa-b": 90}, "CT02": {"xa-a": 2}})["CT03"]
    assert (one.value, [note.unit for note in one.excluded]) == (D(50), ["xa-b"])


def test_share_of_nothing_is_none(tmp_path: Path) -> None:
    plan = plan_with(tmp_path, SEEN, ALL, SHARE)
    assert sums(plan, {"CT01": {"xa-a": 0}, "CT02": {"xa-a": 0}})["CT03"].value is None


def test_unit_that_wrote_nothing_differs_from_one_that_sent_nothing(tmp_path: Path) -> None:
    found = sums(plan_with(tmp_path, ALL), {}, "xa-a")["CT02"]
    assert (found.value, found.blank, found.missing) == (None, ("xa-a",), ("xa-b",))


def test_figure_that_is_no_count_is_named_and_in_no_sum(tmp_path: Path) -> None:
    plan = plan_with(tmp_path, ALL)
    figures = {"CT02": {"xa-a": {"count": Figure(D(50), percent=True)}, "xa-b": {"count": Figure(D(-1))}}}
    [found] = summarize_indicators(plan, "bc", ("xa-a", "xa-b"), GivenFigures(figures, {}, frozenset(("xa-a", "xa-b"))))
    assert [(note.unit, note.reason) for note in found.excluded] == [
        ("xa-a", "ghi bằng %, không phải trẻ em"),
        ("xa-b", "số âm"),
    ]


def test_member_greater_than_its_whole_is_a_doubt(tmp_path: Path) -> None:
    found = sums(plan_with(tmp_path, SEEN), {"CT01": {"xa-a": 3}, "CT01.1": {"xa-a": 4}, "CT01.2": {"xa-a": 1}})
    assert [note.unit for note in found["CT01.1"].doubts] == ["xa-a"]
    assert found["CT01.2"].doubts == ()


def test_member_without_its_whole_is_a_doubt(tmp_path: Path) -> None:
    found = sums(plan_with(tmp_path, SEEN), {"CT01.1": {"xa-a": 4}, "CT01.2": {"xa-a": 0}})
    assert [(note.unit, note.reason.split(" mà ")[1][:9]) for note in found["CT01.1"].doubts] == [("xa-a", "không có ")]
    assert found["CT01.2"].doubts == ()


@pytest.mark.parametrize(("indicator", "now"), [(ALL, D(7)), (POOR, D(4)), (WAIT, D("3.5"))])
def test_periods_are_added_by_the_rule_of_the_indicator(tmp_path: Path, indicator: Data, now: Decimal) -> None:
    plan = plan_with(tmp_path, indicator)
    code = str(indicator["id"])
    periods = [sums(plan, {code: {"xa-a": number}})[code] for number in (3, 4)]
    assert add_periods(plan.indicators[0], periods) == now


def test_period_without_figures_is_no_zero(tmp_path: Path) -> None:
    plan = plan_with(tmp_path, POOR)
    first, none = sums(plan, {"CT05": {"xa-a": 3}})["CT05"], sums(plan, {})["CT05"]
    assert (add_periods(plan.indicators[0], [first, none]), add_periods(plan.indicators[0], [none])) == (D(3), None)


@given(st.lists(st.tuples(st.integers(0, 10**6), st.booleans()), min_size=2, max_size=2))
def test_sum_is_what_was_given_and_who_gave_none_is_named(figures: list[tuple[int, bool]]) -> None:
    units = ("xa-a", "xa-b")
    given_ = {unit: number for unit, (number, wrote) in zip(units, figures, strict=True) if wrote}
    found = sums(PLAIN, {"CT02": given_}, *units)["CT02"]
    assert found.value == (sum(given_.values()) if given_ else None)
    assert set(found.counted) | set(found.blank) == set(units)


PLAIN = Plan.model_validate({**data_with(ALL), "units": plans.base()["units"]})


# Played: the form is built, filled in, sent, and added


@pytest.fixture
def office(tmp_path: Path) -> Path:
    plans.write(tmp_path, data_with(SEEN, ALL, SHARE))
    built = gen.build(tmp_path / "plan.yaml", out=str(tmp_path / "out"), pdf=False)
    assert built.exit_code == 0, built.problems()
    return tmp_path


def form_of(office: Path, answers: Mapping[str, str], unit: str = "xa-a") -> bytes:
    return filled(
        (office / f"out/kh-1/{unit}/bao-cao-{unit}.docx").read_bytes(), {"1.1/status": "Hoàn thành", **answers}
    )


def summary_of(office: Path, data: bytes) -> Summary:
    (office / "form.docx").write_bytes(data)
    gen.collect([office / "form.docx"], office / "plan.yaml", received=RECEIVED)
    return summarize(load_collection(office / "plan.yaml", None, None, LOOKED_AT))


ANSWERS = {
    "CT01/count": "1.234", "CT01/previous": "1.000", "CT01.1/count": "600", "CT01.2/count": "634",
    "CT02/count": "2.468",
}  # fmt: skip
VALUES = {"CT01": D(1234), "CT01.1": D(600), "CT01.2": D(634), "CT02": D(2468), "CT03": D(50)}


@pytest.mark.parametrize("keeps_controls", [True, False])
def test_figures_are_read_back_by_their_fields_or_by_their_rows(office: Path, keeps_controls: bool) -> None:
    form = form_of(office, ANSWERS)
    if not keeps_controls:
        form = body(body(form, without_controls), without_bookmarks)
    found = summary_of(office, form)
    assert {one.code: one.value for one in found.indicators} == VALUES
    assert not found.quarantined_values


def test_text_in_the_place_of_a_figure_is_quoted_and_in_no_sum(office: Path) -> None:
    found = {one.code: one for one in summary_of(office, form_of(office, {"CT02/count": "chưa rõ"})).indicators}
    assert [note.reason for note in found["CT02"].excluded] == ["ghi “chưa rõ”, không đọc được thành số"]
    assert found["CT02"].value is None


def test_board_says_which_figures_are_lacking(office: Path) -> None:
    summary = summary_of(office, form_of(office, {"CT01/count": "5"}))
    [status] = [one for one in build_board(summary.collection, LOOKED_AT) if one.unit == "xa-a"]
    assert [one.key for one in status.missing] == ["CT01.1/count", "CT01.2/count", "CT02/count"]


# Told


SECOND = {"CT01/count": "1.000", "CT01/previous": "900", "CT01.1/count": "500", "CT02/count": "khoảng 5"}


@pytest.fixture
def told(office: Path) -> Path:
    """The consolidated report of two units, of which one gave less than it was asked for."""
    for unit, answers in (("xa-a", ANSWERS), ("xa-b", SECOND)):
        (office / f"{unit}.docx").write_bytes(form_of(office, answers, unit))
    gen.collect([office / "xa-a.docx", office / "xa-b.docx"], office / "plan.yaml", received=RECEIVED)
    gen.consolidate(office / "plan.yaml", as_of=LOOKED_AT, to=office / "tong-hop")
    return office / "tong-hop"


def test_draft_tells_each_figure_with_its_breakdown_and_of_how_many_units_it_is(told: Path) -> None:
    paragraphs = [one.text for one in docx.Document(str(told / "bao-cao-tong-hop.docx")).paragraphs]
    at = paragraphs.index("2. Số liệu")
    assert paragraphs[at + 1 : at + 4] == [
        "Số trẻ em được khám: 2.234 trẻ em (kỳ trước 1.900), trong đó nam 1.100, nữ 634 (1/2 đơn vị).",
        "Số trẻ em: 2.468 trẻ em (1/2 đơn vị).",
        "Tỷ lệ được khám: 50% (1/2 đơn vị).",
    ]


def test_figure_in_the_draft_has_the_figures_of_the_units_behind_it(told: Path) -> None:
    notes = [one.text for one in read_comments((told / "bao-cao-tong-hop.docx").read_bytes())]
    assert any("CT01: UBND xã Xuân An 1.234; UBND xã Xuân Bình 1.000." in " ".join(text.split()) for text in notes)


def test_annex_and_workbook_have_every_row_and_why_a_figure_does_not_count(told: Path) -> None:
    tables = docx.Document(str(told / "bao-cao-tong-hop.docx")).tables
    annex = [
        [c.text for c in row.cells] for table in tables for row in table.rows if row.cells[0].text.startswith("CT0")
    ]
    assert [row[:7] for row in annex] == [
        ["CT01", "Số trẻ em được khám", "trẻ em", "1.900", "2.234", "", "2/2"],
        ["CT01.1", "- nam", "trẻ em", "", "1.100", "", "2/2"],
        ["CT01.2", "- nữ", "trẻ em", "", "634", "", "1/2"],
        ["CT02", "Số trẻ em", "trẻ em", "", "2.468", "", "1/2"],
        ["CT03", "Tỷ lệ được khám", "%", "", "50%", "", "1/2"],
    ]
    sheet = load_workbook(told / "bao-cao-tong-hop.xlsx")["Số liệu"]
    rows = {row[0]: row for row in sheet.iter_rows(min_row=3, values_only=True)}
    assert (rows["CT01"][7], rows["CT01"][8]) == (2234, 1900)
    assert rows["CT02"][12] == "Không tính: UBND xã Xuân Bình, ghi “khoảng 5”, không đọc được thành số"
    assert rows["CT01.2"][13] == "UBND xã Xuân Bình"

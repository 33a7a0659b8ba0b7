"""The figures of the consolidated report: added, never averaged; what is missing is named, and is no zero."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen.derive.answers import FormField
from gen.derive.form_fields import FieldKind
from gen.plan.file.loading import load_plan
from gen.plan.model import Operator, Target
from gen.reading import Figure
from gen.reporting.obligations import reporting_units
from gen.reporting.occasions import resolve_obligation, resolve_period
from gen.returns.collection import AcceptedSubmission, Collection, RejectedFile
from gen.returns.consolidation.summary import NOT_ASKED, Summary, summarize
from gen.returns.consolidation.targets import (
    TargetSummary,
    UncountedAnswer,
    Verdict,
    compute_percentage,
    summarize_target,
)
from gen.returns.reasons import Reason, ReasonCode
from gen.returns.validation import FieldValue
from gen.word.forms.reading import AnswerDoubt
from tests.support import plans
from tests.support.quarters import quarter, quarterly_plan, returned

NOON = datetime(2021, 7, 10, 5, tzinfo=UTC)
D = Decimal
SHARE = Target(raw="đạt trên 90%", op=Operator.AT_LEAST, value=D(90), of="trẻ được khám")
COUNT = Target(raw="ít nhất 5 lớp", op=Operator.AT_LEAST, value=D(5), unit="lớp", of="lớp tập huấn")
UNITS = tuple(f"u{n}" for n in range(12))


def figures(*numbers: object) -> dict[str, Figure]:
    """Numerator, denominator, stated value; None where nothing is written."""
    names = ("numerator", "denominator", "value")
    return {n: Figure(D(str(x))) for n, x in zip(names, numbers, strict=False) if x is not None}


def added(*given: tuple[object, ...] | None, target: Target = SHARE) -> TargetSummary:
    """The summary over as many units; None is one that reported without a figure."""
    units = UNITS[: len(given)]
    known = {unit: figures(*numbers) for unit, numbers in zip(units, given, strict=True) if numbers is not None}
    return summarize_target("1.1/1", "1.1", target, units, known, frozenset(units))


def test_numerators_and_denominators_are_added_and_percentages_are_not_averaged() -> None:
    found = added((1, 2), (90, 100))
    assert (found.numerator, found.denominator) == (D(91), D(102))
    assert found.ratio == compute_percentage(D(91), D(102))
    assert found.ratio != (D(50) + D(90)) / 2


def test_a_unit_without_a_figure_is_named_and_no_zero() -> None:
    found = added((1, 2), None)
    assert found.ratio == D(50)
    assert (found.counted, found.blank) == (("u0",), ("u1",))


def test_a_unit_that_sent_nothing_is_another_thing_than_one_that_left_it_blank() -> None:
    found = summarize_target("1.1/1", "1.1", SHARE, ("u0", "u1"), {}, frozenset({"u0"}))
    assert (found.blank, found.missing, found.ratio, found.spread) == (("u0",), ("u1",), None, None)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ((1, None), "không ghi mẫu số"),
        ((None, 2), "không ghi tử số"),
        ((None, None, 95), "không ghi tử số và mẫu số"),
        ((1, 0), "mẫu số bằng 0"),
        ((-1, 2), "tử số hoặc mẫu số không phải là số lượng"),
    ],
)
def test_what_cannot_be_added_is_named_and_in_no_sum(given: tuple[object, ...], why: str) -> None:
    found = added((1, 2), given)
    assert (found.counted, found.ratio) == (("u0",), D(50))
    assert [(note.unit, note.reason) for note in found.excluded] == [("u1", why)]


ABOUT = UncountedAnswer("khoảng 150", Reason.of(ReasonCode.NO_NUMBER))
UNREAD = "ghi “khoảng 150”, không đọc được thành số"


@pytest.mark.parametrize(
    ("given", "uncounted", "why"),
    [
        ((None, 2), {"numerator": ABOUT}, f"tử số {UNREAD}"),
        ((1, None), {"denominator": ABOUT}, f"mẫu số {UNREAD}"),
        ((), {"numerator": ABOUT, "denominator": ABOUT}, f"tử số {UNREAD}; mẫu số {UNREAD}"),
        ((), {"denominator": ABOUT}, f"mẫu số {UNREAD}; không ghi tử số"),
    ],
)
def test_a_text_that_is_no_number_is_quoted_and_not_called_nothing(
    given: tuple[object, ...], uncounted: dict[str, UncountedAnswer], why: str
) -> None:
    given_figures = {"u0": figures(*given)} if given else {}
    found = summarize_target(
        "1.1/1", "1.1", SHARE, ("u0",), given_figures, frozenset(["u0"]), uncounted={"u0": uncounted}
    )
    assert [note.reason for note in found.excluded] == [why]
    assert (found.blank, found.counted) == ((), ())


def test_a_count_that_is_no_number_is_quoted() -> None:
    wrote = {"u0": {"value": ABOUT}}
    found = summarize_target("1.1/1", "1.1", COUNT, ("u0",), {}, frozenset(["u0"]), uncounted=wrote)
    assert [note.reason for note in found.excluded] == [f"kết quả {UNREAD}"]
    assert found.blank == ()


def test_a_stated_percentage_that_is_no_number_is_named_beside_a_fraction_that_counts() -> None:
    given, wrote = {"u0": figures(1, 2)}, {"u0": {"value": ABOUT}}
    found = summarize_target("1.1/1", "1.1", SHARE, ("u0",), given, frozenset(["u0"]), uncounted=wrote)
    assert (found.counted, found.excluded) == (("u0",), ())
    assert [note.reason for note in found.doubts] == [f"kết quả {UNREAD}"]


def test_a_figure_that_does_not_count_for_another_reason_is_quoted_with_it() -> None:
    wrote = {"u0": {"numerator": UncountedAnswer("150", Reason.of(AnswerDoubt.CONFLICT))}}
    found = summarize_target(
        "1.1/1", "1.1", SHARE, ("u0",), {"u0": figures(None, 200)}, frozenset(["u0"]), uncounted=wrote
    )
    assert found.excluded[0].reason.startswith("tử số ghi “150”, không tính: ")


def test_a_percentage_alone_is_in_the_spread_and_in_no_sum() -> None:
    found = added((1, 2), (None, None, 95))
    assert found.spread is not None
    assert (found.spread.minimum, found.spread.maximum, found.spread.maximum_units) == (D(50), D(95), ("u1",))
    assert found.denominator == D(2)


def test_a_percentage_alone_beyond_all_is_a_doubt() -> None:
    assert [(note.unit, note.reason) for note in added((1, 2), (None, None, 120)).doubts] == [("u1", "tỷ lệ quá 100%")]


@pytest.mark.parametrize(
    ("given", "why"),
    [((3, 2), "tử số lớn hơn mẫu số"), ((1, 2, 60), "kết quả ghi không khớp với tử số và mẫu số")],
)
def test_what_contradicts_itself_counts_and_is_named(given: tuple[object, ...], why: str) -> None:
    found = added(given)
    assert found.counted == ("u0",)
    assert [note.reason for note in found.doubts] == [why]


def test_a_percentage_rounded_by_hand_is_no_contradiction() -> None:
    assert added((1, 3, "33.3")).doubts == ()


def test_least_median_and_greatest_are_named_with_their_units() -> None:
    found = added((10, 100), (30, 100), (90, 100), (90, 100)).spread
    assert found is not None
    assert (found.minimum, found.median, found.maximum) == (D(10), D(60), D(90))
    assert (found.minimum_units, found.maximum_units) == (("u0",), ("u2", "u3"))


def test_who_falls_short_of_the_target_is_named() -> None:
    assert [reading.unit for reading in added((80, 100), (90, 100), (95, 100)).below_target] == ["u0"]


def test_who_lies_far_from_the_others_is_named_from_eight_values_on() -> None:
    near = [(n, 100) for n in (90, 91, 92, 93, 94, 95, 96)]
    assert [reading.unit for reading in added(*near, (5, 100)).outliers] == ["u7"]
    assert added(*near[:6], (5, 100)).outliers == ()


def test_a_number_of_something_is_added() -> None:
    found = added((None, None, 3), (None, None, 4), None, target=COUNT)
    assert (found.total, found.ratio, found.blank) == (D(7), None, ("u2",))


SHARES = st.lists(st.tuples(st.integers(0, 10**9), st.integers(1, 10**9)), min_size=2, max_size=12)


@given(SHARES, st.integers(1, 11))
def test_the_sum_over_parts_is_the_sum_of_the_whole(shares: list[tuple[int, int]], cut: int) -> None:
    left, right, whole = added(*shares[:cut]), added(*shares[cut:]), added(*shares)
    assert left.numerator + right.numerator == whole.numerator
    assert left.denominator + right.denominator == whole.denominator


@given(SHARES)
def test_the_ratio_lies_between_the_least_and_the_greatest(shares: list[tuple[int, int]]) -> None:
    found = added(*shares)
    assert found.spread is not None
    assert found.ratio is not None
    least, most = found.spread.minimum, found.spread.maximum
    near = D("1e-9")  # the sums of this test are of 28 digits
    assert least - near <= found.ratio <= most + near
    assert least - near <= found.spread.median <= most + near


def collection(folder: Path, *reports: AcceptedSubmission, rejected: tuple[RejectedFile, ...] = ()) -> Collection:
    """What came in for a plan of two communes with a task for both, one with a target, and a task for one alone."""
    target = {"raw": "đạt 90%", "op": "=", "value": 90, "of": "trẻ được khám"}
    data = plans.with_sections(
        {"to": ["xa-a", "xa-b"], "heading": "UBND xã:", "items": [{"text": "Trồng cây.", "targets": [target]}]},
        {"to": ["xa-b"], "heading": "UBND xã Xuân Bình", "items": [{"text": "Tưới cây."}]},
    )
    owed = {"id": "bc", "name": "Báo cáo", "of": ["all"], "to": "huyen", "frequency": "once", "form": True}
    data["obligations"] = [owed]
    plan = load_plan(plans.write(folder, data)).plan
    obligation = resolve_obligation(plan, None)
    period = resolve_period(plan, obligation, None, NOON.date())
    return Collection(plan, obligation, period, reporting_units(plan, obligation), reports, rejected)


def value(code: str, name: str, text: str) -> FieldValue:
    number = name in ("numerator", "denominator", "value")
    kind = FieldKind.NUMBER if number else FieldKind.STATUS if name == "status" else FieldKind.TEXT
    return FieldValue(FormField(code, name, kind), text, "control", Figure(D(text)) if number else None)


def report(
    unit: str, *values: FieldValue, quarantined_values: tuple[tuple[FieldValue, Reason], ...] = ()
) -> AcceptedSubmission:
    return AcceptedSubmission(unit, NOON, unit * 8, f"{unit}.docx", values, quarantined_values)


def of(folder: Path, *reports: AcceptedSubmission) -> Summary:
    return summarize(collection(folder, *reports))


def test_each_task_has_those_who_were_asked_and_no_other(tmp_path: Path) -> None:
    found = of(tmp_path)
    assert [(task.code, task.leads.asked) for task in found.tasks] == [("1.1", ("xa-a", "xa-b")), ("2.1", ("xa-b",))]
    assert [section.heading for section in found.sections] == ["UBND xã", "UBND xã Xuân Bình"]


def test_statuses_are_counted_and_who_gave_none_is_named(tmp_path: Path) -> None:
    done, text = value("1.1", "status", "Hoàn thành"), value("1.1", "result", "một nửa")
    (task, alone) = (one.leads for one in of(tmp_path, report("xa-a", done), report("xa-b", text)).tasks)
    assert task.statuses == (0, 0, 1, 0, 0)
    assert (task.answered, task.unstated, task.blank, task.missing) == (("xa-a", "xa-b"), ("xa-b",), (), ())
    assert (alone.blank, alone.missing) == (("xa-b",), ())


def test_leads_and_supporters_are_counted_apart(tmp_path: Path) -> None:
    plan = quarterly_plan(tmp_path)
    done = returned("xa-a", "2026-03-18", t1_1__status="Hoàn thành")
    helped = returned("phong-yte", "2026-03-18", t1_1__status="Đang thực hiện", t1_1__result="đã hỗ trợ")
    found = summarize(quarter(plan, "2026-Q1", done, helped))
    task = found.tasks[0]
    assert (task.leads.asked, task.leads.statuses, task.leads.missing) == (("xa-a", "xa-b"), (0, 0, 1, 0, 0), ("xa-b",))
    assert (task.supporters.asked, task.supporters.statuses) == (("phong-yte",), (0, 1, 0, 0, 0))
    assert found.sections[0].counts() == (0, 0, 1, 0, 0, 0, 1)


def test_a_status_that_is_none_is_named_and_no_blank_row(tmp_path: Path) -> None:
    plan = quarterly_plan(tmp_path)
    unfit = returned("xa-a", "2026-03-18", unfit={"1.1/status": "gần xong"})
    leads = summarize(quarter(plan, "2026-Q1", unfit)).tasks[0].leads
    assert ([(one.unit, one.reason) for one in leads.misstated], leads.blank) == ([("xa-a", "gần xong")], ())
    assert leads.answered == ("xa-a",)


def test_who_sent_nothing_is_missing_from_every_task(tmp_path: Path) -> None:
    found = of(tmp_path, report("xa-a", value("1.1", "status", "Hoàn thành")))
    assert found.missing == ("xa-b",)
    assert [task.leads.missing for task in found.tasks] == [("xa-b",), ("xa-b",)]
    assert found.reported_count == 1


def test_equal_texts_stand_once_with_all_who_say_them(tmp_path: Path) -> None:
    same = value("1.1", "result", "Xong")
    (said,) = of(tmp_path, report("xa-a", same), report("xa-b", same)).tasks[0].texts["result"]
    assert (said.text, said.units) == ("Xong", ("xa-a", "xa-b"))


def test_a_value_that_was_set_apart_is_in_no_figure_and_is_named(tmp_path: Path) -> None:
    bad = value("1.1/1", "numerator", "5")
    found = of(
        tmp_path,
        report(
            "xa-a", value("1.1/1", "denominator", "9"), quarantined_values=((bad, Reason.parse("hai nơi khác nhau")),)
        ),
    )
    assert found.targets[0].numerator == D(0)
    assert found.targets[0].counted == ()
    assert [(one.unit, one.reason) for one in found.quarantined_values] == [("xa-a", Reason.parse("hai nơi khác nhau"))]


def test_an_answer_to_what_the_unit_was_not_asked_does_not_count(tmp_path: Path) -> None:
    found = of(tmp_path, report("xa-a", value("2.1", "status", "Hoàn thành")))
    assert found.tasks[1].leads.statuses == (0, 0, 0, 0, 0)
    assert [(one.unit, one.reason) for one in found.quarantined_values] == [("xa-a", NOT_ASKED)]


def test_difficulties_and_proposals_are_by_unit(tmp_path: Path) -> None:
    found = of(
        tmp_path,
        report("xa-a", value("", "difficulties", "Thiếu vốn")),
        report("xa-b", value("", "proposals", "Thêm vốn")),
    )
    assert [(one.text, one.units) for one in found.texts["difficulties"]] == [("Thiếu vốn", ("xa-a",))]
    assert [(one.text, one.units) for one in found.texts["proposals"]] == [("Thêm vốn", ("xa-b",))]


def test_figures_of_the_words_above_a_list_are_added_though_nobody_answers_for_them(tmp_path: Path) -> None:
    target = {"raw": "500 cây", "op": ">=", "value": 500, "unit": "cây", "of": "cây trồng mới"}
    below = [{"text": "Trồng cây ven đường."}, {"text": "Trồng cây ở trường."}]
    data = plans.with_sections(
        {"to": ["xa-a", "xa-b"], "heading": "UBND xã", "items": [
            {"text": "Trồng 500 cây, trong đó:", "targets": [target], "items": below},
        ]},
    )  # fmt: skip
    data["obligations"] = [{"id": "bc", "name": "Báo cáo", "of": ["all"], "to": "huyen", "frequency": "once"}]
    data["obligations"][0]["form"] = True
    plan = load_plan(plans.write(tmp_path, data)).plan
    owed = resolve_obligation(plan, None)
    reports = tuple(
        report(unit, value("1.1/1", "value", figure)) for unit, figure in (("xa-a", "300"), ("xa-b", "250"))
    )
    period = resolve_period(plan, owed, None, NOON.date())
    found = summarize(Collection(plan, owed, period, reporting_units(plan, owed), reports))
    assert [(one.code, one.total, one.counted) for one in found.targets] == [("1.1/1", D(550), ("xa-a", "xa-b"))]
    assert found.quarantined_values == ()
    assert [task.code for task in found.tasks if task.is_answered] == ["1.1#1", "1.1#2"]
    assert found.sections[0].counts() == (0, 0, 0, 0, 0, 4, 0)


ABOVE_ALL = Target(raw="đạt trên 100%", op=Operator.MORE, value=D(100), of="vụ án được xét xử")


def test_five_of_five_against_more_than_all_fails_nobody() -> None:
    found = added((5, 5), target=ABOVE_ALL)
    assert (found.below_target, found.verdict) == ((), Verdict.NOT_COMPARABLE)
    assert found.ratio == D(100)
    assert found.why_not_comparable == "mức giao quá 100%, mà tỷ lệ không vượt quá 100%"


def test_number_that_many_are_asked_for_is_not_compared() -> None:
    found = added((None, None, 3), (None, None, 9), target=COUNT)
    assert (found.total, found.below_target, found.verdict) == (D(12), (), Verdict.NOT_COMPARABLE)


@pytest.mark.parametrize(("value", "verdict"), [(3, Verdict.SHORT), (5, Verdict.REACHED)])
def test_number_that_one_unit_is_asked_for_is_compared(value: int, verdict: Verdict) -> None:
    found = added((None, None, value), target=COUNT)
    assert (found.verdict, [one.unit for one in found.below_target]) == (
        verdict, ["u0"] if verdict is Verdict.SHORT else [],
    )  # fmt: skip


def test_all_units_together_are_held_against_the_target() -> None:
    assert added((80, 100), (99, 100)).verdict is Verdict.SHORT
    assert added((80, 100), (100, 100)).verdict is Verdict.REACHED
    assert added(None).verdict is Verdict.NO_FIGURES

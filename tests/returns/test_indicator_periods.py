"""Indicators of a report that recurs: the period before, the year to date, and every figure that is in none of them."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from gen.derive.answers import FormField
from gen.derive.form_fields import Area, fields_of
from gen.errors import Diagnostic, Location
from gen.plan.checks.warnings import check_plan
from gen.plan.model import Plan
from gen.returns.collection import AcceptedSubmission, Collection
from gen.returns.consolidation.comparison import IndicatorComparison, compare_indicators, summarize_earlier
from gen.returns.consolidation.figures import list_figures, write_figures
from gen.returns.consolidation.indicators import IndicatorSummary
from gen.returns.consolidation.passages import Sourced, plain_text
from gen.returns.consolidation.summary import summarize
from gen.returns.consolidation.workbook import render_summary_workbook
from gen.returns.validation import parse_value
from tests.support import plans
from tests.support.plans import Data
from tests.support.quarters import quarter, quarterly

D = Decimal
SEEN = {"id": "CT01", "name": "Số trẻ em được khám", "unit": "trẻ em", "breakdown": ["nam", "nữ"], "previous": True}
ALL = {"id": "CT02", "name": "Số trẻ em", "unit": "trẻ em", "total": "last"}
SHARE = {"id": "CT03", "name": "Tỷ lệ được khám", "unit": "%", "ratio": ["CT01", "CT02"]}
POOR = {"id": "CT04", "name": "Số hộ nghèo", "unit": "hộ", "total": "last"}
POOR_SHARE = {"id": "CT05", "name": "Tỷ lệ hộ nghèo", "unit": "%", "ratio": ["CT04", "CT02"]}

Answers = Mapping[str, str]


def plan_with(folder: Path, *indicators: Data) -> Plan:
    folder.mkdir(exist_ok=True)
    return plans.plan_of(folder, {**quarterly(), "indicators": [{**one, "for": ["communes"]} for one in indicators]})


def sent(plan: Plan, period: str, answers: Mapping[str, Answers]) -> Collection:
    """What the units sent for a quarter: texts by the keys of their cells."""
    kinds = {one.name: one.kind for area in Area for one in fields_of(area)}
    return quarter(
        plan,
        period,
        *(
            AcceptedSubmission(
                unit, datetime(2026, 3, 20, 3, tzinfo=UTC), unit[-1] * 64, f"{unit}.docx",
                tuple(
                    parse_value(FormField(*key.rsplit("/", 1), kinds[key.rsplit("/", 1)[1]]), text, "control")
                    for key, text in of.items()
                ),
            )
            for unit, of in answers.items()
        ),
    )  # fmt: skip


class Told:
    """What the report of the last of the periods says."""

    def __init__(self, plan: Plan, periods: Mapping[str, Mapping[str, Answers]]) -> None:
        *earlier, last = [sent(plan, period, answers) for period, answers in periods.items()]
        self.summary = summarize(last)
        self.comparisons = compare_indicators(self.summary, summarize_earlier(self.summary, earlier))
        self.rows = {one.ma: one for one in list_figures(self.summary, self.comparisons)}
        self.passages = list(write_figures(self.summary, 2, self.comparisons))

    def of(self, code: str) -> tuple[IndicatorSummary, IndicatorComparison]:
        return next(one for one in self.summary.indicators if one.code == code), self.comparisons[code]

    def prose(self) -> list[str]:
        return [plain_text(passage.words) for passage in self.passages[1:]]

    def sources(self) -> str:
        pieces = (piece for passage in self.passages for piece in passage.words)
        return "\n".join(piece.source for piece in pieces if isinstance(piece, Sourced))

    def cells(self) -> Iterator[tuple[object, ...]]:
        """Unit, key, whether it counts and why not, for each row of Chi tiết."""
        sheet = load_workbook(BytesIO(render_summary_workbook(self.summary, "Báo cáo", {}, figures=self.comparisons)))
        heads, *rows = sheet["Chi tiết"].iter_rows(min_row=2, values_only=True)
        at = {str(head): number for number, head in enumerate(heads)}
        for row in rows:
            yield row[0], row[at["Mã nhiệm vụ"]], row[at["Ô"]], row[at["Tính"]], row[at["Vì sao không tính"]]


FIRST, SECOND = "2026-Q1", "2026-Q2"


def test_unit_with_nothing_below_the_line_is_in_no_share_and_named(tmp_path: Path) -> None:
    told = Told(plan_with(tmp_path, SEEN, ALL, SHARE), {FIRST: {
        "xa-a": {"CT01/count": "100", "CT02/count": "1.000"}, "xa-b": {"CT01/count": "50", "CT02/count": "0"},
    }})  # fmt: skip
    share, _year = told.of("CT03")
    assert (share.value, share.numerator, share.denominator) == (D(10), D(100), D(1000))
    assert [(note.unit, note.reason) for note in share.excluded] == [("xa-b", "mẫu số bằng 0")]


def test_unit_that_gave_neither_part_of_a_share_is_named(tmp_path: Path) -> None:
    told = Told(plan_with(tmp_path, SEEN, ALL, SHARE), {FIRST: {
        "xa-a": {"1.1/status": "Hoàn thành"}, "xa-b": {"CT01/count": "-5", "CT02/count": "-6"},
    }})  # fmt: skip
    share, _year = told.of("CT03")
    assert (share.value, share.blank) == (None, ("xa-a",))
    assert [(note.unit, note.reason) for note in share.excluded] == [("xa-b", "hai số để tính đều không tính được")]


def test_share_of_two_stocks_is_over_the_year_that_of_the_last_period(tmp_path: Path) -> None:
    told = Told(plan_with(tmp_path, ALL, POOR, POOR_SHARE), {
        FIRST: {"xa-a": {"CT04/count": "100", "CT02/count": "1.000"}},
        SECOND: {"xa-a": {"CT04/count": "60", "CT02/count": "80"}},
    })  # fmt: skip
    assert told.of("CT05")[1].year == D(75)


def test_share_of_a_stock_adds_the_other_figure_of_the_same_units(tmp_path: Path) -> None:
    told = Told(plan_with(tmp_path, SEEN, ALL, SHARE), {
        FIRST: {
            "xa-a": {"CT01/count": "100", "CT02/count": "1.000"}, "xa-b": {"CT01/count": "7", "CT02/count": "9"},
        },
        SECOND: {"xa-a": {"CT01/count": "300", "CT02/count": "800"}},
    })  # fmt: skip
    assert told.of("CT03")[1].year == D(50)


def test_period_before_says_of_how_many_units_it_is_and_whence(tmp_path: Path) -> None:
    told = Told(plan_with(tmp_path, SEEN), {
        FIRST: {"xa-a": {"CT01/count": "1.234"}},
        SECOND: {"xa-a": {"CT01/count": "1.000"}, "xa-b": {"CT01/count": "468"}},
    })  # fmt: skip
    assert told.prose() == ["Số trẻ em được khám: 1.468 trẻ em (kỳ trước 1.234, của 1/2 đơn vị)."]
    assert "theo báo cáo quý I: UBND xã Xuân An 1.234." in " ".join(told.sources().split())
    assert (told.rows["CT01"].ky_truoc, told.rows["CT01"].luy_ke) == ("1.234 (1/2 đơn vị)", "2.702")
    assert "Từ đầu năm: quý I 1/2 đơn vị; quý II 2/2 đơn vị" in told.rows["CT01"].luu_y


def test_period_of_the_year_without_a_figure_is_named_in_the_annex(tmp_path: Path) -> None:
    told = Told(plan_with(tmp_path, SEEN), {FIRST: {}, SECOND: {"xa-a": {"CT01/count": "1"}}})
    assert "Từ đầu năm: quý I chưa có số liệu; quý II 1/2 đơn vị" in told.rows["CT01"].luu_y


def test_figure_of_the_period_before_that_does_not_count_is_named(tmp_path: Path) -> None:
    told = Told(plan_with(tmp_path, SEEN), {FIRST: {
        "xa-a": {"CT01/count": "5", "CT01/previous": "-7"}, "xa-b": {"CT01/count": "6", "CT01/previous": "10"},
    }})  # fmt: skip
    assert "Kỳ trước không tính: UBND xã Xuân An, số âm" in told.rows["CT01"].luu_y
    assert told.prose() == ["Số trẻ em được khám: 11 trẻ em (kỳ trước 10, của 1/2 đơn vị)."]
    assert "theo các đơn vị ghi ở cột Kỳ trước: UBND xã Xuân Bình 10." in " ".join(told.sources().split())


def test_unit_that_now_says_something_else_of_the_period_before_is_named(tmp_path: Path) -> None:
    told = Told(plan_with(tmp_path, SEEN), {
        FIRST: {"xa-a": {"CT01/count": "1.234"}, "xa-b": {"CT01/count": "8"}},
        SECOND: {
            "xa-a": {"CT01/count": "5", "CT01/previous": "999"}, "xa-b": {"CT01/count": "5", "CT01/previous": "8"},
        },
    })  # fmt: skip
    said = [line for line in told.rows["CT01"].luu_y if line.startswith("Xem lại")]
    assert said == ["Xem lại: UBND xã Xuân An, nay ghi kỳ trước 999, báo cáo quý I ghi 1.234"]


def test_unit_whose_figure_did_not_count_then_is_not_said_to_have_written_none(tmp_path: Path) -> None:
    told = Told(plan_with(tmp_path, SEEN), {
        FIRST: {"xa-a": {"CT01/count": "-4"}, "xa-b": {"CT01/count": "8"}},
        SECOND: {"xa-a": {"CT01/count": "5", "CT01/previous": "4"}},
    })  # fmt: skip
    said = [line for line in told.rows["CT01"].luu_y if line.startswith("Xem lại")]
    assert said == ["Xem lại: UBND xã Xuân An, nay ghi kỳ trước 4, báo cáo quý I không có số được tính"]


def test_period_in_which_the_code_was_another_figure_is_not_said_to_have_none(tmp_path: Path) -> None:
    before = plan_with(tmp_path / "truoc", {**SEEN, "name": "Số trẻ em được tiêm"})
    now = summarize(sent(plan_with(tmp_path / "nay", SEEN), SECOND, {"xa-a": {"CT01/count": "1"}}))
    earlier = [sent(before, FIRST, {"xa-a": {"CT01/count": "9"}})]
    comparisons = compare_indicators(now, summarize_earlier(now, earlier))
    assert "Từ đầu năm: không so được với quý I; quý II 1/2 đơn vị" in next(iter(list_figures(now, comparisons))).luu_y


def test_rows_that_count_in_the_workbook_are_those_of_the_sums(tmp_path: Path) -> None:
    told = Told(plan_with(tmp_path, SEEN), {
        FIRST: {"xa-a": {"CT01/count": "1.234"}},
        SECOND: {"xa-a": {"CT01/count": "5", "CT01/previous": "999"}, "xa-b": {"CT01/count": "-5"}},
    })  # fmt: skip
    assert {(unit, name): (counts, why) for unit, code, name, counts, why in told.cells() if code == "CT01"} == {
        ("xa-a", "Kỳ này"): ("x", None),
        ("xa-a", "Kỳ trước"): (None, "kỳ trước lấy theo báo cáo quý I"),
        ("xa-b", "Kỳ này"): (None, "số âm"),
    }


def test_parts_of_a_target_that_does_not_count_are_no_rows_that_count(tmp_path: Path) -> None:
    told = Told(plan_with(tmp_path, SEEN), {FIRST: {
        "xa-a": {"1.1/1/numerator": "5", "1.1/1/denominator": "0"}, "xa-b": {"1.1/2/value": "-3"},
    }})  # fmt: skip
    assert [(unit, counts, why) for unit, _code, _name, counts, why in told.cells()] == [
        ("xa-a", None, "mẫu số bằng 0"),
        ("xa-a", None, "mẫu số bằng 0"),
        ("xa-b", None, "kết quả không phải là số lượng"),
    ]


def test_comma_before_three_digits_is_a_doubt_of_the_report(tmp_path: Path) -> None:
    told = Told(plan_with(tmp_path, SEEN), {FIRST: {"xa-a": {"CT01/count": "1,234", "1.1/2/value": "5,678"}}})
    assert [line for line in told.rows["CT01"].luu_y if line.startswith("Xem lại: UBND xã Xuân An, “1,234”")]
    target = next(one for one in told.summary.targets if one.code == "1.1/2")
    assert [note.unit for note in target.doubts] == ["xa-a"]
    assert "“5,678”" in target.doubts[0].reason


def test_members_are_held_against_their_whole_alone(tmp_path: Path) -> None:
    told = Told(plan_with(tmp_path, SEEN), {FIRST: {"xa-a": {"CT01.1/count": "10", "CT01.2/count": "20"}}})
    doubts = [note.reason for code in ("CT01.1", "CT01.2") for note in told.of(code)[0].doubts]
    assert [words.split()[2:4] for words in doubts] == [["mà", "không"], ["mà", "không"]]


@pytest.mark.parametrize(
    ("indicator", "is_doubtful"),
    [
        ({"unit": "%"}, True),
        ({"unit": "%", "total": "last"}, True),
        ({"unit": "%", "total": "mean"}, False),
        ({"unit": "hộ"}, False),
    ],
)
def test_percentages_that_would_be_added_are_a_doubt(tmp_path: Path, indicator: Data, is_doubtful: bool) -> None:
    plan = plan_with(tmp_path, {"id": "CT06", "name": "Tỷ lệ", **indicator})
    found: list[Diagnostic] = check_plan(plan, lambda path: Location(str(path)))
    assert ("PLAN-153" in {one.code for one in found}) is is_doubtful

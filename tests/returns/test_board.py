"""gen status and gen chase: who is behind, by how much, and what the letter says of them."""

import csv
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from gen.cli import main
from gen.derive.answers import FormField
from gen.derive.form_fields import FieldKind
from gen.derive.wording import BLANK_DATE
from gen.plan.file.loading import load_plan
from gen.reporting.obligations import reporting_units
from gen.reporting.occasions import resolve_obligation, resolve_period
from gen.returns.board import ReportingState, UnitStatus, build_board
from gen.returns.board_export import (
    board_as_csv,
    board_as_json,
    board_as_xlsx,
    board_rows,
    describe_board,
    describe_counts,
    official_rows,
)
from gen.returns.collection import AcceptedSubmission, Collection, Extension, RejectedFile
from gen.returns.reasons import Reason, ReasonCode
from gen.returns.reminders import compose_reminder_letter, compose_reminder_message
from gen.returns.validation import FieldValue
from gen.store.connection import disconnect
from tests.support import plans
from tests.support.docx_text import text as all_text
from tests.support.form_filling import filled
from tests.support.offices import TEMPLATES, run
from tests.support.quarters import quarter, quarterly_plan

DUE = {"id": "bc", "name": "Báo cáo kết quả", "of": ["all"], "to": "huyen", "frequency": "once", "form": True}
BROKEN = Reason.parse("tệp hỏng")
STATUS = FieldValue(FormField("1.1", "status", FieldKind.STATUS), "Hoàn thành", "control")


def plan_file(folder: Path, due: str | None = "2021-07-15", **header: object) -> Path:
    data = plans.with_sections({"to": ["xa-a", "xa-b"], "heading": "UBND xã", "items": [{"text": "Trồng cây."}]})
    data["obligations"] = [{**DUE, **({"due": due} if due else {})}]
    data.update(header)
    return plans.write(folder, data)


def collection(
    folder: Path, *reports: AcceptedSubmission, due: str | None = "2021-07-15", **more: object
) -> Collection:
    header = {"holidays": more.pop("holidays")} if "holidays" in more else {}
    plan = load_plan(plan_file(folder, due, **header)).plan
    owed = resolve_obligation(plan, None)
    period = resolve_period(plan, owed, None, date(2021, 7, 1))
    return Collection(plan, owed, period, reporting_units(plan, owed), reports, **more)  # type: ignore[arg-type]


def report(unit: str, day: str, *values: FieldValue, hour: int = 3, **more: object) -> AcceptedSubmission:
    when = datetime.fromisoformat(day).replace(hour=hour, tzinfo=UTC)
    return AcceptedSubmission(unit, when, "0" * 64, "bc.docx", values or (STATUS,), **more)  # type: ignore[arg-type]


def first(found: Collection, day: str) -> UnitStatus:
    return build_board(found, date.fromisoformat(day))[0]


def test_every_unit_that_owes_the_report_has_a_line_in_the_order_of_the_plan(tmp_path: Path) -> None:
    assert [one.unit for one in build_board(collection(tmp_path), date(2021, 7, 1))] == ["xa-a", "xa-b"]


def test_a_report_of_the_last_day_is_in_time(tmp_path: Path) -> None:
    one = first(collection(tmp_path, report("xa-a", "2021-07-15")), "2021-07-20")
    assert (one.state, one.working_days_late, one.due) == (ReportingState.IN_TIME, 0, date(2021, 7, 15))


def test_the_day_is_that_of_vietnam(tmp_path: Path) -> None:
    """17:00 UTC is midnight there: the report came on the 16th."""
    one = first(collection(tmp_path, report("xa-a", "2021-07-15", hour=17)), "2021-07-20")
    assert (one.state, one.received) == (ReportingState.LATE, date(2021, 7, 16))


def test_late_is_counted_in_working_days(tmp_path: Path) -> None:
    """From Thursday the 15th to Tuesday the 20th: Friday, Monday, Tuesday."""
    assert first(collection(tmp_path, report("xa-a", "2021-07-20")), "2021-07-30").working_days_late == 3


def test_days_off_do_not_count(tmp_path: Path) -> None:
    found = collection(tmp_path, report("xa-a", "2021-07-20"), holidays=["2021-07-19"])
    assert first(found, "2021-07-30").working_days_late == 2


def test_who_has_not_sent_is_behind_only_after_the_last_day(tmp_path: Path) -> None:
    found = collection(tmp_path)
    assert first(found, "2021-07-15").state is ReportingState.OPEN
    late = first(found, "2021-07-19")
    assert (late.state, late.working_days_late, late.received) == (ReportingState.OVERDUE, 2, None)


def test_a_report_that_had_not_come_on_that_day_does_not_count_yet(tmp_path: Path) -> None:
    found = collection(tmp_path, report("xa-a", "2021-07-20"))
    assert first(found, "2021-07-19").state is ReportingState.OVERDUE


def test_more_time_moves_the_last_day(tmp_path: Path) -> None:
    more = Extension("xa-a", date(2021, 7, 23), "mưa lũ")
    found = collection(tmp_path, report("xa-a", "2021-07-22"), extensions=(more,))
    one = first(found, "2021-07-30")
    assert (one.state, one.due, one.extension) == (ReportingState.IN_TIME, date(2021, 7, 23), more)


def test_without_a_stated_day_nobody_is_late(tmp_path: Path) -> None:
    found = collection(tmp_path, report("xa-a", "2030-01-01"), due=None)
    assert [one.state for one in build_board(found, date(2031, 1, 1))] == [ReportingState.IN_TIME, ReportingState.OPEN]
    assert "no date is stated" in board_rows(build_board(found, date(2031, 1, 1)))[1][2]


def test_a_file_that_does_not_count_is_no_report(tmp_path: Path) -> None:
    bad = RejectedFile("xa-a", datetime(2021, 7, 1, tzinfo=UTC), "1" * 64, "x.docx", BROKEN)
    one = first(collection(tmp_path, rejected=(bad,)), "2021-07-10")
    assert (one.state, one.rejection_reasons, one.needs_reminder) == (ReportingState.INVALID, (BROKEN,), True)


def with_letterhead_of_xa_b(unit: str = "xa-a") -> RejectedFile:
    """The form of a unit, with the letterhead of xa-b."""
    why = Reason.of(ReasonCode.LETTERHEAD_UNLIKE, unit="Xã A", named="Xã B", others="xa-b")
    return RejectedFile(unit, datetime(2021, 7, 1, tzinfo=UTC), "1" * 64, "x.docx", why)


def test_a_form_with_anothers_letterhead_counts_once_at_the_unit_whose_form_it_is(tmp_path: Path) -> None:
    found = build_board(collection(tmp_path, rejected=(with_letterhead_of_xa_b(),)), date(2021, 7, 10))
    assert [one.state for one in found] == [ReportingState.INVALID, ReportingState.OPEN]
    assert "1 sent files that do not count" in describe_counts(found)


def test_its_remark_names_the_other_unit(tmp_path: Path) -> None:
    found = build_board(collection(tmp_path, rejected=(with_letterhead_of_xa_b(),)), date(2021, 7, 10))
    assert "Xã B" in board_rows(found)[0][-1]


def test_the_other_units_row_says_where_the_file_is_told(tmp_path: Path) -> None:
    found = build_board(collection(tmp_path, rejected=(with_letterhead_of_xa_b(),)), date(2021, 7, 10))
    assert board_rows(found)[1][-1] == "a file that may be of this unit is told at xa-a"


def test_where_the_unit_whose_form_it_is_owes_nothing_it_is_told_at_the_other(tmp_path: Path) -> None:
    found = build_board(collection(tmp_path, rejected=(with_letterhead_of_xa_b("huyen"),)), date(2021, 7, 10))
    assert [one.state for one in found] == [ReportingState.OPEN, ReportingState.INVALID]


def test_a_form_that_is_set_apart_is_not_counted_as_one_that_cannot_be_read(tmp_path: Path) -> None:
    blank = RejectedFile("xa-a", datetime(2021, 7, 1, tzinfo=UTC), "1" * 64, "x.docx", Reason.of(ReasonCode.BLANK))
    told = describe_counts(build_board(collection(tmp_path, rejected=(blank,)), date(2021, 7, 10)))
    assert "1 sent files that do not count" in told


def test_tasks_without_a_status_and_answers_that_do_not_count_are_to_be_added(tmp_path: Path) -> None:
    result = FieldValue(FormField("1.1", "result", FieldKind.TEXT), "xong", "control")
    one = first(collection(tmp_path, report("xa-a", "2021-07-10", result)), "2021-07-12")
    assert (one.missing_keys, one.needs_reminder) == (("1.1/status",), True)
    day = FieldValue(FormField("", "cutoff", FieldKind.DATE), "mai", "control")
    one = first(
        collection(tmp_path, report("xa-a", "2021-07-10", STATUS, quarantined_values=((day, BROKEN),))), "2021-07-12"
    )
    assert one.missing_keys == ("cutoff",)


def test_what_is_not_asked_any_more_is_not_to_be_added_but_what_is_asked_in_other_words_is(tmp_path: Path) -> None:
    changed = Reason.of(ReasonCode.TASK_CHANGED)
    result, away = (FieldValue(FormField(code, "result", FieldKind.TEXT), "xong", "code") for code in ("1.1", "9.9"))
    gone = {"quarantined_values": ((result, changed), (away, changed))}
    one = first(collection(tmp_path, report("xa-a", "2021-07-10", STATUS, **gone)), "2021-07-12")
    assert one.missing_keys == ("1.1/result",)
    one = first(collection(tmp_path, report("xa-a", "2021-07-10", STATUS, result, **gone)), "2021-07-12")
    assert (one.missing_keys, one.needs_reminder) == ((), False)


def test_the_counts_are_said(tmp_path: Path) -> None:
    found = build_board(collection(tmp_path, report("xa-a", "2021-07-20")), date(2021, 7, 21))
    assert (
        describe_counts(found)
        == "1 of 2 units have reported, 1 of them late; 1 are behind, 0 sent files that do not count"
    )


def test_json_csv_and_workbook_hold_the_same_rows(tmp_path: Path) -> None:
    found = build_board(collection(tmp_path, report("xa-a", "2021-07-20")), date(2021, 7, 21))
    assert [(one["unit"], one["state"], one["late_by"]) for one in json.loads(board_as_json(found))] == [
        ("xa-a", "late", 3), ("xa-b", "behind", 4),
    ]  # fmt: skip
    data = board_as_csv(found)
    assert data.startswith(b"\xef\xbb\xbf")
    listed = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    sheet = openpyxl.load_workbook(io.BytesIO(board_as_xlsx(found))).active
    assert sheet is not None
    shown = [[cell or "" for cell in row] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert shown == listed
    assert listed == [list(row) for row in official_rows(found)]
    assert len(listed) == len(board_rows(found)) + 1


def test_what_begins_like_a_formula_is_harmless_in_a_table(tmp_path: Path) -> None:
    bad = RejectedFile("xa-a", datetime(2021, 7, 1, tzinfo=UTC), "1" * 64, "x", Reason.parse("=LIÊN(1)"))
    found = build_board(collection(tmp_path, rejected=(bad,)), date(2021, 7, 10))
    assert ",'=LIÊN(1)" in board_as_csv(found).decode()
    sheet = openpyxl.load_workbook(io.BytesIO(board_as_xlsx(found))).active
    assert sheet is not None
    assert sheet["J3"].data_type == "s"


def test_the_letter_names_who_is_behind_and_nobody_else(tmp_path: Path) -> None:
    found = collection(tmp_path, report("xa-a", "2021-07-14"))
    made = compose_reminder_letter(found, build_board(found, date(2021, 7, 20)), date(2021, 7, 20), date(2021, 7, 25))
    assert (made.noi_gui, made.kinh_gui) == ("Ủy ban nhân dân xã Xuân Bình", ())
    (line,) = made.don_vi_cham
    assert (line.ten, line.han, line.cham, line.ghi_chu) == (
        "Ủy ban nhân dân xã Xuân Bình",
        "15/07/2021",
        "3",
        "Chưa gửi",
    )
    assert made.mo_dau[1] == (
        "Tính đến hết ngày 20 tháng 7 năm 2021, Ủy ban nhân dân xã Xuân Bình chưa gửi báo cáo "
        "(quá hạn 3 ngày làm việc)."
    )
    assert (made.ten_phu_luc, made.kem_theo) == ("", "")  # of one unit all is said in the letter
    assert "chậm nhất ngày 25 tháng 7 năm 2021" in made.ket[0]  # on the 25th it is in time still
    assert made.ket[0].endswith("./.")


def test_the_letter_has_no_kind_in_its_symbol_and_leaves_blank_what_the_office_gives(tmp_path: Path) -> None:
    found = collection(tmp_path)
    made = compose_reminder_letter(found, build_board(found, date(2021, 7, 20)), date(2021, 7, 20), None)
    assert made.so_ky_hieu.endswith("/UBND")
    assert "KH" not in made.so_ky_hieu
    assert made.nguoi_ky == ""
    assert f"chậm nhất {BLANK_DATE}" in made.ket[0]


def test_the_letter_says_what_a_report_lacks(tmp_path: Path) -> None:
    result = FieldValue(FormField("1.1", "result", FieldKind.TEXT), "xong", "control")
    found = collection(tmp_path, report("xa-a", "2021-07-10", result), report("xa-b", "2021-07-10"))
    made = compose_reminder_letter(found, build_board(found, date(2021, 7, 12)), date(2021, 7, 12), None)
    said = "Đã gửi ngày 10/07/2021. Cần bổ sung: mục\u00a01.1: chưa ghi tình trạng"
    assert [line.ghi_chu for line in made.don_vi_cham] == [said]


def remark(folder: Path, *reports: AcceptedSubmission, **more: object) -> str:
    """What the letter says of the first unit."""
    found = collection(folder, *reports, **more)
    day = date(2021, 7, 12)
    return " ".join(compose_reminder_letter(found, build_board(found, day), day, None).don_vi_cham[0].ghi_chu.split())


def test_the_letter_asks_a_unit_that_used_a_form_of_before_for_the_new_one(tmp_path: Path) -> None:
    other = FieldValue(FormField("1.1", "evidence", FieldKind.TEXT), "KH 1", "control")
    words = remark(tmp_path, report("xa-a", "2021-07-10", other, is_current=False))
    assert words.startswith("Đã gửi ngày 10/07/2021. Cần bổ sung theo biểu mẫu mới: mục 1.1: chưa ghi tình trạng")


@pytest.mark.parametrize(
    ("name", "kind", "text", "code", "said"),
    [
        ("cutoff", FieldKind.DATE, "mai", "no-date", "Số liệu tính đến: ghi “mai”, không phải ngày"),
        (
            "1.1/status", FieldKind.STATUS, "gần\nxong", "no-status",
            "mục 1.1: ghi “gần xong”, không phải một trong các tình trạng của biểu mẫu",
        ),
        (
            "1.1/1/numerator", FieldKind.NUMBER, "khoảng 150", "no-number",
            "mục 1.1, chỉ tiêu 1 – Tử số: ghi “khoảng 150”, không phải số",
        ),
        ("1.1/result", FieldKind.TEXT, "x", "conflict", "mục 1.1 – Kết quả thực hiện: ghi “x”, "),
    ],
)  # fmt: skip
def test_the_letter_says_why_an_answer_has_to_be_given_again(
    tmp_path: Path, name: str, kind: FieldKind, text: str, code: str, said: str
) -> None:
    row, _slash, field = name.rpartition("/")
    unfit = (FieldValue(FormField(row, field, kind), text, "control"), Reason(code))
    given = () if name == "1.1/status" else (STATUS,)
    other = FieldValue(FormField("1.1", "evidence", FieldKind.TEXT), "KH 1", "control")
    words = remark(tmp_path, report("xa-a", "2021-07-10", *given, other, quarantined_values=(unfit,)))
    assert words.startswith(f"Đã gửi ngày 10/07/2021. Cần bổ sung: {said}")


def test_the_letter_names_a_few_of_many_and_counts_the_others(tmp_path: Path) -> None:
    about = Reason(ReasonCode.NO_NUMBER)
    unfit = tuple(
        (FieldValue(FormField(f"1.1/{n}", "value", FieldKind.NUMBER), "vài", "control"), about) for n in range(1, 8)
    )
    words = remark(tmp_path, report("xa-a", "2021-07-10", quarantined_values=unfit))
    assert words.count("ghi “vài”") == 4
    assert words.endswith("; và 3 nội dung khác")


def test_an_answer_to_a_task_that_is_gone_is_not_asked_for_again(tmp_path: Path) -> None:
    gone = FieldValue(FormField("9.9", "status", FieldKind.TEXT), "Hoàn thành", "code")
    sent = report("xa-a", "2021-07-10", quarantined_values=((gone, Reason(ReasonCode.TASK_CHANGED)),))
    one = first(collection(tmp_path, sent), "2021-07-12")
    assert (one.missing, one.needs_reminder) == ((), False)


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (Reason.of(ReasonCode.DAMAGED), "không đọc được vì tệp bị hỏng"),
        (Reason.of(ReasonCode.OTHER_PLAN, plan="kh-9"), "chưa tính được vì đây là biểu mẫu của kế hoạch khác"),
        (Reason.of(ReasonCode.BLANK), "chưa tính được vì "),
    ],
)
def test_the_letter_says_when_a_file_came_and_why_it_does_not_count(tmp_path: Path, reason: Reason, said: str) -> None:
    bad = RejectedFile("xa-a", datetime(2021, 7, 1, 20, tzinfo=UTC), "1" * 64, "x.docx", reason)
    assert remark(tmp_path, rejected=(bad, bad)).startswith(f"Tệp gửi ngày 02/07/2021 {said}")


def test_the_letter_goes_on_in_small_letters_with_a_second_file(tmp_path: Path) -> None:
    when = datetime(2021, 7, 1, 20, tzinfo=UTC)
    files = [
        RejectedFile("xa-a", when, "1" * 64, "x.docx", Reason.of(one)) for one in (ReasonCode.BLANK, ReasonCode.DAMAGED)
    ]
    words = remark(tmp_path, rejected=tuple(files))
    assert words.startswith("Tệp gửi ngày 02/07/2021 chưa tính được vì chưa điền gì; tệp gửi ngày 02/07/2021 không")


def test_board_and_letter_bear_the_period_in_their_titles(tmp_path: Path) -> None:
    found = quarter(quarterly_plan(tmp_path), "2026-Q1")
    day = date(2026, 4, 1)
    shown = build_board(found, day)
    assert describe_board(shown) == "Báo cáo kết quả quý I năm 2026, as of 01/04/2026"
    title = str(openpyxl.load_workbook(io.BytesIO(board_as_xlsx(shown))).worksheets[0]["A1"].value)
    assert title.startswith("Báo cáo kết quả quý I năm 2026, tính đến ngày 01/04/2026: ")
    letter = compose_reminder_letter(found, shown, day, None)
    assert letter.trich_yeu.startswith("V/v đôn đốc gửi báo cáo kết quả quý I năm 2026 theo Kế hoạch số")


def test_what_has_to_be_added_is_named_as_people_say_it_and_by_its_key_for_programs(tmp_path: Path) -> None:
    result = FieldValue(FormField("1.1", "result", FieldKind.TEXT), "xong", "control")
    found = build_board(collection(tmp_path, report("xa-a", "2021-07-10", result)), date(2021, 7, 12))
    assert board_rows(found)[0][8] == "mục 1.1 – Tình trạng"
    assert official_rows(found)[1][8] == "mục 1.1 – Tình trạng"
    assert json.loads(board_as_json(found))[0]["to_add"] == ["1.1/status"]


def test_the_message_is_short_and_names_them(tmp_path: Path) -> None:
    found = collection(tmp_path, report("xa-a", "2021-07-14"))
    said = compose_reminder_message(found, build_board(found, date(2021, 7, 20)), date(2021, 7, 20), date(2021, 7, 25))
    assert "còn 1 đơn vị" in said
    assert "- UBND xã Xuân Bình: chưa gửi" in said
    assert said.endswith("Yêu cầu gửi chậm nhất ngày 25/07/2021.")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan whose forms are built; that of one commune came in time."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    plan = plan_file(tmp_path)
    run(plan)
    form = tmp_path / "out" / "kh-1" / "xa-a" / "bao-cao-xa-a.docx"
    (tmp_path / "bc.docx").write_bytes(filled(form.read_bytes(), {"1.1/status": "Hoàn thành"}))
    assert CliRunner().invoke(main, ["collect", "bc.docx", "--received", "2021-07-12"]).exit_code == 0
    yield tmp_path
    disconnect()


def test_status_shows_the_board_as_of_a_day(office: Path) -> None:
    ended = CliRunner().invoke(main, ["status", "--as-of", "20/07/2021"])
    assert ended.exit_code == 0
    assert "1 of 2 units have reported, 0 of them late; 1 are behind, 0 sent files that do not count" in ended.output
    assert "xa-b" in ended.output


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_why_a_board_is_not_written_is_told_whatever_its_form(office: Path, form: str) -> None:
    (office / "board").write_bytes(b"edited")
    ended = CliRunner().invoke(main, ["status", "--as-of", "20/07/2021", "--format", form, "--to", "board"])
    assert ended.exit_code == 1
    assert "RET-007" in ended.output


def test_status_names_the_workbook_that_it_writes(office: Path) -> None:
    ended = CliRunner().invoke(main, ["status", "--as-of", "20/07/2021", "--format", "xlsx"])
    assert ended.output.splitlines()[0] == "tinh-hinh-bao-cao.xlsx"
    assert (office / "tinh-hinh-bao-cao.xlsx").is_file()


def test_chase_writes_the_letter_and_does_not_write_over_one(office: Path) -> None:
    arguments = ["chase", "--as-of", "2021-07-20", "--templates", str(TEMPLATES)]
    ended = CliRunner().invoke(main, arguments)
    assert "UBND xã Xuân Bình: chưa gửi" in ended.output
    said = all_text(office / "cong-van-don-doc.docx")
    assert "V/v đôn đốc gửi báo cáo kết quả" in said
    assert "Ủy ban nhân dân xã Xuân Bình" in said
    assert CliRunner().invoke(main, arguments).exit_code == 0  # it is as it should be
    (office / "cong-van-don-doc.docx").write_bytes(b"edited")
    again = CliRunner().invoke(main, arguments)
    assert again.exit_code != 0
    assert "RET-007" in again.output
    assert CliRunner().invoke(main, [*arguments, "--force"]).exit_code == 0


def test_chase_of_nobody_writes_nothing(office: Path) -> None:
    ended = CliRunner().invoke(main, ["chase", "--as-of", "2021-07-13", "--templates", str(TEMPLATES)])
    assert "nobody is behind" in ended.output
    assert not (office / "cong-van-don-doc.docx").exists()

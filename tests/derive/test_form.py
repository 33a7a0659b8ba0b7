"""A unit's report form: its rows are its tasks, its head names the plan, what the plan leaves open stays a gap."""

from pathlib import Path

import pytest

from gen.derive.answers import form_fields, form_revision
from gen.derive.dossier import Dossier
from gen.derive.form import FormRow, ReportForm, derive_report_form
from gen.derive.form_fields import STATUSES
from gen.plan.binding import Duty
from gen.text import BLANK
from tests.support.plans import Data, base, dossiers_of, with_sections

GAP = f"ngày {BLANK} tháng {BLANK} năm {BLANK}"
UNIONS = ("ubmttq-huyen", "huyen-doan", "hoi-lhpn", "hoi-nong-dan", "hoi-ccb", "ldld")


@pytest.fixture(scope="module")
def forms(seed_dossiers: dict[str, Dossier]) -> dict[str, ReportForm]:
    return {unit: derive_report_form(dossier) for unit, dossier in seed_dossiers.items()}


def form(folder: Path, data: Data, unit: str = "xa-a") -> ReportForm:
    return derive_report_form(dossiers_of(folder, data)[unit])


def obligation(**keys: object) -> Data:
    return {"id": "bc", "name": "Báo cáo", "of": ["all"], "to": "huyen", "frequency": "yearly", **keys}


def rows(form: ReportForm, duty: Duty) -> tuple[FormRow, ...]:
    return next(group.rows for group in form.groups if group.duty is duty)


# Rows


def test_commune_answers_nine_rows(forms: dict[str, ReportForm], seed_dossiers: dict[str, Dossier]) -> None:
    nine = ("12.1", "12.2#1", "12.2#2", "12.2#3", "12.2#4", "12.2#5", "12.3", "12.4", "12.5")
    communes = [unit for unit, dossier in seed_dossiers.items() if dossier.unit.kind == "commune"]
    assert len(communes) == 19
    assert {forms[unit].task_codes() for unit in communes} == {nine}


def test_lead_in_stands_as_a_heading_over_its_rows(forms: dict[str, ReportForm]) -> None:
    shown = [(row.is_heading, row.code) for row in rows(forms["xa-quai-to"], Duty.LEAD)]
    assert shown[:3] == [(False, "12.1"), (True, ""), (False, "12.2#1")]
    assert rows(forms["xa-quai-to"], Duty.LEAD)[1].text.endswith("trong đó lưu ý các nội dung:")


def test_headings_have_nothing_to_fill_in(forms: dict[str, ReportForm]) -> None:
    headings = [row for form in forms.values() for group in form.groups for row in group.rows if row.is_heading]
    assert headings
    assert {(row.code, row.due) for row in headings} == {("", "")}


def test_codes_of_a_form_are_unique(forms: dict[str, ReportForm]) -> None:
    assert [unit for unit, f in forms.items() if len(set(f.task_codes())) < len(f.task_codes())] == []


def test_agencies_answer_the_common_tasks_too(forms: dict[str, ReportForm], seed_dossiers: dict[str, Dossier]) -> None:
    for unit, dossier in seed_dossiers.items():
        common = [code for code in forms[unit].task_codes() if code.startswith("8.")]
        assert common == ([] if dossier.unit.kind == "commune" else ["8.1#1", "8.2#1"])


@pytest.mark.parametrize(("task", "units"), [("11#1", UNIONS), ("11#2", ("huyen-doan",)), ("11#3", ("hoi-lhpn",))])
def test_paragraph_of_section_11_is_answered_by(
    forms: dict[str, ReportForm], task: str, units: tuple[str, ...]
) -> None:
    assert tuple(unit for unit, f in forms.items() if task in f.task_codes()) == units


def test_form_of_the_finance_department_has_what_it_supports(forms: dict[str, ReportForm]) -> None:
    assert forms["phong-tckh"].task_codes() == ("1.5#1+1", "1.5#1+2", "8.1#1", "8.2#1")
    supported = [row for row in rows(forms["phong-tckh"], Duty.SUPPORT) if not row.is_heading]
    assert all(row.text.endswith(" (chủ trì: Phòng LĐTBXH)") for row in supported)


def test_lead_in_of_a_supported_task_does_not_name_the_lead(forms: dict[str, ReportForm]) -> None:
    headings = [row for row in rows(forms["phong-tckh"], Duty.SUPPORT) if row.is_heading]
    assert not any("chủ trì:" in row.text for row in headings)


def test_groups_are_lettered_without_gaps(forms: dict[str, ReportForm]) -> None:
    shown = {unit: [(group.label, group.duty) for group in form.groups] for unit, form in forms.items()}
    assert shown["phong-ldtbxh"] == [("A", Duty.LEAD), ("B", Duty.SUPPORT), ("C", Duty.COMMON)]
    assert shown["phong-tckh"] == [("A", Duty.SUPPORT), ("B", Duty.COMMON)]
    assert shown["phong-noi-vu"] == [("A", Duty.COMMON)]
    assert shown["xa-quai-to"] == [("A", Duty.LEAD)]


def test_deadlines_are_in_the_plans_words(forms: dict[str, ReportForm]) -> None:
    due = {row.code: row.due for row in rows(forms["xa-quai-to"], Duty.LEAD) if row.due}
    assert due == {"12.3": "Hàng năm", "12.5": "định kỳ hàng năm"}


def test_stars_of_bold_words_are_not_shown_in_a_row(tmp_path: Path) -> None:
    items = [{"text": "Trồng **10 cây** {scope}."}]
    shown = form(tmp_path, with_sections({"to": ["xa-a"], "heading": "A", "items": items}))
    assert shown.groups[0].rows[0].text == "Trồng 10 cây trên địa bàn xã Xuân An."


def test_row_tells_the_product_and_asks_the_same_without_it(tmp_path: Path) -> None:
    tasks = [{"text": "Trồng cây."}, {"text": "Trồng cây.", "product": "20 ha rừng {scope}"}]
    bare, stated = (form(tmp_path, with_sections({"to": ["xa-a"], "heading": "A", "items": [task]})) for task in tasks)
    assert [row.product for row in rows(stated, Duty.LEAD)] == ["20 ha rừng trên địa bàn xã Xuân An"]
    assert form_fields(stated) == form_fields(bare)
    assert form_revision(stated) == form_revision(bare)


def test_product_that_the_words_state_is_not_told_again(tmp_path: Path) -> None:
    task = {"text": "Trồng cây. Sản phẩm: 20 ha rừng.", "product": "20 ha rừng"}
    shown = form(tmp_path, with_sections({"to": ["xa-a"], "heading": "A", "items": [task]}))
    assert [row.product for row in rows(shown, Duty.LEAD)] == [""]


def test_product_of_the_whole_is_told_over_its_points(tmp_path: Path) -> None:
    task = {"text": "Trồng cây:", "product": "20 ha rừng", "items": [{"text": "Dọc đường."}]}
    shown = form(tmp_path, with_sections({"to": ["xa-a"], "heading": "A", "items": [task]}))
    assert [(row.is_heading, row.product) for row in rows(shown, Duty.LEAD)] == [(True, "20 ha rừng"), (False, "")]


# Targets


def test_targets_are_those_of_the_units_tasks(forms: dict[str, ReportForm]) -> None:
    found = {unit: [(t.code, t.planned) for t in form.targets] for unit, form in forms.items() if form.targets}
    assert found == {
        "vksnd-huyen": [
            ("9#2/1", "truy tố đúng thời hạn đạt 100% số vụ án xâm hại trẻ em"),
            ("9#2/2", "truy tố bị can đúng tội danh đạt 100%"),
        ],
        "tand-huyen": [("10#1/1", "đạt trên 100%")],
    }


def test_supporter_does_not_answer_for_the_target(tmp_path: Path) -> None:
    target = {"raw": "10 cây", "op": "=", "value": 10, "unit": "cây", "of": "cây"}
    items = [{"text": "Trồng 10 cây.", "with": ["xa-b"], "targets": [target]}]
    data = with_sections({"to": ["xa-a"], "heading": "A", "items": items})
    assert [len(form(tmp_path, data, unit).targets) for unit in ("xa-a", "xa-b")] == [1, 0]


# Head and period


def test_subject_names_the_plan_with_its_gaps(forms: dict[str, ReportForm]) -> None:
    subject = (
        f"Kết quả thực hiện Kế hoạch số\u00a0{BLANK}/KH-UBND ngày {BLANK} tháng 11 năm 2020 "
        "của Ủy ban nhân dân huyện Tuần Giáo"
    )
    assert {form.subject for form in forms.values()} == {subject}


@pytest.mark.parametrize(
    ("unit", "symbol"), [("xa-quai-to", "BC-UBND"), ("ubmttq-huyen", "BC-MTTQ-BTT"), ("phong-gddt", "BC-GDĐT")]
)
def test_form_is_a_report_by_its_symbol(forms: dict[str, ReportForm], unit: str, symbol: str) -> None:
    assert forms[unit].frame.number_line == f"Số: {BLANK}/{symbol}"


def test_form_goes_through_the_focal_unit_but_for_its_own(forms: dict[str, ReportForm]) -> None:
    district = "Ủy ban nhân dân huyện Tuần Giáo"
    assert forms["phong-ldtbxh"].receiver == district
    assert {f.receiver for unit, f in forms.items() if unit != "phong-ldtbxh"} == {f"{district} (qua Phòng LĐTBXH)"}


def test_recipients_of_a_report_are_those_above_and_the_archive(forms: dict[str, ReportForm]) -> None:
    assert {form.frame.recipients for form in forms.values()} == {("Như trên;", "Lưu: VT.")}


def test_period_states_the_day_and_leaves_the_cutoff_open(forms: dict[str, ReportForm]) -> None:
    period = "Thời hạn gửi báo cáo: trước ngày 15 tháng 7 năm 2021. Số liệu tính đến ngày đơn vị ghi dưới đây."
    assert {form.period for form in forms.values()} == {period}


@pytest.mark.parametrize(
    ("cutoff", "words"),
    [
        ("2021-06-30", "ngày 30 tháng 6 năm 2021"),
        ("2021-06", f"ngày {BLANK} tháng 6 năm 2021"),
        ("2021", "hết năm 2021"),
    ],
)
def test_cutoff_that_the_plan_states_is_printed(tmp_path: Path, cutoff: str, words: str) -> None:
    shown = form(tmp_path, base(obligations=[obligation(cutoff=cutoff)]))
    assert shown.period == f"Số liệu tính đến {words}; nếu khác, đơn vị ghi ngày dưới đây."


def test_form_answers_the_report_marked_for_it(tmp_path: Path) -> None:
    reports = [obligation(due="tháng 6"), obligation(id="bc-2", due="tháng 12", form=True)]
    assert "tháng 12" in form(tmp_path, base(obligations=reports)).period


def test_form_answers_the_first_report_to_the_issuer_where_none_is_marked(tmp_path: Path) -> None:
    reports = [obligation(to="xa-b", due="tháng 3"), obligation(id="bc-2", due="tháng 6")]
    reports += [obligation(id="bc-3", due="tháng 9")]
    assert "tháng 6" in form(tmp_path, base(obligations=reports)).period


def test_form_without_any_report_goes_to_the_issuer_with_gaps(tmp_path: Path) -> None:
    shown = form(tmp_path, base())
    assert (shown.receiver, shown.period) == (
        "Ủy ban nhân dân huyện Sông Đà",
        "Số liệu tính đến ngày đơn vị ghi dưới đây.",
    )


def test_report_to_somebody_outside_of_the_registry_names_them(tmp_path: Path) -> None:
    outside = obligation(to_name="Hội đồng nhân dân cùng cấp", form=True)
    del outside["to"]
    assert form(tmp_path, base(obligations=[outside])).receiver == "Hội đồng nhân dân cùng cấp"


def test_form_says_how_it_is_sent(tmp_path: Path) -> None:
    sent = obligation(form=True, due="tháng 6", channel="qua Hệ thống quản lý văn bản.")
    shown = form(tmp_path, base(obligations=[sent])).period
    assert shown.startswith("Thời hạn gửi báo cáo: tháng 6. Cách gửi: qua Hệ thống quản lý văn bản. Số liệu")


# Guidance


def test_form_says_how_to_answer_whom_to_send_it_to_and_by_when(forms: dict[str, ReportForm]) -> None:
    how, where = forms["xa-quai-to"].guidance
    assert all(status in how for status in STATUSES)
    assert where == (
        "Ghi xong, lưu tệp Word này và gửi đến Ủy ban nhân dân huyện Tuần Giáo (qua Phòng LĐTBXH), trước ngày 15 tháng "
        "7 năm 2021; có bản ký thì gửi kèm, không gửi thay tệp này."
    )


def receiving(unit: str, **keys: object) -> Data:
    """A plan with a report to `unit`, whose address is known, as is that of the issuer."""
    data = base(obligations=[obligation(form=True, **keys)])
    for one in data["units"]:
        if one["id"] in (unit, "huyen"):
            one["contact"] = {"email": f"{one['id']}@example.org"}
    return data


def test_form_says_the_address_of_whoever_takes_the_reports_in(tmp_path: Path) -> None:
    data = receiving("xa-b", through="xa-b", due="tháng 6")
    assert "gửi đến Ủy ban nhân dân huyện Sông Đà" in form(tmp_path, data).guidance[1]
    assert ", thư điện tử xa-b@example.org, tháng 6;" in form(tmp_path, data).guidance[1]


def test_form_says_no_address_beside_the_way_that_the_plan_states(tmp_path: Path) -> None:
    data = receiving("xa-b", through="xa-b", channel="qua trục liên thông")
    assert "@" not in form(tmp_path, data).guidance[1]


def test_report_to_somebody_outside_of_the_registry_has_not_the_address_of_the_issuer(tmp_path: Path) -> None:
    data = receiving("huyen", to_name="Hội đồng nhân dân cùng cấp")
    del data["obligations"][0]["to"]
    assert "@" not in form(tmp_path, data).guidance[1]

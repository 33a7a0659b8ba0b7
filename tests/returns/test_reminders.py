"""The reminder as an office would sign it: symbol, subject, annex, deadline, where to send, who is asked, who not."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from gen.cli import main
from gen.derive.answers import FormField
from gen.derive.form_fields import FieldKind
from gen.documents import REMINDER
from gen.errors import TemplateError
from gen.linting.files import lint_files
from gen.ooxml import read_document
from gen.pdf.embedded.document import render_document
from gen.pdf.faces import require_font_book
from gen.plan.file.loading import load_plan
from gen.reading import read_document_number
from gen.reporting.obligations import reporting_units
from gen.reporting.occasions import resolve_obligation, resolve_period
from gen.returns.board import build_board
from gen.returns.collection import AcceptedSubmission, Collection, Extension, RejectedFile
from gen.returns.reasons import Reason
from gen.returns.reminders import (
    Reminder,
    compose_reminder_letter,
    compose_reminder_message,
    make_reminder,
    select_units_to_remind,
)
from gen.returns.validation import FieldValue
from gen.store.connection import disconnect
from gen.text import BLANK
from gen.word.issue_number import read_symbol, set_number
from gen.word.template.finding import template_places
from gen.word.template.names_returns import MauCongVan
from tests.support import docx_text, plans
from tests.support.offices import TEMPLATES, run
from tests.support.set_pages import texts

DAY, BY = date(2021, 7, 20), date(2021, 7, 25)
DUE = {"raw": "trước ngày 15 tháng 7 năm 2021", "value": "2021-07-15", "kind": "before"}
STATUS = FieldValue(FormField("1.1", "status", FieldKind.STATUS), "Hoàn thành", "control")


def data(communes: int = 2, **changes: Any) -> plans.Data:
    """A district with communes, a department that gathers the reports, a court and the Front; `changes` to the report.

    `contact` is the department's, `plan` what changes at the plan's head.
    """
    made = plans.with_sections({"to": ["all"], "heading": "Các đơn vị", "items": [{"text": "Trồng cây."}]})
    department = {"id": "phong-nn", "kind": "department", "name": "Phòng Nông nghiệp", "abbr": "NN"}
    made["units"] = [
        {"id": "huyen", "kind": "district", "name": "Sông Đà"},
        {**department, **changes.pop("department", {})},
        *({"id": f"xa-{n:02}", "kind": "commune", "name": f"Xuân {n:02}"} for n in range(1, communes + 1)),
        {"id": "toa-an", "kind": "court", "name": "Tòa án nhân dân huyện", "abbr": "TA"},
        {"id": "mat-tran", "kind": "front", "name": "Ủy ban MTTQ Việt Nam huyện"},
    ]
    made["plan"] |= changes.pop("plan", {})
    report = {"id": "bc", "name": "Báo cáo kết quả", "of": ["all"], "to": "huyen", "through": "phong-nn"}
    report |= {"frequency": "once", "due": DUE, "form": True} | changes
    made["obligations"] = [{key: value for key, value in report.items() if value is not None}]
    return made


def collection(folder: Path, made: plans.Data, came: tuple[str, ...] = (), **more: Any) -> Collection:
    """What was received by the day: complete reports of these units."""
    plan = load_plan(plans.write(folder, made)).plan
    owed = resolve_obligation(plan, None)
    period = resolve_period(plan, owed, None, DAY)
    when = datetime(2021, 7, 10, tzinfo=UTC)
    reports = tuple(AcceptedSubmission(unit, when, "0" * 64, "bc.docx", (STATUS,)) for unit in came)
    return Collection(plan, owed, period, reporting_units(plan, owed), reports, **more)


def letter(folder: Path, made: plans.Data, came: tuple[str, ...] = (), **more: Any) -> MauCongVan:
    found = collection(folder, made, came, **more)
    return compose_reminder_letter(found, build_board(found, DAY), DAY, BY)


def message(folder: Path, made: plans.Data, came: tuple[str, ...] = ()) -> str:
    found = collection(folder, made, came)
    return compose_reminder_message(found, build_board(found, DAY), DAY, BY)


def reminder(folder: Path, made: plans.Data, came: tuple[str, ...] = ()) -> Reminder:
    template = template_places(folder / "plan.yaml", TEMPLATES).load(REMINDER.template)
    found = make_reminder(collection(folder, made, came), template, DAY, BY)
    assert found is not None
    return found


def pages_of(docx: bytes) -> list[str]:
    """What each page says, white space squeezed."""
    return [" ".join(page.split()) for page in texts(render_document(read_document(docx), require_font_book()).pdf)]


def unit_names(made: MauCongVan) -> list[str]:
    return [row.ten for row in made.don_vi_cham]


# ---- symbol, subject, recipients ------------------------------------------------------


def test_symbol_and_file_name_the_unit_through_which_the_reports_go(tmp_path: Path) -> None:
    made = letter(tmp_path, data(plan={"focal": "mat-tran"}))
    assert made.so_ky_hieu == f"Số: {BLANK}/UBND-NN"
    assert made.noi_nhan == ("Như trên;", "Lưu: VT, NN.")


def test_without_such_a_unit_they_name_the_focal_one(tmp_path: Path) -> None:
    made = letter(tmp_path, data(plan={"focal": "phong-nn"}, through=None))
    assert (made.so_ky_hieu, made.noi_nhan[-1]) == (f"Số: {BLANK}/UBND-NN", "Lưu: VT, NN.")


def test_where_the_issuer_gathers_itself_they_name_nobody_else(tmp_path: Path) -> None:
    made = letter(tmp_path, data(through=None))
    assert (made.so_ky_hieu, made.noi_nhan[-1]) == (f"Số: {BLANK}/UBND", "Lưu: VT.")


def test_abbreviation_that_the_registry_does_not_have_is_a_gap_and_is_not_made_up(tmp_path: Path) -> None:
    made = letter(tmp_path, data(department={"abbr": None}))
    assert (made.so_ky_hieu, made.noi_nhan[-1]) == (f"Số: {BLANK}/UBND-{BLANK}", "Lưu: VT.")


def test_symbol_is_read_again_and_the_letter_takes_its_number(tmp_path: Path) -> None:
    made = reminder(tmp_path, data())
    found = read_document_number(letter(tmp_path, data()).so_ky_hieu)
    assert found is not None
    assert (found.number, found.whole_symbol) == ("", "UBND-NN")
    assert read_symbol(made.letter) == "UBND-NN"
    assert set_number(made.letter, 7, date(2021, 7, 21)).number == "07/UBND-NN"


@pytest.mark.parametrize(
    ("number", "name", "subject"),
    [
        (12, "Báo cáo kết quả", "báo cáo kết quả theo Kế hoạch số 12/KH-UBND"),
        (None, "Báo cáo kết quả", f"báo cáo kết quả theo Kế hoạch số {BLANK}/KH-UBND"),
        (12, "Báo cáo kết quả thực hiện Kế hoạch", "báo cáo kết quả thực hiện Kế hoạch số 12/KH-UBND"),
    ],
)
def test_subject_names_the_number_of_the_plan_or_its_gap(
    tmp_path: Path, number: int | None, name: str, subject: str
) -> None:
    made = letter(tmp_path, data(plan={"number": number}, name=name))
    assert made.trich_yeu.replace("số\u00a0", "số ") == f"V/v đôn đốc gửi {subject}"


def test_subject_of_a_period_names_both(tmp_path: Path) -> None:
    made = data(plan={"number": 12}, name="Báo cáo kết quả thực hiện Kế hoạch", frequency="quarterly", due=None)
    subject = letter(tmp_path, made).trich_yeu.replace("\u00a0", " ")
    assert subject.endswith("thực hiện Kế hoạch số 12/KH-UBND, quý II năm 2021")


# ---- the annex ------------------------------------------------------------------------


def test_list_is_an_annex_on_a_page_of_its_own_to_which_the_letter_refers(tmp_path: Path) -> None:
    first, *others = pages_of(reminder(tmp_path, data(communes=40)).letter)
    assert "Kính gửi: Các cơ quan, đơn vị có tên trong Phụ lục kèm theo" in first
    assert "còn 42 đơn vị chưa gửi báo cáo (danh sách tại Phụ lục kèm theo)" in first
    assert "CHỦ TỊCH" in first
    assert "Hạn gửi" not in first
    assert (
        others[0]
        .removeprefix("2 ")
        .startswith("Phụ lục DANH SÁCH CƠ QUAN, ĐƠN VỊ CHƯA GỬI BÁO CÁO (Kèm theo Công văn số")
    )
    assert "/UBND-NN ngày" in others[0]
    assert "của Ủy ban nhân dân huyện Sông Đà)" in others[0]


def test_few_units_are_addressed_by_name_and_listed_in_the_annex(tmp_path: Path) -> None:
    made = letter(tmp_path, data())
    assert made.noi_gui == ""
    assert made.kinh_gui == (
        "Ủy ban nhân dân xã Xuân 01;", "Ủy ban nhân dân xã Xuân 02;", "Tòa án nhân dân huyện;",
        "Ủy ban MTTQ Việt Nam huyện.",
    )  # fmt: skip
    assert len(made.don_vi_cham) == 4


def test_one_unit_has_no_annex_all_is_said_in_the_letter(tmp_path: Path) -> None:
    (page,) = pages_of(reminder(tmp_path, data(), ("xa-01", "toa-an", "mat-tran")).letter)
    assert "Phụ lục" not in page
    assert "Ủy ban nhân dân xã Xuân 02 chưa gửi báo cáo (quá hạn 4 ngày làm việc)." in page
    assert "yêu cầu Ủy ban nhân dân xã Xuân 02 gửi báo cáo, chậm nhất ngày 25 tháng 7 năm 2021" in page


def test_one_unit_whose_file_cannot_be_read_is_told_why_in_the_letter(tmp_path: Path) -> None:
    bad = RejectedFile("xa-02", datetime(2021, 7, 1, tzinfo=UTC), "1" * 64, "x.docx", Reason.parse("tệp hỏng"))
    made = letter(tmp_path, data(), ("xa-01", "toa-an", "mat-tran"), rejected=(bad,))
    assert "tình hình báo cáo của Ủy ban nhân dân xã Xuân 02 như sau: tệp gửi ngày 01/07/2021" in made.mo_dau[1]
    assert "yêu cầu Ủy ban nhân dân xã Xuân 02 gửi lại báo cáo" in made.ket[0]


def test_one_unit_with_more_time_is_told_until_when_it_had_it(tmp_path: Path) -> None:
    more = Extension("xa-02", date(2021, 7, 16), "mưa lũ")
    made = letter(tmp_path, data(), ("xa-01", "toa-an", "mat-tran"), extensions=(more,))
    assert "Xuân 02, đã được gia hạn đến ngày 16 tháng 7 năm 2021, chưa gửi báo cáo (quá hạn 2" in made.mo_dau[1]


def test_title_of_the_annex_says_what_is_awaited_of_the_units_in_it(tmp_path: Path) -> None:
    bad = RejectedFile("xa-02", datetime(2021, 7, 1, tzinfo=UTC), "1" * 64, "x.docx", Reason.parse("tệp hỏng"))
    made = letter(tmp_path, data(), ("toa-an", "mat-tran"), rejected=(bad,))
    assert made.ten_phu_luc == "DANH SÁCH CƠ QUAN, ĐƠN VỊ CHƯA GỬI HOẶC PHẢI GỬI LẠI BÁO CÁO"
    assert "gửi hoặc gửi lại báo cáo" in made.ket[0]


@pytest.mark.parametrize("communes", [2, 40])
def test_layout_rules_of_the_decree_are_kept(tmp_path: Path, communes: int) -> None:
    (tmp_path / "don-doc.docx").write_bytes(reminder(tmp_path, data(communes=communes)).letter)
    (found,) = lint_files([tmp_path / "don-doc.docx"], fix=False)
    assert [(finding.rule.code, str(finding)) for finding in found.findings] == []


# ---- the deadline ---------------------------------------------------------------------


def test_deadline_is_in_the_plans_own_words(tmp_path: Path) -> None:
    assert letter(tmp_path, data()).mo_dau[0].endswith("; thời hạn gửi: trước ngày 15 tháng 7 năm 2021.")


def test_deadline_that_comes_again_has_the_day_of_the_period_too(tmp_path: Path) -> None:
    due = {"raw": "trước ngày 20 của tháng cuối quý", "kind": "before"}
    made = letter(tmp_path, data(frequency="quarterly", due=due))
    assert made.mo_dau[0].endswith(
        "thời hạn gửi: trước ngày 20 của tháng cuối quý (chậm nhất ngày 21 tháng 6 năm 2021)."
    )  # the 19th is a Saturday


# ---- where to send it -----------------------------------------------------------------

CONTACT = {"address": "Thôn Hai, xã Xuân 01", "email": "nn@songda.example", "person": "chuyên viên tổng hợp",
           "phone": "0215 000 003"}  # fmt: skip


def test_letter_says_where_to_send_and_whom_to_ask_where_the_plan_knows_it(tmp_path: Path) -> None:
    made = letter(tmp_path, data(department={"contact": CONTACT}, channel="qua Hệ thống quản lý văn bản."))
    assert made.ket[-1] == (
        "Báo cáo gửi về Phòng Nông nghiệp; địa chỉ: Thôn Hai, xã Xuân 01; thư điện tử: nn@songda.example; cách gửi: "
        "qua Hệ thống quản lý văn bản. Nếu có vướng mắc, liên hệ chuyên viên tổng hợp, Phòng Nông nghiệp, điện thoại: "
        "0215 000 003./."
    )


@pytest.mark.parametrize(
    ("contact", "said"),
    [
        ({"phone": "0215 000 003"}, "Nếu có vướng mắc, liên hệ Phòng Nông nghiệp, điện thoại: 0215 000 003./."),
        ({"address": "Thôn Hai"}, "Báo cáo gửi về Phòng Nông nghiệp; địa chỉ: Thôn Hai./."),
    ],
)
def test_what_is_not_given_is_not_made_up(tmp_path: Path, contact: dict[str, str], said: str) -> None:
    assert letter(tmp_path, data(department={"contact": contact})).ket[-1] == said


def test_without_a_contact_nothing_is_said_of_it(tmp_path: Path) -> None:
    made = letter(tmp_path, data())
    assert [text for text in (*made.mo_dau, *made.ket) if "liên hệ" in text or "gửi về Phòng" in text] == []
    assert "Hỏi:" not in message(tmp_path, data())


def test_contact_is_that_of_where_reports_go_and_not_of_another_unit(tmp_path: Path) -> None:
    made = data(department={"contact": CONTACT}, through=None)
    assert [text for text in letter(tmp_path, made).ket if "songda.example" in text] == []


def test_message_says_it_in_short(tmp_path: Path) -> None:
    said = message(tmp_path, data(department={"contact": CONTACT}, channel="qua Hệ thống quản lý văn bản"))
    assert said.splitlines()[-2:] == [
        "Gửi về Phòng Nông nghiệp: nn@songda.example; qua Hệ thống quản lý văn bản.",
        "Hỏi: chuyên viên tổng hợp, Phòng Nông nghiệp, điện thoại: 0215 000 003.",
    ]


# ---- who is directed and who is requested ---------------------------------------------


def test_directed_and_requested_units_have_a_paragraph_each(tmp_path: Path) -> None:
    directed, requested = letter(tmp_path, data()).ket
    assert directed == (
        "Ủy ban nhân dân huyện Sông Đà yêu cầu các cơ quan, đơn vị có tên tại mục I Phụ lục gửi báo cáo, chậm nhất "
        "ngày 25 tháng 7 năm 2021; đơn vị gửi chậm nêu rõ lý do trong báo cáo."
    )
    assert requested == (
        "Ủy ban nhân dân huyện Sông Đà đề nghị Tòa án nhân dân huyện, Ủy ban MTTQ Việt Nam huyện quan tâm, gửi báo "
        "cáo, chậm nhất ngày 25 tháng 7 năm 2021./."
    )


def test_annex_lists_the_directed_ones_first_and_names_the_two_groups(tmp_path: Path) -> None:
    made = data()
    made["units"].insert(1, made["units"].pop())  # the Front stands first in the plan
    rows = letter(tmp_path, made).don_vi_cham
    assert [(row.nhom, row.so, row.ten) for row in rows] == [
        ("I. Cơ quan, đơn vị được yêu cầu báo cáo", "1", "Ủy ban nhân dân xã Xuân 01"),
        ("", "2", "Ủy ban nhân dân xã Xuân 02"),
        ("II. Cơ quan, tổ chức được đề nghị báo cáo", "3", "Ủy ban MTTQ Việt Nam huyện"),
        ("", "4", "Tòa án nhân dân huyện"),
    ]


def test_only_requested_units_are_not_required(tmp_path: Path) -> None:
    made = letter(tmp_path, data(), ("xa-01", "xa-02"))
    assert [text for text in made.ket if "yêu cầu" in text] == []
    assert {row.nhom for row in made.don_vi_cham} == {""}
    assert "Đề nghị gửi chậm nhất ngày 25/07/2021." in message(tmp_path, data(), ("xa-01", "xa-02"))


def test_unit_that_the_plan_directs_is_required_whatever_its_kind(tmp_path: Path) -> None:
    made = data()
    made["units"][-1]["manner"] = "direct"
    assert letter(tmp_path, made).ket[-1].count("đề nghị Tòa án nhân dân huyện quan tâm") == 1


def test_message_parts_the_two_groups(tmp_path: Path) -> None:
    assert message(tmp_path, data()).splitlines()[1:] == [
        "Đến ngày 20/07/2021 còn 4 đơn vị:",
        "Yêu cầu:", "- UBND xã Xuân 01: chưa gửi", "- UBND xã Xuân 02: chưa gửi",
        "Đề nghị:", "- Tòa án nhân dân huyện: chưa gửi", "- Ủy ban MTTQ Việt Nam huyện: chưa gửi",
        "Gửi chậm nhất ngày 25/07/2021.",
    ]  # fmt: skip


# ---- the unit that gathers the reports ------------------------------------------------


def test_gathering_unit_is_not_reminded_by_its_own_letter_and_that_is_told(tmp_path: Path) -> None:
    made = reminder(tmp_path, data())
    assert made.units == ("xa-01", "xa-02", "toa-an", "mat-tran")
    assert "Phòng Nông nghiệp: chưa gửi" not in made.message
    assert ["Phòng Nông nghiệp" in row[1] for row in docx_text.rows(made.letter, "TT")].count(True) == 0
    assert [(notice.code, "Phòng Nông nghiệp" in notice.message) for notice in made.notices] == [("RET-060", True)]


def test_gathering_unit_that_has_reported_is_no_notice(tmp_path: Path) -> None:
    assert reminder(tmp_path, data(), ("phong-nn",)).notices == ()


def test_counts_leave_the_gathering_unit_out(tmp_path: Path) -> None:
    for came in (("xa-01",), ("xa-01", "phong-nn")):
        assert "báo cáo của 1/4 đơn vị; còn 3 đơn vị" in letter(tmp_path, data(), came).mo_dau[1]


def test_focal_unit_of_a_report_that_goes_through_another_is_reminded(tmp_path: Path) -> None:
    made = data(plan={"focal": "phong-nn"}, through="mat-tran")
    assert "Phòng Nông nghiệp" in unit_names(letter(tmp_path, made))
    found = collection(tmp_path, made)
    assert "mat-tran" not in [one.unit for one in select_units_to_remind(found, build_board(found, DAY))]


def test_chase_says_that_only_the_gathering_unit_is_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    run(plans.write(tmp_path, data(of=["phong-nn"])))
    ended = CliRunner().invoke(main, ["chase", "--as-of", "2021-07-20", "--templates", str(TEMPLATES)])
    assert "only Phòng Nông nghiệp is behind, which gathers the reports" in ended.output
    assert ended.exit_code == 0
    assert not (tmp_path / "cong-van-don-doc.docx").exists()
    disconnect()


def test_edited_template_without_the_annex_is_refused_since_the_letter_refers_to_it(tmp_path: Path) -> None:
    old = (TEMPLATES / "reminder.docx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(old)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"{{ kem_theo }}", b"")
    with zipfile.ZipFile(tmp_path / "reminder.docx", "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    with pytest.raises(TemplateError) as error:
        template_places(plans.write(tmp_path, data()), tmp_path).load(REMINDER.template)
    assert [found.code for found in error.value.diagnostics] == ["TPL-005"]

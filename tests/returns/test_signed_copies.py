"""Signed copies: whose they are is said, printed, in the name or the sender; else a person is asked, nothing counts."""

import io
import json
import shutil
import zlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner
from PIL import Image
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

import gen
from gen.cli import main
from gen.files import sha256
from gen.pdf import page_text
from gen.returns.board import ReportingState, build_board
from gen.returns.ingestion import CollectionRequest, collect
from gen.returns.intake import signed_copies
from gen.returns.intake.unpack import ReceivedFile
from gen.returns.messages import outcomes_as_json, outcomes_as_text
from gen.returns.reasons import ReasonCode
from gen.returns.storage import StoreOutcome, load_collection
from gen.store.connection import disconnect
from tests.support import plans
from tests.support.archive_cases import blank_pdf, resaved, sign
from tests.support.form_filling import filled
from tests.support.offices import run

NOON = datetime(2021, 6, 18, 5, tzinfo=UTC)
LATER = NOON + timedelta(days=1)
DAY = date(2021, 6, 30)
FORM_A, FORM_B = "xa-a/bao-cao-xa-a-2021-q2.pdf", "xa-b/bao-cao-xa-b-2021-q2.pdf"


def plan_data() -> plans.Data:
    data = plans.with_sections(
        {"to": ["xa-a", "xa-b"], "heading": "UBND xã", "items": [{"text": "Trồng cây."}, {"text": "Tưới cây."}]}
    )
    data["obligations"] = [
        {
            "id": "quy", "name": "Báo cáo quý", "of": ["all"], "to": "huyen", "frequency": "quarterly",
            "due": "2021-06-20", "form": True,
        }
    ]  # fmt: skip
    for unit in data["units"]:
        if unit["id"] == "xa-a":
            unit["emails"] = ["VanThu@xa-a.example"]
        if unit["id"] == "xa-b":
            unit["emails"] = ["vanthu@xa-b.example"]
    return data


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a plan with its documents of quarter II of 2021, PDFs too."""
    folder = tmp_path_factory.mktemp("built")
    result = run(plans.write(folder, plan_data()), pdf=True, engine="embedded", period="2021-Q2")
    assert result.exit_code == 0, result.problems()
    return folder


@pytest.fixture(scope="module")
def signed(built: Path) -> bytes:
    """The report of xa-a, signed."""
    return sign(pdf_of(built, FORM_A))


@pytest.fixture
def office(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    shutil.copytree(built, tmp_path / "office")
    monkeypatch.chdir(tmp_path / "office")
    yield tmp_path / "office"
    disconnect()


def pdf_of(folder: Path, path: str) -> bytes:
    return (folder / "out" / "kh-1" / path).read_bytes()


def taken(office: Path, files: dict[str, bytes], at: datetime = NOON, **said: str) -> list[StoreOutcome]:
    box = office / "box"
    shutil.rmtree(box, ignore_errors=True)
    box.mkdir()
    for name, data in files.items():
        (box / name).write_bytes(data)
    return list(collect(CollectionRequest(office / "plan.yaml", at, **said), [box]))  # type: ignore[arg-type]


def one(office: Path, name: str, data: bytes, at: datetime = NOON, **said: str) -> StoreOutcome:
    (outcome,) = taken(office, {name: data}, at, **said)
    return outcome


def why(outcome: StoreOutcome) -> str:
    return outcome.submission.quarantine_reason.code if outcome.submission.quarantine_reason else ""


def placed(outcome: StoreOutcome) -> tuple[str, str, str, str]:
    return outcome.submission.unit, outcome.obligation, outcome.period, why(outcome)


def states(office: Path, day: date = DAY) -> dict[str, ReportingState]:
    board = build_board(load_collection(office / "plan.yaml", None, "2021-Q2", day), day)
    return {status.unit: status.state for status in board}


def mailed(sender: str, *files: tuple[str, bytes]) -> bytes:
    mail = EmailMessage()
    mail["From"] = sender
    mail["Subject"] = "Báo cáo"
    mail.set_content("Kính gửi")
    for name, data in files:
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def scan(pages: int = 1, resolution: int = 30) -> bytes:
    """Pages that are pictures, as a scanner makes them."""
    out = io.BytesIO()
    sheets = [Image.new("L", (210, 297), 200 + number) for number in range(pages)]
    sheets[0].save(out, "PDF", save_all=True, append_images=sheets[1:], resolution=resolution)
    return out.getvalue()


def photo(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 60), "white").save(out, kind)
    return out.getvalue()


def together(*files: bytes) -> bytes:
    """Several PDFs in one."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for data in files:
            with pikepdf.open(io.BytesIO(data)) as other:
                pdf.pages.extend(other.pages)
        pdf.save(out)
    return out.getvalue()


# ---- the code on its pages ---------------------------------------------------------


def test_a_signed_form_says_by_its_code_whose_it_is_and_for_which_period(office: Path, signed: bytes) -> None:
    assert placed(one(office, "scan0031.pdf", signed)) == ("xa-a", "quy", "2021-Q2", "")
    assert states(office) == {"xa-a": ReportingState.SIGNED, "xa-b": ReportingState.OVERDUE}


def test_a_signed_copy_is_kept_as_it_came(office: Path, signed: bytes) -> None:
    one(office, "ky.pdf", signed)
    digest = sha256(signed)
    assert (office / "returns" / "files" / digest[:2] / f"{digest}.pdf").read_bytes() == signed


def test_a_code_that_runs_over_the_end_of_the_line_is_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    unit, report = "xa-" + "-".join(["quai"] * 11), "bao-cao-dinh-ky-hang-quy-ve-ket-qua-thuc-hien-ke-hoach"
    data = json.loads(json.dumps(plan_data()).replace('"xa-a"', f'"{unit}"').replace('"quy"', f'"{report}"'))
    data["plan"]["id"] = "ke-hoach-trong-cay-gay-rung-tren-dia-ban-huyen-nam-2021"
    plan = plans.write(tmp_path, data)
    assert run(plan, pdf=True, engine="embedded", period="2021-Q2", units=(unit,)).exit_code == 0
    (form,) = (tmp_path / "out").rglob("bao-cao-*.pdf")
    assert "\ufffe" in page_text.extract_text(form.read_bytes())
    assert placed(one(tmp_path, "ky.pdf", sign(form.read_bytes()))) == (unit, report, "2021-Q2", "")
    disconnect()


def test_a_form_saved_as_pdf_by_another_program_counts_with_a_doubt(office: Path, built: Path) -> None:
    outcome = one(office, "ky.pdf", resaved(pdf_of(built, FORM_A)))
    assert placed(outcome) == ("xa-a", "quy", "2021-Q2", "")
    assert [doubt.code for doubt in outcome.submission.doubts] == [ReasonCode.NO_SIGNATURE]


def test_the_form_as_it_was_built_is_no_report(office: Path, built: Path) -> None:
    assert why(one(office, "bao-cao-xa-a-2021-q2.pdf", pdf_of(built, FORM_A))) == ReasonCode.BUILT_FORM


def test_a_form_to_which_something_was_added_is_not_as_it_was_built(office: Path, built: Path) -> None:
    stamped = io.BytesIO(pdf_of(built, FORM_A))
    writer = IncrementalPdfFileWriter(stamped)
    writer.root["/PageMode"] = generic.NameObject("/UseNone")
    writer.update_root()
    writer.write_in_place()
    assert why(one(office, "dau.pdf", stamped.getvalue())) == ""


def test_a_signed_plan_of_the_unit_is_no_report(office: Path, built: Path) -> None:
    outcome = one(office, "ky.pdf", sign(pdf_of(built, "xa-a/ke-hoach-xa-a.pdf")), unit="xa-a")
    assert why(outcome) == ReasonCode.OTHER_DOCUMENT
    assert "Kế hoạch" in str(outcome.submission.quarantine_reason)


def test_two_forms_in_one_pdf_are_a_question(office: Path, built: Path) -> None:
    both = together(pdf_of(built, FORM_A), pdf_of(built, FORM_B))
    outcome = one(office, "ky.pdf", both)
    assert placed(outcome)[0::3] == ("", ReasonCode.SEVERAL_CODES)


def test_a_form_of_another_plan_does_not_count(office: Path) -> None:
    assert why(one(office, "ky.pdf", blank_pdf("kh-2/xa-a/bao-cao/quy/2021-Q2"), unit="xa-a")) == ReasonCode.OTHER_PLAN


def test_an_address_on_a_page_is_no_code(office: Path) -> None:
    page = blank_pdf("https://example.vn/tin-tuc/bao-cao")
    assert placed(one(office, "ky.pdf", page, unit="xa-a", period="2021-Q2")) == ("xa-a", "quy", "2021-Q2", "")


def test_a_code_of_no_unit_of_the_plan_is_told(office: Path) -> None:
    assert why(one(office, "ky.pdf", blank_pdf("kh-1/xa-z/bao-cao/quy/2021-Q2"))) == ReasonCode.NO_SUCH_UNIT


# ---- what the person says ------------------------------------------------------------


def test_a_scan_is_the_copy_of_the_unit_that_the_person_names(office: Path) -> None:
    outcome = one(office, "scan0031.pdf", scan(2), unit="UBND xã Xuân An", period="2021-Q2")
    assert placed(outcome) == ("xa-a", "quy", "2021-Q2", "")
    assert outcome.submission.doubts == ()


def test_a_scan_of_nobody_known_is_a_question_that_unit_answers(office: Path) -> None:
    data = scan()
    asked = one(office, "scan0031.pdf", data)
    assert placed(asked)[0::3] == ("", ReasonCode.COPY_UNKNOWN)
    assert states(office)["xa-a"] is ReportingState.OVERDUE
    one(office, "scan0031.pdf", data, LATER, unit="xa-a", period="2021-Q2")
    found = load_collection(office / "plan.yaml", None, "2021-Q2", DAY)
    assert [copy.unit for copy in found.signed] == ["xa-a"]
    assert found.rejected == ()


def test_a_scan_of_a_recurring_report_says_no_period_and_that_is_asked(office: Path) -> None:
    assert placed(one(office, "scan.pdf", scan(), unit="xa-a"))[0::3] == ("xa-a", ReasonCode.PERIOD_NOT_SAID)


def test_a_scan_is_of_the_only_report_that_has_the_named_period(office: Path) -> None:
    data = plan_data()
    yearly = {"id": "nam", "name": "Báo cáo năm", "of": ["all"], "to": "huyen", "frequency": "yearly", "form": True}
    plans.write(office, {**data, "obligations": [*data["obligations"], yearly]})
    assert placed(one(office, "scan.pdf", scan(), unit="xa-a", period="2021-Q2")) == ("xa-a", "quy", "2021-Q2", "")
    assert placed(one(office, "b.pdf", scan(2), unit="xa-b"))[3] == ReasonCode.REPORT_NOT_SAID


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
def test_a_photo_is_the_copy_of_the_unit_that_the_person_names(office: Path, kind: str) -> None:
    assert placed(one(office, "IMG_1.bin", photo(kind), unit="xa-a", period="2021-Q2"))[0::3] == ("xa-a", "")


def test_a_code_that_is_not_of_the_named_unit_is_a_question_that_a_person_can_overrule(
    office: Path, signed: bytes
) -> None:
    outcome = one(office, "ky.pdf", signed, unit="xa-b", period="2021-Q2")
    assert placed(outcome)[0::3] == ("xa-b", ReasonCode.CODE_UNLIKE_NAMED)
    assert ReportingState.SIGNED not in states(office).values()
    gen.restore_return(sha256(signed)[:12], office / "plan.yaml", reason="xã dùng nhầm mẫu", at=LATER)
    assert states(office)["xa-b"] is ReportingState.SIGNED


def test_a_period_other_than_the_printed_one_is_a_question(office: Path, signed: bytes) -> None:
    assert why(one(office, "ky.pdf", signed, unit="xa-a", period="2021-Q1")) == ReasonCode.OTHER_PERIOD


def test_a_word_form_of_another_unit_than_the_named_one_is_set_apart(office: Path) -> None:
    form = filled(pdf_of(office, FORM_A.replace(".pdf", ".docx")), {"1.1/result": "đã trồng"})
    outcome = one(office, "bc.docx", form, unit="xa-b")
    assert placed(outcome)[0::3] == ("xa-a", ReasonCode.OTHER_UNIT)
    assert load_collection(office / "plan.yaml", None, "2021-Q2", DAY).accepted == ()


def test_a_copy_that_counts_for_one_unit_does_not_count_for_another_too(office: Path) -> None:
    data = scan()
    one(office, "scan.pdf", data, unit="xa-a", period="2021-Q2")
    again = one(office, "scan.pdf", data, LATER, unit="xa-b", period="2021-Q2")
    assert why(again) == ReasonCode.COUNTS_FOR_UNIT
    assert states(office) == {"xa-a": ReportingState.SIGNED, "xa-b": ReportingState.INVALID}


def test_a_copy_that_was_put_down_for_the_wrong_unit_is_withdrawn_and_collected_for_the_right_one(office: Path) -> None:
    data = scan()
    one(office, "scan.pdf", data, unit="xa-a", period="2021-Q2")
    gen.withdraw_return(sha256(data)[:12], office / "plan.yaml", reason="nhầm đơn vị", at=LATER)
    assert why(one(office, "scan.pdf", data, LATER + timedelta(days=1), unit="xa-b", period="2021-Q2")) == ""
    assert states(office) == {"xa-a": ReportingState.OVERDUE, "xa-b": ReportingState.SIGNED}


def test_the_same_copy_under_the_names_of_two_units_counts_for_one(office: Path) -> None:
    data = scan()
    outcomes = taken(office, {"bao-cao-xa-a-2021-q2.pdf": data, "bao-cao-xa-b-2021-q2.pdf": data})
    assert sorted(map(why, outcomes)) == ["", ReasonCode.COUNTS_FOR_UNIT]


def test_the_same_copy_for_another_period_is_a_question(office: Path) -> None:
    data = scan()
    one(office, "scan.pdf", data, unit="xa-a", period="2021-Q1")
    assert why(one(office, "scan.pdf", data, LATER, unit="xa-a", period="2021-Q2")) == ReasonCode.COUNTS_ELSEWHERE


def test_a_unit_that_there_is_not_is_told_before_anything_is_kept(office: Path) -> None:
    with pytest.raises(gen.GenError) as raised:
        one(office, "scan.pdf", scan(), unit="xa-z")
    assert [found.code for found in raised.value.diagnostics] == ["RET-040"]


# ---- the name ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "bao-cao-xa-a-2021-q2.pdf", "bao-cao-quy-xa-a-2021-q2 (1).pdf", "Bao-Cao-Xa-A-2021-Q2-signed.pdf",
        "ban ky bao-cao-xa-a-2021-q2_ban-ky.pdf",
    ],
)  # fmt: skip
def test_a_scan_is_of_the_unit_and_period_that_its_name_says(office: Path, name: str) -> None:
    assert placed(one(office, name, scan())) == ("xa-a", "quy", "2021-Q2", "")


def test_a_name_that_contradicts_the_code_is_a_question(office: Path, signed: bytes) -> None:
    assert why(one(office, "bao-cao-xa-b-2021-q2.pdf", signed)) == ReasonCode.CODE_UNLIKE_NAME


def test_a_name_that_contradicts_the_person_is_a_question(office: Path) -> None:
    assert why(one(office, "bao-cao-xa-b-2021-q2.pdf", scan(), unit="xa-a")) == ReasonCode.NAME_UNLIKE_NAMED


def test_the_name_of_the_units_plan_is_that_of_no_report(office: Path) -> None:
    assert why(one(office, "ke-hoach-xa-a_signed.pdf", scan())) == ReasonCode.OTHER_DOCUMENT


# ---- the sender ----------------------------------------------------------------------


def test_a_scan_is_of_the_unit_from_whose_address_it_came_and_that_is_a_doubt(office: Path) -> None:
    (outcome,) = taken(
        office, {"thu.eml": mailed("Van thu <vanthu@XA-A.example>", ("scan.pdf", scan()))}, period="2021-Q2"
    )
    assert placed(outcome) == ("xa-a", "quy", "2021-Q2", "")
    assert [doubt.code for doubt in outcome.submission.doubts] == [ReasonCode.COPY_BY_SENDER]


def test_a_sender_is_known_by_the_name_that_is_shown(office: Path) -> None:
    mail = mailed("UBND xã Xuân An <ubnd@mail.example>", ("scan.pdf", scan()))
    assert placed(taken(office, {"thu.eml": mail}, period="2021-Q2")[0])[0::3] == ("xa-a", "")


def test_a_letter_that_is_no_report_does_not_count_by_its_sender(office: Path) -> None:
    mail = mailed("vanthu@xa-a.example", ("cv.pdf", blank_pdf("GIAY MOI HOP")))
    assert why(taken(office, {"thu.eml": mail}, period="2021-Q2")[0]) == ReasonCode.NO_REPORT


def test_a_picture_in_an_e_mail_does_not_count_by_its_sender(office: Path) -> None:
    mail = mailed("vanthu@xa-a.example", ("logo.png", photo("PNG")))
    assert why(taken(office, {"thu.eml": mail}, period="2021-Q2")[0]) == ReasonCode.COPY_UNKNOWN


def test_a_copy_that_another_unit_sent_counts_for_its_own_with_a_doubt(office: Path, signed: bytes) -> None:
    (outcome,) = taken(office, {"thu.eml": mailed("vanthu@xa-b.example", ("ky.pdf", signed))})
    assert placed(outcome)[0::3] == ("xa-a", "")
    assert [doubt.code for doubt in outcome.submission.doubts] == [ReasonCode.SENT_BY_OTHER]


def test_a_forwarded_e_mail_is_of_who_wrote_it_first(office: Path) -> None:
    inner = EmailMessage()
    inner["From"] = "vanthu@xa-a.example"
    inner.set_content("Kính gửi")
    inner.add_attachment(scan(), maintype="application", subtype="pdf", filename="scan.pdf")
    outer = EmailMessage()
    outer["From"] = "vanthu@xa-b.example"
    outer.set_content("Chuyển tiếp")
    outer.add_attachment(inner)
    assert placed(taken(office, {"thu.eml": outer.as_bytes()}, period="2021-Q2")[0])[0::3] == ("xa-a", "")


@pytest.mark.parametrize(
    "header",
    [
        b"=?utf-8?B?VUJORCB4w6MgWHXDom4gQW4=?= <ubnd@mail.example>",
        "UBND xã Xuân An <ubnd@mail.example>".encode(),
        b'"Nobody, at all"\r\n <vanthu@xa-a.example>',
    ],
)
def test_a_sender_is_read_as_mail_programs_write_it(office: Path, header: bytes) -> None:
    assert why(taken(office, {"thu.eml": _with_sender(header)}, period="2021-Q2")[0]) == ""


@pytest.mark.parametrize(
    "header", [b"<" * 100_000, b"(" * 1500, b"=?utf-8?Q?" * 150, b"a@" * 900, b"\xff\xfe@\x00", b""]
)
def test_a_sender_that_is_none_says_nothing(office: Path, header: bytes) -> None:
    mail = _with_sender(header)
    assert why(taken(office, {"thu.eml": mail}, period="2021-Q2")[0]) == ReasonCode.COPY_UNKNOWN


def _with_sender(header: bytes) -> bytes:
    return mailed("SENDER@mail.example", ("scan.pdf", scan())).replace(b"SENDER@mail.example", header, 1)


def test_two_senders_are_a_question(office: Path) -> None:
    mail = mailed("vanthu@xa-a.example, vanthu@xa-b.example", ("scan.pdf", scan()))
    assert why(taken(office, {"thu.eml": mail}, period="2021-Q2")[0]) == ReasonCode.COPY_SEVERAL_UNITS


def test_a_form_and_its_signed_copy_in_one_e_mail_give_the_figures_and_the_copy(office: Path, signed: bytes) -> None:
    form = filled(pdf_of(office, FORM_A.replace(".pdf", ".docx")), {"1.1/status": "Hoàn thành"})
    outcomes = taken(office, {"thu.eml": mailed("vanthu@xa-a.example", ("ky.pdf", signed), ("bc.docx", form))})
    assert [(each.is_signed, each.has_figures, why(each)) for each in outcomes] == [
        (False, False, ""),
        (True, True, ""),
    ]
    found = load_collection(office / "plan.yaml", None, "2021-Q2", DAY)
    assert ([r.unit for r in found.accepted], [s.unit for s in found.signed]) == (["xa-a"], ["xa-a"])
    assert states(office)["xa-a"] is ReportingState.IN_TIME


# ---- after it came -------------------------------------------------------------------


def test_what_is_said_names_the_period_and_how_figures_are_entered(office: Path, signed: bytes) -> None:
    said = outcomes_as_text([one(office, "ky.pdf", signed)]).splitlines()[0]
    assert said == (
        "ky.pdf: xa-a, a signed copy (quý II năm 2021), its figures are not entered: "
        "collect its Word form, or gen returns correct xa-a FIELD VALUE --obligation quy --period 2021-Q2 --reason …"
    )


def test_json_says_that_it_is_signed_and_has_no_figures(office: Path, signed: bytes) -> None:
    said = outcomes_as_json([one(office, "ky.pdf", signed)])
    assert '"signed": true' in said
    assert '"figures": false' in said


def test_command_takes_a_unit(office: Path) -> None:
    (office / "scan.pdf").write_bytes(scan())
    told = CliRunner().invoke(
        main, ["collect", "--unit", "xa-a", "--period", "2021-Q2", "--received", "2021-06-18", "scan.pdf"]
    )
    assert (told.exit_code, told.output.splitlines()[0][:38]) == (0, "scan.pdf: xa-a, a signed copy (quý II ")


def test_figures_are_entered_and_the_day_is_that_of_the_copy(office: Path, signed: bytes) -> None:
    one(office, "ky.pdf", signed)
    for field in ("1.1/status", "1.2/status"):
        gen.correct_answer(
            "xa-a", field, "Hoàn thành", office / "plan.yaml", period="2021-Q2", reason="theo bản ký",
            received=datetime(2021, 6, 28, 3, tzinfo=UTC),
        )  # fmt: skip
    status = build_board(load_collection(office / "plan.yaml", None, "2021-Q2", DAY), DAY)[0]
    assert (status.state, status.received, status.missing_keys) == (ReportingState.IN_TIME, date(2021, 6, 18), ())


def test_a_copy_that_came_late_is_late(office: Path, signed: bytes) -> None:
    one(office, "ky.pdf", signed, datetime(2021, 6, 25, 5, tzinfo=UTC))
    status = build_board(load_collection(office / "plan.yaml", None, "2021-Q2", DAY), DAY)[0]
    assert (status.state, status.is_late) == (ReportingState.SIGNED, True)


def test_no_paper_says_that_who_signed_has_sent_nothing(office: Path, built: Path, signed: bytes) -> None:
    taken(office, {"a.pdf": signed, "b.pdf": sign(pdf_of(built, FORM_B))})
    reminder = gen.remind(office / "plan.yaml", period="2021-Q2", as_of=DAY)
    assert reminder is not None
    letter = _text_of(reminder.letter)
    assert "còn 2 đơn vị đã gửi bản ký nhưng chưa có tệp Word hoặc số liệu (danh sách" in letter
    assert "gửi tệp Word hoặc số liệu của báo cáo đã ký, chậm nhất" in letter
    report = gen.consolidate(office / "plan.yaml", period="2021-Q2", as_of=DAY)
    said = (letter, reminder.message, report.completeness)
    assert [text for text in said if "chưa gửi" in text.lower()] == []


def _text_of(docx: bytes) -> str:
    import docx as python_docx

    document = python_docx.Document(io.BytesIO(docx))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_a_lost_store_is_made_anew_from_the_copies_that_say_whose_they_are(office: Path, signed: bytes) -> None:
    one(office, "ky.pdf", signed)
    disconnect()
    for path in (office / "returns").glob("*.sqlite3*"):
        path.unlink()
    list(collect(CollectionRequest(office / "plan.yaml", LATER, keeps_dates=True), [office / "returns" / "files"]))
    assert states(office)["xa-a"] is ReportingState.SIGNED


# ---- made to do harm -----------------------------------------------------------------


def _pages(count: int) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for _number in range(count):
            pdf.add_blank_page(page_size=(200, 200))
        pdf.save(out)
    return out.getvalue()


def _locked(data: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="x", user="mat khau"))
    return out.getvalue()


def _huge_picture() -> bytes:
    """A page with a picture of 100,000 × 100,000 dots, of which the file has a few bytes."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(200, 200))
        picture = pikepdf.Stream(pdf, b"")
        picture.write(zlib.compress(bytes(1000)), filter=pikepdf.Name.FlateDecode)
        picture.update(
            {"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image, "/Width": 100_000, "/Height": 100_000,
             "/ColorSpace": pikepdf.Name.DeviceRGB, "/BitsPerComponent": 8}
        )  # fmt: skip
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=picture))
        page.obj.Contents = pdf.make_stream(b"200 0 0 200 0 0 cm /I Do")
        pdf.save(out)
    return out.getvalue()


def nested_forms(levels: int = 24) -> bytes:
    """A page that draws a form twice, which draws another one twice, and so on: two to the power of `levels`."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(200, 200))
        inner = None
        for _level in range(levels):
            form = pikepdf.Stream(pdf, b"/X Do /X Do" if inner is not None else b"0 0 m 1 1 l S")
            form.update({"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Form, "/BBox": [0, 0, 200, 200]})
            if inner is not None:
                form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=inner))
            inner = pdf.make_indirect(form)
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=inner))
        page.obj.Contents = pdf.make_stream(b"/X Do /X Do")
        pdf.save(out)
    return out.getvalue()


def test_a_pdf_of_ten_thousand_pages_is_set_apart(office: Path) -> None:
    outcome = one(office, "a.pdf", _pages(10_000), unit="xa-a", period="2021-Q2")
    assert placed(outcome)[0::3] == ("xa-a", ReasonCode.TOO_MANY_PAGES)
    assert "10000" in str(outcome.submission.quarantine_reason)


def test_wrong_pdfs_are_told_and_the_sound_one_counts(office: Path, signed: bytes) -> None:
    start = signed.rindex(b"startxref")
    outcomes = taken(
        office,
        {
            "a.pdf": b"%PDF-1.7\n", "b.pdf": signed[: len(signed) // 3], "c.pdf": _locked(signed), "d.pdf": signed,
            "e.pdf": _huge_picture(), "g.pdf": signed[:start] + b"startxref\n99999999\n%%EOF",
        },
    )  # fmt: skip
    found = {each.submission.name: why(each) for each in outcomes}
    assert found.pop("g.pdf") in ("", ReasonCode.DAMAGED)  # PDFium looks for the objects itself
    assert found.pop("b.pdf") in (ReasonCode.DAMAGED, ReasonCode.COPY_UNKNOWN, ReasonCode.BUILT_FORM)
    assert found == {
        "a.pdf": ReasonCode.DAMAGED, "c.pdf": ReasonCode.PASSWORD, "d.pdf": "", "e.pdf": ReasonCode.COPY_UNKNOWN,
    }  # fmt: skip


def test_a_pdf_that_would_take_hours_is_given_up_and_the_others_are_read() -> None:
    readings = page_text.read_received([nested_forms(levels=30), scan(3), nested_forms(levels=3)], seconds=2)
    assert [(one.fault, one.pages) for one in readings] == [(page_text.PdfFault.GIVEN_UP, 0), (None, 3), (None, 1)]


def test_after_pdfs_that_were_given_up_a_call_looks_through_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signed_copies, "MAX_GIVEN_UP", 1)
    monkeypatch.setattr(signed_copies, "_PIECE", 2)
    reader = signed_copies.CopyReader(seconds=1)
    slow = ReceivedFile("a.pdf", nested_forms(levels=30), "a", ".pdf")
    sound = ReceivedFile("b.pdf", scan(3), "b", ".pdf")
    given_up, not_tried = page_text.PdfFault.GIVEN_UP, page_text.PdfFault.NOT_TRIED
    assert [one.fault for one in reader.read([slow, sound, sound])] == [given_up, None, not_tried]
    assert [one.fault for one in reader.read([sound])] == [not_tried]


def test_a_pdf_that_was_not_looked_through_is_told_so(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signed_copies, "MAX_GIVEN_UP", 0)
    assert why(one(office, "a.pdf", scan(3))) == ReasonCode.COPIES_GIVEN_UP

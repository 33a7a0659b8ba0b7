"""gen collect: what came is kept as it came, what it says is put down once, and a later form supersedes an earlier."""

import json
import os
import random
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from email.message import EmailMessage
from pathlib import Path

import pytest
from click.testing import CliRunner

import gen
from gen.cli import main
from gen.documents import REPORT
from gen.files import sha256
from gen.reading import Figure
from gen.reporting.occasions import OccasionError
from gen.returns.collection import AcceptedSubmission, Collection
from gen.returns.extensions import ExtensionError, grant_extension
from gen.returns.ingestion import CollectionRequest, collect
from gen.returns.messages import outcomes_as_text
from gen.returns.reasons import official_words
from gen.returns.storage import StoreOutcome, load_collection
from gen.store.connection import StoreError, connect, disconnect
from tests.support import plans, stores
from tests.support.form_filling import filled
from tests.support.offices import run

NOON = datetime(2021, 7, 10, 5, tzinfo=UTC)
LATER = NOON + timedelta(days=3)
DAY = date(2021, 7, 20)
OWED = {
    "id": "bc", "name": "Báo cáo", "of": ["all"], "to": "huyen", "frequency": "once", "due": "2021-07-15", "form": True,
}  # fmt: skip


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    if why := stores.missing():
        pytest.skip(why)
    with stores.server() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def office(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a plan of two communes with two tasks, whose forms are built; on each kind of database."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    plan = plans.write(tmp_path, office_plan())
    assert run(plan).exit_code == 0
    if request.param == "sqlite":
        yield tmp_path
    else:
        with stores.database(request.getfixturevalue("postgres")) as address:
            monkeypatch.setenv("DATABASE_URL", address)
            yield tmp_path
    disconnect()


def office_plan(*, target: bool = False) -> plans.Data:
    first: dict[str, object] = {"text": "Trồng cây."}
    if target:
        first["targets"] = [{"raw": "đạt 90%", "op": "=", "value": 90, "of": "số thôn có cây"}]
    data = plans.with_sections({"to": ["xa-a", "xa-b"], "heading": "UBND xã", "items": [first, {"text": "Tưới cây."}]})
    data["obligations"] = [OWED]
    return data


def filled_form(office: Path, unit: str = "xa-a", period: str = "", **answers: str) -> bytes:
    given = {key.replace("_", "/", 1).replace("t1", "1.1").replace("t2", "1.2"): text for key, text in answers.items()}
    form = office / "out" / "kh-1" / REPORT.path(unit, period=period)
    return filled(form.read_bytes(), given)


def received(office: Path, data: bytes, name: str = "bao cao.docx", at: datetime = NOON) -> list[StoreOutcome]:
    box = office / "box"
    shutil.rmtree(box, ignore_errors=True)
    box.mkdir()
    (box / name).write_bytes(data)
    return taken(office, box, at)


def taken(office: Path, box: Path, at: datetime = NOON) -> list[StoreOutcome]:
    return list(collect(CollectionRequest(office / "plan.yaml", at), [box]))


def collection(office: Path) -> Collection:
    return load_collection(office / "plan.yaml", None, None, DAY)


def only(office: Path) -> AcceptedSubmission:
    (report,) = collection(office).accepted
    return report


def texts(report: AcceptedSubmission) -> dict[str, str]:
    return {value.field.key: value.text for value in report.values}


def log(office: Path) -> list[str]:
    from gen.store import models

    connect(office / "returns")
    return list(models.Log.objects.order_by("pk").values_list("action", flat=True))


def test_what_a_form_says_is_put_down_with_where_it_comes_from(office: Path) -> None:
    data = filled_form(office, t1_result="đã trồng\n50 cây", t1_status="Hoàn thành")
    (kept,) = received(office, data)
    assert kept.submission.unit == "xa-a"
    report = only(office)
    assert (report.unit, report.sha256, report.received) == ("xa-a", sha256(data), NOON)
    assert texts(report) == {"1.1/status": "Hoàn thành", "1.1/result": "đã trồng\n50 cây"}
    assert {value.anchor for value in report.values} == {"control"}


def test_who_owes_and_has_not_sent_is_asked_all_the_same(office: Path) -> None:
    received(office, filled_form(office, t1_result="xong"))
    assert [unit.id for unit in collection(office).owing_units] == ["xa-a", "xa-b"]


def test_the_file_is_kept_as_it_came(office: Path) -> None:
    data = filled_form(office, t1_result="xong")
    received(office, data)
    kept = office / "returns" / "files" / sha256(data)[:2] / f"{sha256(data)}.docx"
    assert kept.read_bytes() == data


def test_an_e_mail_is_kept_and_the_form_in_it_too(office: Path) -> None:
    data = filled_form(office, t1_result="xong")
    mail = EmailMessage()
    mail.set_content("Kính gửi")
    mail.add_attachment(data, maintype="application", subtype="octet-stream", filename="bc.docx")
    received(office, mail.as_bytes(), "thu.eml")
    names = {path.name for path in (office / "returns" / "files").rglob("*") if path.is_file()}
    assert names == {f"{sha256(mail.as_bytes())}.eml", f"{sha256(data)}.docx"}
    assert only(office).sha256 == sha256(data)


def test_the_same_file_twice_is_one_submission(office: Path) -> None:
    data = filled_form(office, t1_result="xong")
    received(office, data)
    (again,) = received(office, data, "tên khác.docx", LATER)
    assert again.already_received == NOON
    assert only(office).received == NOON
    assert log(office) == ["kept", "again"]


def test_the_same_file_twice_in_one_call_is_one_submission(office: Path) -> None:
    data = filled_form(office, t1_result="xong")
    box = office / "hai"
    box.mkdir()
    for name in ("a.docx", "b.docx"):
        (box / name).write_bytes(data)
    assert [kept.already_received for kept in taken(office, box)] == [None, NOON]
    only(office)


def test_a_later_form_supersedes_and_the_earlier_one_stays_in_the_history(office: Path) -> None:
    first = filled_form(office, t1_result="mới một nửa", t2_result="chưa")
    received(office, first)
    from gen.store import models  # its tables are known once a store is open

    (kept,) = received(office, filled_form(office, t1_result="xong"), at=LATER)
    assert kept.superseded_received == NOON
    assert kept.kept_keys == ("1.2/result",)
    assert texts(only(office)) == {"1.1/result": "xong", "1.2/result": "chưa"}
    earlier = models.Submission.objects.get(sha256=sha256(first))
    assert {value.text for value in earlier.values.all()} == {"mới một nửa", "chưa"}
    assert log(office) == ["kept", "kept", "superseded"]


def test_as_of_an_earlier_day_the_form_counts_that_counted_then(office: Path) -> None:
    received(office, filled_form(office, t1_result="mới một nửa"))
    received(office, filled_form(office, t1_result="xong"), at=LATER)
    for day, text in ((NOON.date(), ["mới một nửa"]), (LATER.date(), ["xong"]), (date(2021, 7, 9), [])):
        found = load_collection(office / "plan.yaml", None, None, day).accepted
        assert [value.text for one in found for value in one.values] == text


def test_an_earlier_form_that_comes_once_more_does_not_count_again(office: Path) -> None:
    first = filled_form(office, t1_result="mới một nửa")
    received(office, first)
    received(office, filled_form(office, t1_result="xong"), at=LATER)
    (kept,) = received(office, first, at=LATER)
    assert kept.already_received == NOON
    assert texts(only(office)) == {"1.1/result": "xong"}


def test_of_two_forms_of_one_unit_the_one_changed_last_counts_and_this_is_said(office: Path) -> None:
    box = office / "hai"
    box.mkdir()
    for name, text, when in (("a.docx", "sau", 2_000_000_000), ("b.docx", "trước", 1_000_000_000)):
        (box / name).write_bytes(filled_form(office, t1_result=text))
        os.utime(box / name, (when, when))
    kept = taken(office, box)
    assert [(one.submission.name, one.same_batch) for one in kept] == [("b.docx", False), ("a.docx", True)]
    assert texts(only(office)) == {"1.1/result": "sau"}


def test_of_many_forms_of_one_unit_only_the_last_is_said_to_count(office: Path) -> None:
    box = office / "nhieu"
    box.mkdir()
    for number in range(4):
        (box / f"{number}.docx").write_bytes(filled_form(office, t1_result=f"lần {number}"))
        os.utime(box / f"{number}.docx", (1_000_000_000 + number, 1_000_000_000 + number))
    said = outcomes_as_text(taken(office, box))
    assert said.count("4 forms of this unit came together; 3.docx, the last of them, counts over it") == 3
    assert said.count("4 forms of this unit came together; this one is the last of them, and counts") == 1
    assert texts(only(office)) == {"1.1/result": "lần 3"}


def test_of_forms_that_came_together_answers_that_go_on_counting_are_said_of_the_last_alone(office: Path) -> None:
    box = office / "ba"
    box.mkdir()
    for number, given in enumerate(({"t2_result": "x"}, {"t1_result": "y"}, {"t1_result": "z", "t2_result": "w"})):
        (box / f"{number}.docx").write_bytes(filled_form(office, **given))
        os.utime(box / f"{number}.docx", (1_000_000_000 + number, 1_000_000_000 + number))
    assert "go on counting" not in outcomes_as_text(taken(office, box))
    assert texts(only(office)) == {"1.1/result": "z", "1.2/result": "w"}


def test_forms_of_two_units_did_not_come_together(office: Path) -> None:
    box = office / "hai-xa"
    box.mkdir()
    (box / "a.docx").write_bytes(filled_form(office, t1_result="a"))
    (box / "b.docx").write_bytes(filled_form(office, "xa-b", t1_result="b"))
    assert "came together" not in outcomes_as_text(taken(office, box))


def test_an_empty_form_supersedes_nothing(office: Path) -> None:
    received(office, filled_form(office, t1_result="xong"))
    (kept,) = received(office, filled_form(office), at=LATER)
    assert str(kept.submission.quarantine_reason) == "nothing is filled in"
    assert texts(only(office)) == {"1.1/result": "xong"}


def test_what_cannot_be_trusted_is_kept_with_the_reason_and_counts_for_nothing(office: Path) -> None:
    received(office, b"khong phai Word", "la.docx")
    found = collection(office)
    assert found.accepted == ()
    assert [(one.name, str(one.reason)) for one in found.rejected] == [
        ("la.docx", "it is plain text, no Word form: ask for the Word form itself, filled in")
    ]
    assert (office / "returns" / "files" / sha256(b"khong phai Word")[:2]).is_dir()


def test_what_was_set_apart_comes_twice_and_is_there_once(office: Path) -> None:
    received(office, b"khong phai Word", "la.docx")
    received(office, b"khong phai Word", "la.docx", LATER)
    assert len(collection(office).rejected) == 1


def test_a_long_number_comes_back_to_its_last_digit(office: Path) -> None:
    plans.write(office, office_plan(target=True))
    run(office / "plan.yaml")
    received(office, filled_form(office, **{"t1_1/numerator": "123.456.789.012.345.678,123456"}))
    (value,) = only(office).values
    assert value.figure == Figure(Decimal("123456789012345678.123456"))


def test_what_an_earlier_version_took_for_a_figure_is_set_apart_and_not_dropped(office: Path) -> None:
    from gen.store import models

    plans.write(office, office_plan(target=True))
    run(office / "plan.yaml")
    received(office, filled_form(office, **{"t1_1/numerator": "125"}))
    models.Value.objects.update(text="0.125")
    assert only(office).values == ()
    assert [(value.text, str(why)) for value, why in only(office).quarantined_values] == [
        ("0.125", "it is no number: write 1.234,5")
    ]


def test_values_that_do_not_count_are_kept_with_the_reason(office: Path) -> None:
    received(office, filled_form(office, t1_status="gần xong", t1_result="xong"))
    report = only(office)
    assert texts(report) == {"1.1/result": "xong"}
    assert [(value.text, str(why)) for value, why in report.quarantined_values] == [
        ("gần xong", "it is none of the statuses")
    ]


@pytest.mark.skipif(os.name != "posix", reason="elsewhere every name is Unicode")
def test_a_name_of_no_letters_is_kept_as_far_as_it_can_be_shown(office: Path) -> None:
    name = os.fsdecode(b"b\xe1o c\xe1o\x07.docx")
    (kept,) = received(office, filled_form(office, t1_result="xong"), name)
    assert kept.submission.name == only(office).name == "b?o c?o?.docx"


def test_an_attachment_may_be_called_anything(office: Path) -> None:
    mail = EmailMessage()
    mail.add_attachment(b"x", maintype="application", subtype="octet-stream", filename="a.docx")
    raw = mail.as_bytes().replace(b'filename="a.docx"', b"filename*=utf-8''..%2F..%2F%00%ED%A0%80%0A.docx")
    (kept,) = received(office, raw, "thu.eml")
    assert kept.submission.quarantine_reason
    assert kept.submission.name.isprintable()


def test_of_damaged_files_none_is_lost_and_no_value_is_made_up(office: Path) -> None:
    """A bit flipped in each of sixty: all are kept as they came, and what counts was typed."""
    data, chance = filled_form(office, t1_result="đã trồng cây", t1_status="Hoàn thành"), random.Random(6)
    box = office / "hong"
    box.mkdir()
    for number in range(60):
        place = chance.randrange(len(data))
        flipped = bytes([data[place] ^ (1 << chance.randrange(8))])
        (box / f"{number:02}.docx").write_bytes(data[:place] + flipped + data[place + 1 :])
    kept = taken(office, box)
    assert len(kept) == 60
    for path in box.iterdir():
        digest = sha256(path.read_bytes())
        assert (office / "returns" / "files" / digest[:2] / f"{digest}.docx").read_bytes() == path.read_bytes()
    typed = {"đã trồng cây", "Hoàn thành"}
    assert {
        v.text for one in kept for v in (*one.submission.values, *(v for v, _why in one.submission.quarantined_values))
    } <= typed


def test_the_log_can_be_neither_changed_nor_emptied(office: Path) -> None:
    from django.db import DatabaseError, transaction

    from gen.store import models

    received(office, filled_form(office, t1_result="xong"))
    for attempt in (lambda: models.Log.objects.update(action="x"), lambda: models.Log.objects.all().delete()):
        with pytest.raises(DatabaseError, match="the log only grows"), transaction.atomic():
            attempt()
    assert log(office) == ["kept"]


def test_decisions_and_corrections_can_be_neither_changed_nor_taken_back(office: Path) -> None:
    from django.db import DatabaseError, transaction

    from gen.store import models

    data = filled_form(office, t1_result="xong")
    received(office, data)
    gen.correct_answer("xa-a", "1.1/result", "sửa", office / "plan.yaml", reason="gọi lại", received=LATER)
    gen.withdraw_return(sha256(data)[:8], office / "plan.yaml", reason="nhầm", at=LATER + timedelta(days=1))
    for rows in (models.Decision.objects, models.Correction.objects):
        with pytest.raises(DatabaseError, match="the table only grows"), transaction.atomic():
            rows.update(reason="x")
        with pytest.raises(DatabaseError, match="the table only grows"), transaction.atomic():
            rows.all().delete()
    assert texts(load_collection(office / "plan.yaml", None, None, LATER.date()).accepted[0]) == {"1.1/result": "sửa"}
    assert collection(office).accepted == ()


def test_more_time_is_given_once_with_a_reason(office: Path) -> None:
    asked = CollectionRequest(office / "plan.yaml", NOON)
    grant_extension(asked, "xa-b", date(2021, 7, 30), "mưa lũ")
    (given,) = collection(office).extensions
    assert (given.unit, given.until, given.reason) == ("xa-b", date(2021, 7, 30), "mưa lũ")
    with pytest.raises(ExtensionError, match="already"):
        grant_extension(asked, "xa-b", date(2021, 8, 30), "bận")
    assert log(office) == ["extended"]


def test_more_time_that_is_given_later_is_not_there_on_a_day_before(office: Path) -> None:
    plan = office / "plan.yaml"
    grant_extension(CollectionRequest(plan, datetime(2021, 7, 20, 5, tzinfo=UTC)), "xa-b", date(2021, 7, 30), "mưa lũ")
    found = [gen.status(plan, as_of=date(2021, 7, day))[1] for day in (19, 20)]
    assert [(one.state.value, one.due) for one in found] == [
        ("behind", date(2021, 7, 15)), ("open", date(2021, 7, 30)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("unit", "until", "reason"),
    [("xa-c", "2021-07-30", "lũ"), ("xa-a", "2021-07-30", " "), ("xa-a", "2021-07-15", "lũ")],
)
def test_time_that_cannot_be_given_is_refused(office: Path, unit: str, until: str, reason: str) -> None:
    with pytest.raises(ExtensionError):
        grant_extension(CollectionRequest(office / "plan.yaml", NOON), unit, date.fromisoformat(until), reason)


def test_a_plan_whose_results_were_deleted_has_its_returns(office: Path) -> None:
    received(office, filled_form(office, t1_result="xong"))
    shutil.rmtree(office / "out")
    assert texts(only(office)) == {"1.1/result": "xong"}


def test_a_report_or_period_that_is_none_is_refused(office: Path) -> None:
    for obligation, period in (("khac", None), (None, "2021-Q1")):
        with pytest.raises(OccasionError):
            load_collection(office / "plan.yaml", obligation, period, DAY)


def test_a_call_that_was_cut_off_is_completed_by_the_next(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from gen.returns.storage import SubmissionBatch

    data = filled_form(office, t1_result="xong")
    with monkeypatch.context() as patch:
        patch.setattr(SubmissionBatch, "write", lambda *_args: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            received(office, data)
    assert collection(office).accepted == ()
    (kept,) = received(office, data)
    assert kept.already_received is None
    assert texts(only(office)) == {"1.1/result": "xong"}


def test_reason_that_an_earlier_version_kept_as_a_sentence_is_the_same_reason(office: Path) -> None:
    data = filled_form(office)
    received(office, data)
    connect(office / "returns")
    from gen.store import models  # not above: Django is configured when the store is opened

    models.Submission.objects.update(why="nothing is filled in")
    (file,) = collection(office).rejected
    assert official_words(file.reason) == "chưa điền gì"
    (again,) = received(office, data, at=LATER)
    assert again.already_received == NOON
    assert models.Submission.objects.count() == 1


def test_a_store_that_is_none_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    (tmp_path / "returns.sqlite3").write_bytes(b"khong phai co so du lieu" * 50)
    with pytest.raises(StoreError) as error:
        connect(tmp_path)
    assert error.value.diagnostics[0].code == "RET-018"
    disconnect()


@pytest.mark.parametrize("address", ["postgres://nobody@127.0.0.1:1/none", "nonsense", "nonsense://a/b"])
def test_an_address_that_leads_nowhere_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(StoreError, match="DATABASE_URL"):
        connect(tmp_path)
    disconnect()


def test_collect_tells_what_became_of_each_file(office: Path) -> None:
    box = office / "box"
    box.mkdir()
    (box / "a.docx").write_bytes(filled_form(office, t1_result="xong"))
    (box / "b.docx").write_bytes(b"?")
    arguments = ["collect", str(box), "--plan", str(office / "plan.yaml"), "--received", "10/07/2021"]
    ended = CliRunner().invoke(main, arguments)
    assert ended.exit_code == 3
    assert "a.docx: xa-a, 1 answers" in ended.output
    assert "2 files: 1 forms put down, 0 there already, 1 set apart" in ended.output
    told = json.loads(CliRunner().invoke(main, [*arguments, "--format", "json"]).output)
    assert {one["name"]: bool(one["again"]) for one in told}["a.docx"]
    assert only(office).received == datetime(2021, 7, 9, 17, tzinfo=UTC)


@pytest.mark.parametrize("words", ["xa-a", "UBND xã Xuân An", "xuân an"])
def test_extend_tells_until_when(office: Path, words: str) -> None:
    arguments = ["extend", words, "--plan", str(office / "plan.yaml"), "--until", "30/07/2021", "--reason", "mưa lũ"]
    ended = CliRunner().invoke(main, arguments)
    assert ended.output == "xa-a has until 30/07/2021\n"


def test_unit_that_does_not_owe_the_report_is_told_by_its_name(office: Path) -> None:
    arguments = [
        "extend",
        "UBND huyện Sông Đà",
        "--plan",
        str(office / "plan.yaml"),
        "--until",
        "30/07/2021",
        "--reason",
        "x",
    ]
    ended = CliRunner().invoke(main, arguments)
    assert ended.exit_code == 1
    assert "error[RET-010]: UBND huyện Sông Đà (huyen) does not owe" in ended.output


def test_rows_written_many_at_a_time_are_those_that_django_writes(office: Path) -> None:
    connect(office / "returns")
    from gen.store import models
    from gen.store.bulk import insert_rows

    plan = models.Plan.objects.create(id="kh-bulk", subject="Kế hoạch")
    period = models.Period.objects.create(plan=plan, obligation="quy", key="2026-Q1")
    file = models.File.objects.create(sha256="a" * 64, name="bc.docx", size=1, received=NOON)
    submission = models.Submission.objects.create(
        plan=plan, file=file, sha256="a" * 64, name="bc.docx", period=period, received=NOON
    )
    names = ("submission_id", "code", "field", "kind", "text", "number", "percent", "anchor", "doubts", "why")
    rows = [
        (submission.pk, "1.1", "status", "status", "Hoàn thành", None, False, "control", [], ""),
        (submission.pk, "1.1/1", "value", "number", "1.234,5", Decimal("1234.5"), True, "code", ['{"code": "x"}'],
         "không phải số; “'%s\\"),
    ]  # fmt: skip
    insert_rows(models.Value, names, rows)
    models.Value.objects.bulk_create([models.Value(**dict(zip(names, row, strict=True))) for row in rows])
    found = list(models.Value.objects.filter(submission=submission).order_by("pk").values_list(*names))
    assert found == [*rows, *rows]

"""gen read: forms as they really come in, what they say, and that nothing is accepted that was not typed."""

import io
import json
import os
import random
import zipfile
from decimal import Decimal
from email.message import EmailMessage
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from gen.cli import main
from gen.derive.answers import FormField, read_status
from gen.derive.form_fields import FieldKind
from gen.derive.wording import REPLACES
from gen.documents import DocumentName
from gen.pipeline.placement import FileStatus
from gen.plan.file.loading import load_plan
from gen.plan.secret import SecretError, make_secret, read_secret
from gen.plan.units import document_recipients, documents_of
from gen.reading import Figure
from gen.returns import Submission, read_submissions, receive_files
from gen.returns.intake.unpack import MAX_BYTES
from gen.returns.reasons import Reason, ReasonCode
from gen.returns.validation import parse_value
from gen.word.forms.reading import read_form
from tests.support import plans
from tests.support.form_filling import SPACE, W, body, changed, control, filled, typed
from tests.support.needs import needs_libreoffice
from tests.support.offices import run
from tests.word.test_returned import FIELDS, FORM, PLAN, UNIT, fields_of, form_of, made_up, texts

ROOT = Path(__file__).parents[2]
GIVEN = made_up(FIELDS, 7)
FILLED = filled(FORM, GIVEN)
TASK = FIELDS[0].code
PLACES = ("word/document.xml", "[Content_Types].xml", "docProps/custom.xml", "_rels/.rels")


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def read(*paths: Path) -> list[Submission]:
    return list(read_submissions(receive_files(paths), PLAN))


def values(one: Submission) -> dict[str, str]:
    return {value.field.key: value.text for value in one.values}


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "."), data)
    return out.getvalue()


def mail(*attachments: tuple[str, bytes]) -> bytes:
    message = EmailMessage()
    message["Subject"] = "Báo cáo"
    message.set_content("Kính gửi Phòng, xin gửi báo cáo.")
    for name, data in attachments:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def test_filled_form_gives_every_value_with_its_anchor(tmp_path: Path) -> None:
    (one,) = read(put(tmp_path, "đổi tên (1).docx", FILLED))
    assert one.unit == UNIT
    assert values(one) == GIVEN
    assert {value.anchor for value in one.values} == {"control"}
    assert one.is_current
    assert not one.quarantined_values


def test_empty_form_gives_no_value_and_is_set_apart(tmp_path: Path) -> None:
    (one,) = read(put(tmp_path, "form.docx", FORM))
    assert (one.values, one.quarantined_values, one.quarantine_reason) == ((), (), Reason.of(ReasonCode.BLANK))


def test_forms_are_found_in_folders_archives_and_mails(tmp_path: Path) -> None:
    put(tmp_path, "a/b/form.docx", FILLED)
    put(tmp_path, "a/~$form.docx", b"Word's own")
    put(tmp_path, "a/c.zip", zipped(x__docx=FILLED, y__docx=FORM))
    put(tmp_path, "a/d.eml", mail(("báo cáo.docx", FILLED), ("g.zip", zipped(z__docx=FILLED))))
    found = read(tmp_path)
    assert [one.name for one in found] == [
        "a/b/form.docx", "a/c.zip » x.docx", "a/c.zip » y.docx", "a/d.eml » báo cáo.docx", "a/d.eml » g.zip » z.docx",
    ]  # fmt: skip
    assert [bool(one.values) for one in found] == [True, True, False, True, True]
    assert len({one.sha256 for one in found}) == 2


@needs_libreoffice
def test_form_that_came_as_rtf_is_read(tmp_path: Path) -> None:
    (one,) = read(put(tmp_path, "form.rtf", rb"{\rtf1 hello}"))
    assert str(one.quarantine_reason) == "it does not say which form it is"


def test_without_libreoffice_a_doc_is_set_apart_with_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEN_SOFFICE", "/none")
    found = read(put(tmp_path, "a.doc", b"\xd0\xcf\x11\xe0" + bytes(600)), put(tmp_path, "b.docx", FILLED))
    assert "GEN_SOFFICE" in str(found[0].quarantine_reason)
    assert values(found[1]) == GIVEN


def hostile() -> dict[str, tuple[bytes, str]]:
    deep = FILLED
    for _level in range(5):
        deep = zipped(inner__zip=deep)
    with zipfile.ZipFile(out := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(40):
            archive.writestr(f"{number}.docx", bytes(19 * 1024 * 1024))
    other = changed(FORM, "docProps/custom.xml", lambda root: setattr(root[0][0], "text", "kh-khac"))
    moved = changed(FILLED, "docProps/custom.xml", lambda root: setattr(root[1][0], "text", "xa-quai-to"))
    entities = changed(FORM, "word/document.xml", lambda root: None)
    with zipfile.ZipFile(io.BytesIO(entities)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts["word/document.xml"] = b'<!DOCTYPE x [<!ENTITY a "b">]>' + parts["word/document.xml"].partition(b"?>")[2]
    return {
        "letter.txt": (b"Xin chao", "no Word"),
        "bomb.zip": (out.getvalue(), "far more"),
        "deep.zip": (deep, "archives in archives"),
        "empty.zip": (zipped(), "no file"),
        "large.docx": (bytes(MAX_BYTES + 1), "larger than"),
        "cut.docx": (FILLED[: len(FILLED) // 2], "no Word"),
        "macros.docx": (FILLED_WITH_MACROS, "macros"),
        "entities.docx": (zipped(**{name.replace(".", "__"): data for name, data in parts.items()}), "entities"),
        "other-plan.docx": (other, "another plan"),
        "other-unit.docx": (moved, "mark does not fit"),
        "mail.eml": (mail(), "no file"),
    }


def _with_macros() -> bytes:
    out = io.BytesIO(FILLED)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    return out.getvalue()


FILLED_WITH_MACROS = _with_macros()
HOSTILE = hostile()


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_trusted_is_set_apart_with_the_reason(name: str, tmp_path: Path) -> None:
    data, why = HOSTILE[name]
    found = read(put(tmp_path, name, data))
    assert found
    assert all(why in str(one.quarantine_reason) for one in found)
    assert not any(one.values for one in found)


def test_damaged_forms_crash_nothing_and_give_no_value_that_was_not_typed(tmp_path: Path) -> None:
    chance = random.Random(6)
    for number in range(200):
        data = bytearray(FILLED)
        for _flip in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        if number % 4 == 0:
            data = data[: chance.randrange(len(data))]
        put(tmp_path, f"{number:03}.docx", bytes(data))
    found = read(tmp_path)
    assert len(found) == 200
    for one in found:
        assert one.quarantine_reason or values(one).items() <= GIVEN.items()


def test_parts_that_were_tampered_with_give_no_value_that_was_not_typed(tmp_path: Path) -> None:
    chance = random.Random(8)
    for number in range(60):

        def spoil(root: etree._Element) -> None:
            elements = [e for e in root.iter() if e.getparent() is not None]
            for gone in chance.sample(elements, min(len(elements), 3)):
                if gone.getparent() is not None:
                    gone.getparent().remove(gone)

        put(tmp_path, f"{number:03}.docx", changed(FILLED, PLACES[number % len(PLACES)], spoil))
    for one in read(tmp_path):
        typed_words = {word for text in GIVEN.values() for word in text.split()}
        assert one.quarantine_reason or {w for text in values(one).values() for w in text.split()} <= typed_words


def test_figure_that_is_none_is_set_apart_and_the_rest_counts(tmp_path: Path) -> None:
    plan = load_plan(ROOT / "plan.yaml").plan
    units = [unit.id for unit in document_recipients(plan) if DocumentName.REPORT in documents_of(unit)]
    unit, key = next((u, f.key) for u in units for f in fields_of(u) if f.kind is FieldKind.NUMBER)
    data = filled(form_of(unit), {key: "khoảng 12", "difficulties": "thiếu vốn"})
    (one,) = read(put(tmp_path, "form.docx", data))
    assert values(one) == {"difficulties": "thiếu vốn"}
    assert [(value.field.key, str(why)) for value, why in one.quarantined_values] == [
        (key, "it is no number: write 1.234,5")
    ]


def test_figure_whose_comma_may_be_for_thousands_counts_and_is_named(tmp_path: Path) -> None:
    plan = load_plan(ROOT / "plan.yaml").plan
    units = [unit.id for unit in document_recipients(plan) if DocumentName.REPORT in documents_of(unit)]
    unit, key = next((u, f.key) for u in units for f in fields_of(u) if f.kind is FieldKind.NUMBER)
    (one,) = read(put(tmp_path, "form.docx", filled(form_of(unit), {key: "12,000"})))
    assert [(value.figure, len(value.doubts)) for value in one.values] == [(Figure(Decimal(12)), 1)]
    assert "thousands are written 1.234" in str(one.values[0].doubts[0])


def test_status_of_its_own_words_is_set_apart(tmp_path: Path) -> None:
    data = body(FORM, lambda root: typed(control(root, f"{TASK}/status"), "sắp xong"))
    (one,) = read(put(tmp_path, "form.docx", data))
    assert [(value.text, str(why)) for value, why in one.quarantined_values] == [
        ("sắp xong", "it is none of the statuses")
    ]


def test_form_of_an_earlier_revision_counts_where_its_task_stayed(tmp_path: Path) -> None:
    words = (ROOT / "plan.yaml").read_text(encoding="utf-8")
    answered = next(f for f in FIELDS if f.name == "result")
    first = " ".join(answered.question.split()[:4])
    assert words.count(first) >= 1
    (tmp_path / "plan.yaml").write_text(words.replace(first, f"Khẩn trương {first}", 1), encoding="utf-8")
    later = load_plan(tmp_path / "plan.yaml").plan
    (one,) = read_submissions(receive_files([put(tmp_path, "form.docx", FILLED)]), later)
    assert not one.is_current
    counted, apart = values(one), {value.field.key for value, _why in one.quarantined_values}
    assert counted.keys() | apart == GIVEN.keys()
    assert counted.items() <= GIVEN.items()
    assert answered.key in apart


def test_status_is_read_without_regard_to_case_and_tone() -> None:
    assert [read_status(text) for text in ("hoàn thành.", "DANG THUC HIEN", "gần xong")] == [
        "Hoàn thành",
        "Đang thực hiện",
        None,
    ]


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("Đã hoàn thành", "Hoàn thành"), ("xong", "Hoàn thành"), ("Chưa thực hiện", "Chưa triển khai"),
        ("thường xuyên.", "Thực hiện thường xuyên"), ("đang làm", "Đang thực hiện"),
        ("chưa phát sinh", "Không phát sinh"),
        ("Hoàn thành 100%", "Hoàn thành"), ("HOÀN THÀNH (100 %).", "Hoàn thành"), ("- Đã xong", "Hoàn thành"),
        ("hoàn thành đúng hạn", "Hoàn thành"), ("Ðang triển khai", "Đang thực hiện"),
        ("Hoàn\u200b thành", "Hoàn thành"),
        ("Không phát sinh trong kỳ", "Không phát sinh"), ("Thực hiện thường xuyên, liên tục", "Thực hiện thường xuyên"),
        ("đã thực hiện", None), ("chưa hoàn thành", None), ("đã triển khai", None), ("Hoàn thành 80%", None),
        ("cơ bản hoàn thành", None), ("không hoàn thành", None), ("chưa xong", None), ("sắp xong", None),
        ("Hoàn thành?", None), ("☐ Hoàn thành", None), ("Hoàn thành / Đang thực hiện", None), ("100%", None),
    ],
)  # fmt: skip
def test_status_in_other_words_is_taken_where_it_can_mean_one_alone(written: str, status: str | None) -> None:
    assert read_status(written) == status


def test_status_in_other_words_is_quoted_beside_what_it_is_taken_for() -> None:
    field = FormField("1.1", "status", FieldKind.STATUS)
    value = parse_value(field, "Đã  hoàn thành", "control")
    assert value.text == "Hoàn thành"
    assert [dict(one.values) for one in value.doubts] == [{"words": "Đã hoàn thành", "status": "Hoàn thành"}]
    assert parse_value(field, "hoàn thành", "control").doubts == ()


def test_command_tells_people_and_programs(tmp_path: Path) -> None:
    put(tmp_path, "in/form.docx", FILLED)
    put(tmp_path, "in/thư.txt", b"x")
    command = ["read", str(tmp_path / "in"), "--plan", str(ROOT / "plan.yaml")]
    ran = CliRunner().invoke(main, command)
    assert ran.exit_code == 3
    assert f"form.docx: {UNIT}, {len(GIVEN)} answers" in ran.output
    assert "2 files: 1 forms read, 1 set apart" in ran.output
    said = json.loads(CliRunner().invoke(main, [*command, "--format", "json"]).output)
    assert {value["key"]: value["text"] for value in said[0]["values"]} == GIVEN
    assert texts(read_form(FILLED).answers(FIELDS)) == GIVEN


def test_a_form_made_without_the_secret_is_set_apart(tmp_path: Path) -> None:
    """Whoever knows this program, but not the office's key, cannot make a form that passes."""
    plan = plans.write(tmp_path, plans.base())
    run(plan)
    form = tmp_path / "out" / "kh-1" / "xa-a" / "bao-cao-xa-a.docx"
    forged = form.read_bytes()
    key = make_secret(plan)
    assert key.name == "plan.key"
    assert len(read_secret(plan)) == 32
    assert {placed.path: placed.status for placed in run(plan).outcomes}["xa-a/bao-cao-xa-a.docx"] is FileStatus.CHANGED
    loaded, secret = load_plan(plan).plan, read_secret(plan)
    for data, why in ((forged, ReasonCode.MARK_UNFIT), (form.read_bytes(), ReasonCode.BLANK)):
        form.write_bytes(data)
        (found,) = read_submissions(receive_files([form]), loaded, secret)
        assert found.quarantine_reason == Reason.of(why)


def test_a_key_is_made_once_and_a_damaged_one_is_named(tmp_path: Path) -> None:
    plan = plans.write(tmp_path, plans.base())
    assert read_secret(plan) == b""
    made = make_secret(plan)
    if os.name == "posix":
        assert made.stat().st_mode & 0o077 == 0
    with pytest.raises(SecretError, match="already"):
        make_secret(plan)
    made.write_text("abc")
    with pytest.raises(SecretError, match="cannot be read"):
        read_secret(plan)


def test_a_day_that_is_none_is_set_apart(tmp_path: Path) -> None:
    (found,) = read(put(tmp_path, "form.docx", filled(FORM, {"cutoff": "giữa tháng 6", "difficulties": "thiếu vốn"})))
    assert values(found) == {"difficulties": "thiếu vốn"}
    assert [(value.text, str(why)) for value, why in found.quarantined_values] == [
        ("giữa tháng 6", "it is no date: write 14/6/2021")
    ]


def test_form_that_takes_the_place_of_an_issued_one_says_so_itself(tmp_path: Path) -> None:
    """The sentence stands behind the form's own one: that is no word of the unit."""
    note = REPLACES.format(kind="Báo cáo", number="5/BC-UBND", day="ngày 3 tháng 2 năm 2021", unit="UBND huyện")

    def behind(words: str) -> list[str]:
        def change(root: etree._Element) -> None:
            period = next(
                one for one in root.iter(f"{W}p") if "".join(one.itertext(f"{W}t")).startswith("Thời hạn gửi báo cáo")
            )
            etree.SubElement(etree.SubElement(period, f"{W}r"), f"{W}t", {SPACE: "preserve"}).text = f" {words}"

        (found,) = read(put(tmp_path, "bc.docx", body(FILLED, change)))
        return [doubt.code for doubt in found.doubts]

    assert behind(note) == []
    assert behind(f"{note} Số liệu chưa đầy đủ.") == ["words-outside"]


@pytest.mark.parametrize("disposition", ["attachment", None])
def test_attachment_without_a_name_is_read_all_the_same(tmp_path: Path, disposition: str | None) -> None:
    message = EmailMessage()
    message["Subject"] = "Báo cáo"
    message.set_content("Xin gửi báo cáo.")
    message.add_attachment(FILLED, maintype="application", subtype="octet-stream")
    (part,) = message.iter_attachments()
    del part["Content-Disposition"]
    if disposition:
        part["Content-Disposition"] = disposition
    (one,) = read(put(tmp_path, "thư.eml", message.as_bytes()))
    assert (one.unit, values(one)) == (UNIT, GIVEN)


def test_text_of_a_letter_without_a_name_is_no_attachment(tmp_path: Path) -> None:
    message = EmailMessage()
    message.set_content("Xin gửi báo cáo.")
    message.add_alternative("<p>Xin gửi báo cáo.</p>", subtype="html")
    message.add_attachment(FILLED, maintype="application", subtype="octet-stream", filename="bc.docx")
    (one,) = read(put(tmp_path, "thư.eml", message.as_bytes()))
    assert one.unit == UNIT

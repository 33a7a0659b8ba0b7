"""Forms in OpenDocument: what ONLYOFFICE keeps as controls of a form is read; lines that it joined are said."""

import io
import zipfile
from pathlib import Path

import pytest

from gen.history import Revisions
from gen.plan.file.loading import load_plan
from gen.returns import Submission, read_submissions, receive_files
from gen.returns.intake.attribution import Attribution
from gen.returns.intake.unpack import ReceivedFile
from gen.returns.reasons import ReasonCode
from gen.returns.validation import validate_form
from tests.support.form_edits import GIVEN, RESULT, filled_form, types, whole
from tests.support.needs import needs_libreoffice

CASES = Path(__file__).parent / "cases"
PLAN = load_plan(Path(__file__).parents[2] / "plan.yaml").plan


def read(path: Path) -> Submission:
    (one,) = read_submissions(receive_files([path]), PLAN)
    return one


@needs_libreoffice
def test_a_form_of_the_first_release_that_onlyoffice_saved_as_odt_gives_all_its_answers() -> None:
    one = read(CASES / "saved-as-odt-by-onlyoffice.odt")
    found = {value.field.key: value.text for value in one.values}
    assert (one.unit, one.quarantine_reason, one.quarantined_values) == ("phong-gddt", None, ())
    assert len(found) == 31
    expected = {
        "cutoff": "14/06/2021",
        "2.1#1/status": "Chưa triển khai",
        "2.1#1/reason": "Từ ngày 01/3/2021 đến ngày 14/6/2021 – xong 👍😀",
        "2.2#1/reason": "{{ tên }} {% if %} 100 % \\n",
        "8.2#1/status": "Hoàn thành",
        "difficulties": "Đã trồng 1.234,5 ha; đạt 95,5%; kinh phí 12.345.678.901 đồng",
    }
    assert {key: found[key] for key in expected} == expected


@needs_libreoffice
def test_lines_that_onlyoffice_joined_are_said_with_the_answer() -> None:
    one = read(CASES / "saved-as-odt-by-onlyoffice.odt")
    joined = {
        value.field.key: value.text
        for value in one.values
        if any(doubt.code == ReasonCode.LINES_JOINED for doubt in value.doubts)
    }
    assert joined == {value.field.key: value.text for value in one.values if value.text.startswith(("Dòng", "– G"))}
    assert len(joined) == 5


def doubts(words: str, suffix: str = ".odt") -> dict[str, str]:
    """The doubts about an answer in a form that came in this format: their codes, and the words that they quote."""
    received = ReceivedFile(f"bao-cao{suffix}", b"", "", suffix)
    one = validate_form(received, whole(types(RESULT, words))(filled_form()), Attribution(Revisions.of(PLAN)))
    found = next(value for value in one.values if value.field.key == RESULT)
    return {doubt.code: dict(doubt.values).get("words", "") for doubt in found.doubts}


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("Dòng mộtDòng hai", "Dòng mộtDòng hai"),
        ("đạt 50%Dòng hai", "đạt 50%Dòng hai"),
        ("đã xong.Đang làm", "đã xong.Đang làm"),
        ("(lần 2)Đã họp", "(lần 2)Đã họp"),
        ("năm 2021Đã họp", "năm 2021Đã họp"),
        ("– Ý một– Ý hai", "– Ý một– Ý hai"),
        ("- ý một;- ý hai", "- ý một;- ý hai"),
        ("đã họp 15 buổi+ ý nhỏ", "đã họp 15 buổi+ ý nhỏ"),
        (f"{'a ' * 500}mộtDòng {'b ' * 500}", "a a a a a a a a mộtDòng b b b b b b b b"),
    ],
)
def test_where_a_new_line_seems_to_begin_within_one_that_is_said(words: str, quoted: str) -> None:
    assert doubts(words) == {ReasonCode.LINES_JOINED: quoted}


@pytest.mark.parametrize(
    "words",
    ["Dòng một\nDòng hai", "120 kWh điện", "phần mềm eOffice, iOffice", "số 12/QĐ-UBND", "tài khoản VNeID", "COVID-19",
     "giai đoạn 2020- 2025", "Quài Tở – Toả Tình", "1.234,5 ha", "m²", "đ", "", "ABC", "Ý", "95,5% (2/3 hộ) – đạt"],
)  # fmt: skip
def test_words_that_only_look_alike_are_no_doubt(words: str) -> None:
    given = words or GIVEN[RESULT]
    assert doubts(given) == {}


def test_in_a_format_that_keeps_lines_nothing_is_said_of_them() -> None:
    assert doubts("Dòng mộtDòng hai", ".docx") == {}


def test_an_odt_that_declares_entities_is_set_apart_before_a_program_opens_it(tmp_path: Path) -> None:
    path = tmp_path / "a.odt"
    with zipfile.ZipFile(CASES / "saved-as-odt-by-onlyoffice.odt") as known:
        members = {name: known.read(name) for name in known.namelist()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            declared = b'?><!DOCTYPE x [<!ENTITY a "b">]><office:document-content'
            archive.writestr(name, data.replace(b"?><office:document-content", declared))
    path.write_bytes(out.getvalue())
    one = read(path)
    assert "entities" in str(one.quarantine_reason)

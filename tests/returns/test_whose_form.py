"""Whose form it is: what its properties, its pages, its letterhead, its name and its sender say, and what disagrees."""

import shutil
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from lxml import etree

from gen.derive.letterhead import unit_frame
from gen.history import Revisions
from gen.ooxml.package import read_package
from gen.plan.secret import make_secret, read_secret
from gen.plan.units import document_recipients
from gen.returns import Submission, read_submissions, receive_files
from gen.returns.intake.attribution import Attribution
from gen.returns.intake.unpack import ReceivedFile
from gen.returns.reasons import ReasonCode
from gen.text import fold
from gen.word.forms.controls import FIRST_SEAL_FORMAT, FormSeal, form_mark_key
from gen.word.forms.identity import FormIdentity, read_identity
from tests.support.form_filling import W, body, changed, filled
from tests.support.needs import needs_libreoffice
from tests.word.test_returned import PLAN, fields_of, form_of, made_up

ROOT = Path(__file__).parents[2]
CASES = Path(__file__).parent / "cases"
OWN, OTHER = "xa-quai-to", "xa-toa-tinh"
FILLED = {unit: filled(form_of(unit), made_up(fields_of(unit), 7)) for unit in (OWN, OTHER, "phong-gddt")}


def read(path: Path, secret: bytes = b"") -> Submission:
    (one,) = read_submissions(receive_files([path]), PLAN, secret)
    return one


def put(folder: Path, data: bytes, name: str = "bao cao.docx") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def code_of(one: Submission) -> str:
    return one.quarantine_reason.code if one.quarantine_reason else ""


def retyped(words: dict[str, str], part: str = "word/document.xml") -> Callable[[bytes], bytes]:
    """A form with other words in its paragraphs: as one types them over what stands there."""

    def change(root: etree._Element) -> None:
        for paragraph in root.iter(f"{W}p"):
            texts = list(paragraph.iter(f"{W}t"))
            if (new := words.get("".join(one.text or "" for one in texts).strip())) is not None:
                first, *rest = new.split("\n")
                texts[0].text = first
                for one in texts[1:]:
                    one.text = ""
                for line in rest:
                    etree.SubElement(texts[0].getparent(), f"{W}br")
                    etree.SubElement(texts[0].getparent(), f"{W}t").text = line

    return lambda data: changed(data, part, change)


def test_another_units_form_with_ones_own_letterhead_is_set_apart_with_both_named() -> None:
    one = read(CASES / "form-quai-to-with-letterhead-of-toa-tinh.docx")
    assert code_of(one) == ReasonCode.LETTERHEAD_UNLIKE
    assert "xa-quai-to" in str(one.quarantine_reason)
    assert "xa-toa-tinh" in str(one.quarantine_reason)


def test_its_answers_are_read_so_that_a_person_can_let_them_count() -> None:
    assert len(read(CASES / "form-quai-to-with-letterhead-of-toa-tinh.docx").values) == 39


@pytest.mark.parametrize(
    "letterhead",
    [
        "Xã Quài Tở",
        "UBND XÃ QUÀI TỞ",
        "ỦY BAN NHÂN DÂN\nXÃ\nQUÀI TỞ",
        "XÃ QUÀI TỞ\nHUYỆN TUẦN GIÁO",
        "XÃ QUÀI TỞ, HUYỆN TUẦN GIÁO",
        "X. QUÀI TỞ",
        "XA QUAI TO",
        "Uỷ ban nhân dân xã Quài Tở",
        "XÃ  QUÀI   TỞ\n-------",
    ],
)
def test_a_letterhead_that_is_edited_lightly_is_no_alarm(letterhead: str, tmp_path: Path) -> None:
    one = read(put(tmp_path, retyped({"XÃ QUÀI TỞ": letterhead})(FILLED[OWN])))
    assert (code_of(one), one.doubts, one.unit) == ("", (), OWN)


@pytest.mark.parametrize("letterhead", ["PHÒNG GD&ĐT", "Phòng Giáo dục & Đào tạo", "PHÒNG GIÁO DỤC\nVÀ ĐÀO TẠO"])
def test_a_departments_abbreviated_letterhead_is_no_alarm(letterhead: str, tmp_path: Path) -> None:
    one = read(put(tmp_path, retyped({"PHÒNG GIÁO DỤC VÀ ĐÀO TẠO": letterhead})(FILLED["phong-gddt"])))
    assert code_of(one) == ""


@pytest.mark.parametrize(
    "letterhead", ["XÃ TỎA TÌNH", "XÃ TOẢ TÌNH", "UBND xã Tỏa Tình", "TOA TINH", "XÃ TỎA TÌNH, HUYỆN TUẦN GIÁO"]
)
def test_a_letterhead_of_another_unit_is_known_however_it_is_written(letterhead: str, tmp_path: Path) -> None:
    one = read(put(tmp_path, retyped({"XÃ QUÀI TỞ": letterhead})(FILLED[OWN])))
    assert code_of(one) == ReasonCode.LETTERHEAD_UNLIKE


def test_a_letterhead_of_nobody_is_a_doubt(tmp_path: Path) -> None:
    one = read(put(tmp_path, retyped({"PHÒNG GIÁO DỤC VÀ ĐÀO TẠO": "PHÒNG ABC"})(FILLED["phong-gddt"])))
    assert (code_of(one), [doubt.code for doubt in one.doubts]) == ("", [ReasonCode.LETTERHEAD_UNKNOWN])


def test_the_motto_of_the_state_is_no_name_of_a_unit() -> None:
    [lines] = read_identity(read_package(FILLED[OWN])).letterheads
    assert lines[:2] == ("ỦY BAN NHÂN DÂN", "XÃ QUÀI TỞ")
    assert not any("Độc lập" in line or "CỘNG HÒA" in line for line in lines)


def test_a_footer_of_another_unit_is_set_apart_with_both_named(tmp_path: Path) -> None:
    own, other = (f"kh-1472-tuan-giao/{unit}/bao-cao" for unit in (OWN, OTHER))
    data = FILLED[OWN]
    for part in ("word/footer1.xml", "word/footer2.xml"):
        data = retyped({own: other}, part)(data)
    one = read(put(tmp_path, data))
    assert code_of(one) == ReasonCode.CODE_UNLIKE_SEAL
    assert own in str(one.quarantine_reason)
    assert other in str(one.quarantine_reason)


def test_two_units_forms_in_one_file_are_named(tmp_path: Path) -> None:
    other = etree.fromstring(read_package(FILLED[OTHER]).parts["word/document.xml"])

    def append(root: etree._Element) -> None:
        place = root.find(f"{W}body/{W}sectPr")
        for block in list(other.find(f"{W}body"))[:-1]:
            place.addprevious(block)

    one = read(put(tmp_path, body(FILLED[OWN], append)))
    assert code_of(one) == ReasonCode.LETTERHEAD_UNLIKE
    assert all(unit in str(one.quarantine_reason) for unit in (OWN, OTHER))


def test_a_file_named_after_another_units_form_is_a_question(tmp_path: Path) -> None:
    one = read(put(tmp_path, FILLED[OWN], "bao-cao-xa-toa-tinh.docx"))
    assert code_of(one) == ReasonCode.FORM_UNLIKE_NAME
    assert code_of(read(put(tmp_path, FILLED[OWN], "bao-cao-xa-quai-to (1).docx"))) == ""


def mailed(data: bytes, sender: str) -> bytes:
    message = EmailMessage()
    message["From"] = sender
    message.add_attachment(data, maintype="application", subtype="octet-stream", filename="bc.docx")
    return message.as_bytes()


def test_a_form_that_another_unit_sent_counts_with_a_doubt(tmp_path: Path) -> None:
    one = read(put(tmp_path, mailed(FILLED[OWN], "UBND xã Tỏa Tình <toatinh@example.vn>"), "thu.eml"))
    assert (code_of(one), [doubt.code for doubt in one.doubts]) == ("", [ReasonCode.SENT_BY_OTHER])


def test_with_a_key_a_form_without_its_mark_is_set_apart(tmp_path: Path) -> None:
    shutil.copyfile(ROOT / "plan.yaml", tmp_path / "plan.yaml")
    make_secret(tmp_path / "plan.yaml")
    secret = read_secret(tmp_path / "plan.yaml")

    def unmarked(root: etree._Element) -> None:
        for one in list(root):
            root.remove(one)

    path = put(tmp_path, changed(FILLED[OWN], "docProps/custom.xml", unmarked))
    assert code_of(read(path)) == ""
    assert code_of(read(path, secret)) == ReasonCode.MARK_GONE


@pytest.mark.parametrize("name", ["gen-period", "gen-obligation", "gen-unit", "gen-plan", "gen-form", "gen-revision"])
def test_each_thing_that_a_seal_says_is_under_its_mark(name: str) -> None:
    def change(root: etree._Element) -> None:
        [one] = [found for found in root if found.get("name") == name]
        one[0].text = "khac-2"

    seal = read_identity(read_package(changed(FILLED[OWN], "docProps/custom.xml", change))).seal
    assert seal is not None
    assert not seal.is_genuine(form_mark_key(PLAN.header.id))


def test_a_period_that_was_written_beside_a_seal_of_the_first_format_does_not_count() -> None:
    def add(root: etree._Element) -> None:
        for found in list(root):
            if found.get("name") == "gen-format":
                root.remove(found)
        [period] = [found for found in root if found.get("name") == "gen-period"]
        period[0].text = "2026-Q2"

    seal = read_identity(read_package(changed(FILLED[OWN], "docProps/custom.xml", add))).seal
    assert seal is not None
    assert (seal.format, seal.period) == (FIRST_SEAL_FORMAT, "")


def test_a_form_of_before_whose_due_date_was_another_is_a_question() -> None:
    one = read(CASES / "last-quarters-form-resaved.docx")
    assert code_of(one) == ReasonCode.FORM_OF_OTHER_DUE
    assert "20/03/2021" in str(one.quarantine_reason)


@needs_libreoffice
def test_a_footer_that_a_program_put_at_the_end_of_the_body_says_whose_form_it_is() -> None:
    one = read(CASES / "saved-as-odt-by-abiword.odt")
    assert (code_of(one), one.unit) == ("", "phong-gddt")


LETTERHEADS: dict[str, Callable[[tuple[str, ...], tuple[str, ...]], tuple[str, ...]]] = {
    "as it is made": lambda above, own: above + own,
    "on one line": lambda above, own: (" ".join(above + own),),
    "without the body above": lambda above, own: own,
    "in small letters": lambda above, own: (*above, " ".join(own).lower()),
    "without marks": lambda above, own: tuple(fold(line).upper() for line in above + own),
    "with a line below": lambda above, own: (*above, *own, "-------"),
}


@pytest.mark.parametrize("manner", LETTERHEADS)
def test_each_units_own_letterhead_is_known_and_each_other_units_is_told(manner: str) -> None:
    attribution, file = Attribution(Revisions.of(PLAN)), ReceivedFile("bc.docx", b"", "")
    units = document_recipients(PLAN)
    lines = {}
    for unit in units:
        frame = unit_frame(PLAN, unit, "BC", ())
        lines[unit.id] = LETTERHEADS[manner](frame.parent, frame.issuer)
    for unit in units:
        seal = FormSeal(PLAN.header.id, unit.id, "x", "r")
        for other, letterhead in lines.items():
            identity = FormIdentity(seal, (), (letterhead,))
            found = attribution.find_contradiction(file, seal, identity)
            if other == unit.id:
                assert (found, list(attribution.list_doubts(file, seal, identity))) == (None, [])
            else:
                assert found is not None
                assert other in found.other_units  # with its namesake after a merger, where there is one

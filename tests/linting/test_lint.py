"""gen lint: files and folders in; findings, new files and exit codes out; a hostile file is named, the rest checked."""

import io
import json
import os
import unicodedata
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from gen import diagnostics
from gen.cli import main
from gen.diagnostics.lint import FindingLevel, LayoutRule
from gen.diagnostics.mistake import Mistake
from gen.linting.files import LintResult, combine_exit_codes, lint_files
from gen.linting.findings import FindingPlace
from gen.linting.fixes.fix import fix_document, list_words
from gen.linting.fixes.package import PARAGRAPH_ORDER, RUN_ORDER, SECTION_ORDER
from gen.linting.messages import results_as_text
from gen.linting.recognition.elements import Sector
from gen.linting.recognition.lines import split_paragraph
from gen.linting.recognition.recognition import recognize_elements
from gen.linting.rules.catalogue import rule_texts
from gen.linting.rules.check import check_document
from gen.linting.rules.text_width import measure_line
from gen.ooxml.model import DocumentParagraph, ParagraphFormat, RunFormat, TextRun
from gen.ooxml.properties import W
from gen.ooxml.reader import read_document
from gen.ooxml.unsupported import UnreadableDocumentError
from tests.linting.documents import damaged, office, packed, unpacked

ROOT = Path(__file__).parents[2]
CLEAN = office("decision-with-annex")


def changed(at: str, **damage: object) -> bytes:
    """The clean document with one damage done to its text."""
    return damaged(CLEAN, [{"part": "word/document.xml", "at": at, **damage}])


NARROW = changed("//w:pgMar", set={"w:left": "567"})
RED = changed("//w:t[contains(., 'Điều 2. ')]/../w:rPr", last=["<w:color w:val='FF0000'/>"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a clean file and one whose margins are narrow."""
    (tmp_path / "tốt.docx").write_bytes(CLEAN)
    (tmp_path / "hẹp.docx").write_bytes(NARROW)
    return tmp_path


def codes(result: LintResult) -> set[str]:
    return {finding.rule for finding in result.findings if finding.is_departure}


def run(*arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["lint", *map(str, arguments)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


# ---- what is checked ---------------------------------------------------------


def test_folder_is_checked_with_all_below_it(folder: Path) -> None:
    (folder / "năm" / "quý").mkdir(parents=True)
    (folder / "năm" / "quý" / "BA.DOCX").write_bytes(CLEAN)
    assert [Path(result.path).name for result in lint_files([folder])] == ["hẹp.docx", "tốt.docx", "BA.DOCX"]


def test_what_word_keeps_beside_an_open_file_is_passed_over(folder: Path) -> None:
    (folder / "~$hẹp.docx").write_bytes(b"owner")
    (folder / ".ẩn.docx").write_bytes(b"hidden")
    assert len(lint_files([folder])) == 2


def test_file_named_twice_is_checked_once(folder: Path) -> None:
    assert len(lint_files([folder / "tốt.docx", folder, folder / "." / "tốt.docx"])) == 2


def test_folder_that_leads_back_to_itself_is_no_trap(folder: Path) -> None:
    (folder / "lại").symlink_to(folder)
    assert len(lint_files([folder])) == 2


@pytest.mark.parametrize(("names", "code"), [(["tốt.docx"], 0), (["hẹp.docx"], 1), (["tốt.docx", "hẹp.docx"], 1),
                                             (["hẹp.docx", "không có.docx"], 2)])  # fmt: skip
def test_exit_code_says_the_worst(folder: Path, names: list[str], code: int) -> None:
    assert combine_exit_codes(lint_files([folder / name for name in names])) == code
    assert run(*(folder / name for name in names))[0] == code


# ---- files that cannot be read -----------------------------------------------


def with_part(name: str, content: bytes) -> bytes:
    return packed({**unpacked(CLEAN), name: content})


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in unpacked(CLEAN).items():
            archive.writestr(name, content)
        archive.writestr("word/media/zero.bin", bytes(120 * 1024 * 1024))
    return out.getvalue()


HOSTILE = {
    "empty": b"",
    "text": "Kính gửi: Ủy ban nhân dân xã".encode(),
    "old-word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "truncated": CLEAN[: len(CLEAN) // 2],
    "end-cut-off": CLEAN[:-30],
    "flipped": CLEAN[:400] + bytes([CLEAN[400] ^ 4]) + CLEAN[401:],
    "zip-without-document": packed({"a.txt": b"a"}),
    "not-well-formed": with_part("word/document.xml", b"<w:document>"),
    "entities": with_part("word/styles.xml", b'<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>'),
    "macros": with_part("word/vbaProject.bin", b"\0"),
    "outside": with_part("../../etc/cron.d/x", b"x"),
    "bomb": bomb(),
    "no-body": with_part("word/document.xml", f'<w:document xmlns:w="{W[1:-1]}"/>'.encode()),
    "nested": with_part("word/document.xml", b"<a>" * 5000 + b"</a>" * 5000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_file_that_cannot_be_read_is_named_and_the_others_are_checked(folder: Path, name: str) -> None:
    (folder / "a.docx").write_bytes(HOSTILE[name])
    results = {Path(result.path).name: result for result in lint_files([folder], fix=True)}
    bad = results.pop("a.docx")
    assert bad.problem is not None
    assert (bad.problem.code, bad.was_read, bad.exit_code) == ("LINT-901", False, 2)
    assert bad.problem.message
    assert bad.problem.hint
    assert [codes(result) for result in results.values()] == [{"LINT-003"}, set()]


@pytest.mark.parametrize("seed", range(40))
def test_damaged_bytes_give_findings_or_a_message(seed: int) -> None:
    data = bytearray(CLEAN)
    for number in range(1 + seed % 5):
        at = (seed * 7919 + number * 104729) % len(data)
        data[at] ^= 1 << (seed + number) % 8
    with suppress(UnreadableDocumentError):  # whatever else it raises is a bug
        check_document(read_document(bytes(data)))


def test_name_without_a_file_is_told_with_the_current_folder(tmp_path: Path) -> None:
    (result,) = lint_files([tmp_path / "không có.docx"])
    assert result.problem is not None
    assert result.problem.code == "LINT-902"
    assert str(Path.cwd()) in result.problem.hint


def test_file_that_the_machine_does_not_give_is_named_with_the_reason(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(*_arguments: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("gen.linting.files.read_regular_file", denied)
    (result,) = lint_files([folder / "tốt.docx"])
    assert result.problem is not None
    assert (result.problem.code, result.was_read, result.exit_code) == ("LINT-905", False, 2)
    assert "no right to it" in result.problem.message


def test_device_is_not_read() -> None:
    (result,) = lint_files([Path("/dev/zero")])
    assert result.problem is not None
    assert result.problem.code == "LINT-902"


def test_folder_without_word_files_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(b"old")
    (result,) = lint_files([tmp_path])
    assert result.problem is not None
    assert result.problem.code == "LINT-903"


@pytest.mark.parametrize("name", ["a.doc", "a.odt", "a.pdf"])
def test_file_of_another_form_comes_with_the_remedy(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"%PDF")
    (result,) = lint_files([tmp_path / name])
    assert result.problem is not None
    assert ".docx" in result.problem.hint


# ---- new files ---------------------------------------------------------------


def test_mended_file_stands_beside_the_old_one_which_stays(folder: Path) -> None:
    result = next(r for r in lint_files([folder], fix=True) if r.fixed_path)
    assert Path(result.fixed_path) == folder / "hẹp.sua.docx"
    assert (folder / "hẹp.docx").read_bytes() == NARROW
    assert codes(lint_files([Path(result.fixed_path)])[0]) == set()


def test_nothing_is_written_without_fix(folder: Path) -> None:
    lint_files([folder])
    assert sorted(path.name for path in folder.iterdir()) == ["hẹp.docx", "tốt.docx"]


def test_file_of_that_name_is_never_overwritten(folder: Path) -> None:
    (folder / "hẹp.sua.docx").write_bytes(b"theirs")
    (result,) = lint_files([folder / "hẹp.docx"], fix=True)
    assert Path(result.fixed_path).name == "hẹp.sua-2.docx"
    assert (folder / "hẹp.sua.docx").read_bytes() == b"theirs"


def test_link_of_that_name_is_not_written_through(folder: Path, tmp_path: Path) -> None:
    (folder / "hẹp.sua.docx").symlink_to(tmp_path / "elsewhere.docx")
    (result,) = lint_files([folder / "hẹp.docx"], fix=True)
    assert Path(result.fixed_path).name == "hẹp.sua-2.docx"
    assert not (tmp_path / "elsewhere.docx").exists()


def test_mending_twice_makes_one_file_with_the_same_bytes(folder: Path) -> None:
    (first,) = lint_files([folder / "hẹp.docx"], fix=True)
    (second,) = lint_files([folder / "hẹp.docx"], fix=True)
    assert first.fixed_path == second.fixed_path
    assert len(list(folder.glob("*.sua*"))) == 1


def test_clean_file_and_one_that_only_a_person_can_mend_get_no_new_file(folder: Path) -> None:
    (folder / "đỏ.docx").write_bytes(RED)
    results = lint_files([folder / "tốt.docx", folder / "đỏ.docx"], fix=True)
    assert [result.fixed_path for result in results] == ["", ""]
    assert codes(results[1]) == {"LINT-006"}


@pytest.mark.parametrize(
    "name", ["á" * 120 + ".docx", unicodedata.normalize("NFD", "hẹp ả.docx"), "-x; rm.docx", "ten.sua.docx"]
)
def test_any_name_gets_a_mended_file(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(NARROW)
    (result,) = lint_files([tmp_path / name], fix=True)
    assert result.problem is None
    assert Path(result.fixed_path).parent == tmp_path
    assert Path(result.fixed_path).is_file()


def test_folder_that_takes_no_file_is_told_and_nothing_is_left(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "link", full)
    monkeypatch.setattr(os, "replace", full)
    (result,) = lint_files([folder / "hẹp.docx"], fix=True)
    assert result.problem is not None
    assert (result.problem.code, result.was_read, result.exit_code) == ("LINT-904", True, 2)
    assert sorted(path.name for path in folder.iterdir()) == ["hẹp.docx", "tốt.docx"]


def test_mended_file_opens_and_its_xml_is_in_the_order_of_the_schema() -> None:
    damages = json.loads((ROOT / "tests/linting/cases/page-number-at-the-foot.json").read_text("utf-8"))["damage"]
    small = {"part": "word/styles.xml", "at": "//w:style[@w:styleId='Normal']//w:sz", "set": {"w:val": "22"}}
    after = fix_document(damaged(office("notice-with-tabs"), [*damages, small]))
    assert after is not None
    Document(io.BytesIO(after))
    orders = {"rPr": RUN_ORDER, "pPr": PARAGRAPH_ORDER, "sectPr": SECTION_ORDER}
    for part in ("word/document.xml", "word/header1.xml", "word/styles.xml"):
        for element in etree.fromstring(unpacked(after)[part]).iter(*(f"{W}{name}" for name in orders)):
            order = orders[etree.QName(element).localname]
            places = [order.index(etree.QName(child).localname) for child in element]
            assert places == sorted(places)


@settings(max_examples=25, deadline=None)
@given(
    margins=st.fixed_dictionaries(
        dict.fromkeys(("w:top", "w:right", "w:bottom", "w:left"), st.integers(0, 4000).map(str))
    ),
    sizes=st.lists(st.sampled_from([16, 20, 23, 26, 27, 28, 29, 40]), min_size=3, max_size=3),
    font=st.sampled_from(["Arial", "Calibri Light", "Times New Roman", "Liberation Serif"]),
)
def test_margins_sizes_and_fonts_are_mended_whatever_they_are(
    margins: dict[str, str], sizes: list[int], font: str
) -> None:
    text = "(//w:p[contains(., 'Điều {}. ')])[last()]/w:r/w:rPr"
    before = damaged(
        CLEAN,
        [
            {"part": "word/document.xml", "at": "//w:pgMar", "set": margins},
            {"part": "word/styles.xml", "at": "//w:rFonts", "set": {"w:ascii": font, "w:hAnsi": font}},
            *(
                {"part": "word/document.xml", "at": text.format(n), "last": [f"<w:sz w:val='{size}'/>"]}
                for n, size in enumerate(sizes, 1)
            ),
        ],
    )
    after = fix_document(before) or before
    assert {finding.rule for finding in check_document(read_document(after)) if finding.is_departure} == set()
    assert list_words(read_document(after)) == list_words(read_document(before))


# ---- what is printed ---------------------------------------------------------


def test_text_names_rule_place_what_was_found_and_what_is_wanted(folder: Path) -> None:
    printed = run(folder / "hẹp.docx")[1]
    assert "error[LINT-003]: page: found left 10 mm; wanted left 30–35 mm" in printed
    assert f"--> {folder / 'hẹp.docx'}: section 1" in printed
    assert "hint: gen lint --fix" in printed
    assert "against the layout rules of Decree 30: 1; clean: 0, with findings: 1" in printed


def test_findings_of_one_sort_are_told_together(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(changed("//w:ind[@w:firstLine='720']", set={"w:firstLine": "0"}))
    printed = run(tmp_path)[1]
    assert printed.count("LINT-053") == 1
    assert "and 5 more: paragraphs" in printed


def test_json_has_all_findings_with_their_places(folder: Path) -> None:
    code, printed = run(folder, "--fix", "--format", "json")
    narrow, clean = json.loads(printed)
    assert code == 1
    assert narrow["mended"] == str(folder / "hẹp.sua.docx")
    assert (clean["findings"], clean["read"], clean["problem"]) == ([], True, None)
    first = narrow["findings"][0]
    assert (first["rule"], first["level"], first["element"]) == ("LINT-003", "error", "page")
    assert (first["place"]["section"], first["found"], first["can_be_mended"]) == (1, "left 10 mm", True)
    assert first["says"] == rule_texts()["LINT-003"]


def test_json_says_what_was_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"")
    (result,) = json.loads(run(tmp_path, "--format", "json")[1])
    assert (result["read"], result["problem"]["code"], result["findings"]) == (False, "LINT-901", [])


def test_nothing_is_said_to_conform(folder: Path) -> None:
    page = (ROOT / "docs" / "lint.md").read_text("utf-8")
    assert "certif" not in run(folder)[1].lower()
    assert "checks the layout rules of Decree 30" in page


def test_place_in_a_table_is_told_by_row_and_column(tmp_path: Path) -> None:
    large = changed("//w:t[.='XÃ XUÂN BÌNH']/../w:rPr/w:sz", set={"w:val": "32"})
    (tmp_path / "a.docx").write_bytes(large)
    assert "table 1, row 1, column 1, paragraph 2, “XÃ XUÂN BÌNH”, style Normal" in run(tmp_path)[1]


@pytest.mark.parametrize("language", ["en", "vi"])
def test_every_sort_of_result_is_printed(folder: Path, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEN_LANG", language)
    (folder / "a.docx").write_bytes(b"")
    printed = results_as_text(lint_files([folder], fix=True))
    assert all(word in printed for word in ("LINT-901", "LINT-003", "hẹp.sua.docx"))


# ---- rules that no case shows ------------------------------------------------


def issued_by(*lines: str) -> bytes:
    """The decision as issued by another body, named in two lines."""
    at = "//w:tc[1]/w:p[position() = {} and ../..//w:t[contains(., 'CỘNG HÒA')]]//w:t"
    both = zip((1, 2), lines, strict=True)
    return damaged(CLEAN, [{"part": "word/document.xml", "at": at.format(n), "text": line} for n, line in both])


@pytest.mark.parametrize(
    ("lines", "sector"),
    [
        (("ỦY BAN NHÂN DÂN", "XÃ A"), Sector.STATE),
        (("HỘI ĐỒNG NHÂN DÂN", "XÃ A"), Sector.STATE),
        (("ỦY BAN MTTQ VIỆT NAM", "XÃ A"), Sector.FRONT),
        (("ỦY BAN MẶT TRẬN TỔ QUỐC", "BAN THƯỜNG TRỰC"), Sector.FRONT),
        (("TÒA ÁN NHÂN DÂN", "HUYỆN A"), Sector.COURT),
        (("TOÀ ÁN NHÂN DÂN", "HUYỆN A"), Sector.COURT),
        (("VKSND TỈNH A", "VIỆN KIỂM SÁT NHÂN DÂN HUYỆN B"), Sector.PROCURACY),
        (("CÔNG AN TỈNH A", "CÔNG AN HUYỆN B"), Sector.POLICE),
        (("UBND TỈNH A", "VIỆN QUY HOẠCH"), Sector.STATE),
    ],
)
def test_sector_is_told_by_the_letterhead(lines: tuple[str, str], sector: Sector) -> None:
    document = read_document(issued_by(*lines))
    assert recognize_elements(document).sector is sector
    notes = [finding.rule for finding in check_document(document) if finding.level is FindingLevel.NOTE]
    assert notes == ([] if sector is Sector.STATE else ["LINT-092"])


@pytest.mark.parametrize(
    ("lines", "parent"),
    [
        (("UBND HUYỆN A", "PHÒNG Y TẾ"), ["UBND HUYỆN A"]),
        (("SỞ Y TẾ TỈNH A", "TRUNG TÂM Y TẾ HUYỆN B"), ["SỞ Y TẾ TỈNH A"]),
        (("BỘ TÀI CHÍNH", "TỔNG CỤC THUẾ"), ["BỘ TÀI CHÍNH"]),
        (("PHÒNG LAO ĐỘNG - THƯƠNG BINH", "VÀ XÃ HỘI"), []),
        (("ỦY BAN NHÂN DÂN", "THÀNH PHỐ A"), []),
    ],
)
def test_parent_body_is_told_from_a_name_in_two_lines(lines: tuple[str, str], parent: list[str]) -> None:
    found = recognize_elements(read_document(issued_by(*lines))).letterhead.parent
    assert [line.text for line in (found.lines if found else ())] == parent


def test_what_is_not_read_is_named_and_does_not_count() -> None:
    notes = check_document(read_document(office("letter-in-a-table")))
    assert [(note.rule, note.is_departure) for note in notes] == [("LINT-091", False)]
    assert "word/document.xml" in notes[0].actual


@pytest.mark.parametrize(
    ("text", "size", "millimetres"),
    [("Độc lập - Tự do - Hạnh phúc", 14, 60.5), ("ỦY BAN NHÂN DÂN", 13, 43.2), ("PHÒNG NÔNG NGHIỆP", 13, 51.0),
     ("Nguyễn Thị Mười", 14, 37.8)],
)  # fmt: skip
def test_width_of_bold_text_is_that_of_the_font(text: str, size: float, millimetres: float) -> None:
    """The widths were measured with Liberation Serif Bold, which has the metrics of Times New Roman."""
    paragraph = DocumentParagraph(ParagraphFormat(), RunFormat(), (TextRun(text, RunFormat(size=size, bold=True)),))
    (line,) = split_paragraph(paragraph, FindingPlace())
    assert measure_line(line) * 25.4 / 72 == pytest.approx(millimetres, abs=0.5)


# ---- documentation -----------------------------------------------------------


def test_sections_are_the_codes_of_the_registry_in_order() -> None:
    page = (ROOT / "docs" / "lint.md").read_text("utf-8")
    sections = [line.removeprefix("### ") for line in page.splitlines() if line.startswith("### LINT-")]
    codes = [entry.code for entry in vars(diagnostics.lint).values() if isinstance(entry, LayoutRule | Mistake)]
    assert sections == sorted(codes)

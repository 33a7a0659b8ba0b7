"""gen issue: number and date in the letterhead, a register beside the plan, and what nothing overwrites."""

import io
import json
import unicodedata
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from gen import diagnostics
from gen.cli import main
from gen.documents import DocumentName
from gen.errors import BuildError
from gen.files import sha256
from gen.folders import LocalFolder
from gen.issuing import IssueOutcome, IssueRequest, issue, parse_entry, read_entries, withdraw
from gen.issuing.tables import MAX_BYTES
from gen.pipeline import BuildResult
from gen.pipeline.placement import FileStatus
from gen.pipeline.register import read_register, register_path
from gen.text import BLANK
from gen.word.issue_number import NumberPlaceError, set_number
from tests.support import plans
from tests.support.damaged_zips import wrong_zips
from tests.support.docx_text import text as all_text
from tests.support.offices import Silent, run
from tests.support.repacked import unpacked

ROOT = Path(__file__).parents[2]
FOLDER = "kh-1"
WORD = f"{FOLDER}/xa-a/ke-hoach-xa-a.docx"
DAY = date(2021, 3, 5)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan of two communes, built as Word files."""
    path = plans.write(tmp_path, plans.base())
    assert run(path).exit_code == 0
    return path


def issued(
    plan: Path, unit: str = "xa-a", number: str = "5", day: str = "5/3/2021", document: str = "plan"
) -> IssueOutcome:
    asked = IssueRequest(plan, str(plan.parent / "out"), ROOT / "templates", pdf=False, accepts_blanks=True)
    return issue(asked, [parse_entry(unit, document, number, day)], Silent())


def strictly(plan: Path, *units: str, document: str = "plan") -> IssueOutcome:
    """Issued by somebody who has not said that blanks are meant."""
    asked = IssueRequest(plan, str(plan.parent / "out"), ROOT / "templates", pdf=False)
    entries = [parse_entry(unit, document, str(number), "5/3/2021") for number, unit in enumerate(units, 5)]
    return issue(asked, entries, Silent())


def word(plan: Path) -> Path:
    return plan.parent / "out" / WORD


def status(result: BuildResult, path: str = "xa-a/ke-hoach-xa-a.docx") -> FileStatus:
    return next(placed.status for placed in result.outcomes if placed.path == path)


def codes(error: pytest.ExceptionInfo[BuildError]) -> list[str]:
    return [found.code for found in error.value.diagnostics]


def change_task(plan: Path) -> None:
    plan.write_text(plan.read_text(encoding="utf-8").replace("Trồng cây.", "Trồng rừng."), encoding="utf-8")


def test_number_and_date_stand_in_the_letterhead(plan: Path) -> None:
    issued(plan)
    said = all_text(word(plan))
    assert "Số: 05/KH-UBND" in said
    assert "Xuân An, ngày 05 tháng 3 năm 2021" in said


@pytest.mark.parametrize(
    ("number", "day", "line", "dated"),
    [
        ("9", "1/1/2021", "Số: 09/", "ngày 01 tháng 01 năm 2021"),
        ("10", "10/2/2021", "Số: 10/", "ngày 10 tháng 02 năm 2021"),
        ("123", "31/12/2021", "Số: 123/", "ngày 31 tháng 12 năm 2021"),
    ],
)
def test_zeros_stand_where_decree_30_wants_them(plan: Path, number: str, day: str, line: str, dated: str) -> None:
    issued(plan, number=number, day=day)
    said = all_text(word(plan))
    assert line in said
    assert dated in said


def test_what_an_office_wrote_into_its_document_stays(plan: Path) -> None:
    document = docx.Document(str(word(plan)))
    document.add_paragraph("Giao Văn phòng theo dõi.").runs[0].bold = True
    document.save(str(word(plan)))
    issued(plan)
    last = docx.Document(str(word(plan))).paragraphs[-1]
    assert (last.text, last.runs[0].bold) == ("Giao Văn phòng theo dõi.", True)
    assert "Số: 05/KH-UBND" in all_text(word(plan))


def test_nothing_else_of_the_document_changes(plan: Path) -> None:
    before = all_text(word(plan))
    issued(plan)
    after = all_text(word(plan))
    different = [(old, new) for old, new in zip(before.splitlines(), after.splitlines(), strict=True) if old != new]
    assert [new for _old, new in different] == ["Số: 05/KH-UBND", "Xuân An, ngày 05 tháng 3 năm 2021"]


@pytest.mark.parametrize("changes", [{}, {"force": True}, {"units": ("xa-a",)}])
def test_a_changed_plan_leaves_what_was_issued(plan: Path, changes: dict[str, object]) -> None:
    issued(plan)
    before = word(plan).read_bytes()
    change_task(plan)
    result = run(plan, **changes)
    assert word(plan).read_bytes() == before
    assert status(result) is FileStatus.ISSUED
    assert "BUILD-014" in [found.code for found in result.notices]


@pytest.mark.parametrize("force", [False, True])
def test_a_signed_copy_in_the_place_of_an_issued_pdf_stays(plan: Path, force: bool) -> None:
    asked = IssueRequest(plan, str(plan.parent / "out"), ROOT / "templates", accepts_blanks=True)
    issue(asked, [parse_entry("xa-a", "plan", "5", "5/3/2021")], Silent())
    place = word(plan).with_suffix(".pdf")
    place.write_bytes(place.read_bytes() + b"%signed")
    signed = place.read_bytes()
    result = run(plan, pdf=True, force=force)
    assert place.read_bytes() == signed
    assert status(result, "xa-a/ke-hoach-xa-a.pdf") is FileStatus.KEPT
    [told] = [placed.problem for placed in result.outcomes if placed.path == "xa-a/ke-hoach-xa-a.pdf"]
    assert told is not None
    assert (told.code, "gen archive add" in told.hint) == ("BUILD-021", True)


def test_a_wrong_line_and_an_unknown_unit_are_told_together(plan: Path, tmp_path: Path) -> None:
    table = tmp_path / "so.csv"
    table.write_text("unit,number,date\nxa-a,x,5/3/2021\nnobody,5,5/3/2021\n", encoding="utf-8")
    read = read_entries(table)
    request = IssueRequest(plan, str(plan.parent / "out"), ROOT / "templates", pdf=False, accepts_blanks=True)
    with pytest.raises(BuildError) as error:
        issue(request, read.entries, Silent(), read.mistakes)
    assert sorted(codes(error)) == ["BUILD-001", "ISS-002"]


def test_a_changed_template_leaves_what_was_issued(plan: Path, tmp_path: Path) -> None:
    issued(plan)
    before = word(plan).read_bytes()
    templates = tmp_path / "other"
    templates.mkdir()
    for file in (ROOT / "templates").iterdir():
        (templates / file.name).write_bytes(file.read_bytes())
    changed = docx.Document(str(templates / "plan.docx"))
    changed.core_properties.comments = "changed"
    changed.add_paragraph("Thêm một dòng.")
    changed.save(str(templates / "plan.docx"))
    result = run(plan, templates=templates)
    assert word(plan).read_bytes() == before
    assert status(result, "xa-b/ke-hoach-xa-b.docx") is FileStatus.CHANGED
    assert not [found for found in result.notices if found.code == "BUILD-014"]


def test_lost_results_come_back_byte_for_byte(plan: Path) -> None:
    issued(plan)
    before = word(plan).read_bytes()
    for path in sorted((plan.parent / "out").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    assert status(run(plan)) is FileStatus.ISSUED
    assert word(plan).read_bytes() == before


def test_a_lost_document_that_an_office_had_worked_on_is_told_and_not_made_up(plan: Path) -> None:
    document = docx.Document(str(word(plan)))
    document.add_paragraph("Giao Văn phòng theo dõi.")
    document.save(str(word(plan)))
    issued(plan)
    word(plan).unlink()
    result = run(plan)
    assert not word(plan).exists()
    assert [found.code for found in result.problems()] == ["BUILD-020"]


def test_a_change_after_the_issue_is_told_and_left(plan: Path) -> None:
    issued(plan)
    document = docx.Document(str(word(plan)))
    document.add_paragraph("Sửa sau khi ban hành.")
    document.save(str(word(plan)))
    before = word(plan).read_bytes()
    result = run(plan, force=True)
    assert [found.code for found in result.problems()] == ["BUILD-015"]
    assert word(plan).read_bytes() == before


def test_a_command_cut_off_behind_the_register_is_completed_by_the_next_build(plan: Path) -> None:
    draft = word(plan).read_bytes()
    issued(plan)
    done = word(plan).read_bytes()
    word(plan).write_bytes(draft)
    manifest = word(plan).parent.parent / "manifest.json"
    content = json.loads(manifest.read_text(encoding="utf-8"))
    for record in content["files"]:
        record["number"] = record["date"] = ""
    manifest.write_text(json.dumps(content), encoding="utf-8")
    assert status(run(plan)) is FileStatus.ISSUED
    assert word(plan).read_bytes() == done


def test_the_quick_way_sees_a_register_that_was_not_there(plan: Path) -> None:
    run(plan)
    draft = word(plan).read_bytes()
    numbered = set_number(draft, 5, DAY)
    entry = {"unit": "xa-a", "document": "plan", "number": numbered.number, "date": "2021-03-05", "withdrawn": ""}
    entry["sha256"] = sha256(numbered.data)
    register_path(plan).write_text(json.dumps({"format": 1, "issued": [entry]}), encoding="utf-8")
    assert status(run(plan)) is FileStatus.ISSUED
    assert word(plan).read_bytes() == numbered.data


def test_issuing_twice_is_issuing_once(plan: Path) -> None:
    issued(plan)
    assert issued(plan).issued == ()
    assert len(read_register(plan).entries) == 1


def test_another_number_for_an_issued_document_is_refused(plan: Path) -> None:
    issued(plan)
    with pytest.raises(BuildError) as error:
        issued(plan, number="6")
    assert codes(error) == ["ISS-005"]


def test_another_unit_may_give_the_same_number(plan: Path) -> None:
    issued(plan)
    withdraw(plan, "xa-a", DocumentName.PLAN, "sai ngày")
    issued(plan, unit="xa-b")  # another office counts for itself
    assert [entry.unit for entry in read_register(plan).entries if not entry.withdrawn] == ["xa-b"]


def test_a_withdrawn_document_counts_as_a_persons_own(plan: Path) -> None:
    issued(plan)
    before = word(plan).read_bytes()
    withdraw(plan, "xa-a", DocumentName.PLAN, "sai ngày")
    assert status(run(plan)) is FileStatus.KEPT
    assert word(plan).read_bytes() == before
    assert status(run(plan, force=True)) is FileStatus.REPLACED
    assert before in [path.read_bytes() for path in word(plan).parent.iterdir()]


@pytest.mark.parametrize(("unit", "reason", "code"), [("xa-a", " ", "ISS-016"), ("xa-b", "sai ngày", "ISS-008")])
def test_withdrawing_needs_an_issued_document_and_a_reason(plan: Path, unit: str, reason: str, code: str) -> None:
    issued(plan)
    with pytest.raises(BuildError) as error:
        withdraw(plan, unit, DocumentName.PLAN, reason)
    assert codes(error) == [code]


def test_a_damaged_register_stops_every_build(plan: Path) -> None:
    issued(plan)
    register_path(plan).write_text('{"format": 1, "issued": [{}]}')
    before = word(plan).read_bytes()
    change_task(plan)
    with pytest.raises(BuildError) as error:
        run(plan)
    assert codes(error) == ["BUILD-016"]
    assert word(plan).read_bytes() == before


def test_a_date_before_the_plan_is_doubted(plan: Path) -> None:
    assert [found.code for found in issued(plan, day="1/1/2020").notices] == ["ISS-009"]


def test_the_report_is_issued_under_its_own_symbol(plan: Path) -> None:
    assert issued(plan, document="báo cáo").issued[0].number == "05/BC-UBND"


@pytest.mark.parametrize(
    ("unit", "number", "day", "code"),
    [
        ("xa-c", "5", "5/3/2021", "BUILD-001"),
        ("xa-a", "5/QĐ-UBND", "5/3/2021", "ISS-015"),
    ],
)
def test_a_mistake_is_told_and_nothing_written(plan: Path, unit: str, number: str, day: str, code: str) -> None:
    before = word(plan).read_bytes()
    with pytest.raises(BuildError) as error:
        issued(plan, unit, number, day)
    assert codes(error) == [code]
    assert word(plan).read_bytes() == before
    assert not register_path(plan).exists()


@pytest.mark.parametrize(
    ("number", "day", "found"),
    [
        ("0", "5/3/2021", ["ISS-002"]),
        ("năm", "5/3/2021", ["ISS-002"]),
        ("5…", "5/3/2021", ["ISS-002"]),
        ("5/", "5/3/2021", ["ISS-002"]),
        ("5", "20210305", ["ISS-003"]),
        ("=1+1", "5/3/2021", ["ISS-002"]),
        ("5", "30/2/2021", ["ISS-003"]),
        ("-5", "5/3", ["ISS-002", "ISS-003"]),
    ],
)
def test_what_is_no_number_or_no_date_is_named(number: str, day: str, found: list[str]) -> None:
    with pytest.raises(BuildError) as error:
        parse_entry("xa-a", "plan", number, day)
    assert codes(error) == found


@pytest.mark.parametrize(
    "table",
    [
        b"unit,number,date\nxa-a,5,2021-03-05\n",
        "\ufeffĐơn vị;Số;Ngày\r\nxa-a;5/KH-UBND;5/3/2021\r\n".encode(),
        "unit\tdocument\tnumber\tdate\nxa-a\tkế hoạch\t5\t05.03.2021\n".encode("utf-16"),
        unicodedata.normalize("NFD", "Đơn vị,Văn bản,Số,Ngày ban hành\nxa-a,Kế hoạch,5,5-3-2021\n\n").encode(),
    ],
)
def test_tables_as_offices_save_them_are_read(tmp_path: Path, table: bytes) -> None:
    path = tmp_path / "so.csv"
    path.write_bytes(table)
    read = read_entries(path)
    [entry] = read.entries
    assert read.mistakes == ()
    assert (entry.unit, entry.document, entry.number, entry.date) == ("xa-a", DocumentName.PLAN, 5, DAY)


def test_every_mistake_of_a_table_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "so.csv"
    path.write_text("unit,number,date\nxa-a,x,5/3/2021\nxa-b,5,mai\n", encoding="utf-8")
    read = read_entries(path)
    assert read.entries == ()
    assert [(d.code, d.location.line) for d in read.mistakes if d.location] == [("ISS-002", 2), ("ISS-003", 3)]


@pytest.mark.parametrize(
    ("table", "code"),
    [(b"", "ISS-010"), (b"unit,number\nxa-a,5\n", "ISS-010"), (b'unit,number,date\n"xa-a,5', "ISS-011"),
     (b"\xff\xfe\xff", "ISS-011"), (b"\x00" * 9, "ISS-010"), (b"x" * (MAX_BYTES + 1), "ISS-011")],
)  # fmt: skip
def test_what_is_no_such_table_is_refused(tmp_path: Path, table: bytes, code: str) -> None:
    path = tmp_path / "so.csv"
    path.write_bytes(table)
    with pytest.raises(BuildError) as error:
        read_entries(path)
    assert codes(error) == [code]


def written(*paragraphs: Sequence[str]) -> bytes:
    """A .docx with these paragraphs, each of these runs."""
    document, data = docx.Document(), io.BytesIO()
    for runs in paragraphs:
        paragraph = document.add_paragraph()
        for words in runs:
            paragraph.add_run(words)
    document.save(data)
    return data.getvalue()


def told(data: bytes) -> list[str]:
    return [each.text for each in docx.Document(io.BytesIO(data)).paragraphs]


def test_a_line_in_several_runs_gets_its_number_between_them() -> None:
    lines = ("Số", ": ", "   ", "/KH-", "UBND"), ("Xuân An, ng", "ày  tháng ", " năm 2021", " ")
    numbered = set_number(written(*lines), 12, DAY)
    assert told(numbered.data) == ["Số: 12/KH-UBND", "Xuân An, ngày 05 tháng 3 năm 2021"]
    assert numbered.number == "12/KH-UBND"


ANNEX = f"(Kèm theo Kế hoạch số\u00a0{BLANK}/KH-UBND ngày {BLANK} tháng {BLANK} năm {BLANK} của UBND xã Xuân An)"
FILLED = "(Kèm theo Kế hoạch số\u00a012/KH-UBND ngày 05 tháng 3 năm 2021 của UBND xã Xuân An)"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (ANNEX, FILLED),
        (
            "Kèm theo Kế hoạch số ......../KH-UBND ngày ..../..../2021",
            "Kèm theo Kế hoạch số\u00a012/KH-UBND ngày ..../..../2021",
        ),
        (FILLED, FILLED),
        (ANNEX.replace("KH-UBND", "QĐ-UBND"), ANNEX.replace("KH-UBND", "QĐ-UBND")),
        (f"Nội dung theo Phụ lục. {ANNEX}", f"Nội dung theo Phụ lục. {ANNEX}"),
        (ANNEX.replace(BLANK, "7", 1), ANNEX.replace(BLANK, "7", 1)),
    ],
    ids=["open", "dotted", "filled", "another symbol", "running text", "another number"],
)
def test_annex_refers_to_the_document_by_its_number_and_date(before: str, after: str) -> None:
    body = written(["Số: /KH-UBND"], ["Xuân An, ngày tháng năm"], ["Phụ lục"], [before])
    assert told(set_number(body, 12, DAY).data)[3] == after


def test_annex_of_an_issued_plan_refers_to_its_number(tmp_path: Path) -> None:
    task = {"text": "Trồng cây.", "product": "20 ha rừng"}
    section = {"to": ["communes"], "heading": "UBND các xã", "items": [task]}
    path = plans.write(tmp_path, plans.with_sections(section))
    assert run(path).exit_code == 0
    issued(path)
    expected = "(Kèm theo Kế hoạch số 05/KH-UBND ngày 05 tháng 3 năm 2021 của Ủy ban nhân dân xã Xuân An)"
    assert expected in all_text(word(path)).splitlines()


@pytest.mark.parametrize(
    "body",
    [
        ["Xuân An, ngày tháng năm"],
        ["Số: /KH-UBND"],
        ["Số: /KH-UBND", "Số: /KH-UBND", "Xuân An, ngày tháng năm"],
        ["Số: 7/KH-UBND", "Xuân An, ngày tháng năm"],
        ["Số: /KH-UBND", "Xuân An, ngày 6 tháng 3 năm 2021"],
    ],
)
def test_a_letterhead_without_one_place_for_each_is_refused(body: list[str]) -> None:
    with pytest.raises(NumberPlaceError):
        set_number(written(*([line] for line in body)), 12, DAY)


@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters="<&", exclude_categories=("Cc", "Cs", "Zl", "Zp")))
    )
)
def test_all_other_text_stays_as_it_is(lines: list[str]) -> None:
    others = [line for line in lines if "Số" not in line and "ngày" not in line]
    body = written(["Số: /KH-UBND"], ["Xuân An, ngày tháng năm"], *([line] for line in others))
    assert told(set_number(body, 12, DAY).data)[2:] == others


def by_command(plan: Path, *more: str) -> Result:
    arguments = ["issue", str(plan), "--out", str(plan.parent / "out"), "--templates", str(ROOT / "templates")]
    given = ["--unit", "xa-a", "--number", "5", "--date", "5/3/2021", "--allow-blank"]
    return CliRunner().invoke(main, [*arguments, *given, *more])


def test_document_whose_file_could_not_be_written_does_not_count_as_issued(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        real = LocalFolder.write

        def held(folder: LocalFolder, path: str, data: bytes, *, durable: bool = False) -> None:
            if path.endswith(".docx"):
                raise PermissionError(13, "Permission denied", path)
            real(folder, path, data, durable=durable)

        patch.setattr(LocalFolder, "write", held)
        ended = by_command(plan)
    assert "BUILD-004" in ended.output
    assert "documents issued" not in ended.output
    assert "1 documents have their number in the register, but their files are not finished: xa-a" in ended.output
    assert ended.exit_code == 3
    again = by_command(plan)
    assert "1 documents had this number already; their files are in place" in again.output
    assert again.exit_code == 0
    assert "Số: 05/KH-UBND" in all_text(word(plan))


@pytest.mark.parametrize("option", ["--engine", "--templates"])
def test_what_stands_against_the_build_is_said_before_the_register_is_written(
    plan: Path, option: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEN_SOFFICE", "/none")
    ended = by_command(plan, option, "libreoffice" if option == "--engine" else "/none")
    assert ended.exit_code in (1, 2)
    assert "nothing was written" in ended.output
    assert not register_path(plan).exists()


def test_mistake_after_the_register_was_written_is_not_told_as_nothing(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:

        def broken(*_arguments: object) -> None:
            raise BuildError.one(diagnostics.build.RECORD_DAMAGED.at(name="manifest.json"))

        patch.setattr("gen.pipeline.job.load_records", broken)
        ended = by_command(plan)
    assert ended.exit_code == 3
    assert "ISS-022" in ended.output
    assert "nothing was written" not in ended.output
    assert [entry.unit for entry in read_register(plan).entries] == ["xa-a"]


@pytest.mark.parametrize("wrong", sorted(wrong_zips({"a": b"a"})))
def test_damaged_document_is_not_issued_and_told(plan: Path, wrong: str) -> None:
    word(plan).write_bytes(wrong_zips(unpacked(word(plan).read_bytes()))[wrong])
    ended = by_command(plan)
    assert isinstance(ended.exception, SystemExit)
    if ended.exit_code:
        assert "ke-hoach-xa-a.docx" in ended.output
        assert not register_path(plan).exists()
    else:
        assert "Số: 05/KH-UBND" in all_text(word(plan))


# Blanks


def test_plan_with_blanks_is_not_issued_and_every_blank_is_told_once_for_all_units(plan: Path) -> None:
    with pytest.raises(BuildError) as refused:
        strictly(plan, "xa-a", "xa-b")
    said = [(one.code, one.message) for one in refused.value.diagnostics]
    cells = [message for code, message in said if code == "ISS-041"]
    assert [message.count("xa-a, xa-b") for message in cells] == [1, 1]
    assert any("Bộ phận, cá nhân thực hiện" in message for message in cells)
    assert any(code == "ISS-040" and "Kế hoạch số …/KH-UBND" in message for code, message in said)
    assert not register_path(plan).exists()


def test_plan_whose_blanks_were_filled_in_word_is_issued(plan: Path) -> None:
    document = docx.Document(str(word(plan)))
    for table in document.tables[1:2]:
        for cell in (cell for row in table.rows[1:] for cell in row.cells if not cell.text):
            cell.text = "Phòng Kinh tế"
    for paragraph in document.paragraphs:
        for run_ in paragraph.runs:
            run_.text = run_.text.replace("\u00a0", "1")
    document.save(str(word(plan)))
    assert [one.number for one in strictly(plan, "xa-a").issued] == ["05/KH-UBND"]


def test_report_form_is_issued_with_its_cells_to_fill_in(plan: Path) -> None:
    assert len(strictly(plan, "xa-a", document="report").issued) == 1


def test_issue_that_was_cut_off_is_completed_without_asking_again(plan: Path) -> None:
    issued(plan)
    word(plan).unlink()
    assert len(strictly(plan, "xa-a").known) == 1


def test_sentence_to_the_drafter_stops_the_issue(plan: Path) -> None:
    document = docx.Document(str(word(plan)))
    document.paragraphs[-3].insert_paragraph_before("Các ô để trống do đơn vị điền.")
    document.save(str(word(plan)))
    with pytest.raises(BuildError) as refused:
        strictly(plan, "xa-a")
    assert "ISS-042" in {one.code for one in refused.value.diagnostics}

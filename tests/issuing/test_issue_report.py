"""gen issue --report: the draft of the consolidated report → what is sent, without comments; never without a word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree

import gen
from gen.cli import main
from gen.errors import GenError
from gen.ooxml import read_document
from gen.pdf.embedded.document import render_document
from gen.pdf.faces import require_font_book
from gen.returns.outgoing import OutgoingKind, find_made
from gen.store.connection import disconnect
from gen.word.comments import AUTHOR, read_comments
from tests.support.docx_text import lines, text
from tests.support.form_filling import W, body, changed
from tests.support.offices import TEMPLATES
from tests.support.way_back import make_office, work

SENT = "bao-cao-tong-hop-ban-hanh.docx"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An office with a consolidated report, in which somebody has written what the program asked for."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    make_office(tmp_path)
    work(tmp_path)
    monkeypatch.chdir(tmp_path / "tong-hop")
    draft = Path("bao-cao-tong-hop.docx")
    draft.write_bytes(body(draft.read_bytes(), write_own_words))
    yield tmp_path
    disconnect()


def write_own_words(root: etree._Element) -> None:
    for control in [one for one in root.iter(f"{W}sdt") if one.find(f"{W}sdtPr/{W}showingPlcHdr") is not None]:
        control.find(f"{W}sdtPr").remove(control.find(f"{W}sdtPr/{W}showingPlcHdr"))
        run = control.find(f"{W}sdtContent/{W}r")
        run.remove(run.find(f"{W}rPr"))
        run.find(f"{W}t").text = "Huyện đã làm đủ."


def edit(change: Callable[[etree._Element], None], part: str = "word/document.xml") -> None:
    draft = Path("bao-cao-tong-hop.docx")
    draft.write_bytes(changed(draft.read_bytes(), part, change))


def issue(*options: str) -> Result:
    return CliRunner().invoke(main, ["issue", "../plan.yaml", "--report", "bao-cao-tong-hop.docx", *options])


def test_what_is_sent_has_no_comment_and_every_word_of_the_draft(office: Path) -> None:
    draft = Path("bao-cao-tong-hop.docx").read_bytes()
    assert len(read_comments(draft)) > 20
    assert issue().exit_code == 0
    sent = Path(SENT).read_bytes()
    assert read_comments(sent) == ()
    assert b"comment" not in sent.lower()
    assert lines(sent) == lines(draft)
    assert read_document(sent) == read_document(draft)
    assert Path("bao-cao-tong-hop.docx").read_bytes() == draft


def test_number_and_date_stand_in_the_letterhead(office: Path) -> None:
    ended = issue("--number", "7", "--date", "22/7/2021")
    assert ended.exit_code == 0, ended.output
    said = text(Path(SENT))
    assert "Số: 07/BC-UBND" in said
    assert "ngày 22 tháng 7 năm 2021" in said
    assert "07/BC-UBND" in ended.output


def test_it_says_how_many_comments_are_gone_and_that_the_number_is_blank(office: Path) -> None:
    ended = issue()
    count = len(read_comments(Path("bao-cao-tong-hop.docx").read_bytes()))
    assert re.search(rf"\b{count}\b", ended.output)
    assert "RET-052" in ended.output


def test_embedded_engine_sets_the_clean_document(office: Path) -> None:
    issue()
    assert render_document(read_document(Path(SENT).read_bytes()), require_font_book()).unsupported == ()


def test_report_that_is_made_says_that_it_has_comments_and_how_to_be_rid_of_them(office: Path) -> None:
    ended = CliRunner().invoke(
        main, ["report", "../plan.yaml", "--as-of", "2021-07-20", "--templates", str(TEMPLATES), "--to", "moi"]
    )
    path = Path("moi") / "bao-cao-tong-hop.docx"
    assert ended.exit_code == 0, ended.output
    assert f"gen issue --report {path}" in ended.output
    assert str(len(read_comments(path.read_bytes()))) in ended.output
    assert "gen issue --report" in read_comments(path.read_bytes())[0].text


def test_draft_that_still_asks_for_something_is_not_issued(office: Path) -> None:
    gen.consolidate("../plan.yaml", as_of="2021-07-20", to=".", templates=TEMPLATES, force=True)
    ended = issue("--number", "7", "--date", "22/7/2021")
    assert (ended.exit_code, Path(SENT).exists()) == (1, False)
    assert "RET-048" in ended.output


def test_place_that_is_deleted_asks_for_nothing(office: Path) -> None:
    def delete(root: etree._Element) -> None:
        for paragraph in [p for p in root.iter(f"{W}p") if p.find(f"{W}sdt") is not None]:
            paragraph.getparent().remove(paragraph)

    edit(delete)
    assert issue().exit_code == 0


def test_tracked_changes_are_for_a_person_to_decide(office: Path) -> None:
    def track(root: etree._Element) -> None:
        paragraph = next(p for p in root.iter(f"{W}p") if p.findall(f"{W}r"))
        run = paragraph.find(f"{W}r")
        inserted = etree.Element(f"{W}ins", {f"{W}id": "900", f"{W}author": "Người sửa"})
        run.addprevious(inserted)
        inserted.append(run)

    edit(track)
    ended = issue()
    assert (ended.exit_code, Path(SENT).exists()) == (1, False)
    assert "RET-049" in ended.output


def test_comments_of_people_are_named_before_they_are_gone(office: Path) -> None:
    def comment(root: etree._Element) -> None:
        last = root[-1]
        last.set(f"{W}author", "Lãnh đạo phòng")
        next(last.iter(f"{W}t")).text = "Xem lại đoạn này"

    edit(comment, "word/comments.xml")
    ended = issue()
    assert ended.exit_code == 0
    assert "RET-051" in ended.output
    assert "Lãnh đạo phòng: “Xem lại đoạn này" in ended.output
    assert read_comments(Path(SENT).read_bytes()) == ()


def test_all_that_stands_against_it_is_said_at_once(office: Path) -> None:
    gen.consolidate("../plan.yaml", as_of="2021-07-20", to=".", templates=TEMPLATES, force=True)
    with pytest.raises(GenError) as caught:
        gen.issue_report("bao-cao-tong-hop.docx", "../plan.yaml", number="x", date="22/7/2021")
    assert [one.code for one in caught.value.diagnostics] == ["RET-048", "ISS-002"]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--number", "7"], "RET-050"),
        (["--date", "22/7/2021"], "RET-050"),
        (["--unit", "xa-a"], "RET-053"),
        (["--allow-blank"], "RET-053"),
    ],
)
def test_half_a_number_or_more_than_a_report_is_refused(options: list[str], code: str, office: Path) -> None:
    ended = issue(*options)
    assert (ended.exit_code, Path(SENT).exists()) == (1, False)
    assert code in ended.output


def test_report_of_another_plan_is_refused(office: Path) -> None:
    def rename(root: etree._Element) -> None:
        next(root.iter("{http://purl.org/dc/elements/1.1/}identifier")).text = "kh-9/bc/once/tong-hop"

    edit(rename, "docProps/core.xml")
    ended = issue()
    assert (ended.exit_code, Path(SENT).exists()) == (1, False)
    assert "RET-047" in ended.output


def test_file_that_is_there_is_replaced_only_on_request(office: Path) -> None:
    Path(SENT).write_bytes(b"edited")
    assert "RET-007" in issue().output
    assert Path(SENT).read_bytes() == b"edited"
    assert issue("--force").exit_code == 0


def test_copy_of_what_is_sent_is_kept_with_the_day_of_its_figures(office: Path) -> None:
    issue("--number", "7", "--date", "22/7/2021")
    kept = find_made(office / "plan.yaml", "kh-1", "bc", "once", OutgoingKind.REPORT)
    (one,) = (one for one in kept if one.name == SENT)
    assert (one.as_of.isoformat(), one.size) == ("2021-07-20", len(Path(SENT).read_bytes()))
    assert (office / "returns" / "sent" / one.file_name).read_bytes() == Path(SENT).read_bytes()


def test_every_comment_of_the_program_bears_its_name(office: Path) -> None:
    assert {one.author for one in read_comments(Path("bao-cao-tong-hop.docx").read_bytes())} == {AUTHOR}

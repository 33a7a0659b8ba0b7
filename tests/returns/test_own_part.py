"""What the unit that consolidates a report says itself: asked for in the draft, read back from it, never made up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

import gen
from gen.errors import GenError
from gen.pdf.office_formats import convert_to_docx
from gen.returns.consolidation.own_part import OWN_PASSAGES
from gen.returns.consolidation.report import ConsolidatedReport, consolidate
from gen.store.connection import disconnect
from gen.word.forms.own_words import find_prompts, read_own_words
from gen.word.template.loading import load_template
from tests.returns.test_summing import collection, report, value
from tests.support.docx_text import open_docx
from tests.support.form_filling import W, body, changed
from tests.support.needs import needs_libreoffice
from tests.support.offices import TEMPLATES
from tests.support.quarters import quarter, quarterly_plan
from tests.support.way_back import make_office, work

DAY = date(2021, 7, 20)
WRITTEN = {"steering": ["Huyện đã ban hành 3 văn bản.", "Đã tổ chức 1 hội nghị <sơ kết> & kiểm tra 4 xã."],
           "proposals": ["Đề nghị tỉnh bố trí kinh phí."]}  # fmt: skip


def made(folder: Path, own: Path | None = None, drafts: Sequence[bytes] = ()) -> ConsolidatedReport:
    folder.mkdir(exist_ok=True)
    found = collection(folder, report("xa-a", value("1.1", "status", "Hoàn thành")))
    return consolidate(found, load_template(TEMPLATES, "summary.docx"), DAY, own=own, drafts=drafts)


def lines(docx: bytes) -> list[str]:
    """The paragraphs outside of tables, with what stands in controls."""
    paragraphs = open_docx(docx).element.body.iterchildren(f"{W}p")
    return [words for p in paragraphs if (words := " ".join("".join(t.text or "" for t in p.iter(f"{W}t")).split()))]


def control_of(root: etree._Element, name: str) -> etree._Element:
    return next(
        one for one in root.iter(f"{W}sdt")
        if (tag := one.find(f"{W}sdtPr/{W}tag")) is not None and tag.get(f"{W}val") == f"own/{name}"
    )  # fmt: skip


def typed(control: etree._Element, text: str) -> None:
    """What typing into the control leaves in Word: the prompt and its look are gone."""
    prompt = control.find(f"{W}sdtPr/{W}showingPlcHdr")
    if prompt is not None:
        prompt.getparent().remove(prompt)
    content = control.find(f"{W}sdtContent")
    for one in list(content):
        content.remove(one)
    etree.SubElement(etree.SubElement(content, f"{W}r"), f"{W}t").text = text


def type_all(root: etree._Element) -> None:
    """The words of WRITTEN; further paragraphs stand in controls of their own, as Enter at the end makes them."""
    for name, paragraphs in WRITTEN.items():
        control = control_of(root, name)
        paragraph = next(control.iterancestors(f"{W}p"))
        for text in reversed(paragraphs[1:]):
            copy = deepcopy(paragraph)
            for bookmark in [*copy.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")]:
                bookmark.getparent().remove(bookmark)
            typed(control_of(copy, name), text)
            paragraph.addnext(copy)
        typed(control, paragraphs[0])


def written_draft(folder: Path, change: Callable[[etree._Element], None] = type_all) -> Path:
    path = folder / "du-thao.docx"
    path.write_bytes(body(made(folder).docx, change))
    return path


def test_draft_asks_for_each_thing_in_a_marked_place(tmp_path: Path) -> None:
    found = made(tmp_path)
    said = lines(found.docx)
    for one in OWN_PASSAGES:
        assert f"[UBND huyện Sông Đà ghi: {one.asks}]" in said
    assert find_prompts(found.docx) == tuple(one.name for one in OWN_PASSAGES)


def test_what_is_not_written_is_listed_and_nothing_is_made_up(tmp_path: Path) -> None:
    found = made(tmp_path)
    (notice,) = (one for one in found.notices if one.code == "RET-046")
    assert all(one.title in notice.message for one in OWN_PASSAGES)
    assert set(read_own_words(found.docx).values()) == {()}


def test_what_was_written_into_an_earlier_draft_is_in_the_new_one(tmp_path: Path) -> None:
    new = made(tmp_path / "again", written_draft(tmp_path))
    said = lines(new.docx)
    for paragraphs in WRITTEN.values():
        at = said.index(paragraphs[0])
        assert said[at : at + len(paragraphs)] == paragraphs
    assert set(find_prompts(new.docx)) == {"strengths", "weaknesses", "directions"}
    (notice,) = (one for one in new.notices if one.code == "RET-046")
    assert "Kiến nghị" not in notice.message


def test_draft_that_took_words_over_gives_them_on(tmp_path: Path) -> None:
    second = tmp_path / "second.docx"
    second.write_bytes(made(tmp_path / "again", written_draft(tmp_path)).docx)
    third = made(tmp_path / "third", second)
    assert third.docx == second.read_bytes()
    assert {name: list(texts) for name, texts in third.own.written.items()} == WRITTEN


def retype(root: etree._Element) -> None:
    """What people do in the draft beside the marked places: they change a paragraph, and write one more."""
    type_all(root)
    changed = next(p for p in root.iter(f"{W}p") if "".join(t.text or "" for t in p.iter(f"{W}t")) == "1. Ưu điểm")
    further = deepcopy(changed)
    changed.addnext(further)
    for paragraph, words in ((changed, "1. Điểm nổi bật"), (further, "Xã A làm tốt nhất.")):
        first, *rest = paragraph.iter(f"{W}t")
        first.text = words
        for one in rest:
            one.text = ""


def told(report: ConsolidatedReport) -> list[tuple[str, str]]:
    return [(one.code, one.message) for one in report.notices if one.code in ("RET-054", "RET-055")]


def test_edit_beside_the_marked_places_is_told(tmp_path: Path) -> None:
    old = written_draft(tmp_path, retype)
    [(code, said)] = told(made(tmp_path / "again", old, [made(tmp_path).docx]))
    assert code == "RET-054"
    assert f"{old} has 2 paragraphs that gen did not write, and lacks 1 that it wrote" in said
    assert "“1. Điểm nổi bật”; “Xã A làm tốt nhất.”; “1. Ưu điểm”" in said


def test_draft_with_nothing_but_own_words_is_taken_over_without_a_word(tmp_path: Path) -> None:
    assert told(made(tmp_path / "again", written_draft(tmp_path), [made(tmp_path).docx])) == []


def test_edits_are_held_against_the_draft_that_was_edited(tmp_path: Path) -> None:
    edited = written_draft(tmp_path, retype).read_bytes()
    old = tmp_path / "old.docx"
    old.write_bytes(body(edited, lambda root: None))
    assert told(made(tmp_path / "again", old, [made(tmp_path).docx, edited])) == []
    assert [code for code, _said in told(made(tmp_path / "third", old, [b"damaged", made(tmp_path).docx]))] == [
        "RET-054"
    ]


@pytest.mark.parametrize("drafts", [[], [b"damaged"]])
def test_where_no_copy_of_the_draft_is_left_that_is_told(drafts: list[bytes], tmp_path: Path) -> None:
    assert [code for code, _said in told(made(tmp_path / "again", written_draft(tmp_path), drafts))] == ["RET-055"]


def test_report_holds_an_earlier_draft_against_the_copy_that_was_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    make_office(tmp_path)
    work(tmp_path)
    old = tmp_path / "tong-hop" / "bao-cao-tong-hop.docx"
    made_first = old.read_bytes()
    for change, codes in ((type_all, []), (retype, ["RET-054"])):
        old.write_bytes(body(made_first, change))
        again = gen.consolidate(tmp_path / "plan.yaml", own=old)
        assert [code for code, _said in told(again)] == codes
    disconnect()


def test_leaders_read_what_the_unit_proposes(tmp_path: Path) -> None:
    said = lines(made(tmp_path / "again", written_draft(tmp_path)).docx)
    assert f"UBND huyện Sông Đà: {WRITTEN['proposals'][0]}" in said
    assert said.index(f"UBND huyện Sông Đà: {WRITTEN['proposals'][0]}") < said.index(WRITTEN["steering"][0])


def without_tags(root: etree._Element) -> None:
    """As LibreOffice saves a control: it has neither title nor tag."""
    type_all(root)
    for one in [*root.iter(f"{W}tag", f"{W}alias")]:
        one.getparent().remove(one)


def without_bookmarks(root: etree._Element) -> None:
    type_all(root)
    for one in [*root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")]:
        one.getparent().remove(one)


def typed_beside_the_control(root: etree._Element) -> None:
    """The control is gone, the words stand where it was."""
    type_all(root)
    for one in [*root.iter(f"{W}sdt")]:
        for child in list(one.find(f"{W}sdtContent")):
            one.addprevious(child)
        one.getparent().remove(one)


@pytest.mark.parametrize("change", [without_tags, without_bookmarks, typed_beside_the_control])
def test_words_are_found_by_what_is_left_of_their_place(
    change: Callable[[etree._Element], None], tmp_path: Path
) -> None:
    found = read_own_words(written_draft(tmp_path, change).read_bytes())
    expected = {name: texts[:1] if change is not without_bookmarks else texts for name, texts in WRITTEN.items()}
    assert {name: list(texts)[:1] for name, texts in found.items() if texts} == {n: t[:1] for n, t in expected.items()}


def test_paragraphs_within_the_bookmark_belong_to_it(tmp_path: Path) -> None:
    def enter_in_the_middle(root: etree._Element) -> None:
        control = control_of(root, "directions")
        typed(control, "Thứ nhất.")
        paragraph = next(control.iterancestors(f"{W}p"))
        second = etree.SubElement(paragraph.getparent(), f"{W}p")
        paragraph.addnext(second)
        etree.SubElement(etree.SubElement(second, f"{W}r"), f"{W}t").text = "Thứ hai."
        second.append(paragraph.findall(f"{W}bookmarkEnd")[-1])

    found = read_own_words(written_draft(tmp_path, enter_in_the_middle).read_bytes())
    assert found["directions"] == ("Thứ nhất.", "Thứ hai.")


def test_prompt_of_which_only_the_text_is_left_is_no_answer(tmp_path: Path) -> None:
    def flattened(root: etree._Element) -> None:
        typed_beside_the_control(root)
        for one in [*root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")]:
            one.getparent().remove(one)

    data = written_draft(tmp_path, flattened).read_bytes()
    assert read_own_words(data) == {}
    assert [one for one in find_prompts(data) if "phương hướng" in one] == [
        "[UBND huyện Sông Đà ghi: phương hướng, nhiệm vụ thời gian tới]"
    ]


@needs_libreoffice
def test_prompt_left_beside_what_was_written_still_asks_and_is_not_taken_over(tmp_path: Path) -> None:
    def write_before_the_prompt(root: etree._Element) -> None:
        control = control_of(root, "strengths")
        prompt = "".join(t.text or "" for t in control.iter(f"{W}t"))
        typed(control, f"Viết rồi. {prompt}")

    path = written_draft(tmp_path, write_before_the_prompt)
    data = path.read_bytes()
    assert read_own_words(data)["strengths"] == ("Viết rồi.",)
    assert "strengths" in find_prompts(data)


def test_comments_of_people_that_the_new_draft_lacks_are_told(tmp_path: Path) -> None:
    def sign(root: etree._Element) -> None:
        root[-1].set(f"{W}author", "Văn thư 1")
        next(root[-1].iter(f"{W}t")).text = "xem lại số này"

    old = tmp_path / "old.docx"
    old.write_bytes(changed(written_draft(tmp_path).read_bytes(), "word/comments.xml", sign))
    [notice] = [one for one in made(tmp_path / "again", old).notices if one.code == "RET-056"]
    assert "1 comments of people" in notice.message
    assert "Văn thư 1: “xem lại số này" in notice.message


def test_words_and_prompts_come_back_from_libreoffice(tmp_path: Path) -> None:
    path = written_draft(tmp_path)
    [data] = convert_to_docx([path])
    assert data is not None
    found = read_own_words(data)
    assert {name: texts[0] for name, texts in found.items() if texts} == {n: t[0] for n, t in WRITTEN.items()}
    assert set(find_prompts(data)) == {"strengths", "weaknesses", "directions"}
    saved = tmp_path / "saved.docx"
    saved.write_bytes(data)
    [(code, said)] = told(made(tmp_path / "again", saved, [made(tmp_path).docx]))
    assert code == "RET-054", "LibreOffice leaves nothing of the place of a further paragraph: it must not get lost"
    assert "has 1 paragraphs that gen did not write, and lacks 0" in said
    assert WRITTEN["steering"][1] in said


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"no docx", "RET-043"), (None, "RET-043"), (TEMPLATES.joinpath("plan.docx").read_bytes(), "RET-044")],
)
def test_file_that_gives_no_words_is_refused(content: bytes | None, code: str, tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(GenError) as caught:
        made(tmp_path / "office", path)
    assert [one.code for one in caught.value.diagnostics] == [code]


def test_draft_of_another_period_is_refused(tmp_path: Path) -> None:
    template = load_template(TEMPLATES, "summary.docx")
    plan = quarterly_plan(tmp_path)
    first = tmp_path / "q1.docx"
    first.write_bytes(consolidate(quarter(plan, "2026-Q1"), template, date(2026, 3, 31)).docx)
    with pytest.raises(GenError) as caught:
        consolidate(quarter(plan, "2026-Q2"), template, date(2026, 6, 30), own=first)
    assert [one.code for one in caught.value.diagnostics] == ["RET-045"]

"""Forms that come back: each answer is found again, by whichever anchor was left, or told to be in doubt."""

import copy
import io
import random
import subprocess
import timeit
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from gen.derive.answers import FormField, form_fields, form_revision
from gen.derive.dossier import dossier_for
from gen.derive.form import derive_report_form
from gen.derive.form_fields import STATUSES, FieldKind, cell_words, row_label
from gen.documents import DocumentName
from gen.ooxml import UnreadableDocumentError
from gen.pdf.engines import libreoffice
from gen.pdf.office_formats import convert_to_docx
from gen.pipeline.rendering import draft_document, load_templates, render_draft
from gen.plan.file.loading import load_plan
from gen.plan.units import document_recipients, documents_of
from gen.text import collapse_spaces, upper_first
from gen.word.forms.controls import form_mark_key
from gen.word.forms.reading import Anchor, AnswerDoubt, FoundAnswer, enclosing_row, read_form, row_cells
from tests.support.form_filling import (
    SPACE,
    W,
    body,
    bound,
    cell,
    changed,
    control,
    filled,
    typed,
    without_bookmarks,
    without_controls,
)
from tests.support.needs import needs_libreoffice

ROOT = Path(__file__).parents[2]
PLAN = load_plan(ROOT / "plan.yaml").plan
TEMPLATES = load_templates(ROOT / "templates", [DocumentName.REPORT], source=False)
UNIT = "phong-ldtbxh"
WORDS = ("đã tổ chức", "tuyên truyền;", "1.234 lượt", "“an toàn”", "& <đúng> hạn", "50%", "'tốt'", "– xong")


def form_of(unit: str) -> bytes:
    return render_draft(draft_document(dossier_for(PLAN, unit), DocumentName.REPORT, TEMPLATES)).data


def fields_of(unit: str) -> tuple[FormField, ...]:
    return form_fields(derive_report_form(dossier_for(PLAN, unit)))


FORM, FIELDS = form_of(UNIT), fields_of(UNIT)
TASK = FIELDS[0].code


def made_up(fields: tuple[FormField, ...], seed: int) -> dict[str, str]:
    """An answer to each field, another for each, of the kind that it asks for."""
    chance = random.Random(seed)
    found = {}
    for number, one in enumerate(fields):
        if one.kind is FieldKind.STATUS:
            found[one.key] = chance.choice(STATUSES)
        elif one.kind is FieldKind.NUMBER:
            found[one.key] = f"{chance.randint(1, 9)}.{chance.randint(100, 999)},{number}"
        elif one.kind is FieldKind.DATE:
            found[one.key] = f"{chance.randint(1, 28):02}/{chance.randint(1, 12):02}/2021"
        else:
            found[one.key] = " ".join(chance.choices(WORDS, k=chance.randint(1, 12))) + f" {number}"
    return found


def texts(answers: dict[str, FoundAnswer]) -> dict[str, str]:
    return {key: answer.text for key, answer in answers.items()}


def by(answers: dict[str, FoundAnswer]) -> set[Anchor | None]:
    return {answer.anchor for answer in answers.values()}


def test_form_says_which_it_is_and_is_empty() -> None:
    form = read_form(FORM)
    assert form.seal is not None
    assert (form.seal.plan, form.seal.unit) == (PLAN.header.id, UNIT)
    assert form.seal.revision == form_revision(derive_report_form(dossier_for(PLAN, UNIT)))
    assert form.seal.is_genuine(form_mark_key(PLAN.header.id))
    assert set(texts(form.answers(FIELDS)).values()) == {""}


@pytest.mark.parametrize(
    "unit", [unit.id for unit in document_recipients(PLAN) if DocumentName.REPORT in documents_of(unit)]
)
def test_every_unit_gets_back_what_it_filled_in(unit: str) -> None:
    fields = fields_of(unit)
    given = made_up(fields, len(unit))
    answers = read_form(filled(form_of(unit), given)).answers(fields)
    assert texts(answers) == given
    assert by(answers) == {Anchor.CONTROL}
    assert not any(answer.doubts for answer in answers.values())


@pytest.mark.parametrize(
    ("gone", "anchor"),
    [
        ((), Anchor.CONTROL),
        ((without_controls,), Anchor.BOOKMARK),
        ((without_controls, without_bookmarks), Anchor.CODE),
        ((without_bookmarks,), Anchor.CONTROL),
    ],
)
def test_answers_are_found_by_the_anchors_that_are_left(gone: tuple[object, ...], anchor: Anchor) -> None:
    given = made_up(FIELDS, 1)
    data = filled(FORM, given)
    for take_away in gone:
        data = body(data, take_away)  # type: ignore[arg-type]
    answers = read_form(data).answers(FIELDS)
    assert texts(answers) == given
    assert by(answers) == {anchor}


def test_without_properties_the_code_in_the_footer_says_which_form_it_is() -> None:
    data = changed(FORM, "docProps/custom.xml", lambda root: [root.remove(child) for child in list(root)] and None)
    seal = read_form(data).seal
    assert seal is not None
    assert (seal.plan, seal.unit, seal.mark) == (PLAN.header.id, UNIT, "")
    assert not seal.is_genuine(form_mark_key(PLAN.header.id))


def test_seal_of_an_edited_unit_is_not_true() -> None:
    data = changed(FORM, "docProps/custom.xml", lambda root: setattr(root[1][0], "text", "xa-quai-to"))
    seal = read_form(data).seal
    assert seal is not None
    assert seal.unit == "xa-quai-to"
    assert not seal.is_genuine(form_mark_key(PLAN.header.id))


def test_text_typed_beside_the_control_counts() -> None:
    def beside(root: etree._Element) -> None:
        paragraph = cell(root, f"{TASK}/result").find(f"{W}p")
        etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t", {SPACE: "preserve"}).text = "ngoài ô"

    assert read_form(body(FORM, beside)).answers(FIELDS)[f"{TASK}/result"].text == "ngoài ô"


def test_rows_that_were_moved_keep_their_answers() -> None:
    given = made_up(FIELDS, 2)

    def turned(root: etree._Element) -> None:
        rows = [
            cell(root, f"{code}/result").getparent()
            for code in dict.fromkeys(f.code for f in FIELDS if "/" not in f.code and f.code)
        ]
        table = rows[0].getparent()
        for row in rows:
            table.remove(row)
            table.insert(3, row)

    assert texts(read_form(body(filled(FORM, given), turned)).answers(FIELDS)) == given


def test_row_that_was_copied_and_filled_in_twice_is_a_conflict() -> None:
    def twice(root: etree._Element) -> None:
        row = cell(root, f"{TASK}/result").getparent()
        row.addnext(copy.deepcopy(row))
        typed(control(root, f"{TASK}/result"), "một")
        typed(
            [c for c in root.iter(f"{W}sdt") if c.find(f"{W}sdtPr/{W}tag").get(f"{W}val") == f"{TASK}/result"][1], "hai"
        )

    answer = read_form(body(FORM, twice)).answers(FIELDS)[f"{TASK}/result"]
    assert answer.conflict
    assert answer.doubts == (AnswerDoubt.CONFLICT,)


def test_bookmark_that_lies_in_another_cell_is_a_conflict() -> None:
    def moved(root: etree._Element) -> None:
        here, there = cell(root, f"{TASK}/result"), cell(root, f"{TASK}/evidence")
        there.find(f"{W}p").append(next(here.iter(f"{W}bookmarkStart")))

    assert read_form(body(FORM, moved)).answers(FIELDS)[f"{TASK}/result"].conflict


def test_tracked_changes_are_taken_as_accepted_and_told() -> None:
    def tracked(root: etree._Element) -> None:
        one = control(root, f"{TASK}/result")
        typed(one, "cũ")
        run = one.find(f"{W}sdtContent/{W}r")
        gone = etree.SubElement(one.find(f"{W}sdtContent"), f"{W}del")
        new = etree.SubElement(one.find(f"{W}sdtContent"), f"{W}ins")
        gone.append(run)
        etree.SubElement(etree.SubElement(new, f"{W}r"), f"{W}t").text = "mới"

    answer = read_form(body(FORM, tracked)).answers(FIELDS)[f"{TASK}/result"]
    assert answer.text == "mới"
    assert answer.doubts == (AnswerDoubt.TRACKED,)


def test_words_of_a_task_that_were_changed_are_told() -> None:
    def reworded(root: etree._Element) -> None:
        row = cell(root, f"{TASK}/result").getparent()
        next(row[2].iter(f"{W}t")).text = "Việc khác hẳn."

    assert read_form(body(FORM, reworded)).answers(FIELDS)[f"{TASK}/result"].doubts == (AnswerDoubt.REWORDED,)


def test_answer_is_what_stands_in_the_cell_and_not_what_a_copy_in_the_file_has() -> None:
    """A form of the first release, filled in by Word, then by a program that leaves the copy as it was."""
    given = {f"{TASK}/result": "mới", f"{TASK}/evidence": "như cũ", f"{TASK}/status": "Hoàn thành"}
    copies = {f"{TASK}/result": "cũ", f"{TASK}/evidence": "như  cũ", f"{TASK}/reason": "xóa rồi", "strengths": "gì đó"}
    form = read_form(bound(filled(FORM, given), copies))
    assert {key: text for key, text in texts(form.answers(FIELDS)).items() if text} == given
    assert set(form.list_differing_copies(FIELDS)) == {f"{TASK}/result", f"{TASK}/reason", "strengths"}


def test_control_of_which_only_the_title_is_left_is_found() -> None:
    given = made_up(FIELDS, 9)

    def untagged(root: etree._Element) -> None:
        for tag in list(root.iter(f"{W}tag")):
            tag.getparent().remove(tag)

    form = read_form(body(body(filled(FORM, given), untagged), without_bookmarks))
    answers = form.answers(FIELDS)
    assert texts(answers) == given
    assert {answer.anchor for answer in answers.values()} == {Anchor.CONTROL}


def test_title_of_a_control_is_words() -> None:
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(FORM)).read("word/document.xml"))
    titles = [one.get(f"{W}val") for one in root.iter(f"{W}alias")]
    assert sorted(titles) == sorted(upper_first(cell_words(one.key)) for one in FIELDS)
    assert f"Mục {row_label(TASK)} – Kết quả thực hiện" in titles


def test_prompt_is_no_answer_nor_part_of_one() -> None:
    """A program that knows no controls leaves it in the cell, alone or beside what was typed."""
    status = f"{TASK}/status"

    def typed_behind(root: etree._Element) -> None:
        run = etree.SubElement(cell(root, status).find(f"{W}p"), f"{W}r")
        etree.SubElement(run, f"{W}t").text = " Hoàn thành"

    bare = body(body(FORM, without_controls), without_bookmarks)
    assert texts(read_form(bare).answers(FIELDS))[status] == ""
    answers = read_form(body(body(FORM, typed_behind), without_controls)).answers(FIELDS)
    assert answers[status].text == "Hoàn thành"


def test_task_of_an_earlier_form_is_known_beside_its_product_and_its_last_day() -> None:
    """Of an earlier form nothing is known but its rows: a task is found by its words."""

    def dated(root: etree._Element) -> None:
        words = row_cells(enclosing_row(cell(root, f"{TASK}/status")))[1]
        list(words.iter(f"{W}t"))[-1].text += " (sản phẩm: danh sách (kèm ảnh))"
        later = copy.deepcopy(next(words.iter(f"{W}p")))
        next(later.iter(f"{W}t")).text = "Thời hạn: hằng năm"
        words.append(later)

    pairs = read_form(body(FORM, dated)).match_fields(FIELDS)
    assert [(old.key, new.key) for old, new in pairs] == [(one.key, one.key) for one in FIELDS]


def test_form_has_no_second_copy_of_an_answer() -> None:
    with zipfile.ZipFile(io.BytesIO(FORM)) as package:
        assert not [name for name in package.namelist() if name.startswith("customXml")]
        text = package.read("word/document.xml").decode()
    assert "dataBinding" not in text
    assert "<w:text" not in text


def test_row_that_was_deleted_is_told_and_its_copy_is_no_answer() -> None:
    given = {f"{TASK}/result": "xong"}

    def dropped(root: etree._Element) -> None:
        row = cell(root, f"{TASK}/result").getparent()
        row.getparent().remove(row)

    answers = read_form(body(bound(filled(FORM, given), given), dropped)).answers(FIELDS)
    assert answers[f"{TASK}/result"] == FoundAnswer("", None, (AnswerDoubt.CELL_GONE,))
    assert answers[f"{TASK}/status"] == FoundAnswer("", None, (AnswerDoubt.CELL_GONE,))


def test_table_that_was_put_into_a_cell_moves_no_other_answer() -> None:
    given = made_up(FIELDS, 4)

    def nested(root: etree._Element) -> None:
        inner = cell(root, f"{TASK}/result")
        table = copy.deepcopy(next(inner.iterancestors(f"{W}tbl")))
        for row in list(table.iter(f"{W}tr"))[1:]:
            row.getparent().remove(row)
        inner.insert(1, table)

    data = body(body(body(filled(FORM, given), nested), without_controls), without_bookmarks)
    answers = texts(read_form(data).answers(FIELDS))
    assert answers.pop(f"{TASK}/result").endswith(given.pop(f"{TASK}/result"))
    assert answers == given


def test_long_text_without_a_code_is_read_in_time_that_grows_with_it() -> None:
    def at(count: int) -> float:
        long = body(FORM, lambda root: typed(control(root, "proposals"), "a-" * count))
        bare = changed(long, "docProps/custom.xml", lambda root: [root.remove(one) for one in list(root)] and None)
        return min(timeit.repeat(lambda: read_form(bare), number=1, repeat=2))

    assert at(80_000) < 20 * at(10_000) + 0.5


def test_macros_are_refused() -> None:
    out = io.BytesIO(FORM)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    with pytest.raises(UnreadableDocumentError):
        read_form(out.getvalue())


PRINTABLE = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Co", "Cn", "Zl", "Zp", "Zs", "Cf")), max_size=40)


@settings(max_examples=60, deadline=None)
@given(st.lists(PRINTABLE.map(collapse_spaces), min_size=1, max_size=4).map("\n".join))
def test_any_text_comes_back_as_it_was_typed(text: str) -> None:
    found = read_form(filled(FORM, {f"{TASK}/result": text})).answers(FIELDS)[f"{TASK}/result"]
    assert found.text == text.strip("\n")


@needs_libreoffice
@pytest.mark.parametrize("ending", ["docx", "doc", "odt", "rtf"])
def test_answers_survive_a_save_by_libreoffice(ending: str, tmp_path: Path) -> None:
    given = made_up(FIELDS, 3)
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "form.docx"
    path.write_bytes(filled(FORM, given))
    soffice, profile = libreoffice.locate_soffice(), (tmp_path / "profile").as_uri()
    command = [str(soffice), "--headless", f"-env:UserInstallation={profile}", "--convert-to", ending]
    subprocess.run([*command, "--outdir", str(tmp_path), str(path)], check=True, capture_output=True, timeout=120)
    saved = tmp_path / f"form.{ending}"
    data = saved.read_bytes() if ending == "docx" else convert_to_docx([saved])[0]
    assert data is not None
    form = read_form(data)
    answers = form.answers(FIELDS)
    assert texts(answers) == given
    assert not any(answer.conflict for answer in answers.values())
    assert form.seal is not None
    assert form.seal.is_genuine(form_mark_key(PLAN.header.id))


def settings_of(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/settings.xml").decode()


def test_protected_form_lets_word_change_its_fields_only() -> None:
    draft = draft_document(dossier_for(PLAN, UNIT), DocumentName.REPORT, TEMPLATES, protect=True)
    assert '<w:documentProtection w:edit="forms" w:enforcement="1"/><w:defaultTabStop' in settings_of(
        render_draft(draft).data
    )
    assert "documentProtection" not in settings_of(FORM)
    assert draft.fingerprint != replace(draft, is_protected=False).fingerprint


def test_plan_of_a_unit_is_never_protected() -> None:
    templates = load_templates(ROOT / "templates", [DocumentName.PLAN], source=False)
    draft = draft_document(dossier_for(PLAN, UNIT), DocumentName.PLAN, templates, protect=True)
    assert "documentProtection" not in settings_of(render_draft(draft).data)

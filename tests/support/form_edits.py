"""What people do to a report form in Word → the form as it is then, and what has to come of each answer.

`python -m tests.support.form_edits` prints the table of docs/forms.md: what is done, and whether each answer was read
rightly or named. An answer that is neither is wrong in silence, and there must be none.
"""

from __future__ import annotations

import copy
import hashlib
import io
import posixpath
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import cycle
from pathlib import Path

from lxml import etree

from gen.derive.answers import STATUSES, FormField, anchor_of, form_fields
from gen.derive.dossier import dossier_for
from gen.derive.form import derive_report_form
from gen.derive.form_fields import FieldKind, cell_words, code_words, row_label
from gen.documents import DocumentName
from gen.locale import use_language
from gen.pipeline.rendering import draft_document, load_templates, render_draft
from gen.plan.file.loading import load_plan
from gen.plan.model import Plan
from gen.returns import Submission, read_submissions
from gen.returns.intake.unpack import ReceivedFile
from gen.returns.reasons import Reason
from tests.support.form_filling import SPACE, W, body, cell, changed, control, filled, typed
from tests.support.form_filling import without_bookmarks as drop_bookmarks
from tests.support.form_filling import without_controls as drop_controls

ROOT = Path(__file__).parents[2]
UNIT, OTHER_UNIT = "tand-huyen", "xa-quai-to"
FIRST, SECOND, THIRD, TARGET = "10#1", "10#2", "8.1#1", "10#1/1"
COLUMNS = 6
"""So many columns has the table of tasks."""
Change = Callable[[etree._Element], None]
NOTHING = ""


@dataclass(frozen=True, slots=True)
class FormEdit:
    """One thing that people do: `name` in English, `label` in Vietnamese, `change` the filled form → what they send.

    `seen` is what a person sees in the cells that then say something else, by key; empty where there is no answer any
    more. `says` are the codes of what has to be said; where there are none, every answer has to be right.
    """

    name: str
    label: str
    change: Callable[[bytes], bytes]
    seen: Mapping[str, str] = field(default_factory=dict)
    says: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class EditOutcome:
    """What came of an edit: the keys of the answers that were right, named, and wrong in silence; all that was said."""

    right: tuple[str, ...]
    named: tuple[str, ...]
    silent: tuple[str, ...]
    codes: frozenset[str]


@cache
def plan() -> Plan:
    return load_plan(ROOT / "plan.yaml").plan


@cache
def blank_form(unit: str = UNIT) -> bytes:
    templates = load_templates(ROOT / "templates", [DocumentName.REPORT], source=False)
    return render_draft(draft_document(dossier_for(plan(), unit), DocumentName.REPORT, templates)).data


@cache
def fields_of(unit: str = UNIT) -> tuple[FormField, ...]:
    return form_fields(derive_report_form(dossier_for(plan(), unit)))


def answers_for(unit: str = UNIT) -> dict[str, str]:
    """An answer to each field of the unit's form, all different where they can be."""
    statuses, numbers = cycle(STATUSES), iter(range(45, 999))
    found = {}
    for one in fields_of(unit):
        if one.kind is FieldKind.STATUS:
            found[one.key] = next(statuses)
        elif one.kind is FieldKind.NUMBER:
            found[one.key] = str(next(numbers))
        elif one.kind is FieldKind.DATE:
            found[one.key] = "30/06/2021"
        else:
            found[one.key] = f"Đã ghi ô {one.key.replace('/', ' ')} của {unit}"
    return found


GIVEN = answers_for()


@cache
def filled_form(unit: str = UNIT) -> bytes:
    return filled(blank_form(unit), answers_for(unit))


def judge(edit: FormEdit) -> EditOutcome:
    """What the program makes of the form after the edit, beside what a person sees in it."""
    data = edit.change(filled_form())
    received = ReceivedFile("bao-cao.docx", data, hashlib.sha256(data).hexdigest(), ".docx")
    with use_language("en"):
        (one,) = read_submissions([received], plan())
    return _compare(one, {**GIVEN, **edit.seen})


def _compare(one: Submission, seen: Mapping[str, str]) -> EditOutcome:
    reasons = [*one.doubts, *(doubt for value in one.values for doubt in value.doubts)]
    reasons += [reason for _value, reason in one.quarantined_values]
    reasons += [doubt for value, _reason in one.quarantined_values for doubt in value.doubts]
    reasons += [one.quarantine_reason] if one.quarantine_reason else []
    told = {value.field.key for value, _reason in one.quarantined_values} | _named_as_gone(one.doubts)
    found = {value.field.key: value for value in one.values}
    right, named, silent = [], [], []
    for key, text in seen.items():
        value = found.get(key)
        if (value.text if value else "") == text and not one.quarantine_reason:
            right.append(key)
        elif one.quarantine_reason or key in told or (value is not None and value.doubts):
            named.append(key)
        else:
            silent.append(key)
    return EditOutcome(tuple(right), tuple(named), tuple(silent), frozenset(one.code for one in reasons))


def _named_as_gone(doubts: tuple[Reason, ...]) -> set[str]:
    words = "; ".join(
        value for one in doubts if one.code == "fields-gone" for name, value in one.values if name == "cells"
    )
    named = set(words.split("; "))
    rest = "…" in named
    return {one.key for one in fields_of() if rest or cell_words(one.key) in named or code_words(one.code) in named}


# What edits are made of


def whole(*changes: Change) -> Callable[[bytes], bytes]:
    """The edit that makes these changes to the body, one after the other."""

    def change(data: bytes) -> bytes:
        for one in changes:
            data = body(data, one)
        return data

    return change


def bare(*changes: Change) -> Callable[[bytes], bytes]:
    """The same in a form whose controls and bookmarks are gone, as programs leave it that know none."""
    return whole(*changes, drop_controls, drop_bookmarks)


def row_of(root: etree._Element, key: str) -> etree._Element:
    return next(cell(root, key).iterancestors(f"{W}tr"))


def table_of(root: etree._Element, key: str) -> etree._Element:
    return next(cell(root, key).iterancestors(f"{W}tbl"))


def cells_in(row: etree._Element) -> list[etree._Element]:
    return list(row.iterfind(f"{W}tc"))


def set_text(one: etree._Element, text: str) -> None:
    """The cell with a paragraph that says no more than `text`."""
    for child in list(one):
        if child.tag != f"{W}tcPr":
            one.remove(child)
    run = etree.SubElement(etree.SubElement(one, f"{W}p"), f"{W}r")
    etree.SubElement(run, f"{W}t", {SPACE: "preserve"}).text = text


def paragraph(xml: str) -> etree._Element:
    spaces = {
        "w": W[1:-1], "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml", "o": "urn:schemas-microsoft-com:office:office",
    }  # fmt: skip
    names = " ".join(f'xmlns:{name}="{space}"' for name, space in spaces.items())
    return etree.fromstring(f"<w:p {names}>{xml}</w:p>")


def run(text: str, look: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{look}</w:rPr>" if look else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def holds(key: str, xml: str) -> Change:
    """The cell holds this, in the place of the control and its answer."""

    def change(root: etree._Element) -> None:
        one = cell(root, key)
        for child in list(one):
            if child.tag != f"{W}tcPr":
                one.remove(child)
        one.append(paragraph(xml))

    return change


def also_holds(key: str, xml: str) -> Change:
    """The cell holds this behind the control."""

    def change(root: etree._Element) -> None:
        for child in paragraph(xml):
            cell(root, key).findall(f"{W}p")[-1].append(child)

    return change


def types(key: str, text: str) -> Change:
    return lambda root: typed(control(root, key), text)


def joins(one: etree._Element, other: etree._Element) -> None:
    """Two cells side by side become one, with the content of both, as Word joins them."""
    properties = one.find(f"{W}tcPr")
    span = etree.SubElement(properties, f"{W}gridSpan")
    span.set(f"{W}val", "2")
    width = properties.find(f"{W}tcW")
    width.addnext(span)
    for child in list(other):
        if child.tag == f"{W}p" and ("".join(child.itertext()).strip() or child.find(f".//{W}sdt") is not None):
            one.append(child)
    other.getparent().remove(other)


def merges_code_and_task(root: etree._Element) -> None:
    cells = cells_in(row_of(root, f"{FIRST}/status"))
    joins(cells[0], cells[1])


def merges_down(name: str) -> Change:
    """The answers of two rows become one cell, with what stands in both, as Word merges them."""

    def change(root: etree._Element) -> None:
        upper, lower = cell(root, f"{FIRST}/{name}"), cell(root, f"{SECOND}/{name}")
        for one, value in ((upper, "restart"), (lower, "continue")):
            merge = etree.SubElement(one.find(f"{W}tcPr"), f"{W}vMerge")
            merge.set(f"{W}val", value)
            one.find(f"{W}tcPr/{W}tcW").addnext(merge)
        for child in lower.findall(f"{W}p"):
            upper.append(child)
        etree.SubElement(lower, f"{W}p")

    return change


def inserts_column(place: int, title: str, texts: Callable[[int], str]) -> Change:
    """A column more in the table of tasks, with a title and a text in each row."""

    def change(root: etree._Element) -> None:
        table = table_of(root, f"{FIRST}/status")
        grid = table.find(f"{W}tblGrid")
        grid.insert(place, etree.Element(f"{W}gridCol", {f"{W}w": "700"}))
        for number, row in enumerate(table.findall(f"{W}tr")):
            cells = cells_in(row)
            wide = next((one for one in cells if one.find(f"{W}tcPr/{W}gridSpan") is not None), None)
            if wide is not None:
                span = wide.find(f"{W}tcPr/{W}gridSpan")
                span.set(f"{W}val", str(int(span.get(f"{W}val")) + 1))
                continue
            new = etree.fromstring(f'<w:tc xmlns:w="{W[1:-1]}"><w:tcPr><w:tcW w:w="700" w:type="dxa"/></w:tcPr></w:tc>')
            set_text(new, title if number == 0 else texts(number))
            row.insert(row.index(cells[place]) if place < len(cells) else len(row), new)

    return change


def swaps_columns(root: etree._Element) -> None:
    for row in table_of(root, f"{FIRST}/status").findall(f"{W}tr"):
        cells = cells_in(row)
        if len(cells) == COLUMNS:
            cells[3].addprevious(cells[4])


def retitles(titles: Mapping[int, str]) -> Change:
    def change(root: etree._Element) -> None:
        header = table_of(root, f"{FIRST}/status").find(f"{W}tr")
        for place, title in titles.items():
            set_text(cells_in(header)[place], title)

    return change


def drops_header(root: etree._Element) -> None:
    table = table_of(root, f"{FIRST}/status")
    table.remove(table.find(f"{W}tr"))


def drops_row(root: etree._Element) -> None:
    row = row_of(root, f"{FIRST}/status")
    row.getparent().remove(row)


def copies_row(texts: Mapping[str, str] = {}) -> Change:
    def change(root: etree._Element) -> None:
        row = row_of(root, f"{FIRST}/status")
        new = copy.deepcopy(row)
        for key, text in texts.items():
            typed(control(new, key), text)
        row.addnext(new)

    return change


def adds_row(*texts: str) -> Change:
    """A row of plain text below the second task."""

    def change(root: etree._Element) -> None:
        row = row_of(root, f"{SECOND}/status")
        new = copy.deepcopy(row)
        for one, text in zip(cells_in(new), texts, strict=True):
            set_text(one, text)
        row.addnext(new)

    return change


def splits_row(root: etree._Element) -> None:
    """The row of a task becomes two, with the place and the task merged over both."""
    row = row_of(root, f"{FIRST}/status")
    new = copy.deepcopy(row)
    for number, (upper, lower) in enumerate(zip(cells_in(row), cells_in(new), strict=True)):
        set_text(lower, "phần hai" if number == 3 else "")
        if number < 2:
            for one, value in ((upper, "restart"), (lower, "continue")):
                merge = etree.Element(f"{W}vMerge", {f"{W}val": value})
                one.find(f"{W}tcPr/{W}tcW").addnext(merge)
    row.addnext(new)


def recodes(codes: Mapping[str, str]) -> Change:
    def change(root: etree._Element) -> None:
        for code, text in codes.items():
            set_text(cells_in(row_of(root, f"{code}/status"))[0], text)

    return change


def drops_code_column(root: etree._Element) -> None:
    table = table_of(root, f"{FIRST}/status")
    table.find(f"{W}tblGrid").remove(table.find(f"{W}tblGrid/{W}gridCol"))
    for row in table.findall(f"{W}tr"):
        cells = cells_in(row)
        wide = [one for one in cells if one.find(f"{W}tcPr/{W}gridSpan") is not None]
        if len(cells) > 1:
            row.remove(cells[0])
        elif wide:
            wide[0].find(f"{W}tcPr/{W}gridSpan").set(f"{W}val", str(COLUMNS - 1))


def shifts_left(root: etree._Element) -> None:
    """The cell of a status is deleted and the others of its row move to the left."""
    one = cell(root, f"{FIRST}/status")
    one.getparent().remove(one)


def to_text(root: etree._Element) -> None:
    """Word's "convert to text": each row a paragraph, with tabs between the cells."""
    for table in list(root.iter(f"{W}tbl")):
        for row in table.findall(f"{W}tr"):
            words = "\t".join("".join(map(str, one.itertext(f"{W}t"))) for one in cells_in(row))
            table.addprevious(paragraph(run(words.replace("&", "&amp;").replace("<", "&lt;"))))
        table.getparent().remove(table)


def splits_table(*, repeat: bool) -> Change:
    """The table of tasks becomes two; the second has the titles again, or has not."""

    def change(root: etree._Element) -> None:
        table = table_of(root, f"{FIRST}/status")
        rows = table.findall(f"{W}tr")
        begin = rows.index(row_of(root, f"{SECOND}/status"))
        new = copy.deepcopy(table)
        for row in new.findall(f"{W}tr"):
            new.remove(row)
        if repeat:
            new.append(copy.deepcopy(rows[0]))
        for row in rows[begin:]:
            new.append(row)
        table.addnext(new)
        table.addnext(etree.Element(f"{W}p"))

    return change


def beside_frame(name: str, text: str, *, above: bool = False) -> Change:
    def change(root: etree._Element) -> None:
        table = table_of(root, name)
        (table.addprevious if above else table.addnext)(paragraph(run(text)))

    return change


def adds_to_paragraph(beginning: str, words: str) -> Change:
    """Words typed at the end of the paragraph outside of tables that begins so."""

    def change(root: etree._Element) -> None:
        paragraph = next(
            one
            for one in root.find(f"{W}body").iterchildren(f"{W}p")
            if "".join(one.itertext(f"{W}t")).startswith(beginning)
        )
        etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t", {SPACE: "preserve"}).text = f" {words}"

    return change


def says_of_its_own(words: str) -> Change:
    """A paragraph of one's own in front of the table of tasks."""

    def change(root: etree._Element) -> None:
        place = next(one for one in root.iter(f"{W}p") if "".join(one.itertext(f"{W}t")).startswith("II. KẾT QUẢ"))
        own = etree.Element(f"{W}p")
        etree.SubElement(etree.SubElement(own, f"{W}r"), f"{W}t").text = words
        place.addprevious(own)

    return change


def puts_box_outside(root: etree._Element) -> None:
    place = next(one for one in root.iter(f"{W}p") if "".join(one.itertext(f"{W}t")).startswith("II. KẾT QUẢ"))
    box = etree.SubElement(etree.SubElement(etree.SubElement(place, f"{W}r"), f"{W}pict"), f"{W}txbxContent")
    etree.SubElement(
        etree.SubElement(etree.SubElement(box, f"{W}p"), f"{W}r"), f"{W}t"
    ).text = "Đề nghị cấp thêm kinh phí"


def drops_frame(root: etree._Element) -> None:
    table = table_of(root, "difficulties")
    table.getparent().remove(table)


def adds_frame_row(root: etree._Element) -> None:
    row = row_of(root, "difficulties")
    new = copy.deepcopy(row)
    set_text(cells_in(new)[0], "thêm một dòng khó khăn")
    row.addnext(new)


def adds_table(root: etree._Element) -> None:
    table = copy.deepcopy(table_of(root, "proposals"))
    set_text(next(table.iter(f"{W}tc")), "Bảng riêng: 15 lớp tập huấn")
    table_of(root, f"{FIRST}/status").addnext(table)
    table.addprevious(etree.Element(f"{W}p"))


def retitles_frame(root: etree._Element) -> None:
    table = table_of(root, "difficulties")
    heading = next(table.itersiblings(f"{W}p", preceding=True))
    next(heading.iter(f"{W}t")).text = "3. Những việc khác"


def writes_in_task(root: etree._Element) -> None:
    cells_in(row_of(root, f"{FIRST}/status"))[1].append(paragraph(run("Đã mở 3 lớp, còn 2 lớp")))


def writes_in_heading(root: etree._Element) -> None:
    """Words behind the heading over a group of tasks, in a row without a code."""
    row = next(one for one in table_of(root, f"{THIRD}/status").findall(f"{W}tr") if 1 < len(cells_in(one)) < COLUMNS)
    next(cells_in(row)[1].iter(f"{W}p")).append(paragraph(run(" Đã làm xong 3 lớp"))[0])


def writes_at_end(root: etree._Element) -> None:
    """Words below the sentence that ends the report."""
    end = next(one for one in root.iter(f"{W}p") if "".join(one.itertext()).startswith("Trên đây là"))
    end.addnext(paragraph(run("Xin bổ sung: 15 lớp tập huấn")))


def closing_cells(root: etree._Element) -> list[etree._Element]:
    """The cells of the block that ends the form: whom it goes to, and who signs it."""
    line = next(one for one in root.iter(f"{W}p") if "".join(one.itertext()).startswith("Nơi nhận"))
    return cells_in(next(line.iterancestors(f"{W}tr")))


def writes_in_closing(place: int, *lines: str) -> Change:
    """Lines more in the first or the last cell of the block that ends the form."""

    def change(root: etree._Element) -> None:
        for line in lines:
            closing_cells(root)[place].append(paragraph(run(line)))

    return change


def writes_in_part(name: str, words: str) -> Callable[[bytes], bytes]:
    """Words in a paragraph more of a header or a footer."""
    return lambda data: changed(data, f"word/{name}.xml", lambda root: root.append(paragraph(run(words))))


def notes_on_heading(root: etree._Element) -> None:
    """A footnote to a heading, where no answer is."""
    place = next(one for one in root.iter(f"{W}p") if "".join(one.itertext(f"{W}t")).startswith("II. KẾT QUẢ"))
    place.append(paragraph('<w:r><w:footnoteReference w:id="2"/></w:r>')[0])


def splits_cell(root: etree._Element) -> None:
    """The cell of a result becomes two side by side, and the second is written into."""
    one = cell(root, RESULT)
    table = table_of(root, RESULT)
    grid = table.find(f"{W}tblGrid")
    grid.insert(3, etree.Element(f"{W}gridCol", {f"{W}w": "700"}))
    for row in table.findall(f"{W}tr"):
        cells = cells_in(row)
        wide = next((c for c in cells if c.find(f"{W}tcPr/{W}gridSpan") is not None), None)
        if wide is not None:
            span = wide.find(f"{W}tcPr/{W}gridSpan")
            span.set(f"{W}val", str(int(span.get(f"{W}val")) + 1))
        elif len(cells) == COLUMNS and cells[3] is not one:
            span = etree.Element(f"{W}gridSpan", {f"{W}val": "2"})
            cells[3].find(f"{W}tcPr/{W}tcW").addnext(span)
    half = etree.fromstring(f'<w:tc xmlns:w="{W[1:-1]}"><w:tcPr><w:tcW w:w="700" w:type="dxa"/></w:tcPr></w:tc>')
    set_text(half, "300 người")
    one.addnext(half)


def rewords_task(root: etree._Element) -> None:
    set_text(cells_in(row_of(root, f"{FIRST}/status"))[1], "Việc khác hẳn")


def moves_rows(root: etree._Element) -> None:
    table = table_of(root, f"{FIRST}/status")
    for row in [row_of(root, f"{code}/status") for code in (THIRD, SECOND, FIRST)]:
        table.remove(row)
        table.insert(4, row)


def deletes_row_tracked(root: etree._Element) -> None:
    row = row_of(root, f"{FIRST}/status")
    properties = row.find(f"{W}trPr")
    etree.SubElement(properties, f"{W}del", {f"{W}id": "9001", f"{W}author": "x"})


def tracked(key: str, new: str = "") -> Change:
    """The answer is deleted, and a new one inserted, with changes tracked."""

    def change(root: etree._Element) -> None:
        content = control(root, key).find(f"{W}sdtContent")
        run_before = content.find(f"{W}r")
        gone = etree.SubElement(content, f"{W}del", {f"{W}id": "9002", f"{W}author": "x"})
        gone.append(run_before)
        for words in list(run_before.iter(f"{W}t")):
            words.tag = f"{W}delText"
        if new:
            inserted = etree.SubElement(content, f"{W}ins", {f"{W}id": "9003", f"{W}author": "x"})
            inserted.extend(paragraph(run(new)))

    return change


def flags_prompt(value: str | None) -> Change:
    def change(root: etree._Element) -> None:
        mark = etree.Element(f"{W}showingPlcHdr", {} if value is None else {f"{W}val": value})
        control(root, f"{FIRST}/result").find(f"{W}sdtPr/{W}id").addnext(mark)

    return change


def moves_bookmark(root: etree._Element) -> None:
    start = next(one for one in root.iter(f"{W}bookmarkStart") if one.get(f"{W}name") == anchor_of(f"{FIRST}/result"))
    cell(root, f"{FIRST}/evidence").find(f"{W}p").append(start)


def appends_other_form(root: etree._Element) -> None:
    other = etree.fromstring(zipfile.ZipFile(io.BytesIO(filled_form(OTHER_UNIT))).read("word/document.xml"))
    here = root.find(f"{W}body")
    for block in list(other.find(f"{W}body")):
        if block.tag != f"{W}sectPr" and block.find(f".//{W}sectPr") is None:
            here.insert(len(here) - 1, block)


def nests_table(root: etree._Element) -> None:
    one = cell(root, f"{FIRST}/result")
    table = etree.fromstring(
        f'<w:tbl xmlns:w="{W[1:-1]}"><w:tblPr/><w:tblGrid><w:gridCol w:w="500"/></w:tblGrid>'
        "<w:tr><w:tc><w:p><w:r><w:t>15 lớp</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    one.insert(1, table)


def drops_properties(data: bytes) -> bytes:
    return changed(data, "docProps/custom.xml", lambda root: [root.remove(child) for child in list(root)] and None)


_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000" "1f15c4890000000d49444154789c626001000000ffff03000006"
    "0005" "57bfabd40000000049454e44ae426082"
)  # fmt: skip


def with_part(name: str, kind: str, content: bytes, identity: str) -> Callable[[bytes], bytes]:
    """The package with one part more, to which the document refers under this id."""

    def change(data: bytes) -> bytes:
        def link(root: etree._Element) -> None:
            one = etree.SubElement(root, f"{{{_RELATIONS}}}Relationship")
            for key, value in (
                ("Id", identity),
                ("Type", f"{_KINDS}/{kind}"),
                ("Target", posixpath.relpath(name, "word")),
            ):
                one.set(key, value)

        def declare(root: etree._Element) -> None:
            space = root.tag.partition("}")[0][1:]
            is_picture = name.endswith(".png")
            one = etree.SubElement(root, f"{{{space}}}{'Default' if is_picture else 'Override'}")
            one.set("Extension" if is_picture else "PartName", "png" if is_picture else f"/{name}")
            wml = "application/vnd.openxmlformats-officedocument.wordprocessingml"
            one.set("ContentType", "image/png" if is_picture else f"{wml}.{kind}+xml")

        data = changed(changed(data, "word/_rels/document.xml.rels", link), "[Content_Types].xml", declare)
        out = io.BytesIO(data)
        with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, content)
        return out.getvalue()

    return change


DRAWING = (
    '<w:r><w:drawing><wp:inline><wp:extent cx="720000" cy="480000"/><wp:docPr id="901" name="Picture 1"/><a:graphic>'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><a:blip r:embed="rIdPicture"/>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)
TEXT_BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:docPr id="902" name="Hộp 1"/>'
    "<a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent><w:p><w:r><w:t>chữ trong hộp</w:t></w:r></w:p>"
    "</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback>"
    "<w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>chữ trong hộp</w:t></w:r></w:p></w:txbxContent>"
    "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
OBJECT = (
    '<w:r><w:object><v:shape id="s"><v:imagedata r:id="rIdNone"/></v:shape><o:OLEObject Type="Embed"/></w:object></w:r>'
)
EQ_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> EQ \\f(45;60) </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
NUMBERING = (
    f'<w:numbering xmlns:w="{W[1:-1]}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
).encode()
IN_LIST = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr></w:pPr>'
FOOTNOTES = (
    f'<w:footnotes xmlns:w="{W[1:-1]}"><w:footnote w:id="2"><w:p><w:r><w:t>chưa kể 3 lớp</w:t></w:r></w:p></w:footnote>'
    "</w:footnotes>"
).encode()
COMMENTS = (
    f'<w:comments xmlns:w="{W[1:-1]}"><w:comment w:id="3" w:author="Văn phòng"><w:p><w:r>'
    "<w:t>số này chưa chắc</w:t></w:r></w:p></w:comment></w:comments>"
).encode()
picture = with_part("word/media/image1.png", "image", PNG, "rIdPicture")
lists = with_part("word/numbering.xml", "numbering", NUMBERING, "rIdLists")
notes = with_part("word/footnotes.xml", "footnotes", FOOTNOTES, "rIdNotes")
comments = with_part("word/comments.xml", "comments", COMMENTS, "rIdComments")


def strikes_by_style(data: bytes) -> bytes:
    def add(root: etree._Element) -> None:
        style = etree.SubElement(root, f"{W}style", {f"{W}type": "character", f"{W}styleId": "Gach"})
        etree.SubElement(style, f"{W}name", {f"{W}val": "Gạch"})
        etree.SubElement(etree.SubElement(style, f"{W}rPr"), f"{W}strike")

    xml = run("100", '<w:rStyle w:val="Gach"/>') + run("120")
    return body(changed(data, "word/styles.xml", add), holds(f"{TARGET}/numerator", xml))


def then(*steps: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        for step in steps:
            data = step(data)
        return data

    return change


def says(*codes: str) -> frozenset[str]:
    return frozenset(codes)


RESULT, EVIDENCE, STATUS = f"{FIRST}/result", f"{FIRST}/evidence", f"{FIRST}/status"
NUMERATOR, DENOMINATOR, VALUE = f"{TARGET}/numerator", f"{TARGET}/denominator", f"{TARGET}/value"
FRACTION = (
    "<m:oMath><m:f><m:num><m:r><m:t>45</m:t></m:r></m:num><m:den><m:r><m:t>60</m:t></m:r></m:den></m:f></m:oMath>"
)
GONE_ROW = {key: NOTHING for key in GIVEN if key.startswith(f"{FIRST}/") and not key.startswith(f"{TARGET}/")}
MERGED_TEXT = f"{GIVEN[RESULT]}\n{GIVEN[EVIDENCE]}"
MERGED_DOWN = f"{GIVEN[RESULT]}\n{GIVEN[f'{SECOND}/result']}"
FIRST_LABEL, SECOND_LABEL = row_label(FIRST), row_label(SECOND)


EDITS: tuple[FormEdit, ...] = (
    # Nothing, and what programs lose
    FormEdit("nothing is changed", "Không sửa gì", whole()),
    FormEdit("controls are lost", "Mất ô nhập liệu", whole(drop_controls)),
    FormEdit("controls and bookmarks are lost", "Mất ô nhập liệu và dấu trang", bare()),
    FormEdit("properties are lost", "Mất thuộc tính của tệp", drops_properties, says=says("seal-gone")),
    # Rows
    FormEdit("rows are moved", "Đổi thứ tự các dòng", whole(moves_rows)),
    FormEdit("rows are moved, anchors lost", "Đổi thứ tự các dòng, mất dấu", bare(moves_rows)),
    FormEdit("a row is deleted", "Xóa một dòng", whole(drops_row), GONE_ROW, says("fields-gone")),
    FormEdit("a row is deleted with changes tracked", "Xóa một dòng khi theo dõi thay đổi", whole(deletes_row_tracked),
             GONE_ROW, says("fields-gone")),
    FormEdit("a row is copied", "Chép thêm một dòng", whole(copies_row())),
    FormEdit("a row is copied and filled in twice", "Chép một dòng, điền hai lần", whole(copies_row({RESULT: "hai"})),
             {RESULT: "hai"}, says("conflict")),
    FormEdit("a row is copied and filled in twice, anchors lost", "Chép một dòng, điền hai lần, mất dấu",
             bare(copies_row({RESULT: "hai"})), {RESULT: "hai"}, says("conflict")),
    FormEdit("a second row with the same code is typed", "Gõ thêm dòng trùng số mục",
             whole(adds_row(FIRST_LABEL, "(tiếp)", "Đang thực hiện", "bố trí 50 triệu", "", "")),
             {RESULT: "?", STATUS: "?"}, says("conflict")),
    FormEdit("a row of one's own is added", "Thêm dòng việc khác, không số mục",
             whole(adds_row("", "Việc khác: hội thi", "Hoàn thành", "300 người", "", "")), says=says("rows-added")),
    FormEdit("a row with a code of one's own is added", "Thêm dòng có số mục tự đặt",
             whole(adds_row("10, ý 9", "Hội thi", "Hoàn thành", "300 người", "", "")), says=says("rows-added")),
    FormEdit("a row of one's own is added, anchors lost", "Thêm dòng việc khác, mất dấu",
             bare(adds_row("", "Việc khác: hội thi", "Hoàn thành", "300 người", "", "")), says=says("rows-added")),
    FormEdit("a row is split in two", "Tách một dòng làm hai", whole(splits_row), {RESULT: "?"}, says("conflict")),
    FormEdit("a row is split in two, anchors lost", "Tách một dòng làm hai, mất dấu", bare(splits_row),
             {RESULT: "?"}, says("conflict")),
    FormEdit("code and task are merged and the row split in two", "Gộp số mục với nhiệm vụ rồi tách dòng",
             whole(merges_code_and_task, splits_row), says=says("rows-added")),
    # Cells and columns
    FormEdit("code and task are merged", "Gộp ô số mục và nhiệm vụ", whole(merges_code_and_task)),
    FormEdit("code and task are merged, anchors lost", "Gộp ô số mục và nhiệm vụ, mất dấu",
             bare(merges_code_and_task), says=says("row-recoded")),
    FormEdit("result and evidence are merged", "Gộp ô kết quả và minh chứng",
             whole(lambda root: joins(cell(root, RESULT), cell(root, EVIDENCE))),
             {RESULT: MERGED_TEXT, EVIDENCE: MERGED_TEXT}, says("cells-merged")),
    FormEdit("result and evidence are merged, anchors lost", "Gộp ô kết quả và minh chứng, mất dấu",
             bare(lambda root: joins(cell(root, RESULT), cell(root, EVIDENCE))),
             {RESULT: MERGED_TEXT, EVIDENCE: MERGED_TEXT}, says("cells-merged")),
    FormEdit("the results of two rows are merged", "Gộp ô kết quả của hai dòng", whole(merges_down("result")),
             {RESULT: MERGED_DOWN, f"{SECOND}/result": MERGED_DOWN}, says("cells-merged")),
    FormEdit("the results of two rows are merged, anchors lost", "Gộp ô kết quả của hai dòng, mất dấu",
             bare(merges_down("result")), {RESULT: MERGED_DOWN, f"{SECOND}/result": MERGED_DOWN}, says("cells-merged")),
    FormEdit("the statuses of two rows are merged", "Gộp ô tình trạng của hai dòng", whole(merges_down("status")),
             {STATUS: "?", f"{SECOND}/status": "?"}, says("no-status")),
    FormEdit("numerator and denominator are merged", "Gộp ô tử số và mẫu số",
             whole(lambda root: joins(cell(root, NUMERATOR), cell(root, DENOMINATOR))),
             {NUMERATOR: "?", DENOMINATOR: "?"}, says("conflict")),
    FormEdit("a figure stands in the merged cell of two", "Gộp ô tử số và mẫu số, ghi một số",
             whole(types(DENOMINATOR, ""), lambda root: joins(cell(root, NUMERATOR), cell(root, DENOMINATOR))),
             {NUMERATOR: "?", DENOMINATOR: "?"}, says("conflict")),
    FormEdit("a cell is deleted, the rest moves left", "Xóa một ô, các ô sau dồn sang trái", whole(shifts_left),
             {STATUS: NOTHING}, says("fields-gone")),
    FormEdit("a cell is deleted, the rest moves left, anchors lost", "Xóa một ô, dồn sang trái, mất dấu",
             bare(shifts_left), dict(GONE_ROW), says("fields-gone")),
    FormEdit("a column of numbers is put in front", "Thêm cột STT ở đầu", whole(inserts_column(0, "STT", str))),
    FormEdit("a column of numbers is put in front, anchors lost", "Thêm cột STT ở đầu, mất dấu",
             bare(inserts_column(0, "STT", str))),
    FormEdit("a column is put in the middle, anchors lost", "Thêm cột ở giữa, mất dấu",
             bare(inserts_column(2, "Đơn vị", lambda _number: ""))),
    FormEdit("a column of remarks is added and used", "Thêm cột ghi chú và ghi vào",
             whole(inserts_column(COLUMNS, "Ghi chú", lambda number: f"xem phụ lục {number}")),
             says=says("words-beside")),
    FormEdit("two columns are exchanged, anchors lost", "Đổi chỗ hai cột, mất dấu", bare(swaps_columns)),
    FormEdit("titles are renamed, anchors lost", "Đổi tên hai cột, mất dấu",
             bare(retitles({2: "Trạng thái", 3: "KQ"})), says=says("column-by-place")),
    FormEdit("all titles are renamed", "Đổi tên mọi cột", whole(retitles({n: f"Cột {n}" for n in range(COLUMNS)}))),
    FormEdit("all titles are renamed, anchors lost", "Đổi tên mọi cột, mất dấu",
             bare(retitles({n: f"Cột {n}" for n in range(COLUMNS)})), says=says("form-gone")),
    FormEdit("the titles are deleted, anchors lost", "Xóa dòng tiêu đề, mất dấu", bare(drops_header),
             says=says("form-gone")),
    # Codes
    FormEdit("a code is retyped", "Gõ lại số mục", whole(recodes({FIRST: "Mục X"}))),
    FormEdit("a code is retyped, anchors lost", "Gõ lại số mục, mất dấu", bare(recodes({FIRST: "Mục X"})),
             says=says("row-recoded")),
    FormEdit("codes are written in another way, anchors lost", "Viết số mục kiểu khác, mất dấu",
             bare(recodes({FIRST: "Mục 10 Ý 1.", SECOND: unicodedata.normalize("NFD", "10,ý 2")}))),
    FormEdit("a row gets the code of another", "Gõ nhầm số mục của dòng khác", whole(recodes({SECOND: FIRST_LABEL})),
             {f"{FIRST}/{name}": "?" for name in ("status", "result", "evidence", "reason")}, says("conflict")),
    FormEdit("the codes of two rows are exchanged, anchors lost", "Đổi số mục của hai dòng, mất dấu",
             bare(recodes({FIRST: SECOND_LABEL, SECOND: FIRST_LABEL})),
             {key: "?" for key in GIVEN if key.startswith(("10#1/", "10#2/")) and not key.startswith(TARGET)},
             says("row-reworded")),
    FormEdit("the column of codes is deleted, anchors lost", "Xóa cột số mục, mất dấu", bare(drops_code_column),
             says=says("row-recoded")),
    # Tables and frames
    FormEdit("the tables are turned into text", "Chuyển bảng thành chữ", whole(drop_bookmarks, to_text),
             says=says("form-gone")),
    FormEdit("the table is split in two", "Tách bảng làm hai", whole(splits_table(repeat=False))),
    FormEdit("the table is split in two, anchors lost", "Tách bảng làm hai, mất dấu", bare(splits_table(repeat=False)),
             says=says("columns-lent")),
    FormEdit("the table is split in two with titles, anchors lost", "Tách bảng làm hai, lặp tiêu đề, mất dấu",
             bare(splits_table(repeat=True))),
    FormEdit("words are typed below a frame", "Ghi dưới khung", whole(beside_frame("difficulties", "thiếu cán bộ")),
             says=says("words-outside")),
    FormEdit("words are typed above a frame, anchors lost", "Ghi trên khung, mất dấu",
             bare(beside_frame("difficulties", "thiếu cán bộ", above=True)), says=says("words-outside")),
    FormEdit("a frame is deleted", "Xóa một khung", whole(drops_frame), {"difficulties": NOTHING}, says("fields-gone")),
    FormEdit("a frame gets a second row", "Thêm dòng trong khung", whole(adds_frame_row), says=says("rows-added")),
    FormEdit("a frame's heading is renamed, anchors lost", "Đổi tên đề mục của khung, mất dấu", bare(retitles_frame),
             says=says("fields-gone")),
    FormEdit("a table of one's own is added", "Chèn thêm bảng riêng", whole(adds_table), says=says("words-outside")),
    FormEdit("words are typed below the task", "Ghi thêm vào ô nhiệm vụ", whole(writes_in_task),
             says=says("words-beside")),
    FormEdit("words are typed into a heading's row", "Ghi vào dòng đề mục", whole(writes_in_heading),
             says=says("rows-added")),
    FormEdit("words are typed into the guidance", "Ghi thêm vào phần hướng dẫn",
             whole(adds_to_paragraph("Cách ghi", "Đơn vị đã trồng thêm 3 ha rừng.")), says=says("words-outside")),
    FormEdit("the day is typed into the sentence that asks for it", "Ghi ngày chốt vào câu hỏi",
             whole(adds_to_paragraph("Thời hạn gửi", "(đến 30/6)")), says=says("words-outside")),
    FormEdit("words are typed behind the closing sentence", "Ghi thêm sau câu kết",
             whole(adds_to_paragraph("Trên đây là", "Số liệu chưa đầy đủ.")), says=says("words-outside")),
    FormEdit("words are typed into a heading above a frame", "Ghi thêm vào đề mục của khung",
             whole(adds_to_paragraph("1. Văn bản đã ban hành", "KH số 5/KH-UBND")), says=says("words-outside")),
    FormEdit("a paragraph of one's own begins like one of the form's", "Đoạn tự viết mở đầu như câu của biểu mẫu",
             whole(says_of_its_own("Trên đây là số liệu chưa đầy đủ, còn 44 hộ")), says=says("words-outside")),
    FormEdit("a text box is put on the page", "Chèn hộp văn bản ngoài bảng", whole(puts_box_outside),
             says=says("words-outside")),
    FormEdit("words are typed below the end", "Ghi dưới câu kết", whole(writes_at_end), says=says("words-outside")),
    FormEdit("the form is signed and sent on", "Ký, ghi nơi nhận",
             whole(writes_in_closing(0, "- TT. Đảng ủy, HĐND (b/c);", "- Phòng Tài chính - Kế hoạch huyện;",
                                     "- Lưu: VT, TH (02)."),
                   writes_in_closing(-1, "KT. CHÁNH ÁN", "PHÓ CHÁNH ÁN", "(Đã ký)", "Nguyễn Văn Đạt"))),
    FormEdit("the form is signed digitally", "Ký số",
             whole(writes_in_closing(-1, "Ký bởi: Tòa án nhân dân huyện", "Ngày ký: 15/07/2021 10:22:11 +07:00"))),
    FormEdit("words are typed among those whom it goes to", "Ghi thêm vào nơi nhận",
             whole(writes_in_closing(0, "- Đã hòa giải thêm 12 vụ;")), says=says("words-outside")),
    FormEdit("words are typed above the signature", "Ghi thêm vào chỗ ký",
             whole(writes_in_closing(-1, "Số liệu chưa đầy đủ")), says=says("words-outside")),
    FormEdit("words are typed into the header", "Ghi vào đầu trang",
             writes_in_part("header1", "Bổ sung: 15 lớp tập huấn"), says=says("words-outside")),
    FormEdit("words are typed into the footer", "Ghi vào chân trang",
             writes_in_part("footer1", "Số liệu đến 30/6"), says=says("words-outside")),
    FormEdit("a footnote to a heading", "Cước chú ở đề mục", then(notes, whole(notes_on_heading)),
             says=says("words-outside")),
    FormEdit("a cell is split in two", "Tách một ô làm hai", whole(splits_cell), says=says("words-beside")),
    FormEdit("a cell is split in two, anchors lost", "Tách một ô làm hai, mất dấu", bare(splits_cell),
             says=says("words-beside")),
    FormEdit("the task is reworded", "Sửa lời nhiệm vụ", whole(rewords_task), says=says("row-reworded")),
    FormEdit("the forms of two units are in one file", "Hai biểu mẫu trong một tệp", whole(appends_other_form),
             {key: "?" for key in answers_for(OTHER_UNIT) if key in GIVEN}, says("conflict", "rows-added")),
    FormEdit("a bookmark is dragged into another cell", "Kéo dấu trang sang ô khác", whole(moves_bookmark),
             {RESULT: "?"}, says("conflict")),
    # What is no plain text
    FormEdit("the evidence is a picture", "Minh chứng là hình ảnh", then(picture, whole(holds(EVIDENCE, DRAWING))),
             {EVIDENCE: "[hình ảnh]"}, says("holds-picture")),
    FormEdit("a picture stands beside the evidence", "Hình ảnh cạnh minh chứng",
             then(picture, whole(also_holds(EVIDENCE, DRAWING))), {EVIDENCE: f"{GIVEN[EVIDENCE]} [hình ảnh]"},
             says("holds-picture")),
    FormEdit("the figure is a picture", "Số liệu là hình ảnh", then(picture, whole(holds(VALUE, DRAWING))),
             {VALUE: "?"}, says("no-number", "holds-picture")),
    FormEdit("the figure is a formula", "Số liệu là công thức",
             whole(holds(VALUE, "<m:oMath><m:r><m:t>75</m:t></m:r></m:oMath>")), {VALUE: "75"}, says("holds-formula")),
    FormEdit("the figure is a fraction", "Số liệu là phân số", whole(holds(VALUE, FRACTION)), {VALUE: "?"},
             says("no-number")),
    FormEdit("the figure is a field that draws a fraction", "Số liệu là trường EQ",
             whole(holds(VALUE, EQ_FIELD)), {VALUE: "?"}, says("no-number", "holds-formula")),
    FormEdit("an object is embedded", "Chèn bảng tính, đối tượng", whole(also_holds(RESULT, OBJECT)),
             {RESULT: f"{GIVEN[RESULT]} [đối tượng]"}, says("holds-object")),
    FormEdit("a text box stands in the cell", "Hộp văn bản trong ô", whole(also_holds(RESULT, TEXT_BOX)),
             {RESULT: f"{GIVEN[RESULT]}\nchữ trong hộp"}),
    FormEdit("a table is put into the cell", "Bảng trong ô", whole(nests_table), {RESULT: f"15 lớp\n{GIVEN[RESULT]}"}),
    FormEdit("a sign of the font Symbol", "Ký hiệu phông Symbol",
             whole(holds(RESULT, '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + run(" 95% số hộ"))),
             {RESULT: "≥ 95% số hộ"}),
    FormEdit("a tick of the font Wingdings", "Dấu tích phông Wingdings",
             whole(holds(RESULT, run("ü", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>') + run(" đã xong"))),
             {RESULT: "✓ đã xong"}),
    FormEdit("a sign that is not known", "Ký hiệu lạ",
             whole(holds(RESULT, '<w:r><w:sym w:font="Wingdings 3" w:char="F0A1"/></w:r>' + run(" 95%"))),
             {RESULT: "[?] 95%"}, says("holds-unknown-sign")),
    FormEdit("a sign that a program could not write", "Ký hiệu bị mất",
             whole(types(RESULT, "Xong □ và\n50\ufffdha")), {RESULT: "Xong □ và\n50\ufffdha"},
             says("sign-perhaps-lost")),
    FormEdit("words in a font from before Unicode", "Chữ phông .VnTime",
             whole(holds(RESULT, run("§· xong", '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'))),
             {RESULT: "Đã xong"}, says("font-before-unicode")),
    FormEdit("a figure is struck through and another written", "Gạch số cũ, ghi số mới",
             whole(holds(NUMERATOR, run("100", "<w:strike/>") + run("120"))), {NUMERATOR: "120"},
             says("struck-through")),
    FormEdit("a figure is struck through twice", "Gạch đôi số cũ",
             whole(holds(NUMERATOR, run("100", "<w:dstrike/>") + run("120"))), {NUMERATOR: "120"},
             says("struck-through")),
    FormEdit("a figure is struck through by a style", "Gạch số cũ bằng kiểu chữ", strikes_by_style,
             {NUMERATOR: "120"}, says("struck-through")),
    FormEdit("the whole answer is struck through", "Gạch cả câu trả lời",
             whole(holds(RESULT, run("không làm nữa", "<w:strike/>"))), {RESULT: NOTHING}, says("struck-through")),
    FormEdit("words are hidden", "Chữ ẩn", whole(also_holds(RESULT, run("nháp", "<w:vanish/>"))),
             says=says("hidden-words")),
    FormEdit("a raised figure marks a note", "Số mũ đánh dấu chú thích",
             whole(holds(NUMERATOR, run("100") + run("1", '<w:vertAlign w:val="superscript"/>'))), {NUMERATOR: "100"},
             says("raised-or-lowered")),
    FormEdit("square metres", "Mét vuông",
             whole(holds(RESULT, run("120 m") + run("2", '<w:vertAlign w:val="superscript"/>'))), {RESULT: "120 m²"}),
    FormEdit("a numbered list", "Danh sách đánh số tự động",
             then(lists, whole(holds(RESULT, IN_LIST + run("Ban hành kế hoạch")))), {RESULT: "1. Ban hành kế hoạch"}),
    FormEdit("a figure in a numbered list", "Số liệu trong danh sách đánh số",
             then(lists, whole(holds(NUMERATOR, IN_LIST + run("48")))), {NUMERATOR: "48"}, says("list-number")),
    FormEdit("a footnote", "Cước chú",
             then(notes, whole(also_holds(RESULT, '<w:r><w:footnoteReference w:id="2"/></w:r>'))),
             says=says("holds-note")),
    FormEdit("a comment", "Chú thích bên lề",
             then(comments, whole(also_holds(RESULT, '<w:r><w:commentReference w:id="3"/></w:r>'))),
             says=says("holds-comment")),
    FormEdit("an answer is changed with changes tracked", "Sửa khi theo dõi thay đổi", whole(tracked(RESULT, "mới")),
             {RESULT: "mới"}, says("tracked-changes")),
    FormEdit("an answer is deleted with changes tracked", "Xóa khi theo dõi thay đổi", whole(tracked(RESULT)),
             {RESULT: NOTHING}, says("deleted-words")),
    # Controls and prompts
    FormEdit("words are typed beside the control", "Ghi cạnh ô nhập", whole(also_holds(RESULT, run(" và thêm"))),
             {RESULT: f"{GIVEN[RESULT]} và thêm"}),
    FormEdit("the control says that it shows no prompt", "Ô ghi rõ không phải lời nhắc", whole(flags_prompt("0"))),
    FormEdit("the control still says that it shows its prompt", "Ô còn cờ lời nhắc", whole(flags_prompt(None)),
             says=says("perhaps-a-prompt")),
    FormEdit("the prompt of another Word", "Lời nhắc của Word khác",
             whole(types(RESULT, "Click here to enter text."), types(EVIDENCE, "Bấm vào đây để nhập văn bản")),
             {RESULT: NOTHING, EVIDENCE: NOTHING}),
    FormEdit("a prompt above the answer", "Lời nhắc còn trên câu trả lời",
             whole(types(RESULT, "Chọn một mục.\nđã xong")), {RESULT: "đã xong"}),
    # Words and figures
    FormEdit("letters of no width", "Chữ không bề rộng",
             whole(types(NUMERATOR, "4\u200b8"), types(STATUS, "Hoàn\ufeff thành")),
             {NUMERATOR: "48", STATUS: "Hoàn thành"}),
    FormEdit("Ð for Đ", "Ð thay Đ", whole(types(STATUS, "Ðang thực hiện")), {STATUS: "Đang thực hiện"}),
    FormEdit("decomposed letters", "Chữ tổ hợp", whole(types(STATUS, unicodedata.normalize("NFD", "Hoàn thành"))),
             {STATUS: "Hoàn thành"}),
    FormEdit("a status in other words", "Tình trạng bằng lời khác", whole(types(STATUS, "Đã xong 100%")),
             {STATUS: "Hoàn thành"}, says("status-in-other-words")),
    FormEdit("a status that can mean several", "Tình trạng hiểu được nhiều cách", whole(types(STATUS, "Đã thực hiện")),
             {STATUS: "?"}, says("no-status")),
    FormEdit("a comma that may be for thousands", "1,234", whole(types(NUMERATOR, "1,234")), {NUMERATOR: "1,234"},
             says("decimal-comma")),
    FormEdit("a figure with its unit", "Số kèm đơn vị tính", whole(types(NUMERATOR, "48 vụ")), {NUMERATOR: "?"},
             says("no-number")),
    FormEdit("two figures in a cell", "Hai số trong một ô", whole(types(NUMERATOR, "48\n50")), {NUMERATOR: "?"},
             says("no-number")),
)  # fmt: skip


def table_lines() -> Iterator[str]:
    """The table of docs/forms.md, in Markdown."""
    yield "| what people do | right | named | wrong in silence |"
    yield "|---|--:|--:|--:|"
    silent = 0
    for edit in EDITS:
        outcome = judge(edit)
        silent += len(outcome.silent)
        yield f"| {edit.name} | {len(outcome.right)} | {len(outcome.named)} | {len(outcome.silent)} |"
    yield ""
    yield f"{len(EDITS)} edits of a form with {len(GIVEN)} answers; wrong in silence: {silent}."


if __name__ == "__main__":
    for line in table_lines():
        print(line)

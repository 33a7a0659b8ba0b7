"""A returned form + what was asked → the words that people wrote where no answer is looked for.

Rows that they added, words beside the cells of a row, second rows of a frame, paragraphs between the tables, headers,
footers and notes: none of these is an answer, and none of them may be lost without a word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from lxml import etree

from gen.derive.answers import FormField
from gen.derive.form_fields import FORM_FIELDS, NOT_ASKED_SIGN
from gen.derive.wording import (
    ANSWERS_LINE,
    CHANNEL_LINE,
    CUTOFF_LINE,
    DUE_LINE,
    HOW_TO_ANSWER,
    PERIOD_LINE,
    REPLACES,
    WHERE_TO_SEND,
)
from gen.documents import REPORT
from gen.reporting.forms import FORM_CODE
from gen.text import collapse_spaces, fold, shorten
from gen.word.forms.cell_content import OBJECT_SIGN, W, blocks_in, paragraphs_in
from gen.word.forms.closing_block import BEGIN as CLOSING_BEGIN
from gen.word.forms.closing_block import belongs_to_closing
from gen.word.forms.grid import FormTable, GridRow, is_title_row
from gen.word.forms.prompts import without_own_prompt
from gen.word.forms.reading import ReturnedForm, looks_like_code, without_product
from gen.word.forms.template_lines import FormWords, page_margins

_MAX_WORDS = 120
_NUMBER = re.compile(r"[\W\d]{0,6}")
_LETTERED = re.compile(r"^(?:[A-ZĐ]|[IVX]+|\d{1,2}|[a-zđ])[.)]\s*")
_HEADINGS = frozenset(
    fold(words)
    for words in (
        *(one.title for one in FORM_FIELDS), *(one.part for one in FORM_FIELDS if one.part), "Biểu số liệu",
        "Kết quả thực hiện nhiệm vụ", "Kết quả thực hiện chỉ tiêu", "Đánh giá chung", "Công tác chỉ đạo, điều hành",
    )
)  # fmt: skip
_NOTHING_ASKED = ("ke hoach khong neu chi tieu", "ke hoach khong giao chi tieu")
_GUIDANCE = tuple(
    fold(wording.partition("{")[0]).strip()
    for wording in (HOW_TO_ANSWER, WHERE_TO_SEND, ANSWERS_LINE, PERIOD_LINE, DUE_LINE, CHANNEL_LINE, CUTOFF_LINE)
)
"""How sentences of a form begin of which it is not known what they said when it was made."""
_RECEIVER, _OPENING, _CLOSING, _END_SIGN = "kinh gui", "bao cao ket qua nhu sau:", "tren day la bao cao", "./."
"""How the line of the receiver begins, the first sentence ends, and the last one begins and ends."""
_REPLACES = fold(collapse_spaces(f" {REPLACES.partition('{number}')[0]}".format(kind=REPORT.kind_name)))
"""How the sentence begins that stands behind another one in a form that takes the place of an issued one."""
_EARLIER = re.compile(
    r"(?:Đã báo cáo )?((?:quý [IV]+|tháng \d{1,2}|6 tháng|9 tháng|năm)\b[^:]{0,30}\d{4}: .*)", re.IGNORECASE
)
"""The line below a task that tells what the unit reported of it in the period before."""
_PAGE = re.compile(r"\W*(?:trang\s*)?\d{1,3}(?:\s*(?:/|trên|of)\s*\d{1,3})?\W*", re.IGNORECASE)
"""The number of a page."""
_MARK_OF_PROGRAM = "unregistered version"
"""What ONLYOFFICE's builder puts at the edge of each page, where nobody has paid for it."""
_OWN_HEADING, _OWN_TAIL = 60, 3
"""So many letters has a heading of an office's own template above a frame, so many words more than ours."""
_GROUP = re.compile(r"[A-D]\. Nhiệm vụ [^.:;\d]{0,80}")
"""How a group of rows is called, in whatever words forms of other releases call it."""


@dataclass(frozen=True, slots=True)
class KnownWords:
    """What a form itself says: in the row of each code, beside its answers, in rows without a code, and in sentences.

    `sentences` are those outside of its tables; none where the form is of another revision, which said other ones.
    `of_template` is what the templates say with which it may have been made.
    """

    by_code: Mapping[str, str] = field(default_factory=dict)
    headings: Sequence[str] = ()
    sentences: Sequence[str] = ()
    of_template: FormWords = field(default_factory=FormWords)


@dataclass(frozen=True, slots=True)
class StrayWords:
    """What was found: rows that were added, words beside the answers of rows by their codes, words outside of these.

    `earlier` is no stray: what the rows of these codes tell of the period before. Whoever knows what the unit reported
    then knows whether the form said so when it was made.
    """

    rows: tuple[str, ...] = ()
    beside: tuple[tuple[str, str], ...] = ()
    outside: tuple[str, ...] = ()
    earlier: tuple[tuple[str, str], ...] = ()


def find_stray_words(form: ReturnedForm, fields: Sequence[FormField], known: KnownWords) -> StrayWords:
    """What stands in a form, whose `answers` to `fields` were asked for before, and is none of these answers."""
    read = {cell for one in fields for cell in form.cells_of(one)}
    rows: list[str] = []
    beside: list[tuple[str, str]] = []
    earlier: list[tuple[str, str]] = []
    for table in form.tables:
        for row in table.rows:
            if not any(cell.shown in read for cell in row.cells):
                rows += _words_of_row(form, table, row, known) if _is_asked(table, form, read) else ()
            elif table.columns:
                rows += _unread_answers(form, table, row, read)
                words, told = _words_beside(form, table, row, known)
                beside += words
                earlier += told
            elif len(read.intersection(cell.shown for cell in row.cells)) < len(row.cells):
                rows += filter(None, (form.texts[one.shown] for one in row.cells if one.shown not in read))
    return StrayWords(
        tuple(shorten(one, _MAX_WORDS) for one in rows),
        tuple((code, shorten(words, _MAX_WORDS)) for code, words in beside),
        tuple(shorten(one, _MAX_WORDS) for one in dict.fromkeys(_words_outside(form, read, known))),
        tuple(earlier),
    )


def _is_asked(table: FormTable, form: ReturnedForm, read: set[etree._Element]) -> bool:
    """Whether a table holds answers: by its titles, or by a cell that was read."""
    return bool(table.columns) or any(cell.shown in read for row in table.rows for cell in row.cells)


def _words_of_row(form: ReturnedForm, table: FormTable, row: GridRow, known: KnownWords) -> Iterator[str]:
    """The words of a row in which no answer was found, without what the form itself says."""
    if row is table.header or is_title_row(row, form.texts) or row.element.find(f"{W}trPr/{W}tblHeader") is not None:
        return
    texts = list(dict.fromkeys(form.texts[cell.shown] for cell in row.cells if cell.shown is cell.element))
    spoken = [text for text in texts if text and not _is_known(text, known) and text != NOT_ASKED_SIGN]
    if all(map(known.of_template.says, spoken)):
        return
    own = [text for text in spoken if not _NUMBER.fullmatch(text) and not (looks_like_code(text) and " " not in text)]
    answers = [
        text
        for cell in row.cells
        if cell.begin >= table.first_answer() and (text := form.texts[cell.shown]) and text != NOT_ASKED_SIGN
    ]
    if own or any(not _is_known(text, known) for text in answers):
        yield " | ".join(spoken)


def _unread_answers(form: ReturnedForm, table: FormTable, row: GridRow, read: set[etree._Element]) -> Iterator[str]:
    """What stands in the columns of answers of a row in which others were read, such as the second half of one."""
    for column in dict.fromkeys(table.columns.values()):
        cell = row.at(column)
        if cell is not None and cell.shown not in read and form.texts[cell.shown] not in ("", NOT_ASKED_SIGN):
            yield form.texts[cell.shown]


def _is_known(text: str, known: KnownWords) -> bool:
    """Whether a text is what the form itself says in a row, or the heading of a group of rows, and no more."""
    bare = without_product(_LETTERED.sub("", text))
    if text in known.headings or bare in known.headings:
        return True
    return not known.by_code and bool(_GROUP.fullmatch(text))


def _words_beside(
    form: ReturnedForm, table: FormTable, row: GridRow, known: KnownWords
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The words in the cells of a row that hold no answer, without those that the form itself has there.

    And what these cells tell of the period before.
    """
    code_cell = row.at(table.code_column)
    code = form.code_of(code_cell.shown) if code_cell is not None else ""
    if code not in known.by_code:
        return [], []
    texts: list[str] = []
    columns = frozenset(table.columns.values())
    for cell in row.cells:
        if cell is code_cell or cell.shown is not cell.element:
            continue
        if cell.begin in columns or (cell.end > cell.begin + 1 and not columns.isdisjoint(range(cell.begin, cell.end))):
            continue  # an answer
        if _NUMBER.fullmatch(form.texts[cell.shown]) and cell.begin < table.code_column:
            continue  # the numbers of a column that people put in front
        texts.append(form.text(cell.shown))
    asked = known.by_code[code]
    words, told = (_compare_short if sum(map(len, texts)) <= _REMEMBERED_LETTERS else _compare)(tuple(texts), asked)
    if words:  # what an office's own template says beside them is not looked up for nothing
        words, told = _split_off_asked(map(known.of_template.words_put_into, _lines_of(texts)), asked)
    return [(code, " ".join(words))] if words else [], [(code, one) for one in told]


def _lines_of(texts: Iterable[str]) -> Iterator[str]:
    return (collapse_spaces(line) for text in texts for line in text.split("\n"))


def _compare(texts: tuple[str, ...], asked: str) -> tuple[Sequence[str], Sequence[str]]:
    """The words of the texts of cells that are not among those `asked`; and what they tell of the period before."""
    words, told = _split_off_asked(_lines_of(texts), asked)
    return tuple(words), tuple(told)


_REMEMBERED_LETTERS = 1_000
"""What was found in texts of no more letters is remembered: many forms have the same rows, with no words put in."""
_compare_short = lru_cache(maxsize=4_096)(_compare)


def _split_off_asked(lines: Iterable[str], asked: str) -> tuple[list[str], list[str]]:
    """The words of lines that are not among those `asked`; and what lines tell of the period before."""
    there: list[str] = []
    told: list[str] = []
    for line in lines:
        earlier = _EARLIER.fullmatch(line)
        if earlier:
            told.append(earlier[1])
        else:
            there += line.split()
    wanted = asked.split()
    words = [] if there == wanted else _words_left(there, wanted)
    return words if any(letter.isalnum() for word in words for letter in word) else [], told


def _words_left(there: Sequence[str], asked: Sequence[str]) -> list[str]:
    """The words that are `there` more often than they are `asked`, in order."""
    counts = Counter(asked)
    words: list[str] = []
    for word in there:
        if counts[word] > 0:
            counts[word] -= 1
        else:
            words.append(word)
    return words


def _words_outside(form: ReturnedForm, read: set[etree._Element], known: KnownWords) -> Iterator[str]:
    """What stands below the line of the receiver, without what the form itself says; comments and notes anywhere.

    And what stands in the headers and footers.
    """
    said = {fold(collapse_spaces(without_own_prompt(one))) for one in known.sentences}  # as paragraphs are read
    holders = {table.element for table in form.tables if _is_asked(table, form, read)}
    has_begun = below_heading = False
    body = form.root.find(f"{W}body")
    blocks = list(blocks_in(body)) if body is not None else []
    for number, block in enumerate(blocks):
        if block in holders:
            has_begun, below_heading = True, False
            continue
        text = collapse_spaces(_words_of_block(form, block))
        has_begun = has_begun or fold(text).startswith(_RECEIVER)
        if not has_begun:
            below_heading = False
            continue
        if block.tag != f"{W}p":
            below_heading = False
            yield from _words_of_own_table(form, block, text, known)
        elif text and not _is_own(text, said):
            is_heading = _is_heading(text, blocks[number + 1 : number + 2], below_heading=below_heading)
            below_heading = is_heading or known.of_template.says(text)
            if not below_heading:
                yield text
        boxed = _words_in_boxes(form, block)
        yield from (words for words in boxed if not known.of_template.says(words))
    for reference, words in form.reader.remarks_in(form.root):
        cell = next(reference.iterancestors(f"{W}tc"), None)
        if (cell is None or cell not in read) and not known.of_template.says(words):
            yield words
    yield from _words_in_margins(form, known)


def _words_of_own_table(form: ReturnedForm, block: etree._Element, text: str, known: KnownWords) -> Iterator[str]:
    """What people wrote in a table that asks for nothing: of the block that ends the form, what does not belong there.

    Any other table is told as a whole, unless a template has all of it.
    """
    cells = [one for one in block.iter(f"{W}tc") if one in form.texts]
    by_cell = [[collapse_spaces(line) for line in form.text(one).split("\n")] for one in cells]
    lines = [line for some in by_cell for line in some if line]
    if not lines and text:
        yield text
    elif any(fold(line).startswith(CLOSING_BEGIN) for line in lines):
        for some in by_cell:
            for before, line in pairwise(["", *some]):
                if not belongs_to_closing(line, before) and not known.of_template.says(line):
                    yield line
    elif not all(map(known.of_template.says, lines)):
        yield text


def _words_in_margins(form: ReturnedForm, known: KnownWords) -> Iterator[str]:
    """What stands in headers and footers beside the number of the page, the form's code and what its template says."""
    for root in page_margins(form.package):
        for paragraph in paragraphs_in(root):
            text = collapse_spaces(form.reader.paragraph(paragraph))
            rest = FORM_CODE.sub("", text)
            if not any(map(str.isalnum, rest)) or _PAGE.fullmatch(rest) or fold(rest).strip() == _MARK_OF_PROGRAM:
                continue
            if not known.of_template.says(text):
                yield text


def _is_own(text: str, said: set[str]) -> bool:
    """Whether a paragraph is one of the form's own sentences, with nothing put into it."""
    words = fold(text)
    if words in said or words.startswith((_RECEIVER, *_NOTHING_ASKED)) or words.endswith(_OPENING):
        return True
    own, _replaces, issued = words.partition(_REPLACES)
    if own.rstrip() in said and issued.endswith(".") and ". " not in issued:
        return True
    if not said and words.startswith(_GUIDANCE):
        return True
    return words.startswith(_CLOSING) and words.endswith(_END_SIGN)


def _words_in_boxes(form: ReturnedForm, paragraph: etree._Element) -> Iterator[str]:
    """What stands in the text boxes of a paragraph outside of the tables."""
    if paragraph.tag == f"{W}p":
        if next(paragraph.iterdescendants(f"{W}p"), None) is None:
            return
        inner = (one for one in paragraphs_in(paragraph) if one is not paragraph)
        yield from filter(None, (collapse_spaces(form.reader.paragraph(one)) for one in inner))


def _words_of_block(form: ReturnedForm, block: etree._Element) -> str:
    if block.tag == f"{W}p":
        return form.reader.paragraph(block)
    if block.tag == f"{W}altChunk":
        return OBJECT_SIGN
    return " | ".join(filter(None, (form.texts[cell] for cell in block.iter(f"{W}tc") if cell in form.texts)))


def _is_heading(text: str, following: Sequence[etree._Element], *, below_heading: bool) -> bool:
    """Whether a paragraph is a heading of the form: by its words, or, of an office's template, by what follows it.

    Below a heading that stands above the same table there is no other one.
    """
    bare = fold(_LETTERED.sub("", text)).rstrip(" .:")
    if bare in _HEADINGS:
        return True
    if below_heading or not following or following[0].tag != f"{W}tbl":
        return False
    # One of ours may begin as another does: the longest, whatever order the set has in this process.
    ours = max((one for one in _HEADINGS if bare.startswith(one)), key=len, default=None)
    if ours is None:
        return len(text) <= _OWN_HEADING
    tail = bare.removeprefix(ours)
    return len(tail.split()) <= _OWN_TAIL and not any(letter.isdigit() for letter in tail)

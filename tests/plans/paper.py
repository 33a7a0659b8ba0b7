"""A known plan in a style → the whole paper: letterhead, title, parts, reports, closing, signature, annex."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from tests.plans import mixtures, tables, ways
from tests.plans.blocks import Block, Cell, Grid, Line, Row
from tests.plans.phrases import difficulties_sentence, general_lines, general_sentence, upper_first
from tests.plans.truth import Duty, Task, Truth

WAYS: dict[str, ways.Way] = {
    "bold-headings": ways.bold_headings,
    "plain-headings": ways.plain_headings,
    "deeper-headings": ways.deeper_headings,
    "unnumbered-headings": ways.unnumbered_headings,
    "sentences": ways.sentences,
    "labelled-lines": ways.labelled_lines,
    "labelled-letters": ways.labelled_letters,
    "annex-table": tables.annex_table,
    "unit-rows": tables.unit_rows,
    "matrix": tables.matrix,
    "two-parts": mixtures.two_parts,
    "groups": mixtures.any_way,
}
"""The ways of writing by name, in the order of their numbers on the command line."""
EMPHASES = ("heads", "words", "none")
MARKS = ("usual", "usual", "usual", "usual", "usual", "slashes", "bare", "tight", "party")
LEVELS = ("parts", "parts", "parts", "parts", "divisions", "articles", "capitals", "styles")
REPORT_PLACES = ("part", "part", "points", "closing", "tail")


@dataclass(frozen=True)
class Style:
    """How a plan is written.

    `automatic`: Word counts, and no number is typed. `emphasis`: headings in bold, some words of sentences, or nothing.
    `reports`: in a part as a sentence or as points, in the closing, or at the end of the tasks.
    `marks`: 1. 1.1. - or, with slashes, I/ 1/, or bare, 1.1, or tight, without a space behind a dash, or as the Party
    writes, I- 1- 1.1- a-. `levels`: parts I., II.; these below A., B.; Điều 1., 2.; headings without a number, in bold
    capitals, or by Word's styles.
    """

    way: str
    automatic: bool
    emphasis: str
    reports: str
    marks: str = "usual"
    levels: str = "parts"


@dataclass(frozen=True)
class Paper:
    """What is written: all blocks in order, and the tasks, the duties and the closing as they are stated there."""

    truth: Truth
    style: Style
    blocks: tuple[Block, ...]
    tasks: tuple[Task, ...]
    duties: tuple[Duty, ...]
    closing: tuple[str, ...]


def make_style(random: Random, way: str) -> Style:
    automatic, emphasis, reports = random.random() < 0.35, random.choice(EMPHASES), random.choice(REPORT_PLACES)
    levels = random.choice(LEVELS)
    if levels == "capitals" and emphasis == "none":
        levels = "styles"
    return Style(way, automatic, emphasis, reports, random.choice(MARKS), levels)


def write_paper(truth: Truth, style: Style, random: Random) -> Paper:
    """The plan in that style."""
    written = WAYS[style.way](truth, random)
    parts: list[tuple[str, list[Block]]] = [("MỤC ĐÍCH, YÊU CẦU", [*_points(truth.purposes, random)])]
    lead_in = [Line("Các cơ quan, đơn vị căn cứ chức năng, nhiệm vụ tổ chức thực hiện các nội dung sau:")]
    parts.append((
        random.choice(("TỔ CHỨC THỰC HIỆN", "PHÂN CÔNG NHIỆM VỤ", "NHIỆM VỤ")),
        [*(lead_in if random.random() < 0.25 else []), *written.blocks],
    ))  # fmt: skip
    if written.second:
        parts.append(("CÁC GIẢI PHÁP CHỦ YẾU", written.second))
    if random.random() < 0.3:
        funding = Line("Kinh phí thực hiện lấy từ dự toán ngân sách được giao và các nguồn hợp pháp khác.")
        parts.insert(random.choice((1, 2)), ("KINH PHÍ", [funding]))
    place = style.reports if truth.duties else ""
    if place == "tail":
        parts[-1][1].extend(_reports(truth, place, random))
    elif place in ("part", "points"):
        parts.append((random.choice(("CHẾ ĐỘ BÁO CÁO", "CHẾ ĐỘ THÔNG TIN, BÁO CÁO")), _reports(truth, place, random)))
    closing = _closing(truth, place == "closing", random)
    body = [block for heading, below in _head_parts(parts, style.levels, random) for block in (heading, *below)]
    blocks = (*_head(truth, random), *_opening(truth), *body, *closing, _signature(truth), *written.annex)
    own = [duty for duty in truth.own if any(task.key == duty.key for task in written.tasks)]
    difficulties = [truth.difficulties] if truth.difficulties else []
    duties = (*truth.duties, *own, *difficulties)
    return Paper(truth, style, blocks, tuple(written.tasks), duties, tuple(line.text for line in closing))


def _head_parts(
    parts: Sequence[tuple[str, list[Block]]], levels: str, random: Random
) -> Iterator[tuple[Line, Sequence[Block]]]:
    """The parts, each with its heading; the divisions A. and B. before the first part of each."""
    cut = random.randrange(1, len(parts))
    for number, (heading, below) in enumerate(parts):
        mark = {"parts": f"{ROMAN[number]}.", "articles": f"Điều {number + 1}."}.get(levels, "")
        if levels == "divisions":
            mark = f"{ROMAN[number if number < cut else number - cut]}."
            if number in (0, cut):
                yield Line(("QUAN ĐIỂM CHUNG", "NỘI DUNG CỤ THỂ")[number > 0], "AB"[number > 0] + ".", "part"), ()
        yield Line(heading, mark, "part"), below


ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII")


def _points(texts: Sequence[str], random: Random) -> list[Line]:
    dash = random.random() < 0.5
    return [Line(text, "-" if dash else f"{n}.") for n, text in enumerate(texts, 1)]


def _reports(truth: Truth, place: str, random: Random) -> list[Block]:
    keys = tuple(duty.key for duty in truth.duties)
    if place == "points" and truth.duties[0].frequency != "once":
        head, lines = general_lines(truth.duties)
        return [Line(head, "", of=keys), *(Line(t, "-", of=(k,)) for k, t in zip(keys, lines, strict=True))]
    mark = "" if place == "tail" else random.choice(("", "", "1.", "-"))
    return [Line(general_sentence(truth.duties, random), mark, of=keys)]


def _closing(truth: Truth, with_reports: bool, random: Random) -> list[Line]:
    keys: tuple[str, ...] = ()
    texts = [f"{truth.closing}."]
    if with_reports:
        keys = tuple(duty.key for duty in truth.duties)
        texts.append(general_sentence(truth.duties, random))
    if truth.difficulties:
        keys = (*keys, truth.difficulties.key)
        texts.append(difficulties_sentence(truth.difficulties))
    if random.random() < 0.6 or len(texts) == 1:
        return [Line(" ".join(texts).rstrip(".") + "./.", of=keys, role="closing")]
    return [
        Line(text if text is not texts[-1] else text.rstrip(".") + "./.", of=keys if n else (), role="closing")
        for n, text in enumerate(texts)
    ]


def _head(truth: Truth, random: Random) -> list[Block]:
    office = truth.office
    number = f"Số {truth.number:02}-{office.symbol}" if office.party else f"Số: {truth.number:02}/{office.symbol}"
    year, month, day = truth.date.split("-")
    dated = f"{office.place}, ngày {day} tháng {month if month < '03' else int(month)} năm {year}"
    left = [*office.parent, *office.lines]
    right = ["ĐẢNG CỘNG SẢN VIỆT NAM"] if office.party else [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
    ]  # fmt: skip
    if random.random() < 0.5:
        rows = [Row((Cell("\n".join([*left, number])), Cell("\n".join([*right, dated]))))]
    else:
        rows = [Row((Cell("\n".join(left)), Cell("\n".join(right)))), Row((Cell(number), Cell(dated)))]
    return [Grid(tuple(rows)), Line("KẾ HOẠCH", role="title"), Line(truth.subject, role="title")]


def _opening(truth: Truth) -> list[Line]:
    basis = f"Căn cứ Quyết định số 1234/QĐ-TTg ngày 02/11/{truth.year - 1} của Thủ tướng Chính phủ;"
    return [Line(basis), Line(f"{upper_first(truth.office.called)} ban hành Kế hoạch với các nội dung sau:")]


def _signature(truth: Truth) -> Grid:
    listed = "\n".join(["Nơi nhận:", *(f"- {name};" for name in truth.recipients[:-1]), f"- {truth.recipients[-1]}."])
    return Grid((Row((Cell(listed), Cell("\n".join([*truth.office.signature, "", "", "Người Ký Tên"])))),))

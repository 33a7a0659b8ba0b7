"""The report of 47 units on 62 tasks: two pages, a draft of eight at most, annexes; each figure reckoned from answers.

What is expected is reckoned here from the plain answers of `tests.support.large_office`, by other means than gen's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest
from docx.text.paragraph import Paragraph

from gen.ooxml import read_document
from gen.pdf.embedded.document import render_document
from gen.pdf.faces import require_font_book
from gen.returns.consolidation.report import ConsolidatedReport, consolidate
from gen.word.comments import remove_comments
from gen.word.template.loading import load_template
from tests.support import docx_text
from tests.support.docx_comments import commented_text, read_comment_texts
from tests.support.large_office import ASKED, DAY, DUE, STATUSES, Office, large_office
from tests.support.needs import needs_libreoffice
from tests.support.offices import TEMPLATES
from tests.support.set_pages import texts

pytestmark = pytest.mark.slow

SHAPES = {
    "usual": {},
    "many silent, many targets": {"seed": 2, "silent": 20, "targets": 30},
    "a section a task": {"seed": 3, "sections": 62},
    "three units, two tasks": {"communes": 2, "departments": 1, "asked": (), "tasks": 2, "sections": 2, "silent": 1,
                               "targets": 1},
    "nobody reported": {"silent": 47},
}  # fmt: skip
STATUS_ORDER = (
    "Hoàn thành", "Thực hiện thường xuyên", "Đang thực hiện", "Chưa triển khai", "Không phát sinh",
)  # fmt: skip


@dataclass(frozen=True)
class Made:
    """An office, and its report."""

    office: Office
    report: ConsolidatedReport

    @property
    def paragraphs(self) -> list[str]:
        """What stands outside of tables, up to the annexes."""
        found = []
        for block in docx_text.open_docx(self.report.docx).iter_inner_content():
            if isinstance(block, Paragraph) and (words := " ".join(block.text.split())):
                if words.startswith("Trên đây là báo cáo"):
                    break
                found.append(words)
        return found


@pytest.fixture(scope="module", params=SHAPES)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    office = large_office(tmp_path_factory.mktemp("large"), **SHAPES[request.param])
    return Made(office, consolidate(office.collection(), load_template(TEMPLATES, "summary.docx"), DAY))


# ---- pages ------------------------------------------------------------------------------


def parts_by_page(pages: list[str]) -> tuple[int, int, int]:
    """On which page the draft begins, on which it is signed, and how many pages there are."""
    words = [" ".join(page.split()) for page in pages]
    begin = next(n for n, page in enumerate(words, 1) if "I. CÔNG TÁC CHỈ ĐẠO, TỔ CHỨC THỰC HIỆN" in page)
    return begin, next(n for n, page in enumerate(words, 1) if "Nơi nhận:" in page), len(words)


def assert_short(pages: list[str]) -> None:
    begin, end, count = parts_by_page(pages)
    assert begin - 1 <= 2
    assert end - begin + 1 <= 8
    assert count > end  # the annexes


def test_pages_for_leaders_are_two_and_the_draft_has_at_most_eight(made: Made) -> None:
    setting = render_document(read_document(made.report.docx), require_font_book())
    assert setting.unsupported == ()
    assert_short(texts(setting.pdf))


def test_document_without_comments_has_the_same_pages(made: Made) -> None:
    clean = remove_comments(made.report.docx)
    assert read_document(clean) == read_document(made.report.docx)


@needs_libreoffice
def test_pages_are_as_few_in_libreoffice(made: Made, tmp_path: Path) -> None:
    from gen.pdf import ConversionJob
    from gen.pdf.engines.libreoffice import LibreOffice

    (tmp_path / "r.docx").write_bytes(made.report.docx)
    [outcome] = LibreOffice().convert([ConversionJob(tmp_path / "r.docx", tmp_path / "r.pdf")])
    assert outcome.error is None
    assert_short(texts((tmp_path / "r.pdf").read_bytes()))


# ---- figures ----------------------------------------------------------------------------


def items(office: Office) -> Iterator[tuple[int, str, str, list[dict[str, object]]]]:
    """The sections' numbers, and their tasks: code, words, targets."""
    for number, section in enumerate(office.data["parts"][0]["assignments"]):
        for item in section["items"]:
            yield number, item["id"], item["text"], item.get("targets", [])


def asked_units(office: Office, section: int) -> list[str]:
    """Who is bound by a section, in the order of the plan."""
    units = [one for one in office.data["units"] if one["id"] != "huyen"]
    to = office.data["parts"][0]["assignments"][section]["to"]
    kinds = {"communes": "commune", "departments": "department"}
    return [u["id"] for u in units if "all" in to or u["id"] in to or u["kind"] in [kinds.get(name) for name in to]]


def count_row(office: Office, section: int, code: str) -> dict[str, int]:
    """What became of one task: how many units lead it, reported, gave which status, gave none, sent nothing."""
    found: Counter[str] = Counter()
    for unit in asked_units(office, section):
        found["asked"] += 1
        if unit not in office.sent:
            found["missing"] += 1
            continue
        answers = {**office.sent[unit].answers, **office.sent[unit].misfits}
        row = {key for key in answers if key.startswith(f"{code}/") and key.count("/") == 1}
        found["answered"] += any(key in office.sent[unit].answers for key in row) or f"{code}/status" in row
        status = office.sent[unit].answers.get(f"{code}/status", "")
        found[status or "silent"] += 1
    return found


def test_every_count_of_the_annex_of_tasks_is_that_of_the_answers(made: Made) -> None:
    expected = []
    for section, code, text, _targets in items(made.office):
        one = count_row(made.office, section, code)
        units = asked_units(made.office, section)
        asked = sum(unit in ASKED for unit in units)
        words = str(len(units)) + ("" if not asked else " (đề nghị)" if asked == len(units) else f" (đề nghị {asked})")
        counts = (one["answered"], *(one[status] for status in STATUS_ORDER), one["silent"], one["missing"])
        expected += [[f"Mục {code}. {text}"], ["", words, *map(str, counts)]]
    found = [
        row[:1] if len(set(row)) == 1 else row
        for row in docx_text.rows(made.report.docx, "Nhiệm vụ, đơn vị phối hợp")[1:]
    ]
    headings = {section["heading"] for section in made.office.data["parts"][0]["assignments"]}
    assert [row for row in found if row[0] not in headings] == expected


def test_sentence_on_progress_adds_up_all_tasks(made: Made) -> None:
    rows = [count_row(made.office, section, code) for section, code, _text, _targets in items(made.office)]
    asked = sum(one["asked"] for one in rows)
    sentence = next(one for one in made.paragraphs if one.startswith(f"{len(rows)} nhiệm vụ được theo dõi thành "))
    assert numbers(sentence)[:2] == [len(rows), asked]
    for status in STATUSES:
        count = sum(one[status] for one in rows)
        told = re.search(rf"([\d.]+) \(([\d,]+)%\) {status.lower()}", sentence)
        assert (told is None) == (count == 0)
        if told:
            share = Fraction(told[2].replace(",", "."))
            assert (number(told[1]), abs(share - Fraction(count * 100, asked)) <= Fraction(1, 200)) == (count, True)
    missing = sum(one["missing"] for one in rows)
    assert f"{written(missing)} chưa có báo cáo" in sentence or not missing


def test_every_target_is_added_up_from_the_answers(made: Made) -> None:
    table = docx_text.rows(made.report.docx, "Tử số")[1:]
    found = {row[0]: table[n + 1] for n, row in enumerate(table) if row[0].startswith("Mục ")}
    expected = {}
    for section, code, _text, targets in items(made.office):
        for place, target in enumerate(targets, 1):
            key = f"Mục {code}, chỉ tiêu {place}: {target['of']} ({target['raw']})"
            expected[key] = target_row(made.office, section, f"{code}/{place}", target)
    assert {key: row[:4] for key, row in found.items()} == expected


def target_row(office: Office, section: int, row: str, target: dict[str, object]) -> list[str]:
    """Numerator, denominator, what was reached of how many units, and what that is beside the target."""
    units, above, below, counted = asked_units(office, section), 0, 0, 0
    is_share = target.get("unit", "%") == "%"
    for unit in units:
        given = office.sent[unit].answers if unit in office.sent else {}
        if is_share and f"{row}/numerator" in given and f"{row}/denominator" in given:
            above, below = above + int(given[f"{row}/numerator"]), below + int(given[f"{row}/denominator"])
            counted += 1
        if not is_share and f"{row}/value" in given:
            above, counted = above + int(given[f"{row}/value"]), counted + 1
    if target["raw"] == "đạt trên 100%":
        verdict = "không so được (mức giao quá 100%, mà tỷ lệ không vượt quá 100%)"
    elif not is_share and len(units) > 1:
        verdict = "không so được (kế hoạch không nói rõ mức giao là của từng đơn vị hay của tất cả)"
    elif not counted:
        verdict = ""
    else:
        reached = Fraction(above * 100, below) if is_share else above
        verdict = "đạt" if reached >= int(str(target["value"])) else "chưa đạt"
    if not counted:
        return ["", "", "chưa có số liệu", verdict]
    reached_words = f"{percent(above, below)}%" if is_share else written(above)
    sums = [written(above), written(below) if is_share else ""]
    return [*sums, f"{reached_words} ({counted}/{len(units)} đơn vị)", verdict]


def test_who_sent_nothing_has_a_line_each_and_who_sent_has_the_day(made: Made) -> None:
    tables = [
        [[" ".join(cell.text.split()) for cell in row.cells] for row in table.rows]
        for table in docx_text.open_docx(made.report.docx).tables
    ]
    units = [one["id"] for one in made.office.data["units"] if one["id"] != "huyen"]
    silent = [unit for unit in units if unit not in made.office.sent]
    lines = next((rows[1:] for rows in tables if rows[0][1] == "Đơn vị chưa có báo cáo"), [])
    assert [(row[0], row[1][-2:].strip()) for row in lines] == [
        (str(n), full_name(made.office, unit)[-2:].strip()) for n, unit in enumerate(silent, 1)
    ]
    sent = next((rows[1:] for rows in tables if rows[0][1] == "Đơn vị đã gửi"), [])
    days = [f"{made.office.sent[unit].day:%d/%m/%Y}" for unit in units if unit in made.office.sent]
    assert [row[3] for row in sent] == days
    late = [made.office.sent[unit].day > DUE for unit in units if unit in made.office.sent]
    assert ["Gửi muộn" in row[4] for row in sent] == late


def full_name(office: Office, unit: str) -> str:
    return str(next(one["name"] for one in office.data["units"] if one["id"] == unit))


def test_what_does_not_count_is_listed_answer_by_answer(made: Made) -> None:
    misfits = sum(len(one.misfits) for one in made.office.sent.values())
    assert max(len(docx_text.rows(made.report.docx, "Đơn vị, tệp")) - 1, 0) == misfits


# ---- comments ---------------------------------------------------------------------------

COMMENTED = re.compile(r"⟦([^|⟧]*)\|([^⟧]*)⟧")


def commented(made: Made) -> list[tuple[str, str]]:
    """Every figure with what its comment says."""
    comments = read_comment_texts(made.report.docx)
    document = docx_text.open_docx(made.report.docx)
    paragraphs = [
        *(block for block in document.iter_inner_content() if isinstance(block, Paragraph)),
        *(p for table in document.tables for row in table.rows for cell in row.cells for p in cell.paragraphs),
    ]
    return [found for one in paragraphs for found in COMMENTED.findall(commented_text(one, comments))]


def test_every_comment_names_as_many_cells_as_its_figure_says(made: Made) -> None:
    found = commented(made)
    assert len(found) == made.report.comments
    lists = 0
    for figure, source in found:
        told = re.match(r"(?:[^:–]*(?::| –) )(.*?)\. Bảng tính, trang (?:Đơn vị|Tổng hợp|Chi tiết)", source)
        if (
            not told
            or not re.match(r"[\d.]+", figure)
            or source.startswith(("Tử số", "Kết quả", "Thấp", "Các ý", "mục"))
        ):
            continue
        lists += 1
        assert count_listed(told[1]) == number(figure.split("/")[0].split(" ")[0]), (figure, source)
    assert lists > 20


def count_listed(words: str) -> int:
    """How many a comment lists: units or places with units, and how many more."""
    if words == "không có":
        return 0
    more = re.search(r"; và (\d+) (?:đơn vị|ô|nhiệm vụ|nội dung|tệp) khác$", words)
    entries = words[: more.start()].split("; ") if more else words.split("; ")
    listed = sum(one.count(", ") + 1 - one.partition(": ")[0].count(", ") if ": " in one else 1 for one in entries)
    return listed + (int(more[1]) if more else 0)


def test_sum_of_a_target_is_that_of_the_figures_in_its_comment(made: Made) -> None:
    sums = [(figure, source) for figure, source in commented(made) if source.startswith("Tử số/mẫu số ở ")]
    for _figure, source in sums:
        parts, total = re.fullmatch(r"Tử số/mẫu số ở .*?: (.*)\. Cộng: (\S+) = .*", source).groups()
        pairs = [tuple(map(number, one.rpartition(" ")[2].split("/"))) for one in parts.split("; ") if "/" in one]
        above, below = map(number, total.split("/"))
        if "và" in parts.rpartition("; ")[2]:
            assert sum(a for a, _b in pairs) <= above
        else:
            assert (sum(a for a, _b in pairs), sum(b for _a, b in pairs)) == (above, below)


def test_every_number_of_the_draft_is_quoted_named_or_has_a_comment(made: Made) -> None:
    """What is left without comments, quotations, names, places and the plan's own words has no figure."""
    comments = read_comment_texts(made.report.docx)
    begin = False
    bare = []
    for block in docx_text.open_docx(made.report.docx).iter_inner_content():
        if not isinstance(block, Paragraph):
            continue
        words = " ".join(commented_text(block, comments).split())
        begin = begin or words.startswith("I. CÔNG TÁC")
        if words.startswith("Trên đây là báo cáo"):
            break
        if begin and "Heading" not in (block.style.name or "") and not block.style.name.startswith("Đề mục"):
            bare += re.findall(r"\d[\d.,]*", without_known(words, made.office))
    assert bare == []


def without_known(words: str, office: Office) -> str:
    words = re.sub(r"⟦[^⟧]*⟧", "", words)
    words = re.sub(r"“[^”]*”", "", words)
    words = words.replace("(mức giao quá 100%, mà tỷ lệ không vượt quá 100%)", "")
    words = re.sub(r"ngày \d+ tháng \d+ năm \d+", "", words)
    for one in office.data["units"]:
        words = words.replace(str(one["name"]), "")
    words = re.sub(r"mục \d+\.\d+(?:, chỉ tiêu \d+)?", "", words)
    words = re.sub(r"[Cc]hỉ tiêu thứ \d+|Nhóm nhiệm vụ \d+|^\d+\. |thi đua số [\d.]+", "", words)
    # Of what a target asks, and what lies of a task's words before it is cut.
    return re.sub(r"số (?:hộ|thôn|vụ việc)[^:(;]*", "", words, flags=re.IGNORECASE)


def numbers(words: str) -> list[int]:
    return [number(one) for one in re.findall(r"\d[\d.]*", words)]


def number(words: str) -> int:
    return int(words.replace(".", "").partition(",")[0])


def written(one: int) -> str:
    return f"{one:,}".replace(",", ".")


def percent(above: int, below: int) -> str:
    cents = (above * 20000 + below) // (2 * below)
    whole, rest = divmod(cents, 100)
    return f"{whole}" + (f",{rest:02}".rstrip("0") if rest else "")

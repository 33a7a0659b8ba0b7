"""The embedded PDF engine: text stays text, heights and gaps are Word's, whatever it does not know it names."""

import io
import subprocess
import sys
import threading
import unicodedata
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdfium2 import raw

from gen.errors import EngineError
from gen.ooxml import read_document
from gen.ooxml.wording import unsupported_in_part
from gen.pdf import ConversionJob, ConversionOutcome
from gen.pdf.embedded import Embedded
from gen.pdf.embedded.document import render_document
from gen.pdf.faces import font_book, require_font_book
from tests.support import set_pages
from tests.support.word_parts import paragraph, small_docx

LINE = 14 * (1825 + 87 + 443) / 2048
"""A line of single spacing at 14 points, by the font's table hhea."""
SIZE = '<w:sz w:val="28"/>'
PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1000" w:bottom="1000" w:left="1000" w:right="1000" w:header="500" w:footer="500"/></w:sectPr>'
)


def text(words: str, properties: str = "", look: str = "") -> str:
    return paragraph(words, properties, SIZE + look)


def made(body: str, **parts: object) -> bytes:
    """The PDF of a small document."""
    found = render_document(read_document(small_docx(body, **parts)), require_font_book())  # type: ignore[arg-type]
    assert found.unsupported == ()
    return found.pdf


def refused(body: str, **parts: object) -> tuple[str, ...]:
    found = render_document(read_document(small_docx(body, **parts)), require_font_book())  # type: ignore[arg-type]
    return tuple(map(unsupported_in_part, found.unsupported))


def letters(data: bytes) -> list[tuple[int, str, float, float]]:
    """Page, letter and origin (from the left and from the top) of every letter that is not white."""
    return [(found.page, found.letter, found.x, found.y) for found in set_pages.letters(data)]


def place(data: bytes, letter: str) -> tuple[float, float]:
    """Where the first `letter` stands."""
    return next((x, y) for _page, found, x, y in letters(data) if found == letter)


def pages(data: bytes) -> int:
    return len(set_pages.pages(data))


def shown(data: bytes) -> str:
    return unicodedata.normalize("NFC", "".join(letter for _page, letter, _x, _y in letters(data)))


MARKUP = [
    '#import "/etc/passwd"',
    "$x$ *a* _b_ `c`",
    "\\u{41} \\",
    '"; panic("x',
    "// /* */",
    "@ref <label>",
    "= h",
    "#{1+1}",
]


@pytest.mark.parametrize("typed", MARKUP)
def test_what_looks_like_markup_comes_out_as_typed(typed: str) -> None:
    escaped = typed.replace("&", "&amp;").replace("<", "&lt;")
    assert shown(made(text(escaped))) == "".join(typed.split())


ALPHABET = st.characters(codec="latin-1", categories=("L", "N", "P", "S")) | st.sampled_from("ẳỗợửặđĐ…–“”")


@settings(max_examples=60, deadline=None)
@given(st.text(ALPHABET, min_size=1, max_size=40))
def test_every_text_comes_out_or_is_refused_by_its_letter(typed: str) -> None:
    escaped = typed.replace("&", "&amp;").replace("<", "&lt;")
    found = render_document(read_document(small_docx(text(escaped))), require_font_book())
    if found.unsupported:
        assert any(f'"{letter}"' in unsupported_in_part(found.unsupported[0]) for letter in typed)
    else:
        wanted = "".join(unicodedata.normalize("NFC", typed).replace("\xad", "").split())
        assert shown(found.pdf) == wanted


def test_a_letter_that_the_font_lacks_is_named_with_its_code() -> None:
    assert "U+1F600" in refused(text("\U0001f600"))[0]


def test_a_font_that_is_not_here_is_named() -> None:
    assert "Nonesuch" in refused(text("a", "", '<w:rFonts w:ascii="Nonesuch"/>'))[0]


def test_a_stranger_is_named_with_its_part() -> None:
    assert refused("<w:p><w:r><w:footnoteReference/></w:r></w:p>") == ("footnote in word/document.xml",)


@pytest.mark.parametrize(
    ("spacing", "height"),
    [
        ("", LINE),
        ('<w:spacing w:line="360" w:lineRule="auto"/>', LINE * 1.5),
        ('<w:spacing w:line="600" w:lineRule="exact"/>', 30),
        ('<w:spacing w:line="200" w:lineRule="exact"/>', 10),
        ('<w:spacing w:line="600" w:lineRule="atLeast"/>', 30),
        ('<w:spacing w:line="200" w:lineRule="atLeast"/>', LINE),
    ],
)
def test_lines_stand_as_far_apart_as_their_rule_says(spacing: str, height: float) -> None:
    run = f"<w:r><w:rPr>{SIZE}</w:rPr><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>"
    data = made(f"<w:p><w:pPr>{spacing}</w:pPr>{run}</w:p>")
    assert place(data, "b")[1] - place(data, "a")[1] == pytest.approx(height, abs=0.05)


@pytest.mark.parametrize(
    ("first", "second", "gap"),
    [
        ('<w:spacing w:after="200"/>', '<w:spacing w:before="120"/>', 10),
        ('<w:spacing w:after="120"/>', '<w:spacing w:before="200"/>', 10),
        ('<w:spacing w:after="200"/><w:contextualSpacing/>', "", 0),
        ('<w:spacing w:line="480" w:lineRule="auto"/>', "", LINE),
    ],
)
def test_the_gap_between_paragraphs_is_the_larger_one(first: str, second: str, gap: float) -> None:
    data = made(text("a", first) + text("b", second))
    assert place(data, "b")[1] - place(data, "a")[1] == pytest.approx(LINE + gap, abs=0.05)


def test_a_gap_falls_away_at_the_top_of_a_page_but_not_of_the_first() -> None:
    spaced = '<w:spacing w:before="400"/>'
    data = made(text("a", spaced) + text("x") * 60 + text("b", spaced) * 3 + PAGE)
    top = 50 + 14 * (1825 + 87) / 2048
    assert place(data, "a")[1] == pytest.approx(top + 20, abs=0.05)
    tops = {page: min(y for n, _l, _x, y in letters(data) if n == page) for page in range(1, pages(data))}
    assert set(map(round, tops.values())) == {round(top)}


def test_indents_of_the_first_line_and_of_the_others() -> None:
    line = "x" * 60
    data = made(text(f"a{line} b{line}", '<w:ind w:left="720" w:firstLine="360"/>') + PAGE)
    assert place(data, "a")[0] == pytest.approx(50 + 36 + 18, abs=0.1)
    assert place(data, "b")[0] == pytest.approx(50 + 36, abs=0.1)


@pytest.mark.parametrize(
    ("stop", "x"),
    [
        ('<w:tab w:val="left" w:pos="2000"/>', lambda wide: 150),
        ('<w:tab w:val="right" w:pos="4000"/>', lambda wide: 250 - wide),
        ('<w:tab w:val="center" w:pos="4000"/>', lambda wide: 250 - wide / 2),
        ("", lambda wide: 50 + 36),
    ],
)
def test_a_tab_ends_at_its_stop(stop: str, x) -> None:
    run = f"<w:r><w:rPr>{SIZE}</w:rPr><w:t>a</w:t><w:tab/><w:t>bbb</w:t></w:r>"
    body = f"<w:p><w:pPr><w:tabs>{stop}</w:tabs></w:pPr>{run}</w:p>"
    wide = font_book().face(font_book().times, False, False).width("bbb") * 14
    assert place(made(body + PAGE), "b")[0] == pytest.approx(x(wide), abs=0.1)


def table(rows: str, grid: tuple[int, ...] = (4000, 4000)) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return f"<w:tbl><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    inner = "".join(f"<w:tc>{cell}</w:tc>" for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def test_columns_stand_where_the_grid_puts_them() -> None:
    data = made(table(row(text("a"), text("b"))) + PAGE)
    assert place(data, "b")[0] - place(data, "a")[0] == pytest.approx(200, abs=0.05)


def test_a_row_is_as_high_as_it_asks() -> None:
    high = row(text("a"), text("b"), properties='<w:trHeight w:val="1200" w:hRule="atLeast"/>')
    data = made(table(high + row(text("c"), text("d"))))
    assert place(data, "c")[1] - place(data, "a")[1] == pytest.approx(60, abs=0.1)


def test_a_header_row_comes_again_on_each_page() -> None:
    head = row(text("H"), text("b"), properties="<w:tblHeader/>")
    data = made(table(head + row(text("x"), text("y")) * 100))
    assert [page for page, letter, _x, _y in letters(data) if letter == "H"] == list(range(pages(data)))


def test_a_row_that_may_not_break_moves_as_a_whole() -> None:
    whole = row(text("a") * 20, text("b"), properties="<w:cantSplit/>")
    data = made(text("x") * 35 + table(whole) + PAGE)
    assert {page for page, letter, _x, _y in letters(data) if letter in "ab"} == {1}


BIG = text("a") * 200


@pytest.mark.parametrize(
    "body",
    [
        table(row(BIG, text("b"), properties="<w:cantSplit/>")),
        table(row(BIG, text("b"), properties="<w:tblHeader/>") + row(text("c"), text("d"))),
        text("word " * 6000, "<w:keepLines/>"),
        table(row(text("a", "<w:keepNext/>") * 30, text("b")) * 6),
    ],
    ids=["row", "header row", "paragraph", "rows kept together"],
)
def test_nothing_is_set_beyond_the_edge_of_the_page(body: str) -> None:
    found = letters(made(body + PAGE))
    assert max(y for _page, _letter, _x, y in found) < 842 - 50


def test_cells_that_are_merged_take_the_room_of_all() -> None:
    merged = "<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>" + text("m " * 60) + "</w:tc>"
    data = made(table(f"<w:tr>{merged}</w:tr>" + row(text("a"), text("b"))) + PAGE)
    assert max(x for _page, letter, x, _y in letters(data) if letter == "m") > place(data, "b")[0] + 100


def test_page_number_from_the_second_page_on() -> None:
    header = {"hdr1": f'<w:p><w:fldSimple w:instr="PAGE"><w:r><w:rPr>{SIZE}</w:rPr></w:r></w:fldSimple></w:p>'}
    reference = '<w:headerReference w:type="default" r:id="hdr1"/><w:titlePg/>'
    data = made(text("x") * 120 + PAGE.replace("</w:sectPr>", f"{reference}</w:sectPr>"), headers=header)
    assert [(page, letter) for page, letter, _x, _y in letters(data) if letter.isdigit()] == [(1, "2"), (2, "3")]


def test_a_picture_has_its_size() -> None:
    png = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(png, "PNG")
    drawing = (
        '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="1270000" cy="2540000"/><a:blip r:embed="p1"/></wp:inline>'
        "</w:drawing></w:r></w:p>"
    )
    document = pypdfium2.PdfDocument(made(drawing + PAGE, media={"p1": png.getvalue()}))
    [picture] = document[0].get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])
    left, bottom, right, top = picture.get_bounds()
    assert (right - left, top - bottom) == pytest.approx((100, 200), abs=0.1)


def test_a_landscape_section_follows_a_portrait_one() -> None:
    portrait = f"<w:p><w:pPr>{PAGE}</w:pPr></w:p>"
    landscape = PAGE.replace('w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906"')
    document = pypdfium2.PdfDocument(made(text("a") + portrait + text("b") + landscape))
    assert [tuple(map(round, page.get_size())) for page in document] == [(595, 842), (842, 595)]


def word_files(folder: Path, count: int) -> list[ConversionJob]:
    folder.mkdir(parents=True, exist_ok=True)
    jobs = []
    for number in range(count):
        source = folder / f"{number}.docx"
        source.write_bytes(small_docx(text(f"số{number:03}") + text("x" * 50) * 40))
        jobs.append(ConversionJob(source, folder / "pdf" / f"{number}.pdf"))
    return jobs


def test_a_bad_file_is_named_and_the_others_made(tmp_path: Path) -> None:
    jobs = word_files(tmp_path, 3)
    jobs[1].source.write_bytes(b"PK\x03\x04 not a Word file")
    jobs.append(ConversionJob(tmp_path / "absent.docx", tmp_path / "absent.pdf"))
    found = Embedded().convert(jobs, workers=1)
    assert [outcome.job for outcome in found] == jobs
    assert [outcome.error.code if outcome.error else "" for outcome in found] == ["", "PDF-003", "", "PDF-003"]
    assert not jobs[1].target.exists()


def test_outcomes_come_in_order_and_are_told_in_the_callers_thread(tmp_path: Path) -> None:
    jobs = word_files(tmp_path, 25)
    told: list[tuple[int, ConversionOutcome]] = []
    found = Embedded().convert(jobs, 2, lambda outcome: told.append((threading.get_ident(), outcome)))
    assert found == [ConversionOutcome(job) for job in jobs]
    assert {thread for thread, _outcome in told} == {threading.get_ident()}
    assert len(told) == len(jobs)
    assert all(f"số{number:03}" in shown(job.target.read_bytes()) for number, job in enumerate(jobs))


def test_the_same_bytes_in_one_process_and_in_several(tmp_path: Path) -> None:
    one, several = word_files(tmp_path / "a", 14), word_files(tmp_path / "b", 14)
    Embedded().convert(one, workers=1)
    Embedded().convert(list(reversed(several)), workers=2)
    assert [job.target.read_bytes() for job in one] == [job.target.read_bytes() for job in several]


KILLED = """
import os, signal, subprocess, sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from tests.pdf.test_embedded import word_files
from gen.pdf.embedded import Embedded

def workers():
    said = subprocess.run(["ps", "-o", "pid=,ppid=,comm=", "-A"], capture_output=True, text=True).stdout
    rows = [line.split(None, 2) for line in said.splitlines()]
    parents = {{int(pid): int(parent) for pid, parent, name in rows if name.startswith("python")}}
    known = {{os.getpid()}}
    while new := {{pid for pid in parents if parents[pid] in known and pid not in known}}:
        known |= new
    return known - {{os.getpid()}}

def kill(outcome):
    if not killed:
        killed.append(max(workers()))
        os.kill(killed[0], signal.SIGKILL)

if __name__ == "__main__":
    killed = []
    jobs = word_files(Path({folder!r}), 60)
    found = Embedded().convert(jobs, 2, kill)
    assert killed and [o.job for o in found] == jobs and not any(o.error for o in found), found
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills a process by signal")
def test_a_process_killed_in_the_middle_costs_no_document(tmp_path: Path) -> None:
    script = tmp_path / "killed.py"
    script.write_text(KILLED.format(tests=str(Path(__file__).parents[2]), folder=str(tmp_path / "files")))
    ended = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode == 0, ended.stderr
    for number in range(60):
        assert f"số{number:03}" in shown((tmp_path / "files" / "pdf" / f"{number}.pdf").read_bytes())
    made = sorted(path.name for path in (tmp_path / "files" / "pdf").iterdir())
    assert made == sorted(f"{n}.pdf" for n in range(60))


def test_without_a_font_that_will_do_nothing_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEN_FONT", "Nonesuch")
    jobs = word_files(tmp_path, 1)
    assert not Embedded().probe().present
    with pytest.raises(EngineError) as error:
        Embedded().convert(jobs)
    assert error.value.diagnostics[0].code == "PDF-005"
    assert "Nonesuch" in error.value.diagnostics[0].hint
    assert not jobs[0].target.exists()


def test_a_stand_in_keeps_the_line_height_of_times(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEN_FONT", "TeX Gyre Termes")
    if not font_book().times:
        pytest.skip("not installed here: the package rinoh-typeface-texgyretermes (make setup)")
    data = made(text("ỡ") + text("ữ"))
    assert place(data, "ữ")[1] - place(data, "ỡ")[1] == pytest.approx(LINE, abs=0.05)

"""HTML sheets through the embedded engine: every word, in its column and look; archival; refused by name."""

import random
import re
from collections import Counter
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gen.ooxml.model import Break, RunFormat, Text
from gen.pdf import Job
from gen.pdf.faces import ready_book
from gen.pdf.html import EmbeddedSheets, reading
from gen.pdf.html.looks import Look
from gen.pdf.html.text import inlines
from gen.pdf.pdfa import examine

UNSEEN = "\u200b\u2060\ufeff"
PLAIN = "body { margin: 0; font: 16pt/20pt 'Times New Roman' } p { margin: 0 } td, th { border: 1px solid #000 }"
ROW_STAYS = PLAIN + " tr { page-break-inside: avoid }"


def html(body: str, style: str = PLAIN) -> str:
    head = f'<meta charset="utf-8"><title>Danh mục</title><style>{style}</style>'
    return f'<!DOCTYPE html><html lang="vi"><head>{head}</head><body>{body}</body></html>'


def job_of(folder: Path, content: str | bytes, name: str = "sheet") -> Job:
    source = folder / f"{name}.html"
    source.write_bytes(content.encode() if isinstance(content, str) else content)
    return Job(source, folder / "out" / f"{name}.pdf")


def set_sheet(folder: Path, body: str, style: str = PLAIN) -> Path:
    [outcome] = EmbeddedSheets().convert([job := job_of(folder, html(body, style))])
    assert outcome.error is None
    return job.target


def refusal(folder: Path, content: str | bytes) -> str:
    """Code and message of the error with which a sheet is refused; nothing is written then."""
    [outcome] = EmbeddedSheets().convert([job := job_of(folder, content)])
    assert outcome.error is not None
    assert not job.target.exists()
    return f"{outcome.error.code} {outcome.error.message}"


def pages_of(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range().replace("\ufffe", "-") for page in document]


def boxes(path: Path, words: str, page: int = 0) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right and top of each place where the page says `words`."""
    with pypdfium2.PdfDocument(path) as document:
        text = document[page].get_textpage()
        found = text.search(words)
        ends = [(start, start + count - 1) for start, count in iter(found.get_next, None)]
        first, last = ([text.get_charbox(place[n]) for place in ends] for n in (0, 1))
        return [(a[0], a[1], b[2], b[3]) for a, b in zip(first, last, strict=True)]


def table(rows: str, columns: str = "<col><col>", head: str = "") -> str:
    return f"<table><colgroup>{columns}</colgroup>{head}<tbody>{rows}</tbody></table>"


def many_rows(count: int) -> str:
    return "".join(f"<tr><td>{n}</td><td>dòng {n}</td></tr>" for n in range(count))


def test_text_comes_out_as_typed(tmp_path: Path) -> None:
    odd = '#import "x": y $x^2$ *đậm* _a_ `mã` @tên <b> // không phải chú thích \\ & "“”" [c] {d} = e'
    escaped = odd.replace("&", "&amp;").replace("<", "&lt;")
    assert odd in " ".join(pages_of(set_sheet(tmp_path, f"<p>{escaped}</p>"))[0].split())


def test_white_space_runs_into_one_and_hard_spaces_stay(tmp_path: Path) -> None:
    [text] = pages_of(set_sheet(tmp_path, "<p>  một \n\t hai<b> ba </b> bốn số\u00a0\u00a0/KH </p>"))
    assert text.strip() == "một hai ba bốn số\u00a0\u00a0/KH"


def test_preserved_white_space_keeps_its_lines_and_its_width(tmp_path: Path) -> None:
    path = set_sheet(tmp_path, '<p>một hai</p><p style="white-space: pre-wrap">một     hai\nba</p>')
    assert pages_of(path)[0].split() == ["một", "hai", "một", "hai", "ba"]
    narrow, wide = (right[0] - left[2] for left, right in zip(boxes(path, "một"), boxes(path, "hai"), strict=True))
    assert wide == pytest.approx(5 * narrow, rel=0.25)


def test_text_between_blocks_is_kept(tmp_path: Path) -> None:
    [text] = pages_of(set_sheet(tmp_path, "đầu<p>giữa</p><div>trong <i>khối</i><p>sâu</p>cuối</div>hết"))
    assert text.split() == ["đầu", "giữa", "trong", "khối", "sâu", "cuối", "hết"]


def test_head_of_a_table_comes_again_on_every_page(tmp_path: Path) -> None:
    head = "<thead><tr><th>TT</th><th>Đơn vị nhận</th></tr></thead>"
    pages = pages_of(set_sheet(tmp_path, table(many_rows(120), head=head)))
    assert len(pages) > 2
    assert [page.count("Đơn vị nhận") for page in pages] == [1] * len(pages)
    assert re.findall(r"dòng (\d+)", "".join(pages)) == [str(n) for n in range(120)]


def test_row_that_is_not_to_be_torn_stands_on_one_page(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>a{n} " + "<br>".join("xyzuvw") + f" z{n}</td><td></td></tr>" for n in range(30))
    pages = pages_of(set_sheet(tmp_path, table(rows), ROW_STAYS))
    assert len(pages) > 2
    for n in range(30):
        [page] = [page for page in pages if f"a{n} " in page]
        assert re.search(rf"z{n}\b", page)


def test_columns_are_as_wide_as_they_say(tmp_path: Path) -> None:
    columns = '<col style="width: 10%"><col style="width: 60%"><col style="width: 30%">'
    path = set_sheet(tmp_path, table("<tr><td>một</td><td>hai</td><td>ba</td></tr>", columns), PLAIN + "td{padding:0}")
    lefts = [boxes(path, word)[0][0] for word in ("một", "hai", "ba")]
    room = (210 - 30 - 15) * 72 / 25.4
    assert [round((left - lefts[0]) / room, 2) for left in lefts] == [0, 0.1, 0.7]


def test_columns_that_do_not_say_share_what_is_left(tmp_path: Path) -> None:
    columns = '<col style="width: 50%"><col><col>'
    path = set_sheet(tmp_path, table("<tr><td>một</td><td>hai</td><td>ba</td></tr>", columns), PLAIN + "td{padding:0}")
    lefts = [boxes(path, word)[0][0] for word in ("một", "hai", "ba")]
    assert (lefts[2] - lefts[1]) * 2 == pytest.approx(lefts[1] - lefts[0], abs=1.5)


def test_cell_over_several_rows_and_columns_keeps_the_others_in_place(tmp_path: Path) -> None:
    rows = (
        '<tr><td rowspan="2">cao</td><td colspan="2">rộng</td></tr><tr><td>giữa</td><td>phải</td></tr>'
        "<tr><td>một</td><td>hai</td><td>ba</td></tr>"
    )
    path = set_sheet(tmp_path, table(rows, "<col><col><col>"))
    left = {word: boxes(path, word)[0][0] for word in ("cao", "rộng", "giữa", "phải", "một", "hai", "ba")}
    assert left["cao"] == pytest.approx(left["một"], abs=1)
    assert left["rộng"] == pytest.approx(left["giữa"], abs=1)
    assert left["giữa"] == pytest.approx(left["hai"], abs=1)
    assert left["phải"] == pytest.approx(left["ba"], abs=1)


def test_cell_reaches_no_farther_than_its_part_of_the_table(tmp_path: Path) -> None:
    rows = '<tr><td rowspan="9">một</td><td>hai</td></tr></tbody><tbody><tr><td>ba</td><td>bốn</td></tr>'
    path = set_sheet(tmp_path, table(rows))
    assert boxes(path, "ba")[0][0] == pytest.approx(boxes(path, "một")[0][0], abs=1)


@pytest.mark.parametrize(("align", "place"), [("left", 0.0), ("center", 0.5), ("right", 1.0)])
def test_text_is_aligned(align: str, place: float, tmp_path: Path) -> None:
    [(left, _bottom, right, _top)] = boxes(set_sheet(tmp_path, f'<p style="text-align: {align}">giữa</p>'), "giữa")
    room = (165 * 72 / 25.4) - (right - left)
    assert (left - 30 * 72 / 25.4) / room == pytest.approx(place, abs=0.01)


def test_bold_and_italic_are_set_in_their_own_faces(tmp_path: Path) -> None:
    path = set_sheet(tmp_path, "<p>thường <b>đậm</b> <i>nghiêng</i> <b><i>cả hai</i></b></p><h2>đầu đề</h2>")
    with pikepdf.open(path) as pdf:
        names = sorted(str(font.BaseFont).partition("+")[2] for font in pdf.pages[0].Resources.Font.values())
    assert len(names) == 4
    assert [sum(part in name for name in names) for part in ("Bold", "Italic", "BoldItalic")] == [2, 2, 1]


def test_point_of_a_sheet_is_three_quarters_of_one_on_paper(tmp_path: Path) -> None:
    path = set_sheet(tmp_path, "<p>trên</p><p>dưới</p>")
    tops = [boxes(path, word)[0][1] for word in ("trên", "dưới")]
    assert tops[0] - tops[1] == pytest.approx(20 * 0.75, abs=0.6)


def test_heading_stands_on_the_page_of_what_follows(tmp_path: Path) -> None:
    lines = "".join(f"<p>dòng {n}</p>" for n in range(60))
    style = PLAIN + " h2 { margin: 0; font-size: 16pt; page-break-after: avoid }"
    count = len(re.findall(r"dòng \d+", pages_of(set_sheet(tmp_path, lines))[0]))
    before, after = "".join(f"<p>dòng {n}</p>" for n in range(count - 1)), "<p>sau đầu đề</p>"
    pages = pages_of(set_sheet(tmp_path, f"{before}<h2>đầu đề</h2>{after}", style))
    assert ["đầu đề" in page for page in pages] == [False, True]


def test_row_that_heads_others_stands_on_the_page_of_the_next(tmp_path: Path) -> None:
    count = len(re.findall(r"dòng \d+", pages_of(set_sheet(tmp_path, table(many_rows(100)), ROW_STAYS))[0]))
    heading = '<tr class="head"><td colspan="2">tiêu đề</td></tr>'
    rows = many_rows(count - 1) + heading + "<tr><td>x</td><td>sau tiêu đề</td></tr>"
    style = ROW_STAYS + " tr.head { page-break-after: avoid }"
    assert ["tiêu đề" in page for page in pages_of(set_sheet(tmp_path, table(rows), ROW_STAYS))] == [True, True]
    assert ["tiêu đề" in page for page in pages_of(set_sheet(tmp_path, table(rows), style))] == [False, True]


def test_comments_are_not_shown(tmp_path: Path) -> None:
    [text] = pages_of(set_sheet(tmp_path, "<p>mo<!-- <script>x</script> -->t</p><?php echo 1 ?>"))
    assert text.strip() == "mot"


def test_page_breaks_where_it_is_told_to_and_only_there(tmp_path: Path) -> None:
    body = "".join(f'<div class="sheet"><p>trang {n}</p></div>' for n in range(3))
    pages = pages_of(set_sheet(tmp_path, body, PLAIN + ".sheet { page-break-before: always }"))
    assert [page.strip() for page in pages] == ["trang 0", "trang 1", "trang 2"]


def test_page_is_as_the_sheet_says(tmp_path: Path) -> None:
    path = set_sheet(tmp_path, "<p>ngang</p>", PLAIN + "@page { size: A4 landscape; margin: 10mm }")
    with pypdfium2.PdfDocument(path) as document:
        assert tuple(map(round, document[0].get_size())) == (842, 595)
    assert boxes(path, "ngang")[0][0] == pytest.approx(10 * 72 / 25.4, abs=1)


def test_word_wider_than_its_column_is_broken_within_it(tmp_path: Path) -> None:
    columns = '<col style="width: 20%"><col style="width: 80%">'
    path = set_sheet(tmp_path, table(f"<tr><td>{'W' * 60}</td><td>bên cạnh</td></tr>", columns))
    [(beside, _b, _r, _t)] = boxes(path, "bên cạnh")
    with pypdfium2.PdfDocument(path) as document:
        text = document[0].get_textpage()
        shown = text.get_text_range()
        wide = [text.get_charbox(n) for n, letter in enumerate(shown) if letter == "W"]
    assert len(wide) == 60
    assert max(box[2] for box in wide) < beside


def test_text_that_is_not_to_wrap_stays_on_one_line(tmp_path: Path) -> None:
    columns = '<col style="width: 4%"><col>'
    path = set_sheet(tmp_path, table('<tr><td style="white-space: nowrap">12,3 K-B</td><td></td></tr>', columns))
    with pypdfium2.PdfDocument(path) as document:
        text = document[0].get_textpage()
        shown = text.get_text_range()
        bottoms = [text.get_charbox(n)[1] for n, letter in enumerate(shown) if letter in "12KB"]
    assert len(bottoms) == 4
    assert max(bottoms) - min(bottoms) < 3


def test_sheet_is_archival_and_says_its_title_language_and_date(tmp_path: Path) -> None:
    dated = html("<p>một</p>" + table("<tr><td>hai</td></tr>", "<col>")).replace(
        "<title>", '<meta name="date" content="2020-11-30"><title>'
    )
    EmbeddedSheets().convert([job := job_of(tmp_path, dated)])
    assert examine(job.target) == ()
    with pikepdf.open(job.target) as pdf:
        packet = pdf.Root.Metadata.read_bytes().decode()
        assert (str(pdf.docinfo.Title), str(pdf.Root.Lang)) == ("Danh mục", "vi-VN")
        assert str(pdf.docinfo.CreationDate) == "D:20201130000000Z"
    assert "<pdfaid:part>2</pdfaid:part>" in packet
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in packet


def test_long_sheet_is_one_document(tmp_path: Path) -> None:
    count = 53
    body = "".join(f'<div class="sheet"><p>trang số {n}</p></div>' for n in range(count))
    path = set_sheet(tmp_path, body, PLAIN + ".sheet { page-break-before: always }")
    assert [page.strip() for page in pages_of(path)] == [f"trang số {n}" for n in range(count)]
    assert {finding.rule for finding in examine(path)} <= {"tagged"}


@pytest.mark.parametrize("pages", [1, 41], ids=["short", "long"])
def test_same_sheet_gives_the_same_bytes(pages: int, tmp_path: Path) -> None:
    body = ('<div class="sheet">' + table(many_rows(5)) + "</div>") * pages
    content = html(body, PLAIN + ".sheet { page-break-before: always }")
    jobs = [job_of(tmp_path, content, name) for name in ("a", "b")]
    assert [outcome.error for outcome in EmbeddedSheets().convert(jobs)] == [None, None]
    assert jobs[0].target.read_bytes() == jobs[1].target.read_bytes()


UNKNOWN = {
    "script": ("<script>alert(1)</script>", "element script"),
    "frame": ('<iframe src="file:///etc/passwd"></iframe>', "element iframe"),
    "picture": ('<p>a</p><img src="http://example.org/a.png">', "element img"),
    "link": ('<p><a href="http://example.org">a</a></p>', "element a"),
    "form": ("<form><p>a</p></form>", "element form"),
    "drawing": ("<svg></svg>", "element svg"),
    "handler": ('<p onclick="x()">a</p>', "attribute onclick of p"),
    "address": ('<table background="http://example.org"><tbody></tbody></table>', "attribute background of table"),
    "text in a table": ("<table>lạc<tbody><tr><td>a</td></tr></tbody></table>", "text in table"),
    "table in a table": ("<table><tbody><tr><td><table></table></td></tr></tbody></table>", "element table in td"),
    "row without its part": ("<table><tr><td>a</td></tr></table>", "element tr in table"),
    "head below": (
        "<table><tbody><tr><td>a</td></tr></tbody><thead><tr><th>b</th></tr></thead></table>",
        "thead after other rows",
    ),
    "too many cells": (
        "<table><colgroup><col></colgroup><tbody><tr><td>a</td><td>b</td></tr></tbody></table>",
        "row of more cells than the table has columns",
    ),
    "too many columns": (
        f"<table><tbody><tr>{'<td></td>' * 41}</tr></tbody></table>",
        "table of more than 40 columns",
    ),
    "column without room": (
        '<table><colgroup><col style="width: 1%"><col></colgroup><tbody><tr><td>a</td><td>b</td></tr></tbody></table>',
        "column too narrow",
    ),
    "countless sorts": ("".join(f'<p class="c{n}">a</p>' for n in range(2100)), "more than 2000 sorts of elements"),
    "style of its own": ('<p style="position: fixed">a</p>', "style position: fixed"),
    "letter without a glyph": ("<p>\U0001f642</p>", "U+1F642"),
    "zero byte": ("<p>a\0b</p>", "U+FFFD"),
}


@pytest.mark.parametrize(("body", "named"), UNKNOWN.values(), ids=UNKNOWN)
def test_what_is_not_known_is_refused_by_name(body: str, named: str, tmp_path: Path) -> None:
    said = refusal(tmp_path, html(body))
    assert said.startswith("PDF-006")
    assert named in said


STYLES = {
    "another medium": ("@media screen { p { color: red } }", "@media screen"),
    "import": ("@import url(http://example.org/a.css);", "style"),
    "address": ("p { background: url(http://example.org/a.png) }", "url("),
    "property": ("p { float: left }", "float: left"),
    "value": ("p { color: rgb(1,2,3) }", "color: rgb(1,2,3)"),
    "selector": ("p > b { color: #000 }", "style rule p > b"),
    "pseudo-class": ("p:first-child { color: #000 }", "style rule p:first-child"),
    "where it does not apply": ("p { padding: 3pt }", "padding-top: 3pt of p"),
    "hidden text": ("p { font-size: 0 }", "font-size: 0"),
    "off the page": ("@page { size: A4; margin: 500mm }", "no room"),
    "beside the page": ("p { margin: 0 900pt }", "no room"),
    "broken off": ("p { color: #000", "breaks off"),
    "too long": ("p { color: #000 } " * 201, "more than 200 rules"),
}


@pytest.mark.parametrize(("style", "named"), STYLES.values(), ids=STYLES)
def test_style_that_is_not_known_is_refused_by_name(style: str, named: str, tmp_path: Path) -> None:
    said = refusal(tmp_path, html("<p>a</p>", style))
    assert said.startswith("PDF-006")
    assert named in said


def test_everything_unknown_is_named_at_once(tmp_path: Path) -> None:
    said = refusal(tmp_path, html("<video></video><canvas></canvas>", "p { float: left; z-index: 1 }"))
    assert [word in said for word in ("video", "canvas", "float: left", "z-index: 1")] == [True] * 4


WHOLE = {
    "nothing": (b"", "is empty"),
    "no words": (html("<p> </p>").encode(), "is empty"),
    "other letters": ("<p>ă</p>".encode("utf-16"), "not in UTF-8"),
    "a byte too few": (html("<p>ă</p>").encode().replace("ă".encode(), b"\xc4"), "not in UTF-8"),
    "end without beginning": (html("<p>a</p></p></i>").encode(), "line 1 of it is not well-formed HTML"),
    "deep": (html("<div>" * 60 + "a" + "</div>" * 60).encode(), "more than 40 deep"),
    "very deep": (html("<div>" * 9000 + "a").encode(), "PDF-003"),
}


@pytest.mark.parametrize(("content", "named"), WHOLE.values(), ids=WHOLE)
def test_what_is_no_whole_sheet_is_refused(content: bytes, named: str, tmp_path: Path) -> None:
    said = refusal(tmp_path, content)
    assert said.startswith("PDF-003")
    assert named in said


def test_sheet_beyond_the_bounds_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST", 20)
    assert "more than 20 elements" in refusal(tmp_path, html("<p>a</p>" * 30))
    monkeypatch.setattr(reading, "LARGEST", 1024 * 1024)
    assert "larger than 1 MB" in refusal(tmp_path, b"a" * (1024 * 1024 + 1))


def test_style_sheet_of_countless_comments_is_read_at_once(tmp_path: Path) -> None:
    assert "breaks off" in refusal(tmp_path, html("<p>a</p>", "/*" * 16_000))


def test_one_bad_sheet_does_not_stop_the_others(tmp_path: Path) -> None:
    contents = (html("<p>một</p>"), html("<video></video>"), html("<p>ba</p>"))
    jobs = [job_of(tmp_path, content, f"s{n}") for n, content in enumerate(contents)]
    jobs.insert(1, Job(tmp_path / "absent.html", tmp_path / "absent.pdf"))
    told = []
    outcomes = EmbeddedSheets().convert(jobs, on_done=told.append)
    assert told == outcomes
    assert [outcome.job for outcome in outcomes] == jobs
    assert [outcome.error.code if outcome.error else "" for outcome in outcomes] == ["", "PDF-003", "PDF-006", ""]
    assert [job.target.exists() for job in jobs] == [True, False, False, True]


def test_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    job = job_of(tmp_path, html("<p>a</p>"))
    job.target.mkdir(parents=True)
    [outcome] = EmbeddedSheets().convert([job])
    assert outcome.error is not None
    assert outcome.error.code == "PDF-004"


def test_damaged_sheets_are_set_or_refused_and_never_crash(tmp_path: Path) -> None:
    whole = html(
        "<p>một <b>hai</b></p>" + table('<tr><td rowspan="2">a</td><td>b</td></tr><tr><td>c</td></tr>')
    ).encode()
    chance = random.Random(4)
    damaged = [whole[: chance.randrange(len(whole))] for _ in range(40)]
    for _ in range(80):
        data = bytearray(whole)
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        damaged.append(bytes(data))
    jobs = [job_of(tmp_path, data, str(n)) for n, data in enumerate(damaged)]
    outcomes = EmbeddedSheets().convert(jobs)
    codes = Counter(outcome.error.code if outcome.error else "" for outcome in outcomes)
    assert set(codes) <= {"", "PDF-003", "PDF-006"}
    assert codes["PDF-003"] + codes["PDF-006"] > 40
    for outcome in outcomes:
        assert outcome.job.target.exists() == (outcome.error is None)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(alphabet=" \n\t\u00a0aăWỹ-/", max_size=30), max_size=4), st.sampled_from([15.0, 60.0, 400.0]))
def test_inlines_lose_no_letter_and_add_none(texts: list[str], room: float) -> None:
    look = Look(RunFormat(size=12.0))
    found = inlines([(text, look) for text in texts], room, ready_book())
    shown = "".join(inline.text if isinstance(inline, Text) else "\n" for inline in found)
    plain = "".join(letter for letter in shown if letter not in UNSEEN)
    assert plain == re.sub(r"[ \t\n]+", " ", "".join(texts)).strip(" ")
    assert not any(isinstance(inline, Break) for inline in found)

"""The embedded engine breaks pages and tables as Word does, and whatever a document holds: each word comes out once."""

import re
from collections import Counter
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gen.pdf.faces import font_book
from tests.support.set_pages import (
    ASCENT,
    BREAK,
    LEFT,
    TOP,
    cell,
    field,
    heights,
    letters,
    line,
    made,
    opened,
    page,
    par,
    place,
    refused,
    row,
    run,
    setting,
    shapes,
    table,
    texts,
)

FIRST = TOP + ASCENT * 14
BOTTOM = 841.9 - 50
LINES = int((BOTTOM - TOP) / line())
"""So many lines of 14 points stand on a page."""
WHOLE = "<w:cantSplit/>"


def test_cell_over_two_rows_makes_the_last_of_them_higher() -> None:
    over = cell(par("a") * 4, '<w:vMerge w:val="restart"/>')
    data = made(table(row(over, "b"), row(cell(properties="<w:vMerge/>"), "c"), row("d", "e")))
    assert heights(data, "abcd") == pytest.approx([FIRST, FIRST, FIRST + line(), FIRST + 4 * line()], abs=0.05)


def test_cell_over_two_rows_that_is_short_leaves_them_as_they_are() -> None:
    over = cell(par("a"), '<w:vMerge w:val="restart"/>')
    data = made(table(row(over, "b"), row(cell(properties="<w:vMerge/>"), "c"), row("d", "e")))
    assert heights(data, "cd") == pytest.approx([FIRST + line(), FIRST + 2 * line()], abs=0.05)


def test_cell_over_several_rows_goes_on_on_the_next_page() -> None:
    over = cell("".join(par(f"m{n}") for n in range(LINES + 5)), '<w:vMerge w:val="restart"/>')
    more = row(cell(properties="<w:vMerge/>"), "c", properties=WHOLE)
    data = made(table(row(over, "b", properties=WHOLE), *[more] * 60))
    said = [word for text in texts(data) for word in text.split() if word.startswith("m")]
    assert said == [f"m{n}" for n in range(LINES + 5)]
    assert max(found.y for found in letters(data)) < BOTTOM


@pytest.mark.parametrize("align", ["top", "center", "bottom"])
def test_text_stands_where_its_cell_says(align: str) -> None:
    data = made(table(row(cell(par("a") * 5), cell(par("b"), f'<w:vAlign w:val="{align}"/>'))))
    down = {"top": 0.0, "center": 2.0, "bottom": 4.0}[align] * line()
    assert place(data, "b").y == pytest.approx(FIRST + down, abs=0.05)


def test_row_that_may_break_goes_on_below_the_rows_that_come_again() -> None:
    head = row("H", "h", properties="<w:tblHeader/>")
    data = made(table(head, row(cell("".join(par(f"z{n}") for n in range(LINES + 10))), "b")))
    first, second = texts(data)
    assert second.split()[:2] == ["H", "h"]
    assert [word for word in (first + " " + second).split() if word.startswith("z")] == [
        f"z{n}" for n in range(LINES + 10)
    ]


def test_row_breaks_only_where_the_first_line_of_each_cell_fits() -> None:
    high = cell(par("A", size=60))
    data = made(par("x") * (LINES - 2) + table(row(high, cell(par("b") * 5))))
    assert {found.page for found in letters(data) if found.letter in "Ab"} == {1}


def test_rows_that_come_again_take_no_more_than_half_a_page() -> None:
    head = row(cell(par("H") * 30), "h", properties="<w:tblHeader/>")
    data = made(table(head, *[row("a", "b")] * 60))
    assert [text.count("H") for text in texts(data)] == [30, 0]


def test_row_at_the_end_of_a_page_is_kept_with_the_next_one() -> None:
    kept = row(cell(par("a", properties="<w:keepNext/>")), "b", properties=WHOLE)
    data = made(par("x") * (LINES - 1) + table(kept, row("c", "d", properties=WHOLE)))
    assert {found.page for found in letters(data) if found.letter in "abcd"} == {1}


def test_heading_is_kept_with_the_table_below_it() -> None:
    heading = par("a", properties="<w:keepNext/>")
    data = made(par("x") * (LINES - 1) + heading + table(row("b", "c", properties=WHOLE)))
    assert {found.page for found in letters(data) if found.letter in "abc"} == {1}


def test_table_in_a_cell_stands_in_its_room() -> None:
    inner = table(row("c", "d"), grid=(1000, 1000))
    data = made(table(row("a", cell(inner + par("e")))))
    assert place(data, "c").x == pytest.approx(LEFT + 200, abs=0.05)
    assert place(data, "d").x == pytest.approx(LEFT + 250, abs=0.05)
    assert place(data, "e").y == pytest.approx(FIRST + line(), abs=0.05)


@pytest.mark.parametrize(("align", "x"), [("center", (495.3 - 400) / 2), ("right", 95.3), ("left", 0)])
def test_table_stands_where_it_says(align: str, x: float) -> None:
    data = made(table(row("a", "b"), properties=f'<w:jc w:val="{align}"/>'))
    assert place(data, "a").x == pytest.approx(LEFT + x, abs=0.05)


BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="8" w:color="FF0000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def test_lines_of_cells_that_meet_are_drawn_as_one() -> None:
    data = made(table(row("a", "b"), row("c", "d"), properties=f"<w:tblBorders>{BORDERS}</w:tblBorders>"))
    drawn = shapes(data)
    assert len(drawn) == 6
    assert {shape.stroke for shape in drawn} == {"FF0000"}
    assert min(shape.left for shape in drawn) == pytest.approx(LEFT, abs=1)
    assert max(shape.right for shape in drawn) == pytest.approx(LEFT + 400, abs=1)


def test_line_of_a_border_takes_room_above_its_row() -> None:
    data = made(table(row("a", "b"), row("c", "d"), properties=f"<w:tblBorders>{BORDERS}</w:tblBorders>"))
    assert heights(data, "ac") == pytest.approx([FIRST + 1, FIRST + line() + 2], abs=0.05)


def test_widest_margin_above_a_row_counts_for_all_of_its_cells() -> None:
    apart = '<w:tcMar><w:top w:w="400" w:type="dxa"/></w:tcMar>'
    assert heights(made(table(row("a", cell(par("b"), apart)))), "ab") == pytest.approx([FIRST + 20] * 2, abs=0.05)


def test_row_of_exact_height_is_no_higher() -> None:
    exact = row("a", "b", properties='<w:trHeight w:val="500" w:hRule="exact"/>')
    assert place(made(table(exact, row("c", "d"))), "c").y == pytest.approx(FIRST + 25, abs=0.05)


NUMBERED = page('<w:footerReference w:type="default" r:id="ftr1"/>')


def numbered(*codes: str) -> dict[str, dict[str, str]]:
    return {"headers": {"ftr1": f"<w:p>{''.join(field(code) for code in codes)}</w:p>"}}


def test_number_of_pages_is_known_on_the_first() -> None:
    data = made(par("x") * 120 + NUMBERED, **numbered("PAGE", "NUMPAGES"))
    assert [text.split()[-1] for text in texts(data)] == ["13", "23", "33"]


@pytest.mark.parametrize(("form", "said"), [("lowerRoman", "iv"), ("upperLetter", "D"), ("decimal", "4")])
def test_pages_are_numbered_from_the_start_and_in_the_form_of_their_section(form: str, said: str) -> None:
    section = NUMBERED.replace("<w:pgSz", f'<w:pgNumType w:start="4" w:fmt="{form}"/><w:pgSz')
    assert texts(made(par("x") + section, **numbered("PAGE")))[0].split("x")[-1].strip() == said


def test_number_of_a_page_in_the_text_is_that_of_its_page() -> None:
    wanted = par("x") * (LINES + 3) + par("p", field("PAGE"), "q", field("NUMPAGES"))
    assert texts(made(wanted))[1].split()[-1] == "p2q2"


def test_page_numbers_of_two_digits_move_what_follows() -> None:
    breaks = par(BREAK) * 11
    data = made(breaks + par("p", field("PAGE"), "q"))
    gap = place(data, "q").x - place(data, "p").x
    assert texts(data)[-1] == "p12q"
    assert gap == pytest.approx(7 + 14, abs=0.1)


def test_even_pages_have_a_footer_of_their_own() -> None:
    section = page('<w:footerReference w:type="default" r:id="ftr1"/><w:footerReference w:type="even" r:id="ftr2"/>')
    footers = {"ftr1": "<w:p><w:r><w:t>odd</w:t></w:r></w:p>", "ftr2": "<w:p><w:r><w:t>even</w:t></w:r></w:p>"}
    data = made(par("x") * 120 + section, headers=footers, settings="<w:evenAndOddHeaders/>")
    assert [text.split()[-1] for text in texts(data)] == ["odd", "even", "odd"]


def test_page_break_in_a_cell_is_refused_by_name() -> None:
    assert refused(table(row(cell(par("a", BREAK, "b"))))) == ("page break in a table",)


def test_line_that_is_higher_than_a_page_is_refused_by_name() -> None:
    assert refused(par("a", size=700) + page()) == ("line or row that is higher than a page",)


WORD = st.integers(1, 9999).map(lambda number: f"w{number}")
TEXT = st.lists(WORD, min_size=1, max_size=40).map(" ".join)
LOOK = st.sampled_from(
    [
        "", "<w:keepNext/>", "<w:keepLines/>", "<w:pageBreakBefore/>", '<w:widowControl w:val="0"/>',
        '<w:jc w:val="both"/>', '<w:jc w:val="center"/>', '<w:spacing w:before="400" w:after="200"/>',
        '<w:ind w:left="1000" w:hanging="500"/>', '<w:spacing w:line="400" w:lineRule="exact"/>',
    ]
)  # fmt: skip
INNER = LOOK.filter(lambda look: "pageBreak" not in look)
PARAGRAPH = st.builds(lambda text, look, times: par(text, properties=look) * times, TEXT, LOOK, st.integers(1, 12))
IN_CELL = st.builds(lambda text, look, times: par(text, properties=look) * times, TEXT, INNER, st.integers(1, 9))
ROW_LOOK = st.sampled_from(["", "", WHOLE, '<w:trHeight w:val="900"/>', "<w:tblHeader/>"])


@st.composite
def tables(draw: st.DrawFn) -> str:
    """A table of three columns; some cells reach over two columns, some over the rows below."""
    rows = []
    open_from = draw(st.integers(0, 3))
    for number in range(draw(st.integers(1, 9))):
        merge = "" if number < open_from else '<w:vMerge w:val="restart"/>' if number == open_from else "<w:vMerge/>"
        first = cell(par() if merge == "<w:vMerge/>" else draw(IN_CELL), merge)
        wide = draw(st.booleans())
        rest = [cell(draw(IN_CELL), '<w:gridSpan w:val="2"/>')] if wide else [cell(draw(IN_CELL)), cell(draw(IN_CELL))]
        rows.append(row(first, *rest, properties=draw(ROW_LOOK)))
    return table(*rows, grid=(3000, 3000, 3900)) + par(draw(TEXT))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(PARAGRAPH | tables(), min_size=1, max_size=5))
def test_every_word_comes_out_and_none_beyond_the_edge_or_on_another(pieces: list[str]) -> None:
    body = "".join(pieces)
    found = setting(body + page())
    assert found.unsupported == ()
    typed = Counter(re.findall(r"\bw\d+", body))
    shown = Counter(word for text in texts(found.pdf) for word in re.findall(r"w\d+", text))
    again = shown - typed
    assert typed - shown == Counter()
    assert again == Counter() or "<w:tblHeader/>" in body
    seen = letters(found.pdf)
    assert all(TOP < letter.y < BOTTOM + 0.1 for letter in seen)
    assert len({(letter.page, round(letter.x), round(letter.y)) for letter in seen}) == len(seen)


@settings(max_examples=20, deadline=None)
@given(st.lists(PARAGRAPH | tables(), min_size=1, max_size=3))
def test_the_same_document_gives_the_same_bytes(pieces: list[str]) -> None:
    body = "".join(pieces) + page()
    assert setting(body).pdf == setting(body).pdf


def test_no_two_lines_of_a_table_lie_on_each_other() -> None:
    rows = [row(cell(par(f"a{n}") * (n % 5 + 1)), cell(par(f"b{n}") * (n % 3 + 1))) for n in range(60)]
    data = made(table(*rows))
    places = {(found.page, round(found.x), round(found.y)) for found in letters(data)}
    assert len(places) == len(letters(data))


def test_document_without_a_word_has_one_page() -> None:
    with opened(made("<w:p/>")) as document:
        assert len(document) == 1


def test_page_number_that_moves_its_own_page_is_refused_by_name() -> None:
    """As viii it goes to the ninth page, where it is ix, which is so short that it stays on the eighth."""
    face = font_book().face(font_book().times, False, False)
    letters_before = int((495.3 - 11.5 - face.width(" ") * 14) / (face.width("a") * 14))
    last = par("a" * letters_before + " ", field("PAGE"))
    section = page('<w:pgNumType w:fmt="lowerRoman"/>')
    body = par(BREAK) * 7 + par("x") * (LINES - 1) + last + section
    assert refused(body) == ("page numbers in the text that move the pages which they count",)


@pytest.mark.parametrize(
    "body",
    [par("abc", properties='<w:ind w:left="9000" w:right="900"/>'), table(row(cell(par("a")), "b"), grid=(0, 4000))],
    ids=["between indents", "in a cell"],
)
def test_text_without_room_for_a_letter_is_refused_by_name(body: str) -> None:
    assert refused(body + page())[0] == "text in a place too narrow for one of its letters"


def test_word_that_is_longer_than_a_line_goes_on_on_the_next() -> None:
    data = made(par("a" + "x" * 100 + "b"))
    assert "".join(found.letter for found in letters(data)) == "a" + "x" * 100 + "b"
    assert place(data, "b").y == pytest.approx(FIRST + line(), abs=0.02)
    assert max(found.x for found in letters(data)) < 545.3


def test_soft_hyphen_is_seen_only_where_a_line_ends() -> None:
    data = made(par("x" * 60 + "aaaaaaaa\u00adbbbb" + " c\u00add"))
    assert texts(data)[0].replace("\r\n", "").replace("\ufffe", "-").replace(" ", "") == "x" * 60 + "aaaaaaaa-bbbbcd"


BEYOND = {
    "indent": par("abc", properties='<w:ind w:left="-3000"/>') + page(),
    "indent to the right": par("abc def " * 30, properties='<w:ind w:right="-3000"/>') + page(),
    "header": par("abc") + page('<w:headerReference w:type="default" r:id="hdr1"/>').replace(
        'w:header="500"', 'w:header="17000"'
    ),
    "word that may not be parted": par("a\u2060" * 200) + page(),
}  # fmt: skip


@pytest.mark.parametrize("name", BEYOND)
def test_what_would_stand_beyond_the_edge_is_refused_by_name(name: str) -> None:
    found = refused(BEYOND[name], headers={"hdr1": "<w:p><w:r><w:t>h</w:t></w:r></w:p>"})
    assert "text or picture beyond the edge of the page" in found or "line or row that is higher than a page" in found


@pytest.mark.parametrize("line_rule", ["auto", "exact", "atLeast"])
def test_line_height_below_zero_is_an_exact_one_as_in_word(line_rule: str) -> None:
    data = made(par("a", properties=f'<w:spacing w:line="-500" w:lineRule="{line_rule}"/>') * 2 + par("b"))
    assert place(data, "b").y == pytest.approx(TOP + 50 + ASCENT * 14, abs=0.02)


def test_sizes_and_gaps_below_zero_count_nothing() -> None:
    body = par("a", properties='<w:spacing w:before="-400" w:after="-400"/>') + par("b")
    wild = table(row("c", "d", properties='<w:trHeight w:val="-900" w:hRule="exact"/>'), grid=(4000, 4000))
    assert heights(made(body + wild), "abc") == pytest.approx([FIRST, FIRST + line(), FIRST + 2 * line()], abs=0.02)


def test_double_line_is_two_lines_and_takes_the_room_of_three() -> None:
    borders = '<w:tcBorders><w:top w:val="double" w:sz="8"/></w:tcBorders>'
    data = made(table(row(cell(par("a"), borders))))
    first, second = sorted(shapes(data), key=lambda shape: shape.top)
    assert second.top - first.top == pytest.approx(2, abs=0.05)
    assert place(data, "a").y == pytest.approx(FIRST + 3, abs=0.05)


RESTART, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
OVER = cell(par("m") * 20, RESTART)
EXACT = '<w:trHeight w:val="400" w:hRule="exact"/>'


def inside(found: bytes) -> bool:
    """Whether every letter stands on the page's text, and none upon another."""
    seen = letters(found)
    places = {(each.page, round(each.x), round(each.y)) for each in seen}
    return len(places) == len(seen) and all(TOP < each.y < BOTTOM + 0.1 for each in seen)


@pytest.mark.parametrize("above", range(36, 48))
def test_merged_cell_of_a_table_in_a_cell_is_not_parted(above: int) -> None:
    over = cell("".join(par(f"n{n}") for n in range(8)), RESTART)
    inner = table(
        row(over, "p"), row(cell(properties=CONTINUE), "q"), row(cell(properties=CONTINUE), "r"), grid=(1500, 1500)
    )
    data = made(par("x") * above + table(row(cell(inner + par("end")), "z")) + par("tail"))
    assert inside(data)
    assert re.findall(r"n\d", "".join(texts(data))) == [f"n{n}" for n in range(8)]


@pytest.mark.parametrize("blanks", [1, 3, 6, 9])
def test_blank_lines_of_a_cell_push_nothing_beyond_the_page(blanks: int) -> None:
    long = cell("".join(par(f"m{n}") for n in range(90)), RESTART)
    beside = cell(par("T") + par() * blanks + par("U"))
    more = row(cell(properties=CONTINUE), "q")
    assert inside(made(par("x") * 41 + table(row(long, "b"), row(cell(properties=CONTINUE), beside), more)))


@pytest.mark.parametrize(
    "rows",
    [
        [row(cell(par("a") + par("b")), "c", properties='<w:trHeight w:val="340" w:hRule="exact"/>')],
        [
            row(cell(par("m") * 20, RESTART), "b", properties=EXACT),
            row(cell(properties=CONTINUE), "c", properties=EXACT),
        ],
    ],
    ids=["one row", "two rows"],
)
def test_text_that_a_row_of_exact_height_does_not_hold_is_refused(rows: list[str]) -> None:
    assert refused(table(*rows) + page()) == ("row of exact height with more text than it shows",)


def test_head_with_a_cell_that_reaches_beyond_it_does_not_come_again() -> None:
    head = row(cell(par("A1") + par("A2") + par("A3"), RESTART), "H", properties="<w:tblHeader/>")
    more = row(cell(properties=CONTINUE), "c")
    data = made(table(head, more, more, *[row(f"r{n}", f"s{n}") for n in range(80)]))
    assert inside(data)
    assert "".join(texts(data)).count("H") == 1


WIDER = {
    "whole word": cell(par("w" * 30 + "\u00a0" + "w" * 30, properties='<w:ind w:right="-4000"/>')),
    "to the left": cell(par("abc", properties='<w:ind w:left="-1000"/>')),
    "table": cell(table(row("inner one", "inner two"), grid=(3500, 3500)) + par()),
    "leader": cell(par("a\tb", properties='<w:tabs><w:tab w:val="left" w:pos="8000" w:leader="dot"/></w:tabs>')),
}


@pytest.mark.parametrize("name", WIDER)
def test_what_would_stand_on_the_next_cell_is_refused(name: str) -> None:
    assert "text, picture or table that is wider than its cell" in refused(table(row("z", WIDER[name])) + page())


def test_page_number_in_a_row_that_comes_again_is_refused() -> None:
    head = row(cell(par("H", field("PAGE"))), "h", properties="<w:tblHeader/>")
    assert refused(table(head, *[row("a", "b")] * 90) + page()) == ("page number in a row that comes again",)


@pytest.mark.parametrize(
    ("code", "form", "said"),
    [
        ("PAGE \\* Arabic", "lowerRoman", "4"),
        ("PAGE \\* MERGEFORMAT", "lowerRoman", "iv"),
        ("PAGE \\* roman", "decimal", "iv"),
    ],
)
def test_field_says_in_which_form_its_number_is_written(code: str, form: str, said: str) -> None:
    section = NUMBERED.replace("<w:pgSz", f'<w:pgNumType w:start="4" w:fmt="{form}"/><w:pgSz')
    assert texts(made(par("x") + section, **numbered(code)))[0].split("x")[-1].strip() == said


@pytest.mark.parametrize(
    ("code", "form"),
    [("PAGE \\* CardText", "decimal"), ('PAGE \\# "000"', "decimal"), ("PAGE", "numberInDash"), ("PAGE", "ordinal")],
)
def test_form_of_a_page_number_that_is_not_known_is_refused(code: str, form: str) -> None:
    section = NUMBERED.replace("<w:pgSz", f'<w:pgNumType w:fmt="{form}"/><w:pgSz')
    [found] = refused(par("x") + section, **numbered(code))
    assert found.startswith("page number in the form ")


@pytest.mark.parametrize("more", ['<w:pgNumType w:start="50"/>', '<w:footerReference w:type="default" r:id="ftr2"/>'])
def test_section_that_changes_what_is_round_the_text_in_the_middle_of_a_page_is_refused(more: str) -> None:
    footers = {"ftr1": "<w:p><w:r><w:t>one</w:t></w:r></w:p>", "ftr2": "<w:p><w:r><w:t>two</w:t></w:r></w:p>"}
    second = page(f'{more}<w:type w:val="continuous"/>')
    body = par("a") + f"<w:p><w:pPr>{NUMBERED}</w:pPr></w:p>" + par("b") + second
    [found] = refused(body, headers=footers)
    assert "in the middle of a page" in found


def test_section_that_ends_in_controls_within_controls_is_a_section() -> None:
    def control(content: str) -> str:
        return f"<w:sdt><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    ending = f"<w:p><w:pPr>{page()}</w:pPr></w:p>"
    assert len(texts(made(control(control(par("a") + ending)) + par("b") + page()))) == 2


def test_header_that_grows_with_the_page_number_is_refused() -> None:
    content = run("a" * 77 + " ") + field("PAGE")
    header = {"hdr1": f"<w:p>{content}</w:p>"}
    section = page('<w:headerReference w:type="default" r:id="hdr1"/>').replace('w:top="1000"', 'w:top="500"')
    assert "header or footer that grows with the page numbers" in refused(par("x") * 600 + section, headers=header)


def test_header_that_stands_on_no_page_takes_no_room() -> None:
    tall = {"hdr1": par("h") * 10}
    section = page('<w:headerReference w:type="first" r:id="hdr1"/>')
    assert place(made(par("a") + section, headers=tall), "a").y == pytest.approx(FIRST, abs=0.05)


@pytest.mark.parametrize("look", ['<w:vertAlign w:val="superscript"/>', '<w:position w:val="36"/>'])
def test_raised_text_keeps_clear_of_the_line_above(look: str) -> None:
    data = made(par("x") + par(run("a", look)))
    assert place(data, "a").y - place(data, "x").y > 9


def test_text_raised_off_the_page_is_refused() -> None:
    assert refused(par("x", run("a", '<w:position w:val="3000"/>')) + page()) != ()


@pytest.mark.parametrize("align", ["right", "both"])
def test_line_that_ends_in_a_soft_hyphen_ends_where_lines_end(align: str) -> None:
    data = made(par("abcd " * 11 + "w" * 12 + "\u00adaaaaaaaaaa", properties=f'<w:jc w:val="{align}"/>'))
    width = font_book().face(font_book().times, False, False).width("w-") * 14
    assert max(found.x for found in letters(data) if found.letter == "w") + width == pytest.approx(545.3, abs=0.5)


SLOW = {
    "runs of one look": "<w:p>" + "<w:r><w:t>abcdefghijklmnop</w:t></w:r>" * 100_000 + "</w:p>",
    "leader in tiny type": (
        '<w:p><w:pPr><w:tabs><w:tab w:val="right" w:pos="5000" w:leader="dot"/></w:tabs></w:pPr>'
        '<w:r><w:rPr><w:sz w:val="0.00001"/></w:rPr><w:tab/><w:t>a</w:t></w:r></w:p>'
    ),
    "a long run and a short one": par("ab " * 150_000, run("b", "<w:b/>")),
    "one long word": par("x" * 500_000),
    "tabs": par("\t" * 50_000),
    "page numbers": par(*[field("PAGE")] * 5_000),
    "paragraphs in a cell": table(row(cell(par("a") * 40_000), "b")),
}


@pytest.mark.parametrize("name", SLOW)
def test_a_document_takes_time_by_its_size(name: str) -> None:
    start = process_time()
    setting(SLOW[name] + page())
    assert process_time() - start < 20

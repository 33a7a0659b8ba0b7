"""The embedded engine sets lines, paragraphs, tabs and lists where Word does: each by a number that its rule gives."""

import re
from typing import Any

import pytest

from gen.pdf.faces import font_book
from tests.support.set_pages import (
    ASCENT,
    BREAK,
    DESCENT,
    LEFT,
    TOP,
    cell,
    colors,
    heights,
    letters,
    line,
    made,
    page,
    par,
    place,
    refused,
    row,
    run,
    shapes,
    table,
    texts,
)

FIRST = TOP + ASCENT * 14
"""Where the first baseline of a page stands."""
LEADING = '<w:spacing w:line="{}" w:lineRule="{}"{}/>'


def new_line(size: float = 14, look: str = "") -> str:
    return f'<w:r><w:rPr><w:sz w:val="{round(size * 2)}"/>{look}</w:rPr><w:br/></w:r>'


def wide(text: str, size: float = 14) -> float:
    return font_book().face(font_book().times, False, False).width(text) * size


@pytest.mark.parametrize("size", [8, 11, 13, 14, 26.5])
@pytest.mark.parametrize("look", ["", "<w:b/>", "<w:i/>", "<w:b/><w:i/>"], ids=["regular", "bold", "italic", "both"])
def test_line_is_as_high_as_the_font_says_in_every_face(size: float, look: str) -> None:
    data = made(par(run("a", look, size), new_line(size, look), run("b", look, size)))
    assert heights(data, "ab") == pytest.approx([TOP + ASCENT * size, TOP + ASCENT * size + line(size)], abs=0.02)


@pytest.mark.parametrize(
    ("spacing", "first", "between"),
    [
        (LEADING.format(276, "auto", ""), ASCENT * 14, line() * 1.15),
        (LEADING.format(480, "auto", ""), ASCENT * 14, line() * 2),
        (LEADING.format(192, "auto", ""), ASCENT * 14 - 0.2 * line(), line() * 0.8),
        (LEADING.format(480, "exact", ""), 0.8 * 24, 24),
        (LEADING.format(240, "exact", ""), 0.8 * 12, 12),
        (LEADING.format(480, "atLeast", ""), 24 - DESCENT * 14, 24),
        (LEADING.format(240, "atLeast", ""), ASCENT * 14, line()),
    ],
)
def test_first_baseline_and_the_next_by_the_line_rule(spacing: str, first: float, between: float) -> None:
    data = made(par("a", new_line(), "b", properties=spacing))
    assert heights(data, "ab") == pytest.approx([TOP + first, TOP + first + between], abs=0.02)


def test_line_of_two_sizes_is_as_high_as_the_larger() -> None:
    data = made(par("a", run("B", "", 24)) + par("c"))
    assert heights(data, "aBc") == pytest.approx(
        [TOP + ASCENT * 24, TOP + ASCENT * 24, TOP + line(24) + ASCENT * 14], abs=0.02
    )


def test_exact_line_stays_as_high_whatever_stands_in_it() -> None:
    data = made(par("a", run("B", "", 40), properties=LEADING.format(400, "exact", "")) + par("c"))
    assert heights(data, "ac") == pytest.approx([TOP + 16, TOP + 20 + ASCENT * 14], abs=0.02)


def test_empty_paragraph_is_as_high_as_its_mark() -> None:
    assert place(made(par(size=30) + par("a")), "a").y == pytest.approx(TOP + line(30) + ASCENT * 14, abs=0.02)


@pytest.mark.parametrize(
    ("before", "above", "gap"),
    [
        ('<w:spacing w:after="100"/>', '<w:spacing w:before="300"/>', 15),
        ('<w:spacing w:after="300"/>', '<w:spacing w:before="100"/>', 15),
        (LEADING.format(360, "auto", ' w:after="200"'), "", 10 + 0.5 * line()),
        (LEADING.format(360, "auto", ' w:after="100"'), '<w:spacing w:before="200"/>', 10 + 0.5 * line()),
        (LEADING.format(480, "exact", ' w:after="100"'), "", 5 + 0.2 * 24 - DESCENT * 14),
    ],
    ids=["before", "after", "spacing and after", "spacing and before", "exact"],
)
def test_gap_between_paragraphs(before: str, above: str, gap: float) -> None:
    data = made(par("a", properties=before) + par("b", properties=above))
    assert place(data, "b").y - place(data, "a").y == pytest.approx(line() + gap, abs=0.02)


STYLES = "".join(f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{key}"/></w:style>' for key in "ST")


def styled(text: str, style: str, contextual: bool) -> str:
    drop = "<w:contextualSpacing/>" if contextual else ""
    return par(text, properties=f'<w:pStyle w:val="{style}"/><w:spacing w:before="200" w:after="300"/>{drop}')


@pytest.mark.parametrize(
    ("first", "second", "gap"),
    [
        (styled("a", "S", True), styled("b", "S", True), 0),
        (styled("a", "S", True), styled("b", "T", True), 15),
        (styled("a", "S", True), styled("b", "S", False), 10),
        (styled("a", "S", False), styled("b", "S", True), 15),
    ],
    ids=["of one style", "of two styles", "only the first", "only the second"],
)
def test_gap_falls_away_between_paragraphs_of_one_style_that_ask_for_it(first: str, second: str, gap: float) -> None:
    data = made(first + second, styles=STYLES)
    assert place(data, "b").y - place(data, "a").y == pytest.approx(line() + gap, abs=0.02)


SPACED = '<w:spacing w:before="400" w:after="200"/>'


def test_gap_above_the_first_paragraph_of_the_document_stays() -> None:
    assert place(made(par("a", properties=SPACED)), "a").y == pytest.approx(FIRST + 20, abs=0.02)


@pytest.mark.parametrize(
    "second",
    [par(BREAK) + par("b", properties=SPACED), par("b", properties=SPACED + "<w:pageBreakBefore/>")],
    ids=["break", "before"],
)
def test_gap_below_a_page_break_stays(second: str) -> None:
    assert place(made(par("a") + second), "b").y == pytest.approx(FIRST + 20, abs=0.02)


def test_gaps_above_and_below_stay_in_cells() -> None:
    data = made(table(row(cell(par("a", properties=SPACED) + par("b", properties=SPACED)), "c"), row("d", "e")))
    found = heights(data, "abd")
    assert found == pytest.approx([FIRST + 20, FIRST + 40 + line(), FIRST + 50 + 2 * line()], abs=0.05)


def test_gaps_round_a_table_are_those_of_its_neighbours() -> None:
    data = made(par("a", properties=SPACED) + table(row("b", "c")) + par("d", properties=SPACED))
    found = heights(data, "abd")
    assert found == pytest.approx([FIRST + 20, FIRST + 30 + line(), FIRST + 50 + 2 * line()], abs=0.02)


WORDS = "Ủy ban nhân dân xã Quài Tở triển khai nhiệm vụ, giải pháp " * 4


def line_starts(data: bytes) -> list[float]:
    """Where each line begins, from above."""
    lines: dict[int, float] = {}
    for found in letters(data):
        lines.setdefault(round(found.y), found.x)
    return [lines[y] for y in sorted(lines)]


@pytest.mark.parametrize(
    ("indents", "first", "others"),
    [
        ('w:left="720"', 36, 36),
        ('w:left="720" w:firstLine="360"', 54, 36),
        ('w:left="720" w:hanging="360"', 18, 36),
        ('w:left="0" w:hanging="360"', -18, 0),
        ('w:left="-400" w:right="-400"', -20, -20),
        ('w:firstLine="567"', 28.35, 0),
    ],
)
@pytest.mark.parametrize("align", ["left", "both"])
def test_indents(indents: str, first: float, others: float, align: str) -> None:
    data = made(par(WORDS, properties=f'<w:ind {indents}/><w:jc w:val="{align}"/>'))
    found = line_starts(data)
    assert found[0] == pytest.approx(LEFT + first, abs=0.1)
    assert len(found) > 2
    assert found[1:] == pytest.approx([LEFT + others] * (len(found) - 1), abs=0.1)


def test_right_indent_ends_the_lines_earlier() -> None:
    data = made(par(WORDS, properties='<w:ind w:right="2000"/><w:jc w:val="both"/>'))
    ends: dict[int, float] = {}
    for found in letters(data):
        ends[round(found.y)] = found.x
    *full, _last = [ends[y] for y in sorted(ends)]
    assert all(545.3 - 100 - 15 < end < 545.3 - 100 for end in full)


@pytest.mark.parametrize(("align", "x"), [("center", (LEFT + 545.3) / 2), ("right", 545.3)])
def test_centre_and_right(align: str, x: float) -> None:
    found = place(made(par("bbb", properties=f'<w:jc w:val="{align}"/>')), "b").x
    assert found == pytest.approx(x - wide("bbb") / (2 if align == "center" else 1), abs=0.05)


def tabbed(text: str, *stops: str, more: str = "") -> str:
    return par(text, properties=f"<w:tabs>{''.join(stops)}</w:tabs>{more}")


def stop(kind: str, position: int, leader: str = "none") -> str:
    return f'<w:tab w:val="{kind}" w:pos="{position}" w:leader="{leader}"/>'


@pytest.mark.parametrize(
    ("body", "x"),
    [
        (tabbed("a\tb", stop("left", 2000)), 100),
        (tabbed("a\tb", stop("clear", 400), stop("left", 2000)), 100),
        (tabbed("a\tbbb", stop("right", 4000)), 200 - wide("bbb")),
        (tabbed("a\tbbb", stop("center", 4000)), 200 - wide("bbb") / 2),
        (tabbed("a\tb,25", stop("decimal", 4000)), 200 - wide("b")),
        (tabbed("a\tbc", stop("decimal", 4000)), 200 - wide("bc")),
        (tabbed("a\tb"), 36),
        (tabbed("a\t\tb"), 72),
        (tabbed("a" * 10 + "\tb"), 72),
        (tabbed("a\tb", more='<w:ind w:left="1000" w:hanging="1000"/>'), 50),
        (tabbed("a\tb", stop("left", 400), more='<w:ind w:left="1000" w:hanging="1000"/>'), 20),
        (tabbed("\tb", more='<w:ind w:firstLine="567"/>'), 36),
        (tabbed("a\tx\tb", stop("left", 1000), stop("right", 4000)), 200 - wide("b")),
        (tabbed("a\tbbb", stop("right", 9906)), 495.3 - wide("bbb")),
    ],
    ids=["left", "cleared", "right", "center", "decimal", "decimal without", "default", "two defaults", "past",
         "hanging", "before hanging", "first line", "two", "margin"],
)  # fmt: skip
def test_tab_ends_at_its_stop(body: str, x: float) -> None:
    assert place(made(body), "b").x == pytest.approx(LEFT + x, abs=0.1)


def test_default_stops_stand_where_the_document_says() -> None:
    data = made(tabbed("a\tb"), settings='<w:defaultTabStop w:val="1134"/>')
    assert place(data, "b").x == pytest.approx(LEFT + 56.7, abs=0.02)


@pytest.mark.parametrize(("leader", "sign"), [("dot", "."), ("hyphen", "-"), ("underscore", "_")])
def test_leader_fills_the_white_of_a_tab_and_no_more(leader: str, sign: str) -> None:
    found = letters(made(tabbed("a\tb", stop("right", 4000, leader))))
    filled = [each.x for each in found if each.letter == sign]
    assert len(filled) > 20
    assert found[0].x + wide("a") - 0.1 <= min(filled)
    assert max(filled) + wide(sign) <= place(made(tabbed("a\tb", stop("right", 4000, leader))), "b").x + 0.1


def test_white_before_a_tab_does_not_grow_where_lines_are_spread() -> None:
    data = made(tabbed("a b\tc " + WORDS, stop("left", 2000), more='<w:jc w:val="both"/>'))
    assert place(data, "b").x == pytest.approx(LEFT + wide("a "), abs=0.05)
    assert place(data, "c").x == pytest.approx(LEFT + 100, abs=0.05)


def test_tab_in_centred_text_is_refused_by_name() -> None:
    assert refused(tabbed("a\tb", more='<w:jc w:val="center"/>')) == (
        "tab in text that is centred or set to the right",
    )


LEVEL = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
    '<w:lvlText w:val="%1."/><w:pPr><w:ind w:left="1000" w:hanging="500"/></w:pPr><w:rPr><w:sz w:val="28"/></w:rPr>'
    '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
LISTED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


@pytest.mark.parametrize(
    ("start", "form", "more", "x"),
    [
        (1, "decimal", "", 50),
        (1888, "upperRoman", "", ((25 + wide("MDCCCLXXXVIII.")) // 36 + 1) * 36),
        (1, "decimal", '<w:suff w:val="space"/>', 25 + wide("1. ")),
        (1, "decimal", '<w:suff w:val="nothing"/>', 25 + wide("1.")),
    ],
    ids=["tab", "label wider than its room", "space", "nothing"],
)
def test_text_of_a_list_begins_behind_its_label(start: int, form: str, more: str, x: float) -> None:
    data = made(par("z" + WORDS, properties=LISTED), numbering=LEVEL.format(start=start, form=form, more=more))
    assert line_starts(data)[0] == pytest.approx(LEFT + 25, abs=0.02)
    assert place(data, "z").x == pytest.approx(LEFT + x, abs=0.1)
    assert line_starts(data)[1] == pytest.approx(LEFT + 50, abs=0.05)


@pytest.mark.parametrize(("align", "share"), [("left", 0.0), ("center", 0.5), ("right", 1.0), ("end", 1.0)])
def test_label_of_a_list_stands_before_at_or_behind_its_place(align: str, share: float) -> None:
    numbering = LEVEL.format(start=3, form="upperRoman", more=f'<w:lvlJc w:val="{align}"/>')
    data = made(par("z" + WORDS, properties=LISTED), numbering=numbering)
    assert place(data, "I").x == pytest.approx(LEFT + 25 - share * wide("III."), abs=0.05)
    assert place(data, "z").x == pytest.approx(LEFT + 50, abs=0.1)


@pytest.mark.parametrize(
    ("look", "size", "lift"),
    [
        ('<w:vertAlign w:val="superscript"/>', 14 * 0.58, 0.4 * 14),
        ('<w:vertAlign w:val="subscript"/>', 14 * 0.58, -0.09 * 14),
        ('<w:position w:val="10"/>', 14, 5),
        ('<w:position w:val="-10"/>', 14, -5),
    ],
)
def test_raised_and_lowered_text(look: str, size: float, lift: float) -> None:
    data = made(par("a", run("b", look), "c"))
    found = place(data, "b")
    assert (found.size, place(data, "a").y - found.y) == pytest.approx((size, lift), abs=0.02)


def test_letters_that_are_spread() -> None:
    found = [each.x for each in letters(made(par(run("bcd", '<w:spacing w:val="40"/>'))))]
    assert found[1] - found[0] == pytest.approx(wide("b") + 2, abs=0.02)


def test_capitals() -> None:
    assert texts(made(par(run("xã Ẳng", "<w:caps/>")))) == ["XÃ ẲNG"]


def test_hidden_text_is_not_set() -> None:
    assert texts(made(par("a", run("b", "<w:vanish/>"), "c"))) == ["ac"]


def test_colour_of_text() -> None:
    assert colors(made(par(run("a", '<w:color w:val="FF8000"/>')) + par(run("b", '<w:color w:val="auto"/>')))) == [
        "FF8000",
        "000000",
    ]


@pytest.mark.parametrize(
    ("look", "above"), [('<w:u w:val="single"/>', -0.12), ("<w:strike/>", 0.22)], ids=["underline", "strike"]
)
def test_line_under_or_through_text(look: str, above: float) -> None:
    data = made(par("a", run("bbb", look + '<w:color w:val="0000FF"/>'), "c"))
    [drawn] = shapes(data)
    assert drawn.stroke == "0000FF"
    assert (drawn.top + drawn.bottom) / 2 == pytest.approx(place(data, "b").y - above * 14, abs=0.6)
    assert drawn.left == pytest.approx(place(data, "b").x, abs=1)
    assert drawn.right == pytest.approx(place(data, "c").x, abs=1)


@pytest.mark.parametrize("look", ['<w:highlight w:val="yellow"/>', '<w:shd w:val="clear" w:fill="FFFF00"/>'])
def test_shade_lies_behind_the_whole_height_of_a_line(look: str) -> None:
    data = made(par("a", run("bbb", look), "c"))
    [drawn] = shapes(data)
    assert drawn.fill == "FFFF00"
    assert (drawn.top, drawn.bottom) == pytest.approx((TOP, TOP + line()), abs=0.05)
    assert (drawn.left, drawn.right) == pytest.approx((place(data, "b").x, place(data, "c").x), abs=0.05)


def test_shade_of_a_paragraph_reaches_from_indent_to_indent() -> None:
    [drawn] = shapes(made(par("a", properties='<w:ind w:left="400" w:right="200"/><w:shd w:fill="DDEEFF"/>')))
    assert drawn.fill == "DDEEFF"
    assert (drawn.left, drawn.top, drawn.right, drawn.bottom) == pytest.approx(
        (LEFT + 20, TOP, 545.3 - 10, TOP + line()), abs=0.05
    )


def bordered(text: str, *sides: str, space: int = 4) -> str:
    stated = "".join(f'<w:{side} w:val="single" w:sz="8" w:space="{space}" w:color="0000FF"/>' for side in sides)
    return par(text, properties=f"<w:pBdr>{stated}</w:pBdr>")


def test_borders_of_a_paragraph_take_their_room() -> None:
    data = made(par("a") + bordered("b", "top", "bottom") + par("c"))
    found = heights(data, "abc")
    assert found == pytest.approx([FIRST, FIRST + line() + 5, FIRST + 2 * line() + 10], abs=0.05)
    lines = sorted((drawn.top + drawn.bottom) / 2 for drawn in shapes(data))
    assert lines == pytest.approx([TOP + line(), TOP + 2 * line() + 10], abs=0.6)


def test_neighbours_with_the_same_borders_stand_in_one_frame() -> None:
    data = made(bordered("a", "top", "bottom") + bordered("b", "top", "bottom") + par("c"))
    assert heights(data, "abc") == pytest.approx([FIRST + 5, FIRST + 5 + line(), FIRST + 10 + 2 * line()], abs=0.05)
    assert len(shapes(data)) == 2


@pytest.mark.parametrize(
    ("above", "shares"), [(43, {0: 3, 1: 3}), (44, {0: 2, 1: 4}), (45, {1: 6}), (41, {0: 4, 1: 2})]
)
def test_no_line_of_a_paragraph_stands_alone_on_a_page(above: int, shares: dict[int, int]) -> None:
    lines = {(found.page, round(found.y)) for found in letters(made(par("x") * above + par(WORDS * 2)))}
    pages = [number for number, y in lines][:]
    assert {n: pages.count(n) - (above if n == 0 else 0) for n in shares} == shares


@pytest.mark.parametrize(
    ("first", "pages_of_both"),
    [("<w:keepNext/>", {1}), ("", {0, 1})],
)
def test_paragraph_that_is_kept_with_the_next(first: str, pages_of_both: set[int]) -> None:
    data = made(par("x") * 45 + par("a", properties=first) + par("b") + page())
    assert {found.page for found in letters(data) if found.letter in "ab"} == pages_of_both


def test_lines_that_are_kept_together_move_as_one() -> None:
    data = made(par("x") * 44 + par(WORDS, properties="<w:keepLines/>") + page())
    assert {found.page for found in letters(data) if found.letter != "x"} == {1}


def test_page_break_within_a_paragraph_begins_no_new_one() -> None:
    data = made(par("a", BREAK, "b", properties='<w:ind w:left="400" w:firstLine="400"/><w:spacing w:before="400"/>'))
    found = place(data, "b")
    assert (found.page, found.x) == (1, pytest.approx(LEFT + 20, abs=0.05))
    assert found.y == pytest.approx(FIRST, abs=0.05)


def test_word_with_a_slash_stays_whole() -> None:
    data = made(par("x" * 66 + " ab/cd"))
    assert place(data, "a").y == place(data, "d").y


def test_line_ends_after_a_hyphen() -> None:
    data = made(par("x" * 68 + "-abcd"))
    assert place(data, "a").y - place(data, "x").y == pytest.approx(line(), abs=0.02)


def test_no_pair_of_letters_is_drawn_together() -> None:
    assert place(made(par("AVb")), "b").x == pytest.approx(LEFT + wide("AV"), abs=0.02)
    assert "".join(found.letter for found in letters(made(par("fi ffl")))) == "fiffl"


REFUSED: dict[str, tuple[str, str]] = {
    "scaled text": (par(run("a", '<w:w w:val="80"/>')), "text made wider or narrower"),
    "border": (bordered("a", "top").replace('"single"', '"wave"'), "border of the kind wave"),
    "font": (par(run("a", '<w:rFonts w:ascii="Nonesuch"/>')), "font Nonesuch, which is not here"),
    "field": (par('<w:fldSimple w:instr="SECTIONPAGES"><w:r/></w:fldSimple>'), "field SECTIONPAGES"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_known_is_refused_by_name(name: str) -> None:
    body, said = REFUSED[name]
    assert refused(body) == (said,)


def test_what_is_unsupported_is_named_once_with_its_part() -> None:
    header: dict[str, Any] = {"headers": {"hdr1": "<w:p><w:r><w:pict/></w:r></w:p>"}}
    body = par("<w:r><w:pict/></w:r>") * 2 + page('<w:headerReference w:type="default" r:id="hdr1"/>')
    found = refused(body, **header)
    assert sorted(re.sub(r".* in ", "", each) for each in found) == ["word/document.xml", "word/hdr1.xml"]

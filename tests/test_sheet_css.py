"""The style rules of a sheet: which of them hold where, and what shorthands stand for."""

import pytest

from gen.pdf.faces import ready_book
from gen.pdf.html.css import KNOWN, declarations, parse
from gen.pdf.html.looks import SCALE, Looks, Place


def looks_of(style: str) -> Looks:
    refused: list[str] = []
    looks = Looks(parse(style, refused.append), ready_book(), refused.append)
    assert refused == []
    return looks


def place(style: str, *path: str) -> Place:
    """The place of the last of `path`, each a tag with classes (`td.figure`), within those before it."""
    looks, here = looks_of(style), None
    for step in path:
        tag, *classes = step.split(".")
        here = looks.place(here, tag, " ".join(classes))
    assert here is not None
    return here


SIDES = {
    "one": ("1pt", ["1pt", "1pt", "1pt", "1pt"]),
    "two": ("1pt 2pt", ["1pt", "2pt", "1pt", "2pt"]),
    "three": ("1pt 2pt 3pt", ["1pt", "2pt", "3pt", "2pt"]),
    "four": ("1pt 2pt 3pt 4pt", ["1pt", "2pt", "3pt", "4pt"]),
}


@pytest.mark.parametrize(("value", "sides"), SIDES.values(), ids=SIDES)
def test_shorthand_stands_for_four_sides(value: str, sides: list[str]) -> None:
    given = declarations(f"margin: {value}", KNOWN, pytest.fail)
    assert [given[f"margin-{side}"] for side in ("top", "right", "bottom", "left")] == sides


def test_font_stands_for_its_parts() -> None:
    given = declarations("font: italic bold 13pt/16pt 'Times New Roman', serif", KNOWN, pytest.fail)
    assert given == {
        "font-style": "italic",
        "font-weight": "bold",
        "font-size": "13pt",
        "line-height": "16pt",
        "font-family": "'Times New Roman', serif",
    }


WEIGHTS = {
    "class over element": (".a { font-style: italic } p { font-style: normal }", True),
    "two classes over one": (".a.b { font-style: italic } .a { font-style: normal }", True),
    "the later of equals": ("p { font-style: normal } p { font-style: italic }", True),
    "only with all its classes": (".a.c { font-style: italic }", False),
    "only within what is named": ("table p { font-style: italic }", False),
    "within something else between": ("body .a { font-style: italic }", True),
    "several selectors": ("h1, .b { font-style: italic }", True),
    "any element": ("* { font-style: italic }", True),
    "in a comment": ("/* p { font-style: italic } */", False),
}


@pytest.mark.parametrize(("style", "italic"), WEIGHTS.values(), ids=WEIGHTS)
def test_rule_holds_by_its_weight(style: str, italic: bool) -> None:
    assert place(style, "html", "body", "div", "p.a.b").look.run.italic is italic


def test_style_of_the_element_itself_weighs_most() -> None:
    looks = looks_of("p.a { font-weight: bold }")
    assert not looks.place(None, "p", "a", "font-weight: normal").look.run.bold


def test_look_of_text_is_inherited_and_boxes_are_not() -> None:
    style = "td { font: italic 10pt/14pt serif; text-align: right; padding: 4pt } "
    look = place(style, "table", "tbody", "tr", "td", "span").look
    assert (look.run.size, look.run.italic, look.line, look.align) == (10 * SCALE, True, 14 * SCALE, "right")
    assert look.length("padding-top") == 0


def test_lengths_are_those_of_the_paper() -> None:
    look = place("td { font-size: 10pt; padding: 12pt 16px 25.4mm 2em }", "td").look
    inset = [look.length(f"padding-{side}") for side in ("top", "right", "bottom", "left")]
    assert inset == pytest.approx([9, 9, 54, 15])


def test_headings_look_like_headings_without_a_rule() -> None:
    body, heading = place("", "body").look, place("", "body", "h1").look
    assert heading.run.bold
    assert heading.run.size == 2 * body.run.size


def test_family_that_is_not_here_gives_way_to_the_next() -> None:
    assert place("p { font-family: 'No Such Font', serif }", "p").look.run.font == ready_book().times


def test_border_has_width_and_colour() -> None:
    border = place("td { border: 2px solid #a0b }", "td").look.border("left")
    assert (border.style, border.width, border.color) == ("single", 2 * 0.75 * SCALE, "AA00BB")
    assert place("td { border: none }", "td").look.border("left").style == ""

"""Cases: sizes, line rules, spacing, indents, alignment, styles, and where pages break."""

from __future__ import annotations

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.shared import Cm, Pt

from benchmarks.fidelity.cases import prose
from benchmarks.fidelity.cases.draft import Draft
from benchmarks.fidelity.cases.registry import case


@case
def size_11(draft: Draft) -> None:
    """Small letters."""
    _sized(draft, 11)


@case
def size_12(draft: Draft) -> None:
    """Twelve points."""
    _sized(draft, 12)


@case
def size_14(draft: Draft) -> None:
    """Fourteen points, as most offices write."""
    _sized(draft, 14)


def _sized(draft: Draft, size: float) -> None:
    draft.document.styles["Normal"].font.size = Pt(size)
    draft.title()
    draft.prose(22)


@case
def line_1_15(draft: Draft) -> None:
    """Word's own spacing of lines since 2007."""
    draft.prose(20, line_spacing=1.15, space_after=Pt(10))


@case
def line_1_5(draft: Draft) -> None:
    """One and a half lines."""
    draft.prose(16, line_spacing=1.5)


@case
def line_exact(draft: Draft) -> None:
    """Lines of a given height, less and more than the letters need."""
    for height in (14, 17, 20, 24):
        draft.prose(5, line_spacing_rule=WD_LINE_SPACING.EXACTLY, line_spacing=Pt(height))


@case
def line_at_least(draft: Draft) -> None:
    """Lines of a least height, some of which their letters exceed."""
    for height in (10, 16, 18, 24):
        draft.prose(5, line_spacing_rule=WD_LINE_SPACING.AT_LEAST, line_spacing=Pt(height))


@case
def line_rules_mixed(draft: Draft) -> None:
    """Another rule for each paragraph."""
    rules = (1.0, 1.15, 1.3, 1.5, Pt(18), Pt(22))
    for _number in range(20):
        draft.prose(1, line_spacing=draft.random.choice(rules))


@case
def spacing_before_and_after(draft: Draft) -> None:
    """Gaps above and below that differ from paragraph to paragraph."""
    for _number in range(20):
        before, after = (Pt(draft.random.choice((0, 3, 6, 12, 18))) for _side in range(2))
        draft.prose(1, space_before=before, space_after=after)


@case
def spacing_contextual(draft: Draft) -> None:
    """No gap between paragraphs of one style, as in Word's lists."""
    style = draft.document.styles.add_style("Sát dòng", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = draft.document.styles["Normal"]
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(12)
    close = draft.document.styles["List Paragraph"].element.pPr
    style.element.get_or_add_pPr().append(close.find(f"{close.tag.removesuffix('pPr')}contextualSpacing"))
    for _number in range(6):
        for text in range(3):
            draft.paragraph(prose.paragraph(draft.random), "Sát dòng" if text else None)


@case
def empty_paragraphs(draft: Draft) -> None:
    """Gaps made of empty paragraphs, of the text's size and of others."""
    for number in range(14):
        draft.prose(1)
        for _empty in range(number % 3):
            draft.paragraph().paragraph_format.space_after = Pt(0)
        if number % 4 == 0:
            draft.paragraph("").add_run(" ").font.size = Pt(20)


@case
def indent_first_line(draft: Draft) -> None:
    """First lines set in by an office's usual centimetre or so."""
    for indent in (1.0, 1.27, 0.5, 2.0):
        draft.prose(5, first_line_indent=Cm(indent))


@case
def indent_hanging(draft: Draft) -> None:
    """First lines that stand out to the left."""
    for left, hanging in ((1.0, 0.5), (1.27, 1.27), (2.5, 0.75)):
        draft.prose(6, left_indent=Cm(left), first_line_indent=Cm(-hanging))


@case
def indent_left_and_right(draft: Draft) -> None:
    """Columns set in from both sides."""
    for left, right in ((1, 1), (3, 0), (0, 4), (2.5, 2.5), (-0.5, -0.5)):
        draft.prose(4, left_indent=Cm(left), right_indent=Cm(right))


@case
def alignment_of_all_kinds(draft: Draft) -> None:
    """Left, centred, right, justified."""
    kinds = (WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY)
    for number in range(20):
        draft.prose(1, alignment=kinds[number % 4])


@case
def styles_inherited(draft: Draft) -> None:
    """Styles three deep, each with something of its own, and a paragraph that overrules them."""
    styles = draft.document.styles
    based = styles["Normal"]
    looks = {"Nội dung": (Cm(1), Pt(6), 13), "Nội dung thụt": (Cm(2), None, None), "Ghi chú": (None, Pt(2), 11)}
    for name, (indent, after, size) in looks.items():
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, based = based, style
        style.paragraph_format.left_indent, style.paragraph_format.space_after = indent, after
        style.font.size = Pt(size) if size else None
    styles["Ghi chú"].font.italic = True
    for name in (*looks, *looks, *looks):
        for _number in range(2):
            draft.paragraph(prose.paragraph(draft.random), name)
    draft.paragraph(prose.paragraph(draft.random), "Ghi chú", left_indent=Cm(0), space_before=Pt(24))


@case
def styles_headings(draft: Draft) -> None:
    """Word's headings, which stay with what follows them."""
    for level in (1, 2, 3, 2, 2, 3, 1, 2, 3, 3, 1, 2):
        draft.document.add_heading(prose.heading(draft.random), level)
        draft.prose(2)


@case
def break_page(draft: Draft) -> None:
    """Page breaks: in a paragraph of their own, at the end of one, in the middle of one."""
    draft.prose(3)
    draft.document.add_page_break()
    draft.prose(3)[-1].add_run().add_break(WD_BREAK.PAGE)
    middle = draft.prose(3)[-1]
    middle.add_run().add_break(WD_BREAK.PAGE)
    middle.add_run(prose.sentence(draft.random))
    draft.prose(3)


@case
def break_page_before(draft: Draft) -> None:
    """Paragraphs that begin a page."""
    for _number in range(4):
        draft.paragraph(prose.heading(draft.random).upper(), page_break_before=True, keep_with_next=True)
        draft.prose(4)


@case
def keep_with_next(draft: Draft) -> None:
    """Chains of paragraphs that stay together."""
    for _number in range(9):
        for text in draft.prose(2, sentences=1):
            text.paragraph_format.keep_with_next = True
        draft.prose(1, sentences=4)


@case
def keep_lines_together(draft: Draft) -> None:
    """Long paragraphs that are not divided between pages."""
    draft.prose(12, sentences=6, keep_together=True)


@case
def widow_control_off(draft: Draft) -> None:
    """Single lines may stand alone at the top or the foot of a page."""
    draft.prose(24, sentences=4, widow_control=False)


@case
def compatibility_12(draft: Draft) -> None:
    """A file of Word 2007."""
    _of_word(draft, 12)


@case
def compatibility_14(draft: Draft) -> None:
    """A file of Word 2010."""
    _of_word(draft, 14)


def _of_word(draft: Draft, mode: int) -> None:
    draft.set_compatibility(mode)
    draft.title()
    draft.prose(8, line_spacing=1.15)
    draft.table(6, 4)
    for kind in ("List Number", "List Bullet", "List Number"):
        draft.paragraph(prose.sentence(draft.random), kind)
    draft.prose(6)

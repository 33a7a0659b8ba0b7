"""Cases: runs of every look, tabs, pictures, content controls, links, breaks and spaces within lines."""

from __future__ import annotations

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Cm, Pt, RGBColor
from docx.text.run import Run

from benchmarks.fidelity.cases import prose
from benchmarks.fidelity.cases.draft import Draft, raw
from benchmarks.fidelity.cases.registry import case


def _mixed(draft: Draft, paragraphs: int) -> list[Run]:
    """Every run of so many justified paragraphs, each of seven."""
    runs = []
    for _number in range(paragraphs):
        added = draft.paragraph(alignment=WD_ALIGN_PARAGRAPH.JUSTIFY)
        runs += [added.add_run(prose.sentence(draft.random)[: draft.random.randint(12, 90)] + " ") for _run in range(7)]
    return runs


@case
def runs_bold_and_italic(draft: Draft) -> None:
    """Bold, italic, both, within lines."""
    for run in _mixed(draft, 18):
        run.bold, run.italic = draft.random.random() < 0.4, draft.random.random() < 0.4


@case
def runs_underlined_and_struck(draft: Draft) -> None:
    """Lines below and through letters."""
    for number, run in enumerate(_mixed(draft, 16)):
        run.underline, run.font.strike = number % 3 == 0, number % 5 == 0


@case
def runs_raised_and_lowered(draft: Draft) -> None:
    """Small letters above and below the line, as in m² or CO₂."""
    for number, run in enumerate(_mixed(draft, 14)):
        if number % 4 == 1:
            run.text = "2 "
            run.font.superscript = number % 8 == 1
            run.font.subscript = number % 8 != 1


@case
def runs_of_many_sizes(draft: Draft) -> None:
    """Sizes that change within a line, which makes lines of different heights."""
    for run in _mixed(draft, 14):
        run.font.size = draft.random.choice((None, None, Pt(11), Pt(12), Pt(16)))


@case
def runs_coloured_capitals(draft: Draft) -> None:
    """Colours, marker, capitals and small capitals."""
    for number, run in enumerate(_mixed(draft, 12)):
        run.font.color.rgb = RGBColor(160, 20, 20) if number % 3 == 0 else None
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW if number % 5 == 0 else None
        run.font.all_caps, run.font.small_caps = number % 7 == 0, number % 7 == 3


@case
def tabs_left(draft: Draft) -> None:
    """Columns made of tabs."""
    for number in range(30):
        added = draft.paragraph(f"{number + 1}.\t{prose.heading(draft.random)}\tQuý {number % 4 + 1}\tGhi chú")
        for stop in (1.0, 8.0, 12.0):
            added.paragraph_format.tab_stops.add_tab_stop(Cm(stop))


@case
def tabs_right_with_leaders(draft: Draft) -> None:
    """A table of contents, and blanks to be filled in."""
    for number in range(24):
        added = draft.paragraph(f"{prose.heading(draft.random)}\t{number + 2}")
        leader = (WD_TAB_LEADER.DOTS, WD_TAB_LEADER.LINES, WD_TAB_LEADER.DASHES)[number % 3]
        added.paragraph_format.tab_stops.add_tab_stop(Cm(16), WD_TAB_ALIGNMENT.RIGHT, leader)
    draft.prose(4)


@case
def tabs_centred(draft: Draft) -> None:
    """Two headings beside each other, each about its own middle."""
    for _number in range(12):
        added = draft.paragraph(f"\t{prose.heading(draft.random)}\t{prose.heading(draft.random)}")
        for middle in (4.0, 12.0):
            added.paragraph_format.tab_stops.add_tab_stop(Cm(middle), WD_TAB_ALIGNMENT.CENTER)
        draft.prose(1)


@case
def tabs_decimal(draft: Draft) -> None:
    """Amounts under each other by their decimal sign."""
    for _number in range(25):
        amount = f"{draft.random.randint(1, 99999)},{draft.random.randint(0, 99):02}"
        added = draft.paragraph(f"{prose.heading(draft.random)}\t{amount}\tđồng")
        stops = added.paragraph_format.tab_stops
        stops.add_tab_stop(Cm(10), WD_TAB_ALIGNMENT.DECIMAL)
        stops.add_tab_stop(Cm(13))


@case
def tabs_default(draft: Draft) -> None:
    """Tabs without stops of their own, at the start of lines and within."""
    for number in range(18):
        draft.paragraph("\t" * (number % 3) + f"Số:\t{number}/KH\tNgày:\t{number % 28 + 1}/7")
        draft.paragraph(f"-\t{prose.sentence(draft.random)}", left_indent=Cm(1.27), first_line_indent=Cm(-0.63))


@case
def picture_png(draft: Draft) -> None:
    """Pictures in paragraphs of their own, of different sizes."""
    for width in (4, 8, 14):
        draft.prose(3)
        draft.document.add_picture(draft.picture("PNG"), Cm(width))
        draft.paragraph(f"Hình {width}. {prose.heading(draft.random)}", alignment=WD_ALIGN_PARAGRAPH.CENTER)
    draft.prose(3)


@case
def picture_jpeg_in_text(draft: Draft) -> None:
    """Small pictures within lines and in a table."""
    for _number in range(5):
        added = draft.prose(1)[0]
        added.add_run().add_picture(draft.picture("JPEG", 120, 60), Cm(2))
        added.add_run(f" {prose.sentence(draft.random)}")
    table = draft.table(2, 2)
    table.cell(0, 1).paragraphs[0].add_run().add_picture(draft.picture("JPEG"), Cm(5))
    draft.prose(3)


@case
def content_controls(draft: Draft) -> None:
    """Fields to fill in: within a line, round a paragraph, with a hint in them."""
    for number in range(10):
        inside = f"<w:r><w:t>{prose.heading(draft.random)}</w:t></w:r>"
        control = f'<w:sdtPr><w:alias w:val="Ô {number}"/><w:tag w:val="o-{number}"/><w:text/></w:sdtPr>'
        added = draft.prose(1)[0]
        added._p.append(raw(f"<w:sdt>{control}<w:sdtContent>{inside}</w:sdtContent></w:sdt>"))
        added.add_run(f" {prose.sentence(draft.random)}")
        content = f"<w:sdtContent><w:p>{inside}</w:p></w:sdtContent>"
        block = f"<w:sdt><w:sdtPr><w:id w:val='{number + 7}'/></w:sdtPr>{content}</w:sdt>"
        added._p.addnext(raw(block))


@case
def hyperlinks(draft: Draft) -> None:
    """Links in blue, underlined."""
    for number in range(12):
        added = draft.prose(1)[0]
        link = draft.document.part.relate_to(f"https://example.vn/{number}", RELATIONSHIP_TYPE.HYPERLINK, True)
        look = '<w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr>'
        text = f"<w:t>cổng thông tin điện tử số {number}</w:t>"
        added._p.append(raw(f'<w:hyperlink r:id="{link}"><w:r>{look}{text}</w:r></w:hyperlink>'))
        added.add_run(f", {prose.sentence(draft.random)}")


@case
def soft_line_breaks(draft: Draft) -> None:
    """Lines that end before the margin, in paragraphs of every alignment."""
    for number in range(15):
        added = draft.prose(1, sentences=1)[0]
        added.add_run().add_break()
        added.add_run(prose.sentence(draft.random))
        added.alignment = (WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER)[number % 3]


@case
def spaces_and_hyphens_that_hold(draft: Draft) -> None:
    """Non-breaking spaces and hyphens, dashes and slashes, at which lines may or may not break."""
    for _number in range(18):
        text = prose.paragraph(draft.random, 2)
        draft.paragraph(text.replace("của ", "của\u00a0").replace(" - ", "\u2011") + " Số 12/KH-UBND, mục 3 – 4.")


@case
def signs_and_quotes(draft: Draft) -> None:
    """Quotation marks, per cent, brackets, signs that mean something in markup, two spaces in a row."""
    signs = (
        "“có”",
        "(nếu có)",
        "100%",
        "#import",
        "$x$",
        "*đậm*",
        "_nghiêng_",
        "@nhãn",
        "a\\b",
        "<b>",
        "[ ]",
        "…",
        "½",
    )
    for _number in range(16):
        words = prose.paragraph(draft.random, 2).split(" ")
        for _sign in range(6):
            words.insert(draft.random.randrange(len(words)), draft.random.choice(signs))
        draft.paragraph("  ".join([" ".join(words[:9]), " ".join(words[9:])]), alignment=WD_ALIGN_PARAGRAPH.JUSTIFY)

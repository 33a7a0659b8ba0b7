"""A case's name → an empty document in Times New Roman, with a source of chance, and short ways to add to it."""

from __future__ import annotations

import io
from random import Random
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Cm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph
from PIL import Image, ImageDraw

from benchmarks.fidelity.cases import prose

FONT = "Times New Roman"
_THEMED = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")


class Draft:
    """A document being filled: A4 with an office's margins, 13 points, justified paragraphs."""

    def __init__(self, name: str) -> None:
        self.random = Random(name)
        self.document = Document()
        self._set_fonts()
        self.set_compatibility(15)
        normal = self.document.styles["Normal"]
        normal.font.size = Pt(13)
        normal.paragraph_format.space_after = Pt(6)
        self.paper()

    def _set_fonts(self) -> None:
        """Every style in one font: a theme's fonts are on no two machines the same."""
        for fonts in self.document.styles.element.iter(qn("w:rFonts")):
            for themed in _THEMED:
                fonts.attrib.pop(qn(f"w:{themed}"), None)
            for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
                fonts.set(qn(f"w:{kind}"), FONT)

    def set_compatibility(self, mode: int) -> None:
        """As which Word the file is to be laid out: 12 is Word 2007, 14 is 2010, 15 is 2013 and later."""
        settings = self.document.settings.element
        for old in settings.findall(qn("w:compat")):
            settings.remove(old)
        setting = (
            f'<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
            f' w:val="{mode}"/>'
        )
        place = settings.find(qn("w:rsids"))
        compat = parse_xml(f"<w:compat {nsdecls('w')}>{setting if mode > 12 else ''}</w:compat>")
        if place is None:
            settings.append(compat)
        else:
            place.addprevious(compat)

    def paper(
        self,
        width: float = 21.0,
        height: float = 29.7,
        margins: tuple[float, float, float, float] = (2.0, 2.0, 2.0, 3.0),
        section: Section | None = None,
    ) -> Section:
        """Size and margins (top, right, bottom, left) of a section in centimetres, the first unless told."""
        section = section or self.document.sections[0]
        section.page_width, section.page_height = Cm(width), Cm(height)
        section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = map(Cm, margins)
        return section

    def paragraph(self, text: str = "", style: str | None = None, **look: Any) -> Paragraph:
        """A paragraph with `text`; `look` has the names of python-docx's ParagraphFormat."""
        added = self.document.add_paragraph(text, style)
        for name, value in look.items():
            setattr(added.paragraph_format, name, value)
        return added

    def prose(self, count: int, sentences: int | None = None, **look: Any) -> list[Paragraph]:
        """So many justified paragraphs of sentences, unless `look` aligns them otherwise."""
        look = {"alignment": WD_ALIGN_PARAGRAPH.JUSTIFY, **look}
        return [self.paragraph(prose.paragraph(self.random, sentences), **look) for _number in range(count)]

    def title(self) -> None:
        """A centred heading in bold capitals."""
        self.paragraph(alignment=WD_ALIGN_PARAGRAPH.CENTER).add_run(prose.heading(self.random).upper()).bold = True

    def table(self, rows: int, columns: int, style: str = "Table Grid") -> Table:
        """A table with something in every cell."""
        added = self.document.add_table(rows, columns, style)
        for row in added.rows:
            for cell in row.cells:
                cell.text = prose.entry(self.random)
        return added

    def picture(self, form: str, width: int = 240, height: int = 150) -> io.BytesIO:
        """A picture of bars, as an office's chart looks."""
        image = Image.new("RGB", (width, height), "white")
        brush = ImageDraw.Draw(image)
        for number in range(6):
            top = self.random.randint(10, height - 30)
            brush.rectangle((20 + number * 36, top, 44 + number * 36, height - 10), fill=(30, 70 + number * 25, 150))
        held = io.BytesIO()
        image.save(held, form)
        held.seek(0)
        return held


def child(parent: Any, name: str, **attributes: Any) -> Any:
    """A new element `w:name` at the end of `parent`, with attributes of the same namespace."""
    added = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        added.set(qn(f"w:{key}"), str(value))
    parent.append(added)
    return added


def raw(xml: str) -> Any:
    """An element from XML whose prefixes (w, r, wp, a, pic) need no declarations."""
    start = xml.index("<") + 1
    end = min(place for sign in " />" if (place := xml.find(sign, start)) > 0)
    return parse_xml(f"{xml[:end]} {nsdecls('w', 'r', 'wp', 'a', 'pic')}{xml[end:]}")


def field(paragraph: Paragraph, code: str, shown: str = "1") -> None:
    """A field such as PAGE, as Word writes it, with what it showed last."""
    for kind in ("begin", "separate", "end"):
        child(paragraph.add_run()._r, "fldChar", fldCharType=kind)
        if kind == "begin":
            instruction = child(paragraph.add_run()._r, "instrText")
            instruction.text = f" {code} "
        elif kind == "separate":
            paragraph.add_run(shown)

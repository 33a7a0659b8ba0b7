"""Cases: what the embedded engine does not set, and is to refuse by name instead of leaving it out."""

from __future__ import annotations

from docx.oxml.ns import qn
from docx.shared import Cm

from benchmarks.fidelity.cases.draft import Draft, child, raw
from benchmarks.fidelity.cases.registry import refused

_VML = 'xmlns:v="urn:schemas-microsoft-com:vml"'


@refused
def refused_text_box(draft: Draft) -> None:
    """A box with text that stands beside the lines, as older Word wrote it."""
    words = "<w:txbxContent><w:p><w:r><w:t>DỰ THẢO</w:t></w:r></w:p></w:txbxContent>"
    style = "position:absolute;width:90pt;height:30pt"
    box = f'<v:shape {_VML} style="{style}"><v:textbox>{words}</v:textbox></v:shape>'
    draft.prose(1)[0].add_run()._r.append(raw(f"<w:pict>{box}</w:pict>"))
    draft.prose(4)


@refused
def refused_footnote(draft: Draft) -> None:
    """A note at the foot of the page."""
    child(draft.prose(1)[0].add_run()._r, "footnoteReference", id=2)
    draft.prose(4)


@refused
def refused_floating_picture(draft: Draft) -> None:
    """A picture that text flows round."""
    added = draft.prose(1)[0].add_run()
    added.add_picture(draft.picture("PNG"), Cm(5))
    inline = added._r.find(f".//{qn('wp:inline')}")
    place = (
        '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>900000</wp:posOffset>'
        '</wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
    )
    anchor = raw(
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0"'
        f' layoutInCell="1" allowOverlap="1">{place}</wp:anchor>'
    )
    anchor.extend(list(inline))
    anchor.find(qn("wp:extent")).addnext(raw('<wp:wrapSquare wrapText="bothSides"/>'))
    inline.getparent().replace(inline, anchor)
    draft.prose(5)


@refused
def refused_tracked_changes(draft: Draft) -> None:
    """Words that somebody put in and took out, not yet accepted."""
    by = 'w:author="Người soạn" w:date="2021-01-01T00:00:00Z"'
    added = draft.prose(1)[0]
    added._p.append(raw(f'<w:ins w:id="1" {by}><w:r><w:t xml:space="preserve"> và bổ sung</w:t></w:r></w:ins>'))
    added._p.append(raw(f'<w:del w:id="2" {by}><w:r><w:delText> đã bỏ</w:delText></w:r></w:del>'))
    draft.prose(4)


@refused
def refused_columns(draft: Draft) -> None:
    """Two columns, as in a newspaper."""
    draft.document.sections[0]._sectPr.find(qn("w:cols")).set(qn("w:num"), "2")
    draft.prose(8)


@refused
def refused_page_border(draft: Draft) -> None:
    """A line round the page."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="12" w:space="24" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right")
    )
    draft.document.sections[0]._sectPr.find(qn("w:cols")).addprevious(raw(f"<w:pgBorders>{sides}</w:pgBorders>"))
    draft.prose(8)

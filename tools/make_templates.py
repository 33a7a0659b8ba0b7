"""The layout of Decree 30/2020, Appendix I → templates/*.docx, those of `gen init` too: the same bytes on every run.

`python -m tools.make_templates` writes them; with `--check` it only checks whether they are up to date.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as DocumentType
from docx.oxml import parse_xml

from gen.documents import PLAN, REMINDER, REPORT, SOURCE, SUMMARY
from gen.word.package import repack
from tools.template_bodies import plan_body, report_body, source_plan_body
from tools.template_ooxml import NAMESPACES, page_number, paragraph
from tools.template_reminder import reminder_body
from tools.template_styles import styles_xml
from tools.template_summary import summary_body

_ROOT = Path(__file__).parent.parent
TEMPLATES = _ROOT / "templates"
PLACES = (TEMPLATES, _ROOT / "gen" / "starter" / "files")
"""The folders of the templates: beside the plan, to be edited, and in the package, for new offices."""

_WANTED_PARTS = ("styles", "settings")
_SETTINGS = """
<w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>
<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>
</w:compat><w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>
"""

BODIES: dict[str, tuple[Callable[[str], str], str]] = {
    PLAN.template: (plan_body, ""),
    REPORT.template: (report_body, "Chân trang"),
    SOURCE.template: (source_plan_body, ""),
    REMINDER.template: (reminder_body, ""),
    SUMMARY.template: (summary_body, ""),
}
"""Each template: its body, given the references to headers and footers, and the style of its footer, if any."""


def make(name: str) -> bytes:
    """The template `name` as bytes."""
    body, footer_style = BODIES[name]
    document = Document()
    _strip(document)
    _replace(document.styles.element, styles_xml(is_summary=name == SUMMARY.template))
    _replace(document.settings.element, _SETTINGS)
    _replace(document.element.body, body(_headers_and_footers(document, footer_style)))
    out = io.BytesIO()
    document.save(out)
    return repack(out.getvalue(), compress=False)


def _strip(document: DocumentType) -> None:
    """Remove the parts of python-docx's own template that are not needed: theme, thumbnail, author, times."""
    package = document.part.package
    for rels, needed in ((document.part.rels, _WANTED_PARTS), (package.rels, ("officeDocument", "core-properties"))):
        for key in [key for key, rel in rels.items() if not rel.reltype.endswith(needed)]:
            del rels[key]
    properties = document.core_properties
    _replace(properties._element, "")
    properties.created = properties.modified = datetime(2020, 1, 1, tzinfo=UTC)
    properties.language = "vi-VN"


def _replace(element: Any, content: str) -> None:
    """Give `element` the OOXML `content` instead of its children."""
    for child in list(element):
        element.remove(child)
    for child in list(parse_xml(f"<root {NAMESPACES}>{content}</root>")):
        child.tail = None
        element.append(child)


def _headers_and_footers(document: DocumentType, footer_style: str) -> str:
    """Add the header and footer parts: no number on page 1, the document's code on all pages."""
    code = paragraph(footer_style, "{{ ma_tai_lieu }}") if footer_style else ""
    parts = [
        ("header", "default", page_number()),
        ("header", "first", paragraph("Số trang")),
        *([("footer", "default", code), ("footer", "first", code)] if code else []),
    ]
    return "".join(_reference(document, *spec) for spec in parts)


def _reference(document: DocumentType, kind: str, page: str, content: str) -> str:
    add = document.part.add_header_part if kind == "header" else document.part.add_footer_part
    part, key = add()
    _replace(part.element, content)
    return f'<w:{kind}Reference w:type="{page}" r:id="{key}"/>'


def main() -> int:
    """Write the templates, or with --check compare them; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a template differs")
    check = parser.parse_args().check
    templates = {folder / name: make(name) for name in BODIES for folder in PLACES}
    differing = [path for path, data in templates.items() if not path.exists() or path.read_bytes() != data]
    for path in differing:
        if check:
            print(f"{path.relative_to(_ROOT)} differs from what tools/make_templates.py writes", file=sys.stderr)
        else:
            path.write_bytes(templates[path])
    return int(check and bool(differing))


if __name__ == "__main__":
    sys.exit(main())

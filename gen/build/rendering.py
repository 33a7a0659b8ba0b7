"""A unit and a document → the .docx, held against everything that it has to say before anybody sees it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from pathlib import Path

from gen.derive.dossier import Dossier
from gen.derive.form import report_form
from gen.derive.source import source_plan
from gen.derive.subplan import sub_plan
from gen.errors import BuildError, Diagnostic, Location, Severity, TemplateError
from gen.locale import _
from gen.plan.model import DocumentName, Plan
from gen.plan.units import full_name, unit_by_id
from gen.text import squeeze, without_emphasis
from gen.word.context import plan_values, report_values, source_values
from gen.word.names import Chung, MauBaoCao, MauKeHoach, MauKeHoachGoc
from gen.word.template import Properties, Template, load_template

STEMS = {DocumentName.PLAN: "ke-hoach", DocumentName.REPORT: "bao-cao"}
"""The beginning of a document's file name."""

TEMPLATE_NAMES = {DocumentName.PLAN: "plan.docx", DocumentName.REPORT: "report.docx"}
SOURCE_TEMPLATE = "source-plan.docx"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished document: its file stem, and the bytes of the .docx."""

    stem: str
    template: Template
    data: bytes


def load_templates(folder: Path, documents: Iterable[DocumentName], source: bool) -> dict[str, Template]:
    """The templates that a build needs, by file name, each true to its contract.

    Raises TemplateError with the mistakes of all of them.
    """
    names = [TEMPLATE_NAMES[d] for d in documents] + ([SOURCE_TEMPLATE] if source else [])
    templates: dict[str, Template] = {}
    mistakes: list[Diagnostic] = []
    for name in names:
        try:
            templates[name] = load_template(folder, name)
        except TemplateError as error:
            mistakes += error.diagnostics
    if mistakes:
        raise TemplateError(mistakes)
    return templates


def render_document(dossier: Dossier, document: DocumentName, templates: dict[str, Template]) -> Rendered:
    """The document of the dossier's unit.

    Raises BuildError BUILD-006 where something that it has to say is not in it.
    """
    unit_id = dossier.unit.id
    stem = f"{STEMS[document]}-{unit_id}"
    code = f"{dossier.plan.header.id}/{unit_id}/{STEMS[document]}"
    values: Chung
    if document is DocumentName.PLAN:
        values = plan_values(dossier, sub_plan(dossier), code)
    else:
        values = report_values(dossier, report_form(dossier), code)
    template = templates[TEMPLATE_NAMES[document]]
    return _rendered(stem, template, values, full_name(dossier.unit))


def render_source(plan: Plan, templates: dict[str, Template]) -> Rendered:
    """The source plan itself.

    Raises BuildError BUILD-006 where something that it has to say is not in it.
    """
    issuer = plan.header.issuer
    values = source_values(source_plan(plan), f"{plan.header.id}/{issuer}/ke-hoach")
    stem = f"{STEMS[DocumentName.PLAN]}-{issuer}"
    return _rendered(stem, templates[SOURCE_TEMPLATE], values, full_name(unit_by_id(plan)[issuer]))


def _rendered(stem: str, template: Template, values: Chung, author: str) -> Rendered:
    data = template.render(values, Properties(values.trich_yeu, author, values.ma_tai_lieu))
    printed = _text(data)
    lost = [text for text in _obligatory(values) if squeeze(text) not in printed]
    if lost:
        message = _("{name} would lack {count} passages, the first: {text}")
        found = message.format(name=f"{stem}.docx", count=len(lost), text=f"“{lost[0][:80]}”")
        hint = _("the template {template} leaves them out: take a fresh one").format(template=template.name)
        raise BuildError([Diagnostic("BUILD-006", Severity.ERROR, found, Location(template.name), hint)])
    return Rendered(stem, template, data)


def _text(data: bytes) -> str:
    """The text of the body, one line a paragraph, white space squeezed."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        xml = archive.read("word/document.xml").decode("utf-8")
    paragraphs = re.sub(r"<w:(?:tab|br)\b[^>]*/>", " ", xml).split("</w:p>")
    return "\n".join(squeeze(unescape(re.sub(r"<[^>]+>", "", p))) for p in paragraphs)


def _obligatory(values: Chung) -> Iterator[str]:
    """Every text that the document has to hold."""
    yield from (values.trich_yeu, *values.co_quan, *values.chu_ky)
    match values:
        case MauKeHoach() | MauKeHoachGoc():
            for part in values.cac_phan:
                yield part.ten
                yield from (without_emphasis(block.chu.text) for block in part.doan)
                yield from (row.ten for row in part.bao_cao)
        case MauBaoCao():
            for group in values.nhom:
                yield from (text for row in group.dong for text in (row.ma, row.noi_dung))
            yield from (text for target in values.chi_tieu for text in (target.ma, target.ke_hoach))
    if isinstance(values, MauKeHoachGoc):
        yield from (without_emphasis(text.text) for text in (*values.mo_dau, *values.ket))
    if isinstance(values, MauKeHoach):
        yield from values.can_cu
        yield from values.ket

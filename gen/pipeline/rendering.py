"""A unit and a document → the .docx, held against everything that it has to say before anybody sees it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path

from gen.derive import wording
from gen.derive.answers import form_revision
from gen.derive.dossier import Dossier
from gen.derive.form import ReportForm, report_form
from gen.derive.letterhead import KIND_NAMES, REPORT_NAME
from gen.derive.source import source_plan
from gen.derive.subplan import PLAN_KIND, SubPlan, sub_plan
from gen.errors import BuildError, Diagnostic, Location, Severity
from gen.locale import _
from gen.pipeline.fingerprint import Content, fingerprint, passages
from gen.pipeline.register import Issued
from gen.plan.model import DocumentName, Plan
from gen.plan.units import full_name, unit_by_id
from gen.text import long_date, squeeze, without_emphasis
from gen.word.context import plan_values, report_values, source_values
from gen.word.controls import Seal, key_of, with_parts
from gen.word.finding import TemplatePlaces
from gen.word.names import Chung, MauBaoCao, MauKeHoach, MauKeHoachGoc, ODien
from gen.word.template import Properties, Template

STEMS = {DocumentName.PLAN: "ke-hoach", DocumentName.REPORT: "bao-cao"}
"""The beginning of a document's file name."""

TEMPLATE_NAMES = {DocumentName.PLAN: "plan.docx", DocumentName.REPORT: "report.docx"}
SOURCE_TEMPLATE = "source-plan.docx"
BUILD_TEMPLATES = (*TEMPLATE_NAMES.values(), SOURCE_TEMPLATE)

_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)")
_PARAGRAPH_END = "\x00"
"""Stands in no text: neither a plan nor XML may hold it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A document that is not rendered yet: its file stem, what it says, and that as values of its template's names."""

    stem: str
    template: Template
    content: Content
    values: Chung
    author: str
    seal: Seal | None = None
    protected: bool = False

    @property
    def passages(self) -> dict[str, str]:
        """A digest for each thing that it says (see `gen.pipeline.fingerprint`)."""
        return passages(self.content)

    @property
    def fingerprint(self) -> str:
        """The same for the same document: from the template, every value, and the versions that make it a file."""
        author = f"{self.author} protected" if self.protected else self.author
        return fingerprint(self.template.data, self.values, f"{author} {self.seal.mark}" if self.seal else author)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished document: the bytes of the .docx, and why it could not be made the quick way, if so."""

    data: bytes
    detour: str = ""


def templates_needed(documents: Iterable[DocumentName], source: bool) -> list[str]:
    """The file names of the templates from which `documents` are made, and the source plan itself where wanted."""
    return [TEMPLATE_NAMES[d] for d in documents] + ([SOURCE_TEMPLATE] if source else [])


def load_templates(folder: Path, documents: Iterable[DocumentName], source: bool) -> dict[str, Template]:
    """The templates that a build needs out of `folder`, by file name, each true to its contract.

    Raises TemplateError with the mistakes of all of them.
    """
    return TemplatePlaces(folder).load_all(templates_needed(documents, source))


def draft_document(
    dossier: Dossier,
    document: DocumentName,
    templates: dict[str, Template],
    replaced: Issued | None = None,
    *,
    protect: bool = False,
    secret: bytes = b"",
) -> Draft:
    """The document of the dossier's unit, ready to be rendered.

    `replaced` is the issued one that it replaces; with `protect` nothing but the fields of a form can be changed in
    Word; forms are marked with the `secret`.
    """
    unit_id = dossier.unit.id
    code = f"{dossier.plan.header.id}/{unit_id}/{STEMS[document]}"
    said = _replacing(dossier, document, replaced) if replaced else ""
    content = sub_plan(dossier, said) if document is DocumentName.PLAN else report_form(dossier, said)
    values: Chung
    if isinstance(content, SubPlan):
        values = plan_values(dossier, content, code)
    else:
        values = report_values(dossier, content, code, {})
    template = templates[TEMPLATE_NAMES[document]]
    seal = _seal(dossier, content, code, secret) if isinstance(content, ReportForm) else None
    author = full_name(dossier.unit)
    return Draft(stem_of(document, unit_id), template, content, values, author, seal, bool(seal) and protect)


def with_answers(draft: Draft, dossier: Dossier, answers: Mapping[str, str]) -> Draft:
    """The form of `draft` with answers that were given already, by their fields' keys."""
    assert isinstance(draft.content, ReportForm)
    return replace(draft, values=report_values(dossier, draft.content, draft.values.ma_tai_lieu, answers))


def _seal(dossier: Dossier, form: ReportForm, code: str, secret: bytes) -> Seal:
    plan_id = dossier.plan.header.id
    return Seal(plan_id, dossier.unit.id, code, form_revision(form)).sealed(key_of(plan_id, secret))


def _replacing(dossier: Dossier, document: DocumentName, issued: Issued) -> str:
    """What the document says of the one that it replaces."""
    day = long_date(issued.date.year, issued.date.month, issued.date.day)
    kind = KIND_NAMES[PLAN_KIND] if document is DocumentName.PLAN else REPORT_NAME
    return wording.REPLACES.format(kind=kind, number=issued.number, day=day, unit=full_name(dossier.unit))


def draft_source(plan: Plan, templates: dict[str, Template]) -> Draft:
    """The source plan itself, ready to be rendered."""
    issuer = plan.header.issuer
    content = source_plan(plan)
    values = source_values(content, f"{plan.header.id}/{issuer}/ke-hoach")
    author = full_name(unit_by_id(plan)[issuer])
    return Draft(stem_of(DocumentName.PLAN, issuer), templates[SOURCE_TEMPLATE], content, values, author)


def path_of(document: DocumentName, unit_id: str) -> str:
    """Where a unit's document belongs in the plan's folder."""
    return f"{unit_id}/{stem_of(document, unit_id)}.docx"


def aside(issued: Issued, ending: str = ".docx") -> str:
    """Where an issued file stands once another replaces it: `xa-a/ke-hoach-xa-a.so-12-2020.docx`."""
    stem = path_of(issued.document, issued.unit).removesuffix(".docx")
    return f"{stem}.so-{issued.ordinal}-{issued.date.year}{ending}"


def stem_of(document: DocumentName, unit_id: str) -> str:
    """The name of a document's files, without what they end in."""
    return f"{STEMS[document]}-{unit_id}"


def render(draft: Draft) -> Rendered:
    """The document of `draft`.

    Raises BuildError BUILD-006 where something that it has to say is not in it.
    """
    values = draft.values
    made = draft.template.render(values, Properties(values.trich_yeu, draft.author, values.ma_tai_lieu))
    lost = _lost(values, made.body)
    if lost:
        message = _("{name} would lack {count} passages, the first: {text}")
        found = message.format(name=f"{draft.stem}.docx", count=len(lost), text=f"“{lost[0][:80]}”")
        name = draft.template.name
        hint = _("the template {template} leaves them out: take a fresh one").format(template=name)
        raise BuildError([Diagnostic("BUILD-006", Severity.ERROR, found, Location(name), hint)])
    if draft.seal is None:
        return Rendered(made.data, made.detour)
    return Rendered(with_parts(made.data, draft.seal, _answers(values), protect=draft.protected), made.detour)


def _answers(values: Chung) -> dict[str, str]:
    """What stands in each cell to fill in, by its key."""
    cells: list[ODien] = []
    if isinstance(values, MauBaoCao):
        for row in (row for group in values.nhom for row in group.dong if not row.la_muc):
            cells += (row.tinh_trang, row.ket_qua, row.minh_chung, row.ly_do)
        for target in values.chi_tieu:
            cells += (target.tu_so, target.mau_so, target.ket_qua)
        cells += (values.ngay_chot, values.kho_khan, values.de_xuat)
    return {cell.khoa: cell.chu for cell in cells}


def _lost(values: Chung, body: str) -> list[str]:
    """What the document has to say and its document.xml does not, in order.

    Nearly always all of it is found in the text as it stands; blanks and tabs are looked at closely only where not.
    """
    as_it_stands = _text(body)
    lost = [text for text in _obligatory(values) if text not in as_it_stands]
    if lost:
        printed = squeeze(_text(body.replace("<w:tab/>", "<w:t> ").replace("<w:br/>", "<w:t> ")))
        lost = [text for text in lost if squeeze(text) not in printed]
    return lost


def _text(body: str) -> str:
    """The text of document.xml; nothing runs on from one paragraph into the next."""
    return unescape("".join(_TEXT.findall(body.replace("</w:p>", f"<w:t>{_PARAGRAPH_END}"))))


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

"""A unit and a document → the .docx, held against everything that it has to say before anybody sees it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from html import unescape
from pathlib import Path

from gen import diagnostics
from gen.derive import wording
from gen.derive.answers import form_revision
from gen.derive.dossier import Dossier
from gen.derive.form import ReportForm
from gen.derive.source import source_plan
from gen.documents import SOURCE, Document, document_named
from gen.errors import BuildError, Diagnostic, Location, TemplateError
from gen.pipeline.fingerprint import fingerprint, passages
from gen.pipeline.register import Issued
from gen.plan.model import DocumentName, Plan
from gen.plan.units import full_name, unit_by_id
from gen.text import long_date, squeeze, without_emphasis
from gen.word.context import report_values, source_values
from gen.word.controls import Seal, key_of, with_parts
from gen.word.documents import Content, content_of, values_of
from gen.word.names import (
    Chung,
    DonVi,
    Emphasised,
    HinhAnh,
    KeHoach,
    MauBaoCao,
    MauKeHoach,
    MauKeHoachGoc,
    ODien,
)
from gen.word.template import Properties, Template, load_template

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


def load_templates(folder: Path, documents: Iterable[DocumentName], source: bool) -> dict[str, Template]:
    """The templates that a build needs, by file name, each true to its contract.

    Raises TemplateError with the mistakes of all of them.
    """
    names = [document_named(name).template for name in documents] + ([SOURCE.template] if source else [])
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
    entry, unit_id = document_named(document), dossier.unit.id
    code = entry.code(dossier.plan.header.id, unit_id)
    content = content_of(entry, dossier, _replacing(dossier, entry, replaced) if replaced else "")
    values = values_of(entry, dossier, content, code)
    template = templates[entry.template]
    seal = _seal(dossier, content, code, secret) if isinstance(content, ReportForm) else None
    author = full_name(dossier.unit)
    return Draft(entry.file_stem(unit_id), template, content, values, author, seal, bool(seal) and protect)


def with_answers(draft: Draft, dossier: Dossier, answers: Mapping[str, str]) -> Draft:
    """The form of `draft` with answers that were given already, by their fields' keys."""
    assert isinstance(draft.content, ReportForm)
    return replace(draft, values=report_values(dossier, draft.content, draft.values.ma_tai_lieu, answers))


def _seal(dossier: Dossier, form: ReportForm, code: str, secret: bytes) -> Seal:
    plan_id = dossier.plan.header.id
    return Seal(plan_id, dossier.unit.id, code, form_revision(form)).sealed(key_of(plan_id, secret))


def _replacing(dossier: Dossier, document: Document, issued: Issued) -> str:
    """What the document says of the one that it replaces."""
    day = long_date(issued.date.year, issued.date.month, issued.date.day)
    return wording.REPLACES.format(kind=document.kind_name, number=issued.number, day=day, unit=full_name(dossier.unit))


def draft_source(plan: Plan, templates: dict[str, Template]) -> Draft:
    """The source plan itself, ready to be rendered."""
    issuer = plan.header.issuer
    content = source_plan(plan)
    values = source_values(content, SOURCE.code(plan.header.id, issuer))
    author = full_name(unit_by_id(plan)[issuer])
    return Draft(SOURCE.file_stem(issuer), templates[SOURCE.template], content, values, author)


def path_of(document: DocumentName, unit_id: str) -> str:
    """Where a unit's document belongs in the plan's folder."""
    return document_named(document).path(unit_id)


def aside(issued: Issued, ending: str = ".docx") -> str:
    """Where an issued file stands once another replaces it: `xa-a/ke-hoach-xa-a.so-12-2020.docx`."""
    stem = path_of(issued.document, issued.unit).removesuffix(".docx")
    return f"{stem}.so-{issued.ordinal}-{issued.date.year}{ending}"


def render(draft: Draft) -> Rendered:
    """The document of `draft`.

    Raises BuildError BUILD-006 where something that it has to say is not in it.
    """
    values = draft.values
    made = draft.template.render(values, Properties(values.trich_yeu, draft.author, values.ma_tai_lieu))
    lost = _lost(values, made.body)
    if lost:
        place, first = Location(draft.template.name), f"“{lost[0][:80]}”"
        raise BuildError.one(
            diagnostics.build.PASSAGES_MISSING.at(
                place, name=f"{draft.stem}.docx", count=len(lost), text=first, template=draft.template.name
            )
        )
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
        case _:
            yield from _own_texts(values)
    if isinstance(values, MauKeHoachGoc):
        yield from (without_emphasis(text.text) for text in (*values.mo_dau, *values.ket))
    if isinstance(values, MauKeHoach):
        yield from values.can_cu
        yield from values.ket


def _own_texts(values: Chung) -> Iterator[str]:
    """Every text of the names that a kind of document has beside those of all; not what names its unit or the plan."""
    common = {field.name for field in fields(Chung)}
    yield from (t for f in fields(values) if f.name not in common for t in _texts(getattr(values, f.name)))


def _texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case Emphasised():
            yield without_emphasis(value.text)
        case tuple():
            yield from (text for each in value for text in _texts(each))
        case DonVi() | KeHoach() | ODien() | HinhAnh():
            return
        case _ if is_dataclass(value):
            yield from (text for field in fields(value) for text in _texts(getattr(value, field.name)))

"""A unit and a document → the .docx, checked for every text that it has to contain."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import lru_cache
from html import unescape
from pathlib import Path

from markupsafe import escape

from gen import diagnostics
from gen.derive import wording
from gen.derive.answers import form_revision
from gen.derive.dossier import Dossier
from gen.derive.form import ReportForm, find_answered_obligation
from gen.derive.source import derive_source_plan
from gen.documents import BUILT_DOCUMENTS, SOURCE, DocumentKind, DocumentName, document_named
from gen.errors import BuildError, Location
from gen.pipeline.fingerprint import compute_fingerprint, digest_passages
from gen.pipeline.register import IssuedDocument
from gen.pipeline.request import UnitDocument
from gen.plan.model import Obligation, Plan
from gen.plan.units import full_name, unit_by_id
from gen.reporting.form_names import occasion_in_name
from gen.reporting.forms import form_code
from gen.reporting.periods import find_period
from gen.reporting.working_days import holidays_of
from gen.sharing import SharedTuple, map_shared, pieces_of
from gen.text import NEVER_IN_TEXT, collapse_spaces, format_long_date, remove_emphasis
from gen.word.forms.controls import FormParts, FormSeal, form_mark_key
from gen.word.template.context import DocumentContent, content_of, report_values, source_values, values_of
from gen.word.template.finding import TemplatePlaces
from gen.word.template.loading import DocumentProperties, WordTemplate
from gen.word.template.names import (
    ChiTieu,
    Chung,
    DayHinh,
    Doan,
    Dong,
    DonVi,
    Emphasised,
    HinhAnh,
    KeHoach,
    MauBaoCao,
    MauKeHoach,
    MauKeHoachGoc,
    ODien,
    ViecPhuLuc,
)

BUILD_TEMPLATES = tuple(document.template for document in BUILT_DOCUMENTS)

_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)")


@dataclass(frozen=True, slots=True)
class DocumentDraft:
    """A document before rendering: its file stem, its content, and the content as values of its template's names."""

    stem: str
    template: WordTemplate
    content: DocumentContent
    values: Chung
    author: str
    seal: FormSeal | None = None
    is_protected: bool = False

    @property
    def passages(self) -> dict[str, str]:
        """A digest for each of its passages (see `gen.pipeline.fingerprint`)."""
        return digest_passages(self.content)

    @property
    def fingerprint(self) -> str:
        """Equal for equal documents: of template, values, author, protection, seal and generator."""
        author = f"{self.author} protected" if self.is_protected else self.author
        return compute_fingerprint(
            self.template.digest, self.values, f"{author} {self.seal.mark}" if self.seal else author
        )


@dataclass(frozen=True, slots=True)
class RenderedDocument:
    """A finished document: the bytes of the .docx; `fallback_reason` where docxtpl itself had to render it."""

    data: bytes
    fallback_reason: str = ""


def templates_needed(documents: Iterable[DocumentName], source: bool) -> list[str]:
    """The file names of the templates of `documents`, and with `source` that of the source plan itself."""
    return [document_named(d).template for d in documents] + ([SOURCE.template] if source else [])


def load_templates(folder: Path, documents: Iterable[DocumentName], source: bool) -> dict[str, WordTemplate]:
    """The templates in `folder` that a build needs, by file name, each checked against its contract.

    Raises TemplateError with the mistakes of all of them.
    """
    return TemplatePlaces(folder).load_all(templates_needed(documents, source))


def draft_document(
    dossier: Dossier,
    document: DocumentName,
    templates: dict[str, WordTemplate],
    replaced: IssuedDocument | None = None,
    *,
    obligation: str = "",
    period: str = "",
    protect: bool = False,
    secret: bytes = b"",
) -> DocumentDraft:
    """The document of the dossier's unit, ready to be rendered.

    Where the unit gets several forms, it is the one for `obligation`, in the period with the key `period` where that is
    owed more than once. `replaced` is the issued document that it
    replaces. With `protect` only the fields of a form can be changed in Word; forms are marked with the `secret`.
    """
    entry, unit_id = document_named(document), dossier.unit.id
    replacement_note = _replacement_note(dossier, entry, replaced) if replaced else ""
    answered = find_answered_obligation(dossier, obligation) if entry.is_form else None
    reported = find_period(answered, period, holidays_of(dossier.plan)) if answered and period else None
    content = content_of(entry, dossier, replacement_note, obligation, reported)
    code = (
        form_code(dossier.plan, unit_id, answered, period)
        if entry.is_form
        else entry.code(dossier.plan.header.id, unit_id)
    )
    values = values_of(entry, dossier, content, code)
    template = templates[entry.template]
    seal = _create_seal(dossier, content, code, secret, answered, period) if isinstance(content, ReportForm) else None
    author = full_name(dossier.unit)
    return DocumentDraft(
        entry.file_stem(unit_id, obligation, period), template, content, values, author, seal, bool(seal) and protect
    )


def fill_in_answers(
    draft: DocumentDraft, dossier: Dossier, answers: Mapping[str, str], earlier: Mapping[str, str]
) -> DocumentDraft:
    """The form of `draft` with `answers` filled in, by their fields' keys; `earlier` ones are told, by their rows."""
    assert isinstance(draft.content, ReportForm)
    return replace(draft, values=report_values(dossier, draft.content, draft.values.ma_tai_lieu, answers, earlier))


def _create_seal(
    dossier: Dossier, form: ReportForm, code: str, secret: bytes, answered: Obligation | None, period: str
) -> FormSeal:
    plan_id, obligation = dossier.plan.header.id, answered.id if answered else ""
    seal = FormSeal(plan_id, dossier.unit.id, code, form_revision(form), obligation=obligation, period=period)
    return seal.with_mark(form_mark_key(plan_id, secret))


def _replacement_note(dossier: Dossier, document: DocumentKind, issued: IssuedDocument) -> str:
    """The sentence about the issued document that this one replaces."""
    day = format_long_date(issued.date.year, issued.date.month, issued.date.day)
    return wording.REPLACES.format(kind=document.kind_name, number=issued.number, day=day, unit=full_name(dossier.unit))


def draft_source(plan: Plan, templates: dict[str, WordTemplate]) -> DocumentDraft:
    """The source plan itself, ready to be rendered."""
    issuer = plan.header.issuer
    content = derive_source_plan(plan)
    values = source_values(content, SOURCE.code(plan.header.id, issuer))
    author = full_name(unit_by_id(plan)[issuer])
    return DocumentDraft(SOURCE.file_stem(issuer), templates[SOURCE.template], content, values, author)


def document_path(wanted: UnitDocument) -> str:
    """The path of a unit's document in the plan's folder."""
    return document_named(wanted.document).path(wanted.unit, wanted.obligation, wanted.period)


def superseded_path(issued: IssuedDocument, suffix: str = ".docx") -> str:
    """The path of an issued file once another replaces it: `xa-a/ke-hoach-xa-a.so-12-2020.docx`."""
    stem = document_path(issued.of).removesuffix(".docx")
    return f"{stem}.so-{issued.ordinal}-{issued.date.year}{suffix}"


def obligation_in_name(path: str, unit_id: str) -> str:
    """The id of the obligation in a form's file name; empty where it has none."""
    return occasion_in_name(path, unit_id)[0]


def period_in_name(path: str, unit_id: str) -> str:
    """The key of the period in a form's file name; empty where it has none."""
    return occasion_in_name(path, unit_id)[1]


def render_draft(draft: DocumentDraft) -> RenderedDocument:
    """Render `draft`.

    Raises BuildError BUILD-006 where a text that the document has to contain is missing.
    """
    values = draft.values
    form = FormParts(draft.seal, draft.is_protected) if draft.seal else None
    properties = DocumentProperties(values.trich_yeu, draft.author, values.ma_tai_lieu)
    rendered = draft.template.render(values, properties, form)
    missing = _find_missing_texts(values, rendered.body)
    if missing:
        place, first = Location(draft.template.name), f"“{missing[0][:80]}”"
        raise BuildError.one(
            diagnostics.build.PASSAGES_MISSING.at(
                place, name=f"{draft.stem}.docx", count=len(missing), text=first, template=draft.template.name
            )
        )
    return RenderedDocument(rendered.data, rendered.fallback_reason)


def _find_missing_texts(values: Chung, body: str) -> list[str]:
    """The required texts that document.xml does not contain as often as it has to, in order.

    Nearly always each text is a whole element that stands behind the one before it. Where that is not so, it is counted
    how often each stands in the paragraphs; what is not there often enough is counted once more with all white space
    collapsed.
    """
    required = list(_list_required_texts(values))
    doubtful = _find_doubtful(required, body)
    if not doubtful:
        return []
    often = Counter(text for group in required for text in group)
    document_text = _document_text(body)
    missing = [text for text in doubtful if document_text.count(text) < often[text]]
    if missing:
        printed = collapse_spaces(_document_text(body.replace("<w:tab/>", "<w:t> ").replace("<w:br/>", "<w:t> ")))
        missing = [text for text in missing if printed.count(collapse_spaces(text)) < often[text]]
    return missing


def _find_doubtful(texts: list[tuple[str, ...]], body: str) -> list[str]:
    """Those of the `texts` that are no whole `w:t` of `body`; all of them where they do not follow one another in it.

    A text that stands twice in a document, as a task does that is told again in the annex, has to be found twice: one
    that is found only in front of the others may be the one that was found already.
    """
    doubtful, place = [], 0
    for group in texts:
        known = _end_of_known_stretch(group, body, place)
        if known:
            place = known
            continue
        found_all, first, end = True, -1, ""
        for text in filter(None, group):
            end = _end_of_element(text)
            found = body.find(end, place)
            if found > 0 and body[found - 1] in "> ":  # nothing else before it, not even half of an entity
                place, first = found + len(end), found if first < 0 else first
                continue
            if found < 0 and end in body:
                return list(dict.fromkeys(one for every in texts for one in every if one))
            doubtful.append(text)
            found_all = False
        if found_all and first > 0 and isinstance(group, SharedTuple):
            group.answers[_STRETCH] = body[first - 1 : place]
    return list(dict.fromkeys(doubtful))


_STRETCH = "stretch"
"""Under this name, the stretch of a document in which all texts of a shared tuple were found, one after the other."""


def _end_of_known_stretch(texts: tuple[str, ...], body: str, place: int) -> int:
    """Where the stretch ends in which the texts were found in another document, if it is there after `place`."""
    if not isinstance(texts, SharedTuple) or _STRETCH not in texts.answers:
        return 0
    stretch = texts.answers[_STRETCH]
    start = body.find(stretch[:_SAMPLE], place)
    return start + len(stretch) if start >= 0 and body.startswith(stretch, start) else 0


_SAMPLE = 200
"""So many characters of a stretch are searched; then the rest is compared."""


@lru_cache(maxsize=8192)
def _end_of_element(text: str) -> str:
    return str(escape(text)) + "</w:t>"


def _document_text(body: str) -> str:
    """The text of document.xml, its paragraphs separated, so that no text is found across two of them."""
    return unescape("".join(_TEXT.findall(body.replace("</w:p>", f"<w:t>{NEVER_IN_TEXT}"))))


def _list_required_texts(values: Chung) -> Iterator[tuple[str, ...]]:
    """Every text that the document has to contain, as often as it has to, in the order of our own templates.

    Empty ones may be among them.
    """
    yield (*values.co_quan, values.trich_yeu)
    match values:
        case MauKeHoach() | MauKeHoachGoc():
            yield values.can_cu if isinstance(values, MauKeHoach) else _plain(values.mo_dau)
            for part in values.cac_phan:
                yield (part.ten,)
                yield from pieces_of(_block_texts(part.doan))
                yield tuple(row.ten for row in part.bao_cao)
            yield values.ket if isinstance(values, MauKeHoach) else _plain(values.ket)
        case MauBaoCao():
            for group in values.nhom:
                yield (group.ten,)
                yield from pieces_of(_row_texts(group.dong))
            yield _target_texts(values.chi_tieu)
            yield tuple(text for row in values.so_lieu for text in (row.ma, row.ten))
        case _:
            yield tuple(dict.fromkeys(_own_texts(values)))
    yield values.chu_ky
    if isinstance(values, MauKeHoach):
        yield from pieces_of(_annex_texts(values.phu_luc))
    if isinstance(values, MauKeHoachGoc):
        for annex in values.phu_luc:
            yield (annex.ten,)
            yield from pieces_of(_block_texts(annex.doan))


def _plain(texts: tuple[Emphasised, ...]) -> tuple[str, ...]:
    return tuple(remove_emphasis(text.text) for text in texts)


@map_shared
def _block_texts(blocks: tuple[Doan, ...]) -> Iterator[str]:
    return (remove_emphasis(block.chu.text) for block in blocks)


@map_shared
def _annex_texts(rows: tuple[ViecPhuLuc, ...]) -> Iterator[str]:
    stated = (text for row in rows for text in (row.noi_dung, row.lanh_dao, row.san_pham, row.tham_quyen))
    return (text for text in stated if text != wording.NO_DEADLINE)  # of which a template may have no column


@map_shared
def _row_texts(rows: tuple[Dong, ...]) -> Iterator[str]:
    return (text for row in rows for text in (row.ma, row.noi_dung))


@map_shared
def _target_texts(targets: tuple[ChiTieu, ...]) -> Iterator[str]:
    return (text for target in targets for text in (target.ma, target.noi_dung, target.ke_hoach))


def _own_texts(values: Chung) -> Iterator[str]:
    """Every text of the names that only this kind of document has, without those of its unit and the plan."""
    common = {field.name for field in fields(Chung)}
    yield from (t for f in fields(values) if f.name not in common for t in _texts(getattr(values, f.name)))


def _texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case Emphasised():
            yield remove_emphasis(value.text)
        case tuple():
            yield from (text for member in value for text in _texts(member))
        case DonVi() | KeHoach() | ODien() | HinhAnh() | DayHinh():
            return
        case _ if is_dataclass(value):
            yield from (text for field in fields(value) for text in _texts(getattr(value, field.name)))

"""A form from the superior, the plan and its store → the form filled in, shown before it is written; a draft to check.

What stands in a cell already stays; a cell whose row asks something else than the plan knows of stays blank. The form
that is written is read again: each answer has to come back as it was put in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from gen import diagnostics
from gen.cascading.errors import CascadeError
from gen.cascading.upward.combine import RESULT, CombinedCell, combine_reports, superior_fields
from gen.cascading.upward.own_form import OwnForm, read_own_form
from gen.clock import today
from gen.derive.answers import FormField
from gen.derive.form_fields import Area, FieldKind, area_of, cell_words
from gen.errors import Diagnostic, Location
from gen.history import load_current
from gen.os_errors import describe_os_error
from gen.outputs import write_new_outputs
from gen.plan.model import Superior
from gen.reporting.periods import SINGLE_PERIOD_KEY
from gen.returns.collection import Collection
from gen.returns.storage import load_collection
from gen.text import name_few, shorten
from gen.word.forms.filling import fill_in
from gen.word.forms.provenance import CellProvenance, CellSource, Provenance, dump_provenance
from gen.word.forms.reading import AnswerDoubt, FoundAnswer, read_form

SIDECAR = ".nguon.json"
"""What follows the name of the form in that of the file with what stands behind its cells."""
MAX_BYTES = 20 * 1024 * 1024
_MAX_REMARK = 8
_DAMAGING = (AnswerDoubt.CONFLICT, AnswerDoubt.REWORDED)


class CellState(StrEnum):
    """What becomes of a cell: filled in; blank, with a reason; kept as it was; not there; blank since nobody wrote."""

    FILLED = "filled"
    BLANK = "blank"
    KEPT = "kept"
    ABSENT = "absent"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class FilledCell:
    """A cell of the form: what becomes of it, its text, why it stays blank or as it was, and what is behind it.

    `kept` is what stood in it and stays.
    """

    combined: CombinedCell
    state: CellState
    reason: str = ""
    kept: str = ""

    @property
    def field(self) -> FormField:
        """The field of the form."""
        return self.combined.field

    @property
    def words(self) -> str:
        """The cell as people say it."""
        return cell_words(self.field.key)

    @property
    def text(self) -> str:
        """What is put in; nothing where nothing is."""
        return self.combined.text if self.state is CellState.FILLED else ""

    @property
    def is_other_figure(self) -> bool:
        """Whether it is one of the figures of a target, which go together, and stood there as another than the sum."""
        is_of_target = self.field.kind is FieldKind.NUMBER and area_of(self.field.code) is Area.TARGET
        return self.state is CellState.KEPT and is_of_target and self.kept != self.combined.text

    @property
    def names(self) -> tuple[str, ...]:
        """Who is behind it, each once."""
        return tuple(dict.fromkeys(one.name for one in self.combined.sources))


@dataclass(frozen=True, slots=True)
class FilledForm:
    """The form, filled in: `docx` as a draft, `sidecar` with what stands behind its cells, as JSON.

    `unknown_keys` are fields of the form of which the plan knows nothing; `own_answers` is how many answers are to
    tasks of the office's own, which the superior does not ask. `reported` of `owing` bodies have reported.
    """

    docx: bytes
    sidecar: bytes
    cells: tuple[FilledCell, ...]
    report: str
    period: str
    reported: int
    owing: int
    unknown_keys: tuple[str, ...] = ()
    own_answers: int = 0
    notices: tuple[Diagnostic, ...] = ()

    def with_state(self, *states: CellState) -> tuple[FilledCell, ...]:
        """The cells of which that becomes."""
        return tuple(cell for cell in self.cells if cell.state in states)

    def files(self, to: Path) -> dict[Path, bytes]:
        """The two files by their paths, the form at `to`."""
        return {to: self.docx, to.with_name(to.name.removesuffix(to.suffix) + SIDECAR): self.sidecar}


@dataclass(frozen=True, slots=True)
class FillRequest:
    """One call of `gen fill`: the form, the own plan; which of its reports and periods is meant, if not the form's.

    `as_of` is the day up to which what was received counts. Without `comments` the form has none.
    """

    form: Path
    plan: Path
    obligation: str | None = None
    period: str | None = None
    as_of: date | None = None
    to: Path | None = None
    comments: bool = True
    force: bool = False


def fill_form(request: FillRequest) -> FilledForm:
    """The form filled in; written only where `to` names a file.

    Raises CascadeError CAS-010 to CAS-019; OccasionError RET-002, RET-009; StoreError RET-001; GenError RET-006,
    RET-007.
    """
    data = _read(request.form)
    current = load_current(request.plan)
    own = read_own_form(data, str(request.form), current.plan, request.obligation)
    if request.to is not None and _is_same_file(request.to, request.form):
        raise CascadeError.one(diagnostics.cascade.OVER_THE_FORM.at(Location(str(request.to))))
    day = request.as_of or today()
    key = request.period or (None if own.period == SINGLE_PERIOD_KEY else own.period)
    collection = load_collection(request.plan, own.report.id, key, day)
    if own.period != SINGLE_PERIOD_KEY and collection.period.key != own.period:
        place, label = Location(str(request.form)), collection.period.label
        raise CascadeError.one(diagnostics.cascade.FORM_OF_ANOTHER_PERIOD.at(place, stated=own.period, wanted=label))
    filled = _fill(data, own, collection, current.plan.superior, day, comments=request.comments)
    if request.to is not None:
        write_new_outputs(filled.files(request.to), force=request.force)
    return filled


def _read(form: Path) -> bytes:
    try:
        if form.stat().st_size > MAX_BYTES:
            raise CascadeError.one(diagnostics.cascade.FORM_TOO_LARGE.at(Location(str(form)), limit=MAX_BYTES >> 20))
        return form.read_bytes()
    except OSError as error:
        reason = describe_os_error(error)
        raise CascadeError.one(diagnostics.cascade.FORM_NOT_READABLE.at(Location(str(form)), reason=reason)) from None


def _is_same_file(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()


def _fill(
    data: bytes, own: OwnForm, collection: Collection, superior: Superior | None, day: date, *, comments: bool
) -> FilledForm:
    """The form filled in with what is in `collection`, by what the superior wanted at the end of its period."""
    wanted = collection.plan.superior or superior
    assert wanted is not None  # else the form was refused
    combined = combine_reports(collection, wanted)
    fields = list(dict.fromkeys(superior_fields(wanted)))
    there = own.filling.form.answers(fields)
    decided = [_decide(cell, there[cell.field.key]) for cell in combined.cells]
    cells = tuple(_without_bare_sums([*_without_mixed_rows(decided)]))
    answers = {cell.field: cell.text for cell in cells if cell.state is CellState.FILLED}
    remarks = {cell.field.key: _remark(cell) for cell in cells if cell.state is CellState.FILLED} if comments else {}
    sidecar = dump_provenance(_provenance(cells, collection, day))
    docx = fill_in(data, answers, remarks, sidecar)
    _prove(docx, fields, answers, there)
    known = {field.key for field in fields}
    unknown = tuple(key for key in own.filling.form.stated_keys() if key not in known)
    return FilledForm(
        docx, sidecar.encode(), cells, own.report.name, collection.period.label, len(collection.accepted),
        len(collection.owing_units), unknown, combined.own_answers, collection.notices,
    )  # fmt: skip


def _decide(cell: CombinedCell, there: FoundAnswer) -> FilledCell:
    """What becomes of a cell, with what stands in it already."""
    if AnswerDoubt.CELL_GONE in there.doubts:
        is_told = bool(cell.text) or not cell.is_silent
        reason = "biểu mẫu không có ô này"
        return FilledCell(cell, CellState.ABSENT if is_told else CellState.SILENT, reason)
    if there.text:
        now = f"; nay tổng hợp được “{shorten(cell.text, 60)}”" if cell.text not in ("", there.text) else ""
        return FilledCell(cell, CellState.KEPT, f"đã có sẵn: “{shorten(there.text, 60)}”{now}", there.text)
    if any(doubt in _DAMAGING for doubt in there.doubts) and cell.text:
        return FilledCell(cell, CellState.BLANK, "biểu mẫu hỏi khác lời cấp trên ghi trong kế hoạch")
    if cell.text:
        return FilledCell(cell, CellState.FILLED)
    return FilledCell(cell, CellState.SILENT if cell.is_silent else CellState.BLANK, cell.reason)


def _without_mixed_rows(cells: Sequence[FilledCell]) -> Iterator[FilledCell]:
    """The cells, but no sum beside another figure that stands in its row already: together they would be false.

    Nor a result that says of how many units the figures are, where these are others than its own.
    """
    kept = {one.field.code for one in cells if one.is_other_figure}
    told = {one.field.code.rpartition("/")[0] for one in cells if one.is_other_figure and one.combined.lacking}
    for cell in cells:
        is_figure = cell.field.kind is FieldKind.NUMBER and cell.field.code in kept
        is_result = cell.field.name == RESULT and cell.field.code in told
        if cell.state is CellState.FILLED and (is_figure or is_result):
            yield replace(cell, state=CellState.BLANK, reason="dòng này đã có số ghi sẵn, khác số tổng hợp được")
        else:
            yield cell


def _without_bare_sums(cells: Sequence[FilledCell]) -> Iterator[FilledCell]:
    """The cells, but no sum in which somebody is missing where the result beside it cannot say so."""
    told = {cell.field.code for cell in cells if cell.field.name == RESULT and cell.state is CellState.FILLED}
    for cell in cells:
        is_partial = cell.state is CellState.FILLED and bool(cell.combined.lacking)
        if is_partial and cell.field.code.rpartition("/")[0] not in told:
            reason = "chưa đủ số liệu, mà ô kết quả của nhiệm vụ không ghi được là thiếu của ai"
            yield replace(cell, state=CellState.BLANK, reason=reason)
        else:
            yield cell


def _remark(cell: FilledCell) -> str:
    """The comment at a cell: whose cells are behind it, who is not in it, what is to be looked at."""
    lines = [f"Từ {len(cell.names)} đơn vị: {'; '.join(_told(cell.combined.sources))}"]
    if cell.combined.lacking:
        lines.append(f"Chưa có: {name_few([f'{one.name} ({one.why})' for one in cell.combined.lacking], _MAX_REMARK)}")
    lines += [f"Xem lại: {doubt}" for doubt in cell.combined.doubts[:_MAX_REMARK]]
    return "\n".join(lines)


def _told(sources: Sequence[CellSource]) -> Iterator[str]:
    """Each source with what it says, the first ones."""
    for one in sources[:_MAX_REMARK]:
        yield f"{one.name} – {cell_words(one.key)}: {shorten(one.text, 60)}"
    if len(sources) > _MAX_REMARK:
        yield f"… và {len(sources) - _MAX_REMARK} ô khác, ghi ở tệp {SIDECAR}"


def _provenance(cells: Sequence[FilledCell], collection: Collection, day: date) -> Provenance:
    told = (
        CellProvenance(cell.field.key, cell.text or cell.kept, cell.combined.sources, cell.combined.lacking)
        for cell in cells
        if cell.state is CellState.FILLED
        or (cell.state is CellState.KEPT and cell.kept == cell.combined.text)
        or (cell.state is CellState.BLANK and cell.combined.lacking)
    )
    head = collection.plan.header
    return Provenance(head.id, collection.obligation.id, collection.period.key, f"{day:%Y-%m-%d}", tuple(told))


def _prove(
    docx: bytes, fields: Sequence[FormField], answers: Mapping[FormField, str], before: Mapping[str, FoundAnswer]
) -> None:
    """Raise CascadeError CAS-017 where the form, read again, does not say what was put in, and the rest as before."""
    read = read_form(docx).answers(fields)
    wanted = {one.key: text for one, text in answers.items()}
    wrong = [key for key, found in read.items() if found.text != wanted.get(key, before[key].text)]
    if wrong:
        raise CascadeError.one(diagnostics.cascade.NOT_AS_PUT_IN.at(names=name_few([cell_words(key) for key in wrong])))

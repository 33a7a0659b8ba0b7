"""The forms behind a report, as they were received → the cells of the next level down that their senders added up.

What a form says of that is a statement of its sender: no figure is taken from it. It tells of a cell only as long as
the cell says what was put into it; where its figures are not the sum of those that it names, that is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from gen.derive.form_fields import FieldKind
from gen.ooxml.unsupported import UnreadableDocumentError
from gen.reading import read_figure
from gen.returns.collection import AcceptedSubmission, Collection
from gen.returns.consolidation.targets import add_exactly
from gen.returns.storage import list_originals, originals_folder
from gen.returns.validation import FieldValue
from gen.word.forms.provenance import (
    CellProvenance,
    CellSource,
    LackingSource,
    Provenance,
    ProvenanceFault,
    read_provenance,
)


@dataclass(frozen=True, slots=True)
class SubCell:
    """A cell that counts, by its key, of the unit that sent it, with the cells of its own units behind it.

    `value` is None for one that the unit left blank, since some of its own units are `lacking`. `is_changed`: it says
    something else than was added up, so that they tell nothing of it. `total` is the sum of the figures among the
    sources, None for a text, a status, and a percentage, which is that of two other sums.
    """

    unit: str
    key: str
    value: FieldValue | None
    sources: tuple[CellSource, ...]
    lacking: tuple[LackingSource, ...]
    is_changed: bool = False
    total: Decimal | None = None

    @property
    def adds_up(self) -> bool | None:
        """Whether the figure is the sum of those behind it; None where that cannot be said."""
        if self.total is None or self.value is None or self.value.figure is None:
            return None
        return self.total == self.value.figure.value


@dataclass(frozen=True, slots=True)
class SubReports:
    """What stands behind the cells of a report; `faults` are the units whose forms say it in a way that is not read."""

    cells: tuple[SubCell, ...] = ()
    faults: tuple[tuple[str, ProvenanceFault], ...] = ()


NO_SUB_REPORTS = SubReports()
"""Of a report whose forms say nothing of that."""


def load_sub_reports(plan: Path, collection: Collection) -> SubReports:
    """What the received forms beside the plan say of the cells that count in `collection`.

    Raises StoreError RET-001 where their folder cannot be read; a form that cannot be is a fault of its unit.
    """
    there = list_originals(originals_folder(plan))
    cells: list[SubCell] = []
    faults: list[tuple[str, ProvenanceFault]] = []
    for report in collection.accepted:
        told: dict[str, Provenance | ProvenanceFault | None] = {}
        for digest in dict.fromkeys((report.sha256, *(one.sha256 for one in report.origins.values()))):
            told[digest] = _read(there[digest]) if digest in there else None
        faults += [(report.unit, one) for one in dict.fromkeys(told.values()) if isinstance(one, ProvenanceFault)]
        cells += _cells(report, {digest: one for digest, one in told.items() if isinstance(one, Provenance)})
    return SubReports(tuple(cells), tuple(faults))


def _read(path: Path) -> Provenance | ProvenanceFault | None:
    try:
        return read_provenance(path.read_bytes())
    except UnreadableDocumentError:
        return None  # no .docx: it says nothing of its cells
    except OSError:
        return ProvenanceFault.UNREADABLE


def _cells(report: AcceptedSubmission, told: Mapping[str, Provenance]) -> Iterator[SubCell]:
    by_key = {digest: {cell.key: cell for cell in one.cells} for digest, one in told.items()}
    for value in report.values:
        origin = report.origin_of(value)
        cell = by_key.get(origin.sha256, {}).get(value.field.key)
        if cell is not None and not origin.correction:
            yield _sub_cell(report.unit, value, cell)
    answered = {value.field.key for value in (*report.values, *(value for value, _why in report.quarantined_values))}
    for key, cell in by_key.get(report.sha256, {}).items():
        if key not in answered and cell.lacking:
            yield SubCell(report.unit, key, None, cell.sources, cell.lacking)


def _sub_cell(unit: str, value: FieldValue, cell: CellProvenance) -> SubCell:
    is_changed = not _has_same_letters(cell.text, value.text) and not _is_same_figure(cell, value)
    total = None
    if value.field.kind is FieldKind.NUMBER and value.figure is not None and not value.figure.percent:
        figures = [read_figure(one.text) for one in cell.sources]
        total = add_exactly([figure.value for figure in figures if figure is not None])
    return SubCell(unit, cell.key, value, cell.sources, cell.lacking, is_changed, None if is_changed else total)


def _has_same_letters(one: str, other: str) -> bool:
    """Whether two texts are the same but for spaces and line breaks, which some programs drop."""
    return "".join(one.split()) == "".join(other.split())


def _is_same_figure(cell: CellProvenance, value: FieldValue) -> bool:
    """Whether a figure was only written in another way: 1.234 and 1234."""
    put_in = read_figure(cell.text)
    return value.figure is not None and put_in is not None and put_in == value.figure

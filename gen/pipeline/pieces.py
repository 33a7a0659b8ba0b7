"""Some units' documents → those documents in their places: the piece of a build that one process carries out alone.

A piece that is carried out twice, since the first process died in the middle, leaves the same files and tells the
same of them: each file is whole or not there, and what stood there before the build is given from outside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from gen.derive.answers import form_fields
from gen.derive.dossier import Dossier, dossier_for
from gen.derive.form import ReportForm
from gen.errors import Diagnostic, GenError
from gen.files import sha256
from gen.folders import Folder
from gen.pipeline.carrying import Carried, carried
from gen.pipeline.fingerprint import engine
from gen.pipeline.issued import keep
from gen.pipeline.manifest import Record
from gen.pipeline.placing import Place, Placed, Status, record_of
from gen.pipeline.register import Issued
from gen.pipeline.rendering import Draft, aside, draft_document, path_of, render, with_answers
from gen.pipeline.request import UnitDocument
from gen.plan.model import Plan
from gen.word.template import Template

CONTENT = "content"
"""Under this name a record holds the fingerprint of what its document was made from, without answers."""
ANSWERS = "answers"
"""Under this name, a digest of the answers that were carried over into it."""

_LARGEST = 64
"""So many units in a piece at most: then a Ctrl-C, or the death of a process, costs a moment."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What all pieces of a build share."""

    plan: Plan
    templates: dict[str, Template]
    folder: Folder
    force: bool
    dry_run: bool
    protect: bool = False
    secret: bytes = b""


@dataclass(frozen=True, slots=True)
class Order:
    """One document to be had: which, what was last built there, and whether anything stands there.

    `issued` is the entry of the register under which it is issued, `replaced` that of the one that it replaces.
    """

    wanted: UnitDocument
    earlier: Record | None
    exists: bool
    issued: Issued | None = None
    replaced: Issued | None = None

    @property
    def path(self) -> str:
        """Where it belongs in the plan's folder."""
        return path_of(self.wanted)


@dataclass(frozen=True, slots=True)
class Made:
    """What became of one document: `record` where there is something to note, `passages` where its content changed.

    `detour` says why it could not be made the quick way, `told` what a person should know of it.
    """

    path: str
    placed: list[Placed]
    record: Record | None = None
    passages: dict[str, str] = field(default_factory=dict)
    detour: str = ""
    told: Diagnostic | None = None


def cut(orders: Sequence[Order], jobs: int) -> list[tuple[Order, ...]]:
    """`orders` in pieces, the documents of one unit together: some for each of `jobs`, so that none waits long."""
    units: dict[str, list[Order]] = {}
    for order in orders:
        units.setdefault(order.wanted.unit, []).append(order)
    size = max(1, min(_LARGEST, -(-len(units) // (jobs * 4))))
    ids = list(units)
    return [
        tuple(order for unit in ids[start : start + size] for order in units[unit])
        for start in range(0, len(ids), size)
    ]


def carry_out(batch: Batch, orders: Sequence[Order]) -> list[Made]:
    """Make the documents of `orders`, or leave them where they are as they should be."""
    return list(_each(batch, orders))


def _each(batch: Batch, orders: Sequence[Order]) -> Iterator[Made]:
    dossier = None
    for order in orders:
        wanted = order.wanted
        if dossier is None or dossier.unit.id != wanted.unit:
            dossier = dossier_for(batch.plan, wanted.unit)
        # What was issued and is so no longer may hold what its office wrote: it counts as a person's own.
        withdrawn = order.issued is None and order.earlier is not None and order.earlier.number
        earlier = None if withdrawn else order.earlier
        place = Place(batch.folder, order.path, earlier, order.exists, batch.force, batch.dry_run)
        draft = draft_document(
            dossier, wanted.document, batch.templates, order.replaced,
            obligation=wanted.obligation, protect=batch.protect, secret=batch.secret,
        )  # fmt: skip
        if order.issued is not None:
            placed, record = keep(place, draft, order.issued, _made_from(draft, draft.fingerprint))
            yield Made(place.path, [placed], record, draft.passages)
        else:
            yield make(place, draft, wanted.document.value, wanted.unit, _filler(dossier, order, draft, place))


Filler = Callable[[], tuple[Draft, Carried]]
"""What gives a draft with the answers that are there already."""


def _filler(dossier: Dossier, order: Order, draft: Draft, place: Place) -> Filler | None:
    """For a form in whose place, or instead of which, somebody's answers may stand; None for any other document."""
    if not isinstance(draft.content, ReportForm) or not (order.exists or order.replaced):
        return None
    path = order.path if order.exists or order.replaced is None else aside(order.replaced)
    fields = form_fields(draft.content)

    def fill() -> tuple[Draft, Carried]:
        data = place.folder.read(path)
        ours = place.earlier is not None and sha256(data) == place.earlier.sha256
        if ours and place.earlier is not None and ANSWERS not in place.earlier.made_from:
            return draft, Carried()
        found = carried(data, fields)
        return with_answers(draft, dossier, found.answers), found

    return fill


def make(place: Place, draft: Draft, document: str, unit: str, filler: Filler | None = None) -> Made:
    """The document of `draft` at its place, if it is not there yet; `filler` gives it the answers that are there."""
    fingerprint, found_answers = draft.fingerprint, Carried()
    try:
        if _is_current(place.earlier, fingerprint) and not place.force and (found := place.on_disk()) is not None:
            ours = place.earlier is not None and found == place.earlier.sha256
            status = Status.UNCHANGED if ours else Status.EDITED
            return Made(place.path, [Placed(place.path, status, on_disk=found)])
        blank = draft
        if filler is not None:
            draft, found_answers = filler()
        rendered = render(draft)
    except OSError:
        return Made(place.path, [place.failed()])
    except GenError as error:
        return Made(place.path, [Placed(place.path, Status.FAILED, found) for found in error.diagnostics])
    made_from = _made_from(blank, fingerprint)
    if found_answers.answers:
        made_from[ANSWERS] = sha256(repr(sorted(found_answers.answers.items())).encode())
    record = record_of(place.path, document, "docx", rendered.data, unit=unit, made_from=made_from)
    placed = place.put(record, rendered.data)
    wrote = placed.stands and placed.status is not Status.UNCHANGED and not place.dry_run
    told = found_answers.told(place.path) if wrote else None
    return Made(place.path, [placed], record, draft.passages, rendered.detour, told)


def _made_from(draft: Draft, fingerprint: str) -> dict[str, str]:
    return {CONTENT: fingerprint, f"templates/{draft.template.name}": draft.template.digest}


def _is_current(earlier: Record | None, fingerprint: str) -> bool:
    return earlier is not None and earlier.made_from.get(CONTENT) == fingerprint


def says(_batch: object, _piece: object) -> str:
    """What makes documents where this runs; equal on all machines of a cluster."""
    return engine()

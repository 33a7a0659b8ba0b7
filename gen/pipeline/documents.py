"""The documents asked for → Word files in their places, wherever the work runs, each with the reason for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from gen import diagnostics
from gen.documents import SOURCE
from gen.errors import Location
from gen.locale import _
from gen.pipeline.fingerprint import what_changed
from gen.pipeline.manifest import Record
from gen.pipeline.pieces import CONTENT, Batch, Made, Order, carry_out, cut, make
from gen.pipeline.placing import Placed, Shelf, Status
from gen.pipeline.register import Register
from gen.pipeline.rendering import draft_source, path_of
from gen.pipeline.request import UnitDocument
from gen.pipeline.state import State
from gen.pipeline.where import Scheduled


def make_documents(
    shelf: Shelf,
    batch: Batch,
    work: Sequence[UnitDocument],
    schedule: Scheduled,
    state: State,
    register: Register,
    on_done: Callable[[], None],
) -> list[Made]:
    """What became of each document of `work`, in that order.

    `on_done` is called once for each.
    """
    orders = _orders(shelf, work, register)
    pieces = cut(orders, schedule.side_by_side)
    found: dict[str, Made] = {}
    for done in schedule.documents.carry_out(carry_out, batch, pieces):
        for made in done.result if done.result is not None else map(_lost, pieces[done.index]):
            found[made.path] = note(shelf, batch, made, state)
            on_done()
    return [found[order.path] for order in orders]


def make_source(shelf: Shelf, batch: Batch, state: State) -> Made:
    """What became of the source plan."""
    issuer = batch.plan.header.issuer
    place = shelf.place(SOURCE.path(issuer))
    return note(shelf, batch, make(place, draft_source(batch.plan, batch.templates), SOURCE.name, issuer), state)


def note(shelf: Shelf, batch: Batch, made: Made, state: State) -> Made:
    """Take in what became of a document: its record, its passages, and the reason for it."""
    reason = _reason(shelf.previous.get(made.path), made, batch, state)
    told = replace(made, placed=[replace(placed, reason=reason) for placed in made.placed])
    for placed in told.placed:
        shelf.note(placed, told.record)
    if told.record is not None and all(placed.stands for placed in told.placed):
        state.passages[told.path] = told.passages
    return told


def _orders(shelf: Shelf, work: Iterable[UnitDocument], register: Register) -> list[Order]:
    issued, replaced = register.all_standing(), register.all_replaced()
    orders = []
    for one in work:
        path = path_of(one)
        earlier, exists = shelf.previous.get(path), path in shelf.existing
        orders.append(Order(one, earlier, exists, issued.get(one), replaced.get(one)))
    return orders


def _reason(earlier: Record | None, made: Made, batch: Batch, state: State) -> str:
    """Why the document had to be made, or did not, in a few words; empty where the status says it all.

    Of an issued one, what of the plan has changed since.
    """
    if any(placed.status is Status.ISSUED for placed in made.placed):
        at_issue = state.passages.get(made.path, made.passages)
        return what_changed(at_issue, made.passages) if at_issue != made.passages else ""
    if made.record is None or any(p.status in (Status.NEW, Status.UNCHANGED, Status.FAILED) for p in made.placed):
        return ""
    if earlier is None or CONTENT not in earlier.made_from:
        return _("nothing is known of the last build")
    if any(earlier.made_from.get(name) != digest for name, digest in made.record.made_from.items() if name != CONTENT):
        return _("the template changed")
    if earlier.made_from[CONTENT] == made.record.made_from[CONTENT]:
        return ""
    before = state.passages.get(made.path)
    if before is None:
        return _("the plan changed")
    if before == made.passages:
        return _("gen itself, or a library that it uses, changed")
    return what_changed(before, made.passages)


def _lost(order: Order) -> Made:
    """A document whose piece nobody could carry out."""
    found = diagnostics.build.PROCESS_ENDED.at(Location(order.path), name=order.path)
    return Made(order.path, [Placed(order.path, Status.FAILED, found)])

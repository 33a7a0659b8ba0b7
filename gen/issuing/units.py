"""Entries as people typed them × the plan → entries with ids of units and obligations; or what is unclear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gen import diagnostics
from gen.errors import Diagnostic
from gen.issuing.entries import IssueEntry
from gen.plan.model import Plan, Unit
from gen.plan.unit_names import NameIndex, UnitIndex, find_recipient, name_units, unit_index
from gen.plan.units import unit_by_id

_MOST_SUGGESTIONS = 20
"""So many unknown names are held against all others, for the nearest one; a table of another plan has thousands."""


def resolve_entries(views: Sequence[Plan], entries: Sequence[IssueEntry]) -> tuple[list[IssueEntry], list[Diagnostic]]:
    """The entries with ids, and what is wrong with the names in the others.

    `views` are the plan as it stands, then those of other periods, in which there may be other units.

    BUILD-001, NAME-001 and NAME-003 for the unit; ISS-024 where the two columns of a row mean two units.
    """
    found: list[IssueEntry] = []
    mistakes: list[Diagnostic] = []
    obligations = NameIndex((one.id, name) for one in views[0].obligations for name in (one.id, one.name))
    for entry in entries:
        unit = _find_unit(views, entry, suggests=len(mistakes) < _MOST_SUGGESTIONS)
        if isinstance(unit, Diagnostic):
            mistakes.append(unit)
        elif other := _other_units(views[0], unit, entry.other_name):
            given = f'"{entry.other_name[:80]}"'
            mistakes.append(
                diagnostics.issue.OTHER_UNIT_BY_NAME.at(
                    entry.at, id=unit.id, unit=name_units([unit]), given=given, other=name_units(other)
                )
            )
        else:
            asked = obligations.match(entry.obligation).meant if entry.obligation else ()
            obligation = asked[0] if len(asked) == 1 else entry.obligation
            found.append(replace(entry, unit=unit.id, obligation=obligation))
    return found, mistakes


def _find_unit(views: Sequence[Plan], entry: IssueEntry, *, suggests: bool) -> Unit | Diagnostic:
    """The unit that gets documents by the first of the views in which it does; else what is wrong by the first one."""
    first, *others = views
    found = find_recipient(first, entry.unit, entry.at, suggests=suggests and not others)
    for view in others if isinstance(found, Diagnostic) else ():
        other = find_recipient(view, entry.unit, entry.at, suggests=False)
        if isinstance(other, Unit):
            return other
    if others and suggests and isinstance(found, Diagnostic):
        return find_recipient(first, entry.unit, entry.at)
    return found


def _other_units(plan: Plan, unit: Unit, name: str) -> tuple[Unit, ...]:
    """The units that `name` means, where `unit` is none of them; none where nobody is called so."""
    meant = unit_index(plan).match(name).meant if name else ()
    return () if unit in meant else meant


def issued_unit_id(plan: Plan, issued: Sequence[str], words: str) -> str | Diagnostic:
    """The id, of those that have `issued` something, that `words` mean, or that of another unit; else the words.

    NAME-001: they can mean several.
    """
    units = unit_by_id(plan)
    found = UnitIndex(units[unit_id] for unit_id in dict.fromkeys(issued) if unit_id in units).find(words)
    found = found if found is not None else unit_index(plan).find(words)
    return found.id if isinstance(found, Unit) else found or words.strip()

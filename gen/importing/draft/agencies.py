"""Draft entries laid on “các sở, ban, ngành” → the draft's group of offices, and the question which they are.

The words name offices of several kinds, and which of them a plan means nobody can read off them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gen.importing.draft.yaml_text import DraftRecord
from gen.importing.questions import Choice, QuestionKind, Questionnaire, all_known, join_places, split_refs
from gen.importing.units.names import AGENCIES
from gen.importing.units.new_units import COMMUNES
from gen.locale import _
from gen.plan.kinds import DEFAULTS, UnitKind
from gen.plan.model import Unit
from gen.plan.units import TERRITORIES

_MOST_PLACES = 12
_NO_OFFICES = (*TERRITORIES, UnitKind.VILLAGE)


def draft_agencies(
    records: Sequence[DraftRecord], units: Sequence[Unit], questions: Questionnaire
) -> DraftRecord | None:
    """The group of offices, with the kinds that it reaches; None where nothing is laid on it."""
    places = list(dict.fromkeys(_list_places(records)))
    if not places:
        return None
    kinds = sorted({unit.kind for unit in units} - set(_NO_OFFICES))
    choices = [Choice(kind.value, DEFAULTS[kind].label) for kind in kinds]
    reason = _("which offices does the plan mean where it names them all together? The draft: {kinds}").format(
        kinds=", ".join(f"{choice.value} ({choice.words})" for choice in choices) or "–"
    )
    proposed = " ".join(kind.value for kind in kinds)
    place = join_places(places, _MOST_PLACES)
    known = all_known(kind.value for kind in kinds)
    answer = questions.ask(
        QuestionKind.GROUP, place, "", reason, choices, proposed, about=AGENCIES, accepts=known
    )  # fmt: skip
    group = DraftRecord(id=AGENCIES, name="Các cơ quan, đơn vị", kinds=list(split_refs(answer)))
    if any(unit.id == COMMUNES for unit in units):
        group["except"] = [COMMUNES]
    return group


def _list_places(records: Iterable[DraftRecord]) -> Iterator[str]:
    """The places of the entries that refer to the group."""
    for record in records:
        for key in ("to", "for", "with", "of"):
            value = record.get(key, ())
            if AGENCIES in ([value] if isinstance(value, str) else value):
                yield record.note
        for key in ("assignments", "items"):
            yield from _list_places(record.get(key, ()))

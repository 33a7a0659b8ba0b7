"""Dossier → the annex of the unit's plan: the tasks with all that makes them clear.

Who does it with whom, by when, under which leader, with which product, by whose authority: the "6 rõ" that plans state
since 2025. A unit whose tasks state no leader, product or authority has no annex.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gen.derive.dossier import Dossier, Duties
from gen.derive.letterhead import deadline_text
from gen.derive.numbering import NumberedTask, number_tasks
from gen.derive.parties import MANY_LEADS, leads_text, supporter_names
from gen.derive.same_duties import shared_by_duties
from gen.labels import LabelKind, words_without_details
from gen.plan.binding import Duty
from gen.plan.fields import fill
from gen.plan.model import Plan
from gen.plan.once import cached_per_plan
from gen.plan.outline import tasks
from gen.sharing import once_if_shared, pieces_of
from gen.text import remove_emphasis


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """A task: its number in the unit's plan, its id in the superior's, and all that makes it clear.

    `text` are its words without the labelled details that stand in the other columns.
    """

    number: str
    task: str
    text: str
    leads: str
    supporters: str
    due: str
    leader: str
    product: str
    authority: str


def derive_annex(dossier: Dossier, names: Mapping[str, str]) -> tuple[AnnexRow, ...]:
    """A row for each task that the unit answers for, and for each above these that has a product of its own.

    None where no task of the unit has a product, a leader or an authority. `names` are what the names in braces mean.
    """
    rows = _rows(dossier, names) if _has_any(dossier.plan) else ()
    return rows if any(map(_says_more, pieces_of(rows))) else ()


@cached_per_plan
def _has_any(plan: Plan) -> bool:
    return any(entry.product or entry.leader or entry.authority for entry in tasks(plan))


@once_if_shared
def _says_more(rows: tuple[AnnexRow, ...]) -> bool:
    return any(row.product or row.leader or row.authority for row in rows)


@shared_by_duties
def _rows(plan: Plan, duties: Duties, names: Mapping[str, str]) -> Iterator[AnnexRow]:
    present = [duty for duty in Duty if duties.sections(duty)]
    for number, duty in enumerate(present, 1):
        nodes = [node for section in duties.sections(duty) for node in section.nodes]
        for top in number_tasks(nodes, str(number)):
            for item in top.walk():
                node = item.node
                if node.is_leaf or (node.is_task and node.entry.product):
                    yield _row(plan, duty, item, names)


def _row(plan: Plan, duty: Duty, numbered: NumberedTask, names: Mapping[str, str]) -> AnnexRow:
    node, entry = numbered.node, numbered.node.entry
    item = entry.item
    is_led_by_many = len(node.leads) > MANY_LEADS and duty is not Duty.SUPPORT
    leads = names["unit"] if is_led_by_many else leads_text(plan, node, names)
    partners = (*supporter_names(plan, node.supporters), (item.others or "") if item else "")
    texts = {
        LabelKind.LEAD: leads,
        LabelKind.SUPPORT: "; ".join(filter(None, partners)),
        LabelKind.DUE: deadline_text(item.due if item else None),
        LabelKind.LEADER: remove_emphasis(fill(entry.leader, names)),
        LabelKind.PRODUCT: remove_emphasis(fill(entry.product, names)),
        LabelKind.AUTHORITY: remove_emphasis(fill(entry.authority, names)),
    }
    words = words_without_details(remove_emphasis(fill(entry.sentence, names)), texts).rstrip(":")
    return AnnexRow(numbered.number, entry.id, words, *texts.values())

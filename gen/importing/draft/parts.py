"""Nodes of a plan's outline → the draft's parts: sections by unit, headings, tasks and their details."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from gen.importing.draft.statements import AddDoubt, DraftTask, TaskStatements
from gen.importing.draft.yaml_text import DraftRecord
from gen.importing.structure.labels import find_labels_below, labelled_lines, line_text
from gen.importing.structure.outline import OutlineNode
from gen.importing.structure.task_tables import TaskTable
from gen.importing.text.passages import Passage
from gen.importing.units.names import NameMatches, UnitNames
from gen.importing.units.new_units import make_slug
from gen.labels import LabelKind
from gen.locale import _
from gen.text import fold, list_letter, split_words, to_roman

_LISTS = {"number": "1.", "letter": "a)", "dash": "-", "plus": "+", "none": "none"}
_REQUEST = re.compile(r"đề nghị\b", re.IGNORECASE)
_MIN_SIMILARITY = 0.93
"""The similarity (0 to 1) from which two headings have one topic."""


def gives_tasks(part: OutlineNode, names: UnitNames) -> bool:
    """Whether at least half of the nodes right below `part` name units in their headings, or a label names a lead."""
    if any(label.kind is LabelKind.LEAD for label in find_labels_below(part)):
        return True
    found = [names.match_text(_split_heading(child)[0]) for child in part.children]
    named = [one for one in found if _names_units_only(one)]
    return bool(named) and 2 * len(named) >= len(part.children)


def _split_heading(node: OutlineNode) -> tuple[str, str]:
    """The heading of a section, and the task after it on the same line: "Phòng Y tế: Chủ trì …"."""
    head, colon, rest = node.text.partition(":")
    return (head + colon, rest.strip()) if rest.strip() and len(head) < 160 else (node.text, "")


def _names_units_only(found: NameMatches) -> bool:
    """Whether a heading names units and, except for at most two words, nothing else."""
    return bool(found.refs) and len(found.rest.split()) <= 2


class PartDrafter:
    """Drafts the parts of one plan; `reporting` are the nodes of its parts on reports, each with its part's number."""

    def __init__(self, names: UnitNames, doubt: AddDoubt) -> None:
        self.names, self.add_doubt = names, doubt
        self.statements = TaskStatements(names, doubt)
        self.reporting: list[tuple[str, OutlineNode]] = []
        self._topics: dict[str, str] = {}
        self._repeated: Counter[str] = Counter()
        self._ids: set[str] = set()
        self._numbers: set[str] = set()

    def draft_part(self, node: OutlineNode, index: int) -> DraftRecord:
        """The record of one part, which is the part number `index` (from 0)."""
        record = DraftRecord(node.mark.passage.place, heading=node.text)
        number = node.mark.printed.rstrip(".)/: ").split()[-1]
        if number in self._numbers:
            self._doubt_number(node)
            number = to_roman(index + 1)
        elif number != to_roman(index + 1):
            record["number"] = number
        self._numbers.add(number)
        if gives_tasks(node, self.names):
            record["role"] = "tasks"
            self._repeated = Counter(_normalize(b.text) for b in node.walk() if b.children)
            record["assignments"] = [self._draft_section(child, n) for n, child in enumerate(node.children)]
            return record
        folded = fold(node.text)
        if "bao cao" in folded:
            record["role"] = "reporting"
            self.reporting += [(number, b) for b in node.walk() if b is not node]
        elif "muc dich" in folded or "yeu cau" in folded or "muc tieu" in folded:
            record["role"] = "purpose"
        if node.children:
            self._fill_list(record, node.children, number, "", None, "1.")
        return record

    def draft_table(self, annex: TaskTable, title: Sequence[Passage], number: str) -> DraftRecord:
        """The part from a table of tasks: one section with a task for each row, bound to the units that lead it."""
        place = annex.header[0].place
        leads = [
            self.statements.find_leads(label.value, row.place)
            for row in annex.rows
            for label in row.labels
            if label.kind is LabelKind.LEAD
        ]
        to = tuple(dict.fromkeys(ref for lead in leads for ref in lead)) or ("all",)
        items = []
        for index, row in enumerate(annex.rows):
            record = DraftRecord(row.place, text=row.text)
            entry_id = f"{number}.1.{index + 1}"
            self.statements.tasks.append(DraftTask(entry_id, row.text, row.place, to))
            self.statements.read_labels(record, row.labels, row.place, to)
            if not any(label.kind is LabelKind.LEAD for label in row.labels):
                self.add_doubt(row.place, _("the row names nobody who leads; the draft lays it on all of the table"))
            items.append(record)
        self._add_column_doubts(annex)
        heading = " ".join(passage.text for passage in title) or annex.heading
        section = DraftRecord(place, to=list(to), heading=annex.heading, items=items)
        return DraftRecord(place, heading=heading, role="tasks", assignments=[section])

    def _add_column_doubts(self, annex: TaskTable) -> None:
        """Columns that are read as one thing, and say another too; those of which nothing but the words is taken."""
        for column in annex.columns:
            if not column.kinds:
                reason = _("what the column {head} says is only in the words of the tasks")
                self.add_doubt(column.place, reason.format(head=f"“{column.head}”"))
            elif len(column.kinds) > 1:
                reason = _("the column {head} says more than one thing: look at its tasks")
                self.add_doubt(column.place, reason.format(head=f"“{column.head}”"))

    def _draft_section(self, node: OutlineNode, index: int) -> DraftRecord:
        heading, first = _split_heading(node)
        found = self.names.match_text(heading)
        if not _names_units_only(found):
            heading, first = (node.text, "") if node.children else (heading, first)
            return self._draft_unheaded(node, heading, first, index)
        place = node.mark.passage.place
        refs = found.refs
        self.statements.used_groups.update(ref for ref in refs if ref not in self.names.units)
        for words in found.doubtful:
            self.add_doubt(place, _("is {words} the unit of that name in the registry?").format(words=f"“{words}”"))
        if found.rest and found.refs:
            self.add_doubt(place, _("the heading also says {words}").format(words=f"“{found.rest}”"))
        record = DraftRecord(place, to=list(refs), heading=heading)
        if _REQUEST.match(heading):
            record["manner"] = "request"
        self._fill_section(record, node, first, index, refs)
        return record

    def _draft_unheaded(self, node: OutlineNode, heading: str, first: str, index: int) -> DraftRecord:
        """A section whose heading names no unit: labels name the leads, else all units are bound, with a doubt."""
        place = node.mark.passage.place
        leads = [
            self.statements.find_leads(label.value, place)
            for label in find_labels_below(node)
            if label.kind is LabelKind.LEAD
        ]
        refs = tuple(dict.fromkeys(ref for lead in leads for ref in lead))
        if not refs:
            reason = _("{heading} names nobody of the registry; the draft lays it on all until you say whom it means")
            self.add_doubt(place, reason.format(heading=f"“{heading[:80]}”"))
            refs = ("all",)
        record = DraftRecord(place, to=list(refs), heading=heading)
        self._fill_section(record, node, first, index, refs)
        return record

    def _fill_section(
        self, record: DraftRecord, node: OutlineNode, first: str, index: int, refs: tuple[str, ...]
    ) -> None:
        """Number a section and add its items: the words after its heading, its labelled lines, the rest."""
        stem = node.mark.printed.rstrip(".)") or str(index + 1)
        if stem in self._ids:
            self._doubt_number(node)
            stem = str(index + 1)
        if stem != str(index + 1):
            record["number"] = stem
        self._ids.add(stem)
        lines = labelled_lines(node)
        text = " ".join([*filter(None, [first]), *map(line_text, lines)])
        rest = [child for child in node.children if child not in lines]
        if not text and not rest:
            record["heading"], text = _split_text(node.text)
            self.add_doubt(
                node.mark.passage.place, _("a heading without a task below it was cut in two: write it anew")
            )
        if not text:
            self._fill_list(record, rest, stem, stem, refs, "1.")
            return
        own = DraftRecord(node.mark.passage.place, text=text)
        self.statements.read_task(own, text, node.mark.passage.place, f"{stem}#1", refs, lines)
        if rest:
            self._fill_list(own, rest, f"{stem}#1", "", refs, "-")
        record["marks"], record["items"] = "none", [own]

    def _fill_list(
        self,
        owner: DraftRecord,
        nodes: Sequence[OutlineNode],
        above: str,
        number: str,
        to: tuple[str, ...] | None,
        usual: str,
    ) -> None:
        """Add `nodes` to `owner`: their mark, and the items."""
        kinds = Counter(node.mark.kind for node in nodes)
        marks = _LISTS[_list_mark(kinds)]
        if marks != usual:
            owner["marks"] = marks
        owner["items"] = [self._draft_item(node, n + 1, above, number, to, marks) for n, node in enumerate(nodes)]

    def _draft_item(
        self, node: OutlineNode, index: int, above: str, number: str, to: tuple[str, ...] | None, marks: str
    ) -> DraftRecord:
        record = DraftRecord(node.mark.passage.place)
        text = node.text
        lines = labelled_lines(node) if to is not None else []
        children = [child for child in node.children if child not in lines]
        own, entry_id = self._number_item(record, node, index, above, number, marks, to is not None)
        if lines:
            text = " ".join([text, *map(line_text, lines)])
        if children and not lines and self._is_heading(node):
            record["heading"] = text
            if to is not None and (topic := self._name_topic(text)):
                record["topic"] = topic
        else:
            record["text"] = text
            if to is not None:
                self.statements.read_task(record, text, node.mark.passage.place, entry_id, to, lines)
        if children:
            self._fill_list(record, children, entry_id, own, to, "-")
        return record

    def _number_item(
        self, record: DraftRecord, node: OutlineNode, index: int, above: str, number: str, marks: str, in_section: bool
    ) -> tuple[str, str]:
        """Record a number that differs from the counted one; the number for the items below, and the item's id."""
        kind, printed = node.mark.kind, node.mark.printed
        if kind not in ("number", "letter"):
            return "", f"{above}{'+' if '#' in above else '#'}{index}"
        counted = (f"{number}.{index}" if number else str(index)) if kind == "number" else list_letter(index)
        expected = f"{counted}." if kind == "number" else f"{counted})"
        entry_id = f"{above}.{index}" if kind == "number" else f"{above}.{counted}"
        own = counted
        if printed != expected or marks not in ("1.", "a)"):
            record["number"] = printed
            own = printed.rstrip(".)")
            entry_id = own if in_section and kind == "number" else f"{above}.{own}"
            if in_section and kind == "letter":  # the plan's own id of a numbered item would be the bare letter
                record["id"] = entry_id
        if entry_id in self._ids:
            self._doubt_number(node)
            entry_id = next(i for n in range(2, 1000) if (i := f"{entry_id}-{n}") not in self._ids)
            record["id"] = entry_id
        self._ids.add(entry_id)
        return own, entry_id

    def _doubt_number(self, node: OutlineNode) -> None:
        reason = _("the number {number} is used twice; the draft tells the second apart")
        self.add_doubt(node.mark.passage.place, reason.format(number=node.mark.printed))

    def _is_heading(self, node: OutlineNode) -> bool:
        """Whether a node with nodes below is a heading, not a task that continues in its points."""
        if node.mark.kind not in ("number", "letter"):
            return False
        if node.text.endswith(":"):
            return self._repeated[_normalize(node.text)] > 1 or self._is_known_topic(node.text)
        return not node.text.endswith((".", ";"))

    def _is_known_topic(self, text: str) -> bool:
        return _normalize(text) in self._topics

    def _name_topic(self, text: str) -> str:
        """The topic of a heading; headings that differ in a word or two have one topic."""
        normal = _normalize(text)
        if normal not in self._topics:
            near = next((k for k in self._topics if SequenceMatcher(None, k, normal).ratio() > _MIN_SIMILARITY), "")
            self._topics[normal] = self._topics[near] if near else make_slug(" ".join(normal.split()[:6]))
        return self._topics[normal]


def _list_mark(kinds: Counter[str]) -> str:
    """The mark of a list; of several marks an uncounted one, since numbered items then state their numbers."""
    uncounted = [kind for kind, _times in kinds.most_common() if kind not in ("number", "letter")]
    return next(iter(kinds)) if len(kinds) == 1 else uncounted[0] if uncounted else "number"


def _split_text(text: str) -> tuple[str, str]:
    """A text as a heading and the rest, cut after its first clause, else in the middle."""
    cut = next((m.end() for m in re.finditer(r"[:;.,]\s", text)), 0) or text.find(" ", len(text) // 2) + 1
    return (text[:cut].strip(), text[cut:].strip()) if 0 < cut < len(text) else (text, text)


def _normalize(text: str) -> str:
    return " ".join(split_words(text))

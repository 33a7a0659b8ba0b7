"""Nodes of a plan's outline → the draft's parts: sections, headings, tasks with those who do them, and what is no task.

Whom a task binds stands above it, in it, or under a label: `read_subject` and the labels say it, and what says it
nearest to the task counts. A task of which nothing does is asked about, and open in the draft.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from gen.importing.draft.statements import DraftTask, TaskStatements
from gen.importing.draft.yaml_text import DraftRecord
from gen.importing.questions import (
    NO,
    NOBODY,
    YES,
    Choice,
    QuestionKind,
    Questionnaire,
    all_known,
    join_places,
    split_refs,
)
from gen.importing.statements.deadlines import is_hours_only
from gen.importing.statements.sentences import Subject, find_in_charge, is_action, read_subject, split_sentences
from gen.importing.structure.labels import (
    find_labels_below,
    group_labels,
    is_task_line,
    labelled_lines,
    line_text,
    read_line,
)
from gen.importing.structure.outline import STEP, OutlineNode
from gen.importing.structure.task_tables import TaskTable
from gen.importing.text.passages import Passage
from gen.importing.units.names import AGENCIES, UnitNames
from gen.importing.units.new_units import make_slug
from gen.importing.units.partners import Partners, find_partners, read_named_list
from gen.labels import LabelKind, LabelledText
from gen.locale import _
from gen.plan.fields import OPEN
from gen.plan.kinds import DEFAULTS, Manner
from gen.plan.outline import part_code
from gen.text import fold, list_letter, lower_first, shorten, split_words, to_roman

_LISTS = {"number": "1.", "letter": "a)", "dash": "-", "plus": "+", "none": "none", "row": "none", "step": "none"}
_MIN_SIMILARITY = 0.93
"""The similarity (0 to 1) from which two headings have one topic."""
_PURPOSES = ("muc dich", "yeu cau", "muc tieu", "quan diem", "nguyen tac", "can cu", "tinh hinh", "thuc trang")
_CRITERIA = ("tieu chi", "doi tuong", "khen thuong", "pham vi")
_WORK = ("to chuc thuc hien", "nhiem vu", "phan cong", "giai phap", "trach nhiem", "noi dung")
_ELSEWHERE = ("phu luc", "kem theo", "nhu sau", "sau day", "bieu kem")
"""What a paragraph says that leads to tasks at another place."""
_IN_PARENTHESES = re.compile(r"\([^()]*\)[.;]?")
"""A remark: (có Phụ lục kèm theo)."""
_MOST_ROWS = 40
_TOLD = re.compile(r"(?:chỉ đạo|giao(?: cho)?|phân công|hướng dẫn|yêu cầu)\s+", re.IGNORECASE)
"""How the words behind a unit begin by which it tells another one to do something."""
_HELPING = re.compile(r"(?:chủ trì|chủ động)?,?\s*(?:và\s+)?phối hợp\b", re.IGNORECASE)
"""How a heading begins that says with whom all below it is done: “a) Chủ trì, phối hợp với các sở, ngành”."""
_LEADS_IN_POINTS = re.compile(
    r"(?:căn cứ|trong đó|theo(?! dõi)|cụ thể(?! h[óo]a| hoá)|trên cơ sở)\b[^;]{0,300}:", re.IGNORECASE
)
"""A paragraph that only leads in the points below it."""
_STEP = re.compile(STEP)
_CONSISTS_OF = re.compile(r".{0,400}\b(?:gồm(?: có)?|thành phần)\s*:", re.IGNORECASE | re.DOTALL)
"""How a paragraph ends whose points are what something consists of."""
_TASK_HEADING = re.compile(r"(?:nhiệm vụ|nội dung|công việc)(?: (?:thực hiện|cụ thể|chính))?\s*:", re.IGNORECASE)


@dataclass(slots=True)
class _Leads:
    """Those who do what stands at a place: `refs`, empty where nobody is named yet; with whom, for all below."""

    refs: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    others: str = ""


def is_purpose(heading: str) -> bool:
    """Whether a part with this heading says what the plan is for, and lays nothing on anybody."""
    folded = fold(heading)
    return any(words in folded for words in (*_PURPOSES, *_CRITERIA)) and not any(words in folded for words in _WORK)


def is_reporting(heading: str) -> bool:
    """Whether a part with this heading is about reports."""
    folded = fold(heading)
    return "bao cao" in folded and not any(words in folded for words in _WORK)


def gives_tasks(part: OutlineNode, names: UnitNames) -> bool:
    """Whether a part lays tasks on somebody: by a label, by headings that are names, or by sentences."""
    if any(label.kind is LabelKind.LEAD for label in find_labels_below(part)):
        return True
    if is_reporting(part.text):
        return False
    subjects = [(child, read_subject(child.text, names)) for child in part.children if child.mark.kind != "row"]
    headed = [one for child, one in subjects if one is not None and one.is_heading and child.children]
    if is_purpose(part.text):
        return bool(headed) and 2 * len(headed) >= len(part.children)
    is_work = any(words in fold(part.text) for words in _WORK)
    if headed and (is_work or not all(one.refs == (AGENCIES,) for one in headed)):
        return True
    return any(_gives_task(below, names) for below in part.walk() if below is not part and below.mark.kind != "row")


def _gives_task(node: OutlineNode, names: UnitNames) -> bool:
    """Whether a paragraph of a part, or what stands below it, is laid on those whom it names."""
    if find_in_charge(node.text, names):
        return True
    subject = read_subject(node.text, names)
    if subject is None or (subject.is_heading and not node.children):
        return False
    if subject.refs and subject.refs != (AGENCIES,) and (subject.is_heading or _says_what(subject, node)):
        return True
    return subject.is_opened and subject.manner is not None and bool(subject.refs or subject.unknown)


def _says_what(subject: Subject, node: OutlineNode) -> bool:
    return is_action(subject.rest) or subject.is_opened or node.text[subject.end : subject.end + 1] == ":"


class PartDrafter:
    """Drafts the parts of one plan; `reporting` are the nodes of its parts on reports, each with its part's number.

    `untasked` are the nodes that became no task; `leading_in` those of them that lead in the tasks of their part.
    """

    def __init__(self, names: UnitNames, questions: Questionnaire) -> None:
        self.names, self.questions = names, questions
        self.statements = TaskStatements(names, questions)
        self.reporting: list[tuple[str, OutlineNode]] = []
        self.untasked: list[OutlineNode] = []
        self.leading_in: list[OutlineNode] = []
        self._topics: dict[str, str] = {}
        self._repeated: Counter[str] = Counter()
        self._ids: set[str] = set()
        self._numbers: set[str] = set()
        self._numbers_of_part: set[str] = set()
        self._part = ""
        self._is_within = False
        self._tasks_with_points: set[int] = set()
        self._drafted = 0
        self._has_assigned = False
        self._leading_in = 0
        self._anybody: tuple[str, ...] = ()

    def draft_parts(self, node: OutlineNode) -> list[DraftRecord]:
        """The record of a part; of a division that heads parts its own, and those of its parts."""
        first = next((n for n, child in enumerate(node.children) if child.mark.kind == "part"), None)
        if node.mark.kind != "division" or first is None:
            return [self._draft_part(node, "")]
        head = self._draft_part(OutlineNode(node.mark, node.children[:first]), "", heads=True)
        within = self._part
        return [head, *(self._draft_part(child, within) for child in node.children[first:])]

    def _draft_part(self, node: OutlineNode, within: str, *, heads: bool = False) -> DraftRecord:
        """The record of one part, `within` the one of that code; one that `heads` others assigns nothing itself."""
        index = self._drafted
        self._drafted += 1
        record = DraftRecord(node.mark.passage.place, heading=node.mark.words)
        printed = node.mark.number
        number = part_code(printed, index, within)
        if number in self._numbers:
            self._doubt_number(node)
            printed, number = to_roman(index + 1), part_code(None, index, within)
        elif printed and printed != to_roman(index + 1):
            record["number"] = printed
        if within:
            record["within"] = within
        self._numbers.add(number)
        self._part, self._anybody, self._numbers_of_part = number, (), set()
        self._is_within = bool(within)
        if heads and not node.children:
            return record
        if not heads and (gives_tasks(node, self.names) or self._ask_whose(node)):
            record["role"] = "tasks"
            self._repeated = Counter(_normalize(b.text) for b in node.walk() if b.children)
            self._ask_about_rows(node)
            self._fill_tasks(record, self._lift_sections(node.children), number)
            if record["assignments"]:
                self._has_assigned = True
                return record
            del record["assignments"]
        if is_reporting(node.text):
            record["role"] = "reporting"
            self.reporting += [(number, b) for b in node.walk() if b is not node]
        elif is_purpose(node.text):
            record["role"] = "purpose"
        self.untasked += [b for b in node.walk() if b is not node]
        if node.children:
            self._fill_list(record, node.children, number, "", None, "1.")
        return record

    def _ask_whose(self, node: OutlineNode) -> bool:
        """Whether the points of a part that says what is to be done, and names nobody, are tasks of somebody."""
        points = sum(1 for below in node.walk() if below is not node and not below.children and _is_whole(below.text))
        if not points or is_reporting(node.text) or not any(words in fold(node.text) for words in _WORK):
            return False
        reason = _("{count} points here name nobody: whose tasks are they? In the draft they are text").format(
            count=points
        )
        choices = [Choice(NOBODY, _("nobody's: they stay text"))]
        known = all_known(self.names.refs)
        place = node.mark.passage.place
        answer = self.questions.ask(QuestionKind.TASK, place, node.text, reason, choices, NOBODY, accepts=known)
        self._anybody = () if answer == NOBODY else split_refs(answer)
        return bool(self._anybody)

    def _ask_about_rows(self, part: OutlineNode) -> None:
        """Ask about each table within a part that assigns: its rows are text, whatever they say."""
        rows: defaultdict[int, list[OutlineNode]] = defaultdict(list)
        for below in part.walk():
            if below.mark.kind == "row" and below.mark.passage.cell is not None:
                rows[below.mark.passage.cell[0]].append(below)
        for found in rows.values():
            reason = _("a table stands here, whose rows are text in the draft: is something laid on somebody in them?")
            places = join_places([one.mark.passage.place for one in found], _MOST_ROWS)
            self.statements.look(places, reason, shorten(found[0].text, 160))

    def _fill_tasks(self, record: DraftRecord, nodes: Sequence[OutlineNode], number: str) -> None:
        """The paragraphs before the first section, which lead in, and the sections."""
        first = next((n for n, child in enumerate(nodes) if not self._leads_in(child)), len(nodes))
        if first:
            self.leading_in += [below for child in nodes[:first] for below in child.walk()]
            self._fill_list(record, nodes[:first], number, "", None, "1.")
        self._leading_in = first
        self._find_tasks_with_points(nodes[first:])
        record["assignments"] = [self._draft_section(child, n) for n, child in enumerate(nodes[first:])]

    def _find_tasks_with_points(self, nodes: Sequence[OutlineNode]) -> None:
        """Note which of some nodes are tasks of which their points tell more: of others beside them no points do."""
        if any(group_labels(node).own for node in nodes):
            self._tasks_with_points |= {id(node) for node in nodes if _is_task_with_points(node)}

    def _leads_in(self, node: OutlineNode) -> bool:
        """Whether a paragraph without a mark lays nothing on anybody, but leads in what follows."""
        if node.mark.kind == "row":
            return True
        if node.mark.kind != "none" or node.children or read_line(node) or is_task_line(node):
            return False
        subject = read_subject(node.text, self.names)
        is_all = subject is not None and set(subject.refs) <= set(self.names.groups) | {AGENCIES}
        folded = fold(node.text)
        is_led = node.text.rstrip().endswith(":") or any(words in folded for words in _ELSEWHERE)
        return subject is None or (is_all and not subject.unknown and is_led)

    def _lift_sections(self, nodes: Sequence[OutlineNode]) -> list[OutlineNode]:
        """The nodes, and behind the last one what stands at its end without a mark and names others: "Giao Sở …"."""
        found: list[OutlineNode] = []
        for node in nodes:
            if found and (node.mark.kind == "row" or _says_of_section(node, found[-1])):
                found[-1].children.append(node)
                continue
            found.append(node)
            found += self._lift_from(node)
        return found

    def _lift_from(self, node: OutlineNode) -> list[OutlineNode]:
        """Take from the end of `node` the sections that stand there without a mark, each with what stands below it."""
        if not node.children:
            return []
        own = read_subject(node.text, self.names)
        for place, child in enumerate(node.children):
            if child.mark.kind == "none" and self._heads_section(child, own):
                rest, node.children = node.children[place:], node.children[:place]
                return self._group_sections(rest)
        return self._lift_from(node.children[-1])

    def _group_sections(self, nodes: Sequence[OutlineNode]) -> list[OutlineNode]:
        """Nodes of which the first heads a section: each that does, with those behind it that do not."""
        found: list[OutlineNode] = []
        for node in nodes:
            if found and not (node.mark.kind == "none" and self._heads_section(node, None)):
                found[-1].children.append(node)
            else:
                found.append(node)
        return found

    def _heads_section(self, node: OutlineNode, own: Subject | None) -> bool:
        """Whether a paragraph without a mark begins a section of its own: it names others, or orders, or requests."""
        if read_line(node):
            return False
        subject = read_subject(node.text, self.names)
        if subject is None or not (subject.refs or subject.is_opened):
            return False
        if own is not None and subject.refs and all(self.names.covers(own.refs, ref) for ref in subject.refs):
            return False
        return subject.is_opened or subject.is_heading or is_action(subject.rest)

    def draft_table(
        self, annex: TaskTable, title: Sequence[Passage], number: str, *, is_annex: bool
    ) -> DraftRecord:  # fmt: skip
        """The part from a table of tasks: a section for each heading row, with a task for each row below it.

        It `is_annex` where it stands behind the plan's signature.
        """
        place = annex.header[0].place
        self._part, self._is_within = number, False
        items: list[DraftRecord] = []
        above: list[tuple[int, list[DraftRecord], _Leads]] = [(0, items, _Leads())]
        has_groups, count = any(row.is_heading for row in annex.rows), 0
        prefix = self._prefix()
        self._has_assigned = True
        for index, row in enumerate(annex.rows):
            if row.is_heading:
                while above[-1][0] >= row.rank:
                    above.pop()
                leads = self._read_group(row.text, row.place)
                record = DraftRecord(row.place, id=f"{number}-{index + 1}", number=row.number, heading=row.text)
                if leads.refs:
                    record["to"] = list(leads.refs)
                else:
                    leads = above[-1][2]
                record |= {"marks": "1.", "items": []}
                above[-1][1].append(record)
                above.append((row.rank, record["items"], leads))
                continue
            leads = above[-1][2]
            record = DraftRecord(row.place, text=row.text)
            entry_id = f"{number}.1.{index + 1}"
            stated = self.statements.read_leads(row.labels, row.place)
            named = [label.value for label in row.labels if label.kind is LabelKind.LEAD and label.value]
            refs = stated or (() if named else leads.refs)
            if has_groups:
                count += 1
                record["id"] = f"{prefix}1.{count}"
            if refs != leads.refs or not refs:
                record["to"] = list(refs) or self._ask_who(row.place, row.text, named)
            self.statements.tasks.append(DraftTask(entry_id, row.text, row.place, refs, record))
            self.statements.read_labels(record, row.labels, row.place, refs)
            above[-1][1].append(record)
        for record in _without_tasks(items):
            self.statements.look(
                record.note, _("a row without a task: does it go on from another one?"), record["heading"]
            )
            record |= {"text": record.pop("heading"), "task": False}
            del record["items"], record["marks"]
        self._ask_about_empty_cells(annex)
        self._ask_about_hours(annex)
        self._add_column_doubts(annex)
        heading = " ".join(passage.text for passage in title) or annex.heading
        section = DraftRecord(place, heading=annex.heading, items=items)
        behind = {"annex": True} if is_annex else {}
        return DraftRecord(place, heading=heading, role="tasks", **behind, assignments=[section])

    def _read_group(self, text: str, place: str) -> _Leads:
        """Those whom the heading row of a table names, where it names nobody else."""
        subject = read_subject(text, self.names)
        if subject is None or not subject.is_heading:
            return _Leads()
        if subject.unknown:
            self._ask_who(place, text, subject.unknown)
        return _Leads(subject.refs)

    def _ask_about_empty_cells(self, annex: TaskTable) -> None:
        """Cells on partners and time that are empty in some rows: they may be those of the row above."""
        rows = [row for row in annex.rows if not row.is_heading]
        for kind in (LabelKind.SUPPORT, LabelKind.DUE):
            has = [any(label.kind is kind and label.value for label in row.labels) for row in rows]
            empty = [row for row, filled in zip(rows, has, strict=True) if not filled]
            head = next((c.head for c in annex.columns if kind in c.kinds), "")
            if not head or not any(has) or not empty:
                continue
            reason = _("the column {head} is empty in these rows: do they take it from a row above?")
            places = [row.place for row in empty]
            self.statements.look(
                join_places(places, _MOST_ROWS), reason.format(head=f"“{head}”"), shorten(empty[0].text, 160)
            )

    def _ask_about_hours(self, annex: TaskTable) -> None:
        """Rows of a timetable: their time is an hour, and the day stands elsewhere."""
        found = [
            (row.place, label.value)
            for row in annex.rows
            for label in row.labels
            if label.kind is LabelKind.DUE and is_hours_only(label.value)
        ]
        if found:
            reason = _("these rows say at what hour, and not on which day: write the day into due")
            self.statements.look(join_places([place for place, _words in found], _MOST_ROWS), reason, found[0][1])

    def _add_column_doubts(self, annex: TaskTable) -> None:
        """Columns that are read as one thing, and say another too; those of which nothing but the words is taken."""
        for column in annex.columns:
            if column.is_guessed:
                reason = _("the column {head} is read as what is to be done, since another one says who leads")
                self.statements.look(column.place, reason.format(head=f"“{column.head}”"), column.head)
            elif not column.kinds:
                reason = _("what the column {head} says is only in the words of the tasks")
                self.statements.look(column.place, reason.format(head=f"“{column.head}”"), column.head)
            elif len(column.kinds) > 1:
                reason = _("the column {head} says more than one thing: look at its tasks")
                self.statements.look(column.place, reason.format(head=f"“{column.head}”"), column.head)

    def _draft_section(self, node: OutlineNode, index: int) -> DraftRecord:
        place, text = node.mark.passage.place, node.text
        subject = read_subject(text, self.names)
        record = DraftRecord(place)
        leads = _Leads()
        cut = None
        if subject is not None and self._is_meant(subject, node):
            leads = self._leads_of(subject, node)
            if subject.manner is Manner.REQUEST:
                record["manner"] = "request"
            is_run_in = text[subject.end : subject.end + 1] == ":"
            is_first = subject.begin == 0
            if is_first and subject.rest and (is_run_in or not node.children or text.endswith((".", ";"))):
                cut = len(text) - len(subject.rest)
            if not leads.refs and subject.unknown:
                leads = _Leads(tuple(self._ask_who(place, text, subject.unknown)))
        if not leads.refs and (own := group_labels(node, is_task=id(node) in self._tasks_with_points).own):
            leads = _Leads(self.statements.read_leads(_labels_of(own), place))
        if leads.refs:
            record["to"] = list(leads.refs)
        self._fill_section(record, node, cut, self._number_section(record, node, index), leads)
        if "to" not in record and not any(_names_somebody(item) for item in record["items"]):
            record["to"] = self._ask_who(place, text, ())
        for item in record["items"] if "to" not in record else ():
            if "text" in item and item.get("task") is not False and not _names_somebody(item):
                item["to"] = self._ask_who(item.note, item["text"], ())
        return record

    def _is_meant(self, subject: Subject, node: OutlineNode) -> bool:
        """Whether those whom a paragraph begins with do what it says, or what stands below it."""
        if subject.is_heading:
            others = [read_subject(child.text, self.names) for child in node.children]
            heads = [one for one in others if one is not None and one.is_heading and one.refs]
            return not (heads and set(subject.refs) <= set(self.names.groups) | {AGENCIES})
        return _says_what(subject, node) or node.text.endswith(":")

    def _leads_of(self, subject: Subject, node: OutlineNode) -> _Leads:
        """Those whom a paragraph names, noted; whom they work with, where the paragraph is a heading of tasks."""
        place = node.mark.passage.place
        for words in subject.doubtful:
            reason = _("is {words} the unit of that name in the registry?").format(words=f"“{words}”")
            self.statements.look(place, reason, words)
        if subject.refs and subject.unknown:
            self._ask_who(place, node.text, subject.unknown)
        if node.children and (told := _TOLD.match(subject.rest)):
            others = [one.ref for one in read_named_list(subject.rest[told.end() :], self.names).mentions]
            if any(ref in self.names.units and ref not in subject.refs for ref in others):
                reason = _("it says that one tells another to do it: who does what stands below it?")
                self.statements.look(place, reason, node.text)
        if node.children and subject.rest and node.text.endswith(":"):
            named = find_partners(subject.rest, self.names)
            return _Leads(subject.refs, tuple(ref for ref in named.refs if ref not in subject.refs), named.others)
        return _Leads(subject.refs)

    def _ask_who(self, place: str, text: str, named: Sequence[str]) -> list[str]:
        """Ask who does it: those of the answer, else nobody yet."""
        if self._anybody and not named:
            return list(self._anybody)
        choices = [Choice(unit.id, unit.name) for unit in self.names.near(" ".join(named))] if named else []
        reason = (
            _("who does it? {words} is nobody of the registry").format(words=f"“{shorten('; '.join(named), 120)}”")
            if named
            else _("who does it? No unit is recognised in it")
        )
        known = all_known(self.names.refs)
        answer = self.questions.ask(QuestionKind.LEAD, place, text, reason, choices, OPEN, accepts=known)
        return list(split_refs(answer))

    def _prefix(self) -> str:
        """What stands before the ids of the sections of a part: nothing in the first that assigns tasks."""
        return f"{self._part}." if self._has_assigned or self._is_within else ""

    def _number_section(self, record: DraftRecord, node: OutlineNode, index: int) -> tuple[str, str]:
        """State the section's number where counting does not give it; its id, and the number that those below go on.

        The sections of a second part that assigns tasks have the part's number before theirs, since they begin anew.
        """
        prefix = self._prefix()
        if node.mark.kind not in ("number", "letter", "part", "step"):
            record["number"] = ""
            return f"{self._part}#{self._leading_in + index + 1}", ""
        printed, number = node.mark.printed, node.mark.number
        stem = part_code(number, index)
        if stem in self._numbers_of_part:
            self._doubt_number(node)
            stem = number = printed = str(index + 1)
        self._numbers_of_part.add(stem)
        if printed not in (str(index + 1), f"{index + 1}."):
            record["number"] = number if printed in (number, f"{number}.") else printed
        self._ids.add(f"{prefix}{stem}")
        return f"{prefix}{stem}", number if number[:1].isdigit() else ""

    def _fill_section(
        self, record: DraftRecord, node: OutlineNode, cut: int | None, ids: tuple[str, str], leads: _Leads
    ) -> None:
        """The heading of a section and its items: the words behind the heading, the labelled lines, the rest."""
        mark, place = node.mark, node.mark.passage.place
        stem, number = ids
        groups = group_labels(node, is_task=id(node) in self._tasks_with_points)
        lines = [line for line in groups.own if node.children.index(line) not in groups.notes]
        rest = [child for child in node.children if child not in lines]
        behind = [line for line in groups.own if line not in lines]
        start = mark.start
        subject = read_subject(node.text, self.names)
        if subject is not None and subject.is_heading and not rest and not lines:
            self.statements.look(place, _("nothing stands below it: what is laid on them?"), node.text)
            record |= {"marks": "none", "items": [DraftRecord(place, text=mark.passage.marked(start), task=False)]}
            record.setdefault("to", [OPEN])
            return
        if cut is None and (not rest or behind):
            # a paragraph that names nobody first, or labels it: it is the task itself
            cut = 0
        if cut != 0:
            record["heading"] = mark.passage.marked(start, None if cut is None else start + cut).strip()
        own_text = "" if cut is None else mark.passage.marked(start + cut)
        items: list[DraftRecord] = []
        record["marks"] = "none"
        if own_text or lines:
            pieces = split_sentences(node.text[cut or 0 :], self.names) if cut is not None and not lines else []
            begins = [cut or 0, *((cut or 0) + piece for piece in pieces)]
            for at, begin in enumerate(begins):
                end = begins[at + 1] if at + 1 < len(begins) else None
                words = mark.passage.marked(start + begin, None if end is None else start + end) if own_text else ""
                said = (lines, behind) if not at else ([], [])
                items.append(self._own_item(words, node, f"{stem}#{at + 1}", leads, *said))
                if cut and own_text:
                    items[-1]["run_on"] = True
        if not items:
            del record["marks"]
            self._fill_list(record, rest, stem, number, leads, "1.")
            return
        if rest:
            self._fill_list(items[-1], rest, f"{stem}#{len(items)}", "", leads, "-", is_of_task=bool(behind))
        record["items"] = items

    def _own_item(
        self, words: str, node: OutlineNode, entry_id: str, leads: _Leads, lines: Sequence[OutlineNode],
        behind: Sequence[OutlineNode],
    ) -> DraftRecord:  # fmt: skip
        """What a section says on the line of its heading, or under labels right below it, or `behind` its points."""
        place = node.mark.passage.place
        text = " ".join([*filter(None, [words]), *map(line_text, lines)])
        own = DraftRecord(place, text=text)
        subject = read_subject(words, self.names) if words else None
        if subject is not None and subject.begin and leads.refs:
            subject = None  # “Sở Y tế chủ trì mua thuốc: Sở Tài chính …” stays with whom it begins with
        if subject is not None and subject.refs and subject.rest and _says_what(subject, node):
            if subject.refs != leads.refs:
                own["to"] = list(subject.refs)
            leads = _Leads(subject.refs)
        self.statements.read_task(own, text, place, entry_id, leads.refs, lines, behind)
        return own

    def _fill_list(
        self,
        owner: DraftRecord,
        nodes: Sequence[OutlineNode],
        above: str,
        number: str,
        leads: _Leads | None,
        usual: str,
        *,
        is_of_task: bool = False,
    ) -> None:
        """Add `nodes` to `owner`: their mark, and the items. Without `leads` they are no tasks.

        `is_of_task`: labelled lines among them are said of the task above.
        """
        kinds = Counter(node.mark.kind for node in nodes)
        marks = _LISTS[_list_mark(kinds)]
        if marks != usual:
            owner["marks"] = marks
        groups = None
        if leads is not None and nodes:
            self._find_tasks_with_points(nodes)
            groups = group_labels(OutlineNode(nodes[0].mark, list(nodes)), is_task=is_of_task)
        found = []
        for n, node in enumerate(nodes):
            said = groups.of.get(n, []) if groups is not None else []
            is_note = groups is not None and n in groups.notes
            found.append(self._draft_item(node, n + 1, above, number, leads, marks, said, is_note=is_note))
        owner["items"] = found

    def _draft_item(
        self, node: OutlineNode, index: int, above: str, number: str, leads: _Leads | None, marks: str,
        said: Sequence[OutlineNode] = (), *, is_note: bool = False,
    ) -> DraftRecord:  # fmt: skip
        """One item and those below it; `said` are labelled lines beside it that are said of it."""
        place = node.mark.passage.place
        record = DraftRecord(place)
        own, entry_id = self._number_item(record, node, index, above, number, marks, leads is not None)
        if leads is None or is_note or node.mark.kind == "row" or _IN_PARENTHESES.fullmatch(node.text):
            return self._fill_untasked(record, node, entry_id, own, leads)
        is_task = id(node) in self._tasks_with_points
        groups = group_labels(node, is_task=is_task)
        lines = [line for line in groups.own if node.children.index(line) not in groups.notes]
        children = [child for child in node.children if child not in lines]
        text = " ".join([node.mark.words, *map(line_text, lines)])
        below = self._find_leads(record, node, leads, [*groups.own, *said])
        due = None
        is_task = is_task and bool(groups.own)
        if children and not groups.own and self._is_heading(node, below != leads):
            record["heading"] = text
            if topic := self._name_topic(node.text):
                record["topic"] = topic
            below, due = self._say_of_heading(record, node, below, [*groups.own, *said])
        else:
            record["text"] = text
            labels = [line for line in groups.own if line not in lines]
            self.statements.read_task(record, text, place, entry_id, below.refs, [*lines, *said], labels)
            if not children or not any(read_subject(c.text, self.names) or labelled_lines(c) for c in children):
                self._require_lead(record, node, below)
            if leads.partners or leads.others:
                _add_partners(record, leads)
        if children and _lists_pieces(node, children):
            reason = _("its points say what it consists of, and are text in the draft: is one of them a task?")
            self.statements.look(join_places([c.mark.passage.place for c in children], _MOST_ROWS), reason, node.text)
            self._fill_list(record, children, entry_id, own, None, "-")
            _mark_untasked(record["items"])
        elif children:
            self._fill_list(record, children, entry_id, own, below, "-", is_of_task=is_task)
        if due is not None:
            _state_due_below(record, due)
        return record

    def _say_of_heading(
        self, record: DraftRecord, node: OutlineNode, leads: _Leads, lines: Sequence[OutlineNode]
    ) -> tuple[_Leads, DraftRecord | None]:
        """What a heading and the labelled lines about it say of all below: who helps, noted there, and by when."""
        place = node.mark.passage.place
        said = DraftRecord(place)
        self.statements.read_labels(said, _labels_of(lines), place, leads.refs)
        named = find_partners(node.text, self.names) if _HELPING.match(node.text) else Partners()
        partners = dict.fromkeys([*leads.partners, *said.get("with", ()), *named.refs])
        if found := [ref for ref in partners if ref not in leads.refs]:
            record["with"] = found
        others = "; ".join(filter(None, [leads.others, said.get("others", ""), named.others]))
        return _Leads(leads.refs, (), others), said.get("due") or self._ask_due(node)

    def _fill_untasked(
        self, record: DraftRecord, node: OutlineNode, entry_id: str, own: str, leads: _Leads | None
    ) -> DraftRecord:
        """An item that is no task: in a part that lays nothing on anybody, or a line that says something of another."""
        is_heading = bool(node.children) and self._is_heading(node, False)
        record["heading" if is_heading else "text"] = node.mark.words
        if leads is not None:
            record["task"] = False
        if node.children:
            self._fill_list(record, node.children, entry_id, own, None, "-")
            if leads is not None:
                _mark_untasked(record["items"])
        return record

    def _find_leads(
        self, record: DraftRecord, node: OutlineNode, leads: _Leads, lines: Sequence[OutlineNode]
    ) -> _Leads:
        """Those who do it: under a label, by the words themselves, else those above; noted where they are others."""
        place = node.mark.passage.place
        if found := self.statements.read_leads(_labels_of(lines), place):
            return self._note(record, _Leads(found), leads)
        subject = read_subject(node.text, self.names)
        if subject is not None and (subject.refs or subject.unknown) and self._is_meant(subject, node):
            if subject.begin and leads.refs:
                return leads
            is_group = set(subject.refs) <= set(self.names.groups) | {AGENCIES}
            is_other = not leads.refs or not all(self.names.covers(leads.refs, ref) for ref in subject.refs)
            if subject.manner is Manner.REQUEST and not self._is_requested_anyway(subject.refs):
                reason = _("it requests (“đề nghị”), which a draft states for whole sections alone")
                below = (one.mark.passage.place for one in node.walk())
                self.statements.look(", ".join(below), reason, node.text)
            if subject.refs and is_other and not (leads.refs and is_group and AGENCIES in subject.refs):
                return self._note(record, self._leads_of(subject, node), leads)
            if not subject.refs and not leads.refs:
                record["to"] = self._ask_who(place, node.text, subject.unknown)
                return _Leads(tuple(record["to"]))
        if not leads.refs and (charged := find_in_charge(node.text, self.names)):
            return self._note(record, _Leads(charged), leads)
        return leads

    def _is_requested_anyway(self, refs: Sequence[str]) -> bool:
        """Whether the units are requested by their kind: courts, the Front, unions."""
        members = [self.names.units[one] for ref in refs for one in self.names.members(ref)]
        return all((unit.manner or DEFAULTS[unit.kind].manner) is Manner.REQUEST for unit in members)

    def _note(self, record: DraftRecord, found: _Leads, above: _Leads) -> _Leads:
        if found.refs != above.refs:
            record["to"] = list(found.refs)
        return found

    def _require_lead(self, record: DraftRecord, node: OutlineNode, leads: _Leads) -> None:
        if not leads.refs and "to" not in record:
            subject = read_subject(node.text, self.names)
            named = subject.unknown if subject is not None else ()
            record["to"] = self._ask_who(node.mark.passage.place, node.text, named)

    def _ask_due(self, node: OutlineNode) -> DraftRecord | None:
        """The deadline in the words of a heading, where a person says that it is of all below it."""
        due = self.statements.find_deadline(node.text)
        if due is None:
            return None
        reason = _("the heading states a deadline ({words}): is it that of all tasks below it?")
        reason = reason.format(words=f"“{due['raw']}”")
        choices = [Choice(YES, _("it is: of those that state none")), Choice(NO, _("it is not"))]
        place = node.mark.passage.place
        return due if self.questions.ask(QuestionKind.DUE, place, node.text, reason, choices, NO) == YES else None

    def _number_item(
        self, record: DraftRecord, node: OutlineNode, index: int, above: str, number: str, marks: str, in_section: bool
    ) -> tuple[str, str]:
        """Record a number that differs from the counted one; the number for the items below, and the item's id."""
        kind, printed = node.mark.kind, node.mark.printed
        if kind not in ("number", "letter"):
            if (marks != "none") if kind in ("none", "row") else (kind == "step" or _LISTS[kind] != marks):
                record["number"] = "" if kind in ("none", "row") else printed
                if kind not in ("none", "row"):
                    record["id"] = f"{above}{'+' if '#' in above else '#'}{index}"
            return "", f"{above}{'+' if '#' in above else '#'}{index}"
        counted = (f"{number}.{index}" if number else str(index)) if kind == "number" else list_letter(index)
        expected = f"{counted}." if kind == "number" else f"{counted})"
        entry_id = f"{above}.{index}" if kind == "number" else f"{above}.{counted}"
        own = counted
        if printed != expected or marks not in ("1.", "a)"):
            record["number"] = printed
            own = node.mark.number
            entry_id = own if in_section and kind == "number" else f"{above}.{own}"
            if in_section and kind == "letter":  # the plan's own id of a numbered item would be the bare letter
                record["id"] = entry_id
        if entry_id in self._ids:
            if entry_id in self._numbers_of_part:
                self._doubt_number(node)
            else:
                self._numbers_of_part.add(entry_id)
                entry_id = f"{self._part}.{entry_id}"
            free = (entry_id, *(f"{entry_id}-{n}" for n in range(2, 1000)))
            entry_id = next(one for one in free if one not in self._ids)
            record["id"] = entry_id
        self._ids.add(entry_id)
        self._numbers_of_part.add(entry_id)
        return own, entry_id

    def _doubt_number(self, node: OutlineNode) -> None:
        reason = _("the number {number} is used twice; the draft tells the second apart")
        self.questions.ask(
            QuestionKind.NUMBER, node.mark.passage.place, node.text, reason.format(number=node.mark.printed)
        )

    def _is_heading(self, node: OutlineNode, names_others: bool) -> bool:
        """Whether a node with nodes below is a heading, not a task that continues in its points."""
        subject = read_subject(node.text, self.names) if names_others else None
        if subject is not None and subject.is_heading:
            return True
        if node.text.endswith(":") and all(self._names_its_own(child) for child in node.children):
            return True
        if _TASK_HEADING.fullmatch(node.text) or any(self._names_task_of(node, child) for child in node.children):
            return True
        if node.mark.kind == "step" or _LEADS_IN_POINTS.fullmatch(node.text) or _STEP.match(node.text):
            return True
        if node.mark.kind not in ("number", "letter", "step", "part"):
            return False
        if node.text.endswith(":"):
            return self._repeated[_normalize(node.text)] > 1 or self._is_known_topic(node.text)
        return not node.text.endswith((".", ";"))

    @staticmethod
    def _names_task_of(node: OutlineNode, line: OutlineNode) -> bool:
        """Whether a line says what the task of a node is: “Nhiệm vụ: …”; “Nội dung: …” may tell more of one."""
        return is_task_line(line) and (node.text.endswith(":") or not fold(line.text).startswith("noi dung"))

    def _names_its_own(self, node: OutlineNode) -> bool:
        """Whether a point begins with those who do what it says: “+ Sở Xây dựng: hướng dẫn …”."""
        subject = read_subject(node.text, self.names)
        return subject is not None and bool(subject.refs) and _says_what(subject, node)

    def _is_known_topic(self, text: str) -> bool:
        return _normalize(text) in self._topics

    def _name_topic(self, text: str) -> str:
        """The topic of a heading; headings that differ in a word or two have one topic."""
        normal = _normalize(text)
        if normal not in self._topics:
            near = next((k for k in self._topics if SequenceMatcher(None, k, normal).ratio() > _MIN_SIMILARITY), "")
            self._topics[normal] = self._topics[near] if near else make_slug(" ".join(normal.split()[:6]))
        return self._topics[normal]


def _is_task_with_points(node: OutlineNode) -> bool:
    """Whether a numbered paragraph is a task of which the points below tell more: “2.2. Tổ chức Hội nghị …”."""
    if node.mark.kind not in ("number", "letter") or node.text.endswith(":") or any(map(is_task_line, node.children)):
        return False
    return is_action(lower_first(node.text)) and len(node.text) > _LEAST_TASK


_LEAST_TASK = 30


def _lists_pieces(node: OutlineNode, points: Sequence[OutlineNode]) -> bool:
    """Whether the points say what something consists of (“Hồ sơ gồm:”), and none of them what is to be done."""
    is_list = _CONSISTS_OF.fullmatch(node.text) and not any(words in fold(node.text) for words in _WORK)
    return bool(is_list) and not any(point.children or is_action(lower_first(point.text)) for point in points)


def _says_of_section(node: OutlineNode, before: OutlineNode) -> bool:
    """Whether a section is a labelled line, said of the points of the section before it: “2. Cơ quan chủ trì”."""
    points = [child for child in before.children if not read_line(child)]
    return bool(read_line(node)) and bool(points) and not read_line(before)


def _labels_of(lines: Sequence[OutlineNode]) -> list[LabelledText]:
    return [label for line in lines for label in read_line(line)]


def _add_partners(record: DraftRecord, leads: _Leads) -> None:
    """Add to a task the partners of the heading above it."""
    if leads.partners:
        record["with"] = [*dict.fromkeys([*record.get("with", ()), *leads.partners])]
    if leads.others:
        record["others"] = "; ".join([*filter(None, [record.get("others")]), leads.others])


def _state_due_below(record: DraftRecord, due: DraftRecord) -> None:
    """State the deadline of a heading at each task below it that has none."""
    for item in record.get("items", ()):
        if "text" in item and item.get("task") is not False:
            item.setdefault("due", DraftRecord(**due))
        _state_due_below(item, due)


def _mark_untasked(items: Sequence[DraftRecord]) -> None:
    for item in items:
        if "text" in item:
            item["task"] = False
        _mark_untasked(item.get("items", ()))


def _is_whole(text: str) -> bool:
    """Whether a point says something itself, and does not only lead to what stands elsewhere."""
    return not any(words in fold(text) for words in _ELSEWHERE)


def _names_somebody(item: DraftRecord) -> bool:
    return "to" in item or any(_names_somebody(below) for below in item.get("items", ()))


def _without_tasks(items: Sequence[DraftRecord]) -> list[DraftRecord]:
    """The headings below which nothing stands."""
    found = []
    for item in items:
        if "heading" in item:
            found += _without_tasks(item["items"]) if item["items"] else [item]
    return found


def _list_mark(kinds: Counter[str]) -> str:
    """The mark of a list; of several marks an uncounted one, since numbered items then state their numbers."""
    uncounted = [kind for kind, _times in kinds.most_common() if kind not in ("number", "letter")]
    return next(iter(kinds)) if len(kinds) == 1 else uncounted[0] if uncounted else "number"


def _normalize(text: str) -> str:
    return " ".join(split_words(text))

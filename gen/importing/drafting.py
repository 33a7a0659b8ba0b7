"""Passages of a plan → the draft of plan.yaml, what was not understood, and what was left out, with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from gen.importing.annex import Annex, annexes
from gen.importing.details import citations, uncertain
from gen.importing.founding import COMMUNES, units_named
from gen.importing.frame import Frame, framed, no_parts
from gen.importing.heading import header, issuer_of
from gen.importing.marks import marked
from gen.importing.naming import AGENCIES, Names
from gen.importing.owing import obligations
from gen.importing.passages import Passage, Passages
from gen.importing.sections import Sections
from gen.importing.tree import Branch, grown
from gen.importing.yaml_text import Record
from gen.locale import _
from gen.plan.kinds import GROUP_KINDS
from gen.plan.model import Unit
from gen.text import fold, roman


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that a person has to look at: where it stands, and why."""

    place: str
    why: str


@dataclass(slots=True)
class Drafted:
    """A draft: `plan` as records; `doubts` to be looked at; `left_out` with the reason; the source's characters."""

    plan: dict[str, Any]
    doubts: list[Doubt] = field(default_factory=list)
    left_out: list[tuple[Passage, str]] = field(default_factory=list)
    characters: int = 0

    @property
    def characters_left_out(self) -> int:
        """How many characters of the source, white space not counted, are not in the draft."""
        return sum(_size(passage.text) for passage, _why in self.left_out)


def draft(passages: Passages, name: str, registry: Sequence[Unit] = (), beside: str = "") -> Drafted:
    """The draft of the plan in `passages`, read from the file called `name`.

    `registry` are the office's own units, to which names are matched; without them the units are those that the plan's
    headings name. `beside` is the registry's file, which the draft then refers to instead of listing the units.

    Raises ImportFileError (IMP-004) for what is no plan.
    """
    text, tables = annexes(passages)
    frame = framed(text, name)
    frame.left_out += passages.dropped
    source = [*passages, *(passage for passage, _why in passages.dropped)]
    drafted = Drafted({}, left_out=frame.left_out, characters=sum(_size(p.text) for p in source))
    opening, parts = _cut(frame.body)
    issuer, units = issuer_of(frame, registry or _founded(parts))
    names = Names(units, _groups(units))
    sections = Sections(names, lambda place, why: drafted.doubts.append(Doubt(place, why)))
    printed = [sections.part(branch, index) for index, branch in enumerate(parts)]
    printed += _annexed(tables, frame, sections, len(parts))
    if not printed:
        raise no_parts(name)
    cited = _cited([*opening, *(b.mark.passage for branch in parts for b in branch.walk())], frame)
    owed = obligations(sections, issuer.id, frame.closing)
    beside = beside if issuer in registry else ""  # an issuer that the registry lacks has to be listed
    drafted.plan = _assembled(frame, issuer, units, beside, opening, printed, cited, owed, sections)
    _doubt_frame(frame, drafted, units)
    drafted.doubts += [Doubt(passage.place, why) for passage in passages for why in uncertain(passage.text)]
    for what in passages.unread:
        why = _("{what} was not read: look in Word whether it says something")
        drafted.doubts.append(Doubt("", why.format(what=what)))
    return drafted


def _annexed(tables: Sequence[Annex], frame: Frame, sections: Sections, before: int) -> Iterator[Record]:
    """The parts that tables of tasks make; the lines after the signature are the title of the first."""
    if not tables:
        frame.left_out += [(passage, _("it stands after the signature")) for passage in frame.after]
    for index, table in enumerate(tables):
        frame.left_out += [(p, _("the head of a table, which its rows repeat")) for p in table.header]
        frame.left_out += [(p, _("a row of the table that is no task")) for p in table.groups]
        yield sections.annex(table, [] if index else frame.after, roman(min(before + index + 1, 39)))


def _size(text: str) -> int:
    return len("".join(text.split()))


def _cut(body: Iterable[Passage]) -> tuple[list[Passage], list[Branch]]:
    """The paragraphs before the first part, and the parts; where none is numbered I., what is numbered 1. is a part."""
    marks = [marked(passage) for passage in body]
    kind = "part" if any(mark.kind == "part" for mark in marks) else "number"
    first = next((n for n, mark in enumerate(marks) if mark.kind == kind), len(marks))
    return [mark.passage for mark in marks[:first]], grown(marks[first:])


def _founded(parts: Sequence[Branch]) -> tuple[Unit, ...]:
    """The units that the headings of parts name which give tasks."""
    return units_named(child.text for part in parts for child in part.children if len(child.text) < 200)


def _groups(units: Iterable[Unit]) -> set[str]:
    """The groups that reach somebody."""
    kinds = {unit.kind for unit in units}
    return {group for group, kind in GROUP_KINDS.items() if kind in kinds} | {AGENCIES}


def _cited(passages: Iterable[Passage], frame: Frame) -> list[Record]:
    """Every document that is named, once, with all that is said of it anywhere."""
    found: dict[str, Record] = {}
    for passage in [*frame.subject, *passages, *frame.closing]:
        for cited, _place in citations(passage.text):
            known = found.setdefault(cited["id"], cited)
            if known is cited:
                cited.note = passage.place
            for key, value in cited.items():
                known.setdefault(key, value)
    return list(found.values())


def _assembled(
    frame: Frame,
    issuer: Unit,
    units: Sequence[Unit],
    beside: str,
    opening: Sequence[Passage],
    parts: Sequence[Record],
    cited: Sequence[Record],
    owed: Sequence[Record],
    sections: Sections,
) -> dict[str, Any]:
    texts = " ".join(passage.text for passage in opening)
    bases = [record["id"] for record in cited if record.get("number") and record["number"] in texts]
    plan: dict[str, Any] = {"plan": header(frame, issuer, sorted(bases, key=lambda ref: _level(ref, cited)))}
    plan["units"] = beside or [_unit_record(unit) for unit in units]
    if AGENCIES in sections.saying.used:
        kinds = sorted({unit.kind.value for unit in units} - {"province", "district", "commune"})
        group = Record(id=AGENCIES, name="Các cơ quan, đơn vị", kinds=kinds)
        if any(unit.id == COMMUNES for unit in units):
            group["except"] = [COMMUNES]
        plan["groups"] = [group]
    plan |= {"citations": list(cited)} if cited else {}
    plan |= {"opening": [p.text for p in opening]} if opening else {}
    plan["parts"] = list(parts)
    plan |= {"obligations": list(owed)} if owed else {}
    plan |= {"closing": [p.text for p in frame.closing]} if frame.closing else {}
    plan |= {"recipients": [marked(p).text for p in frame.recipients]} if frame.recipients else {}
    lines = [p.text for p in frame.signature] or ["NGƯỜI KÝ"]
    plan["signature"] = Record(lines=lines, **({"name": frame.signatory.text} if frame.signatory else {}))
    return plan


_LEVELS = (("quoc hoi", 0), ("chinh phu", 1), ("thu tuong", 1), ("bo ", 2), ("tinh", 3), ("thanh pho", 3))


def _level(ref: str, cited: Sequence[Record]) -> int:
    issuer = fold(next((str(record.get("issuer", "")) for record in cited if record["id"] == ref), ""))
    return next((level for word, level in _LEVELS if word in issuer), 9)


def _unit_record(unit: Unit) -> Record:
    return Record(**unit.model_dump(mode="json", exclude_defaults=True, by_alias=True))


def _doubt_frame(frame: Frame, drafted: Drafted, units: Sequence[Unit]) -> None:
    standing = [unit.name for unit in units if unit.id == COMMUNES or unit.name.lower().startswith("các ")]
    for name in standing:
        why = _("{name} is one unit of the draft until a registry says who they are (--registry)")
        drafted.doubts.append(Doubt("", why.format(name=f"“{name}”")))
    if not frame.signature:
        drafted.doubts.append(Doubt("", _("no signature block was found: put its lines in place of NGƯỜI KÝ")))
    if not frame.symbol:
        drafted.doubts.append(Doubt("", _("no number and symbol were found: the symbol is made up of kind and issuer")))
    if not frame.date:
        drafted.doubts.append(Doubt("", _("no date was found: the draft bears the year 2000")))

"""A received file, and the identity of the form in it, → the unit whose it is, what speaks against that, or a guess.

A form bears its unit in its properties, in the code on its pages and in its letterhead; its file bears a name, its
e-mail a sender. What the form says has to agree, and the name of the file with it: one who was lent another unit's form
puts his own letterhead over it, and its answers would be counted as the other unit's. A sender alone settles nothing,
since offices forward each other's files: that is a doubt.

Of a file that is not read, the same marks give a guess. It decides nothing but under whose name the file is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import chain, filterfalse, islice
from pathlib import PurePosixPath

from gen.derive.letterhead import unit_frame
from gen.documents import REPORT
from gen.history import Revisions
from gen.plan.model import Plan, Unit
from gen.plan.unit_names import UnitIndex, name_units, recipient_index, unit_index
from gen.plan.units import unit_by_id
from gen.reading import find_period_keys
from gen.reporting.form_names import NamedDocument, documents_in_name
from gen.reporting.forms import FORM_CODE
from gen.reporting.periods import may_be_called, period_label
from gen.returns.intake.unpack import ReceivedFile
from gen.returns.reasons import Reason, ReasonCode
from gen.text import collapse_spaces, name_few, split_words
from gen.word.forms.controls import FormSeal
from gen.word.forms.identity import FormIdentity
from gen.zips import UnreadableZipError, open_zip, read_member

MAX_SHOWN = 120
"""Letters of a file's name that are shown in a reason."""
_MOST_JOINED = 4
"""Lines over which a unit's name may be broken in a letterhead."""
_LONGEST_NAME, _MOST_WORDS, _MAX_TEXT = 14, 50, 400
"""Words of a unit's name, and words and letters among which one is looked for."""


_MARK = f"/{REPORT.stem}".encode()
_WIDE_MARK = f"/{REPORT.stem}".encode("utf-16-le")
_MOST_CODES, _MOST_FOOTER = 20, 1024 * 1024
_FOOTER = re.compile(r"(?:word/(?:footer|header)\d{0,3}|styles)\.xml")


_PLACE_AND_DAY = re.compile(r"\bngày\b|\bngay\b", re.IGNORECASE)
"""In a line of these words stands the place, which the next unit may have left as it was."""


class Attribution:
    """Says of received files whose they are, by a plan with its revisions."""

    def __init__(self, revisions: Revisions) -> None:
        self.revisions, self.plan = revisions, revisions.plan

    @cached_property
    def plans(self) -> tuple[Plan, ...]:
        """The plan as it stands now, and as it was."""
        return self.plan, *(one.plan for one in self.revisions.each())

    @cached_property
    def unit_ids(self) -> frozenset[str]:
        """The ids of all units that the plan has or had."""
        return frozenset(unit.id for plan in self.plans for unit in plan.units)

    @cached_property
    def obligation_ids(self) -> frozenset[str]:
        """The ids of all reports that the plan asks for, or did."""
        return frozenset(one.id for plan in self.plans for one in plan.obligations)

    def documents_in_name(self, file: ReceivedFile) -> tuple[NamedDocument, ...]:
        """The documents after which the file may be called."""
        return documents_in_name(bare_name(file), self.unit_ids, self.obligation_ids)

    def name_units(self, ids: Iterable[str]) -> str:
        """The units with these ids, as people call them."""
        known = unit_by_id(self.plan)
        units = [known[one] for one in sorted(ids) if one in known]
        return name_units(units) or name_few(sorted(ids))

    def find_senders(self, file: ReceivedFile) -> frozenset[str]:
        """The units that the e-mail names as its senders: by their addresses, else by the names that are shown."""
        by_address = {self._units_by_address[s.address] for s in file.senders if s.address in self._units_by_address}
        if by_address:
            return frozenset().union(*by_address)
        index = recipient_index(self.plan)
        return frozenset(unit.id for sender in file.senders if sender.name for unit in index.match(sender.name).meant)

    @cached_property
    def _units_by_address(self) -> dict[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}
        for unit in self.plan.units:
            for address in unit.emails:
                found[address.lower()] = found.get(address.lower(), frozenset()) | {unit.id}
        return found

    def find_contradiction(self, file: ReceivedFile, seal: FormSeal, identity: FormIdentity) -> Reason | None:
        """Why it is not known whose form it is: two marks of it name two units, or two forms; None where all agree."""
        codes = [code for code in identity.codes if code != seal.form]
        if foreign := [code for code in codes if not _is_of(code, seal)]:
            units = {seal.unit, *(found[2] for code in foreign if (found := FORM_CODE.fullmatch(code)))}
            return Reason.of(
                ReasonCode.CODE_UNLIKE_SEAL, sealed=seal.form, printed=name_few(foreign), others=_others(units, seal)
            )
        if others := self._units_in_letterheads(identity, seal):
            own, named = self.name_units([seal.unit]), self.name_units(others)
            return Reason.of(ReasonCode.LETTERHEAD_UNLIKE, unit=own, named=named, others=_others(others, seal))
        named_by = [one for one in self.documents_in_name(file) if one.stem == REPORT.stem]
        if named_by and all(one.unit != seal.unit for one in named_by):
            return Reason.of(
                ReasonCode.FORM_UNLIKE_NAME, unit=self.name_units([seal.unit]), name=bare_name(file)[:MAX_SHOWN],
                others=_others({one.unit for one in named_by}, seal),
            )  # fmt: skip
        return None

    def find_other_period(self, file: ReceivedFile, unit_id: str, period: str) -> Reason | None:
        """Why it is not known for which period a unit's form is: its file is called after another one than it bears.

        None where the form bears no period, and where the name says none with its year.
        """
        bare = bare_name(file)
        by_kind = {one.period for one in self.documents_in_name(file) if one.unit == unit_id and one.period}
        named = find_period_keys(PurePosixPath(bare).stem) | by_kind
        if others := sorted(one for one in named if not may_be_called(period, one)):
            return Reason.of(
                ReasonCode.PERIOD_UNLIKE_NAME, key=period_label(period), own=period, name=bare[:MAX_SHOWN],
                named=name_few(list(map(period_label, others))),
            )  # fmt: skip
        return None

    def list_doubts(self, file: ReceivedFile, seal: FormSeal, identity: FormIdentity) -> Iterator[Reason]:
        """What a person should look at, though nothing contradicts whose the form is."""
        senders = self.find_senders(file) if file.senders else frozenset()
        if len(senders) == 1 and seal.unit not in senders:
            yield Reason.of(ReasonCode.SENT_BY_OTHER, unit=self.name_units(senders))
        written = [lines for lines in identity.letterheads if lines]
        if written and seal.unit in self.unit_ids and not any(self._names_unit(lines, seal.unit) for lines in written):
            yield Reason.of(ReasonCode.LETTERHEAD_UNKNOWN, unit=self.name_units([seal.unit]))

    def _units_in_letterheads(self, identity: FormIdentity, seal: FormSeal) -> frozenset[str]:
        """The units that letterheads name which do not name the one of the seal; none where each names that one.

        The bodies above it, which stand in its letterhead as it is made, say nothing.
        """
        found: set[str] = set()
        for lines in identity.letterheads if seal.unit in self.unit_ids else ():
            if not self._names_unit(lines, seal.unit):
                above = (self._named(self._frame(plan, unit)[0]) for plan, unit in self._versions(seal.unit))
                found |= self._named(lines) - {self.plan.header.issuer, *chain.from_iterable(above)}
        return frozenset(found)

    def _versions(self, unit_id: str) -> Iterator[tuple[Plan, Unit]]:
        """A unit as each revision of the plan has it, the one in force first: its name may have been another."""
        for plan in self.plans:
            if (unit := unit_by_id(plan).get(unit_id)) is not None:
                yield plan, unit

    def _names_unit(self, lines: Sequence[str], unit_id: str) -> bool:
        """Whether a letterhead names the unit, as it was made or otherwise, by a name that it has or had."""
        for plan, unit in self._versions(unit_id):
            made = _in_capitals(self._frame(plan, unit)[1])
            if any(_in_capitals(lines[a:b]) == made for a, b in _joins(lines)):
                return True
        return unit_id in self._named(lines, least=2)

    @staticmethod
    def _frame(plan: Plan, unit: Unit) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The lines of the parent body in the unit's letterhead, and its own."""
        frame = unit_frame(plan, unit, REPORT.kind, ())
        return frame.parent, frame.issuer

    def _named(self, lines: Sequence[str], least: int = 3) -> frozenset[str]:
        """The units that a letterhead names: in one line, or broken over several; else within its lines.

        Within a line a name has `least` words at least: of two, a place may be meant, as in HUYỆN TUẦN GIÁO.

        Where one name is part of a longer one, only the longer counts: XÃ QUÀI TỞ is none in TRẠM Y TẾ XÃ QUÀI TỞ.
        """
        index = unit_index(self.plan)
        meant = {(a, b): index.match(" ".join(lines[a:b])).meant for a, b in _joins(lines)}
        found = {place: units for place, units in meant.items() if units}
        whole = [
            {unit.id for unit in units}
            for (start, end), units in found.items()
            if not any(a <= start and end <= b and (a, b) != (start, end) for a, b in found)
        ]
        if not set(chain.from_iterable(whole)) - {self.plan.header.issuer}:
            words = " ".join(filterfalse(_PLACE_AND_DAY.search, lines))
            whole.append(set(_units_in_words(index, words, least)))
        return frozenset(chain.from_iterable(whole))

    def guess(self, file: ReceivedFile, identity: FormIdentity | None = None) -> str:
        """The id of the unit that a file which is not read is of, most likely; empty where nothing says it of one.

        The strongest first: a code on its pages, its letterhead, its name, its sender.
        """
        pages = identity or FormIdentity(None, codes_in_bytes(file.data))
        codes = {found[2] for code in pages.codes if (found := FORM_CODE.fullmatch(code)) and found[1] == self._plan_id}
        recipients = recipient_index(self.plan)
        for units in (
            codes,
            {one.unit for one in self.documents_in_name(file)},
            frozenset(chain.from_iterable(map(self._named, pages.letterheads))) - {self.plan.header.issuer},
            _units_in_words(recipients, PurePosixPath(bare_name(file)).stem),
            self.find_senders(file) if file.senders else frozenset(),
        ):
            known = {one for one in units if one in recipients and (len(units) == 1 or one != self.plan.header.issuer)}
            if len(known) == 1:
                return known.pop()
        return ""

    @property
    def _plan_id(self) -> str:
        return self.plan.header.id


def bare_name(file: ReceivedFile) -> str:
    """The name of a file alone, out of the archive or e-mail in which it came."""
    return PurePosixPath(file.name.rpartition(" » ")[2]).name


def codes_in_bytes(data: bytes) -> tuple[str, ...]:
    """The codes of forms that stand in a file which is not read: as plain text, or in the footers of a Word file."""
    found: dict[str, None] = {}
    for text in (data, *_footers(data)):
        for mark, width in ((_MARK, 1), (_WIDE_MARK, 2)):
            for place in islice(_places(text, mark), _MOST_CODES):
                around = text[max(place % width, place - 170 * width) : place + 130 * width]
                words = around.decode("latin-1" if width == 1 else "utf-16-le", "replace")
                found |= {code[0]: None for code in FORM_CODE.finditer(words)}
    return tuple(found)


def _places(text: bytes, mark: bytes) -> Iterator[int]:
    place = text.find(mark)
    while place >= 0:
        yield place
        place = text.find(mark, place + 1)


def _footers(data: bytes) -> Iterator[bytes]:
    """The text of the footers of a Word file that is refused as a whole."""
    if not data.startswith(b"PK"):
        return
    with suppress(UnreadableZipError), open_zip(data) as archive:
        members = [one for one in archive.infolist() if _FOOTER.fullmatch(one.filename)]
        for member in members[:_MOST_CODES]:
            if member.file_size <= _MOST_FOOTER:
                yield re.sub(rb"<[^>]{0,2000}>", b"", read_member(archive, member))


def _is_of(code: str, seal: FormSeal) -> bool:
    """Whether a printed code is that of the sealed form: what one of the two leaves out does not matter."""
    printed, sealed = FORM_CODE.fullmatch(code), FORM_CODE.fullmatch(seal.form)
    if printed is None:
        return False
    obligation = seal.obligation or (sealed[3] if sealed else "") or ""
    period = seal.period or (sealed[4] if sealed else "") or ""
    return (
        printed.group(1, 2) == (seal.plan, seal.unit)
        and (not printed[3] or not obligation or printed[3] == obligation)
        and (not printed[4] or not period or printed[4] == period)
    )


def _others(units: Iterable[str], seal: FormSeal) -> str:
    """The ids of the other units that may have sent it: the reason keeps them for the board."""
    return " ".join(sorted(one for one in set(units) if one != seal.unit))


def _joins(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where each run of lines begins and ends over which a name may be broken."""
    for start in range(len(lines)):
        for end in range(start + 1, min(len(lines), start + _MOST_JOINED) + 1):
            yield start, end


def _in_capitals(lines: Sequence[str]) -> str:
    return collapse_spaces(" ".join(lines)).upper()


def _units_in_words(index: UnitIndex, text: str, least: int = 2) -> frozenset[str]:
    """The units whose names, of `least` words at least, stand within a text: Báo cáo xã Quài Tở quý II.

    Of two names that overlap, the longer one.
    """
    words = split_words(re.sub(r"[_\W]+", " ", text[:_MAX_TEXT]))[:_MOST_WORDS]
    found: set[str] = set()
    taken: set[int] = set()
    for length in range(min(len(words), _LONGEST_NAME), least - 1, -1):
        for start in range(len(words) - length + 1):
            place = range(start, start + length)
            if taken.isdisjoint(place) and (meant := index.match(" ".join(words[start : start + length])).meant):
                taken.update(place)
                found.update(unit.id for unit in meant)
    return frozenset(found)

"""Passages → the frame of a plan: its letterhead, subject, body, recipients and signature."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from gen import diagnostics
from gen.errors import GenError
from gen.importing.structure.outline import parse_mark
from gen.importing.text.files import ImportFileError
from gen.importing.text.passages import Passage
from gen.locale import _
from gen.reading import find_document_number, read_letterhead_date
from gen.text import fold

KINDS = {
    "KẾ HOẠCH": "KH",
    "CHƯƠNG TRÌNH": "CTr",
    "CHƯƠNG TRÌNH HÀNH ĐỘNG": "CTr",
    "PHƯƠNG ÁN": "PA",
    "ĐỀ ÁN": "ĐA",
}
_NATIONAL = (
    "dang cong san viet nam", "cong hoa xa hoi chu nghia viet nam", "doc lap - tu do - hanh phuc",
    "doc lap – tu do – hanh phuc",
)  # fmt: skip
DECISION = "QUYẾT ĐỊNH"
_PROSE = re.compile(r"(?:căn cứ|theo|xét|thực hiện|điều \d|trên cơ sở|\(?ban hành kèm|\(?kèm theo)", re.IGNORECASE)
"""How paragraphs before a plan begin that only cite documents: those of the decision which it is attached to."""
_EXECUTES = re.compile(
    r"(?:chịu trách nhiệm|căn cứ)\s+(?:\w+\s+){0,4}?(?:thi hành|thực hiện) Quyết định này", re.IGNORECASE
)
"""Who carries a decision out: its last article, in every one."""
_MOST_TITLE = 300
_STARTS = ("can cu ", "thuc hien ", "nham ", "de trien khai", "ubnd ", "uy ban nhan dan ")


@dataclass(slots=True)
class PlanFrame:
    """The pieces of a plan; `body` is between the subject and the closing, `after_signature` follows the signature.

    `before_title` is what a decision says itself, to which the plan is attached, but for the usual last article.
    """

    kind: str = "KH"
    number: int | None = None
    printed_number: str = ""
    symbol: str = ""
    place: str = ""
    date: str = ""
    subject: list[Passage] = field(default_factory=list)
    issuer: list[Passage] = field(default_factory=list)
    body: list[Passage] = field(default_factory=list)
    closing: list[Passage] = field(default_factory=list)
    recipients: list[Passage] = field(default_factory=list)
    signature: list[Passage] = field(default_factory=list)
    signatory: Passage | None = None
    after_signature: list[Passage] = field(default_factory=list)
    before_title: list[Passage] = field(default_factory=list)
    left_out: list[tuple[Passage, str]] = field(default_factory=list)


def find_frame(passages: list[Passage], name: str) -> PlanFrame:
    """The frame of the plan in the file called `name`.

    Raises ImportFileError (IMP-004) where nothing in it is titled as a plan.
    """
    title = _find_title(passages)
    if title is None:
        raise _no_plan_error(name)
    kind, rest = _split_title(passages[title])
    frame = PlanFrame("QĐ" if kind == DECISION else KINDS[kind])
    _read_head(passages[:title], frame)
    rest = _read_subject([*rest, *passages[title + 1 :]], frame)
    end = next((i for i, p in enumerate(rest) if fold(p.text).startswith("noi nhan")), None)
    if end is None:
        end = _find_signature(rest)
    _split_closing(rest[:end], frame)
    _read_tail(rest[end:], frame)
    return frame


def _no_plan_error(name: str) -> GenError:
    return ImportFileError.one(diagnostics.importing.NOT_A_PLAN.at(name=name))


def no_parts_error(name: str) -> GenError:
    """The error (IMP-005) of a plan in which nothing is numbered."""
    return ImportFileError.one(diagnostics.importing.NO_PARTS.at(name=name))


def _find_title(passages: list[Passage]) -> int | None:
    found = [i for i, p in enumerate(passages) if not p.label and p.text.upper() in KINDS and p.text.isupper()]
    plans = [i for i in found if passages[i].text.upper() == "KẾ HOẠCH"]
    run_in = [i for i, p in enumerate(passages) if not p.label and len(p.text) < _MOST_TITLE and _split_title(p)[1]]
    return next(iter(plans or found or run_in or _find_decision(passages)), None)


def _split_title(passage: Passage) -> tuple[str, list[Passage]]:
    """The kind of document that a title names, and what of its subject stands on the same line."""
    text = passage.text
    kind = next((one for one in sorted(KINDS, key=len, reverse=True) if text.startswith(f"{one} ")), "")
    if not kind or text.upper() in KINDS:
        return text.upper().rstrip(":"), []
    rest = text[len(kind) :].strip(" :–-")
    return kind, [replace(passage, text=rest, spans=())]


def _find_decision(passages: list[Passage]) -> list[int]:
    """The title of a decision whose own words are the plan: “QUYẾT ĐỊNH” / “Phê duyệt Kế hoạch …”."""
    for place, passage in enumerate(passages[:-1]):
        if passage.text.upper() == DECISION and passage.text.isupper():
            subject = fold(passages[place + 1].text)
            return [place] if any(fold(kind) in subject for kind in KINDS) else []
    return []


def _read_head(head: list[Passage], frame: PlanFrame) -> None:
    is_of_decision = False
    for passage in head:
        text = passage.text
        is_of_decision = is_of_decision or text.upper() in (DECISION, "NGHỊ QUYẾT")
        is_head = len(text) < _MOST_TITLE and not _PROSE.match(text)
        number = find_document_number(text) if is_head else None
        dated = read_letterhead_date(text, whole=False) if is_head and number is None else None
        if number is not None:
            if number.number and not frame.symbol:
                frame.number, frame.printed_number = int(number.number), number.number
            frame.symbol = frame.symbol or re.sub(r"\s", "", number.whole_symbol).rstrip(".").replace("–", "-")
        elif dated is not None and dated.place and dated.value is not None:
            frame.place, frame.date = frame.place or dated.place, frame.date or str(dated.value)
        elif fold(text).startswith(_NATIONAL):
            frame.left_out.append((passage, _("every document bears it")))
        elif not any(letter.isalnum() for letter in text):
            frame.left_out.append((passage, _("a line drawn with characters")))
        elif text.isupper() and not is_of_decision:
            frame.issuer.append(passage)
        else:
            frame.left_out.append((passage, _("it stands before the plan's title")))
            if not _EXECUTES.search(text):
                frame.before_title.append(passage)


def _read_subject(rest: list[Passage], frame: PlanFrame) -> list[Passage]:
    """The subject: the lines under the title; what follows is the body."""
    for index, passage in enumerate(rest):
        if not any(letter.isalnum() for letter in passage.text):
            frame.left_out.append((passage, _("a line drawn with characters")))
            continue
        first = not frame.subject
        ends = passage.text.endswith((".", ";", ":"))
        if parse_mark(passage).kind != "none" or (ends and not passage.text.endswith("...")):
            return rest[index:]
        if not first and (not passage.bold or fold(passage.text).startswith(_STARTS)):
            return rest[index:]
        frame.subject.append(passage)
    return []


def _split_closing(body: list[Passage], frame: PlanFrame) -> None:
    """The paragraphs after the last part: from "Trên đây là" on, or the last one where it ends with ./."""
    start = next((i for i in range(len(body) - 1, -1, -1) if fold(body[i].text).startswith("tren day la")), None)
    if start is None and body and body[-1].text.endswith("./.") and parse_mark(body[-1]).kind == "none":
        is_below = len(body) > 1 and parse_mark(body[-2]).kind != "none" and not body[-2].text.endswith((".", ";", "…"))
        start = None if is_below else len(body) - 1
    frame.body, frame.closing = (body, []) if start is None else (body[:start], body[start:])


def is_closing_formula(text: str) -> bool:
    """Whether a closing paragraph is the usual one, which lays nothing new on anybody: “Trên đây là Kế hoạch …”."""
    folded = fold(text)
    is_usual = folded.startswith(("tren day", "trong qua trinh", "can cu", "yeu cau", "de nghi", "ubnd", "uy ban"))
    longest = max((len(one) for one in re.split(r"(?<=[.;])\s", text) if _ORDER.search(one)), default=0)
    return is_usual and longest < _MOST_ORDER


_ORDER = re.compile(r"\b(?:giao|yêu cầu|đề nghị)\b", re.IGNORECASE)
_MOST_ORDER = 260
"""What is longer orders more than to carry out the plan."""


def _find_signature(rest: list[Passage]) -> int:
    """The index at which the signature begins, where no recipients are listed."""
    signs = re.compile(r"(TM|KT|TL|TUQ|Q)\. |(PHÓ )?(CHỦ TỊCH|GIÁM ĐỐC|TRƯỞNG PHÒNG)$")
    return next((i for i, p in enumerate(rest) if signs.match(p.text) and p.text.isupper()), len(rest))


def _read_tail(tail: list[Passage], frame: PlanFrame) -> None:
    for passage in tail:
        mark = parse_mark(passage)
        if fold(passage.text).startswith("noi nhan") and not frame.recipients:
            frame.left_out.append((passage, _("every document bears it")))
        elif frame.signatory is not None:
            frame.after_signature.append(passage)
        elif mark.kind == "dash" and not frame.signature:
            frame.recipients.append(passage)
        elif passage.text.isupper() and mark.kind != "dash" and (frame.signature or not passage.text[0].isdigit()):
            frame.signature.append(passage)
        elif frame.signature:
            frame.signatory = passage
        elif not any(letter.isalnum() for letter in passage.text):
            frame.left_out.append((passage, _("a line drawn with characters")))
        else:
            frame.recipients.append(passage)

"""The words of a paragraph → whom they name as those who do it, and what they are to do.

Plans name those who do something in five ways: at the head of points ("1. Phòng Y tế"), as the subject of a sentence
("Phòng Y tế chủ trì, phối hợp với …"), behind an order or a request ("Giao Phòng Y tế …", "Đề nghị Hội Nông dân …"),
under a label ("Đơn vị chủ trì: …"), and behind what is done ("…, do Phòng Y tế chủ trì"). This module reads all but the
labels.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gen.importing.units.names import UnitNames
from gen.importing.units.partners import VERBS, is_name, read_named_list
from gen.plan.kinds import Manner
from gen.text import split_words

NO_ORDER = r"(?!(?-i: (?:thông|ban|lưu|dịch)\b))"
"""Behind “giao”: traffic, a meeting, an exchange, a deal; “Giao Ban Tuyên giáo” is an order."""
_OPENER = re.compile(
    r"(?:(?P<request>(?:trân trọng |kính )?(?:đề nghị|mời))"
    rf"|(?P<order>giao(?: cho)?{NO_ORDER}|yêu cầu|phân công|ủy quyền(?: cho)?)"
    r"|(?:trách nhiệm|nhiệm vụ|phân công nhiệm vụ)(?: cụ thể)? của"
    r"|đối với|về phía|riêng)\s*:?\s+(?:(?:các )?đồng chí\s+)?",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"(?i:căn cứ|trên cơ sở|theo|dựa trên|để|nhằm|hằng năm|hàng năm|trong quá trình|trong trường hợp|khi|sau khi"
    r"|ngoài ra|đồng thời|tùy theo|tuỳ theo)\b[^.;:]{0,200}?(?:,\s+(?=[A-ZĐÀ-Ỹ]|các\b|đề nghị\b|giao\b|yêu cầu\b)"
    r"|(?<!của)(?<!với)(?<!cho)(?<!từ)\s+(?=các (?:cơ quan|đơn vị|sở|phòng|ban|ngành)\b))"
)
"""What may stand before the subject of a sentence, and names nobody who does it."""
_RUN_IN = re.compile(r"[^.;:]{5,160}:\s+(?=\S)")
"""The name of a task, before the sentence that says who does it."""
_VERB = re.compile(rf"(?:có trách nhiệm|chịu trách nhiệm|{VERBS})\b", re.IGNORECASE)
_AFTERWORDS = re.compile(r"\s*(?:\((?P<inner>[^()]{1,120})\))?\s*(?P<ends>[:;.,]?)\s*")
_IN_CHARGE = re.compile(
    r"(?:,|;|\(|-|–|\bdo\b|\bgiao(?: cho)?\b|\bđề nghị\b)\s*(?P<names>[^,;().]{3,160}?)\s+"
    r"(?:là (?:cơ quan|đơn vị) )?(?:chủ trì|thực hiện|chịu trách nhiệm|làm đầu mối)\b",
    re.IGNORECASE,
)
EXCEPT = re.compile(r"(?:ngoại )?trừ\s+|không (?:bao )?gồm\s+", re.IGNORECASE)
_MOST_LETTERS = 600
"""So many letters of a paragraph are looked through for those whom it begins with."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Those whom a paragraph begins with: `refs` of the registry, and words for bodies that it does not have.

    `begin` is where the words that name them begin, and `end` the letter behind these; `rest` is what is said of them,
    empty where the paragraph is a heading. `manner` is how they are spoken to, where the paragraph says it; `doubtful`
    are names that are only nearly theirs.
    """

    refs: tuple[str, ...]
    unknown: tuple[str, ...]
    end: int
    rest: str
    manner: Manner | None = None
    doubtful: tuple[str, ...] = ()
    is_opened: bool = False
    begin: int = 0

    @property
    def is_heading(self) -> bool:
        """Whether nothing but names stands there."""
        return not self.rest


def read_subject(text: str, names: UnitNames) -> Subject | None:
    """Whom the paragraph begins with, or names behind “Căn cứ Kế hoạch này, …”; None where it begins with no body.

    What only sounds like one is none: without an order before it, a body that the registry does not have counts only
    where a verb follows, or nothing.
    """
    subject = _read_subject(text, names, 0)
    if subject is None and (led_in := _LEAD_IN.match(text)):
        subject = _read_subject(text, names, led_in.end())
    if subject is None and (named := _RUN_IN.match(text)):  # “Mở tài khoản: UBND các xã rà soát …”
        subject = _read_subject(text, names, named.end())
        subject = subject if subject is not None and subject.refs and is_action(subject.rest) else None
    return subject


def _read_subject(text: str, names: UnitNames, start: int) -> Subject | None:
    """Whom the words from the letter `start` begin with."""
    opener = _OPENER.match(text, start)
    begin = opener.end() if opener is not None else start
    words = text[begin : start + _MOST_LETTERS]
    listed = read_named_list(words, names)
    if not listed.end or (not listed.mentions and opener is None and not all(map(is_name, listed.unknown))):
        return None
    end = begin + listed.end
    after = _AFTERWORDS.match(text, end)
    assert after is not None  # it can be empty
    refs = tuple(dict.fromkeys(mention.ref for mention in listed.mentions))
    unknown = listed.unknown
    rest = text[after.end() :] if after["ends"] != "." else ""
    if after["inner"] and not rest:
        end = after.end()
    if after["inner"] and (excepted := EXCEPT.match(after["inner"])):
        left = _without(refs, after["inner"][excepted.end() :], names)
        refs, unknown = (left, unknown) if left else (refs, (*unknown, after["inner"]))
    manner = (
        None if opener is None else Manner.REQUEST if opener["request"] else Manner.DIRECT if opener["order"] else None
    )
    if after["ends"] == "." and text[after.end() :]:
        return None  # a sentence of a name alone is none
    if not refs and opener is None and rest and not _VERB.match(rest):
        return None
    tokens = split_words(words)
    doubtful = tuple(" ".join(tokens[m.start : m.end]) for m in listed.mentions if not m.exact)
    return Subject(refs, unknown, end, rest, manner, doubtful, opener is not None, start)


def _without(refs: tuple[str, ...], words: str, names: UnitNames) -> tuple[str, ...]:
    """The units of `refs`, those of groups each, without those that the words name; none where they name nobody."""
    named = {mention.ref for mention in read_named_list(words, names).mentions} | set(names.find_places(words))
    if not named or not named <= names.units.keys():
        return ()
    return tuple(ref for one in refs for ref in names.members(one) if ref not in named)


def is_action(words: str) -> bool:
    """Whether words behind a name say what is to be done."""
    return _VERB.match(words) is not None


def find_in_charge(text: str, names: UnitNames) -> tuple[str, ...]:
    """Those who are named behind what is done: "…; giao Phòng Y tế chủ trì", "(Phòng Y tế chủ trì)"."""
    for match in _IN_CHARGE.finditer(text):
        named = _OPENER.sub("", match["names"].strip(), count=1).removeprefix("do ")
        listed = read_named_list(named, names)
        if listed.mentions and listed.end == len(named):
            return tuple(dict.fromkeys(mention.ref for mention in listed.mentions))
    return ()


_SENTENCE_END = re.compile(r"(?<=[.;])\s+")


def split_sentences(text: str, names: UnitNames) -> list[int]:
    """The letters at which a further sentence begins that names others as those who do it."""
    found = []
    for match in _SENTENCE_END.finditer(text):
        subject = read_subject(text[match.end() :], names)
        if subject is not None and (subject.refs or subject.is_opened) and subject.rest:
            found.append(match.end())
    return found

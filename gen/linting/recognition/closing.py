"""The items after the title → where the text ends, who signs and who receives; then the annexes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from gen.linting.recognition.elements import Annex, ClosingElements, DocumentElement
from gen.linting.recognition.lines import LineColumn, LineOrTable, TableCellLines, TableLines, TextLine, split_halves

_RECIPIENTS = re.compile(r"noi nhan\s*:?\s*$")
_AUTHORITY = re.compile(r"(TM|KT|TL|TUQ|Q)\s*\.\s*\S")
_POSTS = (
    "chu tich", "pho chu tich", "truong phong", "pho truong phong", "giam doc", "pho giam doc", "chanh van phong",
    "pho chanh van phong", "chanh thanh tra", "chanh an", "pho chanh an", "vien truong", "pho vien truong",
    "truong cong an", "pho truong cong an", "hieu truong", "pho hieu truong", "bi thu", "pho bi thu", "truong ban",
    "pho truong ban", "cuc truong", "chi cuc truong", "bo truong", "thu truong", "vu truong", "doi truong",
    "tram truong", "tong giam doc", "thu tuong", "nguoi lap", "thu truong don vi", "ke toan truong", "chi huy truong",
)  # fmt: skip
_RIGHT = re.compile(rf"(?:(?:tm|kt|tl|tuq|q)\s*\.\s*\S|(?:{'|'.join(_POSTS)})\b)")
_SIGNED = re.compile(r"\W*(da ky|ky(, (dong dau|ghi ro ho ten|ho ten))?.*|chu ky.*)\W*$")
_ANNEX = re.compile(r"phu luc(\s*(so\s*)?[\divxabc]{1,5})?\s*[.:]?\s*$")
_BELONGS = re.compile(r"\(?\s*(ban hanh )?(kem theo|dinh kem)\b")
_TALL_TITLE = 4
_MAX_CANDIDATES = 50
"""How many of the lines that a signature could begin with are tried, from the end."""
_MAX_LETTERS = 100
"""A line of more characters than this is text, and not part of a signature."""


def find_annexes(items: Sequence[LineOrTable]) -> tuple[int, tuple[Annex, ...]]:
    """Where the first annex begins, and all of them."""
    headings = [
        (n, item) for n, item in enumerate(items) if isinstance(item, TextLine) and _ANNEX.fullmatch(item.folded)
    ]
    annexes = tuple(_annex(heading, items[start + 1 :]) for start, heading in headings)
    return (headings[0][0] if headings else len(items)), annexes


def _annex(heading: TextLine, items: Sequence[LineOrTable]) -> Annex:
    title: list[TextLine] = []
    for item in items:
        if isinstance(item, TableLines) or len(title) == _TALL_TITLE:
            break
        if _BELONGS.match(item.folded):
            return Annex(heading, tuple(title), item)
        if not item.is_empty:
            title.append(item)
    return Annex(heading, tuple(title[:1]))


def find_closing(items: Sequence[LineOrTable]) -> tuple[ClosingElements, int]:
    """Signature and recipients at the end of `items`, and where they begin; without them an empty value and the end."""
    candidates = [n for n, item in enumerate(items) if _has_closing(item)][-_MAX_CANDIDATES:]
    if not candidates:
        return ClosingElements(), len(items)
    start = next((n for n in candidates if not any(_are_text(items[n:]))), candidates[-1])
    left, right = _split_sides(items[start:])
    heading = next((line for line in left.lines if _RECIPIENTS.match(line.folded)), None)
    authority, between, signer = _find_signature(right)
    found = ClosingElements(
        DocumentElement(authority, right) if authority else None,
        DocumentElement((signer,), right) if signer else None,
        between,
        DocumentElement((heading,), left) if heading else None,
        _find_recipients(left, heading),
    )
    return found, start


def _has_closing(item: LineOrTable) -> bool:
    """Whether the signature or the recipients begin here."""
    if isinstance(item, TextLine):
        return any(half is not None and _begins_closing(half) for half in split_halves(item, _RIGHT))
    return any(_begins_closing(line) for line in item.lines)


def _begins_closing(line: TextLine) -> bool:
    is_heading = bool(_RECIPIENTS.fullmatch(line.folded)) and line.text.endswith(":")
    return is_heading or bool(_AUTHORITY.match(line.text)) or line.folded in _POSTS


def _are_text(items: Iterable[LineOrTable]) -> Iterator[bool]:
    """For each item whether it is still text, which no signature precedes."""
    listing = False
    for item in items:
        if isinstance(item, TableLines):
            yield not _has_closing(item) and any(not line.is_empty for line in item.lines)
        else:
            listing = listing or bool(_RECIPIENTS.match(item.folded))
            is_recipient = listing and _is_listed(item)
            yield not is_recipient and (len(item.text) > _MAX_LETTERS or item.text.endswith(("./.", ";")))


def _split_sides(items: Iterable[LineOrTable]) -> tuple[LineColumn, LineColumn]:
    """Recipients and signature, each one below the other."""
    left: list[TextLine] = []
    right: list[TextLine] = []
    for item in items:
        if isinstance(item, TableLines):
            for cell in item.cells:
                (left if _is_recipients(cell) else right).extend(cell.content.lines)
        else:
            left_half, right_half = _split_line(item)
            left += [] if left_half is None else [left_half]
            right += [] if right_half is None else [right_half]
    return LineColumn(tuple(left)), LineColumn(tuple(right))


def _is_recipients(cell: TableCellLines) -> bool:
    written = [line for line in cell.content.lines if not line.is_empty]
    return bool(written) and (bool(_RECIPIENTS.match(written[0].folded)) or all(_is_listed(line) for line in written))


def _split_line(line: TextLine) -> tuple[TextLine | None, TextLine | None]:
    """The left and the right half of a line of the closing."""
    left, right = split_halves(line, _RIGHT)
    if left is not None and right is None:
        return (left, None) if _RECIPIENTS.match(left.folded) or _is_listed(left) else (None, left)
    return left, right


def _is_listed(line: TextLine) -> bool:
    return line.text.startswith(("-", "–", "—", "•", "+"))


def _find_recipients(left: LineColumn, heading: TextLine | None) -> DocumentElement | None:
    after = False
    found = []
    for line in left.lines:
        if after and not line.is_empty:
            found.append(line)
        after = after or line is heading
    return DocumentElement(tuple(found), left) if found else None


def _find_signature(right: LineColumn) -> tuple[tuple[TextLine, ...], tuple[TextLine, ...], TextLine | None]:
    """Authority lines and post, the lines between, and the name, if there is one."""
    written = [n for n, line in enumerate(right.lines) if not line.is_empty and not _SIGNED.match(line.folded)]
    first = next((n for n in written if _begins_closing(right.lines[n])), None)
    if first is None:
        return (), (), None
    run = list(_authority_lines(right.lines, [n for n in written if n >= first]))
    name = next((n for n in written if n > run[-1]), None)
    end = len(right.lines) if name is None else name
    authority = tuple(right.lines[n] for n in run)
    return authority, right.lines[run[-1] + 1 : end], None if name is None else right.lines[name]


def _authority_lines(lines: Sequence[TextLine], numbers: Sequence[int]) -> Iterator[int]:
    """The numbers of the lines of authority: each names one, or is in capitals and goes on below it without a gap."""
    above = -1
    for number in numbers:
        goes_on = lines[number].printed_text.isupper() and number - 1 == above
        if not (_begins_closing(lines[number]) or goes_on):
            return
        yield number
        above = number

"""Comments of a .docx: marks in the text + what they say → the parts that hold them; and the same .docx without any.

ECMA-376 part 1, 17.13.4. A comment is a part apart, `word/comments.xml`; the text has only marks with its number. To
take comments out, the marks are cut from the bytes of each part: every other byte of the document stays as it is.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape

from lxml import etree

from gen.ooxml.merging import free_part, relationships_part
from gen.ooxml.package import CONTENT_TYPES, OoxmlPackage, read_package
from gen.word.package import (
    ConstantMembers,
    add_content_type,
    add_relationship,
    content_types_first,
    pack_member,
)

AUTHOR = "gen – nguồn số liệu"
"""Whose comments are the program's own."""
INITIALS = "gen"

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_FIRST = 1_000_000
"""The marks that templates print have numbers from here on: those of an office's own comments are small."""
_MAX_DIGITS = 9
_MARK = re.compile(r'(<w:comment(RangeStart|RangeEnd|Reference) w:id=")(\d{7,})(")')
_KINDS = frozenset({"comments", "commentsExtended", "commentsIds", "commentsExtensible"})
"""The kinds of relationships that lead to parts of comments."""
_START_TAG = re.compile(rb"<[^\s/>]+(?:\s+[^\s=]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*(/?)>")
"""A start tag; with a slash at its end it is a whole element."""
_REFERENCE = f"{_W} commentReference"
_MARKS = frozenset({f"{_W} commentRangeStart", f"{_W} commentRangeEnd", _REFERENCE})
"""The marks, as the parser names them."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment as people see it."""

    author: str
    text: str

    @property
    def is_own(self) -> bool:
        """Whether the program wrote it."""
        return self.author == AUTHOR


def mark(number: int, runs: str) -> str:
    """The XML of `runs` with the marks of the comment that has this number among those of the document, from 0."""
    key = _FIRST + number
    return (
        f'<w:commentRangeStart w:id="{key}"/>{runs}<w:commentRangeEnd w:id="{key}"/>'
        f'<w:r><w:commentReference w:id="{key}"/></w:r>'
    )


def add_comments(data: bytes, texts: Sequence[str]) -> bytes:
    """The .docx `data`, whose text has marks, with what each comment says, by its number; lines are paragraphs.

    Only comments that are marked are added; one whose marks stand in two places is added twice.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    package = read_package(data)
    main = package.main()
    existing = next((to.target for to in package.relationships(main).values() if to.kind == "comments"), "")
    numbering = _CommentNumbering(_first_free_number(package, existing))
    parts[main] = _MARK.sub(numbering.renumber, parts[main].decode("utf-8")).encode("utf-8")
    comments = "".join(_comment(number, texts[key]) for number, key in numbering.given)
    if comments:
        _put_comments(parts, package, main, existing, comments)
    return _pack(parts)


@dataclass(slots=True)
class _CommentNumbering:
    """The numbers of comments in the order of the text; `given` are these, each with the number of its mark."""

    next: int
    given: list[tuple[int, int]] = field(default_factory=list)
    _current: dict[int, int] = field(default_factory=dict)

    def renumber(self, found: re.Match[str]) -> str:
        key = int(found[3]) - _FIRST
        if found[2] == "RangeStart":
            self._current[key] = self.next
            self.given.append((self.next, key))
            self.next += 1
        return f"{found[1]}{self._current[key]}{found[4]}"


def _first_free_number(package: OoxmlPackage, existing: str) -> int:
    return free_number(package.roots[existing]) if existing in package.roots else 0


def free_number(comments: etree._Element) -> int:
    """A number that none of the comments in the root of their part has; other ids count for none."""
    ids = (str(one.get(f"{{{_W}}}id", "")) for one in comments.iter(f"{{{_W}}}comment"))
    return max((int(one) for one in ids if one.isdecimal() and len(one) <= _MAX_DIGITS), default=-1) + 1


def _comment(number: int, text: str) -> str:
    paragraphs = "".join(
        f'<w:p><w:r><w:rPr><w:sz w:val="20"/></w:rPr><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'
        for line in text.split("\n")
    )
    return f'<w:comment w:id="{number}" w:author="{AUTHOR}" w:initials="{INITIALS}">{paragraphs}</w:comment>'


def _put_comments(parts: dict[str, bytes], package: OoxmlPackage, main: str, existing: str, comments: str) -> None:
    if existing in package.roots:
        root = package.roots[existing]
        root.extend(etree.fromstring(f'<x xmlns:w="{_W}">{comments}</x>'))
        parts[existing] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return
    part = free_part(posixpath.join(posixpath.dirname(main), "comments.xml"), parts)
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    parts[part] = f'{head}<w:comments xmlns:w="{_W}">{comments}</w:comments>'.encode()
    add_content_type(parts, part, _KIND)
    add_relationship(parts, main, f"{_OFFICE}/comments", posixpath.basename(part))


def read_comments(data: bytes) -> tuple[Comment, ...]:
    """The comments of the .docx `data`. Raises UnreadableDocumentError where it cannot be read."""
    package = read_package(data)
    texts = [name for name, kind in _comment_parts(package).items() if kind == "comments"]
    return tuple(
        Comment(str(one.get(f"{{{_W}}}author", "")), _text(one))
        for name in texts if name in package.roots
        for one in package.roots[name].iter(f"{{{_W}}}comment")
    )  # fmt: skip


def _text(comment: etree._Element) -> str:
    paragraphs = comment.iter(f"{{{_W}}}p")
    return "\n".join("".join(t.text or "" for t in paragraph.iter(f"{{{_W}}}t")) for paragraph in paragraphs)


def remove_comments(data: bytes) -> bytes:
    """The .docx `data` without comments: their marks are cut out, their parts left out, and nothing else is touched.

    Raises UnreadableDocumentError where it cannot be read.
    """
    package = read_package(data)
    gone = _comment_parts(package)
    links = {relationships_part(name) for name in gone}
    parts = {name: content for name, content in package.parts.items() if name not in gone and name not in links}
    for name in package.roots.keys() & parts.keys():
        cut: _Cut
        if name == CONTENT_TYPES:
            cut = _OfParts(f"/{one}" for one in gone)
        elif name.endswith(".rels"):
            cut = _OfParts(_written_targets(package, name, gone))
        else:
            cut = _OfMarks()
        parts[name] = cut.apply(parts[name])
    return _pack(parts)


def _comment_parts(package: OoxmlPackage) -> dict[str, str]:
    """The parts of comments: their texts, and what newer versions of Word say of them; each with its kind."""
    links = (to for name in package.referring_parts() for to in package.relationships(name).values())
    return {to.target: to.kind for to in links if not to.external and to.kind in _KINDS}


def _written_targets(package: OoxmlPackage, name: str, gone: Collection[str]) -> Iterator[str]:
    """The targets of a part of relationships, as written there, that lead to parts that go."""
    folder = posixpath.dirname(posixpath.dirname(name))
    for link in package.roots[name]:
        target = str(link.get("Target", ""))
        if posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/") in gone:
            yield target


class _Cut:
    """A part's bytes → the same without some of its elements; the subclasses say which."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        self._content = b""
        self._begun: list[int] = []
        self._spans: list[tuple[int, int]] = []

    def apply(self, content: bytes) -> bytes:
        """The part without them. It is UTF-8: as all programs write it, or made so."""
        self._content = content if b"\0" not in content[:64] else _as_utf8(content)
        self._parser.Parse(self._content, True)
        kept, place = [], 0
        for begin, end in self._outermost():
            kept.append(self._content[place:begin])
            place = end
        return b"".join((*kept, self._content[place:])) if kept else content

    def _outermost(self) -> Iterator[tuple[int, int]]:
        reach = -1
        for begin, end in sorted(self._spans, key=lambda span: (span[0], -span[1])):
            if begin >= reach:
                yield begin, end
                reach = end

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        self._begun.append(self._parser.CurrentByteIndex)
        self.enter(name, attributes)

    def _end(self, name: str) -> None:
        begin = self._begun.pop()
        tag = _START_TAG.match(self._content, begin)
        is_empty = tag is not None and bool(tag[1])
        end = tag.end() if tag and is_empty else self._content.index(b">", self._parser.CurrentByteIndex) + 1
        if self.leave(name):
            self._spans.append((begin, end))

    def enter(self, name: str, attributes: dict[str, str]) -> None:
        """Note that an element begins."""
        raise NotImplementedError

    def leave(self, name: str) -> bool:
        """Note that an element ends: whether it is cut out."""
        raise NotImplementedError


class _OfParts(_Cut):
    """Cuts what makes parts known: relationships with these targets, content types with these names."""

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__()
        self._names = frozenset(names)
        self._cut: list[bool] = []

    def enter(self, name: str, attributes: dict[str, str]) -> None:
        """Note whether it is about such a part."""
        self._cut.append(not self._names.isdisjoint((attributes.get("Target"), attributes.get("PartName"))))

    def leave(self, name: str) -> bool:
        """Whether it is about such a part."""
        return self._cut.pop()


class _OfMarks(_Cut):
    """Cuts the marks of comments, and the run that holds nothing but one."""

    def __init__(self) -> None:
        super().__init__()
        self._children: list[set[str]] = []

    def enter(self, name: str, attributes: dict[str, str]) -> None:
        """Note what the element around it holds."""
        if self._children:
            self._children[-1].add(name)
        self._children.append(set())

    def leave(self, name: str) -> bool:
        """Whether it is a mark, or the run of one."""
        held = self._children.pop()
        return name in _MARKS or (name == f"{_W} r" and _REFERENCE in held and held <= {_REFERENCE, f"{_W} rPr"})


def _as_utf8(content: bytes) -> bytes:
    return bytes(etree.tostring(etree.fromstring(content), xml_declaration=True, encoding="UTF-8", standalone=True))


def _pack(parts: Mapping[str, bytes]) -> bytes:
    names = sorted(parts, key=content_types_first)
    return ConstantMembers({}).zip_with(pack_member(name, parts[name]) for name in names)

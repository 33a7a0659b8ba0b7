"""A part's tags → why plain text would differ from what docxtpl gives; empty where it does not.

docxtpl reads the rendered XML again: it mends broken markup, tables whose rows have other cells than their grid, and
the numbers of pictures. Where the markup around every tag is balanced and every table keeps its columns whatever the
values are, there is nothing to mend, and the rendered text is the part. This module proves that for a part, or names
what prevents it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from xml.sax.saxutils import quoteattr

from docx.oxml.ns import nsmap
from jinja2 import nodes
from lxml import etree

from gen.locale import _
from gen.word.template.sandbox import GUARD, NOT_BLANK, TEXT_ONLY

Namespaces = tuple[tuple[str | None, str], ...]
"""Prefixes, and the namespaces that they stand for."""


@lru_cache(maxsize=4096)
def namespaces_within(tag: str, name: str, around: Namespaces) -> Namespaces | None:
    """The namespaces inside the element `name` that `tag` opens where those of `around` are declared.

    None if a parser would refuse the tag, or if prefixes are ambiguous: where `w:` and `wp:` are bound again, or
    other prefixes have the same namespace, docxtpl finds other elements by namespace than a search by name.
    """
    declared = "".join(f" xmlns{f':{prefix}' if prefix else ''}={quoteattr(uri)}" for prefix, uri in around)
    closing = "" if tag.endswith("/>") else f"</{name}>"
    try:
        element = etree.fromstring(f"<x{declared}>{tag}{closing}</x>")[0]
    except etree.XMLSyntaxError:
        return None
    spaces = dict(element.nsmap)
    if not _is_plain(spaces) or (around and dict(around)["w"] != spaces["w"]):
        return None
    return tuple(sorted(spaces.items(), key=str))


def _is_plain(spaces: dict[str | None, str]) -> bool:
    text, drawing = spaces.get("w"), nsmap["wp"]
    return (
        [prefix for prefix, uri in spaces.items() if uri == text] == ["w"]
        and all(prefix == "wp" for prefix, uri in spaces.items() if uri == drawing)
        and spaces.get("wp", drawing) == drawing
    )


_TAG_NAME = re.compile(r"</?([^\s/>]+)")
_NUMBER = re.compile(r'\sw:val="(\d+)"')
_NOT_AN_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9A-Fa-f]+);)")
_SPECIAL = frozenset("\t\n\a\f")
_QUOTES = frozenset("<>\"'")
_SIGNS = frozenset("{}%_")
_VALUE = "\ue001"
"""In the part of a tag that is read: a value."""

_PLACED = ("w:tbl", "w:tr", "w:tc")
_HALF_SIGN = re.compile(r"[{}%]_\Z|\A_[{}%]|\A_\Z")
_DEEPEST = 200
"""libxml2 gives up at 256 elements in each other; a rich text brings some along."""


class _DiffersFromDocxtpl(Exception):  # noqa: N818 – an answer, not an error
    """The reason why the part is left to docxtpl."""


@dataclass(slots=True)
class _OpenElement:
    """An element that is open: its name, the loops and conditions around it, and the namespaces inside it."""

    name: str
    path: tuple[int, ...]
    spaces: Namespaces
    counts: bool = False
    children: set[str] = field(default_factory=set)
    columns: int = 0
    rows: list[tuple[int, int, bool]] = field(default_factory=list)
    cells: int = 0
    spans: int = 0


def find_difference(tree: nodes.Template, *, surroundings: tuple[str, str], is_body: bool, is_reread: bool) -> str:
    """Why the part with these tags between `surroundings` is left to docxtpl, for people; empty where it is not.

    Values that may only be plain text at their place are marked so in `tree`.
    """
    walk = _PartReading(is_body, is_reread)
    try:
        walk.data(surroundings[0])
        walk.follow(tree.body)
        walk.data(surroundings[1])
        walk.end()
    except _DiffersFromDocxtpl as found:
        return str(found)
    return ""


class _PartReading:
    """One reading of a part from its first node to the last."""

    def __init__(self, is_body: bool, is_reread: bool) -> None:
        self.is_body = is_body
        self.is_reread = is_reread
        self.open: list[_OpenElement] = []
        self.path: tuple[int, ...] = ()
        self.blocks = 0
        self.has_root = False
        self.tag = ""
        self.tag_path: tuple[int, ...] = ()

    def follow(self, body: Sequence[nodes.Node]) -> None:
        for node in body:
            match node:
                case nodes.Output():
                    self._output(node)
                case nodes.For() if not node.recursive:
                    self._branches([node.body, node.else_])
                case nodes.If():
                    self._branches([node.body, *(other.body for other in node.elif_), node.else_])
                case nodes.Assign():
                    pass
                case _:
                    kind = type(node).__name__.lower()
                    raise _DiffersFromDocxtpl(_("a tag of the kind {kind}").format(kind=kind))

    def end(self) -> None:
        if self.open or self.tag or not self.has_root:
            raise _DiffersFromDocxtpl(_("markup that is not closed"))

    def _output(self, node: nodes.Output) -> None:
        for index, child in enumerate(node.nodes):
            if isinstance(child, nodes.TemplateData):
                self.data(child.data)
                continue
            _check_constant(child)
            check = self._check_of_value()
            if check:
                node.nodes[index] = nodes.Filter(
                    child, check, [], [], None, None, lineno=node.lineno, environment=node.environment
                )

    def _check_of_value(self) -> str:
        """The filter that has to refuse some values here, if any has to."""
        if self.tag:
            self.tag += _VALUE
            return TEXT_ONLY
        if not self.open:
            raise _DiffersFromDocxtpl(_("markup that is not closed"))
        if self.is_reread:
            return TEXT_ONLY if self.open[-1].name == "w:t" else NOT_BLANK
        return ""

    def _branches(self, branches: Sequence[Sequence[nodes.Node]]) -> None:
        """Each branch has to leave the elements open that it found open: then any number of rounds is well-formed."""
        before, tag, path = list(self.open), self.tag, self.path
        for branch in branches:
            self.blocks += 1
            self.open, self.path = list(before), (*path, self.blocks)
            self.follow(branch)
            if bool(self.tag) != bool(tag):
                raise _DiffersFromDocxtpl(_("a loop or condition that cuts through markup"))
            self._check_same_elements(before)
            self.tag = tag
        self.open, self.path, self.tag = before, path, tag + _VALUE if tag else ""

    def _check_same_elements(self, before: list[_OpenElement]) -> None:
        if [(e.name, e.spaces) for e in self.open] != [(e.name, e.spaces) for e in before]:
            raise _DiffersFromDocxtpl(_("a loop or condition that cuts through markup"))
        if any(a is not b for a, b in zip(self.open, before, strict=True) if a.name in _PLACED):
            raise _DiffersFromDocxtpl(_("a loop or condition that begins in one row or cell and ends in another"))

    def data(self, data: str) -> None:
        """Read on through text of the template."""
        if _HALF_SIGN.search(data):
            raise _DiffersFromDocxtpl(_("half of one of docxtpl's signs beside a tag"))
        if GUARD in data or _VALUE in data:
            raise _DiffersFromDocxtpl(_("private characters in the template's own text"))
        if self.tag and self.path != self.tag_path and not _QUOTES.isdisjoint(data):
            raise _DiffersFromDocxtpl(_("a loop or condition that cuts through markup"))
        for index, piece in enumerate(re.split(r"([<>])", data)):
            if index % 2 == 0:
                self._piece(piece)
            elif (piece == "<") == bool(self.tag):
                raise _DiffersFromDocxtpl(_("a loop or condition that cuts through markup"))
            elif piece == "<":
                self.tag, self.tag_path = "<", self.path
            else:
                tag, self.tag = self.tag + ">", ""
                self._markup(tag)

    def _piece(self, piece: str) -> None:
        if (self.open or self.tag) and not _SPECIAL.isdisjoint(piece):
            raise _DiffersFromDocxtpl(_("tabs or line breaks in the template's own text"))
        if _NOT_AN_ENTITY.search(piece) or (piece.strip() and not self.open and not self.tag):
            raise _DiffersFromDocxtpl(_("markup that cannot be followed"))
        if self.tag:
            self.tag += piece
        elif self.is_reread and piece and piece.isspace() and self.open and self.open[-1].name != "w:t":
            raise _DiffersFromDocxtpl(_("blanks between elements of a header or footer"))

    def _markup(self, tag: str) -> None:
        if tag.startswith("<?xml ") and not self.has_root:
            return
        found = _TAG_NAME.match(tag)
        if found is None or tag[1] in "!?" or _VALUE in found.group():
            raise _DiffersFromDocxtpl(_("markup that cannot be followed"))
        if tag.startswith("</"):
            self._close(found.group(1))
            return
        self._start(found.group(1), tag)
        if tag.endswith("/>"):
            self._close(found.group(1))

    def _start(self, name: str, tag: str) -> None:
        around = self.open[-1].spaces if self.open else ()
        # A star may stand in an attribute's value, and nowhere else in a tag.
        spaces = namespaces_within(tag.replace(_VALUE, "*"), name, around)
        is_second_root = self.has_root and not self.open
        if spaces is None or is_second_root or len(self.open) > _DEEPEST or ("xmlns" in tag and _VALUE in tag):
            raise _DiffersFromDocxtpl(_("markup that cannot be followed"))
        self.has_root = True
        element = _OpenElement(name, self.path, spaces)
        if self.is_body and self.open:
            self._table_parts(element, tag)
            self.open[-1].children.add(name)
        self.open.append(element)

    def _table_parts(self, element: _OpenElement, tag: str) -> None:
        """Count the cells of a row and the columns of a grid as docxtpl does, and refuse what values could change."""
        parent, name = self.open[-1], element.name
        table, row = self._nearest("w:tbl"), self._nearest("w:tr")
        is_first = name not in parent.children
        if name == "wp:docPr" and self.path:
            raise _DiffersFromDocxtpl(_("a picture or drawing in a loop or condition"))
        if name == "w:tbl" and table:
            raise _DiffersFromDocxtpl(_("a table in a table"))
        if name == "w:tblGrid" and table and parent is table:
            self._check_fixed(table)
            element.counts = is_first
        if name == "w:gridCol" and table and parent.name == "w:tblGrid":
            self._check_fixed(table)
            table.columns += parent.counts
        if name == "w:tc" and row and parent is row:
            self._check_fixed(row)
            row.cells += 1
            row.spans += 1
            element.counts = True
        if name == "w:tcPr" and row and parent.name == "w:tc":
            self._check_fixed(row)
            element.counts = is_first and parent.counts
        if name == "w:gridSpan" and row and parent.name == "w:tcPr":
            self._check_fixed(row)
            row.spans += _further_columns(tag) if is_first and parent.counts else 0

    def _check_fixed(self, element: _OpenElement) -> None:
        if element.path != self.path:
            raise _DiffersFromDocxtpl(_("cells or columns in a loop or condition"))

    def _nearest(self, name: str) -> _OpenElement | None:
        return next((element for element in reversed(self.open) if element.name == name), None)

    def _close(self, name: str) -> None:
        if not self.open or self.open[-1].name != name:
            raise _DiffersFromDocxtpl(_("a loop or condition that cuts through markup"))
        element = self.open.pop()
        if name in _PLACED and element.path != self.path:
            raise _DiffersFromDocxtpl(_("a loop or condition that begins in one row or cell and ends in another"))
        if not self.is_body:
            return
        table = self._nearest("w:tbl")
        if name == "w:tr" and table:
            table.rows.append((element.cells, element.spans, element.path == table.path))
        if name == "w:tbl":
            _check_table(element)


def _check_constant(child: nodes.Expr) -> None:
    """Refuse a constant that docxtpl could take for its own sign, or for half of one."""
    try:
        constant = child.as_const()
    except nodes.Impossible:
        return
    if isinstance(constant, str) and not _SIGNS.isdisjoint(constant):
        raise _DiffersFromDocxtpl(_("half of one of docxtpl's signs beside a tag"))


def _further_columns(tag: str) -> int:
    """How many more columns than one a cell covers."""
    width = _NUMBER.search(tag)
    if width is None:
        raise _DiffersFromDocxtpl(_("cells merged by a value"))
    return int(width.group(1)) - 1


def _check_table(table: _OpenElement) -> None:
    """Refuse a table whose grid docxtpl would change for some values: wider rows add columns, narrow ones take some."""
    if "w:tblGrid" not in table.children or any(cells > table.columns for cells, _spans, _always in table.rows):
        raise _DiffersFromDocxtpl(_("a row with more cells than its table has columns"))
    if not any(always and spans >= table.columns for _cells, spans, always in table.rows):
        raise _DiffersFromDocxtpl(_("a table without a full row that is always there"))

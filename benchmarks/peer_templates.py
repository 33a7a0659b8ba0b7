"""A template of ours → the same document in a peer's tags, and what a unit's values are called in them.

Both npm peers write `{name}`, `{#list}…{/list}`, and take `{#flag}…{/flag}` for a condition. They have no expressions,
so every expression of ours becomes a name, and its value is worked out in Python before anything is timed: the peers
are given finished words and flags. Bold words become a list of runs, which is empty where a text has none.
"""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from jinja2 import Environment
from lxml import etree

from gen.derive.form_fields import prompt_for
from gen.text import split_emphasis
from gen.word.template.names import Emphasised, ODien

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BOLD_STYLE = "Dam"

_PART = re.compile(r"^word/(document|header\d*|footer\d*|footnotes)\.xml$")
_STATEMENT = re.compile(r"^\{%(?:p|tr) (.*?) ?%\}$")
_PRINTED = re.compile(r"\{\{r? ?(.*?) ?\}\}")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_ENVIRONMENT = Environment(autoescape=False)  # noqa: S701 — the values go into JSON, not into XML

Values = dict[str, Any]
Element = Any


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


@dataclass(slots=True)
class Shape:
    """The names of the tags in one part of a template, and how their values follow from ours."""

    values: dict[str, Callable[..., Any]] = field(default_factory=dict)
    choices: list[list[tuple[str, Callable[..., Any]]]] = field(default_factory=list)
    loops: list[tuple[str, str, Callable[..., Any], Shape]] = field(default_factory=list)
    _names: dict[str, str] = field(default_factory=dict)

    def name(self, expression: str) -> str:
        """The name of `expression`: its words, and a number where they are used already."""
        if expression not in self._names:
            slug = "_".join(re.findall(r"[a-z0-9]+", expression.lower())) or "gia_tri"
            used = set(self._names.values())
            free = (name for number in range(1, 1000) if (name := f"{slug}_{number}" if number > 1 else slug))
            self._names[expression] = next(name for name in free if name not in used)
        return self._names[expression]

    def data(self, scope: Values) -> Values:
        """The values of the peer's tags, where `scope` holds ours."""
        out: Values = {}
        for name, value in self.values.items():
            out.update(_written(name, value(**scope)))
        for choice in self.choices:
            open_ = True
            for name, condition in choice:
                out[name] = open_ and bool(condition(**scope))
                open_ = open_ and not out[name]
        for name, variable, listed, inner in self.loops:
            members = list(listed(**scope))
            out[name] = [
                inner.data({**scope, variable: element, "loop": {"last": number == len(members)}})
                for number, element in enumerate(members, 1)
            ]
        return out


def _written(name: str, value: Any) -> Values:
    """A value as a peer gets it; a text with bold words as its plain beginning and the runs after it."""
    if isinstance(value, ODien):  # peers know no content controls: a cell to fill in is its text
        value = Emphasised(value.chu or prompt_for(value.khoa))
    if not isinstance(value, Emphasised):
        return {name: str(value)}
    found = list(split_emphasis(value.text))
    beginning = found.pop(0).text if found and not found[0].bold else ""
    return {name: beginning, f"{name}_tiep": [{"dam": r.text * r.bold, "thuong": r.text * (not r.bold)} for r in found]}


class Syntax(Protocol):
    """How a peer marks what is repeated or left out."""

    def paragraphs(self, name: str, content: list[Element]) -> list[Element]:
        """Whole paragraphs and tables, once for each of `name` or only if it is true."""

    def rows(self, name: str, content: list[Element]) -> list[Element]:
        """Whole rows, likewise."""


@dataclass(frozen=True, slots=True)
class PeerTemplate:
    """A peer's .docx, and the shape of its data."""

    docx: bytes
    shape: Shape


def peer_template(path: Path, syntax: Syntax) -> PeerTemplate:
    """The template of ours at `path` in the tags of a peer."""
    shape, out = Shape(), io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if _PART.match(name):
                root = etree.fromstring(data)
                for container in [root, *root.iterchildren(_w("body"))]:
                    _convert(container, shape, syntax)
                data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            target.writestr(name, data)
    return PeerTemplate(out.getvalue(), shape)


def _convert(container: Element, shape: Shape, syntax: Syntax) -> None:
    """Replace the content of `container` by the same in the peer's tags."""
    children = list(container)
    for child in children:
        container.remove(child)
    container.extend(_Content(children, syntax).sequence(shape))


class _Content:
    """The children of one element, read from the first to the last."""

    def __init__(self, children: list[Element], syntax: Syntax) -> None:
        self._children = iter(children)
        self._syntax = syntax
        self.ending = ""

    def sequence(self, shape: Shape) -> list[Element]:
        """The elements up to the next statement that ends a block, which is then `ending`."""
        out: list[Element] = []
        for child in self._children:
            statement = _statement(child)
            keyword, _, rest = statement.partition(" ")
            if keyword == "for":
                out += self._loop(rest, child, shape)
            elif keyword == "if":
                out += self._choice(rest, child, shape)
            elif keyword:
                self.ending = statement
                return out
            else:
                out.append(self._plain(child, shape))
        self.ending = ""
        return out

    def _plain(self, element: Element, shape: Shape) -> Element:
        if element.tag == _w("p"):
            _fill_paragraph(element, shape)
        elif element.tag in (_w("tbl"), _w("tr"), _w("tc")):
            _convert(element, shape, self._syntax)
        return element

    def _loop(self, rest: str, tag: Element, shape: Shape) -> list[Element]:
        variable, listed = (part.strip() for part in rest.split(" in ", 1))
        # A list that is printed by two tables has a name for each, since each prints other values of its members.
        times = sum(1 for name, *_rest in shape.loops if name.startswith(shape.name(listed)))
        inner, name = Shape(), shape.name(f"{listed} {times}" if times else listed)
        content = self.sequence(inner)
        shape.loops.append((name, variable, _expression(listed), inner))
        return self._wrapped(name, content, tag)

    def _choice(self, condition: str, tag: Element, shape: Shape) -> list[Element]:
        out: list[Element] = []
        choice: list[tuple[str, Callable[..., Any]]] = []
        ending = f"if {condition}"
        while ending != "endif":
            condition = ending.partition(" ")[2] or "true"
            name = shape.name(f"neu {len(shape.choices)} {len(choice)} {condition}")
            choice.append((name, _expression(condition)))
            content = self.sequence(shape)
            ending = self.ending
            out += self._wrapped(name, content, tag)
        shape.choices.append(choice)
        return out

    def _wrapped(self, name: str, content: list[Element], tag: Element) -> list[Element]:
        wrap = self._syntax.rows if tag.tag == _w("tr") else self._syntax.paragraphs
        return wrap(name, content)


def _statement(element: Element) -> str:
    """The statement that a paragraph or row carries instead of content; empty for content."""
    if element.tag not in (_w("p"), _w("tr")):
        return ""
    found = _STATEMENT.match("".join(element.itertext()).strip())
    return found[1].strip() if found else ""


def _expression(source: str) -> Callable[..., Any]:
    return _ENVIRONMENT.compile_expression(source, undefined_to_none=False)


def _fill_paragraph(paragraph: Element, shape: Shape) -> None:
    for run in list(paragraph.iter(_w("r"))):
        for text in run.iterchildren(_w("t")):
            if "{{r " in (text.text or ""):
                _bold_words(run, text.text, shape)
            elif text.text:
                text.text = _tags(text.text, shape)


def _tags(text: str, shape: Shape) -> str:
    """`text` in the peer's tags; with a condition in it the whole text becomes one tag."""
    if "{%" in text:
        name = shape.name(text)
        shape.values[name] = _ENVIRONMENT.from_string(text).render
        return f"{{{name}}}"
    return _PRINTED.sub(lambda match: f"{{{_value(match[1], shape)}}}", text)


def _value(expression: str, shape: Shape) -> str:
    name = shape.name(expression)
    shape.values[name] = _expression(expression)
    return name


def _bold_words(run: Element, text: str, shape: Shape) -> None:
    """Put in the place of `run` a plain beginning and a loop over the runs after it."""
    match = _PRINTED.search(text)
    assert match is not None
    name = _value(match[1], shape)
    new = [
        text_run(f"{{{name}}}{{#{name}_tiep}}"),
        text_run("{dam}", BOLD_STYLE),
        text_run(f"{{thuong}}{{/{name}_tiep}}"),
    ]
    for element in new:
        run.addprevious(element)
    run.getparent().remove(run)


def text_run(text: str, style: str = "") -> Element:
    """A run of `text`, in a character style where one is named."""
    run = etree.Element(_w("r"))
    if style:
        etree.SubElement(etree.SubElement(run, _w("rPr")), _w("rStyle")).set(_w("val"), style)
    content = etree.SubElement(run, _w("t"))
    content.text = text
    content.set(_SPACE, "preserve")
    return run


def _tag_paragraph(text: str) -> Element:
    paragraph = etree.Element(_w("p"))
    paragraph.append(text_run(text))
    return paragraph


def _open(paragraph: Element, tag: str) -> None:
    """Insert `tag` before the text of `paragraph`."""
    paragraph.insert(1 if paragraph.find(_w("pPr")) is not None else 0, text_run(tag))


def _row_paragraphs(rows: list[Element]) -> Iterator[Element]:
    for row in rows:
        yield from row.iter(_w("p"))


class _RowTags:
    """Both peers repeat the rows from that of the opening tag to that of the closing one."""

    def rows(self, name: str, content: list[Element]) -> list[Element]:
        """`content` with the tags in its first and its last cell."""
        paragraphs = list(_row_paragraphs(content))
        _open(paragraphs[0], f"{{#{name}}}")
        paragraphs[-1].append(text_run(f"{{/{name}}}"))
        return content


class Docxtemplater(_RowTags):
    """docxtemplater with `paragraphLoop`: a tag alone in its paragraph leaves nothing of it behind."""

    def paragraphs(self, name: str, content: list[Element]) -> list[Element]:
        """`content` between two paragraphs that hold the tags."""
        return [_tag_paragraph(f"{{#{name}}}"), *content, _tag_paragraph(f"{{/{name}}}")]


class EasyTemplateX(_RowTags):
    """easy-template-x: `loopOver: "paragraph"` repeats from the paragraph of one tag to that of the other."""

    def paragraphs(self, name: str, content: list[Element]) -> list[Element]:
        """`content` with the tags in its first and last paragraph; before a table the tag needs one of its own."""
        content = copy.copy(content)
        if content[0].tag != _w("p"):
            content.insert(0, etree.Element(_w("p")))
        if content[-1].tag != _w("p"):
            content.append(etree.Element(_w("p")))
        _open(content[0], f'{{#{name} [loopOver: "paragraph"]}}')
        content[-1].append(text_run(f"{{/{name}}}"))
        return content

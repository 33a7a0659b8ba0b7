"""A Word template → what breaks its contract: unclosed tags, unknown names, unsafe expressions, lost texts.

The tags of each part are parsed as Jinja and followed through the classes of `names`, so that a misspelt name in a
branch that a test batch never takes is found before anything is built.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from html import unescape
from io import BytesIO
from typing import Any, get_args, get_origin, get_type_hints

from docxtpl import DocxTemplate
from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from gen import diagnostics
from gen.diagnostics.mistake import Mistake, suggest_word
from gen.errors import Diagnostic, Location
from gen.locale import _
from gen.ooxml.package import OoxmlPackage
from gen.word.template.bounds import (
    MOST_BLOCKS,
    MOST_BRACKETS,
    MOST_OTHER_LISTS,
    MOST_WORDS,
    exceeds_depth,
    find_too_deep,
)
from gen.word.template.loading import BROKEN, compile_template, open_template
from gen.word.template.names import RICH, Chung, ODien
from gen.word.template.package_check import check_package, missing_parts
from gen.word.template.parts import property_sources, rendered_parts, unrendered_tags
from gen.word.template.trial import try_template

FILTERS = frozenset({"upper", "lower", "trim", "length", "join", "capitalize", "title"})
_MARKUP = re.compile(r"<[^<>]*>")
_HALF_TAG = re.compile(r"\{\{|\}\}|\{%|%\}")
_CELL_BEGINS = re.compile(r"<w:tc[ >]")
_LOOP = {"index": int, "index0": int, "first": bool, "last": bool, "length": int}


@dataclass(frozen=True, slots=True)
class TemplatePart:
    """A part of a template as Jinja source: one line a paragraph; `is_text` where it is no XML, as a property is."""

    name: str
    source: str
    is_text: bool = False

    def paragraph(self, line: int) -> str:
        """The text of the paragraph on `line` (from 1), as a person sees it."""
        lines = self.source.split("\n")
        text = lines[line - 1] if 0 < line <= len(lines) else ""
        text = text if self.is_text else re.sub(r"<[^>]+>", "", text)
        return " ".join(unescape(text).split())


def check_template(data: bytes, file_name: str, names: type[Chung]) -> list[Diagnostic]:
    """Everything in the template `data` that breaks the contract of `names`; an empty list for a good one.

    Raises TemplateError where the file as a whole is refused, before its tags are looked at: TPL-001 where it is no
    .docx to be opened, else with all of TPL-009 and TPL-017 to TPL-021.
    """
    package = open_template(data, file_name)
    check_package(package, file_name)
    found: list[Diagnostic] = []
    printed: set[tuple[type, str]] = set()
    for part in _jinja_parts(package, data):
        # What a property says, no page shows.
        found += _ContractCheck(part, file_name, names, set() if part.is_text else printed).run()
    if not found:
        found += _find_unprinted_names(file_name, names, printed)
    for tag in unrendered_tags(package):
        location = Location(f"{file_name} ({tag.part})")
        found.append(diagnostics.template.NOT_RENDERED.at(location, place=tag.place, text=tag.text))
    found = found or _try_to_compile(package, data, file_name)
    return found or list(_find_omitted(data, file_name, names, printed))


def jinja_parts(data: bytes) -> Iterator[TemplatePart]:
    """The parts of a template that may hold tags, as docxtpl gives them to Jinja."""
    return _jinja_parts(open_template(data, ""), data)


def _jinja_parts(package: OoxmlPackage, data: bytes) -> Iterator[TemplatePart]:
    template = DocxTemplate(BytesIO(data))
    for name in rendered_parts(package):
        content = str(etree.tostring(package.roots[name], encoding="unicode"))
        text = _MARKUP.sub("", content.replace("</w:p>", "\n"))
        if find_too_deep(text):  # which docxtpl would look through again and again
            yield TemplatePart(name, text, is_text=True)
            continue
        patched = template.patch_xml(content)
        yield TemplatePart(name, re.sub(r"\s*<w:p([ >])", r"\n<w:p\1", patched.replace("\n", " ")))
    for part, name, text in property_sources(package):
        yield TemplatePart(f"{part}: {name}", text, is_text=True)


def _try_to_compile(package: OoxmlPackage, data: bytes, file_name: str) -> list[Diagnostic]:
    """What python-docx, docxtpl or Jinja say of a template that nothing else was found in; empty for a good one.

    The processes that are forked afterwards have the compiled template.
    """
    try:
        compile_template(data)
    except BROKEN as error:
        return list(missing_parts(package, file_name)) or [
            diagnostics.template.NOT_FILLED_IN.at(Location(file_name), reason=error)
        ]
    return []


def parsing_environment() -> Environment:
    """The Jinja environment in which templates are read."""
    return SandboxedEnvironment(autoescape=True)


class _ContractCheck:
    """The check of one part; `printed` collects which names of which class are printed."""

    def __init__(self, part: TemplatePart, file_name: str, names: type[Chung], printed: set[tuple[type, str]]) -> None:
        self.part = part
        self.file_name = file_name
        self.names = names
        self.printed = printed
        self.found: list[Diagnostic] = []
        self.seen = ""
        self.cells = 0
        """How many cells of tables are open: an answer is read from the cell that it stands in."""
        self.around: list[tuple[str, bool]] = []
        """The loops around: the name of each one's members, and whether its list is another than the members' own."""

    def run(self) -> list[Diagnostic]:
        if lines := find_too_deep(self.part.source):
            for line in lines:
                self._report_too_deep(line)
            return self.found
        try:
            tree = parsing_environment().parse(self.part.source)
        except TemplateSyntaxError as error:
            self._report(diagnostics.template.NOT_CLOSED, error.lineno, reason=_reason(error))
            return self.found
        except (RecursionError, ValueError):  # ValueError: a number of thousands of digits
            self._report_too_deep(1)
            return self.found
        scope = {f.name: _type(self.names, f.name) for f in fields(self.names)}
        self._statements(tree.body, scope)
        return self.found

    def _statements(self, body: list[Any], scope: dict[str, Any]) -> None:
        for node in body:
            match node:
                case nodes.Output():
                    self._output(node, scope)
                case nodes.For():
                    self._loop(node, scope)
                case nodes.If():
                    self._expression(node.test, scope)
                    for branch in (node.body, node.elif_, node.else_):
                        self._statements(branch, scope)
                case _:
                    self._report_unsafe(node)

    def _loop(self, node: nodes.For, scope: dict[str, Any]) -> None:
        kind = self._expression(node.iter, scope)
        if not isinstance(node.target, nodes.Name) or node.test is not None or node.recursive:
            self._report_unsafe(node)
            return
        element = get_args(kind)[0] if get_origin(kind) is tuple else None
        if kind is not None and element is None:
            self._report(diagnostics.template.NOT_A_LIST, node.lineno)
        self._enter(node.target.name, node)
        self._statements(node.body, {**scope, node.target.name: element, "loop": _LOOP})
        self.around.pop()
        self._statements(node.else_, scope)

    def _enter(self, target: str, node: nodes.For) -> None:
        """Note a loop; in a list of another list each is gone through for each: of these only so many in each other."""
        root = node.iter
        while isinstance(root, nodes.Getattr):
            root = root.node
        of_member = bool(self.around) and isinstance(root, nodes.Name) and root.name == self.around[-1][0]
        self.around.append((target, not of_member))
        if sum(is_other for _name, is_other in self.around) == MOST_OTHER_LISTS + 1 and not of_member:
            self._report(diagnostics.template.LISTS_IN_LISTS, node.lineno, most=str(MOST_OTHER_LISTS))

    def _report_too_deep(self, line: int) -> None:
        limits = {"blocks": str(MOST_BLOCKS), "brackets": str(MOST_BRACKETS), "words": str(MOST_WORDS)}
        self._report(diagnostics.template.TOO_DEEP, line, **limits)

    def _output(self, node: nodes.Output, scope: dict[str, Any]) -> None:
        for child in node.nodes:
            if isinstance(child, nodes.TemplateData):
                self._stray_braces(child)
                self.seen = (self.seen + child.data)[-4000:]
                self.cells += len(_CELL_BEGINS.findall(child.data)) - child.data.count("</w:tc>")
                continue
            kind = self._expression(child, scope)
            if kind is None:
                continue
            if self.part.is_text and kind in RICH:
                self._report(diagnostics.template.NOT_A_TEXT, child.lineno)
                continue
            if (kind in RICH) is self._is_inside_text():
                self._wrong_tag(kind, child)
            elif kind is ODien and not self.cells:
                self._report(diagnostics.template.FIELD_OUTSIDE, child.lineno)
            elif kind not in RICH and (get_origin(kind) is tuple or is_dataclass(kind)):
                self._report(diagnostics.template.NOT_A_TEXT, child.lineno)

    def _stray_braces(self, data: nodes.TemplateData) -> None:
        """Half a tag that Jinja takes for text would be printed in every document: `{ nguoi_ky }}`."""
        for number, line in enumerate(data.data.split("\n")):
            if _HALF_TAG.search(line if self.part.is_text else re.sub(r"<[^>]*>", "", line)):
                self._report(diagnostics.template.HALF_TAG, data.lineno + number)

    def _is_inside_text(self) -> bool:
        """Whether the next tag stands where text does, rather than where a run does."""
        opened = max(self.seen.rfind("<w:t>"), self.seen.rfind("<w:t "))
        return self.part.is_text or opened > self.seen.rfind("</w:t>")

    def _wrong_tag(self, kind: Any, node: nodes.Node) -> None:
        if kind in RICH:
            self._report(diagnostics.template.RICH_TEXT, node.lineno, tag="{{r … }}")
        else:
            self._report(diagnostics.template.PLAIN_TEXT, node.lineno, rich="{{r … }}", plain="{{ … }}")

    def _expression(self, node: Any, scope: dict[str, Any]) -> Any:
        """The type of an expression; None where it is unknown and has been reported."""
        if exceeds_depth(node):
            self._report_too_deep(node.lineno)
            return None
        match node:
            case nodes.Name():
                return self._named(node.name, scope, node)
            case nodes.Getattr():
                return self._attribute(node, scope)
            case nodes.Const():
                return type(node.value)
            case nodes.Filter() if node.name in FILTERS:
                self._operands(node, scope)
                return int if node.name == "length" else str
            case nodes.Not() | nodes.And() | nodes.Or() | nodes.Compare():
                self._operands(node, scope)
                return bool
            case nodes.Concat() | nodes.CondExpr():
                self._operands(node, scope)
                return str
        self._report_unsafe(node)
        return None

    def _operands(self, node: nodes.Node, scope: dict[str, Any]) -> None:
        for child in node.iter_child_nodes():
            if isinstance(child, nodes.Operand):
                self._expression(child.expr, scope)
            else:
                self._expression(child, scope)

    def _named(self, name: str, scope: dict[str, Any], node: nodes.Node) -> Any:
        if name in scope:
            self.printed.add((self.names, name))
            return scope[name]
        self._report_unknown(name, list(scope), node)
        return None

    def _attribute(self, node: nodes.Getattr, scope: dict[str, Any]) -> Any:
        if node.attr.startswith("_"):
            self._report_unsafe(node)
            return None
        owner = self._expression(node.node, scope)
        if owner is _LOOP:
            known: list[str] = list(_LOOP)
            kind = _LOOP.get(node.attr)
        else:
            known = [f.name for f in fields(owner)] if is_dataclass(owner) and owner not in RICH else []
            kind = _type(owner, node.attr) if node.attr in known else None
        if owner is not None and kind is None:
            self._report_unknown(node.attr, known, node)
        elif owner is not None and isinstance(owner, type):
            self.printed.add((owner, node.attr))
        return kind

    def _report_unknown(self, name: str, known: list[str], node: nodes.Node) -> None:
        hint = suggest_word(name, known, likeness=0.5)
        names = ", ".join(sorted(known)) or _("none")
        self._report(diagnostics.template.UNKNOWN_NAME, node.lineno, name=name, names=names, hint=hint)

    def _report_unsafe(self, node: nodes.Node) -> None:
        what = type(node).__name__.lower()
        self._report(diagnostics.template.NOT_ALLOWED, node.lineno, what=what, filters=", ".join(sorted(FILTERS)))

    def _report(self, mistake: Mistake, line: int, **values: str) -> None:
        text = self.part.paragraph(line)
        location = Location(f"{self.file_name} ({self.part.name})", line, 1, len(text), text)
        self.found.append(mistake.at(location, **values))


def _find_unprinted_names(file_name: str, names: type[Chung], printed: set[tuple[type, str]]) -> Iterator[Diagnostic]:
    """Names without which a document would lose its content: tasks, their codes, their texts."""
    for owner, name in names.required():
        if (owner, name) not in printed:
            yield diagnostics.template.NEVER_PRINTED.at(Location(file_name), name=name)


def _find_omitted(
    data: bytes, file_name: str, names: type[Chung], printed: set[tuple[type, str]]
) -> Iterator[Diagnostic]:
    """The kinds of paragraphs and rows that a template leaves out, and the columns that nothing says the meaning of."""
    trial = try_template(data, names, printed)
    location = Location(file_name)
    for omission in trial.omitted:
        kinds = "; ".join(filter(None, omission.kinds)) or _("other values are empty, or not")
        if omission.kinds:
            yield diagnostics.template.PRINTED_IN_SOME.at(location, name=omission.name, kinds=kinds)
        else:
            yield diagnostics.template.NEVER_PRINTED.at(location, name=omission.name)
    for title in trial.untitled:
        yield diagnostics.template.NO_TITLE.at(location, title=title)


def _type(owner: type, name: str) -> Any:
    return get_type_hints(owner)[name]


def _reason(error: TemplateSyntaxError) -> str:
    return (error.message or "").replace("\n", " ")

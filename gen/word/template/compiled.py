"""A template, compiled once + values, again and again → .docx: what docxtpl gives, without opening it each time.

Each document costs one pass of the compiled tags, the encoding and packing of the few parts that have tags, and a
copy of the rest as packed. What cannot be rendered exactly like that is rendered by docxtpl itself, with the reason.
"""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.exceptions import TemplateError as JinjaError
from markupsafe import escape

from gen.locale import _
from gen.word.forms.controls import FormFrame, FormParts, add_form_parts
from gen.word.package import PROPERTY_LIMIT, ConstantMembers, SortedFrame, ZipMember, pack_member
from gen.word.template.exactness import find_difference
from gen.word.template.reference import PROPERTIES, TemplateContext, render_by_docxtpl
from gen.word.template.remembered import remember_loops
from gen.word.template.sandbox import (
    UNWRITABLE,
    InexactValue,
    check_repeatable,
    exact_environment,
    property_environment,
    written,
)
from gen.word.template.skeleton import PropertyText, SkeletonError, TemplateSkeleton, extract_skeleton, main_part

_PART_LIMIT = 2_500_000
"""Parts longer than this are left to docxtpl: libxml2 stops at texts of 10 MB, and a letter can take four bytes."""

_FIRST_PICTURE = 1001
_PICTURE = re.compile(r'(<wp:docPr\b[^>]*?\sid=")[^"]*(?=")')
_PARAGRAPH = re.compile(r"<w:p([ >])")
_BROKEN_PARAGRAPH = re.compile(r"\n<w:p([ >])")
"""docxtpl puts line breaks before paragraphs and removes them again; the text of a tag may keep one."""


@dataclass(frozen=True, slots=True)
class RenderedTemplate:
    """A finished document: the bytes of the .docx, its main part as `body`, and why docxtpl rendered it, if it did."""

    data: bytes
    body: str
    fallback_reason: str = ""


@dataclass(frozen=True, slots=True)
class _CompiledPart:
    """A part that is written anew for each document."""

    name: str
    before: str
    after: str
    template: Template

    def text(self, values: Mapping[str, Any]) -> str:
        """The part for `values`."""
        template = self.template
        rendered = "".join(template.root_render_func(template.new_context(dict(values))))
        if len(rendered) > _PART_LIMIT:
            raise InexactValue(_("a document that is too long"))
        return f"{self.before}{rendered}{self.after}"


class CompiledTemplate:
    """A template compiled once; `reason` says why docxtpl renders all its documents; empty where it does not."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._body = main_part(data)
        self.reason = ""
        self._parts: tuple[_CompiledPart, ...] = ()
        try:
            skeleton = extract_skeleton(data)
            self._parts, constant = _compile_parts(skeleton, self._body)
            self._properties = _CompiledProperties(skeleton.properties)
        except (JinjaError, SyntaxError, RecursionError, _NotCompiled, SkeletonError) as error:
            self.reason = str(error) or _("docxtpl cannot carry it out")
            return
        self._constant = constant
        self._frame = ConstantMembers(constant)
        self._form_frames: dict[bool, tuple[FormFrame, SortedFrame]] = {}

    def render(
        self, context: TemplateContext, properties: Mapping[str, str], form: FormParts | None = None
    ) -> RenderedTemplate:
        """The document with `context` as the values of its names, and these texts as its properties.

        With `form` it gets the parts of that form.

        Where docxtpl has to take over half-way, computed values are read twice. Raises
        jinja2.TemplateError where a tag cannot be rendered with these values.
        """
        if self.reason:
            return self._render_by_docxtpl(context, properties, form, self.reason)
        if not isinstance(context, Mapping):
            return self._render_by_docxtpl(context, properties, form, _("values that belong to one document"))
        try:
            check_repeatable(context)
            texts = {part.name: part.text(context) for part in self._parts}
            core = self._properties.text(context, properties)
            members = [pack_member(name, text.encode("utf-8")) for name, text in (*texts.items(), core)]
            data = self._packed(members, form)
        except Exception as error:
            # docxtpl may be able to do it; where it fails too, it raises its own error.
            return self._render_by_docxtpl(context, properties, form, str(error) or type(error).__name__)
        return RenderedTemplate(data, texts[self._body])

    def _packed(self, members: list[ZipMember], form: FormParts | None) -> bytes:
        if form is None:
            return self._frame.zip_with(members)
        if form.protect not in self._form_frames:
            made = FormFrame.of(self._constant, protect=form.protect)
            self._form_frames[form.protect] = made, SortedFrame(made.parts)
        frame, packed = self._form_frames[form.protect]
        return packed.around((*members, pack_member(*frame.properties(form.seal))))

    def _render_by_docxtpl(
        self, context: TemplateContext, properties: Mapping[str, str], form: FormParts | None, reason: str
    ) -> RenderedTemplate:
        data = render_by_docxtpl(self._data, context, properties)
        data = data if form is None else add_form_parts(data, form)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return RenderedTemplate(data, archive.read(self._body).decode("utf-8"), reason)


class _NotCompiled(Exception):  # noqa: N818 – an answer, not an error
    """Why a template is left to docxtpl."""


class _CompiledProperties:
    """The properties part, with the texts that change set in."""

    def __init__(self, part: PropertyText) -> None:
        self._part = part
        environment = property_environment(exact=True)
        self._templates = {name: environment.from_string(text) for name, text in part.sources.items() if "{" in text}

    def text(self, values: Mapping[str, Any], fixed: Mapping[str, str]) -> tuple[str, str]:
        """The part's name and text."""
        if not fixed.keys() <= _FIXED:
            raise InexactValue(_("a property that is set by hand"))
        pieces = [self._part.pieces[0]]
        for name, piece in zip(self._part.names, self._part.pieces[1:], strict=True):
            pieces += [str(escape(self._property_text(name, values, fixed))), piece]
        return self._part.name, "".join(pieces)

    def _property_text(self, name: str, values: Mapping[str, Any], fixed: Mapping[str, str]) -> str:
        template = self._templates.get(name)
        text = _strip_control_characters(template.render(values) if template else self._part.sources[name])
        return _strip_control_characters(fixed[name]) if name in fixed else text


def _strip_control_characters(text: str) -> str:
    if not isinstance(text, str) or len(text) > PROPERTY_LIMIT or UNWRITABLE.search(text):
        raise InexactValue(_("a property that is too long, or holds control characters"))
    return text


_FIXED = frozenset(PROPERTIES)


def _compile_parts(skeleton: TemplateSkeleton, body: str) -> tuple[tuple[_CompiledPart, ...], dict[str, bytes]]:
    """The parts that have tags, compiled, and the members that are the same in all documents.

    Raises _NotCompiled with every reason against it.
    """
    environment = exact_environment()
    parts, constant, reasons = [], dict(skeleton.constant), []
    for source in skeleton.parts:
        is_body, around = source.name == body, (source.before, source.after)
        tree = _parse_source(environment, source.source)
        reason = find_difference(tree, surroundings=around, is_body=is_body, is_reread=source.is_reread)
        if reason:
            reasons.append(f"{source.name}: {reason}")
            continue
        if is_body:
            _number_pictures(tree)
        part = _CompiledPart(source.name, *around, _template_from_tree(environment, tree))
        if is_body or _has_tags(tree):
            parts.append(part)
        else:
            constant[part.name] = part.text({}).encode("utf-8")
    if reasons:
        raise _NotCompiled("; ".join(reasons))
    return tuple(parts), constant


def _parse_source(environment: Environment, source: str) -> nodes.Template:
    tree = environment.parse(_PARAGRAPH.sub(r"\n<w:p\1", source))
    for data in tree.find_all(nodes.TemplateData):
        data.data = _BROKEN_PARAGRAPH.sub(r"<w:p\1", data.data)
    return tree


def _template_from_tree(environment: Environment, tree: nodes.Template) -> Template:
    for data in tree.find_all(nodes.TemplateData):
        data.data = _restore_jinja_signs(data.data)
    remember_loops(environment, tree, partial(_compile_tree, environment))
    return _compile_tree(environment, tree)


def _compile_tree(environment: Environment, tree: nodes.Template) -> Template:
    template = Template.from_code(environment, environment.compile(tree), dict(environment.globals))
    template.root_render_func.__globals__["escape"] = written  # the name by which Jinja's own code calls it
    return template


def _restore_jinja_signs(data: str) -> str:
    """Docxtpl's own way to let a template say `{{`."""
    return data.replace("{_{", "{{").replace("}_}", "}}").replace("{_%", "{%").replace("%_}", "%}")


def _has_tags(tree: nodes.Template) -> bool:
    return any(not isinstance(node, nodes.Output | nodes.TemplateData) for node in tree.iter_child_nodes()) or any(
        not isinstance(child, nodes.TemplateData) for output in tree.find_all(nodes.Output) for child in output.nodes
    )


def _number_pictures(tree: nodes.Template) -> None:
    """Number the pictures as docxtpl does: in order, from 1001."""
    numbers = itertools.count(_FIRST_PICTURE)
    for data in tree.find_all(nodes.TemplateData):
        if data.data.count("<wp:docPr") != len(_PICTURE.findall(data.data)):
            raise _NotCompiled(_("a picture without a number"))
        data.data = _PICTURE.sub(lambda found: f"{found.group(1)}{next(numbers)}", data.data)

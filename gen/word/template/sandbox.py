"""A value that a template prints → the text or XML in its place; expressions run in a sandbox.

Two ways, one result. `exact_environment` is for templates compiled once: a value goes in as it is, and what cannot
be rendered there as docxtpl does raises InexactValue. `guarded_environment` is for docxtpl itself, which would take
`{_{` in a value for its own way to write `{{`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache, lru_cache
from typing import Any

from docxtpl import Listing, RichText, RichTextParagraph
from jinja2 import Environment, StrictUndefined
from jinja2.defaults import DEFAULT_NAMESPACE
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import SandboxedEnvironment
from jinja2.utils import Cycler, Joiner
from markupsafe import Markup, escape

from gen.locale import _
from gen.text import split_emphasis
from gen.word.comments import mark
from gen.word.drawings import chart_run, picture_run
from gen.word.forms.controls import control
from gen.word.forms.own_words import own_control
from gen.word.template.names import DayHinh, Emphasised, HinhAnh, LoiRieng, LoiVan, Manh, ODien
from gen.word.template.remembered import RememberedText

GUARD = "\ue000"
"""Keeps docxtpl from rewriting a value; no plan can hold private-use characters, so it is never a text's own."""

BOLD_STYLE = "Dam"
_BETWEEN_PICTURES = '<w:r><w:t xml:space="preserve"> </w:t></w:r>'
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\ud800-\udfff\ue000\ufffe\uffff]")
"""What an answer cannot hold in XML, or not without an element of its own; a line end gets one."""
_REWRITTEN = re.compile(r"(?<=[{}%_])(?=[{}%_])|(?<=[{}%_])\Z|^(?=[{}%_])")
UNWRITABLE = re.compile(r"[\x00-\x1f\ud800-\udfff\ue000\ufffe\uffff]")
"""Tabs and line ends, which docxtpl turns into elements, and what no XML file can hold."""

_SCALARS = (bool, int, float, type(None))
_SIGN = re.compile(r"[{}%]_[{}%]")
_HALF_A_SIGN = re.compile(r"[{}%]_[{}%]|\A[{}%_]|[{}%_]\Z")

_TEXT = r"[^<>&]*(?:&(?:amp|lt|gt|quot|#x27);[^<>&]*)*"
_VAL = r' w:val="[^"<>&]*"'
_MARKS = "|".join(
    (
        rf"<w:(?:rStyle|color|sz|szCs|vertAlign|u|rtl|lang){_VAL}/>",
        r"<w:(?:b|bCs|i|iCs|strike)/>",
        r'<w:shd w:fill="[^"<>&]*"/>',
        r'<w:rFonts w:ascii="[^"<>&]*" w:hAnsi="[^"<>&]*" w:cs="[^"<>&]*"(?: w:eastAsia="[^"<>&]*")?/>',
    )
)
_RUN = rf'<w:r>(?:<w:rPr>(?:{_MARKS})+</w:rPr>)?<w:t xml:space="preserve">{_TEXT}</w:t></w:r>'
_COMPLETE_RICH_TEXT = {
    RichText: re.compile(rf"(?:{_RUN})*"),
    RichTextParagraph: re.compile(rf"(?:<w:p>(?:<w:pPr><w:pStyle{_VAL}/></w:pPr>)?(?:{_RUN})*</w:p>)*"),
    Listing: re.compile(_TEXT),
}
"""What docxtpl makes of rich texts that need nothing else of the document: no link, no markup of their own."""

TEXT_ONLY, NOT_BLANK = "text only", "not blank"
"""Filters that a place in a template can need; no template can name them, for the blank in their names."""

_PURE_METHODS: dict[type, frozenset[str]] = {
    dict: frozenset({"get", "items", "keys", "values"}),
    list: frozenset({"count", "index"}),
    tuple: frozenset({"count", "index"}),
}


class InexactValue(Exception):  # noqa: N818 – not an error: docxtpl renders the document instead
    """A value that only docxtpl itself can render as docxtpl does; its text says why, for people."""


class _Sandbox(SandboxedEnvironment):
    """Jinja's sandbox, with quick access to the fields of plain dataclasses, as all our values are."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if attribute in _plain_fields(type(obj)):  # type: ignore[arg-type]  # mypy: a type is no Hashable
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)


class _ExactSandbox(_Sandbox):
    """The sandbox of values that docxtpl may have to read again: nothing that a second reading would change."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if attribute in _plain_fields(type(obj)):  # type: ignore[arg-type]  # mypy: a type is no Hashable
            return getattr(obj, attribute)
        return _refuse_single_use(super().getattr(obj, attribute))

    def getitem(self, obj: Any, argument: Any) -> Any:
        return _refuse_single_use(super().getitem(obj, argument))

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        if not _is_pure(__obj):
            raise InexactValue(_("a call of something that may change its values"))
        return super().call(__context, __obj, *args, **kwargs)


def _refuse_single_use(value: Any) -> Any:
    if hasattr(type(value), "__next__"):
        raise InexactValue(_("values that can be had only once"))
    return value


def check_repeatable(values: Mapping[str, Any]) -> None:
    """Refuse values that can be read only once, such as a generator."""
    for value in values.values():
        _refuse_single_use(value)


def _is_pure(called: Any) -> bool:
    owner = getattr(called, "__self__", None)
    if isinstance(called, Joiner | LoopContext) or isinstance(owner, Cycler | LoopContext) or type(owner) is str:
        return True
    return any(called is one for one in _GLOBALS) or getattr(called, "__name__", "") in _PURE_METHODS.get(
        type(owner), frozenset()
    )


@cache
def _plain_fields(kind: type) -> frozenset[str]:
    """The fields of a dataclass that a template may read; none for any other type."""
    return frozenset(f.name for f in fields(kind) if not f.name.startswith("_")) if is_dataclass(kind) else frozenset()


def exact_environment() -> Environment:
    """The environment of templates compiled once."""
    environment = _ExactSandbox(autoescape=True, undefined=StrictUndefined, finalize=_render_exactly)
    environment.filters |= {TEXT_ONLY: _text_only, NOT_BLANK: _not_blank}
    return environment


def guarded_environment() -> Environment:
    """The environment for docxtpl's own rendering; GUARD has to be taken out of its result."""
    return _Sandbox(autoescape=True, undefined=StrictUndefined, finalize=_render_guarded)


def property_environment(*, exact: bool = False) -> Environment:
    """The environment for a document's properties, which are written as text and escaped there."""
    return (_ExactSandbox if exact else _Sandbox)(autoescape=False, undefined=StrictUndefined)


def _render_exactly(value: Any) -> Any:
    """The value itself, or its XML."""
    kind = type(value)
    if kind is str:
        return _escaped(value)
    if kind is ODien:
        return _field(value)
    if kind is Emphasised:
        return _runs(value.text)
    if kind is HinhAnh:
        return _chart(value)
    if kind is DayHinh:
        return _pictures(value)
    if kind is LoiVan:
        return _prose(value)
    if kind is RememberedText or kind in _SCALARS:
        return value
    if kind in _COMPLETE_RICH_TEXT:
        return _checked_rich_text(value)
    raise InexactValue(_("a value of the kind {kind}").format(kind=kind.__name__))


@lru_cache(maxsize=1024)
def _escaped(text: str) -> Markup:
    """A text as written in XML; many units have the same texts."""
    if not text.isprintable() and UNWRITABLE.search(text):
        raise InexactValue(_("a text with a tab, a line break or a control character"))
    return escape(text)


def written(value: Any) -> Markup:
    """`markupsafe.escape`, without a copy of what is escaped already: nearly all results of `_render_exactly` are."""
    return value if type(value) is Markup or type(value) is RememberedText else escape(value)


def _checked_rich_text(value: Any) -> Markup:
    """The XML of a rich text that depends on nothing else in the document."""
    xml = str(value)
    if UNWRITABLE.search(xml):
        raise InexactValue(_("a text with a tab, a line break or a control character"))
    if not _COMPLETE_RICH_TEXT[type(value)].fullmatch(xml):
        raise InexactValue(_("a rich text with a link, or with markup of its own"))
    if (_HALF_A_SIGN if isinstance(value, Listing) else _SIGN).search(xml):
        raise InexactValue(_("half of one of docxtpl's signs beside a tag"))
    return Markup(xml)  # noqa: S704 – as docxtpl takes it, and found to be whole elements


def _text_only(value: Any) -> Any:
    """A value in an attribute, or in the text of a header, where markup would not stay as it is."""
    if type(value) is str or type(value) in _SCALARS:
        return value
    raise InexactValue(_("a value of the kind {kind}").format(kind=type(value).__name__))


def _not_blank(value: Any) -> Any:
    """A value between the elements of a header, where blanks would be lost."""
    if type(value) in (str, Listing) and str(value).isspace():
        raise InexactValue(_("blanks between elements of a header or footer"))
    return value


def _render_guarded(value: Any) -> Any:
    if isinstance(value, Emphasised):
        return _runs(value.text, guarded=True)
    if isinstance(value, ODien):
        return _field(value, guarded=True)
    if isinstance(value, HinhAnh):
        return _chart(value)
    if isinstance(value, DayHinh):
        return _pictures(value)
    if isinstance(value, LoiVan):
        return _prose(value, guarded=True)
    return _REWRITTEN.sub(GUARD, value) if type(value) is str else value


@lru_cache(maxsize=512)
def _runs(text: str, guarded: bool = False) -> Markup:
    """The runs of a text in which some stretches are bold; many units have the same texts."""
    if UNWRITABLE.search(text) and not guarded:
        raise InexactValue(_("a text with a tab, a line break or a control character"))
    return Markup("").join(_run(run.text, run.bold, guarded) for run in split_emphasis(text))


def _run(text: str, bold: bool, guarded: bool) -> Markup:
    style = Markup('<w:rPr><w:rStyle w:val="{}"/></w:rPr>').format(BOLD_STYLE) if bold else Markup("")
    shown = _REWRITTEN.sub(GUARD, text) if guarded else text
    return Markup('<w:r>{}<w:t xml:space="preserve">{}</w:t></w:r>').format(style, escape(shown))


_NOTHING = Markup("")


def _field(field: ODien, guarded: bool = False) -> Markup:
    """The control of a field; of what is none its text: nothing in the row of a heading, a dash where not asked."""
    if not field.khoa:
        return _run(field.chu, False, guarded) if field.chu else _NOTHING
    text = _CONTROLS.sub(" ", field.chu) if field.chu else ""
    shown = _REWRITTEN.sub(GUARD, text) if guarded else text
    return Markup(control(field.khoa, field.loai, shown, field.so))  # noqa: S704 – whole elements, escaped


def _chart(chart: HinhAnh) -> Markup:
    return Markup(chart_run(chart.ma, chart.rong, chart.cao, chart.loi, chart.so))  # noqa: S704 – whole, escaped


def _pictures(row: DayHinh) -> Markup:
    """The runs of pictures that follow each other on a line, a blank between two."""
    runs = (picture_run(one.ma, one.rong, one.cao, one.loi, one.so) for one in row.hinh)
    return Markup(_BETWEEN_PICTURES.join(runs))  # noqa: S704 – whole elements, escaped


def _prose(prose: LoiVan, guarded: bool = False) -> Markup:
    """The runs of a passage: its words, its figures with the marks of their comments, what an office writes itself."""
    return Markup("").join(_piece(piece, guarded) for piece in prose.manh)


def _piece(piece: Manh | LoiRieng, guarded: bool) -> Markup:
    text = _CONTROLS.sub(" ", piece.chu)
    if isinstance(piece, LoiRieng):
        shown = _REWRITTEN.sub(GUARD, text) if guarded else text
        return Markup(own_control(piece.khoa, piece.ten, piece.goi_y, shown, piece.so))  # noqa: S704 – whole, escaped
    runs = _run(text, piece.dam, guarded)
    return runs if piece.chu_thich < 0 else Markup(mark(piece.chu_thich, runs))  # noqa: S704 – whole elements, escaped


_GLOBALS: tuple[Any, ...] = (
    *(one for name, one in DEFAULT_NAMESPACE.items() if name != "lipsum"),
    *(one for name, one in _Sandbox().globals.items() if name == "range"),
)
"""What every template may call; `lipsum` gives another text each time."""

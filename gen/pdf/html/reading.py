"""The bytes of an HTML sheet → its tree of elements, every one of them known; or why it is refused.

Nothing that a sheet refers to is fetched, and nothing in it is carried out: an element that would do either is not
known here, and what is not known is refused by its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree, html

from gen.locale import _

LARGEST = 20 * 1024 * 1024
"""So many bytes may a sheet have; the list of all the country's communes has three million."""
MOST = 400_000
DEEPEST = 40

_INLINE = frozenset({"span", "b", "strong", "i", "em", "br"})
_BLOCKS = frozenset({"div", "p", "h1", "h2", "h3", "table"})
HOLDS: dict[str, frozenset[str]] = {
    "html": frozenset({"head", "body"}),
    "head": frozenset({"meta", "title", "style"}),
    "title": frozenset(),
    "meta": frozenset(),
    "style": frozenset(),
    "body": _BLOCKS | _INLINE,
    "div": _BLOCKS | _INLINE,
    **dict.fromkeys(("p", "h1", "h2", "h3"), _INLINE),
    **dict.fromkeys(("span", "b", "strong", "i", "em"), _INLINE),
    "br": frozenset(),
    "table": frozenset({"colgroup", "thead", "tbody"}),
    "colgroup": frozenset({"col"}),
    "col": frozenset(),
    **dict.fromkeys(("thead", "tbody"), frozenset({"tr"})),
    "tr": frozenset({"td", "th"}),
    **dict.fromkeys(("td", "th"), frozenset({"p", "div"}) | _INLINE),
}
"""Element → those that may stand in it."""

_WORDLESS = frozenset({"html", "head", "table", "colgroup", "thead", "tbody", "tr"})
_ANYWHERE = frozenset({"class", "lang", "style"})
_ATTRIBUTES: dict[str, frozenset[str]] = {
    "meta": frozenset({"charset", "name", "content"}),
    "td": _ANYWHERE | {"colspan", "rowspan"},
    "th": _ANYWHERE | {"colspan", "rowspan"},
    "title": frozenset(),
    "style": frozenset(),
}
_SPACE = " \t\n\r\f"
_UNKNOWN_TAG = "HTML_UNKNOWN_TAG"


@dataclass(frozen=True, slots=True)
class Html:
    """A sheet: what it is called, its language and date, its style rules, and its body.

    `strange` names what is not known.
    """

    title: str
    language: str
    date: str
    style: str
    body: etree._Element
    strange: tuple[str, ...]


class RefusedSheetError(Exception):
    """A sheet that is not read; its text says why, in the reader's language."""


def read_html(data: bytes) -> Html:
    """The sheet `data`, in UTF-8.

    Raises RefusedSheetError for what is no whole HTML, or beyond the bounds above.
    """
    root = _parsed(data)
    strange: dict[str, None] = {}
    for number, element in enumerate(root.iter()):
        if number > MOST:
            raise RefusedSheetError(_("the sheet has more than {count} elements").format(count=MOST))
        strange.update(dict.fromkeys(_strange(element)))
    body = root.find("body")
    if body is None:
        raise RefusedSheetError(_("the sheet is empty"))
    style = "\n".join(found.text or "" for found in root.iter("style"))
    title = re.sub(f"[{_SPACE}]+", " ", root.findtext("head/title") or "").strip(_SPACE)
    dates = [meta.get("content") or "" for meta in root.iter("meta") if meta.get("name") == "date"]
    return Html(title, root.get("lang") or "", "".join(dates[:1]), style, body, tuple(strange))


def _parsed(data: bytes) -> html.HtmlElement:
    if len(data) > LARGEST:
        raise RefusedSheetError(_("the file is larger than {limit} MB").format(limit=LARGEST // 1024 // 1024))
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, recover=True
    )
    try:
        data.decode()
        root = html.document_fromstring(data, parser=parser)
    except UnicodeDecodeError:
        raise RefusedSheetError(_("it is not in UTF-8")) from None
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise RefusedSheetError(_("the sheet is empty")) from None
    # The parser mends what is not well-formed; what it mends it may as well lose.
    for fault in parser.error_log:
        if fault.type_name != _UNKNOWN_TAG:
            raise RefusedSheetError(_("line {line} of it is not well-formed HTML").format(line=fault.line))
    _measure(root)
    return root


def _measure(root: etree._Element) -> None:
    depth = 0
    for event, _element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            raise RefusedSheetError(_("its elements stand more than {count} deep in one another").format(count=DEEPEST))


def _strange(element: etree._Element) -> Iterator[str]:
    """What there is about the element that is not known."""
    tag = str(element.tag)
    if tag not in HOLDS:
        yield _("element {element}").format(element=tag[:40])
        return
    parent = element.getparent()
    if parent is not None and parent.tag in HOLDS and tag not in HOLDS[parent.tag]:
        yield _("element {element} in {outer}").format(element=tag, outer=parent.tag)
    for name in element.attrib:
        if str(name) not in _ATTRIBUTES.get(tag, _ANYWHERE):
            yield _("attribute {name} of {element}").format(name=str(name)[:40], element=tag)
    if tag in _WORDLESS and any((text or "").strip(_SPACE) for text in _own_texts(element)):
        yield _("text in {element}").format(element=tag)


def _own_texts(element: etree._Element) -> Iterator[str | None]:
    yield element.text
    yield from (child.tail for child in element)

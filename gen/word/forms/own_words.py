"""What an office itself adds to a document → the control that asks for it; and a document → what was written there.

The control is one of rich text, at the level of runs and without a binding (ECMA-376 part 1, 17.5.2.31): what is
changed in one program is never found old in another. A bookmark round it (17.13.6) says the same as its tag, which
LibreOffice leaves out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from gen.derive.answers import anchor_of
from gen.ooxml.package import read_package
from gen.text import collapse_spaces
from gen.word.forms.cell_content import W, paragraph_text, shows_prompt
from gen.word.forms.prompts import is_prompt_of_word

PREFIX = "own/"
"""How the tags of these controls begin."""
PROMPT_STYLE = "ChoTrong"
_BOOKMARK = re.compile(r"gen_own_([a-z]+)_\d+")
_PROMPT = re.compile(r"\[[^\[\]]+\sghi:\s[^\[\]]+\]")
_ID_LIMIT = 2**31 - 1


def prompt_for(office: str, what: str) -> str:
    """The words that show where an office has something to write, and what."""
    return f"[{office} ghi: {what}]"


def own_control(name: str, title: str, prompt: str, text: str, number: int) -> str:
    """The XML of the control for the words called `name`: it shows `text`, or the `prompt` where there is none yet.

    `number` tells controls of one name apart, each of which holds a paragraph.
    """
    key = PREFIX + name
    identity = int(anchor_of(f"{key}#{number}")[2:10], 16) % _ID_LIMIT
    shown, style, words = "", "", text
    if not text:
        shown, style, words = "<w:showingPlcHdr/>", f'<w:rPr><w:rStyle w:val="{PROMPT_STYLE}"/></w:rPr>', prompt
    return (
        f'<w:bookmarkStart w:id="{identity}" w:name="gen_own_{name}_{number}"/>'
        f'<w:sdt><w:sdtPr><w:alias w:val={quoteattr(title)}/><w:tag w:val={quoteattr(key)}/><w:id w:val="{identity}"/>'
        f"{shown}</w:sdtPr><w:sdtContent><w:r>{style}"
        f'<w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:sdtContent></w:sdt>'
        f'<w:bookmarkEnd w:id="{identity}"/>'
    )


def read_own_words(data: bytes) -> dict[str, tuple[str, ...]]:
    """The paragraphs that stand in the places of each name; none where they show no more than a prompt.

    What was typed beside a control, in its paragraph, belongs to it. Names without a place are left out. Raises
    UnreadableDocumentError where the file is no .docx that is read.
    """
    return {name: _texts(places) for name, places in _find_places(_body(data)).items()}


def read_other_words(data: bytes) -> tuple[str, ...]:
    """The paragraphs that stand beside the places for own words, those of tables too; empty ones are left out.

    Raises UnreadableDocumentError where it cannot be read.
    """
    root = _body(data)
    return tuple(_texts_beside(root, _find_places(root)))


def find_prompts(data: bytes) -> tuple[str, ...]:
    """The names of the words that a document still asks for; where only a prompt's text is left, that text.

    Raises UnreadableDocumentError where it cannot be read.
    """
    root = _body(data)
    places = _find_places(root)
    asking = (name for name, paragraphs in places.items() if not _texts(paragraphs) or _has_prompt(paragraphs))
    return (*asking, *(found[0] for text in _texts_beside(root, places) if (found := _PROMPT.search(text))))


def _has_prompt(paragraphs: Iterable[etree._Element]) -> bool:
    """Whether a prompt is left beside what was written."""
    return any(_PROMPT.search(paragraph_text(one)) for one in paragraphs if collapse_spaces(_text(one)))


def _texts_beside(root: etree._Element, places: Mapping[str, list[etree._Element]]) -> Iterator[str]:
    """The paragraphs that stand in none of the places, and say something."""
    held = {paragraph for paragraphs in places.values() for paragraph in paragraphs}
    others = (collapse_spaces(paragraph_text(one)) for one in root.iter(f"{W}p") if one not in held)
    return filter(None, others)


def _body(data: bytes) -> etree._Element:
    package = read_package(data)
    return package.roots[package.main()]


def _find_places(root: etree._Element) -> dict[str, list[etree._Element]]:
    """The paragraphs of each name, in the order of the document: those of its controls, and of its bookmarks."""
    found: dict[str, dict[etree._Element, None]] = {}
    for element in root.iter(f"{W}sdt", f"{W}bookmarkStart"):
        name, paragraphs = _name_of_control(element), _paragraphs_of_control(element)
        if element.tag == f"{W}bookmarkStart":
            match = _BOOKMARK.fullmatch(str(element.get(f"{W}name", "")))
            name, paragraphs = match[1] if match else "", _paragraphs_of_bookmark(root, element) if match else []
        if name:
            found.setdefault(name, {}).update(dict.fromkeys(paragraphs))
    order = {paragraph: number for number, paragraph in enumerate(root.iter(f"{W}p"))}
    return {name: sorted(paragraphs, key=order.__getitem__) for name, paragraphs in found.items()}


def _name_of_control(control: etree._Element) -> str:
    tag = control.find(f"{W}sdtPr/{W}tag")
    key = "" if tag is None else str(tag.get(f"{W}val", ""))
    return key.removeprefix(PREFIX) if key.startswith(PREFIX) else ""


def _paragraphs_of_control(control: etree._Element) -> list[etree._Element]:
    """The paragraphs in a control, or the one that it stands in."""
    around = next(control.iterancestors(f"{W}p"), None)
    return list(control.iter(f"{W}p")) or ([] if around is None else [around])


def _paragraphs_of_bookmark(root: etree._Element, start: etree._Element) -> list[etree._Element]:
    """The paragraphs from the one in which a bookmark begins to the one in which it ends; without an end, the first."""
    first = list(start.iterancestors(f"{W}p"))
    found, is_open = [], False
    for element in root.iter(f"{W}p", f"{W}bookmarkStart", f"{W}bookmarkEnd"):
        is_open = is_open or element is start
        if is_open and element.tag == f"{W}p":
            found.append(element)
        elif is_open and element.tag == f"{W}bookmarkEnd" and element.get(f"{W}id") == start.get(f"{W}id"):
            return first + found
    return first


def _texts(paragraphs: list[etree._Element]) -> tuple[str, ...]:
    lines = (line for paragraph in paragraphs for line in _text(paragraph).split("\n"))
    return tuple(filter(None, map(collapse_spaces, lines)))


def _text(paragraph: etree._Element) -> str:
    """What stands in a paragraph, without a prompt; nothing where it stands in a control that shows its own."""
    around = paragraph.iterancestors(f"{W}sdt")
    if any(map(shows_prompt, around)):
        return ""
    text = paragraph_text(paragraph)
    return "" if is_prompt_of_word(collapse_spaces(text)) else _PROMPT.sub("", text)

"""A cell of a returned form → the words that count, and what stands in it and is no plain text.

What people see is what counts: struck-through and hidden words do not (17.3.2.9, 17.3.2.37, 17.3.2.41), nor what a
tracked change deletes; a raised figure is none of the number before it (17.3.2.42); a sign of a symbol font is the sign
(17.3.3.30). A picture, a formula (part 1, 22.1) or an object has no words, so it is said that it is there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, lru_cache

from lxml import etree

from gen.files import sha256
from gen.ooxml.numbering import Numbering
from gen.ooxml.package import OoxmlPackage, Relationship
from gen.ooxml.properties import VAL, is_on, paragraph_overrides
from gen.ooxml.styles import StyleSheet
from gen.text import collapse_spaces, remove_invisible
from gen.word.comments import AUTHOR
from gen.word.forms.prompts import is_prompt_of_word, without_own_prompt
from gen.word.forms.symbols import has_private, is_symbol_font, sign_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"
_TEXT_BOX = f"{W}txbxContent"
_PARAGRAPH, _RUN, _TEXT, _CONTROL, _CONTENT = f"{W}p", f"{W}r", f"{W}t", f"{W}sdt", f"{W}sdtContent"
_FALLBACK = f"{_MC}Fallback"
_DELETED = (f"{W}del", f"{W}moveFrom")
_UNREAD = {
    *_DELETED, f"{W}instrText", f"{W}delText", f"{W}delInstrText", f"{W}rPr", f"{W}pPr", f"{W}sdtPr", f"{W}sdtEndPr",
    _PARAGRAPH, f"{W}tbl", _FALLBACK,
}  # fmt: skip
_CHARACTERS = {
    f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011",
}  # fmt: skip
_RAISED = dict(zip("0123456789+-=()nix", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱˣ", strict=True))
_LOWERED = dict(zip("0123456789+-=()aex", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₓ", strict=True))
_SHIFTS: Mapping[str, Mapping[str, str]] = {"superscript": _RAISED, "subscript": _LOWERED}
_REMARKS = {
    f"{W}{one}Reference": (f"{one}s", f"{W}{one}") for one in ("comment", "footnote", "endnote")
}  # fmt: skip
"""What refers to a comment or a note: the kind of the part that has it, and its tag there."""
_LEGACY_FONTS = (".vn", "vni-")
"""How the fonts of TCVN3 and VNI are called, whose letters are right in them alone."""
_SWITCHES = ("strike", "dstrike", "vanish", "specVanish")
_MEANING = (
    *_DELETED, *_CHARACTERS, *(f"{W}{name}" for name in (*_SWITCHES, "vertAlign", "rFonts", "showingPlcHdr")),
    f"{W}fldSimple", f"{_M}oMath", f"{_M}oMathPara", f"{W}sym", f"{W}drawing", f"{W}pict", f"{W}object",
    f"{W}footnoteReference", f"{W}endnoteReference", f"{W}commentReference", f"{W}fldChar", f"{W}instrText",
)  # fmt: skip
"""What makes a paragraph say more, less or something else than the texts of its runs: all that is read but these."""
_NO_STYLES: Mapping[str, Mapping[str, str]] = {}
_LOST_SIGN = re.compile("[\u25a1\ufffd]")
"""What stands for a sign that a program could not write: □ (ONLYOFFICE, in .rtf), or that it could not read."""
_MAX_FORMULA_DEPTH = 40
_MAX_WORDS = 200
_MAX_REMARKS = 50
"""So many things are said of one cell."""

PICTURE_SIGN, OBJECT_SIGN, UNKNOWN_SIGN = "[hình ảnh]", "[đối tượng]", "[?]"
"""What stands for a picture, for an object and for a sign that is not known, among the words of an answer."""


class CellFinding(StrEnum):
    """What stands in a cell and is no plain text, or does not count."""

    PICTURE = "holds-picture"
    FORMULA = "holds-formula"
    OBJECT = "holds-object"
    UNKNOWN_SIGN = "holds-unknown-sign"
    LOST_SIGN = "sign-perhaps-lost"
    STRUCK = "struck-through"
    HIDDEN = "hidden-words"
    DELETED = "deleted-words"
    SHIFTED = "raised-or-lowered"
    LIST_NUMBER = "list-number"
    NOTE = "holds-note"
    COMMENT = "holds-comment"
    PERHAPS_PROMPT = "perhaps-a-prompt"
    LEGACY_FONT = "font-before-unicode"


@dataclass(frozen=True, slots=True)
class CellRemark:
    """One such thing, and its words where it has any: of a picture the sha256 of its bytes."""

    finding: CellFinding
    words: str = ""


@dataclass(frozen=True, slots=True)
class CellContent:
    """What a cell holds: its `text`, paragraphs as lines; `plain` is that without list numbers and raised figures.

    `plain` is for figures, days and statuses. A picture or an object stands in `text` as a sign in brackets; in `plain`
    only where there is nothing else. `line` is `text` in one line.
    """

    text: str = ""
    plain: str = ""
    remarks: tuple[CellRemark, ...] = ()
    line: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "line", collapse_spaces(self.text))

    @property
    def is_empty(self) -> bool:
        """Whether there is no answer in it."""
        return not self.text


_NOTHING = CellContent()


@dataclass(slots=True)
class _Walk:
    """What is found on the way through the paragraphs of one cell."""

    text: str = ""
    plain: str = ""
    remarks: dict[CellRemark, None] = field(default_factory=dict)
    lost: dict[CellFinding, str] = field(default_factory=dict)

    def add(self, text: str, plain: str | None = None) -> None:
        self.text += text
        self.plain += text if plain is None else plain

    def lose(self, finding: CellFinding, text: str) -> None:
        self.lost[finding] = self.lost.get(finding, "") + text

    def remark(self, finding: CellFinding, words: str = "") -> None:
        if len(self.remarks) < _MAX_REMARKS:
            self.remarks[CellRemark(finding, words)] = None


class CellReader:
    """Reads the cells of one document: what they say depends on its styles, lists, notes and pictures."""

    def __init__(self, package: OoxmlPackage) -> None:
        self._package = package
        self._main = package.main()
        self._links = package.relationships(self._main)
        self._shown: dict[etree._Element, CellContent] = {}
        self._notes: dict[str, dict[str, tuple[str, str]]] = {}

    def content(self, cell: etree._Element) -> CellContent:
        """What a cell holds, with what its text boxes and inner tables say; it is read once, though many ask."""
        found = self._shown.get(cell)
        if found is None:
            found = self._shown[cell] = self._read(cell)
        return found

    def paragraph(self, paragraph: etree._Element) -> str:
        """The words of a paragraph that count, without those of paragraphs in it."""
        text = self._plain_text(paragraph)
        if text is None:
            walk = _Walk()
            self._walk(paragraph, walk)
            text = walk.text
        return _without_prompts(text)

    def _read(self, cell: etree._Element) -> CellContent:
        paragraphs = list(paragraphs_in(cell) if self._has_fallbacks else cell.iter(_PARAGRAPH))
        return self._read_plain(paragraphs) or self._read_walking(cell, paragraphs)

    def _read_plain(self, paragraphs: Sequence[etree._Element]) -> CellContent | None:
        """What a cell holds of which all paragraphs are no more than texts, as most are; None for any other."""
        plain, walked = self._paragraphs
        if self._styled or self._has_lists or self._has_chunks or not walked.isdisjoint(paragraphs):
            return None
        text = "\n".join([plain.get(one, "") for one in paragraphs])
        return _short_plain_content(text) if len(text) <= _REMEMBERED_LETTERS else _plain_content(text)

    def _read_walking(self, cell: etree._Element, paragraphs: Sequence[etree._Element]) -> CellContent:
        walk = _Walk()
        for number, paragraph in enumerate(paragraphs):
            if number:
                walk.add("\n")
            begin = len(walk.text)
            text = self._plain_text(paragraph)
            if text is None:
                self._walk(paragraph, walk)
            else:
                walk.add(text)
            if self._has_lists and walk.text[begin:].strip() and (label := self._labels.get(paragraph)):
                walk.text = f"{walk.text[:begin]}{label} {walk.text[begin:]}"
                walk.remark(CellFinding.LIST_NUMBER, label)
        if self._has_chunks:
            for chunk in cell.iter(f"{W}altChunk"):
                _add_object(chunk, walk)
        return self._settle(walk) if walk.remarks or walk.lost or walk.text.strip() else _NOTHING

    def _settle(self, walk: _Walk) -> CellContent:
        """What was found, in order; what makes no difference between `text` and `plain` is not told."""
        text = _without_prompts(walk.text)
        plain = (text if walk.plain == walk.text else _without_prompts(walk.plain)) or text
        remarks = list(walk.remarks)
        if _LOST_SIGN.search(text):
            lost_signs = [word for word in text.split() if _LOST_SIGN.search(word)]
            remarks.append(CellRemark(CellFinding.LOST_SIGN, _short(" ".join(lost_signs))))
        if text == plain:
            remarks = [one for one in remarks if one.finding not in (CellFinding.SHIFTED, CellFinding.LIST_NUMBER)]
        lost = ((finding, _short(words)) for finding, words in walk.lost.items())
        told = [CellRemark(finding, words) for finding, words in lost if words and not is_prompt_of_word(words)]
        return CellContent(text, plain, (*remarks, *told))

    def _plain_text(self, paragraph: etree._Element) -> str | None:
        """What a paragraph says that is no more than texts, as most are, in every program; None for any other.

        One of a header is not among those of the document.
        """
        plain, walked = self._paragraphs
        text = plain.get(paragraph)
        return None if text is None or self._styled or paragraph in walked or has_private(text) else text

    @cached_property
    def _has_fallbacks(self) -> bool:
        return next(self._package.roots[self._main].iter(_FALLBACK), None) is not None

    @cached_property
    def _paragraphs(self) -> tuple[dict[etree._Element, str], set[etree._Element]]:
        """The texts in the runs of each paragraph; and the paragraphs that say more, less or something else."""
        root = self._package.roots[self._main]
        plain: dict[etree._Element, str] = {}
        walked = {paragraph for one in root.iter(*_MEANING) for paragraph in one.iterancestors(_PARAGRAPH)}
        for text in root.iter(_TEXT):
            paragraph = _paragraph_of(text)
            if paragraph is None:
                walked.update(text.iterancestors(_PARAGRAPH))
            elif text.text:
                plain[paragraph] = plain.get(paragraph, "") + text.text
        return plain, walked

    def _walk(self, element: etree._Element, walk: _Walk) -> None:
        for child in element:
            tag = child.tag
            if tag == _RUN:
                self._walk_run(child, walk)
            elif tag == f"{W}fldSimple":
                _add_drawn(str(child.get(f"{W}instr", "")), walk)
                self._walk(child, walk)
            elif tag in _DELETED:
                walk.lose(
                    CellFinding.DELETED, "".join(str(one.text or "") for one in child.iter(f"{W}delText", f"{W}t"))
                )
            elif tag == _CONTROL:
                self._walk_control(child, walk)
            elif tag in (f"{_M}oMath", f"{_M}oMathPara"):
                words = _linear(child)
                walk.add(words)
                walk.remark(CellFinding.FORMULA, _short(words))
            elif tag not in _UNREAD and isinstance(tag, str):
                self._walk(child, walk)

    def _walk_control(self, control: etree._Element, walk: _Walk) -> None:
        """The content of a control; of one that shows its prompt nothing, where what it shows is one."""
        if not shows_prompt(control):
            self._walk(control, walk)
            return
        inner = _Walk()
        self._walk(control, inner)
        words = collapse_spaces(without_own_prompt(remove_invisible(inner.text)))
        if words and not is_prompt_of_word(words) and words not in self._prompts:
            inner.remark(CellFinding.PERHAPS_PROMPT, _short(words))
            walk.add(inner.text, inner.plain)
        for remark in inner.remarks:
            walk.remark(remark.finding, remark.words)
        for finding, lost in inner.lost.items():
            walk.lose(finding, lost)

    @cached_property
    def _prompts(self) -> frozenset[str]:
        """The prompts that the document itself has for its controls: the parts of its glossary (17.12.6)."""
        roots = (
            self._package.roots.get(link.target)
            for link in self._links.values()
            if link.kind == "glossaryDocument" and not link.external
        )
        parts = (part for root in roots if root is not None for part in root.iter(f"{W}docPartBody"))
        return frozenset(collapse_spaces("".join(map(str, part.itertext(f"{W}t")))) for part in parts)

    def _walk_run(self, run: etree._Element, walk: _Walk) -> None:
        stated = run.find(f"{W}rPr")
        inherited = self._inherited(run, stated) if self._styled else {}
        if stated is None and not inherited:
            self._walk_content(run, walk, "", "")
            return
        font, shift, off = _look(stated, inherited)
        if off is not None:
            inner = _Walk()
            self._walk_content(run, inner, font, "")
            walk.lose(off, inner.text)
            return
        self._walk_content(run, walk, font, shift)

    def _walk_content(self, run: etree._Element, walk: _Walk, font: str, shift: str) -> None:
        for child in run:
            tag = child.tag
            if tag == _TEXT:
                self._add_text(child.text or "", walk, font, shift)
            elif tag in _CHARACTERS:
                walk.add(_CHARACTERS[str(tag)])
            elif tag in _SIGNS:
                _SIGNS[str(tag)](child, walk)
            elif tag in _REFERENCES:
                _REFERENCES[str(tag)](self, child, walk)
            elif tag not in _UNREAD and isinstance(tag, str):
                self._walk_content(child, walk, font, shift)

    def _add_text(self, text: str, walk: _Walk, font: str, shift: str) -> None:
        if (font and is_symbol_font(font)) or has_private(text):
            for letter in text:
                _add_sign(letter, font, walk)
            return
        if font.lower().startswith(_LEGACY_FONTS) and text.strip():
            walk.remark(CellFinding.LEGACY_FONT, _short(text))
        if shift not in _SHIFTS:
            walk.add(text)
            return
        table = _SHIFTS[shift]
        walk.add("".join(table.get(letter, letter) for letter in text), "")
        if text.strip():
            walk.remark(CellFinding.SHIFTED, _short(text.strip()))

    def _add_drawing(self, drawing: etree._Element, walk: _Walk) -> None:
        """A picture, by the bytes that it shows; a drawing without one is an object, unless it only frames a text."""
        names = [str(one.get(f"{_R}embed") or one.get(f"{_R}link") or "") for one in drawing.iter(_BLIP)]
        names += [str(one.get(f"{_R}id") or "") for one in drawing.iter(_IMAGE)]
        if names:
            walk.add(f" {PICTURE_SIGN} ", "")
            for name in names:
                walk.remark(CellFinding.PICTURE, self._digest(self._links.get(name)))
        elif next(drawing.iter(_TEXT_BOX), None) is None:
            _add_object(drawing, walk)

    def _digest(self, link: Relationship | None) -> str:
        part = None if link is None or link.external else self._package.parts.get(link.target)
        return "" if part is None else sha256(part)

    def pictures(self) -> dict[str, tuple[str, bytes]]:
        """The pictures of the document by the sha256 of their bytes: the ending of their name, and the bytes."""
        found = {}
        for link in self._links.values():
            part = None if link.external or link.kind != "image" else self._package.parts.get(link.target)
            if part is not None:
                found[sha256(part)] = link.target.rpartition(".")[2].lower(), part
        return found

    def _add_note(self, reference: etree._Element, walk: _Walk) -> None:
        kind = "footnotes" if reference.tag == f"{W}footnoteReference" else "endnotes"
        words = self._words_of(kind, f"{W}{kind[:-1]}", str(reference.get(f"{W}id")))[1]
        walk.remark(CellFinding.NOTE, words)

    def _add_comment(self, reference: etree._Element, walk: _Walk) -> None:
        """What somebody says in a comment; those that the program itself made are none of the unit's words."""
        author, words = self._words_of("comments", f"{W}comment", str(reference.get(f"{W}id")))
        if words and author != AUTHOR:
            walk.remark(CellFinding.COMMENT, words)

    def remarks_in(self, root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
        """The comments of people on what is in an element, and the notes to it: where each stands, what it says."""
        for reference in root.iter(*_REMARKS):
            kind, tag = _REMARKS[str(reference.tag)]
            author, words = self._words_of(kind, tag, str(reference.get(f"{W}id")))
            if words and author != AUTHOR:
                yield reference, words

    def _words_of(self, kind: str, tag: str, identity: str) -> tuple[str, str]:
        """Who wrote a note or a comment, and what it says."""
        if kind not in self._notes:
            found = {}
            for link in self._links.values():
                root = self._package.roots.get(link.target) if link.kind == kind and not link.external else None
                for one in root.iter(tag) if root is not None else ():
                    words = _short("".join(map(str, one.itertext(f"{W}t"))))
                    found[str(one.get(f"{W}id"))] = str(one.get(f"{W}author", "")), words
            self._notes[kind] = found
        return self._notes[kind].get(identity, ("", ""))

    @cached_property
    def _style_root(self) -> etree._Element | None:
        targets = (one.target for one in self._links.values() if one.kind == "styles" and not one.external)
        return next((self._package.roots[name] for name in targets if name in self._package.roots), None)

    @cached_property
    def _styles(self) -> StyleSheet:
        return StyleSheet(self._style_root, {})

    @cached_property
    def _styled(self) -> Mapping[str, Mapping[str, str]]:
        """The styles that strike words through, hide or shift them, each with what it says; most documents have none.

        ECMA-376 part 1, 17.7.2: a style has what those have that it is based on.
        """
        root = self._style_root
        wanted = [f"{W}{name}" for name in (*_SWITCHES, "vertAlign")]
        if root is None or next(root.iter(*wanted), None) is None:
            return _NO_STYLES
        found: dict[str, dict[str, str]] = {}
        for style in root.iterfind(f"{W}style"):
            name, kind = str(style.get(f"{W}styleId")), str(style.get(f"{W}type"))
            said: dict[str, str] = {}
            for element in reversed(self._styles.chain(name, kind)):
                for stated in element.iterfind(f"{W}rPr"):
                    said |= _switches(stated)
            if any(value not in ("", "baseline") for value in said.values()):
                found[name] = said
        return found

    def _inherited(self, run: etree._Element, stated: etree._Element | None) -> dict[str, str]:
        """What the styles of a run and of its paragraph say: switches in both are off again (17.7.3)."""
        named = None if stated is None else stated.find(f"{W}rStyle")
        own = {} if named is None else self._styled.get(str(named.get(VAL)), {})
        around = next(run.iterancestors(f"{W}p"), None)
        style = None if around is None else around.find(f"{W}pPr/{W}pStyle")
        outer = {} if style is None else self._styled.get(str(style.get(VAL)), {})
        both = {name: "" for name in _SWITCHES if own.get(name) and outer.get(name)}
        return {**outer, **own, **both}

    @cached_property
    def _labels(self) -> dict[etree._Element, str]:
        """The number or bullet before each paragraph of a list, counted through the document (17.9)."""
        targets = (one.target for one in self._links.values() if one.kind == "numbering" and not one.external)
        root = next((self._package.roots[name] for name in targets if name in self._package.roots), None)
        if root is None:
            return {}
        lists = Numbering(root)
        found = {}
        for paragraph in self._package.roots[self._main].iter(f"{W}p"):
            stated = paragraph.find(f"{W}pPr")
            if stated is None or _is_fallback(paragraph):
                continue
            named = stated.find(f"{W}pStyle")
            style = "" if named is None else str(named.get(VAL))
            inherited = self._styles.style_overrides(style, "paragraph")[0] if style else {}
            level = lists.level({**inherited, **paragraph_overrides(stated)}, style)
            if level is not None:
                found[paragraph] = lists.count(level[0], level[1])
        return found

    @cached_property
    def _has_chunks(self) -> bool:
        """Whether whole documents of other formats are inserted (17.17.2.1)."""
        return any(one.kind == "aFChunk" for one in self._links.values())

    @cached_property
    def _has_lists(self) -> bool:
        return any(one.kind == "numbering" for one in self._links.values())


def shows_prompt(control: etree._Element) -> bool:
    """Whether a control says that it shows its prompt (17.5.2.39); `w:val="0"` says that it does not."""
    stated = control.find(f"{W}sdtPr/{W}showingPlcHdr")
    return stated is not None and is_on(stated)


def _switches(stated: etree._Element) -> dict[str, str]:
    """What run properties say of strokes, hiding and shifting: a switch that is off is empty."""
    found = {}
    for name in _SWITCHES:
        switch = stated.find(f"{W}{name}")
        if switch is not None:
            found[name] = name if is_on(switch) else ""
    shift = stated.find(f"{W}vertAlign")
    if shift is not None:
        found["vertAlign"] = str(shift.get(VAL))
    return found


def _look(stated: etree._Element | None, inherited: Mapping[str, str]) -> tuple[str, str, CellFinding | None]:
    """The symbol font of a run, whether it is raised or lowered, and why it does not count, if so."""
    own = {**inherited, **({} if stated is None else _switches(stated))}
    fonts = None if stated is None else stated.find(f"{W}rFonts")
    font = "" if fonts is None else str(fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or "")
    if own.get("vanish") or own.get("specVanish"):
        return font, "", CellFinding.HIDDEN
    if own.get("strike") or own.get("dstrike"):
        return font, "", CellFinding.STRUCK
    return font, own.get("vertAlign", ""), None


def _add_sign(letter: str, font: str, walk: _Walk) -> None:
    sign = sign_of(letter, font) if is_symbol_font(font) or has_private(letter) else letter
    walk.add(UNKNOWN_SIGN if sign is None else sign)
    if sign is None:
        walk.remark(CellFinding.UNKNOWN_SIGN, f"{font} {ord(letter):04X}".strip())


def _add_symbol(symbol: etree._Element, walk: _Walk) -> None:
    try:
        code = int(str(symbol.get(f"{W}char", "")), 16)
        letter = chr(code + 0xF000 if code < 0x100 else code)
        letter.encode()
    except (ValueError, OverflowError):  # no number, or half of a letter
        letter = "\uf000"
    _add_sign(letter, str(symbol.get(f"{W}font", "")), walk)


def _add_object(_element: etree._Element, walk: _Walk) -> None:
    walk.add(f" {OBJECT_SIGN} ", "")
    walk.remark(CellFinding.OBJECT)


def _add_form_field(mark: etree._Element, walk: _Walk) -> None:
    """What a field of Word's old forms shows: the entry that is chosen, a box that is ticked or not (17.16.9)."""
    chosen = mark.find(f"{W}ffData/{W}ddList")
    if chosen is not None:
        entries = [str(one.get(VAL, "")) for one in chosen.iterfind(f"{W}listEntry")]
        result = chosen.find(f"{W}result")
        number = str(result.get(VAL, "0")) if result is not None else "0"
        walk.add(entries[int(number)] if number.isdecimal() and int(number[:4]) < len(entries) else "")
    box = mark.find(f"{W}ffData/{W}checkBox")
    if box is not None:
        stated = box.find(f"{W}checked")
        stated = box.find(f"{W}default") if stated is None else stated
        walk.add("☑" if stated is not None and is_on(stated) else "☐")


_DRAWN_FIELDS = frozenset(("EQ", "SYMBOL", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "LISTNUM", "MACROBUTTON"))
"""Fields that show something else than the result in the file, which is mostly empty (17.16.5)."""


def _add_drawn_field(instruction: etree._Element, walk: _Walk) -> None:
    _add_drawn(instruction.text or "", walk)


def _add_drawn(instruction: str, walk: _Walk) -> None:
    words = instruction.split()
    if words and words[0].upper() in _DRAWN_FIELDS:
        walk.add(f" {OBJECT_SIGN} ", "")
        walk.remark(CellFinding.FORMULA, _short(instruction))


_SIGNS: Mapping[str, Callable[[etree._Element, _Walk], None]] = {
    f"{W}sym": _add_symbol, f"{W}object": _add_object, f"{W}fldChar": _add_form_field,
    f"{W}instrText": _add_drawn_field,
}  # fmt: skip
"""What a run can hold beside its words, and how that is read."""
_REFERENCES: Mapping[str, Callable[[CellReader, etree._Element, _Walk], None]] = {
    f"{W}drawing": CellReader._add_drawing, f"{W}pict": CellReader._add_drawing,
    f"{W}footnoteReference": CellReader._add_note, f"{W}endnoteReference": CellReader._add_note,
    f"{W}commentReference": CellReader._add_comment,
}  # fmt: skip
"""What else it can hold, which leads to other parts of the document.

No reader holds these itself: it would then hold itself too, and the document be freed long after it was read.
"""


def _linear(formula: etree._Element, depth: int = 0) -> str:
    """A formula in a line: fractions with a stroke, powers with ^, so that no two figures become one."""
    if depth > _MAX_FORMULA_DEPTH:
        return UNKNOWN_SIGN
    kind = etree.QName(formula).localname if isinstance(formula.tag, str) else ""
    if kind == "t":
        return formula.text or ""
    if kind.endswith("Pr"):
        return ""
    parts = [(etree.QName(one).localname, _linear(one, depth + 1)) for one in formula if isinstance(one.tag, str)]
    named = dict(parts)
    if kind == "f":
        return f"{_grouped(named.get('num', ''))}/{_grouped(named.get('den', ''))}"
    if kind in ("sSup", "sSub", "sSubSup"):
        marks = [("_", named.get("sub", "")), ("^", named.get("sup", ""))]
        return named.get("e", "") + "".join(f"{mark}{_grouped(words)}" for mark, words in marks if words)
    if kind == "rad":
        return f"√{_grouped(named.get('e', ''))}"
    if kind == "d":
        return f"({'; '.join(words for name, words in parts if name == 'e')})"
    joined = [words for _name, words in parts if words]
    return ("" if kind in ("oMath", "r", "e", "num", "den", "sub", "sup") else " ").join(joined)


def _grouped(words: str) -> str:
    return words if words.replace(",", "").replace(".", "").isalnum() else f"({words})"


def _is_fallback(paragraph: etree._Element) -> bool:
    """Whether it is what programs of before text boxes show instead of one (part 3, 10.2.3)."""
    return next(paragraph.iterancestors(_FALLBACK), None) is not None


_REMEMBERED_LETTERS = 1_000
"""Texts up to this length are remembered: many forms have the same words."""


def _without_prompts(text: str) -> str:
    """The lines of a text without a prompt, and without white space and letters of no width around them."""
    return _settle_short(text) if len(text) <= _REMEMBERED_LETTERS else _settle_text(text)


def _settle_text(text: str) -> str:
    lines = [collapse_spaces(line) for line in without_own_prompt(remove_invisible(text)).split("\n")]
    said = ["" if is_prompt_of_word(line) else line for line in lines]
    if len(lines) > 1 and is_prompt_of_word(" ".join(lines)):
        return ""
    return "\n".join(said).strip("\n")


_settle_short = lru_cache(maxsize=8_192)(_settle_text)


def _plain_content(text: str) -> CellContent | None:
    """What a cell holds that says `text` and no more; None where signs of it have to be looked at one by one."""
    if not text.strip():
        return _NOTHING
    words = _without_prompts(text)
    return None if has_private(text) or _LOST_SIGN.search(words) else CellContent(words, words)


_short_plain_content = lru_cache(maxsize=4_096)(_plain_content)


def _short(words: str) -> str:
    words = collapse_spaces(words)
    return words if len(words) <= _MAX_WORDS else f"{words[: _MAX_WORDS - 1]}…"


def blocks_in(parent: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs, tables and inserted documents of a body, out of controls and what else stands round them."""
    for child in parent:
        if child.tag in (f"{W}p", f"{W}tbl", f"{W}altChunk"):
            yield child
        elif isinstance(child.tag, str) and child.tag not in (f"{W}sectPr", f"{W}sdtPr"):
            yield from blocks_in(child)


def paragraphs_in(element: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs within an element, without those that only older programs show."""
    return (one for one in element.iter(_PARAGRAPH) if not _is_fallback(one))


def _paragraph_of(text: etree._Element) -> etree._Element | None:
    """The paragraph in which a text stands in a run, or in one of a control; None where it stands elsewhere."""
    run = text.getparent()
    around = run.getparent() if run is not None and run.tag == _RUN else None
    if around is not None and around.tag == _CONTENT:
        control = around.getparent()
        around = control.getparent() if control is not None and control.tag == _CONTROL else None
    return around if around is not None and around.tag == _PARAGRAPH else None


def paragraph_text(element: etree._Element) -> str:
    """All words of a paragraph that are not deleted, of whatever look, without those of paragraphs in it."""
    found = ""
    for child in element:
        if child.tag in _UNREAD or (child.tag == f"{W}sdt" and shows_prompt(child)):
            continue
        if child.tag == f"{W}t":
            found += child.text or ""
        elif child.tag in _CHARACTERS:
            found += _CHARACTERS[str(child.tag)]
        elif isinstance(child.tag, str):
            found += paragraph_text(child)
    return found

"""A blank form, a .docx as it came, + answers by key → the same form with these in its cells; nothing else changes.

Each answer goes where the reader will look for it: into the control with the field's tag, else at the bookmark, else
into the cell in the row with the field's code. A form of the first release has a copy of it in an item of customXml,
which gets the same text, since Word shows that (ISO/IEC 29500-1, 17.5.2.6).
"""

from __future__ import annotations

import copy
import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from gen.derive.answers import FormField, anchor_of
from gen.ooxml.merging import (
    add_link,
    declare_type,
    free_part,
    no_relationships,
    relationships_part,
    serialize,
)
from gen.ooxml.package import CONTENT_TYPES, OoxmlPackage, read_package
from gen.word.comments import AUTHOR, INITIALS, free_number
from gen.word.forms.cell_content import W
from gen.word.forms.controls import NAMESPACE
from gen.word.forms.provenance import PROVENANCE_NAMESPACE
from gen.word.forms.reading import ReturnedForm, control_names, form_in
from gen.word.package import ConstantMembers, content_types_first, pack_member

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"


@dataclass(slots=True)
class FormFilling:
    """The form in `data`; `form` is what it says before anything is put in. Parts that change are written anew."""

    data: bytes
    package: OoxmlPackage = field(init=False)
    form: ReturnedForm = field(init=False)
    _changed: set[str] = field(default_factory=set)
    _added: dict[str, bytes] = field(default_factory=dict)
    _comments: int = 0

    def __post_init__(self) -> None:
        """Raises UnreadableDocumentError for what is no .docx, is too large, or holds macros or XML entities."""
        self.package = read_package(self.data)
        self.form = form_in(self.package)

    def put(self, one: FormField, text: str, remark: str = "") -> None:
        """Put `text` into the field's cell, with a comment that says `remark`.

        Raises KeyError where the form has no cell for it.
        """
        cell = self.form.find_cell(one)
        if cell is None:
            raise KeyError(one.key)
        _write(cell, one.key, text)
        for name, root in self.package.roots.items():
            leaf = root.find(f"{{{NAMESPACE}}}{anchor_of(one.key)}")
            if leaf is not None:
                leaf.text = text
                self._changed.add(name)
        self._changed.add(self.package.main())
        if remark:
            self._comment(cell, remark)

    def attach(self, provenance: str) -> None:
        """Add what stands behind the cells, as `dump_provenance` gives it, in the place of what was there."""
        main = self.package.main()
        for name, root in self.package.roots.items():
            if etree.QName(root).namespace == PROVENANCE_NAMESPACE:
                root.text = provenance
                self._changed.add(name)
                return
        number = next(
            n for n in range(1, len(self.package.parts) + 2)
            if not {f"customXml/item{n}.xml", f"customXml/itemProps{n}.xml"} & self.package.parts.keys()
        )  # fmt: skip
        item, properties = f"customXml/item{number}.xml", f"customXml/itemProps{number}.xml"
        root = etree.fromstring(f'<provenance xmlns="{PROVENANCE_NAMESPACE}"/>')
        root.text = provenance
        self._added[item] = serialize(root)
        store = etree.Element(f"{{{_OFFICE}/customXml}}datastoreItem", nsmap={"ds": f"{_OFFICE}/customXml"})
        store.set(f"{{{_OFFICE}/customXml}}itemID", _PROVENANCE_ID)
        etree.SubElement(store, f"{{{_OFFICE}/customXml}}schemaRefs")
        self._added[properties] = serialize(store)
        links = no_relationships()
        add_link(links, f"{_OFFICE}/relationships/customXmlProps", posixpath.basename(properties))
        self._added[relationships_part(item)] = serialize(links)
        self._link_from_main(f"{_OFFICE}/relationships/customXml", posixpath.relpath(item, posixpath.dirname(main)))
        self._declare(properties, _PROPERTIES_TYPE)

    def save(self) -> bytes:
        """The bytes of the form as it is now; parts that did not change have theirs."""
        parts = {**self.package.parts, **self._added}
        parts |= {name: serialize(self.package.roots[name]) for name in self._changed}
        return ConstantMembers({}).zip_with(
            pack_member(name, parts[name]) for name in sorted(parts, key=content_types_first)
        )

    def _comment(self, cell: etree._Element, remark: str) -> None:
        comments = self._comments_part()
        number = str(free_number(comments))
        comment = etree.SubElement(comments, f"{W}comment")
        for name, value in (("id", number), ("author", AUTHOR), ("initials", INITIALS)):
            comment.set(f"{W}{name}", value)
        for line in remark.split("\n"):
            _append_text(etree.SubElement(comment, f"{W}p"), line)
        paragraphs = [one for one in cell.iter(f"{W}p") if next(one.iterancestors(f"{W}tc")) is cell]
        start, end = etree.Element(f"{W}commentRangeStart"), etree.Element(f"{W}commentRangeEnd")
        for mark in (start, end):
            mark.set(f"{W}id", number)
        first, last = paragraphs[0], paragraphs[-1]
        first.insert(1 if len(first) and first[0].tag == f"{W}pPr" else 0, start)
        last.append(end)
        reference = etree.SubElement(etree.SubElement(last, f"{W}r"), f"{W}commentReference")
        reference.set(f"{W}id", number)

    def _comments_part(self) -> etree._Element:
        """The root of the part with comments; a new one where the form has none."""
        main = self.package.main()
        kind = f"{_OFFICE}/relationships/comments"
        there = (link.target for link in self.package.relationships(main).values() if link.kind == "comments")
        name = next((target for target in there if target in self.package.roots), None)
        if name is None:
            name = free_part(posixpath.join(posixpath.dirname(main), "comments.xml"), self.package.parts)
            self.package.roots[name] = etree.Element(f"{W}comments", nsmap={"w": W[1:-1]})
            self._link_from_main(kind, posixpath.basename(name))
            self._declare(name, _COMMENTS_TYPE)
        self._changed.add(name)
        return self.package.roots[name]

    def _link_from_main(self, kind: str, target: str) -> None:
        name = relationships_part(self.package.main())
        add_link(self.package.roots.setdefault(name, no_relationships()), kind, target)
        self._changed.add(name)

    def _declare(self, name: str, kind: str) -> None:
        declare_type(self.package.roots[CONTENT_TYPES], name, kind)
        self._changed.add(CONTENT_TYPES)


_PROVENANCE_ID = "{6B6B4C2E-3A0F-5E8C-9C55-3C1E5B7A9D20}"


def _write(cell: etree._Element, key: str, text: str) -> None:
    """Put the answer into its control, else at its bookmark, else at the end of the cell's first paragraph."""
    control = next((one for one in cell.iter(f"{W}sdt") if key in control_names(one)), None)
    content = None if control is None else control.find(f"{W}sdtContent")
    if control is not None and content is not None:
        _show_content(control)
        paragraph = next(content.iter(f"{W}p"), None)
        _replace_runs(content if paragraph is None else paragraph, text)
        return
    paragraph = next(cell.iter(f"{W}p"))
    start = next((one for one in cell.iter(f"{W}bookmarkStart") if one.get(f"{W}name") == anchor_of(key)), None)
    home = paragraph if start is None else next(start.iterancestors(f"{W}p"), paragraph)
    blank = [run for run in home.findall(f"{W}r") if not _text_of(run).strip()]
    run = _new_run(text, blank)
    for one in blank:
        home.remove(one)
    if start is not None and start.getparent() is home:
        start.addnext(run)
    else:
        home.append(run)


def _show_content(control: etree._Element) -> None:
    """The control shows its content, and not its prompt any more."""
    for stated in control.findall(f"{W}sdtPr"):
        for mark in stated.findall(f"{W}showingPlcHdr"):
            stated.remove(mark)


def _replace_runs(home: etree._Element, text: str) -> None:
    """The text in the place of the runs in `home`, in the look of the first one."""
    runs = home.findall(f"{W}r")
    run = _new_run(text, runs)
    if runs:
        runs[0].addprevious(run)
        for one in runs:
            home.remove(one)
    else:
        home.append(run)


def _new_run(text: str, before: Sequence[etree._Element]) -> etree._Element:
    run = etree.Element(f"{W}r")
    look = next((one.find(f"{W}rPr") for one in before if one.find(f"{W}rPr") is not None), None)
    if look is not None:
        own = copy.deepcopy(look)
        for style in own.findall(f"{W}rStyle"):
            own.remove(style)  # the look of a prompt is not that of an answer
        run.append(own)
    _fill_run(run, text)
    return run


def _append_text(paragraph: etree._Element, text: str) -> None:
    _fill_run(etree.SubElement(paragraph, f"{W}r"), text)


def _fill_run(run: etree._Element, text: str) -> None:
    for number, line in enumerate(text.split("\n")):
        if number:
            etree.SubElement(run, f"{W}br")
        words = etree.SubElement(run, f"{W}t")
        words.set(_XML_SPACE, "preserve")
        words.text = line


def _text_of(run: etree._Element) -> str:
    return "".join(part.text or "" for part in run.findall(f"{W}t"))


def fill_in(
    data: bytes, answers: Mapping[FormField, str], remarks: Mapping[str, str] = {}, provenance: str = ""
) -> bytes:
    """The form in `data` with `answers` in its cells, `remarks` by key as comments, and what stands behind them.

    Raises UnreadableDocumentError for what is no form, KeyError for a field that the form has no cell for.
    """
    filling = FormFilling(data)
    filling.form.learn_columns(list(answers))
    for one, text in answers.items():
        filling.put(one, text, remarks.get(one.key, ""))
    if provenance:
        filling.attach(provenance)
    return filling.save()

"""A template's package → why it is refused as a whole: what it takes in from outside, and odd links."""

from __future__ import annotations

from collections.abc import Iterator

from gen import diagnostics
from gen.errors import Diagnostic, Location, TemplateError
from gen.locale import _
from gen.ooxml.outside import OutsideKind, field_instructions, find_outside_content
from gen.ooxml.package import OoxmlPackage

_MODES = frozenset({"", "Internal", "External"})
_PACKAGE = "_rels"


def check_package(package: OoxmlPackage, file_name: str) -> None:
    """Refuse a template that takes in something from outside, or is not read by all alike.

    Hyperlinks wait for somebody to click and may stay. Raises TemplateError with everything found: TPL-009, TPL-017,
    TPL-018, TPL-021.
    """
    found = [
        *_odd_links(package, file_name),
        *_outside_content(package, file_name),
    ]
    if found:
        raise TemplateError(list(dict.fromkeys(found)))


def _odd_links(package: OoxmlPackage, file_name: str) -> Iterator[Diagnostic]:
    for part in package.referring_parts():
        for link in package.relationships(part).values():
            if link.mode not in _MODES:
                stated = {"part": part or _PACKAGE, "target": link.target, "mode": link.mode}
                yield diagnostics.template.ODD_LINK.at(Location(f"{file_name} ({part or _PACKAGE})"), **stated)


def _outside_content(package: OoxmlPackage, file_name: str) -> Iterator[Diagnostic]:
    for content in find_outside_content(package):
        place = Location(f"{file_name} ({content.part or _PACKAGE})")
        match content.kind:
            case OutsideKind.LINK:
                yield diagnostics.template.FROM_OUTSIDE.at(place, target=content.name)
            case OutsideKind.DATA:
                yield diagnostics.template.FROM_OUTSIDE.at(place, target=_("the data of a mail merge"))
            case OutsideKind.FIELD:
                yield diagnostics.template.FETCHING_FIELD.at(place, field=content.name)
            case OutsideKind.DOCUMENT:
                yield diagnostics.template.INSERTED_DOCUMENT.at(place, kind=content.name)
    for part, root in package.roots.items():
        for instruction in field_instructions(root):
            # What the tag stands for would say which field it is.
            name = next(iter(instruction.split()), "")
            if any(sign in name for sign in ("{{", "{%", "{#")):
                yield diagnostics.template.FETCHING_FIELD.at(
                    Location(f"{file_name} ({part})"), field=instruction.strip()[:80]
                )


def missing_parts(package: OoxmlPackage, file_name: str) -> Iterator[Diagnostic]:
    """The parts (TPL-023) that others refer to and the file lacks; python-docx may need them to open it."""
    for part in package.referring_parts():
        for link in package.relationships(part).values():
            if not link.external and link.target not in package.parts:
                place = Location(f"{file_name} ({part or _PACKAGE})")
                yield diagnostics.template.MISSING_PART.at(place, part=part or _PACKAGE, target=link.target)

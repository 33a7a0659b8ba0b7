"""A .docx → everything in it that no valid package has: by the schemas, and by what these do not say.

The schemas are those of ECMA-376 in the transitional form, as openxml-audit has them; what is checked here besides are
ids that stand twice, relationships that lead nowhere, parts without a content type, two parts of core properties.
"""

from __future__ import annotations

import posixpath
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator

from tests.support.repacked import unpacked

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_IDS = {
    "drawing": (f"{_DRAWING}docPr", "id"),
    "bookmark": (f"{_W}bookmarkStart", f"{_W}id"),
    "bookmark called": (f"{_W}bookmarkStart", f"{_W}name"),
    "comment": (f"{_W}comment", f"{_W}id"),
    "reference to the comment": (f"{_W}commentReference", f"{_W}id"),
}
_NO_FAULTS = re.compile(
    r"A required relationship type '[^']*/(?:fontTable|theme|settings)' is missing"  # 11.3 and 14.2.7 ask for none
    r"|Unexpected element 'highlight' found"  # CT_RPr (17.7.9.1), which a style has, knows it
    r"|.* in stylesWithEffects|docDefaults differ between"  # python-docx's own first document, which Word opens
)
"""What the validator says of documents that the standard allows."""
_PLACE = re.compile(r"\[\d+\]")
_KINDS_ONCE = ("core-properties", "officeDocument", "custom-properties", "extended-properties")


def faults(data: bytes) -> list[str]:
    """What is wrong with the .docx `data`, each with the part that has it; without the numbers of places."""
    return sorted({*_by_schema(data), *_by_package(unpacked(data))})


def added_faults(data: bytes, template: bytes) -> list[str]:
    """What is wrong with a document that was not wrong with its template, as the office's program wrote that."""
    return sorted(set(faults(data)) - set(faults(template)))


def _by_schema(data: bytes) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "checked.docx"
        path.write_bytes(data)
        result = _validator().validate(path)
    for error in result.errors:
        if not _NO_FAULTS.match(error.description):
            yield f"{error.part_uri.lstrip('/')} {_PLACE.sub('', error.path)}: {error.description}"


@cache
def _validator() -> OpenXmlValidator:
    return OpenXmlValidator(FileFormat.MICROSOFT_365, max_errors=0)


def _by_package(parts: dict[str, bytes]) -> Iterator[str]:
    roots = {name: etree.fromstring(data) for name, data in parts.items() if name.endswith((".xml", ".rels")) and data}
    types = roots["[Content_Types].xml"]
    named = [str(one.get("PartName")) for one in types.iter(f"{{{_PACKAGE}/content-types}}Override")]
    endings = [str(one.get("Extension")).lower() for one in types.iter(f"{{{_PACKAGE}/content-types}}Default")]
    yield from (f"content type stated twice: {name}" for name in _twice([*named, *endings]))
    yield from (f"content type of no part: {name}" for name in named if name.lstrip("/") not in parts)
    for name in parts:
        ending = name.rpartition(".")[2].lower()
        if name != "[Content_Types].xml" and f"/{name}" not in named and ending not in endings:
            yield f"no content type: {name}"
    for name, root in roots.items():
        if name.endswith(".rels"):
            yield from _by_relationships(name, root, parts)
        for what, (tag, key) in _IDS.items():
            yield from (f"{name}: {what} {one} twice" for one in _twice([str(e.get(key)) for e in root.iter(tag)]))
        controls = [str(one.get(f"{_W}val")) for one in root.iterfind(f".//{_W}sdtPr/{_W}id")]
        yield from (f"{name}: control {one} twice" for one in _twice(controls))
        starts, ends = ({one.get(f"{_W}id") for one in root.iter(f"{_W}bookmark{side}")} for side in ("Start", "End"))
        yield from (f"{name}: bookmark {one} without its other end" for one in starts ^ ends)


def _by_relationships(name: str, root: etree._Element, parts: dict[str, bytes]) -> Iterator[str]:
    links = list(root)
    yield from (f"{name}: relationship {one} twice" for one in _twice([str(link.get("Id")) for link in links]))
    folder = posixpath.dirname(posixpath.dirname(name))
    for link in links:
        target = posixpath.normpath(posixpath.join("/", folder, str(link.get("Target")))).lstrip("/")
        if link.get("TargetMode") != "External" and target not in parts:
            yield f"{name}: relationship to {target}, which is not there"
    if name == "_rels/.rels":
        kinds = [str(link.get("Type")).rpartition("/")[2] for link in links]
        yield from (f"{name}: two parts of {one}" for one in _twice(kinds) if one in _KINDS_ONCE)
        if "core-properties" not in kinds:
            yield f"{name}: no core properties"


def _twice(names: list[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]

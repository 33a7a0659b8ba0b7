"""What stands behind the cells of a form that an office filled in from its own units → a part of the form, and back.

The part is an item of customXml, which Word keeps; what it holds is JSON, the same as in the file beside the form. It
is a statement of whoever filled the form in: bounds hold for what comes from outside, no figure is taken from it, and a
cell that says something else by now is not what it tells of.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from lxml import etree

from gen.ooxml.package import read_folder
from gen.versions import NewerFormatError, select_reader

PROVENANCE_NAMESPACE = "urn:gen:provenance"
FORMAT = 1
MAX_BYTES = 4 * 1024 * 1024
MAX_CELLS, MAX_SOURCES = 20_000, 200_000
_MAX_NAME, _MAX_TEXT = 400, 300
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class CellSource:
    """A cell of a unit's form behind a cell: whose, by id and name, its key there, what was typed, and the form."""

    unit: str
    name: str
    key: str
    text: str
    sha256: str


@dataclass(frozen=True, slots=True)
class LackingSource:
    """A unit whose answer belongs into a cell and is not in it, and why."""

    unit: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class CellProvenance:
    """A cell of a form by its key: the `text` put into it, of which cells it was made, and who is not in it."""

    key: str
    text: str
    sources: tuple[CellSource, ...]
    lacking: tuple[LackingSource, ...] = ()


@dataclass(frozen=True, slots=True)
class Provenance:
    """What stands behind the cells of one form: `plan` is the id of the plan whose `report` for the `period` was
    added up, `as_of` the day up to which forms were taken.
    """

    plan: str
    report: str
    period: str
    as_of: str
    cells: tuple[CellProvenance, ...]


class ProvenanceFault(StrEnum):
    """Why what stands behind the cells of a form cannot be read; UNREADABLE: the file itself, as it was kept."""

    DAMAGED = "damaged"
    TOO_LARGE = "too-large"
    NEWER = "newer"
    UNREADABLE = "unreadable"


def dump_provenance(provenance: Provenance) -> str:
    """As JSON. Long texts are shortened, and left out where all would be too large: their cells and files are named."""
    text = _as_json(_with_texts(provenance, _MAX_TEXT))
    return text if len(text.encode()) <= MAX_BYTES else _as_json(_with_texts(provenance, 0))


def _as_json(provenance: Provenance) -> str:
    return json.dumps({"format": FORMAT, **asdict(provenance)}, ensure_ascii=False, separators=(",", ":"))


def _with_texts(provenance: Provenance, limit: int) -> Provenance:
    cells = (
        replace(cell, sources=tuple(replace(one, text=_cut(one.text, limit)) for one in cell.sources))
        for cell in provenance.cells
    )
    return replace(provenance, cells=tuple(cells))


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…" if limit else ""


def parse_provenance(text: str) -> Provenance | ProvenanceFault:
    """What the JSON `text` from outside says, within bounds; or why it cannot be read."""
    if len(text.encode()) > MAX_BYTES:
        return ProvenanceFault.TOO_LARGE
    try:
        content = json.loads(text)
        return select_reader(_READERS, content.pop("format"))(content)
    except NewerFormatError:
        return ProvenanceFault.NEWER
    except _TooManyError:
        return ProvenanceFault.TOO_LARGE
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ProvenanceFault.DAMAGED


def read_provenance(data: bytes) -> Provenance | ProvenanceFault | None:
    """What stands behind the cells of the form, a .docx, in `data`; None where it says nothing of that.

    Only the parts that can say it are unpacked: a country's forms are asked one after the other. Raises
    UnreadableDocumentError for what is no .docx.
    """
    for _name, root in sorted(read_folder(data, "customXml/").items()):
        if etree.QName(root).text == f"{{{PROVENANCE_NAMESPACE}}}provenance":
            return parse_provenance(root.text or "")
    return None


class _TooManyError(ValueError):
    """There is more in it than the bounds allow."""


def _parse(content: dict[str, Any]) -> Provenance:
    """Raises ValueError, TypeError, KeyError or AttributeError for what it cannot be."""
    listed = content["cells"]
    if len(listed) > MAX_CELLS or sum(len(cell["sources"]) + len(cell["lacking"]) for cell in listed) > MAX_SOURCES:
        raise _TooManyError
    cells = tuple(
        CellProvenance(
            _line(cell["key"]), _text(cell["text"]), tuple(_sources(cell["sources"])), tuple(_lacking(cell["lacking"]))
        )
        for cell in listed
    )
    plan, report, period, as_of = (_line(content[name]) for name in ("plan", "report", "period", "as_of"))
    return Provenance(plan, report, period, as_of, cells)


def _sources(listed: Iterable[dict[str, Any]]) -> Iterator[CellSource]:
    for one in listed:
        sha256 = _line(one["sha256"])
        if sha256 and not _SHA256.fullmatch(sha256):
            raise ValueError(sha256)
        yield CellSource(_line(one["unit"]), _line(one["name"]), _line(one["key"]), _text(one["text"]), sha256)


def _lacking(listed: Iterable[dict[str, Any]]) -> Iterator[LackingSource]:
    return (LackingSource(_line(one["unit"]), _line(one["name"]), _line(one["why"])) for one in listed)


def _line(value: object) -> str:
    if not isinstance(value, str) or len(value) > _MAX_NAME or not value.isprintable():
        raise ValueError(value)
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


_READERS = {FORMAT: _parse}
"""The reader of what stands behind the cells, for each of its formats."""

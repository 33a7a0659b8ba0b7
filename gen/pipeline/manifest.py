"""What a build made → manifest.json, and back: every file with its sha256 and what it was made from.

No clock and no machine in it, and everything sorted: the same inputs give the same manifest.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any

from gen.folders import Folder

FORMAT = 1
FILE_NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One file: `path` is relative to the manifest, with `/`; `sha256` and `size` (bytes) are of the file as built.

    `made_from` maps each input (template, plan, document) to its sha256; `engine` names the converter and version that
    made a PDF. `unit` is empty for a file of no single unit. `number` ("12/KH-UBND") and `date` (2020-11-30) are those
    under which the document was issued, empty for a draft: an issued file is never built again.
    """

    path: str
    document: str
    format: str
    sha256: str
    size: int
    unit: str = ""
    pages: int | None = None
    made_from: dict[str, str] = field(default_factory=dict)
    engine: str = ""
    number: str = ""
    date: str = ""


@dataclass(slots=True)
class Manifest:
    """Every file of one plan's folder."""

    plan_id: str
    generator: str
    plan_sha256: str
    records: dict[str, FileRecord] = field(default_factory=dict)

    def add(self, record: FileRecord) -> None:
        """Add `record`; it replaces an earlier one with the same path."""
        self.records[record.path] = record

    def dump(self) -> str:
        """The text of manifest.json."""
        content = {
            "format": FORMAT,
            "plan": self.plan_id,
            "generator": self.generator,
            "plan_sha256": self.plan_sha256,
            "files": [],
        }
        empty = json.dumps(content, ensure_ascii=False, indent=1)
        files = ",\n".join(_entry(self.records[path]) for path in sorted(self.records))
        return (empty.replace(_NO_FILES, f'"files": [\n{files}\n ]') if files else empty) + "\n"

    def write(self, folder: Folder) -> None:
        """Write manifest.json into `folder`. Raises OSError where it cannot be written."""
        folder.write(FILE_NAME, self.dump().encode())


_NO_FILES = '"files": []'
_FIELDS = tuple(one.name for one in fields(FileRecord))
_values = attrgetter(*_FIELDS)
_encode = json.JSONEncoder(ensure_ascii=False).encode


def _entry(record: FileRecord) -> str:
    """A record as `json.dumps` writes it with an indent of one, but ten times as fast for thousands of records."""
    shown = (
        f"   {_encode(name)}: {_inputs(value) if isinstance(value, dict) else _encode(value)}"
        for name, value in zip(_FIELDS, _values(record), strict=True)
    )
    return "  {\n" + ",\n".join(shown) + "\n  }"


def _inputs(made_from: dict[str, str]) -> str:
    shown = ",\n".join(f"    {_encode(name)}: {_encode(digest)}" for name, digest in made_from.items())
    return f"{{\n{shown}\n   }}" if shown else "{}"


def load_records(folder: Folder) -> dict[str, FileRecord]:
    """The records of the manifest in `folder`; none where it is missing or not written by this program.

    A lost manifest loses nothing: files with unknown bytes count as a person's own and are kept.
    """
    try:
        content = json.loads(folder.read(FILE_NAME))
        if content["format"] != FORMAT:
            return {}
        records = [_parse_record(entry) for entry in content["files"]]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return {record.path: record for record in records}


def _parse_record(entry: dict[str, Any]) -> FileRecord:
    return FileRecord(**entry)

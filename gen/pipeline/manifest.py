"""What a build made → manifest.json, and back: every file with its sha256 and what it was made from.

No clock and no machine in it, and everything sorted: the same inputs give the same manifest.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any

from gen import diagnostics
from gen.errors import BuildError, Location
from gen.files import sha256
from gen.folders import Folder
from gen.os_errors import describe_os_error
from gen.versions import NewerFormatError, select_reader

FORMAT = 1
FILE_NAME = "manifest.json"
REPORTED_KEY = "reported"
"""The key of `made_from` under which a form's record holds a digest of what it tells of the period before."""
ANSWERS_KEY = "answers"
"""The key of `made_from` under which a form's record holds a digest of the answers that were carried over into it."""


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

    def write(self, folder: Folder) -> str:
        """Write manifest.json into `folder`; its sha256. Raises OSError where it cannot be written."""
        data = self.dump().encode()
        folder.write(FILE_NAME, data, durable=True)
        return sha256(data)


HEAD = ("plan", "generator", "plan_sha256")
"""The texts in it that are not about a file."""
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
    """The records of the manifest in `folder`; none where there is no manifest.

    A lost manifest loses nothing: files with unknown bytes count as a person's own and are kept. Raises BuildError
    BUILD-026 where it cannot be read, BUILD-027 where it is not as this program writes it, BUILD-050 where a newer
    version wrote it: what is not known must not be taken for what is not there.
    """
    try:
        content = read_json(folder.read(FILE_NAME))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise unreadable_record(folder.display_path(FILE_NAME), error) from None
    try:
        parse = select_reader(_READERS, content["format"])
        if any(type(content[name]) is not str for name in HEAD):
            raise ValueError(content)
        records = [parse(entry) for entry in content["files"]]
    except NewerFormatError:
        raise newer_record(folder.display_path(FILE_NAME)) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise damaged_record(folder.display_path(FILE_NAME)) from None
    return {record.path: record for record in records}


def unreadable_record(place: str, error: OSError) -> BuildError:
    """The error (BUILD-026) that a file of the program's own is there and cannot be read."""
    found = diagnostics.build.RECORD_NOT_READABLE
    return BuildError.one(found.at(Location(place), name=place, reason=describe_os_error(error)))


def damaged_record(place: str) -> BuildError:
    """The error (BUILD-027) that a file of the program's own is not as this program writes it."""
    return BuildError.one(diagnostics.build.RECORD_DAMAGED.at(Location(place), name=place))


def newer_record(place: str) -> BuildError:
    """The error (BUILD-050) that a newer version of the program wrote a file of its own: it is whole, and not known."""
    return BuildError.one(diagnostics.build.RECORD_NEWER.at(Location(place), name=place))


def read_json(data: bytes) -> Any:
    """The value of a JSON text; None, which fits nothing, where it is none, or nested too deeply."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def _parse_record(entry: dict[str, Any]) -> FileRecord:
    """Raises ValueError or TypeError for what no record can be."""
    record = FileRecord(**entry)
    texts = (record.path, record.document, record.format, record.sha256, record.unit, record.engine, record.number,
             record.date, *record.made_from.keys(), *record.made_from.values())  # fmt: skip
    counts = (record.size, record.pages or 0)
    is_one = all(type(text) is str for text in texts) and all(type(count) is int for count in counts)
    if not is_one or record.path.startswith("/") or ".." in record.path.split("/"):
        raise ValueError(entry)
    return record


_READERS = {1: _parse_record}
"""The reader of a record for each format of the manifest."""

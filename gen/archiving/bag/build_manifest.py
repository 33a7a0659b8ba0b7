"""The bytes of a manifest.json → its records, or None where it is not a valid one: in an archive it is not trusted."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, fields
from typing import Any

from gen.archiving.bag.layout import is_safe
from gen.pipeline.manifest import HEAD, FileRecord
from gen.versions import select_reader

MAX_BYTES = 64 << 20
_SHA256 = re.compile(r"[0-9a-f]{64}")
_TEXTS = ("path", "document", "format", "sha256", "unit", "engine", "number", "date")


@dataclass(frozen=True, slots=True)
class BuildManifest:
    """The manifest of a build: the plan's id and sha256, and the record of every file by its path."""

    plan_id: str
    plan_sha256: str
    records: dict[str, FileRecord]


def read_build_manifest(data: bytes) -> BuildManifest | None:
    """The manifest in `data`; None where it is not one of a build, or names a file twice or in an unsafe place.

    Raises NewerFormatError where a newer version of the program wrote it.
    """
    if len(data) > MAX_BYTES:
        return None
    try:
        content = json.loads(data)
        parse = select_reader(_READERS, content["format"])
        listed = [parse(entry) for entry in content["files"]]
        plan_id, plan_sha256 = content["plan"], content["plan_sha256"]
        if not all(isinstance(content[name], str) for name in HEAD):
            return None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    records = {record.path: record for record in listed}
    return BuildManifest(plan_id, plan_sha256, records) if len(records) == len(listed) else None


def _record(entry: Any) -> FileRecord:
    known = {field.name for field in fields(FileRecord)}
    record = FileRecord(**{key: value for key, value in entry.items() if key in known})
    if not all(isinstance(getattr(record, name), str) for name in _TEXTS):
        raise TypeError
    if not is_safe(record.path) or not _SHA256.fullmatch(record.sha256):
        raise ValueError
    if not _is_count(record.size) or not (record.pages is None or _is_count(record.pages)):
        raise ValueError
    if not isinstance(record.made_from, dict) or not all(isinstance(v, str) for v in record.made_from.values()):
        raise TypeError
    return record


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


_READERS = {1: _record}
"""The reader of a record for each format of the manifest."""

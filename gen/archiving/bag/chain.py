"""A bag → what the next one records of it in chain.json, and back, so that a later change of an old issue shows.

Each issue names three files of the one before by their sha256: the build's manifest, the list of the payload, and the
list of the tag files, which seals everything else, chain.json included. To replace an old bag by a consistent new one,
every later bag has to be replaced too. The newest bag is protected only by its own seal, written down elsewhere.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from gen import diagnostics
from gen.archiving.bag.layout import (
    BUILD_MANIFEST,
    CHAIN,
    DATA,
    bag_name,
    manifest_name,
    parse_bag_name,
    tagmanifest_name,
)
from gen.archiving.bag.members import BagMembers, FolderMembers, open_zip, read_member
from gen.archiving.bag.tag_files import MAX_BYTES
from gen.errors import GenError, Location
from gen.files import sha256
from gen.os_errors import describe_os_error
from gen.versions import select_reader

FORMAT = 1
_SHA256 = re.compile(r"[0-9a-f]{64}")
_INFO = {
    "bag": "Previous-Bag",
    "manifest": "Previous-Build-Manifest-SHA256",
    "payload": "Previous-Payload-Manifest-SHA256",
    "tags": "Previous-Tag-Manifest-SHA256",
}


@dataclass(frozen=True, slots=True)
class BagSeals:
    """What identifies an issue: the sha256 of its manifest.json, its list of the payload, its list of tag files."""

    bag: str
    manifest: str
    payload: str
    tags: str

    def as_info(self) -> dict[str, str]:
        """The same as elements of bag-info.txt."""
        return {_INFO[key]: value for key, value in asdict(self).items()}


@dataclass(frozen=True, slots=True)
class ChainLink:
    """An issue of a plan: its number from 1, the sha256 of its manifest.json, and the issue before it."""

    plan: str
    issue: int
    manifest: str
    previous: BagSeals | None

    @property
    def bag(self) -> str:
        """The name of its bag."""
        return bag_name(self.plan, self.issue)

    def dump(self) -> bytes:
        """The bytes of chain.json."""
        content = {"format": FORMAT, **asdict(self)}
        return (json.dumps(content, indent=1, sort_keys=True) + "\n").encode()


def read_link(members: BagMembers) -> ChainLink | None:
    """The content of the bag's chain.json; None where it is missing or not a valid one.

    Raises NewerFormatError where a newer version of the program wrote it.
    """
    try:
        content = json.loads(read_member(members, CHAIN, 1 << 16) or b"")
        link = select_reader(_READERS, content["format"])(content)
        is_ours = parse_bag_name(link.bag) == (link.plan, link.issue)
        return link if is_ours and _SHA256.fullmatch(link.manifest) else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _parse_link(content: dict[str, Any]) -> ChainLink:
    before = content["previous"]
    return ChainLink(
        content["plan"], content["issue"], content["manifest"], None if before is None else _parse_seals(before)
    )


_READERS = {FORMAT: _parse_link}
"""The reader of a chain.json for each of its formats."""


def _parse_seals(content: dict[str, Any]) -> BagSeals:
    seals = BagSeals(content["bag"], content["manifest"], content["payload"], content["tags"])
    digests = (seals.manifest, seals.payload, seals.tags)
    if not isinstance(seals.bag, str) or not all(_SHA256.fullmatch(digest) for digest in digests):
        raise ValueError(content)
    return seals


def read_seals(members: BagMembers) -> BagSeals:
    """The seals of a bag as it is now; the seal of a file that is missing or cannot be read is empty."""
    names = (DATA + BUILD_MANIFEST, manifest_name("sha256"), tagmanifest_name("sha256"))
    contents = [read_member(members, name, MAX_BYTES) for name in names]
    manifest, payload, tags = ("" if data is None else sha256(data) for data in contents)
    return BagSeals(members.name, manifest, payload, tags)


def list_issues(place: Path, plan_id: str | None = None) -> list[tuple[str, int, Path]]:
    """The bags in `place` that are named like an issue (of one plan): plan id, number of the issue, path.

    Raises GenError ARC-038 where the folder cannot be read.
    """
    found = []
    for path in list_entries(place) if place.is_dir() else ():
        parsed = parse_bag_name(path.name)
        if parsed and path.is_dir() is not path.name.endswith(".zip") and plan_id in (None, parsed[0]):
            found.append((*parsed, path))
    return sorted(found, key=lambda one: one[:2])


def list_entries(folder: Path) -> list[Path]:
    """The entries of a folder, by name.

    Raises GenError ARC-038 where it cannot be read.
    """
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        where, reason = Location(str(folder)), describe_os_error(error)
        raise GenError.one(diagnostics.archive.FOLDER_NOT_READABLE.at(where, name=folder, reason=reason)) from None


def open_bag(path: Path) -> BagMembers:
    """The files of the bag at `path`, a folder or a zip.

    Raises GenError ARC-039, ARC-041 where a zip cannot be read or is not safe.
    """
    return FolderMembers(path) if path.is_dir() else open_zip(path)

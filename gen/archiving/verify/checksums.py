"""A bag's files × its manifests → every file that is changed, missing, added, renamed or swapped.

Stricter than bagit's own validation, which stops at the first kind of damage, accepts a file that only one manifest
lists, follows links, and ignores empty folders, added tag files and names in another Unicode form.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from gen import diagnostics
from gen.archiving.bag import tag_files
from gen.archiving.bag.layout import (
    ALGORITHMS,
    BAG_INFO,
    BAGIT,
    CHAIN,
    DATA,
    FETCH,
    manifest_name,
    tagmanifest_name,
)
from gen.archiving.bag.members import BagMembers, digest_member, is_unreadable, member_location, read_member
from gen.errors import Diagnostic
from gen.locale import _

Digests = Mapping[str, str]

_VERSIONS = ("1.0", "0.97")
MANIFESTS = tuple(name(algorithm) for algorithm in ALGORITHMS for name in (manifest_name, tagmanifest_name))
_TAG_FILES = frozenset({BAGIT, BAG_INFO, CHAIN, *MANIFESTS})


@dataclass(frozen=True, slots=True)
class ChecksumResult:
    """What was found of a bag's files.

    `digests` are the checksums of every readable file, by its actual path; `listed` the sha256 in the manifests, by the
    listed path; `actual_paths` maps a listed path to the file's actual one, where the file is there.
    """

    findings: tuple[Diagnostic, ...]
    digests: Mapping[str, Digests]
    listed: Digests
    actual_paths: Mapping[str, str]

    @property
    def intact(self) -> frozenset[str]:
        """The listed paths whose files are as listed."""
        pairs = ((path, self.digests.get(actual)) for path, actual in self.actual_paths.items())
        return frozenset(path for path, found in pairs if found and found["sha256"] == self.listed[path])


def check_checksums(members: BagMembers) -> ChecksumResult:
    """Check every file of `members` against all manifests; nothing is skipped."""
    found = {path: hexes for path in sorted(members.sizes) if (hexes := digest_member(members, path)) is not None}
    by_algorithm, unusable = _read_manifests(members)
    listed: dict[str, dict[str, str]] = {}
    for algorithm, checksums in by_algorithm.items():
        for path, digest in checksums.items():
            listed.setdefault(path, {})[algorithm] = digest
    actual = _find_actual_paths(members, listed, found)
    files = [*_check_presence(members, listed, actual), *_check_contents(members, listed, actual, found)]
    whole = not files and not members.findings and not members.unreadable
    structure = [
        *_check_declaration(members),
        *_check_tag_files(members, listed),
        *(_check_size(members) if whole else ()),
    ]
    findings = [*members.findings, *unusable, *_check_manifests_agree(members, by_algorithm), *files, *structure]
    sha256 = {path: hexes["sha256"] for path, hexes in listed.items() if "sha256" in hexes}
    known = {path: where for path, where in actual.items() if path in sha256}
    return ChecksumResult(tuple(findings), found, sha256, known)


def _read_manifests(members: BagMembers) -> tuple[dict[str, dict[str, str]], list[Diagnostic]]:
    """What the manifests of each algorithm list, payload and tag files together; what is wrong with them."""
    listed: dict[str, dict[str, str]] = {}
    findings: list[Diagnostic] = []
    for algorithm in ALGORITHMS:
        listed[algorithm] = {}
        for name in (manifest_name(algorithm), tagmanifest_name(algorithm)):
            data = read_member(members, name, tag_files.MAX_BYTES)
            if is_unreadable(members, name):
                continue
            if data is None:
                findings.append(_unusable_error(members, name, _("it is missing or cannot be read")))
                continue
            checksums = tag_files.read_checksums(data, hashlib.new(algorithm).digest_size * 2)
            if checksums.unusable_lines:
                reason = _("{count} lines are no checksum and path, or list a path again; the first: {line}")
                line = f"“{checksums.unusable_lines[0][:80]}”"
                findings.append(
                    _unusable_error(members, name, reason.format(count=len(checksums.unusable_lines), line=line))
                )
            payload = name == manifest_name(algorithm)
            listed[algorithm] |= {p: d for p, d in checksums.digests.items() if p.startswith(DATA) is payload}
    return listed, findings


def _check_manifests_agree(members: BagMembers, by_algorithm: Mapping[str, Digests]) -> Iterator[Diagnostic]:
    """Paths that one algorithm's manifests list and another's do not: RFC 8493, 2.1.3, requires all in each."""
    everything = {path for checksums in by_algorithm.values() for path in checksums}
    if any(is_unreadable(members, name) for name in MANIFESTS):
        return  # what they list is not known
    for algorithm, checksums in by_algorithm.items():
        lacking = sorted(everything - checksums.keys())
        if checksums and lacking:
            reason = _("{count} files are not in it that other manifests list; the first: {path}")
            name = (manifest_name if lacking[0].startswith(DATA) else tagmanifest_name)(algorithm)
            yield _unusable_error(members, name, reason.format(count=len(lacking), path=lacking[0]))


def _find_actual_paths(
    members: BagMembers, listed: Mapping[str, Digests], found: Mapping[str, Digests]
) -> dict[str, str]:
    """The actual path of each listed file: its own, else one with the same letters, else one with the same bytes."""
    actual = {path: path for path in listed if path in members.sizes}
    added = [path for path in sorted(members.sizes) if path not in listed]
    by_letters = {unicodedata.normalize("NFC", path): path for path in added}
    by_digest = {found[path]["sha256"]: path for path in added if path in found}
    assigned: set[str] = set()
    for path in sorted(listed.keys() - actual.keys()):
        where = by_letters.get(unicodedata.normalize("NFC", path)) or by_digest.get(listed[path].get("sha256", ""))
        if where is not None and where not in assigned:
            actual[path] = where
            assigned.add(where)
    return actual


def _check_presence(
    members: BagMembers, listed: Mapping[str, Digests], actual: Mapping[str, str]
) -> Iterator[Diagnostic]:
    for path in sorted(listed):
        where = actual.get(path)
        if where is None and not is_unreadable(members, path):
            yield diagnostics.archive.MISSING.at(member_location(members, path), name=path)
        elif where not in (None, path):
            yield _renamed_error(members, path, where)
    never_listed = set(map(tagmanifest_name, ALGORITHMS))
    unlisted = members.sizes.keys() - listed.keys() - set(actual.values()) - never_listed
    is_known = not any(is_unreadable(members, name) for name in MANIFESTS)
    for path in sorted(path for path in unlisted if is_known and path.casefold() != FETCH):
        yield diagnostics.archive.ADDED.at(member_location(members, path), name=path)
    for path in members.empty_folders:
        yield diagnostics.archive.EMPTY_FOLDER.at(member_location(members, path), name=path)


def _renamed_error(members: BagMembers, path: str, actual: str) -> Diagnostic:
    if unicodedata.normalize("NFC", path) == unicodedata.normalize("NFC", actual):
        form = "NFD" if unicodedata.normalize("NFD", actual) == actual else _("mixed")
        return diagnostics.archive.OTHER_UNICODE_FORM.at(member_location(members, actual), name=path, form=form)
    return diagnostics.archive.RENAMED.at(member_location(members, actual), name=path, new=actual)


def _check_contents(
    members: BagMembers, listed: Mapping[str, Digests], actual: Mapping[str, str], found: Mapping[str, Digests]
) -> Iterator[Diagnostic]:
    """Files that are not as listed: changed, or with the bytes of another file."""
    owners = {hexes["sha256"]: path for path, hexes in listed.items() if "sha256" in hexes}
    for path, where in sorted(actual.items()):
        hexes, place = found.get(where), member_location(members, where)
        if hexes is None:  # in members.unreadable
            continue
        wrong = [algorithm for algorithm, digest in listed[path].items() if hexes[algorithm] != digest]
        other = owners.get(hexes["sha256"])
        if wrong and other not in (None, path):
            yield diagnostics.archive.SWAPPED.at(place, name=path, other=other)
        elif wrong:
            yield diagnostics.archive.CHANGED.at(place, name=path, algorithms=", ".join(wrong))


def _check_declaration(members: BagMembers) -> Iterator[Diagnostic]:
    """Whether bagit.txt has what RFC 8493, 2.1.1, requires."""
    data = read_member(members, BAGIT, 1 << 16)
    if is_unreadable(members, BAGIT):
        return
    declared = tag_files.read_elements(data or b"")
    version, encoding = declared.get("BagIt-Version", [""]), declared.get("Tag-File-Character-Encoding", [""])
    if version[0] not in _VERSIONS or encoding != ["UTF-8"]:
        yield diagnostics.archive.NO_DECLARATION.at(member_location(members, BAGIT))


def _check_tag_files(members: BagMembers, listed: Container[str]) -> Iterator[Diagnostic]:
    """Files beside data/ that no archive has; one of them, fetch.txt (RFC 8493, 2.2.3), would complete the bag."""
    for path in sorted(members.sizes):
        if path.casefold() == FETCH:
            yield diagnostics.archive.FETCH.at(member_location(members, path), name=path)
        elif path in listed and not path.startswith(DATA) and path not in _TAG_FILES:
            yield diagnostics.archive.STRAY_TAG_FILE.at(member_location(members, path), name=path)


def _check_size(members: BagMembers) -> Iterator[Diagnostic]:
    """Payload-Oxum in bag-info.txt, the bytes and files of the payload: RFC 8493, 2.2.2."""
    payload = [size for path, size in members.sizes.items() if path.startswith(DATA)]
    oxum = f"{sum(payload)}.{len(payload)}"
    stated = tag_files.read_elements(read_member(members, BAG_INFO, 1 << 20) or b"").get("Payload-Oxum", [])
    if stated != [oxum]:
        shown = ", ".join(stated) or _("nothing")
        yield diagnostics.archive.OTHER_SIZE.at(member_location(members, BAG_INFO), said=shown, found=oxum)


def _unusable_error(members: BagMembers, name: str, reason: str) -> Diagnostic:
    return diagnostics.archive.CANNOT_VOUCH.at(member_location(members, name), name=name, reason=reason)

"""A bag's files × its manifests → every file that is changed, missing, added, renamed or swapped.

Stricter than bagit's own validation, which stops at the first kind of damage, takes a file that only one manifest lists
as listed, follows links, and passes over empty folders, added tag files and names in another Unicode form.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gen import diagnostics
from gen.archiving import tagfiles
from gen.archiving.layout import ALGORITHMS, BAG_INFO, BAGIT, DATA, manifest_name, tagmanifest_name
from gen.archiving.members import Members, at, digests, read
from gen.errors import Diagnostic
from gen.locale import _

Digests = Mapping[str, str]

_VERSIONS = ("1.0", "0.97")


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found of a bag's files.

    `digests` are the checksums of every file that could be read, by its path as it lies there; `listed` the sha256 that
    the manifests name; `actual` leads from a listed path to the one under which the file lies, where it is there.
    """

    findings: tuple[Diagnostic, ...]
    digests: Mapping[str, Digests]
    listed: Digests
    actual: Mapping[str, str]

    @property
    def sound(self) -> frozenset[str]:
        """The listed paths whose files are as listed."""
        pairs = ((path, self.digests.get(lies)) for path, lies in self.actual.items())
        return frozenset(path for path, found in pairs if found and found["sha256"] == self.listed[path])


def check_checksums(members: Members) -> Checked:
    """Hold every file of `members` against all manifests; nothing is skipped."""
    found = {path: hexes for path in sorted(members.sizes) if (hexes := digests(members, path)) is not None}
    by_algorithm, unusable = _manifests(members)
    listed: dict[str, dict[str, str]] = {}
    for algorithm, checksums in by_algorithm.items():
        for path, digest in checksums.items():
            listed.setdefault(path, {})[algorithm] = digest
    actual = _actual(members, listed, found)
    files = [*_presence(members, listed, actual), *_contents(members, listed, actual, found)]
    whole = not files and not members.findings
    structure = [*_declaration(members), *(_size(members) if whole else ())]
    findings = [*members.findings, *unusable, *_one_sided(members, by_algorithm), *files, *structure]
    sha256 = {path: hexes["sha256"] for path, hexes in listed.items() if "sha256" in hexes}
    known = {path: lies for path, lies in actual.items() if path in sha256}
    return Checked(tuple(findings), found, sha256, known)


def _manifests(members: Members) -> tuple[dict[str, dict[str, str]], list[Diagnostic]]:
    """What the manifests of each algorithm list, payload and tag files together; what is wrong with them."""
    listed: dict[str, dict[str, str]] = {}
    findings: list[Diagnostic] = []
    for algorithm in ALGORITHMS:
        listed[algorithm] = {}
        for name in (manifest_name(algorithm), tagmanifest_name(algorithm)):
            data = read(members, name, tagfiles.MAX_BYTES)
            if data is None:
                findings.append(_unusable(members, name, _("it is missing or cannot be read")))
                continue
            checksums = tagfiles.read_checksums(data, hashlib.new(algorithm).digest_size * 2)
            if checksums.bad:
                reason = _("{count} lines are no checksum and path, or list a path again; the first: {line}")
                line = f"“{checksums.bad[0][:80]}”"
                findings.append(_unusable(members, name, reason.format(count=len(checksums.bad), line=line)))
            payload = name == manifest_name(algorithm)
            listed[algorithm] |= {p: d for p, d in checksums.digests.items() if p.startswith(DATA) is payload}
    return listed, findings


def _one_sided(members: Members, by_algorithm: Mapping[str, Digests]) -> Iterator[Diagnostic]:
    """Paths that one algorithm's manifests list and another's do not: RFC 8493, 2.1.3, wants all in each."""
    everything = {path for checksums in by_algorithm.values() for path in checksums}
    for algorithm, checksums in by_algorithm.items():
        lacking = sorted(everything - checksums.keys())
        if checksums and lacking:
            reason = _("{count} files are not in it that other manifests list; the first: {path}")
            name = (manifest_name if lacking[0].startswith(DATA) else tagmanifest_name)(algorithm)
            yield _unusable(members, name, reason.format(count=len(lacking), path=lacking[0]))


def _actual(members: Members, listed: Mapping[str, Digests], found: Mapping[str, Digests]) -> dict[str, str]:
    """Where each listed file lies: at its path, else under the same letters, else wherever its very bytes are."""
    actual = {path: path for path in listed if path in members.sizes}
    added = [path for path in sorted(members.sizes) if path not in listed]
    by_letters = {unicodedata.normalize("NFC", path): path for path in added}
    by_digest = {found[path]["sha256"]: path for path in added if path in found}
    taken: set[str] = set()
    for path in sorted(listed.keys() - actual.keys()):
        lies = by_letters.get(unicodedata.normalize("NFC", path)) or by_digest.get(listed[path].get("sha256", ""))
        if lies is not None and lies not in taken:
            actual[path] = lies
            taken.add(lies)
    return actual


def _presence(members: Members, listed: Mapping[str, Digests], actual: Mapping[str, str]) -> Iterator[Diagnostic]:
    for path in sorted(listed):
        lies = actual.get(path)
        if lies is None:
            yield diagnostics.archive.MISSING.at(at(members, path), name=path)
        elif lies != path:
            yield _renamed(members, path, lies)
    never_listed = set(map(tagmanifest_name, ALGORITHMS))
    for path in sorted(members.sizes.keys() - listed.keys() - set(actual.values()) - never_listed):
        yield diagnostics.archive.ADDED.at(at(members, path), name=path)
    for path in members.empty_folders:
        yield diagnostics.archive.EMPTY_FOLDER.at(at(members, path), name=path)


def _renamed(members: Members, path: str, lies: str) -> Diagnostic:
    if unicodedata.normalize("NFC", path) == unicodedata.normalize("NFC", lies):
        form = "NFD" if unicodedata.normalize("NFD", lies) == lies else _("mixed")
        return diagnostics.archive.OTHER_UNICODE_FORM.at(at(members, lies), name=path, form=form)
    return diagnostics.archive.RENAMED.at(at(members, lies), name=path, new=lies)


def _contents(
    members: Members, listed: Mapping[str, Digests], actual: Mapping[str, str], found: Mapping[str, Digests]
) -> Iterator[Diagnostic]:
    """Files that are not as listed: changed, or with the bytes of another file."""
    owners = {hexes["sha256"]: path for path, hexes in listed.items() if "sha256" in hexes}
    for path, lies in sorted(actual.items()):
        hexes, place = found.get(lies), at(members, lies)
        if hexes is None:
            yield diagnostics.archive.NOT_READABLE.at(place, name=path)
            continue
        wrong = [algorithm for algorithm, digest in listed[path].items() if hexes[algorithm] != digest]
        other = owners.get(hexes["sha256"])
        if wrong and other not in (None, path):
            yield diagnostics.archive.SWAPPED.at(place, name=path, other=other)
        elif wrong:
            yield diagnostics.archive.CHANGED.at(place, name=path, algorithms=", ".join(wrong))


def _declaration(members: Members) -> Iterator[Diagnostic]:
    """What bagit.txt has to say: RFC 8493, 2.1.1."""
    declared = tagfiles.read_info(read(members, BAGIT, 1 << 16) or b"")
    version, encoding = declared.get("BagIt-Version", [""]), declared.get("Tag-File-Character-Encoding", [""])
    if version[0] not in _VERSIONS or encoding != ["UTF-8"]:
        yield diagnostics.archive.NO_DECLARATION.at(at(members, BAGIT))


def _size(members: Members) -> Iterator[Diagnostic]:
    """Payload-Oxum in bag-info.txt, the bytes and files of the payload: RFC 8493, 2.2.2."""
    payload = [size for path, size in members.sizes.items() if path.startswith(DATA)]
    oxum = f"{sum(payload)}.{len(payload)}"
    said = tagfiles.read_info(read(members, BAG_INFO, 1 << 20) or b"").get("Payload-Oxum", [])
    if said != [oxum]:
        shown = ", ".join(said) or _("nothing")
        yield diagnostics.archive.OTHER_SIZE.at(at(members, BAG_INFO), said=shown, found=oxum)


def _unusable(members: Members, name: str, reason: str) -> Diagnostic:
    return diagnostics.archive.CANNOT_VOUCH.at(at(members, name), name=name, reason=reason)

"""The bytes of a .docx from outside → its parts, or why it is refused: no zip, too large, macros, another type.

The one place that decides which files are read, for every command. The document is the part to which the package's
relationship leads, whatever that is called: Word on the web writes word/document2.xml.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial

from lxml import etree

from gen.ooxml.unsupported import RefusalKind, UnreadableDocumentError
from gen.zips import UnreadableZipError, ZipFault, open_zip, packed_record, read_member

MAX_BYTES = 20 * 1024 * 1024
MAX_MEMBERS = 500
MAX_UNPACKED = 100 * 1024 * 1024
MAX_MARKUP = 4_000_000
"""Elements begun and ended, and attributes: a tree of so many takes about half a gigabyte of memory."""
CONTENT_TYPES = "[Content_Types].xml"
"""The member by which a zip is known as a package (ECMA-376 part 2, 7.3.7)."""
STRICT = "http://purl.oclc.org/ooxml"
"""How the names of ISO/IEC 29500 Strict begin, where others begin with those of ECMA-376."""
DOCUMENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
"""The content type of a Word document (ECMA-376 part 1, 11.3.10)."""
OTHER_TYPES = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml": RefusalKind.TEMPLATE,
    "application/vnd.ms-word.document.macroEnabled.main+xml": RefusalKind.MACRO_DOCUMENT,
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml": RefusalKind.MACRO_TEMPLATE,
}
"""The content types of what else Word saves, and why it is refused."""
_ENCODINGS = frozenset({"UTF-8", "US-ASCII", "ASCII"})
_DOCUMENT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}document"
_MACROS = "vbaproject.bin"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


_FAULTS = {ZipFault.TOO_LARGE: RefusalKind.UNPACKS_TOO_FAR, ZipFault.PASSWORD: RefusalKind.PASSWORD}
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
"""The stream in which Word keeps a .docx with a password (MS-OFFCRYPTO 1.3.2)."""


@dataclass(frozen=True, slots=True)
class Relationship:
    """What a part refers to: ECMA-376 part 2, clause 9.3. `target` is a member's name, or an address outside.

    `mode` is the target's mode as it is written. One that is not in the standard counts as external: programs differ
    in what they make of it, and what is outside is trusted least. `type` is the whole name of which `kind` is the end.
    """

    kind: str
    target: str
    external: bool
    mode: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True)
class OoxmlPackage:
    """The members of a .docx by name, and the roots of those that are XML.

    `found_links` are the relationships that were asked for, by part: of a package that nobody changes they are kept,
    since many ask for them; None where somebody may change its roots.
    """

    parts: dict[str, bytes]
    roots: dict[str, etree._Element]
    found_links: dict[str, Mapping[str, Relationship]] | None = field(default=None, repr=False, compare=False)

    def relationships(self, part: str) -> Mapping[str, Relationship]:
        """What `part` refers to, by relationship id; with an empty name, what the package itself refers to."""
        if self.found_links is None:
            return self._read_relationships(part)
        if part not in self.found_links:
            self.found_links[part] = self._read_relationships(part)
        return self.found_links[part]

    def _read_relationships(self, part: str) -> dict[str, Relationship]:
        folder, name = posixpath.split(part)
        root = self.roots.get(posixpath.join(folder, "_rels", f"{name}.rels"))
        return {} if root is None else dict(_relation(link, folder) for link in root.iter(_RELATIONSHIP))

    def referring_parts(self) -> list[str]:
        """The parts that refer to something, sorted; the empty name is the package itself."""
        found = (name for name in self.roots if posixpath.basename(posixpath.dirname(name)) == "_rels")
        return sorted(
            posixpath.join(posixpath.dirname(posixpath.dirname(name)), posixpath.basename(name).removesuffix(".rels"))
            for name in found
            if name.endswith(".rels")
        )

    def main(self) -> str:
        """The name of the part that is the document: ECMA-376 part 1, 11.3.10.

        Raises UnreadableDocumentError where the package names none, more than one, or one that does not exist.
        """
        named = [to.target for to in self.relationships("").values() if to.kind == "officeDocument" and not to.external]
        if len(named) != 1 or named[0] not in self.roots:
            raise UnreadableDocumentError(RefusalKind.NO_MAIN_PART)
        return named[0]

    def content_types(self) -> dict[str, str]:
        """Part → the kind of its content, of those of which the package states it: ECMA-376 part 2, 10.1.2."""
        stated = self.roots[CONTENT_TYPES]
        of_part = {str(one.get("PartName")).lower(): one for one in stated.iter("{*}Override")}
        of_ending = {str(one.get("Extension")).lower(): one for one in stated.iter("{*}Default")}
        found = {
            part: of_part.get(f"/{part}".lower(), of_ending.get(posixpath.splitext(part)[1].lower()[1:]))
            for part in self.parts
        }
        return {part: str(one.get("ContentType", "")) for part, one in found.items() if one is not None}


class KnownParts:
    """The small parts that were unpacked and parsed last: styles, settings, relationships are the same in many forms.

    They are few and small, so that their trees take some tens of megabytes at most, whatever comes from outside.
    """

    _MOST, _MOST_BYTES = 24, 32 * 1024

    def __init__(self) -> None:
        self._parse = lru_cache(self._MOST)(parse_part)
        self._place_for: Callable[..., list[bytes]] = lru_cache(self._MOST)(lambda *_packed: [])

    def unpack(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, data: bytes) -> bytes:
        """As `read_member` of the `archive` with these bytes; not again what is packed in the same bytes.

        All that decides what is unpacked has to be the same: what the list of members says, and the member itself.
        """
        if member.file_size > self._MOST_BYTES or member.compress_size > self._MOST_BYTES:
            return read_member(archive, member)
        place = self._place_for(
            member.orig_filename, member.flag_bits, member.compress_type, member.CRC, member.compress_size,
            member.file_size, packed_record(data, member),
        )  # fmt: skip
        if not place:
            place.append(read_member(archive, member))
        return place[0]

    def parse(self, member: str, content: bytes) -> etree._Element:
        """As `parse_part`; the same tree for the same content."""
        return self._parse(member, content) if len(content) <= self._MOST_BYTES else parse_part(member, content)


def read_package(data: bytes, known: KnownParts | None = None) -> OoxmlPackage:
    """The .docx `data`: every checksum is verified, every XML part is well-formed.

    Parts that are `known` already are not parsed again, but shared; so it is for those who change none.

    Raises UnreadableDocumentError where it is no .docx, is larger than the bounds above, holds macros, declares XML
    entities or names a member outside of the archive; and where it is a Word file of another type (a template, one
    with macros), in the names of Strict Open XML, or not in UTF-8.
    """
    parts = _read_parts(data, known=known)
    if CONTENT_TYPES not in parts:
        raise UnreadableDocumentError(RefusalKind.DAMAGED)
    roots = _parse_parts(parts, parse_part if known is None else known.parse)
    package = OoxmlPackage(parts, roots, None if known is None else {})
    _check_is_document(package)
    return package


def _check_is_document(package: OoxmlPackage) -> None:
    """Refuse what is no plain Word document; whoever has it open in Word is told what to save it as."""
    main = package.main()
    stated = package.content_types().get(main, "")
    if any(str(root.tag).startswith(f"{{{STRICT}/") for root in package.roots.values()):
        raise UnreadableDocumentError(RefusalKind.STRICT)
    if stated in OTHER_TYPES:
        raise UnreadableDocumentError(OTHER_TYPES[stated])
    if package.roots[main].tag != _DOCUMENT:
        raise UnreadableDocumentError(RefusalKind.NO_DOCUMENT, member=main)
    # What other programs keep in the file as data of their own is written as they like.
    data = {link.target for link in package.relationships(main).values() if link.kind == "customXml"}
    for member, root in package.roots.items():
        encoding = str(root.getroottree().docinfo.encoding or "UTF-8")
        if encoding.upper() not in _ENCODINGS and member not in data:
            raise UnreadableDocumentError(RefusalKind.ENCODING, member=member, encoding=encoding)


def read_folder(data: bytes, folder: str) -> dict[str, etree._Element]:
    """The roots of the XML parts of the .docx `data` in that `folder` of it; the rest is not unpacked.

    Raises UnreadableDocumentError as `read_package`, but for what only the rest would show.
    """
    return _parse_parts(_read_parts(data, folder), parse_part)


def _read_parts(data: bytes, folder: str = "", known: KnownParts | None = None) -> dict[str, bytes]:
    if len(data) > MAX_BYTES:
        raise UnreadableDocumentError(RefusalKind.TOO_LARGE, limit=MAX_BYTES // 1024 // 1024)
    if data.startswith(_OLE):
        raise UnreadableDocumentError(RefusalKind.PASSWORD if is_encrypted(data) else RefusalKind.OLD_FORMAT)
    try:
        with open_zip(data) as archive:
            return _unpack(archive, folder, read_member if known is None else partial(known.unpack, data=data))
    except UnreadableZipError as error:
        raise UnreadableDocumentError(_FAULTS.get(error.fault, RefusalKind.DAMAGED)) from None


def _parse_parts(
    parts: Mapping[str, bytes], parse: Callable[[str, bytes], etree._Element]
) -> dict[str, etree._Element]:
    # LibreOffice leaves the data that controls are bound to as parts without a byte.
    empty = {name for name, content in parts.items() if name.startswith("customXml/") and not content.strip()}
    named = {name: content for name, content in parts.items() if name.endswith((".xml", ".rels")) and name not in empty}
    if sum(content.count(b"<") + content.count(b"=") for content in named.values()) > MAX_MARKUP:
        raise UnreadableDocumentError(RefusalKind.UNPACKS_TOO_FAR)
    return {name: parse(name, content) for name, content in named.items()}


def is_encrypted(data: bytes) -> bool:
    """Whether `data` is a .docx that Word keeps under a password."""
    return data.startswith(_OLE) and _ENCRYPTED_PACKAGE in data


def parse_part(member: str, content: bytes) -> etree._Element:
    """The root of an XML part.

    Raises UnreadableDocumentError where it declares entities or is not well-formed.
    """
    entities = UnreadableDocumentError(RefusalKind.ENTITIES, member=member)
    if b"<!DOCTYPE" in content:
        raise entities
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        raise UnreadableDocumentError(RefusalKind.DAMAGED) from None
    if root.getroottree().docinfo.internalDTD is not None:  # in another encoding, such as UTF-16
        raise entities
    return root


def _relation(link: etree._Element, folder: str) -> tuple[str, Relationship]:
    stated = (folder, str(link.get("Type")), str(link.get("Target")), str(link.get("TargetMode", "")))
    make = _known_relationship if sum(map(len, stated)) <= _REMEMBERED_LETTERS else _relationship
    return str(link.get("Id")), make(*stated)


def _relationship(folder: str, kind: str, target: str, mode: str) -> Relationship:
    external = mode not in ("", "Internal")
    if not external:
        target = posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
    return Relationship(kind.rpartition("/")[2], target, external, mode, kind)


_REMEMBERED_LETTERS = 400
"""Relationships of no more letters are remembered: all documents of a program have the same, asked for many times."""
_known_relationship = lru_cache(maxsize=1_024)(_relationship)


def _unpack(
    archive: zipfile.ZipFile, folder: str, read: Callable[[zipfile.ZipFile, zipfile.ZipInfo], bytes]
) -> dict[str, bytes]:
    members = archive.infolist()
    if len(members) > MAX_MEMBERS or sum(m.file_size for m in members) > MAX_UNPACKED:
        raise UnreadableDocumentError(RefusalKind.UNPACKS_TOO_FAR)
    # Of two members with one name, each program takes the one that it likes: clause 7.3.2 of part 2 allows no such two.
    if len({member.filename.lower() for member in members}) != len(members):
        raise UnreadableDocumentError(RefusalKind.DAMAGED)
    parts: dict[str, bytes] = {}
    for member in members:
        if member.filename.lower().endswith(_MACROS):
            raise UnreadableDocumentError(RefusalKind.MACROS)
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # ECMA-376 part 2, annex B
            raise UnreadableDocumentError(RefusalKind.DAMAGED)
        if member.filename.startswith("/") or ".." in member.filename.split("/"):
            raise UnreadableDocumentError(RefusalKind.OUTSIDE_MEMBER)
        if member.filename.startswith(folder):
            parts[member.filename] = read(archive, member)
    return parts

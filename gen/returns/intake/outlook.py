"""A message that Outlook saved (.msg) → who sent it, and the files that are attached to it.

MS-OXMSG: a compound file, in which each attachment is a folder, and each property a stream whose name ends in its
number and the number of its type (MS-OXPROPS).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gen.compound_files import CompoundFile, UnreadableCompoundFileError

_ATTACHMENT = re.compile(r"(?:.*/)?__attach_version1\.0_#[0-9A-Fa-f]{8}")
_NAMES, _EXTENSION, _CONTENT, _EMBEDDED = ("3707", "3704"), "3703", "37010102", "3701000D"
_PROPERTIES = "__properties_version1.0"
_SENDER_NAMES, _SENDER_ADDRESSES = ("0C1A", "0042"), ("5D01", "0C1F", "5D02", "0065")
_UNICODE, _BYTES = "001F", "001E"
_CODES = ("utf-8", "cp1258")
"""In which the words of a message may stand that are not in Unicode."""
MAX_TEXT = 4000
"""Bytes of a name or an address that are read."""
MAX_ATTACHMENTS = 4000
MAX_EMBEDDED = 3
"""Messages in messages that are looked into."""


@dataclass(frozen=True, slots=True)
class OutlookAttachment:
    """One attached file: its name; its bytes, None where they are larger than asked for or cannot be read.

    `name_of_sender` and `address` are those of the message in which it stands, empty where it does not say them.
    """

    name: str
    data: bytes | None
    size: int
    name_of_sender: str
    address: str


def read_attachments(data: bytes, most: int) -> Iterator[OutlookAttachment]:
    """The attachments of a message, those of messages that are attached to it too; of `most` bytes each.

    Raises UnreadableCompoundFileError where it is no whole compound file.
    """
    yield from _attachments(CompoundFile(data), "", most, 0)


def _attachments(message: CompoundFile, folder: str, most: int, depth: int) -> Iterator[OutlookAttachment]:
    sender = _first_text(message, folder, _SENDER_NAMES)
    addresses = (_text(message, folder, number) for number in _SENDER_ADDRESSES)
    address = next((one for one in addresses if "@" in one), "").strip().lower()  # of Exchange: a path, no address
    attached = [path for path in message.children(folder.rstrip("/")) if _ATTACHMENT.fullmatch(path)]
    for path in attached[:MAX_ATTACHMENTS]:
        within = f"{path}/"
        embedded = f"{within}__substg1.0_{_EMBEDDED}"
        if f"{embedded}/{_PROPERTIES}" in message and depth < MAX_EMBEDDED:
            yield from _attachments(message, f"{embedded}/", most, depth + 1)
            continue
        stream = f"{within}__substg1.0_{_CONTENT}"
        name = _first_text(message, within, _NAMES) or _text(message, within, _EXTENSION)
        yield OutlookAttachment(name, _content(message, stream, most), message.size(stream), sender, address)


def _content(message: CompoundFile, stream: str, most: int) -> bytes | None:
    if stream not in message or message.size(stream) > most:
        return None  # an object of another program, or a message too deep, is no stream
    try:
        return message.read(stream)
    except UnreadableCompoundFileError:
        return None


def _first_text(message: CompoundFile, folder: str, numbers: tuple[str, ...]) -> str:
    return next(filter(None, (_text(message, folder, number) for number in numbers)), "")


def _text(message: CompoundFile, folder: str, number: str) -> str:
    """The words of a property; empty where the message has none."""
    try:
        if wide := message.read(f"{folder}__substg1.0_{number}{_UNICODE}", MAX_TEXT):
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        plain = message.read(f"{folder}__substg1.0_{number}{_BYTES}", MAX_TEXT)
    except UnreadableCompoundFileError:
        return ""
    for code in _CODES:
        try:
            return plain.decode(code).rstrip("\0")
        except UnicodeDecodeError:
            continue
    return plain.decode("latin-1").rstrip("\0")

"""Paths → the received files: from folders, .zip archives and e-mails, with who sent them; a refused one with why.

Nothing is unpacked to a path that an archive names, and nothing grows beyond the bounds below. These hold for all that
is in one file as it was handed in, however it is nested: archives in archives share them. They are of bytes and of
numbers, not of seconds, so that a slow machine refuses nothing that a fast one reads. All files of one call share
larger bounds of the same sort: beyond them the rest is named, and left for another call.
"""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from email import policy
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.utils import getaddresses
from pathlib import Path
from typing import Any, TypeAlias

from gen.compound_files import UnreadableCompoundFileError
from gen.documents import REPORT
from gen.files import list_files, read_regular_file, sha256
from gen.ooxml.package import CONTENT_TYPES, MAX_UNPACKED
from gen.os_errors import describe_os_error
from gen.returns.intake.formats import PDF_SUFFIX, PICTURE_SUFFIXES, Container, identify
from gen.returns.intake.outlook import read_attachments
from gen.returns.reasons import Reason, ReasonCode
from gen.text import fold
from gen.zips import UnreadableZipError, ZipFault, open_zip, read_member

MAX_BYTES = 20 * 1024 * 1024
MAX_MEMBERS = 4000
"""Files in all archives and e-mails of one file that was handed in."""
MAX_UNPACKED_BYTES = 500 * 1024 * 1024
"""Of these files."""
MAX_PARTS = 100_000
"""Entries in the lists of members of all archives and Word files in it: a form has about twenty."""
MAX_PART_BYTES = 300 * 1024 * 1024
"""Of the parts of all Word files in it; those of a form of fifty cells are about a tenth of a megabyte."""
MAX_DEPTH = 3
"""An e-mail with an archive with a form; no office sends a form nested deeper."""
MAX_CALL_FILES = 60_000
"""Files that one call takes, those in archives and e-mails too: five for each commune and agency of the country."""
MAX_CALL_BYTES = 8 * 1024 * 1024 * 1024
"""Of these files, those in archives unpacked: as if each had 140 kB."""
MAX_CALL_PARTS = 2_000_000
MAX_CALL_PART_BYTES = 16 * 1024 * 1024 * 1024
"""As `MAX_PARTS` and `MAX_PART_BYTES`, of all files of a call."""
MAX_MAIL_STEPS = 8_000_000
"""Lines of an e-mail × its parts of parts: each line is held against the end of each part that is open."""
_WORD_SUFFIXES = (".docx", ".docm", ".dotx", ".dotm")
_SENDER_HEADERS = ("from", "sender", "reply-to")
_MAX_SENDER = 2000
"""Letters of a header with a sender, and the number of senders: nobody signs with more."""
_MAX_SENDERS = 10
_SYSTEM_FILES = frozenset({"thumbs.db", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini", ".ds_store"})
"""What Windows and macOS put into folders, in small letters: nobody sent it, and nobody is told of it."""
MAX_LOGO = 128 * 1024
"""Bytes of a picture that is taken for a part of the letter since the e-mail calls it inline."""
MAX_HEADER = 8192
"""Bytes of a header that says what a part of an e-mail is; longer ones take Python's parser minutes."""


@dataclass(frozen=True, slots=True)
class MailSender:
    """Whom an e-mail names as its sender: the name that is shown, and the address in lower case. Nothing proves it."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """One file as received: `name` is the path to it (thu.eml » bao-cao.docx); `refusal_reason` is why it is not read.

    `is_unread` says that its bytes could not be had: there is nothing to keep. `suffix` is its format by its bytes:
    .docx, .doc, .rtf, .odt; .pdf, .jpg, .png, .tif, which are no forms; empty for any other. `source_path` is the file
    on the disk that contains it, `senders` are those of the e-mail that it came in.
    """

    name: str
    data: bytes
    sha256: str
    suffix: str = ""
    refusal_reason: Reason | None = None
    source_path: Path = Path()
    is_unread: bool = False
    senders: tuple[MailSender, ...] = ()

    @property
    def is_copy(self) -> bool:
        """Whether it may be a signed copy: a PDF or a picture that is read at all."""
        return self.refusal_reason is None and self.suffix in (PDF_SUFFIX, *PICTURE_SUFFIXES)


def display_name(path: Path) -> str:
    """The name of a file, in characters that can be shown and stored."""
    return _printable_name(path.name)


def _printable_name(name: str) -> str:
    """A name without characters that some file system or database refuses: lone surrogates, control characters."""
    whole = name.encode("utf-8", "replace").decode("utf-8")
    return "".join(letter if letter.isprintable() else "?" for letter in whole)


def is_passed_over(name: str) -> bool:
    """Whether a file of that name is none that somebody sent: a system's own, or the lock of an office program.

    Word locks bao-cao.docx by ~$bao-cao.docx, LibreOffice by .~lock.bao-cao.docx#, macOS puts ._bao-cao.docx beside it.
    """
    return name.lower() in _SYSTEM_FILES or name.startswith(("~$", ".~lock.", "._"))


def receive_files(paths: Iterable[Path], *, oldest_first: bool = False) -> Iterator[ReceivedFile]:
    """Every file at `paths`, in folders in the order of their names.

    Hidden files, and what systems and office programs put beside files (`is_passed_over`), are passed over.

    With `oldest_first` in the order in which they were last changed, so that a later form follows an earlier one.
    """
    found = [named for path in paths for named in _list_files(path)]
    if oldest_first:
        found.sort(key=lambda named: _modified_ns(named[0]))
    used = _Usage()
    for file, name, problem in found:
        if problem is not None:
            yield _unread_file(file, name, problem)
        elif used.is_full():  # before it is read, so that another call finds it as it is
            yield _left_file(file, name, Reason.of(ReasonCode.CALL_FULL))
        else:
            yield from _receive_whole(file, name, used)


def _receive_whole(path: Path, name: str, used: _Usage) -> Iterator[ReceivedFile]:
    """What is in a file; whatever happens over it stops no other file."""
    try:
        yield from _receive_file(path, name, used)
    except Exception as fault:  # a mistake of ours, or no memory for this one
        yield _left_file(path, name, Reason.of(ReasonCode.FAILED, what=type(fault).__name__))


def _list_files(path: Path) -> Iterator[tuple[Path, str, OSError | None]]:
    """The files at `path`, each with its name; a folder that cannot be looked into with the reason."""
    if not os.path.isdir(path):  # unlike Path.is_dir it has an answer for every name
        if not is_passed_over(path.name):
            yield path, display_name(path), None
        return
    for file, problem in sorted(list_files(path), key=lambda found: found[0]):
        if not file.name.startswith(".") and not is_passed_over(file.name):
            yield file, _printable_name(file.relative_to(path).as_posix()), problem


def _modified_ns(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _receive_file(path: Path, name: str, used: _Usage) -> Iterator[ReceivedFile]:
    try:
        data = read_regular_file(path, MAX_BYTES + 1)
    except OSError as error:
        yield _unread_file(path, name, error)
        return
    if len(data) > MAX_BYTES:
        yield replace(_refused_file(name, b"", too_large()), source_path=path)
        return
    arrival = _Arrival()
    try:
        for found in arrival.unpack(name, data):
            yield replace(found, source_path=path)
    finally:
        used.add(arrival.used, len(data))


def _unread_file(path: Path, name: str, error: OSError) -> ReceivedFile:
    return _left_file(path, name, Reason.of(ReasonCode.NOT_READABLE, reason=describe_os_error(error)))


def _left_file(path: Path, name: str, reason: Reason) -> ReceivedFile:
    """A file of which nothing is read now, and nothing kept: a later call takes it."""
    return replace(_refused_file(name, b"", reason), source_path=path, is_unread=True)


def _refused_file(name: str, data: bytes, reason: Reason, senders: tuple[MailSender, ...] = ()) -> ReceivedFile:
    return ReceivedFile(name, data, sha256(data), refusal_reason=reason, senders=senders)


class _UnpackLimitReached(Exception):  # noqa: N818 – an answer, not an error
    """An arrival exceeds the bounds."""


@dataclass(slots=True)
class _Usage:
    """What was used up: files in archives and e-mails, their bytes, entries in lists of members, bytes of parts."""

    members: int = 0
    size: int = 0
    parts: int = 0
    part_bytes: int = 0

    def exceeds(self, members: int, size: int, parts: int, part_bytes: int) -> bool:
        return self.members > members or self.size > size or self.parts > parts or self.part_bytes > part_bytes

    def add(self, other: _Usage, file_bytes: int) -> None:
        """Add what one file used up, and the file itself with its bytes."""
        self.members += other.members + 1
        self.size += other.size + file_bytes
        self.parts += other.parts
        self.part_bytes += other.part_bytes

    def is_full(self) -> bool:
        """Whether a call has taken as much as one call takes; the last file may have gone beyond, by its own bounds."""
        return self.exceeds(MAX_CALL_FILES - 1, MAX_CALL_BYTES - 1, MAX_CALL_PARTS - 1, MAX_CALL_PART_BYTES - 1)


class _Arrival:
    """One file as it was handed in: what all that is in it has used up of the bounds."""

    def __init__(self) -> None:
        self.used = _Usage()

    def unpack(self, name: str, data: bytes) -> Iterator[ReceivedFile]:
        """The file itself, or the files in it where it is a container; beyond the bounds one that says so."""
        try:
            yield from self._unpack(name, data, 0, ())
        except _UnpackLimitReached:
            yield _refused_file(name, data, Reason.of(ReasonCode.UNPACKS_TOO_FAR))

    def _unpack(self, name: str, data: bytes, depth: int, senders: tuple[MailSender, ...]) -> Iterator[ReceivedFile]:
        found = identify(name, data)
        one = ReceivedFile(name, data, sha256(data), found.suffix, found.reason, senders=senders)
        if found.container is None:
            yield one
        elif found.container is Container.ZIP and self._is_word_file(name, data):
            yield replace(one, suffix=".docx")
        else:
            yield from self._unpack_container(one, depth, found.container)

    def _is_word_file(self, name: str, data: bytes) -> bool:
        """Whether a zip is one of Office's files and no archive; its parts are charged to the bounds.

        A damaged one may list its parts under odd names: then its own name says so. Raises _UnpackLimitReached.
        """
        is_word = name.lower().endswith(_WORD_SUFFIXES)
        try:
            with open_zip(data) as archive:
                members = archive.infolist()
        except UnreadableZipError as error:
            if error.fault is ZipFault.TOO_LARGE:
                raise _UnpackLimitReached from None
            return is_word  # opening it once more will say why
        size = sum(member.file_size for member in members)
        is_word = is_word or any(member.filename == CONTENT_TYPES for member in members)
        # One that states more is refused before it is unpacked.
        self._charge(parts=len(members), part_bytes=size if is_word and size <= MAX_UNPACKED else 0)
        return is_word

    def _charge(self, members: int = 0, size: int = 0, parts: int = 0, part_bytes: int = 0) -> None:
        self.used.members += members
        self.used.size += size
        self.used.parts += parts
        self.used.part_bytes += part_bytes
        if self.used.exceeds(MAX_MEMBERS, MAX_UNPACKED_BYTES, MAX_PARTS, MAX_PART_BYTES):
            raise _UnpackLimitReached

    def _unpack_container(self, one: ReceivedFile, depth: int, container: Container) -> Iterator[ReceivedFile]:
        """The files in a container, one after the other: what is wrong with one of them stops no other."""
        if depth == MAX_DEPTH:
            yield replace(one, refusal_reason=Reason.of(ReasonCode.TOO_DEEP))
            return
        readers = {Container.MAIL: self._read_attachments, Container.OUTLOOK: self._read_outlook}
        read_members = readers.get(container, self._read_zip)
        number = 0
        try:
            for number, (inside, content, sent_by) in enumerate(read_members(one.data), 1):
                path, senders = f"{one.name} » {_printable_name(inside) or number}", sent_by or one.senders
                if isinstance(content, Reason):
                    yield _refused_file(path, b"", content, senders)
                else:
                    yield from self._unpack_member(path, content, depth + 1, senders)
        except UnreadableZipError as error:
            yield replace(one, refusal_reason=_fault_reason(error))
            return
        except UnreadableCompoundFileError:
            yield replace(one, refusal_reason=Reason.of(ReasonCode.DAMAGED))
            return
        if not number:
            yield replace(one, refusal_reason=_why_empty(one.data, container))

    def _unpack_member(
        self, path: str, content: bytes, depth: int, senders: tuple[MailSender, ...]
    ) -> Iterator[ReceivedFile]:
        try:
            yield from self._unpack(path, content, depth, senders)
        except _UnpackLimitReached:
            raise
        except Exception as fault:  # as `_receive_whole`
            yield _refused_file(path, content, Reason.of(ReasonCode.FAILED, what=type(fault).__name__), senders)

    def _read_zip(self, data: bytes) -> Iterator[_Member]:
        with open_zip(data) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            self._charge(len(members), sum(member.file_size for member in members))
            for member in members:
                bare = member.filename.replace("\\", "/").rpartition("/")[2]
                if not bare.startswith(".") and not is_passed_over(bare):
                    yield bare, _member_content(archive, member), ()

    def _read_attachments(self, data: bytes) -> Iterator[_Member]:
        """The attachments of an e-mail; its text is none, nor are the pictures in it where there are others."""
        if data.count(b"\n") * (1 + data.lower().count(b"multipart/")) > MAX_MAIL_STEPS:
            raise _UnpackLimitReached
        in_letter: list[_Member] = []
        has_attachment = False
        for part, senders, is_related in _mail_parts(data):
            self._charge(1)
            name = _attachment_name(part)
            if name is None or is_passed_over(name.replace("\\", "/").rpartition("/")[2]):
                continue
            content = _attachment_content(part)
            self._charge(size=len(content) if isinstance(content, bytes) else 0)
            if _is_in_letter(part, is_related, name, content):
                in_letter.append((name, content, senders))
            else:
                has_attachment = True
                yield name, content, senders
        yield from in_letter if not has_attachment else ()

    def _read_outlook(self, data: bytes) -> Iterator[_Member]:
        """The files that are attached to a message of Outlook; its text is none."""
        for one in read_attachments(data, MAX_BYTES):
            self._charge(1, one.size)
            if is_passed_over(one.name.replace("\\", "/").rpartition("/")[2]):
                continue
            sender = MailSender(_printable_name(one.name_of_sender), one.address)
            senders = (sender,) if sender.name or sender.address else ()
            refused = too_large() if one.size > MAX_BYTES else Reason.of(ReasonCode.DAMAGED)
            yield one.name, refused if one.data is None else one.data, senders


_Member: TypeAlias = tuple[str, bytes | Reason, tuple[MailSender, ...]]
"""The name of a file in a container, its bytes or why they are not read, and who sent it where that is known."""
_MemberReader: TypeAlias = Callable[[bytes], Iterator[_Member]]


def _member_content(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes | Reason:
    """The bytes of a member, or why they are not read."""
    if member.file_size > MAX_BYTES:
        return too_large()
    try:
        return read_member(archive, member)
    except UnreadableZipError as error:
        return _fault_reason(error)


def _fault_reason(error: UnreadableZipError) -> Reason:
    return Reason.of(_FAULTS.get(error.fault, ReasonCode.DAMAGED))


_FAULTS = {
    ZipFault.PASSWORD: ReasonCode.PASSWORD, ZipFault.PACKING: ReasonCode.PACKING,
    ZipFault.TOO_LARGE: ReasonCode.UNPACKS_TOO_FAR,
}  # fmt: skip


class _BoundedPolicy(policy.EmailPolicy):
    """Refuses headers that would take the parser long; those with names of people may be as long as they are."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, Any]:
        if sourcelines[0].lower().startswith("content-") and sum(map(len, sourcelines)) > MAX_HEADER:
            raise _UnpackLimitReached
        return super().header_source_parse(sourcelines)


_MailPart: TypeAlias = tuple[EmailMessage, tuple[MailSender, ...], bool]
"""A part that holds no others, the senders of the message that it stands in, and whether it is of one page with others
(multipart/related, RFC 2387)."""


def _mail_parts(data: bytes) -> list[_MailPart]:
    """The parts of an e-mail that hold no others.

    Raises UnreadableZipError where it cannot be taken apart.
    """
    try:
        message = BytesParser(policy=_BoundedPolicy()).parsebytes(data)
        return list(_list_parts(message, _senders_of(message)))
    except _UnpackLimitReached:
        raise
    except Exception:  # the parser of e-mails raises what its own mistakes raise
        raise UnreadableZipError(ZipFault.DAMAGED) from None


def _list_parts(message: Message, senders: tuple[MailSender, ...], is_related: bool = False) -> Iterator[_MailPart]:
    """As `Message.walk`; a message that was forwarded within another has senders of its own."""
    if not message.is_multipart():
        if isinstance(message, EmailMessage):
            yield message, senders, is_related
        return
    is_message = message.get_content_maintype() == "message"
    is_related = message.get_content_type() == "multipart/related"
    for part in message.get_payload():
        if isinstance(part, Message):
            yield from _list_parts(part, (_senders_of(part) or senders) if is_message else senders, is_related)


_LINK = re.compile(rb"https?://([a-z0-9.-]{1,100})", re.IGNORECASE)
_HTML_LINK = re.compile(rb"href\s{0,9}=\s{0,9}[\"']?https?://([a-z0-9.-]{1,100})", re.IGNORECASE)
_LINK_WITHIN = 1024 * 1024
"""Bytes of the text of a letter in which a link is looked for."""


def _why_empty(data: bytes, container: Container) -> Reason:
    """Why there is no file in a container: of a letter, whether there is a link in its text instead."""
    if container is Container.ZIP:
        return Reason.of(ReasonCode.EMPTY)
    for part, _senders, _is_related in _mail_parts(data) if container is Container.MAIL else ():
        content = _attachment_content(part) if part.get_content_maintype() == "text" else b""
        pattern = _HTML_LINK if part.get_content_subtype() == "html" else _LINK
        if isinstance(content, bytes) and (link := pattern.search(content[:_LINK_WITHIN])):
            return Reason.of(ReasonCode.LETTER_WITH_LINK, where=link[1].decode("ascii").lower())
    return Reason.of(ReasonCode.LETTER_ALONE)


def _is_in_letter(part: EmailMessage, is_related: bool, name: str, content: bytes | Reason) -> bool:
    """Whether a part is a picture that is shown in the text of the letter, as a logo is, and no file that is sent.

    Telephones call the photographs inline that are attached: only a small one is taken for a part of the letter, where
    nothing but its disposition (RFC 2183) says so.
    """
    if not isinstance(content, bytes) or fold(name).startswith(REPORT.stem):
        return False
    found = identify(name, content)
    is_other = found.reason is not None and found.reason.code == ReasonCode.OTHER_PICTURE
    if found.suffix not in PICTURE_SUFFIXES and not is_other:
        return False
    try:
        is_shown, is_inline = "content-id" in part, part.get_content_disposition() == "inline"
    except Exception:  # as `_mail_parts`
        return False
    return (is_related and is_shown) or (is_inline and len(content) <= MAX_LOGO)


def _senders_of(message: Message) -> tuple[MailSender, ...]:
    """The senders that an e-mail names, unparsed headers of them: to parse a long one takes Python minutes."""
    written = [
        str(value) for name, value in message.raw_items()
        if name.lower() in _SENDER_HEADERS and len(str(value)) <= _MAX_SENDER
    ]  # fmt: skip
    try:
        read = getaddresses(list(map(_as_text, written[:_MAX_SENDERS])))[:_MAX_SENDERS]
        senders = [MailSender(_printable_name(_decoded(name)), address.strip().lower()) for name, address in read]
    except Exception:  # the parser raises what its own mistakes raise; the forms in the e-mail are read all the same
        return ()
    return tuple(dict.fromkeys(sender for sender in senders if "@" in sender.address))


def _as_text(header: str) -> str:
    """A header whose bytes beyond ASCII are UTF-8, as mail programs write it now."""
    return " ".join(header.split()).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _decoded(name: str) -> str:
    """A name in a header, as it is shown: =?utf-8?q?…?= in letters; as it is written where it cannot be."""
    try:
        return str(make_header(decode_header(name)))
    except (ValueError, LookupError):
        return name


def _attachment_name(part: EmailMessage) -> str | None:
    """The name of an attachment; empty where it has none, or one that is not readable; None for a part that is none.

    Some programs send a file without a name: what is no text of the letter is an attachment all the same.
    """
    try:
        if name := part.get_filename():
            return str(name)
        is_file = part.get_content_disposition() == "attachment" or part.get_content_maintype() in _FILES
        return "" if is_file else None
    except Exception:
        return ""


_FILES = ("application", "image")
"""The kinds of parts that are never the text of a letter (RFC 2046, 4)."""


def _attachment_content(part: EmailMessage) -> bytes | Reason:
    try:
        content = part.get_payload(decode=True)
    except Exception:
        content = None
    if not isinstance(content, bytes):
        return Reason.of(ReasonCode.DAMAGED)
    return content if len(content) <= MAX_BYTES else too_large()


def too_large(limit: int = MAX_BYTES) -> Reason:
    """Why a file of more than `limit` bytes is not read."""
    return Reason.of(ReasonCode.TOO_LARGE, limit=limit // 1024 // 1024)

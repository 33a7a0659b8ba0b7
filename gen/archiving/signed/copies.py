"""A signed copy and what is known of it → its record as JSON beside it, and back.

A signed copy is kept byte for byte. It waits in the folder `signed` beside the bags until the next issue includes it,
and every later issue includes it again: no bag is changed, and no later one lacks it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Container, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from gen import diagnostics
from gen.archiving.bag.formats import newer_format_error
from gen.archiving.bag.index import SCANNED, SIGNED, IndexRow
from gen.archiving.bag.layout import SIGNED_MARK, WAITING_FOLDER, is_safe, is_signed_copy
from gen.archiving.signed.signatures import DigitalSignature, SignatureState
from gen.errors import Diagnostic, Location
from gen.files import file_sha256, is_temporary
from gen.locale import _
from gen.locking import locked
from gen.os_errors import describe_os_error
from gen.versions import NewerFormatError, select_reader

FORMAT = 1
MAX_RECORD = 1 << 20
_STATES = {
    SignatureState.AS_SIGNED: "nguyên vẹn",
    SignatureState.APPENDED: "có phần nối thêm sau khi ký",
    SignatureState.CHANGED: "đã bị sửa sau khi ký",
    SignatureState.UNKNOWN: "kiểu chữ ký không đọc được",
}


@dataclass(frozen=True, slots=True)
class SignedCopy:
    """A signed copy of a document.

    `path` is relative to the documents' folder, beside its `draft`, a file with `draft_sha256` in `bag`; `matched` says
    how the draft was found: by `bytes`, by `text`, or by a `person`. `row` is the draft's row of the index then.
    Without `signatures` it is the scan of a paper that was signed by hand.
    """

    plan: str
    unit: str
    document: str
    path: str
    sha256: str
    size: int
    pages: int
    draft: str
    draft_sha256: str
    bag: str
    matched: str
    signatures: tuple[DigitalSignature, ...]
    row: IndexRow

    @property
    def record_path(self) -> str:
        """The path of its record."""
        return record_path(self.path)

    def dump(self) -> bytes:
        """The bytes of its record."""
        content = {"format": FORMAT, **asdict(self)}
        return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()

    def signature_text(self) -> str:
        """The signatures in the words of the index."""
        return "; ".join(_describe_signature(signature) for signature in self.signatures)

    @property
    def state(self) -> str:
        """Its state in the index."""
        return SIGNED if self.signatures else SCANNED


def record_path(path: str) -> str:
    """The path of the record of the signed copy at `path`."""
    return path.removesuffix(".pdf") + ".json"


def copy_path(draft: str, number: int) -> str:
    """The path of the signed copy with this number (from 1) of the draft at `draft`."""
    return f"{draft.rpartition('.')[0]}{SIGNED_MARK}{number}.pdf"


def is_copy_path_of(path: str, draft: str) -> bool:
    """Whether a signed copy of the draft at `draft` may be at `path`."""
    stem, mark, number = path.removesuffix(".pdf").rpartition(SIGNED_MARK)
    return bool(mark) and stem == draft.rpartition(".")[0] and number.isdecimal()


def read_copy(data: bytes) -> SignedCopy | None:
    """The record in `data`; None where it is not one, or names an unsafe path.

    Raises NewerFormatError where a newer version of the program wrote it.
    """
    if len(data) > MAX_RECORD:
        return None
    try:
        content = json.loads(data)
        copy = select_reader(_READERS, content.pop("format"))(content)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    texts = (getattr(copy, f.name) for f in fields(SignedCopy) if f.name not in ("size", "pages", "signatures", "row"))
    whole = all(isinstance(text, str) for text in texts) and isinstance(copy.pages, int) and isinstance(copy.size, int)
    if not whole or not is_safe(copy.path) or not is_signed_copy(copy.path) or not copy.path.endswith(".pdf"):
        return None
    return copy


def _parse_copy(content: dict[str, Any]) -> SignedCopy:
    signatures = tuple(_parse_signature(one) for one in content["signatures"])
    return SignedCopy(**{**content, "signatures": signatures, "row": _parse_row(IndexRow, content["row"])})


_READERS = {FORMAT: _parse_copy}
"""The reader of the record of a signed copy for each of its formats."""


def _parse_row(row: type[IndexRow], content: dict[str, Any]) -> IndexRow:
    if not all(isinstance(cell, str) for cell in content.values()):
        raise TypeError
    return row(**content)


def _parse_signature(content: dict[str, Any]) -> DigitalSignature:
    return DigitalSignature(**{**content, "state": SignatureState(content["state"])})


def _describe_signature(signature: DigitalSignature) -> str:
    who = ", ".join(filter(None, (signature.signer, signature.organisation, signature.time)))
    whole = "trùm cả tệp" if signature.whole_file else "trùm phần tệp có khi ký"
    return f"{who} ({_STATES[signature.state]}, {whole})"


@contextmanager
def locked_archive(place: Path, on_wait: Callable[[], object] = lambda: None) -> Iterator[None]:
    """Hold the lock of the archive in the folder `place`; the file of the lock lies beside it.

    Raises BuildError BUILD-028 as `gen.locking.locked`.
    """
    if not place.absolute().name or not place.parent.is_dir():
        yield  # nothing is there yet, or it is a whole disk, beside which nothing can lie
        return
    with locked(place.absolute(), on_wait):
        yield


def merge_copies(archived: Mapping[str, SignedCopy], waiting: Mapping[str, SignedCopy]) -> dict[str, SignedCopy]:
    """The records of signed copies, by path: of two of the same file the one that waits, unless it has no number."""
    numbered = {path: copy for path, copy in waiting.items() if copy.row.number or path not in archived}
    return {**archived, **numbered}


def load_waiting_copies(
    place: Path, plan_id: str, brought: Container[str] = ()
) -> tuple[dict[str, SignedCopy], list[Diagnostic]]:
    """The signed copies of a plan that wait beside the bags in `place`, by path, and what is wrong with others.

    ARC-026: one is damaged; ARC-080: one cannot be read; ARC-097: a newer version brought it in. `brought` are the
    checksums of the files that are being brought in: a record of one of these without its file is of a run that was cut
    off, and no mistake.
    """
    root = place / WAITING_FOLDER / plan_id
    copies: dict[str, SignedCopy] = {}
    problems: list[Diagnostic] = []
    for path in sorted(_files(root, problems)):
        inner = path.relative_to(root).as_posix()
        try:
            if inner.endswith(".json"):
                copy = read_copy(path.read_bytes()) if path.stat().st_size <= MAX_RECORD else None
                found = _find_damage(root, inner, plan_id, copy, brought)
                if found is not None:
                    problems.append(found)
                elif copy is not None and (root / copy.path).exists():
                    copies[copy.path] = copy
            elif not is_temporary(path.name) and not (root / record_path(inner)).is_file():
                problems.append(_damaged_copy_error(path, _("nothing is known of it")))
        except NewerFormatError:
            problems.append(newer_format_error(Location(str(path)), path.name))
        except OSError as error:
            problems.append(_held_copy_error(path, error))
    return copies, problems


def _find_damage(
    root: Path, inner: str, plan_id: str, copy: SignedCopy | None, brought: Container[str]
) -> Diagnostic | None:
    """What is wrong with the waiting record at `inner` and its file. Raises OSError where that cannot be read."""
    if copy is None or copy.record_path != inner or copy.plan != plan_id:
        return _damaged_copy_error(root / inner, _("it is no record of a signed copy in this place"))
    digest = file_sha256(root / copy.path)
    if digest == copy.sha256 or (digest is None and copy.sha256 in brought):
        return None
    return _damaged_copy_error(root / copy.path, _("it is missing, or not the file that was brought in"))


def _files(root: Path, problems: list[Diagnostic]) -> Iterator[Path]:
    def note(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError):
            problems.append(_held_copy_error(Path(error.filename or root), error))

    for folder, _folders, names in os.walk(root, onerror=note):
        yield from (Path(folder) / name for name in names)


def _held_copy_error(path: Path, error: OSError) -> Diagnostic:
    return diagnostics.archive.HELD.at(Location(str(path)), name=path.name, reason=describe_os_error(error))


def _damaged_copy_error(path: Path, reason: str) -> Diagnostic:
    return diagnostics.archive.COPY_SPOILT.at(Location(str(path)), name=path.name, reason=reason)

"""A signed copy and what is known of it → its record as JSON beside it, and back.

A signed copy is kept byte for byte. It waits in the folder `signed` beside the bags until the next issue includes it,
and every later issue includes it again: no bag is changed, and no later one lacks it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from gen import diagnostics
from gen.archiving.bag.index import SCANNED, SIGNED, IndexRow
from gen.archiving.bag.layout import SIGNED_MARK, WAITING_FOLDER, is_safe, is_signed_copy
from gen.archiving.signed.signatures import DigitalSignature, SignatureState
from gen.errors import Diagnostic, Location
from gen.files import file_sha256
from gen.locale import _

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


def read_copy(data: bytes) -> SignedCopy | None:
    """The record in `data`; None where it is not one, or names an unsafe path."""
    if len(data) > MAX_RECORD:
        return None
    try:
        content = json.loads(data)
        if content.pop("format") != FORMAT:
            return None
        content["signatures"] = tuple(_parse_signature(one) for one in content["signatures"])
        content["row"] = _parse_row(IndexRow, content["row"])
        copy = SignedCopy(**content)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    texts = (getattr(copy, f.name) for f in fields(SignedCopy) if f.name not in ("size", "pages", "signatures", "row"))
    whole = all(isinstance(text, str) for text in texts) and isinstance(copy.pages, int) and isinstance(copy.size, int)
    if not whole or not is_safe(copy.path) or not is_signed_copy(copy.path) or not copy.path.endswith(".pdf"):
        return None
    return copy


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


def load_waiting_copies(place: Path, plan_id: str) -> tuple[dict[str, SignedCopy], list[Diagnostic]]:
    """The signed copies of a plan that wait beside the bags in `place`, by path, and the damaged ones (ARC-026)."""
    root = place / WAITING_FOLDER / plan_id
    copies: dict[str, SignedCopy] = {}
    problems: list[Diagnostic] = []
    for path in sorted(_files(root)):
        inner = path.relative_to(root).as_posix()
        if inner.endswith(".json"):
            copy = _read_record(path)
            if copy is None or copy.record_path != inner or copy.plan != plan_id:
                problems.append(_damaged_copy_error(path, _("it is no record of a signed copy in this place")))
            elif _read_digest(root / copy.path) != copy.sha256:
                problems.append(
                    _damaged_copy_error(root / copy.path, _("it is missing, or not the file that was brought in"))
                )
            else:
                copies[copy.path] = copy
        elif not (root / record_path(inner)).is_file():
            problems.append(_damaged_copy_error(path, _("nothing is known of it")))
    return copies, problems


def _read_record(path: Path) -> SignedCopy | None:
    try:
        return read_copy(path.read_bytes()) if path.stat().st_size <= MAX_RECORD else None
    except OSError:
        return None


def _read_digest(path: Path) -> str | None:
    try:
        return file_sha256(path)
    except OSError:
        return None


def _files(root: Path) -> Iterator[Path]:
    for folder, _folders, names in os.walk(root):
        yield from (Path(folder) / name for name in names)


def _damaged_copy_error(path: Path, reason: str) -> Diagnostic:
    return diagnostics.archive.COPY_SPOILT.at(Location(str(path)), name=path.name, reason=reason)

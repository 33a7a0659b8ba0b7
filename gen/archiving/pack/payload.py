"""The plan, the build's files, the signed copies → everything under data/ in a bag, each file with its sha256."""

from __future__ import annotations

import codecs
import hashlib
import io
import unicodedata
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO

from gen import diagnostics
from gen.archiving.bag.index import IndexRow, write_index
from gen.archiving.bag.layout import (
    BUILD_MANIFEST,
    DATA,
    DOCUMENTS,
    INDEX,
    PLAN_FOLDER,
    PLAN_NAME,
    REGISTER,
    TEMPLATES,
    is_safe,
)
from gen.archiving.bag.members import READ_ERRORS, unreadable_error
from gen.archiving.pack.build_output import TEMPLATE_KEY, BuildOutput
from gen.archiving.pack.document_list import list_head, print_document_list, register_list
from gen.archiving.pack.index_rows import build_index_rows
from gen.archiving.signed.copies import SignedCopy
from gen.errors import Diagnostic, GenError, Location
from gen.files import sha256
from gen.folders import Folder
from gen.pipeline.register import register_path
from gen.plan.file.loading import LoadedPlan
from gen.plan.file.source import SourceFile
from gen.plan.model import Plan

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class PayloadFile:
    """A file to be packed: its sha256, and the function that opens it when it is written; none is held in memory.

    `place` is where it is read from, as the user knows it.
    """

    sha256: str
    open: Callable[[], IO[bytes]]
    place: str = ""


@dataclass(slots=True)
class Payload:
    """The files under data/, by their path there; `rows` are those of the index."""

    files: dict[str, PayloadFile] = field(default_factory=dict)
    rows: list[IndexRow] = field(default_factory=list)

    def put(self, path: str, data: bytes) -> None:
        """Add a file with the bytes `data`."""
        self.files[path] = PayloadFile(sha256(data), lambda: io.BytesIO(data))

    def digests(self) -> dict[str, str]:
        """The sha256 of every file, by its path in the bag."""
        return {DATA + path: source.sha256 for path, source in self.files.items()}

    def write(self, folder: Path) -> None:
        """Write every file into `folder`.

        Raises GenError ARC-028 where one has changed since it was checked, ARC-080 where one cannot be read any more;
        OSError where one cannot be written.
        """
        for path in sorted(self.files):
            source, target, digest = self.files[path], folder / path, hashlib.sha256()
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as copy:
                for chunk in _read_chunks(source, path):
                    digest.update(chunk)
                    copy.write(chunk)
            if digest.hexdigest() != source.sha256:
                raise GenError.one(diagnostics.archive.CHANGED_MEANWHILE.at(Location(path), name=path))


def _read_chunks(source: PayloadFile, path: str) -> Iterator[bytes]:
    """The bytes of a file, part by part. Raises GenError ARC-028, ARC-066 and ARC-080 where it cannot be read."""
    try:
        with source.open() as file:
            while chunk := file.read(_CHUNK):
                yield chunk
    except READ_ERRORS as error:
        raise GenError.one(_unreadable_source(source.place or path, error)) from None


def _unreadable_source(place: str, error: Exception) -> Diagnostic:
    if isinstance(error, FileNotFoundError):
        return diagnostics.archive.CHANGED_MEANWHILE.at(Location(place), name=place)
    return unreadable_error(Location(place), place, error)


def read_plan_files(loaded: LoadedPlan, templates: Sequence[Path]) -> dict[str, bytes]:
    """The plan, its registry, the register of what was issued, and the templates, by their paths under data/.

    The documents can be built from them again. Raises GenError ARC-015 for an unsafe name, OSError where a file cannot
    be read, ARC-028 where one was changed since the plan was loaded.
    """
    source = Path(loaded.tree.source.path)
    found = {PLAN_NAME: _read_as_loaded(loaded.tree.source)}
    if loaded.registry:
        registry = Path(loaded.registry.source.path)
        name = PLAN_FOLDER + registry.relative_to(source.parent).as_posix()
        found[_check_name(registry, name, found)] = _read_as_loaded(loaded.registry.source)
    if (issued := register_path(source)).exists():
        found[PLAN_FOLDER + register_path(Path(PLAN_NAME)).name] = issued.read_bytes()
    for path in templates:
        if not path.name.startswith(("~$", ".")):  # Word's own, while it has the template open
            name = TEMPLATES + unicodedata.normalize("NFC", path.name)
            found[_check_name(path, name, found)] = path.read_bytes()
    return found


def _read_as_loaded(source: SourceFile) -> bytes:
    """The bytes of a file of the plan. Raises GenError ARC-028 where others were loaded; OSError."""
    data = Path(source.path).read_bytes()
    if data.removeprefix(codecs.BOM_UTF8) != source.text.encode():
        raise GenError.one(diagnostics.archive.CHANGED_MEANWHILE.at(Location(source.path), name=Path(source.path).name))
    return data


def _check_name(path: Path, name: str, used: Container[str]) -> str:
    """`name`, where it is safe and not in `used`. Raises GenError ARC-015."""
    if not is_safe(name) or name in used:
        raise GenError.one(diagnostics.archive.UNSAFE_NAME.at(Location(str(path)), name=path.name))
    return name


def digest_templates(files: Mapping[str, bytes]) -> dict[str, str]:
    """The templates' sha256 by their keys in a build's records."""
    names = (path for path in files if path.startswith(TEMPLATES))
    return {TEMPLATE_KEY + path.removeprefix(TEMPLATES): sha256(files[path]) for path in names}


def collect_payload(folder: Folder, found: BuildOutput, inputs: Mapping[str, bytes]) -> Payload:
    """The payload without the index: the build's files and the files they were built from."""
    payload = Payload()
    for path, data in inputs.items():
        payload.put(path, data)
    for path, item in found.files.items():
        payload.files[DOCUMENTS + path] = PayloadFile(
            item.sha256, partial(_open_result, folder, path), folder.display_path(path)
        )
    payload.put(BUILD_MANIFEST, found.manifest)
    return payload


def open_file(path: Path) -> IO[bytes]:
    """The file at `path`, open for reading. Raises OSError."""
    return path.open("rb")


def _open_result(folder: Folder, path: str) -> IO[bytes]:
    return io.BytesIO(folder.read(path))  # it may be at an address


def add_index(
    payload: Payload,
    plan: Plan,
    found: BuildOutput,
    copies: Iterable[SignedCopy],
    returns: Iterable[IndexRow],
    sheets: str | None,
) -> list[Diagnostic]:
    """Add index.csv and the printed list, by the engine `sheets`, to the payload; the notices about the list.

    `returns` are the rows of what came back and was sent, which follow those of the documents.
    """
    payload.rows = [*build_index_rows(plan, found.files, copies), *returns]
    payload.put(INDEX, write_index(payload.rows))
    sheet, notices = print_document_list(register_list(list_head(plan), payload.rows), sheets)
    if sheet is not None:
        payload.put(REGISTER, sheet)
    return notices

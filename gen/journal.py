"""Files about to be written → a journal beside them; after a run that was cut off → which files are the program's own.

Before a file gets its name, its sha256 stands in the journal, and after the run in the manifest. A file with bytes of
the journal is the program's own, even if the run was killed before it could write the manifest.
"""

from __future__ import annotations

import contextlib
import os
import re
import threading
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gen.folders import Folder, LocalFolder

_NAME = re.compile(r"journal-[0-9a-f]{12}-[0-9]+\.txt")
_LINE = re.compile(rb"(?P<digest>[0-9a-f]{64}) (?P<path>[^\n]+)\n")
_APPEND = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)

Digests = Mapping[str, frozenset[str]]
"""For each path in a folder, every sha256 that it may have as a file of the program's own."""


@dataclass(frozen=True, slots=True)
class Journal:
    """The journal of one run in `folder`. Its processes write files of their own: none waits for another."""

    folder: Folder
    run: str = field(default_factory=lambda: uuid.uuid4().hex[:12])

    def note(self, path: str, digest: str) -> None:
        """Say that the file at `path` is about to get bytes with this sha256.

        Raises OSError where that cannot be written; the file must then not be either.
        """
        line = f"{digest} {path}\n".encode("utf-8", "surrogatepass")
        if isinstance(self.folder, LocalFolder):
            os.write(_opened(self.folder.root / f"journal-{self.run}-{os.getpid()}.txt"), line)
        else:
            name, lines = _stored(self.run)
            lines.append(line)
            self.folder.write(name, b"".join(lines))

    def note_file(self, file: Path, digest: str) -> None:
        """The same for a file of this machine, below the folder."""
        assert isinstance(self.folder, LocalFolder)
        self.note(file.relative_to(self.folder.root).as_posix(), digest)

    def settle(self, open_digests: Digests) -> None:
        """Put `open_digests` in the place of all journals of the folder: what no manifest tells of yet; mostly nothing.

        Raises OSError. No process may be writing files any more.
        """
        _close(self.run)
        earlier = journal_names(self.folder)
        if open_digests:
            lines = (f"{digest} {path}\n" for path in sorted(open_digests) for digest in sorted(open_digests[path]))
            name = f"journal-{uuid.uuid4().hex[:12]}-0.txt"
            self.folder.write(name, "".join(lines).encode("utf-8", "surrogatepass"))
        for name in earlier:
            self.folder.remove(name)


def journal_names(folder: Folder) -> list[str]:
    """The journals in `folder`: none after a run that came to its end."""
    if isinstance(folder, LocalFolder):
        names: Iterable[str] = os.listdir(folder.root) if folder.root.is_dir() else ()
    else:
        names = folder.paths()
    return sorted(name for name in names if _NAME.fullmatch(name))


def has_journal(folder: Folder) -> bool:
    """Whether a run in `folder` was cut off; true also where that cannot be found out: nothing may rely on it then."""
    try:
        return bool(journal_names(folder))
    except OSError:
        return True


def read_journals(folder: Folder) -> Digests:
    """What all journals in `folder` say. Raises OSError.

    A line that was cut off was never followed by its file. One that a power cut spoilt says nothing: its file then
    counts as somebody's, unless it is as the build makes it.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for name in journal_names(folder):
        for line in _LINE.finditer(folder.read(name)):
            with contextlib.suppress(UnicodeDecodeError):
                found[line["path"].decode("utf-8", "surrogatepass")].add(line["digest"].decode())
    return {path: frozenset(digests) for path, digests in found.items()}


_LINES_OF_ONE, _MOST_WRITTEN = 100, 50
_written: dict[tuple[str, int, int], tuple[str, list[bytes]]] = {}
"""The last journal that each thread of this process put into a store: nothing can be added to one there, so that it is
put there again with each line, and a new one begun before that takes long."""


def _stored(run: str) -> tuple[str, list[bytes]]:
    """The name and the lines of the journal in a store to which this thread has to add a line."""
    key = (run, os.getpid(), threading.get_ident())
    found = _written.get(key)
    if found is None or len(found[1]) == _LINES_OF_ONE:
        if len(_written) == _MOST_WRITTEN:
            _written.clear()  # those of runs that are over; who is not done begins a new one
        found = _written[key] = (f"journal-{run}-{uuid.uuid4().int}.txt", [])
    return found


_handles: dict[tuple[int, Path], int] = {}
"""The journals that this process has open: opening one for each document would cost as much as its rename."""


def _opened(path: Path) -> int:
    key = (os.getpid(), path)
    if key not in _handles:
        path.parent.mkdir(parents=True, exist_ok=True)
        _handles[key] = os.open(path, _APPEND, 0o644)
    return _handles[key]


def _close(run: str) -> None:
    for key in [key for key in _handles if key[0] == os.getpid() and key[1].name.startswith(f"journal-{run}-")]:
        os.close(_handles.pop(key))
    for stored in [stored for stored in list(_written) if stored[0] == run]:
        _written.pop(stored, None)

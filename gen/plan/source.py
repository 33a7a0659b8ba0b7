"""A file's bytes → its text, or why it cannot be a plan: unreadable, too large, not UTF-8, not NFC, controls."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gen.errors import Diagnostic, Location, PlanError, Severity
from gen.locale import _

MAX_BYTES = 8 * 1024 * 1024
"""A plan with 3,321 units takes about 1 MB; what is far larger is no plan."""

_ALLOWED_CONTROLS = "\n\r"
_LINE_END = re.compile(r"\r\n|\r|\n")  # str.splitlines would swallow form feeds and the like
_INVISIBLE = "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u00ad"


@dataclass(frozen=True, slots=True)
class Source:
    """A text file as read: `path` as the user named it, its `lines` for excerpts."""

    path: str
    text: str
    lines: tuple[str, ...]

    def location(self, line: int, column: int, length: int = 1) -> Location:
        """The place at `line` and `column` (from 1), with the line itself as excerpt."""
        excerpt = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Location(self.path, line, column, max(1, length), excerpt)


def read_source(path: Path) -> Source:
    """The text of the file at `path`.

    Raises PlanError: PLAN-001 not readable, PLAN-002 too large, PLAN-003 empty, PLAN-004 not UTF-8,
    PLAN-008 not NFC, PLAN-009 control or invisible characters (all of them at once).
    """
    data = _read(path)
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    text = _decode(path, data)
    if not text.strip():
        raise PlanError.one("PLAN-003", _("the file is empty"), _("start from the example plan.yaml"), _at(path))
    source = Source(str(path), text, tuple(_LINE_END.split(text)))
    problems = [*_not_nfc(source), *_controls(source)]
    if problems:
        raise PlanError(sorted(problems, key=lambda d: d.location.line if d.location else 0))
    return source


def _at(path: Path) -> Location:
    return Location(str(path))


def _read(path: Path) -> bytes:
    try:
        if path.is_dir():
            hint = _("name the file itself, for instance {example}").format(example=str(path / "plan.yaml"))
            raise PlanError.one("PLAN-001", _("this is a folder, not a plan file"), hint, _at(path))
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        hint = _("check the name; the current folder is {folder}").format(folder=str(Path.cwd()))
        raise PlanError.one("PLAN-001", _("there is no such file"), hint, _at(path)) from None
    except (OSError, ValueError):
        hint = _("close it in other programs, or ask for the right to read it")
        raise PlanError.one("PLAN-001", _("the file cannot be read"), hint, _at(path)) from None
    if len(data) > MAX_BYTES:
        message = _("the file is larger than {limit} MB").format(limit=MAX_BYTES // 1024 // 1024)
        raise PlanError.one("PLAN-002", message, _("a plan is text; is this the right file?"), _at(path))
    return data


def _decode(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        message = _("the file is not in UTF-8 (line {line})").format(line=line)
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            hint = _("it is in UTF-16: save it again with the encoding UTF-8")
        elif data.startswith((b"PK", b"\xd0\xcf")):
            hint = _("this looks like a Word or Excel file; a plan is a text file")
        else:
            hint = _("save it again with the encoding UTF-8 (in Notepad: Save as, Encoding)")
        raise PlanError.one("PLAN-004", message, hint, Location(str(path), line, 1)) from None


def _not_nfc(source: Source) -> list[Diagnostic]:
    """Each line with letters built from parts (NFD): they look right but are found by no search."""
    found: list[Diagnostic] = []
    if unicodedata.is_normalized("NFC", source.text):
        return found
    for number, line in enumerate(source.lines, 1):
        composed = unicodedata.normalize("NFC", line)
        if composed != line:
            column = next((i for i, (a, b) in enumerate(zip(line, composed, strict=False), 1) if a != b), 1)
            found.append(_in_parts(source.location(number, column)))
    return found


def _controls(source: Source) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    hidden = frozenset(filter(_is_hidden, frozenset(source.text)))
    for number, line in enumerate(source.lines if hidden else (), 1):
        for column, char in enumerate(line, 1):
            if char in hidden:
                found.append(_hidden(char, source.location(number, column)))
                break
    return found


def odd_letters(text: str, location: Location) -> Iterator[Diagnostic]:
    """What `read_source` would refuse in `text`, had it not been written as escapes inside of double quotes."""
    char = next(filter(_is_hidden, text), None)
    if char is not None:
        yield _hidden(char, location)
    if not unicodedata.is_normalized("NFC", text):
        yield _in_parts(location)


def _in_parts(location: Location) -> Diagnostic:
    message = _("letters are built from parts (NFD) instead of whole (NFC)")
    hint = _("type the line again with a Unicode keyboard (dựng sẵn), or convert the file to NFC")
    return Diagnostic("PLAN-008", Severity.ERROR, message, location, hint)


def _hidden(char: str, location: Location) -> Diagnostic:
    if char == "\t":
        return Diagnostic(
            "PLAN-009", Severity.ERROR, _("a Tab character"), location, _("indent with spaces, not with the Tab key")
        )
    message = _("invisible character U+{code}").format(code=f"{ord(char):04X}")
    hint = _("delete it; it often comes along when text is copied from a web page or a PDF")
    return Diagnostic("PLAN-009", Severity.ERROR, message, location, hint)


def _is_hidden(char: str) -> bool:
    if char in _ALLOWED_CONTROLS:
        return False
    return char in _INVISIBLE or unicodedata.category(char) in {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}

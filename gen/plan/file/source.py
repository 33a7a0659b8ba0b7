"""A file's bytes → its text, or why it cannot be a plan: unreadable, too large, not UTF-8, not NFC, controls."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from yaml.composer import Composer

from gen import diagnostics
from gen.errors import Diagnostic, Location, PlanError
from gen.locale import _
from gen.os_errors import describe_os_error

MAX_BYTES = 8 * 1024 * 1024
"""A plan with 3,321 units takes about 1 MB; what is far larger is no plan."""

_ALLOWED_CONTROLS = "\n\r"
_LINE_END = re.compile(r"\r\n|\r|\n")  # str.splitlines would swallow form feeds and the like
_INVISIBLE = "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u00ad"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A text file as read: `path` as the user named it, its `lines` for excerpts."""

    path: str
    text: str
    lines: tuple[str, ...]

    def location(self, line: int, column: int, length: int = 1) -> Location:
        """The place at `line` and `column` (from 1), with the line itself as excerpt."""
        excerpt = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Location(self.path, line, column, max(1, length), excerpt)


def read_source_file(path: Path) -> SourceFile:
    """The text of the file at `path`.

    Raises PlanError: PLAN-001 no such file, PLAN-002 too large, PLAN-003 empty, PLAN-004 not UTF-8, PLAN-008 not NFC,
    PLAN-009 and PLAN-014 invisible characters and Tabs (all of them at once), PLAN-011 a folder, PLAN-012 not readable.
    """
    data = _read(path)
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    text = _decode(path, data)
    if not text.strip():
        raise PlanError.one(diagnostics.plan.FILE_EMPTY.at(_at(path)))
    source = SourceFile(str(path), text, tuple(_LINE_END.split(text)))
    problems = [*_not_nfc(source), *_controls(source)]
    if problems:
        raise PlanError(sorted(problems, key=lambda d: d.location.line if d.location else 0))
    return source


def _at(path: Path) -> Location:
    return Location(str(path))


def _read(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise PlanError.one(diagnostics.plan.FILE_IS_FOLDER.at(_at(path), example=path / "plan.yaml"))
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise PlanError.one(diagnostics.plan.FILE_NOT_FOUND.at(_at(path), folder=Path.cwd())) from None
    except (OSError, ValueError) as error:
        reason = describe_os_error(error) if isinstance(error, OSError) else _("no file can have this name")
        raise PlanError.one(diagnostics.plan.FILE_NOT_READABLE.at(_at(path), reason=reason)) from None
    if len(data) > MAX_BYTES:
        raise PlanError.one(diagnostics.plan.FILE_TOO_LARGE.at(_at(path), limit=MAX_BYTES // 1024 // 1024))
    return data


def _decode(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        hint = ""
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            hint = _("it is in UTF-16: save it again with the encoding UTF-8")
        elif data.startswith((b"PK", b"\xd0\xcf")):
            hint = _("this looks like a Word or Excel file; a plan is a text file")
        found = diagnostics.plan.NOT_UTF8.at(Location(str(path), line, 1), hint=hint, line=line)
        raise PlanError.one(found) from None


def _not_nfc(source: SourceFile) -> list[Diagnostic]:
    """Each line with letters built from parts (NFD): they look right but no search finds them."""
    found: list[Diagnostic] = []
    if unicodedata.is_normalized("NFC", source.text):
        return found
    for number, line in enumerate(source.lines, 1):
        composed = unicodedata.normalize("NFC", line)
        if composed != line:
            column = next((i for i, (a, b) in enumerate(zip(line, composed, strict=False), 1) if a != b), 1)
            found.append(diagnostics.plan.LETTERS_IN_PARTS.at(source.location(number, column)))
    return found


def _controls(source: SourceFile) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    hidden = frozenset(filter(_is_hidden, frozenset(source.text)))
    for number, line in enumerate(source.lines if hidden else (), 1):
        for column, char in enumerate(line, 1):
            if char in hidden:
                found.append(_hidden(char, source.location(number, column)))
                break
    return found


def find_odd_letters(text: str, location: Location) -> Iterator[Diagnostic]:
    """What `read_source` would refuse in `text`, had it not been written as escapes inside of double quotes."""
    char = next(filter(_is_hidden, text), None)
    if char is not None:
        yield _hidden(char, location)
    if not unicodedata.is_normalized("NFC", text):
        yield diagnostics.plan.LETTERS_IN_PARTS.at(location)


def _hidden(char: str, location: Location) -> Diagnostic:
    if char == "\t":
        return diagnostics.plan.TAB.at(location)
    return diagnostics.plan.INVISIBLE_CHARACTER.at(location, code=f"{ord(char):04X}")


def _is_hidden(char: str) -> bool:
    if char in _ALLOWED_CONTROLS:
        return False
    return char in _INVISIBLE or unicodedata.category(char) in {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}


_READ_OTHERWISE = re.compile(r"[?!]|:\s*[,\]}]|[|>][-+\d]*#|[^\n]\Z")
"""What libyaml takes otherwise than PyYAML: ? and ! in flow lists, nothing after a colon there, # right after | or >,
a last line without its end. Found by holding the two against each other on some 100,000 torn plans.
"""


class _Reader(yaml.SafeLoader):
    """A reader that gives every plain scalar the tag of a text."""

    yaml_implicit_resolvers = {}  # noqa: RUF012


if yaml.__with_libyaml__:

    class _QuickReader(Composer, yaml.CSafeLoader):
        """The same with libyaml's parser. Not with its composer: lists nested 100,000 deep overrun its stack."""

        yaml_implicit_resolvers = {}  # noqa: RUF012

        def __init__(self, text: str) -> None:
            yaml.CSafeLoader.__init__(self, text)
            Composer.__init__(self)


def compose_yaml(source: SourceFile) -> yaml.Node:
    """The root node of `source`.

    Raises PlanError: PLAN-003 nothing in it, PLAN-005 no YAML, PLAN-007 nested too deeply, PLAN-015 a second document.
    """
    return _composed_quickly(source.text) or _composed(source)


def _composed_quickly(text: str) -> yaml.Node | None:
    """The root node, or nothing where libyaml is missing or its word would not do."""
    if not yaml.__with_libyaml__ or _READ_OTHERWISE.search(text):
        return None
    try:
        return _QuickReader(text).get_single_node()
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError):
        return None


def _composed(source: SourceFile) -> yaml.Node:
    loader = _Reader(source.text)
    try:
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        raise PlanError([_syntax(source, error)]) from None
    except (ValueError, OverflowError):  # an escape beyond the last character there is
        raise PlanError([_syntax(source, yaml.MarkedYAMLError(problem_mark=loader.get_mark()))]) from None
    except RecursionError:
        raise PlanError.one(diagnostics.plan.TOO_MANY_ENTRIES.at(Location(source.path))) from None
    finally:
        loader.dispose()
    if node is None:
        raise PlanError.one(diagnostics.plan.FILE_EMPTY.at(Location(source.path)))
    return node


def _syntax(source: SourceFile, error: yaml.MarkedYAMLError) -> Diagnostic:
    mark = error.problem_mark or error.context_mark
    location = source.location(mark.line + 1, mark.column + 1) if mark else Location(source.path)
    if (error.problem and "another document" in error.problem) or "single document" in str(error.context):
        return diagnostics.plan.SECOND_DOCUMENT.at(location)
    return diagnostics.plan.NOT_YAML.at(location)

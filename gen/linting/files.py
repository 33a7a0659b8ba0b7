"""Names of files and folders → what was found in each Word file; with `mend` also new files beside them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from gen.errors import Diagnostic, Location, Severity
from gen.files import write_atomically
from gen.linting.findings import LayoutFinding
from gen.linting.fixes.fix import fix_document
from gen.linting.rules.check import check_document
from gen.locale import _
from gen.ooxml.package import MAX_BYTES
from gen.ooxml.reader import read_document
from gen.ooxml.unsupported import UnreadableDocumentError
from gen.ooxml.wording import refusal_text

_SUFFIX = ".docx"
_FIXED_MARK = ".sua"
_OPEN_IN_WORD = "~$"
_LONGEST = 200
"""Of 255 bytes that a file's name may have, these are left to its own."""
_OTHER_FORMS = {".doc", ".odt", ".rtf", ".pdf", ".docm", ".dot", ".dotx", ".wps"}


@dataclass(frozen=True, slots=True)
class LintResult:
    """One file that was asked for. `problem` says why it was not read, or its mended copy not written.

    `mended` is the new file with what could be mended, empty where there was nothing to mend.
    """

    path: str
    findings: tuple[LayoutFinding, ...] = ()
    problem: Diagnostic | None = None
    fixed_path: str = ""
    was_read: bool = True

    @property
    def has_findings(self) -> bool:
        """Whether the document is not clean."""
        return any(finding.is_departure for finding in self.findings)

    @property
    def exit_code(self) -> int:
        """0 clean, 1 findings, 2 not read or not written."""
        return 2 if self.problem is not None else int(self.has_findings)


def lint_files(paths: Iterable[Path], *, fix: bool = False) -> list[LintResult]:
    """Check the files and all .docx in the folders `paths`; a file that cannot be read does not stop the others."""
    seen: set[Path] = set()
    results: list[LintResult] = []
    for path in paths:
        found = list(_word_files(path)) if path.is_dir() else [path]
        if not found:
            hint = _("name another folder, or the files themselves")
            results.append(_failed_result(path, "LINT-903", _("the folder holds no Word files (.docx)"), hint))
        results += [_lint_file(file, fix) for file in found if not _is_known(file, seen)]
    return results


def combine_exit_codes(results: Sequence[LintResult]) -> int:
    """The greatest of the results' own."""
    return max((result.exit_code for result in results), default=0)


def _is_known(path: Path, seen: set[Path]) -> bool:
    """Whether a file was named before, perhaps in another way."""
    real = path.resolve()
    known = real in seen
    seen.add(real)
    return known


def _word_files(folder: Path) -> Iterator[Path]:
    """The .docx in a folder and those below it, but for what Word keeps beside an open file."""
    for here, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            if name.lower().endswith(_SUFFIX) and not name.startswith((_OPEN_IN_WORD, ".")):
                yield Path(here, name)


def _lint_file(path: Path, fix: bool) -> LintResult:
    if not path.is_file():
        hint = _("check the name; the current folder is {folder}").format(folder=Path.cwd())
        return _failed_result(path, "LINT-902", _("there is no such file"), hint)
    try:
        with open(path, "rb") as file:
            data = file.read(MAX_BYTES + 1)
        findings = check_document(read_document(data))
    except UnreadableDocumentError as refused:
        return _failed_result(path, "LINT-901", refusal_text(refused), _reading_hint(path))
    except OSError as error:
        return _failed_result(
            path, "LINT-901", _("the file cannot be read: {reason}").format(reason=error.strerror or error)
        )
    return _write_fixed(path, data, findings) if fix else LintResult(str(path), findings)


def _reading_hint(path: Path) -> str:
    if path.suffix.lower() in _OTHER_FORMS:
        return _("open it in Word or LibreOffice and save it as Word document (.docx)")
    return _("open it in Word, and if that succeeds save it anew as .docx")


def _write_fixed(path: Path, data: bytes, findings: tuple[LayoutFinding, ...]) -> LintResult:
    changed = fix_document(data)
    if changed is None:
        return LintResult(str(path), findings)
    try:
        return LintResult(str(path), findings, fixed_path=str(_write_beside(path, changed)))
    except OSError as error:
        message = _("the mended file cannot be written: {reason}").format(reason=error.strerror or error)
        hint = _("copy the file into a folder in which you may write")
        return LintResult(str(path), findings, _problem_of_file(path, "LINT-904", message, hint))


def _write_beside(path: Path, data: bytes) -> Path:
    """Write `data` beside `path` under a name that nothing has: X.sua.docx, X.sua-2.docx …

    Where a mended file with the same bytes is there already, it is that one.
    """
    stem = path.stem.encode()[:_LONGEST].decode(errors="ignore")
    for number in range(1, 1000):
        counted = f"-{number}" if number > 1 else ""
        target = path.with_name(f"{stem}{_FIXED_MARK}{counted}{_SUFFIX}")
        if target.is_file() and target.stat().st_size == len(data) and target.read_bytes() == data:
            return target
        with suppress(FileExistsError):
            _reserve(target)
            return _write_reserved(target, data)
    raise FileExistsError(f"{stem}{_FIXED_MARK}…{_SUFFIX}")


def _reserve(target: Path) -> None:
    """Take a name that nobody has, nor takes meanwhile."""
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644))


def _write_reserved(target: Path, data: bytes) -> Path:
    try:
        write_atomically(target, data)
    except BaseException:
        with suppress(OSError):
            target.unlink()
        raise
    return target


def _failed_result(path: Path, code: str, message: str, hint: str = "") -> LintResult:
    return LintResult(str(path), problem=_problem_of_file(path, code, message, hint), was_read=False)


def _problem_of_file(path: Path, code: str, message: str, hint: str = "") -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, message, Location(str(path)), hint)

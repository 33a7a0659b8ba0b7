"""Names of files and folders → the findings of each Word file; with `fix` also new files beside them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from gen import diagnostics
from gen.errors import Diagnostic, Location
from gen.files import holds, list_files, read_regular_file, remove_leftovers, write_exclusively
from gen.linting.findings import LayoutFinding
from gen.linting.fixes.fix import fix_document
from gen.linting.rules.check import check_document
from gen.locale import _
from gen.ooxml.package import MAX_BYTES
from gen.ooxml.reader import read_document
from gen.ooxml.unsupported import UnreadableDocumentError
from gen.ooxml.wording import refusal_text
from gen.os_errors import describe_os_error

_SUFFIX = ".docx"
_FIXED_MARK = ".sua"
_OPEN_IN_WORD = "~$"
_LONGEST = 200
"""Bytes of a mended file's name that the old name may fill, of the 255 that file systems allow."""
_OTHER_FORMS = {".doc", ".odt", ".rtf", ".pdf", ".docm", ".dot", ".dotx", ".wps"}


@dataclass(frozen=True, slots=True)
class LintResult:
    """One file that was checked. `problem` says why it was not read, or its mended copy not written.

    `fixed_path` is the new file with what could be mended, empty where there was nothing to mend.
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
    seen: set[str] = set()
    results: list[LintResult] = []
    for path in paths:
        files = list(_word_files(path)) if os.path.isdir(path) else [(path, None)]
        if not files:
            results.append(_failed_result(path, diagnostics.lint.NO_WORD_FILES.at(Location(str(path)))))
        for file, problem in files:
            if not _is_known(file, seen):
                results.append(_lint_file(file, fix) if problem is None else _unread_result(file, problem))
    return results


def combine_exit_codes(results: Sequence[LintResult]) -> int:
    """The greatest exit code of the results; 0 without any."""
    return max((result.exit_code for result in results), default=0)


def _is_known(path: Path, seen: set[str]) -> bool:
    """Whether the file behind `path` is in `seen`, perhaps by another name; it is added."""
    real = os.path.realpath(path)
    known = real in seen
    seen.add(real)
    return known


def _word_files(folder: Path) -> Iterator[tuple[Path, OSError | None]]:
    """The .docx in a folder and those below it, except the files that Word keeps beside an open one.

    A folder that cannot be looked into comes with the reason.
    """
    for path, problem in list_files(folder):
        if problem is not None:
            yield path, problem
        elif path.name.lower().endswith(_SUFFIX) and not path.name.startswith((_OPEN_IN_WORD, ".")):
            yield path, None


def _lint_file(path: Path, fix: bool) -> LintResult:
    try:
        data = read_regular_file(path, MAX_BYTES + 1)
        findings = check_document(read_document(data))
    except UnreadableDocumentError as refused:
        hint = _reading_hint(path)
        problem = diagnostics.lint.REFUSED.at(Location(str(path)), hint=hint, reason=refusal_text(refused))
        return _failed_result(path, problem)
    except FileNotFoundError:
        return _failed_result(path, diagnostics.lint.FILE_NOT_FOUND.at(Location(str(path)), folder=Path.cwd()))
    except OSError as error:
        return _unread_result(path, error)
    return _write_fixed(path, data, findings) if fix else LintResult(str(path), findings)


def _reading_hint(path: Path) -> str:
    """The remedy for a file in another form, empty for one that is named as Word files are."""
    is_other = path.suffix.lower() in _OTHER_FORMS
    return _("open it in Word or LibreOffice and save it as Word document (.docx)") if is_other else ""


def _write_fixed(path: Path, data: bytes, findings: tuple[LayoutFinding, ...]) -> LintResult:
    changed = fix_document(data)
    if changed is None:
        return LintResult(str(path), findings)
    try:
        return LintResult(str(path), findings, fixed_path=str(_write_beside(path, changed)))
    except OSError as error:
        problem = diagnostics.lint.NOT_WRITTEN.at(Location(str(path)), reason=describe_os_error(error))
        return LintResult(str(path), findings, problem)


def _write_beside(path: Path, data: bytes) -> Path:
    """Write `data` beside `path` under a name that nothing has: X.sua.docx, X.sua-2.docx …

    Where a mended file with the same bytes exists already, its path is given. Raises OSError.
    """
    stem = path.stem.encode()[:_LONGEST].decode(errors="ignore")
    for number in range(1, 1000):
        counted = f"-{number}" if number > 1 else ""
        target = path.with_name(f"{stem}{_FIXED_MARK}{counted}{_SUFFIX}")
        remove_leftovers([target])
        if holds(target, data):
            return target
        with suppress(FileExistsError):
            write_exclusively(target, data)
            return target
    raise FileExistsError(f"{stem}{_FIXED_MARK}…{_SUFFIX}")


def _unread_result(path: Path, error: OSError) -> LintResult:
    problem = diagnostics.lint.NOT_READ.at(Location(str(path)), reason=describe_os_error(error))
    return _failed_result(path, problem)


def _failed_result(path: Path, problem: Diagnostic) -> LintResult:
    return LintResult(str(path), problem=problem, was_read=False)

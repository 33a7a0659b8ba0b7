"""A BuildResult → its description for people: each file, the counts, where the results are."""

from __future__ import annotations

from collections import Counter

from gen.locale import _
from gen.pipeline.placement import FileStatus
from gen.pipeline.result import BuildResult


def work_lines(result: BuildResult) -> list[str]:
    """What a build did, or would do, file by file, with the reason where there is one."""
    words = _status_words()
    return [
        f"{words[item.status]:<20} {item.path}" + (f"  ({item.reason})" if item.reason else "")
        for item in result.outcomes
    ]


def fallback_lines(result: BuildResult) -> list[str]:
    """The documents that docxtpl itself had to render, each with the reason."""
    return [_("made the long way: {document}").format(document=fallback) for fallback in result.fallbacks]


def describe_result(result: BuildResult, dry_run: bool) -> str:
    """What was done, counted by status, and where the results are."""
    words = _status_words()
    counts = Counter(item.status for item in result.outcomes)
    listed = ", ".join(f"{counts[status]} {words[status]}" for status in FileStatus if counts[status])
    total = _("{count} files: {listed}").format(count=len(result.outcomes), listed=listed)
    lines = [total + "." + (" " + _("Nothing was written.") if dry_run else "")]
    if result.doubts:
        lines.append(_("{count} doubts about the plan: gen check shows them").format(count=result.doubts))
    return "\n".join(lines if dry_run else [*lines, *_result_paths(result)])


def _result_paths(result: BuildResult) -> list[str]:
    named = (
        ("index.html", _("open this page to find and take every document")),
        ("phan-cong.xlsx", _("who does what")),
        ("muc-luc.pdf", _("the list of what was made")),
        ("phan-phoi.pdf", _("who is to get what")),
        ("theo-doi.pdf", _("who reports when")),
        ("manifest.json", _("every file with its sha256")),
    )
    present = {"manifest.json", *(item.path for item in result.outcomes if item.status is not FileStatus.FAILED)}
    lines = [f"  {result.folder.display_path(name)}  — {meaning}" for name, meaning in named if name in present]
    return [*lines, f"  {result.folder.display_path('<unit>')}  — " + _("each unit's plan and report form")]


def _status_words() -> dict[FileStatus, str]:
    return {
        FileStatus.NEW: _("new"),
        FileStatus.CHANGED: _("changed"),
        FileStatus.UNCHANGED: _("unchanged"),
        FileStatus.REPLACED: _("replaced"),
        FileStatus.EDITED: _("edited by somebody"),
        FileStatus.KEPT: _("kept"),
        FileStatus.FAILED: _("failed"),
        FileStatus.ISSUED: _("issued"),
    }

"""A Result → what is said of a build: each file, the counts, what lies where."""

from __future__ import annotations

from collections import Counter

from gen.locale import _
from gen.pipeline.placing import Status
from gen.pipeline.run import Result


def work_lines(result: Result) -> list[str]:
    """What a build did, or would do, file by file, with the reason where there is one."""
    words = _status_words()
    reasons = (f"  ({item.reason})" if item.reason else "" for item in result.placed)
    return [f"{words[item.status]:<20} {item.path}{why}" for item, why in zip(result.placed, reasons, strict=True)]


def detour_lines(result: Result) -> list[str]:
    """Which documents docxtpl itself had to make, and why."""
    return [_("made the long way: {document}").format(document=detour) for detour in result.detours]


def summary(result: Result, dry_run: bool) -> str:
    """What was done, counted, and what lies where."""
    words = _status_words()
    counts = Counter(item.status for item in result.placed)
    listed = ", ".join(f"{counts[status]} {words[status]}" for status in Status if counts[status])
    total = _("{count} files: {listed}").format(count=len(result.placed), listed=listed)
    lines = [total + "." + (" " + _("Nothing was written.") if dry_run else "")]
    if result.doubts:
        lines.append(_("{count} doubts about the plan: gen check shows them").format(count=result.doubts))
    return "\n".join(lines if dry_run else [*lines, *_places(result)])


def _places(result: Result) -> list[str]:
    named = (
        ("index.html", _("open this page to find and take every document")),
        ("phan-cong.xlsx", _("who does what")),
        ("muc-luc.pdf", _("the list of what was made")),
        ("phan-phoi.pdf", _("who is to get what")),
        ("theo-doi.pdf", _("who reports when")),
        ("manifest.json", _("every file with its sha256")),
    )
    there = {"manifest.json", *(placed.path for placed in result.placed if placed.status is not Status.FAILED)}
    lines = [f"  {result.folder.place(name)}  — {meaning}" for name, meaning in named if name in there]
    return [*lines, f"  {result.folder.place('<unit>')}  — " + _("each unit's plan and report form")]


def _status_words() -> dict[Status, str]:
    return {
        Status.NEW: _("new"),
        Status.CHANGED: _("changed"),
        Status.UNCHANGED: _("unchanged"),
        Status.REPLACED: _("replaced"),
        Status.EDITED: _("edited by somebody"),
        Status.KEPT: _("kept"),
        Status.FAILED: _("failed"),
        Status.ISSUED: _("issued"),
    }

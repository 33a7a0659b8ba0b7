"""What became of submissions → what is said of it: text for people, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime

from gen.locale import _
from gen.returns.collection import VIETNAM
from gen.returns.putting import Kept
from gen.returns.telling import record_of, told


def as_text(kept: Sequence[Kept]) -> str:
    """Each file with what became of it and what is to be looked at; the counts last."""
    lines = [line for one in kept for line in _lines(one)]
    new = sum(one.again is None and not one.said.quarantined for one in kept)
    apart = sum(bool(one.said.quarantined) for one in kept)
    counted = _("{count} files: {new} forms put down, {again} there already, {apart} set apart")
    again = len(kept) - new - apart
    return "\n".join([*lines, counted.format(count=len(kept), new=new, again=again, apart=apart)])


def _lines(one: Kept) -> list[str]:
    if one.again is not None and not one.said.quarantined:
        return [_("{name}: the same file came on {day}").format(name=one.said.name, day=_day(one.again))]
    lines = told(one.said)
    if one.superseded is not None:
        message = _("it supersedes the form of {day}")
        if one.together:
            message = _("two forms of this unit came together; this one was changed last and counts")
        lines.append("  " + message.format(day=_day(one.superseded)))
    if one.left_out:
        names = ", ".join(one.left_out)
        lines.append("  " + _("answers of the earlier form that are not in it: {names}").format(names=names))
    return lines


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(VIETNAM):%d/%m/%Y}"


def as_json(kept: Sequence[Kept]) -> str:
    """The same for programs."""
    return json.dumps([_record(one) for one in kept], ensure_ascii=False, indent=2)


def _record(one: Kept) -> dict[str, object]:
    return {
        **record_of(one.said),
        "again": one.again.isoformat() if one.again else None,
        "superseded": one.superseded.isoformat() if one.superseded else None,
        "left_out": list(one.left_out),
    }


FORMATS: dict[str, Callable[[Sequence[Kept]], str]] = {"text": as_text, "json": as_json}

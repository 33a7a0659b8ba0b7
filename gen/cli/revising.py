"""Arguments of `diff`, `pin` → what changed between two versions of a plan; a plan whose tasks keep their ids."""

from __future__ import annotations

from pathlib import Path

import click

from gen import diagnostics
from gen.cli.frame import AS_JSON, PLAN, main, put, reported
from gen.errors import GenError
from gen.locale import _
from gen.plan.loading import load_plan
from gen.plan.outline import tasks
from gen.revising import changes, pinned
from gen.revising.paper import paper
from gen.revising.telling import as_json, as_text, names
from gen.word.marked import marked_docx


@main.command(help=_("What changed from one version of a plan to the next, unit by unit."))
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path), default=Path("plan.yaml"))
@click.option("--unit", default="", metavar="ID", help=_("Only what concerns this unit."))
@click.option("--word", metavar="FILE", type=click.Path(path_type=Path), help=_("Write it as a Word file too."))
@AS_JSON
@reported
def diff(old: Path, new: Path, unit: str, word: Path | None, form: str) -> None:
    """The changes between the plans `old` and `new`."""
    before, after = load_plan(old).plan, load_plan(new).plan
    called, found = names(before, after), changes(before, after)
    if unit and unit not in called:
        raise GenError.one(diagnostics.revising.UNKNOWN_UNIT.at(id=f'"{unit}"'))
    if word is not None:
        put(word, marked_docx(paper(found, called, before, after, unit)), diagnostics.revising.NOT_WRITABLE)
    click.echo(as_json(found) if form == "json" else as_text(found, called, unit))


@main.command(help=_("Write the id of every task into a plan, so that tasks keep theirs when the numbers change."))
@PLAN
@reported
def pin(plan: Path) -> None:
    """Pin the tasks of `plan`."""
    loaded = load_plan(plan)
    text = plan.read_bytes().decode("utf-8")
    made = pinned(loaded, text)
    count = sum(1 for task in tasks(loaded.plan) if task.item is not None and task.item.id is None)
    if made != text:
        put(plan, made.encode(), diagnostics.revising.NOT_WRITABLE)
    click.echo(_("{count} ids written into {path}").format(count=count, path=plan))

"""Arguments of `report` → the consolidated report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

import gen
from gen.cli.commands import command
from gen.cli.frame import notice, reported
from gen.cli.options import AS_OF, FORCE, OBLIGATION, PERIOD, PLAN, TEMPLATES
from gen.locale import _
from gen.returns.consolidation.own_part import OWN_PASSAGES
from gen.returns.consolidation.report import ConsolidatedReport


@command("report")
@PLAN
@OBLIGATION
@PERIOD
@AS_OF
@click.option("--to", metavar="FOLDER", type=click.Path(path_type=Path), default=Path(),
              help=_("The folder for the two files."))  # fmt: skip
@click.option("--own", metavar="FILE.docx", type=click.Path(path_type=Path),
              help=_("An earlier draft: what was written into its marked places is taken over."))  # fmt: skip
@TEMPLATES
@FORCE
@reported
def report_command(plan: Path, to: Path, **options: Any) -> None:
    """Make the report and its workbook; print their paths, how complete they are, and what is still to be done."""
    consolidated = gen.consolidate(plan, to=to, **options)
    notice(consolidated.notices)
    files = consolidated.files(to)
    click.echo("\n".join([*map(str, files), consolidated.completeness, *_describe_own(consolidated)]))
    line = _("the Word file has {count} comments with sources; to send it: gen issue --report {path}")
    click.echo(line.format(count=consolidated.comments, path=next(iter(files))))


def _describe_own(consolidated: ConsolidatedReport) -> Iterator[str]:
    """How much of what the consolidating unit wrote itself was taken over, by place."""
    own = consolidated.own
    written = [f"{one.title} ({len(own.written[one.name])})" for one in OWN_PASSAGES if own.written.get(one.name)]
    if written:
        yield _("paragraphs taken over from {office}: {written}").format(office=own.office, written="; ".join(written))

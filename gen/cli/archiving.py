"""Arguments of `archive` and `verify` → the next issue of the archive; a signed copy brought back; is all as it was?"""

from __future__ import annotations

import datetime
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from gen.archive import Added, Bringing, Packed, Report, Request, add, pack, verify
from gen.cli.frame import AS_JSON, OUT, PLAN, given_day, main, report, reported
from gen.documents import BUILT_DOCUMENTS
from gen.locale import _
from gen.printing import as_blocks

_DEFAULT = "pack"
_PATH = click.Path(path_type=Path)


class _PackingGroup(click.Group):
    """A group whose first command may be left out: `gen archive plan.yaml` is `gen archive pack plan.yaml`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command's name before arguments that begin with none."""
        named = args and (args[0] in self.commands or args[0] in ctx.help_option_names)
        return super().parse_args(ctx, args if named else [_DEFAULT, *args])


@main.group(
    name="archive", cls=_PackingGroup, help=_("Pack what was built into the archive; bring signed copies back.")
)
def archive_group() -> None:
    """The commands of the archive."""


@archive_group.command(name=_DEFAULT, help=_("Make the next issue of the archive (the word pack may be left out)."))
@PLAN
@OUT
@click.option("--to", type=_PATH, metavar="FOLDER", help=_("The folder of bags; else archive beside the plan."))
@click.option("--zip", "zipped", is_flag=True, help=_("The bag as one zip."))
@click.option("--templates", type=_PATH, help=_("The folder of templates; else the one beside the plan."))
@click.option("--date", metavar="DATE", type=given_day, help=_("The day that the bag bears."))
@click.option("--sheets", metavar="NAME", help=_("The PDF engine for lists: embedded, or pdfkit (wkhtmltopdf)."))
@reported
def pack_command(
    plan: Path, out: str, to: Path | None, zipped: bool, templates: Path | None, date: datetime.date | None,
    sheets: str | None,
) -> None:  # fmt: skip
    """Pack, and say where the bag lies and by which seal it is known."""
    folder, day = plan.parent, date.isoformat() if date else ""
    where = to or folder / "archive", templates or folder / "templates"
    _show_packed(pack(Request(plan, out, *where, zipped, day, sheets)))


@archive_group.command(name="add", help=_("Bring signed PDFs back: the next issue takes them in."))
@click.argument("files", type=_PATH, nargs=-1, required=True, metavar="SIGNED.pdf…")
@click.option(
    "--to", type=_PATH, default=Path("archive"), metavar="FOLDER|BAG", help=_("The folder of bags, or a bag.")
)
@click.option("--unit", default="", metavar="ID", help=_("Whose document it is."))
@click.option("--document", type=click.Choice([d.name for d in BUILT_DOCUMENTS]), help=_("Which document it is."))
@click.option("--scan", is_flag=True, help=_("A paper signed by hand and scanned: without a digital signature."))
@reported
def add_command(files: tuple[Path, ...], to: Path, unit: str, document: str | None, scan: bool) -> None:
    """Bring the files in, and say which document each is a copy of."""
    _show_added(add(Bringing(files, to, unit, document or "", scan)))


@main.command(name="verify", help=_("Verify a bag, its zip or a folder of bags: every checksum, the index, the chain."))
@click.argument("target", type=_PATH)
@click.option("--seal", default="", metavar="SHA256", help=_("The seal that was noted down of the newest issue."))
@AS_JSON
@reported
def verify_command(target: Path, seal: str, form: str) -> None:
    """Everything that is not as it was."""
    found = verify(target, seal)
    report(found.findings, form) if form == "json" else _show_report(found)
    sys.exit(found.exit_code)


def _show_packed(packed: Packed) -> None:
    if packed.notices:
        click.echo(as_blocks(packed.notices), err=True)
    if packed.bag is None:
        click.echo(_("nothing is new since {bag}: no bag was made").format(bag=packed.name))
        return
    message = _("{bag}: {files} files, {documents} rows in the index")
    click.echo(message.format(bag=packed.bag, files=packed.files, documents=packed.documents))
    click.echo(_("seal: {seal} (note it down elsewhere: it tells this issue from any other)").format(seal=packed.seal))


def _show_added(copies: Sequence[Added]) -> None:
    for added in copies:
        told = _("{name} is there already: {place}") if added.known else _("{name} is a copy of {draft}: {place}")
        click.echo(told.format(name=added.source.name, draft=added.copy.draft, place=added.place))
        if added.copy.signatures:
            click.echo(f"  {added.copy.signature_text()}")


def _show_report(found: Report) -> None:
    if found.findings:
        click.echo(as_blocks(found.findings), err=True)
    for bag in found.bags:
        verdict = _("{count} errors").format(count=bag.errors) if bag.errors else _("every file is as it was")
        line = _("{place}: {files} files, {verdict}; seal {seal}")
        click.echo(line.format(place=bag.place, files=bag.files, verdict=verdict, seal=bag.seal or "–"))

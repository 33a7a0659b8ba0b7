"""Arguments of `archive` and `verify` → the next issue of the archive, stored signed copies, a verification."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

import gen
from gen import terminal
from gen.archiving import AddedCopy, AddRequest, PackResult, VerificationReport, add_signed_copies
from gen.archiving.bag.index import HEADINGS
from gen.archiving.bag.layout import archive_beside
from gen.cli.commands import TABLE, command
from gen.cli.frame import notice, report, reported
from gen.cli.options import AS_JSON, DAY, OUT, PERIOD, PLAN, PLAN_OPTION, SHEETS, TEMPLATES
from gen.documents import BUILT_DOCUMENTS
from gen.locale import _
from gen.reporting.occasions import typed_period_key

_DEFAULT = "pack"
_PATH = click.Path(path_type=Path)
_TO = click.option(
    "--to", type=_PATH, metavar="FOLDER|BAG", help=_("The folder of bags, or a bag; else archive beside the plan.")
)


class _PackingGroup(click.Group):
    """A group whose command `pack` may be left out: `gen archive plan.yaml` is `gen archive pack plan.yaml`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Insert `pack` where the arguments do not begin with a command."""
        named = args and (args[0] in self.commands or args[0] in ctx.help_option_names)
        return super().parse_args(ctx, args if named else [_DEFAULT, *args])


@click.group(name="archive", cls=_PackingGroup, help=TABLE["archive"].help)
def archive_command() -> None:
    """The commands of the archive."""


@archive_command.command(name=_DEFAULT, help=_("Make the next issue of the archive (the word pack may be left out)."))
@PLAN
@OUT
@_TO
@click.option("--zip", "zipped", is_flag=True, help=_("The bag as one zip."))
@TEMPLATES
@click.option("--date", type=DAY, help=_("The day that the bag bears."))
@SHEETS
@reported
def pack_command(plan: Path, **options: Any) -> None:
    """Pack, and print the path of the bag and its seal."""
    with terminal.ProgressBars() as bars:
        packed = gen.archive(plan, progress=bars, **options)
    _show_packed(packed)


@archive_command.command(name="add", help=_("Bring signed PDFs back: the next issue takes them in."))
@click.argument("files", type=_PATH, nargs=-1, required=True, metavar="SIGNED.pdf…")
@PLAN_OPTION
@_TO
@click.option("--unit", metavar="UNIT", help=_("Whose document it is: the unit's id or name."))
@click.option("--document", type=click.Choice([d.name for d in BUILT_DOCUMENTS]), help=_("Which document it is."))
@click.option("--obligation", metavar="ID", help=_("Which report it is, where the unit has several forms."))
@PERIOD
@click.option("--scan", is_flag=True, help=_("A paper signed by hand and scanned: without a digital signature."))
@click.option("--number", metavar="N", help=_("Its number, where the file does not show it: 12/KH-UBND."))
@click.option("--date", type=DAY, metavar="D", help=_("Its date, where the file does not show it."))
@reported
def add_command(
    files: tuple[Path, ...], plan: Path, to: Path | None, unit: str | None, document: str | None,
    obligation: str | None, period: str | None, scan: bool, number: str | None, date: datetime.date | None,
) -> None:  # fmt: skip
    """Store the signed copies, and print which document each is a copy of."""
    given = (number or "", date.isoformat() if date else "")
    request = AddRequest(
        files, to or archive_beside(plan), unit or "", document or "", scan, obligation or "", *given, plan,
        period=typed_period_key(period or ""),
    )  # fmt: skip
    _show_added(add_signed_copies(request))


@command("verify")
@click.argument("target", type=_PATH)
@click.option("--seal", default="", metavar="SHA256", help=_("The seal that was noted down of the newest issue."))
@AS_JSON
@reported
def verify_command(target: Path, seal: str, form: str) -> None:
    """Verify, and print everything that is not as it was; the exit code is 1 where anything is not."""
    found = gen.verify(target, seal=seal)
    report(found.findings, form) if form == "json" else _show_report(found)
    sys.exit(found.exit_code)


def _show_packed(packed: PackResult) -> None:
    notice(packed.notices)
    if packed.bag is None:
        click.echo(_("nothing is new since {bag}: no bag was made").format(bag=packed.name))
        return
    message = _("{bag}: {files} files, {documents} rows in the index")
    click.echo(message.format(bag=packed.bag, files=packed.files, documents=packed.documents))
    click.echo(_("seal: {seal} (note it down elsewhere: it tells this issue from any other)").format(seal=packed.seal))


def _show_added(copies: Sequence[AddedCopy]) -> None:
    for added in copies:
        line = _("{name} is there already: {place}") if added.is_known else _("{name} is a copy of {draft}: {place}")
        click.echo(line.format(name=added.source.name, draft=added.copy.draft, place=added.target))
        if added.copy.signatures:
            click.echo(f"  {added.copy.signature_text()}")
        notice(added.notices)


def _show_report(found: VerificationReport) -> None:
    notice(found.findings)
    for bag in found.bags:
        verdict = _("{count} errors").format(count=bag.errors) if bag.errors else _("every file is as it was")
        line = _("{place}: {files} files, {verdict}; seal {seal}")
        click.echo(line.format(place=bag.place, files=bag.files, verdict=verdict, seal=bag.seal or "–"))
    for line in (*_checked(found), *_unchecked(found)):
        click.echo(line)


def _checked(found: VerificationReport) -> Iterator[str]:
    """What exactly was checked, in the order of docs/archive.md."""
    contents = [bag.contents for bag in found.bags if bag.contents is not None]
    yield _("checked: every byte of {files} files, by two checksums each").format(
        files=sum(bag.files - bag.unread for bag in found.bags)
    )
    rows = sum(one.rows for one in contents if one.plan)
    if rows:
        line = _(
            "checked: all {columns} cells of {rows} rows of index.csv, against the plan, manifest.json and the files"
        )
        yield line.format(columns=len(HEADINGS), rows=rows)
    if any(one.pdfs for one in contents):
        line = _("checked: pages, encryption, claimed PDF/A and signatures of {count} PDFs")
        yield line.format(count=sum(one.pdfs for one in contents))
    if any(one.copies for one in contents):
        line = _("checked: {count} signed copies, {signatures} signatures: nothing was changed since they were signed")
        copies, signatures = sum(one.copies for one in contents), sum(one.signatures for one in contents)
        yield line.format(count=copies, signatures=signatures)
    if any(one.received for one in contents):
        line = _("checked: {count} files that came back or were sent, against their records")
        yield line.format(count=sum(one.received for one in contents))
    if any(one.texts for one in contents):
        line = _("checked: {count} texts that the plan had, against the history beside it")
        yield line.format(count=sum(one.texts for one in contents))
    if any(one.register for one in contents):
        yield _("checked: the register of what was issued, against manifest.json")
    if any(one.list for one in contents):
        yield _("checked: the printed list, against index.csv")
    if found.is_whole and len(found.bags) > 1:
        yield _("checked: the chain of {count} issues").format(count=len(found.bags))


def _unchecked(found: VerificationReport) -> Iterator[str]:
    """What nobody may take for checked."""
    if unread := sum(bag.unread for bag in found.bags):
        yield _("not checked: {count} files that could not be read").format(count=unread)
    for bag in found.bags:
        if bag.contents is None:
            line = _("not checked: what the index of {place} says, since not all that it is held against could be read")
            yield line.format(place=bag.place)
        elif bag.contents.rows and not bag.contents.plan:
            yield _("not checked: the cells of {place}: the plan there cannot be relied on").format(place=bag.place)
    if any(bag.contents and bag.contents.signatures for bag in found.bags):
        yield _("not checked: whose certificates they are, and the time of signing: the signer's computer said it")
    if not found.is_sealed:
        yield _("not checked: whether the newest issue is the one that it was: that takes its seal (--seal)")

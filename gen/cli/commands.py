"""A command's name → the command, imported only when it is called: help and completion read the table alone."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click

import gen
from gen.garbage import without_garbage_collection
from gen.locale import _, configure_gettext

configure_gettext()


@dataclass(frozen=True, slots=True)
class CommandEntry:
    """A command: the function NAME_command of `module`, and its help text."""

    module: str
    help: str


TABLE = {
    "archive": CommandEntry("archive", _("Pack what was built into the archive; bring signed copies back.")),
    "bodies": CommandEntry("bodies", _("Suggest the bodies of a unit, with what each does, to copy into the plan.")),
    "build": CommandEntry("build", _("Make every unit's documents.")),
    "cascade": CommandEntry("cascade", _("Make a unit's own plan, one level down, from its tasks in a plan.")),
    "chase": CommandEntry("chase", _("Write the letter that reminds the units behind, and a text for messages.")),
    "check": CommandEntry("check", _("Check a plan: every mistake and doubt, with its place.")),
    "collect": CommandEntry("collect", _("Keep filled forms as they came, and put down what they say.")),
    "diff": CommandEntry("diff", _("What changed from one version of a plan to the next, unit by unit.")),
    "doctor": CommandEntry("doctor", _("Say what this machine has, and what to install.")),
    "extend": CommandEntry("extend", _("Give a unit more time for its report, once, with the reason.")),
    "fill": CommandEntry(
        "fill", _("Fill the form that this office owes its superior with what its own units reported; shown first.")
    ),
    "import": CommandEntry(
        "importing", _("Draft a plan.yaml from a plan in Word, .doc, .odt, .rtf, PDF or plain text.")
    ),
    "init": CommandEntry("init", _("A starter folder for a new office: plan.yaml, units.yaml, templates.")),
    "issue": CommandEntry("issue", _("Give documents their numbers and dates; from then on they stay as issued.")),
    "key": CommandEntry("key", _("Make a secret key: then nobody else can make a form that passes.")),
    "lint": CommandEntry(
        "lint", _("Check Word files against the layout rules of Decree 30; folders with all that is in them.")
    ),
    "list": CommandEntry("list_units", _("List the units and what each has.")),
    "pin": CommandEntry(
        "pin", _("Write the id of every task into a plan, so that tasks keep theirs when the numbers change.")
    ),
    "read": CommandEntry("read", _("What filled forms say; nothing is kept.")),
    "report": CommandEntry("report", _("Consolidate what came in: one Word document, and a workbook with every cell.")),
    "returns": CommandEntry(
        "returns", _("What was received: list, withdraw, restore, move it; correct single answers.")
    ),
    "schema": CommandEntry("schema", _("Print the JSON Schema of plan.yaml, for editors.")),
    "show": CommandEntry("show", _("Show one unit's tasks and dates.")),
    "status": CommandEntry("status", _("Who has reported, who is late, and who has to add something.")),
    "verify": CommandEntry(
        "archive", _("Verify a bag, its zip or a folder of bags: every checksum, the index, the chain.")
    ),
}


class Commands(click.Group):
    """A group that has the commands' names and help texts, and imports the command that is called."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that `args` name, imported, and the remaining arguments."""
        name, found, rest = super().resolve_command(ctx, args)
        return name, load(name) if name in TABLE else found, rest


@without_garbage_collection()
def load(name: str) -> click.Command:
    """The command called `name`, imported now."""
    found: click.Command = getattr(import_module(f"gen.cli.{TABLE[name].module}"), f"{name}_command")
    return found


def command(name: str) -> Callable[[Callable[..., Any]], click.Command]:
    """Make a function the command called `name`, with the help text of the table."""
    return click.command(name=name, help=TABLE[name].help)


_OUTLINES = {name: click.Command(name, help=entry.help) for name, entry in TABLE.items()}


@click.group(
    cls=Commands,
    commands=_OUTLINES,
    help=_("From one plan.yaml: every unit's implementation plan and report form, as Word and PDF."),
)
@click.version_option(gen.__version__, prog_name="gen")
def main() -> None:
    """Print UTF-8 on every terminal, then run the command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")

"""Arguments of `doctor` → what this machine has, and what to install."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from gen import terminal
from gen.cli.commands import command
from gen.cli.frame import reported
from gen.cli.options import AS_JSON
from gen.doctor import check_system


@command("doctor")
@AS_JSON
@reported
def doctor_command(form: str) -> None:
    """Print the state of Python, engines, fonts and language."""
    findings = check_system()
    if form == "json":
        click.echo(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2))
    else:
        terminal.show_checks(findings)

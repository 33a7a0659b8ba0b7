"""`schema` → the JSON Schema of plan.yaml."""

from __future__ import annotations

import click

from gen.cli.commands import command
from gen.cli.frame import reported
from gen.plan.schema import schema_text


@command("schema")
@reported
def schema_command() -> None:
    """Print the schema that the loader enforces."""
    click.echo(schema_text(), nl=False)

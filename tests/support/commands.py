"""The commands as click holds them: each with its name, and what a parameter is where nobody gives it."""

from collections.abc import Iterator

import click

from gen.cli.commands import TABLE, load


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command, those of a group under both names."""
    for name in TABLE:
        command = load(name)
        if isinstance(command, click.Group):
            yield from ((f"{name} {below}", one) for below, one in command.commands.items())
        else:
            yield name, command


def defaults(command: click.Command) -> dict[str, object]:
    """What the command's function is given for each parameter that nobody names."""
    return dict(command.make_context(command.name, [], resilient_parsing=True).params)

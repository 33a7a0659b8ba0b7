"""Options: the same meaning has the same name and the same default in every command."""

from collections import defaultdict

import click
import pytest

from gen.cli.options import DAY
from tests.support.commands import commands, defaults

MEANINGS: dict[str, dict[str, set[str]]] = {
    "--plan": {"the plan, where the arguments are other files": {
        "read", "collect", "extend", "archive add", "returns list", "returns withdraw", "returns restore",
        "returns move", "returns correct",
    }, "the superior's plan": {"cascade"}, "the own plan": {"fill"}},
    "--out": {"the folder of the results": {"build", "issue", "archive pack"}},
    "--templates": {"the folder of templates": {"build", "issue", "chase", "report", "archive pack"}},
    "--engine": {"the PDF engine": {"build", "issue"}},
    "--sheets": {"the PDF engine for lists": {"build", "archive pack"}},
    "--obligation": {
        "which report": {
            "status", "chase", "report", "collect", "extend", "issue", "archive add", "returns list", "returns correct",
            "fill",
        },
        "the report to which it moves": {"returns move"},
    },
    "--period": {
        "of which period": {
            "build", "status", "chase", "report", "collect", "extend", "returns list", "returns correct", "issue",
            "archive add", "fill",
        },
        "the period to which it moves": {"returns move"},
    },
    "--as-of": {"on which day": {"build", "status", "chase", "report", "returns list", "fill"}},
    "--format": {
        "how the result is printed": {
            "check", "list", "show", "doctor", "read", "collect", "status", "import", "diff", "lint", "verify",
            "returns list", "cascade", "fill",
        },
    },
    "--zip": {"packed as zip": {"build", "archive pack"}},
    "--reason": {
        "why": {"issue", "extend", "returns withdraw", "returns restore", "returns move", "returns correct"},
    },
    "--received": {"when it came": {"collect"}, "when it was said": {"returns correct"}},
    "--date": {
        "the day that is written down": {"issue", "archive pack", "archive add"}, "the day of the draft": {"cascade"},
    },
    "--number": {"the number of a document": {"issue", "archive add"}},
    "--unit": {
        "units of a build, many": {"build"}, "one unit": {"issue", "diff", "archive add", "returns list", "collect"},
    },
    "--document": {
        "documents of a build, many": {"build"}, "the one to issue": {"issue"},
        "what a signed file is": {"archive add"},
    },
    "--force": {"replace what others did": {"build", "issue", "status", "chase", "report", "cascade", "fill"}},
    "--to": {
        "the folder of bags": {"archive pack", "archive add"}, "the board's file": {"status"}, "the letter": {"chase"},
        "the folder of the report": {"report"}, "the draft": {"import"},
        "the folder of the own plan": {"cascade"}, "the form as a draft": {"fill"},
    },
}  # fmt: skip
"""Each option that several commands have: what it means, and where it means that."""


def options() -> dict[str, dict[str, click.Option]]:
    found: dict[str, dict[str, click.Option]] = defaultdict(dict)
    for name, command in commands():
        for option in command.params:
            if isinstance(option, click.Option):
                found[option.opts[-1]][name] = option
    return found


def test_every_option_of_several_commands_is_in_the_table() -> None:
    shared = {name: set(where) for name, where in options().items() if len(where) > 1}
    assert shared == {name: set().union(*meanings.values()) for name, meanings in MEANINGS.items()}


@pytest.mark.parametrize(
    ("name", "where"), [(n, w) for n, meanings in MEANINGS.items() for w in meanings.values() if len(w) > 1]
)
def test_same_meaning_has_the_same_default(name: str, where: set[str]) -> None:
    found = options()[name]
    each = dict(commands())
    values = {repr(defaults(each[command])[found[command].name]) for command in where if not found[command].required}
    assert len(values) == 1
    assert len({found[command].is_flag for command in where}) == 1


def test_argument_and_option_for_the_plan_have_the_same_default() -> None:
    values = {
        repr(defaults(command)["plan"])
        for _name, command in commands()
        for parameter in command.params
        if parameter.name == "plan"
    }
    assert len(values) == 1


@pytest.mark.parametrize("option", ["--as-of", "--by", "--until"])
def test_days_are_read_alike(option: str) -> None:
    assert {one.type for one in options()[option].values()} == {DAY}

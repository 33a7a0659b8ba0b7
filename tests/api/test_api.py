"""`import gen`: functions that take and give values, print nothing, end nothing, and load only what they need."""

import importlib
import inspect
import os
import pickle
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import click
import pytest

import gen
from gen import api
from gen.cli.commands import TABLE, load
from gen.returns.clock import day_meant, moment_meant
from tests.support import plans
from tests.support.commands import defaults

ROOT = Path(__file__).parents[2]
FUNCTIONS = sorted(name for name in gen.__all__ if inspect.isfunction(getattr(gen, name)))
COMMANDS = {
    "archive": "archive", "build": "build", "cascade": "cascade", "check": "check", "collect": "collect",
    "fill_form": "fill",
    "diff": "diff", "issue": "issue", "lint": "lint", "verify": "verify", "import_plan": "import",
    "read_forms": "read", "status": "status", "task_board": "status",
    "remind": "chase", "consolidate": "report", "list_returns": "returns list", "withdraw_return": "returns withdraw",
    "restore_return": "returns restore", "move_return": "returns move", "correct_answer": "returns correct",
}  # fmt: skip
"""Each function and the command that does the same; load_plan is part of every command."""
CHOSEN = {"issue_report": "issue"}
"""Functions that an option of a command chooses (--report), and that command."""

OF_THE_COMMAND = {
    "form",
    "is_withdrawn",
    "verbose",
    "word",
    "reason",
    "to",
    "force",
    "clear",
    "value",
    "at",
    "tasks",
    "explain",
    "draft",
}
"""What a command asks for its printing and writing; `to` has a default there, and none in the functions. No value is
--clear there and None in the functions; when a decision is made, only programs say. `--tasks` and `--report` choose one
of two functions."""


def command_of(name: str) -> click.Command:
    first, _space, inner = {**COMMANDS, **CHOSEN}[name].partition(" ")
    found = load(first)
    if inner:
        assert isinstance(found, click.Group)
        return found.commands[inner]
    return found.commands["pack"] if isinstance(found, click.Group) else found


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "GEN_LANG": "en"}
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8"
    )


def test_every_function_has_its_command() -> None:
    assert {*COMMANDS, *CHOSEN, "load_plan"} == set(FUNCTIONS)
    assert {command.split(" ")[0] for command in COMMANDS.values()} <= set(TABLE)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_keywords_and_defaults_are_those_of_the_command(name: str) -> None:
    keywords = {k: p.default for k, p in inspect.signature(getattr(gen, name)).parameters.items() if k != "progress"}
    asked = {p.name: p for p in command_of(name).params}
    assert set(asked) - OF_THE_COMMAND == set(keywords) - OF_THE_COMMAND
    given = defaults(command_of(name))
    for key, parameter in asked.items():
        if key in keywords and key not in OF_THE_COMMAND and not parameter.required:
            assert (given[key] or None) == (keywords[key] or None), key


@pytest.mark.parametrize("name", sorted(CHOSEN))
def test_function_that_an_option_chooses_has_keywords_of_its_command(name: str) -> None:
    keywords = {k: p.default for k, p in inspect.signature(getattr(gen, name)).parameters.items()}
    given = defaults(command_of(name))
    assert set(keywords) <= set(given)
    assert {k: given[k] or None for k in keywords if k != "draft"} == {
        k: one or None for k, one in keywords.items() if k != "draft"
    }


def test_no_module_has_the_name_of_a_function() -> None:
    modules = {path.stem for path in (ROOT / "gen").glob("*.py")} | {p.name for p in (ROOT / "gen").iterdir()}
    assert modules & set(FUNCTIONS) == set()


def test_functions_stay_functions_whatever_was_imported() -> None:
    for room in ("issuing", "linting.files", "archiving.pack.packing"):
        importlib.import_module(f"gen.{room}")
    assert (gen.issue, gen.lint, gen.archive) == (api.issue, api.lint, api.archive)


def test_import_gen_loads_no_room() -> None:
    done = run("-c", "import sys, gen; print([n for n in sys.modules if n.startswith('gen.')])")
    assert done.stdout.strip() == "[]", done.stderr


def test_unknown_name_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'buidl'"):
        gen.buidl  # noqa: B018


def test_names_are_offered_before_they_were_imported() -> None:
    assert set(gen.__all__) <= set(dir(gen))


def test_mistakes_are_raised_and_nothing_is_printed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(gen.GenError) as raised:
        gen.build(tmp_path / "nothing.yaml")
    assert [found.code for found in raised.value.diagnostics] == ["PLAN-001"]
    assert capfd.readouterr() == ("", "")


def test_a_build_prints_nothing_and_calls_progress(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    plan = plans.write(tmp_path, plans.base())
    seen: list[tuple[int, int]] = []
    result = gen.build(
        plan, out=str(tmp_path / "out"), pdf=False, progress=lambda _stage, done, steps: seen.append((done, steps))
    )
    assert result.exit_code == 0
    assert seen == [(done, seen[0][1]) for done in range(seen[0][1] + 1)]
    assert capfd.readouterr() == ("", "")


def test_a_plan_may_be_given_as_a_value(tmp_path: Path) -> None:
    loaded = gen.load_plan(plans.write(tmp_path, plans.base()))
    assert gen.diff(loaded, loaded).changes.changes == ()


def test_python_m_gen_is_the_command_line() -> None:
    assert run("-m", "gen", "--version").stdout == f"gen, version {gen.__version__}\n"
    assert run("-m", "gen", "check", "nothing.yaml").returncode == 1


def test_an_error_comes_from_another_process_with_its_findings(tmp_path: Path) -> None:
    with pytest.raises(gen.GenError) as raised:
        gen.load_plan(tmp_path / "nothing.yaml")
    there = pickle.loads(pickle.dumps(raised.value))
    assert (type(there), there.diagnostics) == (type(raised.value), raised.value.diagnostics)


def test_a_text_alone_is_one_name(tmp_path: Path) -> None:
    plan = plans.write(tmp_path, plans.base())
    with pytest.raises(gen.GenError, match='no unit "khong-co"'):
        gen.build(plan, units="khong-co")


@pytest.mark.parametrize(
    "day",
    [date(2027, 1, 5), datetime(2027, 1, 5, 8, tzinfo=UTC), datetime(2027, 1, 4, 20, tzinfo=UTC), datetime(2027, 1, 5)],
)
def test_a_moment_is_the_day_that_it_is_in_vietnam(day: date) -> None:
    assert day_meant(day) == date(2027, 1, 5)


def test_one_document_beside_a_table_is_not_left_out_in_silence(tmp_path: Path) -> None:
    plan = plans.write(tmp_path, plans.base())
    with pytest.raises(gen.GenError) as raised:
        gen.issue(plan, table=tmp_path / "t.csv", unit="xa-a", number="5", date="5/7/2021", allow_blank=True)
    assert [found.code for found in raised.value.diagnostics] == ["ISS-020"]


def test_unknown_document_is_refused_with_the_names_that_there_are(tmp_path: Path) -> None:
    plan = plans.write(tmp_path, plans.base())
    with pytest.raises(ValueError, match="'plans'; there are plan, report"):
        gen.build(plan, out=str(tmp_path / "out"), documents="plans")


def test_text_that_is_no_day_is_refused(tmp_path: Path) -> None:
    plan = plans.write(tmp_path, plans.base())
    with pytest.raises(ValueError, match="'soon' is no day"):
        gen.archive(plan, date="soon")


@pytest.mark.parametrize("received", [date(2027, 1, 5), datetime(2027, 1, 5), datetime(2027, 1, 4, 17, tzinfo=UTC)])
def test_day_alone_is_the_moment_at_which_it_begins(received: date) -> None:
    assert moment_meant(received) == datetime(2027, 1, 4, 17, tzinfo=UTC)


def test_missing_folder_of_templates_is_one_mistake(tmp_path: Path) -> None:
    plan = plans.write(tmp_path, plans.base())
    with pytest.raises(gen.GenError) as raised:
        gen.build(plan, out=str(tmp_path / "out"), templates=tmp_path / "mau")
    assert [found.code for found in raised.value.diagnostics] == ["TPL-015"]

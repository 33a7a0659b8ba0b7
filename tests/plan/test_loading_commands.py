"""What a command costs before it does anything: each is imported only when it is called."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import click
import pytest

from gen.cli import main
from gen.cli.commands import TABLE, load

ROOT = Path(__file__).parents[2]
HEAVY = {
    "django", "pyhanko", "bagit", "distributed", "docx", "docxtpl", "jinja2", "lxml", "pydantic", "yaml", "rich",
    "pikepdf", "pypdfium2", "fontTools", "PIL", "typst", "pdfkit", "xlsxwriter", "isal", "fsspec", "asyncio",
    "multiprocessing",
}  # fmt: skip
OF_RETURNS = {"django", "pyhanko", "bagit", "distributed", "fsspec"}
"""What takes back, signs, archives and distributes: a build on one machine needs none of it."""

LOADED = "import sys, atexit; atexit.register(lambda: print('LOADED', *sys.modules)); "
ALLOWED = {
    "--help": frozenset(),
    "check plan.yaml": frozenset({"pydantic", "yaml"}),
    "list plan.yaml --format json": frozenset({"pydantic", "yaml"}),
    "lint templates/plan.docx": frozenset({"lxml"}),
    "diff plan.yaml plan.yaml": frozenset({"pydantic", "yaml"}),
}
"""A command and the libraries that it needs, of the heavy ones."""


def loaded(arguments: str) -> set[str]:
    program = f"{LOADED}sys.argv = ['gen', *{arguments.split()!r}]; from gen.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, encoding="utf-8",
        env={**os.environ, "GEN_LANG": "en"},
    )  # fmt: skip
    listed = done.stdout.rpartition("LOADED ")[2].split()
    assert "gen.cli" in listed, done.stderr
    return {name.partition(".")[0] for name in listed}


def processor_time(*arguments: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


@pytest.mark.parametrize("arguments", ALLOWED)
def test_a_command_loads_only_what_it_needs(arguments: str) -> None:
    assert loaded(arguments) & HEAVY <= ALLOWED[arguments]


def test_a_build_does_not_load_what_takes_back_and_archives(tmp_path: Path) -> None:
    build = f"build plan.yaml --unit tand-huyen --no-pdf --out {tmp_path}"
    assert loaded(build) & OF_RETURNS == set()
    assert loaded(build) & {*OF_RETURNS, "docx", "docxtpl", "jinja2", "xlsxwriter", "rich", "fontTools"} == set()


def test_help_costs_few_times_what_python_costs() -> None:
    """Python alone costs some 0.02 s, help 0.06 s; with every command imported it was 1.2 s, sixty times as much."""
    alone = min(processor_time("-c", "import click") for _ in range(3))
    help_page = min(processor_time("-m", "gen", "--help") for _ in range(3))
    assert help_page < 5 * alone


@pytest.mark.parametrize("name", sorted(TABLE))
def test_table_says_what_the_command_says(name: str) -> None:
    assert load(name).name == name
    assert load(name).help == TABLE[name].help


def test_completion_offers_the_commands() -> None:
    offered = main.shell_complete(click.Context(main, info_name="gen"), "c")
    assert [item.value for item in offered] == ["cascade", "chase", "check", "collect"]
    assert all(item.help for item in offered)

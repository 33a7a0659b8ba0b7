"""What the repository owes a stranger: its name, its terms, its locks, and that what its pages name exists."""

import configparser
import json
import re
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCKS = ("run", "cluster", "postgres", "dev", "tools", "editors")
ENDINGS = {".py", ".md", ".po", ".html", ".toml", ".yaml", ".yml", ".txt", ".in", ".sh", ""}
NEWCOMERS = ("CONTRIBUTING.md", "SECURITY.md", "docs/README.md", "docs/glossary.md")


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def project() -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads(text_of("pyproject.toml"))["project"]
    return found


def files() -> list[Path]:
    """The repository's own text files."""
    found = [path for path in ROOT.iterdir() if path.is_file()]
    for folder in ("gen", "docs", "examples", "templates", "tests", "tools", "requirements", "benchmarks", ".ci"):
        found += [path for path in (ROOT / folder).rglob("*") if path.is_file() and "node_modules" not in path.parts]
    return [path for path in found if path.suffix in ENDINGS]


# ---- the name ----------------------------------------------------------------

PIP_INSTALL = re.compile(r"(?:pipx?|uvx?|uv pip|uv tool)(?:\.exe)? (?:install|add|run)((?: [^\n`]+)?)")


def packages(arguments: str) -> list[str]:
    """The names of packages among the arguments of an install command."""
    words = [word.strip("'\"(),;:") for word in arguments.split()]
    return [re.split(r"[\[=<>!~@;]", word)[0].strip("'\"") for word in words if not word.startswith(("-", ".", "/"))]


def test_nobody_is_told_to_install_somebody_elses_gen() -> None:
    told = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in files()
        if path != Path(__file__)
        for found in PIP_INSTALL.finditer(path.read_text(encoding="utf-8"))
        if "gen" in packages(found[1])
    ]
    assert told == []


@pytest.mark.parametrize("line", ["pip install gen", "pip install -U 'gen[cluster]'", 'pip install "gen>=1"'])
def test_a_hint_that_names_the_index_would_be_found(line: str) -> None:
    found = PIP_INSTALL.search(line)
    assert found is not None
    assert "gen" in packages(found[1])


def test_hints_name_extras_that_there_are() -> None:
    named = {
        extra
        for path in files()
        for found in re.findall(r"'\.\[([a-z,]+)\]'", path.read_text(encoding="utf-8"))
        for extra in found.split(",")
    }
    assert named <= set(project()["optional-dependencies"])
    assert {"cluster", "postgres"} <= named


# ---- the metadata ------------------------------------------------------------


@cache
def metadata(folder: Path) -> str:
    """METADATA of the package, as a build makes it."""
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    (folder / "gen").mkdir()
    shutil.copy(ROOT / "gen" / "__init__.py", folder / "gen")
    program = "from setuptools.build_meta import prepare_metadata_for_build_wheel as make; print(make('.'))"
    subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, check=True)
    (found,) = folder.glob("*.dist-info/METADATA")
    return found.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> str:
    return metadata(tmp_path_factory.mktemp("package"))


def test_the_package_says_its_name_and_terms(built: str) -> None:
    assert "\nName: gen-kehoach\n" in built
    assert "\nLicense-Expression: Apache-2.0\n" in built
    assert "\nLicense-File: LICENSE\n" in built


def test_the_index_gets_the_readme_without_what_only_files_beside_it_give(built: str) -> None:
    description = built.partition("\n\n")[2]
    assert "![" not in description
    assert re.findall(r"\]\((?!https:|#)[^)]*\)", description) == []
    for heading in re.findall(r"^## .+$", text_of("README.md"), re.MULTILINE):
        assert heading in description


def test_the_licence_is_the_whole_text() -> None:
    text = text_of("LICENSE")
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text


# ---- the lock ----------------------------------------------------------------


def locked(name: str) -> dict[str, tuple[Requirement, int]]:
    """The packages of a lock: what is asked for, and how many checksums it has."""
    entries = re.findall(
        r"^(\S.*?)((?: \\\n +--hash=sha256:[0-9a-f]{64})+)$", text_of(f"requirements/{name}.txt"), re.M
    )
    return {canonicalize_name(r.name): (r, hashes.count("sha256:")) for r, hashes in _parsed(entries)}


def _parsed(entries: list[tuple[str, str]]) -> list[tuple[Requirement, str]]:
    return [(Requirement(line), hashes) for line, hashes in entries]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_pins_every_package_by_checksum_and_names_no_host(name: str) -> None:
    text = text_of(f"requirements/{name}.txt")
    packages = re.findall(r"^[A-Za-z0-9].*$", text, re.MULTILINE)
    assert len(locked(name)) == len(packages) > 0
    assert all(re.fullmatch(r"==[^=,]+", str(r.specifier)) for r, _hashes in locked(name).values())
    assert "://" not in text


@pytest.mark.parametrize(
    ("name", "extras"),
    [("run", ()), ("cluster", ("cluster",)), ("postgres", ("postgres",)), ("dev", ("cluster", "postgres", "dev"))],
)
def test_a_lock_holds_all_that_pyproject_asks_for(name: str, extras: tuple[str, ...]) -> None:
    lines = [*project()["dependencies"], *(r for e in extras for r in project()["optional-dependencies"][e])]
    versions = {package: str(r.specifier)[2:] for package, (r, _hashes) in locked(name).items()}
    for wanted in map(Requirement, lines):
        found = versions.get(canonicalize_name(wanted.name), "")
        assert found, f"{wanted.name} is not in requirements/{name}.txt: make lock"
        assert wanted.specifier.contains(found, prereleases=True), f"{wanted}: make lock"


@pytest.mark.parametrize("name", ["run", "cluster", "postgres"])
def test_locks_agree_on_versions(name: str) -> None:
    everything = locked("dev")
    assert {p for p, (r, _hashes) in locked(name).items() if everything[p][0].specifier != r.specifier} == set()


def test_a_lock_serves_every_system() -> None:
    """A package with wheels for each system has the checksums of all of them."""
    assert locked("run")["lxml"][1] > 20


# ---- what an install consists of ---------------------------------------------


def test_the_sbom_lists_every_package_of_an_install_with_its_licence() -> None:
    sbom = json.loads(text_of("sbom.cdx.json"))
    assert sbom["bomFormat"] == "CycloneDX"
    assert sbom["metadata"]["component"]["name"] == project()["name"]
    here = {"sys_platform": "linux", "platform_machine": "x86_64", "implementation_name": "cpython"}
    wanted = {
        p: str(r.specifier)[2:] for p, (r, _h) in locked("run").items() if not r.marker or r.marker.evaluate(here)
    }
    listed = {canonicalize_name(each["name"]): each["version"] for each in sbom["components"]}
    assert listed == wanted, "make sbom"
    assert [each["name"] for each in sbom["components"] if not each["licenses"]] == []


# ---- pages for newcomers -----------------------------------------------------


@pytest.mark.parametrize("page", NEWCOMERS)
def test_files_that_a_page_names_are_there(page: str) -> None:
    named = re.findall(
        r"`((?:gen|docs|tests|tools|requirements|benchmarks)(?:/[\w.-]+)*/?|[\w.-]*\.(?:toml|yaml|md|json))`",
        text_of(page),
    )
    shown_elsewhere = {"plan.yaml", "gen", "tests", "index.json", "manifest.json"}
    assert [name for name in named if name not in shown_elsewhere and not (ROOT / name).exists()] == []


@pytest.mark.parametrize("page", [*NEWCOMERS, "README.md"])
def test_make_knows_every_target_that_a_page_names(page: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", text_of("Makefile"), re.MULTILINE))
    assert set(re.findall(r"`(?:\w+=\w+ )?make ([a-z-]+)", text_of(page))) <= targets


def test_hooks_call_what_the_project_has_and_download_nothing() -> None:
    hooks = yaml.safe_load(text_of(".pre-commit-config.yaml"))["repos"]
    assert [repo["repo"] for repo in hooks] == ["local"]
    installed = {canonicalize_name(Requirement(r).name) for r in project()["optional-dependencies"]["dev"]} | {"python"}
    for hook in hooks[0]["hooks"]:
        program, *arguments = hook["entry"].split()
        assert hook["language"] == "system"
        assert program.removeprefix(".venv/bin/") in installed
        for module in (a for a in arguments if a.startswith("tools.")):
            assert (ROOT / f"{module.replace('.', '/')}.py").is_file()


def test_editors_are_told_the_habits_of_the_style_checker() -> None:
    habits = configparser.ConfigParser()
    habits.read_string("[all]\n" + text_of(".editorconfig"))
    longest = tomllib.loads(text_of("pyproject.toml"))["tool"]["ruff"]["line-length"]
    assert habits["*.py"]["max_line_length"] == str(longest)
    assert habits["Makefile"]["indent_style"] == "tab"


# ---- the glossary ------------------------------------------------------------


def terms() -> list[list[str]]:
    rows = re.findall(r"^\| (.+) \|$", text_of("docs/glossary.md"), re.MULTILINE)
    return [cells for cells in ([c.strip() for c in row.split(" | ")] for row in rows) if cells[0] != "term"]


def test_every_term_has_vietnamese_a_meaning_and_a_place() -> None:
    assert [row for row in terms() if len(row) != 4 or not all(row)] == []


def test_no_term_stands_twice() -> None:
    names = [row[0] for row in terms()]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("row", terms(), ids=lambda row: row[0])
def test_a_term_is_where_the_glossary_says(row: list[str]) -> None:
    path = ROOT / row[3].strip("`").replace(".", "/")
    assert path.with_suffix(".py").is_file() or (path / "__init__.py").is_file(), row[3]

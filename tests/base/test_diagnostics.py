"""The registry of diagnostics: each code once, used, documented, with texts that can be filled in in both languages."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from gen import diagnostics
from gen.diagnostics.lint import LayoutRule
from gen.diagnostics.mistake import Mistake
from gen.errors import Location, Severity
from tools import catalogues

ROOT = Path(__file__).parents[2]
CODE = re.compile(r"[A-Z]+-\d{3}")
REGISTRY = ROOT / "gen" / "diagnostics"

NAMES = {
    (room, name): entry
    for room in diagnostics.__all__
    for name, entry in vars(getattr(diagnostics, room)).items()
    if isinstance(entry, Mistake | LayoutRule)
}
ENTRIES = sorted((entry for entry in NAMES.values() if isinstance(entry, Mistake)), key=lambda entry: entry.code)


def texts_of(path: Path) -> Iterator[str]:
    """The texts in the code of a module that are codes and nothing else."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
            yield node.value


def modules() -> Iterator[Path]:
    return (path for path in sorted((ROOT / "gen").rglob("*.py")) if REGISTRY not in path.parents)


def fields(template: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in Formatter().parse(template) if name}


def test_each_code_has_one_entry() -> None:
    codes = [entry.code for entry in NAMES.values()]
    assert [code for code in codes if codes.count(code) > 1] == []


@pytest.mark.parametrize("room", diagnostics.__all__)
def test_a_module_of_the_registry_holds_one_prefix(room: str) -> None:
    assert len({entry.code.partition("-")[0] for (where, _name), entry in NAMES.items() if where == room}) == 1


def test_every_code_has_one_section_and_every_section_a_code() -> None:
    errors = re.findall(r"^## (\S+)$", (ROOT / "docs/errors.md").read_text("utf-8"), re.MULTILINE)
    lint = re.findall(r"^### (\S+)$", (ROOT / "docs/lint.md").read_text("utf-8"), re.MULTILINE)
    assert all(code.startswith("LINT-") for code in lint)
    assert sorted(errors + lint) == sorted(entry.code for entry in NAMES.values())


@pytest.mark.parametrize("path", list(modules()), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_other_module_spells_a_code(path: Path) -> None:
    assert set(texts_of(path)) - {"SHA-256"} == set()


def test_every_entry_is_used() -> None:
    used = {
        match
        for path in modules()
        for match in re.findall(r"\bdiagnostics\.(\w+)\.([A-Z]\w+)", path.read_text(encoding="utf-8"))
    }
    assert sorted(set(NAMES) - used) == []


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_texts_have_the_same_places_in_both_languages(entry: Mistake) -> None:
    catalogue = catalogues.stored()
    for text in filter(catalogue.get, (entry.message, entry.hint)):
        assert fields(catalogue.get(text).string) == fields(text)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_texts_can_be_filled_in(entry: Mistake, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEN_LANG", language)
    names = fields(entry.message) | fields(entry.hint)
    found = entry.at(Location("plan.yaml", 3), **{name: f"<{name}>" for name in names})
    assert (found.code, found.severity, found.location) == (entry.code, entry.severity, Location("plan.yaml", 3))
    assert all(f"<{name}>" in found.message for name in fields(entry.message))
    assert all(f"<{name}>" in found.hint for name in fields(entry.hint))


def test_nearer_remedy_takes_the_place_of_the_entrys_own() -> None:
    assert diagnostics.build.UNKNOWN_UNIT.at(id="x", hint="did you mean y?").hint == "did you mean y?"


def test_value_that_is_missing_is_a_mistake_of_the_program() -> None:
    with pytest.raises(KeyError):
        diagnostics.plan.FILE_NOT_FOUND.at()


def test_warnings_are_the_doubts_and_the_notices() -> None:
    warnings = {entry.code for entry in ENTRIES if entry.severity is Severity.WARNING}
    doubts = {entry.code for entry in ENTRIES if entry.code.startswith("PLAN-1")}
    assert doubts <= warnings
    assert sorted(warnings - doubts) == [
        "ARC-006", "ARC-007", "ARC-011", "ARC-012", "ARC-013", "ARC-065", "ARC-077", "ARC-091",
        "ARC-096", "ARC-098", "ARC-104",
        "BUILD-003", "BUILD-007", "BUILD-008", "BUILD-014", "BUILD-015", "BUILD-017", "BUILD-018", "BUILD-019",
        "BUILD-020", "BUILD-021", "BUILD-025", "BUILD-032", "BUILD-034", "BUILD-038", "BUILD-039", "BUILD-040",
        "BUILD-041", "BUILD-042",
        "ISS-009", "ISS-027", "ISS-033", "ISS-036", "RET-017", "RET-020", "RET-041",
        "RET-046", "RET-051", "RET-052", "RET-054", "RET-055", "RET-056", "RET-060", "TPL-008",
    ]  # fmt: skip

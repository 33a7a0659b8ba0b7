"""The house: a module imports only from lower floors or its own folder, and says X → Y."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GEN = ROOT / "gen"

FLOORS = {
    "gen.errors": 0,
    "gen.locale": 0,
    "gen.diagnostics": 0,
    "gen.text": 0,
    "gen.documents": 0,
    "gen.values": 0,
    "gen.files": 0,
    "gen.printing": 0,
    "gen.folders": 1,
    "gen.outputs": 1,
    "gen.schedule": 1,
    "gen.store": 1,
    "gen.ooxml": 1,
    "gen.linting": 3,
    "gen.plan": 1,
    "gen.reporting": 2,
    "gen.derive": 3,
    "gen.word": 3,
    "gen.pdf": 3,
    "gen.sheets": 4,
    "gen.doctor": 4,
    "gen.survey": 4,
    "gen.importing": 4,
    "gen.starting": 1,
    "gen.revising": 5,
    "gen.returns": 5,
    "gen.pipeline": 5,
    "gen.issuing": 6,
    "gen.archiving": 6,
    "gen.api": 7,
    "gen.terminal": 7,
    "gen.cli": 8,
    "gen.__main__": 9,
}
"""Folder or module → its floor; docs/architecture.md shows the same."""

SIDEWAYS = {
    ("gen.diagnostics", "gen.errors"),
    ("gen.diagnostics", "gen.locale"),
    ("gen.printing", "gen.errors"),
    ("gen.printing", "gen.locale"),
    ("gen.word", "gen.derive"),
    ("gen.cli", "gen.terminal"),
}
"""Neighbours on one floor of which the first may import the second."""

ONLY_IN = {
    "docx": {"gen.word"},
    "docxtpl": {"gen.word"},
    "lxml": {"gen.word", "gen.ooxml", "gen.linting", "gen.pdf"},
    "pdfkit": {"gen.pdf"},
    "pypdfium2": {"gen.pdf", "gen.archiving"},
    "pikepdf": {"gen.pdf", "gen.archiving"},
    "bagit": {"gen.archiving"},
    "pyhanko": {"gen.archiving"},
    "yaml": {"gen.plan"},
    "pydantic": {"gen.plan"},
    "click": {"gen.cli", "gen.terminal"},
    "rich": {"gen.terminal"},
    "xlsxwriter": {"gen.sheets"},
    "PIL": {"gen.pdf"},
    "fontTools": {"gen.pdf"},
    "subprocess": {"gen.pdf"},
    "django": {"gen.store", "gen.returns"},
    "dj_database_url": {"gen.store"},
    "isal": {"gen.word"},
    "fsspec": {"gen.folders"},
    "distributed": {"gen.schedule"},
    "multiprocessing": {"gen.schedule"},
}
"""Libraries that one place of the house knows, and no other."""

MODULES = sorted(GEN.rglob("*.py"))


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def place(module: str) -> str:
    """The entry of FLOORS to which a module belongs; empty for the package itself."""
    return ".".join(module.split(".")[:2]) if "." in module else ""


def imports(source: str) -> Iterator[str]:
    """What `source` imports, within functions too; a relative import keeps its dots."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names)


def upwards(module: str, source: str) -> list[str]:
    """What `module` imports from its own floor or from above."""
    here = place(module)
    return [
        imported
        for imported in imports(source)
        if (there := place(imported)) in FLOORS and there != here and (here, there) not in SIDEWAYS
        if FLOORS[there] >= FLOORS[here]
    ]


def strangers(module: str, source: str) -> list[str]:
    """The libraries that `module` imports, though another place of the house knows them."""
    here = place(module)
    return [library for library in imports(source) if here not in ONLY_IN.get(library.split(".")[0], {here})]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_module_has_a_floor(path: Path) -> None:
    assert place(name_of(path)) in {*FLOORS, ""}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_module_imports_only_from_below(path: Path) -> None:
    if place(name_of(path)):
        assert upwards(name_of(path), path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("gen.plan.model", "from gen.derive.form import report_form"),
        ("gen.plan.model", "def late():\n    import gen.cli"),
        ("gen.derive.form", "from gen.word.documents import TEMPLATES"),
        ("gen.derive.form", "from gen import pipeline"),
        ("gen.text", "if True:\n    from gen.locale import _"),
        ("gen.pdf.crew", "from gen.derive.form import report_form"),
        ("gen.sheets.page", "from gen.survey import survey_units"),
    ],
)
def test_import_that_runs_up_would_be_found(module: str, source: str) -> None:
    assert len(upwards(module, source)) == 1


@pytest.mark.parametrize("module", ["gen.word.context", "gen.derive.work", "gen.pipeline.run"])
def test_import_from_below_and_from_its_own_folder_is_allowed(module: str) -> None:
    assert upwards(module, "from gen.derive.form import report_form\nfrom gen.plan import model") == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_module_names_what_it_imports_in_full(path: Path) -> None:
    assert [name for name in imports(path.read_text(encoding="utf-8")) if name.startswith(".")] == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_library_is_known_in_its_own_place_only(path: Path) -> None:
    assert strangers(name_of(path), path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source", ["import docx", "from docxtpl import DocxTemplate", "def f():\n    from lxml import etree"]
)
def test_stranger_in_a_pure_stage_would_be_found(source: str) -> None:
    assert len(strangers("gen.derive.form", source)) == 1


def test_reporting_knows_no_files_and_no_clock() -> None:
    impure = {"os", "io", "pathlib", "shutil", "tempfile", "time", "random", "socket", "urllib"}
    for path in sorted((GEN / "reporting").glob("*.py")):
        source = path.read_text(encoding="utf-8")
        assert [name for name in imports(source) if name.split(".")[0] in impure] == [], path.name
        assert "today()" not in source, path.name
        assert "now()" not in source, path.name


@pytest.mark.parametrize("path", sorted((GEN / "derive").rglob("*.py")), ids=name_of)
def test_derive_knows_no_files_no_clock_and_no_chance(path: Path) -> None:
    impure = {"os", "io", "pathlib", "shutil", "tempfile", "datetime", "time", "random", "socket", "urllib"}
    assert [name for name in imports(path.read_text(encoding="utf-8")) if name.split(".")[0] in impure] == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_module_says_what_goes_in_and_what_comes_out(path: Path) -> None:
    first = (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split("\n")[0]
    assert "→" in first

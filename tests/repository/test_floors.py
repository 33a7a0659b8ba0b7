"""The house: imports go down the floors; a module says X → Y and is listed by its room; a name has one meaning."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GEN = ROOT / "gen"

FLOORS = {
    f"gen.{name}": int(floor)
    for floor, name in re.findall(
        r"^\| (\d+) \| `(\w+)` \|", (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8"), re.MULTILINE
    )
}
"""Room or module → its floor: the table of docs/architecture.md, which is the only one."""

ONLY_IN = {
    "docx": {"gen.word"},
    "docxtpl": {"gen.word"},
    "lxml": {"gen.word", "gen.ooxml", "gen.linting", "gen.pdf"},
    "pdfkit": {"gen.pdf"},
    "pypdfium2": {"gen.pdf", "gen.archiving"},
    "pikepdf": {"gen.pdf", "gen.archiving"},
    "bagit": {"gen.archiving"},
    "pyhanko": {"gen.archiving"},
    "yaml": {"gen.plan", "gen.national"},
    "pydantic": {"gen.plan"},
    "click": {"gen.cli", "gen.terminal"},
    "rich": {"gen.terminal"},
    "xlsxwriter": {"gen.sheets"},
    "PIL": {"gen.pdf", "gen.word"},
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
        if (there := place(imported)) in FLOORS and there != here
        if FLOORS[there] >= FLOORS[here]
    ]


def strangers(module: str, source: str) -> list[str]:
    """The libraries that `module` imports, though another place of the house knows them."""
    here = place(module)
    return [library for library in imports(source) if here not in ONLY_IN.get(library.split(".")[0], {here})]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_module_has_a_floor(path: Path) -> None:
    assert place(name_of(path)) in {*FLOORS, ""}


def test_table_of_floors_names_what_there_is() -> None:
    there = {f"gen.{path.stem}" for path in GEN.glob("*.py")} | {
        f"gen.{path.parent.name}" for path in GEN.glob("*/__init__.py")
    }
    assert set(FLOORS) == there - {"gen.__init__"}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_module_imports_only_from_below(path: Path) -> None:
    if place(name_of(path)):
        assert upwards(name_of(path), path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("gen.plan.model", "from gen.derive.form import report_form"),
        ("gen.plan.model", "def late():\n    import gen.cli"),
        ("gen.derive.form", "from gen.word.template.context import TEMPLATES"),
        ("gen.derive.form", "from gen import pipeline"),
        ("gen.text", "if True:\n    from gen.locale import _"),
        ("gen.pdf.crew", "from gen.derive.form import report_form"),
        ("gen.sheets.page", "from gen.survey import survey_units"),
    ],
)
def test_import_that_runs_up_would_be_found(module: str, source: str) -> None:
    assert len(upwards(module, source)) == 1


@pytest.mark.parametrize("module", ["gen.word.template.context", "gen.derive.work", "gen.pipeline.run"])
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


ROOMS = [
    path for path in MODULES if path.name == "__init__.py" and path.parent != GEN and path.parent.name != "migrations"
]
"""Each room's `__init__`; of migrations, Django keeps the order."""


def listed(text: str) -> set[str]:
    """The modules and inner rooms that the docstring in `text` lists, a line each: `name.py  what it does`."""
    return set(re.findall(r"^(\w+)(?:\.py|/) ", ast.get_docstring(ast.parse(text)) or "", re.MULTILINE))


@pytest.mark.parametrize("path", ROOMS, ids=name_of)
def test_room_lists_its_modules(path: Path) -> None:
    modules = {module.stem for module in path.parent.glob("*.py")} | {
        inner.parent.name for inner in path.parent.glob("*/__init__.py")
    }
    assert listed(path.read_text(encoding="utf-8")) == modules - {"__init__"}


def classes(path: Path) -> set[str]:
    return {node.name for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.ClassDef)}


def test_class_name_has_one_meaning() -> None:
    """A row of the store is named like what it is the row of: Plan, Unit, Submission."""
    of_tables = {GEN / "store" / "models.py", *(GEN / "store" / "migrations").glob("*.py")}
    places: dict[str, list[str]] = {}
    for path in MODULES:
        if path not in of_tables:
            for name in classes(path):
                places.setdefault(name, []).append(name_of(path))
    assert {name: where for name, where in places.items() if len(where) > 1} == {}

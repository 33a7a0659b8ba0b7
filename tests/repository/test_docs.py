"""The documentation: all that the program has is in it, and all that it shows is there."""

import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from pydantic import BaseModel

from gen.cli import main
from gen.cli.commands import load
from gen.errors import PlanError
from gen.plan.checks.warnings import check_plan
from gen.plan.file.loading import load_plan
from gen.plan.kinds import DEFAULTS
from gen.plan.model import Plan
from gen.plan.schema import plan_schema
from gen.printing import diagnostics_as_text
from gen.word.template.context import TEMPLATES

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [
    *(ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")),
    *sorted(DOCS.rglob("[!_]*.md")),
    ROOT / "examples" / "README.md",
    *sorted((ROOT / "tests").rglob("README.md")),
]
"""What people read; pages that begin with _ are parts of others."""

MAX_IMAGE = 150_000
MAX_DECISION_LINES = 30


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def yaml_blocks(name: str) -> list[str]:
    return re.findall(r"^```yaml\n(.*?)^```", text_of(name), re.DOTALL | re.MULTILINE)


def without_code(text: str) -> str:
    text = re.sub(r"^ *```.*?^ *```", "", text, flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"`[^`\n]*`", "", text)


def parameters() -> Iterator[tuple[str, str]]:
    for name in main.commands:
        for option in sorted(options_of(load(name))):
            yield name, option


def options_of(command: click.Command) -> set[str]:
    """The options of a command and of those below it."""
    below = command.commands.values() if isinstance(command, click.Group) else ()
    own = {o for p in command.params if isinstance(p, click.Option) for o in p.opts}
    return own.union(*(options_of(each) for each in below))


# ---- commands ----------------------------------------------------------------


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"`gen {command}" in text_of("README.md")


@pytest.mark.parametrize(("command", "option"), sorted(set(parameters())))
def test_every_option_is_in_the_readme(command: str, option: str) -> None:
    assert f"`{option}" in text_of("README.md"), f"gen {command}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_page_names_a_command_or_an_option_that_does_not_exist(page: Path) -> None:
    known = {name: options_of(load(name)) for name in main.commands}
    known_to_all = {"--help", "--version"}
    for name, rest in re.findall(r"`(?:gen|\.venv\\Scripts\\gen) ([a-z]+)((?: [^`]*)?)`", page.read_text("utf-8")):
        assert name in known, name
        assert set(re.findall(r"--[a-z-]+", rest)) <= known[name] | known_to_all, rest


# ---- messages ----------------------------------------------------------------


def test_the_guide_shows_a_message_as_the_program_prints_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEN_LANG", "vi")
    monkeypatch.chdir(tmp_path)
    plan = yaml_blocks("docs/plan.md")[0].replace("to: [tinh-doan]", "to: [tinh-doanh]")
    Path("plan.yaml").write_text(plan, encoding="utf-8")
    with pytest.raises(PlanError) as raised:
        load_plan(Path("plan.yaml"))
    assert diagnostics_as_text(raised.value.diagnostics) in text_of("docs/huong-dan.md")


# ---- the plan and the templates ----------------------------------------------


def test_what_is_made_from_the_code_is_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tools.make_docs", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{done.stderr}run: make docs"


def test_every_key_of_the_plan_is_explained() -> None:
    keys = {key for part in plan_schema()["$defs"].values() for key in part.get("properties", {})}
    keys |= {info.alias or name for name, info in Plan.model_fields.items()}
    for page in ("docs/plan.md", "docs/plan.vi.md"):
        assert sorted(key for key in keys if f"| `{key}` |" not in text_of(page)) == []


def test_every_class_of_the_plan_says_what_it_is() -> None:
    classes = [cls for cls in vars(sys.modules[Plan.__module__]).values() if isinstance(cls, type)]
    undocumented = [
        f"{cls.__name__}.{name}"
        for cls in classes
        if issubclass(cls, BaseModel)
        for name, info in cls.model_fields.items()
        if not info.description
    ]
    assert undocumented == []


def test_every_kind_of_unit_is_listed() -> None:
    assert [
        kind for kind in DEFAULTS if f"| `{kind}` | `{DEFAULTS[kind].group}` |" not in text_of("docs/plan.md")
    ] == []


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_name_of_a_template_is_explained(template: str) -> None:
    page = text_of("docs/templates.md")
    missing = [name for name in TEMPLATES[template].__dataclass_fields__ if f"| `{name}` |" not in page]
    assert missing == []
    assert f"### {template}" in page


def test_the_small_plan_has_neither_mistakes_nor_doubts(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(yaml_blocks("docs/plan.md")[0], encoding="utf-8")
    loaded = load_plan(plan)
    assert check_plan(loaded.plan, loaded.at) == []


def test_the_pieces_in_the_guide_make_a_plan(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text("\n".join([*yaml_blocks("docs/huong-dan.md"), "signature: {lines: [CHỦ TỊCH]}"]), encoding="utf-8")
    assert load_plan(plan).plan.header.id == "he-2026"


# ---- pages -------------------------------------------------------------------


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub names them."""
    headings = re.findall(r"^#+ (.+)$", without_fences(page.read_text(encoding="utf-8")), re.MULTILINE)
    plain = [re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-") for heading in headings]
    return {unicodedata.normalize("NFC", anchor) for anchor in plain}


def without_fences(text: str) -> str:
    return re.sub(r"^ *```.*?^ *```", "", text, flags=re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", without_code(page.read_text(encoding="utf-8"))):
        if target.startswith(("https://", "mailto:")):
            continue
        path, _hash, anchor = target.partition("#")
        found = (page.parent / path).resolve() if path else page
        assert found.exists(), target
        assert not anchor or anchor in anchors(found), target


def test_every_page_and_image_is_linked_from_somewhere() -> None:
    linked = {
        (page.parent / target.partition("#")[0]).resolve()
        for page in PAGES
        for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
        if not target.startswith("https://")
    }
    pages = [page for page in PAGES if page.parent == DOCS]
    assert [path.name for path in (*pages, *(DOCS / "images").iterdir()) if path.resolve() not in linked] == []


@pytest.mark.parametrize("image", sorted((DOCS / "images").iterdir()), ids=lambda image: image.name)
def test_images_are_small(image: Path) -> None:
    assert image.stat().st_size < MAX_IMAGE


@pytest.mark.parametrize("decision", sorted((DOCS / "decisions").glob("*.md")), ids=lambda page: page.name)
def test_a_decision_is_short_and_says_what_was_given_up(decision: Path) -> None:
    text = decision.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MAX_DECISION_LINES
    assert text.startswith(f"# {decision.name[:4]}. ")
    assert all(word in text for word in ("**Context.**", "**Choice.**", "**Given up.**"))

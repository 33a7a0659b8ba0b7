"""A plan file → Plan, or every mistake in it with line and column.

Three passes, each of which reports all it finds: the bytes (`source`), the YAML (`yamltree`), the schema with its
references (here, by pydantic). The mistakes of one pass would be noise in the next, so the first that finds any stops.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from gen import diagnostics
from gen.errors import Diagnostic, Location, PlanError
from gen.files import sha256
from gen.garbage import without_garbage_collection
from gen.plan.checks.structure import find_structural_mistakes
from gen.plan.fields import DeclaredNames
from gen.plan.file.mistakes import diagnose_validation_error
from gen.plan.file.source import read_source_file
from gen.plan.file.tree import KeyPath, PlaceTree, read_tree
from gen.plan.kinds import ALL_UNITS, GROUP_KINDS
from gen.plan.model import Part, Plan, Unit
from gen.plan.outline import entries


@dataclass(frozen=True, slots=True)
class LoadedPlan:
    """A plan and the places of everything in it; `registry` is the units' own file where there is one."""

    plan: Plan
    tree: PlaceTree
    registry: PlaceTree | None = None

    def at(self, path: KeyPath) -> Location:
        """The place of the value at `path`, counted from the plan's root, in the file that holds it."""
        return _place(self.tree, self.registry, path, key=False)

    def digest(self) -> str:
        """The sha256 of the plan's text with its registry's, as manifest.json bears it."""
        texts = [self.tree.source.text] + ([self.registry.source.text] if self.registry else [])
        return sha256("\0".join(texts).encode())


@without_garbage_collection()
def load_plan(path: Path) -> LoadedPlan:
    """The plan in the file at `path`, with its registry if it names one.

    Raises PlanError with every mistake of the pass that failed, sorted by place.
    """
    data, tree = read_tree(read_source_file(path))
    if not isinstance(data, dict):
        raise PlanError.one(diagnostics.plan.NOT_A_PLAN.at(tree.at(())))
    registry = None
    if isinstance(data.get("units"), str):
        listed, registry = read_tree(read_source_file(_registry_path(data["units"], tree.at(("units",)), path)))
        data["units"] = listed.get("units") if isinstance(listed, dict) else listed
    loaded = LoadedPlan(_validate(data, tree, registry), tree, registry)
    problems = find_structural_mistakes(loaded.plan, list(entries(loaded.plan)), loaded.at)
    if problems:
        raise PlanError(sorted(problems, key=_by_place))
    return loaded


@without_garbage_collection()
def load_units(path: Path) -> tuple[Unit, ...]:
    """The units in the registry, or the plan, at `path`.

    Raises PlanError with every mistake in them.
    """
    data, tree = read_tree(read_source_file(path))
    listed = data.get("units") if isinstance(data, dict) else data
    if isinstance(listed, str):
        return load_units(_registry_path(listed, tree.at(("units",)), path))
    names = _declared({"units": listed})
    try:
        return TypeAdapter(tuple[Unit, ...]).validate_python(listed, context=names)
    except ValidationError as error:
        raise _mistaken(error, names, lambda at, key: _place(tree, tree, ("units", *at), key)) from None


def read_parts(data: object) -> tuple[Part, ...]:
    """The parts of a plan that is being drafted, as YAML would give them; none where they are no parts.

    What they refer to is not looked up.
    """
    try:
        return TypeAdapter(tuple[Part, ...]).validate_python(data)
    except ValidationError:
        return ()


def is_plan(path: Path) -> bool:
    """Whether the file at `path` holds a plan rather than units alone. Raises PlanError for what is no YAML."""
    data, _tree = read_tree(read_source_file(path))
    return isinstance(data, dict) and "parts" in data


def _validate(data: dict[str, Any], tree: PlaceTree, registry: PlaceTree | None) -> Plan:
    names = _declared(data)
    try:
        return Plan.model_validate(data, context=names)
    except ValidationError as error:
        raise _mistaken(error, names, lambda path, key: _place(tree, registry, path, key)) from None


def _mistaken(error: ValidationError, names: DeclaredNames, place: Callable[[KeyPath, bool], Location]) -> PlanError:
    """The mistakes that pydantic found, in the order of the file."""
    found = [diagnose_validation_error(dict(item), names, place) for item in _meant(error.errors(include_url=False))]
    return PlanError(sorted(found, key=_by_place))


def _meant(errors: Sequence[ErrorDetails]) -> Iterator[ErrorDetails]:
    """`errors` without those that pydantic only adds: a list whose entries are all wrong counts as empty there."""
    above = {error["loc"][:length] for error in errors for length in range(len(error["loc"]))}
    return (error for error in errors if error["type"] != "too_short" or error["loc"] not in above)


def _by_place(diagnostic: Diagnostic) -> tuple[str, int, int]:
    place = diagnostic.location or Location("")
    return place.path, place.line, place.column


def _declared(data: dict[str, Any]) -> DeclaredNames:
    """The ids that the raw data declares, well-formed or not: a typing mistake elsewhere must not hide them."""

    def ids(key: str) -> frozenset[str]:
        entries_ = data.get(key)
        listed = entries_ if isinstance(entries_, list) else []
        return frozenset(e["id"] for e in listed if isinstance(e, dict) and isinstance(e.get("id"), str))

    groups = ids("groups") | GROUP_KINDS.keys() | {ALL_UNITS}
    return DeclaredNames(ids("units"), groups, ids("citations"), ids("amendments"), ids("obligations"))


def _place(tree: PlaceTree, registry: PlaceTree | None, path: KeyPath, key: bool) -> Location:
    if registry is not None and path[:1] == ("units",):
        inner = path if "units" in registry.root.below else path[1:]
        return registry.key_at(inner) if key else registry.at(inner)
    return tree.key_at(path) if key else tree.at(path)


def _registry_path(name: str, place: Location, plan_path: Path) -> Path:
    """The file that `units:` names, at `place`; it lies beside the plan or below, never elsewhere."""
    relative = PurePosixPath(name.replace("\\", "/"))
    folder = plan_path.parent.resolve()
    try:
        target = (folder / relative).resolve()
        found = target.is_file()
    except (OSError, RuntimeError):  # a name too long for a file, a link that runs in a circle
        target, found = folder, False
    if relative.is_absolute() or ":" in name or not target.is_relative_to(folder):
        raise PlanError.one(diagnostics.plan.UNITS_FILE_OUTSIDE.at(place))
    if not found:
        raise PlanError.one(diagnostics.plan.UNITS_FILE_NOT_FOUND.at(place, name=name))
    return plan_path.parent / relative

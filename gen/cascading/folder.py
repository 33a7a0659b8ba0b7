"""A plan and a unit in it → the folder of the unit's own plan: its first files; later, what is no more as it was."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from gen import diagnostics
from gen.cascading.differences import Difference, compare_excerpts, is_same_source
from gen.cascading.draft import DraftQuestion, OwnIssue, cite_superior, draft_cascade
from gen.cascading.errors import CascadeError
from gen.cascading.excerpt import excerpt
from gen.cascading.records import superior_record
from gen.cascading.registry import REGISTRY, draft_registry
from gen.clock import today
from gen.derive.dossier import Dossier, dossier_for
from gen.derive.letterhead import citation_text
from gen.documents import DocumentName
from gen.errors import Diagnostic, Location, PlanError
from gen.files import free_backup_path, holds
from gen.history import CurrentPlan, load_current
from gen.importing.draft.yaml_text import render_yaml
from gen.locking import locked
from gen.os_errors import describe_os_error
from gen.outputs import write_output
from gen.pipeline.register import read_register
from gen.plan.checks.superior import is_numbered
from gen.plan.checks.warnings import check_plan
from gen.plan.file.loading import LoadedPlan, load_plan, load_units
from gen.plan.file.source import SourceFile
from gen.plan.file.tree import read_tree
from gen.plan.model import Plan, Superior, Unit
from gen.plan.unit_names import find_recipient
from gen.plan.validity import plan_of_documents

PLAN_FILE = "plan.yaml"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


@dataclass(frozen=True, slots=True)
class CascadeRequest:
    """One call of `gen cascade`: the superior's plan, the unit in it (an id or a name), and the folder of its own plan.

    `day` is that of the draft. `update` puts the superior's plan as it stands now into the plan that is there; `force`
    writes the draft over what is there.
    """

    plan: Path
    unit: str
    to: Path
    day: date | None = None
    update: bool = False
    force: bool = False


@dataclass(frozen=True, slots=True)
class CascadeOutcome:
    """What came of it: the path of the unit's plan, and the files `written`.

    Of a new draft the `questions`, and as `kept` the copy of the plan whose place it took; of a plan that was there
    already the `differences` to the superior's plan now, and in `reference` how that is cited now, where the plan has
    another number or date.
    `doubts` are those of `gen check` about the unit's plan, with the open places.
    """

    plan: Path
    superior: Superior
    written: tuple[Path, ...] = ()
    questions: tuple[DraftQuestion, ...] = ()
    differences: tuple[Difference, ...] = ()
    doubts: tuple[Diagnostic, ...] = ()
    was_there: bool = False
    kept: Path | None = None
    reference: str = ""


def cascade(request: CascadeRequest) -> CascadeOutcome:
    """Draft the unit's own plan in its folder; where it has one already, tell what the superior changed since.

    Raises PlanError for a plan with mistakes; NAME-001, NAME-003, BUILD-001 where no unit is meant; CascadeError
    CAS-001 to CAS-006, before anything is written.
    """
    current = load_current(request.plan)
    dossier = _find_dossier(current, request.unit)
    path = request.to / PLAN_FILE
    if path.resolve() == request.plan.resolve():
        raise CascadeError.one(diagnostics.cascade.OWN_FOLDER.at(Location(str(path))))
    with locked(path):
        if os.path.lexists(path) and not request.force:
            return _compare(request, path, dossier)
        return _write_draft(request, path, dossier)


def _find_dossier(current: CurrentPlan, words: str) -> Dossier:
    found = find_recipient(current.plan, words)
    if isinstance(found, Diagnostic):
        raise CascadeError.one(found)
    return dossier_for(plan_of_documents(current.plan, found.id), found.id)


def _write_draft(request: CascadeRequest, path: Path, dossier: Dossier) -> CascadeOutcome:
    day = request.day or today()
    registry = request.to / REGISTRY
    files: dict[Path, bytes] = {}
    if registry.exists():
        units = load_units(registry)
        issuer, has_bodies = _find_issuer(registry, units, dossier.unit).id, len(units) > 1
    else:
        began = draft_registry(dossier.unit, day)
        files[registry] = began.text.encode()
        issuer, has_bodies = dossier.unit.id, began.has_bodies
    draft = draft_cascade(dossier, day, _find_issue(request.plan, dossier), issuer, has_bodies=has_bodies)
    files[path] = draft.text.encode()
    kept = _keep(path, files[path])
    _write(files)
    loaded = load_plan(path)
    return CascadeOutcome(
        path, draft.superior, tuple(files), draft.questions, doubts=tuple(check_plan(loaded.plan, loaded.at)), kept=kept
    )


def _keep(path: Path, draft: bytes) -> Path | None:
    """A copy of the plan in whose place the draft is written, under a name that is free; None where there is none."""
    if not os.path.lexists(path) or holds(path, draft):
        return None
    backup = free_backup_path(path)
    try:
        write_output(backup, path.read_bytes(), diagnostics.cascade.NOT_WRITABLE)
    except OSError as error:
        found = diagnostics.cascade.NOT_WRITABLE.at(path=path, hint=describe_os_error(error))
        raise CascadeError.one(found) from None
    return backup


def _write(files: dict[Path, bytes]) -> None:
    for path, data in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            found = diagnostics.cascade.NOT_WRITABLE.at(path=path, hint=describe_os_error(error))
            raise CascadeError.one(found) from None
        if not holds(path, data):
            write_output(path, data, diagnostics.cascade.NOT_WRITABLE)


def _find_issuer(registry: Path, units: Sequence[Unit], unit: Unit) -> Unit:
    """The unit in its own registry: under the same id, else of the same kind and name."""
    same_id = (one for one in units if one.id == unit.id)
    alike = (one for one in units if (one.kind, one.name) == (unit.kind, unit.name))
    found = next(same_id, None) or next(alike, None)
    if found is None:
        mistake = diagnostics.cascade.NOT_IN_REGISTRY
        raise CascadeError.one(mistake.at(Location(str(registry)), id=f'"{unit.id}"', name=f"“{unit.name}”"))
    return found


def _find_issue(plan: Path, dossier: Dossier) -> OwnIssue | None:
    """The number under which the superior's office issued the unit's plan, if it did."""
    entry = read_register(plan).find_current(dossier.unit.id, DocumentName("plan"))
    return None if entry is None else OwnIssue(entry.ordinal, entry.date)


def _compare(request: CascadeRequest, path: Path, dossier: Dossier) -> CascadeOutcome:
    loaded, now = load_plan(path), excerpt(dossier)
    there = loaded.plan.superior
    if there is None or not is_same_source(there, now):
        raise CascadeError.one(
            diagnostics.cascade.ANOTHER_PLAN_THERE.at(Location(str(path)), plan=f'"{now.plan}"', unit=f'"{now.unit}"')
        )
    now = now.model_copy(update={"document": there.document})
    differences = compare_excerpts(there, now)
    written: tuple[Path, ...] = ()
    if request.update and differences:
        _write({path: _with_superior(loaded, now).encode()})
        loaded, written = load_plan(path), (path,)
    doubts = tuple(check_plan(loaded.plan, loaded.at))
    reference = _find_new_reference(loaded.plan, dossier.plan, now.document)
    return CascadeOutcome(path, now, written, (), differences, doubts, was_there=True, reference=reference)


def _find_new_reference(own: Plan, superior: Plan, document: str) -> str:
    """How the superior's plan is cited now, where it has its number or its day since; else nothing."""
    cited = cite_superior(superior, document)
    there = next(one for one in own.citations if one.id == document)
    is_new = is_numbered(cited) and (cited.number, cited.date) != (there.number, there.date)
    return citation_text(cited) if is_new else ""


def _with_superior(loaded: LoadedPlan, superior: Superior) -> str:
    """The text of a plan with `superior:` as it is now; no other letter of it changes.

    Raises CascadeError CAS-006 where the key stands in a form in which its end cannot be told.
    """
    place = loaded.tree.key_at(("superior",))
    text = Path(loaded.tree.source.path).read_bytes().decode("utf-8")
    lines = [match[0] for match in _LINE.finditer(text)]
    start = place.line - 1
    end = next((n for n in range(start + 1, len(lines)) if lines[n][:1] not in " \r\n"), len(lines))
    while not lines[end - 1].strip():
        end -= 1
    ending = "\r\n" if "\r\n" in text else "\n"
    block = render_yaml({"superior": superior_record(superior)}).rstrip("\n") + "\n"
    changed = "".join(lines[:start]) + block.replace("\n", ending) + "".join(lines[end:])
    if _without_superior(loaded.tree.source, text) != _without_superior(loaded.tree.source, changed):
        raise CascadeError.one(diagnostics.cascade.NOT_REPLACEABLE.at(place))
    return changed


def _without_superior(source: SourceFile, text: str) -> object:
    """What a text of the plan says beside the superior's; the mistake itself where it is no YAML."""
    try:
        data, _tree = read_tree(replace(source, text=text.removeprefix("\ufeff")))
    except PlanError as error:
        return error
    return {key: value for key, value in data.items() if key != "superior"} if isinstance(data, dict) else data

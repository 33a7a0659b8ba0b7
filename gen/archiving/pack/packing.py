"""A PackRequest → the next issue of a plan's archive: everything checked first, then one bag, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

import gen
from gen import diagnostics
from gen.archiving.bag.chain import ChainLink, read_seals
from gen.archiving.bag.layout import BAG_FORMAT, BAGIT, DATA, DOCUMENTS, FORMAT_ELEMENT, WAITING_FOLDER
from gen.archiving.bag.members import FolderMembers
from gen.archiving.pack.bag_writer import (
    make_bag,
    move_into_place,
    open_staging_folder,
    remove_staging_leftovers,
)
from gen.archiving.pack.build_output import TEMPLATE_KEY, BuildOutput, read_build_output
from gen.archiving.pack.payload import (
    Payload,
    PayloadFile,
    add_index,
    collect_payload,
    digest_templates,
    open_file,
    read_plan_files,
)
from gen.archiving.pack.plan_history import find_lost, read_history_files, require_history
from gen.archiving.pack.previous_issue import PreviousIssue, read_previous_issue
from gen.archiving.pack.return_rows import build_return_rows
from gen.archiving.pack.returns import collect_way_back
from gen.archiving.signed.copies import SignedCopy, load_waiting_copies, locked_archive, merge_copies
from gen.errors import Diagnostic, GenError, Location
from gen.files import remove_all_leftovers, sha256
from gen.folders import open_folder
from gen.history.current import CurrentPlan, load_current
from gen.locale import _
from gen.locking import locked
from gen.os_errors import describe_os_error
from gen.pipeline.lists import plan_title
from gen.pipeline.progress import ProgressCallback, StageCounter
from gen.pipeline.register import read_register
from gen.pipeline.rendering import BUILD_TEMPLATES
from gen.pipeline.state import read_state
from gen.plan.model import Plan
from gen.plan.units import full_name, unit_by_id
from gen.word.template.finding import TemplatePlaces, template_places


@dataclass(frozen=True, slots=True)
class PackRequest:
    """One call of `gen archive`: what was built of `plan` in `out` goes into a bag in `to`, a zip with `as_zip`.

    `date` (2020-11-30) is the bag's date; empty, the latest date of its issued documents, else the plan's own, else
    none: the clock is not used. `templates` is the folder of templates; None means the one beside the plan, and the
    shipped templates for what it lacks. `sheets` is the engine for the document list; None means the default one.
    """

    plan: Path
    out: str
    to: Path
    templates: Path | None = None
    as_zip: bool = False
    date: str = ""
    sheets: str | None = None


@dataclass(frozen=True, slots=True)
class PackResult:
    """What was made: the path of the `bag`, the number of its `files` and `documents`, and its `seal`.

    The seal is the sha256 of its tagmanifest-sha256.txt: written down elsewhere, it identifies the bag. `bag` is None
    where nothing was made, since the issue called `name` has all of it already.
    """

    name: str
    seal: str
    bag: Path | None = None
    files: int = 0
    documents: int = 0
    notices: tuple[Diagnostic, ...] = ()


def pack_issue(request: PackRequest, progress: ProgressCallback | None = None) -> PackResult:
    """Make the next issue; no build, issue or archiving of the same plan goes on meanwhile.

    Raises GenError with every reason against it at once; then nothing is written. BUILD-028: another program works on
    the plan or the archive for too long.
    """
    current = load_current(request.plan)
    plan_id = current.plan.header.id
    misplaced = [*_check_target(request)]
    if misplaced:
        raise GenError(misplaced)
    wait = StageCounter(progress).wait
    with locked(request.plan, wait), locked_archive(request.to, wait):
        remove_staging_leftovers(request.to, plan_id)
        remove_all_leftovers(request.to / WAITING_FOLDER / plan_id)
        return _pack_issue(request, current)


def _pack_issue(request: PackRequest, current: CurrentPlan) -> PackResult:
    loaded, plan = current.loaded, current.plan
    folder = open_folder(request.out).subfolder(plan.header.id)
    places = template_places(request.plan, request.templates)
    inputs = _read_inputs(partial(read_plan_files, loaded, places.files(BUILD_TEMPLATES)), request)
    found = read_build_output(folder, digest_templates(inputs), loaded.digest(), read_register(request.plan))
    previous = read_previous_issue(request.to, plan.header.id)
    waiting, damaged = load_waiting_copies(request.to, plan.header.id)
    way_back = collect_way_back(request.plan, plan.header.id)
    problems = [
        *found.problems, *previous.problems, *damaged, *_find_conflicts(waiting, previous), *way_back.problems,
    ]  # fmt: skip
    if problems:
        raise GenError(problems)
    require_history(current, previous, read_state(folder).inputs)
    payload = collect_payload(folder, found, inputs | read_history_files(current))
    way_back.add_to(payload)
    if lost := find_lost(payload, previous):
        raise GenError(lost)
    _add_copies(payload, request.to / WAITING_FOLDER / plan.header.id, waiting, previous)
    copies = merge_copies(previous.copies, waiting).values()
    rows = build_return_rows(plan, way_back.reports, way_back.outgoing.values())
    notices = [
        *_shipped_notices(places, found),
        *found.notices,
        *way_back.notices,
        *add_index(payload, plan, found, copies, rows, request.sheets),
    ]
    if previous.seals is not None and previous.payload == payload.digests():
        return PackResult(previous.seals.bag, previous.seals.tags, notices=tuple(notices))
    link = ChainLink(plan.header.id, previous.number + 1, sha256(found.manifest), previous.seals)
    return _write_bag(request, plan, payload, link, _bag_date(request, found, plan), notices)


def _shipped_notices(places: TemplatePlaces, found: BuildOutput) -> tuple[Diagnostic, ...]:
    """The notice of the shipped templates from which documents were made."""
    made_from = {name for item in found.files.values() for name in item.record.made_from}
    return places.notices(name for name in BUILD_TEMPLATES if TEMPLATE_KEY + name in made_from)


def _write_bag(
    request: PackRequest, plan: Plan, payload: Payload, link: ChainLink, day: str, notices: list[Diagnostic]
) -> PackResult:
    target = request.to / (f"{link.bag}.zip" if request.as_zip else link.bag)
    if not day:
        notices.append(diagnostics.archive.NO_DATE.at())
    with open_staging_folder(request.to, link.bag) as folder:
        payload.write(folder)
        make_bag(folder, _bag_info(plan, link, day), link.dump())
        seal = read_seals(FolderMembers(folder)).tags
        move_into_place(folder, target)
    return PackResult(link.bag, seal, target, len(payload.files), len(payload.rows), tuple(notices))


def _read_inputs(read_all: partial[dict[str, bytes]], request: PackRequest) -> dict[str, bytes]:
    try:
        return read_all()
    except OSError as error:
        place = Location(str(error.filename or request.plan))
        mistake = diagnostics.archive.INPUT_NOT_READABLE
        raise GenError.one(mistake.at(place, name=error.filename, reason=describe_os_error(error))) from None


def _check_target(request: PackRequest) -> Iterator[Diagnostic]:
    """Why the archive may not be in the request's folder: among the results, or within another bag (ARC-032)."""
    to = request.to.resolve()
    out = Path(request.out).resolve() if "://" not in request.out else None
    if "://" in str(request.to) or (request.to.exists() and not request.to.is_dir()):
        yield _target_error(request, _("it is no folder of this machine"))
    if out is not None and to.is_relative_to(out):
        yield _target_error(request, _("it lies within the folder of results, which may be deleted at any time"))
    if any((parent / BAGIT).exists() for parent in (to, *to.parents)):
        yield _target_error(request, _("it lies within a bag, and no bag is ever added to"))


def _target_error(request: PackRequest, reason: str) -> Diagnostic:
    return diagnostics.archive.PLACE_NOT_ALLOWED.at(Location(str(request.to)), name=request.to, reason=reason)


def _find_conflicts(waiting: Mapping[str, SignedCopy], previous: PreviousIssue) -> Iterator[Diagnostic]:
    for path in sorted(waiting.keys() & previous.copies.keys()):
        if waiting[path].sha256 != previous.copies[path].sha256:
            bag = previous.members.name if previous.members else ""
            yield diagnostics.archive.COPY_UNLIKE_THE_ARCHIVED.at(Location(path), name=path, bag=bag)


def _add_copies(payload: Payload, root: Path, waiting: dict[str, SignedCopy], previous: PreviousIssue) -> None:
    """Add the signed copies with their records: those of the previous issue and those that wait."""
    for path, copy in merge_copies(previous.copies, waiting).items():
        is_waiting = path in waiting
        source: Callable[[], IO[bytes]] = partial(open_file, root / path)
        if not is_waiting and previous.members is not None:
            source = partial(previous.members.open, DATA + DOCUMENTS + path)
        place = str(root / path) if is_waiting or not previous.members else f"{previous.members.place}: {path}"
        payload.files[DOCUMENTS + path] = PayloadFile(copy.sha256, source, place)
        payload.put(DOCUMENTS + copy.record_path, copy.dump())


def _bag_date(request: PackRequest, found: BuildOutput, plan: Plan) -> str:
    """The bag's date, ISO; empty where it is unknown."""
    issued = max((record.date for record in found.built.records.values()), default="")
    head = plan.header.date
    return request.date or issued or (str(head) if head.day is not None else "")


def _bag_info(plan: Plan, link: ChainLink, day: str) -> dict[str, str]:
    """The elements of bag-info.txt: RFC 8493, 2.2.2, and the previous issue."""
    return {
        "Source-Organization": full_name(unit_by_id(plan)[plan.header.issuer]),
        "External-Description": plan_title(plan),
        "External-Identifier": link.bag,
        "Bag-Group-Identifier": plan.header.id,
        FORMAT_ELEMENT: str(BAG_FORMAT),
        "Bag-Software-Agent": f"gen {gen.__version__}",
        **({"Bagging-Date": day} if day else {}),
        **(link.previous.as_info() if link.previous else {}),
    }

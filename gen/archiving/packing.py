"""A Request → the next issue of a plan's archive: everything checked first, then one bag, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import gen
from gen import diagnostics
from gen.archiving.bagging import make_bag, put_in_place, staging
from gen.archiving.before import Before, issue_before
from gen.archiving.built import TEMPLATE_KEY, Found, find_built
from gen.archiving.chain import Link, seals_of
from gen.archiving.layout import BAGIT, COLLECTED, DATA, DOCUMENTS
from gen.archiving.members import FolderMembers, Members, read
from gen.archiving.payload import (
    Payload,
    Source,
    add_index,
    gather,
    plan_digest,
    plan_files,
    template_digests,
)
from gen.archiving.signed import SignedCopy, collected
from gen.errors import Diagnostic, GenError, Location
from gen.files import sha256
from gen.folders import folder_at
from gen.locale import _
from gen.pipeline.lists import title_of
from gen.pipeline.register import read_register
from gen.pipeline.rendering import BUILD_TEMPLATES
from gen.plan.loading import load_plan
from gen.plan.model import Plan
from gen.plan.units import full_name, unit_by_id
from gen.word.finding import TemplatePlaces, template_places

_MAX_COPY = 1 << 30


@dataclass(frozen=True, slots=True)
class Request:
    """One call of `gen archive`: what was built of `plan` into `out` goes into a bag in `to`, or a zip with `zipped`.

    `date` (2020-11-30) is the day the bag bears; empty, the last day on which one of its documents was issued, else the
    plan's own, else none: the clock is not asked. `templates` is the folder of them that a person named; None means
    the one beside the plan, and for what it lacks what the program brings with it. `sheets` is the engine for the
    document list, as far as one is named.
    """

    plan: Path
    out: str
    to: Path
    templates: Path | None = None
    zipped: bool = False
    date: str = ""
    sheets: str | None = None


@dataclass(frozen=True, slots=True)
class Packed:
    """What was made: where the `bag` lies, how many `files` and `documents` are in it, and its `seal`.

    The seal is the sha256 of its tagmanifest-sha256.txt: whoever has noted it down elsewhere can tell the bag from any
    other. Without `bag` nothing was made, since the issue called `name` holds all of it already.
    """

    name: str
    seal: str
    bag: Path | None = None
    files: int = 0
    documents: int = 0
    notices: tuple[Diagnostic, ...] = ()


def pack(request: Request) -> Packed:
    """Make the next issue.

    Raises GenError with everything that stands against it at once; then nothing was written.
    """
    loaded = load_plan(request.plan)
    plan = loaded.plan
    misplaced = [*_misplaced(request)]
    if misplaced:
        raise GenError(misplaced)
    folder = folder_at(request.out).below(plan.header.id)
    places = template_places(request.plan, request.templates)
    inputs = _inputs(partial(plan_files, loaded, places.files(BUILD_TEMPLATES)), request)
    found = find_built(folder, template_digests(inputs), plan_digest(loaded), read_register(request.plan))
    before = issue_before(request.to, plan.header.id)
    waiting, spoilt = collected(request.to, plan.header.id)
    problems = [*found.problems, *before.problems, *spoilt, *_conflicts(waiting, before)]
    if problems:
        raise GenError(problems)
    payload = gather(folder, found, inputs)
    _add_copies(payload, request.to / COLLECTED / plan.header.id, waiting, before)
    copies = (before.copies | waiting).values()
    notices = [*_shipped(places, found), *found.notices, *add_index(payload, plan, found, copies, request.sheets)]
    if before.seals is not None and before.payload == payload.digests():
        return Packed(before.seals.bag, before.seals.tags, notices=tuple(notices))
    link = Link(plan.header.id, before.issue + 1, sha256(found.manifest), before.seals)
    return _write(request, plan, payload, link, _day(request, found, plan), notices)


def _shipped(places: TemplatePlaces, found: Found) -> tuple[Diagnostic, ...]:
    """The notice of the templates that the program brought, where documents were made from them."""
    made_from = {name for item in found.items.values() for name in item.record.made_from}
    return places.notices(name for name in BUILD_TEMPLATES if TEMPLATE_KEY + name in made_from)


def _write(request: Request, plan: Plan, payload: Payload, link: Link, day: str, notices: list[Diagnostic]) -> Packed:
    target = request.to / (f"{link.bag}.zip" if request.zipped else link.bag)
    if not day:
        notices.append(diagnostics.archive.NO_DATE.at())
    with staging(request.to, link.bag) as folder:
        payload.write(folder)
        make_bag(folder, _info(plan, link, day), link.dump())
        seal = seals_of(FolderMembers(folder)).tags
        put_in_place(folder, target)
    return Packed(link.bag, seal, target, len(payload.files), len(payload.rows), tuple(notices))


def _inputs(read_all: partial[dict[str, bytes]], request: Request) -> dict[str, bytes]:
    try:
        return read_all()
    except OSError as error:
        place = Location(str(error.filename or request.plan))
        mistake = diagnostics.archive.INPUT_NOT_READABLE
        raise GenError.one(mistake.at(place, name=error.filename, reason=error.strerror or error)) from None


def _misplaced(request: Request) -> Iterator[Diagnostic]:
    """An archive among the results would be taken for one of them; one within a bag would change that bag."""
    to = request.to.resolve()
    out = Path(request.out).resolve() if "://" not in request.out else None
    if "://" in str(request.to) or (request.to.exists() and not request.to.is_dir()):
        yield _place_problem(request, _("it is no folder of this machine"))
    if out is not None and to.is_relative_to(out):
        yield _place_problem(request, _("it lies within the folder of results, which may be deleted at any time"))
    if any((parent / BAGIT).exists() for parent in (to, *to.parents)):
        yield _place_problem(request, _("it lies within a bag, and no bag is ever added to"))


def _place_problem(request: Request, reason: str) -> Diagnostic:
    return diagnostics.archive.PLACE_NOT_ALLOWED.at(Location(str(request.to)), name=request.to, reason=reason)


def _conflicts(waiting: Mapping[str, SignedCopy], before: Before) -> Iterator[Diagnostic]:
    for path in sorted(waiting.keys() & before.copies.keys()):
        if waiting[path].sha256 != before.copies[path].sha256:
            bag = before.members.name if before.members else ""
            yield diagnostics.archive.COPY_UNLIKE_THE_ARCHIVED.at(Location(path), name=path, bag=bag)


def _add_copies(payload: Payload, root: Path, waiting: dict[str, SignedCopy], before: Before) -> None:
    """The signed copies with their records: those of the issue before, those that wait."""
    for path, copy in (before.copies | waiting).items():
        here = path in waiting
        source = (root / path).read_bytes if here else partial(_of_bag, before.members, DATA + DOCUMENTS + path)
        payload.files[DOCUMENTS + path] = Source(copy.sha256, source)
        payload.put(DOCUMENTS + copy.record_path, copy.dump())


def _of_bag(members: Members | None, path: str) -> bytes:
    return (read(members, path, _MAX_COPY) if members else None) or b""


def _day(request: Request, found: Found, plan: Plan) -> str:
    """The day that the bag bears, ISO; empty where nothing says it."""
    issued = max((record.date for record in found.built.records.values()), default="")
    head = plan.header.date
    return request.date or issued or (str(head) if head.day is not None else "")


def _info(plan: Plan, link: Link, day: str) -> dict[str, str]:
    """The elements of bag-info.txt: RFC 8493, 2.2.2, and the issue before."""
    return {
        "Source-Organization": full_name(unit_by_id(plan)[plan.header.issuer]),
        "External-Description": title_of(plan),
        "External-Identifier": link.bag,
        "Bag-Group-Identifier": plan.header.id,
        "Bag-Software-Agent": f"gen {gen.__version__}",
        **({"Bagging-Date": day} if day else {}),
        **(link.previous.as_info() if link.previous else {}),
    }

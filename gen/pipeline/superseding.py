"""Issued documents of which the plan has changed → set aside under their numbers, so that new drafts replace them.

An issued file is never built over: it gets a name with its number, and the register notes that it is replaced. The new
draft says which one it replaces; what was issued stays, in the results and in the archive.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from gen import diagnostics
from gen.derive.dossier import dossier_for
from gen.errors import BuildError, Diagnostic, Location
from gen.folders import Folder
from gen.pipeline.manifest import Manifest, previous_records
from gen.pipeline.register import Issued, Register, unwritten
from gen.pipeline.rendering import aside, draft_document, path_of
from gen.pipeline.request import UnitDocument
from gen.pipeline.state import State
from gen.plan.model import Plan
from gen.word.template import Template

_ASIDE = re.compile(r"\.so-\d+-\d{4}\.(?:docx|pdf)$")
_ENDINGS = (".docx", ".pdf")


def is_superseded(path: str) -> bool:
    """Whether the file at `path` is an issued one that was set aside: `xa-a/ke-hoach-xa-a.so-12-2020.docx`."""
    return bool(_ASIDE.search(path))


def overtaken_by(
    plan: Plan,
    work: Iterable[UnitDocument],
    templates: dict[str, Template],
    folder: Folder,
    state: State,
    known: Register,
) -> Iterator[Issued]:
    """Those of the documents `work` that are issued and no longer say what the plan says.

    A file that is not any more what was issued is left to a person (BUILD-015).
    """
    standing, replaced = known.all_standing(), known.all_replaced()
    for one in work:
        issued = standing.get(one)
        at_issue = state.passages.get(path_of(one))
        if issued is not None and at_issue is not None:
            dossier, before = dossier_for(plan, one.unit), replaced.get(one)
            draft = draft_document(dossier, one.document, templates, before, obligation=one.obligation)
            where = (_digest(folder, path) for path in _places(issued, ".docx"))
            if draft.passages != at_issue and issued.sha256 in where:
                yield issued


def _digest(folder: Folder, path: str) -> str | None:
    try:
        return folder.sha256(path)
    except OSError:
        return None


def supersede(folder: Folder, manifest: Manifest, register: Register, overtaken: Iterable[Issued]) -> Register:
    """Set the files of `overtaken` aside; the register in which they are replaced, as it is now written.

    Cut off anywhere, the same call once more completes it. Raises BuildError BUILD-004 where a file cannot be moved,
    BUILD-005 where register or manifest cannot be written.
    """
    overtaken = list(overtaken)
    records, there = previous_records(folder), folder.paths()
    for issued in overtaken:
        for ending in _ENDINGS:
            path, target = _places(issued, ending)
            if path in there and target not in there:
                _move(folder, path, target)
            if path in records:
                records[target] = replace(records.pop(path), path=target)
    manifest.records = records
    _written(folder, manifest)
    register = register.replacing(overtaken)
    register.write()
    return register


def _places(issued: Issued, ending: str) -> tuple[str, str]:
    """Where an issued file stands, and where it stands once it is set aside."""
    return path_of(issued.of).removesuffix(".docx") + ending, aside(issued, ending)


def told(overtaken: Iterable[Issued]) -> Diagnostic:
    """The notice (BUILD-017) that new drafts replace issued documents."""
    names = ", ".join(f"{issued.unit} {issued.number}" for issued in overtaken)
    return diagnostics.build.ISSUED_REPLACED.at(names=names)


def _move(folder: Folder, path: str, target: str) -> None:
    try:
        folder.move(path, target)
    except OSError:
        place = Location(folder.place(path))
        found = diagnostics.build.NOT_SET_ASIDE.at(place, name=path.rpartition("/")[2])
        raise BuildError.one(found) from None


def _written(folder: Folder, manifest: Manifest) -> None:
    try:
        manifest.write(folder)
    except OSError:
        raise unwritten(folder.place("manifest.json")) from None

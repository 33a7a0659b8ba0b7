"""The folder of revisions beside a plan → its History, and back: every text that was used, and since when it holds.

The folder is `revisions/PLAN-ID`: history.json, and a folder for each revision with the plan and its registry, letter
by letter, named by the first digits of their sha256. Nothing in it is ever overwritten but history.json.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from gen import diagnostics
from gen.errors import BuildError, GenError, Location
from gen.files import remove_leftovers, write_atomically
from gen.history.lasting_ids import Path as ItemPath
from gen.history.lasting_ids import with_ids
from gen.os_errors import describe_os_error
from gen.plan.file.loading import LoadedPlan, load_plan
from gen.plan.model import Plan
from gen.versions import NewerFormatError, select_reader

FORMAT = 1
FOLDER, FILE_NAME = "revisions", "history.json"
PLAN_NAME = "plan.yaml"
DIGITS = 16
"""So many digits of its sha256 name what is kept."""
MAX_BYTES = 20 * 1024 * 1024
"""A history of a hundred revisions, with the ids of a thousand tasks in each, has less."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One text of the plan, by the sha256 of it with its registry's, as manifest.json bears it.

    It holds from the day `since`, None for the beginning; `used_until` is the last day of the periods for which forms
    were accepted by it, None where none was. `ids` are the ids of items that its text does not give, by their paths;
    `retired` the ids that no task of it has any more. `kept` is the day on which it was kept.
    """

    digest: str
    kept: date
    since: date | None = None
    used_until: date | None = None
    ids: Mapping[ItemPath, str] = field(default_factory=dict)
    retired: tuple[str, ...] = ()

    def holds_on(self, day: date) -> bool:
        """Whether it held on that day, if none later did."""
        return self.since is None or self.since <= day


@dataclass(frozen=True, slots=True)
class History:
    """The revisions of one plan in the order in which they were first used; `folder` is where they lie."""

    folder: Path
    revisions: tuple[Revision, ...] = ()

    @property
    def is_on_disk(self) -> bool:
        """Whether it has a folder; one of a plan that was given without its file has none."""
        return self.folder != Path()

    @property
    def newest(self) -> Revision | None:
        """The revision used last."""
        return self.revisions[-1] if self.revisions else None

    def in_force_on(self, day: date | None) -> Revision | None:
        """The revision that holds on that day; without a day the newest one. None where nothing was ever used."""
        holding = [one for one in self.revisions if day is None or one.holds_on(day)] or self.revisions[:1]
        return holding[-1] if holding else None

    def find(self, digest: str) -> Revision | None:
        """The revision with that digest, as it was used last."""
        return next((one for one in reversed(self.revisions) if one.digest == digest), None)

    def with_revision(self, revision: Revision) -> History:
        """The history with one more revision."""
        return replace(self, revisions=(*self.revisions, revision))

    def with_use(self, digest: str, until: date) -> History:
        """The history in which the revision with that digest was used for a period that ends on the day `until`."""
        found = self.find(digest)
        if found is None or (found.used_until is not None and found.used_until >= until):
            return self
        used = replace(found, used_until=until)
        return replace(self, revisions=tuple(used if one is found else one for one in self.revisions))

    def load(self, revision: Revision) -> Plan:
        """The plan as that revision has it.

        Raises BuildError BUILD-036 where its text is not there as it was kept, or cannot be read any more.
        """
        return with_ids(self._load_text(revision).plan, revision.ids)

    def _load_text(self, revision: Revision) -> LoadedPlan:
        path = self.text_folder(revision.digest) / PLAN_NAME
        try:
            loaded = load_plan(path)
        except GenError as error:
            raise _lost_text(path, error.diagnostics[0].message) from None
        if loaded.digest() != revision.digest:
            raise _lost_text(path, "")
        return loaded

    def read_text(self, revision: Revision) -> dict[str, bytes]:
        """The files of a revision's text, the plan and its registry, by their paths in the folder of revisions.

        Raises BuildError BUILD-036 as `load`.
        """
        loaded = self._load_text(revision)
        sources = [loaded.tree.source, *([loaded.registry.source] if loaded.registry else [])]
        return {Path(one.path).relative_to(self.folder).as_posix(): one.text.encode() for one in sources}

    def text_folder(self, digest: str) -> Path:
        """The folder with the text that has that digest."""
        return self.folder / digest[:DIGITS]

    def keep_text(self, loaded: LoadedPlan, plan: Path) -> None:
        """Keep the text of the plan in the file `plan`, and its registry's, as they were read.

        Raises BuildError BUILD-005 where that cannot be written.
        """
        folder = self.text_folder(loaded.digest())
        files = {PLAN_NAME: loaded.tree.source.text}
        if loaded.registry is not None:
            name = Path(loaded.registry.source.path).relative_to(plan.parent).as_posix()
            files[name] = loaded.registry.source.text
        try:
            for name, text in reversed(files.items()):
                target = folder / name
                remove_leftovers([target])
                if not target.exists() or target.read_bytes() != text.encode():
                    write_atomically(target, text.encode(), durable=True)
        except OSError as error:
            raise unwritable_record(folder, error) from None

    def dump(self) -> bytes:
        """The bytes of history.json."""
        content = {"format": FORMAT, "revisions": [_row(one) for one in self.revisions]}
        return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()

    def write(self) -> None:
        """Write history.json. Raises BuildError BUILD-005 where it cannot be written."""
        path = self.folder / FILE_NAME
        remove_leftovers([path])
        try:
            write_atomically(path, self.dump(), durable=True)
        except OSError as error:
            raise unwritable_record(path, error) from None


def history_folder(plan: Path, plan_id: str) -> Path:
    """The folder of the revisions of the plan with that id in the file `plan`: never among the results."""
    return plan.parent / FOLDER / plan_id


def plan_folder(history: History) -> Path:
    """The folder of the plan beside which a history lies."""
    return history.folder.parent.parent


def history_file(plan: Path, plan_id: str) -> Path:
    """The file that says which revisions there are."""
    return history_folder(plan, plan_id) / FILE_NAME


def read_history(plan: Path, plan_id: str) -> History:
    """The history of the plan with that id in the file `plan`; an empty one where nothing was made of it yet.

    Raises BuildError BUILD-026 where it cannot be read now, BUILD-035 where it is not as this program writes it,
    BUILD-050 where a newer version wrote it.
    """
    folder = history_folder(plan, plan_id)
    path = folder / FILE_NAME
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ValueError(path)
        content = json.loads(path.read_bytes())
        parse = select_reader(_READERS, content["format"])
        return History(folder, tuple(parse(row) for row in content["revisions"]))
    except NewerFormatError:
        raise BuildError.one(diagnostics.build.RECORD_NEWER.at(Location(str(path)), name=str(path))) from None
    except FileNotFoundError:
        return History(folder)
    except OSError as error:
        found = diagnostics.build.RECORD_NOT_READABLE
        raise BuildError.one(found.at(Location(str(path)), name=str(path), reason=describe_os_error(error))) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BuildError.one(diagnostics.build.HISTORY_DAMAGED.at(Location(str(path)), name=str(path))) from None


def _lost_text(path: Path, reason: str) -> BuildError:
    return BuildError.one(diagnostics.build.REVISION_LOST.at(Location(str(path)), name=str(path.parent), reason=reason))


def unwritable_record(path: Path, error: OSError) -> BuildError:
    """BUILD-005: something beside the plan cannot be written."""
    found = diagnostics.build.RECORD_NOT_WRITABLE
    return BuildError.one(found.at(Location(str(path)), name=str(path), reason=describe_os_error(error)))


def _row(one: Revision) -> dict[str, Any]:
    return {
        "sha256": one.digest,
        "kept": one.kept.isoformat(),
        "since": one.since.isoformat() if one.since else None,
        "used_until": one.used_until.isoformat() if one.used_until else None,
        "ids": {"/".join(map(str, path)): task_id for path, task_id in one.ids.items()},
        "retired": list(one.retired),
    }


def _parse(row: Mapping[str, Any]) -> Revision:
    """Raises ValueError, KeyError, TypeError or AttributeError for what no revision can be."""
    texts = (row["sha256"], *row["retired"], *row["ids"].values())
    if not all(type(text) is str and text for text in texts):
        raise ValueError(row)
    int(row["sha256"], 16)
    return Revision(
        row["sha256"],
        date.fromisoformat(row["kept"]),
        _parse_day(row["since"]),
        _parse_day(row["used_until"]),
        {_parse_path(path): task_id for path, task_id in row["ids"].items()},
        tuple(row["retired"]),
    )


def _parse_day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _parse_path(text: str) -> ItemPath:
    return tuple(int(step) if step.isascii() and step.isdigit() else step for step in text.split("/"))


_READERS = {1: _parse}
"""The reader of a revision for each format of the history."""

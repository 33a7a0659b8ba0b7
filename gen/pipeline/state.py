"""What the last build was made from → whether there is anything to do at all, and what changed in each document.

It lies in build-state.json beside manifest.json. Whoever deletes it loses nothing but time and the reasons that
`gen build --dry-run` gives.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from gen.clock import today
from gen.files import file_sha256
from gen.folders import Folder, LocalFolder
from gen.journal import has_journal
from gen.pipeline.generator import describe_generator
from gen.pipeline.manifest import FILE_NAME as MANIFEST_NAME
from gen.pipeline.manifest import FileRecord, load_records, read_json, unreadable_record
from gen.pipeline.register import register_path
from gen.pipeline.request import BuildRequest
from gen.plan.secret import secret_path

FORMAT = 1
FILE_NAME = "build-state.json"
_READER_THREADS = 8
_MOST_MANIFESTS, _DIGITS = 30, 16


@dataclass(slots=True)
class BuildState:
    """What a build was made from, so that the next one can tell what changed.

    `inputs` are the files it read, with their sha256; `asked` is the request, without where and how; `outputs` are the
    paths of all that was asked for; `passages` the digests of what each document says. `whole` is false where
    something was not done, or somebody has to be told of something. `register_changes` is how much the register of
    issued documents told of by then. `manifests` are the digests of manifest.json after the last builds, the newest
    one last. `until` is the last day on which the same request asks for the same files, empty for ever.
    """

    inputs: dict[str, str] = field(default_factory=dict)
    asked: dict[str, Any] = field(default_factory=dict)
    engine: str = ""
    whole: bool = False
    doubts: int = 0
    outputs: list[str] = field(default_factory=list)
    register_changes: int = 0
    manifests: list[str] = field(default_factory=list)
    until: str = ""
    passages: dict[str, dict[str, str]] = field(default_factory=dict)

    def is_of_manifest(self, folder: Folder) -> bool:
        """Whether manifest.json is the one that was written with this state."""
        return bool(self.manifests) and _manifest_digest(folder) == self.manifests[-1]

    def knows_as_older(self, folder: Folder) -> bool:
        """Whether manifest.json is one that a build replaced since; one that a run which was cut off wrote is not."""
        return not has_journal(folder) and _manifest_digest(folder) in self.manifests[:-1]

    def note_manifest(self, digest: str) -> None:
        """Note the sha256 `digest` of the manifest.json that was just written."""
        earlier = [one for one in self.manifests if one != digest[:_DIGITS]][1 - _MOST_MANIFESTS :]
        self.manifests = [*earlier, digest[:_DIGITS]]

    def write(self, folder: Folder) -> None:
        """Put build-state.json into `folder`. Raises OSError where it cannot be written."""
        content = {one.name: getattr(self, one.name) for one in fields(self)}
        text = json.dumps({"format": FORMAT, **content}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        folder.write(FILE_NAME, text.encode(), durable=True)


def read_state(folder: Folder) -> BuildState:
    """The state that the last build left in `folder`; an empty one where there is none, or it is damaged.

    One that lacks something, such as an older program's, counts as that of a build that did not reach its end.

    Raises BuildError BUILD-026 where it is there and cannot be read.
    """
    try:
        content = read_json(folder.read(FILE_NAME))
    except FileNotFoundError:
        return BuildState()
    except OSError as error:
        raise unreadable_record(folder.display_path(FILE_NAME), error) from None
    if not isinstance(content, dict) or content.pop("format", None) != FORMAT:
        return BuildState()
    empty = BuildState()
    known = {one.name: type(getattr(empty, one.name)) for one in fields(BuildState)}
    if any(type(value) is not known.get(name) for name, value in content.items()):
        return BuildState()
    state = BuildState(**content)
    state.whole = state.whole and content.keys() == known.keys()  # without one of them, nothing is known to be done
    return state if all(isinstance(one, dict) for one in state.passages.values()) else empty


def _manifest_digest(folder: Folder) -> str:
    """Enough of the sha256 of manifest.json to tell it from others; empty where there is none.

    Raises BuildError BUILD-026 where it cannot be read.
    """
    try:
        return (folder.sha256(MANIFEST_NAME) or "")[:_DIGITS]
    except OSError as error:
        raise unreadable_record(folder.display_path(MANIFEST_NAME), error) from None


def request_as_data(request: BuildRequest) -> dict[str, Any]:
    """What of a request decides which files are wanted and what they are made from, as it stands in JSON."""
    names = (
        "plan",
        "templates",
        "units",
        "groups",
        "documents",
        "source",
        "pdf",
        "engine",
        "sheets",
        "zips",
        "protect",
        "period",
    )
    return dict(json.loads(json.dumps({name: getattr(request, name) for name in names}, default=str)))


def input_digests(files: Sequence[Path]) -> dict[str, str]:
    """The sha256 of each file that a build reads, under its name; those that are not there are left out.

    Of a file that cannot be read just then it is empty, which counts as changed.
    """
    return {str(path): digest for path in files if (digest := _input_digest(path)) is not None}


def _input_digest(path: Path) -> str | None:
    try:
        return file_sha256(path)
    except OSError:
        return ""


def describe_generators(pdf_engine: str) -> str:
    """What makes the files: this program with its libraries, and the PDF engine where one is used."""
    return f"{describe_generator()}; {pdf_engine}"


def is_up_to_date(state: BuildState, request: BuildRequest, folder: Folder, pdf_engine: str) -> bool:
    """Whether `request` would leave every file as it is: the same inputs, and every file as it was built."""
    if not state.whole or state.asked != request_as_data(request) or state.engine != describe_generators(pdf_engine):
        return False
    if state.until and (request.as_of or today()).isoformat() > state.until:
        return False
    if "" in state.inputs.values() or state.inputs != input_digests([Path(name) for name in state.inputs]):
        return False
    if any(
        path.exists() != (str(path) in state.inputs)
        for path in (register_path(request.plan), secret_path(request.plan))
    ):
        return False
    if not state.is_of_manifest(folder):
        return False
    records = load_records(folder)
    if not _has_all_issued(folder, records, state.outputs):
        return False
    if isinstance(folder, LocalFolder):  # a disk is quicker than threads are
        return all(_is_as_built(folder, path, records.get(path)) for path in state.outputs)
    with ThreadPoolExecutor(_READER_THREADS) as readers:
        return all(readers.map(lambda path: _is_as_built(folder, path, records.get(path)), state.outputs))


def _has_all_issued(folder: Folder, records: Mapping[str, FileRecord], checked: Sequence[str]) -> bool:
    """Whether the issued Word files are there that the request did not ask for: those of forms of other periods."""
    numbered = {path for path, one in records.items() if one.number and one.format == "docx"}.difference(checked)
    return not numbered or numbered.issubset(folder.paths())


def _is_as_built(folder: Folder, path: str, record: FileRecord | None) -> bool:
    try:
        return record is not None and folder.sha256(path) == record.sha256
    except OSError:
        return False

"""A plan's folder as it was built → the files to be archived, or everything that stands against it, at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from gen.archiving.claims import PLAIN, Claims, read_claims
from gen.archiving.layout import is_signed_copy
from gen.archiving.records import Built, read_records
from gen.errors import Diagnostic, GenError, Location, Severity
from gen.files import sha256
from gen.folders import Folder
from gen.locale import _
from gen.pipeline.manifest import FILE_NAME, Record
from gen.pipeline.pdfs import SOURCE_KEY
from gen.pipeline.register import Register
from gen.pipeline.state import FILE_NAME as STATE_NAME
from gen.pipeline.superseding import is_superseded

UNIT_DOCUMENTS = ("plan", "report", "source")
"""What a manifest calls the files that are documents; the rest leads through them."""

TEMPLATE_KEY = "templates/"
"""Under this, with its bare name, a record knows the template that its file was made from."""

_NAMED = 5
_FORMATS_OF_PEOPLE = ("docx",)


@dataclass(frozen=True, slots=True)
class Item:
    """One file: its record, and its bytes' checksum and size as they lie there; `edited` by a person since."""

    record: Record
    sha256: str
    size: int
    edited: bool = False
    claims: Claims | None = None


@dataclass(slots=True)
class Found:
    """What there is to be archived, by path; `manifest` are the bytes of manifest.json."""

    built: Built
    manifest: bytes
    items: dict[str, Item] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    notices: list[Diagnostic] = field(default_factory=list)


def find_built(folder: Folder, inputs: Mapping[str, str], plan_sha256: str, register: Register) -> Found:
    """Everything that the manifest in `folder` names, with all that is wrong with it.

    `inputs` are the templates' sha256, by the name under which records know them; `plan_sha256` is the plan's as it is
    now; `register` says what was issued. Raises GenError ARC-001 where no build can be read there.
    """
    found = _read(folder)
    for record in found.built.records.values():
        item = _item(folder, record, found)
        if item is not None:
            found.items[record.path] = item
    found.problems += [*_stale(folder, found, inputs), *_no_template(found, inputs), *_not_as_issued(found, register)]
    if found.built.plan_sha256 != plan_sha256:
        message = _("the plan, or its registry of units, was changed after the documents were made from it")
        found.problems.append(_problem("ARC-005", message, folder, FILE_NAME, _("build again: gen build")))
    found.notices += [*_edited(folder, found), *_left_out(folder, found), *_not_archival(folder, found)]
    return found


def _read(folder: Folder) -> Found:
    try:
        data = folder.read(FILE_NAME)
    except OSError as error:
        message = _("no build of this plan can be read there ({reason})").format(reason=error.strerror or error)
        raise GenError.one("ARC-001", message, _("build first: gen build"), _at(folder, FILE_NAME)) from None
    built = read_records(data)
    if built is None or not built.records:
        message = _("manifest.json names no files, or was not written by a build")
        raise GenError.one("ARC-001", message, _("build first: gen build"), _at(folder, FILE_NAME))
    return Found(built, data)


def _item(folder: Folder, record: Record, found: Found) -> Item | None:
    """The file of `record`; nothing where it is missing or not what was built, which is then a problem."""
    try:
        data = folder.read(record.path)
    except OSError as error:
        message = _("{name} is missing or cannot be read ({reason})")
        message = message.format(name=record.path, reason=error.strerror or error)
        found.problems.append(_problem("ARC-002", message, folder, record.path, _("build again: gen build")))
        return None
    digest = sha256(data)
    edited = digest != record.sha256
    if edited and (record.format not in _FORMATS_OF_PEOPLE or record.number):
        found.problems.append(_not_as_built(folder, record))
        return None
    claims = read_claims(data, closely=is_document(record)) if record.format == "pdf" else None
    if record.format == "pdf" and (claims is None or claims.encrypted):
        message = _("{name} is no PDF that everybody can read").format(name=record.path)
        found.problems.append(_problem("ARC-003", message, folder, record.path, _("build again: gen build")))
        return None
    return Item(record, digest, len(data), edited, claims)


def _not_as_built(folder: Folder, record: Record) -> Diagnostic:
    message = _("{name} is not the file that was built").format(name=record.path)
    hint = _("bring a signed copy in by gen archive add; else move the file away, and build again")
    if record.number:
        message = _("{name} was changed after it was issued as {number}").format(name=record.path, number=record.number)
        hint = _("take the issued file back from the last archive; or withdraw it: gen issue --withdraw")
    return _problem("ARC-003", message, folder, record.path, hint)


def _stale(folder: Folder, found: Found, inputs: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Files that show an older state of what they were made from. An issued document stays as it was issued."""
    current = {path: item.sha256 for path, item in found.items.items()}
    for path, item in sorted(found.items.items()):
        made_from = item.record.made_from
        word = current.get(path.removesuffix(".pdf") + ".docx") if item.record.format == "pdf" else None
        if word is not None and made_from.get(SOURCE_KEY) != word:
            message = _("{name} is older than its Word file").format(name=path)
            hint = _("gen issue makes the PDF anew from the Word file as it is; gen build --force makes both anew")
            yield _problem("ARC-004", message, folder, path, hint)
        elif item.record.format == "zip" and any(current.get(p, digest) != digest for p, digest in made_from.items()):
            message = _("{name} holds an older state of its files").format(name=path)
            yield _problem("ARC-004", message, folder, path, _("build again: gen build --zip; or delete it"))
        elif not item.record.number and any(inputs.get(p, digest) != digest for p, digest in made_from.items()):
            message = _("{name} was made from an older template").format(name=path)
            yield _problem("ARC-004", message, folder, path, _("build again: gen build"))


def _not_as_issued(found: Found, register: Register) -> Iterator[Diagnostic]:
    """Documents that the register beside the plan calls issued, and the build does not, or otherwise."""
    records = (r for r in found.built.records.values() if r.format == "docx" and not is_superseded(r.path))
    words = {(r.unit, r.document): r for r in records}
    for (unit, document), issued in sorted(register.all_standing().items()):
        record = words.get((unit, document.value))
        if record is None or (record.number, record.sha256) != (issued.number, issued.sha256):
            message = _("{document} of {unit} was issued as {number}; what was built is not that")
            text = message.format(document=document.value, unit=unit, number=issued.number)
            hint = _("build again: gen build; where that does not bring it back, the last archive has it")
            yield Diagnostic("ARC-004", Severity.ERROR, text, Location(str(register.path)), hint)


def _no_template(found: Found, inputs: Mapping[str, str]) -> Iterator[Diagnostic]:
    named = {
        name for record in found.built.records.values() for name in record.made_from if name.startswith(TEMPLATE_KEY)
    }
    for name in sorted(named - inputs.keys()):
        message = _("the template {name} is not there").format(name=name.removeprefix(TEMPLATE_KEY))
        hint = _("give the folder of templates by --templates: they go into the archive too")
        yield Diagnostic("ARC-002", Severity.ERROR, message, Location(name), hint)


def _edited(folder: Folder, found: Found) -> Iterator[Diagnostic]:
    for path, item in sorted(found.items.items()):
        if item.edited:
            message = _("{name} was changed by somebody after it was made; it is archived as it is now")
            hint = _("the index says so too")
            yield _notice("ARC-006", message.format(name=path), folder, path, hint)


def _left_out(folder: Folder, found: Found) -> Iterator[Diagnostic]:
    """Files of which no build knows: a person's own, or what stood in a document's place before."""
    known = {*found.built.records, FILE_NAME, STATE_NAME}
    others = sorted(path for path in folder.paths() if path not in known and not path.endswith(".part"))
    if others:
        message = _("{count} files that no build made are left out: {names}")
        names = ", ".join(others[:_NAMED]) + (" …" if len(others) > _NAMED else "")
        hint = _("a signed copy is brought in by gen archive add")
        yield _notice("ARC-007", message.format(count=len(others), names=names), folder, "", hint)


def _not_archival(folder: Folder, found: Found) -> Iterator[Diagnostic]:
    """Documents without a PDF, or with one that does not claim to be PDF/A."""
    documents = {path.rpartition(".")[0] for path, item in found.items.items() if is_document(item.record)}
    archival = {path for path, item in found.items.items() if item.claims and item.claims.format != PLAIN}
    names = sorted(stem for stem in documents if f"{stem}.pdf" not in archival)
    if names:
        message = _("{count} documents have no PDF/A: {names}")
        shown = ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
        hint = _("the index says which; for keeping, PDF/A is expected: gen doctor shows the engines that make it")
        yield _notice("ARC-011", message.format(count=len(names), names=shown), folder, "", hint)


def is_document(record: Record) -> bool:
    """Whether the file is a document, with a row of its own in the index, or the Word file of one."""
    return record.document in UNIT_DOCUMENTS and not is_signed_copy(record.path)


def _at(folder: Folder, path: str) -> Location:
    return Location(folder.place(path) if path else str(folder))


def _problem(code: str, message: str, folder: Folder, path: str, hint: str) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, message, _at(folder, path), hint)


def _notice(code: str, message: str, folder: Folder, path: str, hint: str) -> Diagnostic:
    return Diagnostic(code, Severity.WARNING, message, _at(folder, path), hint)

"""A bag's plan, register, templates, printed list and tag files × its manifest.json and index → contradictions."""

from __future__ import annotations

from collections.abc import Iterator

from gen import diagnostics
from gen.archiving.bag import tag_files
from gen.archiving.bag.build_manifest import BuildManifest
from gen.archiving.bag.index import EDITED_WORD
from gen.archiving.bag.layout import BAG_INFO, BUILD_MANIFEST, DOCUMENTS, ISSUED, REGISTER, TEMPLATES
from gen.archiving.bag.members import member_location, read_member
from gen.archiving.bag.pdf_claims import MAX_BYTES as MAX_PDF
from gen.archiving.pack.build_output import TEMPLATE_KEY
from gen.archiving.pack.document_list import list_head, register_list
from gen.archiving.verify.examined_bag import ExaminedBag
from gen.errors import Diagnostic
from gen.locale import _
from gen.pdf.page_text import extract_text
from gen.pdf.word_check import count_words, find_missing_words, join_letters
from gen.pipeline.lists import plan_title
from gen.pipeline.manifest import FileRecord
from gen.pipeline.pdfs import SOURCE_KEY
from gen.pipeline.register import IssueRegister
from gen.pipeline.rendering import document_path
from gen.plan.model import Plan
from gen.plan.units import full_name, unit_by_id
from gen.text import collapse_spaces, name_few

_INFO_LIMIT = 1 << 20


def check_plan(bag: ExaminedBag) -> Iterator[Diagnostic]:
    """What of the plan, the register of what was issued and the printed list contradicts the rest of the bag."""
    built = bag.built
    if built is None:
        return
    yield from _check_manifest(bag, built)
    yield from _check_origins(bag, built)
    if bag.register is not None:
        yield from _check_register(bag, built, bag.register)
    if bag.plan is not None:
        yield from _check_names(bag, built, bag.plan)
        yield from _check_printed_list(bag, bag.plan)


def _check_manifest(bag: ExaminedBag, built: BuildManifest) -> Iterator[Diagnostic]:
    """Files that differ from manifest.json, except Word files whose row notes that a person edited them."""
    edited = {row.word or row.file for row in bag.rows.values() if row.note == EDITED_WORD}
    for path, record in sorted(built.records.items()):
        name = DOCUMENTS + path
        if bag.listed(name) == record.sha256:
            size = bag.members.sizes.get(bag.actual(name), record.size)
            if bag.is_intact(name) and size != record.size:
                mistake = diagnostics.archive.RECORD_UNLIKE_FILE
                yield mistake.at(bag.at(BUILD_MANIFEST), name=name, said=record.size, value=size)
        elif not bag.listed(name):
            yield diagnostics.archive.NOT_LISTED.at(bag.at(name), name=name)
        elif name not in edited or record.number or record.format != "docx":
            yield diagnostics.archive.NOT_THE_FILE_OF_THE_MANIFEST.at(bag.at(name), name=name)


def _check_origins(bag: ExaminedBag, built: BuildManifest) -> Iterator[Diagnostic]:
    """Files that were made from other templates or Word files than those in the bag, as packing refuses them too."""
    for path, record in sorted(built.records.items()):
        for key, digest in sorted(record.made_from.items()):
            source = _source_in_bag(record, key, built)
            if source and bag.listed(source) != digest:
                yield diagnostics.archive.MADE_FROM_ANOTHER.at(bag.at(DOCUMENTS + path), name=path, source=source)


def _source_in_bag(record: FileRecord, key: str, built: BuildManifest) -> str:
    """The file under data/ from which the file of `record` was made; empty where none has to be in the bag.

    An issued document stays as it was issued, whatever becomes of its template.
    """
    if key.startswith(TEMPLATE_KEY) and not record.number:
        return TEMPLATES + key.removeprefix(TEMPLATE_KEY)
    word = record.path.removesuffix(".pdf") + ".docx"
    return DOCUMENTS + word if key == SOURCE_KEY and record.format == "pdf" and word in built.records else ""


def _check_register(bag: ExaminedBag, built: BuildManifest, register: IssueRegister) -> Iterator[Diagnostic]:
    """Numbers, dates and checksums of issued documents that the register and manifest.json tell differently."""
    entries = {(e.unit, e.document.value, e.number, e.date.isoformat(), e.sha256): e for e in register.entries}
    words = {path: record for path, record in built.records.items() if record.format == "docx"}
    wrong: set[str] = set()
    for path, record in sorted(words.items()):
        if record.number and (record.unit, record.document, record.number, record.date, record.sha256) not in entries:
            stated = [f"{e.number}, {e.date.isoformat()}" for e in register.entries if document_path(e.of) == path] or [
                _("nothing")
            ]
            yield _register_error(bag, path, stated[-1], f"{record.number}, {record.date}")
            wrong.add(path)
    for one, issued in sorted(register.list_current().items()):
        path = document_path(one)
        found = words.get(path)
        if path not in wrong and (found is None or found.number != issued.number):
            said = f"{issued.number}, {issued.date.isoformat()}"
            yield _register_error(bag, path, said, (found.number if found else "") or _("nothing"))


def _register_error(bag: ExaminedBag, path: str, said: str, value: str) -> Diagnostic:
    mistake = diagnostics.archive.REGISTER_UNLIKE_BUILD
    return mistake.at(bag.at(ISSUED), name=ISSUED, document=path, said=said, value=value)


def _check_names(bag: ExaminedBag, built: BuildManifest, plan: Plan) -> Iterator[Diagnostic]:
    """Whose the bag is and of which plan, in bag-info.txt and manifest.json."""
    mistake = diagnostics.archive.INFO_UNLIKE_PLAN
    if built.plan_id != plan.header.id and bag.is_intact(BUILD_MANIFEST):
        place = bag.at(BUILD_MANIFEST)
        yield mistake.at(place, file="manifest.json", name="plan", said=built.plan_id, value=plan.header.id)
    data = read_member(bag.members, BAG_INFO, _INFO_LIMIT)
    if data is None or BAG_INFO not in bag.checked.intact:
        return
    info = tag_files.read_elements(data)
    expected = {
        "Source-Organization": full_name(unit_by_id(plan)[plan.header.issuer]),
        "External-Description": plan_title(plan),
        "Bag-Group-Identifier": plan.header.id,
    }
    for name, value in expected.items():
        stated = ", ".join(info.get(name, []))
        if collapse_spaces(stated) != collapse_spaces(value):
            place = member_location(bag.members, BAG_INFO)
            yield mistake.at(place, file=BAG_INFO, name=name, said=stated or _("nothing"), value=value)


def _check_printed_list(bag: ExaminedBag, plan: Plan) -> Iterator[Diagnostic]:
    """Whether the printed list shows the index: each cell in its order, its letters one after the other."""
    if not bag.is_intact(REGISTER) or not bag.rows:
        return
    text = extract_text(bag.read(REGISTER, MAX_PDF) or b"")
    if bag.is_unreadable(REGISTER):
        return
    printed = register_list(list_head(plan), list(bag.rows.values()))
    head = " ".join((printed.name, printed.issuer, printed.subject, printed.summary))
    missing = list(find_missing_words(count_words(head), text))
    letters, place = join_letters(text), 0
    for table in printed.tables:
        for cell in [cell for entry in table.entries for row in entry.rows for cell in row]:
            words = " ".join(line.text for line in cell or ())
            found = letters.find(join_letters(words), place)
            if found < 0:
                missing.append(collapse_spaces(words))
            else:
                place = found + len(join_letters(words))
    if missing:
        shown = name_few(missing, separator="; ")
        yield diagnostics.archive.LIST_UNLIKE_INDEX.at(bag.at(REGISTER), name=REGISTER, words=shown)

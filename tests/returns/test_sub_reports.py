"""What forms say of the cells behind theirs: a statement of their senders, bounded, and held against what they sent."""

import io
import json
import shutil
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import gen
from gen.derive.answers import form_fields
from gen.derive.dossier import dossier_for
from gen.derive.form import derive_report_form
from gen.returns.collection import Collection
from gen.returns.consolidation.sub_reports import SubReports, load_sub_reports
from gen.returns.storage import load_collection, originals_folder
from gen.store.connection import StoreError, disconnect
from gen.word.forms.filling import fill_in
from gen.word.forms.provenance import (
    FORMAT,
    MAX_BYTES,
    MAX_CELLS,
    CellProvenance,
    CellSource,
    LackingSource,
    Provenance,
    ProvenanceFault,
    dump_provenance,
    parse_provenance,
    read_provenance,
)
from tests.support.levels import build_forms, make_province

SOURCES = tuple(CellSource(f"ban-{n}", f"Bản {n}", "1.1.b/1/numerator", str(10 * n), "0" * 64) for n in (1, 2))
CELL = CellProvenance("2.1.2/1/numerator", "30", SOURCES, (LackingSource("ban-3", "Bản 3", "bỏ trống"),))
TOLD = Provenance("kh-xa", "nam", "once", "2025-11-25", (CELL,))


def test_what_is_dumped_is_read_again() -> None:
    assert parse_provenance(dump_provenance(TOLD)) == TOLD


def test_long_texts_are_shortened_and_figures_are_not() -> None:
    long = replace(CELL, sources=(replace(SOURCES[0], text="x" * 1000),))
    read = parse_provenance(dump_provenance(replace(TOLD, cells=(long, CELL))))
    assert isinstance(read, Provenance)
    assert read.cells[0].sources[0].text == "x" * 299 + "…"
    assert read.cells[1] == CELL


def test_texts_are_left_out_where_all_would_be_too_large() -> None:
    source = replace(SOURCES[0], text="x" * 300)
    cells = tuple(replace(CELL, key=f"1.{n}/result", sources=(source,) * 40) for n in range(400))
    dumped = dump_provenance(replace(TOLD, cells=cells))
    assert len(dumped.encode()) <= MAX_BYTES
    read = parse_provenance(dumped)
    assert isinstance(read, Provenance)
    assert {one.text for cell in read.cells for one in cell.sources} == {""}


def changed(**values: object) -> str:
    return json.dumps({**json.loads(dump_provenance(TOLD)), **values})


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", ProvenanceFault.DAMAGED),
        ("no json", ProvenanceFault.DAMAGED),
        ("[" * 100_000, ProvenanceFault.DAMAGED),
        (changed(format=FORMAT + 1), ProvenanceFault.NEWER),
        (changed(format="1"), ProvenanceFault.DAMAGED),
        (changed(cells=[{"key": 1, "text": "", "sources": [], "lacking": []}]), ProvenanceFault.DAMAGED),
        (changed(cells=[{"key": "a\nb", "text": "", "sources": [], "lacking": []}]), ProvenanceFault.DAMAGED),
        (changed(cells=[{"key": "a" * 500, "text": "", "sources": [], "lacking": []}]), ProvenanceFault.DAMAGED),
        (changed(cells=[{"key": "a", "text": "", "sources": [{"unit": "b"}], "lacking": []}]), ProvenanceFault.DAMAGED),
        (changed(cells=[{"key": "a", "text": "", "sources": [], "lacking": []}] * (MAX_CELLS + 1)),
         ProvenanceFault.TOO_LARGE),
        (" " * (MAX_BYTES + 1), ProvenanceFault.TOO_LARGE),
    ],
)  # fmt: skip
def test_what_comes_from_outside_is_bounded(text: str, fault: ProvenanceFault) -> None:
    assert parse_provenance(text) is fault


@pytest.fixture
def superior(tmp_path: Path) -> Path:
    plan = make_province(tmp_path / "tinh")
    build_forms(plan)
    return plan


def collected(superior: Path, answers: dict[str, str], provenance: str) -> SubReports:
    """What is said of the cells of a commune's form with these answers that bears this."""
    unit = "xa-xuan-an"
    fields = {one.key: one for one in form_fields(derive_report_form(dossier_for(gen.load_plan(superior), unit)))}
    blank = superior.parent / "out" / "kh-tinh" / unit / f"bao-cao-{unit}.docx"
    filled = fill_in(blank.read_bytes(), {fields[key]: text for key, text in answers.items()}, {}, provenance)
    sent = superior.parent / "bao-cao.docx"
    sent.write_bytes(filled)
    try:
        gen.collect(sent, superior, received=date(2025, 11, 27))
        return sub_reports_of(superior)
    finally:
        disconnect()


def collection_of(superior: Path) -> Collection:
    try:
        return load_collection(superior, "nam", None, date(2025, 11, 28))
    finally:
        disconnect()


def sub_reports_of(superior: Path) -> SubReports:
    return load_sub_reports(superior, collection_of(superior))


def test_cells_behind_a_figure_are_its_sum(superior: Path) -> None:
    found = collected(superior, {"2.1.2/1/numerator": "30"}, dump_provenance(TOLD))
    [cell] = found.cells
    assert (cell.unit, cell.key, cell.sources, cell.lacking) == ("xa-xuan-an", CELL.key, SOURCES, CELL.lacking)
    assert (cell.total, cell.adds_up, cell.is_changed) == (30, True, False)


def test_a_figure_that_is_not_the_sum_of_those_behind_it_is_said(superior: Path) -> None:
    told = replace(TOLD, cells=(replace(CELL, text="35"),))
    [cell] = collected(superior, {"2.1.2/1/numerator": "35"}, dump_provenance(told)).cells
    assert (cell.total, cell.adds_up) == (30, False)


def test_of_a_cell_that_was_changed_afterwards_nothing_is_told(superior: Path) -> None:
    [cell] = collected(superior, {"2.1.2/1/numerator": "31"}, dump_provenance(TOLD)).cells
    assert (cell.is_changed, cell.adds_up) == (True, None)


def test_lines_that_a_program_glued_are_no_change(superior: Path) -> None:
    told = replace(TOLD, cells=(replace(CELL, key="2.1.1/result", text="Bản 1: xong;\nBản 2: chưa"),))
    [cell] = collected(superior, {"2.1.1/result": "Bản 1: xong;Bản 2: chưa"}, dump_provenance(told)).cells
    assert not cell.is_changed


def test_a_cell_that_stayed_blank_names_who_is_missing(superior: Path) -> None:
    told = replace(TOLD, cells=(replace(CELL, key="2.1.1/status", text="", sources=()),))
    [cell] = collected(superior, {"2.1.2/1/numerator": "30"}, dump_provenance(told)).cells
    assert (cell.key, cell.value, cell.lacking) == ("2.1.1/status", None, CELL.lacking)


def test_what_cannot_be_read_is_said_and_the_figures_count(superior: Path) -> None:
    found = collected(superior, {"2.1.2/1/numerator": "30"}, "no json")
    assert (found.cells, found.faults) == ((), (("xa-xuan-an", ProvenanceFault.DAMAGED),))
    try:
        report = gen.consolidate(superior, as_of=date(2025, 11, 28))
    finally:
        disconnect()
    assert report.xlsx.startswith(b"PK")


def test_forms_without_it_say_nothing(superior: Path) -> None:
    assert collected(superior, {"2.1.2/1/numerator": "30"}, "") == SubReports()


def test_form_that_cannot_be_read_again_is_said_and_its_figures_count(superior: Path) -> None:
    collected(superior, {"2.1.2/1/numerator": "30"}, dump_provenance(TOLD))
    [kept] = originals_folder(superior).rglob("*.docx")
    kept.unlink()
    kept.mkdir()
    assert sub_reports_of(superior) == SubReports((), (("xa-xuan-an", ProvenanceFault.UNREADABLE),))


def test_folder_of_forms_that_cannot_be_read_is_an_error(superior: Path) -> None:
    collected(superior, {"2.1.2/1/numerator": "30"}, dump_provenance(TOLD))
    collection = collection_of(superior)
    [kept] = originals_folder(superior).iterdir()
    shutil.rmtree(kept)
    kept.write_bytes(b"")
    with pytest.raises(StoreError):
        load_sub_reports(superior, collection)


def test_parts_that_say_nothing_of_the_cells_are_not_unpacked(superior: Path) -> None:
    collected(superior, {"2.1.2/1/numerator": "30"}, dump_provenance(TOLD))
    [kept] = originals_folder(superior).rglob("*.docx")
    data = kept.read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        place = archive.getinfo("word/document.xml").header_offset + 200
    assert read_provenance(data[:place] + b"\0" * 50 + data[place + 50 :]) == TOLD

"""Pictures in the cells of a form: kept by themselves, said in the consolidated report, with where each is."""

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest

import gen
from gen.files import sha256
from gen.returns.consolidation.report import consolidate
from gen.returns.ingestion import CollectionRequest, collect
from gen.returns.storage import load_collection
from gen.store.connection import StoreError, disconnect
from gen.word.template.loading import load_template
from tests.returns.test_collecting import DAY, NOON, filled_form, office_plan
from tests.support import plans
from tests.support.docx_text import lines
from tests.support.form_edits import DRAWING, PNG, holds, picture
from tests.support.form_filling import body
from tests.support.offices import TEMPLATES, run


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A plan of two communes, whose forms are built, and the form of one with a picture as evidence in its box."""
    plan = plans.write(tmp_path, office_plan(target=True))
    assert run(plan).exit_code == 0
    (tmp_path / "box").mkdir()
    (tmp_path / "box" / "a.docx").write_bytes(form_with_picture(tmp_path, "1.1/evidence"))
    return tmp_path


def form_with_picture(folder: Path, key: str) -> bytes:
    return body(picture(filled_form(folder, t1_status="Hoàn thành", t1_result="xong")), holds(key, DRAWING))


def receive(office: Path) -> None:
    assert list(collect(CollectionRequest(office / "plan.yaml", NOON), [office / "box"]))
    disconnect()


def kept(office: Path) -> list[Path]:
    return [path for path in (office / "returns" / "evidence").rglob("*") if path.is_file()]


def test_picture_is_kept_under_its_checksum(office: Path) -> None:
    receive(office)
    (path,) = kept(office)
    assert (path.name, path.read_bytes()) == (f"{sha256(PNG)}.png", PNG)


def test_form_that_comes_again_keeps_its_picture_once(office: Path) -> None:
    receive(office)
    receive(office)
    assert len(kept(office)) == 1


def test_pictures_are_made_anew_of_the_files_that_were_received(office: Path) -> None:
    receive(office)
    for path in kept(office):
        path.unlink()
    (office / "returns" / "returns.sqlite3").unlink()
    gen.collect(office / "returns" / "files", office / "plan.yaml")
    assert [path.name for path in kept(office)] == [f"{sha256(PNG)}.png"]


def test_consolidated_report_says_whose_pictures_there_are_and_where(office: Path) -> None:
    receive(office)
    collection = load_collection(office / "plan.yaml", None, None, date(2021, 7, 20))
    found = consolidate(collection, load_template(TEMPLATES, "summary.docx"), DAY)
    assert any("kèm hình ảnh minh chứng ở 1 ô" in line for line in lines(found.docx))
    sheet = openpyxl.load_workbook(io.BytesIO(found.xlsx))["Minh chứng"]
    (row,) = list(sheet.iter_rows(min_row=3, values_only=True))
    assert row[:7] == ("xa-a", "UBND xã Xuân An", "1.1", "mục 1.1", "Minh chứng", "[hình ảnh]", sha256(PNG))
    disconnect()


def test_picture_in_the_cell_of_a_figure_is_kept_and_the_figure_set_apart(office: Path) -> None:
    (office / "box" / "a.docx").write_bytes(form_with_picture(office, "1.1/1/value"))
    receive(office)
    assert len(kept(office)) == 1
    collection = load_collection(office / "plan.yaml", None, None, date(2021, 7, 20))
    (report,) = collection.accepted
    assert [(value.text, reason.code) for value, reason in report.quarantined_values] == [("[hình ảnh]", "no-number")]
    disconnect()


def test_picture_that_cannot_be_kept_stops_the_collecting_with_the_reason(office: Path) -> None:
    (office / "returns").mkdir()
    (office / "returns" / "evidence").write_text("a file where a folder should be")
    with pytest.raises(StoreError) as caught:
        receive(office)
    assert [one.code for one in caught.value.diagnostics] == ["RET-003"]
    disconnect()

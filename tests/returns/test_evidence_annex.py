"""Pictures in the cells of forms → the annex of the consolidated report: each with whose it is, and of which cell."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

import gen
from gen.returns.consolidation.report import ConsolidatedReport
from gen.store.connection import disconnect
from tests.returns.test_collecting import filled_form, office_plan
from tests.returns.test_evidence import receive
from tests.support import plans
from tests.support.docx_text import lines
from tests.support.form_edits import DRAWING, Change, holds, with_part
from tests.support.form_filling import body
from tests.support.offices import TEMPLATES, run
from tests.support.validity import faults

HEADING = "HÌNH ẢNH MINH CHỨNG"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    plan = plans.write(tmp_path, office_plan(target=True))
    assert run(plan).exit_code == 0
    (tmp_path / "box").mkdir()
    return tmp_path


def form_with(office: Path, *changes: Change, pictures: Sequence[bytes] = ()) -> bytes:
    """A filled form with these changes, in whose cells the pictures may stand: rIdPicture1, rIdPicture2 and so on."""
    data = filled_form(office, t1_status="Hoàn thành", t1_result="xong")
    for number, one in enumerate(pictures or [picture_of("green")], 1):
        data = with_part(f"word/media/image{number}.png", "image", one, f"rIdPicture{number}")(data)
    for change in changes:
        data = body(data, change)
    return data


def drawing(number: int = 1) -> str:
    return DRAWING.replace("rIdPicture", f"rIdPicture{number}")


def picture_of(colour: str, size: tuple[int, int] = (60, 40)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def made(office: Path, form: bytes) -> ConsolidatedReport:
    (office / "box" / "a.docx").write_bytes(form)
    receive(office)
    return reported(office)


def reported(office: Path) -> ConsolidatedReport:
    found = gen.consolidate(office / "plan.yaml", as_of=date(2021, 7, 20), templates=TEMPLATES)
    disconnect()
    return found


def drawn(report: ConsolidatedReport) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(report.docx)) as archive:
        return [name for name in archive.namelist() if "media/" in name]


def annex(report: ConsolidatedReport) -> list[str]:
    found = lines(report.docx)
    return found[found.index(HEADING) + 1 :] if HEADING in found else []


def test_picture_stands_in_the_annex_with_its_unit_and_its_cell(office: Path) -> None:
    found = made(office, form_with(office, holds("1.1/evidence", drawing())))
    assert "UBND xã Xuân An. Mục 1.1 – Minh chứng" in annex(found)
    assert len(drawn(found)) == 1
    assert faults(found.docx) == []


def test_report_without_pictures_has_no_such_annex(office: Path) -> None:
    assert (annex(reported(office)), drawn(reported(office))) == ([], [])


def test_words_beside_a_picture_stand_with_it(office: Path) -> None:
    words = "<w:r><w:t>Quyết định số 12</w:t></w:r>"
    assert "Quyết định số 12" in annex(made(office, form_with(office, holds("1.1/evidence", words + drawing()))))


def test_same_picture_in_two_cells_is_drawn_in_both_and_there_once(office: Path) -> None:
    both = (holds("1.1/evidence", drawing()), holds("1.1/reason", drawing()))
    found = made(office, form_with(office, *both))
    assert [line for line in annex(found) if line.startswith("UBND xã")] == [
        "UBND xã Xuân An. Mục 1.1 – Minh chứng", "UBND xã Xuân An. Mục 1.1 – Lý do",
    ]  # fmt: skip
    assert len(drawn(found)) == 1
    assert faults(found.docx) == []


def test_answer_that_does_not_count_says_so_beside_its_picture(office: Path) -> None:
    found = annex(made(office, form_with(office, holds("1.1/1/value", drawing()))))
    assert any(line.startswith("(Câu trả lời không tính: ") for line in found)


def test_picture_that_is_gone_is_named(office: Path) -> None:
    made(office, form_with(office, holds("1.1/evidence", drawing())))
    for path in (office / "returns" / "evidence").rglob("*.png"):
        path.unlink()
    assert "(Không còn tệp hình trong returns/evidence)" in annex(reported(office))


def test_picture_that_is_damaged_is_named_and_the_report_is_made(office: Path) -> None:
    damaged = picture_of("blue", (300, 200))[:80]
    found = made(office, form_with(office, holds("1.1/evidence", drawing()), pictures=[damaged]))
    assert "(Hình bị hỏng)" in annex(found)
    assert faults(found.docx) == []


def test_more_pictures_than_are_printed_are_counted(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gen.returns.evidence.MOST_PICTURES", 1)
    both = (holds("1.1/evidence", drawing(1)), holds("1.1/reason", drawing(2)))
    found = annex(made(office, form_with(office, *both, pictures=[picture_of("green"), picture_of("red")])))
    assert any(line.startswith("Còn 1 hình không in ở đây: xem trang Minh chứng của bảng tính") for line in found)

"""The form of a period tells what its unit reported in the period before, and nothing else changes by that."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

import gen
from gen.clock import VIETNAM
from gen.pipeline.result import BuildResult
from gen.store.connection import disconnect
from gen.word.forms.reading import read_form
from tests.support import plans
from tests.support.docx_text import lines
from tests.support.form_filling import filled
from tests.support.plans import Data

QUARTERLY = {
    "id": "quy", "name": "Báo cáo quý", "of": ["communes"], "to": "huyen", "frequency": "quarterly", "form": True,
    "due": {"raw": "trước ngày 20 của tháng cuối quý", "value": "2025-03-20", "kind": "before"},
}  # fmt: skip
TARGET = {"raw": "đạt 90%", "op": ">=", "value": "90", "of": "hộ có nước"}
POOR = {"id": "CT01", "name": "Số hộ nghèo", "unit": "hộ", "total": "last", "for": ["communes"]}
FIRST = {
    "1.1/status": "Đang thực hiện", "1.1/result": "Đã trồng\n5 ha", "1.1/evidence": "BC số 3", "1.2/1/numerator": "45",
    "1.2/1/denominator": "50", "CT01/count": "120",
}  # fmt: skip
DAY = date(2025, 7, 1)


def plan_data(first: str = "Trồng rừng phòng hộ.", **changes: Any) -> Data:
    items = [{"text": first}, {"text": "Cấp nước sạch.", "targets": [TARGET]}]
    data = plans.with_sections({"to": ["communes"], "heading": "UBND xã", "items": items}, obligations=[QUARTERLY])
    return {**data, "plan": {**data["plan"], "date": "2025-01-08"}, "indicators": [POOR], **changes}


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A plan of two communes that report every quarter; xa-a has reported for the first one."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    plans.write(tmp_path, plan_data())
    assert build("2025-Q1").exit_code == 0
    send(tmp_path, "xa-a", **FIRST)
    yield tmp_path
    disconnect()


def build(period: str, **asked: Any) -> BuildResult:
    return gen.build("plan.yaml", period=period, as_of=DAY, pdf=False, **asked)


def path_of(unit: str, period: str) -> Path:
    return Path("out/kh-1") / unit / f"bao-cao-{unit}-{period.lower()}.docx"


def send(office: Path, unit: str, at: datetime = datetime(2025, 3, 18, tzinfo=VIETNAM), **answers: str) -> None:
    box = office / "box"
    shutil.rmtree(box, ignore_errors=True)
    box.mkdir()
    (box / "bc.docx").write_bytes(filled(path_of(unit, "2025-Q1").read_bytes(), answers))
    (outcome,) = gen.collect(box, office / "plan.yaml", received=at)
    assert outcome.submission.quarantine_reason is None


def told(unit: str = "xa-a", period: str = "2025-Q2") -> list[str]:
    return [line for line in lines(path_of(unit, period).read_bytes()) if line.startswith("Đã báo cáo")]


def test_form_tells_status_result_and_figures_of_the_period_before(office: Path) -> None:
    build("2025-Q2")
    assert told() == [
        "Đã báo cáo quý I năm 2025: Đang thực hiện – Đã trồng 5 ha",
        "Đã báo cáo quý I năm 2025: tử số 45, mẫu số 50",
        "Đã báo cáo quý I năm 2025: 120",
    ]


def test_unit_that_reported_nothing_is_told_nothing(office: Path) -> None:
    build("2025-Q2")
    assert told("xa-b") == []


def test_form_of_the_first_period_tells_nothing(office: Path) -> None:
    build("2025-Q1", force=True)
    assert told(period="2025-Q1") == []


def test_period_that_follows_one_without_a_report_tells_nothing_of_earlier_ones(office: Path) -> None:
    build("2025-Q3")
    assert told(period="2025-Q3") == []


def test_what_is_told_is_no_answer_and_changes_nothing_that_is_asked(office: Path) -> None:
    build("2025-Q2")
    with_words, without = (read_form(path_of(unit, "2025-Q2").read_bytes()) for unit in ("xa-a", "xa-b"))
    assert with_words.seal is not None
    assert without.seal is not None
    assert with_words.seal.revision == without.seal.revision
    assert with_words.filled_in_texts() == without.filled_in_texts() == {}


def test_late_answer_is_told_once_the_forms_are_built_again(office: Path) -> None:
    build("2025-Q2")
    send(office, "xa-b", at=datetime(2025, 6, 1, tzinfo=VIETNAM), **{"1.1/status": "Hoàn thành"})
    result = build("2025-Q2", units=["xa-b"])
    assert told("xa-b") == ["Đã báo cáo quý I năm 2025: Hoàn thành"]
    assert [placed.path for placed in result.outcomes if placed.reason == "what the unit reported before changed"]


def test_build_that_finds_the_same_again_writes_nothing(office: Path) -> None:
    build("2025-Q2")
    before = path_of("xa-a", "2025-Q2").stat().st_mtime_ns
    build("2025-Q2", units=["xa-a"])
    assert path_of("xa-a", "2025-Q2").stat().st_mtime_ns == before


def test_task_in_other_words_is_told_nothing_of(office: Path) -> None:
    build("2025-Q2")
    plans.write(office, plan_data("Đào giếng khoan cho các bản vùng cao."))
    build("2025-Q2")
    assert [line for line in told() if "Đang thực hiện" in line] == []
    assert "Đã báo cáo quý I năm 2025: tử số 45, mẫu số 50" in told()


def test_answers_that_came_later_than_the_day_are_not_told(office: Path) -> None:
    gen.build("plan.yaml", period="2025-Q2", as_of=date(2025, 3, 17), pdf=False)
    assert told() == []


def test_store_that_cannot_be_read_is_said_and_the_forms_are_made(office: Path) -> None:
    disconnect()
    Path("returns/returns.sqlite3").write_bytes(b"no database at all" * 100)
    result = build("2025-Q2")
    assert [notice.code for notice in result.notices if notice.code.startswith("RET-")] == ["RET-018"]
    assert path_of("xa-a", "2025-Q2").exists()
    assert told() == []


def test_what_the_form_tells_is_not_taken_for_words_of_the_unit(office: Path) -> None:
    build("2025-Q2")
    (office / "bc.docx").write_bytes(
        filled(path_of("xa-a", "2025-Q2").read_bytes(), {**FIRST, "1.1/result": "Trồng 9 ha"})
    )
    (one,) = gen.read_forms([office / "bc.docx"], office / "plan.yaml")
    assert one.doubts == ()
    assert not any(value.doubts for value in one.values)

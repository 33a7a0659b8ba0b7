"""Every sample of every version: read by the program of today, it says what it said then."""

import json
import shutil
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import gen
from gen.archiving import AddRequest, add_signed_copies
from gen.archiving.bag.index import HEADINGS, read_index
from gen.clock import day_of
from gen.files import file_sha256
from gen.folders import open_folder
from gen.history import load_current
from gen.history.records import read_history
from gen.pipeline.manifest import load_records
from gen.pipeline.register import read_register
from gen.returns.archived import load_received_reports
from gen.returns.storage import load_collection
from gen.store.connection import disconnect
from tests.support.archive_cases import blank_pdf

PLACE = Path(__file__).parent
VERSIONS = sorted(path.name for path in PLACE.iterdir() if (path / "expected.json").is_file())
AS_OF = date(2021, 7, 20)


@cache
def expected(version: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((PLACE / version / "expected.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(params=VERSIONS)
def version(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def office(version: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the office, since a store is brought up to date when it is opened."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    yield Path(shutil.copytree(PLACE / version / "office", tmp_path / "office"))
    disconnect()


def test_samples_of_both_formats_of_bags_are_there() -> None:
    assert {"0.1.0-a", "0.1.0-b"} <= {*VERSIONS}


def test_archive_is_sound(version: str) -> None:
    report = gen.verify(PLACE / version / "office" / "archive")
    assert [found.message for found in report.findings] == expected(version)["said"]["verify"]
    assert {Path(bag.place).name: bag.seal for bag in report.bags} == expected(version)["seals"]
    assert all(bag.contents is not None and bag.contents.plan for bag in report.bags)


def test_index_says_what_it_said(version: str) -> None:
    bags = expected(version)["bags"]
    assert bags
    for name, rows in bags.items():
        read = read_index((PLACE / version / "office/archive" / name / "data/index.csv").read_bytes())
        shown = [{heading: getattr(row, key) for key, heading in HEADINGS.items()} for row in read or ()]
        assert [{k: v.removeprefix("'") for k, v in row.items()} for row in rows] == shown


def test_register_says_what_it_said(version: str) -> None:
    register = read_register(PLACE / version / "office/plan.yaml")
    said = [
        (one.unit, one.document.value, one.number, one.date.isoformat(), one.sha256, dict(one.passages))
        for one in register.entries
    ]
    wanted = [
        (one["unit"], one["document"], one["number"], one["date"], one["sha256"], one["passages"])
        for one in expected(version)["register"]
    ]
    assert said == wanted != []


def test_manifest_says_what_it_said(version: str) -> None:
    records = load_records(open_folder(str(PLACE / version)))
    assert {path: record.sha256 for path, record in records.items()} == expected(version)["manifest"] != {}


def test_filled_form_says_what_it_said(version: str) -> None:
    (submission,) = gen.read_forms(PLACE / version / "form.docx", PLACE / version / "office/plan.yaml")
    (said,) = expected(version)["said"]["form"]
    assert submission.quarantine_reason is None
    assert (submission.unit, submission.obligation) == (said["unit"], said["obligation"])
    assert [(one.field.key, one.text) for one in submission.values] == [
        (one["key"], one["text"]) for one in said["values"]
    ]
    assert said["values"] != []


def test_store_says_where_each_unit_stands(version: str, office: Path) -> None:
    """On that day, but for the extensions: the sample was made, and they were granted, long after."""
    for obligation, rows in expected(version)["said"]["status"].items():
        board = gen.status(office / "plan.yaml", obligation=obligation, as_of=AS_OF)
        said = {one.unit: (one.state.value, one.due and one.due.isoformat()) for one in board}
        wanted = {one["unit"]: (one["state"], one["due"]) for one in rows}
        extended = {one["unit"] for one in rows if one["extended"]}
        assert list(said) == list(wanted) != []
        assert {unit for unit in said if said[unit] != wanted[unit]} <= extended


def test_store_says_who_was_given_more_time(version: str, office: Path) -> None:
    for obligation, rows in expected(version)["said"]["status"].items():
        board = gen.status(office / "plan.yaml", obligation=obligation)
        said = {one.unit: one.extension and (str(one.extension.until), one.extension.reason) for one in board}
        assert said == {
            one["unit"]: one["extended"] and (one["extended"]["until"], one["extended"]["reason"]) for one in rows
        }


def test_store_has_the_answers_that_were_given(version: str, office: Path) -> None:
    for obligation, units in expected(version)["said"]["answers"].items():
        collection = load_collection(office / "plan.yaml", obligation, None, AS_OF)
        answers = {one.unit: {value.field.key: value.text for value in one.values} for one in collection.accepted}
        assert answers == units != {}


def test_store_has_every_file_that_came_and_its_day(version: str, office: Path) -> None:
    received = load_received_reports(office / "plan.yaml", "kh-1")
    assert {one.name: day_of(one.received).isoformat() for one in received} == expected(version)["said"]["received"]
    assert [one.name for one in received if one.standing.startswith("không tính: ")] == ["khong-phai.docx"]
    assert all(one.path is not None and file_sha256(one.path) == one.sha256 for one in received)


def test_history_has_the_texts_that_it_had(version: str) -> None:
    plan = PLACE / version / "office/plan.yaml"
    history = read_history(plan, "kh-1")
    assert [one.digest for one in history.revisions] == expected(version)["revisions"]
    for revision in history.revisions:
        assert history.load(revision).header.id == "kh-1"


def test_plan_in_a_bag_is_the_one_that_the_office_uses(version: str) -> None:
    office = load_current(PLACE / version / "office/plan.yaml")
    for name in expected(version)["bags"]:
        archived = load_current(PLACE / version / "office/archive" / name / "data/plan/plan.yaml")
        assert archived.plan == office.plan
        assert archived.is_kept == office.is_kept


def test_archive_takes_in_another_copy(version: str, office: Path) -> None:
    (office / "scan.pdf").write_bytes(blank_pdf())
    (added,) = add_signed_copies(AddRequest((office / "scan.pdf",), office / "archive", "xa-b", "plan", scan=True))
    assert added.copy.bag == max(expected(version)["bags"])

"""An amendment merges units → who gets documents since then, and what becomes of those of units that ended."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from gen.cli import main
from gen.folders import LocalFolder
from gen.pipeline.manifest import load_records
from gen.pipeline.placement import FileStatus
from tests.support import plans
from tests.support.offices import run

AMENDMENT = {"id": "sn-1", "number": "9/NQ-HĐND", "date": "2021-09-01", "does": "nhập hai xã", "for": ["communes"]}
MERGED = {"valid_to": "2021-08-31", "successor": "xa-ab"}
PLAN, OTHER = "xa-ab/ke-hoach-xa-ab.docx", "xa-a/ke-hoach-xa-a.docx"


def merged(*amendments: plans.Data) -> plans.Data:
    units = [{**unit, **MERGED} if unit["kind"] == "commune" else unit for unit in plans.base()["units"]]
    new = {"id": "xa-ab", "kind": "commune", "name": "Xuân Hòa", "valid_from": "2021-09-01"}
    return plans.base(units=[*units, new], amendments=list(amendments))


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The plans of two communes are made, and xa-a's is issued; nothing is amended yet."""
    plan = plans.write(tmp_path, plans.base())
    run(plan, pdf=False)
    command = ["issue", str(plan), "--unit", "xa-a", "--number", "3", "--date", "5/1/2021", "--allow-blank"]
    assert CliRunner().invoke(main, [*command, "--out", str(tmp_path / "out")]).exit_code == 0
    return tmp_path


def made(office: Path) -> set[str]:
    return {
        path
        for path in load_records(LocalFolder(office / "out" / "kh-1"))
        if "ke-hoach" in path and path.endswith(".docx")
    }


def test_unit_of_a_merger_gets_a_plan_of_its_own_and_those_of_ended_units_stay(office: Path) -> None:
    result = run(plans.write(office, merged(AMENDMENT)), pdf=False)
    assert made(office) == {PLAN, OTHER, "xa-b/ke-hoach-xa-b.docx"}
    assert not any("ke-hoach" in one.message for one in result.notices if one.code == "BUILD-025")
    new = [one.path for one in result.outcomes if one.status is FileStatus.NEW and "ke-hoach" in one.path]
    assert [path for path in new if path.endswith(".docx")] == [PLAN]


def test_merger_without_an_amendment_gives_no_unit_a_plan(office: Path) -> None:
    run(plans.write(office, merged()), pdf=False)
    assert PLAN not in made(office)


def test_list_and_show_are_of_the_units_since_the_amendment(office: Path) -> None:
    plan = plans.write(office, merged(AMENDMENT))
    listed = CliRunner().invoke(main, ["list", str(plan)]).output
    assert ("xa-ab" in listed, "xa-b " in listed) == (True, False)
    assert CliRunner().invoke(main, ["show", "Xuân Hòa", str(plan)]).exit_code == 0


def test_source_plan_stays_word_for_word(office: Path) -> None:
    first = plans.write(office, merged(AMENDMENT))
    run(first, pdf=False, source=True)
    before = next((office / "out" / "kh-1" / "huyen").glob("*.docx")).read_bytes()
    same = merged(AMENDMENT)
    same["units"] = [{key: value for key, value in unit.items() if key not in MERGED} for unit in same["units"][:3]]
    run(plans.write(office, same), pdf=False, source=True)
    assert next((office / "out" / "kh-1" / "huyen").glob("*.docx")).read_bytes() == before


def test_comparison_names_the_units_that_came_and_went(office: Path) -> None:
    old = plans.write(office, plans.base()).rename(office / "old.yaml")
    output = CliRunner().invoke(main, ["diff", str(old), str(plans.write(office, merged(AMENDMENT)))]).output
    assert all(name in output for name in ("Xuân An", "Xuân Bình", "Xuân Hòa"))


SIGNED_BEFORE = {**AMENDMENT, "date": "2021-08-15"}


def test_unit_that_came_after_the_last_amendment_has_no_plan_and_is_named(office: Path) -> None:
    plan = plans.write(office, merged(SIGNED_BEFORE))
    assert not any(one.code == "BUILD-042" for one in run(plan, pdf=False, as_of=date(2021, 8, 31)).notices)
    result = run(plan, pdf=False, as_of=date(2021, 9, 1))
    assert ["xa-ab (01/09/2021)" in one.message for one in result.notices if one.code == "BUILD-042"] == [True]
    assert PLAN not in made(office)


def test_amendment_of_before_that_names_the_unit_gives_it_a_plan(office: Path) -> None:
    result = run(plans.write(office, merged({**SIGNED_BEFORE, "for": ["xa-ab"]})), pdf=False, as_of=date(2021, 9, 1))
    assert made(office) == {PLAN, OTHER, "xa-b/ke-hoach-xa-b.docx"}
    assert not any(one.code == "BUILD-042" for one in result.notices)
    output = CliRunner().invoke(main, ["check", str(office / "plan.yaml")])
    assert output.exit_code == 0, output.output


def test_plan_of_an_ended_unit_is_still_issued_and_made_again_where_it_is_lost(office: Path) -> None:
    plan, out = plans.write(office, merged(AMENDMENT)), office / "out"
    run(plan, pdf=False)
    command = [
        "issue",
        str(plan),
        "--unit",
        "Xuân Bình",
        "--number",
        "9",
        "--date",
        "5/1/2021",
        "--out",
        str(out),
        "--allow-blank",
    ]
    for _again in range(2):
        assert CliRunner().invoke(main, command).exit_code == 0
    issued = out / "kh-1" / "xa-b" / "ke-hoach-xa-b.docx"
    before = issued.read_bytes()
    issued.unlink()
    assert run(plan, pdf=False).exit_code == 0
    assert issued.read_bytes() == before

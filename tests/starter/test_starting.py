"""gen init: a starter folder that can be checked and built as it is; nothing is overwritten."""

import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from gen.cli import main
from gen.errors import GenError
from gen.plan.checks.warnings import check_plan
from gen.plan.file.loading import load_plan
from gen.plan.kinds import UnitKind
from gen.plan.model import Unit
from gen.plan.outline import tasks
from gen.reporting.periods import list_periods
from gen.revisions import pin
from gen.starter import DESIGNATIONS, build_starter_files, parse_office
from gen.word.template.context import TEMPLATES

ROOT = Path(__file__).parents[2]


def init(folder: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["init", str(folder), *options])


@pytest.mark.parametrize("level", DESIGNATIONS)
def test_starter_plan_has_no_mistake_and_no_doubt(level: str, tmp_path: Path) -> None:
    assert init(tmp_path / "new", "--level", level, "--name", "Quài Tở").exit_code == 0
    loaded = load_plan(tmp_path / "new" / "plan.yaml")
    assert check_plan(loaded.plan, loaded.at) == []
    assert f"{level} Quài Tở" in loaded.plan.header.scope


@pytest.mark.parametrize("level", ["tỉnh", "xã"])
def test_tasks_of_the_starter_plan_have_the_ids_that_counting_gives_them(level: str, tmp_path: Path) -> None:
    init(tmp_path, "--level", level, "--name", "Suối Ngàn")
    path = tmp_path / "plan.yaml"
    text = path.read_text("utf-8")
    written = [task.id for task in tasks(load_plan(path).plan)]
    path.write_text(re.sub(r'- id: "[0-9.]+"\n +', "- ", text), encoding="utf-8")
    counted = list(tasks(load_plan(path).plan))
    assert [task.id for task in counted] == written
    assert all(task.item is not None and task.item.id is None for task in counted)
    assert pin(path) == len(counted)
    assert path.read_text("utf-8") == text


@pytest.mark.parametrize("level", ["tỉnh", "xã"])
def test_starter_folder_builds_as_it_is(level: str, tmp_path: Path) -> None:
    init(tmp_path, "--level", level, "--name", "Suối Ngàn")
    built = CliRunner().invoke(main, ["build", str(tmp_path / "plan.yaml"), "--out", str(tmp_path / "out"), "--no-pdf"])
    assert built.exit_code == 0, built.output
    assert len(list((tmp_path / "out").rglob("bao-cao-*.docx"))) >= 7


def unit_of(folder: Path, *options: str, unit: str) -> Unit:
    init(folder, *options)
    return next(one for one in load_plan(folder / "plan.yaml").plan.units if one.id == unit)


@pytest.mark.parametrize(
    ("level", "name", "department"),
    [
        ("xã", "Quài Tở", "Phòng Kinh tế"), ("đặc khu", "Cô Tô", "Phòng Kinh tế"),
        ("phường", "Ba Đình", "Phòng Kinh tế, Hạ tầng và Đô thị"),
        ("đặc khu", "Phú Quốc", "Phòng Kinh tế, Hạ tầng và Đô thị"),
    ],
)  # fmt: skip
def test_department_of_economy_is_that_of_the_level(level: str, name: str, department: str, tmp_path: Path) -> None:
    init(tmp_path, "--level", level, "--name", name)
    units = load_plan(tmp_path / "plan.yaml").plan.units
    assert department in [unit.name for unit in units]
    assert len([unit for unit in units if unit.name.startswith("Phòng Kinh tế")]) == 1


@pytest.mark.parametrize(
    ("unit", "province", "parent"),
    [
        ("cong-an", "tỉnh Điện Biên", "Công an tỉnh Điện Biên"),
        ("quan-su", "tỉnh Điện Biên", "Bộ Chỉ huy Quân sự tỉnh Điện Biên"),
        ("quan-su", "Thành phố Hà Nội", "Bộ Tư lệnh Thủ đô Hà Nội"),
    ],
)
def test_police_and_military_of_a_commune_are_below_those_of_its_province(
    unit: str, province: str, parent: str, tmp_path: Path
) -> None:
    found = unit_of(tmp_path, "--level", "xã", "--name", "Quài Tở", "--province", province, unit=unit)
    assert found.letterhead is not None
    assert found.letterhead.parent == (parent,)


@pytest.mark.parametrize("unit", ["cong-an", "quan-su"])
def test_without_a_province_no_parent_is_made_up(unit: str, tmp_path: Path) -> None:
    assert unit_of(tmp_path, "--level", "xã", "--name", "Quài Tở", unit=unit).letterhead is None


@pytest.mark.parametrize(("level", "province"), [("xã", "Điện Biên"), ("tỉnh", "tỉnh Điện Biên"), ("xã", "huyện A")])
def test_what_is_no_province_is_refused(level: str, province: str) -> None:
    with pytest.raises(GenError) as caught:
        parse_office(level, "Quài Tở", province)
    assert [found.code for found in caught.value.diagnostics] == ["INIT-005"]


def test_what_the_starter_proposes_for_schools_and_villages_can_be_read(tmp_path: Path) -> None:
    init(tmp_path, "--level", "xã", "--name", "Quài Tở")
    path = tmp_path / "units.yaml"
    path.write_text(path.read_text("utf-8").replace("\n# - {id", "\n- {id"), encoding="utf-8")
    loaded = load_plan(tmp_path / "plan.yaml")
    assert {unit.kind for unit in loaded.plan.units} >= {UnitKind.SCHOOL, UnitKind.STATION, UnitKind.VILLAGE}
    assert check_plan(loaded.plan, loaded.at) == []


@pytest.mark.parametrize("level", DESIGNATIONS)
def test_no_starter_plan_is_sent_as_above(level: str, tmp_path: Path) -> None:
    """“Như trên” refers to a line Kính gửi, which a plan does not have."""
    init(tmp_path, "--level", level, "--name", "Quài Tở")
    recipients = load_plan(tmp_path / "plan.yaml").plan.recipients
    assert "Như trên;" not in recipients
    assert recipients[-1] in ("Lưu: VT, VHXH.", "Lưu: VT, SNV.")


def test_report_of_the_starter_plan_is_due_after_its_own_year_is_complete(tmp_path: Path) -> None:
    init(tmp_path)
    plan = load_plan(tmp_path / "plan.yaml").plan
    [obligation] = plan.obligations
    [period] = list_periods(obligation, plan.header.date.year)
    assert obligation.due.value.year == plan.header.date.year
    assert period.cutoff < period.due < date(plan.header.date.year + 1, 1, 1)


def test_without_a_terminal_nobody_is_asked(tmp_path: Path) -> None:
    assert init(tmp_path).exit_code == 0
    assert load_plan(tmp_path / "plan.yaml").plan.header.place == "Suối Ngàn"


def test_files_that_are_there_are_all_named_and_none_is_touched(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("mine", encoding="utf-8")
    (tmp_path / "units.yaml").write_text("mine too", encoding="utf-8")
    ran = init(tmp_path)
    assert ran.exit_code == 1
    assert ran.output.count("INIT-001") == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan.yaml", "units.yaml"]
    assert (tmp_path / "plan.yaml").read_text(encoding="utf-8") == "mine"


def test_folder_that_was_begun_is_completed(tmp_path: Path) -> None:
    init(tmp_path)
    whole = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    (tmp_path / "units.yaml").unlink()
    (tmp_path / ".units.yaml.12-34.part").write_bytes(b"half")
    assert init(tmp_path).exit_code == 0
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == whole


def test_what_is_no_level_and_no_name_is_told_at_once() -> None:
    with pytest.raises(GenError) as caught:
        parse_office("huyện", "../x: {")
    assert [found.code for found in caught.value.diagnostics] == ["INIT-002", "INIT-004"]


@given(st.text(max_size=70))
def test_any_name_gives_a_plan_or_is_refused(name: str) -> None:
    try:
        office = parse_office("xã", name)
    except GenError:
        return
    assert office.id.startswith("xa")
    assert build_starter_files(office, date(2026, 11, 24)).keys() == {
        "plan.yaml", "units.yaml", *(f"templates/{name}" for name in TEMPLATES),
    }  # fmt: skip


@given(st.text("AaĐđơ'’.- 1", min_size=1, max_size=60))
def test_plan_of_any_name_that_is_taken_can_be_read(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    try:
        made = build_starter_files(parse_office("xã", name, f"tỉnh {name}"), date(2026, 1, 2))
    except GenError:
        return
    folder = tmp_path_factory.mktemp("any")
    for path in ("plan.yaml", "units.yaml"):
        (folder / path).write_bytes(made[path])
    assert load_plan(folder / "plan.yaml").plan.header.issuer.startswith("xa")


def test_packaged_templates_are_the_projects_own() -> None:
    made = build_starter_files(parse_office("xã", "Quài Tở"), date(2026, 1, 2))
    for name in TEMPLATES:
        assert made[f"templates/{name}"] == (ROOT / "templates" / name).read_bytes()

"""The examples: every commune of the country is there once, and gets its plan and its report form."""

import subprocess
import sys
from collections import Counter, defaultdict
from importlib.metadata import PackageNotFoundError, version

import pytest

from gen.derive.dossier import Dossier, dossiers
from gen.derive.form import derive_report_form
from gen.derive.subplan import derive_sub_plan
from gen.documents import DocumentName
from gen.plan.binding import Duty
from gen.plan.checks.warnings import check_plan
from gen.plan.file.loading import LoadedPlan, load_plan
from gen.plan.kinds import UnitKind
from gen.plan.model import Unit
from gen.plan.outline import EntryRole, entries
from gen.plan.units import document_recipients, documents_of
from tools.make_communes import COMMUNES, OUTPUT, PACKAGE, PROVINCES, ROOT, VERSION

PLAN = OUTPUT.with_name("plan.yaml")


def installed() -> bool:
    try:
        return version(PACKAGE) == VERSION
    except PackageNotFoundError:
        return False


@pytest.fixture(scope="module")
def loaded() -> LoadedPlan:
    return load_plan(PLAN)


@pytest.fixture(scope="module")
def communes(loaded: LoadedPlan) -> list[Unit]:
    return [unit for unit in loaded.plan.units if unit.kind is UnitKind.COMMUNE]


@pytest.fixture(scope="module")
def made(loaded: LoadedPlan) -> dict[str, Dossier]:
    return {dossier.unit.id: dossier for dossier in dossiers(loaded.plan)}


def province_of(commune: Unit) -> str:
    return (commune.scope or "").rsplit(", ", 1)[1]


# ---- the communes --------------------------------------------------------------


def test_every_commune_of_the_country_is_there(communes: list[Unit]) -> None:
    assert Counter((unit.designation or "").lower() for unit in communes) == COMMUNES
    assert len(communes) == 3321
    assert len({province_of(unit) for unit in communes}) == PROVINCES


def test_codes_and_ids_are_unique_and_belong_together(communes: list[Unit]) -> None:
    assert len({unit.code for unit in communes}) == len(communes)
    assert [unit.id for unit in communes if unit.id[-6:] != f"-{unit.code}"] == []


def test_all_begin_with_the_two_tiers(communes: list[Unit]) -> None:
    assert {str(unit.valid_from) for unit in communes} == {"2025-07-01"}
    assert {unit.valid_to for unit in communes} == {None}


def test_the_scope_names_the_commune_and_tells_those_of_one_name_apart(communes: list[Unit]) -> None:
    by_name: dict[str, set[str | None]] = defaultdict(set)
    for unit in communes:
        assert unit.scope == f"trên địa bàn {unit.designation} {unit.name}, {province_of(unit)}"
        by_name[f"{unit.designation} {unit.name}"].add(unit.scope)
    assert sum(len(scopes) for scopes in by_name.values()) == len(communes)
    assert len(by_name["xã Tân Tiến"]) == 7


def test_the_communes_after_tuan_giao_are_the_same_in_both_plans(loaded: LoadedPlan, seed_loaded: LoadedPlan) -> None:
    here = {(unit.code, unit.name) for unit in loaded.plan.units}
    successors = {(unit.code, unit.name) for unit in seed_loaded.plan.units if unit.valid_from is not None}
    assert len(successors) == 8
    assert successors <= here


def test_names_of_numbers_persons_and_events_are_written_as_decree_30_has_them(communes: list[Unit]) -> None:
    """Appendix II: a capital before numbers, persons and events; Appendix I: then the whole name is the place."""
    special = {unit.name: unit for unit in communes if unit.designation in ("Xã", "Phường", "Đặc khu")}
    assert {"1 Bảo Lộc", "Điện Biên Phủ", "Nguyễn Trãi"} <= set(special)
    assert [name for name, unit in special.items() if unit.place != f"{unit.designation} {name}"] == []
    assert [unit.id for unit in communes if unit.name not in special and unit.place is not None] == []
    assert [unit.id for unit in communes if unit.name[0].isdigit() and unit.name not in special] == []


@pytest.mark.skipif(not installed(), reason=f"not installed here: {PACKAGE} {VERSION} (pip install --no-deps)")
def test_the_file_is_as_the_tool_writes_it() -> None:
    command = [sys.executable, "-m", "tools.make_communes", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


# ---- the plan --------------------------------------------------------------------


def test_the_plan_gives_no_doubts(loaded: LoadedPlan) -> None:
    assert check_plan(loaded.plan, loaded.at) == []


def test_every_commune_gets_two_documents_and_nobody_else_any(loaded: LoadedPlan, communes: list[Unit]) -> None:
    wanted = {unit.id: documents_of(unit) for unit in document_recipients(loaded.plan)}
    assert sum(map(len, wanted.values())) == 6642
    assert {wanted.pop(unit.id) for unit in communes} == {(DocumentName.PLAN, DocumentName.REPORT)}
    assert set(wanted.values()) == {()}


def test_every_commune_has_all_tasks_of_its_section(
    loaded: LoadedPlan, communes: list[Unit], made: dict[str, Dossier]
) -> None:
    texts = [entry for entry in entries(loaded.plan) if entry.assignment and entry.role is EntryRole.TEXT]
    own = tuple(e.id for e in texts if e.assignment and e.assignment.to == ("communes",))
    common = tuple(e.id for e in texts if e.assignment and e.assignment.common)
    assert (len(own), len(common)) == (12, 2)
    assert {made[unit.id].task_ids(Duty.LEAD) for unit in communes} == {own}
    assert {made[unit.id].task_ids(Duty.COMMON) for unit in communes} == {common}


@pytest.mark.parametrize(
    ("unit_id", "letterhead", "place", "scope"),
    [
        ("xa-tan-tien-32188", "XÃ TÂN TIẾN", "Tân Tiến", "trên địa bàn xã Tân Tiến, tỉnh Cà Mau"),
        ("xa-tan-tien-12583", "XÃ TÂN TIẾN", "Tân Tiến", "trên địa bàn xã Tân Tiến, tỉnh Hưng Yên"),
        ("phuong-sai-gon-26740", "PHƯỜNG SÀI GÒN", "Sài Gòn", "trên địa bàn phường Sài Gòn, Thành phố Hồ Chí Minh"),
        ("phuong-1-bao-loc-24823", "PHƯỜNG 1 BẢO LỘC", "Phường 1 Bảo Lộc", "Phường 1 Bảo Lộc, tỉnh Lâm Đồng"),
        ("dac-khu-phu-quoc-31078", "ĐẶC KHU PHÚ QUỐC", "Phú Quốc", "trên địa bàn đặc khu Phú Quốc, tỉnh An Giang"),
    ],
)
def test_the_documents_name_their_commune(
    made: dict[str, Dossier], unit_id: str, letterhead: str, place: str, scope: str
) -> None:
    plan, form = derive_sub_plan(made[unit_id]), derive_report_form(made[unit_id])
    for frame in (plan.frame, form.frame):
        assert frame.issuer == ("ỦY BAN NHÂN DÂN", letterhead)
        assert frame.place_date.startswith(f"{place}, ngày")
        assert frame.signer == ""
    assert plan.subject.endswith(scope)
    assert len(form.task_codes()) == 14
    assert form.receiver == "Ủy ban nhân dân tỉnh, thành phố (qua Sở KH&CN)"

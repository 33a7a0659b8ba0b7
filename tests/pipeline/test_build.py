"""gen build: what one command makes, keeps, refuses and says; on the real plan."""

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from gen.errors import BuildError, EngineError, PlanError
from gen.files import file_sha256
from gen.pipeline import BuildRequest, BuildResult, build
from gen.pipeline.placement import FileStatus
from gen.sheets.formats import format_size
from tests.support.docx_text import open_docx, printed_place, rows, text
from tests.support.needs import needs_wkhtmltopdf
from tests.support.offices import Silent

ROOT = Path(__file__).parents[2]
SEED = Path(__file__).parents[1] / "seed"
FOLDER = "kh-1472-tuan-giao"
COMMUNE_LEAVES = ["12.1", "12.2#1", "12.2#2", "12.2#3", "12.2#4", "12.2#5", "12.3", "12.4", "12.5"]
COMMON_LEAVES = ["8.1#1", "8.2#1"]


def run(request: BuildRequest) -> BuildResult:
    return build(request, Silent())


def request(out: Path, **changes: object) -> BuildRequest:
    plain = BuildRequest(ROOT / "plan.yaml", str(out), ROOT / "templates", pdf=False)
    return replace(plain, **changes)  # type: ignore[arg-type]


def one_unit(out: Path, **changes: object) -> BuildRequest:
    return request(out, units=("phong-dan-toc",), **changes)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a whole build, Word files only."""
    out = tmp_path_factory.mktemp("whole")
    assert run(request(out, source=True, zips=True)).exit_code == 0
    return out / FOLDER


def statuses(result: BuildResult) -> dict[str, FileStatus]:
    return {placed.path: placed.status for placed in result.outcomes}


def form_places(folder: Path, unit: str) -> list[str]:
    """Where the tasks of a unit's form stand in the plan, as its rows name them."""
    table = rows(folder / unit / f"bao-cao-{unit}.docx", "Mục")
    return [cells[0] for cells in table[1:] if cells[0] and len(set(cells)) > 1]


def inventory() -> dict[str, str]:
    """Every task of the seed's own inventory: id → words."""
    with (SEED / "inventory.tsv").open(encoding="utf-8", newline="") as file:
        listed = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {row[1]: row[3] for row in listed[1:] if row[0].startswith(("TASK", "SUB"))}


def leaves(*sections: str) -> list[str]:
    """The leaves of whole sections, from the inventory alone."""
    tasks = list(inventory())
    inner = {"12.2", "1.5#1"}
    return [t for s in sections for t in tasks if t.split("#")[0].split(".")[0] == s and t not in inner]


def test_every_unit_gets_its_plan_and_its_form(built: Path) -> None:
    made = {path.parent.name: 0 for path in built.glob("*/*.docx")}
    for path in built.glob("*/*.docx"):
        made[path.parent.name] += 1
    assert made.pop("huyen-tuan-giao") == 1
    assert len(made) == 43
    assert set(made.values()) == {2}


def test_form_of_every_commune_lists_the_nine_leaves_of_section_12(built: Path) -> None:
    communes = sorted(p.name for p in built.iterdir() if p.name.startswith(("xa-", "thi-tran-")))
    assert len(communes) == 19
    expected = [printed_place(task) for task in COMMUNE_LEAVES]
    assert {unit: form_places(built, unit) for unit in communes} == dict.fromkeys(communes, expected)


def test_form_of_every_agency_lists_the_common_tasks_of_section_8(built: Path) -> None:
    agencies = [
        p.name for p in built.iterdir() if p.is_dir() and not p.name.startswith(("xa-", "thi-tran-", "huyen-tuan"))
    ]
    assert len(agencies) == 24
    expected = [printed_place(task) for task in COMMON_LEAVES]
    assert {unit: form_places(built, unit)[-2:] for unit in agencies} == dict.fromkeys(agencies, expected)


LEADS = {
    "phong-ldtbxh": (leaves("1"), ["2.1#1"]),
    "phong-gddt": (leaves("2"), []),
    "phong-vhtt": (leaves("3"), ["6.2#6"]),
    "tt-vhtt": (leaves("3"), []),
    "phong-y-te": (leaves("4"), []),
    "tt-y-te": (leaves("4"), []),
    "phong-tu-phap": (leaves("5"), []),
    "cong-an-huyen": (leaves("6"), []),
    "phong-dan-toc": (leaves("7"), ["3.4#1"]),
    "phong-tckh": ([], ["1.5#1+1", "1.5#1+2"]),
    "vksnd-huyen": (leaves("9"), []),
    "tand-huyen": (leaves("10"), []),
    "ubmttq-huyen": (["11#1"], []),
    "huyen-doan": (["11#1", "11#2"], []),
    "hoi-lhpn": (["11#1", "11#3"], []),
    "hoi-nong-dan": (["11#1"], []),
    "phong-noi-vu": ([], []),
}


@pytest.mark.parametrize("unit", LEADS)
def test_form_lists_exactly_the_tasks_of_the_unit(built: Path, unit: str) -> None:
    lead, support = LEADS[unit]
    expected = [printed_place(task) for task in (*lead, *support, *COMMON_LEAVES)]
    assert form_places(built, unit) == expected


def test_words_of_every_task_stand_in_the_plans_and_forms_of_its_units(built: Path) -> None:
    words = inventory()
    for unit, (lead, support) in LEADS.items():
        plan, form = (text(built / unit / f"{stem}-{unit}.docx") for stem in ("ke-hoach", "bao-cao"))
        for task in (*lead, *support, *COMMON_LEAVES):
            assert words[task] in plan, (unit, task)
            assert words[task] in form, (unit, task)


def test_no_unit_gets_the_words_of_another_ones_task(built: Path) -> None:
    only_police = inventory()["6.2#2"]
    holders = {p.parent.name for p in built.glob("*/*.docx") if only_police in text(p)}
    assert holders == {"cong-an-huyen", "huyen-tuan-giao"}


def test_second_build_leaves_everything_as_it_is(tmp_path: Path) -> None:
    run(one_unit(tmp_path))
    assert set(statuses(run(one_unit(tmp_path))).values()) == {FileStatus.UNCHANGED}


def test_two_builds_elsewhere_give_the_same_bytes(built: Path, tmp_path: Path) -> None:
    run(request(tmp_path, source=True, zips=True))
    again = tmp_path / FOLDER
    first = {p.relative_to(built): file_sha256(p) for p in built.rglob("*") if p.is_file()}
    assert first == {p.relative_to(again): file_sha256(p) for p in again.rglob("*") if p.is_file()}


def test_manifest_lists_every_file_with_its_hash(built: Path) -> None:
    listed = {
        f["path"]: f["sha256"] for f in json.loads((built / "manifest.json").read_text(encoding="utf-8"))["files"]
    }
    there = {p.relative_to(built).as_posix(): file_sha256(p) for p in built.rglob("*") if p.is_file()}
    del there["manifest.json"], there["build-state.json"]
    assert listed == there


def test_manifest_says_what_a_document_was_made_from(built: Path) -> None:
    files = json.loads((built / "manifest.json").read_text(encoding="utf-8"))["files"]
    record = next(f for f in files if f["path"] == "xa-quai-to/ke-hoach-xa-quai-to.docx")
    assert record["made_from"]["templates/plan.docx"] == file_sha256(ROOT / "templates" / "plan.docx")


def test_dry_run_writes_nothing(tmp_path: Path) -> None:
    result = run(one_unit(tmp_path, dry_run=True))
    assert set(statuses(result).values()) == {FileStatus.NEW}
    assert list(tmp_path.iterdir()) == []


def test_only_the_chosen_document_is_made(tmp_path: Path) -> None:
    from gen.documents import DocumentName

    run(one_unit(tmp_path, documents=(DocumentName.REPORT,)))
    assert [p.name for p in tmp_path.rglob("*.docx")] == ["bao-cao-phong-dan-toc.docx"]


def test_group_reaches_its_units(tmp_path: Path) -> None:
    run(request(tmp_path, groups=("courts", "procuracies")))
    assert {p.parent.name for p in tmp_path.rglob("*.docx")} == {"tand-huyen", "vksnd-huyen"}


def test_units_and_groups_are_named_as_people_call_them(tmp_path: Path) -> None:
    run(request(tmp_path, units=("UBND xã Quài Tở", "P. Tư pháp"), groups=("Công an",)))
    assert {p.parent.name for p in tmp_path.rglob("*.docx")} == {"xa-quai-to", "phong-tu-phap", "cong-an-huyen"}


def test_building_one_unit_keeps_the_others_on_the_page(tmp_path: Path) -> None:
    run(one_unit(tmp_path))
    run(request(tmp_path, units=("tand-huyen",)))
    page = (tmp_path / FOLDER / "index.html").read_text(encoding="utf-8")
    assert "ke-hoach-phong-dan-toc.docx" in page
    assert "ke-hoach-tand-huyen.docx" in page


def copy_of_plan(tmp_path: Path, change: Callable[[str], str]) -> Path:
    plan = tmp_path / "plan.yaml"
    plan.write_text(change((ROOT / "plan.yaml").read_text(encoding="utf-8")), encoding="utf-8")
    return plan


def edit(out: Path) -> Path:
    path = out / FOLDER / "phong-dan-toc" / "ke-hoach-phong-dan-toc.docx"
    path.write_bytes(path.read_bytes() + b"written by somebody")
    return path


def reworded(tmp_path: Path) -> Path:
    """A plan in which the task of Phòng Dân tộc says something new."""
    return copy_of_plan(
        tmp_path, lambda words: words.replace("Chủ trì thống kê, tổng hợp", "Chủ trì thống kê và tổng hợp")
    )


def test_document_that_somebody_edited_is_kept_when_a_new_one_is_due(tmp_path: Path) -> None:
    run(one_unit(tmp_path))
    path = edit(tmp_path)
    theirs = path.read_bytes()
    result = run(one_unit(tmp_path, plan=reworded(tmp_path)))
    assert path.read_bytes() == theirs
    assert (result.exit_code, [p.code for p in result.problems()]) == (3, ["BUILD-003"])


def test_edited_document_for_which_nothing_new_is_due_is_no_problem(tmp_path: Path) -> None:
    run(one_unit(tmp_path))
    path = edit(tmp_path)
    theirs = path.read_bytes()
    result = run(one_unit(tmp_path))
    assert (path.read_bytes(), result.exit_code) == (theirs, 0)
    assert FileStatus.EDITED in statuses(result).values()


def test_page_shows_an_edited_document_as_it_stands(tmp_path: Path) -> None:
    run(one_unit(tmp_path))
    path = edit(tmp_path)
    path.write_bytes(path.read_bytes() + b"x" * 500_000)
    run(one_unit(tmp_path))
    size = format_size(path.stat().st_size)
    assert size in (tmp_path / FOLDER / "index.html").read_text(encoding="utf-8")


def test_edited_document_is_still_known_as_edited_after_many_builds(tmp_path: Path) -> None:
    run(one_unit(tmp_path))
    path = edit(tmp_path)
    theirs = path.read_bytes()
    for plan in (ROOT / "plan.yaml", reworded(tmp_path), ROOT / "plan.yaml", reworded(tmp_path)):
        run(one_unit(tmp_path, plan=plan))
    assert path.read_bytes() == theirs


def test_force_replaces_an_edited_document_and_keeps_theirs_beside_it(tmp_path: Path) -> None:
    run(one_unit(tmp_path))
    path = edit(tmp_path)
    theirs = path.read_bytes()
    result = run(one_unit(tmp_path, force=True))
    assert result.exit_code == 0
    assert path.read_bytes() != theirs
    assert path.with_name("ke-hoach-phong-dan-toc.ban-cu-1.docx").read_bytes() == theirs


def test_second_backup_does_not_overwrite_the_first(tmp_path: Path) -> None:
    run(one_unit(tmp_path))
    for _turn in range(2):
        path = edit(tmp_path)
        run(one_unit(tmp_path, force=True))
    assert sorted(p.name for p in path.parent.glob("*.ban-cu-*")) == [
        "ke-hoach-phong-dan-toc.ban-cu-1.docx",
        "ke-hoach-phong-dan-toc.ban-cu-2.docx",
    ]


def test_file_of_unknown_origin_in_the_place_of_a_document_is_kept(tmp_path: Path) -> None:
    path = tmp_path / FOLDER / "phong-dan-toc" / "ke-hoach-phong-dan-toc.docx"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"mine")
    result = run(one_unit(tmp_path))
    assert (path.read_bytes(), result.exit_code) == (b"mine", 3)


def test_place_that_cannot_be_written_fails_that_document_only(tmp_path: Path) -> None:
    blocked = tmp_path / FOLDER / "phong-dan-toc" / "ke-hoach-phong-dan-toc.docx"
    blocked.mkdir(parents=True)
    result = run(request(tmp_path, units=("phong-dan-toc", "tand-huyen")))
    assert (result.exit_code, [p.code for p in result.problems()]) == (3, ["BUILD-004"])
    assert len(list(tmp_path.rglob("*.docx"))) - 1 == 3


def test_failed_write_leaves_no_half_file(tmp_path: Path) -> None:
    (tmp_path / FOLDER / "phong-dan-toc" / "ke-hoach-phong-dan-toc.docx").mkdir(parents=True)
    run(one_unit(tmp_path))
    assert [p for p in tmp_path.rglob("*") if p.name.endswith(".part")] == []


def test_unknown_units_and_groups_are_all_reported_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(BuildError) as caught:
        run(request(tmp_path, units=("xa-quai-too", "mars"), groups=("comunes",)))
    found = caught.value.diagnostics
    assert [d.code for d in found] == ["BUILD-001", "BUILD-001", "BUILD-002"]
    assert (found[0].hint, found[2].hint) == ('did you mean "xa-quai-to"?', 'did you mean "communes"?')
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("bad", ["../evil", "/etc", "a/b", "..", "con", "xa\\b", "X", "a" * 61])
def test_id_that_would_leave_the_folder_is_refused(tmp_path: Path, bad: str) -> None:
    plan = copy_of_plan(tmp_path, lambda words: words.replace("id: phong-y-te,", f"id: '{bad}',"))
    with pytest.raises(PlanError) as caught:
        run(request(tmp_path / "out", plan=plan))
    assert "PLAN-024" in [d.code for d in caught.value.diagnostics]
    assert not (tmp_path / "out").exists()


def test_changed_task_changes_only_the_documents_of_its_units(tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(request(out))
    plan = copy_of_plan(
        tmp_path, lambda words: words.replace("Thực hiện quy trình giám định", "Thực hiện tốt quy trình giám định")
    )
    changed = {
        p.path
        for p in run(request(out, plan=plan)).outcomes
        if p.status is FileStatus.CHANGED and p.path.endswith(".docx")
    }
    assert {path.split("/")[0] for path in changed} == {"phong-y-te", "tt-y-te"}


def reasons(result: BuildResult) -> dict[str, str]:
    return {placed.path: placed.reason for placed in result.outcomes if placed.path.endswith(".docx")}


def test_dry_run_says_which_task_changed(tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(one_unit(out))
    told = reasons(run(one_unit(out, plan=reworded(tmp_path), dry_run=True)))
    assert list(told.values()) == ["task 7#1 changed", "task 7#1 changed"]


def test_dry_run_says_that_the_template_changed(tmp_path: Path) -> None:
    out, templates = tmp_path / "out", tmp_path / "templates"
    shutil.copytree(ROOT / "templates", templates)
    run(one_unit(out, templates=templates))
    document = open_docx(templates / "report.docx")
    document.paragraphs[0].paragraph_format.keep_with_next = True
    document.save(str(templates / "report.docx"))
    result = run(one_unit(out, templates=templates, dry_run=True))
    assert reasons(result) == {
        "phong-dan-toc/ke-hoach-phong-dan-toc.docx": "",
        "phong-dan-toc/bao-cao-phong-dan-toc.docx": "the template changed",
    }


def test_touched_files_rebuild_nothing(tmp_path: Path) -> None:
    out = tmp_path / "out"
    plan = copy_of_plan(tmp_path, lambda words: words)
    run(one_unit(out, plan=plan))
    before = {p: p.stat().st_mtime_ns for p in out.rglob("*") if p.is_file()}
    for path in (plan, *out.rglob("*.docx")):
        os.utime(path, (1, 1))
    result = run(one_unit(out, plan=plan))
    assert set(statuses(result).values()) == {FileStatus.UNCHANGED}
    written = {p for p, time in before.items() if p.stat().st_mtime_ns not in (time, 1_000_000_000)}
    assert written == set()


def test_build_with_nothing_to_do_does_not_even_read_the_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(one_unit(tmp_path))

    def never(_path: Path) -> None:
        raise AssertionError("the plan was read")

    monkeypatch.setattr("gen.pipeline.job.load_current", never)
    assert set(statuses(run(one_unit(tmp_path))).values()) == {FileStatus.UNCHANGED}


@pytest.mark.slow
def test_build_with_nothing_to_do_loads_no_library_of_word_or_pdf(tmp_path: Path) -> None:
    build = [sys.executable, "-c", _BUILD_AND_NAME_LIBRARIES, str(ROOT / "plan.yaml"), str(tmp_path)]
    first, second = (
        set(subprocess.run(build, check=True, capture_output=True, text=True).stdout.split()) for _ in range(2)
    )
    heavy = {"docx", "docxtpl", "jinja2", "pydantic", "pypdfium2", "yaml"}
    assert heavy <= first
    assert not heavy & second


_BUILD_AND_NAME_LIBRARIES = """
import sys, gen
if __name__ == "__main__":
    gen.build(sys.argv[1], out=sys.argv[2], units=["phong-dan-toc"])
    print(*sys.modules)
"""


def test_lost_state_costs_nothing_but_the_reasons(tmp_path: Path) -> None:
    run(one_unit(tmp_path))
    (tmp_path / FOLDER / "build-state.json").write_text("{", encoding="utf-8")
    assert set(statuses(run(one_unit(tmp_path))).values()) == {FileStatus.UNCHANGED}


def test_deleted_document_is_made_again_though_nothing_changed(tmp_path: Path) -> None:
    run(one_unit(tmp_path))
    path = tmp_path / FOLDER / "phong-dan-toc" / "ke-hoach-phong-dan-toc.docx"
    data = path.read_bytes()
    path.unlink()
    result = run(one_unit(tmp_path))
    assert path.read_bytes() == data
    assert statuses(result)["phong-dan-toc/ke-hoach-phong-dan-toc.docx"] is FileStatus.NEW


@pytest.mark.slow
def test_ctrl_c_leaves_whole_files_and_the_next_build_makes_the_rest(tmp_path: Path) -> None:
    plan = shutil.copytree(ROOT / "examples" / "hai-cap", tmp_path / "hai-cap") / "plan.yaml"
    out = tmp_path / "out"
    command = [
        sys.executable,
        "-c",
        "from gen.cli import main; main()",
        "build",
        str(plan),
        "--templates",
        str(ROOT / "templates"),
    ]
    command += ["--no-pdf", "--jobs", "2", "--out", str(out)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    while len(list(out.glob("*/*/*.docx"))) < 100:
        assert process.poll() is None
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(60) == 130
    [folder] = out.iterdir()
    listed = {
        f["path"]: f["sha256"] for f in json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"]
    }
    made = {p.relative_to(folder).as_posix(): file_sha256(p) for p in folder.glob("*/*.docx")}
    assert 100 <= len(made) < 6642
    assert {path: made.get(path) for path in listed} == listed
    result = run(BuildRequest(plan, str(out), ROOT / "templates", pdf=False))
    found = statuses(result)
    assert len([path for path in found if path.endswith(".docx")]) == 6642
    assert {found[path] for path in listed} == {FileStatus.UNCHANGED}
    assert list(folder.rglob("*.part")) == []


def test_unit_that_left_the_plan_is_told_and_its_files_stay(tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(request(out))
    gone = "  - {id: phong-noi-vu,"
    plan = copy_of_plan(
        tmp_path, lambda words: "\n".join(line for line in words.split("\n") if not line.startswith(gone))
    )
    result = run(request(out, plan=plan))
    assert [n.code for n in result.notices] == ["BUILD-007"]
    assert (out / FOLDER / "phong-noi-vu" / "ke-hoach-phong-noi-vu.docx").is_file()
    assert "ke-hoach-phong-noi-vu" not in (out / FOLDER / "index.html").read_text(encoding="utf-8")


def test_missing_default_engine_is_told_and_word_files_are_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEN_FONT", "Nonesuch")  # without a font, no embedded engine
    monkeypatch.setenv("GEN_WKHTMLTOPDF", str(tmp_path / "none"))
    result = run(one_unit(tmp_path, pdf=True))
    assert (result.exit_code, {n.code for n in result.notices}) == (0, {"PDF-002"})
    assert len(list(tmp_path.rglob("*.docx"))) == 2


def known_engines(folder: Path) -> dict[str, str]:
    """The engine of each printed list, by the manifest."""
    files = json.loads((folder / FOLDER / "manifest.json").read_text(encoding="utf-8"))["files"]
    return {f["path"]: f["engine"].split()[0] for f in files if f["path"].endswith(".pdf") and "/" not in f["path"]}


LISTS = ["muc-luc.pdf", "phan-phoi.pdf", "theo-doi.pdf"]


def test_lists_need_no_wkhtmltopdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEN_WKHTMLTOPDF", str(tmp_path / "none"))
    result = run(one_unit(tmp_path, pdf=True))
    assert result.notices == []
    assert known_engines(tmp_path) == dict.fromkeys(LISTS, "embedded")
    assert set(statuses(run(one_unit(tmp_path, pdf=True))).values()) == {FileStatus.UNCHANGED}


@needs_wkhtmltopdf
def test_lists_are_made_by_pdfkit_where_it_is_asked_for(tmp_path: Path) -> None:
    result = run(one_unit(tmp_path, pdf=True, sheets="pdfkit"))
    assert (result.exit_code, known_engines(tmp_path)) == (0, dict.fromkeys(LISTS, "pdfkit"))
    assert set(statuses(run(one_unit(tmp_path, pdf=True, sheets="pdfkit"))).values()) == {FileStatus.UNCHANGED}
    changed = statuses(run(one_unit(tmp_path, pdf=True)))
    assert {path for path, status in changed.items() if status is FileStatus.CHANGED} >= set(LISTS)


def test_missing_engine_for_lists_that_was_asked_for_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEN_WKHTMLTOPDF", str(tmp_path / "none"))
    with pytest.raises(EngineError) as caught:
        run(one_unit(tmp_path, pdf=True, sheets="pdfkit"))
    assert [found.code for found in caught.value.diagnostics] == ["PDF-002"]
    assert list(tmp_path.iterdir()) == []


def test_missing_engine_that_was_asked_for_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEN_SOFFICE", str(tmp_path / "none"))
    with pytest.raises(EngineError) as caught:
        run(one_unit(tmp_path, pdf=True, engine="libreoffice"))
    assert caught.value.exit_code == 2
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of a build of one unit with PDFs."""
    out = tmp_path_factory.mktemp("pdfs")
    assert run(one_unit(out, pdf=True)).exit_code == 0
    return out


class TestPdfs:
    @pytest.fixture
    def out(self, made: Path, tmp_path: Path) -> Path:
        return Path(shutil.copytree(made, tmp_path / "out"))

    def test_every_word_file_has_its_pdf(self, out: Path) -> None:
        names = sorted(p.name for p in (out / FOLDER / "phong-dan-toc").iterdir())
        assert names == [f"{s}-phong-dan-toc.{e}" for s in ("bao-cao", "ke-hoach") for e in ("docx", "pdf")]

    def test_list_of_contents_is_made(self, out: Path) -> None:
        assert (out / FOLDER / "muc-luc.pdf").read_bytes().startswith(b"%PDF")

    def test_manifest_names_the_engine_and_the_word_file_of_a_pdf(self, out: Path) -> None:
        files = json.loads((out / FOLDER / "manifest.json").read_text(encoding="utf-8"))["files"]
        records = {f["path"]: f for f in files}
        pdf = records["phong-dan-toc/ke-hoach-phong-dan-toc.pdf"]
        assert pdf["engine"].startswith("embedded ")
        assert pdf["made_from"]["document"] == records["phong-dan-toc/ke-hoach-phong-dan-toc.docx"]["sha256"]
        assert pdf["pages"] >= 2

    def test_second_build_converts_nothing(self, out: Path) -> None:
        assert set(statuses(run(one_unit(out, pdf=True))).values()) == {FileStatus.UNCHANGED}

    def test_pdf_that_somebody_signed_is_kept(self, out: Path, tmp_path: Path) -> None:
        signed = out / FOLDER / "phong-dan-toc" / "ke-hoach-phong-dan-toc.pdf"
        signed.write_bytes(signed.read_bytes() + b"signature")
        theirs = signed.read_bytes()
        again = run(one_unit(out, pdf=True))
        due = run(one_unit(out, pdf=True, plan=reworded(tmp_path)))
        assert (again.exit_code, due.exit_code) == (0, 3)
        assert signed.read_bytes() == theirs

    def test_pdf_of_a_document_that_somebody_edited_is_not_handed_out(self, out: Path) -> None:
        edit(out)
        result = run(one_unit(out, pdf=True))
        assert [n.code for n in result.notices] == ["BUILD-008"]
        assert "ke-hoach-phong-dan-toc.pdf" not in (out / FOLDER / "index.html").read_text(encoding="utf-8")

    def test_pdf_older_than_its_word_file_is_not_handed_out(self, out: Path, tmp_path: Path) -> None:
        result = run(one_unit(out, plan=reworded(tmp_path)))
        page = (out / FOLDER / "index.html").read_text(encoding="utf-8")
        assert [n.code for n in result.notices] == ["BUILD-008"]
        assert "ke-hoach-phong-dan-toc.docx" in page
        assert "ke-hoach-phong-dan-toc.pdf" not in page

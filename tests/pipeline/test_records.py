"""What the program keeps of its builds: damaged, held, gone, written by two at once."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import gen
from gen.files import file_sha256, sha256
from gen.pipeline.state import FILE_NAME as STATE
from tests.support import plans

GEN = [sys.executable, "-m", "gen"]


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The folder of a plan whose documents were built."""
    plans.write(tmp_path, plans.base())
    assert build(tmp_path).exit_code == 0
    return tmp_path


def build(office: Path) -> gen.api.BuildResult:
    return gen.build(office / "plan.yaml", out=str(office / "out"), pdf=False)


def issue(office: Path, unit: str, number: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*GEN, "issue", "--unit", unit, "--number", str(number), "--date", "5/7/2021", "--allow-blank"],
        cwd=office, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
    )  # fmt: skip


def files(office: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in (office / "out").rglob("*") if path.is_file()}


def manifest(office: Path) -> Path:
    return office / "out" / "kh-1" / "manifest.json"


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "null", "1", '{"format": "2", "files": []}', '{"format": 1}', '{"format": 1, "files": 5}',
        '{"format": 1, "files": ["a"]}', '{"format": 1, "files": [{"path": 1}]}', "[" * 100_000,
        '{"format": 1, "files": [{"path": "a", "document": "", "format": "", "sha256": "", "size": "1"}]}',
        '{"format": 1, "files": [{"path": "../a", "document": "", "format": "", "sha256": "", "size": 1}]}',
        '{"format": 1, "files": [{"path": "a", "document": "", "format": "", "sha256": "", "size": 1, "date": 1}]}',
    ],
    ids=range(14),
)  # fmt: skip
def test_damaged_manifest_is_said_and_nothing_is_written(office: Path, text: str) -> None:
    plans.write(office, plans.base(closing=["Một câu mới."]))
    manifest(office).write_text(text, "utf-8")
    before = files(office)
    with pytest.raises(gen.GenError) as refused:
        build(office)
    assert [found.code for found in refused.value.diagnostics] == ["BUILD-027"]
    assert files(office) == before


def test_manifest_of_a_newer_version_is_said_to_be_newer_and_nothing_is_written(office: Path) -> None:
    plans.write(office, plans.base(closing=["Một câu mới."]))
    manifest(office).write_text('{"format": 2, "files": []}', "utf-8")
    before = files(office)
    with pytest.raises(gen.GenError) as refused:
        build(office)
    assert [found.code for found in refused.value.diagnostics] == ["BUILD-050"]
    assert files(office) == before


@pytest.mark.parametrize("name", ["manifest.json", STATE])
def test_record_that_cannot_be_read_is_not_taken_for_missing(office: Path, name: str) -> None:
    plans.write(office, plans.base(closing=["Một câu mới."]))
    path = office / "out" / "kh-1" / name
    path.unlink()
    path.mkdir()  # stands for any reason for which what is there cannot be read
    before = files(office)
    with pytest.raises(gen.GenError) as refused:
        build(office)
    assert [found.code for found in refused.value.diagnostics] == ["BUILD-026"]
    assert files(office) == before


def test_missing_manifest_is_written_again(office: Path) -> None:
    wanted = manifest(office).read_bytes()
    manifest(office).unlink()
    assert build(office).exit_code == 0
    assert manifest(office).read_bytes() == wanted


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"format": 1, "passages": []}', '{"format": 1, "passages": {"a": 1}}',
     '{"format": 1, "inputs": "x"}', '{"format": 1, "unheard": {}}', '{"format": 1, "outputs": {}, "whole": true}'],
)  # fmt: skip
def test_damaged_state_costs_only_time(office: Path, text: str) -> None:
    wanted = files(office)
    (office / "out" / "kh-1" / STATE).write_text(text, "utf-8")
    assert build(office).exit_code == 0
    assert files(office) == wanted


@pytest.mark.slow
def test_documents_issued_at_the_same_time_are_all_in_the_register(tmp_path: Path) -> None:
    communes = [{"id": f"xa-{number}", "kind": "commune", "name": f"Xuân {number}"} for number in range(1, 7)]
    district = {"id": "huyen", "kind": "district", "name": "Sông Đà"}
    plans.write(tmp_path, plans.base(units=[district, *communes]))
    build(tmp_path)
    under_way = [issue(tmp_path, commune["id"], number) for number, commune in enumerate(communes, 1)]
    said = [process.communicate(timeout=120)[0] for process in under_way]
    assert [process.returncode for process in under_way] == [0] * 6, said
    listed = json.loads((tmp_path / "plan.issued.json").read_text("utf-8"))["issued"]
    assert {(entry["unit"], entry["number"]) for entry in listed} == {
        (f"xa-{number}", f"0{number}/KH-UBND") for number in range(1, 7)
    }
    assert build(tmp_path).exit_code == 0


def test_issued_document_that_the_plan_overtook_is_known_without_the_state(office: Path) -> None:
    assert issue(office, "xa-a", 7).wait(timeout=60) == 0
    (office / "out" / "kh-1" / STATE).unlink()
    section = {"to": ["communes"], "heading": "UBND các xã", "items": [{"text": "Trồng rừng."}]}
    plans.write(office, plans.with_sections(section))
    notices = build(office).notices
    assert [notice.code for notice in notices if notice.code == "BUILD-014"] == ["BUILD-014"]


def test_build_is_not_archived_while_a_run_was_cut_off(office: Path) -> None:
    (office / "out" / "kh-1" / f"journal-{'a' * 12}-1.txt").write_text(f"{'b' * 64} a\n")
    with pytest.raises(gen.GenError) as refused:
        gen.archive(office / "plan.yaml", out=str(office / "out"), to=office / "archive")
    assert [found.code for found in refused.value.diagnostics] == ["ARC-079"]


def test_temporary_files_of_a_killed_run_are_swept(office: Path) -> None:
    left = office / "out" / "kh-1" / "xa-a" / ".ke-hoach-xa-a.docx.12-34.part"
    left.write_bytes(b"half")
    plans.write(office, plans.base(closing=["Một câu mới."]))
    build(office)
    assert not left.exists()


def test_plan_that_changes_while_it_is_built_is_built_again(tmp_path: Path) -> None:
    plan = plans.write(tmp_path, plans.base())

    def edit(_stage: str, _done: int, _steps: int) -> None:
        plans.write(tmp_path, plans.base(closing=["Một câu mới."]))

    assert gen.build(plan, out=str(tmp_path / "out"), pdf=False, progress=edit).exit_code == 0
    assert build(tmp_path).exit_code == 0
    undisturbed = tmp_path / "undisturbed"
    undisturbed.mkdir()
    plans.write(undisturbed, plans.base(closing=["Một câu mới."]))
    build(undisturbed)
    made, wanted = ({p.name: p.read_bytes() for p in f.rglob("*.docx")} for f in (tmp_path / "out", undisturbed))
    assert made == wanted


def test_file_of_a_cut_off_run_stays_known_while_others_are_built(office: Path) -> None:
    """A manifest that knows older bytes of a file does not make the journal forget its present ones."""
    path = office / "out" / "kh-1" / "xa-b" / "ke-hoach-xa-b.docx"
    old, present = sha256(path.read_bytes()), b"written by a run that was cut off"
    (path.parents[1] / f"journal-{'a' * 12}-1.txt").write_text(
        f"{old} xa-b/{path.name}\n{sha256(present)} xa-b/{path.name}\n"
    )
    path.write_bytes(present)
    gen.build(office / "plan.yaml", out=str(office / "out"), pdf=False, units=["xa-a"])
    result = build(office)
    assert (result.exit_code, sha256(path.read_bytes())) == (0, old)


@pytest.mark.parametrize("left", [b"", bytes(4000)], ids=["empty", "zeroes"])
@pytest.mark.parametrize("plan_changed", [False, True])
@pytest.mark.parametrize("name", ["ke-hoach-xa-b.docx", "bao-cao-xa-b.docx"])
def test_document_that_a_power_cut_emptied_is_made_again(
    office: Path, name: str, plan_changed: bool, left: bytes
) -> None:
    if plan_changed:
        plans.write(office, plans.base(closing=["Một câu mới."]))
        build(office)
    path = office / "out" / "kh-1" / "xa-b" / name
    wanted = path.read_bytes()
    if plan_changed:
        plans.write(office, plans.base())
        build(office)
        plans.write(office, plans.base(closing=["Một câu mới."]))
    path.write_bytes(left)
    result = build(office)
    assert (result.exit_code, path.read_bytes()) == (0, wanted)


def test_pdf_that_a_power_cut_emptied_is_made_again(tmp_path: Path) -> None:
    plans.write(tmp_path, plans.base())
    pdf = tmp_path / "out" / "kh-1" / "xa-a" / "ke-hoach-xa-a.pdf"
    made = []
    for _time in range(2):
        result = gen.build(tmp_path / "plan.yaml", out=str(tmp_path / "out"), units=["xa-a"], documents=["plan"])
        made.append((result.exit_code, pdf.read_bytes()))
        pdf.write_bytes(b"")
    assert made[0] == made[1] != (0, b"")


def test_issued_document_that_a_power_cut_emptied_is_as_it_was_issued(office: Path) -> None:
    assert issue(office, "xa-a", 7).wait(timeout=60) == 0
    path = office / "out" / "kh-1" / "xa-a" / "ke-hoach-xa-a.docx"
    wanted = path.read_bytes()
    path.write_bytes(b"")
    result = build(office)
    assert (result.exit_code, path.read_bytes()) == (0, wanted)


def test_wrong_folder_of_results_is_not_made_by_issuing(office: Path) -> None:
    with pytest.raises(gen.GenError):
        gen.issue(
            office / "plan.yaml", out=str(office / "wrong"), unit="xa-a", number="1", date="5/7/2021", allow_blank=True
        )
    assert not (office / "wrong").exists()


def test_state_older_than_the_files_is_not_believed_after_a_cut_off_run(office: Path) -> None:
    state, journal = office / "out" / "kh-1" / STATE, office / "out" / "kh-1" / f"journal-{'a' * 12}-1.txt"
    older = state.read_bytes()
    data = plans.base()
    data["parts"][0]["assignments"][0]["items"][0]["text"] = "Trồng thêm cây."
    plans.write(office, data)
    build(office)
    newer = json.loads(state.read_text("utf-8"))["passages"]
    state.write_bytes(older)
    journal.write_text("", "utf-8")  # the run ended between manifest and state
    build(office)
    assert json.loads(state.read_text("utf-8"))["passages"] == newer


def test_file_held_while_its_digest_is_taken_counts_as_changed(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(path: Path) -> str | None:
        if path.name == "plan.yaml":
            raise PermissionError(13, "Permission denied", str(path))
        return file_sha256(path)

    plans.write(office, plans.base(closing=["Một câu mới."]))
    with monkeypatch.context() as patch:
        patch.setattr("gen.pipeline.state.file_sha256", held)
        assert build(office).exit_code == 0
        assert build(office).outcomes  # not "nothing to do", though both times nothing is known of it


@pytest.mark.parametrize("key", ["inputs", "asked", "engine", "outputs", "whole"])
def test_state_that_lacks_something_is_no_proof_that_all_is_done(office: Path, key: str) -> None:
    state = office / "out" / "kh-1" / STATE
    before = state.read_bytes()
    state.write_text(json.dumps({name: value for name, value in json.loads(before).items() if name != key}), "utf-8")
    data = plans.base()
    data["parts"][0]["assignments"][0]["items"][0]["text"] = "Trồng thêm cây."
    plans.write(office, data)
    changed = [outcome.path for outcome in build(office).outcomes if outcome.status == "changed"]
    assert "xa-a/ke-hoach-xa-a.docx" in changed


def test_zip_of_an_older_state_is_said_and_not_offered(office: Path) -> None:
    def page(**options: bool) -> tuple[bool, list[str]]:
        result = gen.build(office / "plan.yaml", out=str(office / "out"), pdf=False, **options)
        offered = "communes.zip" in (office / "out" / "kh-1" / "index.html").read_text("utf-8")
        return offered, [notice.code for notice in result.notices if notice.code == "BUILD-034"]

    assert page(zips=True) == (True, [])
    data = plans.base()
    data["parts"][0]["assignments"][0]["items"][0]["text"] = "Trồng thêm cây."
    plans.write(office, data)
    assert page() == (False, ["BUILD-034"])
    assert page(zips=True) == (True, [])

"""The commands of the archive, as a clerk types them."""

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gen.cli import main
from tests.support.archive_cases import PLAN_A, PLAN_ID, build_all, copy_of, flip_bit, make_plan, sign


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    make_plan(folder)
    build_all(folder)
    return folder


@pytest.fixture
def office(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the clerk stands."""
    office = copy_of(made, tmp_path / "office")
    monkeypatch.chdir(office)
    monkeypatch.setenv("GEN_WKHTMLTOPDF", "/nonexistent")
    return office


def gen(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


@pytest.mark.parametrize(
    "arguments",
    [[], ["plan.yaml"], ["--out", "out"], ["plan.yaml", "--to", "archive"], ["pack", "plan.yaml"], ["./plan.yaml"]],
    ids=" ".join,
)
def test_archive_packs_with_or_without_the_word_pack(office: Path, arguments: list[str]) -> None:
    result = gen("archive", *arguments)
    assert result.exit_code == 0
    assert "5 rows in the index" in result.output
    assert (office / "archive/kh-1-001/bagit.txt").is_file()


def test_archive_beside_the_plan_wherever_the_clerk_stands(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert gen("archive", "office/plan.yaml", "--out", "office/out", "--zip").exit_code == 0
    assert (office / "archive/kh-1-001.zip").is_file()


def test_help_tells_of_packing_and_adding(office: Path) -> None:
    output = gen("archive", "--help").output
    assert "add" in output
    assert "pack" in output


def test_seal_is_told_when_it_is_packed_and_when_it_is_verified(office: Path) -> None:
    packed = gen("archive").output
    seal = next(line for line in packed.splitlines() if line.startswith("seal: ")).split()[1]
    assert gen("verify", "archive", "--seal", seal).exit_code == 0
    assert f"every file is as it was; seal {seal}" in gen("verify", "archive/kh-1-001").output
    assert gen("verify", "archive", "--seal", "0" * 64).exit_code == 1


def test_second_run_with_nothing_new_says_so(office: Path) -> None:
    gen("archive")
    assert "nothing is new since kh-1-001: no bag was made" in gen("archive").output


def test_signed_copy_is_brought_in_by_name_alone(office: Path) -> None:
    gen("archive")
    Path("signed.pdf").write_bytes(sign(Path("out", PLAN_ID, PLAN_A).read_bytes()))
    result = gen("archive", "add", "signed.pdf")
    assert result.exit_code == 0
    assert "signed.pdf is a copy of xa-a/ke-hoach-xa-a.pdf" in result.output
    assert "Nguyễn Văn Thử" in result.output
    assert gen("archive", "add", "signed.pdf").output.startswith("signed.pdf is there already")


def test_unsigned_file_is_refused_with_the_remedy(office: Path) -> None:
    gen("archive")
    result = gen("archive", "add", f"out/{PLAN_ID}/{PLAN_A}")
    assert result.exit_code == 1
    assert "ARC-021" in result.output
    assert "--scan" in result.output


def test_damage_ends_with_1_and_is_told_to_programs_too(office: Path) -> None:
    gen("archive")
    path = office / "archive/kh-1-001/data/documents" / PLAN_A
    path.chmod(0o644)
    flip_bit(path)
    result = gen("verify", "archive", "--format", "json")
    assert result.exit_code == 1
    [finding] = json.loads(result.output)
    assert finding["code"] == "ARC-043"
    assert finding["location"]["path"] == f"archive/kh-1-001/data/documents/{PLAN_A}"


def test_day_may_be_given_as_it_is_written_in_letters(office: Path) -> None:
    assert gen("archive", "--date", "5/12/2020").exit_code == 0
    assert "Bagging-Date: 2020-12-05" in (office / "archive/kh-1-001/bag-info.txt").read_text(encoding="utf-8")


def test_bad_day_is_refused_before_anything_is_done(office: Path) -> None:
    result = gen("archive", "--date", "31/2/2020")
    assert result.exit_code == 2
    assert not (office / "archive").exists()


def test_mistakes_in_the_plan_are_told_as_ever(office: Path) -> None:
    Path("plan.yaml").write_text("plan: {}\n", encoding="utf-8")
    result = gen("archive")
    assert result.exit_code == 1
    assert "PLAN-" in result.output


def test_file_that_could_not_be_read_does_not_count_as_checked(office: Path) -> None:
    gen("archive", "--zip")
    bag = office / "archive/kh-1-001.zip"
    bag.chmod(0o644)
    with zipfile.ZipFile(bag) as archive:
        files = len(archive.infolist())
        place = archive.getinfo(f"kh-1-001/data/documents/{PLAN_A}").header_offset
    assert f"every byte of {files} files" in gen("verify", "archive").output
    flip_bit(bag, place + 300)  # within what is packed of the PDF
    output = gen("verify", "archive").output
    assert f"every byte of {files - 1} files" in output
    assert "not checked: 1 files that could not be read" in output

"""gen verify: whatever happens to an archive is named, each thing as what it is, all of it in one run."""

import json
import os
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path

import bagit
import pytest

from gen.archiving import verify_bags
from gen.files import sha256
from tests.support.archive_cases import (
    PLAN_A,
    PLAN_B,
    REPORT_A,
    blank_pdf,
    build_all,
    codes,
    copy_of,
    edit_json,
    edit_text,
    flip_bit,
    give_number,
    make_plan,
    pack_all,
    relisted,
    swap,
    tree,
)

DOCUMENTS = "data/documents/"
FIRST, SECOND, THIRD = "kh-1-001", "kh-1-002", "kh-1-003"


@pytest.fixture(scope="module")
def archived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three issues of a plan: drafts, then a document issued, then another."""
    folder = tmp_path_factory.mktemp("archived")
    make_plan(folder)
    build_all(folder)
    pack_all(folder)
    give_number(folder, "xa-a", "07", "2020-11-30")
    pack_all(folder)
    give_number(folder, "xa-b", "12", "2020-12-01")
    pack_all(folder)
    return folder / "archive"


@pytest.fixture
def archive(archived: Path, tmp_path: Path) -> Path:
    """A copy to be damaged."""
    return copy_of(archived, tmp_path / "archive")


@pytest.fixture
def bag(archive: Path, tmp_path: Path) -> Path:
    """The second issue, to be damaged, with the others beside it."""
    return archive / SECOND


def found(target: Path, seal: str = "") -> list[tuple[str, str]]:
    """Code and place of everything that is wrong, the place without the folder of bags."""
    root = target if (target / FIRST).exists() or (target / THIRD).exists() else target.parent
    return [
        (d.code, Path(d.location.path).relative_to(root).as_posix() if d.location else "")
        for d in verify_bags(target, seal).findings
    ]


def told(target: Path) -> str:
    return "\n".join(d.message for d in verify_bags(target).findings)


def test_archive_that_nobody_touched_is_sound(archive: Path) -> None:
    report = verify_bags(archive)
    assert (report.findings, report.exit_code) == ([], 0)
    assert [Path(bag.place).name for bag in report.bags] == [FIRST, SECOND, THIRD]
    assert [bag.files for bag in report.bags] == [len(tree(archive / name)) for name in (FIRST, SECOND, THIRD)]


def test_verifying_changes_nothing(archive: Path) -> None:
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in archive.rglob("*") if path.is_file()}
    verify_bags(archive)
    after = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in archive.rglob("*") if path.is_file()}
    assert after == before


# ---- files -------------------------------------------------------------------


@pytest.mark.parametrize("name", [PLAN_A, "xa-a/ke-hoach-xa-a.docx", "index.html", "phan-cong.xlsx"])
def test_flipped_bit_is_named(bag: Path, name: str) -> None:
    flip_bit(bag / DOCUMENTS / name, 100)
    assert found(bag) == [("ARC-043", f"{SECOND}/{DOCUMENTS}{name}")]


def test_flipped_bit_is_named_in_any_file_of_the_bag(bag: Path) -> None:
    for name in tree(bag):
        path = bag / name
        whole = path.read_bytes()
        flip_bit(path, len(whole) // 2)
        places = [place for _code, place in found(bag)]
        # A manifest with a flipped bit accuses a file, or is accused by the manifest of tag files.
        assert places, name
        assert f"{SECOND}/{name}" in places or "manifest" in name, name
        path.write_bytes(whole)
    assert found(bag) == []


def test_dropped_file_is_named(bag: Path) -> None:
    (bag / DOCUMENTS / PLAN_A).unlink()
    assert found(bag) == [("ARC-044", f"{SECOND}/{DOCUMENTS}{PLAN_A}")]


@pytest.mark.parametrize(
    "name", ["data/documents/xa-a/them.pdf", "data/.DS_Store", ".hidden", "data/x/y/z.txt", "notes.txt"]
)
def test_added_file_is_named(bag: Path, name: str) -> None:
    (bag / name).parent.mkdir(parents=True, exist_ok=True)
    (bag / name).write_bytes(b"added")
    assert found(bag) == [("ARC-045", f"{SECOND}/{name}")]


def test_file_renamed_to_nfd_is_named_as_that(archive: Path) -> None:
    bag = archive / SECOND
    (bag / "data/plan/đơn-vị.txt").write_bytes(b"x")
    relisted(bag)
    (bag / "data/plan/đơn-vị.txt").rename(bag / "data/plan" / unicodedata.normalize("NFD", "đơn-vị.txt"))
    names = [code for code, place in found(bag) if "plan/" in place]
    assert "ARC-046" in names
    assert not {"ARC-044", "ARC-045"} & set(names)
    assert "NFD" in told(bag)


def test_renamed_file_is_named_as_that(bag: Path) -> None:
    (bag / DOCUMENTS / PLAN_A).rename(bag / DOCUMENTS / "xa-a/khac.pdf")
    assert found(bag) == [("ARC-047", f"{SECOND}/{DOCUMENTS}xa-a/khac.pdf")]


def test_swapped_pdfs_are_named_as_that(bag: Path) -> None:
    swap(bag / DOCUMENTS / PLAN_A, bag / DOCUMENTS / PLAN_B)
    assert found(bag) == [("ARC-048", f"{SECOND}/{DOCUMENTS}{PLAN_A}"), ("ARC-048", f"{SECOND}/{DOCUMENTS}{PLAN_B}")]
    assert f"{PLAN_A} holds what {DOCUMENTS}{PLAN_B} should hold" in told(bag)


def test_empty_folder_is_named(bag: Path) -> None:
    (bag / "data/documents/xa-c").mkdir()
    assert found(bag) == [("ARC-049", f"{SECOND}/data/documents/xa-c")]


@pytest.mark.parametrize("target", ["/etc/hostname", "../../../plan.yaml", "nowhere"])
def test_link_is_refused_unread(bag: Path, target: str) -> None:
    (bag / "data/documents/link.pdf").symlink_to(target)
    assert found(bag) == [("ARC-042", f"{SECOND}/data/documents/link.pdf")]


def test_file_replaced_by_a_link_to_its_own_bytes_is_refused(bag: Path) -> None:
    path = bag / DOCUMENTS / PLAN_A
    shutil.move(path, bag.parent / "elsewhere.pdf")
    path.symlink_to(bag.parent / "elsewhere.pdf")
    assert [code for code, _place in found(bag)] == ["ARC-042", "ARC-044"]


def test_folder_replaced_by_a_link_is_refused(bag: Path) -> None:
    shutil.move(bag / "data/plan", bag.parent / "plan-elsewhere")
    (bag / "data/plan").symlink_to(bag.parent / "plan-elsewhere", target_is_directory=True)
    assert "ARC-042" in [code for code, _place in found(bag)]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
def test_pipe_is_refused_and_not_waited_for(bag: Path) -> None:
    os.mkfifo(bag / "data/pipe")
    assert found(bag) == [("ARC-042", f"{SECOND}/data/pipe")]


def test_everything_is_told_in_one_run(bag: Path) -> None:
    flip_bit(bag / DOCUMENTS / PLAN_A)
    (bag / DOCUMENTS / PLAN_B).unlink()
    (bag / "data/added").write_bytes(b"x")
    (bag / "data/empty").mkdir()
    edit_text(bag / "bag-info.txt", "Sông Đà", "Sông Hồng")
    assert sorted(code for code, _place in found(bag)) == ["ARC-043", "ARC-043", "ARC-044", "ARC-045", "ARC-049"]


# ---- manifests and tag files -------------------------------------------------


@pytest.mark.parametrize("name", ["manifest-sha256.txt", "manifest-sha512.txt", "tagmanifest-sha256.txt"])
def test_manifest_that_is_gone_is_missed(bag: Path, name: str) -> None:
    (bag / name).unlink()
    assert ("ARC-050", f"{SECOND}/{name}") in found(bag)


def test_file_that_only_one_manifest_lists_is_noticed_though_bagit_lets_it_pass(bag: Path) -> None:
    for name in ("manifest-sha512.txt", "tagmanifest-sha256.txt", "tagmanifest-sha512.txt"):
        lines = (bag / name).read_text().splitlines(keepends=True)
        (bag / name).write_text("".join(line for line in lines if PLAN_A not in line and "manifest" not in line))
    assert bagit.Bag(str(bag)).is_valid()
    assert ("ARC-050", f"{SECOND}/manifest-sha512.txt") in found(bag)


def test_checksum_of_one_algorithm_alone_is_held_against_the_file(bag: Path) -> None:
    line = next(x for x in (bag / "manifest-sha512.txt").read_text().splitlines() if PLAN_A in x)
    edit_text(bag / "manifest-sha512.txt", line[:16], "0" * 16)
    assert f"{DOCUMENTS}{PLAN_A} was changed: its sha512" in told(bag)


@pytest.mark.parametrize("line", ["nonsense", "00  data/short", "../../etc/passwd", "\0\0\0", "é  data/x"])
def test_line_that_is_no_checksum_is_told(bag: Path, line: str) -> None:
    with (bag / "manifest-sha256.txt").open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    assert ("ARC-050", f"{SECOND}/manifest-sha256.txt") in found(bag)


def test_manifest_that_names_a_file_outside_reads_nothing_there(bag: Path) -> None:
    (bag.parent / "outside").write_bytes(b"x")
    with (bag / "manifest-sha256.txt").open("a", encoding="utf-8") as file:
        file.write(f"{sha256(b'x')}  data/../../outside\n")
    assert "data/../../outside is missing" in told(bag)


def test_edited_bag_info_is_named(bag: Path) -> None:
    edit_text(bag / "bag-info.txt", "2020-11-30", "2020-11-29")
    assert found(bag) == [("ARC-043", f"{SECOND}/bag-info.txt")]


def test_wrong_payload_oxum_is_named_though_it_was_listed_anew(bag: Path) -> None:
    edit_text(bag / "bag-info.txt", "Payload-Oxum: ", "Payload-Oxum: 1")
    relist_tags(bag)
    assert ("ARC-067", f"{SECOND}/bag-info.txt") in found(bag)


def test_bagit_txt_of_another_version_is_named(bag: Path) -> None:
    edit_text(bag / "bagit.txt", "1.0", "2.0")
    relist_tags(bag)
    assert ("ARC-051", f"{SECOND}/bagit.txt") in found(bag)


def test_parts_that_are_to_be_fetched_are_named(bag: Path) -> None:
    (bag / "fetch.txt").write_text(f"http://127.0.0.1/a 3 {DOCUMENTS}a.pdf\n")
    relist_tags(bag)
    assert ("ARC-081", f"{SECOND}/fetch.txt") in found(bag)


def test_tag_file_that_no_archive_has_is_named_though_it_was_listed_anew(bag: Path) -> None:
    (bag / "approval.txt").write_text("Đã duyệt.")
    relist_tags(bag)
    assert ("ARC-082", f"{SECOND}/approval.txt") in found(bag)


def relist_tags(bag: Path) -> None:
    """The manifests of tag files anew, as a clever hand would."""
    import hashlib

    names = [p.name for p in bag.iterdir() if p.is_file() and not p.name.startswith("tagmanifest-")]
    for algorithm in ("sha256", "sha512"):
        lines = (f"{hashlib.new(algorithm, (bag / n).read_bytes()).hexdigest()}  {n}\n" for n in sorted(names))
        (bag / f"tagmanifest-{algorithm}.txt").write_text("".join(lines))


# ---- the index, the manifest of the build, the PDFs ---------------------------


def test_edited_cell_of_the_index_is_named(bag: Path) -> None:
    edit_text(bag / "data/index.csv", "07,KH-UBND,2020-11-30", "08,KH-UBND,2020-11-30")
    assert [code for code, _place in found(bag)] == ["ARC-043", "ARC-055"]
    assert "index.csv says 08 under “Số” of documents/xa-a/ke-hoach-xa-a.pdf; it is 07" in told(bag)


CELLS: dict[str, tuple[str, str]] = {
    "number": ("07,KH-UBND,2020-11-30", "08,KH-UBND,2020-11-30"),
    "date": ("07,KH-UBND,2020-11-30", "07,KH-UBND,2020-11-29"),
    "symbol": ("07,KH-UBND,2020-11-30", "07,KH-HĐND,2020-11-30"),
    "format": ("PDF/A-2b", "PDF/A-1a"),
    "engine": ("embedded", "word"),
    "word": ("documents/xa-a/ke-hoach-xa-a.docx", "documents/xa-b/ke-hoach-xa-b.docx"),
}


@pytest.mark.parametrize("cell", CELLS)
def test_edited_cell_is_named_though_the_bag_was_listed_anew(bag: Path, cell: str) -> None:
    edit_text(bag / "data/index.csv", *CELLS[cell])
    relisted(bag)
    assert {"ARC-055", "ARC-058"} & {code for code, _place in found(bag)}


def test_row_taken_out_is_named(bag: Path) -> None:
    path = bag / "data/index.csv"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(line for line in lines if PLAN_A.encode() not in line))
    relisted(bag)
    assert ("ARC-054", f"{SECOND}/{DOCUMENTS}{PLAN_A}") in found(bag)


def test_row_put_in_is_named(bag: Path) -> None:
    path = bag / "data/index.csv"
    line = next(line for line in path.read_bytes().splitlines(keepends=True) if PLAN_A.encode() in line)
    path.write_bytes(path.read_bytes() + line.replace(b"xa-a/", b"xa-c/"))
    relisted(bag)
    assert "index.csv tells of documents/xa-c/ke-hoach-xa-a.pdf, which is not in the bag" in told(bag)


def test_row_of_what_is_no_document_is_named(bag: Path) -> None:
    path = bag / "data/index.csv"
    line = next(line for line in path.read_bytes().splitlines(keepends=True) if PLAN_A.encode() in line)
    path.write_bytes(path.read_bytes() + line.replace(PLAN_A.encode(), PLAN_A.replace(".pdf", ".docx").encode(), 1))
    relisted(bag)
    assert ("ARC-095", f"{SECOND}/data/index.csv") in found(bag)


def test_row_written_twice_is_named(bag: Path) -> None:
    path = bag / "data/index.csv"
    line = next(line for line in path.read_bytes().splitlines(keepends=True) if PLAN_A.encode() in line)
    path.write_bytes(path.read_bytes() + line)
    relisted(bag)
    assert "two rows for documents/xa-a/ke-hoach-xa-a.pdf" in told(bag)


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\0", b"a,b\r\n1,2\r\n", b'"', b"\xef\xbb\xbf" + b"x," * 50_000])
def test_index_that_is_none_is_told(bag: Path, data: bytes) -> None:
    (bag / "data/index.csv").write_bytes(data)
    assert ("ARC-052", f"{SECOND}/data/index.csv") in found(bag)


def test_index_saved_by_a_spreadsheet_with_the_columns_moved_says_the_same(bag: Path) -> None:
    import csv
    import io

    path = bag / "data/index.csv"
    lines = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    out = io.StringIO()
    csv.writer(out).writerows(line[::-1] for line in lines)
    path.write_text(out.getvalue(), encoding="utf-8")
    assert [code for code, _place in found(bag)] == ["ARC-043"]


def test_swapped_pdfs_are_named_though_the_bag_was_listed_anew(bag: Path) -> None:
    swap(bag / DOCUMENTS / PLAN_A, bag / DOCUMENTS / REPORT_A)
    relisted(bag)
    names = [place for code, place in found(bag) if code == "ARC-057"]
    assert names == [f"{SECOND}/{DOCUMENTS}{REPORT_A}", f"{SECOND}/{DOCUMENTS}{PLAN_A}"]


def test_document_put_in_and_listed_anew_is_named(bag: Path) -> None:
    shutil.copy(bag / DOCUMENTS / PLAN_A, bag / DOCUMENTS / "xa-a/them.pdf")
    relisted(bag)
    assert ("ARC-054", f"{SECOND}/{DOCUMENTS}xa-a/them.pdf") in found(bag)


def test_pdf_that_is_not_what_the_index_calls_it_is_named(bag: Path) -> None:
    name = DOCUMENTS + PLAN_A
    before = sha256((bag / name).read_bytes())
    (bag / name).write_bytes(blank_pdf())
    after = sha256((bag / name).read_bytes())
    edit_text(bag / "data/index.csv", before, after)
    edit_text(bag / "data/documents/manifest.json", before, after)
    relisted(bag)
    assert ("ARC-058", f"{SECOND}/{name}") in found(bag)
    assert "the index says PDF/A-2b under “Định dạng”; the file itself says PDF" in told(bag)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"PK\3\4", bytes(1000)])
def test_pdf_that_is_none_is_named_though_all_lists_agree(bag: Path, data: bytes) -> None:
    name = DOCUMENTS + PLAN_A
    before = sha256((bag / name).read_bytes())
    (bag / name).write_bytes(data)
    for path in ("data/index.csv", "data/documents/manifest.json"):
        edit_text(bag / path, before, sha256(data))
    relisted(bag)
    assert ("ARC-071", f"{SECOND}/{name}") in found(bag)


def test_manifest_of_the_build_that_is_none_is_told(bag: Path) -> None:
    (bag / "data/documents/manifest.json").write_text("{}")
    assert ("ARC-056", f"{SECOND}/data/documents/manifest.json") in found(bag)


# ---- the chain ---------------------------------------------------------------


def test_old_manifest_of_a_build_put_back_is_named(archive: Path) -> None:
    shutil.copy(archive / FIRST / "data/documents/manifest.json", archive / SECOND / "data/documents/manifest.json")
    names = found(archive)
    assert ("ARC-043", f"{SECOND}/data/documents/manifest.json") in names
    assert ("ARC-074", f"{SECOND}/chain.json") in names
    assert ("ARC-062", SECOND) in names


def test_old_list_of_checksums_put_back_is_named(archive: Path) -> None:
    shutil.copy(archive / FIRST / "manifest-sha256.txt", archive / SECOND / "manifest-sha256.txt")
    names = found(archive)
    assert ("ARC-043", f"{SECOND}/manifest-sha256.txt") in names
    assert ("ARC-062", SECOND) in names


@pytest.mark.parametrize("name", [FIRST, SECOND])
def test_bag_taken_out_of_the_chain_is_missed(archive: Path, name: str) -> None:
    follower = {FIRST: SECOND, SECOND: THIRD}[name]
    shutil.rmtree(archive / name)
    assert found(archive) == [("ARC-061", f"{follower}/chain.json")]
    assert verify_bags(archive).exit_code == 1


def test_last_bag_taken_away_shows_by_the_seal_alone(archive: Path) -> None:
    seal = verify_bags(archive).bags[-1].seal
    assert found(archive, seal[:16]) == []
    shutil.rmtree(archive / THIRD)
    assert found(archive) == []
    assert [code for code, _place in found(archive, seal)] == ["ARC-064"]


def test_seal_that_is_too_short_to_mean_anything_is_refused(archive: Path) -> None:
    assert [code for code, _place in found(archive, verify_bags(archive).bags[-1].seal[:4])] == ["ARC-064"]


CHANGES: dict[str, Callable[[Path], object]] = {
    "a document": lambda bag: flip_bit(bag / DOCUMENTS / "index.html", 50),
    "the plan": lambda bag: edit_text(bag / "data/plan/plan.yaml", "2020-11-05", "2020-11-06"),
    "a subject in the index": lambda bag: edit_text(bag / "data/index.csv", "xã Xuân Bình", "xã Xuân Hòa"),
    "bag-info.txt": lambda bag: edit_text(bag / "bag-info.txt", "Sông Đà", "Sông Hồng"),
}


@pytest.mark.parametrize("name", [FIRST, SECOND])
@pytest.mark.parametrize("what", CHANGES)
def test_bag_made_anew_consistent_in_itself_shows_in_the_chain(archive: Path, what: str, name: str) -> None:
    CHANGES[what](archive / name)
    relisted(archive / name)
    assert ("ARC-062", name) in found(archive)


def test_bag_made_anew_shows_from_its_neighbour_too(archive: Path) -> None:
    CHANGES["the plan"](archive / FIRST)
    relisted(archive / FIRST)
    assert ("ARC-062", FIRST) in found(archive / SECOND)


def test_bag_of_another_plan_in_the_place_of_an_old_one_is_named(archive: Path) -> None:
    edit_json(archive / FIRST / "chain.json", lambda chain: chain.update(plan="kh-2"))
    assert ("ARC-073", f"{FIRST}/chain.json") in found(archive)


def test_bag_that_follows_on_another_than_the_last_is_named(archive: Path) -> None:
    edit_json(archive / THIRD / "chain.json", lambda chain: chain["previous"].update(bag=FIRST))
    relist_tags(archive / THIRD)
    assert ("ARC-078", f"{THIRD}/chain.json") in found(archive)


def test_chain_that_forgets_its_past_is_named(archive: Path) -> None:
    edit_json(archive / SECOND / "chain.json", lambda chain: chain.update(previous=None))
    relist_tags(archive / SECOND)
    assert ("ARC-075", f"{SECOND}/chain.json") in found(archive)


@pytest.mark.parametrize("text", ["", "[]", '{"format": 1}', "[" * 10_000, '{"format":1,"plan":"../x","issue":-1}'])
def test_chain_that_is_none_is_named(bag: Path, text: str) -> None:
    (bag / "chain.json").write_text(text)
    assert ("ARC-060", f"{SECOND}/chain.json") in found(bag)


def test_bag_under_another_name_is_named(archive: Path) -> None:
    (archive / THIRD).rename(archive / "kh-1-004")
    assert ("ARC-073", "kh-1-004/chain.json") in found(archive)


def test_two_bags_that_claim_to_be_the_same_issue_are_named(archive: Path) -> None:
    shutil.copytree(archive / SECOND, archive / "copy-of-second")
    assert "ARC-063" in [code for code, _place in found(archive)]


def test_single_bag_without_the_one_before_is_sound_but_says_so(archive: Path, tmp_path: Path) -> None:
    alone = tmp_path / "alone" / SECOND
    shutil.copytree(archive / SECOND, alone)
    report = verify_bags(alone)
    assert [(d.code, d.severity.value) for d in report.findings] == [("ARC-077", "warning")]
    assert report.exit_code == 0


def test_stranger_among_the_bags_is_told_but_no_error(archive: Path) -> None:
    (archive / ".kh-1-004.123.part").mkdir()
    (archive / "ghi-chu.txt").write_text("x")
    report = verify_bags(archive)
    assert [d.code for d in report.findings] == ["ARC-065"] * 2
    assert report.exit_code == 0


def test_bag_that_lost_its_declaration_is_still_looked_at(archive: Path) -> None:
    (archive / SECOND / "bagit.txt").unlink()
    assert ("ARC-044", f"{SECOND}/bagit.txt") in found(archive)


# ---- what is no bag ----------------------------------------------------------


@pytest.mark.parametrize("name", ["nowhere", "empty", "file.txt"])
def test_what_is_no_bag_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file.txt").write_text("x")
    assert codes(lambda: verify_bags(tmp_path / name)) == ["ARC-040" if name == "empty" else "ARC-038"]


def test_bag_of_another_program_is_no_archive_of_ours(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other/x.txt").write_text("x")
    bagit.make_bag(str(tmp_path / "other"))
    assert {"ARC-052", "ARC-056", "ARC-060"} <= {d.code for d in verify_bags(tmp_path / "other").findings}


def test_report_counts_the_errors_of_each_bag(archive: Path) -> None:
    flip_bit(archive / SECOND / DOCUMENTS / PLAN_A)
    assert [bag.errors for bag in verify_bags(archive).bags] == [0, 1, 0]


def test_seals_are_the_checksums_of_the_lists_of_tag_files(archive: Path) -> None:
    seals = [sha256((archive / name / "tagmanifest-sha256.txt").read_bytes()) for name in (FIRST, SECOND, THIRD)]
    assert [bag.seal for bag in verify_bags(archive).bags] == seals
    assert json.loads((archive / THIRD / "chain.json").read_text())["previous"]["tags"] == seals[1]

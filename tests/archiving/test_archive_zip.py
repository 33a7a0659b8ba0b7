"""A bag in a zip: read where it lies, and refused where reading it, or unpacking it later, could do harm."""

import stat
import struct
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from gen.archiving import verify_bags
from gen.archiving.bag import members
from tests.support.archive_cases import PLAN_A, build_all, codes, copy_of, give_number, make_plan, pack_all, tree

NAME = "kh-1-001"
DOCUMENTS = f"{NAME}/data/documents/"


@pytest.fixture(scope="module")
def archived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("zipped")
    make_plan(folder)
    build_all(folder)
    pack_all(folder, as_zip=True)
    return folder


@pytest.fixture
def packed(archived: Path, tmp_path: Path) -> Path:
    """The first issue as a zip, to be damaged."""
    return copy_of(archived / "archive", tmp_path / "archive") / f"{NAME}.zip"


def rewrite(path: Path, change: Callable[[str, bytes], tuple[str, bytes] | None], **more: bytes) -> None:
    """The zip again, each member as `change` gives it back, and with `more` members."""
    with zipfile.ZipFile(path) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            if (kept := change(name, data)) is not None:
                archive.writestr(*kept)
        for name, data in more.items():
            archive.writestr(name, data)


def put(path: Path, name: str | zipfile.ZipInfo, data: bytes = b"x", how: int = zipfile.ZIP_STORED) -> None:
    with zipfile.ZipFile(path, "a") as archive, pytest.MonkeyPatch.context() as patch:
        patch.setattr("warnings.warn", lambda *_args, **_kwargs: None)  # of names that are there twice
        archive.writestr(name, data, compress_type=how)


def found(path: Path) -> list[str]:
    return [d.code for d in verify_bags(path).findings]


def test_zip_is_verified_without_being_unpacked(packed: Path) -> None:
    before = tree(packed.parent)
    report = verify_bags(packed)
    assert (report.findings, report.bags[0].files) == ([], len(zipfile.ZipFile(packed).namelist()))
    assert tree(packed.parent) == before


def test_zips_and_folders_make_one_chain(archived: Path, tmp_path: Path) -> None:
    office = copy_of(archived, tmp_path / "office")
    give_number(office, "xa-a", "07", "2020-11-30")
    assert pack_all(office).bag == office / "archive/kh-1-002"
    assert found(office / "archive") == []
    rewrite(office / "archive" / f"{NAME}.zip", lambda name, data: (name, data.replace(b"UTF-8", b"UTF-9")))
    assert "ARC-051" in found(office / "archive")


def test_issue_that_is_there_as_folder_and_zip_is_followed_by_none(archived: Path, tmp_path: Path) -> None:
    office = copy_of(archived, tmp_path / "office")
    with zipfile.ZipFile(office / "archive" / f"{NAME}.zip") as archive:
        archive.extractall(office / "archive")
    give_number(office, "xa-a", "07", "2020-11-30")
    assert codes(lambda: pack_all(office)) == ["ARC-009"]
    assert "ARC-063" in found(office / "archive")


def test_changed_member_is_named(packed: Path) -> None:
    rewrite(packed, lambda name, data: (name, data + b" " if name.endswith(PLAN_A) else data))
    assert found(packed) == ["ARC-043"]


def test_dropped_member_is_named(packed: Path) -> None:
    rewrite(packed, lambda name, data: None if name.endswith(PLAN_A) else (name, data))
    assert found(packed) == ["ARC-044"]


def test_added_member_is_named(packed: Path) -> None:
    put(packed, f"{DOCUMENTS}.hidden")
    assert found(packed) == ["ARC-045"]


def test_empty_folder_is_named(packed: Path) -> None:
    put(packed, f"{DOCUMENTS}xa-c/", b"")
    assert found(packed) == ["ARC-049"]


def test_member_renamed_to_nfd_is_named_as_that(archived: Path, tmp_path: Path) -> None:
    office = copy_of(archived, tmp_path / "office")
    (office / "templates/mẫu.docx").write_bytes(b"x")
    (office / "archive" / f"{NAME}.zip").unlink()
    path = pack_all(office, as_zip=True).bag
    assert path is not None
    assert found(path) == []
    rewrite(path, lambda name, data: (unicodedata.normalize("NFD", name), data))
    assert found(path) == ["ARC-046"]


def test_flipped_bit_in_any_member_is_noticed(packed: Path) -> None:
    whole = packed.read_bytes()
    with zipfile.ZipFile(packed) as archive:
        members = archive.infolist()
    for member in members:
        data = bytearray(whole)
        data[member.header_offset + 30 + len(member.filename) + member.file_size // 2] ^= 4
        packed.write_bytes(bytes(data))
        assert found(packed), member.filename


@pytest.mark.parametrize("size", [0, 1, 30, 1000, -22, -1])
def test_truncated_zip_is_told(packed: Path, size: int) -> None:
    packed.write_bytes(packed.read_bytes()[:size])
    # Cut off behind a Word file, the end is that of a zip too, though of another one.
    assert set(found(packed)) <= {"ARC-039", "ARC-041"}
    assert verify_bags(packed).exit_code == 1


# ---- refused -----------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "../outside.txt",
        "/etc/passwd",
        f"{NAME}/../../outside.txt",
        f"{NAME}/data/../../outside.txt",
        f"{NAME}\\data\\x.txt",
        "C:/x.txt",
        f"{NAME}/data/x:stream",
        f"{NAME}/data/con",
        f"{NAME}/data/nul.pdf",
        f"{NAME}/data/trailing.",
        f"{NAME}/data//x",
        f"{NAME}/./x",
        f"{NAME}/data/line\nbreak",
        f"{NAME}/data/hid\u202eden",
        f"{NAME}/" + "x/" * 600 + "deep",
        f"{NAME}/" + "x" * 250,
    ],
)
def test_member_whose_name_leads_elsewhere_is_refused(packed: Path, name: str) -> None:
    put(packed, name)
    assert "ARC-041" in found(packed)


@pytest.mark.parametrize("name", [f"{DOCUMENTS}{PLAN_A}", f"{DOCUMENTS}XA-A/{PLAN_A.partition('/')[2]}"])
def test_member_that_is_there_twice_is_refused(packed: Path, name: str) -> None:
    put(packed, name)
    assert found(packed) == ["ARC-041"]


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_link_or_device_is_refused(packed: Path, kind: int) -> None:
    info = zipfile.ZipInfo(f"{NAME}/data/link")
    info.create_system, info.external_attr = 3, (kind | 0o777) << 16
    put(packed, info, b"/etc/passwd")
    assert found(packed) == ["ARC-041"]


def test_second_folder_beside_the_bag_is_refused(packed: Path) -> None:
    put(packed, "other/x.txt")
    assert found(packed) == ["ARC-041"]


@pytest.mark.parametrize("names", [[], ["kh-1-001"], ["bagit.txt"], ["kh-1-001/"], ["kh-1-001", "kh-1-001/data/x"]])
def test_zip_without_a_bag_in_a_folder_is_told(tmp_path: Path, names: list[str]) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        for name in names:
            archive.writestr(name, b"")
    assert found(tmp_path / "x.zip")


def test_member_that_unpacks_to_far_more_than_it_is_is_refused(packed: Path) -> None:
    put(packed, f"{NAME}/data/zeros", bytes(3 << 20), zipfile.ZIP_DEFLATED)
    assert found(packed) == ["ARC-041"]


@pytest.mark.parametrize("how", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_member_packed_in_a_way_that_few_programs_know_is_refused(packed: Path, how: int) -> None:
    put(packed, f"{NAME}/data/x", b"x" * 100, how)
    assert found(packed) == ["ARC-041"]


def test_encrypted_member_is_refused(packed: Path) -> None:
    put(packed, f"{NAME}/data/x")
    data = bytearray(packed.read_bytes())
    central = data.rindex(b"PK\x01\x02")
    data[central + 8] |= 1
    packed.write_bytes(bytes(data))
    assert found(packed) == ["ARC-041"]


@pytest.mark.parametrize("limit", ["MAX_MEMBERS", "MAX_MEMBER", "MAX_TOTAL"])
def test_more_than_any_archive_has_is_refused(packed: Path, limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(members, limit, 10)
    assert "ARC-041" in found(packed)


def test_members_that_lie_over_one_another_are_refused(packed: Path) -> None:
    with zipfile.ZipFile(packed) as archive:
        infos = archive.infolist()
        first = max(infos, key=lambda info: info.file_size)
        overlapping = [zipfile.ZipInfo(f"{NAME}/data/{n}") for n in range(100)]
        for info in overlapping:
            info.header_offset, info.CRC = first.header_offset, first.CRC
            info.file_size = info.compress_size = first.file_size
    with zipfile.ZipFile(packed, "a") as archive:
        archive.filelist += overlapping
        archive._didModify = True
    assert "ARC-041" in found(packed)


def test_size_that_the_directory_states_wrongly_is_noticed(packed: Path) -> None:
    data = bytearray(packed.read_bytes())
    central = data.rindex(b"PK\x01\x02")
    struct.pack_into("<II", data, central + 20, 5, 5)
    packed.write_bytes(bytes(data))
    assert codes(lambda: verify_bags(packed)) or found(packed)

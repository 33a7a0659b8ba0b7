"""A zip from outside: its members, or one of four answers, and nothing else."""

import random
import zipfile

import pytest

from gen.zips import MAX_DIRECTORY_BYTES, UnreadableZipError, ZipFault, open_zip, read_member
from tests.support.damaged_zips import packed, wrong_zips
from tests.support.memory import most_bytes_held

MEMBERS = {"a.txt": b"Bao cao " * 400, "b.txt": bytes(range(256)) * 8}
WRONG = wrong_zips(MEMBERS)
READABLE = {"overlapping", "huge-size", "directory-of-no-length"}
"""What some versions of Python read all the same: a member twice, one that is shorter than it states, none."""
FAULTS = {
    "deflate64": ZipFault.PACKING, "unknown-packing": ZipFault.PACKING, "password": ZipFault.PASSWORD,
    "strong-password": ZipFault.PASSWORD, "zip64-that-lies": ZipFault.TOO_LARGE,
}  # fmt: skip


def read(data: bytes) -> dict[str, bytes]:
    with open_zip(data) as archive:
        return {member.filename: read_member(archive, member) for member in archive.infolist()}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_whole_zip_gives_its_members_however_it_is_packed(method: int) -> None:
    assert read(packed(MEMBERS, method)) == MEMBERS


@pytest.mark.parametrize("wrong", sorted(WRONG.keys() - READABLE))
def test_what_is_wrong_is_one_of_four_answers(wrong: str) -> None:
    with pytest.raises(UnreadableZipError) as refused:
        read(WRONG[wrong])
    assert refused.value.fault is FAULTS.get(wrong, refused.value.fault)


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_any_damage_gives_what_was_packed_or_a_refusal(method: int) -> None:
    whole, chance = packed(MEMBERS, method), random.Random(method)
    for _damage in range(150):
        data = bytearray(whole)
        for _flip in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        try:
            found = read(bytes(data))
        except UnreadableZipError:
            continue
        assert set(found.values()) <= set(MEMBERS.values())


def test_list_of_members_beyond_the_bound_is_refused_before_it_is_read() -> None:
    entry = packed({"a": b""}, zipfile.ZIP_STORED)[31:78]
    assert entry.startswith(b"PK\x01\x02")
    many = entry * (MAX_DIRECTORY_BYTES * 4 // len(entry))
    end = b"PK\x05\x06" + bytes(8) + len(many).to_bytes(4, "little") + bytes(6)
    data = many + end
    with most_bytes_held() as held, pytest.raises(UnreadableZipError) as refused:
        read(data)
    assert refused.value.fault is ZipFault.TOO_LARGE
    assert held[0] < MAX_DIRECTORY_BYTES


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_member_that_unpacks_to_more_than_it_states_is_not_held_in_memory(method: int) -> None:
    bomb = bytearray(packed({"a": bytes(40 * 1024 * 1024)}, method))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = bomb.find(mark) + at
        bomb[place : place + 4] = (1000).to_bytes(4, "little")
    with most_bytes_held() as held, pytest.raises(UnreadableZipError):
        read(bytes(bomb))
    assert held[0] < 20 * 1024 * 1024

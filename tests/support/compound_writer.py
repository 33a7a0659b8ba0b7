"""Streams by their paths → a compound file (MS-CFB, version 3), and a message of Outlook made of such streams."""

from __future__ import annotations

import struct
from collections.abc import Mapping

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT, _LIST = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC


def compound_file(streams: Mapping[str, bytes]) -> bytes:  # noqa: C901 – the format in the order in which it is written
    """A compound file with these streams; folders are named by their paths."""
    folders = {path.rsplit("/", depth)[0] for path in streams for depth in range(1, path.count("/") + 1)}
    paths = sorted({*streams, *folders})
    fat: list[int] = []
    sectors: list[bytes] = []

    def put(data: bytes) -> int:
        if not data:
            return _END
        pieces = [data[at : at + _SECTOR].ljust(_SECTOR, b"\0") for at in range(0, len(data), _SECTOR)]
        start = len(fat)
        fat.extend([*range(start + 1, start + len(pieces)), _END])
        sectors.extend(pieces)
        return start

    mini, mini_fat, starts = b"", list[int](), dict[str, int]()
    for path, data in streams.items():
        if len(data) >= _CUTOFF:
            starts[path] = put(data)
        elif data:
            count = -(-len(data) // _MINI)
            starts[path] = len(mini_fat)
            mini_fat += [*range(len(mini_fat) + 1, len(mini_fat) + count), _END]
            mini += data.ljust(count * _MINI, b"\0")
    mini_start = put(mini)
    numbers = {path: number for number, path in enumerate(paths, 1)}

    def children(folder: str) -> list[str]:
        return [path for path in paths if path.rpartition("/")[0] == folder]

    def entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
        wide = name.encode("utf-16-le")
        head = wide.ljust(64, b"\0") + struct.pack("<HBB3L", len(wide) + 2, kind, 1, _FREE, right, child)
        return head + bytes(36) + struct.pack("<LQ", start, size)

    def first(folder: str) -> int:
        return numbers[children(folder)[0]] if children(folder) else _FREE

    table = entry("Root Entry", 5, _FREE, first(""), mini_start, len(mini))
    for path in paths:
        beside = children(path.rpartition("/")[0])
        later = beside[beside.index(path) + 1 :]
        right = numbers[later[0]] if later else _FREE
        name = path.rpartition("/")[2]
        if path in streams:
            table += entry(name, 2, right, _FREE, starts.get(path, _END), len(streams[path]))
        else:
            table += entry(name, 1, right, first(path), 0, 0)
    directory = put(table)
    mini_table = put(struct.pack(f"<{len(mini_fat)}L", *mini_fat)) if mini_fat else _END
    count = next(n for n in range(1, 10_000) if n * _SECTOR // 4 >= len(fat) + n + _more_lists(n))
    own = list(range(len(fat), len(fat) + count))
    more = list(range(len(fat) + count, len(fat) + count + _more_lists(count)))
    fat += [_FAT] * count + [_LIST] * len(more)
    fat += [_FREE] * (count * _SECTOR // 4 - len(fat))
    packed = struct.pack(f"<{len(fat)}L", *fat)
    head = struct.pack(
        "<8s16s5H6x9L", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE, 9, 6,
        0, count, directory, 0, _CUTOFF, mini_table, len(mini_fat) and 1, more[0] if more else _END, len(more),
    )  # fmt: skip
    listed = struct.pack("<109L", *own[:109], *[_FREE] * (109 - count))
    rest = [own[at : at + 127] for at in range(109, count, 127)]
    lists = [
        struct.pack("<128L", *some, *[_FREE] * (127 - len(some)), next_one)
        for some, next_one in zip(rest, [*more[1:], _END], strict=False)
    ]
    return head + listed + b"".join(sectors) + packed + b"".join(lists)


def _more_lists(fat_sectors: int) -> int:
    """Sectors with the places of the table's sectors, beyond the 109 that the header lists."""
    return max(0, -(-(fat_sectors - 109) // 127))


def outlook_message(
    attachments: Mapping[str, bytes | Mapping[str, bytes]], sender: str = "", address: str = ""
) -> bytes:
    """A message with these attachments by their names; a mapping is a message that is attached to it."""
    return compound_file(_message(attachments, sender, address))


def _message(
    attachments: Mapping[str, bytes | Mapping[str, bytes]], sender: str, address: str, within: str = ""
) -> dict[str, bytes]:
    found = {f"{within}__properties_version1.0": bytes(32)}
    for number, text in (("0C1A", sender), ("5D01", address)):
        if text:
            found[f"{within}__substg1.0_{number}001F"] = text.encode("utf-16-le")
    for count, (name, content) in enumerate(attachments.items()):
        folder = f"{within}__attach_version1.0_#{count:08X}/"
        found[f"{folder}__properties_version1.0"] = bytes(8)
        found[f"{folder}__substg1.0_3707001F"] = name.encode("utf-16-le")
        if isinstance(content, bytes):
            found[f"{folder}__substg1.0_37010102"] = content
        else:
            found |= _message(content, "", "", f"{folder}__substg1.0_3701000D/")
    return found

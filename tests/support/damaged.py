"""A whole .docx → as many damaged ones as wanted, each in its own way; the same ones for the same seed."""

import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator

Parts = dict[str, bytes]

_NUMBERS = ("0", "-1", "1", "99999999999", "2147483648", "NaN", "1e9", "", "auto")


def damaged(whole: bytes, count: int, seed: int = 1) -> Iterator[tuple[str, bytes]]:
    """`count` files, each with the name of what was done to it."""
    chance = random.Random(seed)
    ways = [*_OF_FILE, *_OF_PARTS]
    for number in range(count):
        name = ways[number % len(ways)]
        if name in _OF_FILE:
            yield name, _OF_FILE[name](whole, chance)
        else:
            parts = _unpacked(whole)
            _OF_PARTS[name](parts, chance)
            yield name, _packed(parts)


def _unpacked(whole: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(parts: Parts) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return file.getvalue()


def _flipped(data: bytes, chance: random.Random, most: int = 8) -> bytes:
    changed = bytearray(data)
    for _flip in range(chance.randint(1, most)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _cut_at_the_end(data: bytes, chance: random.Random) -> bytes:
    return data[: -chance.randint(1, 60)]


def _with_a_hole(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + bytes(min(512, len(data) - start)) + data[start + 512 :]


def _without_a_piece(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randint(1, 512) :]


def _with_more_at_an_end(data: bytes, chance: random.Random) -> bytes:
    more = chance.randbytes(chance.randint(1, 300))
    return more + data if chance.random() < 0.5 else data + more


def _part(parts: Parts, chance: random.Random) -> str:
    return chance.choice(sorted(parts))


def _xml_part(parts: Parts, chance: random.Random) -> str:
    """Every second time the document itself."""
    return "word/document.xml" if chance.random() < 0.5 else chance.choice(sorted(parts))


def _part_gone(parts: Parts, chance: random.Random) -> None:
    del parts[_part(parts, chance)]


def _part_empty(parts: Parts, chance: random.Random) -> None:
    parts[_part(parts, chance)] = b""


def _part_cut(parts: Parts, chance: random.Random) -> None:
    name = _xml_part(parts, chance)
    parts[name] = _cut(parts[name], chance)


def _part_flipped(parts: Parts, chance: random.Random) -> None:
    name = _xml_part(parts, chance)
    parts[name] = _flipped(parts[name], chance, 2)


def _parts_swapped(parts: Parts, chance: random.Random) -> None:
    one, other = chance.sample(sorted(parts), 2)
    parts[one], parts[other] = parts[other], parts[one]


def _part_of_noise(parts: Parts, chance: random.Random) -> None:
    parts[_part(parts, chance)] = chance.randbytes(chance.randint(1, 4000))


def _part_renamed(parts: Parts, chance: random.Random) -> None:
    name = _part(parts, chance)
    parts[chance.choice(["../", "/", "word/", ""]) + name[::-1]] = parts.pop(name)


def _text_changed(parts: Parts, chance: random.Random) -> None:
    """Letters of the text, and no markup: the file stays readable, and says something else."""
    texts = list(re.finditer(rb"<w:t[^>]*>([^<&]+)</w:t>", parts["word/document.xml"]))
    found = chance.choice(texts)
    changed = bytes(chance.choice(b"abcxyz") for _letter in range(len(found[1])))
    content = parts["word/document.xml"]
    parts["word/document.xml"] = content[: found.start(1)] + changed + content[found.end(1) :]


def _numbers_changed(parts: Parts, chance: random.Random) -> None:
    """Some of the figures in the markup: sizes, widths, spans, identifiers."""
    name = _xml_part(parts, chance)

    def other(found: re.Match[bytes]) -> bytes:
        return b'"' + chance.choice(_NUMBERS).encode() + b'"' if chance.random() < 0.05 else found[0]

    parts[name] = re.sub(rb'"-?\d+"', other, parts[name])


def _element_gone(parts: Parts, chance: random.Random) -> None:
    """One element that has no content, or the tags of one that has."""
    name = _xml_part(parts, chance)
    tags = list(re.finditer(rb"<w:[A-Za-z]+[^<>]*/>", parts[name]))
    if tags:
        found = chance.choice(tags)
        parts[name] = parts[name][: found.start()] + parts[name][found.end() :]


def _element_repeated(parts: Parts, chance: random.Random) -> None:
    name = _xml_part(parts, chance)
    tags = list(re.finditer(rb"<w:(r|p|tc|tr|tbl)>.*?</w:\1>", parts[name]))
    if tags:
        found = chance.choice(tags)
        parts[name] = parts[name][: found.end()] + found[0] * chance.randint(1, 30) + parts[name][found.end() :]


def _element_called_otherwise(parts: Parts, chance: random.Random) -> None:
    name = _xml_part(parts, chance)
    one = chance.choice([b"tc", b"tr", b"tbl", b"r", b"p", b"pPr", b"rPr", b"sectPr", b"sdtContent", b"body"])
    other = chance.choice([b"tc", b"tbl", b"p", b"r", b"hyperlink", b"x", b"txbxContent", b"sdt"])
    parts[name] = re.sub(rb"(</?w:)" + one + rb"(?=[ />])", rb"\g<1>" + other, parts[name])


_OF_FILE: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "cut": _cut,
    "cut-at-the-end": _cut_at_the_end,
    "flipped": _flipped,
    "with-a-hole": _with_a_hole,
    "without-a-piece": _without_a_piece,
    "with-more-at-an-end": _with_more_at_an_end,
}
_OF_PARTS: dict[str, Callable[[Parts, random.Random], None]] = {
    "part-gone": _part_gone,
    "part-empty": _part_empty,
    "part-cut": _part_cut,
    "part-flipped": _part_flipped,
    "parts-swapped": _parts_swapped,
    "part-of-noise": _part_of_noise,
    "part-renamed": _part_renamed,
    "text-changed": _text_changed,
    "numbers-changed": _numbers_changed,
    "element-gone": _element_gone,
    "element-repeated": _element_repeated,
    "element-called-otherwise": _element_called_otherwise,
}

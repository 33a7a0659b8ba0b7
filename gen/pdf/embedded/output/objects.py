"""Objects of a PDF → its bytes (ISO 32000-1, 7.3 to 7.5): the same objects give the same bytes.

At PDF 1.4, which PDF/A-1 asks for, every object is written by itself; at 1.7 all but the streams are packed together.
"""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass, field

_LEVEL = 6
"""The compression level of streams; the next ones take twice the time for a hundredth of the size."""
_TOGETHER = 2000
"""One stream holds at most so many objects."""
_BINARY = b"%\xe2\xe3\xcf\xd3\n"


def text_string(text: str) -> str:
    """`text` as a string of text (7.9.2.2)."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def reference(number: int) -> str:
    """The reference to the object `number`."""
    return f"{number} 0 R"


@dataclass(slots=True)
class PdfObjects:
    """The objects of a PDF, numbered from 1 in the order in which they are added; `packed` as PDF 1.7 allows."""

    packed: bool
    _bodies: list[bytes] = field(default_factory=list)
    _streams: set[int] = field(default_factory=set)

    def reserve(self) -> int:
        """A number for an object that is put later."""
        self._bodies.append(b"")
        return len(self._bodies)

    def put(self, number: int, body: str) -> None:
        """Give the object of a reserved number its body."""
        self._bodies[number - 1] = body.encode("ascii")

    def add(self, body: str) -> int:
        """A new object."""
        self._bodies.append(body.encode("ascii"))
        return len(self._bodies)

    def stream(self, data: bytes, entries: str = "", *, packed: bool = True) -> int:
        """A new stream of `data` with these `entries` in its dictionary; `packed` compresses it."""
        if packed:
            data, entries = zlib.compress(data, _LEVEL), f"/Filter/FlateDecode{entries}"
        head = f"<</Length {len(data)}{entries}>>\nstream\n".encode("ascii")
        self._bodies.append(head + data + b"\nendstream")
        self._streams.add(len(self._bodies))
        return len(self._bodies)

    def file(self, root: int, info: int) -> bytes:
        """The bytes of the file; `root` and `info` are the numbers of its catalogue and its Info dictionary."""
        digest = hashlib.sha256(b"\n".join(self._bodies)).hexdigest()[:32].upper()
        trailer = f"/Root {reference(root)}/Info {reference(info)}/ID[<{digest}><{digest}>]"
        return self._packed_file(trailer) if self.packed else self._plain_file(trailer)

    def _plain_file(self, trailer: str) -> bytes:
        """7.5.4 and 7.5.5: a cross-reference table, and a trailer."""
        pieces, places = [b"%PDF-1.4\n" + _BINARY], [0]
        at = len(pieces[0])
        for number, body in enumerate(self._bodies, 1):
            places.append(at)
            pieces.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
            at += len(pieces[-1])
        table = b"".join([b"%010d 00000 n \n" % place for place in places[1:]])
        head = b"xref\n0 %d\n0000000000 65535 f \n" % len(places)
        end = f"trailer\n<</Size {len(places)}{trailer}>>\nstartxref\n{at}\n%%EOF\n".encode("ascii")
        return b"".join([*pieces, head, table, end])

    def _packed_file(self, trailer: str) -> bytes:
        """7.5.7 and 7.5.8: object streams, and a cross-reference stream."""
        inside = [number for number in range(1, len(self._bodies) + 1) if number not in self._streams]
        outside = {number: self._bodies[number - 1] for number in sorted(self._streams)}
        places = {0: _place(0, 0, 0)}
        for start in range(0, len(inside), _TOGETHER):
            container = len(self._bodies) + 1 + start // _TOGETHER
            contained = inside[start : start + _TOGETHER]
            outside[container] = self._container(contained)
            places |= {number: _place(2, container, index) for index, number in enumerate(contained)}
        pieces, at = [b"%PDF-1.7\n" + _BINARY], 9 + len(_BINARY)
        for number, body in outside.items():
            places[number] = _place(1, at, 0)
            pieces.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
            at += len(pieces[-1])
        table = len(places)
        places[table] = _place(1, at, 0)
        rows = zlib.compress(b"".join([places[number] for number in range(table + 1)]), _LEVEL)
        entries = f"/Type/XRef/Size {table + 1}/W[1 4 4]/Filter/FlateDecode/Length {len(rows)}{trailer}"
        last = f"{table} 0 obj\n<<{entries}>>\nstream\n".encode("ascii") + rows + b"\nendstream\nendobj\n"
        return b"".join([*pieces, last, f"startxref\n{at}\n%%EOF\n".encode("ascii")])

    def _container(self, numbers: list[int]) -> bytes:
        """The object stream that holds these objects."""
        heads, at = [], 0
        for number in numbers:
            heads.append(b"%d %d" % (number, at))
            at += len(self._bodies[number - 1]) + 1
        first = b" ".join(heads) + b" "
        compressed = zlib.compress(first + b"\n".join([self._bodies[number - 1] for number in numbers]), _LEVEL)
        entries = f"/Type/ObjStm/N {len(numbers)}/First {len(first)}/Filter/FlateDecode/Length {len(compressed)}"
        return f"<<{entries}>>\nstream\n".encode("ascii") + compressed + b"\nendstream"


def _place(kind: int, first: int, second: int) -> bytes:
    """An entry of the cross-reference stream: 7.5.8.3."""
    return bytes([kind]) + first.to_bytes(4, "big") + second.to_bytes(4, "big")

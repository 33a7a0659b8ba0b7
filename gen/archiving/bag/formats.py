"""A bag → the format that it states; what is said where a newer version of the program wrote it, or a file in it."""

from __future__ import annotations

from gen import diagnostics
from gen.archiving.bag import tag_files
from gen.archiving.bag.layout import BAG_FORMAT, BAG_INFO, FIRST_BAG_FORMAT, FORMAT_ELEMENT
from gen.archiving.bag.members import BagMembers, read_member
from gen.errors import Diagnostic, Location
from gen.versions import NewerFormatError

_FORMATS = {str(number): number for number in (FIRST_BAG_FORMAT, BAG_FORMAT)}
_MAX_INFO = 1 << 20


def read_bag_format(members: BagMembers) -> int:
    """The format that bag-info.txt states; a bag that states none is of the first.

    Raises NewerFormatError where it states one that this version does not know.
    """
    info = tag_files.read_elements(read_member(members, BAG_INFO, _MAX_INFO) or b"")
    stated = ", ".join(info.get(FORMAT_ELEMENT, [str(FIRST_BAG_FORMAT)]))
    if stated not in _FORMATS:
        raise NewerFormatError(stated)
    return _FORMATS[stated]


def newer_format_error(place: Location, name: str) -> Diagnostic:
    """The error (ARC-097) that a newer version wrote the bag or the file called `name`: it is not damaged."""
    return diagnostics.archive.NEWER_FORMAT.at(place, name=name)

"""A plan's id and an issue's number → the paths and names in a bag, the same for packing and verifying.

<plan id>-001/                     or the same in <plan id>-001.zip
  bagit.txt  bag-info.txt          RFC 8493
  manifest-*.txt  tagmanifest-*.txt
  chain.json                       what the issue before was
  data/
    index.csv  muc-luc-ho-so.pdf   the index of the documents, and the same to be printed
    documents/                     the plan's folder as it was built, with its manifest.json
    plan/                          the plan, its registry, its templates: enough to build it again
      revisions/<plan id>/         every text of the plan that was used
    returns/                       what came back, and what was made of it: from the second format of bags on
      received.json                whose each received file is, and what became of it
      files/aa/<sha256>.docx       the files as they were received
      sent/<sha256>.docx  .json    reminders and consolidated reports, each with its record
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

DATA = "data/"
DOCUMENTS = "documents/"
PLAN_FOLDER = "plan/"
PLAN_NAME = "plan/plan.yaml"
ISSUED = "plan/plan.issued.json"
TEMPLATES = "plan/templates/"
INDEX = "index.csv"
REGISTER = "muc-luc-ho-so.pdf"
BUILD_MANIFEST = "documents/manifest.json"
CHAIN = "chain.json"
BAGIT, BAG_INFO = "bagit.txt", "bag-info.txt"
BAG_FORMAT, FIRST_BAG_FORMAT = 2, 1
FORMAT_ELEMENT = "Gen-Bag-Format"
"""The element of bag-info.txt that states the format of the bag as a whole: its folders and the columns of its index.
A bag of the first format states none, and holds neither revisions nor returns."""
REVISIONS = "plan/revisions/"
RETURNS = "returns/"
RECEIVED = "returns/received.json"
RECEIVED_FILES = "returns/files/"
SENT = "returns/sent/"
FETCH = "fetch.txt"
"""The tag file by which a bag says where the rest of it is to be fetched from; no bag of an archive has one."""

ALGORITHMS = ("sha256", "sha512")
WAITING_FOLDER = "signed"
"""The folder beside the bags: signed copies that wait for the next issue."""

SIGNED_MARK = ".ban-ky-"
"""Part of the name of a signed copy, which is kept beside its draft: ke-hoach-xa-a.ban-ky-1.pdf."""

MAX_NAME, MAX_PATH = 200, 1000
"""Bytes of one name, and of a whole path: some file system truncates or refuses longer ones."""

_BAG = re.compile(r"(?P<plan>[a-z0-9]+(?:-[a-z0-9]+)*)-(?P<issue>\d{3,9})(?P<zip>\.zip)?", re.ASCII)
_DEVICE_NAMES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE | re.ASCII)
_FORBIDDEN = frozenset('<>:"\\|?*%')


def archive_beside(plan: Path) -> Path:
    """The default folder of bags: `archive` beside the file `plan`."""
    return plan.parent / "archive"


def manifest_name(algorithm: str) -> str:
    """The tag file that lists the payload's checksums."""
    return f"manifest-{algorithm}.txt"


def tagmanifest_name(algorithm: str) -> str:
    """The tag file that lists the checksums of the other tag files."""
    return f"tagmanifest-{algorithm}.txt"


def bag_name(plan_id: str, issue: int) -> str:
    """The name of an issue: kh-1472-tuan-giao-001."""
    return f"{plan_id}-{issue:03d}"


def parse_bag_name(name: str) -> tuple[str, int] | None:
    """The plan's id and the issue's number in `name`, a folder's or a zip's; None where it is no name of a bag."""
    match = _BAG.fullmatch(name)
    return (match["plan"], int(match["issue"])) if match else None


def is_safe(path: str) -> bool:
    """Whether `path` means the same file within its folder on every system.

    It leads neither up nor out, has nothing that Windows or a zip reads differently and no control characters, and its
    letters are in NFC.
    """
    if not path or len(path.encode("utf-8", "surrogatepass")) > MAX_PATH or unicodedata.normalize("NFC", path) != path:
        return False
    return all(_is_safe_name(name) for name in path.split("/"))


def is_signed_copy(path: str) -> bool:
    """Whether the file at `path` is a signed copy, or the record of one."""
    return SIGNED_MARK in path.rpartition("/")[2]


def _is_safe_name(name: str) -> bool:
    if not name or name[-1] in " ." or name[0] == " " or _DEVICE_NAMES.fullmatch(name):
        return False
    if len(name.encode("utf-8", "surrogatepass")) > MAX_NAME or _FORBIDDEN.intersection(name):
        return False
    return all(unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Zl", "Zp") for letter in name)

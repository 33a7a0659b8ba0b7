"""Files in a staging folder → a bag in its place, as a folder or a zip, whole or not at all.

bagit-python makes the bag; afterwards this module corrects what an archive needs otherwise: the version of RFC 8493
(bagit writes 0.97), the order of the tag manifests (bagit takes the disk's), no date of today, no name of its release.
"""

from __future__ import annotations

import errno
import logging
import os
import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import bagit

from gen import diagnostics
from gen.archiving.bag.layout import ALGORITHMS, BAGIT, CHAIN, tagmanifest_name
from gen.errors import GenError, Location
from gen.files import remove_tree, sync_file, sync_folder, sync_tree
from gen.os_errors import describe_os_error
from gen.zips import UNIX

logging.getLogger("bagit").addHandler(logging.NullHandler())  # this program reports what it finds, once and in words

_DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_DATE = "Bagging-Date"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_READ_ONLY = 0o444
_WRITABLE = 0o644


@contextmanager
def open_staging_folder(place: Path, name: str) -> Iterator[Path]:
    """A folder beside the bag's place in which its files are collected; it is removed afterwards.

    Raises GenError ARC-008 where nothing can be written there.
    """
    outer = place / f".{name}.{os.getpid()}.part"
    try:
        remove_tree(outer)
        (outer / name).mkdir(parents=True)
        yield outer / name
    except OSError as error:
        where = Location(error.filename or str(place))
        raise GenError.one(diagnostics.archive.NOT_WRITABLE.at(where, reason=describe_os_error(error))) from None
    finally:
        remove_tree(outer)


def remove_staging_leftovers(place: Path, plan_id: str) -> None:
    """Remove the staging folders that killed runs left of a plan's issues; no other run may be packing that plan."""
    pattern = re.compile(rf"\.{re.escape(plan_id)}-\d{{3,9}}\.\d+\.part")
    with suppress(OSError):
        for entry in [*os.scandir(place)]:
            if pattern.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False):
                remove_tree(Path(entry))


def make_bag(folder: Path, info: Mapping[str, str], chain: bytes) -> None:
    """Turn `folder`, which holds the payload, into a bag with `info` in bag-info.txt and `chain` as chain.json.

    Raises GenError ARC-014 where the bag does not validate once it is written.
    """
    folder = folder.resolve()  # bagit changes the current folder
    try:
        bag = bagit.make_bag(str(folder), dict(info), checksums=list(ALGORITHMS))
        (folder / CHAIN).write_bytes(chain)
        (folder / BAGIT).write_text(_DECLARATION, encoding="utf-8", newline="\n")
        if _DATE not in info:
            del bag.info[_DATE]
        bag.save()
        for algorithm in ALGORITHMS:
            _sort_manifest(folder / tagmanifest_name(algorithm))
        bagit.Bag(str(folder)).validate()
    except bagit.BagError as error:
        found = diagnostics.archive.BAG_READS_OTHERWISE.at(Location(str(folder)), reason=error)
        raise GenError.one(found) from None


def _sort_manifest(path: Path) -> None:
    """Sort a manifest by its paths, each after two spaces as in the payload's manifest (RFC 8493, 2.1.3)."""
    entries = sorted(line.split(maxsplit=1)[::-1] for line in path.read_text(encoding="utf-8").splitlines())
    text = "".join(f"{digest}  {name}\n" for name, digest in entries)
    path.write_text(text, encoding="utf-8", newline="\n")


def move_into_place(folder: Path, target: Path) -> None:
    """Move the finished bag to `target`: as a zip where its name ends so, else as the folder, write-protected.

    All of it is on the disk before it has its name. Raises GenError ARC-010 where the target exists already: an issue
    is never overwritten.
    """
    try:
        if target.suffix == ".zip":
            packed = folder.with_suffix(".zip")
            _zip_bag(folder, packed)
            sync_file(packed)
            _rename(packed, target)
        else:
            sync_tree(folder)
            for path in _list_files(folder):
                path.chmod(_READ_ONLY)  # a spreadsheet that saves the index on closing would damage the bag
            _rename(folder, target)
        sync_folder(target.parent)
    except OSError as error:
        if error.errno not in (errno.EEXIST, errno.ENOTEMPTY):
            raise
        found = diagnostics.archive.ISSUE_THERE_ALREADY.at(Location(str(target)), name=target.name)
        raise GenError.one(found) from None


def _rename(source: Path, target: Path) -> None:
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    if source.is_dir():
        os.rename(source, target)  # never over a folder with something in it
        return
    try:
        os.link(source, target)  # a rename would replace a file that appeared meanwhile, a link does not
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        os.rename(source, target)
    else:
        source.unlink()  # now: write-protected by its other name, Windows would not remove it any more
    with suppress(OSError):
        target.chmod(_READ_ONLY)


def _zip_bag(folder: Path, target: Path) -> None:
    """Store all of `folder` under its name, uncompressed and without times, so that it is easy to read for decades."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for path in _list_files(folder):
            info = zipfile.ZipInfo(f"{folder.name}/{path.relative_to(folder).as_posix()}", _EPOCH)
            info.create_system = UNIX
            info.external_attr = (0o100000 | _WRITABLE) << 16
            info.file_size = path.stat().st_size
            with path.open("rb") as file, archive.open(info, "w") as member:
                shutil.copyfileobj(file, member)


def _list_files(folder: Path) -> list[Path]:
    found = [path for path in folder.rglob("*") if path.is_file()]
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())

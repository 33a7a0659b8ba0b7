"""An address → an open database with the current tables: a file beside the plan, or PostgreSQL by DATABASE_URL."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

import dj_database_url
import django
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor

from gen import diagnostics
from gen.errors import GenError
from gen.locale import _
from gen.os_errors import describe_os_error

URL = "DATABASE_URL"
FILE_NAME = "returns.sqlite3"
_APP = "gen_store"
_LOCK_SECONDS = 30
"""Seconds to wait for a database that another command is writing to."""


_SYSTEM_ERRORS = {
    sqlite3.SQLITE_BUSY: errno.EBUSY, sqlite3.SQLITE_LOCKED: errno.EBUSY, sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EROFS, sqlite3.SQLITE_IOERR: errno.EIO, sqlite3.SQLITE_PERM: errno.EACCES,
}  # fmt: skip
"""What SQLite says of a file that is whole, as the system says it."""
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_PRIMARY = 0xFF
"""The part of an error's code that is its kind; the rest is which function met it."""


class StoreError(GenError):
    """The store cannot be opened, or cannot store a file."""


def has_store(folder: Path) -> bool:
    """Whether there is a database to open: an empty file is none, a server is asked when it is opened."""
    try:
        return bool(os.environ.get(URL)) or (folder / FILE_NAME).stat().st_size > 0
    except FileNotFoundError:
        return False
    except OSError:
        return True  # whoever opens it says why it cannot be


def connect(folder: Path, exclusively: AbstractContextManager[None] | None = None) -> None:
    """Open the database that DATABASE_URL names, else the file in `folder`, and bring its tables up to date.

    `exclusively` is held while tables are made or changed; a database that is up to date is not written to.

    Raises StoreError RET-001 where it cannot be reached, RET-018 where its file is damaged, or no database, RET-021
    where a newer version of the program made its tables.
    """
    url = os.environ.get(URL, "")
    try:
        if not url:
            folder.mkdir(parents=True, exist_ok=True)
        _configure_django(_database_of_url(url) if url else _database_in_folder(folder))
        missing, is_newer = _compare_tables()
        if missing and not is_newer:
            with exclusively or nullcontext():
                call_command("migrate", _APP, verbosity=0, interactive=False)
        problem = _find_damage()
    except (DatabaseError, ImproperlyConfigured, OSError, ValueError, dj_database_url.UnknownSchemeError) as error:
        where = URL if url else str(folder / FILE_NAME)
        mistake = diagnostics.returns.STORE_DAMAGED if _is_damage(error) else diagnostics.returns.STORE_NOT_OPEN
        raise StoreError.one(mistake.at(where=where, reason=_reason(error))) from None
    if problem:
        raise StoreError.one(diagnostics.returns.STORE_DAMAGED.at(where=_place(), reason=problem))
    if is_newer:
        raise StoreError.one(diagnostics.returns.STORE_NEWER.at(where=_place()))


def _compare_tables() -> tuple[bool, bool]:
    """Whether the tables lack changes that this version makes, and whether they have some that it does not know."""
    loader = MigrationExecutor(connections["default"]).loader
    applied = {node for node in loader.applied_migrations if node[0] == _APP}
    known = {node for node in loader.graph.nodes if node[0] == _APP}
    return bool(known - applied), bool(applied - known)


@contextmanager
def store_errors() -> Iterator[None]:
    """What the database says of its file, once it is open, as StoreError: RET-018 where it is damaged, else RET-019.

    A page that is damaged may give values of any kind: what they raise counts where the database itself finds damage.
    """
    try:
        yield
    except DatabaseError as error:
        mistake = diagnostics.returns.STORE_DAMAGED if _is_damage(error) else diagnostics.returns.STORE_NOT_USABLE
        raise StoreError.one(mistake.at(where=_place(), reason=_reason(error))) from None
    except (ValueError, TypeError, AttributeError, LookupError, ArithmeticError):
        problem = _find_damage(thoroughly=True)
        if not problem:
            raise
        raise StoreError.one(diagnostics.returns.STORE_DAMAGED.at(where=_place(), reason=problem)) from None


def _place() -> str:
    """The database's file, or the variable that names it."""
    return URL if os.environ.get(URL) else str(connections["default"].settings_dict["NAME"])


def _find_damage(*, thoroughly: bool = False) -> str:
    """What SQLite finds wrong with the pages of its file; empty where nothing is, and for a server."""
    link = connections["default"]
    if link.vendor != "sqlite":
        return ""
    try:
        with link.cursor() as cursor:
            found = cursor.execute(f"PRAGMA {'integrity_check' if thoroughly else 'quick_check'}(1)").fetchone()
    except DatabaseError as error:
        if not _is_damage(error):
            raise
        return _reason(error)
    return "" if found == ("ok",) else _("pages of it are not as they were written")


def _code(error: Exception) -> int:
    return getattr(error.__cause__, "sqlite_errorcode", 0) & _PRIMARY


def _is_damage(error: Exception) -> bool:
    return _code(error) in _DAMAGED


def _reason(error: Exception) -> str:
    """Why a database cannot be used, in the user's words where they are known."""
    if isinstance(error, OSError):
        return describe_os_error(error)
    if _is_damage(error):
        return _("pages of it are not as they were written")
    if number := _SYSTEM_ERRORS.get(_code(error)):
        return describe_os_error(OSError(number, ""))
    if _code(error) == sqlite3.SQLITE_CANTOPEN and (refused := _try_to_open(Path(_place()))):
        return describe_os_error(refused)
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__


def _try_to_open(path: Path) -> OSError | None:
    """What the system says of a file that SQLite cannot open; SQLite itself does not tell."""
    try:
        with path.open("r+b"):
            return None
    except OSError as error:
        return error


def _database_of_url(url: str) -> dict[str, object]:
    return {**dj_database_url.parse(url), "CONN_MAX_AGE": 0}


def _database_in_folder(folder: Path) -> dict[str, object]:
    # IMMEDIATE: a writing command waits at its start, instead of a refusal in the middle of its transaction.
    # FULL: what was stored is on the disk before the command says so, and a power cut leaves no half of it.
    options = {
        "timeout": _LOCK_SECONDS, "transaction_mode": "IMMEDIATE", "init_command": "PRAGMA synchronous=FULL",
    }  # fmt: skip
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / FILE_NAME), "OPTIONS": options}


def _configure_django(database: dict[str, object]) -> None:
    """Configure Django at the first call; later calls change to `database`; a site with its own settings keeps them."""
    if not settings.configured:
        settings.configure(
            DATABASES={"default": database}, INSTALLED_APPS=["gen.store"], USE_TZ=True, TIME_ZONE="UTC",
            DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        )  # fmt: skip
    elif "default" in connections.settings and connections.settings["default"] != database:
        connections["default"].close()
        del connections["default"]
        connections.settings = connections.configure_settings({"default": database})
    if not apps.ready:
        django.setup()


def disconnect() -> None:
    """Close the database, so that its file can be moved or deleted on Windows too."""
    if settings.configured:
        connections.close_all()

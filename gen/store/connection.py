"""An address → an open database with the current tables: a file beside the plan, or PostgreSQL by DATABASE_URL."""

from __future__ import annotations

import os
from pathlib import Path

import dj_database_url
import django
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DatabaseError, connections

from gen import diagnostics
from gen.errors import GenError

URL = "DATABASE_URL"
FILE_NAME = "returns.sqlite3"
_LOCK_SECONDS = 30
"""Seconds to wait for a database that another command is writing to."""


class StoreError(GenError):
    """The store cannot be opened, or cannot store a file."""


def connect(folder: Path) -> None:
    """Open the database that DATABASE_URL names, else the file in `folder`, and bring its tables up to date.

    Raises StoreError RET-001 where it cannot be reached, or is no database.
    """
    url = os.environ.get(URL, "")
    try:
        if not url:
            folder.mkdir(parents=True, exist_ok=True)
        _configure_django(_database_of_url(url) if url else _database_in_folder(folder))
        call_command("migrate", "gen_store", verbosity=0, interactive=False)
    except (DatabaseError, ImproperlyConfigured, OSError, ValueError, dj_database_url.UnknownSchemeError) as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        where = URL if url else str(folder / FILE_NAME)
        raise StoreError.one(diagnostics.returns.STORE_NOT_OPEN.at(where=where, reason=reason)) from None


def _database_of_url(url: str) -> dict[str, object]:
    return {**dj_database_url.parse(url), "CONN_MAX_AGE": 0}


def _database_in_folder(folder: Path) -> dict[str, object]:
    # IMMEDIATE: a writing command waits at its start, instead of a refusal in the middle of its transaction.
    options = {"timeout": _LOCK_SECONDS, "transaction_mode": "IMMEDIATE"}
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
    connections.close_all()

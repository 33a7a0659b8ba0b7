"""The log → the same log, in which the database itself refuses to change or delete rows."""

from __future__ import annotations

from typing import Any

from django.db import migrations

_TABLE = "gen_store_log"
_SQLITE = """
CREATE TRIGGER {table}_no_{event} BEFORE {event} ON {table} BEGIN SELECT RAISE(ABORT, 'the log only grows'); END
"""
_POSTGRES = """
CREATE FUNCTION {table}_only_grows() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the log only grows'; END $$;
CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION {table}_only_grows();
"""


def _guard(_apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(_POSTGRES.format(table=_TABLE), params=None)
    else:
        for event in ("update", "delete"):
            editor.execute(_SQLITE.format(table=_TABLE, event=event), params=None)


class Migration(migrations.Migration):
    """Triggers on the log."""

    dependencies = (("gen_store", "0001_initial"),)
    operations = (migrations.RunPython(_guard, migrations.RunPython.noop),)

"""Submissions that point at what supersedes them → submissions, and the decisions and corrections made about them.

The column superseded_by stays in the tables, as earlier versions left it: nothing reads or writes it any more, since
what counts follows from when each thing was received and decided.
"""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

_TABLES = ("gen_store_decision", "gen_store_correction")
_SQLITE = """
CREATE TRIGGER {table}_no_{event} BEFORE {event} ON {table} BEGIN SELECT RAISE(ABORT, 'the table only grows'); END
"""
_POSTGRES = """
CREATE FUNCTION {table}_only_grows() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the table only grows'; END $$;
CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION {table}_only_grows();
"""


def _guard(_apps: Any, editor: Any) -> None:
    for table in _TABLES:
        if editor.connection.vendor == "postgresql":
            editor.execute(_POSTGRES.format(table=table), params=None)
        else:
            for event in ("update", "delete"):
                editor.execute(_SQLITE.format(table=table, event=event), params=None)


def _refers(table: str, related_name: str, *, null: bool = False) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        null=null, on_delete=django.db.models.deletion.PROTECT, related_name=related_name, to=f"gen_store.{table}"
    )


def _row_id() -> models.BigAutoField[Any, Any]:
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    """The kind of a submission, decisions, corrections, and the triggers on these."""

    dependencies = (("gen_store", "0002_log_only_grows"),)
    operations = (
        migrations.AddField("submission", "kind", models.CharField(default="form", max_length=10)),
        migrations.AddField("submission", "plan_revision", models.CharField(blank=True, default="", max_length=64)),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveIndex("submission", "counts_in_period"),
                migrations.RemoveField("submission", "superseded_by"),
            ]
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", _row_id()),
                ("action", models.CharField(max_length=10)),
                ("at", models.DateTimeField()),
                ("reason", models.TextField()),
                ("period", _refers("period", "decisions", null=True)),
                ("submission", _refers("submission", "decisions")),
            ],
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", _row_id()),
                ("code", models.CharField(blank=True, max_length=60)),
                ("field", models.CharField(max_length=20)),
                ("kind", models.CharField(max_length=10)),
                ("text", models.TextField(blank=True)),
                ("number", models.DecimalField(decimal_places=6, max_digits=30, null=True)),
                ("percent", models.BooleanField(default=False)),
                ("reason", models.TextField()),
                ("at", models.DateTimeField()),
                ("plan_revision", models.CharField(blank=True, max_length=64)),
                ("period", _refers("period", "corrections")),
                ("plan", _refers("plan", "corrections")),
                ("unit", _refers("unit", "corrections")),
            ],
        ),
        migrations.RunPython(_guard, migrations.RunPython.noop),
    )

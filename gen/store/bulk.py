"""Rows of plain values → a table of the store: for tables of which one call fills hundreds of thousands of rows.

Django's `bulk_create` makes an object of each row and an expression of each value; half of the time in which forms are
collected went there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import BooleanField, CharField, Model, TextField

_AS_THEY_ARE = (CharField, TextField, BooleanField)
"""Fields whose values a database takes as Python has them."""


def insert_rows(model: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert `rows` into the table of `model`, whose values are those of the fields called `names`, in their order.

    A relation is called by its column and given by the key of its object: submission_id. All other fields of the model
    need a default in the database, or take NULL. Raises django.db.DatabaseError.
    """
    fields = [next(field for field in model._meta.concrete_fields if field.attname == name) for name in names]
    link = connections[DEFAULT_DB_ALIAS]  # `connection` would ask for it again at each value
    special = [
        (place, _remembering(partial(field.get_db_prep_save, connection=link)))
        for place, field in enumerate(fields)
        if not isinstance(field, _AS_THEY_ARE)
    ]

    def prepare(row: Sequence[Any]) -> list[Any]:
        values = list(row)
        for place, as_stored in special:
            values[place] = as_stored(values[place])
        return values

    quote = link.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608 – names of ours
    with link.cursor() as cursor:
        cursor.executemany(statement, [prepare(row) for row in rows])


def _remembering(prepare: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """`prepare`, called once for values that are written alike, as long as one call inserts its rows.

    Whole columns say nothing, have no doubts, or have the number of the same object.
    """
    known: dict[str, Any] = {}

    def as_stored(value: Any) -> Any:
        written = repr(value)  # not the value: lists have no hash, and -0 equals 0
        if written not in known:
            known[written] = prepare(value)
        return known[written]

    return as_stored

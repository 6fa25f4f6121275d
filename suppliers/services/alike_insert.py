"""Inserting many rows that differ from one another in a few fields only.

`bulk_create` prepares every field of every row. A supplier has some seventy, a row of a file fills twenty: the others are
prepared once here. The statement is the one Django itself makes for the prototype.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connections, models, router
from django.db.models.sql import InsertQuery


def insert_alike(prototype: models.Model, names: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert one row per mapping: the values of `names` from it, all others from the unsaved prototype.

    Errors of the database come through as they do from a save. Keys are not told: ask for them by a unique field.
    """
    model = type(prototype)
    using = router.db_for_write(model)
    connection = connections[using]
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]  # noqa: SLF001 -- Django's public-by-custom API
    query = InsertQuery(model)
    query.insert_values(fields, [prototype])
    ((sql, parameters),) = query.get_compiler(using=using).as_sql()
    places = [(index, field) for index, field in enumerate(fields) if field.name in names or field.attname in names]

    def prepared() -> Iterable[list[Any]]:
        for row in rows:
            values = list(parameters)
            for index, field in places:
                value = row[field.name] if field.name in row else row[field.attname]
                values[index] = field.get_db_prep_save(value, connection)
            yield values

    with connection.cursor() as cursor:
        cursor.executemany(sql, list(prepared()))

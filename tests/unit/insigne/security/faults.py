"""Faults of the database itself, on SQLite and on PostgreSQL: an insert that is refused, a row that is changed."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def refusing(table: str, message: str = "broken", where: str = "") -> Iterator[None]:
    """Have every insert into `table` refused, or those for which the SQL `where` holds (the row is `NEW`)."""
    _run(*_refuse(table, message, where))
    try:
        yield
    finally:
        _run(*_allow(table))


def _refuse(table: str, message: str, where: str) -> list[str]:
    when = f"WHEN ({where})" if where else ""
    if connection.vendor == "sqlite":
        return [
            f"CREATE TRIGGER refused BEFORE INSERT ON {table} {when} BEGIN SELECT RAISE(ABORT, '{message}'); END"
        ]
    return [
        f"CREATE FUNCTION refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION '{message}'; END $$ LANGUAGE plpgsql",
        f"CREATE TRIGGER refused BEFORE INSERT ON {table} FOR EACH ROW {when} EXECUTE FUNCTION refuse()",
    ]


def _allow(table: str) -> list[str]:
    if connection.vendor == "sqlite":
        return ["DROP TRIGGER refused"]
    return [f"DROP TRIGGER refused ON {table}", "DROP FUNCTION refuse()"]


def _run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def literal(identifier: object) -> str:
    """Return an id as it stands in SQL: SQLite keeps it as 32 digits."""
    text = str(identifier)
    return "'" + (text.replace("-", "") if connection.vendor == "sqlite" else text) + "'"


def change(table: str, setting: str, identifier: object) -> None:
    """Change one row behind the server's back."""
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {setting} WHERE id = {literal(identifier)}")
        assert cursor.rowcount == 1

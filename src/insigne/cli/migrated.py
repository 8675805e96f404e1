"""Whether the tables are those of this version, asked without loading the contexts: a second start is quick.

The names of the migrations on disk are compared with those that the database says were applied: one query.
"""

import sqlite3
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import psycopg
from django.conf import settings

_QUERY = "SELECT app, name FROM django_migrations"


def tables_are_ours(database: Mapping[str, object]) -> bool:
    """Return whether every migration of every installed app was applied; False whenever that cannot be told.

    `database` is one entry of Django's DATABASES.
    """
    try:
        applied = set(_applied({key: str(value) for key, value in database.items()}))
    except (sqlite3.Error, psycopg.Error, OSError):
        return False
    return bool(applied) and _known() <= applied


def _known() -> set[tuple[str, str]]:
    found = set()
    for app in settings.INSTALLED_APPS:
        package = app.partition(".apps.")[0]
        spec = find_spec(package)
        for place in (spec.submodule_search_locations or ()) if spec else ():
            for path in (Path(place) / "migrations").glob("[0-9]*.py"):
                found.add((package.rpartition(".")[2], path.stem))
    return found


def _applied(database: Mapping[str, str]) -> list[tuple[str, str]]:
    if database["ENGINE"].endswith("sqlite3"):
        path = Path(database["NAME"])
        if not path.is_file():
            return []
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=5)
        try:
            return connection.execute(_QUERY).fetchall()
        finally:
            connection.close()
    with psycopg.connect(
        dbname=database["NAME"],
        user=database["USER"] or None,
        password=database["PASSWORD"] or None,
        host=database["HOST"] or None,
        port=database["PORT"] or None,
        connect_timeout=5,
    ) as postgres:
        return [(str(app), str(name)) for app, name in postgres.execute(_QUERY).fetchall()]

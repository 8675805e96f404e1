"""The quick question before a start: it may say no too often, never yes too soon."""

import sqlite3
from pathlib import Path

import pytest
from django.db.migrations.loader import MigrationLoader

from insigne.cli import migrated


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "insigne.sqlite3"


def ours(path: Path) -> bool:
    return migrated.tables_are_ours({"ENGINE": "django.db.backends.sqlite3", "NAME": path})


def fill(path: Path, rows: set[tuple[str, str]]) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE django_migrations (app text, name text)")
        connection.executemany("INSERT INTO django_migrations VALUES (?, ?)", sorted(rows))
    connection.close()


def test_it_knows_the_migrations_that_django_knows() -> None:
    assert migrated._known() == set(MigrationLoader(None).disk_migrations)


def test_no_database_an_empty_one_or_another_file_is_no(database: Path) -> None:
    assert not ours(database)
    database.write_bytes(b"")
    assert not ours(database)
    database.write_bytes(b"this is no database at all" * 100)
    assert not ours(database)


def test_all_of_them_is_yes_and_one_missing_is_no(database: Path) -> None:
    known = migrated._known()
    fill(database, known)
    assert ours(database)
    database.unlink()
    fill(database, known - {max(known)})
    assert not ours(database)


def test_a_server_that_does_not_answer_is_no() -> None:
    place = {"NAME": "x", "USER": "", "PASSWORD": "", "HOST": "/nowhere", "PORT": "1"}
    assert not migrated.tables_are_ours({"ENGINE": "django.db.backends.postgresql", **place})

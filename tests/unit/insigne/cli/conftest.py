"""The demo world, loaded once for each file of tests; after every test it is as it was."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from insigne.cli import demo_world


@pytest.fixture(scope="module")
def loaded(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[demo_world.World, Path]]:
    """Load the world in a transaction that is rolled back after the file's last test; return it and its files."""
    folder = tmp_path_factory.mktemp("world")
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(
            STORAGES={"default": _in(folder)},
            PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        ):
            world = demo_world.load()
        with django_db_blocker.block():
            yield world, folder
        transaction.set_rollback(True)


@pytest.fixture
def world(db: None, settings: Any, loaded: tuple[demo_world.World, Path]) -> demo_world.World:
    """Return the demo world, with the files that belong to it."""
    world, folder = loaded
    settings.STORAGES = {**settings.STORAGES, "default": _in(folder)}
    return world


def _in(folder: Path) -> dict[str, Any]:
    return {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": folder},
    }

"""A server for each kill test, on the database that DATABASE_URL names (PostgreSQL), else on SQLite."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.load.server import Server


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """Return a server with nothing in it; everything of it is gone afterwards."""
    url = os.environ.get("DATABASE_URL", "")
    made = Server(tmp_path, url if url.startswith("postgres") else "")
    yield made
    made.close()

"""The other implementations as fixtures: started once, at their first question, and stopped at the end."""

from collections.abc import Iterator

import pytest
from tests.interop.bridge import Side, command
from tests.world.schools import School
from tests.world.web import Web


def _side(name: str, factory: pytest.TempPathFactory) -> Iterator[Side]:
    folder = factory.mktemp(name)
    started_by = command(name, folder)
    with (folder / "log").open("w+b") as log:
        side = Side(started_by, log)
        yield side
        side.stop()


@pytest.fixture(scope="session")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Side]:
    """The npm implementations."""
    yield from _side("node", tmp_path_factory)


@pytest.fixture(scope="session")
def badgeslib(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Side]:
    """openbadgeslib."""
    yield from _side("openbadgeslib", tmp_path_factory)


@pytest.fixture(scope="session")
def openvc(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Side]:
    """openvc-core."""
    yield from _side("openvc", tmp_path_factory)


@pytest.fixture(scope="session")
def validator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Side]:
    """The Open Badges 2.0 validator-core and its bakery."""
    yield from _side("validator", tmp_path_factory)


@pytest.fixture
def web() -> Web:
    return Web()


@pytest.fixture
def school(web: Web) -> School:
    """An issuer with a did:web, a key and a signed status list."""
    return School(web)

"""One world for each test: a web, a school on it, and a verification as a reader would run it."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.world.schools import NOW, School
from tests.world.web import Web

from openbadge.verify import Report, verify


@pytest.fixture
def web() -> Web:
    return Web()


@pytest.fixture
def school(web: Web) -> School:
    return School(web)


@pytest.fixture
def look(web: Web) -> Callable[..., Report]:
    """Verify bytes with the web of the test, at NOW unless the test says otherwise."""

    def look(data: bytes, **options: Any) -> Report:
        return verify(data, **{"fetcher": web, "at": NOW, **options})

    return look

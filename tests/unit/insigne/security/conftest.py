"""What the security tests share: an estate with one of each object, and nothing counted yet."""

import pytest
from django.core.cache import cache
from tests.unit.insigne.realm import Estate, estate


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    """Each test starts with nothing counted."""
    cache.clear()


@pytest.fixture
def alpha(db: None) -> Estate:
    """Return an organisation with members, a badge, an award kept by its earner, a draft and an invitation."""
    return estate("alpha")


@pytest.fixture
def beta(db: None) -> Estate:
    """Return the organisation of strangers."""
    return estate("beta")

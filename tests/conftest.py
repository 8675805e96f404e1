"""What every test shares: Hypothesis without clocks, since nothing here is a timed test; the long waits first."""

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.load_profile("house")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that kill and wait, so that others work meanwhile."""
    items.sort(key=lambda item: "load" not in item.path.parts)

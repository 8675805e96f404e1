"""The web, in memory: what stands at each address, and who was asked how often."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from openbadge.errors import UnreachableError
from openbadge.model.json import JsonObject
from openbadge.ports import Fetched

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@dataclass
class Site:
    """A Fetcher over `pages`: an object is served as JSON, a number as that status, bytes as they are.

    `redirects` maps an address to the one that answers for it. `asked` keeps every address, in order.
    """

    pages: Mapping[str, JsonObject | bytes | int]
    redirects: Mapping[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def fetch(self, url: str, *, accept: str = "", max_bytes: int = 5_242_880) -> Fetched:
        self.asked.append(url)
        final = self.redirects.get(url, url)
        page = self.pages.get(final)
        if page is None:
            raise UnreachableError("UNREACHABLE", "No answer.")
        status = page if isinstance(page, int) else 200
        body = (
            b"" if isinstance(page, int) else page if isinstance(page, bytes) else json.dumps(page).encode()
        )
        return Fetched(url, final, status, "application/json", body, fetched_at=NOON)


class Clock:
    """Stands still until it is told otherwise."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


class Counter:
    """Entropy for tests: predictable bytes, never the same twice."""

    def __init__(self) -> None:
        self.calls = 0

    def token(self, size_bytes: int) -> bytes:
        self.calls += 1
        return bytes((self.calls * 31 + n * 7) % 256 for n in range(size_bytes))

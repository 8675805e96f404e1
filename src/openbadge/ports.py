"""All that comes from outside the library, as Protocols: documents, time, keys, randomness.

Safe implementations live in `openbadge.outside`; tests give in-memory ones. No other room meets
the network, the disk or the clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Fetched:
    """The answer to one fetch, whatever its HTTP status.

    `url` is the address asked for, `final_url` the one that answered after redirects, `status` the
    HTTP status, `headers` have lower-case names, `fetched_at` is aware UTC when the port knows it.
    """

    url: str
    final_url: str
    status: int
    content_type: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    fetched_at: datetime | None = None


class Fetcher(Protocol):
    """Gets documents by address."""

    def fetch(self, url: str, *, accept: str = "application/json", max_bytes: int = 5_242_880) -> Fetched:
        """Return the answer of `url`, any HTTP status included.

        Raises UnreachableError when no answer can be had or the address may not be visited,
        LimitError when the body passes `max_bytes`.
        """
        ...


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        ...


class Entropy(Protocol):
    """Gives randomness fit for salts and keys."""

    def token(self, size_bytes: int) -> bytes:
        """Return `size_bytes` unpredictable bytes."""
        ...


class KeyStore(Protocol):
    """Holds secret key material by name; what is inside is the caller's business."""

    def read(self, name: str) -> bytes:
        """Return the stored bytes of `name`. Raises NoKeyError when there is none."""
        ...

    def write(self, name: str, secret: bytes) -> None:
        """Store `secret` under `name`, readable by its owner only. Raises NoKeyError if the name is taken."""
        ...

"""Our own public documents (DID documents, status lists), read in this process and not over the network.

Room: kernel. Touches nothing itself; the fetcher behind it meets the network. Contexts register what they
serve, so that whoever verifies here reads our documents like any other, by address.
"""

from collections.abc import Callable
from functools import cache

from insigne.kernel import clock
from openbadge.errors import LimitError
from openbadge.keys.resolve import ACCEPT
from openbadge.keys.throttle import KeyFetcher
from openbadge.outside.clock import SystemClock
from openbadge.outside.fetch import SafeFetcher
from openbadge.ports import Fetched, Fetcher

Matches = Callable[[str], bool]
Load = Callable[[str], bytes | None]

_providers: list[tuple[Matches, Load]] = []


def provide(matches: Matches, load: Load) -> None:
    """Have `load(url)` answer for every address that `matches`; None means 404. Called from `ready`."""
    if (matches, load) not in _providers:
        _providers.append((matches, load))


class OwnFirst:
    """A Fetcher that answers our own addresses from the registry, and asks `then` for all others."""

    def __init__(self, then: Fetcher) -> None:
        self._then = then

    def fetch(self, url: str, *, accept: str = "application/json", max_bytes: int = 5_242_880) -> Fetched:
        """Return the answer of `url`, as `openbadge.ports.Fetcher` says."""
        for matches, load in _providers:
            if matches(url):
                return _answer(url, load(url), max_bytes)
        return self._then.fetch(url, accept=accept, max_bytes=max_bytes)


def _answer(url: str, body: bytes | None, max_bytes: int) -> Fetched:
    if body is not None and len(body) > max_bytes:
        raise LimitError("FETCH_TOO_LARGE", "The document is larger than the reader allows.", url=url)
    return Fetched(
        url=url,
        final_url=url,
        status=404 if body is None else 200,
        content_type="application/json",
        body=body or b"",
        fetched_at=clock.now(),
    )


class KeysApart:
    """A Fetcher that asks an origin for keys at most once a minute when it has none to give (V24).

    A stranger writes the name of a key: a thousand badges with a thousand names are not a thousand requests.
    """

    def __init__(self, then: Fetcher) -> None:
        self._then = then
        self._keys = KeyFetcher(then, clock=SystemClock())

    def fetch(self, url: str, *, accept: str = "application/json", max_bytes: int = 5_242_880) -> Fetched:
        """Return the answer of `url`, as `openbadge.ports.Fetcher` says."""
        way = self._keys if accept == ACCEPT else self._then
        return way.fetch(url, accept=accept, max_bytes=max_bytes)


@cache
def fetcher() -> Fetcher:
    """Return the one fetcher of this process: our own documents first, then the safe network fetcher."""
    return OwnFirst(KeysApart(SafeFetcher()))

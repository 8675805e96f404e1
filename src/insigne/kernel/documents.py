"""Our own public documents (DID documents, status lists), read in this process and not over the network.

Room: kernel. Touches nothing itself; the fetcher behind it meets the network. Contexts register what they
serve, so that whoever verifies here reads our documents like any other, by address.
"""

from collections.abc import Callable

from insigne.kernel import clock
from openbadge.errors import LimitError
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


def fetcher() -> Fetcher:
    """Return the fetcher of the whole server: our own documents first, then the safe network fetcher."""
    return OwnFirst(SafeFetcher())

"""Fetching what a stranger's document points to, without being led anywhere else.

1. Take the address apart strictly (`address.parse`). 2. Look the name up once, refuse every address that
is not public, connect to the checked one (`network`). 3. Ask by GET: no cookie, no credentials, no
referrer, one connection. 4. A redirect starts again at 1, three times at most. 5. Read at most
`max_bytes`, inflated ones too. All of it before one deadline; every failure says the same sentence.
"""

import ssl
import threading
import time
import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from urllib.parse import urljoin

import httpcore
import httpx

from openbadge.errors import LimitError, UnreachableError
from openbadge.outside.fetch.address import Target, parse, refused
from openbadge.outside.fetch.network import (
    Budget,
    CheckedBackend,
    Connect,
    Resolve,
    system_connect,
    system_resolve,
)
from openbadge.ports import Fetched

REDIRECTS = 3
DEADLINE_SECONDS = 10.0
_HEADER_BYTES = 256 * 1024
"""How much may come besides the body: headers, chunk sizes, interim answers, TLS."""
_REDIRECTING = frozenset({301, 302, 303, 307, 308})
_INFLATERS = {"gzip": 31, "x-gzip": 31, "deflate": 15}
_STEP = 1 << 16


class SafeFetcher:
    """`ports.Fetcher` for strangers' addresses. Keeps nothing between two fetches; usable from many threads.

    `allow_localhost` lets http and https reach this machine by its own names, never through a redirect
    from elsewhere. `resolve`, `connect` and `ssl_context` are for tests and for special networks.
    """

    def __init__(
        self,
        *,
        allow_localhost: bool = False,
        deadline_seconds: float = DEADLINE_SECONDS,
        resolve: Resolve = system_resolve,
        connect: Connect = system_connect,
        ssl_context: ssl.SSLContext | None = None,
        user_agent: str = "openbadge",
    ) -> None:
        self._allow_localhost = allow_localhost
        self._deadline_seconds = deadline_seconds
        self._resolve = resolve
        self._connect = connect
        self._ssl_context = ssl_context
        self._ssl_lock = threading.Lock()
        self._user_agent = user_agent

    def fetch(self, url: str, *, accept: str = "application/json", max_bytes: int = 5_242_880) -> Fetched:
        """Return the answer of `url`, any HTTP status included, after at most three redirects.

        `max_bytes` bounds the body as it is after inflating. Raises UnreachableError UNREACHABLE, with
        the same text whatever the reason, and LimitError FETCH_TOO_LARGE. Source: security S01-S09.
        """
        ends_at = time.monotonic() + self._deadline_seconds
        target = parse(url, allow_localhost=self._allow_localhost)
        for _ in range(REDIRECTS + 1):
            try:
                answer = self._ask(url, target, accept, max_bytes, ends_at)
            except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as error:
                raise refused(url) from error
            except (httpcore.UnsupportedProtocol, OSError, ValueError, zlib.error) as error:
                raise refused(url) from error
            location = answer.headers.get("location")
            if answer.status not in _REDIRECTING or not location:
                return answer
            target = self._next(url, target, location)
        raise refused(url)

    def _next(self, url: str, target: Target, location: str) -> Target:
        """Return where a redirect leads; this machine is only reached from this machine."""
        try:
            joined = urljoin(target.url, location)
            return parse(joined, allow_localhost=self._allow_localhost and target.local)
        except (ValueError, UnreachableError) as error:
            raise refused(url) from error

    def _ask(self, url: str, target: Target, accept: str, max_bytes: int, ends_at: float) -> Fetched:
        budget = Budget(ends_at=ends_at, raw_bytes=max_bytes + _HEADER_BYTES)
        backend = CheckedBackend(target, resolve=self._resolve, connect=self._connect, budget=budget)
        headers = [
            ("Host", target.authority),
            ("Accept", accept),
            ("Accept-Encoding", "gzip"),
            ("Connection", "close"),
            ("User-Agent", self._user_agent),
        ]
        context = self._trust() if target.scheme == "https" else None
        with (
            httpcore.ConnectionPool(ssl_context=context, network_backend=backend) as pool,
            pool.stream("GET", target.url, headers=headers) as response,
        ):
            answered = _headers(response.headers)
            if response.status in _REDIRECTING and "location" in answered:
                body = b""
            else:
                body = _body(url, response, answered, max_bytes)
        return Fetched(
            url=url,
            final_url=target.url,
            status=response.status,
            content_type=answered.get("content-type", ""),
            body=body,
            headers=answered,
            fetched_at=datetime.now(UTC),
        )

    def _trust(self) -> ssl.SSLContext:
        """Return the certificates that are trusted, read once: the system's choice, else certifi's."""
        with self._ssl_lock:
            if self._ssl_context is None:
                self._ssl_context = httpx.create_ssl_context()
            return self._ssl_context


def _headers(pairs: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Return headers by lower-case name, repeated ones joined as RFC 9110 5.3 says."""
    headers: dict[str, str] = {}
    for name, value in pairs:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        headers[key] = f"{headers[key]}, {text}" if key in headers else text
    return headers


def _body(url: str, response: httpcore.Response, headers: dict[str, str], max_bytes: int) -> bytes:
    announced = headers.get("content-length", "")
    if announced.isdecimal() and len(announced) < 19 and int(announced) > max_bytes:
        raise _too_large(url, max_bytes)
    pieces: list[bytes] = []
    left = max_bytes
    for piece in _inflated(response.iter_stream(), headers.get("content-encoding", "").strip().lower()):
        left -= len(piece)
        if left < 0:
            raise _too_large(url, max_bytes)
        pieces.append(piece)
    return b"".join(pieces)


def _inflated(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Yield the decoded body in small steps. Raises ValueError for an encoding that was not asked for."""
    if encoding in ("", "identity"):
        yield from pieces
        return
    if encoding not in _INFLATERS:
        raise ValueError(encoding)
    inflater = zlib.decompressobj(_INFLATERS[encoding])
    for piece in pieces:
        waiting = piece
        while waiting and not inflater.eof:
            yield inflater.decompress(waiting, _STEP)
            waiting = inflater.unconsumed_tail
    while not inflater.eof:
        rest = inflater.decompress(b"", _STEP)
        if not rest:
            break
        yield rest
    if not inflater.eof:
        raise ValueError("truncated")


def _too_large(url: str, max_bytes: int) -> LimitError:
    return LimitError(
        "FETCH_TOO_LARGE", f"The document has more than {max_bytes} bytes.", url=url, limit=max_bytes
    )

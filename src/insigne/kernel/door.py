"""Between granian and Django: a request's body is awaited here, so that a slow one holds no thread.

Room: kernel. Touches temporary files only. Django is a WSGI application, whose threads are few: were they to read the
bodies, as many slow connections as there are threads would silence the server (security.md F7).

 1. Await the body, as slow as `SLOWEST_BYTES_A_SECOND` after `PATIENCE_SECONDS`; beyond that the answer is 408.
 2. A body longer than any page takes is not read: the application sees its length, and refuses it in its own words.
 3. Call the application in a thread, with the whole body at hand; answer with all that it says.
"""

import asyncio
import io
import logging
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Any, Protocol

PATIENCE_SECONDS = 10.0
SLOWEST_BYTES_A_SECOND = 8_192
IN_MEMORY_BYTES = 64 * 1024
"""What is kept of one body in memory; the rest waits in a temporary file."""

ALL_BODIES_BYTES = 512 * 1024 * 1024
"""What the bodies that are being received may take together, in one process."""

_NO_BODY = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})

log = logging.getLogger(__name__)

Headers = list[tuple[str, str]]
Answer = tuple[int, Headers, bytes]
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Exchange(Protocol):
    """A request being answered, as granian hands it over (RSGI 1.5, HTTP protocol)."""

    def __aiter__(self) -> AsyncIterator[bytes]: ...
    def response_empty(self, status: int, headers: Headers) -> None: ...
    def response_bytes(self, status: int, headers: Headers, body: bytes) -> None: ...


class Refused(Exception):
    """The body cannot be had: answer with this status."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Door:
    """An RSGI application that calls a WSGI one."""

    def __init__(self, application: Application, *, threads: int, longest_body_bytes: int) -> None:
        self._application = application
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="request")
        self._longest = longest_body_bytes
        self._held_bytes = 0

    async def __rsgi__(self, scope: Any, exchange: Exchange) -> None:
        """Answer one request."""
        headers = joined(scope.headers.items())
        body: IO[bytes] | None = None
        try:
            length = _told_length(headers)
            if length <= self._longest and (scope.method not in _NO_BODY or length or _chunked(headers)):
                body = await self._received(exchange, headers)
            environ = environ_of(scope, headers, body)
            loop = asyncio.get_running_loop()
            status, lines, content = await loop.run_in_executor(self._pool, self._answer, environ)
        except Refused as refused:
            status, lines, content = refused.status, [("connection", "close")], b""
        finally:
            if body is not None:
                body.close()
        if content:
            exchange.response_bytes(status, lines, content)
        else:
            exchange.response_empty(status, lines)

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Let the requests at work end."""
        self._pool.shutdown()

    async def _received(self, exchange: Exchange, headers: Mapping[str, str]) -> IO[bytes]:
        """Return the whole body, at its beginning. Raises Refused: too slow, too long, cut off, or too many at once."""
        loop = asyncio.get_running_loop()
        until = loop.time() + PATIENCE_SECONDS
        body = tempfile.SpooledTemporaryFile(IN_MEMORY_BYTES)  # noqa: SIM115 - closed by the caller
        received = 0
        pieces = exchange.__aiter__()
        try:
            while (piece := await _next(pieces, until + received / SLOWEST_BYTES_A_SECOND)) is not None:
                received += len(piece)
                self._held_bytes += len(piece)
                if received > self._longest:
                    raise Refused(413)
                if self._held_bytes > ALL_BODIES_BYTES:
                    raise Refused(503)
                body.write(piece)
            if not _chunked(headers) and received != _told_length(headers):
                raise Refused(400)
        except BaseException:
            body.close()
            raise
        finally:
            self._held_bytes -= received
        body.seek(0)
        return body

    def _answer(self, environ: dict[str, Any]) -> Answer:
        """Return all that the application answers: it runs in one of the threads."""
        said: list[tuple[int, Headers]] = []

        def start(status: str, headers: Headers, error: object = None) -> None:
            said.append((int(status.split(" ", 1)[0]), headers))

        try:
            result = self._application(environ, start)
            try:
                content = b"".join(result)
            finally:
                close = getattr(result, "close", None)
                if close is not None:
                    close()
        except Exception:
            log.exception("the application failed")
            return 500, [], b""
        status, headers = said[-1]
        return status, headers, content


async def _next(pieces: AsyncIterator[bytes], until: float) -> bytes | None:
    """Return the next piece of a body, None at its end. Raises Refused when it does not come before `until`."""
    try:
        async with asyncio.timeout_at(until):
            return bytes(await anext(pieces))
    except StopAsyncIteration:
        return None
    except TimeoutError:
        raise Refused(408) from None


def joined(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the headers by their names, those of one name joined as HTTP allows (RFC 9110 clause 5.3).

    A name with an underscore is left out: WSGI would take it for the same one with a hyphen, which a proxy guards.
    """
    found: dict[str, str] = {}
    for name, value in headers:
        if "_" not in name:
            between = "; " if name == "cookie" else ","
            found[name] = f"{found[name]}{between}{value}" if name in found else value
    return found


def environ_of(scope: Any, headers: Mapping[str, str], body: IO[bytes] | None) -> dict[str, Any]:
    """Return the request as WSGI describes it (PEP 3333)."""
    host, _, port = scope.server.rpartition(":")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": host.strip("[]"),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "wsgi.input": io.BytesIO() if body is None else body,
    }
    if scope.authority:
        environ["HTTP_HOST"] = scope.authority
    for name, value in headers.items():
        if name not in ("content-type", "content-length"):
            environ["HTTP_" + name.upper().replace("-", "_")] = value
    environ["CONTENT_TYPE"] = headers.get("content-type", "")
    if body is not None and _chunked(headers):
        body.seek(0, 2)
        environ["CONTENT_LENGTH"] = str(body.tell())
        body.seek(0)
    elif "content-length" in headers:
        environ["CONTENT_LENGTH"] = headers["content-length"]
    return environ


def _chunked(headers: Mapping[str, str]) -> bool:
    return "content-length" not in headers and "transfer-encoding" in headers


def _told_length(headers: Mapping[str, str]) -> int:
    told = headers.get("content-length", "0")
    return int(told[:15]) if told.isascii() and told.isdecimal() else 0

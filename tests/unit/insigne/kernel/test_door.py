"""insigne.kernel.door: bodies are awaited outside the threads; what WSGI says of a request and of its answer."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from types import SimpleNamespace
from typing import Any

import pytest

from insigne.kernel import door


class Exchange:
    """A request whose pieces come when `pieces` says, and the answer that it gets."""

    def __init__(self, pieces: Iterable[bytes | float]) -> None:
        self.pieces = pieces
        self.answer: tuple[int, dict[str, str], bytes] | None = None

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self.pieces:
            if isinstance(piece, bytes):
                yield piece
            else:
                await asyncio.sleep(piece)

    def response_empty(self, status: int, headers: door.Headers) -> None:
        self.answer = (status, dict(headers), b"")

    def response_bytes(self, status: int, headers: door.Headers, body: bytes) -> None:
        self.answer = (status, dict(headers), body)


def scope(method: str = "POST", headers: Iterable[tuple[str, str]] = (), **more: object) -> Any:
    given = {
        "method": method,
        "path": "/é",
        "query_string": "a=1",
        "http_version": "1.1",
        "client": "[2001:db8::1]:4000",
        "server": "127.0.0.1:8000",
        "scheme": "http",
        "authority": None,
        "headers": dict(enumerate(headers)),
    }
    given["headers"] = SimpleNamespace(items=lambda: list(headers))
    return SimpleNamespace(**{**given, **more})


def echo(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
    body = environ["wsgi.input"].read()
    start("200 OK", [("x-length", environ.get("CONTENT_LENGTH", "none")), ("x-path", environ["PATH_INFO"])])
    return [b"got ", body]


def ask(
    pieces: Iterable[bytes | float],
    asked: Any,
    application: door.Application = echo,
    longest: int = 1_000_000,
) -> tuple[int, dict[str, str], bytes]:
    made = door.Door(application, threads=1, longest_body_bytes=longest)
    exchange = Exchange(pieces)

    async def all_of_it() -> None:
        await made.__rsgi__(asked, exchange)
        made.__rsgi_del__(asyncio.get_running_loop())

    asyncio.run(all_of_it())
    assert exchange.answer is not None
    assert made._held_bytes == 0
    return exchange.answer


def told(length: int) -> list[tuple[str, str]]:
    return [("content-length", str(length))]


def test_the_application_gets_the_whole_body_at_once() -> None:
    status, headers, content = ask([b"a" * 70_000, 0.01, b"b"], scope(headers=told(70_001)))
    assert (status, content) == (200, b"got " + b"a" * 70_000 + b"b")
    assert headers == {"x-length": "70001", "x-path": "/Ã©"}


def test_a_body_without_a_told_length_gets_one() -> None:
    status, headers, _ = ask([b"abc", b"def"], scope(headers=[("transfer-encoding", "chunked")]))
    assert (status, headers["x-length"]) == (200, "6")


def test_a_slow_body_is_refused_and_reaches_no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "PATIENCE_SECONDS", 0.05)
    asked = scope(headers=told(10))
    assert ask([b"a", 5.0, b"b"], asked, application=_never)[0] == 408


def test_a_slow_body_that_keeps_coming_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "PATIENCE_SECONDS", 0.02)
    monkeypatch.setattr(door, "SLOWEST_BYTES_A_SECOND", 1)
    assert ask([b"a", 0.05, b"b"], scope(headers=told(2)))[2] == b"got ab"


def test_a_body_that_is_cut_off_is_refused() -> None:
    assert ask([b"abc"], scope(headers=told(10)), application=_never)[0] == 400


def test_a_body_longer_than_told_or_than_any_page_takes_is_refused() -> None:
    asked = scope(headers=[("transfer-encoding", "chunked")])
    assert ask([b"a" * 60, b"a" * 60], asked, application=_never, longest=100)[0] == 413


def test_a_body_that_says_it_is_too_long_is_left_to_the_application_unread() -> None:
    status, headers, content = ask([], scope(headers=told(101)), longest=100)
    assert (status, headers["x-length"], content) == (200, "101", b"got ")


def test_all_bodies_together_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "ALL_BODIES_BYTES", 10)
    assert ask([b"a" * 11], scope(headers=told(11)), application=_never)[0] == 503


def test_an_application_that_raises_is_an_empty_500_and_its_answer_is_closed() -> None:
    closed: list[bool] = []

    class Answer:
        def __iter__(self) -> AsyncIterator[bytes]:
            raise ValueError("half way")

        def close(self) -> None:
            closed.append(True)

    def broken(environ: dict[str, Any], start: Callable[..., Any]) -> Any:
        start("200 OK", [])
        return Answer()

    assert ask([], scope("GET"), application=broken) == (500, {}, b"")
    assert closed == [True]


def test_wsgi_says_who_asks_for_what() -> None:
    headers = [
        ("host", "a.example"),
        ("cookie", "a=1"),
        ("cookie", "b=2"),
        ("x-forwarded-for", "192.0.2.1"),
        ("x_forwarded_for", "192.0.2.66"),
        ("accept", "text/html"),
        ("accept", "*/*"),
        ("content-type", "text/plain"),
    ]
    environ = door.environ_of(scope("GET"), door.joined(headers), None)
    assert environ["HTTP_HOST"] == "a.example"
    assert environ["HTTP_COOKIE"] == "a=1; b=2"
    assert environ["HTTP_X_FORWARDED_FOR"] == "192.0.2.1", "an underscore is not a hyphen"
    assert environ["HTTP_ACCEPT"] == "text/html,*/*"
    assert environ["CONTENT_TYPE"] == "text/plain"
    assert "HTTP_CONTENT_TYPE" not in environ
    assert (environ["REMOTE_ADDR"], environ["SERVER_PORT"]) == ("2001:db8::1", "8000")
    assert door.environ_of(scope("GET", authority="b.example"), {}, None)["HTTP_HOST"] == "b.example"


def _never(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
    raise AssertionError("the application was called")

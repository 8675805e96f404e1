"""The safe fetcher against servers on this machine: the rows S01 and S03 to S08."""

import gzip
import socket
import ssl
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from tests.unit.openbadge.outside.servers import (
    OTHER_PUBLIC,
    PUBLIC,
    Answer,
    Names,
    Server,
    Wires,
    certificate_for,
    reply,
    serving,
)

from openbadge.errors import LimitError, OpenBadgeError, UnreachableError
from openbadge.outside.fetch import SafeFetcher

HERE = "https://issuer.example/"


@pytest.fixture(scope="module")
def trust(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    folder: Path = tmp_path_factory.mktemp("certificate")
    return certificate_for(folder, "issuer.example", "other.example")


class Bench:
    """One https server, reachable as issuer.example and other.example, and a fetcher that is led to it."""

    def __init__(self, trust: tuple[ssl.SSLContext, ssl.SSLContext], answer: Answer) -> None:
        self.server = Server(answer, trust[0])
        self.names = Names({"issuer.example": [[PUBLIC]], "other.example": [[OTHER_PUBLIC]]})
        self.wires = Wires({PUBLIC: self.server.port, OTHER_PUBLIC: self.server.port})
        self.context = trust[1]

    def fetcher(self, **more: object) -> SafeFetcher:
        return SafeFetcher(resolve=self.names, connect=self.wires, ssl_context=self.context, **more)  # type: ignore[arg-type]


@pytest.fixture
def bench(trust: tuple[ssl.SSLContext, ssl.SSLContext], request: pytest.FixtureRequest) -> Iterator[Bench]:
    made = Bench(
        trust, getattr(request, "param", reply(b'{"a":1}', headers={"X-One": "1", "Set-Cookie": "a=b"}))
    )
    yield made
    made.server.close()


def failing(fetcher: SafeFetcher, url: str = HERE, **more: int) -> OpenBadgeError:
    with pytest.raises(OpenBadgeError) as caught:
        fetcher.fetch(url, **more)  # type: ignore[arg-type]
    return caught.value


def test_an_answer_comes_back_whole(bench: Bench) -> None:
    found = bench.fetcher().fetch(HERE + "did.json?x=1#key", accept="application/did+json")
    assert (found.status, found.body, found.content_type) == (200, b'{"a":1}', "application/json")
    assert found.url == HERE + "did.json?x=1#key"
    assert found.final_url == HERE + "did.json?x=1"
    assert found.headers["x-one"] == "1"
    assert found.fetched_at is not None and found.fetched_at.utcoffset() is not None
    head = bench.server.heads[0]
    assert head.startswith(b"GET /did.json?x=1 HTTP/1.1\r\nHost: issuer.example\r\n")
    assert b"Accept: application/did+json\r\n" in head


@pytest.mark.parametrize("bench", [reply(b"gone", status="410 Gone")], indirect=True)
def test_any_status_is_an_answer(bench: Bench) -> None:
    found = bench.fetcher().fetch(HERE)
    assert (found.status, found.body) == (410, b"gone")


def test_s07_nothing_is_remembered_and_nothing_personal_sent(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    fetcher = bench.fetcher()
    fetcher.fetch(HERE)
    fetcher.fetch(HERE)
    names = [{line.split(b":")[0] for line in head.split(b"\r\n")[1:] if line} for head in bench.server.heads]
    assert names == [{b"Host", b"Accept", b"Accept-Encoding", b"Connection", b"User-Agent"}] * 2


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["10.0.0.1"],
        ["169.254.169.254"],
        ["::1"],
        ["::ffff:10.0.0.1"],
        ["100.64.0.1"],
        [PUBLIC, "10.0.0.1"],
        ["fe80::1%eth0"],
        ["nonsense"],
        [],
    ],
)
def test_s01_a_name_that_leads_inside_is_never_connected_to(bench: Bench, addresses: Sequence[str]) -> None:
    bench.names.table["inside.example"] = [addresses]
    bench.wires.ports.update(dict.fromkeys(addresses, bench.server.port))
    assert failing(bench.fetcher(), "https://inside.example/").code == "UNREACHABLE"
    assert bench.wires.reached == []


def test_s04_a_second_look_up_changes_nothing(bench: Bench) -> None:
    bench.names.table["issuer.example"] = [[PUBLIC], ["127.0.0.1"]]
    assert bench.fetcher().fetch(HERE).status == 200
    assert (bench.names.asked, bench.wires.reached) == (["issuer.example"], [PUBLIC])
    assert failing(bench.fetcher()).code == "UNREACHABLE"
    assert bench.wires.reached == [PUBLIC]


def test_s04_the_next_checked_address_is_tried_when_one_is_closed(bench: Bench) -> None:
    bench.names.table["issuer.example"] = [["8.8.8.8", "9.9.9.9", PUBLIC, "8.8.4.4"]]
    assert bench.fetcher().fetch(HERE).status == 200
    assert bench.wires.reached == ["8.8.8.8", "9.9.9.9", PUBLIC]


def test_s04_the_certificate_must_be_for_the_name(bench: Bench) -> None:
    bench.names.table["stranger.example"] = [[PUBLIC]]
    assert failing(bench.fetcher(), "https://stranger.example/").code == "UNREACHABLE"
    assert bench.server.heads == []


def test_s04_an_unknown_certificate_is_refused(bench: Bench) -> None:
    fetcher = SafeFetcher(resolve=bench.names, connect=bench.wires)
    assert failing(fetcher).code == "UNREACHABLE"


def redirect(*locations: str) -> Answer:
    """Answer /0 with a redirect to the first location, /1 to the second…, everything else with 200."""

    def answer(connection: socket.socket, head: bytes) -> None:
        step = head.split(b" ")[1].decode().strip("/")
        if step.isdecimal() and int(step) < len(locations):
            reply(
                b"moved", status="302 Found", headers={"Location": locations[int(step)], "Set-Cookie": "a=b"}
            )(connection, head)
        else:
            reply(b"arrived")(connection, head)

    return answer


@pytest.mark.parametrize("bench", [redirect("/1", "https://other.example/2", "end")], indirect=True)
def test_s03_three_redirects_are_followed_each_looked_up_again(bench: Bench) -> None:
    found = bench.fetcher().fetch(HERE + "0")
    assert (found.body, found.final_url) == (b"arrived", "https://other.example/end")
    assert bench.names.asked == ["issuer.example", "issuer.example", "other.example", "other.example"]
    assert all(b"Cookie" not in head for head in bench.server.heads)


@pytest.mark.parametrize("bench", [redirect("/1", "/2", "/3", "/4"), redirect("/0")], indirect=True)
def test_s03_a_fourth_redirect_and_a_circle(bench: Bench) -> None:
    assert failing(bench.fetcher(), HERE + "0").code == "UNREACHABLE"
    assert len(bench.server.heads) == 4


INWARDS = [
    "https://127.0.0.1/",
    "https://localhost/x",
    "http://localhost/",
    "http://issuer.example/",
    "//10.0.0.1/",
    "https://inside.example/",
    "file:///etc/passwd",
    "gopher://issuer.example/",
    "https://user@other.example/",
    "https://2130706433/",
    "https://[::1]/",
    "data:,x",
    "https://é.example/",
]


@pytest.mark.parametrize("bench", [redirect(location) for location in INWARDS], indirect=True, ids=INWARDS)
def test_s03_a_redirect_that_leads_inside_or_to_another_scheme(bench: Bench) -> None:
    bench.names.table["inside.example"] = [["10.0.0.1"]]
    for fetcher in (bench.fetcher(), bench.fetcher(allow_localhost=True)):
        assert failing(fetcher, HERE + "0").code == "UNREACHABLE"
    assert set(bench.wires.reached) == {PUBLIC}


@pytest.mark.parametrize("bench", [reply(b"x", status="302 Found")], indirect=True)
def test_a_redirect_that_leads_nowhere_is_an_answer(bench: Bench) -> None:
    assert bench.fetcher().fetch(HERE).status == 302


def test_localhost_over_http_when_the_operator_allows_it() -> None:
    with serving(reply(b"here")) as server:
        url = f"http://localhost:{server.port}/"
        assert SafeFetcher(allow_localhost=True).fetch(url).body == b"here"
        assert failing(SafeFetcher(), url).code == "UNREACHABLE"
        assert len(server.heads) == 1


def drip(
    connection: socket.socket, head: bytes, *, start: bytes, piece: bytes, every_seconds: float = 0.02
) -> None:
    """Send a start, then the same piece again and again until the other side has had enough."""
    connection.settimeout(every_seconds)
    connection.sendall(start)
    while True:
        connection.sendall(piece)
        try:
            if connection.recv(1) == b"":
                return
        except TimeoutError:
            continue


OK = b"HTTP/1.1 200 OK\r\n"
SLOW: dict[str, Answer] = {
    "headers": lambda c, h: drip(c, h, start=OK, piece=b"a"),
    "body": lambda c, h: drip(c, h, start=OK + b"Content-Length: 9999\r\n\r\n", piece=b"a"),
    "interim answers": lambda c, h: drip(c, h, start=b"", piece=b"HTTP/1.1 103 Early Hints\r\n\r\n"),
    "chunks": lambda c, h: drip(c, h, start=OK + b"Transfer-Encoding: chunked\r\n\r\n", piece=b"1\r\na\r\n"),
    "silence": lambda c, h: drip(c, h, start=b"", piece=b""),
}


@pytest.mark.parametrize("bench", SLOW.values(), indirect=True, ids=SLOW.keys())
def test_s05_whatever_is_slow_ends_at_the_deadline_and_the_line_is_freed(bench: Bench) -> None:
    assert failing(bench.fetcher(deadline_seconds=0.4)).code == "UNREACHABLE"


def test_s05_a_server_that_never_shakes_hands() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        wires = Wires({PUBLIC: silent.getsockname()[1]})
        fetcher = SafeFetcher(
            resolve=Names({"issuer.example": [[PUBLIC]]}), connect=wires, deadline_seconds=0.3
        )
        assert failing(fetcher).code == "UNREACHABLE"


def endless(connection: socket.socket, start: bytes, piece: bytes) -> None:
    connection.sendall(start)
    while True:
        connection.sendall(piece)


CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
ENDLESS: dict[str, Answer] = {
    "body": lambda c, h: endless(c, OK + b"\r\n", b"a" * 65_536),
    "chunks": lambda c, h: endless(c, CHUNKED, b"10000\r\n" + b"a" * 65_536 + b"\r\n"),
    "tiny chunks": lambda c, h: endless(c, CHUNKED, b"1\r\na\r\n" * 1_000),
    "interim answers": lambda c, h: endless(c, b"", b"HTTP/1.1 103 Early Hints\r\nX: y\r\n\r\n" * 100),
    "headers": lambda c, h: endless(c, OK, b"X-Y: z\r\n" * 1_000),
    "one header": lambda c, h: endless(c, OK + b"X-Y: ", b"z" * 65_536),
}


@pytest.mark.parametrize("bench", ENDLESS.values(), indirect=True, ids=ENDLESS.keys())
def test_s05_whatever_is_endless_is_cut_off(bench: Bench) -> None:
    assert failing(bench.fetcher(), max_bytes=200_000).code in {"UNREACHABLE", "FETCH_TOO_LARGE"}


BOMB = gzip.compress(b"\0" * 50_000_000)
LARGE: dict[str, Answer] = {
    "gzip bomb": reply(BOMB, headers={"Content-Encoding": "gzip"}),
    "deflate bomb": reply(zlib.compress(b"\0" * 50_000_000), headers={"Content-Encoding": "deflate"}),
    "announced": reply(b"x", headers={"Content-Length": "99999999999"}),
    "one byte too many": reply(b"x" * 100_001),
    "without length": reply(b"x" * 100_001, headers={"Content-Length": "", "Connection": "close"}),
}


@pytest.mark.parametrize("bench", LARGE.values(), indirect=True, ids=LARGE.keys())
def test_s05_too_much_is_a_limit(bench: Bench) -> None:
    error = failing(bench.fetcher(), max_bytes=100_000)
    assert isinstance(error, LimitError)
    assert error.code == "FETCH_TOO_LARGE"


@pytest.mark.parametrize("bench", [reply(b"x" * 100_000)], indirect=True)
def test_exactly_as_much_as_allowed(bench: Bench) -> None:
    assert len(bench.fetcher().fetch(HERE, max_bytes=100_000).body) == 100_000


@pytest.mark.parametrize(
    "bench", [reply(gzip.compress(b"hello" * 99), headers={"Content-Encoding": "gzip"})], indirect=True
)
def test_a_packed_answer_is_unpacked(bench: Bench) -> None:
    assert bench.fetcher().fetch(HERE).body == b"hello" * 99


BROKEN: dict[str, Answer] = {
    "shorter than announced": reply(b"x", headers={"Content-Length": "10"}),
    "two lengths": lambda c, h: c.sendall(OK + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab"),
    "negative length": reply(b"x", headers={"Content-Length": "-1"}),
    "no http": lambda c, h: c.sendall(b"SSH-2.0-OpenSSH_9.6\r\n"),
    "nothing": lambda c, h: None,
    "unknown packing": reply(b"x", headers={"Content-Encoding": "br"}),
    "packed twice": reply(b"x", headers={"Content-Encoding": "gzip, gzip"}),
    "not packed": reply(b"x", headers={"Content-Encoding": "gzip"}),
    "half packed": reply(gzip.compress(b"hello" * 99)[:-9], headers={"Content-Encoding": "gzip"}),
    "bad status": lambda c, h: c.sendall(b"HTTP/1.1 999999 X\r\n\r\n"),
    "bad chunk": lambda c, h: c.sendall(CHUNKED + b"zz\r\n"),
}


@pytest.mark.parametrize("bench", BROKEN.values(), indirect=True, ids=BROKEN.keys())
def test_s06_every_failure_says_the_same(bench: Bench) -> None:
    assert _said(failing(bench.fetcher())) == SAME


SAME = ("UNREACHABLE", "The document could not be fetched.", None)


def _said(error: OpenBadgeError) -> tuple[str, str, float | None]:
    assert isinstance(error, UnreachableError)
    return error.code, str(error), error.retry_after_seconds


@pytest.mark.parametrize(
    "url",
    [
        "https://closed.example/",
        "https://unknown.example/",
        "https://inside.example/",
        "https://10.0.0.1:22/",
        "https://10.0.0.1:9/",
        "https://stranger.example/",
        "http://issuer.example/",
        "https://localhost/",
        "nonsense",
        "https://issuer.example/0",
    ],
)
@pytest.mark.parametrize("bench", [redirect("https://10.0.0.1/")], indirect=True)
def test_s06_open_closed_filtered_and_refused_cannot_be_told_apart(bench: Bench, url: str) -> None:
    bench.names.table.update(
        {"closed.example": [["8.8.8.8"]], "inside.example": [["10.0.0.1"]], "stranger.example": [[PUBLIC]]}
    )
    error = failing(bench.fetcher(), url)
    assert _said(error) == SAME
    assert error.facts["url"] == url


def test_s06_the_port_of_an_inner_address_is_never_tried(bench: Bench) -> None:
    with serving(reply(b"secret")) as inner:
        for port in (inner.port, 9):
            bench.names.table["inside.example"] = [["127.0.0.1"]]
            bench.wires.ports["127.0.0.1"] = port
            assert _said(failing(bench.fetcher(), f"https://inside.example:{port}/")) == SAME
        assert bench.wires.reached == []
        assert inner.heads == []


@pytest.mark.parametrize("accept", ["image/png", "image/svg+xml", "application/json"])
def test_s08_pictures_are_fetched_by_the_same_rules(bench: Bench, accept: str) -> None:
    bench.names.table["inside.example"] = [["192.168.0.1"]]
    with pytest.raises(UnreachableError):
        bench.fetcher().fetch("https://inside.example/logo.png", accept=accept, max_bytes=1_000)
    assert bench.wires.reached == []

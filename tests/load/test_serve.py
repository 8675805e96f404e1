"""One command serves and works; whichever part is killed starts again; the port is refused politely."""

import os
import signal
import socket
import time
from collections.abc import Callable

import pytest
from tests.load.server import Server, children_of, named

pytestmark = [pytest.mark.kill, pytest.mark.once]


def _until(true: Callable[[], object], seconds: float = 30.0) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.1)


def _child(parent: int, word: str) -> int:
    found = [child for child in children_of(parent) if f"entry {word}" in named(child)]
    return found[0] if found else 0


def _answers(server: Server) -> bool:
    with socket.socket() as probe:
        probe.settimeout(2)
        try:
            probe.connect(("127.0.0.1", server.port))
            probe.sendall(b"GET /api/v1/health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
            return probe.recv(32).startswith(b"HTTP/1.1 200")
        except OSError:
            return False


@pytest.mark.parametrize("word", ["worker", "web"])
def test_what_is_killed_starts_again(server: Server, word: str) -> None:
    server.ask("prepare")
    parent = server.supervisor().pid
    _until(lambda: _answers(server))
    first = _child(parent, word)
    os.kill(first, signal.SIGKILL)
    _until(lambda: _child(parent, word) not in (0, first))
    _until(lambda: _answers(server))
    assert first not in children_of(parent)


def test_a_serving_process_that_is_killed_is_replaced(server: Server) -> None:
    server.ask("prepare")
    parent = server.supervisor().pid
    _until(lambda: _answers(server))
    head = _child(parent, "web")
    (serving,) = [child for child in children_of(head) if "entry web" in named(child)]
    os.kill(serving, signal.SIGKILL)
    _until(lambda: serving not in children_of(head))
    _until(lambda: _answers(server))
    assert _child(parent, "web") == head


def test_told_to_stop_it_leaves_nothing_behind(server: Server) -> None:
    server.ask("prepare")
    parent = server.supervisor()
    _until(lambda: _answers(server))
    family = [
        *children_of(parent.pid),
        *(one for child in children_of(parent.pid) for one in children_of(child)),
    ]
    assert len(family) >= 3
    parent.terminate()
    assert parent.wait(25) == 0, server.words()
    assert [one for one in family if named(one) and "defunct" not in named(one)] == []


def test_a_killed_parent_takes_its_children_along(server: Server) -> None:
    server.ask("prepare")
    parent = server.supervisor()
    _until(lambda: _answers(server))
    family = [
        *children_of(parent.pid),
        *(one for child in children_of(parent.pid) for one in children_of(child)),
    ]
    parent.kill()
    parent.wait()
    _until(lambda: not any("insigne.kernel.entry" in named(one) for one in family))
    assert not _answers(server)


def test_a_taken_port_is_refused_with_a_sentence(server: Server) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", server.port))
        taken.listen()
        code = f"from insigne.kernel.supervisor import serve; serve('127.0.0.1', {server.port}, 1)"
        refused = server.start("-c", code)
        assert refused.wait(20) == 1
    assert server.words().strip() == (
        f"insigne: port {server.port} is already in use; stop what uses it, or choose another port."
    )


def test_a_server_that_cannot_start_says_so_and_ends(server: Server) -> None:
    server.environment["DATABASE_URL"] = "mysql://nowhere"
    code = f"from insigne.kernel.supervisor import serve; serve('127.0.0.1', {server.port}, 1)"
    process = server.start("-c", code)
    assert process.wait(180) == 1
    assert "insigne: the web server cannot start; the lines above say why." in server.words()

"""Hundreds of bodies that never end hold no thread: everybody else is answered (F7)."""

import socket
import time

import httpx
import pytest
from tests.load.server import Server

pytestmark = [pytest.mark.kill, pytest.mark.once]

SLOW = 300
ASKED = 20
BEGUN = (
    b"POST /verify/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: csrftoken=" + b"a" * 32 + b"\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\ncsrfmiddlewaretoken="
)


def test_three_hundred_bodies_that_never_end(server: Server) -> None:
    server.ask("prepare")
    server.supervisor()
    slow = [socket.create_connection(("127.0.0.1", server.port), timeout=30) for _ in range(SLOW)]
    try:
        for connection in slow:
            connection.sendall(BEGUN)
        with httpx.Client(base_url=server.environment["PUBLIC_URL"], timeout=8) as browser:
            for _ in range(ASKED):
                assert browser.get("/api/v1/health").status_code == 200
                assert browser.post("/verify/", data={"link": "x"}).status_code == 400
        until = time.monotonic() + 25
        refused = slow[0].recv(100)
        assert time.monotonic() < until
        assert refused.startswith(b"HTTP/1.1 408"), refused
    finally:
        for connection in slow:
            connection.close()

"""The clock, the randomness and the name look-up of this machine."""

import socket
import threading
from datetime import UTC, timedelta

import pytest

from openbadge.outside.clock import SystemClock
from openbadge.outside.entropy import SystemEntropy
from openbadge.outside.fetch import system_resolve


def test_the_time_is_aware_utc_and_goes_on() -> None:
    first = SystemClock().now()
    assert first.utcoffset() == timedelta(0)
    assert first.tzinfo is UTC
    assert SystemClock().now() >= first


def test_randomness_has_the_size_asked_for_and_does_not_repeat() -> None:
    tokens = {SystemEntropy().token(16) for _ in range(100)}
    assert len(tokens) == 100
    assert {len(token) for token in tokens} == {16}


def test_names_are_looked_up_by_the_system() -> None:
    assert set(system_resolve("localhost", 443, 5)) <= {"127.0.0.1", "::1"}


def test_a_name_that_there_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> list[object]:
        raise socket.gaierror("no such name")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(OSError, match="no such name"):
        system_resolve("nowhere.example", 443, 5)


def test_s05_a_look_up_that_hangs_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    released = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: released.wait(10) and [])
    with pytest.raises(TimeoutError):
        system_resolve("slow.example", 443, 0.05)
    released.set()

"""Rows that no worker survives: each is given up and told, and all others are issued (R18)."""

import time

import pytest
from tests.load.plates.apps import CRACKED, POISON
from tests.load.server import Server

pytestmark = pytest.mark.kill

EARNERS = 60


def test_a_row_that_kills_its_worker_and_a_row_that_raises_hold_back_nobody(server: Server) -> None:
    made = server.ask("prepare")
    server.ask("award", **made, count=EARNERS, others=[POISON, CRACKED])
    server.supervisor()
    until = time.monotonic() + 200
    while server.left():
        assert time.monotonic() < until, server.words()
        time.sleep(0.2)
    found = server.ask("awarded")
    assert found["states"] == {"signed": EARNERS, "failed": 2}
    assert found["failures"] == {POISON: "signing_died", CRACKED: "signing_failed"}
    assert found["credentials"] == found["recorded"] == found["indexes"] == EARNERS
    assert found["recorded_twice"] == 0
    assert found["mail_states"] == {"sent": EARNERS}
    assert found["broken"] is False

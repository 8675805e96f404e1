"""kill -9 of the worker, again and again, in the middle of its work: nothing is lost, nothing is doubled (R01)."""

import random
import time
from email import message_from_bytes

import pytest
from tests.load.server import Server

pytestmark = pytest.mark.kill

PLATES = 120
EARNERS = 1_000
KILLS = 5


def _kill_again_and_again(server: Server, chance: random.Random, total: int) -> None:
    """Start workers and kill each at a random moment, always before the last of `total` pieces of work is done."""
    for number in range(1, KILLS + 1):
        worker = server.worker()
        until = time.monotonic() + chance.uniform(1.0, 4.0)
        while time.monotonic() < until and server.done() < total * number // (KILLS + 1):
            time.sleep(0.02)
        worker.kill()
        worker.wait()
        assert server.left(), "a kill that meets no work proves nothing"


def _finish(server: Server, seconds: float) -> None:
    worker = server.worker()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not server.left():
            worker.terminate()
            assert worker.wait(20) == 0, "a worker told to stop ends well"
            return
        time.sleep(0.5)
    raise AssertionError(server.words())


def test_plates(server: Server) -> None:
    server.ask("prepare")
    tenant = str(server.ask("plates", count=PLATES)["tenant"])
    _kill_again_and_again(server, random.Random(20), PLATES)
    _finish(server, 60)
    assert server.ask("washed", tenant=tenant) == {
        "states": {"done": PLATES},
        "plates": PLATES,
        "steps": [5],
        "chained": PLATES * 5,
        "broken": False,
    }


def test_a_thousand_awards(server: Server) -> None:
    made = server.ask("prepare")
    server.ask("award", **made, count=EARNERS)
    _kill_again_and_again(server, random.Random(7), 2 + EARNERS)
    _finish(server, 300)
    found = server.ask("awarded")
    message_ids = found.pop("message_ids")
    assert found.pop("failures") == {}
    # Two deaths at the same chunk divide it into its rows: how many there are is chance, that none is left is not.
    assert "waiting" not in found.pop("chunks")
    assert found == {
        "events": 1,
        "awards": EARNERS,
        "addresses": EARNERS,
        "states": {"signed": EARNERS},
        "credentials": EARNERS,
        "indexes": EARNERS,
        "recorded": EARNERS,
        "recorded_twice": 0,
        "mails": EARNERS,
        "mail_states": {"sent": EARNERS},
        "broken": False,
    }
    sent = sorted(message_from_bytes(path.read_bytes())["Message-ID"] for path in server.mails())
    assert sent == message_ids

"""insigne.kernel.ids: version 7, strictly growing whatever the clock does, tokens of 192 bits."""

import base64
import threading
import time
from uuid import RFC_4122, UUID

import pytest

from insigne.kernel import ids


def test_an_id_is_a_version_7_uuid_of_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ids, "_last_tick", 0)
    before = time.time_ns() // 1_000_000
    made = ids.new_id()
    assert made.version == 7
    assert made.variant == RFC_4122
    assert before <= made.int >> 80 <= time.time_ns() // 1_000_000 + 5


def test_ids_grow_when_the_clock_stands_still_or_steps_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ids, "_last_tick", 0)
    for moment_ns in (10**18, 10**18, 10**18 - 3_600 * 10**9, 10**18 + 10**9):
        monkeypatch.setattr(time, "time_ns", lambda moment_ns=moment_ns: moment_ns)
        made = [ids.new_id() for _ in range(5_000)]
        assert made == sorted(made)
        assert len({one.int >> 64 for one in made}) == 5_000


def test_threads_never_share_an_id() -> None:
    made: list[UUID] = []
    threads = [
        threading.Thread(target=lambda: made.extend(ids.new_id() for _ in range(2_000))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({one.int >> 64 for one in made}) == 8_000


def test_a_token_carries_192_bits_and_fits_in_an_address() -> None:
    tokens = {ids.new_token() for _ in range(200)}
    assert len(tokens) == 200
    assert all(len(base64.urlsafe_b64decode(token)) == 24 for token in tokens)

"""Identifiers: time-ordered UUIDs for rows, unguessable tokens for links.

Room: kernel. Touches the clock and the system's randomness; no table, no network.
"""

import os
import secrets
import threading
import time
from uuid import UUID

PLATFORM_TENANT = UUID(int=0)
"""The tenant of what belongs to no organisation: accounts, their mails, their audit entries."""

_lock = threading.Lock()
_last_tick = 0


def new_id() -> UUID:
    """Return a UUIDv7, greater than every one this process made before, even when the clock steps back.

    48 bits of milliseconds, then 12 bits that count within the millisecond, then 62 random bits
    (RFC 9562 clause 5.7, counter of clause 6.2 method 1).
    """
    global _last_tick
    tick = (time.time_ns() // 1_000_000) << 12
    with _lock:
        tick = _last_tick = max(tick, _last_tick + 1)
    random_bits = int.from_bytes(os.urandom(8)) >> 2
    milliseconds, counter = tick >> 12, tick & 0xFFF
    return UUID(int=milliseconds << 80 | 0x7 << 76 | counter << 64 | 0b10 << 62 | random_bits)


def new_token() -> str:
    """Return 192 random bits as 32 characters of base64url, for a link that must not be guessed."""
    return secrets.token_urlsafe(24)

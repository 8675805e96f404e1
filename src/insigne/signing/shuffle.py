"""A secret permutation of the 131,072 positions of a status list, so that indexes tell nothing of order or number.

A four-round Feistel network over 18 bits with 9-bit halves; values beyond 2^17 are walked again until they fall inside
(cycle walking), which keeps it a permutation. Bitstring Status List 1.0, "indexes should be allocated at random".
"""

import hashlib
from functools import lru_cache

_ROUNDS = 4
_HALF_BITS = 9
_HALF_MASK = (1 << _HALF_BITS) - 1
SIZE = 1 << 17


@lru_cache(maxsize=64)
def _tables(key: bytes) -> tuple[tuple[int, ...], ...]:
    def table(round_number: int) -> tuple[int, ...]:
        stream = hashlib.shake_256(key + bytes([round_number])).digest(2 << _HALF_BITS)
        return tuple(
            int.from_bytes(stream[2 * half : 2 * half + 2], "big") & _HALF_MASK
            for half in range(1 << _HALF_BITS)
        )

    return tuple(table(number) for number in range(_ROUNDS))


def index_at(position: int, *, key: bytes) -> int:
    """Return the index (0 ≤ index < 131,072) handed out at `position` (same range); a bijection for each key."""
    if not 0 <= position < SIZE:
        raise ValueError(f"position {position} is outside the list")
    tables = _tables(key)
    value = position
    while True:
        left, right = value >> _HALF_BITS, value & _HALF_MASK
        for table in tables:
            left, right = right, left ^ table[right]
        value = left << _HALF_BITS | right
        if value < SIZE:
            return value

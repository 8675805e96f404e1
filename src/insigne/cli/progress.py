"""Tells whoever waits at a terminal how far a long list has come. Writes to the error output only."""

import sys
from collections.abc import Iterator, Sequence
from typing import TypeVar

Row = TypeVar("Row")

LONG = 50
"""From how many rows on the wait is worth a word: some five seconds."""

EVERY = 100


def begins(sentence: str, count: int) -> None:
    """Say what is done now, when it is done to many."""
    if count >= LONG:
        print(f"· {sentence}", file=sys.stderr, flush=True)


def counted(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the rows; of many, say after each hundred how far they are."""
    for number, row in enumerate(rows, 1):
        yield row
        if number % EVERY == 0:
            print(f"  {number} / {len(rows)}", file=sys.stderr, flush=True)

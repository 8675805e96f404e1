"""The order in which indexes leave a list: a permutation that tells nothing."""

from itertools import pairwise

import pytest

from insigne.signing.shuffle import SIZE, index_at


def test_every_position_has_its_own_index() -> None:
    assert len({index_at(position, key=b"k" * 16) for position in range(SIZE)}) == SIZE


def test_neighbours_are_far_apart_and_keys_differ() -> None:
    first = [index_at(position, key=b"a" * 16) for position in range(1000)]
    other = [index_at(position, key=b"b" * 16) for position in range(1000)]
    assert sum(abs(x - y) == 1 for x, y in pairwise(first)) < 5
    assert sum(x == y for x, y in zip(first, other, strict=True)) < 5


@pytest.mark.parametrize("position", [-1, SIZE])
def test_positions_outside_the_list_are_refused(position: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        index_at(position, key=b"k" * 16)

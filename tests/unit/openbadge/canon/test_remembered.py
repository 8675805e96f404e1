"""A bounded memory keeps what was used last."""

from openbadge.canon.remembered import Remembered


def test_what_was_not_used_for_longest_goes_first():
    memory: Remembered[str, int] = Remembered(size=2, room=100)
    memory.put("a", 1)
    memory.put("b", 2)
    assert memory.get("a") == 1
    memory.put("c", 3)
    assert (memory.get("a"), memory.get("b"), memory.get("c")) == (1, None, 3)


def test_weight_is_bounded_and_given_back():
    memory: Remembered[str, int] = Remembered(size=100, room=10)
    for number in range(50):
        memory.put(f"n{number % 7}", number, weight=4)
        assert len(memory) <= 2
    memory.put("n0", 0, weight=10)
    assert len(memory) == 1


def test_what_is_too_heavy_is_handed_back_and_drops_nothing():
    memory: Remembered[str, int] = Remembered(size=2, room=10)
    memory.put("a", 1)
    assert memory.put("b", 2, weight=11) == 2
    assert (memory.get("a"), memory.get("b")) == (1, None)

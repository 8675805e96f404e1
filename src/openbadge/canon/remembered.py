"""What was worked out once and may be asked for again: a bounded memory of pure results. Any room may keep one.

Only what depends on the key alone belongs here, and only values that nobody changes: whoever asks gets the same
object. Nothing outlives the process.
"""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Remembered(Generic[Key, Value]):
    """The results used last: up to `size` of them, of a total weight up to `room`. May be shared by threads."""

    def __init__(self, *, size: int, room: int) -> None:
        self._size = size
        self._room = room
        self._weight = 0
        self._kept: OrderedDict[Key, tuple[Value, int]] = OrderedDict()
        self._changing = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Key) -> Value | None:
        """Return what was put under `key`, None when it is not there (any more)."""
        with self._changing:
            found = self._kept.get(key)
            if found is None:
                return None
            self._kept.move_to_end(key)
        return found[0]

    def put(self, key: Key, value: Value, *, weight: int = 1) -> Value:
        """Keep `value`, drop what was not used for longest, and return `value`; too heavy, it is not kept."""
        if weight > self._room:
            return value
        with self._changing:
            self._weight += weight - self._kept.pop(key, (value, 0))[1]
            self._kept[key] = (value, weight)
            while len(self._kept) > self._size or self._weight > self._room:
                self._weight -= self._kept.popitem(last=False)[1][1]
        return value

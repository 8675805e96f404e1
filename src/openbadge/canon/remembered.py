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


class _Kept(Generic[Value]):
    __slots__ = ("used", "value", "weight")

    def __init__(self, value: Value, weight: int) -> None:
        self.value = value
        self.weight = weight
        self.used = False


class Remembered(Generic[Key, Value]):
    """The results used lately: up to `size` of them, of a total weight up to `room`. May be shared by threads.

    When room is needed, the oldest goes, unless it was used since it came or was last passed over: it then counts as
    new. So a look costs one search and nothing more.
    """

    def __init__(self, *, size: int, room: int) -> None:
        self._size = size
        self._room = room
        self._weight = 0
        self._kept: OrderedDict[Key, _Kept[Value]] = OrderedDict()
        self._changing = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Key) -> Value | None:
        """Return what was put under `key`, None when it is not there (any more)."""
        found = self._kept.get(key)
        if found is None:
            return None
        found.used = True
        return found.value

    def put(self, key: Key, value: Value, *, weight: int = 1) -> Value:
        """Keep `value`, drop what was not used lately if need be, and return `value`; too heavy, it is not kept."""
        if weight > self._room:
            return value
        with self._changing:
            former = self._kept.pop(key, None)
            self._weight += weight - (0 if former is None else former.weight)
            self._kept[key] = _Kept(value, weight)
            while len(self._kept) > self._size or self._weight > self._room:
                self._drop_oldest()
        return value

    def _drop_oldest(self) -> None:
        key, kept = self._kept.popitem(last=False)
        if kept.used:
            kept.used = False
            self._kept[key] = kept
        else:
            self._weight -= kept.weight

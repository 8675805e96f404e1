"""The few CBOR items that a derived proof holds: unsigned integers, byte strings, arrays, maps of integers.

Read in the deterministic form only (RFC 8949 section 4.2.1): definite lengths, shortest integers, no tags,
no bytes left over, so that one value has one text. Nothing else of CBOR is understood.
"""

from typing import TypeAlias, Union

from openbadge.errors import LimitError, MalformedError

CborValue: TypeAlias = Union[int, bytes, "list[CborValue]", "dict[int, CborValue]"]

MAX_ITEMS = 10_000
_MAX_DEPTH = 4
_UNSIGNED, _BYTES, _ARRAY, _MAP = 0, 2, 4, 5
_EXTRA_BYTES = {24: 1, 25: 2, 26: 4}


def loads(data: bytes) -> CborValue:
    """Return the one item that `data` is. Raises MalformedError CBOR, LimitError CBOR_TOO_MANY_ITEMS."""
    reader = _Reader(data)
    value = reader.item(0)
    if reader.position != len(data):
        raise _bad("there are bytes after the item")
    return value


def _bad(reason: str) -> MalformedError:
    return MalformedError("CBOR", f"The proof value is not the CBOR that it should be: {reason}.")


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.position = 0
        self.items = 0

    def take(self, size: int) -> bytes:
        end = self.position + size
        if end > len(self.data):
            raise _bad("it ends too early")
        piece = self.data[self.position : end]
        self.position = end
        return piece

    def head(self) -> tuple[int, int]:
        first = self.take(1)[0]
        major, info = first >> 5, first & 31
        if info < 24:
            return major, info
        size = _EXTRA_BYTES.get(info)
        if size is None:
            raise _bad("a length is indefinite or above 4 GB")
        value = int.from_bytes(self.take(size), "big")
        if value < (24 if size == 1 else 1 << (4 * size)):
            raise _bad("a number is not in its shortest form")
        return major, value

    def item(self, depth: int) -> CborValue:
        self.items += 1
        if self.items > MAX_ITEMS:
            raise LimitError("CBOR_TOO_MANY_ITEMS", f"A proof value holds at most {MAX_ITEMS} items.")
        if depth > _MAX_DEPTH:
            raise _bad("it nests too deeply")
        major, value = self.head()
        if major == _UNSIGNED:
            return value
        if major == _BYTES:
            return self.take(value)
        if major == _ARRAY:
            return [self.item(depth + 1) for _ in range(self.count(value))]
        if major == _MAP:
            return self.mapping(self.count(value), depth + 1)
        raise _bad("it holds a kind of item that no derived proof holds")

    def count(self, value: int) -> int:
        if value > len(self.data) - self.position:
            raise _bad("it promises more items than it has bytes")
        return value

    def mapping(self, size: int, depth: int) -> dict[int, CborValue]:
        found: dict[int, CborValue] = {}
        for _ in range(size):
            key = self.item(depth)
            if not isinstance(key, int) or key in found:
                raise _bad("a map has a key twice, or one that is not a number")
            found[key] = self.item(depth)
        return found

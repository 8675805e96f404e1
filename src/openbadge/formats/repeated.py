"""Parts that many badges repeat word for word, such as their achievement and their issuer: read once, then shared.

A shared value must be one that nobody can change. So only parts without unknown members are kept, and the empty
`extra` of a kept part refuses members.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Generic, TypeVar, cast

import orjson

from openbadge.canon.remembered import Remembered
from openbadge.formats.reading import Node
from openbadge.model.json import EMPTY

Part = TypeVar("Part")

# A value takes some five times the memory of the text that it is read from.
_WEIGHT_OF_A_BYTE = 6


class Repeated(Generic[Part]):
    """Reads a part by `read`, unless it has lately read one with the very same members."""

    def __init__(
        self, read: Callable[[Node], Part], *, size: int = 1_024, room_bytes: int = 16_000_000
    ) -> None:
        self._read = read
        self._known: Remembered[bytes, Part] = Remembered(size=size, room=room_bytes)

    def read(self, node: Node) -> Part:
        """Return what `read` returns, and raise what it raises. The node is not to be used afterwards."""
        try:
            text = orjson.dumps(node.rest)
        except TypeError:
            return self._read(node)
        known = self._known.get(text)
        if known is not None:
            return known
        part = self._read(node)
        try:
            lasting = cast("Part", _lasting(part))
        except _ChangeableError:
            return part
        return self._known.put(text, lasting, weight=_WEIGHT_OF_A_BYTE * len(text))


class _ChangeableError(Exception):
    """The part holds something that its holder could change."""


def _lasting(value: object) -> object:
    """Return an equal value that nobody can change. Raises _ChangeableError when there is none."""
    if isinstance(value, dict | list):
        if value or isinstance(value, list):
            raise _ChangeableError
        return EMPTY
    if isinstance(value, tuple):
        return tuple(map(_lasting, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: _lasting(getattr(value, each.name)) for each in fields(value)})
    return value

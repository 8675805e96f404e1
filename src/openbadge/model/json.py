"""The type of a parsed JSON value, and an empty object to share, for every room."""

from typing import NoReturn, TypeAlias, Union

JsonValue: TypeAlias = Union[bool, int, float, str, "list[JsonValue]", "dict[str, JsonValue]", None]
JsonObject: TypeAlias = dict[str, JsonValue]


class _Empty(dict[str, JsonValue]):
    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("This value is shared: make a new one with dataclasses.replace.")

    __setitem__ = __ior__ = setdefault = update = _refuse


EMPTY: JsonObject = _Empty()
"""An empty object that stays empty."""

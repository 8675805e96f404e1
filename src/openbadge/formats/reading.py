"""One JSON object being read: members are taken by name, and what nobody took is kept.

A member in a form that we can read but would not write the same (a language map where we write a text, a
number where we write digits) is read as best we can and stays in `rest` as well, so nothing is lost when the
value is written again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from openbadge.errors import MalformedError
from openbadge.formats import moments
from openbadge.model.json import JsonObject, JsonValue

_DIGITS = re.compile(r"0|[1-9][0-9]{0,15}")


class Node:
    """An object of a document, with its JSON path. `rest` holds the members not taken yet."""

    __slots__ = ("path", "rest")

    def __init__(self, members: JsonObject, path: str = "$") -> None:
        self.path = path
        self.rest: JsonObject = members.copy()
        if None in members.values():
            self.rest = {name: value for name, value in members.items() if value is not None}

    def at(self, name: str) -> str:
        """Return the JSON path of the member `name`."""
        return f"{self.path}.{name}" if name.isidentifier() else f"{self.path}['{name}']"

    def raw(self, name: str) -> JsonValue:
        """Return the member as it stands and take it; None when it is absent."""
        return self.rest.pop(name, None)

    def text(self, name: str) -> str | None:
        """Return the member's text, or None when there is none that can be read as one text."""
        rest = self.rest
        value = rest.get(name)
        if value is None:
            return None
        if isinstance(value, str):
            del rest[name]
            return value
        return _text_of(value)

    def need_text(self, name: str) -> str:
        """Return the member's text. Raises MalformedError (MEMBER_MISSING) when there is none."""
        value = self.text(name)
        if value is None:
            raise missing(self.at(name))
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the texts of an array, or the one text that stands in its place."""
        if name not in self.rest:
            return ()
        items = self._items(name)
        found = tuple([item for item in items if isinstance(item, str)])
        if len(found) == len(items):
            del self.rest[name]
        return found

    def number(self, name: str) -> int | float | None:
        """Return the member when it is a number."""
        value = self.rest.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        del self.rest[name]
        return value

    def digits(self, name: str) -> int | None:
        """Return the number that a text of decimal digits states; None for any other spelling."""
        value = self.rest.get(name)
        if not isinstance(value, str) or not _DIGITS.fullmatch(value):
            return None
        del self.rest[name]
        return int(value)

    def flag(self, name: str) -> bool | None:
        """Return the member when it is true or false."""
        value = self.rest.get(name)
        if not isinstance(value, bool):
            return None
        del self.rest[name]
        return value

    def moment(self, name: str) -> datetime | None:
        """Return the member as a time in UTC, None when absent. Raises MalformedError (TIME)."""
        value = self.rest.get(name)
        if value is None:
            return None
        at = moments.read(value, path=self.at(name))
        del self.rest[name]
        return at

    def need_moment(self, name: str) -> datetime:
        """Return the member as a time in UTC. Raises MalformedError (MEMBER_MISSING, TIME)."""
        at = self.moment(name)
        if at is None:
            raise missing(self.at(name))
        return at

    def child(self, name: str) -> Node | None:
        """Return the object that the member is: the object itself, an id alone, or an array of one of these.

        Of an array of several the first is returned and the whole array stays in `rest`.
        """
        if name not in self.rest:
            return None
        items = self._items(name)
        nodes = self._nodes(name, items)
        if not nodes:
            return None
        if len(items) == 1:
            del self.rest[name]
        return nodes[0]

    def need_child(self, name: str) -> Node:
        """Return the one object that the member is.

        Raises MalformedError: MEMBER_MISSING when there is none, MEMBER_SEVERAL when there are several.
        """
        value = self.rest.get(name)
        if isinstance(value, list) and len(value) > 1:
            raise MalformedError(
                "MEMBER_SEVERAL", f"{self.at(name)} holds several objects.", path=self.at(name)
            )
        node = self.child(name)
        if node is None:
            raise missing(self.at(name))
        return node

    def children(self, name: str) -> tuple[Node, ...]:
        """Return the objects of an array, or the one object that stands in its place."""
        if name not in self.rest:
            return ()
        items = self._items(name)
        nodes = self._nodes(name, items)
        if len(nodes) == len(items):
            del self.rest[name]
        return nodes

    def types(self, own: Iterable[str]) -> tuple[str, ...]:
        """Return the types that are not among the format's `own`."""
        found = self.texts("type")
        return () if found == own else tuple([kind for kind in found if kind not in own])

    def _items(self, name: str) -> list[JsonValue]:
        value = self.rest[name]
        return value if isinstance(value, list) else [value]

    def _nodes(self, name: str, items: list[JsonValue]) -> tuple[Node, ...]:
        path = self.at(name)
        if len(items) == 1:
            item = items[0]
            if isinstance(item, dict):
                return (Node(item, path),)
            return (Node({"id": item}, path),) if isinstance(item, str) else ()
        return tuple(
            [
                Node(item if isinstance(item, dict) else {"id": item}, f"{path}[{position}]")
                for position, item in enumerate(items)
                if isinstance(item, dict | str)
            ]
        )


def missing(path: str) -> MalformedError:
    """Return the error that says that the member at `path` is missing."""
    return MalformedError("MEMBER_MISSING", f"{path} is missing.", path=path)


def record(**members: JsonValue) -> JsonObject:
    """Return the members that say something: None, empty arrays and empty objects are left out.

    A wire name that Python cannot spell (`@context`) is added by the caller.
    Source: OB 3.0, serialization: nulls and empty arrays are dropped.
    """
    return {
        name: value for name, value in members.items() if value is not None and value != [] and value != {}
    }


def texts(values: Iterable[str]) -> list[JsonValue]:
    """Return the texts as a JSON array."""
    return list(values)


def _text_of(value: JsonValue) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        return next((text for text in map(_text_of, value) if text is not None), None)
    if "@value" in value:
        return _text_of(value["@value"])
    return next((text for text in value.values() if isinstance(text, str)), None)

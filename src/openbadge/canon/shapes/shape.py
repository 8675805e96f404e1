"""What a document looks like apart from its texts: the shape key, and the texts themselves (leaves).

The key holds, injectively, all that JSON-LD processing may branch on: member names, JSON types, nesting,
and by value each `@context`, `type`, number, boolean and null. All other strings are leaves.
Two documents with one key differ in leaves only.

Taken apart in brief, a document keeps its issuer and its achievement whole: thousands of badges have them word
for word alike. Their JSON text stands in the key, and none of their strings is a leaf.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

import orjson

from openbadge.model.json import JsonObject, JsonValue

Key: TypeAlias = tuple[int | str | bytes, ...]
"""A shape: member names and exact values are strings, what is kept whole is bytes.

An integer, one of those below, says what follows; a name that nothing announces is that of a leaf.
"""

LeafPath: TypeAlias = tuple[str | int, ...]
"""Where a leaf stands: member names and positions, e.g. ("credentialSubject", "identifier", 0, "salt")."""

_END, _OBJECT, _EXACT, _LEAF, _LIST, _EXACTS, _SCALAR, _WHOLE = range(8)
_EXACT_MEMBERS = frozenset({"@context", "type"})
_SHARED_MEMBERS = frozenset({"issuer", "achievement"})
_NONE: frozenset[str] = frozenset()


class UnshapedError(Exception):
    """The document has no shape that may be compiled. Never leaves `canon.shapes`."""


class Shaped(NamedTuple):
    """A document taken apart: its shape, and its leaves in document order; `is_brief` as the room says above."""

    key: Key
    leaves: list[str]
    is_brief: bool = False


def take_apart(document: JsonObject, *, brief: bool = False) -> Shaped | None:
    """Return the shape of a document and its leaves, None when it has no shape: see `shape_of`.

    In brief, `document` must come from JSON text: not all that Python can hold has a text of its own.
    """
    try:
        return Shaped(*shape_of(document, brief=brief), brief)
    except (UnshapedError, RecursionError, TypeError):
        return None


def shape_of(document: JsonObject, *, brief: bool = False) -> tuple[Key, list[str]]:
    """Return the shape key of a document and its leaves, in document order.

    Raises UnshapedError for a value that is none of the JSON types, or whose `type` or `@context` is
    neither a text nor a list of texts; in brief, TypeError for what cannot be written as JSON.
    """
    key: list[int | str | bytes] = []
    leaves: list[str] = []
    _walk(document, key, leaves, _SHARED_MEMBERS if brief else _NONE)
    return tuple(key), leaves


def _walk(value: JsonObject, key: list[int | str | bytes], leaves: list[str], whole: frozenset[str]) -> None:
    put = key.append
    put(_OBJECT)
    for name, item in value.items():
        kind = type(item)
        put(name)
        if name in _EXACT_MEMBERS:
            _put_exact(item, key)
        elif kind is str:
            leaves.append(item)  # type: ignore[arg-type] # its type was just compared
        elif kind is dict:
            if name in whole:
                put(_WHOLE)
                put(orjson.dumps(item))
            else:
                _walk(item, key, leaves, whole)  # type: ignore[arg-type]
        elif kind is list:
            _walk_list(item, key, leaves, whole)  # type: ignore[arg-type]
        else:
            _put_scalar(item, key)
    put(_END)


def _walk_list(
    values: list[JsonValue], key: list[int | str | bytes], leaves: list[str], whole: frozenset[str]
) -> None:
    put = key.append
    put(_LIST)
    for item in values:
        kind = type(item)
        if kind is str:
            put(_LEAF)
            leaves.append(item)  # type: ignore[arg-type]
        elif kind is dict:
            _walk(item, key, leaves, whole)  # type: ignore[arg-type]
        elif kind is list:
            _walk_list(item, key, leaves, whole)  # type: ignore[arg-type]
        else:
            _put_scalar(item, key)
    put(_END)


def _put_exact(item: JsonValue, key: list[int | str | bytes]) -> None:
    if type(item) is list:
        key.append(_EXACTS)
        for text in item:
            if type(text) is not str:
                raise UnshapedError
            key.append(text)
        key.append(_END)
    elif type(item) is str:
        key.append(_EXACT)
        key.append(item)
    else:
        raise UnshapedError


def _put_scalar(item: JsonValue, key: list[int | str | bytes]) -> None:
    if item is not None and type(item) not in (bool, int, float):
        raise UnshapedError
    key.append(_SCALAR)
    key.append(repr(item))


def weight_of(key: Key) -> int:
    """Return roughly how many bytes a shape takes, with what may be noted of each of its texts."""
    return sum(len(part) for part in key if not isinstance(part, int)) + 90 * len(key)


def names_of(document: JsonValue) -> Iterator[str]:
    """Yield every member name of a document, at any depth."""
    if isinstance(document, dict):
        for name, item in document.items():
            yield name
            yield from names_of(item)
    elif isinstance(document, list):
        for item in document:
            yield from names_of(item)


def contexts_of(document: JsonValue) -> Iterator[str]:
    """Yield every context URL that a shaped document names, at any depth."""
    if isinstance(document, dict):
        for name, item in document.items():
            if name == "@context":
                yield from (
                    url for url in (item if isinstance(item, list) else [item]) if isinstance(url, str)
                )
            else:
                yield from contexts_of(item)
    elif isinstance(document, list):
        for item in document:
            yield from contexts_of(item)


def leaf_paths(document: JsonObject) -> list[LeafPath]:
    """Return the path of each leaf, in the order of `shape_of`."""
    return list(_paths(document, ()))


def _paths(value: JsonValue, here: LeafPath) -> Iterator[LeafPath]:
    if isinstance(value, str):
        yield here
    elif isinstance(value, dict):
        for name, item in value.items():
            if name not in _EXACT_MEMBERS:
                yield from _paths(item, (*here, name))
    elif isinstance(value, list):
        for position, item in enumerate(value):
            yield from _paths(item, (*here, position))


def with_leaves(document: JsonObject, leaves: Sequence[str], *, brief: bool = False) -> JsonObject:
    """Return a copy of `document` whose leaves, in the order of `shape_of`, are `leaves`.

    In brief, what is kept whole is shared with `document`, not copied.
    """
    waiting = iter(leaves)
    whole = _SHARED_MEMBERS if brief else _NONE

    def copy(value: JsonValue) -> JsonValue:
        if isinstance(value, str):
            return next(waiting)
        if isinstance(value, dict):
            return copy_object(value)
        if isinstance(value, list):
            return [copy(item) for item in value]
        return value

    def copy_object(value: JsonObject) -> JsonObject:
        return {
            name: item if name in _EXACT_MEMBERS or (isinstance(item, dict) and name in whole) else copy(item)
            for name, item in value.items()
        }

    return copy_object(document)

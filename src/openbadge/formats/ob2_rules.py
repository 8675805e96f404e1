"""What a badge of 1.x or 2.0 lacks of the parts that its generation requires: the step "Data Validation" of OB 2.0.

The badge is given whole, its badge class and issuer inside. Required is what OB 2.0 and its reference validator
require (which lets a badge be without a picture), and of older badges what the first backpack wanted.
Source: OB 2.0, Data Classes; OB 1.1, Assertion specification.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from openbadge.model.json import JsonObject, JsonValue

_Required = Mapping[str, tuple[str, ...]]

# By the place of the object (`` is the assertion), the members that it must have.
_OB2: _Required = MappingProxyType(
    {
        "": ("id", "type", "recipient", "badge", "verification", "issuedOn"),
        "recipient": ("type", "hashed", "identity"),
        "badge": ("id", "type", "name", "description", "criteria", "issuer"),
        "badge.issuer": ("id", "type", "name", "url", "email"),
    }
)
_OB1: _Required = MappingProxyType(
    {
        "": ("recipient", "badge", "issuedOn"),
        "badge": ("name", "description", "criteria", "issuer"),
        "badge.issuer": ("name", "url"),
    }
)
_OB05: _Required = MappingProxyType(
    {"": ("recipient", "badge"), "badge": ("name", "description", "criteria")}
)
_GENERATIONS = {"ob05": _OB05, "ob10": _OB1, "ob11": _OB1, "ob20": _OB2}

# The class that each object of a 2.0 badge says it is of.
_CLASSES = {
    "": frozenset({"Assertion"}),
    "badge": frozenset({"BadgeClass"}),
    "badge.issuer": frozenset({"Issuer", "Profile"}),
}


def lacking(document: JsonObject, generation: str) -> tuple[str, ...]:
    """Return the JSON paths of what a whole badge of `generation` (ob05 … ob20) lacks, none when it is sound.

    A 2.0 object whose `type` names another class lacks its type.
    """
    return tuple(_lacking(document, generation))


def _lacking(document: JsonObject, generation: str) -> Iterator[str]:
    for place, names in _GENERATIONS[generation].items():
        held = _at(document, place)
        members = held if isinstance(held, dict) else {}
        yield from (_path(place, name) for name in names if members.get(name) in (None, "", [], {}))
        if generation == "ob20" and "type" in members and not _is_of(members["type"], place):
            yield _path(place, "type")


def _at(document: JsonObject, place: str) -> JsonValue:
    held: JsonValue = document
    for step in filter(None, place.split(".")):
        held = held.get(step) if isinstance(held, dict) else None
        held = held[0] if isinstance(held, list) and len(held) == 1 else held
    return held


def _is_of(types: JsonValue, place: str) -> bool:
    wanted = _CLASSES.get(place)
    named = types if isinstance(types, list) else [types]
    return wanted is None or any(isinstance(name, str) and name in wanted for name in named)


def _path(place: str, name: str) -> str:
    return ".".join(filter(None, ("$", place, name)))

"""What a verifier must see of a verifiable credential even when it cannot be read whole: a tolerant look.

A reader (`ob3.read`) refuses a broken document; a verifier must still say which of its parts fail. Nothing
here raises on any JSON object: what is not of the expected kind is left out or handed on as it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from openbadge.formats.ob3_names import SCHEMA_TYPE
from openbadge.model.json import JsonObject, JsonValue

# Members whose addresses a verifier never visits by itself (OB 3.0 verification step 3, VCDM 2.0 sections
# 4.11, 5.4 and 5.5): following them would tell a stranger who reads the badge.
_INVITATIONS = ("refreshService", "termsOfUse", "credentialSchema", "relatedResource", "renderMethod")

# Members that hold credentials of other issuers: what is inside them is theirs, not this credential's.
FOREIGN = frozenset({"endorsement", "endorsementJwt", "verifiableCredential", "proof"})

_Place: TypeAlias = "tuple[_Place, str | int] | None"
"""Where a value stands: the place of what holds it, and its name or number there; None is the document."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """A credential inside another: an object or a compact JWT, where it stands, and what it may be about."""

    document: JsonValue
    path: str
    about: frozenset[str]


class Outline(NamedTuple):
    """The parts of a credential that verification looks at one by one, empty where they are absent.

    `statuses` are the status entries as they stand, whatever their kind. `invitations` are the addresses that
    the credential asks its reader to visit. `valid_from` and `valid_until` are what stands there, unread.
    """

    types: frozenset[str]
    id: str
    issuer_id: str
    issuer_name: str
    subject_id: str
    identified: bool
    valid_from: JsonValue
    valid_until: JsonValue
    statuses: tuple[JsonValue, ...]
    refreshes: bool
    names_schema: bool
    invitations: tuple[str, ...]
    contexts: tuple[JsonValue, ...]
    endorsements: tuple[Embedded, ...]
    inner: tuple[Embedded, ...]
    has_proof: bool


def outline(document: JsonObject, *, contexts: tuple[JsonValue, ...] | None = None) -> Outline:
    """Return the outline of a credential of VCDM 1.1 or 2.0.

    `contexts` are those of all its objects, from a caller who knows them and knows that nothing in the document
    is endorsed; the walk to find them is then spared.
    """
    subject = _first_object(document.get("credentialSubject"))
    subject_id = subject.get("id")
    seen = _walk(document, None, _Seen()) if contexts is None else _Seen(list(contexts))
    return Outline(
        types=frozenset([item for item in many(document.get("type")) if isinstance(item, str)]),
        id=_text(document.get("id")),
        issuer_id=issuer_id(document),
        issuer_name=_text(_first_object(document.get("issuer")).get("name")),
        subject_id=_text(subject_id),
        identified=bool(isinstance(subject_id, str) and subject_id) or _has_identifier(subject),
        valid_from=_first_given(document, "validFrom", "issuanceDate"),
        valid_until=_first_given(document, "validUntil", "expirationDate"),
        statuses=many(document.get("credentialStatus")),
        refreshes="refreshService" in document,
        names_schema=any(
            isinstance(item, dict) and item.get("type") == SCHEMA_TYPE
            for item in many(document.get("credentialSchema"))
        ),
        invitations=tuple(_invitations(document)),
        contexts=tuple(seen.contexts),
        endorsements=tuple(_endorsements(document, seen)),
        inner=tuple(
            [
                Embedded(each, f"$.credentialSubject.verifiableCredential[{number}]", frozenset())
                for number, each in enumerate(many(subject.get("verifiableCredential")))
            ]
        ),
        has_proof="proof" in document,
    )


def issuer_id(document: JsonObject) -> str:
    """Return the id of a credential's issuer, given as a text or an object; "" when there is none."""
    issuer = document.get("issuer")
    return _text(issuer.get("id") if isinstance(issuer, dict) else issuer)


def many(value: JsonValue) -> tuple[JsonValue, ...]:
    """Return the values of a member that may hold none, one or several."""
    if value is None:
        return ()
    return tuple(value) if isinstance(value, list) else (value,)


def _first_given(document: JsonObject, *names: str) -> JsonValue:
    """Return the first of the members that says something: a null leaves no trace in what is signed."""
    for name in names:
        value = document.get(name)
        if value is not None:
            return value
    return None


def _text(value: JsonValue) -> str:
    return value if isinstance(value, str) else ""


def _first_object(value: JsonValue) -> JsonObject:
    if isinstance(value, dict):
        return value
    return next((item for item in many(value) if isinstance(item, dict)), {})


def _has_identifier(subject: JsonObject) -> bool:
    return any(
        isinstance(item, dict) and isinstance(item.get("identityHash"), str)
        for item in many(subject.get("identifier"))
    )


def _invitations(document: JsonObject) -> Iterator[str]:
    for name in _INVITATIONS:
        for item in many(document[name]) if name in document else ():
            address = item.get("id") if isinstance(item, dict) else item
            if isinstance(address, str) and address:
                yield address


@dataclass(slots=True)
class _Seen:
    """What one walk over a document finds: contexts, ids, and the objects that carry endorsements."""

    contexts: list[JsonValue] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    endorsed: list[tuple[_Place, JsonObject]] = field(default_factory=list)


def _walk(value: JsonValue, place: _Place, seen: _Seen) -> _Seen:
    """Look at every object of the document itself, not at the credentials of others that it carries.

    Documents come here parsed, so they nest no deeper than the limits allow.
    """
    if isinstance(value, list):
        for number, item in enumerate(value):
            if isinstance(item, dict | list):
                _walk(item, (place, number), seen)
    elif isinstance(value, dict):
        own = value.get("id")
        if isinstance(own, str):
            seen.ids.add(own)
        if "@context" in value:
            seen.contexts += many(value["@context"])
        if "endorsement" in value or "endorsementJwt" in value:
            seen.endorsed.append((place, value))
        for name, item in value.items():
            if isinstance(item, dict | list) and name not in FOREIGN:
                _walk(item, (place, name), seen)
    return seen


def _path(place: _Place) -> str:
    """Return a place as a JSON path."""
    parts: list[str] = []
    while place is not None:
        place, name = place
        parts.append(f"[{name}]" if isinstance(name, int) else f".{name}")
    return "$" + "".join(reversed(parts))


def _endorsements(document: JsonObject, seen: _Seen) -> Iterator[Embedded]:
    # OB 3.0, class AchievementCredential: an endorsement of the credential may speak of the credential, or
    # of the achievement and the profiles in it; elsewhere it speaks of the thing that carries it.
    for place, holder in seen.endorsed:
        own = holder.get("id")
        about = seen.ids if holder is document else [own] if isinstance(own, str) else []
        for name in ("endorsement", "endorsementJwt"):
            for number, each in enumerate(many(holder.get(name))):
                yield Embedded(each, f"{_path(place)}.{name}[{number}]", frozenset(about))

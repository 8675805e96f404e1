"""What a verifier must see of a verifiable credential even when it cannot be read whole: a tolerant look.

A reader (`ob3.read`) refuses a broken document; a verifier must still say which of its parts fail. Nothing
here raises on any JSON object: what is not of the expected kind is left out or handed on as it is.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from openbadge.formats.ob3_names import SCHEMA_TYPE
from openbadge.model.json import JsonObject, JsonValue

# Members whose addresses a verifier never visits by itself (OB 3.0 verification step 3, VCDM 2.0 sections
# 4.11, 5.4 and 5.5): following them would tell a stranger who reads the badge.
_INVITATIONS = ("refreshService", "termsOfUse", "credentialSchema", "relatedResource", "renderMethod")

# Members that hold credentials of other issuers: what is inside them is theirs, not this credential's.
_FOREIGN = ("endorsement", "endorsementJwt", "verifiableCredential", "proof")


@dataclass(frozen=True, slots=True)
class Embedded:
    """A credential inside another: an object or a compact JWT, where it stands, and what it may be about."""

    document: JsonValue
    path: str
    about: frozenset[str]


@dataclass(frozen=True, slots=True)
class Outline:
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


def outline(document: JsonObject) -> Outline:
    """Return the outline of a credential of VCDM 1.1 or 2.0."""
    subject = _first_object(document.get("credentialSubject"))
    subject_id = subject.get("id")
    return Outline(
        types=frozenset(item for item in many(document.get("type")) if isinstance(item, str)),
        id=_text(document.get("id")),
        issuer_id=issuer_id(document),
        issuer_name=_text(_first_object(document.get("issuer")).get("name")),
        subject_id=_text(subject_id),
        identified=bool(isinstance(subject_id, str) and subject_id) or _has_identifier(subject),
        valid_from=document.get("validFrom", document.get("issuanceDate")),
        valid_until=document.get("validUntil", document.get("expirationDate")),
        statuses=many(document.get("credentialStatus")),
        refreshes="refreshService" in document,
        names_schema=any(
            isinstance(item, dict) and item.get("type") == SCHEMA_TYPE
            for item in many(document.get("credentialSchema"))
        ),
        invitations=tuple(_invitations(document)),
        contexts=tuple(_contexts(document)),
        endorsements=tuple(_endorsements(document)),
        inner=tuple(
            Embedded(each, f"$.credentialSubject.verifiableCredential[{number}]", frozenset())
            for number, each in enumerate(many(subject.get("verifiableCredential")))
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


def _text(value: JsonValue) -> str:
    return value if isinstance(value, str) else ""


def _first_object(value: JsonValue) -> JsonObject:
    return next((item for item in many(value) if isinstance(item, dict)), {})


def _has_identifier(subject: JsonObject) -> bool:
    return any(
        isinstance(item, dict) and isinstance(item.get("identityHash"), str)
        for item in many(subject.get("identifier"))
    )


def _invitations(document: JsonObject) -> Iterator[str]:
    for name in _INVITATIONS:
        for item in many(document.get(name)):
            address = item.get("id") if isinstance(item, dict) else item
            if isinstance(address, str) and address:
                yield address


def _contexts(document: JsonObject) -> Iterator[JsonValue]:
    """Yield every context named in the document itself, not in the credentials that it carries."""
    for _, holder in _objects(document, "$"):
        yield from many(holder.get("@context"))


def _endorsements(document: JsonObject) -> Iterator[Embedded]:
    # OB 3.0, class AchievementCredential: an endorsement of the credential may speak of the credential, or
    # of the achievement and the profiles in it; elsewhere it speaks of the thing that carries it.
    everything = frozenset(
        value for _, holder in _objects(document, "$") if isinstance(value := holder.get("id"), str)
    )
    for path, holder in _objects(document, "$"):
        own = holder.get("id")
        about = everything if holder is document else frozenset([own] if isinstance(own, str) else [])
        for name in ("endorsement", "endorsementJwt"):
            for number, each in enumerate(many(holder.get(name))):
                yield Embedded(each, f"{path}.{name}[{number}]", about)


def _objects(value: JsonValue, path: str) -> Iterator[tuple[str, JsonObject]]:
    """Yield every object of the document with its path, outermost first, stopping at foreign credentials."""
    waiting: deque[tuple[str, JsonValue]] = deque([(path, value)])
    while waiting:
        path, item = waiting.popleft()
        if isinstance(item, dict):
            yield path, item
            waiting.extend((f"{path}.{name}", below) for name, below in item.items() if name not in _FOREIGN)
        elif isinstance(item, list):
            waiting.extend((f"{path}[{number}]", below) for number, below in enumerate(item))

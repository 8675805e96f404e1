"""Open Badges 2.0: hosted assertions and signed payloads, read, and written for readers of nothing newer.

A signed badge is the same JSON as the payload of a JWS (`openbadge.proofs.jws`).
Source: OB 2.0, data classes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from openbadge.formats import moments, ob2_parts
from openbadge.formats.reading import Node, record, texts
from openbadge.model.achievement import Achievement, Alignment, Criteria, Related
from openbadge.model.credential import Credential, Verification
from openbadge.model.evidence import Evidence
from openbadge.model.json import JsonObject, JsonValue
from openbadge.model.profile import Image, Profile
from openbadge.model.recipient import IdentityHash, Recipient

CONTEXT = "https://w3id.org/openbadges/v2"
NOTHING: Mapping[str, JsonObject] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Parts:
    """The three documents of a hosted badge, each to be served at the address that is its id."""

    assertion: JsonObject
    badge_class: JsonObject
    issuer: JsonObject


def read(document: JsonObject, *, linked: Mapping[str, JsonObject] = NOTHING) -> Credential:
    """Return the credential that an Assertion states.

    `linked` holds, by address, the BadgeClass and the Issuer already fetched; inline ones need no entry.
    Raises MalformedError: MEMBER_MISSING, TIME, LINK_NEEDED (fact `url`: fetch it, add it, read again).
    """
    root = Node(document)
    contexts = _further_contexts(root.raw("@context"))
    badge = ob2_parts.linked_node(root, "badge", linked)
    issuer = ob2_parts.linked_node(badge, "issuer", linked)
    return Credential(
        id=root.need_text("id"),
        types=root.types(("Assertion",)),
        contexts=contexts,
        recipient=Recipient(identities=(ob2_parts.identity(root.need_child("recipient")),)),
        achievement=ob2_parts.achievement(badge),
        issuer=ob2_parts.profile(issuer),
        verification=_stated_verification(root),
        valid_from_at=root.need_moment("issuedOn"),
        valid_until_at=root.moment("expires"),
        image=ob2_parts.image(root.child("image")),
        evidence=tuple(map(ob2_parts.evidence, root.children("evidence"))),
        narrative=root.text("narrative"),
        extra=root.rest,
    )


def _stated_verification(root: Node) -> Verification | None:
    """Return how the badge says that it is believed; a way that is not known stays among the unknown members."""
    stated: JsonObject = {name: root.rest[name] for name in ("verification", "verify") if name in root.rest}
    found = ob2_parts.verification(root.child("verification") or root.child("verify"))
    if found is None:
        root.rest.update(stated)
    return found


def write(credential: Credential) -> JsonObject:
    """Return the Assertion with its BadgeClass and Issuer inline: a signed badge's payload, or a hosted one.

    What OB 2.0 has no word for is not written: `upgrade.to_ob2` says what that is. Without a
    `verification` the badge is hosted. Raises MalformedError (TIME_NAIVE).
    """
    return _assertion(
        credential, {**_badge_class(credential.achievement), "issuer": _issuer(credential.issuer)}
    )


def write_parts(credential: Credential) -> Parts:
    """Return the three linked documents of the credential, each with its own context."""
    context: JsonObject = {"@context": CONTEXT}
    return Parts(
        assertion=_assertion(credential, credential.achievement.id),
        badge_class={**context, **_badge_class(credential.achievement), "issuer": credential.issuer.id},
        issuer={**context, **_issuer(credential.issuer)},
    )


def _assertion(credential: Credential, badge: JsonValue) -> JsonObject:
    identities = credential.recipient.identities
    members = record(
        id=credential.id,
        type=_types("Assertion", credential.types),
        recipient=_identity(identities[0]) if identities else _identity_of(credential.recipient.id),
        badge=badge,
        verification=_verification(credential.verification),
        issuedOn=moments.write(credential.valid_from_at),
        expires=None if credential.valid_until_at is None else moments.write(credential.valid_until_at),
        image=_image(credential.image),
        evidence=[_evidence(entry) for entry in credential.evidence],
        narrative=credential.narrative,
    )
    context: JsonValue = [CONTEXT, *credential.contexts] if credential.contexts else CONTEXT
    return {"@context": context, **members, **credential.extra}


def _badge_class(value: Achievement) -> JsonObject:
    members = record(
        id=value.id,
        type=_types("BadgeClass", value.types),
        name=value.name,
        description=value.description,
        image=_image(value.image),
        criteria=_criteria(value.criteria),
        tags=texts(value.tags),
        alignment=[_alignment(entry) for entry in value.alignments],
        version=value.version,
        related=[_related(entry) for entry in value.related],
    )
    language: JsonObject = {} if value.language is None else {"@language": value.language}
    return {**members, **language, **value.extra}


def _issuer(value: Profile) -> JsonObject:
    members = record(
        id=value.id,
        type=_types("Issuer", value.types),
        name=value.name,
        url=value.url,
        email=value.email,
        telephone=value.phone,
        description=value.description,
        image=_image(value.image),
    )
    return {**members, **value.extra}


def _identity(value: IdentityHash) -> JsonObject:
    members = record(type=value.type, hashed=value.hashed, identity=value.value, salt=value.salt)
    return {**members, **value.extra}


def _identity_of(iri: str | None) -> JsonValue:
    return record(type="url", hashed=False, identity=iri)


def _verification(value: Verification | None) -> JsonObject:
    if value is None:
        return {"type": "HostedBadge"}
    if value.kind == "signed":
        return {**record(type="SignedBadge", creator=value.key_url), **value.extra}
    return {**record(type="HostedBadge", url=value.url, creator=value.key_url), **value.extra}


def _criteria(value: Criteria) -> JsonObject:
    return {**record(id=value.id, type="Criteria", narrative=value.narrative), **value.extra}


def _image(value: Image | None) -> JsonValue:
    if value is None:
        return None
    if value.caption is None and not value.extra:
        return value.id
    return {**record(id=value.id, type="Image", caption=value.caption), **value.extra}


def _alignment(value: Alignment) -> JsonObject:
    members = record(
        id=value.id,
        type=_types("AlignmentObject", value.types),
        targetName=value.target_name,
        targetUrl=value.target_url,
        targetDescription=value.target_description,
        targetFramework=value.target_framework,
        targetCode=value.target_code,
    )
    return {**members, **value.extra}


def _related(value: Related) -> JsonObject:
    members = record(id=value.id, type=texts(value.types), version=value.version)
    language: JsonObject = {} if value.language is None else {"@language": value.language}
    return {**members, **language, **value.extra}


def _evidence(value: Evidence) -> JsonObject:
    members = record(
        id=value.id,
        type=_types("Evidence", value.types),
        name=value.name,
        description=value.description,
        narrative=value.narrative,
        genre=value.genre,
        audience=value.audience,
    )
    return {**members, **value.extra}


def _types(own: str, others: tuple[str, ...]) -> JsonValue:
    return texts((own, *others)) if others else own


def _further_contexts(value: JsonValue) -> tuple[JsonValue, ...]:
    contexts = value if isinstance(value, list) else [value]
    return tuple(entry for entry in contexts if entry is not None and entry != CONTEXT)

"""Open Badges 3.0: the unsigned document of a credential, and the credential of a document.

Written is VCDM 2.0 with the context 3.0.3, every property that may be several as an array, one
credentialStatus object, an id for every node that may have one. Read are also the form of the VCDM 1.1 era
(issuanceDate, `vc` claim) and single values where an array is usual. Proofs belong to the signed document,
not to the value: reading leaves them aside, writing gives none.
"""

from __future__ import annotations

from datetime import datetime

from openbadge.errors import MalformedError
from openbadge.formats import moments, ob3_parts, ob3_writing
from openbadge.formats.ob3_names import (
    BASE_CONTEXTS,
    CREDENTIAL_TYPES,
    CREDENTIAL_TYPES_READ,
    EXTENSION_TYPES,
    EXTENSIONS_CONTEXT,
    OB3_CONTEXT,
    SCHEMA_ID,
    SCHEMA_TYPE,
    VC2_CONTEXT,
    derived,
)
from openbadge.formats.reading import Node, missing, record, texts
from openbadge.model.credential import Credential, SchemaRef
from openbadge.model.json import JsonObject, JsonValue

SCHEMA = SchemaRef(id=SCHEMA_ID, type=SCHEMA_TYPE)
_JWT_CLAIMS = ("iss", "sub", "jti", "nbf", "exp", "iat", "aud", "nonce")


def write(credential: Credential) -> JsonObject:
    """Return the unsigned OB 3.0 document of `credential`.

    `verification` belongs to older badges and is not written. Raises MalformedError (TIME_NAIVE).
    Source: OB 3.0, AchievementCredential; VCDM 2.0.
    """
    own = credential.id
    members = record(
        id=own,
        type=texts((*CREDENTIAL_TYPES, *credential.types)),
        issuer=ob3_writing.profile(credential.issuer),
        validFrom=moments.write(credential.valid_from_at),
        validUntil=_moment(credential.valid_until_at),
        awardedDate=_moment(credential.awarded_at),
        name=credential.name,
        description=credential.description,
        image=ob3_writing.image(credential.image),
        credentialSubject=_write_subject(credential),
        evidence=ob3_writing.evidence(credential.evidence, own),
        endorsement=[ob3_writing.endorsement(entry) for entry in credential.endorsements],
        endorsementJwt=texts(credential.endorsement_tokens),
        credentialStatus=ob3_writing.status(credential.status),
        credentialSchema=[ob3_writing.schema(entry) for entry in credential.schemas],
    )
    return {"@context": _contexts(credential), **members, **credential.extra}


def read(document: JsonObject) -> Credential:
    """Return the credential that an OB 3.0 document or VC-JWT payload states.

    Raises MalformedError: MEMBER_MISSING, MEMBER_SEVERAL, TIME, with the JSON path.
    """
    root = Node(from_claims(document) if "vc" in document else document)
    root.raw("proof")
    contexts = _further_contexts(root.raw("@context"))
    own = root.need_text("id")
    subject = root.need_child("credentialSubject")
    activity_started_at, activity_ended_at = (
        subject.moment("activityStartDate"),
        subject.moment("activityEndDate"),
    )
    source = subject.child("source")
    return Credential(
        id=own,
        types=root.types(CREDENTIAL_TYPES_READ),
        contexts=contexts,
        issuer=ob3_parts.profile(root.need_child("issuer")),
        valid_from_at=root.moment("validFrom") or _issued_at(root),
        valid_until_at=root.moment("validUntil") or root.moment("expirationDate"),
        awarded_at=root.moment("awardedDate"),
        name=root.text("name"),
        description=root.text("description"),
        image=ob3_parts.image(root.child("image")),
        evidence=ob3_parts.evidence(root.children("evidence"), own),
        endorsements=tuple(map(ob3_parts.endorsement, root.children("endorsement"))),
        endorsement_tokens=root.texts("endorsementJwt"),
        status=ob3_parts.status(root.child("credentialStatus")),
        schemas=tuple(map(ob3_parts.schema, root.children("credentialSchema"))),
        recipient=ob3_parts.recipient(subject, own),
        recipient_image=ob3_parts.image(subject.child("image")),
        achievement=ob3_parts.achievement(subject.need_child("achievement")),
        narrative=subject.text("narrative"),
        results=ob3_parts.results(subject.children("result"), own),
        role=subject.text("role"),
        term=subject.text("term"),
        license_number=subject.text("licenseNumber"),
        credits_earned=subject.number("creditsEarned"),
        activity_started_at=activity_started_at,
        activity_ended_at=activity_ended_at,
        source=None if source is None else ob3_parts.profile(source),
        recipient_extra=_subject_extra(subject),
        extra=root.rest,
    )


def from_claims(claims: JsonObject) -> JsonObject:
    """Return the credential document that the payload of a VC-JWT states, without the registered claims.

    With a `vc` claim (VCDM 1.1) the document is its content, and what it leaves to the registered claims is
    filled from them: id from `jti`, issuer from `iss`, the dates from `nbf` and `exp`, the subject's id from
    `sub`. Without one the payload is itself the document (OB 3.0, VCDM 2.0).
    Raises MalformedError (JWT_VC) when `vc` is not an object.
    """
    if "vc" not in claims:
        return {name: value for name, value in claims.items() if name not in _JWT_CLAIMS}
    inner = claims["vc"]
    if not isinstance(inner, dict):
        raise MalformedError("JWT_VC", "The claim vc is not an object.", path="$.vc")
    document = dict(inner)
    _fill(document, "id", claims.get("jti"))
    _fill(document, "issuer", claims.get("iss"))
    for claim, older, newer in (
        ("nbf", "issuanceDate", "validFrom"),
        ("exp", "expirationDate", "validUntil"),
    ):
        if claim in claims and newer not in document:
            _fill(document, older, moments.write(moments.read(claims[claim], path=f"$.{claim}")))
    subject = document.get("credentialSubject")
    if isinstance(subject, dict) and "id" not in subject and "sub" in claims:
        document["credentialSubject"] = {"id": claims["sub"], **subject}
    return document


def _write_subject(credential: Credential) -> JsonObject:
    members = record(
        id=credential.recipient.id or derived(credential.id, "recipient"),
        type=["AchievementSubject"],
        identifier=[ob3_writing.identity(entry) for entry in credential.recipient.identities],
        image=ob3_writing.image(credential.recipient_image),
        achievement=ob3_writing.achievement(credential.achievement),
        narrative=credential.narrative,
        result=ob3_writing.results(credential.results, credential.id),
        role=credential.role,
        term=credential.term,
        licenseNumber=credential.license_number,
        creditsEarned=credential.credits_earned,
        activityStartDate=_moment(credential.activity_started_at),
        activityEndDate=_moment(credential.activity_ended_at),
        source=None if credential.source is None else ob3_writing.profile(credential.source),
    )
    return {**members, **credential.recipient_extra}


def _moment(at: datetime | None) -> str | None:
    return None if at is None else moments.write(at)


def _issued_at(root: Node) -> datetime:
    issued_at = root.moment("issuanceDate")
    if issued_at is None:
        raise missing("$.validFrom")
    return issued_at


def _contexts(credential: Credential) -> list[JsonValue]:
    types = {entry.type for entry in credential.schemas}
    if credential.status is not None:
        types.add(credential.status.type)
    extensions = [] if types.isdisjoint(EXTENSION_TYPES) else [EXTENSIONS_CONTEXT]
    return [VC2_CONTEXT, OB3_CONTEXT, *extensions, *credential.contexts]


def _further_contexts(value: JsonValue) -> tuple[JsonValue, ...]:
    contexts = value if isinstance(value, list) else [value]
    return tuple(
        entry
        for entry in contexts
        if entry is not None and not (isinstance(entry, str) and entry in BASE_CONTEXTS)
    )


def _fill(document: JsonObject, name: str, value: JsonValue) -> None:
    if value is not None:
        document.setdefault(name, value)


def _subject_extra(subject: Node) -> JsonObject:
    stated = subject.rest.get("type")
    if subject.types(("AchievementSubject",)):
        subject.rest["type"] = stated
    return subject.rest

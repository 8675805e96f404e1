"""Comprehensive Learner Record 2.0: one signed document around many credentials of one earner.

The inner credentials are carried as received, proofs included: a signed document is never recomputed, and each
is read and verified on its own. Source: CLR 2.0, ClrCredential; the envelope is that of OB 3.0.
"""

from __future__ import annotations

from openbadge.errors import MalformedError
from openbadge.formats import moments, ob3_parts, ob3_writing
from openbadge.formats.ob3 import from_claims
from openbadge.formats.ob3_names import BASE_CONTEXTS, OB3_CONTEXT, VC2_CONTEXT, derived
from openbadge.formats.reading import Node, record, texts
from openbadge.model.json import JsonObject, JsonValue
from openbadge.model.transcript import Association, Transcript

CONTEXT = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
_CONTEXTS = BASE_CONTEXTS | {CONTEXT, "https://purl.imsglobal.org/spec/clr/v2p0/context.json"}
_TYPES = ("VerifiableCredential", "ClrCredential")


def write(transcript: Transcript) -> JsonObject:
    """Return the unsigned ClrCredential. Raises MalformedError (TIME_NAIVE)."""
    subject = record(
        id=transcript.recipient.id or derived(transcript.id, "recipient"),
        type=["ClrSubject"],
        identifier=[ob3_writing.identity(entry) for entry in transcript.recipient.identities],
        achievement=[ob3_writing.achievement(entry) for entry in transcript.achievements],
        association=[_write_association(entry) for entry in transcript.associations],
        verifiableCredential=list(transcript.credentials),
    )
    members = record(
        id=transcript.id,
        type=texts((*_TYPES, *transcript.types)),
        issuer=ob3_writing.profile(transcript.issuer),
        validFrom=moments.write(transcript.valid_from_at),
        validUntil=None if transcript.valid_until_at is None else moments.write(transcript.valid_until_at),
        awardedDate=None if transcript.awarded_at is None else moments.write(transcript.awarded_at),
        name=transcript.name,
        description=transcript.description,
        image=ob3_writing.image(transcript.image),
        partial=transcript.partial,
        credentialSubject={**subject, **transcript.recipient_extra},
        credentialStatus=ob3_writing.status(transcript.status),
        credentialSchema=[ob3_writing.schema(entry) for entry in transcript.schemas],
    )
    contexts: list[JsonValue] = [VC2_CONTEXT, CONTEXT, OB3_CONTEXT, *transcript.contexts]
    return {"@context": contexts, **members, **transcript.extra}


def read(document: JsonObject) -> Transcript:
    """Return the record that a ClrCredential, or the payload of one signed as a VC-JWT, states.

    Raises MalformedError: MEMBER_MISSING, MEMBER_SEVERAL, MEMBER_KIND, TIME, with the JSON path.
    """
    root = Node(from_claims(document) if "vc" in document else document)
    root.raw("proof")
    contexts = root.raw("@context")
    own = root.need_text("id")
    subject = root.need_child("credentialSubject")
    recipient = ob3_parts.recipient(subject, own)
    subject.types(("ClrSubject",))
    return Transcript(
        id=own,
        types=root.types(_TYPES),
        contexts=_further_contexts(contexts),
        issuer=ob3_parts.profile(root.need_child("issuer")),
        valid_from_at=root.moment("issuanceDate") or root.need_moment("validFrom"),
        valid_until_at=root.moment("validUntil") or root.moment("expirationDate"),
        awarded_at=root.moment("awardedDate"),
        name=root.text("name"),
        description=root.text("description"),
        image=ob3_parts.image(root.child("image")),
        partial=root.flag("partial"),
        recipient=recipient,
        credentials=_credentials(subject),
        achievements=tuple(map(ob3_parts.achievement, subject.children("achievement"))),
        associations=tuple(map(_association, subject.children("association"))),
        status=ob3_parts.status(root.child("credentialStatus")),
        schemas=tuple(map(ob3_parts.schema, root.children("credentialSchema"))),
        extra=root.rest,
        recipient_extra=subject.rest,
    )


def _credentials(subject: Node) -> tuple[JsonObject, ...]:
    value = subject.raw("verifiableCredential")
    items = value if isinstance(value, list) else [] if value is None else [value]
    found = tuple(item for item in items if isinstance(item, dict))
    if len(found) != len(items):
        path = subject.at("verifiableCredential")
        raise MalformedError("MEMBER_KIND", f"{path} holds something that is no credential.", path=path)
    return found


def _association(node: Node) -> Association:
    node.types(("Association",))
    return Association(
        type=node.need_text("associationType"),
        source_id=node.need_text("sourceId"),
        target_id=node.need_text("targetId"),
        extra=node.rest,
    )


def _write_association(value: Association) -> JsonObject:
    members = record(
        type=["Association"],
        associationType=value.type,
        sourceId=value.source_id,
        targetId=value.target_id,
    )
    return {**members, **value.extra}


def _further_contexts(value: JsonValue) -> tuple[JsonValue, ...]:
    contexts = value if isinstance(value, list) else [value]
    return tuple(
        entry
        for entry in contexts
        if entry is not None and not (isinstance(entry, str) and entry in _CONTEXTS)
    )

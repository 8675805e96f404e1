"""The parts of an OB 3.0 document, written: arrays for everything that may be several, an id for every node.

CLR 2.0 shares them. What stands in `extra` is written last, under its own name.
Source: OB 3.0, data model and serialization; the ids are those of `ob3_names`.
"""

from __future__ import annotations

from openbadge.formats import moments
from openbadge.formats.ob3_names import (
    ENDORSEMENT_TYPES,
    IDENTITY_TYPES,
    OB3_CONTEXT,
    VC2_CONTEXT,
    derived,
)
from openbadge.formats.reading import record, texts
from openbadge.model.achievement import (
    Achievement,
    Alignment,
    Criteria,
    Related,
    ResultDescription,
    RubricLevel,
)
from openbadge.model.credential import SchemaRef
from openbadge.model.evidence import Evidence, Result
from openbadge.model.json import JsonObject, JsonValue
from openbadge.model.profile import Endorsement, Identifier, Image, Profile
from openbadge.model.recipient import IdentityHash
from openbadge.model.status import StatusEntry


def image(value: Image | None) -> JsonValue:
    """Return the image object, None for None."""
    if value is None:
        return None
    return {**record(id=value.id, type="Image", caption=value.caption), **value.extra}


def _identifier(value: Identifier) -> JsonObject:
    return {
        **record(type="IdentifierEntry", identifier=value.value, identifierType=value.type),
        **value.extra,
    }


def profile(value: Profile) -> JsonObject:
    """Return the Profile object."""
    members = record(
        id=value.id,
        type=texts(("Profile", *value.types)),
        name=value.name,
        url=value.url,
        email=value.email,
        phone=value.phone,
        description=value.description,
        image=image(value.image),
        official=value.official,
        parentOrg=None if value.parent is None else profile(value.parent),
        otherIdentifier=[_identifier(entry) for entry in value.identifiers],
        endorsement=[endorsement(entry) for entry in value.endorsements],
        endorsementJwt=texts(value.endorsement_tokens),
    )
    return {**members, **value.extra}


def endorsement(value: Endorsement) -> JsonObject:
    """Return the endorsement as it was received, or the unsigned document when it is ours."""
    if value.document:
        return dict(value.document)
    members = record(
        id=value.id,
        type=texts(ENDORSEMENT_TYPES),
        name=value.name or "Endorsement",
        description=value.description,
        credentialSubject=record(
            id=value.subject_id, type=["EndorsementSubject"], endorsementComment=value.comment
        ),
        issuer=profile(value.issuer),
        validFrom=moments.write(value.valid_from_at),
        validUntil=None if value.valid_until_at is None else moments.write(value.valid_until_at),
    )
    return {"@context": [VC2_CONTEXT, OB3_CONTEXT], **members}


def _criteria(value: Criteria, base: str) -> JsonObject:
    return {
        **record(id=value.id or derived(base, "criteria"), narrative=value.narrative),
        **value.extra,
    }


def _alignments(values: tuple[Alignment, ...], base: str) -> list[JsonValue]:
    return [
        {
            **record(
                id=value.id or derived(base, "alignment", number),
                type=texts(("Alignment", *value.types)),
                targetName=value.target_name,
                targetUrl=value.target_url,
                targetDescription=value.target_description,
                targetFramework=value.target_framework,
                targetCode=value.target_code,
                targetType=value.target_type,
            ),
            **value.extra,
        }
        for number, value in enumerate(values, 1)
    ]


def _rubric_level(value: RubricLevel) -> JsonObject:
    members = record(
        id=value.id,
        type=texts(("RubricCriterionLevel", *value.types)),
        name=value.name,
        level=value.level,
        points=value.points,
        description=value.description,
        alignment=_alignments(value.alignments, value.id),
    )
    return {**members, **value.extra}


def _result_description(value: ResultDescription) -> JsonObject:
    members = record(
        id=value.id,
        type=texts(("ResultDescription", *value.types)),
        name=value.name,
        resultType=value.type,
        allowedValue=texts(value.allowed_values),
        requiredLevel=value.required_level,
        requiredValue=value.required_value,
        valueMin=value.value_min,
        valueMax=value.value_max,
        rubricCriterionLevel=[_rubric_level(level) for level in value.levels],
        alignment=_alignments(value.alignments, value.id),
    )
    return {**members, **value.extra}


def _related(value: Related) -> JsonObject:
    members = record(
        id=value.id,
        type=texts(("Related", *value.types)),
        inLanguage=value.language,
        version=value.version,
    )
    return {**members, **value.extra}


def achievement(value: Achievement) -> JsonObject:
    """Return the Achievement object."""
    members = record(
        id=value.id,
        type=texts(("Achievement", *value.types)),
        achievementType=value.type,
        name=value.name,
        description=value.description,
        criteria=_criteria(value.criteria, value.id),
        image=image(value.image),
        creator=None if value.creator is None else profile(value.creator),
        tag=texts(value.tags),
        alignment=_alignments(value.alignments, value.id),
        fieldOfStudy=value.field_of_study,
        specialization=value.specialization,
        humanCode=value.code,
        version=value.version,
        inLanguage=value.language,
        creditsAvailable=value.credits_available,
        resultDescription=[_result_description(entry) for entry in value.result_descriptions],
        otherIdentifier=[_identifier(entry) for entry in value.identifiers],
        related=[_related(entry) for entry in value.related],
        endorsement=[endorsement(entry) for entry in value.endorsements],
        endorsementJwt=texts(value.endorsement_tokens),
    )
    return {**members, **value.extra}


def evidence(values: tuple[Evidence, ...], base: str) -> list[JsonValue]:
    """Return the evidence of the credential whose id is `base`."""
    return [
        {
            **record(
                id=value.id or derived(base, "evidence", number),
                type=texts(("Evidence", *value.types)),
                name=value.name,
                description=value.description,
                narrative=value.narrative,
                genre=value.genre,
                audience=value.audience,
            ),
            **value.extra,
        }
        for number, value in enumerate(values, 1)
    ]


def results(values: tuple[Result, ...], base: str) -> list[JsonValue]:
    """Return the results of the credential whose id is `base`."""
    return [
        _result(value, value.id or derived(base, "result", number)) for number, value in enumerate(values, 1)
    ]


def _result(value: Result, own: str) -> JsonObject:
    members = record(
        id=own,
        type=texts(("Result", *value.types)),
        resultDescription=value.result_description,
        achievedLevel=value.achieved_level,
        value=value.value,
        status=value.status,
        alignment=_alignments(value.alignments, own),
    )
    return {**members, **value.extra}


def identity(value: IdentityHash) -> JsonObject:
    """Return the IdentityObject; the schema forbids it any id."""
    members = record(
        type="IdentityObject",
        hashed=value.hashed,
        identityHash=value.value,
        identityType=IDENTITY_TYPES.get(value.type, value.type),
        salt=value.salt,
    )
    return {**members, **value.extra}


def status(value: StatusEntry | None) -> JsonValue:
    """Return the one credentialStatus object, None for None.

    An entry of a bitstring list without an id gets `<list>#<index>`: the schema wants one, and it must not be
    the list's own address (Bitstring Status List 1.0, BitstringStatusListEntry).
    """
    if value is None:
        return None
    own = value.id
    if own is None and value.list_url is not None and value.index is not None:
        own = f"{value.list_url}#{value.index}"
    members = record(
        id=own,
        type=value.type,
        statusPurpose=value.purpose,
        statusListIndex=None if value.index is None else str(value.index),
        statusListCredential=value.list_url,
    )
    return {**members, **value.extra}


def schema(value: SchemaRef) -> JsonObject:
    """Return a credentialSchema object."""
    return {**record(id=value.id, type=value.type), **value.extra}

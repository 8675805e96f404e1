"""The parts of an OB 3.0 document, read: profiles, achievements, evidence, results. CLR 2.0 shares them.

Source of every member: OB 3.0, data model. `ob3_rules` says what is broken; this reads all that can be read.
"""

from __future__ import annotations

from dataclasses import replace

from openbadge.formats import ob3_writing
from openbadge.formats.ob3_names import BITSTRING_ENTRY, IDENTITY_TYPES_READ, derived, own_id
from openbadge.formats.reading import Node
from openbadge.formats.repeated import Repeated
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
from openbadge.model.json import JsonObject
from openbadge.model.profile import Endorsement, Identifier, Image, Profile
from openbadge.model.recipient import IdentityHash, Recipient
from openbadge.model.status import StatusEntry


def image(node: Node | None) -> Image | None:
    """Return the image, None when the node has no id."""
    if node is None:
        return None
    node.types(("Image",))
    address = node.text("id")
    return None if address is None else Image(id=address, caption=node.text("caption"), extra=node.rest)


def identifier(node: Node) -> Identifier:
    """Return an IdentifierEntry."""
    node.types(("IdentifierEntry",))
    return Identifier(
        value=node.need_text("identifier"), type=node.text("identifierType") or "identifier", extra=node.rest
    )


def profile(node: Node) -> Profile:
    """Return an issuer, creator or other Profile; the id alone may stand for it."""
    return _PROFILES.read(node)


def _profile(node: Node) -> Profile:
    parent = node.child("parentOrg")
    return Profile(
        id=node.need_text("id"),
        types=node.types(("Profile",)),
        name=node.text("name"),
        url=node.text("url"),
        email=node.text("email"),
        description=node.text("description"),
        image=image(node.child("image")),
        phone=node.text("phone"),
        official=node.text("official"),
        parent=None if parent is None else profile(parent),
        identifiers=tuple(map(identifier, node.children("otherIdentifier"))),
        endorsements=tuple(map(endorsement, node.children("endorsement"))),
        endorsement_tokens=node.texts("endorsementJwt"),
        extra=node.rest,
    )


def endorsement(node: Node) -> Endorsement:
    """Return an EndorsementCredential, its document kept as received when it is not what we would write."""
    received: JsonObject = dict(node.rest)
    subject = node.need_child("credentialSubject")
    began_at = node.moment("validFrom") or node.need_moment("issuanceDate")
    read = Endorsement(
        id=node.text("id") or "",
        name=node.text("name"),
        description=node.text("description"),
        issuer=profile(node.need_child("issuer")),
        subject_id=subject.need_text("id"),
        comment=subject.text("endorsementComment"),
        valid_from_at=began_at,
        valid_until_at=node.moment("validUntil") or node.moment("expirationDate"),
    )
    return read if ob3_writing.endorsement(read) == received else replace(read, document=received)


def criteria(node: Node | None, base: str) -> Criteria:
    """Return the criteria of the achievement whose id is `base`; an address alone may stand for them."""
    if node is None:
        return Criteria()
    node.types(("Criteria",))
    address = own_id(node.text("id"), base, "criteria")
    return Criteria(narrative=node.text("narrative"), id=address, extra=node.rest)


def alignments(nodes: tuple[Node, ...], base: str) -> tuple[Alignment, ...]:
    """Return the alignments of the node whose id is `base`."""
    return (
        ()
        if not nodes
        else tuple(
            Alignment(
                id=own_id(node.text("id"), base, "alignment", number),
                types=node.types(("Alignment",)),
                target_name=node.text("targetName") or "",
                target_url=node.text("targetUrl") or "",
                target_description=node.text("targetDescription"),
                target_framework=node.text("targetFramework"),
                target_code=node.text("targetCode"),
                target_type=node.text("targetType"),
                extra=node.rest,
            )
            for number, node in enumerate(nodes, 1)
        )
    )


def _rubric_level(node: Node) -> RubricLevel:
    level_id = node.need_text("id")
    return RubricLevel(
        id=level_id,
        types=node.types(("RubricCriterionLevel",)),
        name=node.text("name") or "",
        level=node.text("level"),
        points=node.text("points"),
        description=node.text("description"),
        alignments=alignments(node.children("alignment"), level_id),
        extra=node.rest,
    )


def _result_description(node: Node) -> ResultDescription:
    own = node.need_text("id")
    return ResultDescription(
        id=own,
        types=node.types(("ResultDescription",)),
        name=node.text("name") or "",
        type=node.text("resultType") or "Result",
        allowed_values=node.texts("allowedValue"),
        required_level=node.text("requiredLevel"),
        required_value=node.text("requiredValue"),
        value_min=node.text("valueMin"),
        value_max=node.text("valueMax"),
        levels=tuple(map(_rubric_level, node.children("rubricCriterionLevel"))),
        alignments=alignments(node.children("alignment"), own),
        extra=node.rest,
    )


def _related(node: Node) -> Related:
    return Related(
        id=node.need_text("id"),
        types=node.types(("Related",)),
        language=node.text("inLanguage"),
        version=node.text("version"),
        extra=node.rest,
    )


def achievement(node: Node) -> Achievement:
    """Return the achievement. Raises MalformedError when it has no id."""
    return _ACHIEVEMENTS.read(node)


def _achievement(node: Node) -> Achievement:
    own = node.need_text("id")
    creator = node.child("creator")
    return Achievement(
        id=own,
        types=node.types(("Achievement",)),
        name=node.text("name") or "",
        description=node.text("description") or "",
        criteria=criteria(node.child("criteria"), own),
        type=node.text("achievementType"),
        image=image(node.child("image")),
        creator=None if creator is None else profile(creator),
        tags=node.texts("tag"),
        alignments=alignments(node.children("alignment"), own),
        field_of_study=node.text("fieldOfStudy"),
        specialization=node.text("specialization"),
        code=node.text("humanCode"),
        version=node.text("version"),
        language=node.text("inLanguage"),
        credits_available=node.number("creditsAvailable"),
        result_descriptions=tuple(map(_result_description, node.children("resultDescription"))),
        identifiers=tuple(map(identifier, node.children("otherIdentifier"))),
        related=tuple(map(_related, node.children("related"))),
        endorsements=tuple(map(endorsement, node.children("endorsement"))),
        endorsement_tokens=node.texts("endorsementJwt"),
        extra=node.rest,
    )


def evidence(nodes: tuple[Node, ...], base: str) -> tuple[Evidence, ...]:
    """Return the evidence of the credential whose id is `base`."""
    return tuple(
        Evidence(
            id=own_id(node.text("id"), base, "evidence", number),
            types=node.types(("Evidence",)),
            name=node.text("name"),
            description=node.text("description"),
            narrative=node.text("narrative"),
            genre=node.text("genre"),
            audience=node.text("audience"),
            extra=node.rest,
        )
        for number, node in enumerate(nodes, 1)
    )


def results(nodes: tuple[Node, ...], base: str) -> tuple[Result, ...]:
    """Return the results of the credential whose id is `base`."""
    return tuple(_result(node, base, number) for number, node in enumerate(nodes, 1))


def _result(node: Node, base: str, number: int) -> Result:
    stated = node.text("id")
    return Result(
        id=own_id(stated, base, "result", number),
        types=node.types(("Result",)),
        value=node.text("value"),
        result_description=node.text("resultDescription"),
        achieved_level=node.text("achievedLevel"),
        status=node.text("status"),
        alignments=alignments(node.children("alignment"), stated or derived(base, "result", number)),
        extra=node.rest,
    )


def recipient(subject: Node, base: str) -> Recipient:
    """Return who the subject is, for the credential whose id is `base`."""
    return Recipient(
        id=own_id(subject.text("id"), base, "recipient"),
        identities=tuple(map(_identity, subject.children("identifier"))),
    )


def _identity(node: Node) -> IdentityHash:
    node.types(("IdentityObject",))
    value = node.need_text("identityHash")
    kind = node.text("identityType") or "identifier"
    hashed = node.flag("hashed")
    return IdentityHash(
        type=IDENTITY_TYPES_READ.get(kind, kind),
        hashed=value.startswith(("sha256$", "md5$")) if hashed is None else hashed,
        value=value,
        salt=node.text("salt"),
        extra=node.rest,
    )


def status(node: Node | None) -> StatusEntry | None:
    """Return the status entry, whatever its kind."""
    if node is None:
        return None
    kinds = node.texts("type")
    index, list_url = node.digits("statusListIndex"), node.text("statusListCredential")
    stated = node.text("id")
    if list_url is not None and index is not None and stated == f"{list_url}#{index}":
        stated = None
    return StatusEntry(
        id=stated,
        type=kinds[0] if kinds else BITSTRING_ENTRY,
        purpose=node.text("statusPurpose"),
        index=index,
        list_url=list_url,
        extra=node.rest,
    )


def schema(node: Node) -> SchemaRef:
    """Return a reference to a schema."""
    kinds = node.texts("type")
    return SchemaRef(id=node.need_text("id"), type=kinds[0] if kinds else "", extra=node.rest)


_PROFILES = Repeated(_profile)
_ACHIEVEMENTS = Repeated(_achievement)

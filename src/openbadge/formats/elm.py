"""Europass: European Digital Credentials for Learning (ELM 3). Read signed and unsigned; written unsigned.

What is written is the file that an issuer uploads and seals with the organisation's own electronic seal: nobody
can seal it in its stead. A signed file is JAdES JSON (`payload`, `signatures`); reading gives what it says, the
seal itself is not checked here. Source: European Learning Model 3.1, application profile EDC.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from openbadge.canon import multibase, strict_json
from openbadge.errors import MalformedError
from openbadge.formats import elm_terms, moments
from openbadge.formats.reading import Node, missing, record, texts
from openbadge.model.achievement import Achievement, Alignment, Criteria
from openbadge.model.credential import Credential
from openbadge.model.evidence import Evidence
from openbadge.model.json import JsonObject, JsonValue
from openbadge.model.profile import Profile
from openbadge.model.recipient import IdentityHash, Recipient

_ESCO = "http://data.europa.eu/esco/"
_ESCO_SCHEME = "http://data.europa.eu/esco/concept-scheme/skills"


@dataclass(frozen=True, slots=True)
class Page:
    """A picture of the credential's page, which Europass shows: bytes of a PNG or a JPEG."""

    image: bytes
    file_type: Literal["PNG", "JPEG"] = "PNG"


def write(credential: Credential, *, country: str | None = None, pages: Sequence[Page] = ()) -> JsonObject:
    """Return the unsigned uploadable document `{"credential": …}`, in the achievement's language (else English).

    `country` is the issuer's, in three letters; the earner's name is the recipient's identity of type `name`.
    `missing_members` says what Europass still wants. Raises MalformedError (TIME_NAIVE).
    """
    said = _Said(credential.achievement.language or "en")
    began = moments.write(credential.valid_from_at)
    ended = None if credential.valid_until_at is None else moments.write(credential.valid_until_at)
    members = record(
        id=credential.id,
        type=texts(elm_terms.TYPES),
        credentialProfiles=elm_terms.profile(),
        displayParameter=_display(credential, said, pages),
        issuer=_organisation(credential.issuer, said, country),
        credentialSubject=_person(credential, said, country),
        credentialSchema=elm_terms.SCHEMA,
        issuanceDate=began,
        issued=began,
        validFrom=began,
        validUntil=ended,
        expirationDate=ended,
    )
    return {"credential": {"@context": texts(elm_terms.CONTEXTS), **members}}


def missing_members(document: JsonObject) -> tuple[str, ...]:
    """Return the JSON paths that Europass requires of an uploaded credential and that this one lacks.

    Source: EDC application profile: Organisation, Person, LearningAchievement, DisplayParameter.
    """
    root = unwrapped(document)
    wanted = (
        "displayParameter.title",
        "displayParameter.primaryLanguage",
        "displayParameter.individualDisplay",
        "issuer.legalName",
        "issuer.location",
        "credentialSubject.fullName",
        "credentialSubject.hasClaim",
        "validFrom",
    )
    return tuple(f"$.{path}" for path in wanted if _at(root, path.split(".")) in (None, "", [], {}))


def unwrapped(document: JsonObject) -> JsonObject:
    """Return the credential inside an uploadable file or a JAdES file; any other document as it is.

    Raises MalformedError: JADES_PAYLOAD, and what `canon.strict_json.loads` raises of the payload.
    """
    inner = document.get("credential")
    if isinstance(inner, dict) and "credentialSubject" not in document:
        return inner
    payload = document.get("payload")
    if not isinstance(payload, str) or not ("signatures" in document or "signature" in document):
        return document
    # JAdES with `b64` false carries the text itself (RFC 7797), else it is base64url.
    text = payload if payload.lstrip().startswith("{") else multibase.base64url_decode(payload)
    value = strict_json.loads(text)
    if not isinstance(value, dict):
        raise MalformedError("JADES_PAYLOAD", "The payload is not an object.", path="$.payload")
    return unwrapped(value)


def read(document: JsonObject) -> Credential:
    """Return the credential that an EDC document states: its first learning achievement is the achievement.

    Texts are taken in the primary language. What the model has no word for stays in `extra`, further claims too.
    Raises MalformedError: MEMBER_MISSING, TIME, JADES_PAYLOAD.
    """
    root = Node(unwrapped(document))
    root.raw("@context")
    display = root.child("displayParameter")
    said = _Said(_primary_language(display))
    person = root.need_child("credentialSubject")
    claims = person.children("hasClaim")
    claim = next((node for node in claims if "LearningAchievement" in node.texts("type")), None)
    if claim is None:
        raise missing(f"{person.path}.hasClaim")
    awarding = claim.child("awardedBy")
    valid_from_at = root.moment("validFrom") or root.moment("issuanceDate") or root.need_moment("issued")
    return Credential(
        id=root.need_text("id"),
        types=root.types(elm_terms.TYPES),
        issuer=_read_organisation(root.need_child("issuer"), said),
        recipient=_read_person(person, said),
        achievement=_read_achievement(claim, display, said),
        valid_from_at=valid_from_at,
        valid_until_at=root.moment("validUntil") or root.moment("expirationDate"),
        awarded_at=None if awarding is None else awarding.moment("awardingDate"),
        name=None if display is None else said.read(display, "title"),
        narrative=_notes(claim, said),
        evidence=tuple(_read_evidence(node, said) for node in root.children("evidence")),
        extra={**root.rest, **({"hasClaim": [node.rest for node in claims[1:]]} if len(claims) > 1 else {})},
    )


class _Said:
    """Texts by language: written in one, read in the one wanted or else in the first there is."""

    def __init__(self, language: str) -> None:
        self.language = language.split("-")[0].lower()

    def __call__(self, text: str | None) -> JsonValue:
        return {self.language: text} if text else None

    def read(self, node: Node, name: str) -> str | None:
        value = node.rest.get(name)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, dict):
            said = value.get(self.language)
            if isinstance(said, list) and said:
                said = said[0]
            if isinstance(said, str):
                return said
        return node.text(name)


def _display(credential: Credential, said: _Said, pages: Sequence[Page]) -> JsonObject:
    language = elm_terms.language(said.language)
    details: list[JsonValue] = [
        {
            "id": f"urn:epass:displayDetail:{number}",
            "type": "DisplayDetail",
            "image": {
                "id": f"urn:epass:mediaObject:{number}",
                "type": "MediaObject",
                "content": b64encode(page.image).decode("ascii"),
                "contentEncoding": elm_terms.base64(),
                "contentType": elm_terms.file_type(page.file_type),
            },
            "page": number,
        }
        for number, page in enumerate(pages, 1)
    ]
    shown = record(
        id="urn:epass:individualDisplay:1", type="IndividualDisplay", language=language, displayDetail=details
    )
    return record(
        id="urn:epass:displayParameter:1",
        type="DisplayParameter",
        title=said(credential.name or credential.achievement.name),
        description=said(credential.description or credential.achievement.description),
        primaryLanguage=language,
        language=[language] if language else None,
        individualDisplay=[shown] if details else None,
    )


def _organisation(profile: Profile, said: _Said, country: str | None) -> JsonObject:
    place: JsonValue = None
    if country is not None:
        address: JsonObject = {
            "id": "urn:epass:address:1",
            "type": "Address",
            "countryCode": elm_terms.country(country),
        }
        place = {"id": "urn:epass:location:1", "type": "Location", "address": address}
    page = record(id="urn:epass:webResource:1", type="WebResource", contentURL=profile.url)
    mailbox = record(id=f"mailto:{profile.email}", type="Mailbox") if profile.email else None
    contact = record(id="urn:epass:contactPoint:1", type="ContactPoint", emailAddress=mailbox)
    return record(
        id=profile.id,
        type="Organisation",
        legalName=said(profile.name),
        description=said(profile.description),
        homepage=page if profile.url else None,
        contactPoint=contact if mailbox else None,
        location=place,
    )


def _person(credential: Credential, said: _Said, country: str | None) -> JsonObject:
    identities = credential.recipient.identities
    name = next((entry.value for entry in identities if entry.type == "name" and not entry.hashed), None)
    return record(
        id=credential.recipient.id or "urn:epass:person:1",
        type="Person",
        fullName=said(name),
        hasClaim=[_claim(credential, said, country)],
    )


def _claim(credential: Credential, said: _Said, country: str | None) -> JsonObject:
    achievement = credential.achievement
    awarded_at = credential.awarded_at or credential.valid_from_at
    awarding = record(
        id="urn:epass:awardingProcess:1",
        type="AwardingProcess",
        awardingBody=[_organisation(credential.issuer, said, country)],
        awardingDate=moments.write(awarded_at),
    )
    criteria = record(
        id="urn:epass:note:1",
        type="Note",
        noteLiteral=said(achievement.criteria.narrative or achievement.criteria.id),
    )
    specification = record(
        id=achievement.id,
        type="LearningAchievementSpecification",
        title=said(achievement.name),
        description=said(achievement.description),
        learningOutcome=[
            _outcome(alignment, number, said) for number, alignment in enumerate(achievement.alignments, 1)
        ],
        additionalNote=[criteria] if "noteLiteral" in criteria else None,
    )
    story = record(id="urn:epass:note:2", type="Note", noteLiteral=said(credential.narrative))
    return record(
        id="urn:epass:learningAchievement:1",
        type="LearningAchievement",
        title=said(achievement.name),
        description=said(achievement.description),
        awardedBy=awarding,
        additionalNote=[story] if credential.narrative else None,
        specifiedBy=specification,
    )


def _outcome(alignment: Alignment, number: int, said: _Said) -> JsonObject:
    label = said(alignment.target_name)
    skill = elm_terms.concept(alignment.target_url, _ESCO_SCHEME, label if isinstance(label, dict) else None)
    return record(
        id=f"urn:epass:learningOutcome:{number}",
        type="LearningOutcome",
        title=label,
        additionalNote=None,
        relatedESCOSkill=[skill] if alignment.target_url.startswith(_ESCO) else None,
        relatedSkill=None if alignment.target_url.startswith(_ESCO) else [skill],
    )


def _primary_language(display: Node | None) -> str:
    node = None if display is None else display.child("primaryLanguage")
    address = None if node is None else node.text("id")
    return elm_terms.language_code(address or "") or "en"


def _read_organisation(node: Node, said: _Said) -> Profile:
    page = node.child("homepage")
    contact = node.child("contactPoint")
    mailbox = None if contact is None else contact.child("emailAddress")
    address = None if mailbox is None else mailbox.text("id")
    return Profile(
        id=node.need_text("id"),
        types=node.types(("Organisation",)),
        name=said.read(node, "legalName") or said.read(node, "altLabel"),
        description=said.read(node, "description"),
        url=None if page is None else page.text("contentURL"),
        email=None if address is None else address.removeprefix("mailto:"),
        extra=node.rest,
    )


def _read_person(node: Node, said: _Said) -> Recipient:
    name = said.read(node, "fullName")
    if name is None:
        parts = (said.read(node, "givenName"), said.read(node, "familyName"))
        name = " ".join(part for part in parts if part) or None
    identities = () if name is None else (IdentityHash(type="name", hashed=False, value=name),)
    return Recipient(id=node.text("id"), identities=identities)


def _read_achievement(claim: Node, display: Node | None, said: _Said) -> Achievement:
    specification = claim.child("specifiedBy") or Node({})
    outcomes = (*specification.children("learningOutcome"), *claim.children("learningOutcome"))
    shown = None if display is None else said.read(display, "description")
    return Achievement(
        id=specification.text("id") or claim.text("id") or "",
        name=said.read(claim, "title") or said.read(specification, "title") or "",
        description=said.read(specification, "description") or said.read(claim, "description") or shown or "",
        criteria=Criteria(narrative=_notes(specification, said)),
        language=said.language,
        alignments=tuple(alignment for outcome in outcomes for alignment in _read_outcome(outcome, said)),
        extra={**claim.rest, **({"specifiedBy": specification.rest} if specification.rest else {})},
    )


def _read_outcome(node: Node, said: _Said) -> tuple[Alignment, ...]:
    title = said.read(node, "title") or ""
    skills = (*node.children("relatedESCOSkill"), *node.children("relatedSkill"))
    found = tuple(
        Alignment(
            target_name=said.read(skill, "prefLabel") or title,
            target_url=address,
            target_framework="ESCO" if address.startswith(_ESCO) else None,
        )
        for skill in skills
        for address in (skill.text("id") or "",)
    )
    return found or (Alignment(target_name=title, target_url=node.text("id") or ""),)


def _read_evidence(node: Node, said: _Said) -> Evidence:
    node.types(("Evidence",))
    return Evidence(
        id=node.text("id"),
        name=said.read(node, "title"),
        description=said.read(node, "description"),
        extra=node.rest,
    )


def _notes(node: Node, said: _Said) -> str | None:
    found = (said.read(note, "noteLiteral") for note in node.children("additionalNote"))
    return "\n\n".join(text for text in found if text) or None


def _at(value: JsonValue, steps: Sequence[str]) -> JsonValue:
    for step in steps:
        value = value.get(step) if isinstance(value, dict) else None
    return value

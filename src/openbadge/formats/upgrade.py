"""From one format's credential to another's: what the target can say is kept, what it cannot is named.

A badge of 1.x is read by `ob1.read`, carried by `to_ob2`, and from there by `to_ob3`; a badge of 3.0 is
carried back by `to_ob2` for the backpacks that know nothing newer. Each returns a credential that the target's
`write` writes whole (`read(write(it)) == it`), and everything that had to stay behind, by its place.

A carried badge is a new document: no signature of the old one covers it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TypeVar, cast
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from openbadge.formats.ob3_schema import LANGUAGE
from openbadge.model.achievement import Achievement
from openbadge.model.credential import Credential, Verification
from openbadge.model.evidence import Evidence
from openbadge.model.profile import Image, Profile
from openbadge.model.recipient import IdentityHash, Recipient

_T = TypeVar("_T")

# Members that OB 2.0 defines and the model has no word for: they stay in `extra`.
_OB2_MEMBERS = frozenset(
    {"publicKey", "revocationList", "verification", "revoked", "revocationReason", "endorsement"}
)

_ONLY_OB3_OF_CREDENTIAL = (
    *("awarded_at", "description", "results", "role", "term", "license_number", "credits_earned"),
    *("activity_started_at", "activity_ended_at", "source", "recipient_image", "status", "schemas"),
    *("endorsements", "endorsement_tokens", "recipient_extra"),
)
_ONLY_OB3_OF_ACHIEVEMENT = (
    *("type", "field_of_study", "specialization", "code", "credits_available", "result_descriptions"),
    *("identifiers", "endorsements", "endorsement_tokens"),
)
_ONLY_OB3_OF_PROFILE = ("official", "parent", "identifiers", "endorsements", "endorsement_tokens")


@dataclass(frozen=True, slots=True)
class Left:
    """Something that stayed behind or had to be given: its place in the model, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Carried:
    """A credential in the target's words, and what stayed behind, in the order of the model."""

    credential: Credential
    left: tuple[Left, ...]


def to_ob2(credential: Credential) -> Carried:
    """Return the credential as OB 2.0 can say it; what OB 2.0 wants and it does not say is among what is left.

    Source: OB 2.0, data classes.
    """
    left: list[Left] = []
    carried = _without_strangers(credential, "", left, lambda name: name in _OB2_MEMBERS or ":" in name)
    carried = _emptied(carried, _ONLY_OB3_OF_CREDENTIAL, "", left, "OB 2.0")
    if carried.name not in (None, carried.achievement.name):
        left.append(Left("name", "OB 2.0 names the badge, not the credential."))
    if not carried.issuer.id.startswith(("https://", "http://")):
        left.append(Left("issuer.id", "OB 2.0 readers fetch the issuer by its address; this id is none."))
    for name in ("name", "url", "email"):
        if getattr(carried.issuer, name) is None:
            left.append(Left(f"issuer.{name}", "OB 2.0 wants it of every issuer, and this one has none."))
    if "verification" in carried.extra:
        left.append(Left("extra['verification']", "OB 2.0 knows no such way to believe a badge."))
    carried = replace(
        carried,
        name=None,
        extra={name: member for name, member in carried.extra.items() if name != "verification"},
        recipient=_one_identity(carried.recipient, left),
        achievement=_ob2_achievement(carried.achievement, carried.issuer, left),
        issuer=_emptied(carried.issuer, _ONLY_OB3_OF_PROFILE, "issuer", left, "OB 2.0"),
        verification=carried.verification or Verification(kind="hosted"),
    )
    return Carried(carried, tuple(left))


def to_ob3(credential: Credential) -> Carried:
    """Return the credential as OB 3.0 can say it; ids that are missing are derived from what is there.

    Unknown members stay behind, since no context of ours defines them. Source: OB 3.0, data model.
    """
    left: list[Left] = []
    carried = _without_strangers(credential, "", left, lambda name: False)
    if carried.verification is not None:
        left.append(Left("verification", "OB 3.0 proves a badge by a proof, not by its address or a JWS."))
    issuer = replace(carried.issuer, id=_given_id(carried.issuer.id, carried.issuer.name, "issuer.id", left))
    achievement = carried.achievement
    named = "\n".join((issuer.id, achievement.name, achievement.description))
    achievement = replace(achievement, id=_given_id(achievement.id, named, "achievement.id", left))
    if achievement.language is not None and not LANGUAGE.match(achievement.language):
        left.append(Left("achievement.language", "It is not a language code that OB 3.0 takes."))
        achievement = replace(achievement, language=None)
    carried = replace(
        carried,
        id=_given_id(carried.id, f"{issuer.id}\n{carried.id}", "id", left),
        issuer=replace(issuer, image=_ascii_image(issuer.image, "issuer.image", left)),
        achievement=_with_images(achievement, "achievement", left),
        image=_ascii_image(carried.image, "image", left),
        evidence=tuple(
            _ascii_evidence(entry, f"evidence[{position}]", left)
            for position, entry in enumerate(carried.evidence)
        ),
        verification=None,
    )
    return Carried(carried, tuple(left))


def _ob2_achievement(achievement: Achievement, issuer: Profile, left: list[Left]) -> Achievement:
    if achievement.creator is not None and achievement.creator.id != issuer.id:
        left.append(Left("achievement.creator", "OB 2.0 knows the issuer only."))
    if any(alignment.target_type is not None for alignment in achievement.alignments):
        left.append(Left("achievement.alignments.target_type", "OB 2.0 has no word for it."))
    achievement = replace(
        achievement,
        creator=None,
        alignments=tuple(replace(alignment, target_type=None) for alignment in achievement.alignments),
    )
    return _emptied(achievement, _ONLY_OB3_OF_ACHIEVEMENT, "achievement", left, "OB 2.0")


def _one_identity(recipient: Recipient, left: list[Left]) -> Recipient:
    identities = recipient.identities
    if not identities:
        return Recipient(identities=(IdentityHash(type="url", hashed=False, value=recipient.id or ""),))
    kept = next((entry for entry in identities if entry.type == "email"), identities[0])
    if recipient.id is not None:
        left.append(Left("recipient.id", "OB 2.0 knows a recipient by one identity."))
    if len(identities) > 1:
        left.append(Left("recipient.identities", f"OB 2.0 knows one identity: the {kept.type} was kept."))
    return Recipient(identities=(kept,))


def _given_id(value: str, seed: str | None, path: str, left: list[Left]) -> str:
    """Return `value` as an absolute ASCII IRI; a derived urn:uuid when it is none."""
    if value.startswith(("https://", "http://", "did:", "urn:", "mailto:")):
        return _ascii(value)
    left.append(Left(path, "It had no absolute id: one was derived."))
    return f"urn:uuid:{uuid5(NAMESPACE_URL, seed or value)}"


def _ascii(address: str) -> str:
    # What is percent-encoded already stays so.
    return quote(address, safe="%-._~:/?#[]@!$&'()*+,;=")


def _ascii_image(image: Image | None, path: str, left: list[Left]) -> Image | None:
    if image is None or not _is_absolute(image.id):
        if image is not None:
            left.append(Left(path, "Its address is not absolute."))
        return None
    return replace(image, id=_ascii(image.id))


def _ascii_evidence(evidence: Evidence, path: str, left: list[Left]) -> Evidence:
    if evidence.id is None:
        return evidence
    if not _is_absolute(evidence.id):
        left.append(Left(f"{path}.id", "It is not an absolute address."))
        return replace(evidence, id=None, narrative=evidence.narrative or evidence.id)
    return replace(evidence, id=_ascii(evidence.id))


def _with_images(achievement: Achievement, path: str, left: list[Left]) -> Achievement:
    criteria = achievement.criteria
    if criteria.id is not None and not _is_absolute(criteria.id):
        left.append(Left(f"{path}.criteria.id", "It is not an absolute address."))
        criteria = replace(criteria, id=None, narrative=criteria.narrative or criteria.id)
    elif criteria.id is not None:
        criteria = replace(criteria, id=_ascii(criteria.id))
    image = _ascii_image(achievement.image, f"{path}.image", left)
    return replace(achievement, criteria=criteria, image=image)


def _is_absolute(address: str) -> bool:
    return address.startswith(("https://", "http://", "did:", "urn:", "mailto:", "data:"))


def _emptied(value: _T, names: tuple[str, ...], path: str, left: list[Left], target: str) -> _T:
    """Return the value without the named fields, each said to be left when it held anything."""
    changes: dict[str, object] = {}
    for spot in fields(cast("Credential", value)):
        if spot.name not in names:
            continue
        held = getattr(value, spot.name)
        if held in (None, (), {}):
            continue
        left.append(Left(f"{path}.{spot.name}".lstrip("."), f"{target} has no word for it."))
        changes[spot.name] = {} if isinstance(held, dict) else () if isinstance(held, tuple) else None
    return cast("_T", replace(cast("Credential", value), **changes))  # type: ignore[arg-type]


def _without_strangers(value: _T, path: str, left: list[Left], keeps: Callable[[str], bool]) -> _T:
    """Return the value without unknown members, types and contexts, at any depth, but those that `keeps` names."""
    changes: dict[str, object] = {}
    for spot in fields(cast("Credential", value)):
        held = getattr(value, spot.name)
        place = f"{path}.{spot.name}".lstrip(".")
        if spot.name in ("extra", "recipient_extra"):
            changes[spot.name] = {name: member for name, member in held.items() if keeps(name)}
            left.extend(
                Left(f"{place}[{name!r}]", "No word of the target format means it.")
                for name in held
                if not keeps(name)
            )
        elif spot.name in ("types", "contexts") and held:
            left.append(Left(place, "Further types and contexts belong to the old document."))
            changes[spot.name] = ()
        elif spot.name == "document":
            continue
        elif is_dataclass(held):
            changes[spot.name] = _without_strangers(held, place, left, keeps)
        elif isinstance(held, tuple) and any(map(is_dataclass, held)):
            changes[spot.name] = tuple(
                _without_strangers(item, f"{place}[{position}]", left, keeps)
                for position, item in enumerate(held)
            )
    return cast("_T", replace(cast("Credential", value), **changes))  # type: ignore[arg-type]

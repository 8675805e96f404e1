"""Open Badges 0.5, 1.0 and 1.1, read: what the first backpacks were filled with. None of these is written.

Read too is the record that the Mozilla Backpack exported around an assertion (`body`, `originalRecipient`):
the backpack's own fields (`validated_on`, `body_hash`, `public`, `public_path`…) stay in `extra["backpack"]`.
Source: OB 1.1; OB 2.0, history of the specification.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urljoin

from openbadge.formats import ob2_parts
from openbadge.formats.ob2 import NOTHING
from openbadge.formats.reading import Node, missing
from openbadge.model.achievement import Achievement
from openbadge.model.credential import Credential, Verification
from openbadge.model.evidence import Evidence
from openbadge.model.json import JsonObject
from openbadge.model.profile import Image, Profile
from openbadge.model.recipient import Recipient


def read(
    document: JsonObject, *, linked: Mapping[str, JsonObject] = NOTHING, url: str | None = None
) -> Credential:
    """Return the credential that an assertion of 0.5, 1.0 or 1.1 states.

    `linked` holds, by address, the badge and the issuer already fetched; `url` is where the assertion itself
    was fetched. The id is the assertion's own, else the address that hosts it, else its `uid`; a badge or
    issuer without id has an empty one. Paths without host (0.5) are completed by the issuer's origin.
    Raises MalformedError: MEMBER_MISSING, TIME, LINK_NEEDED (fact `url`: fetch it, add it, read again).
    """
    root = _unwrapped(document)
    root.rest.pop("@context", None)
    badge = ob2_parts.linked_node(root, "badge", linked)
    issuer = _issuer(badge if "issuer" in badge.rest else root, linked)
    verification = ob2_parts.verification(root.child("verify") or root.child("verification"))
    origin = _origin(issuer)
    issued_at = root.moment("issuedOn") or root.moment("issued_on")
    if issued_at is None:
        raise missing("$.issuedOn")
    uid = root.text("uid")
    hosted_at = verification.url if verification is not None and verification.kind == "hosted" else None
    return Credential(
        id=root.text("id") or hosted_at or url or uid or "",
        types=root.types(("Assertion",)),
        recipient=_recipient(root),
        achievement=_completed(ob2_parts.achievement(badge), origin),
        issuer=issuer,
        verification=verification or (None if url is None else Verification(kind="hosted", url=url)),
        valid_from_at=issued_at,
        valid_until_at=root.moment("expires"),
        image=_image_at(ob2_parts.image(root.child("image")), origin),
        evidence=tuple(_evidence_at(ob2_parts.evidence(node), origin) for node in root.children("evidence")),
        narrative=root.text("narrative"),
        extra=root.rest if uid is None else {"uid": uid, **root.rest},
    )


def _unwrapped(document: JsonObject) -> Node:
    body = document.get("body")
    if not isinstance(body, dict) or "badge" in document:
        return Node(document)
    root = Node(body, "$.body")
    root.rest["backpack"] = {name: value for name, value in document.items() if name != "body"}
    return root


def _issuer(holder: Node, linked: Mapping[str, JsonObject]) -> Profile:
    node = ob2_parts.linked_node(holder, "issuer", linked)
    origin = node.text("origin")
    profile = ob2_parts.profile(node)
    if origin is None:
        return profile
    # 0.5 knows the issuer by its origin; `contact` is its address.
    contact = node.text("contact")
    return replace(
        profile,
        id=profile.id or origin,
        url=profile.url or origin,
        email=profile.email or contact,
        extra={"origin": origin, **node.rest},
    )


def _recipient(root: Node) -> Recipient:
    salt = root.text("salt")
    original = root.rest.get("originalRecipient")
    if isinstance(original, dict):
        return Recipient(
            identities=(ob2_parts.identity(Node(original, root.at("originalRecipient")), salt=salt),)
        )
    return Recipient(identities=(ob2_parts.identity(root.need_child("recipient"), salt=salt),))


def _origin(issuer: Profile) -> str | None:
    origin = issuer.extra.get("origin")
    return origin if isinstance(origin, str) else issuer.url


def _at(address: str | None, origin: str | None) -> str | None:
    if address is None or origin is None or not address.startswith("/"):
        return address
    return urljoin(origin, address)


def _image_at(image: Image | None, origin: str | None) -> Image | None:
    return None if image is None else replace(image, id=_at(image.id, origin) or "")


def _evidence_at(evidence: Evidence, origin: str | None) -> Evidence:
    return replace(evidence, id=_at(evidence.id, origin))


def _completed(achievement: Achievement, origin: str | None) -> Achievement:
    return replace(
        achievement,
        image=_image_at(achievement.image, origin),
        criteria=replace(achievement.criteria, id=_at(achievement.criteria.id, origin)),
    )

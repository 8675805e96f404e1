"""The parts of a badge of the 1.x and 2.0 kind, read; `ob1` and `ob2` share them.

A BadgeClass or Issuer may stand inline or by its address; a document that the caller already fetched is
found in `linked` by that address. Source: OB 1.1 and OB 2.0, data model.
"""

from __future__ import annotations

from collections.abc import Mapping

from openbadge.errors import MalformedError
from openbadge.formats.reading import Node, missing
from openbadge.model.achievement import Achievement, Alignment, Criteria, Related
from openbadge.model.credential import Verification
from openbadge.model.evidence import Evidence
from openbadge.model.json import JsonObject
from openbadge.model.profile import Image, Profile
from openbadge.model.recipient import IdentityHash

Linked = Mapping[str, JsonObject]

_HASH_NAMES = ("sha256$", "md5$")


def linked_node(parent: Node, name: str, linked: Linked) -> Node:
    """Return the object that the member is, or the linked document of the address that it is.

    A linked document gets the address as its id when it states none.
    Raises MalformedError: MEMBER_MISSING, LINK_NEEDED (fact `url`) when the address is not in `linked`.
    """
    value = parent.raw(name)
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, dict):
        return Node(value, parent.at(name))
    if not isinstance(value, str):
        raise missing(parent.at(name))
    document = linked.get(value)
    if document is None:
        raise MalformedError(
            "LINK_NEEDED", f"{parent.at(name)} is the address of a document.", path=parent.at(name), url=value
        )
    return Node({"id": value, **document}, f"{parent.at(name)}({value})")


def image(node: Node | None) -> Image | None:
    """Return the image, from an address or an object with an id."""
    if node is None:
        return None
    node.types(("Image",))
    address = node.text("id")
    return None if address is None else Image(id=address, caption=node.text("caption"), extra=node.rest)


def profile(node: Node) -> Profile:
    """Return the issuer; without an id of its own its `url`, or an empty id."""
    node.rest.pop("@context", None)
    url = node.text("url")
    return Profile(
        id=node.text("id") or url or "",
        types=node.types(("Issuer", "Profile")),
        name=node.text("name"),
        url=url,
        email=node.text("email"),
        phone=node.text("telephone"),
        description=node.text("description"),
        image=image(node.child("image")),
        extra=node.rest,
    )


def criteria(node: Node | None) -> Criteria:
    """Return the criteria, from an address (1.x) or an object (2.0)."""
    if node is None:
        return Criteria()
    node.types(("Criteria",))
    return Criteria(id=node.text("id"), narrative=node.text("narrative"), extra=node.rest)


def _either(node: Node, newer: str, older: str) -> str | None:
    return node.text(newer) if newer in node.rest else node.text(older)


def _alignment(node: Node) -> Alignment:
    # 1.x says name, url, description where 2.0 says targetName, targetUrl, targetDescription.
    return Alignment(
        id=node.text("id"),
        types=node.types(("AlignmentObject", "Alignment")),
        target_name=_either(node, "targetName", "name") or "",
        target_url=_either(node, "targetUrl", "url") or "",
        target_description=_either(node, "targetDescription", "description"),
        target_framework=node.text("targetFramework"),
        target_code=node.text("targetCode"),
        extra=node.rest,
    )


def _related(node: Node) -> Related:
    return Related(
        id=node.need_text("id"),
        types=node.types(()),
        language=node.text("@language"),
        version=node.text("version"),
        extra=node.rest,
    )


def achievement(node: Node) -> Achievement:
    """Return the BadgeClass whose `issuer` was taken; an empty id when it states none."""
    node.rest.pop("@context", None)
    return Achievement(
        id=node.text("id") or "",
        types=node.types(("BadgeClass",)),
        name=node.text("name") or "",
        description=node.text("description") or "",
        criteria=criteria(node.child("criteria")),
        image=image(node.child("image")),
        tags=node.texts("tags"),
        alignments=tuple(map(_alignment, node.children("alignment"))),
        language=node.text("@language"),
        version=node.text("version"),
        related=tuple(map(_related, node.children("related"))),
        extra=node.rest,
    )


def evidence(node: Node) -> Evidence:
    """Return one piece of evidence; an address alone may stand for it."""
    return Evidence(
        id=node.text("id"),
        types=node.types(("Evidence",)),
        name=node.text("name"),
        description=node.text("description"),
        narrative=node.text("narrative"),
        genre=node.text("genre"),
        audience=node.text("audience"),
        extra=node.rest,
    )


def identity(node: Node, *, salt: str | None = None) -> IdentityHash:
    """Return the recipient's identity; a text alone (0.5) is the address or its hash.

    Without `hashed`, an identity that begins with `sha256$` or `md5$` counts as hashed.
    """
    kinds = node.texts("type")
    value = _either(node, "identity", "id")
    if value is None:
        raise missing(node.at("identity"))
    hashed, stated = node.flag("hashed"), node.text("salt")
    return IdentityHash(
        type=kinds[0] if kinds else "email",
        hashed=value.lower().startswith(_HASH_NAMES) if hashed is None else hashed,
        value=value,
        salt=stated if stated or salt is None else salt,
        extra=node.rest,
    )


def verification(node: Node | None) -> Verification | None:
    """Return how the badge is believed: `verify` of 1.x or `verification` of 2.0; None when it does not say.

    Kinds are `hosted` or HostedBadge, `signed` or SignedBadge. For a signed badge of 1.x, `url` is the key's.
    """
    if node is None:
        return None
    kinds = [kind.removesuffix("Badge").lower() for kind in node.texts("type")]
    url, creator = node.text("url"), node.text("creator")
    if "signed" in kinds:
        return Verification(kind="signed", key_url=creator or url, extra=node.rest)
    if "hosted" in kinds:
        return Verification(kind="hosted", url=url, key_url=creator, extra=node.rest)
    return None

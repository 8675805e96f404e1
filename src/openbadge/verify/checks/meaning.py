"""Does the JSON say what its statements say? A linked-data signature covers statements, not spellings.

A holder may spell a member another way (`https://www.w3.org/2018/credentials#validUntil`, a prefix, `@type`), or
move it into another object that bears the same id: the statements stay, the signature holds, and whoever reads
the JSON no longer sees that the badge ends, or where to ask whether it was withdrawn.
"""

from collections import Counter
from collections.abc import Iterator

from openbadge.canon import jsonld
from openbadge.errors import OpenBadgeError
from openbadge.formats.outline import many
from openbadge.model.json import JsonObject, JsonValue
from openbadge.verify.setting import Setting

_VOCABULARY = "https://www.w3.org/2018/credentials#"

# What a verifier reads from the credential's own object; every pinned context gives each of them this one name.
MEMBERS = (
    *("validFrom", "validUntil", "issuanceDate", "expirationDate"),
    *("credentialStatus", "credentialSubject", "issuer"),
)


def hidden_member(document: JsonObject, setting: Setting) -> str | None:
    """Return the name of a member that the statements of `document` hold and its JSON does not show, or None.

    Only documents with another spelling, or with the credential's id in a second place, are written out.
    Source: Data Integrity 1.0, sections 4.6 (context validation) and 5.5; VCDM 2.0, section 6.1 (compacted form).
    """
    own = document.get("id")
    if not isinstance(own, str) or not any(_is_odd(item, own, document) for item in _objects(document)):
        return None
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    try:
        quads = jsonld.to_quads(unsecured, limits=setting.limits)
    except OpenBadgeError:
        return None  # it says nothing at all; the check of the proof tells why
    said = Counter(quad.predicate for quad in quads if quad.subject == f"<{own}>")
    for name in MEMBERS:
        if said[f"<{_VOCABULARY}{name}>"] > len(many(document.get(name))):
            return name
    return None


def _is_odd(item: JsonObject, own: str, document: JsonObject) -> bool:
    if item is not document and item.get("id") == own:
        return True
    return any(":" in name or (name[:1] == "@" and name != "@context") for name in item)


def _objects(document: JsonObject) -> Iterator[JsonObject]:
    waiting: list[JsonValue] = [document]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            yield item
            waiting += [below for name, below in item.items() if name != "proof"]
        elif isinstance(item, list):
            waiting += item

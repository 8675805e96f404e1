"""One verification method: a key with its name, controller and dates, in each spelling of the field."""

from dataclasses import dataclass
from datetime import datetime

from openbadge.canon import multibase
from openbadge.errors import MalformedError, NoKeyError, UnsupportedError
from openbadge.keys import jwk, pem, timestamps
from openbadge.keys.key import PublicKey
from openbadge.model.json import JsonObject, JsonValue

MATERIAL = ("publicKeyMultibase", "publicKeyJwk", "publicKeyPem", "publicKeyBase58")
"""The members that hold a key: Multikey and the 2020 suite, JsonWebKey, Open Badges 2.0, the 2018 suites."""

_BASE58_KINDS = {"Ed25519VerificationKey2018": "Ed25519", "P256Key2021": "P-256", "P384Key2021": "P-384"}


@dataclass(frozen=True, slots=True)
class VerificationMethod:
    """A key by name; dates are aware UTC or None.

    `controller` is the DID or URL that answers for it; empty, it is the document that lists the method.
    """

    id: str
    key: PublicKey
    controller: str = ""
    revoked_at: datetime | None = None
    expires_at: datetime | None = None


def absolute(name: str, base: str) -> str:
    """Return `name`, put behind `base` when it is a bare fragment (`#key-1`)."""
    return base + name if name.startswith("#") else name


def holds_key(value: JsonValue) -> bool:
    """Return whether a JSON value is an object with key material of its own."""
    return isinstance(value, dict) and any(member in value for member in MATERIAL)


def read(value: JsonObject, *, base: str) -> VerificationMethod:
    """Return the method that `value` writes; `base` is the id of the document that it stands in.

    Raises MalformedError when id, controller or dates are not what they must be, NoKeyError KEY_AMBIGUOUS
    for two materials at once, KEY_WEAK, UnsupportedError KEY_KIND.
    Source: Controlled Identifiers 1.0 section 2.2; Open Badges 2.0 CryptographicKey (`owner`).
    """
    name, controller = value.get("id"), value.get("controller", value.get("owner", base))
    if not isinstance(name, str) or not isinstance(controller, str):
        raise MalformedError("KEY_METHOD", "A verification method has an id and one controller.", path="$.id")
    return VerificationMethod(
        id=absolute(name, base),
        key=_key(value),
        controller=controller,
        revoked_at=_instant(value, "revoked"),
        expires_at=_instant(value, "expires"),
    )


def write(method: VerificationMethod) -> JsonObject:
    """Return the Multikey form of a method. Source: Controlled Identifiers 1.0 section 2.2.2."""
    value: JsonObject = {
        "id": method.id,
        "type": "Multikey",
        "controller": method.controller,
        "publicKeyMultibase": method.key.multikey,
    }
    if method.expires_at is not None:
        value["expires"] = timestamps.write(method.expires_at)
    if method.revoked_at is not None:
        value["revoked"] = timestamps.write(method.revoked_at)
    return value


def _key(value: JsonObject) -> PublicKey:
    materials = [member for member in MATERIAL if member in value]
    if len(materials) != 1:
        raise NoKeyError("KEY_AMBIGUOUS", "A verification method holds exactly one key.", members=materials)
    member = materials[0]
    material = value[member]
    if member == "publicKeyJwk" and isinstance(material, dict):
        return jwk.from_jwk(material)
    if not isinstance(material, str):
        raise MalformedError("KEY_MALFORMED", f"{member} is not of the right type.", path=f"$.{member}")
    if member == "publicKeyMultibase":
        return PublicKey.from_multikey(material)
    if member == "publicKeyPem":
        return pem.from_pem(material)
    kind = _BASE58_KINDS.get(str(value.get("type")))
    if kind == "Ed25519":
        return PublicKey.from_raw("Ed25519", multibase.base58_decode(material))
    if kind == "P-256":
        return PublicKey.from_raw("P-256", multibase.base58_decode(material))
    if kind == "P-384":
        return PublicKey.from_raw("P-384", multibase.base58_decode(material))
    raise UnsupportedError("KEY_KIND", "This type of verification method is not read here.")


def _instant(value: JsonObject, member: str) -> datetime | None:
    text = value.get(member)
    if text is None:
        return None
    if not isinstance(text, str):
        raise MalformedError("DATE", f"{member} is not a date.", path=f"$.{member}")
    return timestamps.parse(text, path=f"$.{member}")

"""JSON Web Keys (RFC 7517, RFC 8037) of the kinds that sign badges: OKP Ed25519, EC P-256 and P-384, RSA."""

import hashlib

from openbadge.canon import jcs, multibase
from openbadge.errors import MalformedError, NoKeyError, UnsupportedError
from openbadge.keys import native
from openbadge.keys.key import Algorithm, PublicKey
from openbadge.model.json import JsonObject

JOSE_ALGORITHMS: dict[Algorithm, str] = {
    "Ed25519": "EdDSA",
    "P-256": "ES256",
    "P-384": "ES384",
    "RSA": "RS256",
}
"""The `alg` with which each kind of key signs here (RFC 7518 section 3.1, RFC 8037 section 3.1)."""

_PRIVATE_MEMBERS = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
_MEMBER_MAX_CHARACTERS = 2_048


def to_jwk(public: PublicKey) -> JsonObject:
    """Return the public JWK of a key: only the members that define it, and `alg`."""
    jwk = _required_members(public)
    jwk["alg"] = JOSE_ALGORITHMS[public.algorithm]
    return jwk


def from_jwk(jwk: JsonObject) -> PublicKey:
    """Return the key of a public JWK.

    Raises NoKeyError KEY_PRIVATE when a private member shows, KEY_WEAK, KEY_MALFORMED, KEY_USE when `use`
    or `key_ops` exclude verifying, or KEY_ALG when its own `alg` is not the one of its kind;
    UnsupportedError KEY_KIND for other kinds; MalformedError for bad members.
    """
    shown = sorted(_PRIVATE_MEMBERS & jwk.keys())
    if shown:
        raise NoKeyError("KEY_PRIVATE", "This JWK shows private members: the key is burnt.", members=shown)
    _check_use(jwk)
    kind, curve = jwk.get("kty"), jwk.get("crv")
    if kind == "OKP" and curve == "Ed25519":
        key = PublicKey.from_raw("Ed25519", _bytes(jwk, "x"))
    elif kind == "EC" and curve == "P-256":
        key = _from_coordinates(jwk, "P-256")
    elif kind == "EC" and curve == "P-384":
        key = _from_coordinates(jwk, "P-384")
    elif kind == "RSA":
        modulus, exponent = _bytes(jwk, "n"), _bytes(jwk, "e")
        key = PublicKey.from_native(
            native.load_rsa_numbers(int.from_bytes(modulus, "big"), int.from_bytes(exponent, "big"))
        )
    else:
        raise UnsupportedError("KEY_KIND", "Only Ed25519, P-256, P-384 and RSA keys are read here.")
    if jwk.get("alg") not in (None, JOSE_ALGORITHMS[key.algorithm], key.algorithm):
        raise NoKeyError("KEY_ALG", "This JWK names an algorithm that is not the one of its kind.")
    return key


def thumbprint(public: PublicKey) -> str:
    """Return the SHA-256 JWK thumbprint in base64url (RFC 7638)."""
    return multibase.base64url_encode(hashlib.sha256(jcs.canonicalize(_required_members(public))).digest())


def _required_members(public: PublicKey) -> JsonObject:
    encode = multibase.base64url_encode
    if public.algorithm == "Ed25519":
        return {"crv": "Ed25519", "kty": "OKP", "x": encode(public.raw)}
    if public.algorithm == "RSA":
        modulus, exponent = (n.to_bytes((n.bit_length() + 7) // 8, "big") for n in public.rsa_numbers)
        return {"e": encode(exponent), "kty": "RSA", "n": encode(modulus)}
    size = native.COORDINATE_BYTES[public.algorithm]
    x, y = (encode(n.to_bytes(size, "big")) for n in public.ec_coordinates)
    return {"crv": public.algorithm, "kty": "EC", "x": x, "y": y}


def _from_coordinates(jwk: JsonObject, curve: native.CurveName) -> PublicKey:
    x, y = _bytes(jwk, "x"), _bytes(jwk, "y")
    if {len(x), len(y)} != {native.COORDINATE_BYTES[curve]}:  # RFC 7518 section 6.2.1.2: full length
        raise NoKeyError("KEY_MALFORMED", f"The coordinates of a {curve} key have the length of its field.")
    return PublicKey.from_native(native.load_point(curve, b"\x04" + x + y))


def _check_use(jwk: JsonObject) -> None:
    operations = jwk.get("key_ops")
    if jwk.get("use", "sig") != "sig" or not (
        operations is None or (isinstance(operations, list) and "verify" in operations)
    ):
        raise NoKeyError("KEY_USE", "This JWK says that it is not for verifying signatures.")


def _bytes(jwk: JsonObject, member: str) -> bytes:
    value = jwk.get(member)
    if not isinstance(value, str) or not 0 < len(value) <= _MEMBER_MAX_CHARACTERS:
        raise MalformedError(
            "KEY_MALFORMED", f"The JWK member {member} must be base64url.", path=f"$.{member}"
        )
    return multibase.base64url_decode(value)

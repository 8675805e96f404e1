"""JWS compact serialization (RFC 7515 section 3.1), strictly read: one spelling for one token.

Everything that ever let a token choose how it is checked is refused here, before any key is looked for:
`none` and symmetric algorithms, `crit`, unencoded payloads, keys and certificates by address, compression,
encryption, nesting.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from openbadge.canon import multibase, strict_json
from openbadge.canon.limits import DEFAULT_LIMITS, Limits
from openbadge.errors import LimitError, MalformedError, OpenBadgeError, UnsupportedError
from openbadge.keys.jwk import JOSE_ALGORITHMS
from openbadge.keys.key import Algorithm, PrivateKey, PublicKey
from openbadge.model.json import JsonObject

KEY_KINDS: dict[str, Algorithm] = {name: kind for kind, name in JOSE_ALGORITHMS.items()} | {
    "Ed25519": "Ed25519",  # RFC 9864 sections 2.1 and 2.2
    "ESP256": "P-256",
    "ESP384": "P-384",
}
"""The algorithms that are accepted, each with the one kind of key that it takes."""

# Sound signatures that are not read here (IANA JOSE registry). All other names are refused: `none`, MACs, unknown.
_SOUND_ELSEWHERE = frozenset(
    {
        *("RS384", "RS512", "PS256", "PS384", "PS512", "ES512", "ESP512", "ES256K", "Ed448"),
        *("ML-DSA-44", "ML-DSA-65", "ML-DSA-87"),
    }
)

_TOKEN = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*")
_HEADER_MAX_CHARACTERS = 8_192
# RFC 7515 sections 4.1.2 to 4.1.11, RFC 7797, RFC 7516: they choose keys, meanings or encodings.
_REFUSED = frozenset(
    {"jku", "x5u", "x5c", "x5t", "x5t#S256", "crit", "b64", "zip", "enc", "epk", "apu", "apv", "p2s", "p2c"}
)


@dataclass(frozen=True, slots=True)
class Compact:
    """A token in its parts, nothing about it believed yet; `signing_input` is what was signed."""

    header: JsonObject
    payload: JsonObject
    signing_input: bytes
    signature: bytes


def parse(token: str | bytes, *, limits: Limits = DEFAULT_LIMITS) -> Compact:
    """Return the parts of a token.

    Raises MalformedError JWS_FORMAT, JWS_HEADER, JWS_PAYLOAD; UnsupportedError JWS_ENCRYPTED for a JWE;
    LimitError. What the header asks for is for `problem` to judge.
    """
    text = token.decode("latin-1") if isinstance(token, bytes) else token
    if len(text) > limits.document_bytes * 3 // 2:
        raise LimitError("DOCUMENT_TOO_LARGE", "The token is too long.", size_bytes=len(text))
    text = text.strip(" \t\r\n")
    if text.count(".") == 4:
        raise UnsupportedError("JWS_ENCRYPTED", "Encrypted tokens are not read here.")
    if not _TOKEN.fullmatch(text):
        raise MalformedError("JWS_FORMAT", "A token is three parts of base64url with two dots between them.")
    signed, _, signature = text.rpartition(".")
    head, _, body = signed.partition(".")
    if len(head) > _HEADER_MAX_CHARACTERS:
        raise LimitError("JWS_HEADER_TOO_LONG", "The header of the token is too long.")
    header = strict_json.loads(multibase.base64url_decode(head), limits=limits)
    payload = strict_json.loads(multibase.base64url_decode(body), limits=limits)
    if not isinstance(header, dict):
        raise MalformedError("JWS_HEADER", "The header of a token is a JSON object.")
    if not isinstance(payload, dict):
        raise MalformedError("JWS_PAYLOAD", "The payload of a badge is a JSON object.")
    return Compact(header, payload, signed.encode("ascii"), multibase.base64url_decode(signature))


def problem(header: JsonObject) -> OpenBadgeError | None:
    """Return the error of a header that cannot be followed, or None.

    MalformedError ALG, CRIT or HEADER for what must be refused, UnsupportedError ALG_UNKNOWN for a sound
    algorithm that is not read here.
    """
    algorithm = header.get("alg")
    known = isinstance(algorithm, str) and algorithm in KEY_KINDS
    sound = known or (isinstance(algorithm, str) and algorithm in _SOUND_ELSEWHERE)
    if not sound:
        return MalformedError("ALG", f"The algorithm {str(algorithm)[:40]!r} proves nothing here.")
    refused = sorted(_REFUSED & header.keys())
    if "crit" in refused or "b64" in refused:
        return MalformedError("CRIT", "The token asks for an extension that is not understood here.")
    if refused:
        return MalformedError(
            "HEADER", f"The header member {refused[0]} may not choose how this token is read."
        )
    if not known:
        return UnsupportedError("ALG_UNKNOWN", f"Signatures of the kind {algorithm} cannot be checked here.")
    return None


def fits(header: JsonObject, key: PublicKey) -> bool:
    """Return whether the algorithm of the header is the one of this kind of key (the key decides)."""
    return KEY_KINDS.get(str(header.get("alg"))) == key.algorithm


def write(header: JsonObject, payload: bytes, *, key: PrivateKey) -> str:
    """Return the signed token of `payload`; `header` must hold the `alg` of the key."""
    head = _encoded_header(strict_json.dumps(header))
    signing_input = head + multibase.base64url_encode(payload)
    return f"{signing_input}.{multibase.base64url_encode(key.sign(signing_input.encode('ascii')))}"


@lru_cache(maxsize=256)
def _encoded_header(header: bytes) -> str:
    return multibase.base64url_encode(header) + "."

"""did:key and did:jwk: the identifier is the key, so nothing is fetched, and nobody else is named.

Such a DID proves that somebody holds a key, not who: `keys.confirm` never takes it for an issuer's identity.
Source: did:key method 0.9, did:jwk method.
"""

from openbadge.canon import multibase, strict_json
from openbadge.errors import MalformedError
from openbadge.keys import jwk
from openbadge.keys.key import PublicKey
from openbadge.keys.method import VerificationMethod, write
from openbadge.model.json import JsonObject

KEY_PREFIX = "did:key:"
JWK_PREFIX = "did:jwk:"
_CONTEXTS = ("https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1")
_RELATIONSHIPS = ("assertionMethod", "authentication", "capabilityInvocation", "capabilityDelegation")
_JWK_MAX_CHARACTERS = 4_096


def did(public: PublicKey) -> str:
    """Return the did:key of a key."""
    return KEY_PREFIX + public.multikey


def verification_method(did: str) -> str:
    """Return the one verification method of a did:key (`did:key:z…#z…`) or a did:jwk (`did:jwk:…#0`)."""
    return did + ("#0" if did.startswith(JWK_PREFIX) else "#" + did.removeprefix(KEY_PREFIX))


def method(did: str) -> VerificationMethod:
    """Return the verification method that a did:key or did:jwk stands for.

    Raises MalformedError DID for other spellings, UnsupportedError KEY_KIND, NoKeyError KEY_WEAK.
    """
    if did.startswith(KEY_PREFIX + "z"):
        key = PublicKey.from_multikey(did.removeprefix(KEY_PREFIX))
    elif did.startswith(JWK_PREFIX) and len(did) <= _JWK_MAX_CHARACTERS:
        value = strict_json.loads(multibase.base64url_decode(did.removeprefix(JWK_PREFIX)))
        if not isinstance(value, dict):
            raise MalformedError("DID", "A did:jwk holds one JSON Web Key.")
        key = jwk.from_jwk(value)
    else:
        raise MalformedError("DID", "This is neither a did:key (did:key:z…) nor a did:jwk.")
    return VerificationMethod(id=verification_method(did), key=key, controller=did)


def document(did: str) -> JsonObject:
    """Return the DID document of a did:key or did:jwk, its key as Multikey. Raises as `method` does."""
    only = method(did)
    body: JsonObject = {"@context": list(_CONTEXTS), "id": did, "verificationMethod": [write(only)]}
    for relationship in _RELATIONSHIPS:
        body[relationship] = [only.id]
    return body


def did_jwk(public: PublicKey) -> str:
    """Return the did:jwk of a key."""
    return JWK_PREFIX + multibase.base64url_encode(strict_json.dumps(jwk.to_jwk(public)))

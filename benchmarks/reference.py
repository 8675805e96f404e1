"""The straightforward way, as a careful programmer would write it in an afternoon: PyLD and cryptography.

Contexts are in memory, keys are built once, nothing is done twice: what is measured against it is not sloth.
"""

import gzip
import hashlib
import io
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import cast

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from PIL import Image, PngImagePlugin
from pyld import jsonld

from openbadge.canon import contexts
from openbadge.model.json import JsonObject

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def load_pinned(url: str, options: object = None) -> dict[str, object]:
    """Return a pinned context in the form that PyLD wants of a document loader."""
    document = contexts.get(url)
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": document,
    }


_OPTIONS = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": load_pinned}


def canonicalise(document: JsonObject) -> bytes:
    """Return the canonical N-Quads of a document by PyLD."""
    return cast("str", jsonld.normalize(document, _OPTIONS)).encode()


def base58_encode(data: bytes) -> str:
    """Return base58btc text, digit by digit."""
    number, text = int.from_bytes(data, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        text = _ALPHABET[digit] + text
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + text


def base58_decode(text: str) -> bytes:
    """Return the bytes of base58btc text, digit by digit."""
    number = 0
    for character in text:
        number = number * 58 + _ALPHABET.index(character)
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def issue(document: JsonObject, key: Ed25519PrivateKey, verification_method: str, created: str) -> bytes:
    """Return the document signed with eddsa-rdfc-2022, as JSON."""
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": created,
        "verificationMethod": verification_method,
        "proofPurpose": "assertionMethod",
    }
    options = canonicalise({"@context": document["@context"], **proof})
    digest = hashlib.sha256(options).digest() + hashlib.sha256(canonicalise(document)).digest()
    value = "z" + base58_encode(key.sign(digest))
    signed = {**document, "proof": [{**proof, "proofValue": value}]}
    return json.dumps(signed, ensure_ascii=False, separators=(",", ":")).encode()


def verify(data: bytes, key: Ed25519PublicKey) -> None:
    """Return when the first proof of a signed document is right; raises InvalidSignature."""
    document = json.loads(data)
    proof = document.pop("proof")[0]
    value = base58_decode(proof.pop("proofValue")[1:])
    options = canonicalise({"@context": document["@context"], **proof})
    digest = hashlib.sha256(options).digest() + hashlib.sha256(canonicalise(document)).digest()
    key.verify(value, digest)


def _base64url(data: bytes) -> bytes:
    return urlsafe_b64encode(data).rstrip(b"=")


def jwt_issue(document: JsonObject, key: Ed25519PrivateKey, kid: str) -> bytes:
    """Return a compact EdDSA token of the document with its registered claims."""
    subject = cast("JsonObject", document["credentialSubject"])
    issuer = cast("JsonObject", document["issuer"])
    claims = {"iss": issuer["id"], "jti": document["id"], "sub": subject["id"], "nbf": 1772352420}
    header = _base64url(json.dumps({"alg": "EdDSA", "typ": "JWT", "kid": kid}).encode())
    payload = _base64url(json.dumps({**document, **claims}, ensure_ascii=False).encode())
    text = header + b"." + payload
    return text + b"." + _base64url(key.sign(text))


def jwt_verify(token: bytes, key: Ed25519PublicKey) -> JsonObject:
    """Return the payload of a token whose signature is right; raises InvalidSignature."""
    text, _, signature = token.rpartition(b".")
    key.verify(urlsafe_b64decode(signature + b"=="), text)
    payload = text.partition(b".")[2]
    return cast("JsonObject", json.loads(urlsafe_b64decode(payload + b"=" * (-len(payload) % 4))))


def bake(png: bytes, credential: bytes) -> bytes:
    """Return the picture written anew by Pillow with the credential as an iTXt chunk."""
    picture = Image.open(io.BytesIO(png))
    notes = PngImagePlugin.PngInfo()
    notes.add_itxt("openbadgecredential", credential.decode())
    out = io.BytesIO()
    picture.save(out, "PNG", pnginfo=notes)
    return out.getvalue()


def unbake(png: bytes) -> str:
    """Return the text that Pillow reads in the picture's iTXt chunk."""
    picture = Image.open(io.BytesIO(png))
    picture.load()
    return str(picture.info["openbadgecredential"])


def bitstring(size: int, revoked: frozenset[int]) -> str:
    """Return the encoded list with these bits set, bit by bit."""
    bits = "".join("1" if index in revoked else "0" for index in range(size))
    data = int(bits, 2).to_bytes(size // 8, "big")
    return "u" + _base64url(gzip.compress(data)).decode()

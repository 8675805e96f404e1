"""What is handed over between implementations: badges rich in content, keys in every form, altered copies."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.interop.bridge import Json, base64_of
from tests.unit.openbadge.formats.samples import RICH
from tests.world.schools import NOW, School, key_of
from tests.world.web import Web

from openbadge.canon import strict_json
from openbadge.formats import ob3
from openbadge.keys import did_key, did_web, jwk, native
from openbadge.keys.key import PrivateKey
from openbadge.keys.method import VerificationMethod
from openbadge.verify import Report, verify

LATER = NOW + timedelta(days=30)
NOW_TEXT = LATER.strftime("%Y-%m-%dT%H:%M:%SZ")
CREATED = NOW.strftime("%Y-%m-%dT%H:%M:%SZ")
BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def ours(web: Web, data: bytes | str | Json, **options: Any) -> Report:
    """Return what this library says, a month later unless `at` says another time."""
    if isinstance(data, dict):
        data = strict_json.dumps(data)
    options = {"at": LATER, **options}
    return verify(data.encode() if isinstance(data, str) else data, fetcher=web, **options)


def school_with(web: Web, algorithm: str, *, bare: bool = False) -> School:
    """Return an issuer whose key is of `algorithm`: a did:web, or nothing but its did:key when `bare`."""
    if algorithm == "P-384":
        key = PrivateKey.from_seed(hashlib.sha384(b"school").digest(), algorithm="P-384")
    else:
        key = key_of(f"school-{algorithm}", algorithm)
    host = (
        f"{algorithm.lower()}.example"  # its own: some libraries keep the DID documents that they have seen
    )
    return School(web, host=host, key=key, did=did_key.did(key.public) if bare else "")


@cache
def rsa_key() -> PrivateKey:
    """Return an RSA key, the same for a whole run."""
    return PrivateKey.from_seed(native.generate_rsa(), algorithm="RSA")


def second_key(school: School, key: PrivateKey) -> str:
    """Publish one more key of a did:web school, and return the name of its verification method."""
    document = school.publish_keys()
    name = f"{school.did}#key-2"
    method = VerificationMethod(id=name, controller=school.did, key=key.public)
    second: Json = {**did_web.document(school.did, [method])}
    for member in ("verificationMethod", "assertionMethod"):
        document[member] = [*document[member], *second[member]]
    school.web.put(did_web.document_url(school.did), document)
    return name


def rich(school: School, **members: Any) -> Json:
    """Return a badge that uses most of the model, unsigned, by `school`; `members` replace those of the document."""
    credential = replace(
        RICH,
        issuer=replace(RICH.issuer, id=school.did),
        valid_from_at=NOW,
        status=school.status(),
    )
    return {**ob3.write(credential), **members}


def node_key(school: School) -> Json:
    """Return the key of a school as the npm side takes it."""
    key = school.key
    algorithm = key.public.algorithm
    named: Json = {"algorithm": algorithm, "method": school.method}
    if algorithm == "Ed25519":
        return {**named, "seed": base64_of(key.seed)}
    return {**named, "publicKeyMultibase": key.public.multikey, "secretKeyMultibase": key.multikey}


def private_pem(key: PrivateKey) -> str:
    """Return a private key as PKCS#8 PEM."""
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    if key.public.algorithm == "Ed25519":
        return Ed25519PrivateKey.from_private_bytes(key.seed).private_bytes(*form).decode()
    if key.public.algorithm == "RSA":
        return native.load_rsa_private(key.seed).private_bytes(*form).decode()
    curve = key.public.curve
    assert curve is not None
    return native.load_scalar(curve, key.seed).private_bytes(*form).decode()


def private_jwk(key: PrivateKey) -> Json:
    """Return a private key as a JWK."""
    public: Json = {**jwk.to_jwk(key.public)}
    if key.public.algorithm != "RSA":
        return {**public, "d": _base64url(key.seed)}
    numbers = native.load_rsa_private(key.seed).private_numbers()
    parts = {"d": numbers.d, "p": numbers.p, "q": numbers.q}
    parts |= {"dp": numbers.dmp1, "dq": numbers.dmq1, "qi": numbers.iqmp}
    return {**public, **{name: _base64url(_whole(value)) for name, value in parts.items()}}


def altered(text: str) -> Iterator[tuple[str, str]]:
    """Yield copies of a signed JSON text with one byte changed, each with the name of what was touched.

    Every copy is still JSON of the same shape, and no value becomes equal to another: it says something else.
    """
    for name, pattern in {
        "name of the badge": r'"name":\s*"[^"]*?([a-y])[^"]*"',
        "start": r'"validFrom":\s*"20(\d)',
        "hash of the earner": r'"identityHash":\s*"sha256\$([0-8])',
        "place in the status list": r'"statusListIndex":\s*"([0-8])',
        "narrative": r'"narrative":\s*"([A-Y])',
        "moment of the proof": r'"created":\s*"20(\d)',
    }.items():
        found = re.search(pattern, text)
        if found is not None:
            at = found.start(1)
            yield name, text[:at] + chr(ord(text[at]) + 1 if text[at] != "9" else ord("0")) + text[at + 1 :]
    value = re.search(r'"proofValue":\s*"([zu])(\S+?)"', text)
    assert value is not None
    alphabet = BASE58 if value[1] == "z" else BASE64URL
    at = value.start(2) + len(value[2]) // 2
    yield "signature", text[:at] + _other(text[at], alphabet) + text[at + 1 :]


def altered_token(token: str) -> Iterator[tuple[str, str]]:
    """Yield copies of a token with one character changed, in the payload and in the signature."""
    header, payload, signature = token.split(".")
    at = len(payload) // 2
    yield "payload", f"{header}.{payload[:at]}{_other(payload[at], BASE64URL)}{payload[at + 1 :]}.{signature}"
    at = len(signature) // 2
    changed = signature[:at] + _other(signature[at], BASE64URL) + signature[at + 1 :]
    yield "signature", f"{header}.{payload}.{changed}"


def _other(character: str, alphabet: str) -> str:
    return alphabet[(alphabet.index(character) + 1) % len(alphabet)]


def _base64url(data: bytes) -> str:
    return base64_of(data).translate(str.maketrans("+/", "-_")).rstrip("=")


def _whole(number: int) -> bytes:
    return number.to_bytes((number.bit_length() + 7) // 8, "big")

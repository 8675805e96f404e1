"""Tokens made by hand, lawful or not, for the tests of this room."""

import hashlib
import hmac
import json

from tests.unit.openbadge.proofs.badges import DID_METHOD, KEY, badge, did_site

from openbadge.canon import multibase
from openbadge.keys.key import PrivateKey
from openbadge.keys.resolve import resolve
from openbadge.model.json import JsonObject
from openbadge.proofs import claims, vc_jwt

HEADER: JsonObject = {"alg": "EdDSA", "kid": DID_METHOD, "typ": "JWT"}


def b64(value: object) -> str:
    """Return base64url of a JSON value, of text or of bytes."""
    data = value if isinstance(value, bytes) else value if isinstance(value, str) else json.dumps(value)
    return multibase.base64url_encode(data.encode() if isinstance(data, str) else data)


def payload(document: JsonObject | None = None, **changes: object) -> JsonObject:
    """Return the payload of an Open Badges 3.0 token."""
    body = document if document is not None else badge()
    merged: dict[str, object] = {**claims.for_credential(body), **body, **changes}
    return {name: value for name, value in merged.items() if value is not None}  # type: ignore[misc]


def token(header: JsonObject | None = None, body: JsonObject | None = None, key: PrivateKey = KEY) -> str:
    """Return a token signed by `key`, whatever its header says."""
    signing_input = f"{b64(header if header is not None else HEADER)}.{b64(body or payload())}"
    return f"{signing_input}.{b64(key.sign(signing_input.encode()))}"


def hmac_token(header: JsonObject, secret: bytes) -> str:
    """Return a token whose signature is an HMAC, as if a public key were a secret."""
    signing_input = f"{b64(header)}.{b64(payload())}"
    return f"{signing_input}.{b64(hmac.new(secret, signing_input.encode(), hashlib.sha256).digest())}"


def verify(text: str | bytes, **options: object) -> vc_jwt.JwtResult:
    """Verify with the issuer's DID document on the web."""
    site = did_site()
    given = {"resolve": lambda name: resolve(name, fetcher=site)} | options
    return vc_jwt.verify(text, **given)  # type: ignore[arg-type]

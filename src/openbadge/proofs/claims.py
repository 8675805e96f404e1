"""The registered claims of a VC-JWT, and the credential that they must agree with.

Sources: Open Badges 3.0 section 8.2.4 (JWT claims), VCDM 1.1 section 6.3.1, Securing VCs using JOSE and COSE
section 3.1.3, RFC 7519 section 4.1.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from openbadge.errors import MalformedError
from openbadge.keys import timestamps
from openbadge.model.json import JsonObject, JsonValue

_REGISTERED = frozenset({"iss", "sub", "aud", "exp", "nbf", "iat", "jti", "vc", "vp", "nonce", "cnf"})
_SKEW = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a token that is worth saying, with a stable code."""

    code: str
    message: str


def for_credential(document: JsonObject) -> JsonObject:
    """Return the claims that Open Badges 3.0 puts beside a credential: iss, jti, nbf, sub, and exp.

    Raises MalformedError CLAIM_ISS, CLAIM_JTI, CLAIM_NBF, CLAIM_SUB when the credential does not say them.
    """
    subject = document.get("credentialSubject")
    wanted: list[tuple[str, JsonValue]] = [
        ("iss", _id(document.get("issuer"))),
        ("jti", document.get("id")),
        ("sub", _id(subject) if isinstance(subject, dict) else None),
    ]
    claims: JsonObject = {}
    for name, value in wanted:
        if not isinstance(value, str):
            raise MalformedError(f"CLAIM_{name.upper()}", f"A badge signed as a token needs its {name}.")
        claims[name] = value
    starts_at, ends_at = _dates(document)
    if starts_at is None:
        raise MalformedError("CLAIM_NBF", "A badge signed as a token says from when it holds.")
    claims["nbf"] = int(starts_at.timestamp())
    if ends_at is not None:
        claims["exp"] = int(ends_at.timestamp())
    return claims


def credential_of(payload: JsonObject) -> JsonObject:
    """Return the credential that a payload carries: the payload without its claims, or its `vc` claim.

    A `vc` claim may leave to the claims what they say (VCDM 1.1 section 6.3.1): it is put back where it is
    missing, never over what stands there. Raises MalformedError CLAIM_VC when `vc` is not an object.
    """
    inner = payload.get("vc")
    if inner is None:
        return {name: value for name, value in payload.items() if name not in _REGISTERED}
    if not isinstance(inner, dict):
        raise MalformedError("CLAIM_VC", "The vc claim is not an object.", path="$.vc")
    document = dict(inner)
    for member, claim in (("issuer", "iss"), ("id", "jti")):
        if member not in document and isinstance(payload.get(claim), str):
            document[member] = payload[claim]
    for members, claim in ((("issuanceDate", "validFrom"), "nbf"), (("expirationDate", "validUntil"), "exp")):
        instant = _instant(payload.get(claim))
        if instant is not None and not any(member in document for member in members):
            document[members[0]] = timestamps.write(instant)
    subject = document.get("credentialSubject")
    if isinstance(subject, dict) and "id" not in subject and isinstance(payload.get("sub"), str):
        document["credentialSubject"] = {"id": payload["sub"], **subject}
    return document


def issuer_id(payload: JsonObject, document: JsonObject) -> str:
    """Return the id of the issuer: the `iss` claim, or else the credential's own issuer; "" without both."""
    for value in (payload.get("iss"), _id(document.get("issuer"))):
        if isinstance(value, str):
            return value
    return ""


def compare(
    payload: JsonObject, document: JsonObject, profile: str, *, at: datetime | None, audience: str | None
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return (what contradicts, what is only missing) between the claims and the credential.

    A contradiction is never harmless: two readers would show two badges. `at` brings in exp, nbf and iat.
    """
    wrong: list[Finding] = []
    missing: list[Finding] = []
    subject = document.get("credentialSubject")
    texts = (
        ("iss", _id(document.get("issuer"))),
        ("jti", document.get("id")),
        ("sub", _id(subject) if isinstance(subject, dict) else None),
    )
    for name, value in texts:
        if name not in payload:
            missing.append(_missing(name))
        elif payload[name] != value:
            wrong.append(Finding(f"CLAIM_{name.upper()}", f"The claim {name} contradicts the credential."))
    starts_at, ends_at = _dates(document)
    for name, instant in (("nbf", starts_at), ("exp", ends_at)):
        wrong += _compare_instant(payload, name, instant, at)
    if "nbf" not in payload:
        missing.append(_missing("nbf"))
    issued_at = _instant(payload.get("iat"))
    if at is not None and issued_at is not None and issued_at > at + _SKEW:
        wrong.append(Finding("CLAIM_IAT", "The token says that it was made in the future."))
    if "aud" in payload and audience not in _items(payload["aud"]):
        wrong.append(Finding("CLAIM_AUD", "The token was made for somebody else."))
    if profile == "vc-jose-cose":
        missing = []
        if "vc" in payload or "vp" in payload:
            wrong.append(Finding("CLAIM_VC", "A vc+jwt token has no vc claim."))
    return tuple(wrong), tuple(missing)


def _compare_instant(
    payload: JsonObject, name: str, expected_at: datetime | None, at: datetime | None
) -> list[Finding]:
    if name not in payload:
        return []
    instant = _instant(payload[name])
    code = f"CLAIM_{name.upper()}"
    if instant is None:
        return [Finding(code, f"The claim {name} is not a number of seconds.")]
    if expected_at is not None:
        if abs(instant - expected_at) >= timedelta(seconds=1):
            return [Finding(code, f"The claim {name} contradicts the credential.")]
        return []
    if at is not None and (
        (name == "exp" and instant <= at - _SKEW) or (name == "nbf" and instant > at + _SKEW)
    ):
        return [Finding(code, f"By the claim {name}, the token does not hold at this time.")]
    return []


def _missing(name: str) -> Finding:
    return Finding(f"CLAIM_{name.upper()}_MISSING", f"Open Badges 3.0 wants the claim {name}.")


def _dates(document: JsonObject) -> tuple[datetime | None, datetime | None]:
    found: list[datetime | None] = []
    for members in (("validFrom", "issuanceDate"), ("validUntil", "expirationDate")):
        value = next((document[member] for member in members if member in document), None)
        found.append(timestamps.parse(value, path=f"$.{members[0]}") if isinstance(value, str) else None)
    return found[0], found[1]


def _instant(value: JsonValue) -> datetime | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 2**36:
        return None
    return timestamps.from_unix(value)


def _id(value: JsonValue) -> JsonValue:
    return value.get("id") if isinstance(value, dict) else value


def _items(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else [value]

"""A credential as a JSON Web Token: the rules of Open Badges 3.0 and those of VC-JOSE-COSE.

The two differ. Open Badges 3.0 (section 8.2) puts `typ: JWT`, wants the claims iss, jti, nbf and sub beside
the credential, and a `kid` that is an address or a `jwk` in the header. VC-JOSE-COSE puts `typ: vc+jwt` and
nothing beside the credential. Tokens of the VCDM 1.1 era carry the credential in a `vc` claim.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from openbadge.canon import strict_json
from openbadge.canon.limits import DEFAULT_LIMITS, Limits
from openbadge.errors import MalformedError, NoKeyError, OpenBadgeError
from openbadge.keys import did_key, did_web, jwk
from openbadge.keys.key import PrivateKey
from openbadge.keys.resolve import ResolvedKey, is_web, origin
from openbadge.model.json import JsonObject
from openbadge.proofs import claims, compact
from openbadge.proofs.claims import Finding
from openbadge.proofs.result import OK, ProofResult, key_problem, leaves_open

Style: TypeAlias = Literal["ob3", "vc-jose-cose"]
Profile: TypeAlias = Literal["ob3", "vc-jose-cose", "vcdm-1.1"]
Resolve: TypeAlias = Callable[[str], ResolvedKey]

_TYPES: dict[str, Profile] = {"": "ob3", "jwt": "ob3", "vc+jwt": "vc-jose-cose", "vc+ld+jwt": "vc-jose-cose"}
_EXPECTED_HEADER = frozenset({"alg", "kid", "jwk", "typ", "cty"})


@dataclass(frozen=True, slots=True)
class JwtResult:
    """A token, checked. `document` is the credential of these very bytes; show nothing else.

    `proof.code` may also be TYP, ALG, ALG_UNKNOWN, CRIT, HEADER, KEY_FOREIGN (the key stands at another site than the
    issuer's: not fetched) or CLAIM_…; `notes` are lesser things: a claim that is missing, KEY_EMBEDDED. A key
    that the token itself brought has neither controller nor source: nothing ties it to the issuer.
    """

    document: JsonObject
    profile: Profile
    proof: ProofResult
    notes: tuple[Finding, ...] = ()


def sign(document: JsonObject, *, key: PrivateKey, verification_method: str, style: Style = "ob3") -> str:
    """Return the compact token of a credential, `kid` naming the key.

    `verification_method` is a DID URL, or the https address of the key. For "ob3" the credential needs id,
    issuer, validFrom and the id of its subject: MalformedError CLAIM_ISS, CLAIM_JTI, CLAIM_NBF or CLAIM_SUB.
    Source: Open Badges 3.0 section 8.2.4; Securing VCs using JOSE and COSE section 3.1.
    """
    header: JsonObject = {"alg": jwk.JOSE_ALGORITHMS[key.public.algorithm], "kid": verification_method}
    if style == "ob3":
        header["typ"] = "JWT"
        payload = {**claims.for_credential(document), **document}
    else:
        header["typ"], header["cty"] = "vc+jwt", "vc"
        payload = document
    return compact.write(header, strict_json.dumps(payload), key=key)


def verify(
    token: str | bytes,
    *,
    resolve: Resolve,
    at: datetime | None = None,
    audience: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> JwtResult:
    """Return what became of a token; a failed check is in `proof`, nothing is fetched but by `resolve`.

    Raises MalformedError, UnsupportedError or LimitError when the text is no token that holds a credential.
    """
    parts = compact.parse(token, limits=limits)
    profile = _profile(parts)
    document = claims.credential_of(parts.payload)
    known_profile = profile or "ob3"
    # 1. May this header be followed at all?
    wrong = compact.problem(parts.header)
    if wrong is None and profile is None:
        wrong = MalformedError("TYP", "This token is not a credential: its typ says something else.")
    if wrong is not None:
        return JwtResult(document, known_profile, _ended(parts, wrong))
    # 2. Whose key is it? 3. Is the signature right?
    try:
        key = _key(parts, document, resolve)
        intact = compact.fits(parts.header, key.key) and key.key.verify(parts.signature, parts.signing_input)
        findings, notes = claims.compare(parts.payload, document, known_profile, at=at, audience=audience)
        proof = _proof(parts, intact, key, *_judge(parts, key, intact, findings, at))
        return JwtResult(document, known_profile, proof, (*notes, *_remarks(parts, key)))
    except OpenBadgeError as error:
        return JwtResult(document, known_profile, _ended(parts, error))


def _judge(
    parts: compact.Compact,
    key: ResolvedKey,
    intact: bool,
    findings: tuple[Finding, ...],
    at: datetime | None,
) -> tuple[str, str]:
    if not compact.fits(parts.header, key.key):
        return "ALG", "The header names an algorithm that is not the one of this key."
    if not intact:
        return "SIGNATURE", "The content is not what was signed, or not by this key."
    if findings:
        return findings[0].code, findings[0].message
    return key_problem(key, at) or (OK, "The signature is right.")


def _remarks(parts: compact.Compact, key: ResolvedKey) -> Iterator[Finding]:
    extra = sorted(parts.header.keys() - _EXPECTED_HEADER)
    if extra:
        yield Finding("HEADER_EXTRA", f"Open Badges 3.0 knows no header member {extra[0][:40]!r}.")
    if key.controller is None and key.source_url is None:
        yield Finding("KEY_EMBEDDED", "The key came with the token: it says nothing of the issuer.")


def _profile(parts: compact.Compact) -> Profile | None:
    kind = parts.header.get("typ", "")
    profile = _TYPES.get(kind.lower().removeprefix("application/")) if isinstance(kind, str) else None
    if str(parts.header.get("cty", "")).lower() in ("jwt", "vp", "vp+jwt"):
        return None  # RFC 7519 section 5.2: a token inside a token
    if profile == "ob3" and "vc" in parts.payload:
        return "vcdm-1.1"
    return profile


def _key(parts: compact.Compact, document: JsonObject, resolve: Resolve) -> ResolvedKey:
    """Return the key that the header names, or else the one that it brings.

    Raises NoKeyError KEY_FOREIGN rather than look at another site than the issuer's (a token must not be able
    to send its reader somewhere), KEY_NOT_FOUND without kid and jwk, KEY_AMBIGUOUS when the two differ.
    """
    brought = parts.header.get("jwk")
    embedded: ResolvedKey | None = None
    if brought is not None:
        if not isinstance(brought, dict):
            raise MalformedError("KEY_MALFORMED", "The jwk of the header is not an object.")
        embedded = ResolvedKey(jwk.from_jwk(brought), None, "", listed_for_purpose=True)
    name = parts.header.get("kid")
    if name is None and embedded is not None:
        return embedded
    if not isinstance(name, str):
        raise NoKeyError("KEY_NOT_FOUND", "The token names no key and brings none.")
    issuer_id = claims.issuer_id(parts.payload, document)
    try:
        found = resolve(_absolute(name, issuer_id))
    except OpenBadgeError:
        if embedded is None:
            raise
        return embedded
    if embedded is not None and embedded.key != found.key:
        raise NoKeyError("KEY_AMBIGUOUS", "The token brings another key than the one that it names.")
    return found


def _absolute(name: str, issuer_id: str) -> str:
    """Return the name of the key in full, once it is sure that asking for it stays with the issuer."""
    if name.startswith((did_key.KEY_PREFIX, did_key.JWK_PREFIX)):
        return name if "#" in name else did_key.verification_method(name)
    if not name.startswith("did:") and not is_web(name):
        return f"{issuer_id}#{name.removeprefix('#')}"
    if name.startswith(did_web.PREFIX) and is_web(issuer_id):
        is_own = origin(did_web.document_url(name.partition("#")[0])) == origin(issuer_id)
    elif is_web(name) and is_web(issuer_id):
        is_own = origin(name) == origin(issuer_id)
    elif is_web(name) and issuer_id.startswith(did_web.PREFIX):
        is_own = origin(name) == origin(did_web.document_url(issuer_id))
    else:
        is_own = name.partition("#")[0] == issuer_id
    if not is_own:
        raise NoKeyError("KEY_FOREIGN", "The token names a key at another site than its issuer's.")
    return name


def _ended(parts: compact.Compact, error: OpenBadgeError) -> ProofResult:
    """Return what became of a proof whose checking ended with an error."""
    intact = False if isinstance(error, MalformedError) else None
    return _proof(parts, intact, None, error.code, error.message)._replace(is_open=leaves_open(error))


def _proof(
    parts: compact.Compact, intact: bool | None, key: ResolvedKey | None, code: str, message: str
) -> ProofResult:
    return ProofResult(
        suite=f"VC-JWT {str(parts.header.get('alg'))[:40]}",
        verification_method=str(parts.header.get("kid", "")),
        intact=intact,
        code=code,
        message=message,
        key=key,
        purpose="assertionMethod",
    )

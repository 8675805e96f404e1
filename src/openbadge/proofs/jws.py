"""Open Badges 1.x and 2.0, signed: an assertion as a JSON Web Signature by a key that its issuer lists.

The steps of `check` (Open Badges 2.0, "Signed verification"):

1. read the token, and refuse what may not choose how it is read
2. read the badge class and the issuer's profile from their addresses
3. find the key: `verification.creator` (2.0), `verify.url` (1.x), or the only one that the profile lists
4. trust it only if the issuer's profile lists it (1.x: if it stands on the issuer's origin)
5. verify the signature with the algorithm of that kind of key
"""

from dataclasses import dataclass, replace

from openbadge.canon import strict_json
from openbadge.canon.limits import DEFAULT_LIMITS, Limits
from openbadge.errors import MalformedError, NoKeyError, OpenBadgeError, UnreachableError
from openbadge.keys import jwk, method, pem
from openbadge.keys.key import PrivateKey
from openbadge.keys.resolve import ResolvedKey, is_web, origin, resolve
from openbadge.model.json import JsonObject
from openbadge.ports import Fetcher
from openbadge.proofs import chain, compact
from openbadge.proofs.result import OK, ProofResult, leaves_open

_PEM_START = b"-----BEGIN "


@dataclass(frozen=True, slots=True)
class JwsResult:
    """A signed assertion, checked. `assertion` is what these bytes hold; badge and issuer come from their own
    addresses, None when they could not be had."""

    assertion: JsonObject
    proof: ProofResult
    badge: JsonObject | None = None
    issuer: JsonObject | None = None
    issuer_id: str = ""


def sign(assertion: JsonObject, *, key: PrivateKey) -> str:
    """Return the compact token of an Open Badges 2.0 assertion, its header nothing but `alg`.

    The assertion must say `verification: {type: "SignedBadge", creator: KEY_ID}`: MalformedError KEY_CREATOR.
    """
    if _creator(assertion) is None:
        raise MalformedError("KEY_CREATOR", "A signed badge names its key: verification.creator.")
    header: JsonObject = {"alg": jwk.JOSE_ALGORITHMS[key.public.algorithm]}
    return compact.write(header, strict_json.dumps(assertion), key=key)


def check(
    token: str | bytes, *, fetcher: Fetcher, limits: Limits = DEFAULT_LIMITS, load: chain.Load = chain.load
) -> JwsResult:
    """Return what became of a signed assertion; a failed check is in `proof`.

    `load` finds the issuer: `chain.load_endorser` for an Endorsement.
    `proof.code` may be ALG, ALG_UNKNOWN, CRIT, HEADER, SIGNATURE, KEY_…, BADGE_ID, BADGE_CONTRADICTION, ISSUER_ID,
    HOSTED_UNREACHABLE…; four fetches at most. Raises MalformedError, UnsupportedError or LimitError when the
    text is no token at all.
    """
    # 1. The token.
    parts = compact.parse(token, limits=limits)
    result = JwsResult(parts.payload, _proof(parts, None, None, OK, ""))
    refused = compact.problem(parts.header)
    if refused is not None:
        return replace(result, proof=_ended(parts, None, refused))
    wrong: tuple[str, str] | None = None
    key: ResolvedKey | None = None
    try:
        # 2. The badge and its issuer.
        links = load(parts.payload, fetcher=fetcher, limits=limits)
        result = replace(result, badge=links.badge, issuer=links.issuer, issuer_id=links.issuer_id)
        # 3. The key. 4. Is it the issuer's?
        key = _key(parts.payload, links, fetcher, limits)
        # 5. The signature.
        if not compact.fits(parts.header, key.key):
            wrong = "ALG", "The header names an algorithm that is not the one of this key."
        elif not key.key.verify(parts.signature, parts.signing_input):
            wrong = "SIGNATURE", "The content is not what was signed, or not by this key."
    except OpenBadgeError as error:
        return replace(result, proof=_ended(parts, key, error))
    if wrong is not None:
        return replace(result, proof=_proof(parts, False, key, *wrong))
    return replace(result, proof=_proof(parts, True, key, OK, "The signature is right."))


def _creator(assertion: JsonObject) -> str | None:
    verification = assertion.get("verification")
    creator = verification.get("creator") if isinstance(verification, dict) else None
    return creator if isinstance(creator, str) else None


def _key(assertion: JsonObject, links: chain.Chain, fetcher: Fetcher, limits: Limits) -> ResolvedKey:
    name = _creator(assertion)
    old = assertion.get("verify")
    old_address = old.get("url") if isinstance(old, dict) else None
    if name is None and isinstance(old_address, str):
        return _old_key(old_address, links, fetcher)
    if name is None:
        listed = chain.listed_keys(links.issuer)
        only = listed[0] if len(listed) == 1 else None
        written = only.get("id") if isinstance(only, dict) else only
        if not isinstance(written, str):
            raise NoKeyError(
                "KEY_NOT_FOUND", "The badge names no key, and its issuer does not list just one."
            )
        name = written
    chain.require_listed(name, links.issuer)
    for item in chain.listed_keys(links.issuer):
        if isinstance(item, dict) and item.get("id") == name and method.holds_key(item):
            return _listed(method.read(item, base=links.issuer_id), links)
    found = resolve(name, fetcher=fetcher)
    if found.controller not in (None, links.issuer_id):
        raise NoKeyError("KEY_CONTROLLER", "The key belongs to somebody else than the issuer.")
    return replace(found, controller=links.issuer_id, listed_for_purpose=True, source_url=links.issuer_id)


def _listed(written: method.VerificationMethod, links: chain.Chain) -> ResolvedKey:
    if written.controller != links.issuer_id:
        raise NoKeyError("KEY_CONTROLLER", "The key belongs to somebody else than the issuer.")
    return ResolvedKey(
        key=written.key,
        controller=links.issuer_id,
        id=written.id,
        listed_for_purpose=True,
        revoked_at=written.revoked_at,
        expires_at=written.expires_at,
        source_url=links.issuer_id,
    )


def _old_key(url: str, links: chain.Chain, fetcher: Fetcher) -> ResolvedKey:
    """Return the key at `verify.url`, a PEM text. Source: Open Badges 1.1, "Signed badges"."""
    if not is_web(url) or origin(url) != origin(links.issuer_id):
        raise NoKeyError("KEY_FOREIGN", "The key stands at another site than its issuer's.")
    answer = fetcher.fetch(url, accept="application/x-pem-file, */*", max_bytes=pem.PEM_MAX_CHARACTERS)
    if answer.status != 200 or origin(answer.final_url) != origin(url):
        raise UnreachableError("KEY_UNREACHABLE", "The key cannot be had now.", url=url)
    if not answer.body.lstrip().startswith(_PEM_START):
        return resolve(url, fetcher=fetcher)
    key = pem.from_pem(answer.body.decode("latin-1"))
    return ResolvedKey(key, links.issuer_id, url, listed_for_purpose=True, source_url=url)


def _ended(parts: compact.Compact, key: ResolvedKey | None, error: OpenBadgeError) -> ProofResult:
    """Return what became of a proof whose checking ended with an error."""
    intact = False if isinstance(error, MalformedError) else None
    return _proof(parts, intact, key, error.code, error.message)._replace(is_open=leaves_open(error))


def _proof(
    parts: compact.Compact, intact: bool | None, key: ResolvedKey | None, code: str, message: str
) -> ProofResult:
    return ProofResult(
        suite=f"JWS {str(parts.header.get('alg'))[:40]}",
        verification_method=key.id if key is not None else _creator(parts.payload) or "",
        intact=intact,
        code=code,
        message=message,
        key=key,
        purpose="assertionMethod",
    )

"""Open Badges 1.x and 2.0, hosted: the badge is true while its issuer serves it.

The file that one is given is trusted for one thing, the address of the assertion; everything that is shown
comes from that address. The steps (Open Badges 2.0, "Hosted verification", and its validators):

1. find the address of the assertion
2. fetch it: 410, or a body with `revoked: true`, means revoked
3. the assertion must say that this is its address
4. fetch the badge class and the issuer's profile, each from its own address
5. the address must lie where the issuer says that its assertions lie; by default, on the issuer's origin
"""

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from openbadge.canon.limits import DEFAULT_LIMITS, Limits
from openbadge.errors import LimitError, MalformedError, OpenBadgeError, UnreachableError
from openbadge.keys.resolve import is_web, origin
from openbadge.model.json import JsonObject, JsonValue
from openbadge.ports import Fetcher
from openbadge.proofs import chain

# RFC 3986 section 5.2.4, dots and slashes spelled out or percent-encoded.
_CLIMBS = re.compile(r"(?:/|\\|%2f|%5c)(?:\.|%2e){1,2}(?:/|\\|%2f|%5c|;|\Z)", re.IGNORECASE)

State: TypeAlias = Literal["current", "revoked", "refused", "unknown"]


@dataclass(frozen=True, slots=True)
class HostedResult:
    """What the issuer's site says. `assertion`, `badge` and `issuer` come from their addresses; None if not had.

    "refused" means that something contradicts (`code` HOSTED_ID, HOSTED_SCOPE, HOSTED_REDIRECT, BADGE_ID,
    BADGE_CONTRADICTION, ISSUER_ID, …), "unknown" that the site did not answer. `reason` is the issuer's.
    """

    state: State
    code: str
    message: str
    url: str = ""
    assertion: JsonObject | None = None
    badge: JsonObject | None = None
    issuer: JsonObject | None = None
    issuer_id: str = ""
    reason: str | None = None


def address(assertion: JsonObject) -> str | None:
    """Return the address of a hosted assertion: `id` (2.0), or `verify.url` (1.x), or None."""
    for name in ("verification", "verify"):
        verification = assertion.get(name)
        url = verification.get("url") if isinstance(verification, dict) else None
        if isinstance(url, str) and is_web(url):
            return url
    identifier = assertion.get("id")
    return identifier if isinstance(identifier, str) and is_web(identifier) else None


def check(
    assertion: JsonObject | None = None,
    *,
    url: str | None = None,
    fetcher: Fetcher,
    limits: Limits = DEFAULT_LIMITS,
    load: chain.Load = chain.load,
) -> HostedResult:
    """Return what the issuer's site says of the assertion at `url`, or at the address that `assertion` names.

    `load` finds the issuer: `chain.load_endorser` for an Endorsement. Three fetches at most. Never raises: what could
    not be had is "unknown", what contradicts is "refused".
    """
    # 1. Where does it stand?
    place = url or (address(assertion) if assertion is not None else None)
    if place is None or not is_web(place):
        return HostedResult("refused", "HOSTED_ADDRESS", "The badge names no address of its own.")
    found: JsonObject | None = None
    issuer_id = ""
    try:
        # 2. Does the issuer still serve it?
        found, revoked = _fetch(place, fetcher, limits)
        if revoked is not None:
            return revoked
        # 3. Is it the assertion of this address?
        _check_identity(found, place)
        # 4. Of which badge, and of which issuer?
        links = load(found, fetcher=fetcher, limits=limits)
        issuer_id = links.issuer_id
        # 5. May this issuer's assertions stand here?
        _check_scope(place, links)
    except (UnreachableError, LimitError) as error:
        return HostedResult("unknown", error.code, error.message, url=place, assertion=found)
    except OpenBadgeError as error:
        return HostedResult(
            "refused", error.code, error.message, url=place, assertion=found, issuer_id=issuer_id
        )
    return HostedResult(
        "current",
        "OK",
        "The issuer serves this badge at its address.",
        url=place,
        assertion=found,
        badge=links.badge,
        issuer=links.issuer,
        issuer_id=links.issuer_id,
    )


def _fetch(url: str, fetcher: Fetcher, limits: Limits) -> tuple[JsonObject, HostedResult | None]:
    answer = fetcher.fetch(
        url, accept="application/ld+json, application/json", max_bytes=limits.document_bytes
    )
    if answer.status not in (200, 410):
        raise UnreachableError(
            "HOSTED_UNREACHABLE", "The issuer's site does not serve the badge now.", url=url
        )
    try:
        document = chain.read(answer, url, limits=limits)
    except OpenBadgeError:
        if answer.status == 200 or origin(answer.final_url) != origin(url):
            raise
        document = {}
    if answer.status == 410 or document.get("revoked") is True:
        _check_identity(document, url)
        reason = document.get("revocationReason")
        message = "The issuer has revoked this badge."
        text = reason if isinstance(reason, str) and reason else None
        return document, HostedResult("revoked", "HOSTED_REVOKED", message, url, document, reason=text)
    return document, None


def _check_identity(document: JsonObject, url: str) -> None:
    verification = document.get("verify")
    written = [document.get("id"), verification.get("url") if isinstance(verification, dict) else None]
    if any(name is not None and name != url for name in written):
        raise MalformedError(
            "HOSTED_ID", "The badge at this address says that it stands at another.", url=url
        )


def _check_scope(url: str, links: chain.Chain) -> None:
    """Raise MalformedError HOSTED_SCOPE unless the issuer's assertions may stand at `url`.

    Where both `startsWith` and `allowedOrigins` are written, both must allow it; without either, the origin of the
    issuer's id does. Source: Open Badges 2.0, VerificationObject.
    """
    verification = links.issuer.get("verification")
    rules = verification if isinstance(verification, dict) else {}
    starts, hosts = _texts(rules.get("startsWith")), _texts(rules.get("allowedOrigins"))
    if starts or hosts:
        named = {host.lower() for host in hosts}
        on_host = not hosts or urlsplit(url).hostname in named or origin(url) in map(origin, hosts)
        allowed = on_host and (not starts or any(_lies_under(url, start) for start in starts))
    else:
        allowed = bool(links.issuer_id) and origin(url) == origin(links.issuer_id)
    if not allowed:
        raise MalformedError("HOSTED_SCOPE", "The issuer does not say that its badges stand here.", url=url)


def _lies_under(url: str, start: str) -> bool:
    """Return whether an address begins with `start`, and lies there for every server.

    A text that begins alike may still be another site (https://a.example.evil.example) or, climbing up by dots,
    another place of this one (https://a.example/alice/../bob).
    """
    climbs = _CLIMBS.search(urlsplit(url).path) is not None
    return origin(start) == origin(url) and url.startswith(start) and not climbs


def _texts(value: JsonValue) -> list[str]:
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, str) and item]

"""From an Open Badges 1.x or 2.0 assertion to its badge class and its issuer, as their own addresses tell them.

A copy of a badge or of an issuer inside somebody else's document proves nothing: whatever has an address is
read there, and a copy that says something else is a contradiction. Only what has no address (an issuer of
Open Badges 0.5, a badge inside a signed assertion without a web id) is taken as it stands.
Source: Open Badges 2.0, "Badge Object Verification"; Open Badges 1.1 history.
"""

from dataclasses import dataclass
from typing import Protocol

from openbadge.canon import strict_json
from openbadge.canon.limits import DEFAULT_LIMITS, Limits
from openbadge.errors import MalformedError, NoKeyError, UnreachableError
from openbadge.keys.resolve import is_web, origin
from openbadge.model.json import JsonObject, JsonValue
from openbadge.ports import Fetched, Fetcher

_ACCEPT = "application/ld+json, application/json"
_COMPARED = ("name", "description", "criteria", "issuer", "url", "email")


@dataclass(frozen=True, slots=True)
class Chain:
    """The badge class and the issuer of an assertion; `issuer_id` is the address that speaks for the issuer."""

    badge: JsonObject
    issuer: JsonObject
    issuer_id: str


class Load(Protocol):
    """Finds who issued a document: `load`, or `load_endorser`."""

    def __call__(self, document: JsonObject, /, *, fetcher: Fetcher, limits: Limits) -> Chain:
        """Return the issuer, and the badge class between if there is one."""
        ...


def load(assertion: JsonObject, *, fetcher: Fetcher, limits: Limits = DEFAULT_LIMITS) -> Chain:
    """Return the badge class and the issuer of `assertion`, in at most two fetches.

    Raises UnreachableError when one cannot be had; MalformedError BADGE_ID, BADGE_CONTRADICTION, ISSUER_ID,
    ISSUER_CONTRADICTION, HOSTED_REDIRECT or HOSTED_DOCUMENT.
    """
    badge, _ = _linked(assertion.get("badge"), "badge", fetcher, limits)
    issuer, issuer_id = _linked(badge.get("issuer"), "issuer", fetcher, limits)
    return Chain(badge, issuer, issuer_id)


def load_endorser(endorsement: JsonObject, *, fetcher: Fetcher, limits: Limits = DEFAULT_LIMITS) -> Chain:
    """Return the issuer of an Endorsement, which has no badge class between, in at most one fetch. Raises as `load`.

    Source: Open Badges 2.0, Endorsement.
    """
    issuer, issuer_id = _linked(endorsement.get("issuer"), "issuer", fetcher, limits)
    return Chain({}, issuer, issuer_id)


def fetch(url: str, *, fetcher: Fetcher, limits: Limits = DEFAULT_LIMITS) -> JsonObject:
    """Return the JSON object at `url`, which must answer from its own origin.

    Raises UnreachableError HOSTED_UNREACHABLE for any status but 200, MalformedError HOSTED_REDIRECT,
    HOSTED_DOCUMENT.
    """
    answer = fetcher.fetch(url, accept=_ACCEPT, max_bytes=limits.document_bytes)
    if answer.status != 200:
        raise UnreachableError("HOSTED_UNREACHABLE", "The document cannot be had now.", url=url)
    return read(answer, url, limits=limits)


def read(answer: Fetched, url: str, *, limits: Limits) -> JsonObject:
    """Return the JSON object of an answer. Raises MalformedError HOSTED_REDIRECT or HOSTED_DOCUMENT."""
    if origin(answer.final_url) != origin(url):
        raise MalformedError("HOSTED_REDIRECT", "The address sends its readers to another site.", url=url)
    value = strict_json.loads(answer.body, limits=limits)
    if not isinstance(value, dict):
        raise MalformedError("HOSTED_DOCUMENT", "The document at this address is not a JSON object.")
    return value


def listed_keys(issuer: JsonObject) -> tuple[JsonValue, ...]:
    """Return what the issuer's profile lists under `publicKey` (2.0) or `verificationMethod`."""
    found: list[JsonValue] = []
    for member in ("publicKey", "verificationMethod"):
        value = issuer.get(member)
        found += value if isinstance(value, list) else [] if value is None else [value]
    return tuple(found)


def require_listed(key_id: str, issuer: JsonObject) -> None:
    """Return when the issuer's profile lists `key_id`. Raises NoKeyError KEY_NOT_LISTED otherwise.

    Source: Open Badges 2.0, "Signed verification", step 4.
    """
    names = [item.get("id") if isinstance(item, dict) else item for item in listed_keys(issuer)]
    if key_id not in names:
        raise NoKeyError("KEY_NOT_LISTED", "The issuer's profile does not list the key that signed.")


def _linked(value: JsonValue, kind: str, fetcher: Fetcher, limits: Limits) -> tuple[JsonObject, str]:
    if isinstance(value, str) and is_web(value):
        return _hosted(value, kind, fetcher, limits), value
    if not isinstance(value, dict):
        raise MalformedError("HOSTED_DOCUMENT", f"The {kind} is neither an address nor an object.")
    name = value.get("id")
    if isinstance(name, str) and is_web(name):
        hosted = _hosted(name, kind, fetcher, limits)
        _refuse_contradiction(value, hosted, kind)
        return hosted, name
    for member in ("id", "origin", "url"):
        text = value.get(member)
        if isinstance(text, str) and text:
            return value, text
    return value, ""


def _hosted(url: str, kind: str, fetcher: Fetcher, limits: Limits) -> JsonObject:
    document = fetch(url, fetcher=fetcher, limits=limits)
    if document.get("id", url) != url:
        raise MalformedError(
            f"{kind.upper()}_ID", f"The {kind} at this address says that it is another.", url=url
        )
    return document


def _refuse_contradiction(copy: JsonObject, hosted: JsonObject, kind: str) -> None:
    for member in _COMPARED:
        if member in copy and member in hosted and _plain(copy[member]) != _plain(hosted[member]):
            raise MalformedError(
                f"{kind.upper()}_CONTRADICTION",
                f"The copy of the {kind} says another {member} than the {kind} itself.",
                path=f"$.{kind}.{member}",
            )


def _plain(value: JsonValue) -> JsonValue:
    """Return the id of an object that has one (criteria, issuer), so that both spellings compare."""
    return value["id"] if isinstance(value, dict) and "id" in value else value

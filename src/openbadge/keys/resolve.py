"""From the name of a verification method to its key, its controller and its state.

The steps, in order (Controlled Identifiers 1.0, section 3.3 Retrieve Verification Method):

1. did:key and did:jwk: the name is the key; nothing is fetched.
2. did:web: fetch the document; its id must be the DID.
3. https: fetch the name without its fragment; it is a controller document (an issuer's profile), a lone
   verification method (Open Badges 2.0 CryptographicKey, Multikey), a JWK or a JWK Set.
4. Take the method of that very name; its controller must be the document, or be fetched and list it.
5. Say whether the controller lists it for the purpose, and until when it held.

Nothing here trusts a key because it was found: `listed_for_purpose` and `keys.confirm` say what it is worth.
"""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from openbadge.canon import strict_json
from openbadge.canon.remembered import Remembered
from openbadge.errors import MalformedError, NoKeyError, UnreachableError, UnsupportedError
from openbadge.keys import did_key, did_web, jwk
from openbadge.keys.key import PublicKey
from openbadge.keys.method import VerificationMethod, absolute, holds_key, read
from openbadge.model.json import JsonObject, JsonValue
from openbadge.ports import Fetcher

DOCUMENT_MAX_BYTES = 262_144  # a controller document with a hundred keys has about 30 kB
_METHODS_MAX = 256
ACCEPT = "application/did+json, application/did+ld+json, application/ld+json, application/json"
"""What a document with keys is asked for with; a Fetcher may tell by it that keys are asked for."""
_LISTS = ("verificationMethod", "publicKey")
_RELATIONSHIPS = ("assertionMethod", "authentication", "capabilityInvocation", "capabilityDelegation")


@dataclass(frozen=True, slots=True)
class ResolvedKey:
    """A key and what its controller says of it.

    `controller` is the id of the document that answers for the key, None for a bare JWK or JWK Set, which
    names nobody. `source_url` is the address of that document, None when nothing was fetched.
    """

    key: PublicKey
    controller: str | None
    id: str
    listed_for_purpose: bool
    revoked_at: datetime | None = None
    expires_at: datetime | None = None
    source_url: str | None = None


# What a did:web document says of one of its keys is a matter of its bytes; dates are for the reader to compare.
_WEB_KEYS: Remembered[tuple[bytes, str, str], ResolvedKey] = Remembered(size=1_024, room=8_000_000)


def resolve(verification_method: str, *, fetcher: Fetcher, purpose: str = "assertionMethod") -> ResolvedKey:
    """Return the key of `verification_method` and whether its controller lists it for `purpose`.

    At most two fetches. Raises UnreachableError when a document cannot be had, NoKeyError (KEY_NOT_FOUND,
    KEY_CONTROLLER, KEY_WEAK, …) when no usable key stands there, MalformedError,
    UnsupportedError (DID_METHOD, KEY_KIND).
    """
    base, _, fragment = verification_method.partition("#")
    if base.startswith((did_key.KEY_PREFIX, did_key.JWK_PREFIX)):
        method = did_key.method(base)
        if method.id != verification_method:
            raise NoKeyError("KEY_NOT_FOUND", f"The only key of this DID is named {method.id[-60:]}.")
        return ResolvedKey(method.key, base, method.id, purpose in _RELATIONSHIPS)
    if base.startswith(did_web.PREFIX):
        source = did_web.document_url(base)
        body = _fetch(source, fetcher=fetcher)
        place = (body, verification_method, purpose)
        return _WEB_KEYS.get(place) or _WEB_KEYS.put(
            place,
            _from_controller(_parsed(body), base, verification_method, purpose, source),
            weight=len(body) + len(verification_method),
        )
    if base.startswith("did:"):
        raise UnsupportedError("DID_METHOD", "Only did:key, did:jwk and did:web are read here.")
    if not is_web(base):
        raise NoKeyError("KEY_NOT_FOUND", "A key is named by a DID URL or by an https address.")
    document = fetch_json(base, fetcher=fetcher)
    if "kty" in document or "keys" in document:
        return _from_key_set(document, verification_method, fragment, base)
    if holds_key(document):
        return _from_lone_method(document, base, verification_method, purpose, fetcher)
    return _from_controller(document, base, verification_method, purpose, base)


def listed_keys(
    controller: str, *, fetcher: Fetcher, purpose: str = "assertionMethod"
) -> tuple[ResolvedKey, ...]:
    """Return every readable key that `controller` (a DID or an https profile) lists for `purpose`.

    Keys of kinds that are not read here are left out. Raises as `resolve` does for the document itself.
    """
    if controller.startswith((did_key.KEY_PREFIX, did_key.JWK_PREFIX)):
        return (resolve(did_key.verification_method(controller), fetcher=fetcher, purpose=purpose),)
    is_did_web = controller.startswith(did_web.PREFIX)
    if not is_did_web and not is_web(controller):
        raise UnsupportedError("DID_METHOD", "Only did:key, did:jwk, did:web and https are read here.")
    source = did_web.document_url(controller) if is_did_web else controller.partition("#")[0]
    document = fetch_json(source, fetcher=fetcher)
    _check_id(document, controller)
    found: list[ResolvedKey] = []
    for name in _names(document, controller):
        try:
            found.append(_from_controller(document, controller, name, purpose, source))
        except (NoKeyError, MalformedError, UnsupportedError):
            continue
    return tuple(key for key in found if key.listed_for_purpose)


def fetch_json(url: str, *, fetcher: Fetcher) -> JsonObject:
    """Return the JSON object at `url`.

    An answer that came from another origin after redirects is refused: an open redirect on the issuer's site
    must not speak for the issuer. Raises UnreachableError KEY_UNREACHABLE or KEY_REDIRECTED,
    NoKeyError KEY_NOT_FOUND (404, 410), MalformedError for anything but a JSON object.
    """
    return _parsed(_fetch(url, fetcher=fetcher))


def _fetch(url: str, *, fetcher: Fetcher) -> bytes:
    answer = fetcher.fetch(url, accept=ACCEPT, max_bytes=DOCUMENT_MAX_BYTES)
    if answer.status in (404, 410):
        raise NoKeyError("KEY_NOT_FOUND", "No document with keys stands at this address.", url=url)
    if answer.status != 200:
        raise UnreachableError("KEY_UNREACHABLE", "The document with the key cannot be had now.", url=url)
    if answer.final_url != url and origin(answer.final_url) != origin(url):
        raise UnreachableError("KEY_REDIRECTED", "This address sends its readers to another site.", url=url)
    return answer.body


def _parsed(body: bytes) -> JsonObject:
    value = strict_json.loads(body)
    if not isinstance(value, dict):
        raise MalformedError("KEY_DOCUMENT", "The document with the key is not a JSON object.")
    return value


def origin(url: str) -> tuple[str, str, int | None]:
    """Return scheme, host and port of an address (RFC 6454), the default port made explicit.

    An address without a readable port gives None in its place, and equals nothing that has one.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or {"https": 443, "http": 80}.get(parts.scheme)
        return parts.scheme, (parts.hostname or "").rstrip("."), port
    except ValueError:
        return "", "", None


def is_web(url: str) -> bool:
    """Return whether `url` is an http(s) address with a host (http is for the fetcher to refuse or not)."""
    return url.startswith(("https://", "http://")) and bool(origin(url)[1])


def _check_id(document: JsonObject, expected: str) -> None:
    if document.get("id") != expected:
        raise NoKeyError("KEY_CONTROLLER", "The document with the keys is not the one that it should be.")


def _items(value: JsonValue) -> list[JsonValue]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _entries(document: JsonObject) -> list[tuple[str, JsonValue]]:
    """Return (member, item) for each method or name of a method that the document writes."""
    members = (*_LISTS, *_RELATIONSHIPS)
    entries = [(member, item) for member in members for item in _items(document.get(member))]
    if len(entries) > _METHODS_MAX:
        raise NoKeyError("KEY_DOCUMENT", f"The document lists more than {_METHODS_MAX} keys.")
    return entries


def _name(item: JsonValue, base: str) -> str | None:
    name = item.get("id") if isinstance(item, dict) else item
    return absolute(name, base) if isinstance(name, str) else None


def _names(document: JsonObject, base: str) -> list[str]:
    names = [_name(item, base) for _, item in _entries(document)]
    return list(dict.fromkeys(name for name in names if name is not None))


def _is_listed(document: JsonObject, base: str, name: str, purpose: str) -> bool:
    """Return whether the document authorises `name` for `purpose`.

    Open Badges 2.0 profiles know no relationships: their `publicKey` is for assertions.
    """
    entries = _entries(document)
    if any(member == purpose and _name(item, base) == name for member, item in entries):
        return True
    has_relationships = any(member in _RELATIONSHIPS for member, _ in entries)
    is_old_profile = not base.startswith("did:") and not has_relationships and purpose == "assertionMethod"
    return is_old_profile and any(
        member == "publicKey" and _name(item, base) == name for member, item in entries
    )


def _from_controller(document: JsonObject, base: str, name: str, purpose: str, source: str) -> ResolvedKey:
    _check_id(document, base)
    written = [item for _, item in _entries(document) if isinstance(item, dict) and _name(item, base) == name]
    if not written:
        raise NoKeyError("KEY_NOT_FOUND", "The controller's document does not list this key.", method=name)
    methods = [read(item, base=base) for item in written]
    if any(method != methods[0] for method in methods):
        raise NoKeyError(
            "KEY_AMBIGUOUS", "The controller's document writes this key in two ways.", method=name
        )
    method = methods[0]
    if method.controller != base:
        raise NoKeyError(
            "KEY_CONTROLLER", "The key in this document belongs to another controller.", method=name
        )
    return _resolved(method, base, _is_listed(document, base, name, purpose), source)


def _from_lone_method(
    document: JsonObject, base: str, name: str, purpose: str, fetcher: Fetcher
) -> ResolvedKey:
    method = read(document, base=base)
    if method.id != name:
        raise NoKeyError("KEY_NOT_FOUND", "The document at this address is another key.", method=name)
    controller = method.controller
    if controller == base or not (is_web(controller) or controller.startswith(did_web.PREFIX)):
        return _resolved(method, None, False, base)
    is_did = controller.startswith(did_web.PREFIX)
    source = did_web.document_url(controller) if is_did else controller.partition("#")[0]
    listing = fetch_json(source, fetcher=fetcher)
    _check_id(listing, controller)
    listed = _is_listed(listing, controller, name, purpose)
    if listed and any(
        isinstance(item, dict) and _name(item, controller) == name for _, item in _entries(listing)
    ):
        copy = _from_controller(listing, controller, name, purpose, source)
        if copy.key != method.key:
            raise NoKeyError(
                "KEY_AMBIGUOUS", "The controller lists another key under this name.", method=name
            )
    return _resolved(method, controller, listed, source)


def _resolved(method: VerificationMethod, controller: str | None, listed: bool, source: str) -> ResolvedKey:
    return ResolvedKey(
        key=method.key,
        controller=controller,
        id=method.id,
        listed_for_purpose=listed,
        revoked_at=method.revoked_at,
        expires_at=method.expires_at,
        source_url=source,
    )


def _from_key_set(document: JsonObject, name: str, fragment: str, source: str) -> ResolvedKey:
    """Return the JWK named by the fragment, or the only one. Source: OB 3.0 section 8.2.4 (kid), RFC 7517."""
    keys = [key for key in _items(document.get("keys", document)) if isinstance(key, dict)][:_METHODS_MAX]
    wanted = {name, fragment} - {""}
    matching = [key for key in keys if key.get("kid") in wanted]
    if not matching and len(keys) == 1 and ("kid" not in keys[0] or not fragment):
        matching = keys
    if len(matching) != 1:
        raise NoKeyError(
            "KEY_NOT_FOUND", "The key set at this address has no such key, or several.", method=name
        )
    return ResolvedKey(jwk.from_jwk(matching[0]), None, name, True, source_url=source)

"""did:web: an issuer's keys stand in a document at an address of its own. Source: did:web method."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from openbadge.errors import MalformedError
from openbadge.keys.method import VerificationMethod, write
from openbadge.model.json import JsonObject

__all__ = ["PREFIX", "VerificationMethod", "did", "document", "document_url"]

PREFIX = "did:web:"
_USUAL_LENGTH = 512
_HOST = re.compile(
    r"(?=.{1,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*",
    re.ASCII,
)
_NUMBER = re.compile(r"0x[0-9a-f]+|[0-9]+", re.ASCII)
_PORT = re.compile(r"[1-9][0-9]{0,4}", re.ASCII)
_SEGMENT = re.compile(r"(?!\.{1,2}\Z)[A-Za-z0-9._~!$&'()*+,;=@-]{1,200}", re.ASCII)
_CONTEXTS = ("https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1")


def document_url(did: str) -> str:
    """Return the address of the document of a did:web, always https, save for `localhost` (http).

    `did:web:school.example:o:art` → `https://school.example/o/art/did.json`; without a path the document
    stands at `/.well-known/did.json`. Raises MalformedError DID for upper-case hosts, IP addresses, bad
    ports, empty or dotted segments, percent-encoding other than the port's `%3A`.
    """
    return _remembered_url(did) if len(did) <= _USUAL_LENGTH else _url(did)


def _url(did: str) -> str:
    if not did.startswith(PREFIX):
        raise MalformedError("DID", "This is not a did:web.")
    authority, *segments = did.removeprefix(PREFIX).split(":")
    host, encoded, port = authority.partition("%3A")
    _check_host(host)
    if encoded and not (_PORT.fullmatch(port) and int(port) < 65_536):
        raise MalformedError("DID", "The port of this did:web is not a port.")
    if not all(_SEGMENT.fullmatch(segment) for segment in segments):
        raise MalformedError("DID", "The path of this did:web has a segment that cannot stand in an address.")
    scheme = "http" if host == "localhost" else "https"
    path = "/".join(segments) if segments else ".well-known"
    return f"{scheme}://{host}{':' + port if encoded else ''}/{path}/did.json"


_remembered_url = lru_cache(maxsize=1_024)(_url)


def did(host: str, *segments: str) -> str:
    """Return the did:web of a host and the segments of a path: `did("school.example:8443", "o", "art")`.

    Raises MalformedError DID when they cannot be one (IP address, dotted or empty segment).
    """
    result = PREFIX + ":".join([host.lower().replace(":", "%3A"), *segments])
    document_url(result)
    return result


def document(did: str, methods: Sequence[VerificationMethod]) -> JsonObject:
    """Return the DID document that lists `methods` as Multikeys.

    Every key stays in `verificationMethod`, with its dates, so that old badges can still be read; only
    those that are not revoked stand under `assertionMethod`.
    """
    methods = [method if method.controller else replace(method, controller=did) for method in methods]
    return {
        "@context": list(_CONTEXTS),
        "id": did,
        "verificationMethod": [write(method) for method in methods],
        "assertionMethod": [method.id for method in methods if method.revoked_at is None],
    }


def _check_host(host: str) -> None:
    if not _HOST.fullmatch(host):
        raise MalformedError("DID", "The host of a did:web is a domain name in lower case.")
    # did:web section 3.1: IP addresses are not allowed; 127.1 and 0x7f.1 are addresses too
    if _NUMBER.fullmatch(host.rsplit(".", 1)[-1]):
        raise MalformedError("DID", "A did:web names a domain, never an IP address.")

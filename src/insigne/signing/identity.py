"""Who an organisation is on the wire: its DID, its verification methods and the addresses of its documents.

Pure functions of PUBLIC_URL and the organisation's slug. did:web refuses IP addresses, so a site that runs on a
loopback address speaks of itself as `localhost` (did:web 1.0, "Method-specific identifier").
"""

import contextlib
from ipaddress import ip_address
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings

from openbadge.keys import did_web


def _web_host() -> str:
    parts = urlsplit(settings.PUBLIC_URL)
    host = parts.hostname or ""
    with contextlib.suppress(ValueError):
        host = "localhost" if ip_address(host).is_loopback else host
    return f"{host}:{parts.port}" if parts.port else host


def did(slug: str) -> str:
    """Return the did:web of the organisation `slug`."""
    return did_web.did(_web_host(), "o", slug)


def did_document_url(slug: str) -> str:
    """Return where a verifier reads the DID document of `slug`: https, or http on `localhost`."""
    return did_web.document_url(did(slug))


def verification_method(slug: str, key_number: int) -> str:
    """Return the id of the issuer's key number `key_number`."""
    return f"{did(slug)}#key-{key_number}"


def status_list_url(list_id: UUID) -> str:
    """Return the address of a status list credential."""
    return f"{settings.PUBLIC_URL}/status/{list_id}"


def profile_url(slug: str) -> str:
    """Return the address of the organisation's public page."""
    return f"{settings.PUBLIC_URL}/o/{slug}/"

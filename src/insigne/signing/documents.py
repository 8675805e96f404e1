"""Gives this server's own DID documents and status lists to its own verifier, without a detour by the network."""

import re
from uuid import UUID

from insigne.signing import identity, selectors

_UUID = r"(?P<list_id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"


def _did_document_slug(url: str) -> str | None:
    before, _, after = identity.did_document_url("SLUG").partition("SLUG")
    slug = url[len(before) : len(url) - len(after)]
    return slug if url == f"{before}{slug}{after}" and re.fullmatch(r"[a-z0-9-]+", slug) else None


def _list_id(url: str) -> UUID | None:
    before = identity.status_list_url(UUID(int=0)).rpartition("/")[0]
    found = re.fullmatch(re.escape(before) + "/" + _UUID, url)
    return UUID(found["list_id"]) if found else None


def is_ours(url: str) -> bool:
    """Return whether `url` is where this server publishes a DID document or a status list."""
    return _did_document_slug(url) is not None or _list_id(url) is not None


def own_document(url: str) -> bytes | None:
    """Return what this server publishes at `url`, or None when there is nothing."""
    slug = _did_document_slug(url)
    if slug is not None:
        return selectors.did_document(slug)
    list_id = _list_id(url)
    return selectors.status_list(list_id) if list_id else None

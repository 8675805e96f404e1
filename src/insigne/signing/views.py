"""Public documents over HTTP: DID documents and status lists, as the bytes that were signed."""

import hashlib
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.views.decorators.http import require_safe

from insigne.signing import selectors


def _public(request: HttpRequest, body: bytes | None, content_type: str) -> HttpResponse:
    if body is None:
        raise Http404
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    answer: HttpResponse
    if request.headers.get("If-None-Match") == etag:
        answer = HttpResponseNotModified()
    else:
        answer = HttpResponse(body, content_type=content_type)
    answer["ETag"] = etag
    answer["Cache-Control"] = "public, max-age=60"
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@require_safe
def did_document(request: HttpRequest, slug: str) -> HttpResponse:
    """The organisation's DID document (did:web)."""
    return _public(request, selectors.did_document(slug), "application/did+json")


@require_safe
def status_list(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """A signed Bitstring Status List credential."""
    return _public(request, selectors.status_list(list_id), "application/vc")

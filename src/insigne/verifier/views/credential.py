"""The public page of one badge, at the credential's own id: HTML for people, the signed bytes for programs.

Private by default: an unshared badge is not found, but by its earner.
"""

from typing import Literal
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from insigne.awards import files, opened
from insigne.awards import selectors as awards
from insigne.awards.selectors import PublicAward
from insigne.catalogue import selectors as catalogue
from insigne.kernel import blobs, text
from insigne.orgs import selectors as orgs
from insigne.people import selectors as people
from insigne.verifier import card as drawing
from insigne.verifier import services
from insigne.verifier.reading import reading

Kind = Literal["png", "pdf", "json"]


def _visible(request: HttpRequest, credential_id: UUID) -> PublicAward:
    shared = awards.public_award(credential_id)
    if shared is not None:
        return shared
    private = awards.public_award(credential_id, for_earner=True)
    if private is not None and _is_earner(request, private):
        return private
    raise Http404


def _is_earner(request: HttpRequest, award: PublicAward) -> bool:
    if opened.is_opened(request.session, award.credential_id):
        return True
    return request.user.is_authenticated and awards.belongs_to(
        award.award_id, people.verified_addresses(request.user.pk)
    )


def _caching(answer: HttpResponse, award: PublicAward, *, personal: bool = False) -> HttpResponse:
    """Say who may keep the answer; a page is `personal`: it shows who is signed in and holds the token of a form."""
    kept = "private" if personal else "public"
    answer["Cache-Control"] = f"{kept}, no-cache" if award.shared else "private, no-store"
    patch_vary_headers(answer, ["Accept", "Accept-Language", "Cookie"])
    if not award.shared:
        answer["X-Robots-Tag"] = "noindex"
    return answer


def _wants_json(request: HttpRequest) -> bool:
    best = request.get_preferred_type(
        ["text/html", "application/json", "application/ld+json", "application/vc+ld+json", "application/vc"]
    )
    return best is not None and best != "text/html"


@require_safe
def credential(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    """The badge, its verdict at this moment, what it took; or its signed bytes for who asks JSON."""
    award = _visible(request, credential_id)
    if _wants_json(request):
        return _caching(_document(request, award), award)
    badge = catalogue.revision(award.revision_id)
    organisation = orgs.organisation(id=award.organisation_id)
    context = {
        "award": award,
        "badge": badge,
        "organisation": organisation,
        "reading": reading(services.examine(award.body), request.LANGUAGE_CODE),
        "holders": awards.holders(badge.badge_id),
        "public_url": f"{settings.PUBLIC_URL}{request.path}",
        "pdf_languages": [code for code in files.LANGUAGES if badge.names.get(code)] or [files.LANGUAGES[0]],
    }
    return _caching(render(request, "verifier/credential.html", context), award, personal=True)


@require_safe
def download(request: HttpRequest, credential_id: UUID, kind: Kind) -> HttpResponse:
    """The badge as a baked picture, a certificate, or the signed document."""
    award = _visible(request, credential_id)
    if kind == "json":
        return _caching(_document(request, award), award)
    badge = catalogue.revision(award.revision_id)
    wanted = request.GET.get("language", "")
    language = wanted if wanted in files.LANGUAGES else award.language
    if kind == "png":
        body, content_type = awards.baked_png(credential_id), "image/png"
    else:
        body = awards.baked_pdf(credential_id, language, show_name=bool(award.earner_name))
        content_type = "application/pdf"
    name = text.pick(badge.names, language)
    answer = HttpResponse(body, content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{files.file_name(name, kind)}"'
    return _caching(answer, award)


def _document(request: HttpRequest, award: PublicAward) -> HttpResponse:
    etag = f'"{award.sha256}"'
    answer: HttpResponse
    if request.headers.get("If-None-Match") == etag:
        answer = HttpResponseNotModified()
    else:
        answer = HttpResponse(award.body, content_type="application/vc+ld+json")
    answer["ETag"] = etag
    if award.shared:
        answer["Access-Control-Allow-Origin"] = "*"
    return answer


@require_safe
def card(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    """The picture that social sites show for a shared badge."""
    award = awards.public_award(credential_id)
    if award is None:
        raise Http404
    badge = catalogue.revision(award.revision_id)
    organisation = orgs.organisation(id=award.organisation_id)
    body = drawing.draw(
        badge=text.pick(badge.names, request.LANGUAGE_CODE),
        issuer=text.pick(organisation.names, request.LANGUAGE_CODE),
        note=award.earner_name,
        picture_png=blobs.load(badge.image_png_sha256),
        tint=badge.tint,
    )
    return _caching(HttpResponse(body, content_type="image/png"), award)

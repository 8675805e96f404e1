"""The public pages of a badge: its definition, each published revision as a page or JSON-LD, and the pictures."""

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from insigne.catalogue import achievement, selectors
from insigne.catalogue.definition import definition
from insigne.catalogue.facts import RevisionFacts
from insigne.kernel import blobs
from insigne.orgs import selectors as orgs

JSON_TYPES = ("application/ld+json", "application/json")
IMAGE_TYPES = {"png": "image/png", "svg": "image/svg+xml"}
FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def badge(request: HttpRequest, public_slug: str) -> HttpResponse:
    """The badge as it stands now: its newest published revision."""
    return _answer(request, selectors.published(public_slug), newest=True)


@require_safe
def revision(request: HttpRequest, public_slug: str, number: str) -> HttpResponse:
    """One published revision, at the achievement's own address."""
    found = selectors.published_number(public_slug, int(number))
    newest = found.number == selectors.published(public_slug).number
    return _answer(request, found, newest=newest)


def _answer(request: HttpRequest, found: RevisionFacts, *, newest: bool) -> HttpResponse:
    organisation = orgs.organisation(id=found.organisation_id)
    if _wants_json(request):
        # The language of the document: asked by name, else the organisation's; never that of the browser,
        # so that one address gives one document.
        language = request.GET.get("language", organisation.language)
        answer: HttpResponse = JsonResponse(
            achievement.document(found, organisation, language),
            content_type="application/ld+json",
            json_dumps_params={"ensure_ascii": False},
        )
        answer["Access-Control-Allow-Origin"] = "*"
        answer["Cache-Control"] = "public, max-age=60"
    else:
        context = {
            "badge": found,
            "organisation": organisation,
            "definition": definition(found, organisation),
            "newest": newest,
        }
        answer = render(request, "catalogue/badge.html", context)
    patch_vary_headers(answer, ["Accept"])
    return answer


def _wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", *JSON_TYPES]) in JSON_TYPES


@csp_replace({"default-src": ["'none'"], "sandbox": True})  # type: ignore[arg-type]  # it hands the rest on
@require_safe
def image(request: HttpRequest, public_slug: str, number: str, kind: str) -> HttpResponse:
    """The picture of a published revision: it never changes, and an SVG opened alone can do nothing."""
    sha256 = selectors.image_sha256(public_slug, int(number), kind)
    etag = f'"{sha256}"'
    if request.headers.get("If-None-Match") == etag:
        answer: HttpResponse = HttpResponseNotModified()
    else:
        answer = HttpResponse(blobs.load(sha256), content_type=IMAGE_TYPES[kind])
    answer["ETag"] = etag
    answer["Cache-Control"] = FOR_EVER
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer

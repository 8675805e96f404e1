"""The first page. It stands here, above every context, because it shows something of several of them."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from insigne.catalogue import selectors as catalogue
from insigne.kernel.text import pick
from insigne.orgs import founders
from insigne.orgs import selectors as orgs
from insigne.web.navigation import url_of

FEATURED = 8


@dataclass(frozen=True, slots=True)
class Featured:
    """A badge as the first page shows it, in the language of the page."""

    name: str
    issuer: str
    url: str
    image: str
    tint: str


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what a badge is, the three doors, a place to drop one, and the newest badges."""
    doors = {
        "passport_url": url_of("passport:home"),
        "organisations_url": url_of("orgs:mine"),
        "founding_url": url_of("orgs:new") if founders.open_to_all() else "",
        "verifier_url": url_of("verifier:home"),
    }
    return render(request, "web/home.html", {"featured": featured(), **doors})


def featured() -> tuple[Featured, ...]:
    """Return the newest published badges, in the language now active. Four queries."""
    language = get_language() or "fr"
    badges = catalogue.featured(FEATURED)
    issuers = orgs.organisations(badge.organisation_id for badge in badges)
    return tuple(
        Featured(
            name=pick(badge.names, language),
            issuer=pick(issuers[badge.organisation_id].names, language),
            url=badge.badge_path,
            image=badge.image_path,
            tint=badge.tint,
        )
        for badge in badges
    )

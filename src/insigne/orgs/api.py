"""The API's answers about organisations: what everybody may read.

Room: orgs. Thin: reads a selector, shapes the answer.
"""

from django.conf import settings
from django.http import HttpRequest
from ninja import Router, Schema

from insigne.orgs import selectors

router = Router()


class OrganisationOut(Schema):
    """An organisation's public profile. `names` and `descriptions` are language → text."""

    slug: str
    kind: str
    names: dict[str, str]
    descriptions: dict[str, str]
    url: str
    profile_url: str


@router.get("/{slug}", response=OrganisationOut, summary="An organisation's public profile")
def organisation(request: HttpRequest, slug: str) -> OrganisationOut:
    """Return the public profile of the organisation of that slug, or a problem document (404)."""
    found = selectors.organisation(slug=slug)
    return OrganisationOut(
        slug=found.slug,
        kind=found.kind,
        names=found.names,
        descriptions=found.descriptions,
        url=found.url,
        profile_url=f"{settings.PUBLIC_URL}/o/{found.slug}/",
    )

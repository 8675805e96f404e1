"""Who is asking, and for which organisation.

Room: orgs. Reads the request and one organisation.
"""

from uuid import UUID

from django.http import HttpRequest

from insigne.orgs import rights, selectors
from insigne.orgs.selectors import OrganisationFacts


def person_of(request: HttpRequest) -> UUID | None:
    """Return the id of the person signed in, or None."""
    return request.user.pk if request.user.is_authenticated else None


def signed_in(request: HttpRequest) -> UUID:
    """Return the id of the person signed in, in a view that asks for sign-in first."""
    person_id = person_of(request)
    assert person_id is not None
    return person_id


def entered(request: HttpRequest, slug: str, right: str) -> OrganisationFacts:
    """Return the organisation, when the person signed in has the right there; two queries.

    Raises OrgError `not_found` (also for strangers) or `forbidden`.
    """
    organisation = selectors.organisation(slug=slug)
    rights.require(person_of(request), right, organisation.id)
    return organisation

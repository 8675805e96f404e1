"""For which organisation somebody is asking, and whether they may.

Room: orgs. Reads the request and one organisation.
"""

from django.http import HttpRequest

from insigne.orgs import rights, selectors
from insigne.orgs.selectors import OrganisationFacts
from insigne.people.visitor import person_of


def entered(request: HttpRequest, slug: str, right: str) -> OrganisationFacts:
    """Return the organisation, when the person signed in has the right there; two queries.

    Raises OrgError `not_found` (also for strangers) or `forbidden`.
    """
    organisation = selectors.organisation(slug=slug)
    rights.require(person_of(request), right, organisation.id)
    return organisation

"""What the catalogue shows on an organisation's public profile: its published badges."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from insigne.catalogue import selectors
from insigne.orgs.selectors import OrganisationFacts


def profile(request: HttpRequest, organisation: OrganisationFacts) -> SafeString:
    """Return the organisation's published badges and those shared with it, as a grid."""
    context = {"badges": selectors.badges_for(organisation.id), "organisation": organisation}
    return render_to_string("catalogue/profile.html", context, request=request)

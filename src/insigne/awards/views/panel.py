"""What the dashboard of an organisation shows of awarding: its last acts, with what became of them."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from insigne.awards.selectors import events_progress, recent_events
from insigne.catalogue import selectors as catalogue
from insigne.orgs import rights
from insigne.orgs.selectors import OrganisationFacts

SHOWN = 4


def recent(request: HttpRequest, organisation: OrganisationFacts) -> SafeString:
    """Return the last acts of awarding, or the first steps of an organisation that awarded nothing yet."""
    found = recent_events(organisation.id, limit=SHOWN)
    badges = catalogue.revisions([event.revision_id for event in found])
    counts = events_progress([event.id for event in found])
    context = {
        "organisation": organisation,
        "rows": [(event, badges[event.revision_id], counts[event.id]) for event in found],
        "held": rights.rights_of(request.user.pk, organisation.id),
        "awardable": bool(found) or bool(catalogue.badges_for(organisation.id)),
    }
    return render_to_string("awards/recent.html", context, request)

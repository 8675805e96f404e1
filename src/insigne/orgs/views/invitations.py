"""Answers to an invitation, by the person whose address it was sent to.

Room: orgs. Thin: calls a service, redirects.
"""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from insigne.orgs import selectors, services
from insigne.people.visitor import signed_in


@login_required
@require_POST
def accept(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Become a member, and go to the organisation."""
    joined = services.accept_invitation(person_id=signed_in(request), invitation_id=invitation_id)
    messages.success(request, _("Welcome! You are now a member of this organisation."))
    return redirect("orgs:dashboard", slug=selectors.organisation(id=joined).slug)


@login_required
@require_POST
def decline(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Close the invitation."""
    services.decline_invitation(person_id=signed_in(request), invitation_id=invitation_id)
    messages.info(request, _("The invitation is declined."))
    return redirect("orgs:mine")

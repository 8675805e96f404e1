"""The members of an organisation: read by all of them, changed by its owners.

Room: orgs. Thin: parse, ask or call a service, render.
"""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from insigne.orgs import rights, selectors, services
from insigne.orgs.errors import OrgError
from insigne.orgs.forms import InviteForm, RoleForm
from insigne.orgs.models import Role
from insigne.orgs.selectors import MemberFacts, OrganisationFacts
from insigne.orgs.views.visitor import entered
from insigne.people.visitor import signed_in


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def members(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the members; invite an address."""
    asked = rights.MANAGE_MEMBERS if request.method == "POST" else rights.READ
    organisation = entered(request, slug, asked)
    form = InviteForm(request.POST or None, initial={"language": request.LANGUAGE_CODE})
    if request.method == "POST" and form.is_valid():
        try:
            services.invite(actor_id=signed_in(request), organisation_id=organisation.id, **form.cleaned_data)
        except OrgError as error:
            form.add_error("address" if error.code == "address_bad" else None, error.sentence())
        else:
            messages.success(
                request, _("The invitation is on its way. It is listed below until it is answered.")
            )
            return redirect("orgs:members", slug=slug)
    context = _context(request, organisation, form)
    return render(request, "orgs/members.html", context, status=400 if form.errors else 200)


def _context(request: HttpRequest, organisation: OrganisationFacts, form: InviteForm) -> dict[str, object]:
    person_id = signed_in(request)
    found = selectors.members(organisation.id)
    may_manage = rights.MANAGE_MEMBERS in rights.rights_of(person_id, organisation.id)
    open_invitations = selectors.invitations(organisation.id) if may_manage else ()
    return {
        "organisation": organisation,
        "members": [(one, Role(one.role).label) for one in found],
        "invitations": [(one, Role(one.role).label) for one in open_invitations],
        "may_manage": may_manage,
        "form": form,
        "may_leave": any(one.person_id == person_id and not one.inherited for one in found),
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, slug: str, person_id: UUID) -> HttpResponse:
    """Give a member another role."""
    organisation = entered(request, slug, rights.MANAGE_MEMBERS)
    member = _own_member(organisation, person_id)
    form = RoleForm(request.POST or None, initial={"role": member.role})
    if request.method == "POST" and form.is_valid():
        try:
            services.change_role(
                actor_id=signed_in(request),
                organisation_id=organisation.id,
                person_id=person_id,
                role=form.cleaned_data["role"],
            )
        except OrgError as error:
            form.add_error(None, error.sentence())
        else:
            messages.success(request, _("The role is changed."))
            return redirect("orgs:members", slug=slug)
    context = {"organisation": organisation, "member": member, "form": form}
    return render(request, "orgs/member.html", context, status=400 if form.errors else 200)


@login_required
@require_POST
def remove(request: HttpRequest, slug: str, person_id: UUID) -> HttpResponse:
    """End a member's role here."""
    organisation = entered(request, slug, rights.MANAGE_MEMBERS)
    services.remove_member(actor_id=signed_in(request), organisation_id=organisation.id, person_id=person_id)
    messages.success(request, _("This person is no longer a member."))
    if person_id == signed_in(request):
        return redirect("orgs:mine")
    return redirect("orgs:members", slug=slug)


@login_required
@require_POST
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    """End one's own role here."""
    organisation = entered(request, slug, rights.READ)
    services.leave(person_id=signed_in(request), organisation_id=organisation.id)
    messages.success(request, _("You have left the organisation."))
    return redirect("orgs:mine")


@login_required
@require_POST
def withdraw(request: HttpRequest, slug: str, invitation_id: UUID) -> HttpResponse:
    """Close an invitation that nobody answered."""
    organisation = entered(request, slug, rights.MANAGE_MEMBERS)
    services.withdraw_invitation(
        actor_id=signed_in(request), organisation_id=organisation.id, invitation_id=invitation_id
    )
    messages.success(request, _("The invitation is withdrawn."))
    return redirect("orgs:members", slug=slug)


def _own_member(organisation: OrganisationFacts, person_id: UUID) -> MemberFacts:
    """Return the member whose role was given here, not above. Raises OrgError `not_member`."""
    for member in selectors.members(organisation.id):
        if member.person_id == person_id and not member.inherited:
            return member
    raise OrgError("not_member")

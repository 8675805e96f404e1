"""My organisations, the dashboard of one, its presentation, its public profile.

Room: orgs. Thin: parse, ask or call a service, render.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from insigne.orgs import founders, panels, rights, selectors, services
from insigne.orgs.errors import OrgError
from insigne.orgs.forms import PresentationForm
from insigne.orgs.models import Kind
from insigne.orgs.selectors import OrganisationFacts
from insigne.orgs.views.visitor import entered
from insigne.people.visitor import signed_in


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show the organisations where the person has a role, and the invitations to their addresses."""
    person_id = signed_in(request)
    context = {
        "organisations": [(one, Kind(one.kind).label) for one in selectors.organisations_of(person_id)],
        "invitations": selectors.invitations_for(person_id),
        "may_found": founders.may_found(person_id),
    }
    return render(request, "orgs/mine.html", context)


@login_required
@require_safe
def dashboard(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what the person can do in the organisation, by their rights there."""
    organisation = entered(request, slug, rights.READ)
    held = rights.rights_of(signed_in(request), organisation.id)
    context = {
        "organisation": organisation,
        "kind": Kind(organisation.kind).label,
        "above": selectors.ancestors(organisation.id)[1:],
        "children": selectors.children(organisation.id),
        "links": panels.links(organisation.slug, held),
        "panels": panels.on_dashboard(request, organisation, held),
        "may_found": rights.FOUND in held,
    }
    return render(request, "orgs/dashboard.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change the public presentation."""
    organisation = entered(request, slug, rights.EDIT)
    form = PresentationForm(request.POST or None, initial=_initial(organisation))
    if request.method == "POST" and form.is_valid():
        try:
            services.edit(
                actor_id=signed_in(request),
                organisation_id=organisation.id,
                names=form.texts("name"),
                descriptions=form.texts("description"),
                url=form.cleaned_data["url"],
                email=form.cleaned_data["email"],
            )
        except OrgError as error:
            form.add_error(None, error.sentence())
        else:
            messages.success(request, _("The profile is saved."))
            return redirect("orgs:dashboard", slug=slug)
    context = {"organisation": organisation, "form": form}
    return render(request, "orgs/edit.html", context, status=400 if form.errors else 200)


@require_safe
def public(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the organisation to everybody."""
    organisation = selectors.organisation(slug=slug)
    context = {
        "organisation": organisation,
        "kind": Kind(organisation.kind).label,
        "above": selectors.ancestors(organisation.id)[1:],
        "children": selectors.children(organisation.id),
        "panels": panels.on_profile(request, organisation),
    }
    return render(request, "orgs/public.html", context)


def _initial(organisation: OrganisationFacts) -> dict[str, str]:
    return {
        **{f"name_{code}": text for code, text in organisation.names.items()},
        **{f"description_{code}": text for code, text in organisation.descriptions.items()},
        "url": organisation.url,
        "email": organisation.email,
    }

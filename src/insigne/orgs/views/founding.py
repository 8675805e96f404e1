"""Found an organisation: on one's own, or below one where one has the right.

Room: orgs. Thin: parse, call a service, render.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from insigne.orgs import founders, rights, selectors, services
from insigne.orgs.errors import OrgError
from insigne.orgs.forms import FoundForm
from insigne.orgs.selectors import OrganisationFacts
from insigne.orgs.services.founding import MOST_OWN
from insigne.orgs.views.visitor import entered
from insigne.people.visitor import signed_in

FIELD_OF_ERROR = {"slug_taken": "slug", "slug_bad": "slug", "slug_reserved": "slug", "url_bad": "url"}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask the name and what it is, then open the organisation; its founder owns it."""
    above = request.GET.get("above", "")
    parent = entered(request, above, rights.FOUND) if above else None
    if parent is None and not founders.may_found(signed_in(request)):
        raise OrgError("founding_closed")
    form = FoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = _found(request, form.cleaned_data, parent)
        except OrgError as error:
            form.add_error(FIELD_OF_ERROR.get(error.code), error.sentence())
        else:
            messages.success(request, _("The organisation is created. Next step: create its first badge."))
            return redirect("orgs:dashboard", slug=made.slug)
    context = {"parent": parent, "form": form, "most": MOST_OWN}
    return render(request, "orgs/new.html", context, status=400 if form.errors else 200)


def _found(
    request: HttpRequest, given: dict[str, str], parent: OrganisationFacts | None
) -> OrganisationFacts:
    language = request.LANGUAGE_CODE
    return services.found(
        actor_id=signed_in(request),
        slug=given["slug"] or selectors.free_slug(given["name"]),
        names={language: given["name"]},
        kind=given["kind"],
        parent_slug=parent.slug if parent else None,
        url=given["url"],
        language=language,
    )

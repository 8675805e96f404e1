"""The page of one's own account; signing in, up and out and the addresses are allauth's views with our templates."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from insigne.people import selectors, services
from insigne.people.forms import ProfileForm


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Show and change the name; lead to the addresses, the password and the way out."""
    assert request.user.is_authenticated
    person = selectors.person(request.user.pk)
    form = ProfileForm(request.POST or None, initial={"full_name": person.full_name})
    if form.is_valid():
        services.rename(person_id=person.id, full_name=form.cleaned_data["full_name"])
        messages.success(request, _("Your name was saved."))
        return redirect("people:account")
    addresses = selectors.verified_addresses(person.id)
    return render(request, "people/account.html", {"form": form, "person": person, "addresses": addresses})

"""Issuing events: the list, the progress row by row, and taking a badge back."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from insigne.awards import services
from insigne.awards.errors import AwardError
from insigne.awards.fate_file import fate_file
from insigne.awards.forms import RevokeForm
from insigne.awards.selectors import (
    award_row,
    event_page,
    events_progress,
    every_line,
    open_drafts,
    recent_events,
)
from insigne.catalogue import selectors as catalogue
from insigne.orgs import rights
from insigne.orgs.views.visitor import entered
from insigne.people import selectors as people
from insigne.people.visitor import signed_in

READ = "awards:event:read"


@login_required
@require_safe
def events(request: HttpRequest, slug: str) -> HttpResponse:
    """The organisation's last acts of awarding, and the lists that this person has not awarded yet."""
    organisation = entered(request, slug, READ)
    found = recent_events(organisation.id, limit=50)
    drafts = open_drafts(organisation.id, actor_id=signed_in(request))
    badges = catalogue.revisions([event.revision_id for event in found] + [one.revision_id for one in drafts])
    counts = events_progress([event.id for event in found])
    context = {
        "organisation": organisation,
        "rows": [(event, badges[event.revision_id], counts[event.id]) for event in found],
        "drafts": [(draft, badges[draft.revision_id]) for draft in drafts],
        "may_award": "awards:award:create" in rights.rights_of(signed_in(request), organisation.id),
    }
    return render(request, "awards/events.html", context)


@login_required
@require_safe
def event(request: HttpRequest, slug: str, event_id: UUID) -> HttpResponse:
    """One act of awarding, row by row; asked again by the page itself while signatures are being made."""
    organisation = entered(request, slug, READ)
    after = request.GET.get("after", "")
    after_line = int(after) if after.isascii() and after.isdecimal() and len(after) < 9 else 0
    page = event_page(event_id, organisation_id=organisation.id, after_line=after_line)
    held = rights.rights_of(signed_in(request), organisation.id)
    context = {
        "organisation": organisation,
        "page": page,
        "after_line": after_line,
        "badge": catalogue.revision(page.revision_id),
        "actor": people.person(page.actor_id) if page.actor_id else None,
        "may_revoke": "awards:award:revoke" in held,
        "may_cancel": "awards:award:create" in held,
    }
    template = "awards/event_rows.html" if request.headers.get("HX-Request") else "awards/event.html"
    return render(request, template, context)


@login_required
@require_safe
def lines(request: HttpRequest, slug: str, event_id: UUID) -> HttpResponse:
    """The fate of each line, as a file."""
    organisation = entered(request, slug, READ)
    page = event_page(event_id, organisation_id=organisation.id)
    answer = HttpResponse(fate_file(every_line(event_id)), content_type="text/csv; charset=utf-8")
    badge = catalogue.revision(page.revision_id)
    name = f"{badge.public_slug}-{page.created_at:%Y-%m-%d}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@login_required
@require_POST
def cancel(request: HttpRequest, slug: str, event_id: UUID) -> HttpResponse:
    """Stop an act of awarding before anything of it is signed."""
    organisation = entered(request, slug, "awards:award:create")
    event_page(event_id, organisation_id=organisation.id)
    try:
        services.cancel(actor_id=signed_in(request), event_id=event_id)
    except AwardError as error:
        messages.error(request, error.sentence())
    else:
        messages.info(
            request, _("The award is cancelled: no badge was created, and nobody received an email.")
        )
    return redirect("awards:event", slug=slug, event_id=event_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, slug: str, award_id: UUID) -> HttpResponse:
    """Ask the reason, then take the badge back."""
    organisation = entered(request, slug, "awards:award:revoke")
    row = award_row(award_id, organisation_id=organisation.id)
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.revoke(actor_id=signed_in(request), award_id=award_id, reason=form.cleaned_data["reason"])
        messages.success(
            request, _("The badge is revoked. Anyone who checks it will see so within a minute.")
        )
        return redirect("awards:event", slug=slug, event_id=row.event_id)
    context = {
        "organisation": organisation,
        "row": row,
        "badge": catalogue.revision(row.revision_id),
        "form": form,
    }
    return render(request, "awards/revoke.html", context, status=400 if form.errors else 200)

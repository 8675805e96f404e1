"""The award desk: choose a badge, say to whom (one person, a pasted list, a file), read the dry run, award."""

import hashlib
import secrets
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from insigne.awards import services
from insigne.awards.errors import AwardError
from insigne.awards.forms import FileForm, OnePersonForm, PastedForm
from insigne.awards.intake import Listing, RecipientInput, list_file, list_text
from insigne.awards.intake.tables import FILE_MOST_BYTES
from insigne.awards.selectors import award_event, draft_page
from insigne.awards.services.draft import UNDO_SECONDS
from insigne.catalogue import selectors as catalogue
from insigne.catalogue.facts import RevisionFacts
from insigne.orgs.selectors import OrganisationFacts
from insigne.orgs.views.visitor import entered
from insigne.people.visitor import signed_in

FORMS = {"one": OnePersonForm, "list": PastedForm, "file": FileForm}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose a badge among those the organisation may award, then say to whom."""
    organisation = entered(request, slug, "awards:award:create")
    badges = catalogue.badges_for(organisation.id)
    chosen = next((badge for badge in badges if badge.public_slug == request.GET.get("badge")), None)
    if chosen is None:
        return render(request, "awards/choose.html", {"organisation": organisation, "badges": badges})
    how = request.GET.get("how", "one")
    if how not in FORMS:
        how = "one"
    if request.method == "POST":
        form = FORMS[how](request.POST, request.FILES)
        if form.is_valid():
            try:
                return _take(request, organisation, chosen, how, form.cleaned_data)
            except AwardError as error:
                form.add_error(None, error.sentence())
    else:
        form = FORMS[how](initial={"language": request.LANGUAGE_CODE})
    context = {
        "organisation": organisation,
        "badge": chosen,
        "how": how,
        "form": form,
        "key": secrets.token_urlsafe(16),
    }
    return render(request, "awards/desk.html", context, status=400 if form.errors else 200)


def _take(
    request: HttpRequest,
    organisation: OrganisationFacts,
    badge: RevisionFacts,
    how: str,
    data: dict[str, Any],
) -> HttpResponse:
    if how == "one":
        award_id = services.award_one(
            actor_id=signed_in(request),
            organisation_id=organisation.id,
            revision_id=badge.id,
            recipient=RecipientInput(
                address=data["email"],
                name=" ".join(data["name"].split()),
                evidence_url=data["evidence"],
                narrative=data["narrative"].strip(),
                awarded_at=data["date"],
            ),
            reason=data["reason"],
            language=data["language"],
            idempotency_key=_key(request.POST.get("key", ""), badge, data),
        )
        messages.success(request, _("The badge is awarded: the email is on its way."))
        return redirect("awards:event", slug=organisation.slug, event_id=award_event(award_id))
    draft_id = services.save_draft(
        actor_id=signed_in(request),
        organisation_id=organisation.id,
        revision_id=badge.id,
        listing=_listing(how, data),
        reason=data["reason"],
        language=data["language"],
        source=how,
    )
    return redirect("awards:draft", slug=organisation.slug, draft_id=draft_id)


def _key(page: str, badge: RevisionFacts, data: dict[str, object]) -> str:
    """Return what makes one act of the form: its page and all that it says, so that sending it twice is once.

    The browser's way back shows the same page again: with another name typed into it, it is another act.
    """
    said = [
        page or secrets.token_urlsafe(16),
        str(badge.id),
        *(f"{name}={data[name]}" for name in sorted(data)),
    ]
    return f"desk:{hashlib.sha256(repr(said).encode()).hexdigest()}"


def _listing(how: str, data: dict[str, object]) -> Listing:
    if how == "list":
        return list_text(str(data["people"]))
    upload = data["file"]
    if not isinstance(upload, UploadedFile):
        raise AwardError("file_empty")
    if (upload.size or 0) > FILE_MOST_BYTES:
        raise AwardError("file_too_big", most=FILE_MOST_BYTES // 1024 // 1024)
    return list_file(upload.read())


@login_required
@require_safe
def draft(request: HttpRequest, slug: str, draft_id: UUID) -> HttpResponse:
    """The dry run: who would receive the badge, who has it already, which lines are to be corrected.

    Asked again by the page itself while a long list is being read.
    """
    organisation = entered(request, slug, "awards:award:create")
    page = draft_page(draft_id, actor_id=signed_in(request), organisation_id=organisation.id)
    if page.event_id:
        return redirect("awards:event", slug=slug, event_id=page.event_id)
    context = {
        "organisation": organisation,
        "badge": catalogue.revision(page.revision_id),
        "draft": page,
        "undo_seconds": UNDO_SECONDS,
    }
    template = "awards/draft_rows.html" if request.headers.get("HX-Request") else "awards/draft.html"
    return render(request, template, context)


@login_required
@require_POST
def confirm(request: HttpRequest, slug: str, draft_id: UUID) -> HttpResponse:
    """Award what the dry run showed."""
    entered(request, slug, "awards:award:create")
    facts = services.confirm_draft(actor_id=signed_in(request), draft_id=draft_id)
    return redirect("awards:event", slug=slug, event_id=facts.id)


@login_required
@require_POST
def discard(request: HttpRequest, slug: str, draft_id: UUID) -> HttpResponse:
    """Forget the dry run: nothing was sent."""
    entered(request, slug, "awards:award:create")
    services.discard_draft(actor_id=signed_in(request), draft_id=draft_id)
    messages.info(request, _("The list was discarded. Nobody received the badge."))
    return redirect("awards:desk", slug=slug)

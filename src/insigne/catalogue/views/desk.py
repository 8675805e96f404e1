"""Badges as their organisation sees them: list, definition with its state, publish, archive, pictures of drafts."""

from csp.decorators import csp_replace
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from insigne.catalogue import rights, selectors, services
from insigne.catalogue.definition import definition
from insigne.catalogue.errors import CatalogueError
from insigne.kernel import blobs
from insigne.orgs.rights import rights_of
from insigne.orgs.views.visitor import entered
from insigne.people.visitor import signed_in

AWARD = "awards:award:create"


@login_required
@require_safe
def badges(request: HttpRequest, slug: str) -> HttpResponse:
    """Every badge of the organisation in all states, then those that it may award because they are shared."""
    organisation = entered(request, slug, rights.READ)
    own = selectors.listed(organisation.id)
    shared = [one for one in selectors.badges_for(organisation.id) if one.organisation_id != organisation.id]
    held = rights_of(signed_in(request), organisation.id)
    context = {
        "organisation": organisation,
        "cards": [card for card in own if card.state != "archived"],
        "archived": [card for card in own if card.state == "archived"],
        "shared": shared,
        "may_define": rights.DEFINE in held,
    }
    return render(request, "catalogue/list.html", context)


@login_required
@require_safe
def detail(request: HttpRequest, slug: str, badge_slug: str) -> HttpResponse:
    """The newest revision as readers will see it, its state, what can be done, and all revisions."""
    organisation = entered(request, slug, rights.READ)
    badge = selectors.newest(organisation.id, badge_slug)
    held = rights_of(signed_in(request), organisation.id)
    context = {
        "organisation": organisation,
        "badge": badge,
        "definition": definition(badge, organisation),
        "history": selectors.history(badge.badge_id),
        "may_define": rights.DEFINE in held and badge.state != "archived",
        "may_publish": rights.PUBLISH in held and badge.state != "archived",
        "may_award": AWARD in held and badge.state == "published",
    }
    return render(request, "catalogue/detail.html", context)


@login_required
@require_POST
def publish(request: HttpRequest, slug: str, badge_slug: str) -> HttpResponse:
    """Publish the draft that waits."""
    organisation = entered(request, slug, rights.PUBLISH)
    badge = selectors.newest(organisation.id, badge_slug)
    try:
        done = services.publish(actor_id=signed_in(request), badge_id=badge.badge_id)
    except CatalogueError as error:
        messages.error(request, error.sentence())
    else:
        messages.success(
            request,
            _("Revision %(number)d is published: the badge can be awarded.") % {"number": done.number},
        )
    return redirect("catalogue:detail", slug=slug, badge_slug=badge_slug)


@login_required
@require_POST
def archive(request: HttpRequest, slug: str, badge_slug: str) -> HttpResponse:
    """Take the badge out of what may be awarded."""
    organisation = entered(request, slug, rights.PUBLISH)
    badge = selectors.newest(organisation.id, badge_slug)
    services.archive(actor_id=signed_in(request), badge_id=badge.badge_id)
    messages.success(request, _("The badge is archived. Badges already awarded remain valid."))
    return redirect("catalogue:detail", slug=slug, badge_slug=badge_slug)


@login_required
@csp_replace({"default-src": ["'none'"], "sandbox": True})  # type: ignore[arg-type]  # it hands the rest on
@require_safe
def picture(request: HttpRequest, slug: str, badge_slug: str, number: str) -> HttpResponse:
    """The PNG of any revision, a draft's too, for those who belong to the organisation."""
    organisation = entered(request, slug, rights.READ)
    badge = selectors.newest(organisation.id, badge_slug)
    for one in selectors.history(badge.badge_id):
        if one.number == int(number):
            answer = HttpResponse(blobs.load(one.image_png_sha256), content_type="image/png")
            answer["Cache-Control"] = "private, no-store"
            return answer
    raise CatalogueError("not_found")

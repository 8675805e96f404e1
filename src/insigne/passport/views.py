"""Pages of the passport: my badges, one badge, importing. Only their holder ever sees them."""

from uuid import UUID

from csp.decorators import csp_replace
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from insigne.kernel import blobs
from insigne.passport import selectors, services
from insigne.passport.errors import PassportError
from insigne.people.visitor import signed_in


@login_required
@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """My badges: what waits for me, the recent ones or all."""
    person_id = signed_in(request)
    everything = request.GET.get("show") == "all"
    total = selectors.count(person_id)
    context = {
        "everything": everything,
        "total": total,
        "waiting": selectors.waiting(person_id),
        "holdings": selectors.holdings(person_id, limit=None if everything else selectors.RECENT),
    }
    return render(request, "passport/home.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: HttpRequest) -> HttpResponse:
    """Import a badge's file: verified first, refused with its reason."""
    problem = ""
    status = 200
    if request.method == "POST":
        upload = request.FILES.get("file")
        try:
            if upload is not None and (upload.size or 0) > services.FILE_MOST_BYTES:
                raise PassportError("too_big", most=services.FILE_MOST_BYTES // 1024 // 1024)
            holding_id = services.take_in(person_id=signed_in(request), data=upload.read() if upload else b"")
        except PassportError as error:
            problem, status = error.sentence(), error.status
        else:
            messages.success(request, _("The badge is in your passport."))
            return redirect("passport:holding", holding_id=holding_id)
    return render(request, "passport/import.html", {"problem": problem}, status=status)


@login_required
@never_cache
@require_safe
def holding(request: HttpRequest, holding_id: UUID) -> HttpResponse:
    """One badge: what it says, when it was last checked, what can be done with it."""
    found = selectors.holding(signed_in(request), holding_id)
    return render(request, "passport/holding.html", {"holding": found})


@login_required
@require_POST
def check_again(request: HttpRequest, holding_id: UUID) -> HttpResponse:
    """Verify it now."""
    services.check_again(person_id=signed_in(request), holding_id=holding_id)
    messages.success(request, _("The badge was checked just now."))
    return redirect("passport:holding", holding_id=holding_id)


@login_required
@require_POST
def remove(request: HttpRequest, holding_id: UUID) -> HttpResponse:
    """Take it out of the passport."""
    services.remove(person_id=signed_in(request), holding_id=holding_id)
    messages.info(request, _("The badge is no longer in your passport. The badge itself remains valid."))
    return redirect("passport:home")


@login_required
@never_cache
@csp_replace({"default-src": ["'none'"], "sandbox": True})  # type: ignore[arg-type]  # it hands the rest on
@require_safe
def picture(request: HttpRequest, holding_id: UUID) -> HttpResponse:
    """The picture that came with an imported badge."""
    found = selectors.holding(signed_in(request), holding_id)
    if not found.picture_sha256:
        raise Http404
    return HttpResponse(blobs.load(found.picture_sha256), content_type="image/png")


@login_required
@never_cache
@require_safe
def download(request: HttpRequest, holding_id: UUID) -> HttpResponse:
    """The credential, byte for byte as it came."""
    person_id = signed_in(request)
    found = selectors.holding(person_id, holding_id)
    token = "jwt" in found.format or "signed" in found.format
    answer = HttpResponse(
        selectors.body(person_id, holding_id),
        content_type="text/plain" if token else "application/vc+ld+json",
    )
    answer["Content-Disposition"] = f'attachment; filename="badge.{"jwt" if token else "json"}"'
    return answer

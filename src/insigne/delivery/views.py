"""The demo's mailbox: every mail that left, as its recipient would see it. Absent outside the demo."""

from csp.decorators import csp_exempt
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from insigne.delivery import mailbox as box

_LETTER_POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'; "
    "sandbox allow-top-navigation-by-user-activation allow-popups"
)


def _only_in_demo() -> None:
    if not settings.DEMO or box.folder() is None:
        raise Http404


@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """The list of mails, newest first."""
    _only_in_demo()
    return render(request, "delivery/mailbox.html", {"letters": box.letters()})


@require_safe
def letter(request: HttpRequest, name: str) -> HttpResponse:
    """One mail, framed."""
    _only_in_demo()
    found = box.letter(name)
    if found is None:
        raise Http404
    return render(request, "delivery/letter.html", {"letter": found})


@require_safe
@csp_exempt()  # type: ignore[arg-type]
@xframe_options_sameorigin
def letter_body(request: HttpRequest, name: str) -> HttpResponse:
    """The mail's own HTML, under a policy of its own: no script, nothing fetched."""
    _only_in_demo()
    found = box.letter(name)
    if found is None or not found.html:
        raise Http404
    answer = HttpResponse(found.html)
    answer["Content-Security-Policy"] = _LETTER_POLICY
    return answer

"""Pages that belong to no context: errors, the choice of language, accessibility, personal data.

The error pages ask the database nothing: they must still come when it does not answer.
"""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import check_for_language
from django.views.decorators.http import require_GET, require_POST
from django.views.i18n import set_language as django_set_language

from insigne.web.signals import language_chosen


@require_POST
def set_language(request: HttpRequest) -> HttpResponseBase:
    """Keep the chosen language in a cookie, tell it to who listens, and return to the page it came from."""
    response = django_set_language(request)
    language = request.POST.get("language", "")
    if language and check_for_language(language):
        language_chosen.send(sender=set_language, request=request, language=language)
    return response


@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say what works with which aids, and what to do when something does not."""
    return render(request, "web/accessibility.html")


@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is kept about people, why, how long, and who sees it."""
    return render(request, "web/privacy.html")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400."""
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404: the same whether the thing never was or is not for this person."""
    return render(request, "404.html", status=404)


def too_large(request: HttpRequest) -> HttpResponse:
    """Answer 413."""
    return render(request, "413.html", status=413)


def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 429."""
    return render(request, "429.html", status=429)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500."""
    return render(request, "500.html", status=500)

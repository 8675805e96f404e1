"""Turns a service's refusal into a page: 404 and `forbidden` as everywhere, anything else with its own sentence."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from insigne.kernel.errors import ServiceError
from insigne.web.views import forbidden, not_found


class RefusalMiddleware:
    """Answers `ServiceError` raised by a view that did not handle it itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the page of a refusal, None for any other exception."""
        if not isinstance(exception, ServiceError):
            return None
        if exception.status == 404:
            return not_found(request, Http404())
        if exception.code == "forbidden":
            return forbidden(request, PermissionDenied())
        return render(
            request, "web/refused.html", {"sentence": exception.sentence()}, status=exception.status
        )

"""Keeps pages out of caches that several people share, unless a view decides otherwise."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class PrivateByDefault:
    """Marks each answer without a Cache-Control of its own: private, and not stored at all when somebody is known.

    A page shows who is signed in and holds the token of its forms; a refusal may name a private link. Views of
    public data set their own header; static files are answered before this point.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Return the answer of the rest of the site, with its Cache-Control."""
        response = self.get_response(request)
        known = settings.SESSION_COOKIE_NAME in request.COOKIES
        kept = "no-store" if known or response.status_code >= 400 else "no-cache"
        response.headers.setdefault("Cache-Control", f"private, {kept}")
        return response

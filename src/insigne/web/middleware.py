"""What holds for every request: bodies have a limit, pages are packed and stay out of shared caches."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from insigne.web.views import too_large


class BodyWithinLimit:
    """Refuses a body larger than the site ever needs before a byte of it is read, whoever sends it and whereto.

    A server hands on no more than the length that it was told; each page has a smaller limit of its own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Return 413, or the answer of the rest of the site."""
        told = str(request.META.get("CONTENT_LENGTH") or "0")
        if told.isdecimal() and int(told[:15]) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return too_large(request)
        return self.get_response(request)


class PackedPages(GZipMiddleware):
    """Packs pages for browsers that take them so; documents and files leave as they are stored.

    What a stranger might learn from a packed page's length is blurred: Django lengthens each answer by chance, and
    the token of a form is another one each time.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Return the answer, packed when it is a page."""
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            return response
        return super().process_response(request, response)


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

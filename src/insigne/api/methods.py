"""What every address of the API does with a method: HEAD as GET (RFC 9110, 9.1), others refused as a problem document.

Room: api. Touches the request's method while its view works, and the answer.
"""

from collections.abc import Callable, Iterable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from django.utils.translation import gettext as _

from insigne.api.problems import problem

View = Callable[..., HttpResponse]


def taught(patterns: Iterable[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """Return the same addresses, whose views know HEAD and say properly what they do not know."""
    known = list(patterns)
    for one in known:
        if isinstance(one, URLPattern):
            one.callback = _taught(one.callback)
    return known


def _taught(view: View) -> View:
    @wraps(view)
    def answer(request: HttpRequest, *given: object, **named: object) -> HttpResponse:
        asked = request.method
        request.method = "GET" if asked == "HEAD" else asked
        try:
            found = view(request, *given, **named)
        finally:
            request.method = asked
        if found.status_code != 405:
            return found
        allowed = found["Allow"].replace("GET", "GET, HEAD")
        refusal = problem(
            405, "method_unknown", _("This address only takes: %(methods)s.") % {"methods": allowed}
        )
        refusal["Allow"] = allowed
        return refusal

    return answer

"""The API's addresses, below `/api/`: version 1, its OpenAPI document, its state.

Room: api. It mounts each context's `api.py`; it has no page of documentation from another origin.
"""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path, re_path
from ninja import NinjaAPI

from insigne.api.methods import taught
from insigne.api.problems import answer_errors, not_found
from insigne.api.schemas import Health, Problem
from insigne.orgs.api import router as orgs_router

api = NinjaAPI(
    title="Insigne",
    version="1",
    description="The open platform for digital badges. Errors are problem+json documents (RFC 9457).",
    urls_namespace="api-1",
    docs_url=None,
    openapi_url="/openapi.json",
)
answer_errors(api)
api.add_router("/organisations", orgs_router, tags=["organisations"])


@api.get("/health", response={200: Health, 503: Problem}, tags=["server"], summary="Can this server work?")
def health(request: HttpRequest) -> Health:
    """Answer 200 when the database answers; an error of the database is a problem document."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return Health()


def unknown(request: HttpRequest) -> HttpResponse:
    """Answer an address that the API does not have, in the API's own way."""
    return not_found()


_patterns, _app_name, _namespace = api.urls
urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/", (taught(_patterns), _app_name, _namespace)),
    re_path("^v1/.*$", unknown, name="api_unknown"),
]

"""Every error of the API as an `application/problem+json` document (RFC 9457), with the code of its service.

Room: api. Touches nothing but the answer.
"""

import logging
from http import HTTPStatus

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from insigne.kernel.errors import ServiceError
from openbadge.model.json import JsonObject, JsonValue

log = logging.getLogger(__name__)


def problem(status: int, code: str, detail: str, **more: JsonValue) -> HttpResponse:
    """Return the answer: `title` is HTTP's own phrase, `code` is stable, `detail` is a sentence to show."""
    body: JsonObject = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
        **more,
    }
    return JsonResponse(body, status=status, content_type="application/problem+json")


def not_found() -> HttpResponse:
    """Return the answer of an address with nothing behind it."""
    return problem(404, "not_found", _("There is nothing at this address."))


def answer_errors(api: NinjaAPI) -> None:
    """Make `api` answer each kind of error by a problem document."""
    for kind in (
        ServiceError,
        Http404,
        ValidationError,
        AuthenticationError,
        HttpError,
        DatabaseError,
        Exception,
    ):
        api.add_exception_handler(kind, _answer)


def _answer(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    match error:
        case ServiceError():
            return problem(error.status, error.code, error.sentence())
        case Http404():
            return not_found()
        case ValidationError():
            return problem(422, "invalid", _("Some values are missing or wrong."), fields=_fields(error))
        case AuthenticationError():
            return problem(401, "not_signed_in", _("Sign in, or give a token."))
        case HttpError():
            return problem(error.status_code, "refused", str(error))
        case DatabaseError():
            log.error("the database failed the API", exc_info=error)
            return problem(
                503, "database_lost", _("The server cannot reach its data; try again in a moment.")
            )
    log.error("the API raised", exc_info=error if isinstance(error, Exception) else None)
    return problem(500, "unexpected", _("Something failed on our side; it has been noted."))


def _fields(error: ValidationError) -> list[JsonValue]:
    return [
        {"path": ".".join(str(part) for part in one["loc"]), "detail": str(one["msg"])}
        for one in error.errors
    ]

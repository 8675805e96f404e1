"""How the security tests go to pages: as whom, at which address, and what the database held before and after."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

from django.apps import apps
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from tests.unit.insigne import routes
from tests.unit.insigne.realm import Estate
from tests.unit.insigne.routes import Route

from insigne.people.models import Person

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ALL = routes.routes()
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")


def visitor(person_id: UUID | None = None, *, checks_csrf: bool = False) -> Client:
    """Return a browser in which that person is signed in, or nobody; errors of the server are answers."""
    client = Client(raise_request_exception=False, enforce_csrf_checks=checks_csrf)
    if person_id is not None:
        client.force_login(Person.objects.get(id=person_id), BACKEND)
    return client


def visits(person_id: UUID | None) -> Callable[[], Client]:
    """Return what gives a new browser in which that person is signed in, always by the same session."""
    first = visitor(person_id)

    def again() -> Client:
        client = Client(raise_request_exception=False)
        client.cookies = first.cookies.copy()
        assert person_id is None or SESSION_KEY in client.session, (
            "a visit ended the session of the next ones"
        )
        return client

    return again


def address(route: Route, estate: Estate) -> str:
    """Return the address of the route for the estate's own objects."""
    values = {**routes.EXAMPLES, **estate.values}
    return reverse(route.name, kwargs={name: values[name] for name in route.parameters})


def content() -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table but the sessions."""
    return {
        model._meta.label: sorted(model._base_manager.values_list(), key=str)
        for model in apps.get_models()
        if model is not Session
    }


CLOCKED = ("Content-Length", "Expires", "Date")


def told(answer: HttpResponse, typed: object) -> tuple[object, ...]:
    """Return all that tells two answers apart, but what was asked or typed, and the token of the form."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
    headers = {
        name: sorted(value.split("; ")) for name, value in answer.headers.items() if name not in CLOCKED
    }
    cookies = sorted(answer.cookies.keys())
    return answer.status_code, text.replace(str(typed), "TYPED"), sorted(headers.items()), cookies


@contextmanager
def put_back() -> Iterator[None]:
    """Leave the database as it was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)

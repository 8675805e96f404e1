"""The API: errors as problem documents with the service's code, its OpenAPI document, its health, public reads."""

import pytest
from django.db import DatabaseError, connection
from django.http import HttpRequest
from django.test import Client, RequestFactory
from ninja import NinjaAPI, Query
from ninja.errors import AuthenticationError, HttpError
from ninja.testing import TestClient
from tests.unit.insigne.conftest import School

from insigne.api import urls
from insigne.api.problems import answer_errors
from insigne.orgs.errors import OrgError

pytestmark = pytest.mark.django_db


def test_the_server_says_that_it_works(client: Client) -> None:
    answer = client.get("/api/v1/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_it_is_asked_for_heads_alone(client: Client, school: School) -> None:
    for path in ("health", "openapi.json", "organisations/ecole"):
        body, head = client.get(f"/api/v1/{path}"), client.head(f"/api/v1/{path}")
        assert (head.status_code, head.content) == (200, b"")
        assert head["Content-Type"] == body["Content-Type"]
    assert client.head("/api/v1/organisations/nowhere").status_code == 404


def test_a_method_that_an_address_does_not_take_is_a_problem_document(client: Client) -> None:
    answer = client.delete("/api/v1/health", headers={"accept-language": "fr"})
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "method_unknown"
    assert "n’accepte que" in answer.json()["detail"]


def test_without_its_database_it_says_that_it_does_not(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def lost() -> None:
        raise DatabaseError("gone")

    monkeypatch.setattr(connection, "cursor", lost)
    answer = client.get("/api/v1/health")
    assert answer.status_code == 503
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "database_lost"


def test_an_organisation_is_read_by_everybody(client: Client, school: School) -> None:
    answer = client.get("/api/v1/organisations/ecole")
    assert answer.status_code == 200
    assert answer.json() == {
        "slug": "ecole",
        "kind": "training_body",
        "names": {"fr": "École du Web", "en": "Web School"},
        "descriptions": {},
        "url": "",
        "profile_url": "http://127.0.0.1:8000/o/ecole/",
    }


@pytest.mark.parametrize("path", ["nothing", "organisations", "health/deeper", "organisations/%00"])
def test_an_address_with_nothing_behind_it_is_a_problem_document_too(client: Client, path: str) -> None:
    for answer in (client.get(f"/api/v1/{path}"), client.post(f"/api/v1/{path}")):
        assert answer.status_code in (404, 405)
        if answer.status_code == 404:
            assert answer["Content-Type"] == "application/problem+json"
            assert answer.json()["code"] == "not_found"


def test_an_error_is_a_problem_document_in_the_readers_language(client: Client) -> None:
    for language, word in (("en", "organisation"), ("fr", "organisation")):
        answer = client.get("/api/v1/organisations/nowhere", headers={"accept-language": language})
        assert answer.status_code == 404
        assert answer["Content-Type"] == "application/problem+json"
        found = answer.json()
        assert (found["status"], found["code"], found["type"]) == (404, "not_found", "about:blank")
        assert word in found["detail"]


def test_the_openapi_document_names_every_path_and_no_other_origin(client: Client) -> None:
    answer = client.get("/api/v1/openapi.json")
    found = answer.json()
    assert set(found["paths"]) == {"/api/v1/health", "/api/v1/organisations/{slug}"}
    assert b"http" not in answer.content.replace(b"HTTP", b"")
    assert client.get("/api/v1/docs").status_code == 404


@pytest.fixture
def failing() -> TestClient:
    """An API whose operations fail in each way there is."""
    api = NinjaAPI(urls_namespace="failing")
    answer_errors(api)
    raised = {
        "service": OrgError("slug_taken", slug="ecole"),
        "signed-out": AuthenticationError(),
        "refused": HttpError(418, "I am a teapot"),
        "broken": RuntimeError("secret detail"),
    }

    @api.get("/count")
    def count(request: HttpRequest, many: int = Query(...)) -> int:
        return many

    @api.get("/{kind}")
    def fail(request: HttpRequest, kind: str) -> None:
        raise raised[kind]

    return TestClient(api)


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/service", 409, "slug_taken"),
        ("/signed-out", 401, "not_signed_in"),
        ("/refused", 418, "refused"),
        ("/broken", 500, "unexpected"),
        ("/count?many=several", 422, "invalid"),
        ("/count", 422, "invalid"),
    ],
)
def test_every_kind_of_error(failing: TestClient, path: str, status: int, code: str) -> None:
    answer = failing.get(path)
    found = answer.json()
    assert (answer.status_code, found["status"], found["code"]) == (status, status, code)
    assert found["detail"]
    assert "secret" not in str(found)
    if code == "invalid":
        assert found["fields"][0]["path"] == "query.many"


def test_the_urls_are_under_version_1() -> None:
    request = RequestFactory().get("/")
    assert str(urls.urlpatterns[0].pattern) == "v1/"
    assert urls.health(request).status == "ok"

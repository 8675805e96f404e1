"""The frame of pages: errors, language, links, headers."""

import gzip

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

from insigne.people import services
from insigne.web import navigation, views
from insigne.web.context import this_site
from insigne.web.middleware import PrivateByDefault
from insigne.web.signals import language_chosen

ERRORS = {400: views.bad_request, 403: views.forbidden, 404: views.not_found, 429: views.too_many_requests}


@pytest.mark.parametrize("status", ERRORS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_error_pages_ask_the_database_nothing(rf: RequestFactory, status: int, language: str) -> None:
    """Without the mark django_db, a query fails the test."""
    with translation.override(language):
        response = ERRORS[status](rf.get("/"))
    assert response.status_code == status
    assert f'<html lang="{language}">'.encode() in response.content


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_of_a_fault_of_ours_asks_the_database_nothing(rf: RequestFactory, language: str) -> None:
    with translation.override(language):
        response = views.server_error(rf.get("/"))
    assert response.status_code == 500
    assert "Traceback" not in response.content.decode()


def test_pages_are_packed_and_documents_are_not(client: Client, db: None) -> None:
    asked = {"accept-encoding": "gzip, br"}
    plain, packed = client.get("/accessibility/"), client.get("/accessibility/", headers=asked)
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content) / 2
    assert "Aller au contenu" in gzip.decompress(packed.content).decode()
    assert "accept-encoding" in packed["Vary"].lower() and "accept-encoding" in plain["Vary"].lower()
    lengths = {len(client.get("/accessibility/", headers=asked).content) for _ in range(12)}
    assert len(lengths) > 1
    assert "Content-Encoding" not in client.get("/api/v1/openapi.json", headers=asked)


def test_an_unknown_address_is_not_found(client: Client, db: None) -> None:
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "Il n’y a rien à cette adresse" in response.content.decode()


def test_a_form_without_its_token_is_refused_with_our_page(db: None) -> None:
    response = Client(enforce_csrf_checks=True).post(reverse("set_language"), {"language": "en"})
    assert response.status_code == 403
    assert "restée ouverte trop longtemps" in response.content.decode()


@pytest.mark.parametrize("path", ["/accessibility/", "/privacy/"])
@pytest.mark.parametrize(("language", "word"), [("fr", "Aller au contenu"), ("en", "Skip to content")])
def test_pages_speak_the_language_asked(
    client: Client, db: None, path: str, language: str, word: str
) -> None:
    page = client.get(path, headers={"accept-language": language}).content.decode()
    assert f'<html lang="{language}">' in page
    assert word in page


def test_a_chosen_language_stays_and_returns_to_the_same_page(client: Client, db: None) -> None:
    response = client.post(reverse("set_language"), {"language": "en", "next": "/privacy/?a=1"})
    assert response.url == "/privacy/?a=1"
    page = client.get(response.url, headers={"accept-language": "fr"}).content.decode()
    assert '<html lang="en">' in page
    assert 'name="next" value="/privacy/?a=1"' in page


def test_a_choice_of_language_leads_nowhere_outside(client: Client, db: None) -> None:
    response = client.post(reverse("set_language"), {"language": "en", "next": "https://evil.example/"})
    assert response.url == "/"


@pytest.mark.parametrize(("language", "told"), [("en", ["en"]), ("xx", []), ("", [])])
def test_a_choice_of_language_is_told_when_it_is_one(
    client: Client, db: None, language: str, told: list[str]
) -> None:
    heard: list[str] = []

    def hear(language: str, **_: object) -> None:
        heard.append(language)

    language_chosen.connect(hear)
    try:
        client.post(reverse("set_language"), {"language": language})
    finally:
        language_chosen.disconnect(hear)
    assert heard == told


def test_the_language_is_never_changed_by_a_link(client: Client, db: None) -> None:
    assert client.get(reverse("set_language"), {"language": "en"}).status_code == 405


def test_headers_forbid_frames_inline_code_and_other_origins(client: Client, db: None) -> None:
    headers = client.get("/privacy/").headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "default-src 'self'" in policy
    assert (headers["X-Frame-Options"], headers["Referrer-Policy"]) == ("DENY", "same-origin")
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_links_follow_who_is_looking(settings: object) -> None:
    stranger = navigation.links(navigation.TOP, path="/verify/", signed_in=False)
    person = navigation.links(navigation.TOP, path="/verify/", signed_in=True)
    assert [str(link.url) for link in stranger] == [reverse("verifier:home")]
    assert {link.url for link in person} > {link.url for link in stranger}
    assert [link.current for link in stranger] == [True]


def test_the_mails_of_the_demo_are_shown_in_the_demo_only(settings) -> None:
    for demo in (False, True):
        settings.DEMO = demo
        urls = [link.url for link in navigation.links(navigation.TOP, path="/", signed_in=False)]
        assert (navigation.url_of("delivery:mailbox") in urls) is demo


def test_an_unmounted_page_is_left_out() -> None:
    assert navigation.links([navigation.Place("nowhere:home", "Nowhere")], path="/", signed_in=True) == ()


def test_the_name_of_somebody_signed_in_is_escaped(client: Client, db: None) -> None:
    name = '<b onclick="x">Zoé</b>'
    person_id = services.register(
        email="z@mail.example", full_name=name, password="une barque bleue", language="fr"
    )
    session = client.session
    request = RequestFactory().get("/")
    request.session = session
    services.sign_in(request, person_id=person_id)
    request.session.save()
    client.cookies["sessionid"] = request.session.session_key
    page = client.get("/privacy/").content.decode()
    assert "&lt;b onclick=" in page
    assert "<b onclick" not in page


def test_languages_are_named_in_themselves() -> None:
    with translation.override("en"):
        assert [(language.code, language.name) for language in this_site().languages] == [
            ("fr", "Français"),
            ("en", "English"),
        ]


def test_a_page_is_never_kept_by_a_shared_cache(client: Client, db: None) -> None:
    assert client.get("/privacy/").headers["Cache-Control"] == "private, no-cache"
    client.cookies["sessionid"] = "somebody"
    assert client.get("/privacy/").headers["Cache-Control"] == "private, no-store"
    assert "no-store" in client.get("/account/x.css").headers["Cache-Control"]


def test_a_view_decides_for_its_own_public_data() -> None:
    answer = HttpResponse(headers={"Cache-Control": "public, max-age=60"})
    assert PrivateByDefault(lambda request: answer)(RequestFactory().get("/")).headers["Cache-Control"] == (
        "public, max-age=60"
    )

"""W01, W02, W05, W06, W07, W14 on every route of the URLconf: what protects one page protects them all."""

import itertools
from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.unit.insigne.realm import Estate
from tests.unit.insigne.security.visits import ALL, UNSAFE, address, content, put_back, visitor, visits

from insigne.awards import services as awards

pytestmark = pytest.mark.once

EXEMPT = "verifier:home"
"""Takes POST without a token on purpose: it answers a question and stores nothing."""

FILES = {"catalogue:image", "catalogue:picture", "passport:picture"}
"""Pictures that people sent: under a policy of their own, tighter than that of pages."""

CORS = {
    "verifier:credential",
    "verifier:json",
    "signing:did_document",
    "signing:status_list",
    "catalogue:badge",
    "catalogue:revision",
    "catalogue:image",
}
"""Public documents that any site may read."""

ACCEPTS = ("text/html", "application/json", "application/ld+json", "application/vc+ld+json", "*/*")
PLAIN = [route for route in ALL if not route.parameters]


def everybody(alpha: Estate) -> tuple[UUID | None, ...]:
    return (None, alpha.owner, alpha.earner)


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/x-www-form-urlencoded", b"role=owner&public=on"),
        ("text/plain", b'{"role": "owner"}'),
        ("application/json", b'{"role": "owner"}'),
        ("multipart/form-data; boundary=x", b"--x--\r\n"),
    ],
)
def test_w01_nothing_is_posted_without_a_token(alpha: Estate, content_type: str, body: bytes) -> None:
    for person_id in everybody(alpha):
        asking = visitor(person_id, checks_csrf=True)
        before = content()
        for route, method in itertools.product(ALL, UNSAFE):
            if route.name != EXEMPT:
                answer = asking.generic(method, address(route, alpha), body, content_type=content_type)
                assert answer.status_code in (403, 405), f"{method} {route}: {answer.status_code}"
        assert content() == before


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1:9999", "http://testserver.evil.example"]
)
def test_w01_a_token_sent_by_another_site_is_refused(alpha: Estate, origin: str) -> None:
    asking = visitor(alpha.owner, checks_csrf=True)
    asking.get(reverse("account_logout"))
    sent = {"csrfmiddlewaretoken": asking.cookies["csrftoken"].value}
    for route in ALL:
        if route.name != EXEMPT:
            answer = asking.post(address(route, alpha), sent, headers={"origin": origin})
            assert answer.status_code in (403, 405), f"{route} from {origin}"


def test_w01_reading_changes_nothing(alpha: Estate) -> None:
    for person_id in everybody(alpha):
        asking = visitor(person_id)
        before = content()
        for route, method in itertools.product(ALL, ("GET", "HEAD", "OPTIONS")):
            url = f"{address(route, alpha)}?public=on&role=owner&join=1&reason=x&language=en"
            asking.generic(method, url)
            if "logout" not in route.name:
                assert content() == before, f"{method} {route} changed the database"


def views() -> Iterator[tuple[str, Callable[..., HttpResponse]]]:
    """Return every view with the name of its route."""

    def walk(
        patterns: list[URLPattern | URLResolver], prefix: str
    ) -> Iterator[tuple[str, Callable[..., HttpResponse]]]:
        for one in patterns:
            if isinstance(one, URLResolver):
                yield from walk(one.url_patterns, f"{prefix}{one.namespace}:" if one.namespace else prefix)
            else:
                yield f"{prefix}{one.name}", one.callback

    return walk(get_resolver().url_patterns, "")


def test_w01_only_the_question_of_the_verifier_is_exempt(alpha: Estate) -> None:
    exempt = {name for name, view in views() if getattr(view, "csrf_exempt", False)}
    reading = {name for name in exempt if name.startswith("api-1:")}
    assert exempt - reading == {EXEMPT}
    for route, method in itertools.product((one for one in ALL if one.name in reading), UNSAFE):
        assert visitor(alpha.owner).generic(method, address(route, alpha)).status_code == 405, str(route)


def test_w01_the_question_of_the_verifier_acts_on_nothing(alpha: Estate) -> None:
    acts = {
        "action_remove": "1",
        "action_add": "1",
        "email": "evil@mail.example",
        "role": "owner",
        "public": "on",
        "show_name": "on",
        "join": "1",
        "language": "en",
        "next": "/account/logout/",
        "reason": "x",
        "link": "{}",
    }
    for person_id in everybody(alpha):
        asking = visitor(person_id, checks_csrf=True)
        cookies = {name: morsel.value for name, morsel in asking.cookies.items()}
        before = content()
        for query in ("", "?next=/account/logout/&language=en"):
            assert asking.post(reverse(EXEMPT) + query, acts).status_code in (200, 400)
        assert content() == before
        after = {name: morsel.value for name, morsel in asking.cookies.items() if name != "csrftoken"}
        assert after == cookies


def check_policy(answer: HttpResponse, said: str) -> None:
    policy = answer.headers.get("Content-Security-Policy", "")
    assert "unsafe" not in policy, said
    for directive in (
        "default-src 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action",
    ):
        assert directive in policy, f"{said}: {policy!r}"
    assert answer.headers.get("X-Frame-Options") == "DENY", said
    assert answer.headers.get("X-Content-Type-Options") == "nosniff", said
    assert answer.headers.get("Referrer-Policy") in ("same-origin", "no-referrer"), said
    assert answer.headers.get("Cross-Origin-Opener-Policy") == "same-origin", said


def test_w02_w14_every_answer_of_every_route_has_its_policy(alpha: Estate) -> None:
    browsers = map(visits, everybody(alpha))
    for asking, route, method in itertools.product(browsers, ALL, ("GET", "POST", "DELETE")):
        with put_back():
            answer = asking().generic(method, address(route, alpha))
        said = f"{method} {route}: {answer.status_code}"
        if route.name in FILES and answer.status_code in (200, 405):
            policy = answer.headers["Content-Security-Policy"]
            for directive in ("default-src 'none'", "sandbox", "frame-ancestors 'none'"):
                assert directive in policy, said
            assert answer.headers["X-Frame-Options"] == "DENY", said
        else:
            check_policy(answer, said)


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/", {"host": "evil.example"}, 400),
        ("/nowhere", {}, 404),
        ("/verify", {}, 301),
        ("/\x00", {}, 404),
        ("/v/%ff", {}, 404),
        ("/api/v1/nowhere", {}, 404),
        ("/language/", {}, 405),
    ],
)
def test_w02_w14_answers_that_no_view_gives_have_it_too(
    db: None, path: str, headers: dict[str, str], status: int
) -> None:
    answer = visitor().get(path, headers=headers)
    assert answer.status_code == status
    check_policy(answer, path)


def test_w02_w14_a_refusal_for_want_of_a_token_has_it_too(db: None) -> None:
    answer = visitor(checks_csrf=True).post(reverse("account_login"))
    assert answer.status_code == 403
    check_policy(answer, "403")


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost@evil.example", "e vil"]
)
def test_w05_an_unknown_host_is_refused_everywhere(db: None, host: str) -> None:
    for route in PLAIN:
        answer = visitor().get(reverse(route.name), headers={"host": host})
        assert answer.status_code == 400, str(route)
        assert "evil" not in answer.content.decode(), str(route)


def test_w05_a_forwarded_host_is_not_believed(alpha: Estate) -> None:
    claimed = {
        "x-forwarded-host": "evil.example",
        "forwarded": "host=evil.example",
        "x-original-url": "/evil",
    }
    for asking, route in itertools.product(map(visits, everybody(alpha)), ALL):
        answer = asking().get(address(route, alpha), headers=claimed)
        assert b"evil" not in answer.getvalue(), str(route)
        assert "evil" not in str(answer.headers), str(route)


def test_w06_what_somebody_sees_is_kept_by_no_cache(alpha: Estate) -> None:
    awards.share(award_id=alpha.award_id, public=True, show_name=False)
    for asking, route, accept in itertools.product(map(visits, everybody(alpha)), ALL, ACCEPTS):
        answer = asking().get(address(route, alpha), headers={"accept": accept})
        caching, said = answer.headers.get("Cache-Control", ""), f"{route} as {accept}"
        if "public" in caching:
            assert not answer.cookies, f"{said}: a shared answer gives a cookie"
            assert b"csrfmiddlewaretoken" not in answer.getvalue(), f"{said}: a shared answer holds a token"
        elif answer.headers.get("Content-Type", "").startswith("application/json"):
            assert "private" in caching, said
        else:
            assert "private" in caching and ("no-store" in caching or "no-cache" in caching), (
                f"{said}: {caching}"
            )


@pytest.mark.parametrize("tail", ["x.css", "/x.css", ";x.css", "%2fx.css", "%00.css", ".css", "?x.css"])
def test_w06_no_page_can_be_taken_for_a_style_sheet(alpha: Estate, tail: str) -> None:
    awards.share(award_id=alpha.award_id, public=True, show_name=False)
    for asking, route in itertools.product(map(visits, (alpha.owner, alpha.earner)), ALL):
        answer = asking().get(address(route, alpha) + tail)
        if answer.status_code == 200 and "text/html" in answer.headers["Content-Type"]:
            caching = answer.headers["Cache-Control"]
            assert "private" in caching and "no-" in caching, f"{route}: {caching}"


def test_w06_an_address_with_two_forms_says_so(alpha: Estate) -> None:
    """Those of allauth are never kept by a shared cache: see above."""
    awards.share(award_id=alpha.award_id, public=True, show_name=False)
    several = set()
    for route in ALL:
        answers = [visitor().get(address(route, alpha), headers={"accept": kind}) for kind in ACCEPTS]
        kinds = {answer.headers.get("Content-Type", "").partition(";")[0] for answer in answers}
        if len(kinds) > 1 and not route.name.startswith("account_"):
            several.add(route.name)
            for answer in answers:
                assert "accept" in answer.headers["Vary"].lower().replace(" ", "").split(","), str(route)
    assert several == {"verifier:credential", "catalogue:badge", "catalogue:revision"}


def test_w07_other_sites_read_public_documents_only(alpha: Estate) -> None:
    for shared, asking in itertools.product((False, True), map(visits, everybody(alpha))):
        awards.share(award_id=alpha.award_id, public=shared, show_name=False)
        for route, accept in itertools.product(ALL, ACCEPTS):
            headers = {"accept": accept, "origin": "https://evil.example"}
            answer = asking().get(address(route, alpha), headers=headers)
            allowed = answer.headers.get("Access-Control-Allow-Origin")
            assert allowed in (None, "*"), str(route)
            assert "Access-Control-Allow-Credentials" not in answer.headers
            if allowed:
                assert route.name in CORS, f"{route} may be read by other sites"
                assert "text/html" not in answer.headers["Content-Type"], str(route)
                assert "private" not in answer.headers["Cache-Control"], f"{route}: private, yet open"


def test_w07_no_route_lets_another_site_act(alpha: Estate) -> None:
    asked = {"origin": "https://evil.example", "access-control-request-method": "POST"}
    for route in ALL:
        answer = visitor(alpha.owner).options(address(route, alpha), headers=asked)
        assert not [name for name in answer.headers if name.startswith("Access-Control-Allow-Method")]
        assert answer.headers.get("Access-Control-Allow-Origin") in (None, "*"), str(route)


def test_w07_documents_that_verifiers_need_can_be_read_by_any_site(alpha: Estate) -> None:
    awards.share(award_id=alpha.award_id, public=True, show_name=False)
    for route in ALL:
        if route.name in CORS:
            answer = visitor().get(address(route, alpha), headers={"accept": "application/ld+json"})
            assert answer.headers.get("Access-Control-Allow-Origin") == "*", str(route)

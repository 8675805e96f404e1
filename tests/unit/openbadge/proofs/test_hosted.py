"""Hosted badges: believed only from where their issuer says that its badges stand (V26)."""

import pytest
from tests.unit.openbadge.keys.site import Site

from openbadge.model.json import JsonObject, JsonValue
from openbadge.proofs import hosted

URL = "https://school.example/assertions/1"
BADGE = "https://school.example/badges/1"
ISSUER = "https://school.example/issuer"


def assertion(**changes: JsonValue) -> JsonObject:
    return {
        "@context": "https://w3id.org/openbadges/v2",
        "id": URL,
        "type": "Assertion",
        "recipient": {"type": "email", "hashed": False, "identity": "a@b.example"},
        "badge": BADGE,
        "verification": {"type": "HostedBadge"},
        "issuedOn": "2020-01-01T00:00:00Z",
    } | changes


def web(**pages: JsonObject | bytes | int) -> Site:
    named = {"assertion": URL, "badge": BADGE, "issuer": ISSUER}
    found: dict[str, JsonObject | bytes | int] = {
        URL: assertion(),
        BADGE: {"id": BADGE, "type": "BadgeClass", "name": "Dessin", "issuer": ISSUER},
        ISSUER: {"id": ISSUER, "type": "Issuer", "name": "École"},
    }
    return Site(found | {named.get(name, name): page for name, page in pages.items()})


def test_a_hosted_badge_is_current_while_it_is_served():
    site = web()
    result = hosted.check(assertion(), fetcher=site)
    assert (result.state, result.code, result.url, result.issuer_id) == ("current", "OK", URL, ISSUER)
    assert result.badge is not None
    assert result.badge["name"] == "Dessin"
    assert site.asked == [URL, BADGE, ISSUER]


def test_v26_what_is_shown_is_what_the_issuer_serves():
    given = assertion(recipient={"type": "email", "hashed": False, "identity": "thief@evil.example"})
    result = hosted.check(given, fetcher=web())
    assert result.assertion == assertion()


def test_the_address_alone_is_enough():
    assert hosted.check(url=URL, fetcher=web()).state == "current"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (assertion(), URL),
        ({"verify": {"type": "hosted", "url": URL}}, URL),
        ({"id": "urn:uuid:1"}, None),
        ({"verify": "hosted"}, None),
        ({}, None),
    ],
)
def test_where_an_assertion_says_that_it_stands(given: JsonObject, expected: str | None):
    assert hosted.address(given) == expected


def test_v26_a_badge_without_an_address_is_refused():
    site = web()
    assert hosted.check({"id": "urn:uuid:1"}, fetcher=site).code == "HOSTED_ADDRESS"
    assert site.asked == []


def test_v26_gone_is_revoked():
    result = hosted.check(assertion(), fetcher=web(assertion=410))
    assert (result.state, result.code, result.reason) == ("revoked", "HOSTED_REVOKED", None)


def test_v26_a_body_that_says_revoked_is_revoked():
    body: JsonObject = {"id": URL, "revoked": True, "revocationReason": "Par erreur"}
    result = hosted.check(assertion(), fetcher=web(assertion=body))
    assert (result.state, result.reason) == ("revoked", "Par erreur")


@pytest.mark.parametrize("status", [301, 403, 404, 500, 503])
def test_a_site_that_does_not_answer_is_unknown(status: int):
    result = hosted.check(assertion(), fetcher=web(assertion=status))
    assert (result.state, result.code) == ("unknown", "HOSTED_UNREACHABLE")
    assert hosted.check(assertion(), fetcher=Site({})).state == "unknown"
    assert hosted.check(assertion(), fetcher=web(issuer=status)).state == "unknown"


@pytest.mark.parametrize(
    ("pages", "code"),
    [
        ({"assertion": assertion(id="https://school.example/assertions/2")}, "HOSTED_ID"),
        ({"assertion": assertion(verify={"type": "hosted", "url": URL + "0"})}, "HOSTED_ID"),
        ({"assertion": {"id": URL + "0", "revoked": True}}, "HOSTED_ID"),
        ({"badge": {"id": BADGE + "0", "issuer": ISSUER}}, "BADGE_ID"),
        ({"issuer": {"id": ISSUER + "0"}}, "ISSUER_ID"),
        ({"assertion": b"<html>"}, "JSON_SYNTAX"),
        ({"assertion": b"[]"}, "HOSTED_DOCUMENT"),
        ({"assertion": assertion(badge=5)}, "HOSTED_DOCUMENT"),
        ({"assertion": assertion(badge={"id": BADGE, "name": "Other"})}, "BADGE_CONTRADICTION"),
        (
            {"badge": {"id": BADGE, "issuer": {"id": ISSUER, "name": "Famous"}}},
            "ISSUER_CONTRADICTION",
        ),
        (
            {"assertion": assertion(badge={"id": BADGE, "issuer": "https://evil.example/i"})},
            "BADGE_CONTRADICTION",
        ),
    ],
)
def test_v26_what_contradicts_is_refused(pages: dict[str, JsonObject | bytes | int], code: str):
    result = hosted.check(assertion(), fetcher=web(**pages))
    assert (result.state, result.code) == ("refused", code)


def test_v26_a_copy_that_agrees_is_fine():
    copy: JsonObject = {"id": BADGE, "name": "Dessin", "issuer": {"id": ISSUER, "name": "École"}}
    assert hosted.check(fetcher=web(assertion=assertion(badge=copy)), url=URL).state == "current"


def test_v26_a_redirect_to_another_site_is_refused():
    site = web()
    site.pages = {**site.pages, "https://evil.example/1": assertion()}
    site.redirects = {URL: "https://evil.example/1"}
    assert hosted.check(assertion(), fetcher=site).code == "HOSTED_REDIRECT"


def test_v26_410_from_another_site_does_not_revoke():
    site = web()
    site.pages = {**site.pages, "https://evil.example/1": 410}
    site.redirects = {URL: "https://evil.example/1"}
    assert hosted.check(assertion(), fetcher=site).state == "refused"


@pytest.mark.parametrize(
    ("issuer", "rules", "state"),
    [
        ("https://evil.example/i", None, "refused"),
        ("https://school.example.evil.example/i", None, "refused"),
        ("http://school.example/i", None, "refused"),
        ("https://famous.example/i", {"allowedOrigins": "school.example"}, "current"),
        ("https://famous.example/i", {"allowedOrigins": ["a.example", "school.example"]}, "current"),
        ("https://famous.example/i", {"allowedOrigins": ["https://school.example"]}, "current"),
        ("https://famous.example/i", {"allowedOrigins": ["example"]}, "refused"),
        ("https://famous.example/i", {"startsWith": "https://school.example/assertions/"}, "current"),
        ("https://famous.example/i", {"startsWith": "https://school.example/other/"}, "refused"),
        ("https://famous.example/i", {"startsWith": "https://school.ex"}, "refused"),
        (
            "https://famous.example/i",
            {"startsWith": ["https://x.example/", "https://school.example/a"]},
            "current",
        ),
        ("https://school.example/i", {"startsWith": "https://school.example/other/"}, "refused"),
        ("https://school.example/i", {"startsWith": [], "allowedOrigins": 5}, "current"),
    ],
)
def test_v26_the_scope_of_an_issuer(issuer: str, rules: JsonValue, state: str):
    profile: JsonObject = {"id": issuer, "type": "Issuer"} | ({"verification": rules} if rules else {})
    pages = {"badge": {"id": BADGE, "issuer": issuer}, issuer: profile}
    result = hosted.check(assertion(), fetcher=web(**pages))  # type: ignore[arg-type]
    assert result.state == state
    if state == "refused":
        assert result.code == "HOSTED_SCOPE"


def test_the_oldest_badges_have_their_issuer_inside():
    old: JsonObject = {
        "recipient": "a@b.example",
        "badge": {"name": "Old", "issuer": {"origin": "https://school.example", "name": "École"}},
    }
    assert hosted.check(old, url=URL, fetcher=web(assertion=old)).state == "current"
    old["badge"] = {"name": "Old", "issuer": {"origin": "https://famous.example", "name": "Famous"}}
    assert hosted.check(old, url=URL, fetcher=web(assertion=old)).code == "HOSTED_SCOPE"
    old["badge"] = {"name": "Old", "issuer": {"name": "Famous"}}
    assert hosted.check(old, url=URL, fetcher=web(assertion=old)).code == "HOSTED_SCOPE"

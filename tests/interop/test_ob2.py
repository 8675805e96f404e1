"""Open Badges 2.0, hosted and signed: the validator-core of 1EdTech's predecessor, and openbadgeslib."""

import json

import pytest
from tests.interop.bridge import Json, Side, base64_of, served, whole_pages
from tests.interop.exchange import altered_token, ours, private_pem
from tests.interop.old_school import SITE, OldSchool
from tests.world.learners import blank
from tests.world.schools import LEA
from tests.world.web import Web

from openbadge import baking

pytestmark = pytest.mark.interop


@pytest.fixture
def old(web: Web) -> OldSchool:
    return OldSchool(web)


def report(validator: Side, web: Web, badge: str | Json, email: str | None = LEA) -> Json:
    """Return the validator-core's report, with everything that stands on the web at hand."""
    found: Json = validator.ask("check", badge=badge, pages=whole_pages(web.pages), email=email)
    return found


def image(kind: str, text: str) -> Json:
    """Return a file baked by us, as the validator-core takes it."""
    baked = baking.bake(blank(kind), text.encode(), generation="2.0")
    return {"image": base64_of(baked), "name": f"badge.{kind}"}


def test_the_validator_accepts_our_hosted_badge(validator: Side, web: Web, old: OldSchool) -> None:
    for badge in (old.file(), f"{SITE}/assertions/1"):
        found = report(validator, web, badge)
        assert (found["valid"], found["errors"]) == (True, [])
        assert (found["version"], found["recipient"]) == ("2.0", {"email": LEA})
    assert ours(web, old.file(), recipient=LEA).verdict == "verified"


def test_the_validator_accepts_our_signed_badge(validator: Side, web: Web, old: OldSchool) -> None:
    found = report(validator, web, old.token())
    assert (found["valid"], found["errors"]) == (True, [])
    assert ours(web, old.token(), recipient=LEA).verdict == "verified"


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_the_validator_accepts_our_baked_files(validator: Side, web: Web, old: OldSchool, kind: str) -> None:
    for text in (old.file(), old.token()):
        found = report(validator, web, image(kind, text))
        assert (found["valid"], found["errors"]) == (True, [])


def test_a_revoked_badge_is_refused_by_all(
    validator: Side, badgeslib: Side, web: Web, old: OldSchool
) -> None:
    old.revoke(
        f"{SITE}/assertions/9", str(old.signed.assertion["id"])
    )  # the validator-core misreads a list of one
    found = report(validator, web, old.token())
    assert not found["valid"]
    assert any("revoked" in error for error in found["errors"])
    assert not badgeslib.ask("verify_assertion", token=old.token(), documents=served(web.pages))["verified"]
    assert ours(web, old.token()).verdict == "revoked"


def test_an_altered_token_is_refused_by_all(
    validator: Side, badgeslib: Side, web: Web, old: OldSchool
) -> None:
    for what, copy in altered_token(old.token()):
        assert not report(validator, web, copy)["valid"], what
        answer = badgeslib.ask("verify_assertion", token=copy, documents=served(web.pages))
        assert not answer["verified"], what
        assert ours(web, copy).verdict in ("failed", "unreadable"), what


def test_somebody_else_is_not_the_earner_for_anybody(
    validator: Side, badgeslib: Side, web: Web, old: OldSchool
) -> None:
    other = "mallory@example.org"
    assert not report(validator, web, old.token(), email=other)["valid"]
    asked = {"token": old.token(), "documents": served(web.pages), "recipient": other}
    assert not badgeslib.ask("verify_assertion", **asked)["verified"]
    assert ours(web, old.token(), recipient=other).verdict == "failed"


def test_a_key_that_the_issuer_does_not_list_is_refused_by_all(
    validator: Side, badgeslib: Side, web: Web, old: OldSchool
) -> None:
    web.put(f"{SITE}/issuer", {**old.hosted.issuer, "publicKey": [f"{SITE}/another-key"]})
    assert not report(validator, web, old.token())["valid"]
    answer = badgeslib.ask("verify_assertion", token=old.token(), documents=served(web.pages))
    assert not answer["verified"]
    assert ours(web, old.token()).verdict != "verified"


def test_a_badge_hosted_elsewhere_is_refused_by_all(
    validator: Side, badgeslib: Side, web: Web, old: OldSchool
) -> None:
    """Mallory serves an assertion of the school's badge from a site of her own."""
    place = "https://mallory.example/assertions/1"
    stolen = {**old.hosted.assertion, "id": place}
    web.put(place, stolen)
    assert not report(validator, web, place)["valid"]
    answer = badgeslib.ask("verify_hosted", document=stolen, documents=served(web.pages))
    assert not answer["verified"]
    assert ours(web, json.dumps(stolen)).verdict != "verified"


def test_openbadgeslib_accepts_our_badges(badgeslib: Side, web: Web, old: OldSchool) -> None:
    documents = served(web.pages)
    answer = badgeslib.ask("verify_assertion", token=old.token(), documents=documents, recipient=LEA)
    assert answer["verified"], answer["reason"]
    answer = badgeslib.ask("verify_hosted", document=old.hosted.assertion, documents=documents, recipient=LEA)
    assert answer["verified"], answer["reason"]


def test_we_accept_the_badges_that_openbadgeslib_signs(
    badgeslib: Side, validator: Side, web: Web, old: OldSchool
) -> None:
    plain = {name: value for name, value in old.signed.assertion.items() if name not in ("evidence", "image")}
    token = badgeslib.ask("sign_assertion", pem=private_pem(old.key), algorithm="RS256", assertion=plain)
    assert ours(web, token, recipient=LEA).verdict == "verified"
    assert report(validator, web, token)["valid"]
    for what, copy in altered_token(token):
        assert ours(web, copy).verdict in ("failed", "unreadable"), what

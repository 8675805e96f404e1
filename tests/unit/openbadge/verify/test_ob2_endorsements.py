"""The endorsements of an Open Badges 2.0 badge: each verified like a badge, told beside it. Security V15."""

import json

import pytest
from tests.world.hosted import CONTEXT, HostedSchool
from tests.world.schools import key_of

from openbadge.keys.pem import to_pem
from openbadge.proofs import jws
from openbadge.verify.policy import Policy
from openbadge.verify.report import Outcome, Verdict

GUILD = "https://guild.example"


@pytest.fixture
def old(web) -> HostedSchool:
    return HostedSchool(web)


@pytest.fixture
def guild(web, old):
    """Put up the guild's profile and its endorsement of the badge, and return the endorsement."""
    profile = {"@context": CONTEXT, "id": f"{GUILD}/i", "type": "Profile", "name": "Weavers’ Guild"}
    web.put(
        f"{GUILD}/i", profile | {"url": GUILD, "email": "us@guild.example", "publicKey": [f"{GUILD}/key"]}
    )
    return serve(web, endorsement(old.badge_url))


def endorsement(about: str, **members):
    return {
        "@context": CONTEXT,
        "id": f"{GUILD}/e/1",
        "type": "Endorsement",
        "claim": {"id": about, "endorsementComment": "We know this badge."},
        "issuedOn": "2026-01-01T00:00:00Z",
        "issuer": f"{GUILD}/i",
        "verification": {"type": "HostedBadge"},
        **members,
    }


def serve(web, document):
    web.put(document["id"], document)
    return document


def told(report):
    return [(check.outcome, check.code) for check in report.checks if check.name == "endorsement"]


GOOD = (Outcome.PASSED, "ENDORSEMENT_GOOD")


def test_a_badge_without_endorsements_says_so(old, look):
    assert told(look(old.file())) == [(Outcome.SKIPPED, "ENDORSEMENT_NONE")]


@pytest.mark.parametrize("form", ["object", "address"])
def test_v15_an_endorsement_of_the_badge_class_is_verified(old, look, guild, form):
    old.put(old.badge_url, old.badge(endorsement=guild if form == "object" else guild["id"]))
    report = look(old.file())
    assert (report.verdict, told(report)) == (Verdict.VERIFIED, [GOOD])
    assert f"{GUILD}/i" in report.check("endorsement").message()
    assert report.endorsements[0].facts.issuer_confirmed is True


def test_v15_endorsements_of_the_assertion_and_of_the_issuer(old, look, web):
    HostedSchool(web, site=GUILD)
    web.put(f"{GUILD}/i", {"id": f"{GUILD}/i", "type": "Profile", "name": "Guild"})
    for number, about in enumerate((old.assertion_url, old.issuer_url)):
        serve(web, endorsement(about, id=f"{GUILD}/e/{number}"))
    old.put(old.assertion_url, old.assertion(endorsement=[f"{GUILD}/e/0"]))
    old.put(old.issuer_url, old.issuer(endorsement=[f"{GUILD}/e/1"]))
    assert told(look(old.file())) == [GOOD, GOOD]


def test_v15_a_signed_endorsement(old, look, guild, web):
    key = key_of("guild", "P-256")
    published = {"id": f"{GUILD}/key", "type": "CryptographicKey", "owner": f"{GUILD}/i"}
    web.put(f"{GUILD}/key", published | {"publicKeyPem": to_pem(key.public)})
    signed = endorsement(
        old.badge_url, id="urn:uuid:e1", verification={"type": "SignedBadge", "creator": f"{GUILD}/key"}
    )
    token = jws.sign(signed, key=key)
    old.put(old.badge_url, old.badge(endorsement=[token]))
    assert told(look(old.file())) == [GOOD]
    forged = jws.sign(signed, key=key_of("thief", "P-256"))
    old.put(old.badge_url, old.badge(endorsement=[forged]))
    assert told(look(old.file())) == [(Outcome.FAILED, "ENDORSEMENT_BAD")]


def bad(old, web, guild, case: str):
    """Spoil the endorsement in one way, and return what the badge class then carries."""
    url = guild["id"]
    if case == "altered copy":
        return {**guild, "claim": {**guild["claim"], "endorsementComment": "The best of all."}}
    if case == "of another badge":
        return serve(web, {**guild, "claim": {"id": f"{GUILD}/other"}})
    if case == "revoked":
        web.put(url, {"id": url, "revoked": True})
    elif case == "gone":
        web.put(url, b"", status=410)
    elif case == "unreachable":
        web.take_down(url)
    elif case == "by a stranger":
        return serve(web, {**guild, "id": "https://stranger.example/e"})
    elif case == "not yet":
        return serve(web, {**guild, "issuedOn": "2030-01-01T00:00:00Z"})
    elif case == "undated":
        return serve(web, {**guild, "issuedOn": None})
    elif case == "no endorsement":
        return serve(web, {**guild, "type": "Assertion"})
    elif case == "says signed":
        return {**guild, "verification": {"type": "SignedBadge"}}
    elif case == "number":
        return 5
    elif case == "text":
        return "e.y.J"
    return guild


@pytest.mark.parametrize(
    ("case", "code"),
    [
        ("altered copy", "ENDORSEMENT_BAD"),
        ("of another badge", "ENDORSEMENT_OTHER"),
        ("revoked", "ENDORSEMENT_BAD"),
        ("gone", "ENDORSEMENT_BAD"),
        ("unreachable", "ENDORSEMENT_UNKNOWN"),
        ("by a stranger", "ENDORSEMENT_BAD"),
        ("not yet", "ENDORSEMENT_BAD"),
        ("undated", "ENDORSEMENT_BAD"),
        ("no endorsement", "ENDORSEMENT_BAD"),
        ("says signed", "ENDORSEMENT_BAD"),
        ("number", "ENDORSEMENT_BAD"),
        ("text", "ENDORSEMENT_BAD"),
    ],
)
def test_v15_a_bad_endorsement_is_flagged_and_the_badge_judged_alone(old, look, web, guild, case, code):
    old.put(old.badge_url, old.badge(endorsement=[bad(old, web, guild, case)]))
    report = look(old.file())
    assert report.verdict is Verdict.VERIFIED
    assert [found for _, found in told(report)] == [code]
    assert look(old.file(), policy=Policy(require_endorsements=True)).verdict is not Verdict.VERIFIED


def test_v15_a_crowd_of_endorsements_costs_no_crowd_of_fetches(old, look, web):
    old.put(old.badge_url, old.badge(endorsement=[f"{GUILD}/e/{number}" for number in range(5_000)]))
    report = look(old.file())
    assert report.verdict is Verdict.VERIFIED
    assert len(web.asked) <= 32
    assert told(report)[-1] == (Outcome.UNKNOWN, "ENDORSEMENTS_TOO_MANY")


def test_v15_a_famous_name_stands_beside_the_id_of_who_wrote_it(old, look, web, guild):
    web.put(f"{GUILD}/i", {"id": f"{GUILD}/i", "type": "Profile", "name": "Famous University " * 20})
    old.put(old.badge_url, old.badge(endorsement=[guild]))
    for language in ("en", "fr"):
        assert f"({GUILD}/i)" in look(old.file()).check("endorsement").message(language)


def test_v15_the_badge_that_is_endorsed_shows_its_endorsements(old, look, guild):
    old.put(old.badge_url, old.badge(endorsement=[guild]))
    shown = look(old.file()).as_json()
    assert json.dumps(shown["endorsements"][0]["verdict"]) == '"verified"'

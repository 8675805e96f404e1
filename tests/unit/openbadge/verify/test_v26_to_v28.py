"""Rows V26 to V28: badges of the older kinds, what is shown, what is never fetched. Each test names its row."""

import json

import pytest
from tests.world.hosted import HostedSchool
from tests.world.schools import LEA, School, key_of, parsed, text

from openbadge.proofs import vc_jwt
from openbadge.verify import Outcome, Verdict


@pytest.fixture
def old(web):
    return HostedSchool(web)


def test_a_hosted_badge_is_verified_from_its_address(old, look):
    report = look(old.file(), recipient=LEA)
    assert (report.verdict, report.format) == (Verdict.VERIFIED, "ob20-hosted")
    assert report.credential.achievement.name == "Weaving"
    assert report.credential.issuer.name == "Old School"


def test_a_bare_address_is_enough(old, look):
    assert look(old.assertion_url.encode()).verdict is Verdict.VERIFIED


def test_a_signed_badge_is_verified(old, look):
    report = look(old.signed(), recipient=LEA)
    assert (report.verdict, report.format) == (Verdict.VERIFIED, "ob20-signed")
    assert report.credential.achievement.name == "Weaving"


# --- V26 hosted ---


def test_v26_the_file_is_trusted_for_its_address_only(old, look):
    forged = old.assertion(recipient={"type": "email", "hashed": False, "identity": "eve@example.org"})
    report = look(json.dumps(forged).encode(), recipient="eve@example.org")
    assert (report.verdict, report.check("recipient").code) == (Verdict.FAILED, "RECIPIENT_MISMATCH")
    assert "HOSTED_DIFFERS" in {check.code for check in report.checks}


def test_v26_an_id_that_is_not_the_address_is_refused(old, look):
    old.put(old.assertion_url, old.assertion(id=f"{old.site}/assertions/2"))
    report = look(old.file())
    assert (report.verdict, report.check("hosted").code) == (Verdict.FAILED, "HOSTED_ID")


@pytest.mark.parametrize("prefix", ["https://old.example.evil.example", "https://evil.example"])
def test_v26_another_origin_is_refused(old, look, web, prefix):
    url = f"{prefix}/assertions/1"
    web.put(url, old.assertion(id=url))
    report = look(old.file(id=url))
    assert (report.verdict, report.check("hosted").code) == (Verdict.FAILED, "HOSTED_SCOPE")
    assert report.facts.issuer_confirmed is False


def test_v26_starts_with_is_honoured(old, look, web):
    old.put(old.issuer_url, old.issuer(verification={"startsWith": "https://hosting.example/old/"}))
    url = "https://hosting.example/old/1"
    web.put(url, old.assertion(id=url))
    assert look(old.file(id=url)).verdict is Verdict.VERIFIED
    assert look(old.file()).verdict is Verdict.FAILED


def test_v26_a_redirect_to_another_site_is_refused(old, look):
    old.put(old.assertion_url, old.assertion(), final_url="https://evil.example/1")
    report = look(old.file())
    assert (report.verdict, report.check("hosted").code) == (Verdict.FAILED, "HOSTED_REDIRECT")


def test_v26_a_redirect_that_is_left_to_us_is_followed_and_judged(old, look, web):
    old.put(f"{old.site}/moved/1", old.assertion())
    web.redirect(old.assertion_url, "/moved/1")
    assert look(old.file()).verdict is Verdict.VERIFIED
    web.put("https://evil.example/1", old.assertion())
    web.redirect(old.assertion_url, "https://evil.example/1")
    assert look(old.file()).check("hosted").code == "HOSTED_REDIRECT"
    web.redirect(old.assertion_url, old.assertion_url)
    assert look(old.file()).verdict is Verdict.UNKNOWN


def test_v26_an_inline_contradiction_is_refused(old, look):
    old.put(old.assertion_url, old.assertion(badge=old.badge(name="Mastery of Everything")))
    report = look(old.file())
    assert (report.verdict, report.check("hosted").code) == (Verdict.FAILED, "BADGE_CONTRADICTION")


def test_v26_gone_means_revoked(old, look):
    body = {"id": old.assertion_url, "revoked": True, "revocationReason": "Issued by mistake."}
    old.put(old.assertion_url, body, status=410)
    report = look(old.file())
    assert (report.verdict, report.check("status").code) == (Verdict.REVOKED, "STATUS_REVOKED")
    assert "Issued by mistake." in report.check("status").message("fr")
    old.put(old.assertion_url, b"", status=410)
    assert look(old.file()).verdict is Verdict.REVOKED


def test_v26_revoked_in_the_body_means_revoked(old, look):
    old.put(old.assertion_url, {"id": old.assertion_url, "revoked": True})
    assert look(old.file()).verdict is Verdict.REVOKED


@pytest.mark.parametrize("status", [404, 500])
def test_v26_a_site_that_fails_is_unknown(old, look, status):
    old.put(old.assertion_url, b"", status=status)
    assert look(old.file()).verdict is Verdict.UNKNOWN


def test_v26_a_site_that_is_away_is_unknown(old, look, web):
    web.take_down(old.assertion_url)
    report = look(old.file())
    assert (report.verdict, report.credential) == (Verdict.UNKNOWN, None)


# --- V26 signed ---


def test_v26_a_foreign_key_is_refused(old, look, web):
    evil = HostedSchool(web, site="https://evil.example")
    evil.key = key_of("evil", "P-256")
    evil.put(evil.key_url, evil.public_key())
    verification = {"type": "SignedBadge", "creator": evil.key_url}
    report = look(old.signed(key=evil.key, verification=verification))
    assert report.verdict is Verdict.FAILED
    assert report.facts.issuer_confirmed is not True


def test_v26_another_key_than_the_listed_one_is_refused(old, look):
    report = look(old.signed(key=key_of("evil", "P-256")))
    assert (report.verdict, report.check("proof").code) == (Verdict.FAILED, "SIGNATURE")


def test_v26_a_profile_inside_the_badge_confirms_nobody(old, look):
    evil = key_of("evil", "P-256")
    key_id = "urn:x:key"
    key = {"id": key_id, "type": "CryptographicKey", "publicKeyMultibase": evil.public.multikey}
    profile = {"type": "Issuer", "name": "Old School", "url": old.site, "publicKey": [key]}
    badge = {**old.badge(), "issuer": profile}
    del badge["id"]
    verification = {"type": "SignedBadge", "creator": key_id}
    report = look(old.signed(key=evil, badge=badge, verification=verification))
    assert report.verdict is not Verdict.VERIFIED
    assert report.facts.issuer_confirmed is not True


def test_v26_the_unsigned_json_of_a_signed_badge_proves_nothing(old, look):
    data = old.file(verification={"type": "SignedBadge", "creator": old.key_url})
    assert look(data).check("proof").code == "PROOF_MISSING"


def test_v26_a_signed_badge_on_the_revocation_list_is_revoked(old, look):
    old.put(old.issuer_url, old.issuer(revocationList=old.list_url))
    badge = old.signed()
    uid = "urn:uuid:44444444-4444-4444-8444-444444444444"
    listed = {"@context": "https://w3id.org/openbadges/v2", "id": old.list_url, "type": "RevocationList"}
    listed["issuer"] = old.issuer_url
    old.put(old.list_url, {**listed, "revokedAssertions": []})
    assert look(badge).verdict is Verdict.VERIFIED
    old.put(old.list_url, {**listed, "revokedAssertions": [{"id": uid, "revocationReason": "Plagiarism."}]})
    assert look(badge).verdict is Verdict.REVOKED
    old.put(old.list_url, b"", status=503)
    assert look(badge).verdict is Verdict.UNKNOWN


# --- V27 what is shown ---


def test_v27_only_the_signed_bytes_are_shown(school, look):
    badge = school.unsigned()
    badge["credentialSubject"]["id"] = badge["id"] + "#recipient"
    token = vc_jwt.sign(badge, key=school.key, verification_method=school.method)
    assert look(token.encode()).credential.achievement.name == "Pottery"
    shell = {**school.unsigned(name="Doctor of Everything"), "proof": {"type": "JwtProof2020", "jwt": token}}
    report = look(text(shell))
    assert report.verdict is not Verdict.VERIFIED
    assert report.credential is None


def test_v27_an_altered_badge_shows_nothing_as_true(school, look):
    document = parsed(school.badge())
    document["credentialSubject"]["achievement"]["name"] = "Doctor of Everything"
    report = look(text(document))
    assert report.credential is None
    assert report.claimed.achievement.name == "Doctor of Everything"


# --- V28 what is never fetched ---


def test_v28_refresh_terms_and_schema_are_never_fetched(school, look, web):
    document = school.unsigned(
        refreshService={"id": "https://trap.example/refresh", "type": "1EdTechCredentialRefresh"},
        termsOfUse=[{"id": "https://trap.example/terms", "type": "IssuerPolicy"}],
        credentialSchema=[{"id": "https://trap.example/schema", "type": "1EdTechJsonSchemaValidator2019"}],
    )
    badge = text(school.signed(document, cryptosuite="eddsa-jcs-2022"))
    web.asked.clear()
    report = look(badge)
    assert report.verdict is Verdict.VERIFIED
    assert report.check("refresh").outcome is Outcome.SKIPPED
    assert "trap.example" in report.check("extras").message("en")
    assert not [url for url in web.asked if "trap" in url]


def test_v28_nothing_that_a_badge_shows_is_fetched(school, look, web):
    document = school.unsigned(
        image={"id": "https://trap.example/badge.png", "type": "Image"},
        evidence=[{"id": "https://trap.example/work", "type": ["Evidence"]}],
    )
    badge = text(school.signed(document))
    web.asked.clear()
    assert look(badge).verdict is Verdict.VERIFIED
    assert not [url for url in web.asked if "trap" in url]


def test_a_badge_made_of_links_stops_at_the_readers_count(school, look, web):
    endorsements = []
    for number in range(30):
        host = f"e{number}.example"
        guild = School(web, host=host, key=key_of(host))
        endorsements.append(
            guild.signed(
                {
                    "@context": school.unsigned()["@context"],
                    "id": f"urn:uuid:33333333-3333-4333-8333-{number:012d}",
                    "type": ["VerifiableCredential", "EndorsementCredential"],
                    "issuer": {"id": guild.did, "type": ["Profile"]},
                    "validFrom": "2026-01-01T00:00:00Z",
                    "credentialSubject": {"id": school.achievement.id, "type": ["EndorsementSubject"]},
                    "credentialStatus": {
                        "id": f"https://{host}/list",
                        "type": "1EdTechRevocationList",
                    },
                },
                cryptosuite="eddsa-jcs-2022",
            )
        )
    document = school.unsigned()
    document["credentialSubject"]["achievement"]["endorsement"] = endorsements
    badge = text(school.signed(document, cryptosuite="eddsa-jcs-2022"))
    web.asked.clear()
    assert look(badge).verdict is Verdict.VERIFIED
    assert len(web.asked) <= 32

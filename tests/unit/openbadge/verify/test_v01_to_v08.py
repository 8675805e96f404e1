"""Rows V01 to V08: what a valid signature does not say. Each test names its row."""

import pytest
from tests.world.schools import School, bare_school, key_of, parsed, text

from openbadge.keys import did_key, did_web
from openbadge.verify import Outcome, Policy, TrustedIssuer, Verdict

VC2 = "https://www.w3.org/ns/credentials/v2"


def codes(report):
    return {check.code for check in report.checks}


def test_a_sound_badge_is_verified(school, look):
    report = look(school.badge())
    assert report.verdict is Verdict.VERIFIED
    assert (report.facts.intact, report.facts.issuer_confirmed) == (True, True)
    assert report.credential is not None
    assert report.credential.achievement.name == "Pottery"
    assert not [check for check in report.checks if check.outcome in (Outcome.FAILED, Outcome.UNKNOWN)]


@pytest.mark.parametrize("place", ["top", "achievement"])
def test_v01_a_term_that_expansion_drops_is_data_loss(school, look, place):
    document = parsed(school.badge())
    holder = document if place == "top" else document["credentialSubject"]["achievement"]
    holder["grade"] = "A+"
    report = look(text(document))
    assert report.verdict is Verdict.FAILED
    assert report.facts.intact is False
    assert "DATA_LOSS" in codes(report)


def test_v02_an_unknown_context_is_refused_and_not_fetched(school, look, web):
    document = parsed(school.badge())
    document["@context"].append("https://evil.example/context.json")
    web.asked.clear()
    report = look(text(document))
    assert report.verdict is Verdict.FAILED
    assert report.check("contexts").code == "CONTEXT_UNKNOWN"
    assert not [url for url in web.asked if "evil" in url]


@pytest.mark.parametrize("nested", [False, True])
def test_v02_a_redefinition_inside_the_badge_is_refused(school, look, nested):
    document = parsed(school.badge())
    inline = {"name": "https://evil.example/other-name"}
    if nested:
        document["credentialSubject"]["achievement"]["@context"] = inline
    else:
        document["@context"].append(inline)
    report = look(text(document))
    assert report.verdict is Verdict.FAILED
    assert report.check("contexts").outcome is Outcome.FAILED


def test_v02_the_standard_comes_first(school, look):
    document = parsed(school.badge())
    document["@context"].reverse()
    report = look(text(document))
    assert report.verdict is Verdict.FAILED
    assert report.check("contexts").code == "CONTEXT_ORDER"


@pytest.mark.parametrize("keyword", ["@included", "@reverse", "@graph", "@nest", "@index"])
def test_v03_keywords_that_move_statements_are_refused(school, look, keyword):
    document = parsed(school.badge())
    document["credentialSubject"][keyword] = {"https://evil.example/says": "more"}
    assert look(text(document)).verdict is Verdict.FAILED


def test_v03_vocab_is_refused(school, look):
    document = parsed(school.badge())
    document["@context"].append({"@vocab": "https://evil.example/"})
    document["anything"] = "goes"
    assert look(text(document)).verdict is Verdict.FAILED


def test_v03_a_relative_id_is_refused(school, look):
    document = school.unsigned()
    document["credentialSubject"]["achievement"]["id"] = "badges/pottery"
    document["proof"] = parsed(school.badge())["proof"]
    report = look(text(document))
    assert report.verdict is Verdict.FAILED
    assert "RELATIVE_IRI" in codes(report)


def test_v04_a_remote_context_is_never_fetched(school, look, web):
    document = parsed(school.badge())
    document["@context"] = [VC2, "http://169.254.169.254/latest", "file:///etc/passwd"]
    web.asked.clear()
    assert look(text(document)).verdict is Verdict.FAILED
    assert all("169.254" not in url and "passwd" not in url for url in web.asked)


def test_v05_canonicalisation_poison_is_stopped(school, look):
    document = parsed(school.badge())
    knot = [{"type": ["Evidence"], "name": "same"} for _ in range(40)]
    subject = document["credentialSubject"]
    subject["result"] = [{"type": ["Result"], "alignment": knot} for _ in range(40)]
    report = look(text(document))
    assert report.verdict is Verdict.FAILED
    assert "TOO_COMPLEX" in codes(report)


def test_v06_a_key_of_another_controller_is_a_mismatch(school, look, web):
    stranger = School(web, host="stranger.example", key=key_of("stranger"))
    forged = stranger.signed(school.unsigned())
    report = look(text(forged))
    assert report.check("issuer").code == "ISSUER_MISMATCH"
    assert report.facts.issuer_confirmed is False
    assert report.verdict is not Verdict.VERIFIED


def test_v06_a_bare_key_does_not_speak_for_a_school(school, look):
    key = key_of("forger")
    method = did_key.verification_method(did_key.did(key.public))
    report = look(text(school.signed(school.unsigned(), key=key, method=method)))
    assert report.check("issuer").code == "ISSUER_MISMATCH"
    assert (report.verdict, report.facts.intact) == (Verdict.INTACT, True)


def test_v06_a_key_in_the_fragment_does_not_speak_for_a_school(web, look):
    key = key_of("fragment")
    issuer = "https://famous.example/issuer"
    web.put(issuer, {"id": issuer, "type": "Profile", "name": "Famous"})
    forger = School(web, key=key)
    document = forger.unsigned(issuer={"id": issuer, "type": ["Profile"], "name": "Famous"})
    report = look(text(forger.signed(document, method=f"{issuer}#{key.public.multikey}")))
    assert report.verdict is Verdict.INTACT
    assert report.facts.issuer_confirmed is False


def test_v06_a_document_that_claims_the_school_is_not_the_schools(school, look, web):
    stranger = School(web, host="stranger.example", key=key_of("stranger"))
    document = stranger.publish_keys()
    document["alsoKnownAs"] = [school.did]
    document["controller"] = school.did
    web.put(did_web.document_url(stranger.did), document)
    report = look(text(stranger.signed(school.unsigned())))
    assert report.check("issuer").code == "ISSUER_MISMATCH"


def test_v07_an_unreachable_issuer_leaves_the_key_in_the_fragment_unconfirmed(web, look):
    key = key_of("sample")
    issuer = "https://1edtech.example/issuers/565049"
    school = School(web, key=key)
    document = school.unsigned(issuer={"id": issuer, "type": ["Profile"], "name": "1EdTech"})
    method = f"{issuer}#{key.public.multikey}"
    report = look(text(school.signed(document, method=method)))
    assert (report.verdict, report.facts.intact) == (Verdict.INTACT, True)
    assert report.facts.issuer_confirmed is not True
    assert method in report.check("issuer").message("en")


def test_v07_a_bare_key_is_intact_and_shown(web, look):
    school = bare_school(web)
    report = look(school.badge())
    assert (report.verdict, report.facts.issuer_confirmed) == (Verdict.INTACT, False)
    assert school.did in report.check("issuer").message("fr")[:400]


def test_v07_the_readers_trust_list_confirms_a_bare_key(web, look):
    school = bare_school(web)
    policy = Policy(trust_list=(TrustedIssuer(school.did),))
    report = look(school.badge(), policy=policy)
    assert report.verdict is Verdict.VERIFIED
    assert report.check("issuer").code == "ISSUER_TRUSTED"


def test_v07_the_trust_list_does_not_lend_a_name_to_another_key(web, look, school):
    forger = School(web, host="forger.example", key=key_of("forger"))
    policy = Policy(trust_list=(TrustedIssuer(school.did),))
    report = look(text(forger.signed(school.unsigned())), policy=policy)
    assert report.facts.issuer_confirmed is False


@pytest.mark.parametrize("lists", ["assertionMethod", "authentication", "nothing"])
def test_v07_an_https_profile_confirms_the_keys_that_it_lists_for_assertions(web, look, lists):
    issuer = "https://college.example/issuer"
    school = School(web)
    method = {"id": f"{issuer}#k", "type": "Multikey", "controller": issuer}
    method["publicKeyMultibase"] = school.key.public.multikey
    profile = {"id": issuer, "type": "Profile", "name": "College", "verificationMethod": [method]}
    web.put(issuer, {**profile, lists: [f"{issuer}#k"]} if lists != "nothing" else profile)
    document = school.unsigned(issuer={"id": issuer, "type": ["Profile"], "name": "College"})
    report = look(text(school.signed(document, method=f"{issuer}#k")))
    assert (report.verdict is Verdict.VERIFIED) == (lists == "assertionMethod")


def test_v07_a_profile_that_redirects_to_another_site_confirms_nobody(web, look):
    issuer = "https://college.example/issuer"
    school = School(web)
    method = {"id": f"{issuer}#k", "type": "Multikey", "controller": issuer}
    method["publicKeyMultibase"] = school.key.public.multikey
    profile = {"id": issuer, "verificationMethod": [method], "assertionMethod": [f"{issuer}#k"]}
    web.put(issuer, profile, final_url="https://evil.example/issuer")
    document = school.unsigned(issuer={"id": issuer, "type": ["Profile"]})
    report = look(text(school.signed(document, method=f"{issuer}#k")))
    assert report.facts.issuer_confirmed is not True
    assert report.verdict is not Verdict.VERIFIED


def test_v07_an_unreachable_did_web_is_unknown(school, look, web):
    badge = school.badge()
    web.take_down(did_web.document_url(school.did))
    report = look(badge)
    assert (report.verdict, report.facts.intact) == (Verdict.UNKNOWN, None)
    assert report.credential is None
    assert report.claimed is not None


@pytest.mark.parametrize("purpose", ["authentication", "capabilityInvocation", "keyAgreement"])
def test_v08_a_proof_for_another_purpose_does_not_count(school, look, purpose):
    report = look(text(school.signed(school.unsigned(), purpose=purpose)))
    assert report.verdict is Verdict.FAILED


def test_v08_a_proof_without_purpose_does_not_count(school, look):
    document = parsed(school.badge())
    del document["proof"][0]["proofPurpose"]
    assert look(text(document)).verdict is Verdict.FAILED


def test_v08_a_key_listed_for_signing_in_only_does_not_count(school, look, web):
    document = school.publish_keys()
    document["authentication"] = document.pop("assertionMethod")
    web.put(did_web.document_url(school.did), document)
    report = look(school.badge())
    assert report.verdict is Verdict.FAILED
    assert report.check("key").code == "KEY_NOT_LISTED"

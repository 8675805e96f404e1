"""What a stricter reader refuses is never shown as verified here, and what could not be checked is never refused."""

import copy
import json
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from tests.world.hosted import HostedSchool
from tests.world.schools import NOW, School
from tests.world.web import Web

from openbadge.canon import multibase
from openbadge.cli import plain
from openbadge.keys import did_web, native
from openbadge.proofs import vc_jwt
from openbadge.status import revocation_list
from openbadge.verify import verify
from openbadge.verify.report import Outcome, Verdict

OLDER = (
    "https://www.w3.org/2018/credentials/v1",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    "https://w3id.org/security/data-integrity/v2",
)


def changed(badge: bytes, **members) -> bytes:
    return json.dumps({**json.loads(badge), **members}).encode()


def older(school, **dates) -> bytes:
    """Return a badge of the VCDM 1.1 era, with these dates."""
    document = school.unsigned()
    del document["validFrom"]
    return json.dumps(school.signed({**document, "@context": list(OLDER), **dates})).encode()


# --- V12, V14: a date is not hidden by saying nothing in its place ---


def test_v14_a_null_does_not_hide_the_end(school, look):
    badge = older(school, issuanceDate="2025-01-01T00:00:00Z", expirationDate="2026-02-01T00:00:00Z")
    assert look(badge).verdict is Verdict.EXPIRED
    assert look(changed(badge, validUntil=None)).verdict is Verdict.EXPIRED


def test_v14_a_null_does_not_hide_the_beginning(school, look):
    badge = older(school, issuanceDate="2027-01-01T00:00:00Z")
    assert look(changed(badge, validFrom=None)).verdict is Verdict.NOT_YET_VALID


# --- V13: what a list says is not taken for good because its words are unknown ---


@pytest.mark.parametrize(
    ("purpose", "verdict"),
    [
        ("revocation", Verdict.REVOKED),
        ("suspension", Verdict.REVOKED),
        ("refresh", Verdict.VERIFIED),
        ("message", Verdict.VERIFIED),
        ("withdrawn", Verdict.UNKNOWN),
    ],
)
def test_v13_a_set_bit_of_each_purpose(school, look, purpose, verdict):
    school.bits.set(7, True)
    document = school.status_list()
    document["credentialSubject"]["statusPurpose"] = purpose
    school.publish_list(document)
    report = look(school.badge(status=replace(school.status(), purpose=purpose)))
    assert report.verdict is verdict
    assert purpose in report.check("status").message() or verdict is Verdict.REVOKED


def test_v13_a_long_list_by_name_is_read(school, look, web):
    others = [revocation_list.Revoked(f"urn:uuid:{number:036d}") for number in range(20_000)]
    url = "https://school.example/revoked.json"
    web.put(url, revocation_list.document(id=url, issuer=school.did, revoked=others))
    document = school.unsigned(credentialStatus=revocation_list.entry(url))
    document["@context"].append("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json")
    badge = json.dumps(school.signed(document)).encode()
    assert len(web.pages[url].body) > 1_048_576
    assert look(badge).check("status").code == "STATUS_GOOD"


# --- V11, V19: kinds that are not read here leave the question open ---


def multikey(prefix: bytes, curve: ec.EllipticCurve) -> str:
    key = ec.derive_private_key(7, curve).public_key()
    return multibase.encode_z(prefix + native.compress(key))


@pytest.mark.parametrize(
    ("prefix", "curve"),
    [(b"\xe7\x01", ec.SECP256K1()), (b"\x82\x24", ec.SECP521R1())],
    ids=["secp256k1", "P-521"],
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_v11_a_key_of_an_unknown_kind_is_not_known_to_be_wrong(school, look, web, prefix, curve, language):
    document = copy.deepcopy(school.publish_keys())
    document["verificationMethod"][0]["publicKeyMultibase"] = multikey(prefix, curve)
    web.put(did_web.document_url(school.did), document)
    report = look(school.badge(status=None))
    assert (report.verdict, report.facts.intact) == (Verdict.UNKNOWN, None)
    assert (report.check("key").code, report.check("key").outcome) == ("KEY_KIND", Outcome.UNKNOWN)
    assert school.method in report.check("key").message(language)


def test_v11_a_did_of_an_unknown_method_is_not_known_to_be_wrong(school, look):
    badge = json.loads(school.badge(status=None))
    badge["issuer"]["id"] = "did:ion:school"
    badge["proof"][0]["verificationMethod"] = "did:ion:school#key-1"
    report = look(json.dumps(badge).encode())
    assert report.verdict is Verdict.UNKNOWN
    assert report.check("key").code == "DID_METHOD"


@pytest.mark.parametrize("alg", ["PS256", "RS512", "ES512", "ES256K", "ML-DSA-65"])
def test_v18_a_sound_algorithm_of_others_is_not_known_to_be_wrong(school, look, alg):
    report = look(relabelled(token(school), alg))
    assert (report.verdict, report.facts.intact) == (Verdict.UNKNOWN, None)
    assert report.check("proof").code == "ALG_UNKNOWN"
    assert alg in report.check("proof").message()


@pytest.mark.parametrize("alg", ["none", "HS256", "RSA1_5", "foo", "", "es256"])
def test_v18_an_algorithm_that_proves_nothing_is_refused(school, look, alg):
    assert look(relabelled(token(school), alg)).verdict is Verdict.FAILED


def token(school, kid: str = "") -> bytes:
    document = badge_document(school)
    return vc_jwt.sign(document, key=school.key, verification_method=kid or school.method).encode()


def badge_document(school):
    document = school.unsigned()
    document["credentialSubject"]["id"] = "did:example:lea"
    return document


def relabelled(token: bytes, alg: str) -> bytes:
    header, rest = token.split(b".", 1)
    head = json.loads(multibase.base64url_decode(header.decode()))
    return multibase.base64url_encode(json.dumps({**head, "alg": alg}).encode()).encode() + b"." + rest


# --- what could not be had leaves the question open, in every format ---


@pytest.mark.parametrize("kid", ["did:web:school.example:o:art#key-1", "#key-1", "key-1"])
def test_a_token_whose_key_cannot_be_had_is_not_refused(school, look, kid):
    badge = token(school, kid)
    assert look(badge).verdict is Verdict.VERIFIED
    report = look(badge, fetcher=Web())
    assert (report.verdict, report.check("key").outcome) == (Verdict.UNKNOWN, Outcome.UNKNOWN)


@pytest.mark.parametrize("place", ["badge_url", "issuer_url", "key_url"])
@pytest.mark.parametrize("status", [None, 503])
def test_a_signed_badge_of_2_0_whose_documents_cannot_be_had_is_not_refused(web, look, place, status):
    old = HostedSchool(web)
    badge = old.signed()
    assert look(badge).verdict is Verdict.VERIFIED
    if status is None:
        web.take_down(getattr(old, place))
    else:
        web.put(getattr(old, place), b"{}", status=status)
    report = look(badge)
    assert (report.verdict, report.facts.intact) == (Verdict.UNKNOWN, None)


# --- V07: an issuer's own origin, not where its redirects lead ---


def test_v07_a_did_document_from_another_site_does_not_speak_for_the_issuer(school, look, web):
    url = did_web.document_url(school.did)
    badge = school.badge()
    web.put(url, web.pages[url].body, final_url="https://elsewhere.example/did.json")
    report = look(badge)
    assert (report.verdict, report.check("key").code) == (Verdict.UNKNOWN, "KEY_UNREACHABLE")


def test_v07_a_did_document_moved_within_its_site_is_read(school, look, web):
    url = did_web.document_url(school.did)
    web.put(url, web.pages[url].body, final_url="https://school.example/moved/did.json")
    assert look(school.badge()).verdict is Verdict.VERIFIED


# --- words: nothing is called authentic that was not found so ---


@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_expired_badge_that_nobody_vouches_for_is_not_called_authentic(web, language):
    school = School(web)
    badge = school.badge(valid_until_at=NOW)
    report = verify(badge, fetcher=Web(), at=NOW.replace(year=2030))
    assert (report.verdict, report.facts.intact) == (Verdict.EXPIRED, None)
    assert "authenti" not in plain.explain("badge", report, language).split("\n\n")[0]


# --- V01: a token has no statements to lose, so its words are looked at ---


@pytest.mark.parametrize("name", ["name", "description", "criteria"])
@pytest.mark.parametrize("nothing", [None, "", {}, []])
def test_v01_a_token_whose_achievement_lacks_a_part_is_not_whole(school, look, name, nothing):
    document = badge_document(school)
    document["credentialSubject"]["achievement"][name] = nothing
    report = look(vc_jwt.sign(document, key=school.key, verification_method=school.method).encode())
    assert (report.verdict, report.facts.intact) == (Verdict.FAILED, True)
    assert report.check("structure").details["path"] == f"$.credentialSubject.achievement.{name}"


@pytest.mark.parametrize("contexts", [OLDER[:1], ["https://www.w3.org/ns/credentials/v2"]])
def test_v01_a_token_without_the_words_of_badges_says_nothing_of_badges(school, look, contexts):
    document = badge_document(school)
    document["@context"] = list(contexts)
    report = look(vc_jwt.sign(document, key=school.key, verification_method=school.method).encode())
    assert (report.verdict, report.check("contexts").code) == (Verdict.FAILED, "CONTEXT_MISSING")

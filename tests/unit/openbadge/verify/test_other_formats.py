"""What else can be dropped on the verifier: learner records, older badges, European credentials, PDF."""

import io
import json
from dataclasses import replace

import pikepdf
import pytest
from tests.world.hosted import HostedSchool
from tests.world.schools import LEA, NOW, SALT, School, bare_school, key_of, parsed, text

from openbadge import baking
from openbadge.canon import multibase
from openbadge.formats import elm, ob3
from openbadge.model import Profile, hash_identity
from openbadge.proofs import vc_jwt
from openbadge.verify import Outcome, Policy, Verdict

CLR_CONTEXTS = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]


@pytest.fixture
def registrar(web):
    return School(web, host="registrar.example", name="Registrar", key=key_of("registrar"))


def record(registrar, credentials, **subject):
    document = {
        "@context": CLR_CONTEXTS,
        "id": "urn:uuid:55555555-5555-4555-8555-555555555555",
        "type": ["VerifiableCredential", "ClrCredential"],
        "issuer": {"id": registrar.did, "type": ["Profile"], "name": "Registrar"},
        "name": "Transcript",
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {
            "id": "did:key:lea",
            "type": ["ClrSubject"],
            "verifiableCredential": credentials,
            **subject,
        },
    }
    return text(registrar.signed(document))


def test_a_record_and_each_credential_in_it_are_verified(school, registrar, look):
    report = look(record(registrar, [parsed(school.badge()), parsed(school.badge())]))
    assert report.verdict is Verdict.VERIFIED
    assert [each.verdict for each in report.inner] == [Verdict.VERIFIED, Verdict.VERIFIED]
    assert report.transcript.name == "Transcript"
    assert "School of Art" in report.check("inner").message("en")


def test_an_inner_credential_that_was_revoked_spoils_the_record(school, registrar, look):
    data = record(registrar, [parsed(school.badge())])
    school.revoke()
    report = look(data)
    assert (report.verdict, report.check("inner").code) == (Verdict.FAILED, "INNER_BAD")
    assert report.inner[0].verdict is Verdict.REVOKED


def test_an_inner_credential_that_was_altered_spoils_the_record(school, registrar, look):
    altered = parsed(school.badge())
    altered["name"] = "Mastery"
    assert look(record(registrar, [altered])).verdict is Verdict.FAILED


def test_an_inner_credential_about_somebody_else_is_refused(school, registrar, look):
    badge = school.unsigned()
    badge["credentialSubject"]["id"] = "did:key:eve"
    report = look(record(registrar, [school.signed(badge)]))
    assert report.check("inner").code == "INNER_OTHER"
    assert report.verdict is Verdict.FAILED


def test_a_badge_inside_a_badge_is_not_a_record(school, look):
    document = school.unsigned()
    document["credentialSubject"]["verifiableCredential"] = [parsed(school.badge())]
    report = look(text(school.signed(document, cryptosuite="eddsa-jcs-2022")))
    assert report.check("inner") is None


def test_a_badge_of_the_vcdm_1_era_is_verified(school, look):
    document = school.unsigned()
    document["@context"] = [
        "https://www.w3.org/2018/credentials/v1",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
        "https://w3id.org/security/data-integrity/v2",
    ]
    document["issuanceDate"] = document.pop("validFrom")
    report = look(text(school.signed(document)))
    assert report.verdict is Verdict.VERIFIED
    document["expirationDate"] = "2026-02-01T00:00:00Z"
    document["issuanceDate"] = "2026-01-01T00:00:00Z"
    assert look(text(school.signed(document))).verdict is Verdict.EXPIRED


@pytest.fixture
def listed(school, web):
    """A badge whose status is a 1EdTech revocation list, and the way to put that list up."""
    url = "https://school.example/revoked.json"
    context = [*school.unsigned()["@context"], "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"]
    status = {"id": url, "type": "1EdTechRevocationList"}
    document = school.unsigned(credentialStatus=status)
    badge = text(school.signed({**document, "@context": context}))

    def put(*revoked, issuer=school.did):
        web.put(url, {"id": url, "issuer": issuer, "revokedCredential": list(revoked)})
        return badge

    return put


def test_a_badge_on_a_1edtech_list(school, listed, look):
    own = school.unsigned()["id"]
    assert look(listed()).verdict is Verdict.VERIFIED
    assert look(listed({"id": own, "revocationReason": "By mistake."})).verdict is Verdict.REVOKED
    assert look(listed({"id": own, "revoked": False})).verdict is Verdict.VERIFIED
    assert look(listed(issuer="did:web:stranger.example")).verdict is Verdict.UNKNOWN


def test_a_1edtech_list_that_does_not_answer(listed, look, web):
    badge = listed()
    web.take_down("https://school.example/revoked.json")
    report = look(badge)
    assert (report.verdict, report.check("status").code) == (Verdict.UNKNOWN, "STATUS_UNREACHABLE")


def test_a_status_list_may_come_as_a_token(school, look, web):
    badge = school.badge()
    unsigned = school.status_list()
    token = vc_jwt.sign(unsigned, key=school.key, verification_method=school.method, style="vc-jose-cose")
    web.put(school.list_url, token.encode())
    assert look(badge).verdict is Verdict.VERIFIED
    other = key_of("stranger")
    forged = vc_jwt.sign(unsigned, key=other, verification_method=school.method, style="vc-jose-cose")
    web.put(school.list_url, forged.encode())
    assert look(badge).verdict is Verdict.UNKNOWN


def test_a_badge_in_a_pdf_is_verified_and_the_page_is_said_to_be_unproven(school, look):
    page = io.BytesIO()
    with pikepdf.new() as empty:
        empty.add_blank_page()
        empty.save(page)
    report = look(baking.bake(page.getvalue(), school.badge()))
    assert report.verdict is Verdict.VERIFIED
    assert "VISUAL_UNPROVEN" in {check.code for check in report.checks}


def test_a_key_that_the_token_brings_and_that_is_the_issuer(web, look):
    school = bare_school(web)
    badge = school.unsigned()
    badge["credentialSubject"]["id"] = badge["id"] + "#recipient"
    token = vc_jwt.sign(badge, key=school.key, verification_method=school.did)
    report = look(token.encode())
    assert (report.verdict, report.check("issuer").code) == (Verdict.INTACT, "ISSUER_UNCONFIRMED")


@pytest.fixture
def backpack(web):
    """A badge of the 1.1 kind, as the first backpacks held them."""
    site = "https://mozilla.example"
    issuer = {"name": "Webmaker", "url": site}
    badge = {"name": "Maker", "description": "Makes.", "image": f"{site}/i.png", "criteria": f"{site}/c"}
    assertion = {
        "@context": "https://w3id.org/openbadges/v1",
        "type": "Assertion",
        "id": f"{site}/a/1",
        "uid": "402547",
        "recipient": {"type": "email", "hashed": False, "identity": LEA},
        "badge": f"{site}/b/1",
        "verify": {"type": "hosted", "url": f"{site}/a/1"},
        "issuedOn": 1490572800,
    }
    web.put(f"{site}/issuer", issuer)
    web.put(f"{site}/b/1", {**badge, "issuer": f"{site}/issuer"})
    web.put(f"{site}/a/1", assertion)
    return assertion


def test_a_hosted_badge_of_the_1_kind_is_verified(backpack, look):
    report = look(json.dumps(backpack).encode(), recipient=LEA)
    assert (report.verdict, report.format) == (Verdict.VERIFIED, "ob11-hosted")
    assert report.credential.valid_from_at.year == 2017


def test_a_record_of_the_old_backpack_is_verified(backpack, look):
    wrapped = {"validated_on": "2017-03-27", "body": {**backpack, "originalRecipient": backpack["recipient"]}}
    assert look(json.dumps(wrapped).encode(), recipient=LEA).verdict is Verdict.VERIFIED


def test_an_md5_recipient_of_old_is_compared(web, look):
    old = HostedSchool(web)
    hashed = hash_identity(LEA, salt=SALT, algorithm="md5").upper().replace("MD5$", "md5$")
    recipient = {"type": "email", "hashed": True, "salt": SALT, "identity": hashed}
    old.put(old.assertion_url, old.assertion(recipient=recipient))
    assert look(old.file(), recipient=LEA).verdict is Verdict.VERIFIED


def test_an_expired_hosted_badge(web, look):
    old = HostedSchool(web)
    old.put(old.assertion_url, old.assertion(expires="2026-02-01T00:00:00Z"))
    assert look(old.file()).verdict is Verdict.EXPIRED


def test_a_european_credential_without_seal_proves_nothing(school, look):
    credential = replace(ob3.read(school.unsigned()), issuer=Profile(id="https://uni.example", name="Uni"))
    report = look(text(elm.write(credential)))
    assert (report.verdict, report.format) == (Verdict.FAILED, "elm")
    assert report.check("proof").code == "PROOF_MISSING"
    assert report.claimed.issuer.name == "Uni"


def test_a_european_seal_is_not_checked_here_and_that_is_said(school, look):
    inner = elm.write(ob3.read(school.unsigned()))["credential"]
    sealed = {"payload": multibase.base64url_encode(json.dumps(inner).encode()), "signatures": [{}]}
    report = look(json.dumps(sealed).encode())
    assert (report.verdict, report.check("proof").code) == (Verdict.UNKNOWN, "SEAL_UNCHECKED")
    assert report.credential is None
    assert "Europass" in report.check("proof").message("fr")


@pytest.mark.parametrize(
    "value", [{}, {"name": "x"}, {"https://a.example": "did.json"}, [], [{}, {}], 7, "x", None]
)
def test_json_that_is_no_badge_is_unreadable(look, value):
    report = look(json.dumps(value).encode())
    assert (report.verdict, report.check("file").code) == (Verdict.UNREADABLE, "FORMAT_UNKNOWN")


def test_a_required_check_that_was_skipped_makes_it_unknown(school, look):
    badge = text(school.signed(school.unsigned()))
    assert look(badge).verdict is Verdict.VERIFIED
    assert look(badge, policy=Policy(require=frozenset({"status"}))).verdict is Verdict.UNKNOWN
    assert look(badge, policy=Policy(require=frozenset({"recipient"}))).verdict is Verdict.UNKNOWN
    required = Policy(require=frozenset({"recipient"}))
    assert look(badge, policy=required, recipient=LEA).verdict is Verdict.VERIFIED


def test_a_stopwatch_times_the_steps(school, look):
    ticks = iter(range(1_000))
    report = look(school.badge(), stopwatch=lambda: float(next(ticks)))
    assert all(check.duration_seconds is not None for check in report.checks)
    assert report.as_json("fr")["checks"][0]["duration_seconds"] == 1.0
    assert "duration_seconds" not in look(school.badge()).as_json()["checks"][0]


def test_a_time_without_zone_is_utc(school, look):
    assert look(school.badge(), at=NOW.replace(tzinfo=None)).at == NOW


def test_the_report_as_json_holds_the_embedded_ones(school, registrar, look):
    report = look(record(registrar, [parsed(school.badge())])).as_json("fr")
    assert report["inner"][0]["verdict"] == "verified"
    assert report["facts"] == {"intact": True, "issuer_confirmed": True}


def test_no_check_ever_lacks_a_source(school, look):
    assert all(check.source and check.outcome in Outcome for check in look(school.badge()).checks)

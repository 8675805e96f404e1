"""@digitalbazaar/vc and its cryptosuites, the reference of the field: both ways, and one altered byte."""

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, reject, settings
from tests.interop.bridge import Json, Side, served
from tests.interop.exchange import CREATED, LATER, NOW_TEXT, altered, node_key, ours, rich, school_with
from tests.property.credentials import NO_EXTRA, credentials
from tests.world.schools import LEA, NOW, School, lea, parsed
from tests.world.web import Web

from openbadge.errors import OpenBadgeError
from openbadge.formats import ob3
from openbadge.issue.issuance import Issuance
from openbadge.model import Credential, Recipient

pytestmark = pytest.mark.interop
ALGORITHMS = ("Ed25519", "P-256", "P-384")
SUITES = {"Ed25519": "eddsa-rdfc-2022", "P-256": "ecdsa-rdfc-2019", "P-384": "ecdsa-rdfc-2019"}
MANDATORY = ["/issuer", "/validFrom", "/validUntil", "/credentialStatus"]


def theirs(node: Side, web: Web, document: Json) -> Json:
    """Return what they say of a document, with everything that stands on the web at hand."""
    answer: Json = node.ask(
        "digitalbazaar.verify", document=document, now=NOW_TEXT, documents=served(web.pages)
    )
    return answer


def issued_by_them(node: Side, school: School, document: Json, **options: object) -> Json:
    """Return a document signed by them with the key of `school`."""
    fields = {"suite": SUITES[school.key.public.algorithm], "created": CREATED, **options}
    signed: Json = node.ask(
        "digitalbazaar.issue",
        document=document,
        key=node_key(school),
        documents=served(school.web.pages),
        **fields,
    )
    return signed


@pytest.mark.parametrize("bare", [False, True], ids=["did:web", "did:key"])
@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_what_we_sign_they_verify(node: Side, web: Web, algorithm: str, bare: bool) -> None:
    school = school_with(web, algorithm, bare=bare)
    answer = theirs(node, web, school.signed(rich(school)))
    assert (answer["verified"], answer["statuses"], answer["proofs"]) == (True, [False], 1), answer["reason"]


def test_what_we_issue_from_a_template_they_verify(node: Side, web: Web, school: School) -> None:
    """The second badge of an outline is filled in, not canonicalised: the same bytes must hold elsewhere."""
    issuance = Issuance(
        school.achievement, key=school.key, issuer=school.profile, verification_method=school.method
    )
    for number, who in enumerate(
        (lea(), lea(), Recipient(id="mailto:a@example.org"), Recipient(id="did:example:b"))
    ):
        badge = issuance.sign(
            who,
            id=f"urn:uuid:01890a5d-ac96-774b-bcce-{number:012d}",
            valid_from_at=NOW,
            narrative='« Élève » \\ "n"\n\t𝔘😀\ufb01\u2028' * number or None,
            status=school.status(number),
        )
        answer = theirs(node, web, parsed(badge))
        assert (answer["verified"], answer["statuses"]) == (True, [False]), answer["reason"]


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_set_of_proofs_holds_for_both(node: Side, web: Web, algorithm: str) -> None:
    school = school_with(web, algorithm)
    once = school.signed(rich(school))
    twice = school.signed(once, created_at=LATER)
    answer = theirs(node, web, twice)
    assert (answer["verified"], answer["proofs"]) == (True, 2), answer["reason"]
    assert ours(web, twice).verdict == "verified"


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_byte_altered_in_what_we_sign_fails_for_both(node: Side, web: Web, algorithm: str) -> None:
    school = school_with(web, algorithm)
    text = json.dumps(school.signed(rich(school)), ensure_ascii=False)
    copies = dict(altered(text))
    assert len(copies) == 7
    for what, copy in copies.items():
        assert not theirs(node, web, json.loads(copy))["verified"], what
        assert ours(web, copy).verdict == "failed", what


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_what_they_sign_we_verify(node: Side, web: Web, algorithm: str) -> None:
    school = school_with(web, algorithm)
    report = ours(web, issued_by_them(node, school, rich(school)))
    assert (report.verdict, report.facts.intact, report.facts.issuer_confirmed) == ("verified", True, True)


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_what_they_sign_with_a_bare_key_is_intact_and_no_more(node: Side, web: Web, algorithm: str) -> None:
    school = school_with(web, algorithm, bare=True)
    report = ours(web, issued_by_them(node, school, rich(school)), recipient="ana@example.fr")
    assert (report.verdict, report.facts.intact, report.facts.issuer_confirmed) == ("intact", True, False)


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_byte_altered_in_what_they_sign_fails_for_both(node: Side, web: Web, algorithm: str) -> None:
    school = school_with(web, algorithm)
    text = json.dumps(issued_by_them(node, school, rich(school)), ensure_ascii=False)
    for what, copy in altered(text):
        assert not theirs(node, web, json.loads(copy))["verified"], what
        assert ours(web, copy).verdict == "failed", what


def test_ed25519_proofs_are_the_same_bytes(node: Side, web: Web, school: School) -> None:
    """Ed25519 is deterministic: the same document, key and moment give the same proof value on both sides."""
    mine = school.signed(rich(school))
    assert issued_by_them(node, school, rich(school))["proof"]["proofValue"] == mine["proof"][0]["proofValue"]


def test_the_suite_before_them_all_is_read(node: Side, web: Web, school: School) -> None:
    document = school.unsigned()
    document["@context"] = [
        "https://www.w3.org/2018/credentials/v1",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        "https://w3id.org/security/suites/ed25519-2020/v1",
    ]
    document["issuanceDate"] = document.pop("validFrom")
    signed = issued_by_them(node, school, document, suite="Ed25519Signature2020")
    assert theirs(node, web, signed)["verified"]
    report = ours(web, signed)
    assert (report.verdict, report.facts.intact) == ("verified", True)
    forged = {**signed, "name": "Poetry"}
    assert not theirs(node, web, forged)["verified"]
    assert ours(web, forged).verdict == "failed"


# --- what a holder shows ---


def base_proof(node: Side, school: School) -> Json:
    """Return a rich badge with their base proof; without lists, which di-sd-primitives 3.3.0 cannot skolemize."""
    document = rich(school, validUntil="2031-01-01T00:00:00Z")
    for described in document["credentialSubject"]["achievement"]["resultDescription"]:
        described.pop("allowedValue", None)
    return issued_by_them(node, school, document, suite="ecdsa-sd-2023", mandatoryPointers=MANDATORY)


def shown(node: Side, school: School, pointers: list[str]) -> Json:
    """Return the part of a rich badge that its holder shows, signed and derived by them."""
    base = base_proof(node, school)
    part: Json = node.ask(
        "digitalbazaar.derive", document=base, selectivePointers=pointers, documents=served(school.web.pages)
    )
    return part


@pytest.mark.parametrize(
    "pointers",
    [
        ["/credentialSubject"],
        ["/id", "/credentialSubject/achievement/name", "/credentialSubject/achievement/criteria"],
        ["/credentialSubject/identifier", "/evidence/0", "/credentialSubject/result"],
    ],
    ids=["all of the subject", "name and criteria", "earner and evidence"],
)
def test_the_part_that_a_holder_shows_is_intact(node: Side, web: Web, pointers: list[str]) -> None:
    school = school_with(web, "P-256")
    part = shown(node, school, pointers)
    answer = theirs(node, web, part)
    assert answer["verified"], answer["reason"]
    report = ours(web, part)
    proof = report.check("proof")
    assert proof is not None
    assert (report.facts.intact, report.facts.issuer_confirmed, proof.outcome) == (True, True, "PASSED")


def test_a_byte_altered_in_a_shown_part_fails_for_both(node: Side, web: Web) -> None:
    school = school_with(web, "P-256")
    text = json.dumps(shown(node, school, ["/credentialSubject"]), ensure_ascii=False)
    for what, copy in altered(text):
        assert not theirs(node, web, json.loads(copy))["verified"], what
        assert ours(web, copy).facts.intact is False, what


def test_a_base_proof_is_not_for_showing(node: Side, web: Web) -> None:
    school = school_with(web, "P-256")
    base = base_proof(node, school)
    assert not theirs(node, web, base)["verified"]
    assert ours(web, base).facts.intact is not True


# --- status lists ---


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_they_read_our_status_list(node: Side, web: Web, algorithm: str) -> None:
    school = school_with(web, algorithm)
    badge = school.signed(school.unsigned(credentialStatus=rich(school)["credentialStatus"]))
    assert theirs(node, web, badge)["statuses"] == [False]
    school.revoke(7)
    assert theirs(node, web, badge)["statuses"] == [True]


@pytest.mark.parametrize(("set_bits", "verdict"), [([6, 8, 131_071], "verified"), ([7], "revoked")])
def test_we_read_their_status_list(
    node: Side, web: Web, school: School, set_bits: list[int], verdict: str
) -> None:
    made = node.ask("digitalbazaar.statusList", id=school.list_url, length=131_072, set=set_bits)
    listed = {**made, "issuer": school.did, "validFrom": CREATED}
    web.put(school.list_url, issued_by_them(node, school, listed))
    badge = school.badge()
    assert ours(web, badge, recipient=LEA).verdict == verdict
    assert theirs(node, web, parsed(badge))["statuses"] == [verdict == "revoked"]


def test_a_list_that_somebody_else_signed_is_believed_by_neither(
    node: Side, web: Web, school: School
) -> None:
    school.publish_list(key=school_with(Web(), "Ed25519").key)
    badge = school.badge()
    assert not theirs(node, web, parsed(badge))["verified"]
    assert ours(web, badge).verdict == "unknown"


# --- whatever can be written ---


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(credential=credentials(NO_EXTRA))
def test_any_badge_that_we_sign_they_verify(node: Side, credential: Credential) -> None:
    web = Web()
    school = School(web)
    issuer = replace(credential.issuer, id=school.did)
    document = ob3.write(
        replace(credential, issuer=issuer, valid_from_at=NOW, valid_until_at=None, status=None)
    )
    try:
        signed = school.signed(document)
    except OpenBadgeError:
        reject()
    answer = theirs(node, web, signed)
    assert answer["verified"], answer["reason"]

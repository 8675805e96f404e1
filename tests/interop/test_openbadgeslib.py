"""openbadgeslib, an independent Python library of Open Badges 3.0: proofs, tokens, status lists, records, DIDs.

It demands that a credential be exactly the compacted form of what is signed, and judges by the time of this
machine. It cannot read what W3C has beyond its own pins: see each test.
"""

import json

import pytest
from tests.interop.bridge import Json, Side, served
from tests.interop.exchange import (
    altered,
    altered_token,
    ours,
    private_pem,
    rich,
    rsa_key,
    school_with,
    second_key,
)
from tests.world.schools import LEA, NOW, SALT, School, key_of, lea, parsed
from tests.world.web import Web

from openbadge.formats import clr
from openbadge.issue.issuance import Issuance
from openbadge.keys import did_web, pem
from openbadge.keys.key import PrivateKey
from openbadge.model import Profile, Recipient, Transcript
from openbadge.outside.clock import SystemClock
from openbadge.proofs import vc_jwt

pytestmark = pytest.mark.interop
NAMES = {"EdDSA": "Ed25519", "ES256": "P-256", "RS256": "RSA"}
LEA_DID = "did:key:z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH"


def key_for(algorithm: str) -> PrivateKey:
    """Return a key that signs with a JOSE algorithm."""
    return rsa_key() if algorithm == "RS256" else key_of(f"token-{algorithm}", NAMES[algorithm])


def theirs(badgeslib: Side, web: Web, document: Json | str, **options: bool) -> Json:
    """Return what they say of a document, with everything that stands on the web at hand."""
    text = document if isinstance(document, str) else json.dumps(document)
    options = {"signed_list": False, **options}
    answer: Json = badgeslib.ask("verify_document", text=text, documents=served(web.pages), **options)
    return answer


def issued_by_them(badgeslib: Side, school: School, *, with_status: bool = True, **options: object) -> str:
    """Return a badge made and signed by them with the key of `school`."""
    entry = rich(school)["credentialStatus"]
    fields = {
        "issuer": {"id": school.did, "name": school.name, "url": "https://school.example"},
        "pem": private_pem(school.key),
        "method": school.method,
        "identifiers": [{"email": LEA, "salt": SALT}],
        "status": [entry] if with_status else [],
        **options,
    }
    badge: str = badgeslib.ask("issue", **fields)
    return badge


# --- proofs in the document ---


@pytest.mark.parametrize("bare", [False, True], ids=["did:web", "did:key"])
def test_what_we_sign_they_verify(badgeslib: Side, web: Web, bare: bool) -> None:
    school = school_with(web, "Ed25519", bare=bare)
    for badge in (parsed(school.badge()), parsed(school.badge()), school.signed(rich(school))):
        answer = theirs(badgeslib, web, badge)
        assert answer["verified"], answer["reason"]
        assert answer["found"] in ("Pottery", "Gestion de projet — parcours avancé")


@pytest.mark.parametrize("bare", [False, True], ids=["did:web", "did:key"])
def test_what_they_sign_we_verify(badgeslib: Side, web: Web, bare: bool) -> None:
    school = school_with(web, "Ed25519", bare=bare)
    badge = issued_by_them(badgeslib, school)
    report = ours(web, badge, recipient=LEA)
    assert report.verdict == ("intact" if bare else "verified")
    assert report.credential is not None
    assert report.credential.achievement.name == "Poterie 🏺"
    assert theirs(badgeslib, web, badge)["verified"]


def test_a_byte_altered_fails_for_both(badgeslib: Side, web: Web, school: School) -> None:
    mine = json.dumps(school.signed(rich(school)), ensure_ascii=False)
    for text in (mine, issued_by_them(badgeslib, school)):
        for what, copy in altered(text):
            assert not theirs(badgeslib, web, copy)["verified"], what
            assert ours(web, copy).verdict == "failed", what


def test_a_member_that_nobody_signed_is_refused_by_both(badgeslib: Side, web: Web, school: School) -> None:
    badge = school.signed(rich(school))
    for forged in (
        {**badge, "expirationDate": "2099-01-01T00:00:00Z"},
        {**badge, "validUntil": None, "https://www.w3.org/2018/credentials#validUntil": badge["validUntil"]},
        {**badge, "proof": [{**badge["proof"][0], "note": "unsigned"}]},
    ):
        assert not theirs(badgeslib, web, forged)["verified"]
        assert ours(web, forged).verdict not in ("verified", "intact")


def test_an_end_moved_out_of_sight_is_refused_by_both(badgeslib: Side, web: Web, school: School) -> None:
    """The same statements, told where no reader looks: the signature of @digitalbazaar/vc holds on this."""
    own = school.unsigned()
    endorsement: Json = {
        "@context": own["@context"],
        "id": "https://region.example/endorsements/1",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "issuer": {"id": school.did, "type": ["Profile"], "name": school.name},
        "validFrom": own["validFrom"],
        "credentialSubject": {"id": own["id"], "type": ["EndorsementSubject"], "endorsementComment": "Good."},
    }
    moved = school.signed({**own, "validUntil": "2026-03-05T00:00:00Z", "endorsement": [endorsement]})
    assert ours(web, moved).verdict == "expired"
    subject = moved["endorsement"][0]["credentialSubject"]
    subject["type"] = ["EndorsementSubject", "VerifiableCredential"]
    subject["validUntil"] = moved.pop("validUntil")
    assert "described again" in theirs(badgeslib, web, moved)["reason"]
    assert ours(web, moved).verdict == "failed"


def test_a_stranger_is_refused_by_both(badgeslib: Side, web: Web, school: School) -> None:
    """Signed by a bare key that claims to be the school."""
    stranger = school_with(web, "Ed25519", bare=True)
    issuance = Issuance(
        school.achievement,
        key=stranger.key,
        issuer=Profile(id=school.did, name=school.name),
        verification_method=stranger.method,
    )
    forged = issuance.sign(
        Recipient(id=LEA_DID), id="urn:uuid:66666666-6666-4666-8666-666666666666", valid_from_at=NOW
    )
    assert not theirs(badgeslib, web, forged.decode())["verified"]
    report = ours(web, forged)
    assert (report.verdict == "verified", report.facts.issuer_confirmed) == (False, False)


# --- tokens ---


@pytest.mark.parametrize("algorithm", NAMES)
def test_our_tokens_they_verify(badgeslib: Side, web: Web, school: School, algorithm: str) -> None:
    key = key_for(algorithm)
    method = second_key(school, key)
    if algorithm == "RS256":  # they read no RSA Multikey: the key is published as a JWK, by them
        web.put(did_web.document_url(school.did), their_did_document(badgeslib, school, key))
    token = vc_jwt.sign(rich(school), key=key, verification_method=method)
    asked = {"did": school.did, "documents": served(web.pages)}
    answer = badgeslib.ask("verify_token", token=token, **asked)
    assert answer["verified"], answer["reason"]
    for what, copy in altered_token(token):
        assert not badgeslib.ask("verify_token", token=copy, **asked)["verified"], what


@pytest.mark.parametrize("algorithm", NAMES)
def test_their_tokens_are_intact(badgeslib: Side, web: Web, school: School, algorithm: str) -> None:
    """They put their key into the header and name none: nothing ties it to the issuer."""
    key = key_for(algorithm)
    token = issued_by_them(
        badgeslib, school, with_status=False, pem=private_pem(key), algorithm=algorithm, recipient=LEA_DID
    )
    report = ours(web, token, recipient=LEA)
    assert (report.verdict, report.facts.intact, report.facts.issuer_confirmed) == ("intact", True, False)
    for what, copy in altered_token(token):
        assert ours(web, copy).verdict in ("failed", "unreadable"), what


def test_a_key_that_came_with_the_token_is_the_issuers_when_he_lists_it(
    badgeslib: Side, web: Web, school: School
) -> None:
    token = issued_by_them(badgeslib, school, algorithm="EdDSA", recipient=LEA_DID)
    report = ours(web, token, recipient=LEA)
    assert (report.verdict, report.facts.issuer_confirmed) == ("verified", True)


def their_did_document(badgeslib: Side, school: School, key: PrivateKey) -> Json:
    """Return the DID document that they publish for `key` as the school's second key."""
    document: Json = badgeslib.ask(
        "did_document", did=school.did, pem=pem.to_pem(key.public), fragment="key-2"
    )
    return document


@pytest.mark.parametrize("algorithm", NAMES)
def test_we_read_the_keys_that_they_publish(
    badgeslib: Side, web: Web, school: School, algorithm: str
) -> None:
    key = key_for(algorithm)
    web.put(did_web.document_url(school.did), their_did_document(badgeslib, school, key))
    document = rich(school)
    del document["credentialStatus"]
    token = vc_jwt.sign(document, key=key, verification_method=f"{school.did}#key-2")
    assert ours(web, token).verdict == "verified"


# --- status lists ---


def test_they_read_our_status_list(badgeslib: Side, web: Web, school: School) -> None:
    badge = school.badge().decode()
    assert theirs(badgeslib, web, badge)["verified"]
    school.revoke()
    answer = theirs(badgeslib, web, badge)
    assert (answer["verified"], "is set at index 7" in answer["reason"]) == (False, True)


def test_they_verify_our_status_list_when_it_is_a_token(badgeslib: Side, web: Web, school: School) -> None:
    for revoked in (False, True):
        school.bits.set(7, revoked)
        listed = school.status_list()
        token = vc_jwt.sign(listed, key=school.key, verification_method=school.method)
        web.put(school.list_url, token.encode())
        badge = school.badge()
        answer = theirs(badgeslib, web, badge.decode(), signed_list=True)
        assert answer["verified"] is not revoked, answer["reason"]
        assert ours(web, badge).verdict == ("revoked" if revoked else "verified")


@pytest.mark.parametrize("as_token", [False, True], ids=["document", "token"])
@pytest.mark.parametrize(("bits", "verdict"), [([6, 8], "verified"), ([7], "revoked")])
def test_we_read_their_status_list(
    badgeslib: Side, web: Web, school: School, bits: list[int], verdict: str, as_token: bool
) -> None:
    listed = badgeslib.ask(
        "status_list",
        issuer=school.did,
        url=school.list_url,
        pem=private_pem(school.key),
        method=school.method,
        set_indices=bits,
        as_token=as_token,
    )
    web.put(school.list_url, listed.encode() if as_token else listed)
    # Their tokens begin to hold at the moment when they are made: read them by this machine's clock.
    assert ours(web, school.badge(), at=SystemClock().now()).verdict == verdict


# --- learner records ---


def test_we_verify_their_learner_record(badgeslib: Side, web: Web, school: School) -> None:
    members = [parsed(school.badge()), json.loads(issued_by_them(badgeslib, school))]
    issuer = {"id": school.did, "type": ["Profile"], "name": school.name}
    record = badgeslib.ask(
        "record",
        issuer=issuer,
        identifiers=[{"email": LEA, "salt": SALT}],
        members=members,
        pem=private_pem(school.key),
        method=school.method,
    )
    report = ours(web, record)
    assert (report.verdict, [inner.verdict for inner in report.inner]) == (
        "verified",
        ["verified", "verified"],
    )
    record["credentialSubject"]["verifiableCredential"][0]["name"] = "Poetry"
    assert ours(web, record).verdict == "failed"


def test_they_verify_our_learner_record(badgeslib: Side, web: Web, school: School) -> None:
    record = clr.write(
        Transcript(
            id="urn:uuid:0d8a6ab6-2b1e-4b4e-8d51-9d1a3d2f7c33",
            issuer=school.profile,
            recipient=lea(),
            valid_from_at=NOW,
            name="Everything that Léa learnt",
            credentials=(parsed(school.badge()), school.signed(rich(school))),
        )
    )
    signed = school.signed(record)
    asked = {"pem": pem.to_pem(school.key.public)}
    answer = badgeslib.ask("verify_record", document=signed, **asked)
    assert answer["verified"], answer["reason"]
    assert ours(web, signed).verdict == "verified"
    assert not badgeslib.ask("verify_record", document={**signed, "name": "Nothing"}, **asked)["verified"]

"""@digitalcredentials/verifier-core, which the Learner Credential Wallet and VerifierPlus are built on.

It brings its own contexts and asks the web for the rest; the official schemas are used when OPENBADGE_VECTORS
has them. It judges by the time of this machine.
"""

import json
import os

import pytest
from tests.conformance.vectors import folder, load
from tests.interop.bridge import Json, Side, served
from tests.interop.exchange import altered, rich, school_with
from tests.world.schools import School, parsed
from tests.world.web import Web

pytestmark = pytest.mark.interop
SCHEMA = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
STEPS = {"valid_signature": True, "expiration": True, "revocation_status": True, "registered_issuer": False}


def theirs(node: Side, web: Web, document: Json) -> Json:
    """Return the steps, schema results and errors of their verification."""
    documents = served(web.pages)
    if "OPENBADGE_VECTORS" in os.environ:
        schema = load(folder("ob3-schemas") / "json__ob_v3p0_achievementcredential_schema.json")
        documents[SCHEMA] = {**schema, "$id": SCHEMA}
    answer: Json = node.ask("dcc.verify", document=document, documents=documents)
    return answer


@pytest.mark.parametrize("bare", [False, True], ids=["did:web", "did:key"])
def test_every_step_of_a_wallet_passes(node: Side, web: Web, bare: bool) -> None:
    school = school_with(web, "Ed25519", bare=bare)
    for badge in (parsed(school.badge()), parsed(school.badge()), school.signed(rich(school))):
        answer = theirs(node, web, badge)
        assert (answer["steps"], answer["errors"]) == (STEPS, [])
        if "OPENBADGE_VECTORS" in os.environ:
            assert [each["result"] for each in answer["schemas"]] == [{"valid": True}]


def test_a_revocation_reaches_the_wallet(node: Side, web: Web, school: School) -> None:
    badge = parsed(school.badge())
    school.revoke()
    assert theirs(node, web, badge)["steps"] == {**STEPS, "revocation_status": False}


def test_a_list_that_is_gone_is_said(node: Side, web: Web, school: School) -> None:
    badge = parsed(school.badge())
    web.take_down(school.list_url)
    answer = theirs(node, web, badge)
    assert answer["steps"].get("revocation_status") is not True
    assert answer["errors"]


def test_a_byte_altered_fails_in_the_wallet(node: Side, web: Web, school: School) -> None:
    text = json.dumps(school.signed(rich(school)), ensure_ascii=False)
    for what, copy in altered(text):
        answer = theirs(node, web, json.loads(copy))
        assert answer["steps"].get("valid_signature") is not True, what
        assert answer["errors"], what


def test_an_embedded_endorsement_is_accepted(node: Side, web: Web, school: School) -> None:
    """Embedded, not as a token: the context that wallets carry does not know `endorsementJwt` yet."""
    endorsement: Json = {
        "@context": school.unsigned()["@context"],
        "id": "https://region.example/endorsements/1",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "issuer": {"id": school.did, "type": ["Profile"], "name": school.name},
        "validFrom": "2026-03-01T08:00:00Z",
        "credentialSubject": {
            "id": school.achievement.id,
            "type": ["EndorsementSubject"],
            "endorsementComment": "Recommended.",
        },
    }
    badge = school.signed(school.unsigned(endorsement=[school.signed(endorsement)]))
    answer = theirs(node, web, badge)
    assert answer["errors"] == []
    assert answer["steps"]["valid_signature"] is True

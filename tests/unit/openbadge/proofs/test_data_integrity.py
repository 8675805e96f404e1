"""Proofs inside a credential: what is signed is what stands there, and each proof is reported (V01–V14)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.unit.openbadge.keys.site import Counter
from tests.unit.openbadge.proofs.badges import (
    DID_METHOD,
    KEY,
    METHOD,
    NOON,
    OTHER,
    badge,
    did_site,
    resolve_offline,
    signed,
)

from openbadge.canon import multibase
from openbadge.canon.limits import Limits
from openbadge.errors import LimitError, MalformedError, NoKeyError, UnreachableError, UnsupportedError
from openbadge.keys import did_key
from openbadge.keys.key import PrivateKey
from openbadge.keys.method import VerificationMethod
from openbadge.keys.resolve import ResolvedKey, resolve
from openbadge.model.json import JsonObject, JsonValue
from openbadge.proofs import data_integrity
from openbadge.proofs.result import ProofResult

SUITES = ["eddsa-rdfc-2022", "eddsa-jcs-2022", "ecdsa-rdfc-2019", "ecdsa-jcs-2019"]


def check(document: JsonObject, **options: object) -> ProofResult:
    given = {"resolve": resolve_offline} | options
    (result,) = data_integrity.verify_proofs(document, **given)  # type: ignore[arg-type]
    return result


def with_proof(document: JsonObject, **changes: JsonValue) -> JsonObject:
    (proof,) = data_integrity.read_proofs(document)
    kept = {name: value for name, value in {**proof, **changes}.items() if value is not None}
    return {**document, "proof": [kept]}


@pytest.mark.parametrize("suite", SUITES)
@pytest.mark.parametrize("curve", ["P-256", "P-384"])
def test_each_suite_signs_and_verifies(suite: str, curve: str):
    key = KEY if suite.startswith("eddsa") else PrivateKey.generate(Counter(), algorithm=curve)  # type: ignore[arg-type]
    method = did_key.verification_method(did_key.did(key.public))
    document = signed(key=key, verification_method=method, cryptosuite=suite)
    result = check(document, at=NOON)
    assert result.proves
    assert (result.suite, result.verification_method, result.created_at) == (suite, method, NOON)
    assert result.key is not None
    assert result.key.key == key.public
    subject = {**badge(), "credentialSubject": {"id": "did:example:thief", "type": ["AchievementSubject"]}}
    assert check({**document, "credentialSubject": subject["credentialSubject"]}).code == "SIGNATURE"


def test_a_proof_is_one_more_item_of_an_array():
    document = badge()
    first = signed(document)
    assert "proof" not in document
    assert isinstance(first["proof"], list)
    assert list(first["proof"][0]) == [
        "type",
        "cryptosuite",
        "created",
        "verificationMethod",
        "proofPurpose",
        "proofValue",
    ]
    second = signed(first, cryptosuite="eddsa-jcs-2022")
    results = data_integrity.verify_proofs(second, resolve=resolve_offline)
    assert [result.proves for result in results] == [True, True]


def test_a_single_proof_may_be_an_object():
    document = signed()
    assert check({**document, "proof": document["proof"][0]}).proves  # type: ignore[index, call-overload]


def test_the_pieces_make_the_same_proof():
    document, whole = badge(), signed()
    config = data_integrity.proof_config(
        context=document["@context"], verification_method=METHOD, created_at=NOON
    )
    value = data_integrity.sign_hashes(
        data_integrity.options_hash(config), data_integrity.document_hash(document), key=KEY
    )
    assert {**document, "proof": [data_integrity.finish(config, value)]} == whole


def test_created_is_written_in_whole_seconds():
    (proof,) = data_integrity.read_proofs(signed(created_at=NOON + timedelta(microseconds=5)))
    assert proof["created"] == "2026-03-01T12:00:00Z"


@pytest.mark.parametrize("suite", ["ecdsa-sd-2023", "eddsa-2022", "Ed25519Signature2020", "none", ""])
def test_no_proof_is_made_with_other_suites(suite: str):
    with pytest.raises(UnsupportedError):
        signed(cryptosuite=suite)


def test_v11_a_key_signs_only_with_its_own_suites():
    with pytest.raises(NoKeyError) as caught:
        signed(cryptosuite="ecdsa-rdfc-2019")
    assert caught.value.code == "KEY_SUITE"
    assert check(with_proof(signed(), cryptosuite="ecdsa-rdfc-2019")).code == "KEY_SUITE"


def test_v01_a_term_that_expansion_drops_is_data_loss():
    with pytest.raises(MalformedError) as caught:
        signed(badge(undefinedTerm="unsigned"))
    assert caught.value.code == "DATA_LOSS"
    result = check({**signed(), "undefinedTerm": "unsigned"})
    assert (result.intact, result.code) == (False, "DATA_LOSS")


def test_v01_a_term_added_to_the_proof_is_data_loss():
    result = check(with_proof(signed(), undefinedTerm="unsigned"))
    assert (result.intact, result.code) == (False, "DATA_LOSS")


@pytest.mark.parametrize(
    "context", ["https://evil.example/context.json", {"name": "https://evil.example/name"}]
)
def test_v02_a_context_that_is_not_pinned_proves_nothing(context: JsonValue):
    contexts = badge()["@context"]
    assert isinstance(contexts, list)
    result = check({**signed(), "@context": [*contexts, context]})
    assert not result.proves
    assert result.code in ("CONTEXT_UNKNOWN", "CONTEXT_INLINE")


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
def test_v02_the_contexts_of_proof_and_document_agree(suite: str):
    document = with_proof(
        signed(cryptosuite=suite), **{"@context": "https://w3id.org/security/data-integrity/v2"}
    )
    result = check(document)
    assert (result.intact, result.code) == (False, "PROOF_CONTEXT")


def test_v08_a_proof_for_something_else_does_not_prove():
    result = check(signed(purpose="authentication"))
    assert (result.proves, result.code) == (False, "PURPOSE")
    assert check(signed(purpose="authentication"), purpose="authentication").proves
    for purpose in (None, "authentication"):
        assert not check(with_proof(signed(), proofPurpose=purpose)).proves


def test_v09_a_revoked_key_is_revoked_whatever_created_says():
    revoked = did_site(VerificationMethod(id=DID_METHOD, key=KEY.public, revoked_at=NOON))
    document = signed(verification_method=DID_METHOD, created_at=NOON - timedelta(days=900))
    result = check(document, resolve=lambda name: resolve(name, fetcher=revoked), at=NOON)
    assert (result.intact, result.proves, result.code) == (True, False, "KEY_REVOKED")


def test_v09_an_expired_key_does_not_prove():
    site = did_site(VerificationMethod(id=DID_METHOD, key=KEY.public, expires_at=NOON))
    document = signed(verification_method=DID_METHOD)
    result = check(document, resolve=lambda name: resolve(name, fetcher=site), at=NOON)
    assert (result.intact, result.code) == (True, "KEY_EXPIRED")
    earlier = NOON - timedelta(seconds=1)
    assert check(document, resolve=lambda name: resolve(name, fetcher=site), at=earlier).proves


def test_v10_no_proof_proves_nothing():
    for stripped in (badge(), badge(proof=[]), badge(proof=None)):
        assert data_integrity.verify_proofs(stripped, resolve=resolve_offline) == ()


def test_v10_each_proof_of_a_set_is_reported():
    document = signed(signed(), key=OTHER)
    results = data_integrity.verify_proofs(document, resolve=resolve_offline)
    assert [result.code for result in results] == ["OK", "SIGNATURE"]


def test_v10_five_hundred_proofs_are_too_many():
    document = signed()
    document["proof"] = data_integrity.read_proofs(document) * 500  # type: ignore[assignment]
    document["proof"] = list(document["proof"])  # type: ignore[arg-type]
    with pytest.raises(LimitError) as caught:
        data_integrity.verify_proofs(document, resolve=resolve_offline)
    assert caught.value.code == "PROOFS"


def test_v10_a_chain_names_its_links_without_doubt():
    first = signed(proof_id="urn:uuid:1")
    chained = signed(first, previous=["urn:uuid:1"])
    assert [r.proves for r in data_integrity.verify_proofs(chained, resolve=resolve_offline)] == [True, True]
    with pytest.raises(MalformedError):
        signed(first, previous=["urn:uuid:2"])
    doubled = signed(first, proof_id="urn:uuid:1")
    with pytest.raises(MalformedError):
        signed(doubled, previous=["urn:uuid:1"])
    (proof,) = data_integrity.read_proofs(first)
    itself = check({**first, "proof": [{**proof, "previousProof": "urn:uuid:1"}]})
    assert (itself.intact, itself.code) == (False, "PREVIOUS_PROOF")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"cryptosuite": "eddsa-rdfc-2023"}, "SUITE"),
        ({"cryptosuite": None}, "SUITE"),
        ({"cryptosuite": ["eddsa-rdfc-2022"]}, "SUITE"),
        ({"type": "Ed25519Signature2018"}, "SUITE"),
        ({"type": ["DataIntegrityProof"]}, "SUITE"),
        ({"cryptosuite": "eddsa-jcs-2022"}, "SIGNATURE"),
        ({"created": "2026-03-01T12:00:01Z"}, "SIGNATURE"),
        ({"created": "2026-03-01"}, "DATE"),
        ({"created": 5}, "DATE"),
        ({"expires": "soon"}, "DATE"),
        ({"verificationMethod": None}, "PROOF"),
        ({"verificationMethod": {"id": METHOD}}, "PROOF"),
        ({"proofValue": None}, "PROOF_VALUE"),
        ({"proofValue": ["z1"]}, "PROOF_VALUE"),
        ({"proofValue": "u" + "A" * 86}, "PROOF_VALUE"),
        ({"proofValue": "z" + "1" * 63}, "PROOF_VALUE"),
        ({"proofValue": "z" + "2" * 5_000}, "PROOF_VALUE"),
        ({"proofValue": "z0"}, "BASE58"),
    ],
)
def test_v11_a_proof_that_is_not_what_it_says_never_proves(changes: dict[str, JsonValue], code: str):
    result = check(with_proof(signed(), **changes))
    assert not result.proves
    assert result.code == code


def test_v11_a_small_order_key_never_proves():
    weak = "did:key:" + multibase.encode_z(b"\xed\x01" + bytes(32))
    result = check(with_proof(signed(), verificationMethod=did_key.verification_method(weak)))
    assert (result.intact, result.code) == (None, "KEY_WEAK")


def test_v14_what_is_stripped_breaks_the_signature():
    status: JsonObject = {
        "id": "https://school.example/s/1#7",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "7",
        "statusListCredential": "https://school.example/s/1",
    }
    document = signed(badge(validUntil="2027-01-01T00:00:00Z", credentialStatus=status))
    assert check(document).proves
    for member in ("validUntil", "credentialStatus"):
        assert check({name: value for name, value in document.items() if name != member}).code == "SIGNATURE"


def test_a_proof_expires():
    config = data_integrity.proof_config(
        context=badge()["@context"], verification_method=METHOD, created_at=NOON
    )
    config["expires"] = "2026-03-02T00:00:00Z"
    value = data_integrity.sign_hashes(
        data_integrity.options_hash(config), data_integrity.document_hash(badge()), key=KEY
    )
    document = badge(proof=data_integrity.finish(config, value))
    assert check(document, at=NOON).proves
    late = check(document, at=NOON + timedelta(days=1))
    assert (late.intact, late.code) == (True, "PROOF_EXPIRED")


def test_domain_and_challenge_are_those_that_were_asked_for():
    config = data_integrity.proof_config(
        context=badge()["@context"], verification_method=METHOD, created_at=NOON
    )
    config |= {"domain": "school.example", "challenge": "abc"}
    value = data_integrity.sign_hashes(
        data_integrity.options_hash(config), data_integrity.document_hash(badge()), key=KEY
    )
    document = badge(proof=data_integrity.finish(config, value))
    assert check(document, domain="school.example", challenge="abc").proves
    assert check(document, domain="evil.example").code == "DOMAIN"
    assert check(document, challenge="abd").code == "CHALLENGE"
    assert check(signed(), challenge="abc").code == "CHALLENGE"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UnreachableError("KEY_UNREACHABLE", "No."), "KEY_UNREACHABLE"),
        (NoKeyError("KEY_NOT_FOUND", "No."), "KEY_NOT_FOUND"),
        (UnsupportedError("DID_METHOD", "No."), "DID_METHOD"),
    ],
)
def test_a_key_that_is_not_had_is_unknown_not_wrong(error: Exception, code: str):
    def fail(name: str) -> ResolvedKey:
        raise error

    result = check(signed(), resolve=fail)
    assert (result.intact, result.code) == (None, code)


@pytest.mark.parametrize("proof", ["urn:proof", [1], [None], [[]]])
def test_proofs_are_objects(proof: JsonValue):
    with pytest.raises(MalformedError):
        data_integrity.verify_proofs(badge(proof=proof), resolve=resolve_offline)


def tangled(count: int) -> JsonObject:
    """Return a badge whose nameless nodes all look alike: canonicalization must give up."""
    nodes: list[JsonValue] = [{"type": ["Evidence"]} for _ in range(count)]
    return {**signed(), "evidence": nodes}


def test_v05_sixteen_proofs_do_not_cost_sixteen_limits():
    document = tangled(200)
    document["proof"] = [*data_integrity.read_proofs(document)] * 16
    calls: list[str] = []

    def counting(resolve_key: Callable[[str], ResolvedKey]) -> Callable[[str], ResolvedKey]:
        def inner(name: str) -> ResolvedKey:
            calls.append(name)
            return resolve_key(name)

        return inner

    results = data_integrity.verify_proofs(
        document, resolve=counting(resolve_offline), limits=Limits(blank_nodes=100)
    )
    assert {result.code for result in results} == {"BLANK_NODES"}
    assert {result.intact for result in results} == {None}
    assert len(calls) == 16


def test_v10_a_chain_does_not_multiply_the_work():
    evidence: list[JsonValue] = [
        {"id": f"https://school.example/e/{n}", "type": ["Evidence"], "name": f"{n}"} for n in range(400)
    ]
    document = signed(badge(evidence=evidence), proof_id="urn:uuid:0")
    for number in range(1, 12):
        document = signed(document, proof_id=f"urn:uuid:{number}", previous=[f"urn:uuid:{number - 1}"])
    assert all(r.proves for r in data_integrity.verify_proofs(document, resolve=resolve_offline))
    results = data_integrity.verify_proofs(
        document, resolve=resolve_offline, limits=Limits(json_values=3_500)
    )
    assert [result.code for result in results][:2] == ["OK", "OK"]
    assert results[-1].code == "TOO_COMPLEX"
    assert results[-1].intact is None


def test_the_name_that_eddsa_rdfc_2022_had_before_is_read():
    config = data_integrity.proof_config(
        context=badge()["@context"], verification_method=METHOD, created_at=NOON
    ) | {"cryptosuite": "eddsa-2022"}
    value = data_integrity.sign_hashes(
        data_integrity.options_hash(config), data_integrity.document_hash(badge()), key=KEY
    )
    assert check(badge(proof=data_integrity.finish(config, value))).proves


def test_the_legacy_suite_says_when():
    legacy: JsonObject = {"type": "Ed25519Signature2020", "verificationMethod": METHOD, "proofValue": "z1"}
    assert check(badge(proof=legacy)).code == "PROOF"

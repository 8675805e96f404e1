"""W3C Data Integrity ECDSA Cryptosuites 1.0, appendix A: every value on the way, byte for byte."""

import json

import pytest
from tests.conformance.test_eddsa import verify
from tests.conformance.vectors import folder, load, needs_vectors, text

from openbadge.canon import multibase
from openbadge.canon.limits import DEFAULT_LIMITS
from openbadge.keys.key import PrivateKey
from openbadge.keys.timestamps import parse
from openbadge.model.json import JsonObject
from openbadge.proofs import data_integrity, selective, suites

pytestmark = needs_vectors

VECTORS = folder("vc-di-ecdsa") / "TestVectors"
CASES = [
    ("ecdsa-rdfc-2019-p256", "unsigned.json", "ECDSAP256", "p256"),
    ("ecdsa-rdfc-2019-p256/employ", "employmentAuth.json", "ECDSAP256", "p256"),
    ("ecdsa-rdfc-2019-p384", "unsigned.json", "ECDSAP384", "p384"),
    ("ecdsa-rdfc-2019-p384/employ", "employmentAuth.json", "ECDSAP384", "p384"),
    ("ecdsa-jcs-2019-p256", "unsigned.json", "JCSECDSAP256", "p256"),
    ("ecdsa-jcs-2019-p384", "unsigned.json", "JCSECDSAP384", "p384"),
]
DERIVED = ["employ", "prc"]


def key_pair(curve: str) -> PrivateKey:
    return PrivateKey.from_multikey(str(load(VECTORS / f"{curve}KeyPair.json")["secretKeyMultibase"]))


@pytest.mark.parametrize(("place", "unsigned", "suffix", "curve"), CASES)
def test_every_value_on_the_way(place: str, unsigned: str, suffix: str, curve: str):
    here, key = VECTORS / place, key_pair(curve)
    config = load(here / f"proofConfig{suffix}.json")
    document, suite = load(VECTORS / unsigned), suites.of(config)
    digest = suites.digest_for(key.public.algorithm)
    canonical = suites.canonical(suite, document, digest=digest)
    options = suites.canonical(suite, config, digest=digest)
    assert canonical.decode() == (here / f"canonDoc{suffix}.txt").read_text("utf-8")
    assert options.decode() == (here / f"proofCanon{suffix}.txt").read_text("utf-8")
    document_hash = data_integrity.document_hash(document, cryptosuite=suite.name, digest=digest)
    options_hash = data_integrity.options_hash(config, digest=digest)
    assert document_hash.hex() == text(here / f"docHash{suffix}.txt")
    assert options_hash.hex() == text(here / f"proofHash{suffix}.txt")
    assert (options_hash + document_hash).hex() == text(here / f"combinedHash{suffix}.txt")
    published = multibase.decode(text(here / f"sigBTC58{suffix}.txt"))
    assert published.hex() == text(here / f"sigHex{suffix}.txt")
    assert key.public.verify(published, options_hash + document_hash)


@pytest.mark.parametrize(("place", "unsigned", "suffix", "curve"), CASES)
def test_published_and_own_signatures_verify(place: str, unsigned: str, suffix: str, curve: str):
    expected, key = load(VECTORS / place / f"signed{suffix}.json"), key_pair(curve)
    assert [result.code for result in verify(expected)] == ["OK"]
    proof = expected["proof"]
    assert isinstance(proof, dict)
    signed = data_integrity.sign(
        load(VECTORS / unsigned),
        key=key,
        verification_method=str(proof["verificationMethod"]),
        created_at=parse(str(proof["created"])),
        cryptosuite=str(proof["cryptosuite"]),
    )
    (own,) = data_integrity.read_proofs(signed)
    assert own.keys() == proof.keys()
    assert {**own, "proofValue": ""} == {**proof, "proofValue": ""}
    assert [result.code for result in verify(signed)] == ["OK"]
    assert [result.code for result in verify({**signed, "name": "Another"})] == ["SIGNATURE"]


@pytest.mark.parametrize("place", DERIVED)
def test_a_derived_proof_is_read_as_published(place: str):
    here = VECTORS / "ecdsa-sd-2023" / place
    document, expected = (
        load(here / "derivedRevealDocument.json"),
        load(here / "verifyDerivedProofValue.json"),
    )
    (proof,) = data_integrity.read_proofs(document)
    found = selective.read(str(proof["proofValue"]))
    assert found.base_signature.hex() == expected["baseSignature"]
    assert multibase.encode_z(found.public_key) == expected["publicKey"]
    assert [signature.hex() for signature in found.signatures] == expected["signatures"]
    assert sorted(found.mandatory_indexes) == expected["mandatoryIndexes"]
    labels = expected["labelMap"]
    assert isinstance(labels, list)
    assert found.labels == {f"_:{name}": f"_:{label}" for name, label in (_pair(item) for item in labels)}


def _pair(item: object) -> tuple[str, str]:
    assert isinstance(item, list)
    return str(item[0]), str(item[1])


@pytest.mark.parametrize("place", DERIVED)
def test_the_statements_shown_are_as_published(place: str):
    here = VECTORS / "ecdsa-sd-2023" / place
    document = load(here / "derivedRevealDocument.json")
    (proof,) = data_integrity.read_proofs(document)
    del document["proof"]
    labels = selective.read(str(proof["proofValue"])).labels
    lines = selective.statements(document, labels, limits=DEFAULT_LIMITS)
    assert lines == json.loads((here / "verifyNQuads.json").read_text("utf-8"))
    expected = load(here / "verifyCreateVerifyData.json")
    mandatory = selective.read(str(proof["proofValue"])).mandatory_indexes
    assert [line for n, line in enumerate(lines) if n not in mandatory] == expected["nonMandatory"]
    config: JsonObject = {name: value for name, value in proof.items() if name != "proofValue"}
    config["@context"] = document["@context"]
    assert data_integrity.options_hash(config).hex() == expected["proofHash"]


@pytest.mark.parametrize("place", DERIVED)
def test_derived_proofs_verify_and_base_proofs_do_not(place: str):
    here = VECTORS / "ecdsa-sd-2023" / place
    document = load(here / "derivedRevealDocument.json")
    (result,) = verify(document)
    assert result.proves
    assert result.selective
    (base,) = verify(load(here / "addSignedSDBase.json"))
    assert (base.intact, base.code) == (False, "BASE_PROOF")


@pytest.mark.parametrize("place", DERIVED)
def test_a_holder_cannot_add_change_or_drop_what_is_mandatory(place: str):
    document = load(VECTORS / "ecdsa-sd-2023" / place / "derivedRevealDocument.json")
    subject = document["credentialSubject"]
    assert isinstance(subject, dict)
    changed: list[JsonObject] = [
        {**document, "name": "Another"},
        {**document, "validUntil": "2099-12-03T00:00:00Z"},
        {**document, "credentialSubject": {**subject, "birthCountry": "Elsewhere"}},
        {name: value for name, value in document.items() if name != "issuer"},
        {name: value for name, value in document.items() if name != "validFrom"},
        {**document, "invented": "term"},
    ]
    for variant in changed:
        assert not any(result.proves for result in verify(variant))

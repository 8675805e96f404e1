"""W3C Data Integrity EdDSA Cryptosuites 1.0, appendix B: every value on the way, byte for byte."""

import pytest
from tests.conformance.vectors import folder, load, needs_vectors, text

from openbadge.canon import multibase
from openbadge.errors import UnreachableError
from openbadge.keys.key import PrivateKey
from openbadge.keys.resolve import ResolvedKey, resolve
from openbadge.keys.timestamps import parse
from openbadge.model.json import JsonObject
from openbadge.ports import Fetched
from openbadge.proofs import data_integrity, suites
from openbadge.proofs.result import ProofResult

pytestmark = needs_vectors

VECTORS = folder("vc-di-eddsa") / "TestVectors"
CASES = [
    ("eddsa-rdfc-2022", "unsigned.json", "DataInt"),
    ("eddsa-rdfc-2022/employ", "employmentAuth.json", "DataInt"),
    ("eddsa-jcs-2022", "unsigned.json", "JCS"),
]


class NoWeb:
    """did:key needs no web; a test that fetches is wrong."""

    def fetch(self, url: str, *, accept: str = "", max_bytes: int = 0) -> Fetched:
        raise UnreachableError("UNREACHABLE", url)


def resolve_key(name: str) -> ResolvedKey:
    return resolve(name, fetcher=NoWeb())


def verify(document: JsonObject) -> tuple[ProofResult, ...]:
    return data_integrity.verify_proofs(document, resolve=resolve_key)


def key_pair() -> PrivateKey:
    return PrivateKey.from_multikey(str(load(VECTORS / "keyPair.json")["privateKeyMultibase"]))


@pytest.mark.parametrize(("place", "unsigned", "suffix"), CASES)
def test_every_value_on_the_way(place: str, unsigned: str, suffix: str):
    here = VECTORS / place
    signed = load(here / f"signed{suffix}.json")
    config = load(here / f"proofConfig{suffix}.json")
    document = {name: value for name, value in signed.items() if name != "proof"}
    suite = suites.of(config)
    assert document == load(VECTORS / unsigned)
    assert suites.canonical(suite, document).decode() == (here / f"canonDoc{suffix}.txt").read_text("utf-8")
    assert suites.canonical(suite, config).decode() == (here / f"proofCanon{suffix}.txt").read_text("utf-8")
    document_hash = data_integrity.document_hash(document, cryptosuite=suite.name)
    options_hash = data_integrity.options_hash(config)
    assert document_hash.hex() == text(here / f"docHash{suffix}.txt")
    assert options_hash.hex() == text(here / f"proofHash{suffix}.txt")
    assert (options_hash + document_hash).hex() == text(here / f"combinedHash{suffix}.txt")
    value = data_integrity.sign_hashes(options_hash, document_hash, key=_signer(config))
    assert value == text(here / f"sigBTC58{suffix}.txt")
    assert multibase.decode(value).hex() == text(here / f"sigHex{suffix}.txt")


@pytest.mark.parametrize(("place", "unsigned", "suffix"), CASES)
def test_signing_gives_the_signed_document(place: str, unsigned: str, suffix: str):
    expected = load(VECTORS / place / f"signed{suffix}.json")
    proof = expected["proof"]
    assert isinstance(proof, dict)
    signed = data_integrity.sign(
        load(VECTORS / unsigned),
        key=_signer(proof),
        verification_method=str(proof["verificationMethod"]),
        created_at=parse(str(proof["created"])),
        cryptosuite=str(proof["cryptosuite"]),
    )
    assert signed == {**expected, "proof": [proof]}


def _signer(proof: JsonObject) -> PrivateKey:
    """Return the published key pair, once it is sure that it is the one of this vector."""
    key = key_pair()
    assert str(proof["verificationMethod"]).endswith("#" + key.public.multikey)
    return key


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("eddsa-rdfc-2022/signedDataInt.json", 1),
        ("eddsa-rdfc-2022/employ/signedDataInt.json", 1),
        ("eddsa-jcs-2022/signedJCS.json", 1),
        ("Ed25519Signature2020/signedEdSig.json", 1),
        ("proof-set-chain/signedProofSet1.json", 1),
        ("proof-set-chain/signedProofSet2.json", 2),
        ("proof-set-chain/signedProofChain1.json", 3),
        ("proof-set-chain/signedProofChain2.json", 4),
    ],
)
def test_every_published_document_verifies(name: str, count: int):
    document = load(VECTORS / name)
    results = verify(document)
    assert len(results) == count
    assert [result.code for result in results] == ["OK"] * count
    assert all(result.proves for result in results)
    altered = {**document, "name": "Another"}
    assert not any(result.proves for result in verify(altered))


def test_the_legacy_suite_on_the_way():
    here = VECTORS / "Ed25519Signature2020"
    config, document = load(here / "proofConfigEdSig.json"), load(here / "signedEdSig.json")
    del document["proof"]
    suite = suites.of(config)
    canonical, options = suites.canonical(suite, document), suites.canonical(suite, config)
    assert canonical.decode() == (here / "canonDocEdSig.txt").read_text("utf-8")
    assert options.decode() == (here / "proofCanonEdSig.txt").read_text("utf-8")
    assert suites.hashed(canonical, "sha256").hex() == text(here / "docHashEdSig.txt")
    assert data_integrity.options_hash(config).hex() == text(here / "proofHashEdSig.txt")


@pytest.mark.parametrize("kind", ["Set", "Chain"])
@pytest.mark.parametrize("number", [1, 2])
def test_sets_and_chains_are_signed_as_published(kind: str, number: int):
    here = VECTORS / "proof-set-chain"
    expected = load(here / f"signedProof{kind}{number}.json")
    proofs = data_integrity.read_proofs(expected)
    keys = {
        str(pair["publicKeyMultibase"]): PrivateKey.from_multikey(str(pair["privateKeyMultibase"]))
        for pair in load(here / "multiKeyPairs.json").values()
        if isinstance(pair, dict)
    }
    document: JsonObject = {name: value for name, value in expected.items() if name != "proof"}
    for proof in proofs:
        method = str(proof["verificationMethod"])
        previous = proof.get("previousProof", [])
        document = data_integrity.sign(
            document,
            key=keys[method.partition("#")[2]],
            verification_method=method,
            created_at=parse(str(proof["created"])),
            proof_id=str(proof["id"]) if "id" in proof else None,
            previous=[str(name) for name in (previous if isinstance(previous, list) else [previous])],
        )
    assert document["proof"] == list(proofs)


def test_v10_a_chain_without_its_first_proofs_never_verifies():
    document = load(VECTORS / "proof-set-chain" / "signedProofChain2.json")
    proofs = data_integrity.read_proofs(document)
    for dropped in range(3):
        left = [proof for number, proof in enumerate(proofs) if number != dropped]
        results = verify({**document, "proof": list(left)})
        assert [result.code for result in results if not result.proves] == ["PREVIOUS_PROOF"]
    altered = [{**proofs[0], "created": "2024-01-01T00:00:00Z"}, *proofs[1:]]
    assert [result.code for result in verify({**document, "proof": altered})] == [
        "SIGNATURE",
        "OK",
        "SIGNATURE",
        "OK",
    ]

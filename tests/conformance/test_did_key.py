"""The did:key method's own test vectors: every key of a supported kind, and a clear refusal of the others."""

import json
from collections.abc import Iterator

import pytest
from tests.conformance.vectors import folder, needs_vectors

from openbadge.errors import UnsupportedError
from openbadge.keys import did_key, method
from openbadge.keys.key import PrivateKey
from openbadge.model.json import JsonObject

pytestmark = needs_vectors

VECTORS = folder("did-method-key") / "test-vectors"
FILES = ["ed25519-x25519", "nist-curves", "rsa", "secp256k1", "bls12381"]
SUPPORTED = ("did:key:z6Mk", "did:key:zDn", "did:key:z82", "did:key:z4MX", "did:key:zgg")


def cases() -> Iterator[tuple[str, JsonObject]]:
    for name in FILES:
        path = VECTORS / f"{name}.json"
        if path.exists():
            yield from json.loads(path.read_text("utf-8")).items()


ALL = list(cases())


def test_the_vectors_are_there():
    assert len(ALL) == 26
    assert sum(did.startswith(SUPPORTED) for did, _ in ALL) == 12


@pytest.mark.parametrize(("did", "vector"), [case for case in ALL if case[0].startswith(SUPPORTED)])
def test_supported_keys_are_those_of_the_published_documents(did: str, vector: JsonObject):
    published = vector["didDocument"]
    assert isinstance(published, dict)
    methods = published["verificationMethod"]
    assert isinstance(methods, list)
    assert isinstance(methods[0], dict)
    assert did_key.method(did) == method.read(methods[0], base=did)
    ours = did_key.document(did)
    assert ours["id"] == published["id"]
    for relationship in ("assertionMethod", "authentication", "capabilityInvocation", "capabilityDelegation"):
        assert ours[relationship] == published[relationship]
    if "seed" in vector and did.startswith("did:key:z6Mk"):
        assert did_key.did(PrivateKey.from_seed(bytes.fromhex(str(vector["seed"]))).public) == did
    assert did_key.did(did_key.method(did).key) == did


@pytest.mark.parametrize("did", [did for did, _ in ALL if not did.startswith(SUPPORTED)])
def test_other_keys_are_refused_by_name(did: str):
    with pytest.raises(UnsupportedError) as caught:
        did_key.method(did)
    assert caught.value.code == "KEY_KIND"

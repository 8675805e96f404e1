"""Any flipped byte of a signed credential never proves the same thing; any proof gives a value, never a crash."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.openbadge.proofs.badges import KEY, METHOD, badge, resolve_offline, signed
from tests.unit.openbadge.proofs.tokens import b64

from openbadge.canon import strict_json
from openbadge.errors import OpenBadgeError
from openbadge.model.json import JsonObject, JsonValue
from openbadge.proofs import data_integrity, vc_jwt

RDFC = strict_json.dumps(signed())
JCS = strict_json.dumps(signed(cryptosuite="eddsa-jcs-2022"))
TOKEN = vc_jwt.sign(badge(), key=KEY, verification_method=METHOD).encode()
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=8,
)
MEMBERS = [
    "type",
    "cryptosuite",
    "proofValue",
    "verificationMethod",
    "proofPurpose",
    "created",
    "expires",
    "id",
    "previousProof",
    "@context",
    "domain",
]


@pytest.mark.parametrize("source", [RDFC, JCS], ids=["rdfc", "jcs"])
@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_a_flipped_byte_of_a_credential_never_proves(source: bytes, data: st.DataObject):
    position = data.draw(st.integers(0, len(source) - 1))
    flip = data.draw(st.integers(1, 255))
    altered = source[:position] + bytes([source[position] ^ flip]) + source[position + 1 :]
    try:
        document = strict_json.loads(altered)
        if not isinstance(document, dict) or document == strict_json.loads(source):
            return
        results = data_integrity.verify_proofs(document, resolve=resolve_offline)
    except OpenBadgeError:
        return
    assert not any(result.proves for result in results)


@settings(max_examples=400, deadline=None)
@given(position=st.integers(0, len(TOKEN) - 1), flip=st.integers(1, 255))
def test_a_flipped_byte_of_a_token_never_proves(position: int, flip: int):
    altered = TOKEN[:position] + bytes([TOKEN[position] ^ flip]) + TOKEN[position + 1 :]
    try:
        result = vc_jwt.verify(altered, resolve=resolve_offline)
    except OpenBadgeError:
        return
    assert not result.proof.proves


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(MEMBERS), JSON, min_size=1, max_size=4))
def test_any_proof_gives_a_value(changes: dict[str, JsonValue]):
    (proof,) = data_integrity.read_proofs(signed())
    document: JsonObject = {**badge(), "proof": {**proof, **changes}}
    (result,) = data_integrity.verify_proofs(document, resolve=resolve_offline)
    assert result.proves == ({**proof, **changes} == proof)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(["alg", "kid", "jwk", "typ", "cty", "crit"]), JSON, max_size=4), JSON)
def test_any_token_gives_a_value_or_an_error_of_the_tree(header: JsonObject, payload: JsonValue):
    text = f"{b64(strict_json.dumps(header))}.{b64(strict_json.dumps(payload))}.{b64(bytes(64))}"
    try:
        result = vc_jwt.verify(text, resolve=resolve_offline)
    except OpenBadgeError:
        return
    assert not result.proof.proves

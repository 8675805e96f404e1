"""JSON Web Keys: strict reading, thumbprints, and nothing private (V19, V25)."""

import pytest
from tests.unit.openbadge.keys.site import Counter

from openbadge.errors import MalformedError, NoKeyError, UnsupportedError
from openbadge.keys import jwk
from openbadge.keys.key import PrivateKey
from openbadge.model.json import JsonObject

ED = jwk.to_jwk(PrivateKey.from_seed(bytes(range(32))).public)
P256 = jwk.to_jwk(PrivateKey.generate(Counter(), algorithm="P-256").public)


def test_thumbprint_of_rfc_8037():
    # RFC 8037 appendix A.3
    key = jwk.from_jwk({"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})
    assert jwk.thumbprint(key) == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


@pytest.mark.parametrize("member", ["d", "p", "q", "k", "oth"])
def test_v19_a_jwk_that_shows_its_private_half_is_burnt(member: str):
    with pytest.raises(NoKeyError) as caught:
        jwk.from_jwk({**ED, member: "AA"})
    assert caught.value.code == "KEY_PRIVATE"


@pytest.mark.parametrize("alg", ["HS256", "none", "RS256", "ES256", 5])
def test_v25_a_jwk_whose_alg_is_not_that_of_its_kind_is_refused(alg: str | int):
    with pytest.raises(NoKeyError) as caught:
        jwk.from_jwk({**ED, "alg": alg})
    assert caught.value.code == "KEY_ALG"


@pytest.mark.parametrize("use", [{"use": "enc"}, {"key_ops": ["sign"]}, {"key_ops": "verify"}])
def test_keys_for_other_uses_are_refused(use: JsonObject):
    with pytest.raises(NoKeyError) as caught:
        jwk.from_jwk({**ED, **use})
    assert caught.value.code == "KEY_USE"


def test_keys_for_verifying_are_read():
    assert jwk.from_jwk({**ED, "use": "sig", "key_ops": ["verify"], "kid": "k", "alg": "Ed25519"})


@pytest.mark.parametrize(
    "value",
    [
        {"kty": "oct", "k2": "AA"},
        {"kty": "EC", "crv": "secp256k1", "x": "AA", "y": "AA"},
        {"kty": "OKP", "crv": "X25519", "x": "AA"},
        {},
        {"kty": ["RSA"]},
    ],
)
def test_other_kinds_are_unsupported(value: JsonObject):
    with pytest.raises(UnsupportedError):
        jwk.from_jwk(value)


@pytest.mark.parametrize("value", [{"x": None}, {"x": ""}, {"x": "AA=="}, {"x": ["a"]}, {"x": "a" * 5_000}])
def test_bad_members_are_malformed(value: JsonObject):
    with pytest.raises(MalformedError):
        jwk.from_jwk({**ED, **value})


def test_coordinates_have_the_length_of_the_field():
    short = str(P256["x"])[:-4]
    with pytest.raises(NoKeyError):
        jwk.from_jwk({**P256, "x": short})
    with pytest.raises(NoKeyError):
        jwk.from_jwk({**P256, "x": P256["y"], "y": P256["x"]})

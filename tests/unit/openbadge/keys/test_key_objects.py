"""Keys sign and verify, keep their written forms, and are refused when they are weak (V11, V21)."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.openbadge.keys.site import Counter

from openbadge.canon import multibase
from openbadge.errors import MalformedError, NoKeyError, OpenBadgeError, UnsupportedError
from openbadge.keys import jwk, native, pem
from openbadge.keys.key import Algorithm, PrivateKey, PublicKey

ALGORITHMS: list[Algorithm] = ["Ed25519", "P-256", "P-384", "RSA"]

# RFC 8032 section 5.1.3 and the list of encodings of small order in libsodium's own tests
SMALL_ORDER = [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
]


@pytest.fixture(scope="module", params=ALGORITHMS)
def private(request: pytest.FixtureRequest) -> PrivateKey:
    return PrivateKey.generate(Counter(), algorithm=request.param)


def test_a_signature_is_that_of_its_message_only(private: PrivateKey):
    signature = private.sign(b"badge")
    assert private.public.verify(signature, b"badge")
    assert not private.public.verify(signature, b"badges")
    assert not private.public.verify(signature[:-1], b"badge")
    assert not private.public.verify(b"", b"badge")
    flipped = bytes([signature[0] ^ 1]) + signature[1:]
    assert not private.public.verify(flipped, b"badge")


def test_signing_is_deterministic(private: PrivateKey):
    assert private.sign(b"badge") == private.sign(b"badge")


def test_every_written_form_gives_the_key_back(private: PrivateKey):
    public = private.public
    assert PublicKey.from_multikey(public.multikey) == public
    assert jwk.from_jwk(jwk.to_jwk(public)) == public
    assert pem.from_pem(pem.to_pem(public)) == public
    assert PublicKey.from_raw(public.algorithm, public.raw) == public
    assert PrivateKey.from_seed(private.seed, algorithm=public.algorithm) == private


def test_secret_multikeys(private: PrivateKey):
    if private.public.algorithm == "RSA":
        with pytest.raises(UnsupportedError, match="no Multikey"):
            _ = private.multikey
    else:
        assert PrivateKey.from_multikey(private.multikey) == private


def test_the_secret_never_shows(private: PrivateKey):
    shown = repr(private)
    assert repr(private.seed) not in shown
    assert private.seed.hex() not in shown


def test_key_objects_are_remembered():
    text = PrivateKey.from_seed(bytes(range(32))).public.multikey
    assert PublicKey.from_multikey(text) is PublicKey.from_multikey(text)


def test_generation_takes_its_randomness_from_the_port():
    assert PrivateKey.generate(Counter()) == PrivateKey.generate(Counter())
    counter = Counter()
    assert PrivateKey.generate(counter, algorithm="P-384") != PrivateKey.generate(counter, algorithm="P-384")


@pytest.mark.parametrize("encoding", SMALL_ORDER)
def test_v11_small_order_keys_are_refused(encoding: str):
    with pytest.raises(NoKeyError) as caught:
        PublicKey.from_raw("Ed25519", bytes.fromhex(encoding))
    assert caught.value.code == "KEY_WEAK"
    with pytest.raises(NoKeyError):
        PublicKey.from_multikey(multibase.encode_z(b"\xed\x01" + bytes.fromhex(encoding)))


def test_v11_a_malleable_ed25519_signature_is_refused():
    private = PrivateKey.from_seed(bytes(range(32)))
    signature = private.sign(b"badge")
    order = 2**252 + 27742317777372353535851937790883648493
    s = int.from_bytes(signature[32:], "little") + order
    assert not private.public.verify(signature[:32] + s.to_bytes(32, "little"), b"badge")


def test_v21_psychic_and_der_signatures_are_refused():
    private = PrivateKey.generate(Counter(), algorithm="P-256")
    order = native._ORDERS["P-256"]
    signature = private.sign(b"badge")
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    assert not private.public.verify(bytes(64), b"badge")
    for wrong_r, wrong_s in ((0, s), (r, 0), (order, s), (r, order)):
        forged = wrong_r.to_bytes(32, "big") + wrong_s.to_bytes(32, "big")
        assert not private.public.verify(forged, b"badge")
    der = native.encode_dss_signature(r, s)
    assert not private.public.verify(der, b"badge")


@pytest.mark.parametrize(
    ("modulus", "exponent"),
    [
        (2**1023 + 1, 65_537),
        (2**2047 + 1, 1),
        (2**2047 + 1, 3),
        (2**2047 + 1, 65_538),
        (2**2047, 65_537),
        (2**2047 + 1, 2**33 + 1),
        (2**16_383 + 1, 65_537),
    ],
    ids=["1024 bits", "e=1", "e=3", "even e", "even n", "huge e", "huge n"],
)
def test_v21_weak_and_huge_rsa_keys_are_refused(modulus: int, exponent: int):
    with pytest.raises(NoKeyError) as caught:
        native.load_rsa_numbers(modulus, exponent)
    assert caught.value.code == "KEY_WEAK"


def test_v21_a_short_rsa_key_is_refused_in_every_form():
    short = rsa.generate_private_key(public_exponent=65_537, key_size=1024).public_key()
    with pytest.raises(NoKeyError):
        PublicKey.from_native(short)
    with pytest.raises(NoKeyError):
        PublicKey.from_raw("RSA", native.rsa_der(short))


def test_points_off_the_curve_are_refused():
    with pytest.raises(NoKeyError) as caught:
        PublicKey.from_raw("P-256", b"\x02" + b"\xff" * 32)
    assert caught.value.code == "KEY_MALFORMED"
    with pytest.raises(NoKeyError):
        PublicKey.from_raw("P-256", b"\x02" + b"\x01" * 31)
    with pytest.raises(NoKeyError):
        PrivateKey.from_seed(bytes(32), algorithm="P-256")
    with pytest.raises(NoKeyError):
        PrivateKey.from_seed(bytes(31))


def test_other_curves_are_not_read():
    key = ec.generate_private_key(ec.SECP256K1()).public_key()
    with pytest.raises(UnsupportedError) as caught:
        PublicKey.from_native(key)
    assert caught.value.code == "KEY_KIND"


@pytest.mark.parametrize("text", ["", "uabc", "m123", "z0OIl", "z" + "2" * 3_000])
def test_bad_multikeys_are_malformed(text: str):
    with pytest.raises(MalformedError):
        PublicKey.from_multikey(text)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=80))
def test_any_bytes_give_a_key_or_an_error_of_the_tree(data: bytes):
    try:
        key = PublicKey.from_multikey(multibase.encode_z(data))
    except OpenBadgeError:
        return
    assert multibase.decode(key.multikey) == data

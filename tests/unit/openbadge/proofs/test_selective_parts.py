"""Derived proofs are read in one form only; anything else is an error of the tree, never a crash."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.openbadge.proofs.badges import KEY, badge

from openbadge.canon import multibase
from openbadge.canon.limits import DEFAULT_LIMITS
from openbadge.errors import LimitError, MalformedError, OpenBadgeError
from openbadge.proofs import cbor, selective

HEADER = bytes.fromhex("d95d01")


def value(data: bytes, header: bytes = HEADER) -> str:
    return multibase.encode_u(header + data)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("00", 0),
        ("17", 23),
        ("1818", 24),
        ("190100", 256),
        ("1a00010000", 65_536),
        ("40", b""),
        ("43010203", b"\1\2\3"),
        ("80", []),
        ("820140", [1, b""]),
        ("a2000118184107", {0: 1, 24: b"\7"}),
    ],
)
def test_what_is_read(data: str, expected: object):
    assert cbor.loads(bytes.fromhex(data)) == expected


@pytest.mark.parametrize(
    "data",
    [
        "",
        "0000",
        "1800",
        "1817",
        "190001",
        "1a00000001",
        "1b0000000100000000",
        "20",
        "6161",
        "c000",
        "f4",
        "f6",
        "f90000",
        "5f4101ff",
        "9f00ff",
        "a10102ff",
        "4201",
        "820",
        "81",
        "a100",
        "a200010002",
        "a1400",
        "a14000",
        "8181818181818100",
        "9a7fffffff",
        "ba7fffffff",
        "5a7fffffff",
    ],
)
def test_what_is_refused(data: str):
    with pytest.raises(MalformedError) as caught:
        cbor.loads(bytes.fromhex(data if len(data) % 2 == 0 else data + "0"))
    assert caught.value.code == "CBOR"


def test_items_are_counted():
    with pytest.raises(LimitError):
        cbor.loads(b"\x99\x27\x11" + bytes(10_001))


@settings(max_examples=500, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_a_value_or_an_error_of_the_tree(data: bytes):
    for read in (cbor.loads, lambda item: selective.read(value(item))):
        try:
            read(data)
        except OpenBadgeError:
            continue


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("zabc", "PROOF_VALUE"),
        (value(b"", b"\xd9\x5d\x00"), "BASE_PROOF"),
        (value(b"\x80", b"\xd9\x5d\x02"), "PROOF_VALUE"),
        (value(b"\x80"), "PROOF_VALUE"),
        (value(b"\x85\x40\x40\x80\xa0"), "CBOR"),
        (value(b"\x85\x40\x40\x80\xa0\x40"), "PROOF_VALUE"),
        (value(b"\x85\x40\x40\x81\x40\xa0\x80"), "PROOF_VALUE"),
        (value(b"\x85\x40\x40\x80\xa1\x00\x00\x80"), "PROOF_VALUE"),
        (value(b"\x85\x40\x40\x80\xa2\x00\x41\x00\x01\x41\x00\x80"), "PROOF_VALUE"),
        (value(b"\x85\x40\x40\x80\xa0\x82\x01\x01"), "PROOF_VALUE"),
        (value(b"\x85\x40\x40\x80\xa0\x81\x40"), "PROOF_VALUE"),
    ],
)
def test_parts_that_do_not_fit(text: str, code: str):
    with pytest.raises(MalformedError) as caught:
        selective.read(text)
    assert caught.value.code == code


def test_too_long_and_too_many():
    with pytest.raises(LimitError):
        selective.read("u" + "A" * 300_000)
    many = b"\x85\x40\x40\x99\x01\xf5" + (b"\x58\x40" + bytes(64)) * 501 + b"\xa0\x80"
    with pytest.raises(LimitError) as caught:
        selective.read(value(many))
    assert caught.value.code == "SIGNATURES"


def test_a_proof_that_names_no_node_or_brings_another_kind_of_key():
    empty = value(b"\x85\x40\x40\x80\xa0\x80")
    with pytest.raises(OpenBadgeError) as caught:
        selective.verify(badge(), empty, proof_hash=b"", key=KEY.public, limits=DEFAULT_LIMITS)
    assert caught.value.code == "KEY_KIND"
    with pytest.raises(MalformedError):
        selective.statements({**badge(), "id": "urn:uuid:1"}, {}, limits=DEFAULT_LIMITS)

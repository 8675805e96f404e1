"""Bytes as text and back, one spelling each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbadge.canon import multibase
from openbadge.errors import LimitError, MalformedError


@given(st.binary(max_size=100))
def test_every_encoding_reads_back(data: bytes):
    assert multibase.base58_decode(multibase.base58_encode(data)) == data
    assert multibase.base64url_decode(multibase.base64url_encode(data)) == data
    assert multibase.decode(multibase.encode_z(data)) == data
    assert multibase.decode(multibase.encode_u(data)) == data


@pytest.mark.parametrize(
    ("data", "text"),
    [(b"Hello World!", "2NEpo7TZRRrLZSi2U"), (b"\0\0\x28\x7f\xb4\xcd", "11233QC4"), (b"", ""), (b"\0", "1")],
)
def test_base58_of_the_draft(data: bytes, text: str):
    """Source: draft-msporny-base58-03, section 5."""
    assert multibase.base58_encode(data) == text
    assert multibase.base58_decode(text) == data


@pytest.mark.parametrize("text", ["0", "O", "I", "l", "ab c", "é", "a0"])
def test_foreign_base58_is_refused(text: str):
    with pytest.raises(MalformedError) as refusal:
        multibase.base58_decode(text)
    assert refusal.value.code == "BASE58"


@pytest.mark.parametrize("text", ["A", "AA==", "A+", "A/", "AB", "AAB", "A A", "é", "AA\n"])
def test_loose_base64url_is_refused(text: str):
    with pytest.raises(MalformedError) as refusal:
        multibase.base64url_decode(text)
    assert refusal.value.code == "BASE64URL"


@pytest.mark.parametrize("text", ["", "mAA", "f00", "Z1"])
def test_other_prefixes_are_refused(text: str):
    with pytest.raises(MalformedError) as refusal:
        multibase.decode(text)
    assert refusal.value.code == "MULTIBASE"


def test_base58_stops_before_it_gets_slow():
    with pytest.raises(LimitError):
        multibase.base58_encode(bytes(multibase.MAX_BASE58_BYTES + 1))
    with pytest.raises(LimitError):
        multibase.base58_decode("z" * 20_000)
    longest = b"\xff" * multibase.MAX_BASE58_BYTES
    assert multibase.base58_decode(multibase.base58_encode(longest)) == longest

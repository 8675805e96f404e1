"""A bit for each credential: exact when it is read, unknown whenever anything is wrong (V13)."""

import zlib
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openbadge.canon import multibase
from openbadge.canon.limits import DEFAULT_LIMITS, Limits
from openbadge.errors import LimitError, MalformedError
from openbadge.model.json import JsonObject, JsonValue
from openbadge.status import bitstring
from openbadge.status.bitstring import Bitstring

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
URL = "https://school.example/status/1"
DID = "did:web:school.example"


def entry(index: JsonValue = "7", **changes: JsonValue) -> JsonObject:
    body: JsonObject = {
        "id": f"{URL}#7",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": index,
        "statusListCredential": URL,
    }
    return {name: value for name, value in (body | changes).items() if value is not None}


def published(*indexes: int, **changes: JsonValue) -> JsonObject:
    bits = Bitstring()
    for index in indexes:
        bits.set(index, True)
    document = bitstring.credential(id=URL, issuer=DID, bitstring=bits, valid_from_at=NOON)
    return {name: value for name, value in (document | changes).items() if value is not None}


def subject(document: JsonObject, **changes: JsonValue) -> JsonObject:
    inner = document["credentialSubject"]
    assert isinstance(inner, dict)
    kept = {name: value for name, value in (inner | changes).items() if value is not None}
    return document | {"credentialSubject": kept}


def check(asked: JsonObject, document: JsonObject, **options: object) -> tuple[str, str]:
    given = {"issuer_id": DID, "at": NOON} | options
    result = bitstring.check(asked, document, **given)  # type: ignore[arg-type]
    return result.state, result.code


def test_v13_revoked_is_found_and_nobody_else():
    document = published(7)
    assert check(entry("7"), document) == ("set", "OK")
    for other in ("0", "6", "8", "131071"):
        assert check(entry(other), document) == ("clear", "OK")


def test_index_0_is_the_left_most_bit():
    bits = Bitstring()
    bits.set(0, True)
    data = zlib.decompress(multibase.base64url_decode(bits.encode()[1:]), 31)
    assert (data[0], len(data), len(bits)) == (0x80, 16_384, 131_072)


def test_the_credential_that_is_published():
    document = bitstring.credential(
        id=URL,
        issuer=DID,
        bitstring=Bitstring(),
        purpose="suspension",
        valid_from_at=NOON,
        valid_until_at=NOON + timedelta(days=1),
        ttl_milliseconds=300_000,
    )
    assert document["type"] == ["VerifiableCredential", "BitstringStatusListCredential"]
    assert (document["validFrom"], document["validUntil"]) == ("2026-03-01T12:00:00Z", "2026-03-02T12:00:00Z")
    inner = document["credentialSubject"]
    assert isinstance(inner, dict)
    assert {name: value for name, value in inner.items() if name != "encodedList"} == {
        "id": f"{URL}#list",
        "type": "BitstringStatusList",
        "statusPurpose": "suspension",
        "ttl": 300_000,
    }


def test_short_lists_are_neither_published_nor_believed():
    with pytest.raises(MalformedError):
        bitstring.credential(id=URL, issuer=DID, bitstring=Bitstring(131_064), valid_from_at=NOON)
    short = subject(published(), encodedList=Bitstring(131_064).encode())
    assert check(entry(), short) == ("unknown", "STATUS_LENGTH")


@pytest.mark.parametrize("size", [0, -8, 7])
def test_bitstrings_are_whole_bytes(size: int):
    with pytest.raises(MalformedError):
        Bitstring(size)


@pytest.mark.parametrize("index", [-1, 131_072])
def test_v13_outside_the_list(index: int):
    with pytest.raises(MalformedError):
        Bitstring().get(index)
    with pytest.raises(MalformedError):
        Bitstring().set(index, True)


@pytest.mark.parametrize(
    "index", [7, "07", "+7", "-7", "7.0", " 7", "7\n", "0x7", "", "٧", None, ["7"], "99999999999", "1e1"]
)
def test_v13_an_index_is_strict(index: JsonValue):
    assert check(entry(index), published(7)) == ("unknown", "STATUS_ENTRY")


@pytest.mark.parametrize(
    ("asked", "document", "code"),
    [
        (entry("131072"), published(7), "STATUS_RANGE"),
        (entry("9999999999"), published(7), "STATUS_RANGE"),
        (entry(type="StatusList2021Entry"), published(7), "STATUS_TYPE"),
        (entry(type="Other"), published(7), "STATUS_ENTRY"),
        (entry(type=None), published(7), "STATUS_ENTRY"),
        (entry(type=[["x"]]), published(7), "STATUS_ENTRY"),
        (entry(statusPurpose="suspension"), published(7), "STATUS_PURPOSE"),
        (entry(statusListCredential=None), published(7), "STATUS_ID"),
        (entry(statusListCredential="https://evil.example/1"), published(7), "STATUS_ID"),
        (entry(statusSize=0), published(7), "STATUS_ENTRY"),
        (entry(statusSize=True), published(7), "STATUS_ENTRY"),
        (entry(statusSize=2), published(7), "STATUS_ENTRY"),
        (entry(statusSize=64), published(7), "STATUS_ENTRY"),
        (entry(), published(7, issuer="did:web:evil.example"), "STATUS_ISSUER"),
        (entry(), published(7, issuer={"name": "x"}), "STATUS_ISSUER"),
        (entry(), published(7, issuer=None), "STATUS_ISSUER"),
        (entry(), published(7, id=None), "STATUS_ID"),
        (entry(), published(7, type=["VerifiableCredential"]), "STATUS_TYPE"),
        (entry(), published(7, credentialSubject=[]), "STATUS_TYPE"),
        (entry(), subject(published(7), type="StatusList2021"), "STATUS_TYPE"),
        (entry(), subject(published(7), statusPurpose="suspension"), "STATUS_PURPOSE"),
        (entry(), subject(published(7), statusPurpose=None), "STATUS_PURPOSE"),
        (entry(), subject(published(7), encodedList=None), "STATUS_ENCODING"),
        (entry(), subject(published(7), encodedList=5), "STATUS_ENCODING"),
        (entry(), subject(published(7), encodedList="zabc"), "STATUS_ENCODING"),
        (entry(), subject(published(7), encodedList="uAAAA"), "STATUS_ENCODING"),
        (entry(), subject(published(7), encodedList="u===="), "BASE64URL"),
        (entry(), published(7, validFrom="2026-03-01T12:05:01Z"), "STATUS_DATES"),
        (entry(), published(7, validUntil="2026-03-01T11:55:00Z"), "STATUS_DATES"),
        (entry(), published(7, validFrom="tomorrow"), "DATE"),
    ],
)
def test_v13_whatever_is_wrong_is_unknown(asked: JsonObject, document: JsonObject, code: str):
    assert check(asked, document) == ("unknown", code)


def test_v13_a_clock_may_be_five_minutes_off():
    assert check(entry(), published(7, validFrom="2026-03-01T12:05:00Z")) == ("set", "OK")
    assert check(entry(), published(7, validUntil="2026-03-01T11:55:01Z")) == ("set", "OK")


def test_v13_a_copy_that_is_too_old_is_unknown():
    document = subject(published(7), ttl=300_000)
    assert check(entry(), document, obtained_at=NOON - timedelta(minutes=5)) == ("set", "OK")
    assert check(entry(), document, obtained_at=NOON - timedelta(minutes=6)) == ("unknown", "STATUS_STALE")
    assert check(entry(), subject(published(7), ttl="300"), obtained_at=NOON) == ("unknown", "STATUS_TYPE")


def test_v13_a_bomb_is_not_inflated():
    bomb = "u" + multibase.base64url_encode(zlib.compress(bytes(40_000_000), 9, 31))
    document = subject(published(7), encodedList=bomb)
    assert check(entry(), document) == ("unknown", "STATUS_TOO_LARGE")
    with pytest.raises(LimitError):
        Bitstring.decode("u" + "A" * 17_000_000)
    assert len(Bitstring.decode(bomb, Limits(inflated_bytes=40_000_000))) == 320_000_000


@pytest.mark.parametrize("tail", [b"x", zlib.compress(b"\xff", 9, 31)])
def test_v13_nothing_follows_the_list(tail: bytes):
    data = multibase.base64url_decode(Bitstring().encode()[1:])
    with pytest.raises(MalformedError):
        Bitstring.decode("u" + multibase.base64url_encode(data + tail))
    with pytest.raises(MalformedError):
        Bitstring.decode("u" + multibase.base64url_encode(data[:-4]))


def test_entries_wider_than_a_bit():
    bits = Bitstring(131_072 * 2)
    bits.set(14, True)
    messages: list[JsonValue] = [
        {"status": f"0x{n}", "message": text} for n, text in enumerate(("a", "b", "c", "d"))
    ]
    document = subject(published(), statusPurpose="message", encodedList=bits.encode())
    asked = entry(statusPurpose="message", statusSize=2, statusMessage=messages)
    result = bitstring.check(asked, document)
    assert (result.state, result.value, result.reason) == ("set", 2, "c")
    single = subject(document, encodedList=Bitstring(131_072).encode())
    assert bitstring.check(asked, single).code == "STATUS_LENGTH"


def test_several_purposes_in_one_list():
    document = subject(published(7), statusPurpose=["revocation", "suspension"])
    assert check(entry(statusPurpose="suspension"), document) == ("set", "OK")


def test_status_list_2021_is_read():
    body = published(7)
    inner = body["credentialSubject"]
    assert isinstance(inner, dict)
    draft = subject(body, type="StatusList2021", encodedList=str(inner["encodedList"])[1:]) | {
        "type": ["VerifiableCredential", "StatusList2021Credential"],
        "issuanceDate": "2026-03-01T12:00:00Z",
    }
    del draft["validFrom"]
    assert check(entry(type="StatusList2021Entry"), draft) == ("set", "OK")
    assert check(entry("8", type="StatusList2021Entry"), draft) == ("clear", "OK")
    assert check(entry(), draft) == ("unknown", "STATUS_TYPE")


def test_a_list_that_embeds_its_issuer():
    assert check(entry(), published(7, issuer={"id": DID, "type": "Profile"})) == ("set", "OK")


@settings(max_examples=30, deadline=None)
@given(st.sets(st.integers(0, 131_071), max_size=50))
def test_decode_undoes_encode(indexes: set[int]):
    bits = Bitstring()
    for index in indexes:
        bits.set(index, True)
    back = Bitstring.decode(bits.encode(), DEFAULT_LIMITS)
    assert back == bits
    assert {index for index in indexes if back.get(index)} == indexes
    assert back.encode() == bits.encode()
    for index in indexes:
        back.set(index, False)
    assert back == Bitstring()

"""Bitstring Status List 1.0: one bit for each credential, in a list that says nothing of who looks.

StatusList2021, its draft, is read by the same steps; nobody should write it any more.
Source: W3C Bitstring Status List v1.0, sections 2 and 3.
"""

import re
import zlib
from datetime import datetime, timedelta
from typing import Literal

from openbadge.canon import multibase
from openbadge.canon.limits import DEFAULT_LIMITS, Limits
from openbadge.canon.remembered import Remembered
from openbadge.errors import LimitError, MalformedError, OpenBadgeError
from openbadge.keys import timestamps
from openbadge.model.json import JsonObject, JsonValue
from openbadge.status.result import OK, StatusResult

MINIMUM_ENTRIES = 131_072
"""The least number of entries, for the privacy of those in the list (section 6.1)."""

ENTRY_TYPES = {"BitstringStatusListEntry": "BitstringStatusList", "StatusList2021Entry": "StatusList2021"}
"""The type of an entry, and that of the list which it points into."""

_INDEX = re.compile(r"0|[1-9][0-9]{0,9}", re.ASCII)
_MAX_STATUS_BITS = 16
_SKEW = timedelta(minutes=5)
_GZIP = 31  # zlib's wbits for a gzip member
_ENCODED_OVERHEAD_CHARACTERS = 65_536

# Lists as they were unpacked, by the text that was unpacked, its prefix and how long it might become.
_UNPACKED: Remembered[tuple[str, str, int], bytes] = Remembered(size=256, room=32_000_000)


class Bitstring:
    """A list of bits, all clear at first; index 0 is the left-most bit of the first byte (section 2.2).

    `size` is a multiple of 8, at least 131,072 for a list that is published.
    """

    __slots__ = ("_bytes",)

    def __init__(self, size: int = MINIMUM_ENTRIES) -> None:
        if size <= 0 or size % 8:
            raise MalformedError("STATUS_LENGTH", "The length of a bitstring is a multiple of 8.")
        self._bytes = bytearray(size // 8)

    def __len__(self) -> int:
        return len(self._bytes) * 8

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Bitstring) and other._bytes == self._bytes

    def get(self, index: int) -> bool:
        """Return the bit at `index`. Raises MalformedError STATUS_RANGE outside the list."""
        return bool(_bit(self._bytes, index))

    def set(self, index: int, value: bool) -> None:
        """Set the bit at `index` to `value`. Raises MalformedError STATUS_RANGE outside the list."""
        _check_range(self._bytes, index)
        mask = 0x80 >> (index & 7)
        if value:
            self._bytes[index >> 3] |= mask
        else:
            self._bytes[index >> 3] &= ~mask

    def number(self, index: int, width: int) -> int:
        """Return entry number `index` of a list whose entries have `width` bits, most significant first."""
        return _number(self._bytes, index, width)

    def encode(self) -> str:
        """Return the `encodedList`: `u`, then base64url of the GZIP. The same bits give the same text."""
        # Matching runs alone makes such lists smaller than searching for repetitions does, and 50 times faster.
        packer = zlib.compressobj(9, zlib.DEFLATED, _GZIP, strategy=zlib.Z_RLE)
        return "u" + multibase.base64url_encode(packer.compress(bytes(self._bytes)) + packer.flush())

    @classmethod
    def decode(
        cls, text: str, limits: Limits = DEFAULT_LIMITS, *, prefix: Literal["u", ""] = "u"
    ) -> "Bitstring":
        """Return the bits of an `encodedList`; StatusList2021 writes it with no multibase prefix.

        Raises MalformedError STATUS_ENCODING, LimitError STATUS_TOO_LARGE past `limits.inflated_bytes`.
        """
        found = cls.__new__(cls)
        found._bytes = bytearray(_unpack(text, limits, prefix))
        return found


def _check_range(bits: bytes | bytearray, index: int) -> None:
    if not 0 <= index < len(bits) * 8:
        raise MalformedError("STATUS_RANGE", f"The status list has no entry number {index}.")


def _bit(bits: bytes | bytearray, index: int) -> int:
    _check_range(bits, index)
    return bits[index >> 3] >> (7 - (index & 7)) & 1


def _number(bits: bytes | bytearray, index: int, width: int) -> int:
    if width == 1:
        return _bit(bits, index)
    return sum(_bit(bits, index * width + bit) << (width - 1 - bit) for bit in range(width))


def _unpack(text: str, limits: Limits, prefix: str) -> bytes:
    """Return the bits of an `encodedList`; raises what `Bitstring.decode` does."""
    if not text.startswith(prefix):
        raise MalformedError("STATUS_ENCODING", "The encoded list does not begin with u.")
    if len(text) > limits.inflated_bytes + _ENCODED_OVERHEAD_CHARACTERS:
        raise LimitError("STATUS_TOO_LARGE", "The encoded status list is too long.")
    body = text.removeprefix(prefix)
    data = multibase.base64url_decode(body if prefix else body.rstrip("="))
    unpacker = zlib.decompressobj(_GZIP)
    try:
        bits = unpacker.decompress(data, limits.inflated_bytes + 1)
    except zlib.error as error:
        raise MalformedError("STATUS_ENCODING", "The status list is not GZIP.") from error
    if len(bits) > limits.inflated_bytes:
        raise LimitError("STATUS_TOO_LARGE", f"The list inflates past {limits.inflated_bytes} bytes.")
    if not unpacker.eof or unpacker.unused_data or not bits:
        raise MalformedError("STATUS_ENCODING", "The status list is cut short, or something follows it.")
    return bits


def credential(
    *,
    id: str,
    issuer: str | JsonObject,
    bitstring: Bitstring,
    purpose: str = "revocation",
    valid_from_at: datetime,
    valid_until_at: datetime | None = None,
    ttl_milliseconds: int | None = None,
) -> JsonObject:
    """Return the unsigned status list credential published at `id`.

    `issuer` must be the issuer of the badges that point to it. `ttl_milliseconds` says for how long readers
    may keep it. Raises MalformedError STATUS_LENGTH under 131,072 entries. Source: section 2.2.
    """
    if len(bitstring) < MINIMUM_ENTRIES:
        raise MalformedError("STATUS_LENGTH", f"A status list has at least {MINIMUM_ENTRIES} entries.")
    subject: JsonObject = {
        "id": f"{id}#list",
        "type": "BitstringStatusList",
        "statusPurpose": purpose,
        "encodedList": bitstring.encode(),
    }
    if ttl_milliseconds is not None:
        subject["ttl"] = ttl_milliseconds
    document: JsonObject = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": id,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": timestamps.write(valid_from_at),
        "credentialSubject": subject,
    }
    if valid_until_at is not None:
        document["validUntil"] = timestamps.write(valid_until_at)
    return document


def check(
    entry: JsonObject,
    list_document: JsonObject,
    *,
    issuer_id: str | None = None,
    at: datetime | None = None,
    obtained_at: datetime | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> StatusResult:
    """Return what `list_document` says of the credential that holds `entry` (its `credentialStatus`).

    Given, `issuer_id` must be the list's issuer, `at` must lie in the list's validity (5 minutes of skew),
    and `obtained_at` must be less than the list's `ttl` before `at`. Whatever is wrong makes it unknown:
    STATUS_ENTRY, STATUS_ID, STATUS_TYPE, STATUS_ISSUER, STATUS_PURPOSE, STATUS_DATES, STATUS_STALE,
    STATUS_LENGTH, STATUS_RANGE, STATUS_ENCODING, STATUS_TOO_LARGE. The list's proof is for the caller.
    Source: section 3.2 Validate Algorithm.
    """
    purpose = str(entry.get("statusPurpose", "revocation"))
    try:
        # 1. What does the credential ask?
        index, width = _index(entry), _width(entry)
        # 2. Is this the list that it names, of its issuer, and in force?
        subject = _subject(entry, list_document)
        _check_issuer(list_document, issuer_id)
        _check_dates(list_document, subject, at, obtained_at)
        # 3. Is the list about this purpose?
        if purpose not in _texts(subject.get("statusPurpose")):
            raise MalformedError("STATUS_PURPOSE", f"The status list is not about {purpose[:40]}.")
        # 4. Unpack it, and look.
        bits = _bits(entry, subject, limits)
        if len(bits) * 8 // width < MINIMUM_ENTRIES:
            raise MalformedError("STATUS_LENGTH", f"A status list has at least {MINIMUM_ENTRIES} entries.")
        value = _number(bits, index, width)
    except OpenBadgeError as error:
        return StatusResult("unknown", purpose, error.code, error.message)
    state: Literal["set", "clear"] = "set" if value else "clear"
    message = f"The issuer's list says: {purpose}." if value else f"The issuer's list says: no {purpose}."
    return StatusResult(state, purpose, OK, message, value, _status_message(entry, value))


def _entry_type(entry: JsonObject) -> str:
    for name in _texts(entry.get("type")):
        if isinstance(name, str) and name in ENTRY_TYPES:
            return name
    raise MalformedError("STATUS_ENTRY", "This is not an entry of a bitstring status list.")


def _index(entry: JsonObject) -> int:
    text = entry.get("statusListIndex")
    if not isinstance(text, str) or not _INDEX.fullmatch(text):
        raise MalformedError("STATUS_ENTRY", "statusListIndex is a whole number, written as text.")
    return int(text)


def _width(entry: JsonObject) -> int:
    width = entry.get("statusSize", 1)
    if not isinstance(width, int) or isinstance(width, bool) or not 1 <= width <= _MAX_STATUS_BITS:
        raise MalformedError("STATUS_ENTRY", f"statusSize is a number from 1 to {_MAX_STATUS_BITS}.")
    messages = entry.get("statusMessage")
    if width > 1 and not (isinstance(messages, list) and len(messages) == 1 << width):
        raise MalformedError("STATUS_ENTRY", f"statusMessage needs {1 << width} entries for {width} bits.")
    return width


def _subject(entry: JsonObject, list_document: JsonObject) -> JsonObject:
    address = entry.get("statusListCredential")
    if not isinstance(address, str) or list_document.get("id") != address:
        raise MalformedError("STATUS_ID", "This is not the status list that the credential names.")
    wanted = ENTRY_TYPES[_entry_type(entry)]
    subject = list_document.get("credentialSubject")
    if not isinstance(subject, dict) or wanted not in _texts(subject.get("type")):
        raise MalformedError("STATUS_TYPE", f"This document holds no {wanted}.")
    if f"{wanted}Credential" not in _texts(list_document.get("type")):
        raise MalformedError("STATUS_TYPE", f"This document is not a {wanted}Credential.")
    return subject


def _check_issuer(list_document: JsonObject, issuer_id: str | None) -> None:
    issuer = list_document.get("issuer")
    name = issuer.get("id") if isinstance(issuer, dict) else issuer
    if issuer_id is not None and name != issuer_id:
        raise MalformedError("STATUS_ISSUER", "The status list belongs to another issuer.")


def _check_dates(
    list_document: JsonObject, subject: JsonObject, at: datetime | None, obtained_at: datetime | None
) -> None:
    if at is None:
        return
    starts_at = _instant(list_document, "validFrom", "issuanceDate")
    ends_at = _instant(list_document, "validUntil", "expirationDate")
    if (starts_at and starts_at - _SKEW > at) or (ends_at and ends_at + _SKEW <= at):
        raise MalformedError("STATUS_DATES", "The status list is not in force at this time.")
    ttl = subject.get("ttl")
    if ttl is None or obtained_at is None:
        return
    if not isinstance(ttl, int) or isinstance(ttl, bool) or not 0 <= ttl <= 10**12:
        raise MalformedError("STATUS_TYPE", "The ttl of the status list is not a number of milliseconds.")
    if obtained_at + timedelta(milliseconds=ttl) < at:
        raise MalformedError("STATUS_STALE", "This copy of the status list is older than it may be.")


def _instant(document: JsonObject, *members: str) -> datetime | None:
    for member in members:
        value = document.get(member)
        if value is not None:
            return timestamps.parse(str(value), path=f"$.{member}")
    return None


def _bits(entry: JsonObject, subject: JsonObject, limits: Limits) -> bytes:
    """Return the bits of the list; thousands of badges point into one, so it is unpacked once."""
    encoded = subject.get("encodedList")
    if not isinstance(encoded, str):
        raise MalformedError("STATUS_ENCODING", "The status list has no encodedList.")
    place = (encoded, "" if _entry_type(entry) == "StatusList2021Entry" else "u", limits.inflated_bytes)
    known = _UNPACKED.get(place)
    if known is not None:
        return known
    bits = _unpack(encoded, limits, place[1])
    return _UNPACKED.put(place, bits, weight=len(encoded) + len(bits))


def _texts(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else [value]


def _status_message(entry: JsonObject, value: int) -> str | None:
    """Return the issuer's words for `value`. Source: section 2.1, statusMessage."""
    messages = entry.get("statusMessage")
    for item in messages if isinstance(messages, list) else []:
        if isinstance(item, dict) and str(item.get("status")).lower() == hex(value):
            return str(item.get("message"))
    return None

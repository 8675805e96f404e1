"""Bytes as text: base58btc, base64url without padding, and the multibase prefixes `z` and `u`.

Strict both ways: one text for one value, so that a signature cannot be spelled twice.
Source: W3C Controlled Identifiers 1.0 section 2.4 (multibase), RFC 4648 section 5.
"""

from binascii import a2b_base64, b2a_base64

from openbadge.errors import LimitError, MalformedError

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_PAIRS = tuple(first + second for first in _ALPHABET for second in _ALPHABET)
_NO_DIGIT = 0xFF
_DIGITS = bytes(_ALPHABET.find(chr(code)) % 256 for code in range(256))
_EIGHT_DIGITS = 58**8
_BASE64URL = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

MAX_BASE58_BYTES = 8_192
"""Base58 costs the square of its length; the longest key or signature of the suites has 600 bytes."""


def base58_encode(data: bytes) -> str:
    """Return the base58btc text of `data`, a leading `1` for each leading zero byte.

    Raises LimitError BASE58_TOO_LONG past 8,192 bytes.
    """
    if len(data) > MAX_BASE58_BYTES:
        raise LimitError("BASE58_TOO_LONG", f"{len(data)} bytes are too many for base58.")
    number = int.from_bytes(data, "big")
    pairs: list[str] = []
    while number:
        number, pair = divmod(number, 3_364)
        pairs.append(_PAIRS[pair])
    pairs.reverse()
    zeros = len(data) - len(data.lstrip(b"\0"))
    return "1" * zeros + "".join(pairs).lstrip("1")


def base58_decode(text: str) -> bytes:
    """Return the bytes of a base58btc text.

    Raises MalformedError BASE58 for a character outside the alphabet, LimitError BASE58_TOO_LONG.
    """
    if len(text) > MAX_BASE58_BYTES * 138 // 100 + 1:
        raise LimitError("BASE58_TOO_LONG", f"{len(text)} base58 characters are too many.")
    digits = text.encode("ascii", "replace").translate(_DIGITS)
    if _NO_DIGIT in digits:
        raise MalformedError("BASE58", "The text holds a character that base58 does not have.")
    number = 0
    start = len(digits) % 8
    for digit in digits[:start]:
        number = number * 58 + digit
    for at in range(start, len(digits), 8):  # the long number is multiplied once for eight digits
        a, b, c, d, e, f, g, h = digits[at : at + 8]
        eight = ((((((a * 58 + b) * 58 + c) * 58 + d) * 58 + e) * 58 + f) * 58 + g) * 58 + h
        number = number * _EIGHT_DIGITS + eight
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def base64url_encode(data: bytes) -> str:
    """Return the base64url text of `data` without padding."""
    text = b2a_base64(data, newline=False).rstrip(b"=")
    return text.replace(b"+", b"-").replace(b"/", b"_").decode("ascii")


def base64url_decode(text: str) -> bytes:
    """Return the bytes of a base64url text without padding.

    Raises MalformedError BASE64URL for padding, a foreign character, an impossible length or bits left
    over at the end that are not zero (RFC 4648 section 3.5).
    """
    rest = len(text) % 4
    letters = text.encode("utf-8", "replace")
    if rest == 1 or letters.translate(None, _BASE64URL):
        raise MalformedError("BASE64URL", "The text is not base64url without padding.")
    data = a2b_base64(letters.replace(b"-", b"+").replace(b"_", b"/") + b"=" * (-len(text) % 4))
    if rest and base64url_encode(data[-(len(data) % 3) :]) != text[-rest:]:
        raise MalformedError("BASE64URL", "The base64url text ends in bits that mean nothing.")
    return data


def encode_z(data: bytes) -> str:
    """Return the multibase base58btc text of `data`: `z` and the digits."""
    return "z" + base58_encode(data)


def encode_u(data: bytes) -> str:
    """Return the multibase base64url text of `data`: `u` and the characters, no padding."""
    return "u" + base64url_encode(data)


def decode(text: str) -> bytes:
    """Return the bytes of a multibase text that starts with `z` (base58btc) or `u` (base64url).

    Raises MalformedError MULTIBASE for another prefix, BASE58 or BASE64URL for a bad body.
    """
    if text[:1] == "z":
        return base58_decode(text[1:])
    if text[:1] == "u":
        return base64url_decode(text[1:])
    raise MalformedError("MULTIBASE", "The text starts with neither z (base58btc) nor u (base64url).")

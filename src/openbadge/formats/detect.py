"""What a file or a text is, from its bytes alone: the wrapping, and the format of the badge inside when it shows.

Nothing is unbaked or checked here; images and PDF are told by their first bytes, JSON and tokens are parsed under
the limits. Whoever finds an image unbakes it and asks again.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from openbadge.canon import multibase, strict_json
from openbadge.canon.limits import DEFAULT_LIMITS, Limits
from openbadge.errors import OpenBadgeError
from openbadge.formats.ob3 import from_claims
from openbadge.model.json import JsonObject, JsonValue

Kind = Literal["json", "jwt", "png", "svg", "pdf", "url", "unknown"]
Format = Literal[
    "ob05", "ob10", "ob11", "ob20", "ob30", "clr20", "elm", "endorsement", "presentation", "unknown"
]

_PNG = b"\x89PNG\r\n\x1a\n"
_SVG_TAG = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?svg[\s/>]")
# What may stand before the root of an XML document, by its beginning and its end.
_PROLOGUE = ((b"<?", b"?>"), (b"<!--", b"-->"))
_DOCTYPE = b"<!DOCTYPE"
_SPACE = re.compile(rb"\s*")
_TOKEN = re.compile(rb"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*")
_URL = re.compile(rb"https?://[^\s<>\"]+")
_PDF_WITHIN_BYTES = 1024  # a PDF's header may be preceded by other bytes (ISO 32000-1, annex H)
_SVG_WITHIN_BYTES = 65_536

# Each type of a credential, the most telling first.
_CREDENTIAL_TYPES: tuple[tuple[str, Format], ...] = (
    ("ClrCredential", "clr20"),
    ("EuropeanDigitalCredential", "elm"),
    ("EndorsementCredential", "endorsement"),
    ("OpenBadgeCredential", "ob30"),
    ("AchievementCredential", "ob30"),
    ("VerifiablePresentation", "presentation"),
    ("VerifiableCredential", "unknown"),
)


class Detected(NamedTuple):
    """What the bytes are.

    `format` is the badge's format when it shows, "unknown" for images and for anything else. `document` is the
    parsed JSON object, for a token its payload. `signed` tells a token, a document with a `proof` or a JAdES
    document from plain JSON.
    """

    kind: Kind
    format: Format = "unknown"
    document: JsonObject | None = None
    signed: bool = False


def detect(data: bytes, *, limits: Limits = DEFAULT_LIMITS) -> Detected:
    """Return what `data` is.

    Raises MalformedError or LimitError when it is JSON that may not be read (see `canon.strict_json.loads`).
    """
    if data.startswith(_PNG):
        return Detected("png")
    if b"%PDF-" in data[:_PDF_WITHIN_BYTES]:
        return Detected("pdf")
    if not data.startswith(b"{") and _begins_svg(data[:_SVG_WITHIN_BYTES].removeprefix(b"\xef\xbb\xbf")):
        return Detected("svg")
    text = data.strip()
    if text.startswith((b"{", b"[")):
        return _of_json(strict_json.loads(text, limits=limits))
    if _TOKEN.fullmatch(text):
        return _of_token(text, limits)
    if _URL.fullmatch(text):
        return Detected("url")
    return Detected("unknown")


def format_of(document: JsonObject) -> Format:
    """Return the format of a parsed document: of its types and contexts, else of the members only it has."""
    types = _texts(document.get("type"))
    for name, found in _CREDENTIAL_TYPES:
        if name in types:
            return found
    if isinstance(document.get("vc"), dict):
        return format_of(from_claims(document))
    contexts = " ".join(_texts(document.get("@context")))
    if "openbadges/v2" in contexts or "ob/v2p" in contexts:
        return "ob20"
    if "openbadges/v1" in contexts:
        return "ob11"
    return _older_format(document)


def _older_format(document: JsonObject) -> Format:
    if "verification" in document and "badge" in document:
        return "ob20"
    body = document.get("body")
    if isinstance(body, dict) and "badge" in body:
        return _older_format(body)
    badge = document.get("badge")
    if "uid" in document or "verify" in document:
        return "ob10"
    if isinstance(badge, dict) and "recipient" in document:
        return "ob05"
    return "unknown"


def _of_json(value: JsonValue) -> Detected:
    if isinstance(value, dict):
        if isinstance(value.get("payload"), str) and ("signatures" in value or "signature" in value):
            return Detected("json", "elm", value, signed=True)
        inner = value.get("credential")
        if isinstance(inner, dict) and "type" not in value:
            return Detected("json", format_of(inner), value, signed="proof" in inner)
        return Detected("json", format_of(value), value, signed="proof" in value)
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], dict):
        return _of_json(value[0])
    return Detected("json")


def _of_token(text: bytes, limits: Limits) -> Detected:
    header, payload, _ = text.split(b".")
    try:
        head = strict_json.loads(multibase.base64url_decode(header.decode("ascii")), limits=limits)
        body = strict_json.loads(multibase.base64url_decode(payload.decode("ascii")), limits=limits)
    except OpenBadgeError:
        return Detected("unknown")
    if not isinstance(head, dict) or "alg" not in head:
        return Detected("unknown")
    if not isinstance(body, dict):
        return Detected("jwt", signed=True)
    return Detected("jwt", format_of(body), body, signed=True)


def _texts(value: JsonValue) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    return tuple(item for item in items if isinstance(item, str))


def _begins_svg(text: bytes) -> bool:
    start = 0
    while True:
        start = _SPACE.match(text, start).end()  # type: ignore[union-attr] # it always matches
        end = _end_of_prologue(text, start)
        if end <= start:
            return _SVG_TAG.match(text, start) is not None
        start = end


def _end_of_prologue(text: bytes, start: int) -> int:
    """Return where the instruction, comment or doctype at `start` ends; `start` when there is none."""
    for begin, end in _PROLOGUE:
        if text.startswith(begin, start):
            found = text.find(end, start)
            return start if found < 0 else found + len(end)
    if text[start : start + len(_DOCTYPE)].upper() == _DOCTYPE:
        bracket, closing = text.find(b"[", start), text.find(b">", start)
        if 0 <= bracket < closing:
            closing = text.find(b">", text.find(b"]", bracket))
        return start if closing < 0 else closing + 1
    return start

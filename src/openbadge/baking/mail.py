"""A mail (RFC 5322, .eml) whose picture or attachment carries the credential: read only, nothing is sent here.

Issuers that put the signed badge into the mail itself give the earner something that outlives their site.
"""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message
from email.policy import compat32

from openbadge.baking import pdf, png, svg
from openbadge.baking.baked import Baked, check_size, found_text, found_twice, none_found
from openbadge.errors import LimitError, MalformedError

MAIL_BYTES = 25 * 1024 * 1024
"""The largest mail that is read: a PDF at its limit, in base64, does not fit; a badge does many times over."""
PARTS = 64
"""The most parts that are looked at."""

# The parser compares each line with the boundary of every multipart around it. A mail at its limit in base64 has
# 340,000 lines; one that was forwarded twice nests some six multiparts.
_LINES = 350_000
_MULTIPARTS = 16
_BOUNDARY_LINES = 1_000

_FIRST_HEADER = re.compile(rb"(?:From |[A-Za-z][A-Za-z0-9-]{0,75}:[ \t])")
_MIME = re.compile(rb"\nMIME-Version:", re.IGNORECASE)
_HEAD_BYTES = 65_536
_READERS = {
    "image/png": png.unbake,
    "image/svg+xml": svg.unbake,
    "application/pdf": pdf.unbake,
}
_DOCUMENTS = ("application/json", "application/ld+json", "application/vc", "application/vc+ld+json")


def is_mail(data: bytes) -> bool:
    """Return whether the bytes begin like a mail of several parts."""
    return bool(_FIRST_HEADER.match(data) and _MIME.search(data[:_HEAD_BYTES]))


def unbake(data: bytes) -> Baked:
    """Return the one credential that the parts of a mail carry; the same one in several parts counts once.

    Raises MalformedError BAKE_NONE, BAKE_DUPLICATE, BAKE_MAIL, LimitError BAKE_TOO_LARGE or BAKE_PARTS, and what
    the readers of pictures and PDFs raise.
    """
    check_size(data, MAIL_BYTES, "mail")
    _check_cost(data)
    found: dict[str, Baked] = {}
    for part in _parts(data):
        baked = _unbaked(part)
        if baked is not None:
            found.setdefault(baked.text, baked)
    if not found:
        raise none_found("mail")
    if len(found) > 1:
        raise found_twice("mail")
    return next(iter(found.values()))


def _check_cost(data: bytes) -> None:
    """Raise LimitError BAKE_PARTS for a mail that would take long to take apart."""
    if (
        max(data.count(b"\n"), data.count(b"\r")) > _LINES
        or data.count(b"\n--") + data.count(b"\r--") > _BOUNDARY_LINES
        or data.lower().count(b"multipart/") > _MULTIPARTS
    ):
        raise LimitError("BAKE_PARTS", "The mail has more lines or parts than any that carries a badge.")


def _parts(data: bytes) -> Iterator[Message]:
    try:
        message = message_from_bytes(data, policy=compat32)
        for number, part in enumerate(message.walk()):
            if number >= PARTS:
                raise LimitError("BAKE_PARTS", f"The mail has more than {PARTS} parts.", limit=PARTS)
            if not part.is_multipart():
                yield part
    except RecursionError as error:
        raise LimitError("BAKE_PARTS", "The parts of the mail are nested too deep.", limit=PARTS) from error
    except (MessageError, LookupError, ValueError) as error:
        raise MalformedError("BAKE_MAIL", "The mail is not well formed.") from error


def _unbaked(part: Message) -> Baked | None:
    kind = part.get_content_type()
    if kind not in _READERS and kind not in _DOCUMENTS:
        return None
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return None
    if kind in _DOCUMENTS:
        return Baked("mail", kind, found_text(payload))
    try:
        baked = _READERS[kind](payload)
    except MalformedError as error:
        if error.code == "BAKE_NONE":
            return None
        raise
    return Baked("mail", baked.keyword, baked.text, baked.notes)

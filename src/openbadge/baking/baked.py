"""What travels inside a file: the text of one credential, and the bounds of the files that carry it.

Shared by the three kinds of file; knows none of them. A credential is UTF-8 text: a JSON document, a
compact JWS, or (Open Badges 1.x) the address of a hosted assertion.
"""

import re
from dataclasses import dataclass
from typing import Literal

from openbadge.canon.limits import DEFAULT_LIMITS
from openbadge.errors import LimitError, MalformedError

IMAGE_BYTES = 5 * 1024 * 1024
"""The largest PNG or SVG that is read or written."""
PDF_BYTES = 20 * 1024 * 1024
"""The largest PDF that is read or written."""
CREDENTIAL_BYTES = DEFAULT_LIMITS.document_bytes
"""The longest credential that is put in or taken out, in UTF-8 bytes."""

Kind = Literal["png", "svg", "pdf", "mail"]
Generation = Literal["3.0", "2.0"]
"""Which Open Badges generation's place to write to: keyword, namespace and element differ."""

VISUAL_UNPROVEN = "VISUAL_UNPROVEN"
"""Note: what the file shows may say other things than the credential inside it."""
ACTIVE_CONTENT = "ACTIVE_CONTENT"
"""Note: the file holds scripts, launch actions or forms; serve it as an attachment only."""
LEGACY_PLACE = "LEGACY_PLACE"
"""Note: the credential stood where only Open Badges 1.x put it."""

COMPACT_JWS = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+")
ADDRESS = re.compile(r"https?://[!-~]+")


@dataclass(frozen=True, slots=True)
class Baked:
    """The one credential of a file.

    `text` is exactly what stands in the file; `keyword` names the place (`openbadgecredential`,
    `openbadges`, `openbadge`); `notes` are codes of what the reader should be told besides.
    """

    kind: Kind
    keyword: str
    text: str
    notes: tuple[str, ...] = ()

    @property
    def data(self) -> bytes:
        """The text as UTF-8 bytes, ready for `verify`."""
        return self.text.encode("utf-8")


def credential_text(credential: bytes) -> str:
    """Return the text of a credential that is about to be baked.

    Raises MalformedError BAKE_TEXT for what is not UTF-8 or is empty or holds a NUL, LimitError
    BAKE_TOO_LARGE past CREDENTIAL_BYTES.
    """
    check_size(credential, CREDENTIAL_BYTES, "credential")
    try:
        text = credential.decode("utf-8")
    except UnicodeDecodeError as error:
        raise MalformedError("BAKE_TEXT", f"The credential is not UTF-8 at byte {error.start}.") from error
    if not text or text.isspace() or b"\0" in credential:
        raise MalformedError("BAKE_TEXT", "The credential is empty or holds a NUL character.")
    return text


def found_text(data: bytes, *, encoding: str = "utf-8") -> str:
    """Return the text of a credential that was found in a file.

    Raises MalformedError BAKE_TEXT when it is not text or is empty, LimitError BAKE_TOO_LARGE.
    """
    check_size(data, CREDENTIAL_BYTES, "credential")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise MalformedError("BAKE_TEXT", "The credential in the file is not UTF-8 text.") from error
    if not text.strip():
        raise MalformedError("BAKE_TEXT", "The place for the credential is there, but it is empty.")
    return text


def check_size(data: bytes | memoryview, limit: int, what: str) -> None:
    """Raise LimitError BAKE_TOO_LARGE when `data` has more than `limit` bytes."""
    if len(data) > limit:
        raise LimitError(
            "BAKE_TOO_LARGE",
            f"The {what} has {len(data)} bytes; {limit} are allowed.",
            size_bytes=len(data),
            limit=limit,
        )


def none_found(what: str) -> MalformedError:
    """Return the error of a sound file without any credential."""
    return MalformedError("BAKE_NONE", f"This {what} holds no Open Badges credential.")


def found_twice(what: str) -> MalformedError:
    """Return the error of a file with more than one credential. Source: OB 3.0 5.3 ("MUST NOT")."""
    return MalformedError("BAKE_DUPLICATE", f"This {what} holds more than one credential, not one.")

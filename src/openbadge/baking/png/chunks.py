"""The chunk list of a PNG, read by us and strictly: no decoder, no copy of the pixels.

Source: PNG, third edition, section 5 (datastream structure). Every length is checked against the file,
every CRC is computed. Image libraries forgive most of what is refused here.
"""

import struct
import zlib

from openbadge.baking.baked import IMAGE_BYTES, check_size
from openbadge.errors import LimitError, MalformedError

SIGNATURE = b"\x89PNG\r\n\x1a\n"
CHUNKS_LIMIT = 20_000
"""A 5 MB picture written in the usual 8 kB pieces has 640."""

_HEAD = struct.Struct(">I4s")
_TAIL = struct.Struct(">I")

Span = tuple[bytes, int, int]
"""A chunk's type, where it starts (at its length field) and where the next one starts."""


def read(png: bytes) -> list[Span]:
    """Return the chunks of a PNG in order, IHDR first and IEND last.

    Raises MalformedError with BAKE_KIND (not a PNG), BAKE_TRUNCATED, BAKE_CHUNK (bad type, IHDR not
    first), BAKE_CRC or BAKE_AFTER_IEND (anything but padding follows), LimitError BAKE_TOO_LARGE or
    BAKE_CHUNKS.
    """
    check_size(png, IMAGE_BYTES, "PNG file")
    if not png.startswith(SIGNATURE):
        raise MalformedError("BAKE_KIND", "This is not a PNG file: it does not start with PNG's signature.")
    end_of_file = len(png)
    view = memoryview(png)
    head, tail, crc32 = _HEAD.unpack_from, _TAIL.unpack_from, zlib.crc32
    spans: list[Span] = []
    at = 8
    kind = b""
    while kind != b"IEND":
        if at + 12 > end_of_file:
            raise _truncated(at)
        length, kind = head(png, at)
        end = at + 12 + length
        if end > end_of_file:
            raise _truncated(at)
        if not kind.isalpha():  # of bytes: ASCII letters
            raise MalformedError("BAKE_CHUNK", f"A chunk's type at byte {at} is not four letters.", offset=at)
        if crc32(view[at + 4 : end - 4]) != tail(png, end - 4)[0]:
            raise MalformedError(
                "BAKE_CRC", f"The {kind.decode()} chunk at byte {at} does not match its checksum.", offset=at
            )
        spans.append((kind, at, end))
        if len(spans) > CHUNKS_LIMIT:
            raise LimitError(
                "BAKE_CHUNKS", f"The PNG has more than {CHUNKS_LIMIT} chunks.", limit=CHUNKS_LIMIT
            )
        at = end
    _check_ends(png, spans, at)
    return spans


def body(png: bytes, span: Span) -> bytes:
    """Return the data of one chunk."""
    return png[span[1] + 8 : span[2] - 4]


def write(kind: bytes, start: bytes, rest: bytes) -> tuple[bytes, ...]:
    """Return the pieces of one whole chunk (length, type, data, CRC) whose data is `start` and then `rest`."""
    checksum = zlib.crc32(rest, zlib.crc32(kind + start))
    return _HEAD.pack(len(start) + len(rest), kind), start, rest, _TAIL.pack(checksum)


def _check_ends(png: bytes, spans: list[Span], end: int) -> None:
    if spans[0][0] != b"IHDR" or spans[0][2] != 33:
        raise MalformedError("BAKE_CHUNK", "The first chunk of this PNG is not a sound IHDR.", offset=8)
    if spans[-1][2] - spans[-1][1] != 12:
        raise MalformedError("BAKE_CHUNK", "The IEND chunk of this PNG is not empty.", offset=spans[-1][1])
    if end != len(png) and png[end:].strip(b"\0\t\n\r "):
        raise MalformedError(
            "BAKE_AFTER_IEND",
            f"Something follows the end of this PNG at byte {end}; a reader may not look at it.",
            offset=end,
        )


def _truncated(at: int) -> MalformedError:
    return MalformedError("BAKE_TRUNCATED", f"The PNG ends inside a chunk at byte {at}.", offset=at)

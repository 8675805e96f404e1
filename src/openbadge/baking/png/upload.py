"""A stranger's PNG: is it a sound picture of a bearable size, and what else does it carry?

The pixels are inflated once, in pieces that are thrown away, to see that they are there and no more;
they are never encoded again. Chunks that are not picture (EXIF, text, time, unknown ones) go.
Source: PNG, third edition, sections 5 and 11.
"""

import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from openbadge.baking.png import chunks
from openbadge.errors import LimitError, MalformedError

PIXELS_LIMIT = 25_000_000
PIXEL_BYTES = 4 * PIXELS_LIMIT + 200_000
"""Inflated: 25 Mpx of 8 bits in four channels with a filter byte a row; inflating them takes half a second."""
PROFILE_BYTES = 512 * 1024
"""The largest colour profile kept, inflated; the usual ones have 0.5 to 3 kB, printers' up to 500 kB."""

_IHDR = struct.Struct(">IIBBBBB")
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
# Adam7: first column, first row, column step, row step of each pass (section 8.1).
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
_PICTURE = frozenset(
    (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT",
     b"bKGD", b"pHYs")
)  # fmt: skip
_CRITICAL = frozenset((b"IHDR", b"PLTE", b"IDAT", b"IEND"))
_ONCE = _PICTURE - {b"IDAT"}
_STEP = 1 << 16


@dataclass(frozen=True, slots=True)
class ImageSize:
    """Width and height in pixels."""

    width: int
    height: int


def size(png: bytes) -> ImageSize:
    """Return the size that the PNG declares. Raises as `chunks.read`, and BAKE_PIXELS past 25 Mpx."""
    return _header(png, chunks.read(png)).size


def check_upload(png: bytes) -> ImageSize:
    """Return the size of a PNG whose every chunk and every pixel row is there, and nothing besides.

    Raises MalformedError: the codes of `chunks.read`, BAKE_CHUNK for chunks out of order or of unknown
    critical type, BAKE_PIXELS for too few or too many pixels; LimitError BAKE_TOO_LARGE or BAKE_PIXELS.
    """
    spans = chunks.read(png)
    header = _header(png, spans)
    _check_order(spans, header)
    _check_pixels(png, spans, header)
    return header.size


def clean(png: bytes) -> bytes:
    """Return the checked picture with its pixels byte for byte and without anything personal.

    Gone: EXIF, every text chunk (a credential too: bake it afterwards), the time, private chunks, colour
    profiles that are broken or over 512 kB, the frames of an animation after its first picture, whatever
    stood after IEND. Raises as `check_upload`.
    """
    check_upload(png)
    spans = chunks.read(png)
    kept = [
        png[span[1] : span[2]]
        for span in spans
        if span[0] in _PICTURE and (span[0] != b"iCCP" or _sound_profile(chunks.body(png, span)))
    ]
    return chunks.SIGNATURE + b"".join(kept)


@dataclass(frozen=True, slots=True)
class _Header:
    size: ImageSize
    bits: int
    colour: int
    interlaced: bool

    def row_bytes(self, width: int) -> int:
        """Bytes of one row of `width` pixels with its filter byte; 0 for an empty row."""
        return 1 + (width * self.bits + 7) // 8 if width else 0

    @property
    def pixel_bytes(self) -> int:
        """Bytes that the inflated IDAT chunks must have, no more and no less."""
        width, height = self.size.width, self.size.height
        if not self.interlaced:
            return self.row_bytes(width) * height
        total = 0
        for column, row, across, down in _PASSES:
            total += self.row_bytes((width - column + across - 1) // across) * (
                (height - row + down - 1) // down
            )
        return total


def _header(png: bytes, spans: list[chunks.Span]) -> _Header:
    width, height, depth, colour, packing, filtering, interlace = _IHDR.unpack(chunks.body(png, spans[0]))
    if depth not in _DEPTHS.get(colour, ()) or packing or filtering or interlace > 1:
        raise MalformedError(
            "BAKE_CHUNK", "The header of this PNG asks for a kind of picture that there is not."
        )
    if not width or not height:
        raise MalformedError("BAKE_PIXELS", "This PNG has no pixels.")
    if width * height > PIXELS_LIMIT:
        raise LimitError(
            "BAKE_PIXELS",
            f"The picture has {width} x {height} pixels; 25 million are allowed.",
            limit=PIXELS_LIMIT,
        )
    header = _Header(ImageSize(width, height), depth * _CHANNELS[colour], colour, bool(interlace))
    if header.pixel_bytes > PIXEL_BYTES:
        raise LimitError(
            "BAKE_PIXELS",
            f"The pixels of this picture take more than {PIXEL_BYTES} bytes.",
            limit=PIXEL_BYTES,
        )
    return header


def _check_order(spans: list[chunks.Span], header: _Header) -> None:
    kinds = [span[0] for span in spans]
    for kind in set(kinds):
        # Bit 5 of the first letter: upper case means that a reader must understand the chunk.
        if kind[:1].isupper() and kind not in _CRITICAL:
            raise MalformedError("BAKE_CHUNK", f"The PNG needs a chunk {kind.decode()} that no reader knows.")
        if kind in _ONCE and kinds.count(kind) > 1:
            raise MalformedError("BAKE_CHUNK", f"The PNG has more than one {kind.decode()} chunk.")
    if b"IDAT" not in kinds:
        raise MalformedError("BAKE_PIXELS", "This PNG has no pixels.")
    first = kinds.index(b"IDAT")
    if any(kind != b"IDAT" for kind in kinds[first : first + kinds.count(b"IDAT")]):
        raise MalformedError("BAKE_CHUNK", "The pixel chunks of this PNG are not in one run.")
    palette = next((span for span in spans if span[0] == b"PLTE"), None)
    if palette is None:
        if header.colour == 3:
            raise MalformedError("BAKE_CHUNK", "This PNG needs a palette and has none.")
        return
    length = palette[2] - palette[1] - 12
    if header.colour in (0, 4) or length % 3 or not 3 <= length <= 768 or kinds.index(b"PLTE") > first:
        raise MalformedError("BAKE_CHUNK", "The palette of this PNG is not sound.")


def _check_pixels(png: bytes, spans: list[chunks.Span], header: _Header) -> None:
    left = header.pixel_bytes
    inflater = zlib.decompressobj()
    try:
        for size_bytes in _inflated_sizes(
            inflater, (chunks.body(png, span) for span in spans if span[0] == b"IDAT")
        ):
            left -= size_bytes
            if left < 0:
                raise MalformedError("BAKE_PIXELS", "The PNG holds more pixels than its header says.")
    except zlib.error as error:
        raise MalformedError("BAKE_PIXELS", "The pixels of this PNG cannot be unpacked.") from error
    if left or not inflater.eof or inflater.unused_data:
        raise MalformedError("BAKE_PIXELS", "The PNG holds fewer or other pixels than its header says.")


def _inflated_sizes(inflater: "zlib._Decompress", pieces: Iterable[bytes]) -> Iterator[int]:
    """Yield how many bytes come out, step by step; what comes out is thrown away."""
    for piece in pieces:
        waiting = piece
        while waiting and not inflater.eof:
            yield len(inflater.decompress(waiting, _STEP))
            waiting = inflater.unconsumed_tail
    while not inflater.eof and (rest := inflater.decompress(b"", _STEP)):
        yield len(rest)


def _sound_profile(body: bytes) -> bool:
    """Return whether a colour profile inflates within the bound and starts as profiles do (ICC.1, 7.2)."""
    _name, _, rest = body.partition(b"\0")
    if rest[:1] != b"\0":
        return False
    try:
        inflater = zlib.decompressobj()
        profile = inflater.decompress(rest[1:], PROFILE_BYTES + 1)
    except zlib.error:
        return False
    return len(profile) <= PROFILE_BYTES and inflater.eof and profile[36:40] == b"acsp"

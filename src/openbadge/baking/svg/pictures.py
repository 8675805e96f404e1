"""Pictures inside a drawing: PNG and JPEG as data addresses, checked and stripped; nothing else.

Sources: PNG, third edition; ITU-T T.81 annex B (JPEG markers); RFC 2397 (data addresses).
"""

import base64
import binascii
import re

from openbadge.baking import png
from openbadge.baking.png.upload import PIXELS_LIMIT
from openbadge.errors import LimitError, MalformedError

_DATA = re.compile(r"\s*data:image/(png|jpe?g)((?:;[\w=.-]+)*);base64,([A-Za-z0-9+/=\s]*)", re.IGNORECASE)
_SIZES = frozenset({0xC0, 0xC1, 0xC2})
"""Start of frame: baseline, extended, progressive. Lossless and arithmetic ones are not drawn by browsers."""
_KEPT_APPLICATIONS = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
_SCANS_LIMIT = 64


def data_address(text: str, *, pixels_left: int) -> tuple[str, int] | None:
    """Return the picture as a clean data address with its number of pixels, or None when it may not stay.

    Raises LimitError BAKE_PIXELS when it has more than `pixels_left`, before anything is inflated.
    """
    match = _DATA.fullmatch(text)
    if match is None:
        return None
    kind = "png" if match[1].lower() == "png" else "jpeg"
    try:
        data = base64.b64decode("".join(match[3].split()), validate=True)
        if kind == "png":
            size = png.size(data)
            pixels = _bearable(size.width * size.height, pixels_left)
            cleaned = png.clean(data)
        else:
            cleaned, pixels = _jpeg(data)
            _bearable(pixels, pixels_left)
    except (MalformedError, binascii.Error, ValueError, IndexError):
        return None
    return f"data:image/{kind};base64,{base64.b64encode(cleaned).decode('ascii')}", pixels


def _bearable(pixels: int, pixels_left: int) -> int:
    if pixels > pixels_left:
        raise LimitError(
            "BAKE_PIXELS", "The pictures inside this SVG have too many pixels.", limit=PIXELS_LIMIT
        )
    return pixels


def _jpeg(data: bytes) -> tuple[bytes, int]:
    """Copy the segments that are picture, up to the end marker. Raises ValueError or IndexError when unsound."""
    if not data.startswith(b"\xff\xd8"):
        raise ValueError("no JPEG")
    end = data.rindex(b"\xff\xd9") + 2
    kept = [data[:2]]
    pixels = 0
    at = 2
    while data[at + 1] != 0xDA:
        marker = data[at + 1]
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        following = at + 2 + length
        if data[at] != 0xFF or length < 2 or following > end:
            raise ValueError("segment")
        if marker in _SIZES:
            pixels = int.from_bytes(data[at + 5 : at + 7], "big") * int.from_bytes(
                data[at + 7 : at + 9], "big"
            )
        elif 0xC3 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            raise ValueError("kind of JPEG")
        if _is_picture(marker, data[at + 4 : at + 16]):
            kept.append(data[at:following])
        at = following
    scans = data[at:end]
    if not 0 < pixels <= PIXELS_LIMIT or scans.count(b"\xff\xda") > _SCANS_LIMIT:
        raise ValueError("size")
    return b"".join([*kept, scans]), pixels


def _is_picture(marker: int, start: bytes) -> bool:
    """Return whether a segment is needed to draw: not comments, not EXIF, not any maker's own data."""
    if marker in _KEPT_APPLICATIONS:
        return start.startswith(_KEPT_APPLICATIONS[marker])
    return not (0xE0 <= marker <= 0xEF or marker == 0xFE)

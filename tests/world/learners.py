"""Léa, who earned a badge, and the files in which she carries it: bare, and baked into each kind of file."""

import io
import struct
import zlib
from dataclasses import dataclass

import pikepdf

from openbadge import baking

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="3" fill="#0a7"/></svg>'
KINDS = ("json", "png", "svg", "pdf")


@dataclass(frozen=True, slots=True)
class Learner:
    """Somebody who holds one signed badge; `files` are what she may hand to a reader."""

    address: str
    badge: bytes

    def file(self, kind: str) -> bytes:
        """Return the badge as "json", or baked into a "png", "svg" or "pdf"."""
        return self.badge if kind == "json" else baking.bake(blank(kind), self.badge)


def blank(kind: str) -> bytes:
    """Return a small sound file of a kind, without any badge."""
    if kind == "svg":
        return SVG
    if kind == "pdf":
        with pikepdf.new() as document:
            document.add_blank_page(page_size=(100, 100))
            out = io.BytesIO()
            document.save(out, deterministic_id=True)
        return out.getvalue()
    rows = zlib.compress(b"\0\x11\x22\x33\x44\x55\x66" * 2)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in (
            (b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)),
            (b"IDAT", rows),
            (b"IEND", b""),
        )
    )

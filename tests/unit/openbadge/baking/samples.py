"""Small files for the baking tests, made here so that each test can break one thing."""

import io
import struct
import zlib

import pikepdf

SIGNATURE = b"\x89PNG\r\n\x1a\n"
CREDENTIAL = '{"@context":["x"],"type":["VerifiableCredential"],"name":"Été ✓","proof":[]}'.encode()
SVG_NS = 'xmlns="http://www.w3.org/2000/svg"'


def chunk(kind: bytes, data: bytes = b"") -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def header(width: int = 2, height: int = 2, *, depth: int = 8, colour: int = 2, interlace: int = 0) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace))


def pixels(width: int = 2, height: int = 2) -> bytes:
    return chunk(b"IDAT", zlib.compress((b"\0" + b"\x11\x22\x33" * width) * height))


def png(*between: bytes, after: bytes = b"", width: int = 2, height: int = 2) -> bytes:
    """A sound PNG with `between` before its pixels and `after` behind its end."""
    body = [SIGNATURE, header(width, height), *between, pixels(width, height), chunk(b"IEND"), after]
    return b"".join(body)


def itxt(keyword: bytes, text: bytes, *, flag: int = 0) -> bytes:
    return chunk(b"iTXt", keyword + b"\0" + bytes([flag, 0]) + b"\0\0" + text)


def svg(inside: str = '<path d="M0 0h1v1z"/>', *, root: str = 'viewBox="0 0 1 1"', before: str = "") -> bytes:
    return f"{before}<svg {SVG_NS} {root}>{inside}</svg>".encode()


def pdf(
    *, attached: dict[str, bytes] | None = None, info: dict[str, str] | None = None, xmp: str = ""
) -> bytes:
    """A one-page PDF with attached files, Info entries and an XMP packet."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(100, 100))
    for name, data in (attached or {}).items():
        document.attachments[name] = pikepdf.AttachedFileSpec(document, data, filename=name)
    for key, value in (info or {}).items():
        document.docinfo[key] = pikepdf.String(value)
    if xmp:
        document.Root.Metadata = document.make_stream(xmp.encode(), Type=pikepdf.Name.Metadata)
    return saved(document)


def saved(document: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    document.save(out, deterministic_id=True, fix_metadata_version=False)
    return out.getvalue()

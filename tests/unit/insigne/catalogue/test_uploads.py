"""Pictures sent by people: what is refused, what is cleaned, what comes out."""

import io
import struct
import zlib

import pytest
from PIL import Image

from insigne.catalogue import uploads
from insigne.catalogue.errors import CatalogueError

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {attributes}>{body}</svg>'


def png(width: int = 200, height: int = 100, colour: str = "#d23a72", **extra: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (width, height), colour).save(out, format="PNG", **extra)
    return out.getvalue()


def svg(body: str, attributes: str = 'viewBox="0 0 200 100"') -> bytes:
    return SVG.format(body=body, attributes=attributes).encode()


def pixels(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGBA")


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def test_a_png_becomes_a_square_without_what_it_said_of_its_author() -> None:
    secret = "Paule, 12 rue des Lilas"
    whole = png()
    spoken = whole[:33] + chunk(b"tEXt", b"Author\0" + secret.encode()) + whole[33:]
    found = uploads.cleaned(spoken)
    assert secret.encode() not in found.png
    image = pixels(found.png)
    assert image.size == (uploads.SIZE_PX, uploads.SIZE_PX)
    assert image.getpixel((5, 5))[3] == 0
    assert image.getpixel((256, 256)) == (0xD2, 0x3A, 0x72, 255)
    assert (found.svg, found.colour) == (b"", "#d23a72")


def test_an_svg_is_drawn_in_the_middle_and_kept() -> None:
    found = uploads.cleaned(svg('<rect width="200" height="100" fill="#0d6e46"/>'))
    image = pixels(found.png)
    assert image.size == (uploads.SIZE_PX, uploads.SIZE_PX)
    assert (image.getpixel((256, 20))[3], image.getpixel((256, 256))[:3]) == (0, (0x0D, 0x6E, 0x46))
    assert b"<rect" in found.svg


def test_an_svg_with_a_size_but_no_viewbox_is_drawn() -> None:
    found = uploads.cleaned(svg('<circle cx="50" cy="50" r="50" fill="red"/>', 'width="100px" height="100"'))
    assert pixels(found.png).getpixel((256, 256))[:3] == (255, 0, 0)


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        '<rect width="9" height="9" onclick="alert(1)"/>',
        '<image href="https://tracker.example.org/x.png" width="9" height="9"/>',
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
        '<a xlink:href="javascript:alert(1)"><rect width="9" height="9"/></a>',
        '<style>@import "https://tracker.example.org/x.css";</style>',
    ],
)
def test_nothing_active_or_fetching_is_left(body: str) -> None:
    try:
        found = uploads.cleaned(svg(body + '<rect width="200" height="100" fill="#0d6e46"/>'))
    except CatalogueError as refused:
        assert refused.code == "image_bad"
        return
    for word in (b"script", b"alert", b"tracker", b"foreignObject", b"onclick"):
        assert word not in found.svg


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "image_missing"),
        (b"x" * (uploads.UPLOAD_BYTES + 1), "image_too_big"),
        (b"GIF89a" + bytes(40), "image_bad"),
        (b"\xff\xd8\xff\xe0" + bytes(40), "image_bad"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "image_bad"),
        (png()[:-20], "image_bad"),
        (png() + b"<script>", "image_bad"),
        (png(80, 80), "image_too_small"),
        (svg("<text>Bonjour</text>"), "image_text"),
        (svg("<rect/>", ""), "image_size"),
        (svg("<rect/>", 'width="100%" height="10"'), "image_size"),
        (
            b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
            "image_bad",
        ),
        (b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "image_bad"),
        (b"<svg", "image_bad"),
    ],
)
def test_refusals(data: bytes, code: str) -> None:
    with pytest.raises(CatalogueError) as refused:
        uploads.cleaned(data)
    assert refused.value.code == code
    assert refused.value.sentence()


def test_a_picture_of_too_many_pixels_is_refused_unread() -> None:
    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 6, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(99)))
    with pytest.raises(CatalogueError, match="image_bad"):
        uploads.cleaned(bomb + chunk(b"IEND", b""))


@pytest.mark.parametrize(
    "drawing",
    [
        svg('<rect width="1" height="1"/>', 'viewBox="0 0 1 100000000"'),
        svg('<rect width="1" height="1"/>', 'viewBox="0 0 0 0"'),
        svg(
            '<defs><pattern id="p" width="99999999" height="99999999" patternUnits="userSpaceOnUse">'
            '<rect width="9" height="9"/></pattern></defs><rect width="200" height="100" fill="url(#p)"/>'
        ),
        svg(
            '<defs><filter id="f" x="-9999999" y="-9999999" width="99999999" height="99999999">'
            '<feGaussianBlur stdDeviation="400"/></filter></defs>'
            '<rect width="200" height="100" filter="url(#f)"/>'
        ),
    ],
)
def test_a_drawing_that_asks_for_too_much_ends_in_a_sentence_not_in_the_process(drawing: bytes) -> None:
    try:
        assert pixels(uploads.cleaned(drawing).png).size == (uploads.SIZE_PX, uploads.SIZE_PX)
    except CatalogueError as refused:
        assert refused.code in ("image_bad", "image_size")

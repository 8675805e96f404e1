"""Strangers' PNGs: the rows M02 (bombs), M03 (polyglots) and M04 (personal data)."""

import io
import struct
import zlib

import pytest
from PIL import Image
from tests.unit.openbadge.baking import samples
from tests.unit.openbadge.baking.samples import chunk, itxt

from openbadge.baking import png
from openbadge.errors import OpenBadgeError


def code_of(data: bytes) -> str:
    with pytest.raises(OpenBadgeError) as caught:
        png.check_upload(data)
    return caught.value.code


def picture(mode: str, size: tuple[int, int], **options: object) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 40).convert(mode).save(out, "PNG", **options)
    return out.getvalue()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
@pytest.mark.parametrize("size", [(1, 1), (7, 5), (64, 33), (300, 200)])
def test_pictures_of_every_kind_pass(mode: str, size: tuple[int, int]) -> None:
    found = png.check_upload(picture(mode, size))
    assert (found.width, found.height) == size


def adam7(width: int, height: int) -> bytes:
    """An interlaced grey picture, its passes laid out one after the other."""
    rows = b""
    for column, row, across, down in (
        (0, 0, 8, 8),
        (4, 0, 8, 8),
        (0, 4, 4, 8),
        (2, 0, 4, 4),
        (0, 2, 2, 4),
        (1, 0, 2, 2),
        (0, 1, 1, 2),
    ):
        in_row = len(range(column, width, across))
        rows += (b"\0" + b"\x80" * in_row) * len(range(row, height, down)) if in_row else b""
    head = samples.header(width, height, colour=0, interlace=1)
    return samples.SIGNATURE + head + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND")


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (5, 9), (8, 8), (17, 31)])
def test_interlaced_pictures_have_their_own_count_of_bytes(size: tuple[int, int]) -> None:
    data = adam7(*size)
    Image.open(io.BytesIO(data)).load()
    assert png.check_upload(data) == png.ImageSize(*size)


def test_m02_more_than_25_million_pixels() -> None:
    assert (
        code_of(samples.png(width=2, height=2).replace(samples.header(), samples.header(5_001, 5_000)))
        == "BAKE_PIXELS"
    )
    with pytest.raises(OpenBadgeError) as caught:
        png.size(samples.SIGNATURE + samples.header(2**31 - 1, 2**31 - 1) + chunk(b"IEND"))
    assert caught.value.code == "BAKE_PIXELS"


def test_m02_pixels_of_more_bytes_than_anybody_shows() -> None:
    deep = samples.SIGNATURE + samples.header(5_000, 5_000, depth=16, colour=6) + samples.pixels()
    assert code_of(deep + chunk(b"IEND")) == "BAKE_PIXELS"


def test_m02_pixels_that_inflate_past_the_header() -> None:
    bomb = chunk(b"IDAT", zlib.compress(b"\0" * 50_000_000))
    assert code_of(samples.SIGNATURE + samples.header() + bomb + chunk(b"IEND")) == "BAKE_PIXELS"


def test_m02_too_few_pixels_and_no_pixels() -> None:
    few = chunk(b"IDAT", zlib.compress(b"\0" * 13))
    assert code_of(samples.SIGNATURE + samples.header() + few + chunk(b"IEND")) == "BAKE_PIXELS"
    assert code_of(samples.SIGNATURE + samples.header() + chunk(b"IEND")) == "BAKE_PIXELS"
    assert code_of(samples.SIGNATURE + samples.header(0, 1) + chunk(b"IEND")) == "BAKE_PIXELS"


def test_m02_pixels_that_are_not_packed_or_are_followed_by_more() -> None:
    whole = zlib.compress(b"\0" * 14)
    for data in (b"not zlib", whole[:-3], whole + b"hidden"):
        assert (
            code_of(samples.SIGNATURE + samples.header() + chunk(b"IDAT", data) + chunk(b"IEND"))
            == "BAKE_PIXELS"
        )


def test_m02_a_profile_that_inflates_too_far_or_is_none_is_dropped() -> None:
    for profile in (zlib.compress(b"\0" * 30_000_000), zlib.compress(b"no profile"), b"\xff"):
        bad = chunk(b"iCCP", b"x\0\0" + profile)
        assert png.clean(samples.png(bad)) == samples.png()


def test_a_sound_profile_stays() -> None:
    good = chunk(b"iCCP", b"sRGB\0\0" + zlib.compress(b"\0" * 36 + b"acsp" + b"\0" * 88))
    assert png.clean(samples.png(good)) == samples.png(good)


@pytest.mark.parametrize(
    "data",
    [
        samples.png(after=b"<script>alert(1)</script>"),
        b"GIF89a" + samples.png(),
        samples.png(chunk(b"EviL", b"")),
        samples.png(samples.pixels(), chunk(b"gAMA", b"\0\0\0\1")),
        samples.png(samples.header()),
        samples.png(chunk(b"PLTE", b"\0\0")),
        samples.SIGNATURE
        + samples.header(colour=3)
        + chunk(b"IDAT", zlib.compress(b"\0" * 6))
        + chunk(b"IEND"),
        samples.SIGNATURE + samples.header(depth=3) + samples.pixels() + chunk(b"IEND"),
        samples.SIGNATURE + samples.header(colour=5) + samples.pixels() + chunk(b"IEND"),
        samples.SIGNATURE + samples.header(interlace=2) + samples.pixels() + chunk(b"IEND"),
    ],
)
def test_m03_files_that_are_two_things_or_no_sound_picture(data: bytes) -> None:
    assert code_of(data) in {"BAKE_AFTER_IEND", "BAKE_KIND", "BAKE_CHUNK"}


def test_m04_personal_data_goes_and_the_pixels_stay() -> None:
    exif = chunk(b"eXIf", b"MM\0*GPS 48.85 2.35")
    author = chunk(b"tEXt", b"Author\0Jeanne Martin")
    comment = itxt(b"XML:com.adobe.xmp", b"<x:xmpmeta>Jeanne</x:xmpmeta>")
    packed = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"Jeanne"))
    when = chunk(b"tIME", struct.pack(">HBBBBB", 2024, 1, 2, 3, 4, 5))
    private = chunk(b"vpAg", b"Jeanne")
    assert png.clean(samples.png(exif, author, comment, packed, when, private)) == samples.png()


def test_m04_a_credential_in_an_upload_goes_too() -> None:
    assert png.clean(png.bake(samples.png(), samples.CREDENTIAL)) == samples.png()


def test_clean_keeps_what_makes_the_picture() -> None:
    kept = [
        chunk(b"gAMA", b"\0\0\xb1\x8f"),
        chunk(b"pHYs", b"\0\0\x0b\x13\0\0\x0b\x13\1"),
        chunk(b"tRNS", b"\0\1\0\2\0\3"),
    ]
    assert png.clean(samples.png(*kept)) == samples.png(*kept)


def test_clean_shows_an_animation_as_its_first_picture() -> None:
    frames = [chunk(b"acTL", struct.pack(">II", 2, 0)), chunk(b"fcTL", b"\0" * 26)]
    assert png.clean(samples.png(*frames)) == samples.png()

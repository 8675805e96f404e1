"""Baking into PNG and out again; the rows M01 and M02 of the security plan."""

import io
import zlib

import pytest
from PIL import Image
from tests.unit.openbadge.baking import samples
from tests.unit.openbadge.baking.samples import CREDENTIAL, chunk, itxt

from openbadge.baking import png
from openbadge.errors import LimitError, MalformedError, OpenBadgeError


def code_of(data: bytes) -> str:
    with pytest.raises(OpenBadgeError) as caught:
        png.unbake(data)
    return caught.value.code


def test_bake_then_unbake_gives_the_same_bytes() -> None:
    baked = png.unbake(png.bake(samples.png(), CREDENTIAL))
    assert baked.data == CREDENTIAL
    assert (baked.kind, baked.keyword, baked.notes) == ("png", "openbadgecredential", ())


def test_bake_inserts_one_chunk_and_changes_no_other_byte() -> None:
    picture = samples.png(chunk(b"gAMA", b"\0\0\xb1\x8f"))
    inserted = itxt(b"openbadgecredential", CREDENTIAL)
    assert png.bake(picture, CREDENTIAL) == picture[:33] + inserted + picture[33:]


def test_a_baked_picture_still_opens_with_the_same_pixels() -> None:
    before, after = (
        Image.open(io.BytesIO(data)) for data in (samples.png(), png.bake(samples.png(), CREDENTIAL))
    )
    assert before.tobytes() == after.tobytes()


def test_baking_again_replaces_the_credential() -> None:
    once = png.bake(samples.png(), b'{"old": true}')
    assert png.bake(once, CREDENTIAL) == png.bake(samples.png(), CREDENTIAL)


@pytest.mark.parametrize(
    "old",
    [
        itxt(b"openbadges", b"{}"),
        chunk(b"tEXt", b"openbadges\0https://a.example/1"),
        chunk(b"zTXt", b"openbadge\0\0x"),
        itxt(b"OpenBadgeCredential", b"{}"),
    ],
)
def test_baking_replaces_credentials_of_every_older_kind(old: bytes) -> None:
    assert png.bake(samples.png(old, old), CREDENTIAL) == png.bake(samples.png(), CREDENTIAL)


def test_open_badges_2_has_its_own_keyword() -> None:
    baked = png.bake(samples.png(), b"{}", generation="2.0")
    assert png.unbake(baked).keyword == "openbadges"


def test_legacy_text_chunk_gives_the_address_and_says_so() -> None:
    baked = png.unbake(samples.png(chunk(b"tEXt", b"openbadges\0https://a.example/1")))
    assert (baked.text, baked.notes) == ("https://a.example/1", ("LEGACY_PLACE",))


def test_language_and_translated_keyword_are_read_over() -> None:
    text = chunk(b"iTXt", b"openbadges\0\0\0fr\0badge\0{}")
    assert png.unbake(samples.png(text)).text == "{}"


def test_a_chunk_after_the_pixels_is_found_too() -> None:
    picture = samples.png()
    end = picture[-12:]
    assert png.unbake(picture[:-12] + itxt(b"openbadges", b"{}") + end).text == "{}"


@pytest.mark.parametrize("credential", [b"", b" \n", b"\xff\xfe", b"{\0}"])
def test_what_is_no_text_is_not_baked(credential: bytes) -> None:
    with pytest.raises(MalformedError) as caught:
        png.bake(samples.png(), credential)
    assert caught.value.code == "BAKE_TEXT"


def test_a_credential_over_one_megabyte_is_not_baked() -> None:
    with pytest.raises(LimitError) as caught:
        png.bake(samples.png(), b"x" * (1_048_576 + 1))
    assert caught.value.code == "BAKE_TOO_LARGE"


def test_m01_a_sound_picture_without_credential() -> None:
    assert code_of(samples.png()) == "BAKE_NONE"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (itxt(b"openbadgecredential", b"{}"), itxt(b"openbadgecredential", b"{}")),
        (itxt(b"openbadgecredential", b"{}"), itxt(b"openbadges", b"{}")),
        (itxt(b"openbadgecredential", b"{}"), chunk(b"tEXt", b"openbadges\0https://a.example")),
        (itxt(b"openbadgecredential", b"{}"), itxt(b"OPENBADGECREDENTIAL ", b"{}")),
    ],
)
def test_m01_two_credentials(first: bytes, second: bytes) -> None:
    assert code_of(samples.png(first, second)) == "BAKE_DUPLICATE"


def test_m01_a_second_credential_behind_the_pixels() -> None:
    picture = samples.png(itxt(b"openbadgecredential", b"{}"))
    assert code_of(picture[:-12] + itxt(b"openbadgecredential", b"{}") + picture[-12:]) == "BAKE_DUPLICATE"


@pytest.mark.parametrize(
    "text",
    [
        itxt(b"openbadgecredential", zlib.compress(b"{}"), flag=1),
        chunk(b"zTXt", b"openbadges\0\0" + zlib.compress(b"{}")),
    ],
)
def test_m01_compressed(text: bytes) -> None:
    assert code_of(samples.png(text)) == "BAKE_COMPRESSED"


@pytest.mark.parametrize("keyword", [b"OpenBadges", b" openbadges", b"openbadgecredential "])
def test_m01_a_keyword_that_is_almost_ours(keyword: bytes) -> None:
    assert code_of(samples.png(itxt(keyword, b"{}"))) == "BAKE_KEYWORD"


def test_m01_a_wrong_checksum_anywhere() -> None:
    good = png.bake(samples.png(), CREDENTIAL)
    for at in range(8 + 8, len(good) - 4):
        broken = bytearray(good)
        broken[at] ^= 0x20
        with pytest.raises(OpenBadgeError) as caught:
            png.unbake(bytes(broken))
        assert caught.value.code in {"BAKE_CRC", "BAKE_TRUNCATED", "BAKE_CHUNK"}, at


def test_m01_the_code_of_a_wrong_checksum() -> None:
    good = bytearray(png.bake(samples.png(), CREDENTIAL))
    good[33 + 8 + 40] ^= 1
    assert code_of(bytes(good)) == "BAKE_CRC"


@pytest.mark.parametrize("after", [itxt(b"openbadgecredential", b"{}"), b"<svg/>", b"PK\3\4"])
def test_m01_something_after_the_end(after: bytes) -> None:
    assert code_of(samples.png(itxt(b"openbadgecredential", b"{}"), after=after)) == "BAKE_AFTER_IEND"
    assert code_of(samples.png(after=after)) == "BAKE_AFTER_IEND"


def test_padding_after_the_end_is_forgiven_and_dropped() -> None:
    padded = samples.png(itxt(b"openbadges", b"{}"), after=b"\0\0\n")
    assert png.unbake(padded).text == "{}"
    assert png.bake(padded, CREDENTIAL) == png.bake(samples.png(), CREDENTIAL)


@pytest.mark.parametrize("keep", [7, 8, 20, 40, 60])
def test_m01_a_file_that_ends_early(keep: int) -> None:
    assert code_of(samples.png()[:keep]) in {"BAKE_KIND", "BAKE_TRUNCATED"}


def test_m01_text_that_is_not_utf8_or_is_empty() -> None:
    assert code_of(samples.png(itxt(b"openbadges", b"\xff{}"))) == "BAKE_TEXT"
    assert code_of(samples.png(itxt(b"openbadges", b" "))) == "BAKE_TEXT"


def test_m01_an_incomplete_text_chunk() -> None:
    assert code_of(samples.png(chunk(b"iTXt", b"openbadges\0\0"))) == "BAKE_CHUNK"


def test_m02_a_chunk_longer_than_the_file() -> None:
    endless = samples.SIGNATURE + samples.header() + b"\xff\xff\xff\xffIDAT"
    assert code_of(endless) == "BAKE_TRUNCATED"


def test_m02_too_many_chunks() -> None:
    assert code_of(samples.png(*[chunk(b"tEXt", b"a\0")] * 20_001)) == "BAKE_CHUNKS"


def test_m02_a_file_over_five_megabytes() -> None:
    assert code_of(samples.png(chunk(b"prVt", b"\0" * 5 * 1024 * 1024))) == "BAKE_TOO_LARGE"


def test_m02_a_text_over_one_megabyte() -> None:
    assert code_of(samples.png(itxt(b"openbadges", b"x" * 1_048_577))) == "BAKE_TOO_LARGE"


def test_a_first_chunk_that_is_not_the_header() -> None:
    assert code_of(samples.SIGNATURE + chunk(b"gAMA", b"\0\0\0\1") + chunk(b"IEND")) == "BAKE_CHUNK"
    assert code_of(samples.SIGNATURE + chunk(b"IHDR", b"\0" * 12) + chunk(b"IEND")) == "BAKE_CHUNK"


def test_chunk_types_are_letters_and_the_end_is_empty() -> None:
    assert code_of(samples.png(chunk(b"a1b2"))) == "BAKE_CHUNK"
    assert code_of(samples.SIGNATURE + samples.header() + chunk(b"IEND", b"x")) == "BAKE_CHUNK"

"""One door for every kind of file; the rows M03 (files that are two things) and M11 (archives)."""

import io
import zipfile

import pytest
from tests.unit.openbadge.baking import samples
from tests.unit.openbadge.baking.samples import CREDENTIAL

from openbadge import baking
from openbadge.baking import png
from openbadge.errors import MalformedError, OpenBadgeError, UnsupportedError


@pytest.mark.parametrize("file", [samples.png(), samples.svg(), samples.pdf()], ids=["png", "svg", "pdf"])
def test_bake_and_unbake_know_the_kind(file: bytes) -> None:
    assert baking.unbake(baking.bake(file, CREDENTIAL)) == CREDENTIAL
    assert baking.find(baking.bake(file, CREDENTIAL)).kind == baking.kind_of(file)


@pytest.mark.parametrize(
    "file",
    [
        b"<svg/>",
        b"\xef\xbb\xbf <?xml version='1.0'?><svg/>",
        b"<!-- x --><svg/>",
        b"<!DOCTYPE svg><svg/>",
        b"<s:svg xmlns:s='x'/>",
    ],
)
def test_drawings_start_in_several_ways(file: bytes) -> None:
    assert baking.kind_of(file) == "svg"


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"{}",
        b"\n%PDF-1.7",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\n" + samples.png(),
        b"\xc5\xd0\xd3\xc6" + samples.png(),
        b"GIF89a" + samples.png(),
        b"\xff\xd8\xff\xe0" + samples.png(),
        b"PK\3\4" + samples.png(),
        b"\x1f\x8b" + samples.svg(),
        b"<html><body><svg/></body></html>",
    ],
)
def test_m03_other_kinds_are_refused_whatever_follows(file: bytes) -> None:
    for door in (baking.find, baking.unbake, lambda data: baking.bake(data, CREDENTIAL)):
        with pytest.raises(UnsupportedError) as caught:
            door(file)
        assert caught.value.code == "BAKE_KIND"


def test_m03_a_pdf_inside_a_drawing_is_a_drawing() -> None:
    hidden = samples.svg("<!-- %PDF-1.7 1 0 obj<<>>endobj -->")
    with pytest.raises(OpenBadgeError) as caught:
        baking.find(hidden)
    assert (baking.kind_of(hidden), caught.value.code) == ("svg", "BAKE_NONE")


@pytest.mark.parametrize("name", ["badge.png", "../../etc/cron.d/x", "/abs.json"])
def test_m11_an_archive_is_never_unpacked(name: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, png.bake(samples.png(), CREDENTIAL))
        archive.writestr("bomb", bytes(1 << 20))
    with pytest.raises(UnsupportedError) as caught:
        baking.find(packed.getvalue())
    assert caught.value.code == "BAKE_KIND"
    with pytest.raises(MalformedError) as behind:
        baking.find(samples.png() + packed.getvalue())
    assert behind.value.code == "BAKE_AFTER_IEND"

"""M01 to M14 as the server meets them: a file is made fit, or refused in words, and a refusal keeps nothing."""

import gzip
import io
import json
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from PIL import Image
from tests.unit.insigne.conftest import School, person
from tests.unit.insigne.realm import Estate
from tests.unit.insigne.security.visits import ALL, address, content, visitor
from tests.world.schools import LEA
from tests.world.schools import School as WorldSchool
from tests.world.web import Web

from insigne.awards.intake.tables import ROWS_MOST
from insigne.catalogue.models import Badge
from insigne.catalogue.uploads import SIZE_PX, UPLOAD_BYTES
from insigne.kernel import documents
from insigne.kernel.models import StoredFile
from insigne.passport import services as passport
from insigne.passport.models import Holding
from openbadge.baking import png as png_files

FORM = {
    "name_fr": "Badge envoyé",
    "description_fr": "Avec une image.",
    "criteria_fr": "- Une",
    "type": "capacity",
    "nature": "behaviour",
    "level": "0",
    "picture": "upload",
}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 99 99">{}</svg>'
SQUARE = '<rect width="99" height="99" fill="#0d6e46"/>'


def png(width: int = 200, height: int = 200, **extra: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (width, height), "#d23a72").save(out, format="PNG", **extra)
    return out.getvalue()


def other(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (200, 200), "#d23a72").save(out, format=kind)
    return out.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def with_chunk(kind: bytes, data: bytes) -> bytes:
    whole = png()
    return whole[:33] + chunk(kind, data) + whole[33:]


def claiming(width: int, height: int) -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(99))) + chunk(b"IEND", b"")


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("../../x.html", "<script>canary()</script>")
    return out.getvalue()


def svg(inside: str, before: str = "") -> bytes:
    return (before + SVG.format(SQUARE + inside)).encode()


LAUGHS = (
    '<!DOCTYPE svg [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
REFUSED = {
    "empty": b"",
    "over 5 MB": b"\x89PNG\r\n\x1a\n" + bytes(UPLOAD_BYTES),
    "over 5 MB of SVG": svg(f"<!--{'x' * UPLOAD_BYTES}-->"),
    "over 25 Mpx": claiming(5_001, 5_001),
    "900 Mpx": claiming(30_000, 30_000),
    "no width": claiming(0, 9),
    "too many pixels for its bytes": claiming(4_000, 4_000),
    "GIF": other("GIF"),
    "JPEG": other("JPEG"),
    "TIFF": other("TIFF"),
    "WebP": other("WEBP"),
    "EPS": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    "PDF": b"%PDF-1.7\n",
    "HTML": b"<!doctype html><script>canary()</script>",
    "HTML in SVG's name": b"<html xmlns='http://www.w3.org/1999/xhtml'><script>canary()</script></html>",
    "PNG then ZIP": png() + archive(),
    "PNG then HTML": png() + b"<script>canary()</script>",
    "ZIP": archive(),
    "PNG cut short": png()[:-30],
    "PNG with a wrong sum": png()[:40] + b"\xff" + png()[41:],
    "SVGZ": gzip.compress(svg("")),
    "laughs": svg("&j;", LAUGHS),
    "entity of a file": svg("&x;", '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    "entity of a parameter": svg("", '<!DOCTYPE svg [<!ENTITY % x SYSTEM "http://127.0.0.1/x.dtd"> %x;]>'),
    "deep": svg("<g>" * 3_000 + "</g>" * 3_000),
    "uses of uses": svg(
        '<g id="a0"><rect width="1" height="1"/></g>'
        + "".join(f'<g id="a{n}">{f"""<use href="#a{n - 1}"/>""" * 10}</g>' for n in range(1, 10))
        + '<use href="#a9"/>'
    ),
}
MADE_FIT = {
    "PNG": png(),
    "PNG with words": with_chunk(b"tEXt", b"Author\0Paule Canari, 12 rue des Lilas"),
    "PNG with long words": with_chunk(b"zTXt", b"x\0\0" + zlib.compress(b"Canari" * 1_000_000)),
    "PNG whose profile inflates": with_chunk(b"iCCP", b"x\0\0" + zlib.compress(bytes(60_000_000))),
    "PNG with EXIF": with_chunk(b"eXIf", b"MM\0*\0\0\0\x08Canari"),
    "PNG with a credential": png_files.bake(png(), b'{"name": "Canari"}'),
    "SVG": svg(""),
    "SVG with script": svg("<script>Canari()</script>"),
    "SVG with handlers": svg('<rect width="9" height="9" onclick="Canari()" onload="Canari()"/>'),
    "SVG with a foreign part": svg(
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">Canari</p></foreignObject>'
    ),
    "SVG with metadata": svg("<metadata>Paule Canari</metadata><!-- Canari -->"),
}


def send(school: School, data: bytes, name: str = "image.png", kind: str = "image/png") -> HttpResponse:
    sent = {**FORM, "file": SimpleUploadedFile(name, data, content_type=kind)}
    return visitor(school.owner_id).post(reverse("catalogue:new", args=["ecole"]), sent)


def files_of(settings: object) -> set[Path]:
    return {
        path
        for path in Path(settings.STORAGES["default"]["OPTIONS"]["location"]).rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("kind", REFUSED)
def test_m02_m03_m06_m07_a_picture_that_will_not_do_is_refused_in_words_and_leaves_nothing(
    school: School, settings: object, kind: str
) -> None:
    before, files = content(), files_of(settings)
    answer = send(school, REFUSED[kind])
    assert answer.status_code == 400
    errors = answer.context["form"].errors
    assert list(errors) == ["file"], errors
    assert len(str(errors["file"][0])) > 20
    assert "Traceback" not in answer.content.decode()
    after = content()
    assert {name for name in after if after[name] != before[name]} <= {"people.Person"}
    assert files_of(settings) == files


@pytest.mark.parametrize("kind", MADE_FIT)
def test_m01_m04_m05_a_picture_is_written_anew_without_what_it_carried(school: School, kind: str) -> None:
    answer = send(school, MADE_FIT[kind])
    assert answer.status_code == 302, answer.context["form"].errors
    badge = Badge.objects.get(slug="badge-envoye")
    url = reverse("catalogue:picture", args=["ecole", badge.slug, 1])
    served = visitor(school.owner_id).get(url)
    assert served.headers["Content-Type"] == "image/png"
    assert served.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in served.headers["Content-Security-Policy"]
    assert Image.open(io.BytesIO(served.content)).size == (SIZE_PX, SIZE_PX)
    assert b"Canari" not in served.content
    visitor(school.owner_id).post(reverse("catalogue:publish", args=["ecole", badge.slug]))
    public = visitor().get(reverse("catalogue:image", args=[badge.public_slug, 1, "svg"]))
    if kind.startswith("SVG"):
        assert public.headers["Content-Type"] == "image/svg+xml"
        assert "sandbox" in public.headers["Content-Security-Policy"]
        assert b"Canari" not in public.content
    else:
        assert public.status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "../../../evil.png",
        "a\x00.png",
        "C:\\evil.png",
        ".htaccess",
        "x" * 900 + ".png",
        "\u202egnp.exe",
        "con",
    ],
)
def test_m12_the_name_of_a_file_names_nothing(
    school: School, settings: object, tmp_path: Path, name: str
) -> None:
    before = files_of(settings)
    assert send(school, png(201, 201), name, "text/html").status_code == 302
    for path in files_of(settings) - before:
        assert StoredFile.objects.filter(sha256=path.name).exists()
    assert not list(tmp_path.parent.glob("**/evil*"))


LARGE = {
    "over 20 MB": b'{"x": "' + b"x" * (20 * 1024 * 1024) + b'"}',
    "over 1 MB of JSON": json.dumps({"name": "x" * 1_100_000}).encode(),
    "65 deep": b'{"a":' * 65 + b"1" + b"}" * 65,
    "5,000 deep": b"[" * 5_000,
    "a text that inflates": with_chunk(
        b"iTXt", b"openbadgecredential\0\x01\0\0\0" + zlib.compress(b" " * 60_000_000)
    ),
    "900 Mpx": claiming(30_000, 30_000),
    "laughs": svg("&j;", LAUGHS),
    "PDF": b"%PDF-1.7\n1 0 obj <</Length 99999999999>> stream\n",
    "zeros": bytes(2_000_000),
    "a stamp and nothing": b"\x89PNG\r\n\x1a\n",
}


@pytest.mark.parametrize("kind", LARGE)
def test_m02_m09_a_file_that_is_no_badge_is_answered_in_words(db: None, kind: str) -> None:
    lea = person(LEA)
    before = content()
    asked = visitor().post(reverse("verifier:home"), {"file": SimpleUploadedFile("x", LARGE[kind])})
    assert asked.status_code in (200, 400)
    assert 'class="verdict"' not in asked.content.decode()
    asking = visitor(lea)
    before = content()
    kept = asking.post(reverse("passport:import"), {"file": SimpleUploadedFile("x", LARGE[kind])})
    assert kept.status_code == 400
    assert content() == before
    pasted = visitor().post(reverse("verifier:home"), {"link": LARGE[kind].decode("latin-1")})
    assert pasted.status_code in (200, 400)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "vide"),
        (b"email\n" + b"x" * (20 * 1024 * 1024), "Mo"),
        (b"email\n" + b"".join(b"p%d@mail.example\n" % n for n in range(ROWS_MOST + 1)), "lignes"),
        (archive(), "CSV"),
        (png(), "CSV"),
        (b"%PDF-1.7", "CSV"),
        (b"name\nLea\n", "colonne"),
        (b'"email' + b"x" * 200_000, "ligne"),
        (b"\xff\xfe\x00", "CSV"),
    ],
)
def test_m10_a_list_that_will_not_do_is_refused_in_words_and_leaves_nothing(
    school: School, data: bytes, code: str
) -> None:
    url = reverse("awards:desk", args=["ecole"]) + f"?badge={school.badge.public_slug}&how=file"
    asking = visitor(school.coach_id)
    before = content()
    answer = asking.post(url, {"file": SimpleUploadedFile("x.csv", data), "language": "fr"})
    assert answer.status_code == 400
    assert code in str(answer.context["form"].errors)
    assert content() == before


@pytest.mark.parametrize("length", ["26214401", "99999999999", "9" * 400])
def test_m14_a_body_beyond_the_sites_limit_is_not_read(alpha: Estate, length: str) -> None:
    for person_id in (None, alpha.owner):
        for route in ALL:
            answer = visitor(person_id).generic(
                "POST",
                address(route, alpha),
                b"",
                content_type="multipart/form-data; boundary=x",
                CONTENT_LENGTH=length,
            )
            assert answer.status_code == 413, str(route)
            assert (
                "Nothing was kept" in answer.content.decode()
                or "Rien n’en a été gardé" in answer.content.decode()
            )


@pytest.mark.parametrize("length", ["", "-5", "abc", "٣٣٣٣٣٣٣٣٣", "0x10"])
def test_m14_a_length_that_is_none_is_no_fault(db: None, length: str) -> None:
    answer = Client(raise_request_exception=False).generic(
        "POST",
        reverse("verifier:home"),
        b"",
        content_type="application/x-www-form-urlencoded",
        CONTENT_LENGTH=length,
    )
    assert answer.status_code < 500


def test_m14_fields_and_files_have_a_number(school: School) -> None:
    asking = visitor(school.owner_id)
    url = reverse("catalogue:new", args=["ecole"])
    assert asking.post(url, {f"f{n}": "x" for n in range(1_001)}).status_code == 400
    many = {f"f{n}": SimpleUploadedFile("x", b"x") for n in range(101)}
    assert asking.post(url, many).status_code == 400


def test_m14_a_full_passport_says_so_and_other_peoples_go_on(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    web = Web()
    monkeypatch.setattr(documents, "fetcher", lambda: web)
    monkeypatch.setattr(passport, "HOLDINGS_MOST", 2)
    lea, issuer = visitor(person(LEA)), WorldSchool(web)
    codes = [
        lea.post(reverse("passport:import"), {"file": SimpleUploadedFile("x", issuer.badge())}).status_code
        for _ in range(4)
    ]
    assert codes == [302, 302, 409, 409]
    assert Holding.objects.count() == 2

"""No address, query, form, file or header, however bad, is answered by a 5xx; and nothing half-done is kept."""

from itertools import product

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse
from tests.unit.insigne import routes
from tests.unit.insigne.realm import Estate, Visitor, estate
from tests.unit.insigne.routes import Route

ALL = routes.routes()
ROOMS = sorted({route.name.partition(":")[0] if ":" in route.name else "account" for route in ALL})
FIELDS = tuple(
    """
    address email name names reason role language people date evidence narrative url page q badge how key kind
    name_fr name_en description_fr description_en criteria_fr criteria_en level family type tags design image file
    link credential password password1 full_name login public show_name next action shape palette icon text tags_fr
    tags_en version alignments once shared_down expires_after_days upload document
    """.split()  # noqa: SIM905
)
FILE_FIELDS = ("file", "image", "credential", "document", "upload", "picture")
BAD_TEXTS = {
    "nul": "a\x00b",
    "long": "x" * 70_000,
    "surrogate": "\ud800",
    "bidi": "\u202egnp.exe",
    "markup": "<script>alert(1)</script>{{ 7*7 }}{% debug %}",
    "formula": "=cmd|' /C calc'!A0",
    "number": "99999999999999999999999999",
    "negative": "-1",
    "json": '{"a": [' * 200,
    "nan": "NaN",
    "zalgo": "a" + "\u0301" * 500,
    "path": "../../../../etc/passwd\n",
    "date": "9999-99-99",
    "url": "http://[::1/%zz",
}
BAD_PATHS = (
    "/org/%00/",
    "/org/" + "x" * 3000 + "/",
    "/org/..%2f..%2fetc/members/",
    "/o/%ff%fe/",
    "/o/\u202e/did.json",
    "/b/school/99999999999999999999.png",
    "/b/a/999999999",
    "/v/00000000-0000-0000-0000-000000000000",
    "/v/zzz.json",
    "/status/not-a-uuid",
    "/unlock/" + "A" * 43 + "/",
    "/unlock/" + "_" * 43 + "/badge.pdf",
    "/account/confirm-email/%00/",
    "/account/password/reset/key/zz-%00/",
    "/api/v1/organisations/%00",
    "/api/v1/organisations/" + "x" * 3000,
    "/mails/..%2f..%2fsecret_key/",
)


@pytest.fixture
def alpha(db: None) -> Estate:
    """Return the organisation whose owner sends bad input."""
    return estate("alpha")


def _of(room: str) -> list[Route]:
    """Return the routes of a room; those without a namespace are the site's and allauth's own."""
    return [
        route
        for route in ALL
        if route.name.partition(":")[0] == room or (room == "account" and ":" not in route.name)
    ]


def _url(route: Route, alpha: Estate) -> str:
    values = {**routes.EXAMPLES, **alpha.values}
    return reverse(route.name, kwargs={name: values[name] for name in route.parameters})


def _check(answer: HttpResponse, said: str) -> None:
    assert answer.status_code < 500, f"{said}: {answer.status_code}"
    assert b"Traceback" not in answer.getvalue(), said


@pytest.mark.parametrize("rooms", ROOMS, ids=str)
def test_bad_values_of_every_field(rooms: str, alpha: Estate) -> None:
    visitors = [Visitor(alpha.owner), Visitor(alpha.earner)]
    for route, visitor in product(_of(rooms), visitors):
        url = _url(route, alpha)
        for kind, text in BAD_TEXTS.items():
            plain = text.encode("utf-8", "replace").decode()
            query = dict.fromkeys(FIELDS, plain[:300])
            _check(visitor.ask("get", url, query), f"GET {route} {kind}")
            _check(visitor.ask("post", url, dict.fromkeys(FIELDS, plain)), f"POST {route} {kind}")


RAW = {
    "not utf-8": ("application/x-www-form-urlencoded", b"name=%ff%fe&email=\xff\xfe&=&&;;%%"),
    "json": ("application/json", b'{"name": NaN, "name": [[[['),
    "text": ("text/plain", b"{}"),
    "no boundary": ("multipart/form-data", b"--x\r\n"),
    "cut multipart": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a\x00b"\r\n\r\nabc',
    ),
    "xml": ("application/xml", b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"),
    "unknown charset": ("application/x-www-form-urlencoded; charset=klingon", b"name=a"),
    "many fields": ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % n for n in range(2_000))),
}
FILES = {
    "empty": b"",
    "zeros": b"\x00" * 2_000,
    "cut png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xff\xff\xff\xff\xff\xff\xff\x08\x06",
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'><image href='http://127.0.0.1/'/></svg>",
    "deep json": b"[" * 5_000,
    "pdf": b"%PDF-1.7\n1 0 obj <<",
    "zip": b"PK\x03\x04" + b"\xff" * 50,
    "csv": b'email;email;name\r\n"unclosed;\xe9\xff,\x00\r\n=1+1\r\n',
}


@pytest.mark.parametrize("rooms", ROOMS, ids=str)
def test_bad_bodies_and_files(rooms: str, alpha: Estate) -> None:
    visitors = [Visitor(None), Visitor(alpha.owner), Visitor(alpha.earner)]
    for route, visitor in product(_of(rooms), visitors):
        url = _url(route, alpha)
        for kind, (content_type, body) in RAW.items():
            answer = visitor.ask("generic", "POST", url, body, content_type=content_type)
            _check(answer, f"{route} {kind}")
        for kind, content in FILES.items():
            files = {name: SimpleUploadedFile("x\u202e/../é.png", content) for name in FILE_FIELDS}
            _check(visitor.ask("post", url, {"how": "file", **files}), f"{route} {kind}")


@pytest.mark.django_db
@pytest.mark.parametrize("path", BAD_PATHS)
def test_bad_addresses(path: str) -> None:
    visitor = Visitor(None)
    for method in ("get", "post", "put", "delete", "head", "options"):
        _check(visitor.ask(method, path), f"{method} {path[:60]}")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_ACCEPT_LANGUAGE": "\x00,fr;q=a,en;q=99999999999999999999999"},
        {"HTTP_ACCEPT_LANGUAGE": "a-" * 4_000},
        {"HTTP_ACCEPT": "application/json;q=x, \xff, */" + "*" * 4_000},
        {"HTTP_COOKIE": "sessionid=\x00; language=../../../etc; csrftoken=" + "x" * 4_000},
        {"HTTP_COOKIE": "messages=[[broken; language=xx-klingon"},
        {"HTTP_HOST": "evil.example"},
        {"HTTP_X_FORWARDED_HOST": "evil.example", "HTTP_X_FORWARDED_PROTO": "https"},
        {"HTTP_IF_NONE_MATCH": '"' * 1_000, "HTTP_RANGE": "bytes=9-1,a-b"},
        {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "http://[::1", "HTTP_HX_TARGET": "\xff"},
    ],
    ids=str,
)
def test_bad_headers(headers: dict[str, str]) -> None:
    visitor = Visitor(None)
    for route in ALL:
        if not route.parameters:
            answer = visitor.ask("get", reverse(route.name), **headers)
            _check(answer, f"{route} {headers}")
            assert b"evil.example" not in answer.getvalue()

"""Formats told from bytes: first bytes for files, members for JSON, payloads for tokens."""

import json

import pytest
from tests.unit.openbadge.formats.samples import RICH
from tests.unit.openbadge.formats.test_ob1 import FIRST, OLDEST

from openbadge.canon.multibase import base64url_encode
from openbadge.errors import MalformedError
from openbadge.formats import elm, ob2, ob3, upgrade
from openbadge.formats.detect import Detected, detect
from openbadge.model.json import JsonObject


def data(document: object) -> bytes:
    return json.dumps(document).encode()


def token(payload: object, header: object = None) -> bytes:
    parts = (header or {"alg": "EdDSA"}, payload)
    return ".".join((*[base64url_encode(data(part)) for part in parts], "AAAA")).encode()


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n....", "png"),
        (b"%PDF-1.7\n", "pdf"),
        (b"\n\n%PDF-1.4", "pdf"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "svg"),
        (
            b"\xef\xbb\xbf<?xml version='1.0'?>\n<!--a--><!--b-->\n<!DOCTYPE svg [<!ENTITY a 'b>'>]>\n<svg:svg>",
            "svg",
        ),
        (b"<html><svg></svg></html>", "unknown"),
        (b"<!-- no end <svg>", "unknown"),
        (b"<svgx>", "unknown"),
        (b"https://badges.example.fr/v/1\n", "url"),
        (b"", "unknown"),
        (b"a.b.c", "unknown"),
        (b"GIF89a", "unknown"),
        (b"[1, 2]", "json"),
    ],
)
def test_files_are_told_by_their_beginning(head: bytes, kind: str):
    assert detect(head) == Detected(kind)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("document", "found", "signed"),
    [
        (ob3.write(RICH), "ob30", False),
        ({**ob3.write(RICH), "proof": []}, "ob30", True),
        ({"type": "AchievementCredential"}, "ob30", False),
        ({"type": ["VerifiableCredential", "ClrCredential"]}, "clr20", False),
        ({"type": ["VerifiableCredential", "EndorsementCredential"]}, "endorsement", False),
        ({"type": "VerifiablePresentation"}, "presentation", False),
        (ob2.write(upgrade.to_ob2(RICH).credential), "ob20", False),
        ({**FIRST, "@context": "https://w3id.org/openbadges/v1"}, "ob11", False),
        (FIRST, "ob10", False),
        (OLDEST, "ob05", False),
        ({"data-id": 1, "body": {**FIRST}}, "ob10", False),
        (elm.write(RICH), "elm", False),
        ({"payload": "e30", "signatures": []}, "elm", True),
        ({"hello": "world"}, "unknown", False),
    ],
)
def test_documents_are_told_by_their_members(document: JsonObject, found: str, signed: bool):
    detected = detect(b" " + data(document) + b"\n")
    assert (detected.kind, detected.format, detected.signed) == ("json", found, signed)
    assert detected.document == document


@pytest.mark.parametrize(
    ("payload", "found"),
    [
        (ob3.write(RICH), "ob30"),
        ({"iss": "x", "vc": ob3.write(RICH)}, "ob30"),
        (FIRST, "ob10"),
        ({}, "unknown"),
    ],
)
def test_tokens_are_told_by_their_payload(payload: JsonObject, found: str):
    detected = detect(token(payload))
    assert (detected.kind, detected.format, detected.signed) == ("jwt", found, True)
    assert detected.document == payload


def test_a_token_that_holds_no_object_has_no_format():
    assert detect(token([1])) == Detected("jwt", signed=True)
    assert detect(token({}, {"typ": "JWT"})) == Detected("unknown")


def test_bad_json_is_an_error():
    with pytest.raises(MalformedError):
        detect(b'{"a": 1, "a": 2}')

"""Lists that name what they revoke: 1EdTech, Open Badges 2.0 and 1.x (V13)."""

import pytest

from openbadge.model.json import JsonObject
from openbadge.status import revocation_list
from openbadge.status.revocation_list import Revoked

URL = "https://school.example/revoked"
ISSUER = "https://school.example/issuer"
MINE = "urn:uuid:1"


def check(document: JsonObject, name: str = MINE) -> tuple[str, str]:
    result = revocation_list.check(name, document, list_url=URL, issuer_id=ISSUER)
    return result.state, result.code


def test_v13_a_list_that_is_written_is_read():
    revoked = [Revoked("urn:uuid:0"), Revoked(MINE, "Par erreur")]
    document = revocation_list.document(id=URL, issuer=ISSUER, revoked=revoked)
    assert document == {
        "id": URL,
        "issuer": ISSUER,
        "revokedCredential": [
            {"id": "urn:uuid:0", "revoked": True},
            {"id": MINE, "revoked": True, "revocationReason": "Par erreur"},
        ],
    }
    assert check(document) == ("set", "OK")
    assert revocation_list.check(MINE, document).reason == "Par erreur"
    assert check(document, "urn:uuid:2") == ("clear", "OK")


def test_the_entry_that_points_to_it():
    assert revocation_list.entry(URL) == {"id": URL, "type": "1EdTechRevocationList"}


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({"id": URL, "issuer": ISSUER, "revokedCredential": [{"id": MINE}]}, ("set", "OK")),
        (
            {"id": URL, "issuer": ISSUER, "revokedCredential": [{"id": MINE, "revoked": False}]},
            ("clear", "OK"),
        ),
        ({"id": URL, "issuer": {"id": ISSUER}, "revokedCredential": []}, ("clear", "OK")),
        ({"id": URL, "issuer": ISSUER}, ("clear", "OK")),
        ({"id": URL + "2", "issuer": ISSUER, "revokedCredential": []}, ("unknown", "STATUS_ID")),
        (
            {"id": URL, "issuer": "https://evil.example", "revokedCredential": []},
            ("unknown", "STATUS_ISSUER"),
        ),
        ({"id": URL, "issuer": ISSUER, "revokedCredential": {}}, ("unknown", "STATUS_TYPE")),
        ({"id": URL, "issuer": ISSUER, "revokedCredential": ["x"]}, ("unknown", "STATUS_TYPE")),
        ({"id": URL, "issuer": ISSUER, "revokedCredential": [{"id": 5}]}, ("unknown", "STATUS_TYPE")),
        ({"id": URL, "issuer": ISSUER, "revokedCredential": ["x", {"id": MINE}]}, ("set", "OK")),
        ({}, ("unknown", "STATUS_TYPE")),
    ],
)
def test_v13_what_a_list_says(document: JsonObject, expected: tuple[str, str]):
    assert check(document) == expected


def old(
    document: JsonObject, *, assertion_id: str | None = MINE, uid: str | None = "u1"
) -> tuple[str, str, str | None]:
    result = revocation_list.check_assertion(
        assertion_id=MINE, uid=uid, list_document=document, list_url=URL, issuer_id=ISSUER
    )
    return result.state, result.code, result.reason


@pytest.mark.parametrize(
    ("entries", "state"),
    [
        ([MINE], "set"),
        ([{"id": MINE, "revocationReason": "Par erreur"}], "set"),
        ([{"uid": "u1"}], "set"),
        (["urn:uuid:2", {"uid": "u2"}], "clear"),
        ([], "clear"),
        (["urn:uuid:2", {"id": ["x"]}], "unknown"),
        ([5], "unknown"),
        ([5, MINE], "set"),
    ],
)
def test_v13_open_badges_2(entries: list[object], state: str):
    document: JsonObject = {"@context": "https://w3id.org/openbadges/v2", "id": URL, "issuer": ISSUER}
    document["revokedAssertions"] = entries  # type: ignore[assignment]
    assert old(document)[:2] == (state, "STATUS_TYPE" if state == "unknown" else "OK")


def test_v13_an_open_badges_2_list_of_somebody_else_says_nothing():
    document: JsonObject = {
        "@context": "x",
        "id": URL,
        "issuer": "https://evil.example",
        "revokedAssertions": [],
    }
    assert old(document)[:2] == ("unknown", "STATUS_ISSUER")
    assert old({"@context": "x", "revokedAssertions": 5})[:2] == ("unknown", "STATUS_TYPE")


def test_open_badges_1():
    assert old({"u1": "Par erreur", "u2": ""}) == ("set", "OK", "Par erreur")
    assert old({"u2": "x"}) == ("clear", "OK", None)
    assert old({"u1": "x"}, uid=None) == ("clear", "OK", None)

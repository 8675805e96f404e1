"""did:key, did:jwk and did:web: names, addresses and documents."""

import pytest
from tests.unit.openbadge.keys.site import NOON

from openbadge.errors import MalformedError, NoKeyError, OpenBadgeError
from openbadge.keys import did_key, did_web
from openbadge.keys.key import PrivateKey
from openbadge.keys.method import VerificationMethod

KEY = PrivateKey.from_seed(bytes(range(32))).public


def test_a_did_key_lists_its_only_key_for_everything():
    did = did_key.did(KEY)
    document = did_key.document(did)
    method = did_key.verification_method(did)
    assert method == f"{did}#{KEY.multikey}"
    assert document["id"] == did
    assert document["assertionMethod"] == document["authentication"] == [method]
    assert document["verificationMethod"] == [
        {"id": method, "type": "Multikey", "controller": did, "publicKeyMultibase": KEY.multikey}
    ]


def test_a_did_jwk_is_read_back():
    did = did_key.did_jwk(KEY)
    assert did_key.method(did).key == KEY
    assert did_key.method(did).id == f"{did}#0"


@pytest.mark.parametrize(
    "did", ["did:key:", "did:key:m123", "did:key:z", "did:jwk:", "did:jwk:e30", "did:jwk:W10", "did:web:a.fr"]
)
def test_other_spellings_are_refused(did: str):
    with pytest.raises(OpenBadgeError):
        did_key.method(did)


@pytest.mark.parametrize(
    ("did", "url"),
    [
        ("did:web:school.example", "https://school.example/.well-known/did.json"),
        ("did:web:school.example:o:art", "https://school.example/o/art/did.json"),
        ("did:web:school.example%3A8443:o:art", "https://school.example:8443/o/art/did.json"),
        ("did:web:localhost%3A8000:o:art", "http://localhost:8000/o/art/did.json"),
        ("did:web:xn--cole-9oa.example", "https://xn--cole-9oa.example/.well-known/did.json"),
    ],
)
def test_the_address_of_a_did_web(did: str, url: str):
    assert did_web.document_url(did) == url


@pytest.mark.parametrize(
    "did",
    [
        "did:web:",
        "did:web:127.0.0.1",
        "did:web:127.1",
        "did:web:0x7f.0x1",
        "did:web:2130706433",
        "did:web:[::1]",
        "did:web:School.example",
        "did:web:école.example",
        "did:web:a.example%2Fevil",
        "did:web:a.example%3A",
        "did:web:a.example%3A0",
        "did:web:a.example%3A99999",
        "did:web:a.example%3a80",
        "did:web:a.example::b",
        "did:web:a.example:..",
        "did:web:a.example:.:b",
        "did:web:a.example:b%2e%2e",
        "did:web:a.example:b/c",
        "did:web:a.example?b",
        "did:web:user@a.example",
        "did:web:a..example",
        "did:web:-a.example",
        "did:web:a.example ",
        "did:web:a.example\n",
        "did:web:a.example:b\n",
        "did:key:z6Mk",
    ],
)
def test_a_did_web_that_could_name_two_places_is_refused(did: str):
    with pytest.raises(MalformedError):
        did_web.document_url(did)


def test_a_did_web_is_made_of_a_host_and_a_path():
    assert did_web.did("School.example:8443", "o", "art") == "did:web:school.example%3A8443:o:art"
    with pytest.raises(MalformedError):
        did_web.did("127.0.0.1:8000")


def test_a_did_document_keeps_revoked_keys_but_does_not_list_them():
    did = did_web.did("school.example")
    methods = [
        VerificationMethod(id=f"{did}#key-1", key=KEY, revoked_at=NOON),
        VerificationMethod(id=f"{did}#key-2", key=KEY, expires_at=NOON),
    ]
    document = did_web.document(did, methods)
    written = document["verificationMethod"]
    assert isinstance(written, list)
    assert [dict(method).get("revoked") for method in written if isinstance(method, dict)] == [
        "2026-03-01T12:00:00Z",
        None,
    ]
    assert document["assertionMethod"] == [f"{did}#key-2"]


def test_weak_keys_have_no_did():
    with pytest.raises(NoKeyError):
        did_key.method("did:key:z6MkeTG3bFFSLYVU7VqhgZxqr6YzpaGrQtFMh1uvqGy1vDnP")

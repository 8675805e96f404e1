"""From a name to a key: whose document lists it, for what, until when (V06, V09, V19)."""

import pytest
from tests.unit.openbadge.keys.site import Counter, Site

from openbadge.errors import MalformedError, NoKeyError, OpenBadgeError, UnreachableError, UnsupportedError
from openbadge.keys import did_key, did_web, jwk, pem
from openbadge.keys.confirm import confirmed, speaks_for
from openbadge.keys.key import PrivateKey
from openbadge.keys.method import VerificationMethod
from openbadge.keys.resolve import listed_keys, resolve
from openbadge.model.json import JsonObject

KEY = PrivateKey.from_seed(bytes(range(32))).public
OTHER = PrivateKey.from_seed(bytes(range(1, 33))).public
RSA = PrivateKey.generate(Counter(), algorithm="RSA").public
DID = "did:web:school.example"
DID_URL = "https://school.example/.well-known/did.json"
METHOD = f"{DID}#key-1"
PROFILE = "https://school.example/issuer"


def did_site(**changes: object) -> Site:
    document = did_web.document(DID, [VerificationMethod(id=METHOD, key=KEY)])
    document.update(changes)  # type: ignore[arg-type]
    return Site({DID_URL: document})


def multikey(name: str, controller: str) -> JsonObject:
    return {"id": name, "type": "Multikey", "controller": controller, "publicKeyMultibase": KEY.multikey}


def test_a_did_key_needs_no_web():
    did = did_key.did(KEY)
    site = Site({})
    found = resolve(did_key.verification_method(did), fetcher=site)
    assert (found.key, found.controller, found.listed_for_purpose, found.source_url) == (KEY, did, True, None)
    assert site.asked == []


@pytest.mark.parametrize("fragment", ["", "#", "#0", "#z6MkehRgf7yJbgaGfYsdoAsKdBPE3dj2CYhowQdcjqSJgvVe"])
def test_v06_a_did_key_has_one_name_only(fragment: str):
    with pytest.raises(NoKeyError):
        resolve(did_key.did(KEY) + fragment, fetcher=Site({}))


def test_a_did_web_is_read_at_its_address():
    site = did_site()
    found = resolve(METHOD, fetcher=site)
    assert (found.key, found.controller, found.listed_for_purpose) == (KEY, DID, True)
    assert site.asked == [DID_URL]
    assert speaks_for(found, DID)


def test_relative_names_are_read():
    method = {"id": "#key-1", "type": "Multikey", "controller": DID, "publicKeyMultibase": KEY.multikey}
    site = did_site(verificationMethod=[method], assertionMethod=["#key-1"])
    assert resolve(METHOD, fetcher=site).listed_for_purpose


def test_embedded_methods_are_read():
    site = did_site(verificationMethod=[], assertionMethod=[multikey(METHOD, DID)])
    assert resolve(METHOD, fetcher=site).listed_for_purpose


def test_v08_a_key_listed_for_something_else_is_not_for_assertions():
    site = did_site(assertionMethod=[], authentication=[METHOD])
    found = resolve(METHOD, fetcher=site)
    assert not found.listed_for_purpose
    assert not speaks_for(found, DID)
    assert resolve(METHOD, fetcher=site, purpose="authentication").listed_for_purpose


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "did:web:evil.example"},
        {"id": None},
        {"verificationMethod": []},
        {"verificationMethod": [multikey(METHOD, "did:web:evil.example")]},
        {
            "verificationMethod": [
                multikey(METHOD, DID),
                {**multikey(METHOD, DID), "publicKeyMultibase": OTHER.multikey},
            ]
        },
        {"verificationMethod": [{**multikey(METHOD, DID), "publicKeyJwk": jwk.to_jwk(KEY)}]},
        {"verificationMethod": [METHOD] * 300},
    ],
    ids=["foreign id", "no id", "no key", "foreign controller", "two keys", "two materials", "too many"],
)
def test_v06_a_document_that_contradicts_gives_no_key(changes: dict[str, object]):
    with pytest.raises(NoKeyError):
        resolve(METHOD, fetcher=did_site(**changes))


def test_v09_dates_of_a_key_come_with_it():
    method = multikey(METHOD, DID) | {
        "revoked": "2026-01-01T00:00:00Z",
        "expires": "2027-01-01T00:00:00+01:00",
    }
    found = resolve(METHOD, fetcher=did_site(verificationMethod=[method]))
    assert found.revoked_at is not None
    assert found.expires_at is not None
    assert found.expires_at.isoformat() == "2026-12-31T23:00:00+00:00"


@pytest.mark.parametrize("date", ["2026-01-01", "2026-01-01T00:00:00", "yesterday", 5, ""])
def test_v09_a_date_that_cannot_be_read_gives_no_key(date: str | int):
    method = multikey(METHOD, DID) | {"revoked": date}
    with pytest.raises(MalformedError):
        resolve(METHOD, fetcher=did_site(verificationMethod=[method]))


def test_an_https_profile_lists_its_keys():
    name = f"{PROFILE}#key-1"
    profile = {"id": PROFILE, "assertionMethod": [multikey(name, PROFILE)]}
    found = resolve(name, fetcher=Site({PROFILE: profile}))
    assert (found.controller, found.listed_for_purpose) == (PROFILE, True)
    assert speaks_for(found, PROFILE)


def test_an_open_badges_2_key_is_listed_by_its_owner():
    name = "https://school.example/key"
    key: JsonObject = {
        "id": name,
        "type": "CryptographicKey",
        "owner": PROFILE,
        "publicKeyPem": pem.to_pem(RSA),
    }
    site = Site({name: key, PROFILE: {"id": PROFILE, "type": "Issuer", "publicKey": name}})
    found = resolve(name, fetcher=site)
    assert (found.key, found.controller, found.listed_for_purpose) == (RSA, PROFILE, True)
    assert speaks_for(found, PROFILE)


def test_v06_a_key_that_claims_a_famous_owner_is_not_listed_by_it():
    name = "https://evil.example/key"
    key: JsonObject = {"id": name, "owner": PROFILE, "publicKeyPem": pem.to_pem(RSA)}
    site = Site({name: key, PROFILE: {"id": PROFILE, "publicKey": "https://school.example/key"}})
    found = resolve(name, fetcher=site)
    assert not found.listed_for_purpose
    assert not confirmed(found, PROFILE, fetcher=site)


def test_v06_a_lone_key_that_is_its_own_owner_speaks_for_nobody():
    name = "https://school.example/key"
    found = resolve(name, fetcher=Site({name: multikey(name, name)}))
    assert found.controller is None
    assert not found.listed_for_purpose


def test_a_key_set_is_read_by_name():
    address = "https://school.example/jwks"
    keys = {"keys": [{**jwk.to_jwk(KEY), "kid": "a"}, {**jwk.to_jwk(OTHER), "kid": "b"}]}
    site = Site({address: keys})
    found = resolve(f"{address}#b", fetcher=site)
    assert (found.key, found.controller) == (OTHER, None)
    assert speaks_for(found, PROFILE)
    assert not speaks_for(found, "https://evil.example/issuer")
    for name in (address, f"{address}#c"):
        with pytest.raises(NoKeyError):
            resolve(name, fetcher=site)


def test_a_bare_jwk_is_read():
    address = "https://school.example/key.jwk"
    assert resolve(address, fetcher=Site({address: jwk.to_jwk(KEY)})).key == KEY


def test_v19_an_open_redirect_does_not_speak_for_the_issuer():
    address = "https://school.example/go?to=evil"
    site = Site({"https://evil.example/jwk": jwk.to_jwk(KEY)}, {address: "https://evil.example/jwk"})
    with pytest.raises(UnreachableError) as caught:
        resolve(address, fetcher=site)
    assert caught.value.code == "KEY_REDIRECTED"


@pytest.mark.parametrize("status", [404, 410])
def test_a_missing_document_is_no_key(status: int):
    with pytest.raises(NoKeyError):
        resolve(METHOD, fetcher=Site({DID_URL: status}))


@pytest.mark.parametrize("status", [301, 403, 500, 503])
def test_a_site_that_fails_is_unreachable_not_wrong(status: int):
    with pytest.raises(UnreachableError):
        resolve(METHOD, fetcher=Site({DID_URL: status}))


@pytest.mark.parametrize("body", [b"[]", b"<html>", b'{"id":1,"id":2}', b'"did"', b"\xff"])
def test_a_document_that_is_not_an_object_is_malformed(body: bytes):
    with pytest.raises(MalformedError):
        resolve(METHOD, fetcher=Site({DID_URL: body}))


@pytest.mark.parametrize(
    "name",
    [
        "",
        "key-1",
        "#key-1",
        "ftp://a.example/k",
        "https://",
        "did:ion:abc",
        "did:web:1.2.3.4#k",
        "did:key:x#x",
    ],
)
def test_names_that_name_nothing(name: str):
    site = Site({})
    with pytest.raises((NoKeyError, UnsupportedError, MalformedError)):
        resolve(name, fetcher=site)
    assert site.asked == []


def test_the_issuer_confirms_a_key_by_value():
    found = resolve(did_key.verification_method(did_key.did(KEY)), fetcher=Site({}))
    assert confirmed(found, DID, fetcher=did_site())
    assert not confirmed(found, DID, fetcher=Site({DID_URL: did_web.document(DID, [])}))
    assert not confirmed(found, did_key.did(KEY), fetcher=Site({}))
    assert not confirmed(found, "urn:x", fetcher=Site({}))
    with pytest.raises(UnreachableError):
        confirmed(found, DID, fetcher=Site({}))


def test_v07_a_did_key_is_never_an_issuer_that_is_confirmed():
    did = did_key.did(KEY)
    assert not speaks_for(resolve(did_key.verification_method(did), fetcher=Site({})), did)


def test_listed_keys_leaves_out_what_cannot_be_read():
    methods = [
        multikey(METHOD, DID),
        {"id": f"{DID}#bls", "type": "Multikey", "controller": DID, "publicKeyMultibase": "zUC7"},
        {"id": f"{DID}#auth", "type": "Multikey", "controller": DID, "publicKeyMultibase": OTHER.multikey},
    ]
    site = did_site(verificationMethod=methods, assertionMethod=[METHOD, f"{DID}#bls"])
    assert [found.key for found in listed_keys(DID, fetcher=site)] == [KEY]
    with pytest.raises(OpenBadgeError):
        listed_keys("did:ion:x", fetcher=site)

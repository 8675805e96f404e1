"""Signed Open Badges 1.x and 2.0: a key is trusted because the issuer's profile lists it (V18, V20, V26)."""

import pytest
from tests.unit.openbadge.keys.site import Counter, Site
from tests.unit.openbadge.proofs.badges import KEY, OTHER
from tests.unit.openbadge.proofs.tokens import b64

from openbadge.errors import MalformedError
from openbadge.keys import pem
from openbadge.keys.key import Algorithm, PrivateKey
from openbadge.model.json import JsonObject, JsonValue
from openbadge.proofs import jws

BADGE = "https://school.example/badges/1"
ISSUER = "https://school.example/issuer"
KEY_ID = "https://school.example/key"


def assertion(**changes: JsonValue) -> JsonObject:
    body: JsonObject = {
        "@context": "https://w3id.org/openbadges/v2",
        "id": "urn:uuid:1",
        "type": "Assertion",
        "badge": BADGE,
        "verification": {"type": "SignedBadge", "creator": KEY_ID},
    }
    return {name: value for name, value in (body | changes).items() if value is not None}


def web(signer: PrivateKey = KEY, **pages: JsonObject | bytes | int) -> Site:
    named = {"badge": BADGE, "issuer": ISSUER, "key": KEY_ID}
    found: dict[str, JsonObject | bytes | int] = {
        BADGE: {"id": BADGE, "issuer": ISSUER},
        ISSUER: {"id": ISSUER, "publicKey": KEY_ID},
        KEY_ID: cryptographic_key(signer),
    }
    return Site(found | {named.get(name, name): page for name, page in pages.items()})


def cryptographic_key(key: PrivateKey = KEY, **changes: JsonValue) -> JsonObject:
    body: JsonObject = {
        "@context": "https://w3id.org/openbadges/v2",
        "type": "CryptographicKey",
        "id": KEY_ID,
        "owner": ISSUER,
        "publicKeyPem": pem.to_pem(key.public),
    }
    return body | changes


@pytest.mark.parametrize("algorithm", ["RSA", "P-256", "Ed25519"])
def test_each_algorithm_signs_and_verifies(algorithm: Algorithm):
    key = PrivateKey.generate(Counter(), algorithm=algorithm)
    result = jws.check(jws.sign(assertion(), key=key), fetcher=web(key))
    assert result.proof.proves
    assert result.assertion == assertion()
    assert (result.issuer_id, result.proof.verification_method) == (ISSUER, KEY_ID)


def test_a_badge_that_names_no_key_is_not_signed():
    with pytest.raises(MalformedError):
        jws.sign(assertion(verification={"type": "SignedBadge"}), key=KEY)


def test_the_key_inside_the_profile_is_read_there():
    site = web(issuer={"id": ISSUER, "publicKey": cryptographic_key()})
    assert jws.check(jws.sign(assertion(), key=KEY), fetcher=site).proof.proves
    assert KEY_ID not in site.asked


def test_the_only_key_of_a_profile_needs_no_name():
    body = assertion(verification={"type": "SignedBadge"})
    signing_input = f"{b64({'alg': 'EdDSA'})}.{b64(body)}"
    text = f"{signing_input}.{b64(KEY.sign(signing_input.encode()))}"
    assert jws.check(text, fetcher=web()).proof.proves
    two = web(issuer={"id": ISSUER, "publicKey": [KEY_ID, KEY_ID + "2"]})
    assert jws.check(text, fetcher=two).proof.code == "KEY_NOT_FOUND"


@pytest.mark.parametrize(
    ("pages", "code"),
    [
        ({"issuer": {"id": ISSUER}}, "KEY_NOT_LISTED"),
        ({"issuer": {"id": ISSUER, "publicKey": "https://school.example/other"}}, "KEY_NOT_LISTED"),
        ({"key": cryptographic_key(owner="https://evil.example/i")}, "UNREACHABLE"),
        ({"key": cryptographic_key(id="https://school.example/k2")}, "KEY_NOT_FOUND"),
        ({"key": cryptographic_key(OTHER)}, "SIGNATURE"),
        ({"key": 404}, "KEY_NOT_FOUND"),
        ({"badge": {"id": BADGE + "0", "issuer": ISSUER}}, "BADGE_ID"),
        ({"badge": 503}, "HOSTED_UNREACHABLE"),
        (
            {"issuer": {"id": ISSUER, "publicKey": cryptographic_key(owner="https://evil.example/i")}},
            "KEY_CONTROLLER",
        ),
    ],
)
def test_v26_a_key_that_the_issuer_does_not_own(pages: dict[str, JsonObject | bytes | int], code: str):
    result = jws.check(jws.sign(assertion(), key=KEY), fetcher=web(**pages))
    assert not result.proof.proves
    assert result.proof.code == code


def test_v26_somebody_elses_key_for_a_famous_issuer():
    body = assertion(verification={"type": "SignedBadge", "creator": "https://evil.example/key"})
    site = web()
    site.pages = {
        **site.pages,
        "https://evil.example/key": cryptographic_key(OTHER, id="https://evil.example/key"),
    }
    result = jws.check(jws.sign(body, key=OTHER), fetcher=site)
    assert result.proof.code == "KEY_NOT_LISTED"
    assert "https://evil.example/key" not in site.asked


@pytest.mark.parametrize("alg", ["none", "HS256", "RS256", None])
def test_v18_the_key_decides_the_algorithm(alg: JsonValue):
    text = jws.sign(assertion(), key=KEY)
    result = jws.check(b64({"alg": alg}) + "." + text.partition(".")[2], fetcher=web())
    assert (result.proof.intact, result.proof.code) == (False, "ALG")


def test_v20_extensions_are_refused_before_anything_is_fetched():
    site = web()
    text = jws.sign(assertion(), key=KEY)
    result = jws.check(b64({"alg": "EdDSA", "crit": ["x"]}) + "." + text.partition(".")[2], fetcher=site)
    assert result.proof.code == "CRIT"
    assert site.asked == []


def test_an_altered_badge_is_not_what_was_signed():
    head, _, signature = jws.sign(assertion(), key=KEY).split(".")
    altered = f"{head}.{b64(assertion(id='urn:uuid:2'))}.{signature}"
    result = jws.check(altered, fetcher=web())
    assert (result.proof.intact, result.proof.code) == (False, "SIGNATURE")


def old_token(address: str) -> str:
    body: JsonObject = {"uid": "1", "badge": BADGE, "verify": {"type": "signed", "url": address}}
    signing_input = f"{b64({'alg': 'EdDSA'})}.{b64(body)}"
    return f"{signing_input}.{b64(KEY.sign(signing_input.encode()))}"


def test_open_badges_1_key_is_a_pem_on_the_issuers_site():
    site = web(**{"https://school.example/key.pem": pem.to_pem(KEY.public).encode()})
    assert jws.check(old_token("https://school.example/key.pem"), fetcher=site).proof.proves
    elsewhere = web(**{"https://evil.example/key.pem": pem.to_pem(KEY.public).encode()})
    result = jws.check(old_token("https://evil.example/key.pem"), fetcher=elsewhere)
    assert result.proof.code == "KEY_FOREIGN"
    assert "https://evil.example/key.pem" not in elsewhere.asked

"""jose: our tokens under the JavaScript library that most sites use, and its tokens under ours."""

from typing import Literal

import pytest
from tests.interop.bridge import Json, Side
from tests.interop.exchange import NOW_TEXT, altered_token, ours, private_jwk, rich, rsa_key, second_key
from tests.world.schools import NOW, School, key_of
from tests.world.web import Web

from openbadge.keys import did_key, jwk
from openbadge.keys.key import PrivateKey
from openbadge.proofs import vc_jwt

pytestmark = pytest.mark.interop
NAMES = {"EdDSA": "Ed25519", "ES256": "P-256", "RS256": "RSA"}
SUBJECT = "did:key:z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH"
Style = Literal["ob3", "vc-jose-cose"]
STYLES: tuple[Style, ...] = ("ob3", "vc-jose-cose")


def key_for(algorithm: str) -> PrivateKey:
    """Return a key that signs with a JOSE algorithm."""
    return rsa_key() if algorithm == "RS256" else key_of(f"token-{algorithm}", NAMES[algorithm])


def theirs(node: Side, token: str, key: PrivateKey, algorithm: str, typ: str | None = None) -> Json:
    """Return what jose says of a token under a public key."""
    public = jwk.to_jwk(key.public)
    answer: Json = node.ask(
        "jose.verify",
        token=token,
        jwk=public,
        algorithm=algorithm,
        now=NOW_TEXT,
        **({"typ": typ} if typ else {}),
    )
    return answer


def claims_of(document: Json) -> Json:
    """Return the payload of an Open Badges 3.0 token, written here by hand."""
    own = {"iss": document["issuer"]["id"], "jti": document["id"], "sub": document["credentialSubject"]["id"]}
    return {**document, **own, "nbf": int(NOW.timestamp())}


def signed_by_them(node: Side, payload: Json, header: Json, key: PrivateKey) -> str:
    """Return a token of theirs."""
    token: str = node.ask("jose.sign", payload=payload, header=header, jwk=private_jwk(key))
    return token


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("algorithm", NAMES)
def test_what_we_sign_they_verify(node: Side, school: School, algorithm: str, style: Style) -> None:
    key = key_for(algorithm)
    document = rich(school)
    token = vc_jwt.sign(document, key=key, verification_method=second_key(school, key), style=style)
    answer = theirs(node, token, key, algorithm, typ="JWT" if style == "ob3" else "vc+jwt")
    assert answer["verified"], answer["reason"]
    assert {name: answer["payload"][name] for name in document} == document
    assert answer["header"]["kid"] == f"{school.did}#key-2"
    if style == "ob3":
        assert answer["payload"] == {**claims_of(document), "exp": answer["payload"]["exp"]}


@pytest.mark.parametrize("algorithm", NAMES)
def test_what_they_sign_we_verify(node: Side, web: Web, school: School, algorithm: str) -> None:
    key = key_for(algorithm)
    method = second_key(school, key)
    document = rich(school)
    bare = signed_by_them(node, document, {"alg": algorithm, "typ": "vc+jwt", "kid": method}, key)
    whole = signed_by_them(node, claims_of(document), {"alg": algorithm, "typ": "JWT", "kid": method}, key)
    for token in (bare, whole):
        report = ours(web, token, recipient="ana@example.fr")
        assert (report.verdict, report.facts.issuer_confirmed) == ("verified", True)


@pytest.mark.parametrize("algorithm", NAMES)
def test_a_key_that_came_with_the_token_confirms_nobody(
    node: Side, web: Web, school: School, algorithm: str
) -> None:
    key = key_for(algorithm)
    header = {"alg": algorithm, "typ": "JWT", "jwk": jwk.to_jwk(key.public)}
    document = rich(school)
    del document["credentialStatus"]
    report = ours(web, signed_by_them(node, claims_of(document), header, key))
    assert (report.verdict, report.facts.intact, report.facts.issuer_confirmed) == ("intact", True, False)


@pytest.mark.parametrize("algorithm", ["EdDSA", "ES256"])
def test_a_token_of_a_bare_key_is_intact(node: Side, web: Web, school: School, algorithm: str) -> None:
    key = key_for(algorithm)
    did = did_key.did(key.public)
    document = rich(school, issuer={"id": did, "type": ["Profile"], "name": "Bare"})
    del document["credentialStatus"]
    header = {"alg": algorithm, "typ": "JWT", "kid": did_key.verification_method(did)}
    report = ours(web, signed_by_them(node, claims_of(document), header, key))
    assert (report.verdict, report.facts.intact, report.facts.issuer_confirmed) == ("intact", True, False)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("algorithm", NAMES)
def test_a_character_altered_fails_for_both(
    node: Side, web: Web, school: School, algorithm: str, style: Style
) -> None:
    key = key_for(algorithm)
    method = second_key(school, key)
    mine = vc_jwt.sign(rich(school), key=key, verification_method=method, style=style)
    header = {"alg": algorithm, "typ": "JWT", "kid": method}
    for token in (mine, signed_by_them(node, claims_of(rich(school)), header, key)):
        for what, copy in altered_token(token):
            assert not theirs(node, copy, key, algorithm)["verified"], what
            assert ours(web, copy).verdict in ("failed", "unreadable"), what


def test_a_public_key_is_no_shared_secret(node: Side, web: Web, school: School) -> None:
    """HS256 with the text of the public key as its secret: the oldest trick with tokens."""
    key = key_for("RS256")
    method = second_key(school, key)
    secret = {"kty": "oct", "k": jwk.to_jwk(key.public)["n"]}
    forged = node.ask(
        "jose.sign",
        payload=claims_of(rich(school)),
        header={"alg": "HS256", "typ": "JWT", "kid": method},
        jwk=secret,
    )
    assert ours(web, forged).verdict == "failed"


def test_they_refuse_an_expired_token_and_so_do_we(node: Side, web: Web, school: School) -> None:
    key = key_for("EdDSA")
    method = second_key(school, key)
    token = vc_jwt.sign(rich(school, validUntil="2026-03-02T00:00:00Z"), key=key, verification_method=method)
    answer = theirs(node, token, key, "EdDSA")
    assert "ERR_JWT_EXPIRED" in answer["reason"]
    assert ours(web, token).verdict == "expired"

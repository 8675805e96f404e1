"""A badge as a token: made by the rules, read without believing what it says of itself (V18–V25, V27)."""

import json
from datetime import timedelta

import pytest
from tests.unit.openbadge.keys.site import Counter, Site
from tests.unit.openbadge.proofs.badges import DID, DID_METHOD, DID_URL, KEY, METHOD, NOON, OTHER, badge
from tests.unit.openbadge.proofs.tokens import HEADER, b64, hmac_token, payload, token, verify

from openbadge.canon import multibase
from openbadge.errors import LimitError, MalformedError, OpenBadgeError, UnsupportedError
from openbadge.keys import did_key, did_web, jwk, pem
from openbadge.keys.key import Algorithm, PrivateKey
from openbadge.keys.method import VerificationMethod
from openbadge.keys.resolve import resolve
from openbadge.model.json import JsonObject, JsonValue
from openbadge.proofs import vc_jwt


@pytest.mark.parametrize("algorithm", ["Ed25519", "P-256", "P-384", "RSA"])
@pytest.mark.parametrize("style", ["ob3", "vc-jose-cose"])
def test_each_algorithm_signs_and_verifies(algorithm: Algorithm, style: vc_jwt.Style):
    key = PrivateKey.generate(Counter(), algorithm=algorithm)
    site = Site({DID_URL: did_web.document(DID, [VerificationMethod(id=DID_METHOD, key=key.public)])})
    text = vc_jwt.sign(badge(), key=key, verification_method=DID_METHOD, style=style)
    result = vc_jwt.verify(text, resolve=lambda name: resolve(name, fetcher=site), at=NOON)
    assert result.proof.proves
    assert result.proof.suite == f"VC-JWT {jwk.JOSE_ALGORITHMS[algorithm]}"
    assert result.document == badge()
    assert result.profile == style
    assert result.notes == ()


def test_the_header_of_open_badges_holds_nothing_else():
    text = vc_jwt.sign(badge(), key=KEY, verification_method=DID_METHOD)
    header, body = (json.loads(multibase.base64url_decode(part)) for part in text.split(".")[:2])
    assert header == {"alg": "EdDSA", "kid": DID_METHOD, "typ": "JWT"}
    assert (body["iss"], body["jti"], body["sub"]) == (DID, badge()["id"], "did:example:learner")
    assert body["nbf"] == 1_772_366_400
    assert "exp" not in body


def test_the_header_of_vc_jose_cose():
    text = vc_jwt.sign(badge(), key=KEY, verification_method=DID_METHOD, style="vc-jose-cose")
    header, body = (json.loads(multibase.base64url_decode(part)) for part in text.split(".")[:2])
    assert header["typ"] == "vc+jwt"
    assert body == badge()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"issuer": None}, "CLAIM_ISS"),
        ({"id": None}, "CLAIM_JTI"),
        ({"credentialSubject": {"type": ["AchievementSubject"]}}, "CLAIM_SUB"),
        ({"validFrom": None}, "CLAIM_NBF"),
    ],
)
def test_a_badge_without_its_claims_is_not_signed(changes: dict[str, object], code: str):
    with pytest.raises(MalformedError) as caught:
        vc_jwt.sign(badge(**changes), key=KEY, verification_method=DID_METHOD)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "alg", ["none", "None", "NONE", "nOnE", "", None, 0, [], {"alg": "EdDSA"}, ["EdDSA"], "none ", "eddsa"]
)
@pytest.mark.parametrize("signature", ["", "AA"])
def test_v18_alg_none(alg: JsonValue, signature: str):
    unsigned = f"{b64({**HEADER, 'alg': alg})}.{b64(payload())}.{signature}"
    result = verify(unsigned)
    assert (result.proof.intact, result.proof.code) == (False, "ALG")


@pytest.mark.parametrize("alg", ["HS256", "HS384", "HS512"])
def test_v18_a_public_key_is_not_an_hmac_secret(alg: str):
    for secret in (KEY.public.raw, pem.to_pem(KEY.public).encode(), KEY.public.multikey.encode()):
        result = verify(hmac_token({**HEADER, "alg": alg}, secret))
        assert (result.proof.intact, result.proof.code) == (False, "ALG")


@pytest.mark.parametrize(
    ("alg", "code"),
    [
        *((alg, "ALG_UNKNOWN") for alg in ("PS256", "ES512", "ES256K")),
        *((alg, "ALG") for alg in ("RS1", "A256KW", "RSA-OAEP")),
    ],
)
def test_v18_other_algorithms(alg: str, code: str):
    assert verify(token({**HEADER, "alg": alg})).proof.code == code


@pytest.mark.parametrize("member", ["crit", "jku"])
def test_v20_an_algorithm_of_others_excuses_nothing(member: str):
    proof = verify(token({**HEADER, "alg": "PS256", member: ["x"]})).proof
    assert (proof.intact, proof.is_open) == (False, False)


@pytest.mark.parametrize("member", ["jku", "x5u", "x5c", "x5t", "x5t#S256"])
def test_v19_keys_by_address_are_refused_unread(member: str):
    site = Site({})
    text = token({**HEADER, member: "https://evil.example/jwks"}, key=OTHER)
    result = vc_jwt.verify(text, resolve=lambda name: resolve(name, fetcher=site))
    assert (result.proof.intact, result.proof.code) == (False, "HEADER")
    assert site.asked == []


@pytest.mark.parametrize(
    "kid",
    [
        "https://evil.example/jwks#1",
        "https://school.example.evil.example/jwks",
        "https://school.example@evil.example/jwks",
        "http://school.example/jwks",
        "https://school.example:444/jwks",
        "did:web:evil.example#key-1",
        "did:web:school.example:o:other#key-1",
    ],
)
def test_v19_a_key_at_another_site_is_not_fetched(kid: str):
    site = Site({"https://evil.example/jwks": jwk.to_jwk(OTHER.public)})
    text = token({**HEADER, "kid": kid}, key=OTHER)
    result = vc_jwt.verify(text, resolve=lambda name: resolve(name, fetcher=site))
    assert (result.proof.intact, result.proof.code) == (None, "KEY_FOREIGN")
    assert site.asked == []


def test_v19_a_key_in_the_header_is_right_but_nobodys():
    header: JsonObject = {"alg": "EdDSA", "typ": "JWT", "jwk": jwk.to_jwk(OTHER.public)}
    result = verify(token(header, key=OTHER))
    assert result.proof.intact is True
    assert result.proof.key is not None
    assert (result.proof.key.controller, result.proof.key.source_url) == (None, None)
    assert [note.code for note in result.notes] == ["KEY_EMBEDDED"]


def test_v19_a_key_in_the_header_must_be_the_one_that_kid_names():
    header: JsonObject = {**HEADER, "jwk": jwk.to_jwk(OTHER.public)}
    assert verify(token(header, key=OTHER)).proof.code == "KEY_AMBIGUOUS"
    same: JsonObject = {**HEADER, "jwk": jwk.to_jwk(KEY.public)}
    assert verify(token(same)).proof.proves


def test_v19_a_private_key_in_the_header_is_refused():
    header: JsonObject = {"alg": "EdDSA", "jwk": {**jwk.to_jwk(KEY.public), "d": b64(KEY.seed)}}
    result = verify(token(header))
    assert (result.proof.intact, result.proof.code) == (None, "KEY_PRIVATE")


def test_a_token_without_any_key():
    assert verify(token({"alg": "EdDSA", "typ": "JWT"})).proof.code == "KEY_NOT_FOUND"
    assert verify(token({"alg": "EdDSA", "kid": 5})).proof.code == "KEY_NOT_FOUND"


@pytest.mark.parametrize(
    "extra", [{"crit": ["b64"], "b64": False}, {"crit": []}, {"b64": False}, {"b64": True}]
)
def test_v20_extensions_that_change_the_meaning(extra: JsonObject):
    result = verify(token({**HEADER, **extra}))
    assert (result.proof.intact, result.proof.code) == (False, "CRIT")


@pytest.mark.parametrize("signature", [bytes(64), b"\x30\x44" + bytes(70), bytes(63), b"\x00"])
def test_v21_psychic_and_der_signatures(signature: bytes):
    key = PrivateKey.generate(Counter(), algorithm="P-256")
    method = did_key.verification_method(did_key.did(key.public))
    text = token({"alg": "ES256", "kid": method}, key=key).rpartition(".")[0]
    result = verify(f"{text}.{b64(signature)}")
    assert (result.proof.intact, result.proof.code) == (False, "SIGNATURE")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"iss": "did:web:evil.example"}, "KEY_FOREIGN"),
        ({"iss": None, "issuer": "did:web:school.example"}, "OK"),
        ({"iss": ["did:web:school.example"]}, "CLAIM_ISS"),
        ({"issuer": {"id": "did:web:famous.example"}}, "CLAIM_ISS"),
        ({"jti": "urn:uuid:other"}, "CLAIM_JTI"),
        ({"sub": "did:example:thief"}, "CLAIM_SUB"),
        ({"nbf": 1_772_366_399}, "CLAIM_NBF"),
        ({"nbf": "1772366400"}, "CLAIM_NBF"),
        ({"nbf": True}, "CLAIM_NBF"),
        ({"nbf": 1e300}, "CLAIM_NBF"),
        ({"exp": 1_772_366_400}, "CLAIM_EXP"),
        ({"exp": -1}, "CLAIM_EXP"),
        ({"exp": 4_000_000_000, "validUntil": "2027-01-01T00:00:00Z"}, "CLAIM_EXP"),
        ({"iat": 1_799_999_999}, "CLAIM_IAT"),
        ({"aud": "https://somebody.example"}, "CLAIM_AUD"),
        ({"aud": ["https://me.example", "https://somebody.example"]}, "CLAIM_AUD"),
    ],
)
def test_v22_claims_that_contradict_the_badge(changes: dict[str, JsonValue], code: str):
    result = verify(token(body=payload(**changes)), at=NOON + timedelta(hours=1))
    assert result.proof.code == code


def test_v22_missing_claims_are_said_but_do_not_break():
    result = verify(token(body=badge()))
    assert result.proof.proves
    assert {note.code for note in result.notes} == {
        "CLAIM_ISS_MISSING",
        "CLAIM_JTI_MISSING",
        "CLAIM_SUB_MISSING",
        "CLAIM_NBF_MISSING",
    }


def test_v22_the_audience_that_was_asked_for():
    text = token(body=payload(aud=["https://me.example"]))
    assert verify(text, audience="https://me.example").proof.proves


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text + ".AA.AA",
        lambda text: text + "=",
        lambda text: text.replace(".", "..", 1),
        lambda text: "." + text,
        lambda text: text.rpartition(".")[0],
        lambda text: text[:40] + "\n" + text[40:],
        lambda text: json.dumps({"payload": text.split(".")[1], "signatures": []}),
        lambda text: b64("{}") + "." + text,
        lambda text: text[:-1] + ("A" if text[-1] != "A" else "B"),
        lambda text: b64('{"alg":"EdDSA","alg":"none"}') + "." + text.partition(".")[2],
        lambda text: b64("[]") + "." + text.partition(".")[2],
        lambda text: b64("EdDSA") + "." + text.partition(".")[2],
        lambda text: text.partition(".")[0] + "." + b64("[]") + ".AA",
    ],
)
def test_v23_there_is_one_spelling(change: object):
    assert callable(change)
    try:
        result = verify(change(token()))
    except OpenBadgeError:
        return
    assert not result.proof.proves


def test_v23_encrypted_and_huge_tokens_are_refused_unread():
    with pytest.raises(UnsupportedError) as caught:
        verify(f"{b64({'alg': 'dir', 'enc': 'A256GCM', 'zip': 'DEF'})}..AA.AA.AA")
    assert caught.value.code == "JWS_ENCRYPTED"
    with pytest.raises(LimitError):
        verify("A" * 3_000_000)
    with pytest.raises(LimitError):
        verify(f"{b64({'alg': 'EdDSA', 'x': 'y' * 9_000})}.{b64({})}.AA")


@pytest.mark.parametrize(
    "header", [{"cty": "JWT"}, {"typ": "vp+jwt"}, {"typ": "at+jwt"}, {"typ": 5}, {"cty": "vp"}]
)
def test_v23_v16_tokens_of_other_kinds(header: JsonObject):
    result = verify(token({**HEADER, **header}))
    assert (result.proof.intact, result.proof.code) == (False, "TYP")


def test_v24_v25_the_key_decides_the_algorithm():
    rsa = PrivateKey.generate(Counter(), algorithm="RSA")
    method = did_key.verification_method(did_key.did(rsa.public))
    for alg in ("ES256", "EdDSA", "ES384"):
        result = verify(token({"alg": alg, "kid": method}, key=rsa))
        assert (result.proof.intact, result.proof.code) == (False, "ALG")
    embedded: JsonObject = {"alg": "ES256", "jwk": jwk.to_jwk(KEY.public)}
    assert verify(token(embedded)).proof.code == "ALG"
    relabelled: JsonObject = {"alg": "EdDSA", "jwk": {**jwk.to_jwk(KEY.public), "alg": "HS256"}}
    assert verify(token(relabelled)).proof.code == "KEY_ALG"


def test_v27_only_the_bytes_that_were_verified_are_shown():
    result = verify(token(body=payload(name="Inside")))
    assert result.document["name"] == "Inside"
    assert not {"iss", "jti", "sub", "nbf"} & result.document.keys()


def test_the_fully_specified_name_of_ed25519():
    assert verify(token({**HEADER, "alg": "Ed25519"})).proof.proves


def test_a_bare_did_key_and_a_relative_name():
    assert verify(token({**HEADER, "kid": METHOD.partition("#")[0]})).proof.intact
    assert verify(token({**HEADER, "kid": "#key-1"})).proof.proves
    assert verify(token({**HEADER, "kid": "key-1"})).proof.proves


def test_a_key_set_beside_an_https_issuer():
    issuer, address = "https://school.example/issuer", "https://school.example/jwks"
    site = Site({address: {"keys": [{**jwk.to_jwk(KEY.public), "kid": "2026"}]}})
    body = payload(badge(issuer={"id": issuer, "type": ["Profile"]}))
    text = token({**HEADER, "kid": f"{address}#2026"}, body)
    assert vc_jwt.verify(text, resolve=lambda name: resolve(name, fetcher=site)).proof.proves


def test_a_revoked_key_does_not_prove():
    method = VerificationMethod(id=DID_METHOD, key=KEY.public, revoked_at=NOON)
    site = Site({DID_URL: did_web.document(DID, [method])})
    result = vc_jwt.verify(token(), resolve=lambda name: resolve(name, fetcher=site), at=NOON)
    assert (result.proof.intact, result.proof.code) == (True, "KEY_REVOKED")


def test_extra_header_members_are_said():
    assert [note.code for note in verify(token({**HEADER, "foo": "bar"})).notes] == ["HEADER_EXTRA"]


def old_payload(**inner: JsonValue) -> JsonObject:
    document: JsonObject = {
        "@context": ["https://www.w3.org/2018/credentials/v1"],
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "credentialSubject": {"type": ["AchievementSubject"]},
        **inner,
    }
    return {"iss": DID, "jti": "urn:uuid:1", "sub": "did:example:a", "nbf": 1_600_000_000, "vc": document}


def test_a_token_of_the_first_era_gets_its_members_back():
    result = verify(token(body=old_payload()), at=NOON)
    assert result.proof.proves
    assert result.profile == "vcdm-1.1"
    assert result.document["issuer"] == DID
    assert result.document["id"] == "urn:uuid:1"
    assert result.document["issuanceDate"] == "2020-09-13T12:26:40Z"
    assert result.document["credentialSubject"] == {"id": "did:example:a", "type": ["AchievementSubject"]}


def test_v22_a_token_of_the_first_era_may_not_contradict_itself():
    text = token(body=old_payload(issuer="did:web:famous.example"))
    assert verify(text).proof.code == "CLAIM_ISS"
    assert verify(token(body=old_payload(issuanceDate="2021-01-01T00:00:00Z"))).proof.code == "CLAIM_NBF"


def test_a_vc_claim_has_no_place_in_a_vc_jwt():
    text = token({**HEADER, "typ": "vc+jwt"}, old_payload())
    assert verify(text).proof.code == "CLAIM_VC"
    with pytest.raises(MalformedError):
        verify(token(body={**payload(), "vc": "text"}))

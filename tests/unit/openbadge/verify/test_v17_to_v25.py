"""Rows V17 to V25: the parser of JSON, and everything that a token might ask for. Each test names its row."""

import hashlib
import hmac
import json
from datetime import timedelta

import pytest
from tests.world.schools import NOW, School, key_of

from openbadge.canon import multibase
from openbadge.keys import jwk
from openbadge.keys.throttle import KeyFetcher
from openbadge.proofs import vc_jwt
from openbadge.verify import Outcome, Verdict, verify

ISSUER = "https://college.example/issuer"


def codes(report):
    return {check.code for check in report.checks}


def part(value):
    return multibase.base64url_encode(value if isinstance(value, bytes) else json.dumps(value).encode())


@pytest.fixture
def college(web):
    """A school that is an https profile with a key set, and whose badges are tokens."""
    school = School(web, host="college.example", key=key_of("college"))
    key_set = {"keys": [{**jwk.to_jwk(school.key.public), "kid": "k1"}]}
    web.put("https://college.example/jwks.json", key_set)
    web.put(ISSUER, {"id": ISSUER, "type": "Profile", "name": "College"})
    return school


def document(college, **members):
    issuer = {"id": ISSUER, "type": ["Profile"], "name": "College"}
    badge = college.unsigned(issuer=issuer, **members)
    badge["credentialSubject"]["id"] = badge["id"] + "#recipient"
    return badge


def badge_token(college, **members):
    return vc_jwt.sign(
        document(college, **members),
        key=college.key,
        verification_method="https://college.example/jwks.json#k1",
    )


def forged(token, *, header=None, payload=None, key=None):
    """Return the token with header or payload members replaced (None removes), signed again by `key` if given."""
    head, body, signature = token.split(".")
    changed = []
    for old, changes in ((head, header), (body, payload)):
        value = json.loads(multibase.base64url_decode(old))
        value.update(changes or {})
        changed.append(part({name: item for name, item in value.items() if item is not None}))
    signed = ".".join(changed)
    if key is not None:
        signature = multibase.base64url_encode(key.sign(signed.encode()))
    return f"{signed}.{signature}".encode()


def test_a_token_whose_key_set_stands_beside_the_issuer_is_verified(college, look):
    report = look(badge_token(college).encode())
    assert report.verdict is Verdict.VERIFIED
    assert report.format == "ob3-jwt"
    assert report.credential.achievement.name == "Pottery"


# --- V17 the parser ---


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda data: data.replace(b'"name":', b'"name":"Poetry","name":', 1), "JSON_DUPLICATE_KEY"),
        (lambda data: data[:-1] + b',"x":NaN}', "JSON_NUMBER"),
        (lambda data: data[:-1] + b',"x":-Infinity}', "JSON_NUMBER"),
        (lambda data: data[:-1] + b',"x":1e999}', "JSON_NUMBER"),
        (lambda data: data[:-1] + b',"x":9007199254740993}', "JSON_NUMBER"),
        (lambda data: data[:-1] + b',"x":' + b"9" * 5000 + b"}", "JSON_NUMBER"),
        (lambda data: data[:-1] + b',"x":"\\ud800"}', "JSON_SURROGATE"),
        (lambda data: data[:-1] + b',"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "JSON_TOO_DEEP"),
        (lambda data: data[:-1] + b',"x":"\xff"}', "JSON_ENCODING"),
        (lambda data: data + b"}", "JSON_SYNTAX"),
    ],
)
def test_v17_json_that_two_readers_may_read_in_two_ways_is_unreadable(school, look, spoil, code):
    report = look(spoil(school.badge()))
    assert (report.verdict, report.check("file").code) == (Verdict.UNREADABLE, code)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-8-sig"])
def test_v17_other_encodings_are_unreadable(school, look, encoding):
    assert look(school.badge().decode().encode(encoding)).verdict is Verdict.UNREADABLE


# --- V18 algorithms ---


@pytest.mark.parametrize("alg", ["none", "None", "NONE", "nOnE", "", None, 0, "none ", ["none"]])
@pytest.mark.parametrize("keep_signature", [False, True])
def test_v18_alg_none_in_every_spelling_is_rejected(college, look, alg, keep_signature):
    token = forged(badge_token(college), header={"alg": alg})
    data = token if keep_signature else token.rsplit(b".", 1)[0] + b"."
    assert look(data).verdict in (Verdict.FAILED, Verdict.UNREADABLE)


@pytest.mark.parametrize("alg", ["HS256", "HS384", "HS512"])
@pytest.mark.parametrize("secret", ["jwk", "raw"])
def test_v18_a_public_key_is_no_shared_secret(college, look, alg, secret):
    token = forged(badge_token(college), header={"alg": alg}).rsplit(b".", 1)[0]
    key = college.key.public.raw if secret == "raw" else json.dumps(jwk.to_jwk(college.key.public)).encode()
    mac = hmac.new(key, token, getattr(hashlib, f"sha{alg[2:]}")).digest()
    report = look(token + b"." + multibase.base64url_encode(mac).encode())
    assert (report.verdict, report.check("proof").code) == (Verdict.FAILED, "ALG")


# --- V19 keys that the token brings or points to ---


def test_v19_a_key_in_the_header_proves_nothing_of_the_issuer(college, look):
    stranger = key_of("stranger")
    token = forged(
        badge_token(college), header={"kid": None, "jwk": jwk.to_jwk(stranger.public)}, key=stranger
    )
    report = look(token)
    assert (report.verdict, report.facts.intact) == (Verdict.INTACT, True)
    assert report.facts.issuer_confirmed is not True


@pytest.mark.parametrize("member", ["jku", "x5u", "x5c", "x5t"])
def test_v19_the_header_may_not_send_us_anywhere(college, look, web, member):
    web.put("https://evil.example/keys", {"keys": [jwk.to_jwk(key_of("evil").public)]})
    web.asked.clear()
    report = look(
        forged(badge_token(college), header={member: "https://evil.example/keys"}, key=key_of("evil"))
    )
    assert report.verdict is Verdict.FAILED
    assert not [url for url in web.asked if "evil" in url]


def test_v19_a_foreign_kid_is_not_fetched(college, look, web):
    web.put("https://evil.example/keys", {"keys": [{**jwk.to_jwk(key_of("evil").public), "kid": "k1"}]})
    web.asked.clear()
    report = look(
        forged(badge_token(college), header={"kid": "https://evil.example/keys#k1"}, key=key_of("evil"))
    )
    assert report.verdict is Verdict.FAILED
    assert report.check("key").code == "KEY_FOREIGN"
    assert not [url for url in web.asked if "evil" in url]


def test_v19_a_foreign_did_web_is_not_fetched(college, look, web):
    evil = School(web, host="evil.example", key=key_of("evil"))
    web.asked.clear()
    report = look(forged(badge_token(college), header={"kid": evil.method}, key=evil.key))
    assert report.verdict is Verdict.FAILED
    assert not [url for url in web.asked if "evil" in url]


# --- V20 extensions ---


@pytest.mark.parametrize(
    "header",
    [{"crit": ["exp"]}, {"crit": []}, {"b64": False, "crit": ["b64"]}, {"b64": False}, {"zip": "DEF"}],
)
def test_v20_crit_b64_and_zip_are_rejected(college, look, header):
    assert look(forged(badge_token(college), header=header, key=college.key)).verdict is Verdict.FAILED


# --- V21 signatures and weak keys ---


@pytest.mark.parametrize("signature", [bytes(64), bytes(72), b"\x30\x06\x02\x01\x00\x02\x01\x00", b""])
def test_v21_psychic_and_der_signatures_are_rejected(web, look, signature):
    school = School(web, key=key_of("curve", "P-256"))
    badge = school.unsigned()
    badge["credentialSubject"]["id"] = badge["id"] + "#recipient"
    token = vc_jwt.sign(badge, key=school.key, verification_method=school.method)
    assert look(token.encode()).verdict is Verdict.VERIFIED
    body = token.rsplit(".", 1)[0]
    report = look(f"{body}.{multibase.base64url_encode(signature)}".encode())
    assert report.verdict in (Verdict.FAILED, Verdict.UNREADABLE)


@pytest.mark.parametrize(
    ("bits", "exponent"), [(1024, 65537), (2048, 1), (2048, 2), (131_072, 65537), (4, 3)]
)
def test_v21_weak_and_huge_rsa_keys_are_rejected(college, look, bits, exponent):
    modulus = 2 ** (bits - 1) + 1

    def number(value):
        return multibase.base64url_encode(value.to_bytes((value.bit_length() + 7) // 8, "big"))

    weak = {"kty": "RSA", "n": number(modulus), "e": number(exponent)}
    token = forged(badge_token(college), header={"alg": "RS256", "kid": None, "jwk": weak})
    assert look(token).verdict in (Verdict.FAILED, Verdict.UNREADABLE)


# --- V22 claims ---


@pytest.mark.parametrize(
    "payload",
    [
        {"iss": "https://famous.example"},
        {"sub": "did:key:somebody"},
        {"jti": "urn:uuid:99999999-9999-4999-8999-999999999999"},
        {"nbf": 1},
        {"exp": 4102444800},
        {"aud": "https://someone.example"},
        {"iat": 4102444800},
    ],
)
def test_v22_claims_that_contradict_the_badge_are_rejected(college, look, payload):
    extra = {"validUntil": "2027-01-01T00:00:00Z"} if "exp" in payload else {}
    report = look(forged(badge_token(college, **extra), payload=payload, key=college.key))
    assert report.verdict is Verdict.FAILED
    assert any(code.startswith(("CLAIM_", "KEY_")) for code in codes(report))


def test_v22_an_expired_token_is_expired(college, look):
    token = badge_token(college, validUntil="2026-03-02T00:00:00Z").encode()
    assert look(token, at=NOW + timedelta(days=9)).verdict is Verdict.EXPIRED


def test_v22_a_missing_claim_is_told(college, look):
    report = look(forged(badge_token(college), payload={"sub": None}, key=college.key))
    assert report.check("claims").code == "CLAIM_SUB_MISSING"
    assert report.verdict is Verdict.VERIFIED


# --- V23 spellings of tokens ---


@pytest.mark.parametrize(
    "spoil",
    [
        lambda token: token + b"=",
        lambda token: token.replace(b".", b"..", 1),
        lambda token: b'{"payload":"' + token.split(b".")[1] + b'","signatures":[]}',
        lambda token: token + b"." + token,
        lambda token: token + b".x.y",
        lambda token: b"." + token,
        lambda token: token[:40] + b"\n" + token[40:],
        lambda token: token.replace(token[60:61], b"\xc3\xa9", 1),
    ],
)
def test_v23_other_serialisations_are_rejected(college, look, spoil):
    assert look(spoil(badge_token(college).encode())).verdict in (Verdict.FAILED, Verdict.UNREADABLE)


def test_v23_a_token_in_a_token_is_rejected(college, look):
    inner = badge_token(college)
    head = {"alg": "EdDSA", "kid": "https://college.example/jwks.json#k1", "cty": "JWT"}
    signed = f"{part(head)}.{part(inner.encode())}"
    token = f"{signed}.{multibase.base64url_encode(college.key.sign(signed.encode()))}"
    assert look(token.encode()).verdict in (Verdict.FAILED, Verdict.UNREADABLE)


@pytest.mark.parametrize("typ", ["vp+jwt", "at+jwt", "dpop+jwt", "JWE", 7])
def test_v23_a_token_for_something_else_is_rejected(college, look, typ):
    token = forged(badge_token(college), header={"typ": typ}, key=college.key)
    assert look(token).verdict is Verdict.FAILED


# --- V24 key sets ---


def test_v24_a_thousand_random_kids_make_one_fetch_a_minute(college, web):
    class StoppedClock:
        def now(self):
            return NOW

    keys = KeyFetcher(web, clock=StoppedClock())
    token = badge_token(college)
    web.asked.clear()
    for number in range(1_000):
        data = forged(token, header={"kid": f"https://college.example/{number}/jwks.json#k{number}"})
        assert verify(data, fetcher=keys, at=NOW).verdict is not Verdict.VERIFIED
    assert len([url for url in web.asked if "college" in url]) <= 1


# --- V25 the key decides the algorithm ---


def test_v25_the_kind_of_key_decides_not_the_header(college, look):
    token = forged(badge_token(college), header={"alg": "ES256"}, key=college.key)
    report = look(token)
    assert (report.verdict, report.check("proof").code) == (Verdict.FAILED, "ALG")


def test_v25_a_key_set_with_another_kind_of_key_is_rejected(college, look, web):
    other = {**jwk.to_jwk(key_of("curve", "P-256").public), "kid": "k1", "alg": "EdDSA"}
    web.put("https://college.example/jwks.json", {"keys": [other]})
    report = look(badge_token(college).encode())
    assert report.verdict in (Verdict.FAILED, Verdict.UNKNOWN)
    assert report.check("issuer").outcome is not Outcome.PASSED

"""openvc-core: every cryptosuite that we create or read, JCS and selective disclosure included."""

import json

import pytest
from tests.interop.bridge import Json, Side
from tests.interop.exchange import NOW_TEXT, altered, ours, private_pem, rich, school_with
from tests.world.schools import School
from tests.world.web import Web

from openbadge.canon import contexts
from openbadge.keys import jwk

pytestmark = pytest.mark.interop
# Not ecdsa-rdfc-2019 with P-384: they label blank nodes with SHA-256 there, where the standard, the W3C vectors
# and @digitalbazaar/vc have SHA-384 (ECDSA Cryptosuites 1.0, section 3.2.3).
SUITES = (
    ("eddsa-rdfc-2022", "Ed25519"),
    ("eddsa-jcs-2022", "Ed25519"),
    ("ecdsa-rdfc-2019", "P-256"),
    ("ecdsa-jcs-2019", "P-256"),
    ("ecdsa-jcs-2019", "P-384"),
)
OB3_CONTEXT = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
CONTEXTS = {OB3_CONTEXT: contexts.get(OB3_CONTEXT)}
MANDATORY = ["/issuer", "/validFrom", "/validUntil", "/credentialStatus"]


def badge_by(school: School) -> Json:
    """Return a rich badge without what they cannot take.

    They refuse an embedded credential with its own @context, and ecdsa-sd-2023 cannot skolemize lists.
    """
    document = rich(school)
    del document["endorsement"]
    for described in document["credentialSubject"]["achievement"]["resultDescription"]:
        described.pop("allowedValue", None)
    return document


def theirs(openvc: Side, school: School, document: Json, suite: str) -> Json:
    """Return whether the proof of a document holds for them. They read one proof, not in an array."""
    (proof,) = document["proof"] if isinstance(document["proof"], list) else [document["proof"]]
    answer: Json = openvc.ask(
        "verify",
        document={**document, "proof": proof},
        suite=suite,
        jwk=jwk.to_jwk(school.key.public),
        contexts=CONTEXTS,
        now=NOW_TEXT.replace("Z", "+00:00"),
    )
    return answer


def signed_by_them(openvc: Side, school: School, suite: str, **options: list[str]) -> Json:
    """Return a rich badge signed by them.

    With JCS they sign the context in the proof but do not write it there (EdDSA Cryptosuites 1.0, section
    3.3.1 step 2, asks for it): it is put where it was when they signed.
    """
    signed: Json = openvc.ask(
        "sign",
        document=badge_by(school),
        suite=suite,
        algorithm=school.key.public.algorithm,
        pem=private_pem(school.key),
        method=school.method,
        contexts=CONTEXTS,
        **options,
    )
    if "-jcs-" in suite:
        signed["proof"]["@context"] = signed["@context"]
    return signed


@pytest.mark.parametrize(("suite", "algorithm"), SUITES)
def test_what_we_sign_they_verify(openvc: Side, web: Web, suite: str, algorithm: str) -> None:
    school = school_with(web, algorithm)
    signed = school.signed(badge_by(school), cryptosuite=suite)
    answer = theirs(openvc, school, signed, suite)
    assert answer["verified"], answer["reason"]
    for what, copy in altered(json.dumps(signed, ensure_ascii=False)):
        assert not theirs(openvc, school, json.loads(copy), suite)["verified"], what
        assert ours(web, copy).verdict == "failed", what


@pytest.mark.parametrize(("suite", "algorithm"), SUITES)
def test_what_they_sign_we_verify(openvc: Side, web: Web, suite: str, algorithm: str) -> None:
    school = school_with(web, algorithm)
    signed = signed_by_them(openvc, school, suite)
    report = ours(web, signed, recipient="ana@example.fr")
    assert (report.verdict, report.facts.issuer_confirmed) == ("verified", True)
    for what, copy in altered(json.dumps(signed, ensure_ascii=False)):
        assert ours(web, copy).verdict == "failed", what


@pytest.mark.parametrize(
    "selective",
    [["/credentialSubject"], ["/credentialSubject", "/name", "/evidence"]],
    ids=["subject", "subject, name and evidence"],
)
def test_the_part_that_a_holder_shows_is_intact(openvc: Side, web: Web, selective: list[str]) -> None:
    """They derive whole members only; finer parts are shown by @digitalbazaar/vc."""
    school = school_with(web, "P-256")
    part = signed_by_them(openvc, school, "ecdsa-sd-2023", mandatory=MANDATORY, selective=selective)
    assert theirs(openvc, school, part, "ecdsa-sd-2023")["verified"]
    report = ours(web, part)
    assert (report.facts.intact, report.facts.issuer_confirmed) == (True, True)
    for what, copy in altered(json.dumps(part, ensure_ascii=False)):
        assert not theirs(openvc, school, json.loads(copy), "ecdsa-sd-2023")["verified"], what
        assert ours(web, copy).facts.intact is False, what

"""Pictures with a badge inside: baked by one library, opened by another, in every way that is usual."""

import base64
import json

import pytest
from tests.interop.bridge import Side, base64_of, served
from tests.interop.exchange import ours, private_pem, rich
from tests.interop.old_school import OldSchool
from tests.world.learners import blank
from tests.world.schools import LEA, School
from tests.world.web import Web

from openbadge import baking
from openbadge.baking.baked import Generation
from openbadge.proofs import vc_jwt

pytestmark = pytest.mark.interop
KINDS = ("png", "svg")
GENERATIONS: tuple[Generation, ...] = ("3.0", "2.0")
TEXTS = {
    "document": '{"name": "Poterie <&> 🏺", "narrative": "a ]]> b\\n\\"c\\""}',
    "token": "eyJhbGciOiJFZERTQSJ9.eyJuYW1lIjoiUG90dGVyeSJ9.c2lnbmF0dXJl",
}


@pytest.mark.parametrize("form", TEXTS)
@pytest.mark.parametrize("generation", GENERATIONS)
@pytest.mark.parametrize("kind", KINDS)
def test_what_we_bake_openbadgeslib_opens(
    badgeslib: Side, kind: str, generation: Generation, form: str
) -> None:
    baked = baking.bake(blank(kind), TEXTS[form].encode(), generation=generation)
    assert badgeslib.ask("unbake", kind=kind, image=base64_of(baked), version=generation[0]) == TEXTS[form]


@pytest.mark.parametrize("form", TEXTS)
@pytest.mark.parametrize("generation", GENERATIONS)
@pytest.mark.parametrize("kind", KINDS)
def test_what_openbadgeslib_bakes_we_open(
    badgeslib: Side, kind: str, generation: Generation, form: str
) -> None:
    if (kind, generation, form) == ("svg", "2.0", "document"):
        pytest.skip("openbadgeslib bakes only tokens into an SVG of Open Badges 2.0")
    asked = {"kind": kind, "image": base64_of(blank(kind)), "text": TEXTS[form], "version": generation[0]}
    assert baking.unbake(base64.b64decode(badgeslib.ask("bake", **asked))) == TEXTS[form].encode()


def for_the_bakery(form: str) -> str:
    """Return a text that the bakery can take: it knows CDATA only, and not how to write the end of CDATA in it."""
    return TEXTS[form].replace("]]>", "")


@pytest.mark.parametrize("form", TEXTS)
@pytest.mark.parametrize("kind", KINDS)
def test_what_we_bake_the_bakery_opens(validator: Side, kind: str, form: str) -> None:
    text = for_the_bakery(form)
    baked = baking.bake(blank(kind), text.encode(), generation="2.0")
    assert validator.ask("unbake", image=base64_of(baked)) == text


@pytest.mark.parametrize("form", TEXTS)
@pytest.mark.parametrize("kind", KINDS)
def test_what_the_bakery_bakes_we_open(validator: Side, kind: str, form: str) -> None:
    """The bakery writes a token twice into an SVG, in `verify` and in the body: the same token is one badge."""
    text = for_the_bakery(form)
    baked = base64.b64decode(validator.ask("bake", image=base64_of(blank(kind)), text=text))
    assert baking.unbake(baked) == text.encode()


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_bakery_bakes_of_a_hosted_badge_we_verify(validator: Side, web: Web, kind: str) -> None:
    old = OldSchool(web)
    for text in (old.file(), old.token()):
        baked = base64.b64decode(validator.ask("bake", image=base64_of(blank(kind)), text=text))
        assert ours(web, baked, recipient=LEA).verdict == "verified"


@pytest.mark.parametrize("kind", KINDS)
def test_openbadgeslib_verifies_our_pictures_as_a_whole(
    badgeslib: Side, web: Web, school: School, kind: str
) -> None:
    token = vc_jwt.sign(rich(school), key=school.key, verification_method=school.method)
    for text in (
        school.badge(),
        json.dumps(school.signed(rich(school)), ensure_ascii=False).encode(),
        token.encode(),
    ):
        baked = baking.bake(blank(kind), text)
        answer = badgeslib.ask("verify_image", image=base64_of(baked), documents=served(web.pages))
        assert answer["verified"], answer["reason"]
        at = baked.index(text) + len(text) // 2
        changed = baked[:at] + bytes([baked[at] ^ 0x01]) + baked[at + 1 :]
        answer = badgeslib.ask("verify_image", image=base64_of(changed), documents=served(web.pages))
        assert not answer["verified"]
        assert ours(web, changed).verdict != "verified"


@pytest.mark.parametrize("algorithm", [None, "EdDSA"], ids=["document", "token"])
@pytest.mark.parametrize("kind", KINDS)
def test_we_verify_pictures_that_openbadgeslib_made(
    badgeslib: Side, web: Web, school: School, kind: str, algorithm: str | None
) -> None:
    text = badgeslib.ask(
        "issue",
        issuer={"id": school.did, "name": school.name},
        pem=private_pem(school.key),
        method=school.method,
        recipient=f"mailto:{LEA}",
        algorithm=algorithm,
    )
    asked = {"kind": kind, "image": base64_of(blank(kind)), "text": text, "version": "3"}
    baked = base64.b64decode(badgeslib.ask("bake", **asked))
    assert ours(web, baked, recipient=LEA).verdict == "verified"

"""openbadgeslib: issues and verifies Open Badges 2.0 and 3.0, proofs, tokens, status lists and baked files.

Runs in the virtual environment of requirements/openbadgeslib.txt; asked by `tests/interop/bridge.py`.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from openbadgeslib import baking, ob3
from openbadgeslib.keys import public_jwk_from_pem
from openbadgeslib.ob2 import models
from openbadgeslib.ob2.signer import OB2Signer
from openbadgeslib.ob2.verifier import OB2Verifier
from openbadgeslib.verify import verify_badge
from wire import Json, judged, serve, to_bytes, to_text

ISSUED_AT = datetime(2026, 3, 1, 8, tzinfo=UTC)


def _download(documents: Json) -> Callable[[str], bytes]:
    def download(url: str) -> bytes:
        if url not in documents:
            raise OSError(f"nothing stands at {url}")
        document = documents[url]
        return document.encode() if isinstance(document, str) else json.dumps(document).encode()

    return download


def _credential(issuer: Json, recipient: str | None, identifiers: list[Json], status: list[Json]) -> Any:
    """Return a badge of their model, with something in most of its parts."""
    alignment = ob3.Alignment("Céramique", "https://framework.example/ceramics", "Métiers d'art", "ART-7")
    return ob3.OpenBadgeCredential(
        issuer=ob3.Issuer(**issuer),
        recipient_id=recipient,
        achievement=ob3.Achievement(
            id="https://school.example/badges/pottery",
            name="Poterie 🏺",
            description="Sait tourner et cuire un pot.",
            criteria_narrative="Tourner, émailler, cuire.",
            image_url="https://school.example/pottery.png",
            tags=["art", "terre"],
            achievement_type="Badge",
            alignments=[alignment],
            result_descriptions=[
                ob3.ResultDescription("urn:example:grade", "Grade", "LetterGrade", ["A", "B"])
            ],
        ),
        id="urn:uuid:7e5a1c8e-38b2-4d1c-9a56-0f0b2d8c4e11",
        issuance_date=ISSUED_AT,
        evidence=[ob3.Evidence("https://school.example/pots/1", "A pot.", "The pot")],
        identifiers=[ob3.IdentityObject.create(each["email"], each["salt"]) for each in identifiers],
        results=[ob3.Result(value="A", result_description="urn:example:grade", alignments=[alignment])],
        credential_status=status,
    )


def issue(
    issuer: Json,
    pem: str,
    recipient: str | None = None,
    identifiers: list[Json] | None = None,
    status: list[Json] | None = None,
    method: str | None = None,
    algorithm: str | None = None,
) -> str:
    """Return a signed badge: JSON text with an embedded proof, or a token when `algorithm` is given."""
    credential = _credential(issuer, recipient, identifiers or [], status or [])
    if algorithm is not None:
        return str(ob3.OB3Signer(pem, algorithm).sign(credential))
    return str(ob3.OB3LdpSigner(pem, method).sign_to_json(credential, created=ISSUED_AT))


def verify_document(text: str, documents: Json, signed_list: bool = True) -> Json:
    """Return what OB3LdpVerifier says, status included, resolving the issuer's key from the proof.

    They take a status list as a token only: with `signed_list` false they read one without its proof.
    """

    def check() -> str:
        verifier = ob3.OB3LdpVerifier()
        found = verifier.verify(
            text, check_status=True, verify_status_list=signed_list, download=_download(documents)
        )
        return str(found.achievement.name)

    return judged(check)


def verify_token(token: str, did: str, documents: Json) -> Json:
    """Return what OB3Verifier says, anchored to the DID of the issuer; a status list is read without its proof."""

    def check() -> str:
        download = _download(documents)
        verifier = ob3.OB3Verifier.for_issuer_did(did, download)
        found = verifier.verify(token, check_status=True, verify_status_list=False, download=download)
        return str(found.achievement.name)

    return judged(check)


def status_list(issuer: str, url: str, pem: str, method: str, set_indices: list[int], as_token: bool) -> Any:
    """Return a signed Bitstring Status List credential of theirs: a document, or a token that holds from now on."""
    issued = None if as_token else ISSUED_AT
    document = ob3.build_status_list_credential(issuer, url, "revocation", set_indices, issued=issued)
    if as_token:
        return ob3.sign_status_list_credential(document, pem, "EdDSA")
    return ob3.add_data_integrity_proof(document, pem, method, created=ISSUED_AT)


def record(issuer: Json, identifiers: list[Json], members: list[Json], pem: str, method: str) -> Any:
    """Return a signed learner record (CLR 2.0) around `members`."""
    document = ob3.build_clr_credential(
        issuer,
        [ob3.IdentityObject.create(each["email"], each["salt"]).to_dict() for each in identifiers],
        members,
        credential_id="urn:uuid:0d8a6ab6-2b1e-4b4e-8d51-9d1a3d2f7c33",
        valid_from=ISSUED_AT,
    )
    return ob3.sign_clr_credential(document, pem, method)


def verify_record(document: Json, pem: str) -> Json:
    """Return whether the proof of a learner record holds under a public key."""
    contexts = ob3.bundled_clr_contexts()
    return judged(lambda: ob3.verify_data_integrity_proof(document, pem, extra_contexts=contexts))


def did_document(did: str, pem: str, fragment: str) -> Any:
    """Return the DID document that they publish for a public key."""
    return ob3.build_did_document(did, [(fragment, public_jwk_from_pem(pem))])


def bake(kind: str, image: str, text: str, version: str) -> str:
    """Return the image with `text` baked in by them: as Open Badges 3.0, or 2.0."""
    data = to_bytes(image)
    if kind == "png":
        keyword = baking.ITXT_KEYWORD_OB3 if version == "3" else baking.ITXT_KEYWORD
        return to_text(baking.bake_png(data, text, "A comment", keyword=keyword))
    if version == "2":
        return to_text(baking.bake_svg(data, text, " A comment "))
    named = {"element": baking.SVG_ELEMENT_OB3, "namespace": baking.SVG_NS_OB3}
    as_text = text.startswith("{")
    return to_text(baking.bake_svg(data, text, " A comment ", as_text=as_text, **named))


def unbake(kind: str, image: str, version: str) -> str | None:
    """Return what they take out of an image."""
    data = to_bytes(image)
    if kind == "png":
        keyword = baking.ITXT_KEYWORD_OB3 if version == "3" else baking.ITXT_KEYWORD
        return baking.extract_png(data, keyword=keyword)
    element = baking.SVG_ELEMENT_OB3 if version == "3" else baking.SVG_ELEMENT
    return baking.extract_svg(data, element=element, text_fallback=True)


def verify_image(image: str, documents: Json, version: str = "3", pem: str | None = None) -> Json:
    """Return what they say of a baked image as a whole."""
    result = verify_badge(
        to_bytes(image), version, pubkey_pem=pem, resolve_did=pem is None, download=_download(documents)
    )
    return {"verified": result.valid, "reason": str(result.reason or ""), "found": None}


def sign_assertion(pem: str, algorithm: str, assertion: Json) -> str:
    """Return an Open Badges 2.0 assertion, read by their model and signed by them."""
    return str(OB2Signer(pem, algorithm).sign(models.Assertion.from_dict(assertion)))


def verify_assertion(token: str, documents: Json, recipient: str | None = None) -> Json:
    """Return what OB2Verifier says of a signed assertion, revocation included."""

    def check() -> str:
        verifier = OB2Verifier(download=_download(documents))
        return str(verifier.verify(token, expected_recipient=recipient, check_revocation=True).id)

    return judged(check)


def verify_hosted(document: Json, documents: Json, recipient: str | None = None) -> Json:
    """Return what OB2Verifier says of a hosted assertion."""

    def check() -> str:
        verifier = OB2Verifier(download=_download(documents))
        return str(verifier.verify_hosted(document, expected_recipient=recipient).id)

    return judged(check)


if __name__ == "__main__":
    serve(
        {
            each.__name__: each
            for each in (
                issue,
                verify_document,
                verify_token,
                status_list,
                record,
                verify_record,
                did_document,
                bake,
                unbake,
                verify_image,
                sign_assertion,
                verify_assertion,
                verify_hosted,
            )
        }
    )

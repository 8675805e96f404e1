"""OB 3.0 documents: what is written, and what is read of ours and of others'."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.unit.openbadge.formats.samples import AT, ENDORSEMENT, PLAIN, RICH

from openbadge.canon import jsonld
from openbadge.errors import MalformedError
from openbadge.formats import ob3
from openbadge.model import Credential, IdentityHash, Recipient, StatusEntry
from openbadge.model.json import JsonObject, JsonValue


def written(credential: Credential = PLAIN) -> dict[str, object]:
    return json.loads(json.dumps(ob3.write(credential)))


def test_contexts_types_and_arrays_are_those_of_the_standard():
    document = written()
    assert document["@context"] == [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ]
    assert document["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert isinstance(document["credentialStatus"], dict)
    assert "proof" not in document
    assert "evidence" not in document


def test_a_status_entry_without_id_gets_one_that_is_not_the_list():
    assert written()["credentialStatus"] == {
        "id": "https://badges.example.fr/status/1#94567",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "94567",
        "statusListCredential": "https://badges.example.fr/status/1",
    }


def test_the_extensions_context_comes_with_its_types_only():
    status = StatusEntry(id="https://badges.example.fr/revoked", type="1EdTechRevocationList")
    document = written(replace(PLAIN, status=status))
    assert document["@context"][2:] == ["https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"]  # type: ignore[index]
    assert ob3.read(ob3.write(replace(PLAIN, status=status))).status == status


@pytest.mark.parametrize("credential", [PLAIN, replace(RICH, endorsements=())])
def test_only_the_identity_is_a_blank_node(credential: Credential):
    described = tuple(
        replace(entry, allowed_values=()) for entry in credential.achievement.result_descriptions
    )
    achievement = replace(credential.achievement, identifiers=(), result_descriptions=described)
    credential = replace(
        credential, achievement=achievement, issuer=replace(credential.issuer, identifiers=())
    )
    quads = jsonld.to_quads(ob3.write(credential))
    blanks = {term for quad in quads for term in (quad[0], quad[2]) if term.startswith("_:")}
    assert len(blanks) == 1
    types = [quad[2] for quad in quads if quad[0] in blanks and quad[1].endswith("#type>")]
    assert types == ["<https://purl.imsglobal.org/spec/vc/ob/vocab.html#IdentityObject>"]


def test_a_badge_known_by_hash_has_a_subject_id_of_its_own():
    subject = written()["credentialSubject"]
    assert subject["id"] == f"{PLAIN.id}#recipient"  # type: ignore[index]
    assert ob3.read(ob3.write(PLAIN)).recipient.id is None


@pytest.mark.parametrize("credential", [PLAIN, RICH])
def test_reading_gives_back_what_was_written(credential: Credential):
    assert ob3.read(ob3.write(credential)) == credential


def test_times_are_written_in_utc_and_need_a_zone():
    assert written(replace(PLAIN, valid_from_at=datetime.fromisoformat("2026-01-01T01:30:00+02:00")))[
        "validFrom"
    ] == ("2025-12-31T23:30:00Z")
    with pytest.raises(MalformedError) as caught:
        ob3.write(replace(PLAIN, valid_from_at=datetime(2026, 1, 1)))
    assert caught.value.code == "TIME_NAIVE"


def minimal(**changes: JsonValue) -> JsonObject:
    document: JsonObject = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": "urn:x:1",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": "https://issuer.example",
        "validFrom": "2026-03-08T08:07:00Z",
        "credentialSubject": {"id": "urn:x:2", "achievement": {"id": "urn:x:3", "name": "A"}},
    }
    return {**document, **changes}


def test_single_values_stand_for_arrays():
    credential = ob3.read(
        minimal(
            type="OpenBadgeCredential",
            evidence={"id": "https://x.example/e", "type": "Evidence"},
            credentialSubject={
                "identifier": {"identityHash": "a@b.c", "identityType": "emailAddress", "hashed": False},
                "achievement": {"id": "urn:x:3", "name": "A", "tag": "one", "criteria": {"narrative": "n"}},
            },
        )
    )
    assert credential.evidence[0].id == "https://x.example/e"
    assert credential.achievement.tags == ("one",)
    assert credential.recipient == Recipient(identities=(IdentityHash("email", False, "a@b.c"),))


def test_the_form_of_vcdm_1_is_read():
    document = minimal(issuanceDate="2026-03-08T08:07:00Z", expirationDate="2027-01-01T00:00:00Z")
    del document["validFrom"]
    credential = ob3.read(document)
    assert (credential.valid_from_at, credential.valid_until_at) == (AT, datetime(2027, 1, 1, tzinfo=UTC))


def test_a_vc_claim_is_filled_from_the_registered_claims():
    body = minimal()
    for name in ("id", "issuer", "validFrom"):
        del body[name]
    subject = body["credentialSubject"]
    assert isinstance(subject, dict)
    del subject["id"]
    claims: JsonObject = {
        "iss": "https://issuer.example",
        "jti": "urn:x:1",
        "sub": "urn:x:2",
        "nbf": int(AT.timestamp()),
        "exp": 1798761600.0,
        "vc": body,
    }
    credential = ob3.read(claims)
    assert (credential.id, credential.issuer.id, credential.recipient.id) == (
        "urn:x:1",
        "https://issuer.example",
        "urn:x:2",
    )
    assert (credential.valid_from_at, credential.valid_until_at) == (AT, datetime(2027, 1, 1, tzinfo=UTC))
    assert ob3.from_claims({**minimal(), "iss": "x", "nbf": 1}) == minimal()


def test_unknown_members_and_unusual_forms_survive():
    document = minimal(
        name={"@value": "Nom", "@language": "fr"},
        refreshService={"id": "https://x.example/r", "type": "1EdTechCredentialRefresh"},
        credentialStatus={
            "id": "https://x.example/s#1",
            "type": "BitstringStatusListEntry",
            "statusListIndex": "01",
        },
    )
    credential = ob3.read(document)
    assert credential.name == "Nom"
    again = ob3.write(credential)
    for member in ("name", "refreshService", "credentialStatus"):
        assert again[member] == document[member]
    assert ob3.read(again) == credential


def test_a_signed_endorsement_is_kept_as_received():
    document: JsonObject = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": "urn:x:9",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "issuer": {"id": "https://region.example", "type": ["Profile"], "name": "Région"},
        "validFrom": "2026-03-08T10:07:00+02:00",
        "credentialSubject": {"id": "urn:x:3", "type": ["EndorsementSubject"], "endorsementComment": "Oui"},
        "proof": {"type": "DataIntegrityProof"},
    }
    credential = ob3.read(minimal(endorsement=[document]))
    endorsement = credential.endorsements[0]
    assert (endorsement.subject_id, endorsement.comment, endorsement.valid_from_at) == ("urn:x:3", "Oui", AT)
    assert ob3.write(credential)["endorsement"] == [document]
    assert ob3.read(ob3.write(replace(PLAIN, endorsements=(ENDORSEMENT,)))).endorsements == (ENDORSEMENT,)


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({"id": None}, "MEMBER_MISSING", "$.id"),
        ({"validFrom": None}, "MEMBER_MISSING", "$.validFrom"),
        ({"validFrom": "yesterday"}, "TIME", "$.validFrom"),
        ({"issuer": {"name": "x"}}, "MEMBER_MISSING", "$.issuer.id"),
        ({"credentialSubject": {"id": "x"}}, "MEMBER_MISSING", "$.credentialSubject.achievement"),
        ({"credentialSubject": [{}, {}]}, "MEMBER_SEVERAL", "$.credentialSubject"),
    ],
)
def test_what_cannot_be_read_says_where(changes: JsonObject, code: str, path: str):
    with pytest.raises(MalformedError) as caught:
        ob3.read(minimal(**changes))
    assert (caught.value.code, caught.value.path) == (code, path)


def test_a_vc_claim_that_is_no_object_is_refused():
    with pytest.raises(MalformedError) as caught:
        ob3.read({"vc": "x"})
    assert caught.value.code == "JWT_VC"

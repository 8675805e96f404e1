"""Europass credentials: the unsigned file that an issuer uploads, and signed ones read."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.unit.openbadge.formats.samples import RICH

from openbadge.canon.multibase import base64url_encode
from openbadge.errors import MalformedError
from openbadge.formats import elm
from openbadge.model import IdentityHash, Recipient
from openbadge.model.json import JsonObject

NAMED = replace(RICH, recipient=Recipient(identities=(IdentityHash("name", False, "Ana Martin"),)))
# The form of the published samples: text by language, one claim, concepts by address.
FOREIGN: JsonObject = {
    "@context": ["https://www.w3.org/2018/credentials/v1", "http://data.europa.eu/snb/model/context/edc-ap"],
    "id": "urn:credential:1",
    "type": ["VerifiableCredential", "EuropeanDigitalCredential"],
    "displayParameter": {
        "title": {"en": "Some credential", "fr": "Une attestation"},
        "primaryLanguage": {"id": "http://publications.europa.eu/resource/authority/language/FRA"},
    },
    "issuer": {
        "id": "http://example.org/issuer",
        "type": "Organisation",
        "legalName": {"en": "Some name", "fr": "Un nom"},
        "homepage": {"type": "WebResource", "contentURL": "https://example.org"},
    },
    "credentialSubject": {
        "id": "http://example.org/pid1",
        "type": "Person",
        "givenName": {"en": "Max"},
        "familyName": {"en": "Power"},
        "hasClaim": [
            {"id": "http://example.org/a", "type": "LearningActivity"},
            {
                "id": "http://example.org/cl1",
                "type": "LearningAchievement",
                "title": {"en": "A kind", "fr": "Une sorte"},
                "awardedBy": {"type": "AwardingProcess", "awardingDate": "2020-01-01"},
                "specifiedBy": {
                    "id": "http://example.org/spec",
                    "learningOutcome": {"title": {"fr": ["Savoir"]}, "id": "http://example.org/lo"},
                },
            },
        ],
    },
    "issuanceDate": "2010-01-01T00:00:00",
    "expirationDate": "2024-09-25T00:00:00",
    "evidence": {"id": "http://example.org/evidence", "type": "Evidence", "dcType": {"id": "x"}},
}


def test_what_was_written_is_read_in_its_language():
    credential = elm.read(elm.write(NAMED, country="fra"))
    assert credential.id == NAMED.id
    assert credential.achievement.name == NAMED.achievement.name
    assert credential.achievement.criteria.narrative == NAMED.achievement.criteria.narrative
    assert credential.achievement.language == "fr"
    assert credential.achievement.alignments[0].target_url == NAMED.achievement.alignments[0].target_url
    assert (credential.issuer.id, credential.issuer.name, credential.issuer.url, credential.issuer.email) == (
        NAMED.issuer.id,
        NAMED.issuer.name,
        NAMED.issuer.url,
        NAMED.issuer.email,
    )
    assert credential.recipient.identities == NAMED.recipient.identities
    assert (credential.valid_from_at, credential.valid_until_at) == (
        NAMED.valid_from_at,
        NAMED.valid_until_at,
    )
    assert credential.narrative == NAMED.narrative


def test_the_file_is_the_uploadable_one():
    document = elm.write(NAMED, country="FRA", pages=[elm.Page(b"\x89PNG")])
    inner = document["credential"]
    assert isinstance(inner, dict)
    assert inner["type"] == ["VerifiableCredential", "EuropeanDigitalCredential"]
    assert json.dumps(inner).count("resource/authority/country/FRA") == 2
    assert "iVBORw==" in json.dumps(inner)
    assert elm.missing_members(document) == ()


def test_what_europass_still_wants_is_named():
    assert elm.missing_members(elm.write(RICH)) == (
        "$.displayParameter.individualDisplay",
        "$.issuer.location",
        "$.credentialSubject.fullName",
    )


def test_a_foreign_credential_is_read_in_its_primary_language():
    credential = elm.read(FOREIGN)
    assert (credential.name, credential.achievement.name, credential.issuer.name) == (
        "Une attestation",
        "Une sorte",
        "Un nom",
    )
    assert credential.achievement.id == "http://example.org/spec"
    assert credential.achievement.alignments[0].target_name == "Savoir"
    assert credential.recipient.identities[0].value == "Max Power"
    assert credential.valid_from_at == datetime(2010, 1, 1, tzinfo=UTC)
    assert credential.awarded_at == datetime(2020, 1, 1, tzinfo=UTC)
    assert credential.evidence[0].id == "http://example.org/evidence"


@pytest.mark.parametrize(
    "payload",
    [json.dumps(FOREIGN), base64url_encode(json.dumps(FOREIGN).encode())],
    ids=["text", "base64url"],
)
def test_a_sealed_credential_is_opened(payload: str):
    sealed: JsonObject = {"payload": payload, "signatures": [{"protected": "e30", "signature": "AA"}]}
    assert elm.read(sealed) == elm.read(FOREIGN)
    assert elm.read({"credential": FOREIGN}) == elm.read(FOREIGN)


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({"payload": "[]", "signature": "x"}, "BASE64URL"),
        ({"payload": base64url_encode(b"[]"), "signature": "x"}, "JADES_PAYLOAD"),
        ({**FOREIGN, "credentialSubject": {"type": "Person", "hasClaim": []}}, "MEMBER_MISSING"),
        ({**FOREIGN, "issuanceDate": None}, "MEMBER_MISSING"),
    ],
)
def test_what_cannot_be_read_is_refused(document: JsonObject, code: str):
    with pytest.raises(MalformedError) as caught:
        elm.read(document)
    assert caught.value.code.startswith(code[:6])

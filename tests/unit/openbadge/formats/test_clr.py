"""Learner records: many signed credentials in one, each as it was received."""

from dataclasses import replace

import pytest
from tests.unit.openbadge.formats.samples import ACHIEVEMENT, AT, ISSUER, PLAIN, RECIPIENT, STATUS

from openbadge.canon import jsonld
from openbadge.errors import MalformedError
from openbadge.formats import clr, ob3
from openbadge.model import Association, Transcript

INNER = {**ob3.write(PLAIN), "proof": [{"type": "DataIntegrityProof", "proofValue": "z1"}]}
RECORD = Transcript(
    id="https://badges.example.fr/clr/1",
    issuer=ISSUER,
    recipient=RECIPIENT,
    valid_from_at=AT,
    credentials=(INNER, ob3.write(PLAIN)),
    name="Relevé",
    partial=True,
    achievements=(ACHIEVEMENT,),
    associations=(Association("isChildOf", "urn:x:1", "urn:x:2"),),
    status=STATUS,
)


def test_a_record_is_read_as_it_was_written():
    document = clr.write(RECORD)
    assert clr.read(document) == RECORD
    assert clr.read({"vc": {**document, "validFrom": None, "issuanceDate": "2026-03-08T08:07:00Z"}}) == RECORD


def test_contexts_and_types_are_those_of_the_standard():
    document = clr.write(RECORD)
    assert document["@context"] == [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ]
    assert document["type"] == ["VerifiableCredential", "ClrCredential"]


def test_no_word_of_a_record_is_lost_to_the_signature():
    assert jsonld.to_quads(clr.write(replace(RECORD, credentials=(ob3.write(PLAIN),))))


def test_what_is_no_credential_is_refused():
    document = clr.write(RECORD)
    subject = document["credentialSubject"]
    assert isinstance(subject, dict)
    with pytest.raises(MalformedError) as caught:
        clr.read({**document, "credentialSubject": {**subject, "verifiableCredential": ["eyJ.e30.AA"]}})
    assert (caught.value.code, caught.value.path) == (
        "MEMBER_KIND",
        "$.credentialSubject.verifiableCredential",
    )

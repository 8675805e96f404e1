"""Broken rules of OB 3.0 are named with place, code and clause."""

from dataclasses import replace

import pytest
from tests.unit.openbadge.formats.samples import PLAIN, RICH

from openbadge.formats import ob3, ob3_rules
from openbadge.model.json import JsonObject, JsonValue


def found(flavour: ob3_rules.Flavour = "json-ld", /, **changes: JsonValue) -> list[tuple[str, str]]:
    document: JsonObject = {**ob3.write(PLAIN), **changes}
    document = {name: value for name, value in document.items() if value is not None}
    return [(broken.code, broken.path) for broken in ob3_rules.check(document, flavour=flavour)]


@pytest.mark.parametrize("flavour", ["json", "json-ld"])
def test_what_we_write_breaks_nothing(flavour: ob3_rules.Flavour):
    assert ob3_rules.check(ob3.write(RICH), flavour=flavour) == ()


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({"id": None}, "SCHEMA_REQUIRED", "$.id"),
        ({"validFrom": "2026-01-01T00:00:00"}, "SCHEMA_TIME", "$.validFrom"),
        ({"validFrom": "2026-02-30T00:00:00Z"}, "SCHEMA_TIME", "$.validFrom"),
        ({"validFrom": 5}, "SCHEMA_KIND", "$.validFrom"),
        ({"validUntil": "2020-01-01T00:00:00Z"}, "RULE_PERIOD", "$.validUntil"),
        ({"type": ["OpenBadgeCredential"]}, "SCHEMA_TYPE", "$.type"),
        ({"@context": ["https://www.w3.org/ns/credentials/v2"]}, "SCHEMA_CONTEXT", "$['@context']"),
        ({"issuer": {"id": "x"}}, "SCHEMA_REQUIRED", "$.issuer.type"),
        ({"evidence": [{"type": ["Evidence"], "name": 5}]}, "SCHEMA_KIND", "$.evidence[0].name"),
        ({"credentialStatus": []}, "SCHEMA_KIND", "$.credentialStatus"),
        ({"image": {"id": "x", "type": "Image", "alt": "y"}}, "SCHEMA_UNKNOWN", "$.image.alt"),
        ({"endorsementJwt": ["a.b"]}, "SCHEMA_WORD", "$.endorsementJwt[0]"),
    ],
)
def test_each_rule_has_its_code_and_place(changes: JsonObject, code: str, path: str):
    assert (code, path) in found(**changes)


def test_flavours_differ_in_arrays_and_language_maps():
    single: JsonObject = {"evidence": {"type": "Evidence", "name": {"fr": "Preuve"}}}
    assert found("json-ld", **single) == []
    assert found("json", **single) == [("SCHEMA_ARRAY", "$.evidence")]
    assert ("SCHEMA_ARRAY", "$.proof") in found("json", proof={"type": "DataIntegrityProof"})


def test_a_subject_nobody_can_know_is_named():
    subject = ob3.write(PLAIN)["credentialSubject"]
    assert isinstance(subject, dict)
    nobody = {name: value for name, value in subject.items() if name not in ("id", "identifier")}
    assert ("RULE_RECIPIENT", "$.credentialSubject") in found(credentialSubject=nobody)


def test_a_document_of_vcdm_1_is_judged_by_its_own_rules():
    contexts: JsonValue = [
        "https://www.w3.org/2018/credentials/v1",
        "https://purl.imsglobal.org/spec/ob/v3p0/context.json",
    ]
    dates: JsonObject = {"issuanceDate": "2026-01-01T00:00:00Z", "validFrom": None}
    assert found(**{"@context": contexts}, **dates) == []
    assert ("SCHEMA_REQUIRED", "$.issuanceDate") in found(**{"@context": contexts}, validFrom=None)
    assert ("SCHEMA_REQUIRED", "$.name") in found(**{"@context": contexts}, **dates, name=None)


def test_depth_is_bounded():
    document = ob3.write(replace(PLAIN, endorsements=()))
    parent: JsonObject = {"id": "x", "type": ["Profile"]}
    for _ in range(80):
        parent = {"id": "x", "type": ["Profile"], "parentOrg": parent}
    assert any("too deep" in broken.message for broken in ob3_rules.check({**document, "issuer": parent}))

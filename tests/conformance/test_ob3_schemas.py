"""The official OB 3.0 JSON Schemas, both flavours: what we write passes them, and our own rules agree with them.

The schemas are read from OPENBADGE_VECTORS; in the published copies their `$id`s are exchanged, so they are
known by their file here.
"""

import copy
import json
import os
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from tests.property.credentials import NO_EXTRA, credentials
from tests.unit.openbadge.formats.samples import RICH

from openbadge.formats import ob3, ob3_rules
from openbadge.model import Credential
from openbadge.model.json import JsonObject, JsonValue

pytestmark = [
    pytest.mark.vectors,
    pytest.mark.skipif("OPENBADGE_VECTORS" not in os.environ, reason="OPENBADGE_VECTORS is not set"),
]

FILES = {
    "json": "json__ob_v3p0_achievementcredential_schema.json",
    "json-ld": "ob_v3p0_achievementcredential_schema.json",
}


@pytest.fixture(scope="module")
def schemas() -> dict[str, jsonschema.Draft201909Validator]:
    folder = Path(os.environ["OPENBADGE_VECTORS"]) / "ob3-schemas"
    found = {}
    for flavour, name in FILES.items():
        schema = json.loads((folder / name).read_text("utf-8"))
        del schema["$id"]
        found[flavour] = jsonschema.Draft201909Validator(schema)
    return found


@pytest.fixture(scope="module", params=FILES)
def flavour(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_a_rich_credential_passes(schemas: dict[str, jsonschema.Draft201909Validator], flavour: str):
    assert [error.message for error in schemas[flavour].iter_errors(ob3.write(RICH))] == []


@settings(max_examples=60, deadline=None)
@given(credential=credentials(NO_EXTRA))
def test_every_credential_that_we_write_passes(
    schemas: dict[str, jsonschema.Draft201909Validator], flavour: str, credential: Credential
):
    document = ob3.write(credential)
    assert [error.json_path for error in schemas[flavour].iter_errors(document)] == []
    assert [
        broken for broken in ob3_rules.check(document, flavour=flavour) if broken.code != "RULE_PERIOD"
    ] == []


def test_our_rules_refuse_what_the_schema_refuses(
    schemas: dict[str, jsonschema.Draft201909Validator], flavour: str
):
    # Formats are annotations in draft 2019-09, so SCHEMA_TIME is ours alone; so are the rules in prose.
    disagreements = []
    for what, document in mutations(ob3.write(RICH)):
        theirs = schemas[flavour].is_valid(document)
        broken = [
            entry for entry in ob3_rules.check(document, flavour=flavour) if entry.code.startswith("SCHEMA_")
        ]
        ours = not [entry for entry in broken if entry.code != "SCHEMA_TIME"]
        if theirs and not ours and flavour == "json-ld" and all(_stricter_here(entry) for entry in broken):
            continue
        if theirs != ours:
            disagreements.append((what, "theirs", theirs, [entry.path for entry in broken]))
    assert disagreements == []


def _stricter_here(broken: ob3_rules.Broken) -> bool:
    # The json-ld schema takes any context, any single type and any map as an issuer; VCDM 2.0 does not.
    return broken.path.endswith(("['@context']", ".type", ".issuer.id"))


def mutations(document: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    """Give copies of a document with one value taken away or exchanged, for every value of it."""
    for path in _paths(document, ()):
        for what in ("away", 5, "", "word", True, [], {}, ["word"], [{}], {"fr": "mot"}, {"fr": 5}):
            mutant = copy.deepcopy(document)
            holder: JsonValue = mutant
            for step in path[:-1]:
                holder = holder[step]  # type: ignore[index,call-overload]
            if what == "away":
                del holder[path[-1]]  # type: ignore[union-attr,arg-type]
            else:
                holder[path[-1]] = what  # type: ignore[index,call-overload]
            yield f"{path} {what!r}", mutant


def _paths(value: JsonValue, path: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    items: list[tuple[str | int, JsonValue]] = []
    if isinstance(value, dict):
        items = list(value.items())
    elif isinstance(value, list):
        items = list(enumerate(value))
    for step, member in items:
        yield (*path, step)
        yield from _paths(member, (*path, step))

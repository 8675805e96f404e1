"""The official OB 3.0 JSON Schemas under ajv, the validator of most wallets: both flavours, signed documents."""

import pytest
from tests.conformance.test_ob3_schemas import FILES
from tests.conformance.vectors import folder, load, needs_vectors
from tests.interop.bridge import Json, Side
from tests.interop.exchange import rich
from tests.world.schools import School, parsed

pytestmark = [pytest.mark.interop, *needs_vectors]


def errors(node: Side, flavour: str, document: Json) -> list[str]:
    """Return what ajv has against a document."""
    schema = load(folder("ob3-schemas") / FILES[flavour])
    found: list[str] = node.ask("ajv.check", schema=schema, document=document)
    return found


@pytest.mark.parametrize("flavour", FILES)
def test_what_we_sign_conforms(node: Side, school: School, flavour: str) -> None:
    for badge in (parsed(school.badge()), parsed(school.badge(status=None)), school.signed(rich(school))):
        assert errors(node, flavour, badge) == []


@pytest.mark.parametrize("flavour", FILES)
def test_ajv_is_not_blind(node: Side, school: School, flavour: str) -> None:
    badge = school.signed(rich(school))
    del badge["credentialSubject"]["achievement"]["criteria"]
    assert any("criteria" in error for error in errors(node, flavour, badge))

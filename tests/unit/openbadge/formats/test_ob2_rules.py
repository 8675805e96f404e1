"""What each generation requires of a badge, and what is told when a part is not there."""

import pytest
from tests.world.hosted import HostedSchool
from tests.world.web import Web

from openbadge.formats import ob2_rules


@pytest.fixture
def whole():
    old = HostedSchool(Web())
    return {**old.assertion(), "badge": {**old.badge(), "issuer": old.issuer()}}


def without(whole, path: str):
    *steps, name = path.split(".")[1:]
    holder = whole
    for step in steps:
        holder = holder[step]
    del holder[name]
    return whole


def test_a_sound_badge_lacks_nothing(whole):
    assert ob2_rules.lacking(whole, "ob20") == ()
    assert ob2_rules.lacking(whole, "ob11") == ()
    assert ob2_rules.lacking(whole, "ob05") == ()


@pytest.mark.parametrize(
    "path",
    [
        *(f"$.{name}" for name in ("id", "type", "verification", "issuedOn")),
        *(f"$.recipient.{name}" for name in ("type", "hashed", "identity")),
        *(f"$.badge.{name}" for name in ("id", "type", "name", "description", "criteria")),
        *(f"$.badge.issuer.{name}" for name in ("id", "type", "name", "url", "email")),
    ],
)
def test_each_part_of_2_0_is_required(whole, path):
    assert ob2_rules.lacking(without(whole, path), "ob20") == (path,)


@pytest.mark.parametrize(
    "path", ["$.badge.name", "$.badge.criteria", "$.badge.issuer.name", "$.badge.issuer.url"]
)
def test_older_badges_need_what_the_first_backpack_wanted(whole, path):
    assert ob2_rules.lacking(without(whole, path), "ob11") == (path,)


@pytest.mark.parametrize(
    "path", ["$.badge.issuer.email", "$.id", "$.badge.id", "$.verification", "$.badge.image"]
)
def test_older_badges_may_be_without_the_newer_parts(whole, path):
    assert ob2_rules.lacking(without(whole, path), "ob11") == ()


@pytest.mark.parametrize(
    ("path", "types"),
    [("$.type", "BadgeClass"), ("$.badge.type", ["Assertion", "x"]), ("$.badge.issuer.type", "Person")],
)
def test_an_object_of_another_class_lacks_its_type(whole, path, types):
    holder = (
        whole if path == "$.type" else whole["badge"] if path == "$.badge.type" else whole["badge"]["issuer"]
    )
    holder["type"] = types
    assert ob2_rules.lacking(whole, "ob20") == (path,)


@pytest.mark.parametrize("value", [None, "x", 5, [], {}, [{}, {}]])
def test_wrong_kinds_lack_all_their_parts(whole, value):
    whole["badge"] = value
    assert "$.badge.name" in ob2_rules.lacking(whole, "ob20")

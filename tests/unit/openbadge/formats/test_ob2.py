"""OB 2.0 badges: hosted and signed, inline and linked."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.unit.openbadge.formats.samples import RICH

from openbadge.errors import MalformedError
from openbadge.formats import ob2, upgrade
from openbadge.model import Credential, Evidence, IdentityHash, Image, Recipient, Related, Verification
from openbadge.model.json import JsonObject

ISSUER: JsonObject = {
    "@context": "https://w3id.org/openbadges/v2",
    "id": "https://org.example/issuer",
    "type": "Profile",
    "name": "Org",
    "url": "https://org.example",
    "email": "a@org.example",
    "telephone": "+33",
    "publicKey": "https://org.example/key",
    "verification": {"allowedOrigins": ["org.example"]},
}
BADGE: JsonObject = {
    "@context": "https://w3id.org/openbadges/v2",
    "id": "https://org.example/badge",
    "type": "BadgeClass",
    "name": "Badge",
    "description": "It is",
    "image": {"id": "https://org.example/badge.png", "caption": "A badge"},
    "criteria": {"id": "https://org.example/criteria", "narrative": "Do it"},
    "tags": ["one", "two"],
    "alignment": [{"targetName": "T", "targetUrl": "https://t.example", "targetCode": "c"}],
    "issuer": "https://org.example/issuer",
    "@language": "fr",
    "version": "2",
    "related": {"id": "https://org.example/en", "@language": "en", "version": "2"},
    "extensions:level": {"type": ["Extension"], "level": 3},
}
ASSERTION: JsonObject = {
    "@context": "https://w3id.org/openbadges/v2",
    "id": "https://org.example/assertion/1",
    "type": "Assertion",
    "recipient": {"type": "email", "hashed": True, "salt": "s", "identity": "sha256$ab"},
    "badge": "https://org.example/badge",
    "verification": {"type": "HostedBadge"},
    "issuedOn": "2017-03-27T10:00:00Z",
    "expires": "2018-03-27",
    "image": "https://org.example/assertion/1.png",
    "evidence": ["https://e.example/1", {"id": "https://e.example/2", "narrative": "n", "genre": "g"}],
    "narrative": "story",
    "revoked": False,
    "extensions:place": {"type": ["Extension"], "lat": 48.1},
}
LINKED = {"https://org.example/badge": BADGE, "https://org.example/issuer": ISSUER}


def test_a_linked_badge_is_read_whole():
    credential = ob2.read(ASSERTION, linked=LINKED)
    assert credential.recipient == Recipient(identities=(IdentityHash("email", True, "sha256$ab", "s"),))
    assert credential.valid_from_at == datetime(2017, 3, 27, 10, tzinfo=UTC)
    assert credential.valid_until_at == datetime(2018, 3, 27, tzinfo=UTC)
    assert credential.evidence == (
        Evidence(id="https://e.example/1"),
        Evidence(id="https://e.example/2", narrative="n", genre="g"),
    )
    assert credential.verification == Verification(kind="hosted")
    assert credential.achievement.image == Image("https://org.example/badge.png", "A badge")
    assert credential.achievement.related == (Related("https://org.example/en", "en", "2"),)
    assert (credential.achievement.language, credential.achievement.version) == ("fr", "2")
    assert credential.achievement.alignments[0].target_code == "c"
    assert (credential.issuer.id, credential.issuer.phone) == ("https://org.example/issuer", "+33")
    assert credential.issuer.extra["publicKey"] == "https://org.example/key"
    assert credential.extra == {"revoked": False, "extensions:place": {"type": ["Extension"], "lat": 48.1}}
    assert "extensions:level" in credential.achievement.extra


def test_what_was_read_is_written_and_read_again():
    credential = ob2.read(ASSERTION, linked=LINKED)
    assert ob2.read(ob2.write(credential)) == credential


def test_an_inline_badge_needs_no_link():
    inline = {**ASSERTION, "badge": {**BADGE, "issuer": ISSUER}}
    assert ob2.read(inline) == ob2.read(ASSERTION, linked=LINKED)


@pytest.mark.parametrize(
    ("linked", "url"),
    [({}, "https://org.example/badge"), ({"https://org.example/badge": BADGE}, "https://org.example/issuer")],
)
def test_a_missing_link_is_named(linked: dict[str, JsonObject], url: str):
    with pytest.raises(MalformedError) as caught:
        ob2.read(ASSERTION, linked=linked)
    assert (caught.value.code, caught.value.facts["url"]) == ("LINK_NEEDED", url)


def test_a_signed_badge_names_its_key():
    signed = {**ASSERTION, "verification": {"type": ["SignedBadge"], "creator": "https://org.example/key"}}
    credential = ob2.read(signed, linked=LINKED)
    assert credential.verification == Verification(kind="signed", key_url="https://org.example/key")
    assert ob2.write(credential)["verification"] == {
        "type": "SignedBadge",
        "creator": "https://org.example/key",
    }


def test_parts_are_linked_by_their_ids():
    carried = upgrade.to_ob2(RICH).credential
    parts = ob2.write_parts(carried)
    assert parts.assertion["badge"] == parts.badge_class["id"]
    assert parts.badge_class["issuer"] == parts.issuer["id"]
    linked = {str(part["id"]): part for part in (parts.badge_class, parts.issuer)}
    assert ob2.read(parts.assertion, linked=linked) == carried


def test_a_badge_without_identity_is_for_an_address():
    credential = replace(upgrade.to_ob2(RICH).credential, recipient=Recipient(id="did:key:z6Mk"))
    assert ob2.write(credential)["recipient"] == {"type": "url", "hashed": False, "identity": "did:key:z6Mk"}


@pytest.mark.parametrize("missing", ["id", "recipient", "badge", "issuedOn"])
def test_what_is_missing_is_named(missing: str):
    document = {name: value for name, value in ASSERTION.items() if name != missing}
    with pytest.raises(MalformedError) as caught:
        ob2.read(document, linked=LINKED)
    assert (caught.value.code, caught.value.path) == ("MEMBER_MISSING", f"$.{missing}")


def test_losses_of_a_badge_of_3_are_named():
    carried = upgrade.to_ob2(RICH)
    paths = {left.path for left in carried.left}
    assert {"results", "status", "achievement.result_descriptions", "issuer.parent", "recipient.id"} <= paths
    assert ob2.read(ob2.write(carried.credential)) == carried.credential


def test_nothing_is_lost_of_a_badge_of_2():
    credential: Credential = ob2.read(ASSERTION, linked=LINKED)
    carried = upgrade.to_ob2(credential)
    assert carried.left == ()
    assert carried.credential == credential


@pytest.mark.parametrize("name", ["name", "url", "email"])
def test_what_2_0_wants_of_an_issuer_and_does_not_get_is_named(name: str):
    credential: Credential = ob2.read(ASSERTION, linked=LINKED)
    carried = upgrade.to_ob2(replace(credential, issuer=replace(credential.issuer, **{name: None})))
    assert [left.path for left in carried.left] == [f"issuer.{name}"]


@pytest.mark.parametrize("kind", ["BlockchainBadge", 5, []])
def test_a_way_to_believe_that_is_not_known_is_kept_and_not_called_hosting(kind):
    credential = ob2.read({**ASSERTION, "verification": {"type": kind}}, linked=LINKED)
    assert credential.verification is None
    assert ob2.write(credential)["verification"] == {"type": kind}
    assert ob2.read(ob2.write(credential)) == credential
    carried = upgrade.to_ob2(credential)
    assert [left.path for left in carried.left] == ["extra['verification']"]
    assert ob2.read(ob2.write(carried.credential)) == carried.credential

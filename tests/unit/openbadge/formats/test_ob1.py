"""Badges of 0.5, 1.0 and 1.1, and what the Mozilla Backpack put around them."""

from datetime import UTC, datetime

import pytest

from openbadge.errors import MalformedError
from openbadge.formats import ob1, ob3, upgrade
from openbadge.model import IdentityHash, Recipient, Verification, hash_identity, matches
from openbadge.model.json import JsonObject

AT = datetime(2011, 6, 1, tzinfo=UTC)
OLDEST: JsonObject = {
    "recipient": "sha256$ABCDEF",
    "salt": "salt",
    "evidence": "/badges/html5/bob",
    "expires": "2013-06-01",
    "issued_on": "2011-06-01",
    "badge": {
        "version": "0.5.0",
        "name": "HTML5",
        "image": "/img/html5.png",
        "description": "Knows HTML5",
        "criteria": "/badges/html5",
        "issuer": {"origin": "http://p2pu.org", "name": "P2PU", "org": "Webcraft", "contact": "a@p2pu.org"},
    },
}
FIRST: JsonObject = {
    "uid": 402547,
    "recipient": {"type": "email", "identity": "md5$00", "hashed": True, "salt": "x"},
    "badge": "https://b.example/badge.json",
    "verify": {"type": "hosted", "url": "https://b.example/assertion.json"},
    "issuedOn": 1306886400,
    "evidence": "https://b.example/work",
}
BADGE: JsonObject = {
    "name": "B",
    "description": "D",
    "image": "data:image/png;base64,AAAA",
    "criteria": "https://b.example/criteria",
    "issuer": "https://b.example/issuer.json",
    "tags": ["t"],
    "alignment": [{"name": "N", "url": "https://n.example", "description": "what"}],
}
ISSUER: JsonObject = {
    "name": "I",
    "url": "https://b.example",
    "revocationList": "https://b.example/revoked.json",
}
LINKED = {"https://b.example/badge.json": BADGE, "https://b.example/issuer.json": ISSUER}


def test_the_oldest_badge_is_completed_by_its_origin():
    credential = ob1.read(OLDEST, url="http://p2pu.org/assertion/1")
    assert credential.id == "http://p2pu.org/assertion/1"
    assert credential.verification == Verification(kind="hosted", url="http://p2pu.org/assertion/1")
    assert credential.recipient.identities == (IdentityHash("email", True, "sha256$ABCDEF", "salt"),)
    assert (credential.valid_from_at, credential.valid_until_at) == (AT, datetime(2013, 6, 1, tzinfo=UTC))
    assert credential.evidence[0].id == "http://p2pu.org/badges/html5/bob"
    assert credential.achievement.criteria.id == "http://p2pu.org/badges/html5"
    assert credential.achievement.image is not None
    assert credential.achievement.image.id == "http://p2pu.org/img/html5.png"
    assert (credential.issuer.id, credential.issuer.email) == ("http://p2pu.org", "a@p2pu.org")
    assert credential.issuer.extra == {"origin": "http://p2pu.org", "org": "Webcraft"}


def test_a_linked_badge_of_1_0_is_read():
    credential = ob1.read(FIRST, linked=LINKED)
    assert credential.id == "https://b.example/assertion.json"
    assert credential.extra["uid"] == 402547
    assert credential.valid_from_at == AT
    assert (credential.achievement.id, credential.issuer.id) == (
        "https://b.example/badge.json",
        "https://b.example/issuer.json",
    )
    alignment = credential.achievement.alignments[0]
    assert (alignment.target_name, alignment.target_url, alignment.target_description) == (
        "N",
        "https://n.example",
        "what",
    )
    assert credential.issuer.extra == {"revocationList": "https://b.example/revoked.json"}


def test_a_signed_badge_of_1_0_is_known_by_its_uid_and_its_key():
    signed = {**FIRST, "verify": {"type": "signed", "url": "https://b.example/key.pem"}}
    credential = ob1.read(signed, linked=LINKED)
    assert credential.id == "402547"
    assert credential.verification == Verification(kind="signed", key_url="https://b.example/key.pem")


def test_a_badge_of_1_1_has_its_own_id():
    document = {
        **FIRST,
        "@context": "https://w3id.org/openbadges/v1",
        "id": "https://b.example/a",
        "type": "Assertion",
    }
    credential = ob1.read(document, linked=LINKED)
    assert (credential.id, credential.types) == ("https://b.example/a", ())


def test_the_record_of_the_backpack_is_opened():
    # 004-08: the backpack hashed the address followed by the salt, and kept the issuer's own recipient beside.
    hashed = hash_identity("ana@example.fr", salt="deadsea")
    original: JsonObject = {"identity": hashed, "type": "email", "hashed": True, "salt": "deadsea"}
    body: JsonObject = {
        **FIRST,
        "recipient": "ana@example.fr",
        "salt": "deadsea",
        "originalRecipient": original,
        "badge": {**BADGE, "issuer": ISSUER},
    }
    record: JsonObject = {
        "data-id": 1079695,
        "body": body,
        "body_hash": "sha256$1",
        "public": 0,
        "public_path": None,
    }
    credential = ob1.read(record)
    assert credential.recipient == Recipient(identities=(IdentityHash("email", True, hashed, "deadsea"),))
    assert matches(credential.recipient.identities[0], "ana@example.fr")
    assert credential.extra["backpack"] == {
        "data-id": 1079695,
        "body_hash": "sha256$1",
        "public": 0,
        "public_path": None,
    }


def test_a_missing_link_is_named():
    with pytest.raises(MalformedError) as caught:
        ob1.read(FIRST)
    assert (caught.value.code, caught.value.facts["url"]) == ("LINK_NEEDED", "https://b.example/badge.json")


@pytest.mark.parametrize("missing", ["issued_on", "badge", "recipient"])
def test_what_is_missing_is_named(missing: str):
    with pytest.raises(MalformedError) as caught:
        ob1.read({name: value for name, value in OLDEST.items() if name != missing})
    assert caught.value.code == "MEMBER_MISSING"


def test_an_old_badge_is_carried_to_3_by_way_of_2():
    second = upgrade.to_ob2(ob1.read(OLDEST))
    third = upgrade.to_ob3(second.credential)
    assert {"id", "achievement.id", "verification"} <= {left.path for left in third.left}
    assert "issuer.extra['org']" in {left.path for left in second.left}
    credential = third.credential
    assert credential.id.startswith("urn:uuid:")
    assert credential.recipient.identities[0].value == "sha256$ABCDEF"
    assert ob3.read(ob3.write(credential)) == credential
    assert upgrade.to_ob3(credential).left == ()


def test_addresses_become_ascii_and_relative_ones_are_told():
    badge = {**BADGE, "issuer": ISSUER, "criteria": "https://b.example/critère", "image": "badge.png"}
    document = {**FIRST, "badge": badge, "evidence": ["work.pdf", "https://b.example/été"]}
    carried = upgrade.to_ob3(ob1.read(document))
    credential = carried.credential
    assert credential.achievement.criteria.id == "https://b.example/crit%C3%A8re"
    assert credential.achievement.image is None
    assert [(entry.id, entry.narrative) for entry in credential.evidence] == [
        (None, "work.pdf"),
        ("https://b.example/%C3%A9t%C3%A9", None),
    ]
    assert {"achievement.image", "evidence[0].id"} <= {left.path for left in carried.left}

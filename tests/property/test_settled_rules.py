"""What a shape settles is what looking at every member says, whatever the texts of the document."""

from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st
from tests.property.credentials import credentials
from tests.property.test_formats_roundtrip import unhurried
from tests.world.schools import NOW, School, parsed, text
from tests.world.web import Web

from openbadge.canon import shapes
from openbadge.formats import ob3, ob3_rules, ob3_settled
from openbadge.model import Credential
from openbadge.model.json import JsonObject
from openbadge.verify import Report, familiar, verify

WEB = Web()
SCHOOL = School(WEB)
BADGE = parsed(SCHOOL.badge(valid_until_at=NOW.replace(year=2030)))
TEXTS = st.sampled_from(
    [
        "",
        "fr",
        "x",
        "Badge",
        "Completed",
        "a.b.c",
        "ext:mine",
        "emailAddress",
        "2026-01-01",
        "2026-02-30T00:00:00Z",
        "2026-01-01T00:00:00Z",
        "2031-01-01T00:00:00+01:00",
        "2026-01-01T00:00:00",
        "https://x.example/y",
        BADGE["id"],
    ]
)


def respelled(document: JsonObject, data: st.DataObject) -> JsonObject:
    """Return the document with a few of its texts changed, of the same shape."""
    shaped = shapes.take_apart(document)
    assert shaped is not None
    leaves = list(shaped.leaves)
    for place in data.draw(st.lists(st.integers(0, len(leaves) - 1), max_size=3)):
        leaves[place] = data.draw(TEXTS)
    return shapes.with_leaves(document, leaves)


@unhurried
@given(credentials(), st.data())
def test_settled_rules_say_what_the_rules_say(credential: Credential, data: st.DataObject):
    document = ob3.write(credential)
    shaped = shapes.take_apart(document)
    assert shaped is not None
    settled = ob3_settled.settle(document, shaped)
    changed = respelled(document, data)
    taken = shapes.take_apart(changed)
    assert taken is not None
    assert taken.key == shaped.key
    is_sound = settled is not None and settled.is_sound(taken.leaves)
    assert is_sound == (not ob3_rules.check(changed))


def seen(document: JsonObject) -> list[Report]:
    """Return the reports on a document: as a stranger, and as it grows familiar."""
    data = text({**document, "@context": BADGE["@context"]})
    with patch.object(familiar, "look", lambda document: familiar.Look(document, None, None)):
        strange = verify(data, fetcher=WEB, at=NOW)
    return [strange, *(verify(data, fetcher=WEB, at=NOW) for _ in range(3))]


@unhurried
@given(st.data())
def test_a_familiar_document_gets_the_report_of_a_strange_one(data: st.DataObject):
    changed = respelled(BADGE, data)
    seen(BADGE)
    strange, *familiar_ones = seen(changed)
    assert familiar_ones == [strange] * 3


@unhurried
@given(st.data())
def test_a_badge_signed_anew_is_verified_and_its_signature_passes_to_no_other(data: st.DataObject):
    """The badges differ from one that is familiar in texts that earners bring, in the issuer or in the achievement."""
    unsigned = parsed(text({name: value for name, value in BADGE.items() if name != "proof"}))
    holder = unsigned if data.draw(st.booleans()) else unsigned["credentialSubject"]["achievement"]
    name = data.draw(st.sampled_from([name for name, value in holder.items() if isinstance(value, str)]))
    holder[name] = data.draw(st.sampled_from([f"{holder[name]}/7", "https://x.example/y", "urn:uuid:7"]))
    signed = SCHOOL.signed(unsigned)
    strange, *familiar_ones = seen(signed)
    assert strange.facts.intact
    assert familiar_ones == [strange] * 3
    assert not any(report.facts.intact for report in seen({**signed, "proof": BADGE["proof"]}))

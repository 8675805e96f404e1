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
from openbadge.verify import familiar, verify

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


@unhurried
@given(st.data())
def test_a_familiar_document_gets_the_report_of_a_strange_one(data: st.DataObject):
    changed = text({**respelled(BADGE, data), "@context": BADGE["@context"]})
    verify(text(BADGE), fetcher=WEB, at=NOW)
    known = verify(changed, fetcher=WEB, at=NOW)
    with patch.object(familiar, "look", lambda document: familiar.Look(document, None, None)):
        strange = verify(changed, fetcher=WEB, at=NOW)
    assert known == strange

"""A part that is repeated is read once, and nobody can change what others are given."""

import pytest
from tests.unit.openbadge.formats.samples import PLAIN, RICH

from openbadge.formats import ob3
from openbadge.model.json import JsonObject


def document_of(**members: object) -> JsonObject:
    document = ob3.write(PLAIN)
    document["credentialSubject"]["achievement"].update(members)  # type: ignore[index, union-attr, call-overload]
    return document


def test_the_same_achievement_is_one_value():
    first, second = ob3.read(document_of()), ob3.read(document_of())
    assert first.achievement is second.achievement
    assert first.issuer is second.issuer


def test_another_achievement_is_another_value():
    ob3.read(document_of())
    assert ob3.read(document_of(name="Another")).achievement.name == "Another"


def test_a_shared_value_cannot_be_changed():
    ob3.read(document_of())
    extra = ob3.read(document_of()).achievement.extra
    with pytest.raises(TypeError):
        extra["added"] = True
    with pytest.raises(TypeError):
        extra.update(added=True)
    with pytest.raises(TypeError):
        extra |= {"added": True}
    assert ob3.read(document_of()).achievement.extra == {}


def test_what_holds_unknown_members_is_not_shared():
    first, second = (ob3.read(document_of(local={"deep": [1]})) for _ in range(2))
    first.achievement.extra["local"] = None
    assert second.achievement.extra == {"local": {"deep": [1]}}


def test_a_rich_credential_reads_back_a_second_time():
    document = ob3.write(RICH)
    assert ob3.read(document) == ob3.read(document) == RICH

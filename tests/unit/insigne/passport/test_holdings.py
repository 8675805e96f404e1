"""The passport: one door for all badges, and only for one's own."""

import json

import pytest
from tests.unit.insigne.conftest import person

from insigne.awards import selectors as award_selectors
from insigne.awards import services as awards
from insigne.awards.intake import RecipientInput
from insigne.awards.models import Credential
from insigne.passport import selectors, services
from insigne.passport.errors import PassportError
from insigne.people import services as people


def award(school, address: str = "lea@exemple.example"):
    return awards.award_one(
        actor_id=school.coach_id,
        organisation_id=school.organisation.id,
        revision_id=school.badge.id,
        recipient=RecipientInput(address=address),
        idempotency_key=address,
        language="fr",
    )


def body(award_id) -> bytes:
    return bytes(Credential.objects.get(award_id=award_id).body)


def test_an_accepted_badge_is_held_with_its_report(school) -> None:
    lea = person("lea@exemple.example")
    award_id = award(school)
    assert [one.award.award_id for one in selectors.waiting(lea)] == [award_id]
    awards.accept(award_id=award_id, person_id=lea)
    (held,) = selectors.holdings(lea)
    assert (held.verdict, held.award.award_id, held.name) == ("verified", award_id, "Être ponctuel")
    assert selectors.body(lea, held.id) == body(award_id)
    assert selectors.waiting(lea) == ()


def test_accepting_twice_holds_once(school) -> None:
    lea = person("lea@exemple.example")
    award_id = award(school)
    awards.accept(award_id=award_id, person_id=lea)
    awards.accept(award_id=award_id, person_id=lea)
    assert selectors.count(lea) == 1


def test_a_badge_accepted_before_the_account_comes_with_it(school) -> None:
    award_id = award(school)
    awards.accept(award_id=award_id, person_id=None)
    lea = person("lea@exemple.example")
    assert selectors.count(lea) == 1


def test_a_second_proven_address_brings_its_badges(school) -> None:
    lea = person("lea@exemple.example")
    award_id = award(school, "lea.ancienne@exemple.example")
    awards.accept(award_id=award_id, person_id=None)
    assert selectors.count(lea) == 0
    people.prove_address(person_id=lea, address="lea.ancienne@exemple.example")
    assert selectors.count(lea) == 1


def test_declining_after_all_takes_it_out(school) -> None:
    lea = person("lea@exemple.example")
    award_id = award(school)
    awards.accept(award_id=award_id, person_id=lea)
    awards.decline(award_id=award_id, reason="Finalement non")
    assert selectors.count(lea) == 0


def test_i01_somebody_elses_badge_is_not_taken_in(school) -> None:
    other = person("autre@exemple.example")
    with pytest.raises(PassportError) as caught:
        services.take_in(person_id=other, data=body(award(school)))
    assert caught.value.code == "not_yours"
    assert selectors.count(other) == 0


def test_own_badge_is_taken_in_from_its_picture(school) -> None:
    lea = person("lea@exemple.example")
    award_id = award(school)
    credential_id = Credential.objects.get(award_id=award_id).id
    holding_id = services.take_in(person_id=lea, data=award_selectors.baked_png(credential_id))
    held = selectors.holding(lea, holding_id)
    assert held.picture_sha256
    assert selectors.body(lea, holding_id) == body(award_id)


def test_an_altered_badge_is_refused_with_its_reason(school) -> None:
    lea = person("lea@exemple.example")
    altered = json.loads(body(award(school)))
    altered["credentialSubject"]["achievement"]["name"] = "Docteur"
    with pytest.raises(PassportError) as caught:
        services.take_in(person_id=lea, data=json.dumps(altered).encode())
    assert caught.value.code == "refused"
    assert len(caught.value.sentence()) > 40


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "nothing"), (b"hello", "refused"), (b"\x89PNG\r\n\x1a\n", "refused")]
)
def test_what_is_no_badge_is_refused(school, data: bytes, code: str) -> None:
    lea = person("lea@exemple.example")
    with pytest.raises(PassportError) as caught:
        services.take_in(person_id=lea, data=data)
    assert caught.value.code == code


def test_checking_again_sees_a_revocation(school) -> None:
    lea = person("lea@exemple.example")
    award_id = award(school)
    awards.accept(award_id=award_id, person_id=lea)
    (held,) = selectors.holdings(lea)
    awards.revoke(actor_id=school.coach_id, award_id=award_id, reason="Erreur")
    services.check_again(person_id=lea, holding_id=held.id)
    assert selectors.holding(lea, held.id).verdict == "revoked"


def test_i08_nobody_reads_or_removes_anothers_holding(school) -> None:
    lea, other = person("lea@exemple.example"), person("autre@exemple.example")
    award_id = award(school)
    awards.accept(award_id=award_id, person_id=lea)
    (held,) = selectors.holdings(lea)
    for act in (services.check_again, services.remove):
        with pytest.raises(PassportError) as caught:
            act(person_id=other, holding_id=held.id)
        assert caught.value.code == "not_found"
    services.remove(person_id=lea, holding_id=held.id)
    assert selectors.count(lea) == 0

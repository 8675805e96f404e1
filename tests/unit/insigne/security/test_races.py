"""R02, R03, R04, R06, R09, W11: twenty at once, and still each award is made once, and each answer polite.

On SQLite in a real file, or on PostgreSQL when DATABASE_URL names one.
"""

import threading
from collections import Counter
from collections.abc import Sequence
from functools import partial
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from tests.unit.insigne.conftest import CONTENT, School, person
from tests.unit.insigne.security.visits import visitor
from tests.unit.insigne.together import outcomes

from insigne.awards import services
from insigne.awards.errors import AwardError
from insigne.awards.intake import RecipientInput, list_text
from insigne.awards.models import Award, Credential, IssuingEvent, SkippedRow, State
from insigne.awards.services import EventFacts
from insigne.awards.tokens import unlock_token
from insigne.catalogue import services as catalogue
from insigne.catalogue.errors import CatalogueError
from insigne.kernel import documents, jobs
from insigne.kernel.clock import now
from insigne.kernel.models import AuditEntry, OutboxMessage
from insigne.passport.models import Holding
from insigne.people.models import Person
from insigne.signing.models import StatusBit, StatusList
from openbadge import verify

ADDRESS = "lea@exemple.example"
MANY = 20


@pytest.fixture
def crowd(many_threads: None, school: School) -> School:
    """Return a school that many threads may use at once."""
    return school


def by_hand(school: School, key: str, address: str = ADDRESS) -> UUID:
    return services.award_one(
        actor_id=school.coach_id,
        organisation_id=school.organisation.id,
        revision_id=school.badge.id,
        recipient=RecipientInput(address=address),
        idempotency_key=key,
        language="fr",
    )


def by_list(school: School, key: str, addresses: Sequence[str] = (ADDRESS,)) -> EventFacts:
    return services.award_many(
        actor_id=school.coach_id,
        organisation_id=school.organisation.id,
        revision_id=school.badge.id,
        recipients=[RecipientInput(address=one, line=line) for line, one in enumerate(addresses, 1)],
        idempotency_key=key,
        language="fr",
    )


def check_everybody_once(addresses: Sequence[str]) -> None:
    """Look for what must be true of every signed award, and for anything twice."""
    while jobs.run_all():
        pass
    made = Award.objects.filter(state=State.SIGNED)
    assert sorted(made.values_list("address", flat=True)) == sorted(addresses)
    assert not Award.objects.exclude(state=State.SIGNED).exists()
    assert Credential.objects.count() == len(addresses)
    places = Credential.objects.values_list("status_list_id", "status_index")
    assert len(set(places)) == len(addresses)
    mails = OutboxMessage.objects.filter(template="delivery/mails/award")
    assert sorted(mails.values_list("to_address", flat=True)) == sorted(addresses)
    told = [
        facts["credentials"]
        for facts in AuditEntry.objects.filter(verb="awards.signed").values_list("facts", flat=True)
    ]
    counted = Counter(name for one in told for name in one)
    assert set(counted.values()) == {1}
    assert len(counted) == len(addresses)


def test_r03_r09_the_same_person_and_badge_by_hand_and_by_list_at_once(crowd: School) -> None:
    works = [
        partial(by_hand, crowd, f"hand{n}") if n % 2 else partial(by_list, crowd, f"list{n}")
        for n in range(MANY)
    ]
    found = outcomes(works)
    awarded = 0
    for outcome in found:
        if isinstance(outcome, UUID):
            awarded += 1
        elif isinstance(outcome, EventFacts):
            awarded += outcome.awarded
            assert outcome.awarded + outcome.skipped == 1
        else:
            assert isinstance(outcome, AwardError), repr(outcome)
            assert outcome.code == "already_awarded"
            assert ADDRESS in outcome.sentence()
    assert awarded == 1
    check_everybody_once([ADDRESS])
    skipped = SkippedRow.objects.filter(code="already_awarded").count()
    assert skipped == sum(isinstance(one, EventFacts) and one.skipped for one in found)


def test_r02_one_act_sent_twenty_times_at_once_is_one_award(crowd: School) -> None:
    found = outcomes([partial(by_hand, crowd, "same")] * MANY)
    assert len(set(map(str, found))) == 1, found
    check_everybody_once([ADDRESS])
    assert IssuingEvent.objects.count() == 1


def test_r02_one_list_sent_twenty_times_at_once_is_one_event(crowd: School) -> None:
    addresses = [f"p{n}@exemple.example" for n in range(40)]
    found = outcomes([partial(by_list, crowd, "same", addresses)] * MANY)
    assert [one for one in found if not isinstance(one, EventFacts)] == []
    assert len({one.id for one in found}) == 1
    assert sum(not one.repeated for one in found) == 1
    check_everybody_once(addresses)


def test_r03_lists_that_cross_make_each_award_once(crowd: School) -> None:
    """Two by two they hold the same people in opposite orders: neither waits for the other for ever."""
    addresses = [f"p{n}@exemple.example" for n in range(300)]
    works = [partial(by_list, crowd, f"k{n}", addresses[:: -1 if n % 2 else 1]) for n in range(6)]
    found = outcomes(works)
    assert [one for one in found if not isinstance(one, EventFacts)] == []
    assert sum(one.awarded for one in found) == 300
    assert sum(one.skipped for one in found) == 5 * 300
    check_everybody_once(addresses)


def test_r02_one_draft_confirmed_twenty_times_at_once_awards_once(crowd: School) -> None:
    draft_id = services.save_draft(
        actor_id=crowd.coach_id,
        organisation_id=crowd.organisation.id,
        revision_id=crowd.badge.id,
        listing=list_text("lea@exemple.example\nmarc@exemple.example"),
        reason="",
        language="fr",
        source="list",
    )
    found = outcomes([partial(services.confirm_draft, actor_id=crowd.coach_id, draft_id=draft_id)] * MANY)
    for outcome in found:
        polite = isinstance(outcome, EventFacts) or (
            isinstance(outcome, AwardError) and outcome.code == "draft_gone"
        )
        assert polite, repr(outcome)
    assert len({one.id for one in found if isinstance(one, EventFacts)}) == 1
    check_everybody_once([ADDRESS, "marc@exemple.example"])


def test_r02_a_long_list_cancelled_while_it_is_stored_signs_nobody(crowd: School) -> None:
    people = [f"p{number}@exemple.example" for number in range(1_600)]
    draft_id = services.save_draft(
        actor_id=crowd.coach_id,
        organisation_id=crowd.organisation.id,
        revision_id=crowd.badge.id,
        listing=list_text("\n".join(people)),
        reason="",
        language="fr",
        source="list",
    )
    jobs.run_all()
    event_id = services.confirm_draft(actor_id=crowd.coach_id, draft_id=draft_id).id
    cancelling = partial(services.cancel, actor_id=crowd.coach_id, event_id=event_id)
    found = outcomes([jobs.run_one, jobs.run_one, cancelling, cancelling])
    assert found[2:] == [1_600, 1_600], found
    jobs.run_all()
    awards = Award.objects.filter(event_id=event_id)
    assert set(awards.values_list("state", "once_key")) == {(State.CANCELLED, None)}
    assert sorted(awards.values_list("address", flat=True)) == sorted(people)
    assert not Credential.objects.exists()


def test_r02_one_link_accepted_twenty_times_at_once_is_held_once(crowd: School) -> None:
    award_id, lea = by_hand(crowd, "k"), person(ADDRESS)
    found = outcomes([partial(services.accept, award_id=award_id, person_id=lea)] * MANY)
    assert found == [None] * MANY
    assert Holding.objects.filter(person_id=lea).count() == 1
    assert AuditEntry.objects.filter(verb="awards.accepted").count() == 1


def test_r02_one_link_used_by_many_browsers_makes_one_account(crowd: School) -> None:
    link = unlock_token(by_hand(crowd, "k"))
    sent = {"full_name": "Léa", "password": "une phrase assez longue"}
    url = reverse("awards:account", args=[link])
    found = outcomes([lambda: Client(raise_request_exception=False).post(url, sent).status_code] * 8)
    assert Counter(found) == {302: 1, 409: 7}
    assert Person.objects.filter(email=ADDRESS).count() == 1
    assert Holding.objects.count() == 1


def test_r02_a_form_sent_twice_at_once_is_one_award(crowd: School) -> None:
    url = reverse("awards:desk", args=["ecole"]) + f"?badge={crowd.badge.public_slug}"
    form = {"email": ADDRESS, "language": "fr", "key": "one-page"}
    browsers = [visitor(crowd.coach_id) for _ in range(8)]
    found = outcomes([partial(lambda browser: browser.post(url, form).status_code, one) for one in browsers])
    assert set(found) == {302}
    check_everybody_once([ADDRESS])


def test_w11_a_key_that_made_another_award_is_refused(school: School) -> None:
    by_hand(school, "same")
    with pytest.raises(AwardError) as caught:
        by_hand(school, "same", "autre@exemple.example")
    assert (caught.value.code, caught.value.status) == ("other_act", 409)
    assert by_list(school, "list").awarded == 0
    with pytest.raises(AwardError, match="other_act"):
        by_hand(school, "list", "autre@exemple.example")
    assert Award.objects.count() == 1


def test_w11_the_form_brought_back_and_sent_for_somebody_else_awards_them(school: School) -> None:
    """The browser's way back shows the form with its hidden key: a second person must not be taken for the first."""
    url = reverse("awards:desk", args=["ecole"]) + f"?badge={school.badge.public_slug}"
    coach = visitor(school.coach_id)
    for address in (ADDRESS, "marc@exemple.example"):
        assert coach.post(url, {"email": address, "language": "fr", "key": "one-page"}).status_code == 302
    check_everybody_once([ADDRESS, "marc@exemple.example"])


def test_r06_once_revoked_no_reader_finds_it_valid(crowd: School) -> None:
    body = bytes(Credential.objects.get(award_id=by_hand(crowd, "k")).body)
    revoked, verdicts = threading.Event(), []

    def read() -> None:
        for _ in range(15):
            after = revoked.is_set()
            report = verify(body, fetcher=documents.fetcher(), at=now())
            verdicts.append((after, str(report.verdict)))

    def take_back() -> None:
        services.revoke(actor_id=crowd.coach_id, award_id=Award.objects.get().id, reason="Erreur")
        revoked.set()

    assert outcomes([read, read, read, take_back]) == [None] * 4
    read()
    assert {verdict for after, verdict in verdicts if after} == {"revoked"}
    assert {verdict for _, verdict in verdicts} <= {"verified", "revoked"}
    assert (
        visitor().get(reverse("signing:status_list", args=[StatusList.objects.get().id])).status_code == 200
    )


def test_r06_revocations_at_once_are_all_in_the_signed_list(crowd: School) -> None:
    award_ids = [by_hand(crowd, f"k{n}", f"p{n}@exemple.example") for n in range(8)]
    works = [
        partial(services.revoke, actor_id=crowd.coach_id, award_id=one, reason="Erreur") for one in award_ids
    ]
    late = [partial(by_hand, crowd, f"late{n}", f"late{n}@exemple.example") for n in range(4)]
    found = outcomes([*works, *works, *late])
    refused = [one for one in found[:16] if one is not None]
    assert [one.code for one in refused] == ["already_revoked"] * 8
    assert all(isinstance(one, UUID) for one in found[16:])
    assert StatusBit.objects.count() == 8
    for credential in Credential.objects.select_related("award"):
        report = verify(bytes(credential.body), fetcher=documents.fetcher(), at=now())
        assert str(report.verdict) == ("revoked" if credential.award.state == State.REVOKED else "verified")
    assert OutboxMessage.objects.filter(template="delivery/mails/revoked").count() == 8


def test_r04_the_second_of_two_editors_is_told_and_loses_nothing(crowd: School) -> None:
    badge = crowd.badge

    def save() -> object:
        return catalogue.revise(
            actor_id=crowd.owner_id, badge_id=badge.badge_id, content=CONTENT, expected_version=0
        )

    found = outcomes([save] * 8)
    saved = [one for one in found if not isinstance(one, BaseException)]
    told = [one.code for one in found if isinstance(one, CatalogueError)]
    assert (len(saved), told) == (1, ["stale"] * 7)


def test_r04_what_the_second_editor_typed_stays_on_the_form(school: School) -> None:
    owner = visitor(school.owner_id)
    url = reverse("catalogue:edit", args=["ecole", school.badge.badge_slug])
    form = {
        "name_fr": "Première version",
        "description_fr": "D",
        "criteria_fr": "- C",
        "type": "capacity",
        "nature": "behaviour",
        "level": "0",
        "picture": "keep",
        "version": "0",
    }
    assert owner.post(url, form).status_code == 302
    page = owner.post(url, {**form, "name_fr": "Seconde version"})
    assert page.status_code == 400
    assert "Seconde version" in page.content.decode()
    assert "Première version" in owner.get(url).content.decode()

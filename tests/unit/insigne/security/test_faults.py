"""R07, R12, R16, R17, R18, R19: the database refuses, a row is poison, the log is tampered with, the key is another."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils.html import escape
from tests.unit.insigne.conftest import School
from tests.unit.insigne.security.faults import change, literal, refusing
from tests.unit.insigne.security.visits import visitor

from insigne.awards import services
from insigne.awards.errors import AwardError
from insigne.awards.intake import RecipientInput
from insigne.awards.models import Award, Credential, IssuingEvent, State
from insigne.awards.problems import sentence
from insigne.awards.selectors import event_progress
from insigne.awards.services import EventFacts
from insigne.awards.services.sign import sweep
from insigne.kernel import audit, clock, documents, jobs
from insigne.kernel.models import AuditEntry, JobChunk, OutboxMessage
from insigne.signing import keyring, lists
from insigne.signing import services as signing
from insigne.signing.models import IssuerKey, StatusList
from openbadge import verify

ADDRESS = "lea@exemple.example"
TABLES = ["awards_credential", "kernel_auditentry", "kernel_outboxmessage"]


def by_hand(school: School, key: str = "k", address: str = ADDRESS) -> UUID:
    return services.award_one(
        actor_id=school.coach_id,
        organisation_id=school.organisation.id,
        revision_id=school.badge.id,
        recipient=RecipientInput(address=address, name="Léa"),
        idempotency_key=key,
        language="fr",
    )


def by_list(school: School, count: int) -> EventFacts:
    return services.award_many(
        actor_id=school.coach_id,
        organisation_id=school.organisation.id,
        revision_id=school.badge.id,
        recipients=[RecipientInput(address=f"p{n}@exemple.example", line=n) for n in range(1, count + 1)],
        idempotency_key="list",
        language="fr",
    )


def nothing_left_the_house() -> bool:
    mails = OutboxMessage.objects.filter(template="delivery/mails/award").exists()
    return not (
        mails or Credential.objects.exists() or AuditEntry.objects.filter(verb="awards.signed").exists()
    )


def taken_places() -> int:
    return sum(StatusList.objects.values_list("next_position", flat=True))


@pytest.mark.parametrize("table", TABLES)
def test_r07_an_award_by_hand_stays_planned_and_is_made_later(school: School, table: str) -> None:
    by_hand(school, "first", "autre@exemple.example")
    before = taken_places()
    Credential.objects.all().delete()
    AuditEntry.objects.filter(verb="awards.signed").delete()
    OutboxMessage.objects.all().delete()
    with refusing(table):
        award_id = by_hand(school)
        assert Award.objects.get(id=award_id).state == State.PLANNED
        assert nothing_left_the_house()
        assert taken_places() == before, "the place in the status list is given back"
    jobs.run_all()
    assert Award.objects.get(id=award_id).state == State.SIGNED
    assert Credential.objects.filter(award_id=award_id).count() == 1
    assert OutboxMessage.objects.get(template="delivery/mails/award").to_address == ADDRESS
    assert taken_places() == before + 1


@pytest.mark.parametrize("table", TABLES)
def test_r07_a_list_stays_planned_and_is_made_later(school: School, table: str) -> None:
    facts = by_list(school, 30)
    with refusing(table):
        for _ in range(3):
            jobs.run_one()
            JobChunk.objects.update(not_before_at=clock.now())
        assert event_progress(facts.id).planned == 30
        assert nothing_left_the_house()
    jobs.run_all()
    assert event_progress(facts.id).signed == 30
    assert OutboxMessage.objects.filter(template="delivery/mails/award").count() == 30


def test_r07_the_page_says_that_the_award_is_taken_and_shows_it_waiting(school: School) -> None:
    coach = visitor(school.coach_id)
    url = reverse("awards:desk", args=["ecole"]) + f"?badge={school.badge.public_slug}"
    with refusing("awards_credential"):
        answer = coach.post(url, {"email": ADDRESS, "language": "fr", "key": "x"})
        assert answer.status_code == 302
        page = coach.get(answer["Location"])
    assert ADDRESS in page.content.decode()
    assert Award.objects.get().state == State.PLANNED


def test_r07_the_sweep_finds_what_a_dead_process_left(school: School) -> None:
    with refusing("awards_credential"):
        award_id = by_hand(school)
    JobChunk.objects.all().delete()
    sweep()
    assert not JobChunk.objects.exists(), "somebody may be at work on it"
    IssuingEvent.objects.update(created_at=clock.now() - timedelta(minutes=2))
    sweep()
    sweep()
    assert JobChunk.objects.count() == 1
    jobs.run_all()
    assert Award.objects.get(id=award_id).state == State.SIGNED
    assert OutboxMessage.objects.filter(template="delivery/mails/award").count() == 1


def test_r18_one_poisoned_row_ends_failed_with_its_reason_and_the_others_are_issued(school: School) -> None:
    facts = by_list(school, 40)
    poison = Award.objects.get(address="p17@exemple.example")
    with refusing("awards_credential", "the poison", f"NEW.award_id = {literal(poison.id)}"):
        jobs.run_all()
    progress = event_progress(facts.id)
    assert (progress.signed, progress.failed, progress.planned) == (39, 1, 0)
    poison.refresh_from_db()
    assert poison.state == State.FAILED
    assert poison.failure == "signing_failed"
    addresses = OutboxMessage.objects.filter(template="delivery/mails/award").values_list(
        "to_address", flat=True
    )
    assert len(set(addresses)) == len(addresses) == 39
    assert poison.address not in addresses
    page = visitor(school.coach_id).get(reverse("awards:event", args=["ecole", facts.id])).content.decode()
    assert escape(sentence("signing_failed", {})) in page
    assert "the poison" not in page, "what the database says is for the log"
    assert Credential.objects.values("status_list_id", "status_index").distinct().count() == 39


def test_r18_a_failed_row_does_not_keep_its_person_from_the_badge(school: School) -> None:
    with refusing("awards_credential"):
        by_hand(school)
        jobs.run_all()
    assert Award.objects.get().state == State.FAILED
    award_id = by_hand(school, "again")
    assert Award.objects.get(id=award_id).state == State.SIGNED


def test_r18_a_failed_award_can_be_neither_accepted_nor_revoked(school: School) -> None:
    with refusing("awards_credential"):
        award_id = by_hand(school)
        jobs.run_all()
    for act in (
        lambda: services.accept(award_id=award_id, person_id=None),
        lambda: services.decline(award_id=award_id),
        lambda: services.share(award_id=award_id, public=True, show_name=True),
        lambda: services.revoke(actor_id=school.coach_id, award_id=award_id, reason="x"),
    ):
        with pytest.raises(AwardError, match="not_signed"):
            act()


@pytest.mark.parametrize(
    "setting",
    ["verb = 'awards.unsigned'", "facts = '{}'", "recorded_at = '2020-01-01 00:00:00'", "actor_id = NULL"],
)
def test_r19_a_changed_entry_of_a_real_chain_is_named(school: School, setting: str) -> None:
    by_hand(school)
    by_hand(school, "k2", "marc@exemple.example")
    audit.seal()
    tenant = school.organisation.tenant_id
    assert audit.check_chain(tenant).broken is None
    changed = AuditEntry.objects.filter(tenant_id=tenant, verb="awards.signed").order_by("position").first()
    assert changed is not None
    change("kernel_auditentry", setting, changed.id)
    broken = audit.check_chain(tenant).broken
    assert broken is not None
    assert (broken.entry_id, broken.position) == (changed.id, changed.position)


def test_r19_each_act_on_a_badge_leaves_one_entry_that_names_no_person(school: School) -> None:
    award_id = by_hand(school)
    services.accept(award_id=award_id, person_id=None)
    services.share(award_id=award_id, public=True, show_name=True)
    services.share(award_id=award_id, public=False, show_name=False)
    services.decline(award_id=award_id, reason="Finalement non")
    services.revoke(actor_id=school.coach_id, award_id=award_id, reason="Léa Roux a triché")
    acts = AuditEntry.objects.filter(verb__startswith="awards.").order_by("id")
    assert list(acts.values_list("verb", flat=True)) == [
        "awards.signed",
        "awards.accepted",
        "awards.shared",
        "awards.unshared",
        "awards.declined",
        "awards.revoked",
    ]
    assert not [
        facts
        for facts in acts.values_list("facts", flat=True)
        if ADDRESS in str(facts) or "Léa" in str(facts)
    ]


def test_r17_with_another_sealing_key_nothing_is_signed_and_nothing_is_lost(
    school: School, settings: object
) -> None:
    by_hand(school)
    right = settings.KEY_ENCRYPTION_KEY
    settings.KEY_ENCRYPTION_KEY = "another key"
    keyring.forget()
    award_id = by_hand(school, "k2", "marc@exemple.example")
    assert Award.objects.get(id=award_id).state == State.PLANNED
    settings.KEY_ENCRYPTION_KEY = right
    keyring.forget()
    jobs.run_all()
    assert Award.objects.get(id=award_id).state == State.SIGNED


def test_r16_a_rotation_in_the_middle_of_a_list_leaves_every_badge_verified(school: School) -> None:
    first = by_hand(school)
    facts = by_list(school, 5)
    signing.create_key(actor_id=school.owner_id, organisation_id=school.organisation.id)
    jobs.run_all()
    services.revoke(actor_id=school.coach_id, award_id=first, reason="Erreur")
    signing.create_key(actor_id=school.owner_id, organisation_id=school.organisation.id)
    verdicts = {
        credential.award_id: str(
            verify(bytes(credential.body), fetcher=documents.fetcher(), at=clock.now()).verdict
        )
        for credential in Credential.objects.all()
    }
    assert verdicts.pop(first) == "revoked"
    assert set(verdicts.values()) == {"verified"}
    assert event_progress(facts.id).signed == 5


def test_r07_a_key_whose_transaction_was_undone_is_not_remembered(school: School) -> None:
    """The first badge makes the first key; undone with it, that key must sign nothing."""
    with refusing("awards_credential"):
        by_hand(school)
    assert not IssuerKey.objects.exists()
    jobs.run_all()
    body = bytes(Credential.objects.get().body)
    assert str(verify(body, fetcher=documents.fetcher(), at=clock.now()).verdict) == "verified"
    assert Credential.objects.get().key_id == IssuerKey.objects.get().id


@pytest.mark.parametrize("hours", [-24 * 365, -1, 1, 24, 24 * 365 * 10])
def test_r12_a_clock_that_was_wrong_gives_badges_that_stay_honest(
    school: School, monkeypatch: pytest.MonkeyPatch, hours: int
) -> None:
    right = clock.now()
    with monkeypatch.context() as wrong:
        wrong.setattr(clock, "now", lambda: right + timedelta(hours=hours))
        wrong_id = by_hand(school)
    right_id = by_hand(school, "k2", "marc@exemple.example")
    lists.sign_early_lists_again()
    verdicts = []
    for award_id in (wrong_id, right_id):
        body = bytes(Credential.objects.get(award_id=award_id).body)
        verdicts.append(str(verify(body, fetcher=documents.fetcher(), at=clock.now()).verdict))
    assert verdicts[1] == "verified"
    assert verdicts[0] == ("not_yet_valid" if hours > 0 else "verified")
    assert Credential.objects.get(award_id=right_id).id > Credential.objects.get(award_id=wrong_id).id

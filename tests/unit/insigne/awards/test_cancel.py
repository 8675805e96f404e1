"""The undo window: nothing of a confirmed list is signed before it is over, and cancelling stops all of it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests.unit.insigne.security.visits import visitor

from insigne.awards import selectors, services
from insigne.awards.errors import AwardError
from insigne.awards.intake import list_text
from insigne.awards.models import Award, Credential, Draft, IssuingEvent, SkippedRow, State
from insigne.awards.services.draft import UNDO_SECONDS
from insigne.kernel import clock, jobs
from insigne.kernel.models import AuditEntry, OutboxMessage
from insigne.orgs.errors import OrgError
from insigne.people import services as people

PEOPLE = "lea@exemple.example\nana@exemple.example\nbo@exemple.example"
MANY = 1_100


def drafted(school, people=PEOPLE):
    return services.save_draft(
        actor_id=school.coach_id,
        organisation_id=school.organisation.id,
        revision_id=school.badge.id,
        listing=list_text(people),
        reason="",
        language="fr",
        source="list",
    )


def confirmed(school, people=PEOPLE):
    draft_id = drafted(school, people)
    while selectors.draft_page(
        draft_id, actor_id=school.coach_id, organisation_id=school.organisation.id
    ).reading:
        jobs.run_one()
    return services.confirm_draft(actor_id=school.coach_id, draft_id=draft_id).id


def many() -> str:
    """Return a list of three parts, with one line in the first and one in the last that award nobody."""
    lines = [f"p{number}@exemple.example" for number in range(MANY)]
    lines[2] = lines[-2] = "sans adresse"
    return "\n".join(lines)


def fates(event_id) -> list[int]:
    """Return the lines of an event that have a row, whichever it is."""
    awards = Award.objects.filter(event_id=event_id).values_list("line", flat=True)
    skipped = SkippedRow.objects.filter(event_id=event_id).values_list("line", flat=True)
    return sorted([*awards, *skipped])


def end_window(event_id) -> None:
    IssuingEvent.objects.filter(id=event_id).update(undo_until_at=clock.now() - timedelta(seconds=1))


def page(school, event_id):
    return selectors.event_page(event_id, organisation_id=school.organisation.id)


def test_no_worker_signs_a_list_within_its_window(school) -> None:
    event_id = confirmed(school)
    while jobs.run_one():
        pass
    assert set(Award.objects.values_list("state", flat=True)) == {State.PLANNED}
    assert 0 < page(school, event_id).undo_seconds <= UNDO_SECONDS
    jobs.run_all()
    assert Credential.objects.count() == 3
    assert page(school, event_id).undo_seconds == 0


def test_cancelling_ends_every_row_and_tells_nobody(school) -> None:
    event_id = confirmed(school)
    mails = OutboxMessage.objects.count()
    assert services.cancel(actor_id=school.coach_id, event_id=event_id) == 3
    assert services.cancel(actor_id=school.coach_id, event_id=event_id) == 3
    jobs.run_all()
    progress = page(school, event_id).progress
    assert (progress.total, progress.cancelled, progress.made, progress.finished) == (3, 3, 0, True)
    assert not Credential.objects.exists()
    assert OutboxMessage.objects.count() == mails
    assert AuditEntry.objects.filter(verb="awards.cancelled").count() == 1


def test_whoever_was_on_a_cancelled_list_may_be_awarded_again(school) -> None:
    services.cancel(actor_id=school.coach_id, event_id=confirmed(school))
    again = confirmed(school)
    jobs.run_all()
    assert page(school, again).progress.signed == 3


def test_after_the_window_nothing_is_cancelled(school) -> None:
    event_id = confirmed(school)
    end_window(event_id)
    with pytest.raises(AwardError, match="undo_too_late"):
        services.cancel(actor_id=school.coach_id, event_id=event_id)
    assert page(school, event_id).undo_seconds == 0
    assert set(Award.objects.values_list("state", flat=True)) == {State.PLANNED}


def test_what_is_already_signed_is_never_cancelled(school) -> None:
    event_id = confirmed(school)
    jobs.run_all()
    with pytest.raises(AwardError, match="undo_too_late"):
        services.cancel(actor_id=school.coach_id, event_id=event_id)
    assert set(Award.objects.values_list("state", flat=True)) == {State.SIGNED}


def test_a_stranger_cancels_nothing(school) -> None:
    event_id = confirmed(school)
    stranger_id = people.register(
        email="stan@exemple.example", full_name="Stan", password="un bateau bleu et blanc", language="fr"
    )
    with pytest.raises(OrgError):
        services.cancel(actor_id=stranger_id, event_id=event_id)
    assert set(Award.objects.values_list("state", flat=True)) == {State.PLANNED}


def test_a_long_list_waits_for_its_window_whenever_its_parts_are_stored(school) -> None:
    event_id = confirmed(school, many())
    assert page(school, event_id).undo_seconds > 0
    assert page(school, event_id).progress.to_come == MANY
    assert jobs.run_one()
    found = page(school, event_id)
    assert (found.progress.planned, found.progress.skipped, found.progress.to_come) == (MANY - 2, 2, 600)
    assert found.undo_seconds > 0
    while jobs.run_one():
        pass
    assert fates(event_id) == list(range(1, MANY + 1))
    assert set(Award.objects.values_list("state", flat=True)) == {State.PLANNED}
    jobs.run_all()
    progress = page(school, event_id).progress
    assert (progress.signed, progress.skipped, progress.finished) == (MANY - 2, 2, True)


@pytest.mark.parametrize("stored_parts", [0, 1, 2, 3])
def test_cancelling_stops_also_the_parts_that_are_still_to_be_stored(school, stored_parts) -> None:
    event_id = confirmed(school, many())
    for _ in range(stored_parts):
        assert jobs.run_one()
    assert services.cancel(actor_id=school.coach_id, event_id=event_id) == MANY - 2
    found = page(school, event_id)
    assert (found.progress.cancelled, found.progress.planned, found.undo_seconds) == (MANY - 2, 0, 0)
    assert found.progress.finished == (stored_parts == 3)
    assert services.cancel(actor_id=school.coach_id, event_id=event_id) == MANY - 2
    jobs.run_all()
    assert set(Award.objects.values_list("state", "once_key")) == {(State.CANCELLED, None)}
    assert fates(event_id) == list(range(1, MANY + 1))
    progress = page(school, event_id).progress
    assert (progress.total, progress.cancelled, progress.skipped) == (MANY - 2, MANY - 2, 2)
    assert progress.finished
    assert not Draft.objects.exists()
    assert not Credential.objects.exists()
    assert services.cancel(actor_id=school.coach_id, event_id=event_id) == MANY - 2
    assert AuditEntry.objects.get(verb="awards.cancelled").facts == {"awards": MANY - 2}


def test_whoever_is_awarded_meanwhile_stays_on_a_cancelled_long_list(school) -> None:
    """A line of a cancelled list keeps its fate, even when its person received the badge in another way."""
    event_id = confirmed(school, many())
    services.cancel(actor_id=school.coach_id, event_id=event_id)
    again = confirmed(school, "p1@exemple.example")
    jobs.run_all()
    assert Award.objects.get(event_id=again).state == State.SIGNED
    assert Award.objects.get(event_id=event_id, address="p1@exemple.example").state == State.CANCELLED


def test_a_long_list_is_too_late_to_cancel_though_nothing_of_it_is_stored(school) -> None:
    event_id = confirmed(school, many())
    end_window(event_id)
    with pytest.raises(AwardError, match="undo_too_late"):
        services.cancel(actor_id=school.coach_id, event_id=event_id)
    jobs.run_all()
    assert page(school, event_id).progress.signed == MANY - 2


def test_the_page_of_a_long_list_counts_down_before_its_lines_are_there(school) -> None:
    event_id = confirmed(school, many())
    coach = visitor(school.coach_id)
    address = reverse("awards:event", args=["ecole", event_id])
    shown = coach.get(address).content.decode()
    assert "data-counts-down=" in shown
    assert reverse("awards:cancel", args=["ecole", event_id]) in shown
    assert "ses lignes apparaîtront ici" in shown
    coach.post(reverse("awards:cancel", args=["ecole", event_id]))
    shown = coach.get(address).content.decode()
    assert "data-counts-down=" not in shown
    assert "hx-trigger" in shown, "the lines still to come are asked for again"
    jobs.run_all()
    shown = coach.get(address).content.decode()
    assert "hx-trigger" not in shown
    assert "p0@exemple.example" in shown

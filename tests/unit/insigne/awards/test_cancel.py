"""The undo window: nothing of a confirmed list is signed before it is over, and cancelling stops all of it."""

from datetime import timedelta

import pytest

from insigne.awards import selectors, services
from insigne.awards.errors import AwardError
from insigne.awards.intake import read_text
from insigne.awards.models import Award, Credential, IssuingEvent, State
from insigne.awards.services.draft import UNDO_SECONDS
from insigne.kernel import clock, jobs
from insigne.kernel.models import AuditEntry, OutboxMessage
from insigne.kernel.zone import LOCAL
from insigne.orgs.errors import OrgError
from insigne.people import services as people

PEOPLE = "lea@exemple.example\nana@exemple.example\nbo@exemple.example"


def confirmed(school):
    draft_id = services.save_draft(
        actor_id=school.coach_id,
        organisation_id=school.organisation.id,
        revision_id=school.badge.id,
        intake=read_text(PEOPLE, zone=LOCAL),
        reason="",
        language="fr",
        source="list",
    )
    return services.confirm_draft(actor_id=school.coach_id, draft_id=draft_id).id


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

"""CANCEL an act of awarding while its undo window is open: nobody receives anything.

1. Lock the event, so that no part of a long list is taken up meanwhile, then its rows in the order of lines, as the
   worker does: neither waits for the other in a circle.
2. Refuse when the window is over or a row has gone further: all of it is stopped, or nothing.
3. Give the rows their final state; their people may be awarded again. The chunks find nothing left to sign, and the
   lines that are still to come are stored as cancelled ones.
"""

from uuid import UUID

from django.db import transaction

from insigne.awards.errors import AwardError
from insigne.awards.models import Award, DraftRow, IssuingEvent, State
from insigne.kernel import audit, clock
from insigne.orgs import rights


def cancel(*, actor_id: UUID, event_id: UUID) -> int:
    """Stop an event of which nothing is signed yet; return how many awards are given up. Cancelling twice is once.

    Raises OrgError (rights), AwardError `not_found`, `undo_too_late`.
    """
    event = IssuingEvent.objects.filter(id=event_id).first()
    if event is None:
        raise AwardError("not_found")
    rights.require(actor_id, "awards:award:create", event.organisation_id)
    with transaction.atomic():
        event = IssuingEvent.objects.select_for_update(no_key=True).get(id=event_id)
        rows = Award.objects.filter(event_id=event_id).select_for_update().order_by("line")
        states = list(rows.values_list("state", flat=True))
        to_come = DraftRow.objects.filter(draft__event_id=event_id, code="").count()
        given_up = len(states) + to_come
        if event.cancelled_at:
            return given_up
        now = clock.now()
        open_still = event.undo_until_at is not None and now < event.undo_until_at
        if not open_still or not given_up or set(states) - {State.PLANNED}:
            raise AwardError("undo_too_late")
        IssuingEvent.objects.filter(id=event_id).update(cancelled_at=now)
        Award.objects.filter(event_id=event_id).update(state=State.CANCELLED, once_key=None)
        audit.record(
            tenant_id=event.tenant_id,
            actor_id=actor_id,
            verb="awards.cancelled",
            subject_type="issuing_event",
            subject_id=event.id,
            facts={"awards": given_up},
        )
    return given_up

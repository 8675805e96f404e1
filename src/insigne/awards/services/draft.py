"""The dry run: a list that was given is kept as a draft, read in parts and shown; confirming it awards it, once.

1. The request cuts the list into parts of 500 lines and stores them, a few at a time: no lock is held for long.
2. The worker reads part after part (`read_part`): a list that fits one part is read at once, in the request.
3. The draft's page shows what it would do; its maker may leave and come back.
4. Confirming stores the issuing event: from then on the list is accepted, whatever stops. Whoever confirms has half a
   minute to think again: nothing is signed before it is over.
5. The worker moves part after part of the rows into awards (`award_part`), each signed like any other once that half
   minute is over; again, a list that fits one part is taken up in the request.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from insigne.awards.errors import AwardError
from insigne.awards.intake import Listing
from insigne.awards.intake.tables import Row
from insigne.awards.models import Draft, DraftPart, DraftRow, IssuingEvent
from insigne.awards.services.award import CHUNK_ROWS, EventFacts, allowed, parts
from insigne.awards.services.draft_parts import AWARD_KIND, READ_KIND, award_part, read_part
from insigne.kernel import clock, jobs, text
from insigne.kernel.periodic import periodic

DRAFT_HOURS = 24
UNDO_SECONDS = 30
PARTS_TOGETHER = 10
"""Parts stored in one transaction."""

ROWS_TOGETHER = 5_000
"""Rows forgotten in one transaction."""


def save_draft(
    *,
    actor_id: UUID,
    organisation_id: UUID,
    revision_id: UUID,
    listing: Listing,
    reason: str,
    language: str,
    source: str,
) -> UUID:
    """Keep a list for a day and have it read; return the draft's id. Raises OrgError, AwardError `not_awardable`."""
    revision = allowed(actor_id, organisation_id, revision_id)
    draft = Draft(
        tenant_id=revision.tenant_id,
        organisation_id=organisation_id,
        revision_id=revision_id,
        actor_id=actor_id,
        source=source,
        reason=text.clean(reason)[:500],
        language=language,
        columns=listing.columns,
        total=len(listing.rows),
        created_at=clock.now(),
    )
    draft.save(force_insert=True)
    numbered = enumerate(parts(listing.rows, CHUNK_ROWS))
    for together in parts(numbered, PARTS_TOGETHER):
        _store_parts(draft, together)
    if draft.total <= CHUNK_ROWS:
        read_part(draft.id)
    else:
        jobs.plan(kind=READ_KIND, tenant_id=draft.tenant_id, subject_id=draft.id, payloads=[{}])
    return draft.id


def _store_parts(draft: Draft, numbered: Sequence[tuple[int, list[Row]]]) -> None:
    DraftPart.objects.bulk_create(
        [
            DraftPart(tenant_id=draft.tenant_id, draft_id=draft.id, number=number, rows=rows)
            for number, rows in numbered
        ]
    )


@transaction.atomic
def confirm_draft(*, actor_id: UUID, draft_id: UUID) -> EventFacts:
    """Award the draft's rows; confirming twice gives the same event.

    The counts are those of the dry run: somebody else may have awarded a person meanwhile.
    Raises OrgError, AwardError `draft_gone`, `still_reading`, `no_recipient`.
    """
    draft = Draft.objects.select_for_update().filter(id=draft_id, actor_id=actor_id).first()
    if draft is None:
        raise AwardError("draft_gone")
    if draft.read < draft.total:
        raise AwardError("still_reading")
    rows = DraftRow.objects.filter(draft_id=draft.id)
    ready = rows.filter(code="").count()
    facts = EventFacts(
        draft.event_id or _event_of(draft, ready),
        draft.tenant_id,
        ready,
        rows.count() - ready,
        bool(draft.event_id),
    )
    if not facts.repeated:
        if draft.total <= CHUNK_ROWS:
            award_part(draft.id)
        else:
            jobs.plan(kind=AWARD_KIND, tenant_id=draft.tenant_id, subject_id=draft.id, payloads=[{}])
    return facts


def _event_of(draft: Draft, ready: int) -> UUID:
    """Store the event of a draft that is confirmed for the first time; return its id."""
    if not ready:
        raise AwardError("no_recipient")
    allowed(draft.actor_id, draft.organisation_id, draft.revision_id)
    now = clock.now()
    event = IssuingEvent.objects.create(
        tenant_id=draft.tenant_id,
        organisation_id=draft.organisation_id,
        revision_id=draft.revision_id,
        actor_id=draft.actor_id,
        source=draft.source,
        reason=draft.reason,
        language=draft.language,
        idempotency_key=f"draft:{draft.id}",
        created_at=now,
        undo_until_at=now + timedelta(seconds=UNDO_SECONDS),
    )
    Draft.objects.filter(id=draft.id).update(event_id=event.id)
    return event.id


def discard_draft(*, actor_id: UUID, draft_id: UUID) -> None:
    """Forget the actor's own draft, unless it is being awarded. Raises AwardError `draft_gone`."""
    if not Draft.objects.filter(id=draft_id, actor_id=actor_id, event__isnull=True).exists():
        raise AwardError("draft_gone")
    _forget(draft_id)


def _forget(draft_id: UUID) -> None:
    """Take the draft from its reader and its maker, then its rows, some at a time."""
    with transaction.atomic():
        draft = Draft.objects.select_for_update().filter(id=draft_id, event__isnull=True).first()
        if draft is None:
            return
        DraftPart.objects.filter(draft_id=draft_id).delete()
        Draft.objects.filter(id=draft_id).update(total=0, read=0)
    rows = DraftRow.objects.filter(draft_id=draft_id).order_by("line")
    while together := list(rows.values_list("id", flat=True)[:ROWS_TOGETHER]):
        DraftRow.objects.filter(id__in=together).delete()
    Draft.objects.filter(id=draft_id).delete()


@periodic("awards.drafts", every_seconds=3600)
def expire_drafts() -> None:
    """Forget the drafts of more than a day, and those that nobody finished forgetting: they hold addresses."""
    old = Q(created_at__lt=clock.now() - timedelta(hours=DRAFT_HOURS)) | Q(total=0)
    for draft_id in Draft.objects.filter(old, event__isnull=True).values_list("id", flat=True):
        _forget(draft_id)

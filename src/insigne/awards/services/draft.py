"""The dry run: a list that was read is kept as a draft and shown; confirming it awards it, once.

Whoever confirms has half a minute to think again: nothing is signed before it is over.
"""

from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import UUID

from insigne.awards.errors import AwardError
from insigne.awards.intake import Intake, RecipientInput, Skipped
from insigne.awards.models import Draft
from insigne.awards.services.award import EventFacts, award_many, may_award
from insigne.catalogue import selectors as catalogue
from insigne.kernel import clock, text
from insigne.kernel.periodic import periodic
from insigne.orgs import rights

DRAFT_HOURS = 24
UNDO_SECONDS = 30


def save_draft(
    *,
    actor_id: UUID,
    organisation_id: UUID,
    revision_id: UUID,
    intake: Intake,
    reason: str,
    language: str,
    source: str,
) -> UUID:
    """Keep a list that was read, for a day; return the draft's id. Raises OrgError, AwardError `not_awardable`."""
    rights.require(actor_id, "awards:award:create", organisation_id)
    revision = catalogue.revision(revision_id)
    if not may_award(revision, organisation_id):
        raise AwardError("not_awardable")
    return Draft.objects.create(
        tenant_id=revision.tenant_id,
        organisation_id=organisation_id,
        revision_id=revision_id,
        actor_id=actor_id,
        source=source,
        reason=text.clean(reason)[:500],
        language=language,
        rows=[_row(recipient) for recipient in intake.recipients],
        skipped=[asdict(row) for row in intake.skipped],
        created_at=clock.now(),
    ).id


def _row(recipient: RecipientInput) -> dict[str, object]:
    when = recipient.awarded_at
    return {**asdict(recipient), "awarded_at": when.isoformat() if when else None}


def recipients_of(rows: list[dict[str, object]]) -> tuple[RecipientInput, ...]:
    """Return the stored rows as they were read."""
    return tuple(
        RecipientInput(
            address=str(row["address"]),
            name=str(row["name"]),
            evidence_url=str(row["evidence_url"]),
            narrative=str(row["narrative"]),
            awarded_at=datetime.fromisoformat(str(row["awarded_at"])) if row["awarded_at"] else None,
            line=int(str(row["line"])),
        )
        for row in rows
    )


def confirm_draft(*, actor_id: UUID, draft_id: UUID) -> EventFacts:
    """Award the draft's rows; confirming twice gives the same event. Raises OrgError, AwardError `draft_gone`."""
    draft = Draft.objects.filter(id=draft_id, actor_id=actor_id).first()
    if draft is None:
        raise AwardError("draft_gone")
    facts = award_many(
        actor_id=actor_id,
        organisation_id=draft.organisation_id,
        revision_id=draft.revision_id,
        recipients=recipients_of(draft.rows),
        skipped=[Skipped(**row) for row in draft.skipped],
        reason=draft.reason,
        idempotency_key=f"draft:{draft.id}",
        language=draft.language,
        source=draft.source,
        undo_seconds=UNDO_SECONDS,
    )
    draft.delete()
    return facts


def discard_draft(*, actor_id: UUID, draft_id: UUID) -> None:
    """Forget the actor's own draft. Raises AwardError `draft_gone`."""
    deleted, _ = Draft.objects.filter(id=draft_id, actor_id=actor_id).delete()
    if not deleted:
        raise AwardError("draft_gone")


@periodic("awards.drafts", every_seconds=3600)
def expire_drafts() -> None:
    """Forget the drafts of more than a day: they hold addresses."""
    Draft.objects.filter(created_at__lt=clock.now() - timedelta(hours=DRAFT_HOURS)).delete()

"""REVOKE: the row, the bit in the signed status list and the audit entry change together, or not at all."""

from uuid import UUID

from django.db import transaction

from insigne.awards.errors import AwardError
from insigne.awards.events import Revoked
from insigne.awards.models import Award, Credential, State
from insigne.kernel import audit, clock, events, text
from insigne.orgs import rights
from insigne.signing import services as signing


@transaction.atomic
def revoke(*, actor_id: UUID, award_id: UUID, reason: str) -> None:
    """Take a badge back; `reason` is public. The badge may then be awarded again.

    Raises OrgError (rights), AwardError `not_found`, `reason_needed`, `already_revoked`, `not_signed`.
    """
    award = Award.objects.select_for_update().filter(id=award_id).first()
    if award is None:
        raise AwardError("not_found")
    rights.require(actor_id, "awards:award:revoke", award.organisation_id)
    told = text.clean(reason)[:500]
    if not told:
        raise AwardError("reason_needed")
    if award.state == State.REVOKED:
        raise AwardError("already_revoked")
    credential = Credential.objects.filter(award_id=award_id).defer("body").first()
    if credential is None:
        raise AwardError("not_signed")
    signing.revoke(status_list_id=credential.status_list_id, status_index=credential.status_index)
    award.state = State.REVOKED
    award.revoked_at = clock.now()
    award.revoked_reason = told
    award.once_key = None
    award.save(update_fields=["state", "revoked_at", "revoked_reason", "once_key"])
    audit.record(
        tenant_id=award.tenant_id,
        actor_id=actor_id,
        verb="awards.revoked",
        subject_type="credential",
        subject_id=credential.id,
        facts={"status_index": credential.status_index},
    )
    events.publish(Revoked(award.id, credential.id, award.revoked_reason))

"""The earner's verbs: accept, decline, share or stop sharing. The mail's token, or a proven address, opens them."""

from uuid import UUID

from django.db import transaction

from insigne.awards.errors import AwardError
from insigne.awards.events import Accepted, Declined, Shared
from insigne.awards.models import Award, Credential, State
from insigne.kernel import audit, clock, events, text


@transaction.atomic
def accept(*, award_id: UUID, person_id: UUID | None) -> None:
    """Keep the badge; a badge declined before may still be accepted. Accepting twice binds it to the account, if any.

    Raises AwardError `not_found`, `not_signed`, `revoked`.
    """
    award, credential = _open(award_id)
    first = award.state != State.ACCEPTED
    if not first and (person_id is None or award.person_id is not None):
        return
    award.state = State.ACCEPTED
    award.responded_at = award.responded_at if not first else clock.now()
    award.person_id = person_id
    award.decline_reason = ""
    award.save(update_fields=["state", "responded_at", "person", "decline_reason"])
    _record(award, credential, "awards.accepted")
    events.publish(Accepted(award.id, credential.id, person_id, award.address))


@transaction.atomic
def decline(*, award_id: UUID, reason: str = "") -> None:
    """Refuse the badge and close its public page. Raises AwardError `not_found`, `not_signed`, `revoked`."""
    award, credential = _open(award_id)
    if award.state == State.DECLINED:
        return
    award.state = State.DECLINED
    award.responded_at = clock.now()
    award.decline_reason = text.clean(reason)[:500]
    award.shared_at = None
    award.show_name = False
    award.save(update_fields=["state", "responded_at", "decline_reason", "shared_at", "show_name"])
    _record(award, credential, "awards.declined")
    events.publish(Declined(award.id, credential.id))


@transaction.atomic
def share(*, award_id: UUID, public: bool, show_name: bool) -> None:
    """Open or close the badge's public page, with or without the earner's name. It may be closed whatever happened.

    Raises AwardError `not_found`, `not_signed`, `revoked`, `declined`.
    """
    award, credential = _open(award_id, even_revoked=not public)
    if public and award.state == State.DECLINED:
        raise AwardError("declined")
    award.shared_at = (award.shared_at or clock.now()) if public else None
    award.show_name = public and show_name
    award.save(update_fields=["shared_at", "show_name"])
    _record(award, credential, "awards.shared" if public else "awards.unshared")
    events.publish(Shared(award.id, credential.id, public))


def _open(award_id: UUID, *, even_revoked: bool = False) -> tuple[Award, Credential]:
    award = Award.objects.select_for_update().filter(id=award_id).first()
    if award is None:
        raise AwardError("not_found")
    if award.state == State.REVOKED and not even_revoked:
        raise AwardError("revoked")
    credential = Credential.objects.filter(award_id=award_id).defer("body").first()
    if credential is None:
        raise AwardError("not_signed")
    return award, credential


def _record(award: Award, credential: Credential, verb: str) -> None:
    audit.record(
        tenant_id=award.tenant_id,
        actor_id=award.person_id,
        verb=verb,
        subject_type="credential",
        subject_id=credential.id,
        facts={},
    )

"""What an earner sees of their own awards, by the mail's token or by a proven address."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from insigne.awards.models import Award, State
from insigne.awards.tokens import unlock_token


@dataclass(frozen=True, slots=True)
class EarnerAward:
    """An award as its earner may see it. `token` opens its unlock page."""

    award_id: UUID
    credential_id: UUID
    revision_id: UUID
    organisation_id: UUID
    address: str
    name: str
    language: str
    state: str
    awarded_at: datetime
    shared: bool
    show_name: bool
    person_id: UUID | None
    revoked_reason: str
    evidence_url: str
    narrative: str
    token: str


def award_for_earner(award_id: UUID) -> EarnerAward | None:
    """Return the award once it is signed, else None. One query. The caller has proof that the reader is its earner."""
    row = _signed().filter(id=award_id).first()
    return _facts(row) if row else None


def awards_for_earner(award_ids: Sequence[UUID]) -> dict[UUID, EarnerAward]:
    """Return the signed ones of these awards, by id. One query. The caller has the same proof as above."""
    return {row.id: _facts(row) for row in _signed().filter(id__in=award_ids)}


def waiting_for(addresses: Sequence[str]) -> tuple[EarnerAward, ...]:
    """Return the badges sent to these proven addresses and not answered yet, newest first. One query."""
    lowered = [address.lower() for address in addresses]
    return tuple(
        _facts(row) for row in _signed().filter(address__in=lowered, state=State.SIGNED).order_by("-id")[:200]
    )


def _signed() -> QuerySet[Award]:
    return (
        Award.objects.select_related("credential").defer("credential__body").filter(credential__isnull=False)
    )


def _facts(row: Award) -> EarnerAward:
    return EarnerAward(
        award_id=row.id,
        credential_id=row.credential.id,
        revision_id=row.revision_id,
        organisation_id=row.organisation_id,
        address=row.address,
        name=row.name,
        language=row.language,
        state=row.state,
        awarded_at=row.awarded_at,
        shared=row.shared_at is not None,
        show_name=row.show_name,
        person_id=row.person_id,
        revoked_reason=row.revoked_reason,
        evidence_url=row.evidence_url,
        narrative=row.narrative,
        token=unlock_token(row.id),
    )

"""What the outside may read of a credential: its bytes, its baked files, and its public face if shared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from insigne.awards import files
from insigne.awards.models import Award, Credential, State


@dataclass(frozen=True, slots=True)
class PublicAward:
    """What the earner lets others see. `earner_name` is empty unless they ticked the box."""

    award_id: UUID
    credential_id: UUID
    revision_id: UUID
    organisation_id: UUID
    state: str
    awarded_at: datetime
    revoked_at: datetime | None
    revoked_reason: str
    earner_name: str
    evidence_url: str
    narrative: str
    language: str
    body: bytes
    sha256: str
    shared: bool


def credential_bytes(credential_id: UUID) -> bytes | None:
    """Return the signed bytes as they were stored, or None. One query. The caller decides who may see them."""
    body = Credential.objects.filter(id=credential_id).values_list("body", flat=True).first()
    return bytes(body) if body is not None else None


def public_award(credential_id: UUID, *, for_earner: bool = False) -> PublicAward | None:
    """Return the public face of a credential, or None unless its earner shares it. One query.

    A revoked badge that was shared stays visible: it explains itself instead of vanishing. `for_earner`: the caller
    has proof that the reader is the earner, who sees the page before anybody else.
    """
    row = Credential.objects.select_related("award").filter(id=credential_id).first()
    if row is None:
        return None
    shared = row.award.shared_at is not None and row.award.state != State.DECLINED
    if not shared and not for_earner:
        return None
    award = row.award
    return PublicAward(
        award_id=award.id,
        credential_id=row.id,
        revision_id=award.revision_id,
        organisation_id=award.organisation_id,
        state=award.state,
        awarded_at=award.awarded_at,
        revoked_at=award.revoked_at,
        revoked_reason=award.revoked_reason,
        earner_name=award.name if award.show_name else "",
        evidence_url=award.evidence_url,
        narrative=award.narrative,
        language=award.language,
        body=bytes(row.body),
        sha256=row.body_sha256,
        shared=shared,
    )


def belongs_to(award_id: UUID, addresses: Sequence[str]) -> bool:
    """Return whether the award was made to one of these proven addresses. One query."""
    return Award.objects.filter(id=award_id, address__in=[address.lower() for address in addresses]).exists()


def holders(badge_id: UUID) -> int:
    """Return how many standing awards the badge has. One query."""
    return Award.objects.filter(revision__badge_id=badge_id, state__in=[State.SIGNED, State.ACCEPTED]).count()


def accepted_of_address(address: str) -> tuple[tuple[UUID, UUID], ...]:
    """Return (award id, credential id) of the badges that the holder of `address` accepted, oldest first. One query."""
    rows = Credential.objects.filter(award__address=address.lower(), award__state=State.ACCEPTED).order_by(
        "id"
    )
    return tuple(rows.values_list("award_id", "id"))


def baked_png(credential_id: UUID) -> bytes | None:
    """Return the badge's picture with the credential inside, or None. Three queries."""
    row = _with_award(credential_id)
    return files.png(row.award, bytes(row.body)) if row else None


def baked_pdf(credential_id: UUID, language: str, *, show_name: bool = False) -> bytes | None:
    """Return the certificate in `language` with the credential inside, or None. Four queries."""
    row = _with_award(credential_id)
    return (
        files.pdf(row.award, bytes(row.body), credential_id, language, show_name=show_name) if row else None
    )


def _with_award(credential_id: UUID) -> Credential | None:
    return Credential.objects.select_related("award").filter(id=credential_id).first()

"""What the outside may read of a credential: its bytes, its baked files, and its public face if shared."""

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


def credential_bytes(credential_id: UUID) -> bytes | None:
    """Return the signed bytes as they were stored, or None. One query. The caller decides who may see them."""
    body = Credential.objects.filter(id=credential_id).values_list("body", flat=True).first()
    return bytes(body) if body is not None else None


def public_award(credential_id: UUID) -> PublicAward | None:
    """Return the public face of a credential, or None unless its earner shares it. One query.

    A revoked badge that was shared stays visible: it explains itself instead of vanishing.
    """
    row = Credential.objects.select_related("award").filter(id=credential_id).first()
    if row is None or row.award.shared_at is None or row.award.state == State.DECLINED:
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
    )


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


def award_of_credential(credential_id: UUID) -> Award | None:
    """Return the award of a credential, for this context's own pages. One query."""
    row = _with_award(credential_id)
    return row.award if row else None

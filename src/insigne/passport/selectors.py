"""Questions about one person's holdings; each says its query count."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from insigne.awards import selectors as awards
from insigne.awards.selectors import EarnerAward
from insigne.catalogue import selectors as catalogue
from insigne.catalogue.facts import RevisionFacts
from insigne.passport.errors import PassportError
from insigne.passport.models import Holding
from insigne.people import selectors as people

RECENT = 12
MOST = 1_000


@dataclass(frozen=True, slots=True)
class HoldingFacts:
    """A held badge. `award` and `badge` are there for our own badges, `picture_path` for all that have a picture."""

    id: UUID
    name: str
    issuer: str
    verdict: str
    format: str
    checked_at: datetime
    valid_from_at: datetime | None
    valid_until_at: datetime | None
    added_at: datetime
    picture_sha256: str
    body_sha256: str
    award: EarnerAward | None
    badge: RevisionFacts | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A badge that waits for an answer."""

    award: EarnerAward
    badge: RevisionFacts


def holdings(person_id: UUID, *, limit: int | None = None) -> tuple[HoldingFacts, ...]:
    """Return the person's badges, newest first, at most 1,000. Three queries."""
    rows = list(_of(person_id).defer("body", "report").order_by("-id")[: limit or MOST])
    return _with_awards(rows)


def count(person_id: UUID) -> int:
    """Return how many badges the person holds. One query."""
    return _of(person_id).count()


def holding(person_id: UUID, holding_id: UUID) -> HoldingFacts:
    """Return one held badge. Raises PassportError `not_found`."""
    row = _of(person_id).filter(id=holding_id).defer("body", "report").first()
    if row is None:
        raise PassportError("not_found")
    return _with_awards([row])[0]


def body(person_id: UUID, holding_id: UUID) -> bytes:
    """Return the credential's bytes as they came. One query. Raises PassportError `not_found`."""
    found = _of(person_id).filter(id=holding_id).values_list("body", flat=True).first()
    if found is None:
        raise PassportError("not_found")
    return bytes(found)


def waiting(person_id: UUID) -> tuple[Waiting, ...]:
    """Return the badges sent to the person's proven addresses and not answered yet. Three queries."""
    found = awards.waiting_for(people.verified_addresses(person_id))
    badges = catalogue.revisions([award.revision_id for award in found])
    return tuple(Waiting(award, badges[award.revision_id]) for award in found)


def _of(person_id: UUID) -> QuerySet[Holding]:
    return Holding.objects.filter(person_id=person_id)


def _with_awards(rows: list[Holding]) -> tuple[HoldingFacts, ...]:
    ours = awards.awards_for_earner([row.award_id for row in rows if row.award_id])
    badges = catalogue.revisions([award.revision_id for award in ours.values()])
    found = []
    for row in rows:
        award = ours.get(row.award_id) if row.award_id else None
        found.append(_facts(row, award, badges[award.revision_id] if award else None))
    return tuple(found)


def _facts(row: Holding, award: EarnerAward | None, badge: RevisionFacts | None) -> HoldingFacts:
    return HoldingFacts(
        id=row.id,
        name=row.name,
        issuer=row.issuer,
        verdict=row.verdict,
        format=row.format,
        checked_at=row.checked_at,
        valid_from_at=row.valid_from_at,
        valid_until_at=row.valid_until_at,
        added_at=row.added_at,
        picture_sha256=row.picture_sha256,
        body_sha256=row.body_sha256,
        award=award,
        badge=badge,
    )

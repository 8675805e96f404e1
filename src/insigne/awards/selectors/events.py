"""What issuers see: issuing events, their progress and their rows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from uuid import UUID

from django.db.models import Count

from insigne.awards.errors import AwardError
from insigne.awards.models import Award, DraftRow, IssuingEvent, SkippedRow, State
from insigne.awards.selectors import lines
from insigne.awards.selectors.lines import AwardRow
from insigne.kernel import clock

PAGE_ROWS = 50
SHOWN_LEFT_OUT = 500


@dataclass(frozen=True, slots=True)
class EventProgress:
    """Counts of an event's rows by state; `total` counts the accepted ones, `skipped` the others.

    Each line of a long list counts from the start, also those `to_come`, that the worker has not taken up yet.
    """

    total: int
    planned: int
    signed: int
    accepted: int
    declined: int
    revoked: int
    failed: int
    cancelled: int
    skipped: int
    to_come: int

    @property
    def made(self) -> int:
        """How many rows have reached their signature or their failure."""
        return self.total - self.planned - self.cancelled

    @property
    def finished(self) -> bool:
        """Whether each line has its fate, and nothing is left to be signed."""
        return self.planned == 0 and self.to_come == 0


@dataclass(frozen=True, slots=True)
class EventPage:
    """An event, its counts and one page of its rows; `next_line` is None at the end.

    `undo_seconds` is how long it may still be cancelled, 0 when it may not. `skipped` are the first 500 lines left
    out.
    """

    id: UUID
    organisation_id: UUID
    revision_id: UUID
    actor_id: UUID | None
    source: str
    reason: str
    created_at: datetime
    undo_until_at: datetime | None
    undo_seconds: int
    progress: EventProgress
    rows: tuple[AwardRow, ...]
    skipped: tuple[AwardRow, ...]
    next_line: int | None

    @property
    def hides_some(self) -> bool:
        """Whether more lines were left out than are in `skipped`."""
        return len(self.skipped) == SHOWN_LEFT_OUT < self.progress.skipped


def award_organisation(award_id: UUID) -> UUID:
    """Return the organisation that made an award. One query. Raises AwardError `not_found`."""
    found = Award.objects.filter(id=award_id).values_list("organisation_id", flat=True).first()
    if found is None:
        raise AwardError("not_found")
    return found


def event_progress(event_id: UUID) -> EventProgress:
    """Return the counts of an event. Three queries."""
    return events_progress([event_id])[event_id]


def events_progress(event_ids: Sequence[UUID]) -> dict[UUID, EventProgress]:
    """Return the counts of several events. Three queries.

    What is still to come is counted first: a row that the worker takes up meanwhile is counted twice for a moment,
    never left out, so that no event looks finished before it is.
    """
    to_come: Counter[UUID] = Counter()
    skipped: Counter[UUID] = Counter()
    counts: dict[UUID, Counter[str]] = {event_id: Counter() for event_id in event_ids}
    waiting = DraftRow.objects.filter(draft__event_id__in=event_ids)
    facts = waiting.values_list("draft__event_id", "draft__event__cancelled_at", "code")
    for event_id, cancelled_at, code, count in facts.annotate(n=Count("id")).order_by():
        to_come[event_id] += count
        if code:
            skipped[event_id] += count
        else:
            counts[event_id][State.CANCELLED if cancelled_at else State.PLANNED] += count
    rows = Award.objects.filter(event_id__in=event_ids).values_list("event_id", "state")
    for event_id, state, count in rows.annotate(n=Count("id")).order_by():
        counts[event_id][state] += count
    left_out = SkippedRow.objects.filter(event_id__in=event_ids).values_list("event_id")
    skipped.update(dict(left_out.annotate(n=Count("id")).order_by()))
    return {
        event_id: EventProgress(
            total=found.total(),
            skipped=skipped[event_id],
            to_come=to_come[event_id],
            **{state: found[state] for state in State.values},
        )
        for event_id, found in counts.items()
    }


def event_page(event_id: UUID, *, organisation_id: UUID, after_line: int = 0) -> EventPage:
    """Return an event of the organisation and 50 rows after `after_line`. Eight queries.

    Raises AwardError `not_found`.
    """
    event = IssuingEvent.objects.filter(id=event_id, organisation_id=organisation_id).first()
    if event is None:
        raise AwardError("not_found")
    rows = lines.awarded(event_id, after_line=after_line, most=PAGE_ROWS + 1)
    more = len(rows) > PAGE_ROWS
    rows = rows[:PAGE_ROWS]
    skipped = [] if after_line else lines.left_out(event_id, after_line=0, most=SHOWN_LEFT_OUT)
    progress = event_progress(event_id)
    return EventPage(
        id=event.id,
        organisation_id=event.organisation_id,
        revision_id=event.revision_id,
        actor_id=event.actor_id,
        source=event.source,
        reason=event.reason,
        created_at=event.created_at,
        undo_until_at=event.undo_until_at,
        undo_seconds=_undo_seconds(event, progress),
        progress=progress,
        rows=tuple(rows),
        skipped=tuple(skipped),
        next_line=rows[-1].line if more else None,
    )


def _undo_seconds(event: IssuingEvent, progress: EventProgress) -> int:
    if event.undo_until_at is None or not progress.total or progress.planned < progress.total:
        return 0
    return max(0, ceil((event.undo_until_at - clock.now()).total_seconds()))


def recent_events(organisation_id: UUID, *, limit: int = 20) -> tuple[IssuingEvent, ...]:
    """Return the organisation's last events, newest first. One query."""
    return tuple(IssuingEvent.objects.filter(organisation_id=organisation_id).order_by("-id")[:limit])


@dataclass(frozen=True, slots=True)
class OneAward:
    """One award as its issuer sees it."""

    award_id: UUID
    event_id: UUID
    revision_id: UUID
    address: str
    name: str
    state: str


def award_row(award_id: UUID, *, organisation_id: UUID) -> OneAward:
    """Return an award of the organisation. One query. Raises AwardError `not_found`."""
    row = Award.objects.filter(id=award_id, organisation_id=organisation_id).first()
    if row is None:
        raise AwardError("not_found")
    return OneAward(row.id, row.event_id, row.revision_id, row.address, row.name, row.state)


def award_event(award_id: UUID) -> UUID:
    """Return the event of an award. One query. Raises AwardError `not_found`."""
    found = Award.objects.filter(id=award_id).values_list("event_id", flat=True).first()
    if found is None:
        raise AwardError("not_found")
    return found


@dataclass(frozen=True, slots=True)
class HeldAward:
    """A signed award that stands, with all that is needed to find its files."""

    award_id: UUID
    credential_id: UUID
    organisation_id: UUID
    address: str
    name: str
    language: str
    state: str


def held(badge_id: UUID, addresses: Sequence[str]) -> list[HeldAward]:
    """Return the standing signed awards of a badge to these addresses, the newest of each, in their order.

    One query for 500 addresses.
    """
    found: dict[str, HeldAward] = {}
    for start in range(0, len(addresses), 500):
        rows = Award.objects.select_related("credential").defer("credential__body")
        for row in rows.filter(
            revision__badge_id=badge_id,
            address__in=addresses[start : start + 500],
            state__in=[State.SIGNED, State.ACCEPTED],
            credential__isnull=False,
        ).order_by("id"):
            found[row.address] = HeldAward(
                row.id, row.credential.id, row.organisation_id, row.address, row.name, row.language, row.state
            )
    return [found[address] for address in addresses if address in found]

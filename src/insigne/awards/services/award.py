"""AWARD: rows first, committed; then signatures, by the worker (or at once for one person).

1. Check the right and that the organisation may award this badge.
2. Store the issuing event under its idempotency key: the same key gives back the first event.
3. Store one award row for each recipient, and the reason of each row that makes none.
4. Plan the signing in chunks of 500 in the same transaction: what is acknowledged is never lost.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction

from insigne.awards.errors import AwardError
from insigne.awards.intake import RecipientInput, Skipped
from insigne.awards.models import Award, IssuingEvent, SkippedRow, State
from insigne.awards.services.sign import SIGN_KIND, Planned, sign_awards
from insigne.catalogue import selectors as catalogue
from insigne.catalogue.facts import RevisionFacts
from insigne.kernel import bulk, clock, jobs, text
from insigne.orgs import rights
from insigne.orgs import selectors as orgs
from openbadge.model.json import JsonObject

Row = TypeVar("Row")
CHUNK_ROWS = 500
STORE_ATTEMPTS = 8
"""How often a list is stored anew when somebody else has just awarded one of its people."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class EventFacts:
    """An issuing event as it was stored. `repeated` says that this key had made it before."""

    id: UUID
    tenant_id: UUID
    awarded: int
    skipped: int
    repeated: bool = False


def award_many(
    *,
    actor_id: UUID,
    organisation_id: UUID,
    revision_id: UUID,
    recipients: Sequence[RecipientInput],
    skipped: Sequence[Skipped] = (),
    reason: str = "",
    idempotency_key: str,
    language: str,
    source: str = "list",
    undo_seconds: int = 0,
) -> EventFacts:
    """Store the event and its rows, plan their signing, return the counts. About 6 queries and 3 for 500 rows.

    For `undo_seconds` nothing is signed, so that `cancel` can stop it all. All in one transaction, which holds
    SQLite's writers back: a list that somebody gives goes through a draft.

    Raises OrgError (rights), CatalogueError `not_found`, AwardError `not_awardable`, `no_recipient`.
    """
    if not recipients and not skipped:
        raise AwardError("no_recipient")
    revision = allowed(actor_id, organisation_id, revision_id)
    event = _event(revision, organisation_id, actor_id, source, reason, language, idempotency_key)
    if undo_seconds:
        event.undo_until_at = event.created_at + timedelta(seconds=undo_seconds)
    for attempt in range(1, STORE_ATTEMPTS + 1):
        try:
            with transaction.atomic():
                event.save(force_insert=True)
                return store_rows(event, revision, recipients, skipped)
        except IntegrityError:
            earlier = _earlier(revision, organisation_id, idempotency_key)
            if earlier:
                return earlier
            if attempt == STORE_ATTEMPTS:
                raise
    raise AssertionError("unreachable")


def award_one(
    *,
    actor_id: UUID,
    organisation_id: UUID,
    revision_id: UUID,
    recipient: RecipientInput,
    reason: str = "",
    idempotency_key: str,
    language: str,
    source: str = "hand",
) -> UUID:
    """Award one person and sign at once; return the award's id. At most 10 queries.

    The row is committed before it is signed: when signing fails, the award stays planned and the worker takes it up.
    The same key and recipient again give the first award's id.
    Raises OrgError (rights), AwardError `not_awardable`, `already_awarded`, `other_act`.
    """
    revision = allowed(actor_id, organisation_id, revision_id)
    event = _event(revision, organisation_id, actor_id, source, reason, language, idempotency_key)
    award = _award(event, revision, recipient)
    try:
        with transaction.atomic():
            event.save(force_insert=True)
            award.save(force_insert=True)
    except IntegrityError as error:
        same_key = _of_key(revision, organisation_id, idempotency_key)
        if same_key is None:
            raise AwardError("already_awarded", address=recipient.address) from error
        earlier = same_key.awards.filter(address=recipient.address, revision_id=revision.id).first()
        if earlier is None:
            raise AwardError("other_act") from error
        return earlier.id
    _sign_now(event, award, revision)
    return award.id


def _sign_now(event: IssuingEvent, award: Award, revision: RevisionFacts) -> None:
    """Sign, or leave the award to the worker: it is stored, and what was stored is never refused."""
    try:
        with transaction.atomic():
            sign_awards(event, [Planned.of(award)], revision)
    except Exception:
        log.exception("award %s was not signed at once; the worker takes it up", award.id)
        payload: JsonObject = {"first": award.line, "last": award.line}
        jobs.plan(kind=SIGN_KIND, tenant_id=award.tenant_id, subject_id=event.id, payloads=[payload])


def allowed(actor_id: UUID, organisation_id: UUID, revision_id: UUID) -> RevisionFacts:
    """Return the revision, once it is sure that this person may award it here. Raises OrgError, AwardError."""
    rights.require(actor_id, "awards:award:create", organisation_id)
    revision = catalogue.revision(revision_id)
    if not may_award(revision, organisation_id):
        raise AwardError("not_awardable")
    return revision


def may_award(revision: RevisionFacts, organisation_id: UUID) -> bool:
    """Return whether the organisation may award this revision: its own, or one that an organisation above shares.

    No query for its own.
    """
    if revision.published_at is None or revision.state != "published":
        return False
    if revision.organisation_id == organisation_id:
        return True
    above = {parent.id for parent in orgs.ancestors(organisation_id)}
    return revision.shared_down and revision.organisation_id in above


def _event(
    revision: RevisionFacts,
    organisation_id: UUID,
    actor_id: UUID,
    source: str,
    reason: str,
    language: str,
    idempotency_key: str,
) -> IssuingEvent:
    return IssuingEvent(
        tenant_id=revision.tenant_id,
        organisation_id=organisation_id,
        revision_id=revision.id,
        actor_id=actor_id,
        source=source,
        reason=text.clean(reason)[:500],
        language=language,
        idempotency_key=idempotency_key,
        created_at=clock.now(),
    )


def _award(event: IssuingEvent, revision: RevisionFacts, recipient: RecipientInput) -> Award:
    return Award(
        tenant_id=event.tenant_id,
        event_id=event.id,
        organisation_id=event.organisation_id,
        revision_id=revision.id,
        line=recipient.line,
        address=recipient.address,
        name=text.line(recipient.name)[:200],
        language=event.language,
        evidence_url=recipient.evidence_url,
        narrative=text.clean(recipient.narrative),
        awarded_at=recipient.awarded_at or event.created_at.replace(microsecond=0),
        state=State.CANCELLED if event.cancelled_at else State.PLANNED,
        once_key=None if event.cancelled_at else once_key(revision, recipient.address),
    )


def once_key(revision: RevisionFacts, address: str) -> str | None:
    """Return the value that keeps a badge of the "once" kind from being received twice, or None."""
    return f"{revision.badge_id}:{address}" if revision.once else None


def _of_key(revision: RevisionFacts, organisation_id: UUID, idempotency_key: str) -> IssuingEvent | None:
    return IssuingEvent.objects.filter(
        tenant_id=revision.tenant_id, organisation_id=organisation_id, idempotency_key=idempotency_key
    ).first()


def _earlier(revision: RevisionFacts, organisation_id: UUID, idempotency_key: str) -> EventFacts | None:
    event = _of_key(revision, organisation_id, idempotency_key)
    if event is None:
        return None
    return EventFacts(event.id, event.tenant_id, event.awards.count(), event.skipped.count(), repeated=True)


def store_rows(
    event: IssuingEvent,
    revision: RevisionFacts,
    recipients: Sequence[RecipientInput],
    skipped: Sequence[Skipped],
) -> EventFacts:
    """Store the rows of a stored event and plan their signing, in the caller's transaction; return their counts.

    Nothing of them is signed before the event's undo window is over; those of a cancelled event are cancelled ones.
    Raises IntegrityError when somebody else has just awarded one of these people.
    """
    left_out = list(skipped)
    lines: list[int] = []
    # In the order of addresses: two lists of the same people then wait for each other in one direction only.
    for rows in parts(sorted(recipients, key=lambda row: row.address), CHUNK_ROWS):
        held = set() if event.cancelled_at else held_addresses(revision, [row.address for row in rows])
        left_out += [_held(row) for row in rows if row.address in held]
        kept = [row for row in rows if row.address not in held]
        bulk.insert([_award(event, revision, row) for row in kept])
        lines += [row.line for row in kept]
    for rows_left_out in parts(left_out, CHUNK_ROWS):
        bulk.insert([_skipped(event, row) for row in rows_left_out])
    if not event.cancelled_at:
        _plan_signing(event, lines)
    return EventFacts(event.id, event.tenant_id, len(lines), len(left_out))


def _plan_signing(event: IssuingEvent, lines: Sequence[int]) -> None:
    payloads: list[JsonObject] = [
        {"first": part[0], "last": part[-1]} for part in parts(sorted(lines), CHUNK_ROWS)
    ]
    jobs.plan_more(
        kind=SIGN_KIND,
        tenant_id=event.tenant_id,
        subject_id=event.id,
        payloads=payloads,
        not_before_at=event.undo_until_at,
    )


def _skipped(event: IssuingEvent, row: Skipped) -> SkippedRow:
    return SkippedRow(
        tenant_id=event.tenant_id,
        event_id=event.id,
        line=row.line,
        text=row.text,
        code=row.code,
        facts=row.facts,
    )


def _held(row: RecipientInput) -> Skipped:
    said = f"{row.address} · {row.name}".strip(" ·")
    return Skipped(row.line, said, "already_awarded", {"address": row.address})


def held_addresses(revision: RevisionFacts, addresses: Sequence[str]) -> set[str]:
    """Return those of `addresses` that hold the badge and may not receive it again. One query for 500."""
    if not revision.once:
        return set()
    held: set[str] = set()
    for start in range(0, len(addresses), CHUNK_ROWS):
        keys = [once_key(revision, address) for address in addresses[start : start + CHUNK_ROWS]]
        rows = Award.objects.filter(tenant_id=revision.tenant_id, once_key__in=keys)
        held.update(rows.values_list("address", flat=True))
    return held


def parts(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """Yield the rows in lists of at most `size`."""
    rest = iter(rows)
    while part := list(islice(rest, size)):
        yield part

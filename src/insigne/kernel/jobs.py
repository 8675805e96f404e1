"""Work to do later, as rows: planned beside the act that needs it, claimed and finished in one transaction.

Room: kernel. Touches the job table. Nothing is kept anywhere else, so a killed worker loses nothing and
doubles nothing: its transaction is rolled back, and the chunk is there for the next one.

 1. A service calls `plan` in its own transaction.
 2. The worker claims one due chunk: on PostgreSQL its row is locked and others skip it; on SQLite the writing
    transaction (IMMEDIATE) is alone.
 3. The handler of its kind works inside that transaction, and the chunk is marked done in it.
 4. When the handler raises: rollback, one more attempt counted, a wait, and after `MAX_ATTEMPTS` the kind's
    `give_up` is called and the chunk is failed.
"""

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import DatabaseError, InterfaceError, OperationalError, transaction
from django.db.models import QuerySet

from insigne.kernel import clock
from insigne.kernel.models import JobChunk
from insigne.kernel.periodic import periodic as periodic
from openbadge.model.json import JsonObject

MAX_ATTEMPTS = 5
ASIDE_SECONDS = 1.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Chunk:
    """A claimed piece of work. `attempts` counts the earlier ones that failed."""

    id: UUID
    tenant_id: UUID
    kind: str
    subject_id: UUID
    number: int
    payload: JsonObject
    attempts: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How many chunks of a subject are in each state."""

    waiting: int
    done: int
    failed: int


Work = Callable[[Chunk], None]
GiveUp = Callable[[Chunk, str], None]

_handlers: dict[str, Work] = {}
_give_ups: dict[str, GiveUp] = {}


def handler(kind: str, *, give_up: GiveUp | None = None) -> Callable[[Work], Work]:
    """Register the decorated function as the one who works chunks of `kind`.

    It runs inside the transaction that claims and finishes the chunk, and touches nothing else than the
    database in a way that cannot be done twice. `give_up(chunk, error)` runs in the transaction that marks
    the chunk failed, after the last attempt.
    """

    def register(work: Work) -> Work:
        _handlers[kind] = work
        if give_up is not None:
            _give_ups[kind] = give_up
        return work

    return register


def plan(
    *,
    kind: str,
    tenant_id: UUID,
    subject_id: UUID,
    payloads: Sequence[JsonObject],
    first_number: int = 0,
    not_before_at: datetime | None = None,
) -> None:
    """Write one chunk for each payload, in the caller's transaction.

    Raises IntegrityError when a chunk of that kind, subject and number is there already.
    """
    due_at = not_before_at or clock.now()
    JobChunk.objects.bulk_create(
        [
            JobChunk(
                tenant_id=tenant_id,
                kind=kind,
                subject_id=subject_id,
                number=number,
                payload=payload,
                not_before_at=due_at,
            )
            for number, payload in enumerate(payloads, first_number)
        ],
        batch_size=500,
    )


def progress(*, tenant_id: UUID, kind: str, subject_id: UUID) -> Progress:
    """Return the counts of a subject's chunks, by one query."""
    rows = JobChunk.objects.filter(tenant_id=tenant_id, kind=kind, subject_id=subject_id)
    found = list(rows.values_list("state", flat=True))
    return Progress(*(found.count(state) for state in JobChunk.State.values))


def is_waiting(*, kind: str, tenant_id: UUID, subject_id: UUID) -> bool:
    """Return whether some chunk of the subject is still to be worked, by one query."""
    return JobChunk.objects.filter(
        tenant_id=tenant_id, kind=kind, subject_id=subject_id, state=JobChunk.State.WAITING
    ).exists()


def run_one() -> bool:
    """Claim one due chunk and work it; return False when none is due.

    A fault of the database itself (lock, lost connection) is raised to the caller, who tries again later.
    """
    return _run_one(JobChunk.objects.filter(not_before_at__lte=clock.now()))


def run_all() -> int:
    """Work every waiting chunk now, whatever its wait; return how many runs it took. For tests, commands."""
    runs = 0
    while _run_one(JobChunk.objects.all()):
        runs += 1
    return runs


def _run_one(due: QuerySet[JobChunk]) -> bool:
    row: JobChunk | None = None
    try:
        with transaction.atomic():
            waiting = due.filter(state=JobChunk.State.WAITING).order_by("not_before_at", "id")
            row = waiting.select_for_update(skip_locked=True).first()
            if row is None:
                return False
            _handlers[row.kind](_chunk(row))
            JobChunk.objects.filter(id=row.id).update(state=JobChunk.State.DONE, finished_at=clock.now())
    except Exception as error:
        if row is None:
            raise
        if isinstance(error, (OperationalError, InterfaceError)):
            _put_aside(row.id)
            raise
        log.exception("chunk %s of kind %s failed, attempt %d", row.id, row.kind, row.attempts + 1)
        _count_failure(row.id, f"{type(error).__name__}: {error}"[:2000])
    return True


def _chunk(row: JobChunk) -> Chunk:
    return Chunk(row.id, row.tenant_id, row.kind, row.subject_id, row.number, row.payload, row.attempts)


def _put_aside(chunk_id: UUID) -> None:
    """Let others go first for a moment, when the database still answers; no attempt is counted."""
    with suppress(DatabaseError, InterfaceError):
        JobChunk.objects.filter(id=chunk_id, state=JobChunk.State.WAITING).update(
            not_before_at=clock.now() + timedelta(seconds=ASIDE_SECONDS)
        )


@transaction.atomic
def _count_failure(chunk_id: UUID, error: str) -> None:
    """Count one failed attempt of a chunk that nobody finished meanwhile, and give it up after the last."""
    waiting = JobChunk.objects.filter(id=chunk_id, state=JobChunk.State.WAITING)
    row = waiting.select_for_update().first()
    if row is None:
        return
    row.attempts += 1
    row.error = error
    row.not_before_at = clock.now() + timedelta(seconds=2**row.attempts)
    if row.attempts >= MAX_ATTEMPTS:
        row.state, row.finished_at = JobChunk.State.FAILED, clock.now()
        row.error = _give_up(row)
    row.save()


def _give_up(row: JobChunk) -> str:
    """Call the kind's `give_up` in its own savepoint; return the error to keep on the row."""
    give_up = _give_ups.get(row.kind)
    if give_up is None:
        return row.error
    try:
        with transaction.atomic():
            give_up(_chunk(row), row.error)
    except Exception as second:
        log.exception("giving up chunk %s of kind %s failed too", row.id, row.kind)
        return f"{row.error}; then giving up raised {type(second).__name__}: {second}"[:4000]
    return row.error

"""Work to do later, as rows: planned beside the act that needs it, worked and finished in one transaction.

Room: kernel. Touches the job table. Nothing is kept anywhere else, so a killed worker loses nothing and
doubles nothing: its transaction is rolled back, and the chunk is there for the next one.

 1. A service calls `plan` in its own transaction.
 2. The worker marks one due chunk as taken by its process: a short transaction of its own, the only trace that
    a death leaves.
 3. The chunk's row is locked (on SQLite the writing transaction is alone), the handler of its kind works, and
    the chunk is marked done: one transaction.
 4. When the handler raises: rollback, one more attempt counted, a wait.
 5. A chunk still marked by another process, and locked by none, was taken by a process that died at it: one more
    death counted. Whatever else that process had done or planned is not held against it.
 6. After `TOGETHER_TRIES` attempts or deaths a chunk of several rows is worked row by row (`pieces`), so that one
    bad row holds back no other, and so that a kill from outside must hit the same few milliseconds again and
    again to look like a poison. After `MAX_TRIES` the kind's `give_up` is called, and the chunk is failed.
"""

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import DatabaseError, InterfaceError, OperationalError, transaction
from django.db.models import QuerySet

from insigne.kernel import clock, ids
from insigne.kernel.models import JobChunk
from insigne.kernel.periodic import periodic as periodic
from openbadge.model.json import JsonObject

MAX_TRIES = 5
TOGETHER_TRIES = 2
ASIDE_SECONDS = 1.0
TAKEN_SECONDS = 3.0
"""How long a chunk just taken is nobody else's; the row's lock keeps it from then on."""

DIED = "Died"
"""How the error of a chunk begins whose process ended in the middle of it."""

log = logging.getLogger(__name__)

_process = ids.new_token()


@dataclass(frozen=True, slots=True)
class Chunk:
    """A claimed piece of work. `tries` counts the earlier ones that failed or that killed their process."""

    id: UUID
    tenant_id: UUID
    kind: str
    subject_id: UUID
    number: int
    payload: JsonObject
    tries: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How many chunks of a subject are in each state."""

    waiting: int
    done: int
    failed: int


Work = Callable[[Chunk], None]
GiveUp = Callable[[Chunk, str], None]
Pieces = Callable[[Chunk], Sequence[JsonObject]]


@dataclass(frozen=True, slots=True)
class _Kind:
    work: Work
    give_up: GiveUp | None
    pieces: Pieces | None


_kinds: dict[str, _Kind] = {}


def handler(
    kind: str, *, give_up: GiveUp | None = None, pieces: Pieces | None = None
) -> Callable[[Work], Work]:
    """Register the decorated function as the one who works chunks of `kind`.

    It runs inside the transaction that locks and finishes the chunk, and touches nothing else than the
    database in a way that cannot be done twice. `pieces(chunk)` returns the payloads of its rows still to be
    worked, one each; `give_up(chunk, error)` runs in the transaction that marks the chunk failed, after the last
    try.
    """

    def register(work: Work) -> Work:
        _kinds[kind] = _Kind(work, give_up, pieces)
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


def plan_more(
    *,
    kind: str,
    tenant_id: UUID,
    subject_id: UUID,
    payloads: Sequence[JsonObject],
    not_before_at: datetime | None = None,
) -> None:
    """Write one chunk for each payload, numbered after all that the subject has. Two queries."""
    of_subject = JobChunk.objects.filter(tenant_id=tenant_id, kind=kind, subject_id=subject_id)
    last = of_subject.order_by("-number").values_list("number", flat=True).first()
    plan(
        kind=kind,
        tenant_id=tenant_id,
        subject_id=subject_id,
        payloads=payloads,
        first_number=0 if last is None else last + 1,
        not_before_at=not_before_at,
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
    """Take one due chunk and work it; return False when none is due.

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
    waiting = due.filter(state=JobChunk.State.WAITING)
    if not waiting.exists():
        return False
    row = _take(waiting)
    if row is None:
        return False
    if row.state == JobChunk.State.WAITING:
        _work(row)
    return True


@transaction.atomic
def _take(waiting: QuerySet[JobChunk]) -> JobChunk | None:
    """Mark the first free chunk as this process's and return it; one that has killed too many is ended instead."""
    row = waiting.order_by("not_before_at", "id").select_for_update(skip_locked=True).first()
    if row is None:
        return None
    if row.taken_by not in ("", _process):
        row.deaths += 1
        row.error = f"{DIED}: the process that worked it ended in the middle"
        log.warning("chunk %s of kind %s ended its process, death %d", row.id, row.kind, row.deaths)
        if _end_or_divide(row, row.deaths):
            return row
    row.taken_by = _process
    row.not_before_at = clock.now() + timedelta(seconds=TAKEN_SECONDS)
    row.save(update_fields=["taken_by", "not_before_at", "deaths", "error"])
    return row


def _work(taken: JobChunk) -> None:
    """Work a chunk that was taken, unless another process finished it meanwhile."""
    try:
        with transaction.atomic():
            waiting = JobChunk.objects.filter(id=taken.id, state=JobChunk.State.WAITING)
            row = waiting.select_for_update(skip_locked=True).first()
            if row is None:
                return
            _kinds[row.kind].work(_chunk(row))
            waiting.update(state=JobChunk.State.DONE, finished_at=clock.now(), taken_by="")
    except Exception as error:
        if isinstance(error, (OperationalError, InterfaceError)):
            _put_aside(taken.id)
            raise
        log.exception("chunk %s of kind %s failed, attempt %d", taken.id, taken.kind, taken.attempts + 1)
        _count_failure(taken.id, f"{type(error).__name__}: {error}"[:2000])


def _chunk(row: JobChunk) -> Chunk:
    tries = row.attempts + row.deaths
    return Chunk(row.id, row.tenant_id, row.kind, row.subject_id, row.number, row.payload, tries)


def _put_aside(chunk_id: UUID) -> None:
    """Let others go first for a moment, when the database still answers; no attempt is counted."""
    with suppress(DatabaseError, InterfaceError):
        JobChunk.objects.filter(id=chunk_id, state=JobChunk.State.WAITING).update(
            not_before_at=clock.now() + timedelta(seconds=ASIDE_SECONDS), taken_by=""
        )


@transaction.atomic
def _count_failure(chunk_id: UUID, error: str) -> None:
    """Count one failed attempt of a chunk that nobody finished meanwhile."""
    waiting = JobChunk.objects.filter(id=chunk_id, state=JobChunk.State.WAITING)
    row = waiting.select_for_update().first()
    if row is None:
        return
    row.attempts += 1
    row.error, row.taken_by = error, ""
    row.not_before_at = clock.now() + timedelta(seconds=2**row.attempts)
    if not _end_or_divide(row, row.attempts):
        row.save()


def _end_or_divide(row: JobChunk, tries: int) -> bool:
    """End a chunk that was tried often enough, planning its rows one by one when there are several."""
    kind = _kinds.get(row.kind)
    if tries < (TOGETHER_TRIES if kind is not None and kind.pieces is not None else MAX_TRIES):
        return False
    pieces = _pieces(row)
    if len(pieces) > 1:
        plan_more(kind=row.kind, tenant_id=row.tenant_id, subject_id=row.subject_id, payloads=pieces)
    elif tries < MAX_TRIES:
        return False
    else:
        row.error = _give_up(row)
    row.state, row.finished_at, row.taken_by = JobChunk.State.FAILED, clock.now(), ""
    row.save()
    return True


def _pieces(row: JobChunk) -> Sequence[JsonObject]:
    """Return what the kind says of the chunk's rows; nothing when it cannot say."""
    kind = _kinds.get(row.kind)
    if kind is None or kind.pieces is None:
        return ()
    try:
        with transaction.atomic():
            return kind.pieces(_chunk(row))
    except Exception:
        log.exception("chunk %s of kind %s could not be divided", row.id, row.kind)
        return ()


def _give_up(row: JobChunk) -> str:
    """Call the kind's `give_up` in its own savepoint; return the error to keep on the row."""
    kind = _kinds.get(row.kind)
    if kind is None or kind.give_up is None:
        return row.error
    try:
        with transaction.atomic():
            kind.give_up(_chunk(row), row.error)
    except Exception as second:
        log.exception("giving up chunk %s of kind %s failed too", row.id, row.kind)
        return f"{row.error}; then giving up raised {type(second).__name__}: {second}"[:4000]
    return row.error

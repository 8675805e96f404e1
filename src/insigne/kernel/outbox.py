"""Mails that were decided: written beside the act, sent later by the worker, once.

Room: kernel. Touches the outbox table. A context writes `Mail` values; `delivery` gives the sender.

A mail that left forgets its facts: they may name people, and hold links that open an account.

A message is queued → sending (leased to one worker) → sent, or queued again after a passing fault, or failed
after `MAX_ATTEMPTS`. A lease that its worker did not return (killed) ends by itself: soon for the mails that it
had only claimed, after the sender's longest wait for the one in hand, whose attempt was counted before it began.
"""

import hashlib
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from insigne.kernel import bulk, clock, ids
from insigne.kernel.models import OutboxMessage
from openbadge.model.json import JsonObject

MAX_ATTEMPTS = 12
LEASE_SECONDS = 120.0
CLAIM_SECONDS = 10.0
"""How long a claimed mail waits for its turn before another worker may have it."""

LONGEST_WAIT_SECONDS = 1800
CLAIM = 20

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail to send: `message_key` names it for ever, so that deciding it twice sends it once.

    `template` names how `delivery` words it, `facts` are the values that the words need.
    """

    message_key: str
    tenant_id: UUID
    to_address: str
    language: str
    template: str
    facts: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A claimed mail, as the sender receives it. `message_id` is the full header value, in angle brackets."""

    id: UUID
    message_id: str
    attempts: int
    created_at: datetime
    mail: Mail


@dataclass(frozen=True, slots=True)
class MailState:
    """Where a mail stands: `queued`, `sending`, `sent` or `failed`."""

    state: str
    sent_at: datetime | None
    error: str


class RefusedForGood(Exception):
    """Raised by the sender when trying again is useless: no such address, a template missing."""


Sender = Callable[[Outgoing], None]


@dataclass(frozen=True, slots=True)
class _Way:
    sender: Sender
    lease_seconds: float


_ways: list[_Way] = []


def deliver_with(sender: Sender, *, lease_seconds: float = LEASE_SECONDS) -> None:
    """Make `sender` the one who sends; called once, from `AppConfig.ready` of `delivery`.

    It returns when the mail left, raises RefusedForGood when it never will, anything else to be tried later.
    It runs outside any transaction. A worker that takes longer than `lease_seconds` over one mail counts as
    dead, and another one sends that mail: give more than the sender's longest wait.
    """
    _ways[:] = [_Way(sender, lease_seconds)]


def message_id(message_key: str) -> str:
    """Return the Message-ID of a key: always the same, and telling nothing of the key."""
    host = urlsplit(settings.PUBLIC_URL).hostname
    return f"<{hashlib.sha256(message_key.encode()).hexdigest()[:40]}@{host}>"


def enqueue(mails: Sequence[Mail]) -> None:
    """Write the mails in the caller's transaction, by one query; a key already written is left alone."""
    bulk.insert(
        [
            OutboxMessage(
                tenant_id=mail.tenant_id,
                message_key=mail.message_key,
                message_id=message_id(mail.message_key),
                to_address=mail.to_address,
                language=mail.language,
                template=mail.template,
                facts=dict(mail.facts),
            )
            for mail in mails
        ],
        ignore_conflicts=True,
    )


def states(message_keys: Iterable[str]) -> Mapping[str, MailState]:
    """Return where each known key stands, by one query."""
    rows = OutboxMessage.objects.filter(message_key__in=list(message_keys))
    return {
        key: MailState(state, sent_at, error)
        for key, state, sent_at, error in rows.values_list("message_key", "state", "sent_at", "error")
    }


def send_some() -> bool:
    """Claim at most `CLAIM` due mails and send them one by one; return whether there were any."""
    if not _ways:
        return False
    way = _ways[0]
    outgoing, lease = _claim(min(way.lease_seconds, CLAIM_SECONDS))
    for one in outgoing:
        _send_one(way, one, lease)
    return bool(outgoing)


def send_all() -> int:
    """Send every mail that is due now; return how many passes found some. For tests and one-shot commands."""
    passes = 0
    while send_some():
        passes += 1
    return passes


@transaction.atomic
def _claim(lease_seconds: float) -> tuple[list[Outgoing], str]:
    """Lease due rows to this worker. SQLite: the transaction is alone; PostgreSQL: it skips locked rows."""
    moment = clock.now()
    due = Q(state__in=[OutboxMessage.State.QUEUED, OutboxMessage.State.SENDING], not_before_at__lte=moment)
    rows = list(
        OutboxMessage.objects.select_for_update(skip_locked=True)
        .filter(due)
        .order_by("not_before_at", "id")[:CLAIM]
    )
    lease = ids.new_token()
    if rows:
        OutboxMessage.objects.filter(id__in=[row.id for row in rows]).update(
            state=OutboxMessage.State.SENDING,
            lease=lease,
            not_before_at=moment + timedelta(seconds=lease_seconds),
        )
    return [_outgoing(row) for row in rows], lease


def _outgoing(row: OutboxMessage) -> Outgoing:
    mail = Mail(row.message_key, row.tenant_id, row.to_address, row.language, row.template, row.facts)
    return Outgoing(row.id, row.message_id, row.attempts, row.created_at, mail)


def _send_one(way: _Way, outgoing: Outgoing, lease: str) -> None:
    """Count the attempt and renew the lease of one mail, send it, say how it went.

    Not when the lease passed to another worker. A mail whose attempts all ended their process is failed.
    """
    leased = OutboxMessage.objects.filter(id=outgoing.id, lease=lease, state=OutboxMessage.State.SENDING)
    if outgoing.attempts >= MAX_ATTEMPTS:
        leased.update(state=OutboxMessage.State.FAILED, lease="", error="every attempt ended its process")
        return
    attempts = outgoing.attempts + 1
    until = clock.now() + timedelta(seconds=way.lease_seconds)
    if not leased.update(not_before_at=until, attempts=attempts):
        return
    try:
        way.sender(outgoing)
    except RefusedForGood as error:
        leased.update(state=OutboxMessage.State.FAILED, lease="", error=_described(error))
    except Exception as error:
        log.warning("mail %s was not sent, attempt %d: %s", outgoing.id, attempts, type(error).__name__)
        wait_seconds = min(5 * 2**attempts, LONGEST_WAIT_SECONDS)
        leased.update(
            state=OutboxMessage.State.FAILED if attempts >= MAX_ATTEMPTS else OutboxMessage.State.QUEUED,
            lease="",
            not_before_at=clock.now() + timedelta(seconds=wait_seconds),
            error=_described(error),
        )
    else:
        leased.update(
            state=OutboxMessage.State.SENT,
            lease="",
            sent_at=clock.now(),
            error="",
            facts={},
        )


def _described(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]

"""The kernel's tables: audit entries and their chain, mails to send, work to do, times due, stored files.

Room: kernel. Tables and constraints only; no I/O. Only the kernel imports this module.
"""

from django.db import models
from django.db.models import Q

from insigne.kernel import clock, ids


class AuditEntry(models.Model):
    """Who did what to which thing. Written once; sealed later by a place and a hash in its tenant's chain."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    tenant_id = models.UUIDField()
    actor_id = models.UUIDField(null=True)
    verb = models.CharField(max_length=64)
    subject_type = models.CharField(max_length=64)
    subject_id = models.UUIDField()
    facts = models.JSONField(default=dict)
    recorded_at = models.DateTimeField(default=clock.now)
    position = models.BigIntegerField(null=True)
    chain_hash = models.CharField(max_length=64, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "position"], name="audit_one_entry_a_position"),
            models.CheckConstraint(
                condition=Q(position__isnull=True, chain_hash="")
                | (Q(position__isnull=False) & ~Q(chain_hash="")),
                name="audit_sealed_whole",
            ),
        ]
        indexes = [
            models.Index(
                fields=["tenant_id", "id"], name="audit_unsealed", condition=Q(position__isnull=True)
            ),
            models.Index(fields=["tenant_id", "subject_id"], name="audit_by_subject"),
        ]


class AuditHead(models.Model):
    """The last sealed place of a tenant's chain and its hash: what shows that the end was cut off."""

    tenant_id = models.UUIDField(primary_key=True)
    position = models.BigIntegerField(default=0)
    chain_hash = models.CharField(max_length=64, default="")


class OutboxMessage(models.Model):
    """A mail that was decided, whether or not it left yet. Its Message-ID never changes."""

    class State(models.TextChoices):
        QUEUED = "queued"
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    tenant_id = models.UUIDField()
    message_key = models.CharField(max_length=200, unique=True)
    message_id = models.CharField(max_length=200, unique=True)
    to_address = models.CharField(max_length=320)
    language = models.CharField(max_length=12)
    template = models.CharField(max_length=100)
    facts = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before_at = models.DateTimeField(default=clock.now)
    lease = models.CharField(max_length=32, default="")
    error = models.TextField(default="")
    created_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["not_before_at", "id"],
                name="outbox_to_send",
                condition=Q(state__in=["queued", "sending"]),
            ),
            models.Index(fields=["tenant_id", "id"], name="outbox_by_tenant"),
        ]


class JobChunk(models.Model):
    """A piece of work small enough for one transaction, claimed and finished by one worker."""

    class State(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    tenant_id = models.UUIDField()
    kind = models.CharField(max_length=64)
    subject_id = models.UUIDField()
    number = models.PositiveIntegerField()
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    deaths = models.PositiveSmallIntegerField(default=0)
    taken_by = models.CharField(max_length=32, default="")
    not_before_at = models.DateTimeField(default=clock.now)
    error = models.TextField(default="")
    created_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "kind", "subject_id", "number"], name="jobs_one_chunk_a_number"
            )
        ]
        indexes = [
            models.Index(fields=["not_before_at", "id"], name="jobs_to_do", condition=Q(state="waiting"))
        ]


class PeriodicRun(models.Model):
    """One time at which a periodic task was due: whoever inserts the row runs it."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    name = models.CharField(max_length=64)
    due_at = models.DateTimeField()
    started_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True)
    error = models.TextField(default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "due_at"], name="periodic_once_a_time")]


class StoredFile(models.Model):
    """Bytes kept in the file storage under their own SHA-256, in hexadecimal."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    content_type = models.CharField(max_length=100)
    size_bytes = models.PositiveBigIntegerField()
    created_at = models.DateTimeField(default=clock.now)

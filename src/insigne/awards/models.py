"""Tables of awarding. The rows are the truth: an event's progress is the count of its awards by state."""

from django.db import models

from insigne.kernel.ids import new_id


class State(models.TextChoices):
    """Where an award stands; planned rows wait for a signature, the last three are ends."""

    PLANNED = "planned"
    SIGNED = "signed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    REVOKED = "revoked"
    FAILED = "failed"
    CANCELLED = "cancelled"


class IssuingEvent(models.Model):
    """One act of awarding: who, what, why. The same idempotency key never makes a second one.

    Before `undo_until_at`, when there is one, nothing of it is signed and it may be cancelled as a whole. The lines of
    a long list become awards in parts: those that are still to come are the rows of its draft.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tenant_id = models.UUIDField()
    organisation = models.ForeignKey("orgs.Organisation", on_delete=models.PROTECT, related_name="+")
    revision = models.ForeignKey("catalogue.BadgeRevision", on_delete=models.PROTECT, related_name="+")
    actor = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=16)
    reason = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=8)
    idempotency_key = models.CharField(max_length=128)
    created_at = models.DateTimeField()
    undo_until_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "organisation", "idempotency_key"], name="issuing_event_once"
            )
        ]
        indexes = [models.Index(fields=["tenant_id", "organisation", "-id"], name="issuing_event_recent")]


class SkippedRow(models.Model):
    """An input row that made no award, with its reason: it has its final state too."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tenant_id = models.UUIDField()
    event = models.ForeignKey(IssuingEvent, on_delete=models.CASCADE, related_name="skipped")
    line = models.PositiveIntegerField()
    text = models.CharField(max_length=300)
    code = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "event", "line"], name="skipped_row_line")
        ]


class Award(models.Model):
    """One recipient × one badge revision within an event."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tenant_id = models.UUIDField()
    event = models.ForeignKey(IssuingEvent, on_delete=models.PROTECT, related_name="awards")
    organisation = models.ForeignKey("orgs.Organisation", on_delete=models.PROTECT, related_name="+")
    revision = models.ForeignKey("catalogue.BadgeRevision", on_delete=models.PROTECT, related_name="+")
    line = models.PositiveIntegerField()
    address = models.CharField(max_length=254)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=8)
    evidence_url = models.CharField(max_length=1000, blank=True)
    narrative = models.TextField(blank=True)
    awarded_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    once_key = models.CharField(max_length=310, null=True)  # noqa: DJ001 - null is outside the unique constraint
    person = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    responded_at = models.DateTimeField(null=True)
    decline_reason = models.CharField(max_length=500, blank=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_reason = models.CharField(max_length=500, blank=True)
    shared_at = models.DateTimeField(null=True)
    show_name = models.BooleanField(default=False)
    failure = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "event", "address"], name="award_once_in_event"),
            models.UniqueConstraint(fields=["tenant_id", "once_key"], name="award_once_of_badge"),
        ]
        indexes = [
            models.Index(fields=["event", "state"], name="award_progress"),
            models.Index(fields=["event", "line"], name="award_lines"),
            models.Index(fields=["address"], name="award_address"),
            models.Index(fields=["state"], condition=models.Q(state="planned"), name="award_waiting"),
        ]


class Credential(models.Model):
    """The signed document of an award: stored once as bytes, served as they are, never recomputed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tenant_id = models.UUIDField()
    award = models.OneToOneField(Award, on_delete=models.PROTECT, related_name="credential")
    body = models.BinaryField()
    body_sha256 = models.CharField(max_length=64)
    format = models.CharField(max_length=24, default="ob3-eddsa-rdfc-2022")
    key = models.ForeignKey("signing.IssuerKey", on_delete=models.PROTECT, related_name="+")
    status_list = models.ForeignKey("signing.StatusList", on_delete=models.PROTECT, related_name="+")
    status_index = models.PositiveIntegerField()
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "status_list", "status_index"], name="credential_status_index"
            )
        ]


class Draft(models.Model):
    """A list that was given: read in parts, shown, then awarded in parts. It expires a day after it was given.

    Once `event` is set, its rows are being moved into that event; the draft goes with the last one.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tenant_id = models.UUIDField()
    organisation = models.ForeignKey("orgs.Organisation", on_delete=models.CASCADE, related_name="+")
    revision = models.ForeignKey("catalogue.BadgeRevision", on_delete=models.CASCADE, related_name="+")
    actor = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    event = models.ForeignKey(IssuingEvent, on_delete=models.CASCADE, null=True, related_name="+")
    source = models.CharField(max_length=16)
    reason = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=8)
    columns = models.JSONField(null=True)
    total = models.PositiveIntegerField()
    read = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()


class DraftPart(models.Model):
    """Lines of a list as they were given, waiting to be read."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tenant_id = models.UUIDField()
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    rows = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "draft", "number"], name="draft_part_number")
        ]


class DraftRow(models.Model):
    """A line of a list that was read: a recipient, or with a `code` the reason why it awards nobody."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tenant_id = models.UUIDField()
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="rows", db_index=False)
    line = models.PositiveIntegerField()
    address = models.CharField(max_length=254, blank=True)
    name = models.CharField(max_length=200, blank=True)
    evidence_url = models.CharField(max_length=1000, blank=True)
    narrative = models.TextField(blank=True)
    awarded_at = models.DateTimeField(null=True)
    text = models.CharField(max_length=300, blank=True)
    code = models.CharField(max_length=40, blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant_id", "draft", "line"], name="draft_row_line")]
        indexes = [
            models.Index(fields=["draft", "code", "line"], name="draft_row_kind"),
            models.Index(fields=["draft", "address"], name="draft_row_address"),
        ]

"""The table of holdings: a credential in somebody's passport, with its last report."""

from django.db import models

from insigne.kernel.ids import new_id


class Holding(models.Model):
    """The bytes as they came, what was proven of them, and when that was last checked."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    award_id = models.UUIDField(null=True)
    body = models.BinaryField()
    body_sha256 = models.CharField(max_length=64)
    picture_sha256 = models.CharField(max_length=64, blank=True)
    format = models.CharField(max_length=24)
    name = models.CharField(max_length=300)
    issuer = models.CharField(max_length=300)
    verdict = models.CharField(max_length=16)
    report = models.JSONField()
    checked_at = models.DateTimeField()
    valid_from_at = models.DateTimeField(null=True)
    valid_until_at = models.DateTimeField(null=True)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "body_sha256"], name="holding_once"),
        ]
        indexes = [models.Index(fields=["person", "-id"], name="holding_recent")]

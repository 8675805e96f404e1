"""Tables of signing: issuer keys (sealed), status lists and the bits that were set in them."""

from django.db import models

from insigne.kernel.ids import new_id

LIST_SIZE = 131_072
"""Entries of one status list: the least that Bitstring Status List 1.0 allows, for the earners' privacy."""


class IssuerKey(models.Model):
    """A signing key with validity and history. Rotation retires a key: it stays published, so old badges verify."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tenant_id = models.UUIDField()
    organisation = models.ForeignKey("orgs.Organisation", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    algorithm = models.CharField(max_length=16, default="Ed25519")
    multikey = models.CharField(max_length=128)
    sealed_seed = models.BinaryField()
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "organisation", "number"], name="issuer_key_number"),
            models.UniqueConstraint(
                fields=["tenant_id", "organisation"],
                condition=models.Q(retired_at__isnull=True),
                name="issuer_key_one_current",
            ),
        ]


class StatusList(models.Model):
    """One signed bitstring of an issuer, for one purpose; indexes are handed out in a secret random order."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tenant_id = models.UUIDField()
    organisation = models.ForeignKey("orgs.Organisation", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=16, default="revocation")
    number = models.PositiveIntegerField()
    shuffle_key = models.BinaryField()
    next_position = models.PositiveIntegerField(default=0)
    document = models.BinaryField()
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "organisation", "purpose", "number"], name="status_list_number"
            ),
            models.CheckConstraint(
                condition=models.Q(next_position__lte=LIST_SIZE), name="status_list_not_overfull"
            ),
        ]


class StatusBit(models.Model):
    """A bit that is set: the credential at this index has lost its standing, since when and why."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tenant_id = models.UUIDField()
    status_list = models.ForeignKey(StatusList, on_delete=models.PROTECT, related_name="bits")
    index = models.PositiveIntegerField()
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "status_list", "index"], name="status_bit_once")
        ]

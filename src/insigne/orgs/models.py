"""The tables of organisations: the tree, its closure, who belongs where, and who was invited.

Room: orgs. Tables and constraints only; no I/O. Only orgs imports this module.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from insigne.kernel import clock, ids


class Kind(models.TextChoices):
    """What an organisation is."""

    TRAINING_BODY = "training_body", _("Training body")
    SCHOOL = "school", _("School")
    UNIVERSITY = "university", _("University")
    REGION = "region", _("Region")
    PUBLIC_BODY = "public_body", _("Public body")
    ASSOCIATION = "association", _("Association")
    COMPANY = "company", _("Company")
    NETWORK = "network", _("Network")
    PROGRAMME = "programme", _("Programme")


class Role(models.TextChoices):
    """What a member may do; `orgs.rights` says which rights each one has."""

    OWNER = "owner", _("Owner")
    DESIGNER = "designer", _("Badge designer")
    AWARDER = "awarder", _("Awarder")
    REVIEWER = "reviewer", _("Reviewer")
    READER = "reader", _("Reader")


class Organisation(models.Model):
    """A node of the tree. Its root's id is the tenant of everything below; its slug never changes."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    tenant_id = models.UUIDField()
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    slug = models.SlugField(max_length=63, unique=True)
    names = models.JSONField()
    descriptions = models.JSONField(default=dict)
    url = models.URLField(max_length=500, default="")
    email = models.EmailField(default="")
    language = models.CharField(max_length=12, default="fr")
    domain = models.CharField(max_length=253, default="")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(parent__isnull=True) & Q(tenant_id=F("id")))
                | (Q(parent__isnull=False) & ~Q(tenant_id=F("id"))),
                name="orgs_root_is_tenant",
            ),
        ]
        indexes = [models.Index(fields=["tenant_id", "id"], name="orgs_by_tenant")]


class Descent(models.Model):
    """One pair of the tree's closure: `descendant` is `distance` steps below `ancestor`, 0 for itself."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    tenant_id = models.UUIDField()
    ancestor = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="descents")
    descendant = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="ascents")
    distance = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "descendant", "ancestor"], name="orgs_one_descent_a_pair"
            )
        ]


class Membership(models.Model):
    """A person's role in an organisation, good for everything below it too."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    tenant_id = models.UUIDField()
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=10, choices=Role.choices)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "organisation", "person"], name="orgs_one_membership_a_person"
            )
        ]


class Invitation(models.Model):
    """An address asked to join; it becomes a membership when a person who proved the address says yes."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    tenant_id = models.UUIDField()
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    address = models.EmailField()
    role = models.CharField(max_length=10, choices=Role.choices)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "organisation", "address"], name="orgs_one_invitation_an_address"
            )
        ]
        indexes = [models.Index(fields=["address"], name="orgs_invitation_by_address")]

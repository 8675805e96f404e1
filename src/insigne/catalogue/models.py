"""Tables of badge definitions: frameworks, badges, their revisions. No I/O; other contexts only by string.

A badge is the lasting identity, a revision is one content. A revision that has been published never
changes again: `save`, `delete` and the bulk verbs of its query set refuse it.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from insigne.catalogue.errors import CatalogueError
from insigne.kernel.clock import now
from insigne.kernel.ids import new_id


class BadgeState(models.TextChoices):
    """Where a badge stands: its organisation alone sees a draft, an archived one is no longer awarded."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    ARCHIVED = "archived", _("Archived")


class BadgeType(models.TextChoices):
    """What a badge says about its earner."""

    ACHIEVEMENT = "achievement", _("Achievement or encouragement")
    CAPACITY = "capacity", _("Capacity or skill")
    PARTICIPATION = "participation", _("Participation")
    COLLABORATION = "collaboration", _("Collaboration")
    PRODUCTION = "production", _("Production")
    MEMBERSHIP = "membership", _("Membership")


class BadgeNature(models.TextChoices):
    """Technical or not: what the earner shows, and what is asked of a claim."""

    TECHNICAL = "technical", _("Technical skill")
    BEHAVIOUR = "behaviour", _("Attitude or way of working")
    EVENT = "event", _("Event")


class Framework(models.Model):
    """A reading grid of an organisation: families of skills crossed with levels.

    `families` is a list of {"slug", "names", "descriptions", "key"}, `levels` of {"number", "names",
    "descriptions"}; names and descriptions are texts by language.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tenant_id = models.UUIDField()
    organisation = models.ForeignKey("orgs.Organisation", on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=60)
    names = models.JSONField(default=dict)
    descriptions = models.JSONField(default=dict)
    families = models.JSONField(default=list)
    levels = models.JSONField(default=list)
    created_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "organisation", "slug"], name="catalogue_framework_once"
            ),
        ]


class Badge(models.Model):
    """The lasting identity of a definition. `public_slug`, its name in addresses, is unique on the site."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tenant_id = models.UUIDField()
    organisation = models.ForeignKey("orgs.Organisation", on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=60)
    public_slug = models.SlugField(max_length=130, unique=True)
    state = models.CharField(max_length=10, choices=BadgeState.choices, default=BadgeState.DRAFT)
    once = models.BooleanField(default=False)
    shared_down = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=now)
    archived_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "organisation", "slug"], name="catalogue_badge_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=BadgeState.values), name="catalogue_badge_state"
            ),
        ]
        indexes = [models.Index(fields=["tenant_id", "organisation", "state"], name="catalogue_badge_list")]


class RevisionQuerySet(models.QuerySet["BadgeRevision"]):
    """Refuses to change or remove published revisions in bulk."""

    def update(self, **changes: object) -> int:
        """Return how many drafts were changed. Raises CatalogueError("immutable") when one is published."""
        self._refuse_published()
        return super().update(**changes)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Return what was removed. Raises CatalogueError("immutable") when one is published."""
        self._refuse_published()
        return super().delete()

    def _refuse_published(self) -> None:
        if self.filter(published_at__isnull=False).exists():
            raise CatalogueError("immutable")


class BadgeRevision(models.Model):
    """One content of a badge: a draft until `published_at` is set, and the same for ever afterwards.

    Texts are by language. `criteria` is Markdown. `tags` is a list of words by language, `alignments` a
    list of {"name", "url", "framework"}. `version` counts the drafts, so that two editors never
    overwrite each other. The level's and the family's names are copied here, so that a later change of
    the framework leaves the revision as it was.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tenant_id = models.UUIDField()
    badge = models.ForeignKey(Badge, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    names = models.JSONField()
    descriptions = models.JSONField()
    criteria = models.JSONField()
    level = models.PositiveSmallIntegerField(default=0)
    level_names = models.JSONField(default=dict)
    family = models.CharField(max_length=121, blank=True, default="")
    family_names = models.JSONField(default=dict)
    family_is_key = models.BooleanField(default=False)
    type = models.CharField(max_length=20, choices=BadgeType.choices, default=BadgeType.CAPACITY)
    nature = models.CharField(max_length=20, choices=BadgeNature.choices, default=BadgeNature.BEHAVIOUR)
    tags = models.JSONField(default=dict)
    alignments = models.JSONField(default=list)
    expires_after_days = models.PositiveIntegerField(null=True)
    design = models.JSONField(null=True)
    tint = models.CharField(max_length=20, default="ardoise")
    image_png_sha256 = models.CharField(max_length=64)
    image_svg_sha256 = models.CharField(max_length=64, blank=True, default="")
    created_at = models.DateTimeField(default=now)
    published_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["BadgeRevision"]] = RevisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "badge", "number"], name="catalogue_revision_once"),
            models.UniqueConstraint(
                fields=["tenant_id", "badge"],
                condition=models.Q(published_at__isnull=True),
                name="catalogue_one_draft",
            ),
        ]

    def save(self, *args: object, **kwargs: object) -> None:
        """Store a draft. Raises CatalogueError("immutable") when the stored row is published."""
        self._refuse_published()
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        """Remove a draft. Raises CatalogueError("immutable") when the stored row is published."""
        self._refuse_published()
        return super().delete(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came

    def _refuse_published(self) -> None:
        if BadgeRevision.objects.filter(id=self.id, published_at__isnull=False).exists():
            raise CatalogueError("immutable")

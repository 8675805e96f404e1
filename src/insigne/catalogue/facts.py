"""The catalogue's answers as plain values, made from rows. No query is made here."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from insigne.catalogue.content import Alignment
from insigne.catalogue.models import Badge, BadgeRevision, Framework
from openbadge.model.json import JsonObject


@dataclass(frozen=True, slots=True)
class RevisionFacts:
    """One revision of a badge. Texts are by language; `criteria` is Markdown; `level` is 0 for none.

    `badge_slug` is unique in its organisation, `public_slug` on the site. `achievement_url`, `image_url`
    and `badge_url` are absolute. `published_at` is None for a draft. `version` counts a draft's edits.
    """

    id: uuid.UUID
    badge_id: uuid.UUID
    tenant_id: uuid.UUID
    organisation_id: uuid.UUID
    number: int
    badge_slug: str
    public_slug: str
    state: str
    names: dict[str, str]
    descriptions: dict[str, str]
    criteria: dict[str, str]
    level: int
    level_names: dict[str, str]
    family: str
    family_names: dict[str, str]
    family_is_key: bool
    type: str
    nature: str
    tags: dict[str, list[str]]
    alignments: tuple[Alignment, ...]
    design: JsonObject | None
    tint: str
    image_png_sha256: str
    image_svg_sha256: str
    badge_url: str
    achievement_url: str
    image_url: str
    expires_after_days: int | None
    once: bool
    shared_down: bool
    version: int
    created_at: datetime
    published_at: datetime | None

    @property
    def image_path(self) -> str:
        """Return the address of the picture on this site, without its host: the SVG of our own drawings,
        ten times lighter than the PNG; of uploads, the PNG."""
        return f"{self.achievement_path}.{'svg' if self.design else 'png'}"

    @property
    def badge_path(self) -> str:
        """Return the address of the badge's page on this site, without its host."""
        return f"/b/{self.public_slug}/"

    @property
    def achievement_path(self) -> str:
        """Return the address of this revision's page on this site, without its host."""
        return f"/b/{self.public_slug}/{self.number}"

    @property
    def tint_class(self) -> str:
        """Return the style class that gives a page the picture's own colour."""
        return f"tint-{self.tint}"


@dataclass(frozen=True, slots=True)
class BadgeCard:
    """A badge as its organisation's list shows it: what is published, and whether a draft waits."""

    revision: RevisionFacts
    state: str
    draft_number: int | None
    published_number: int | None


@dataclass(frozen=True, slots=True)
class FamilyFacts:
    """One family of a framework; `key` is "framework/family"; `is_key` marks the one to begin with."""

    key: str
    slug: str
    names: dict[str, str]
    descriptions: dict[str, str]
    is_key: bool


@dataclass(frozen=True, slots=True)
class LevelFacts:
    """One level of a framework."""

    number: int
    names: dict[str, str]
    descriptions: dict[str, str]


@dataclass(frozen=True, slots=True)
class FrameworkFacts:
    """A reading grid: families crossed with levels."""

    id: uuid.UUID
    organisation_id: uuid.UUID
    slug: str
    names: dict[str, str]
    descriptions: dict[str, str]
    families: tuple[FamilyFacts, ...]
    levels: tuple[LevelFacts, ...]


def revision_facts(revision: BadgeRevision) -> RevisionFacts:
    """Return the facts of a row whose badge has been read with it."""
    badge: Badge = revision.badge
    badge_url = f"{settings.PUBLIC_URL}/b/{badge.public_slug}/"
    return RevisionFacts(
        id=revision.id,
        badge_id=badge.id,
        tenant_id=badge.tenant_id,
        organisation_id=badge.organisation_id,
        number=revision.number,
        badge_slug=badge.slug,
        public_slug=badge.public_slug,
        state=badge.state,
        names=revision.names,
        descriptions=revision.descriptions,
        criteria=revision.criteria,
        level=revision.level,
        level_names=revision.level_names,
        family=revision.family,
        family_names=revision.family_names,
        family_is_key=revision.family_is_key,
        type=revision.type,
        nature=revision.nature,
        tags=revision.tags,
        alignments=tuple(Alignment(**alignment) for alignment in revision.alignments),
        design=revision.design,
        tint=revision.tint,
        image_png_sha256=revision.image_png_sha256,
        image_svg_sha256=revision.image_svg_sha256,
        badge_url=badge_url,
        achievement_url=f"{badge_url}{revision.number}",
        image_url=f"{badge_url}{revision.number}.png",
        expires_after_days=revision.expires_after_days,
        once=badge.once,
        shared_down=badge.shared_down,
        version=revision.version,
        created_at=revision.created_at,
        published_at=revision.published_at,
    )


def framework_facts(framework: Framework) -> FrameworkFacts:
    """Return the facts of a framework's row."""
    return FrameworkFacts(
        id=framework.id,
        organisation_id=framework.organisation_id,
        slug=framework.slug,
        names=framework.names,
        descriptions=framework.descriptions,
        families=tuple(_family(framework.slug, family) for family in _objects(framework.families)),
        levels=tuple(
            LevelFacts(int(str(level["number"])), _texts(level["names"]), _texts(level.get("descriptions")))
            for level in _objects(framework.levels)
        ),
    )


def _family(framework_slug: str, family: Mapping[str, object]) -> FamilyFacts:
    slug = str(family["slug"])
    return FamilyFacts(
        key=f"{framework_slug}/{slug}",
        slug=slug,
        names=_texts(family["names"]),
        descriptions=_texts(family.get("descriptions")),
        is_key=family.get("key") is True,
    )


def _objects(value: object) -> Sequence[Mapping[str, object]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _texts(value: object) -> dict[str, str]:
    return {str(key): str(text) for key, text in value.items()} if isinstance(value, dict) else {}

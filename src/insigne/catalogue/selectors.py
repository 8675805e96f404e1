"""Questions about badge definitions. Each says how many queries it makes; answers are plain values."""

import uuid

from django.db.models import Prefetch, QuerySet

from insigne.catalogue.errors import CatalogueError
from insigne.catalogue.facts import (
    BadgeCard,
    FrameworkFacts,
    RevisionFacts,
    framework_facts,
    revision_facts,
)
from insigne.catalogue.models import Badge, BadgeRevision, BadgeState, Framework
from insigne.orgs import selectors as orgs


def revision(revision_id: uuid.UUID) -> RevisionFacts:
    """Return one revision, draft or published. One query. Raises CatalogueError("not_found")."""
    return _one(_revisions().filter(id=revision_id))


def revisions(revision_ids: list[uuid.UUID]) -> dict[uuid.UUID, RevisionFacts]:
    """Return the revisions that exist, by id. One query."""
    return {row.id: revision_facts(row) for row in _revisions().filter(id__in=revision_ids)}


def published(slug: str) -> RevisionFacts:
    """Return the newest published revision of the badge whose public slug is `slug`, archived or not.

    One query. Raises CatalogueError("not_found").
    """
    return _one(_published().filter(badge__public_slug=slug).order_by("-number"))


def published_number(slug: str, number: int) -> RevisionFacts:
    """Return one published revision by public slug. One query. Raises CatalogueError("not_found")."""
    return _one(_published().filter(badge__public_slug=slug, number=number))


def history(badge_id: uuid.UUID) -> tuple[RevisionFacts, ...]:
    """Return every revision of a badge, newest first, the draft included. One query."""
    return tuple(revision_facts(row) for row in _revisions().filter(badge_id=badge_id).order_by("-number"))


def newest(organisation_id: uuid.UUID, badge_slug: str) -> RevisionFacts:
    """Return the newest revision, draft or published, of an organisation's own badge.

    One query. Raises CatalogueError("not_found").
    """
    rows = _revisions().filter(badge__organisation_id=organisation_id, badge__slug=badge_slug)
    return _one(rows.order_by("-number"))


def badges_for(organisation_id: uuid.UUID) -> tuple[RevisionFacts, ...]:
    """Return what this organisation may award: its published badges, and those that its ancestors share.

    Newest published revision of each, by public slug. Two queries, and those of orgs' ancestors.
    """
    above = [parent.id for parent in orgs.ancestors(organisation_id) if parent.id != organisation_id]
    own = Badge.objects.filter(organisation_id=organisation_id, state=BadgeState.PUBLISHED)
    shared = Badge.objects.filter(organisation_id__in=above, shared_down=True, state=BadgeState.PUBLISHED)
    return tuple(_newest_published(own | shared))


def published_by(organisation_id: uuid.UUID) -> tuple[RevisionFacts, ...]:
    """Return the organisation's own published badges, each in its newest revision. Two queries."""
    badges = Badge.objects.filter(organisation_id=organisation_id, state=BadgeState.PUBLISHED)
    return tuple(_newest_published(badges))


def featured(limit: int) -> tuple[RevisionFacts, ...]:
    """Return the `limit` badges of the whole site that were published last. Two queries."""
    newest_ids = (
        Badge.objects.filter(state=BadgeState.PUBLISHED, revisions__published_at__isnull=False)
        .order_by("-id")
        .values_list("id", flat=True)
        .distinct()[:limit]
    )
    return tuple(_newest_published(Badge.objects.filter(id__in=list(newest_ids))))


def listed(organisation_id: uuid.UUID) -> tuple[BadgeCard, ...]:
    """Return every badge of the organisation, in all states, by slug. Two queries."""
    cards = []
    for badge in _with_revisions(Badge.objects.filter(organisation_id=organisation_id)).order_by("slug"):
        rows = list(badge.revisions.all())
        published_rows = [row for row in rows if row.published_at]
        shown = (published_rows or rows)[0]
        cards.append(
            BadgeCard(
                revision=revision_facts(shown),
                state=badge.state,
                draft_number=None if rows[0].published_at else rows[0].number,
                published_number=published_rows[0].number if published_rows else None,
            )
        )
    return tuple(cards)


def ladder(facts: RevisionFacts) -> tuple[RevisionFacts, ...]:
    """Return the published badges of the same family, by level. Two queries; none without a family."""
    if not facts.family:
        return ()
    badges = Badge.objects.filter(organisation_id=facts.organisation_id, state=BadgeState.PUBLISHED)
    family = (row for row in _newest_published(badges) if row.family == facts.family)
    return tuple(sorted(family, key=lambda row: (row.level, row.public_slug)))


def frameworks(organisation_id: uuid.UUID) -> tuple[FrameworkFacts, ...]:
    """Return the frameworks that the organisation may use: its own and its ancestors'. Two queries."""
    owners = {organisation_id, *(parent.id for parent in orgs.ancestors(organisation_id))}
    rows = Framework.objects.filter(organisation_id__in=owners).order_by("slug")
    return tuple(framework_facts(row) for row in rows)


def image_sha256(slug: str, number: int, kind: str) -> str:
    """Return the name of the stored picture of a published revision; `kind` is "png" or "svg".

    One query. Raises CatalogueError("not_found") when there is none of that kind.
    """
    column = {"png": "image_png_sha256", "svg": "image_svg_sha256"}[kind]
    rows = _published().filter(badge__public_slug=slug, number=number)
    sha256 = rows.values_list(column, flat=True).first()
    if not sha256:
        raise CatalogueError("not_found")
    return str(sha256)


def _revisions() -> QuerySet[BadgeRevision]:
    return BadgeRevision.objects.select_related("badge")


def _published() -> QuerySet[BadgeRevision]:
    return _revisions().filter(published_at__isnull=False)


def _one(rows: QuerySet[BadgeRevision]) -> RevisionFacts:
    row = rows.first()
    if row is None:
        raise CatalogueError("not_found")
    return revision_facts(row)


def _with_revisions(badges: QuerySet[Badge]) -> QuerySet[Badge]:
    rows = Prefetch("revisions", queryset=BadgeRevision.objects.select_related("badge").order_by("-number"))
    return badges.prefetch_related(rows)


def _newest_published(badges: QuerySet[Badge]) -> list[RevisionFacts]:
    found = []
    for badge in _with_revisions(badges).order_by("public_slug"):
        row = next((row for row in badge.revisions.all() if row.published_at), None)
        if row is not None:
            found.append(revision_facts(row))
    return found

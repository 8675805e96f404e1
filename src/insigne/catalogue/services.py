"""Verbs on badge definitions: define, revise, publish, archive, draw_framework.

Each checks the actor's right, works in one transaction and leaves one audit entry.
"""

import uuid
from collections.abc import Mapping, Sequence
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from insigne.catalogue import rights
from insigne.catalogue.content import RESERVED_SLUGS, BadgeContent, checked_slug, columns, texts
from insigne.catalogue.errors import CatalogueError
from insigne.catalogue.events import Archived, Published
from insigne.catalogue.facts import FrameworkFacts, RevisionFacts, framework_facts, revision_facts
from insigne.catalogue.models import Badge, BadgeRevision, BadgeState, Framework
from insigne.catalogue.pictures import Picture, picture
from insigne.catalogue.selectors import frameworks
from insigne.kernel import audit, events
from insigne.kernel.clock import now
from insigne.kernel.text import pick
from insigne.orgs import selectors as orgs
from insigne.orgs.rights import require

BADGES_EACH_ORGANISATION: Final = 1_000
ADDRESS_TRIES: Final = 20


def define(
    *,
    actor_id: uuid.UUID,
    organisation_id: uuid.UUID,
    content: BadgeContent,
    slug: str = "",
    once: bool = False,
    shared_down: bool = False,
) -> RevisionFacts:
    """Return the draft revision 1 of a new badge of the organisation.

    `slug` is made from the name when empty. `once`: a person holds it one time at most. `shared_down`:
    the organisations below may award it too. Raises OrgError, CatalogueError.
    """
    # 1. The right, and the words.
    require(actor_id, rights.DEFINE, organisation_id)
    organisation = orgs.organisation(id=organisation_id)
    checked = columns(content)
    checked |= _family_columns(organisation_id, content)
    slug = checked_slug(slug or _slug_of(content))
    # 2. The picture: stored under its own hash before any row speaks of it.
    drawn = picture(content)
    if drawn is None:
        raise CatalogueError("image_missing")
    # 3. The rows.
    with transaction.atomic():
        mine = Badge.objects.filter(tenant_id=organisation.tenant_id, organisation_id=organisation_id)
        if mine.filter(slug=slug).exists():
            raise CatalogueError("slug_taken", slug=slug)
        if mine.count() >= BADGES_EACH_ORGANISATION:
            raise CatalogueError("too_many", limit=BADGES_EACH_ORGANISATION)
        badge = _new_badge(
            tenant_id=organisation.tenant_id,
            organisation_id=organisation_id,
            organisation_slug=organisation.slug,
            slug=slug,
            once=once,
            shared_down=shared_down,
        )
        revision = BadgeRevision.objects.create(
            tenant_id=badge.tenant_id, badge=badge, number=1, **checked, **_picture_columns(drawn)
        )
        _record(actor_id, "catalogue.badge.defined", badge, revision)
    return revision_facts(revision)


def revise(
    *,
    actor_id: uuid.UUID,
    badge_id: uuid.UUID,
    content: BadgeContent,
    expected_version: int | None = None,
    once: bool | None = None,
    shared_down: bool | None = None,
) -> RevisionFacts:
    """Return the badge's draft with the new content: the one that waits, or the next number.

    `expected_version` is the version that the editor saw (0 when no draft waited): another one raises
    CatalogueError("stale"), so that nobody's work is lost. Awards of earlier revisions never change.
    """
    # 1. The right, and the words.
    badge = _badge(badge_id)
    require(actor_id, rights.DEFINE, badge.organisation_id)
    checked = columns(content)
    checked |= _family_columns(badge.organisation_id, content)
    # 2. The picture.
    drawn = picture(content)
    # 3. The rows.
    with transaction.atomic():
        badge = Badge.objects.select_for_update().get(id=badge_id)
        if badge.state == BadgeState.ARCHIVED:
            raise CatalogueError("archived")
        newest = badge.revisions.order_by("-number").first()
        if newest is None:
            raise CatalogueError("not_found")
        draft = newest if newest.published_at is None else _next_draft(newest)
        if expected_version is not None and expected_version != draft.version:
            raise CatalogueError("stale")
        for name, value in (checked | (_picture_columns(drawn) if drawn else {})).items():
            setattr(draft, name, value)
        draft.version += 1
        draft.save()
        badge.once = badge.once if once is None else once
        badge.shared_down = badge.shared_down if shared_down is None else shared_down
        badge.save(update_fields=["once", "shared_down"])
        draft.badge = badge
        _record(actor_id, "catalogue.badge.revised", badge, draft)
    return revision_facts(draft)


def publish(*, actor_id: uuid.UUID, badge_id: uuid.UUID) -> RevisionFacts:
    """Return the badge's draft, published: from now on it may be awarded, and never changes.

    Raises CatalogueError("nothing_to_publish") when no draft waits, ("archived"), ("not_found").
    """
    require(actor_id, rights.PUBLISH, _badge(badge_id).organisation_id)
    with transaction.atomic():
        badge = Badge.objects.select_for_update().get(id=badge_id)
        if badge.state == BadgeState.ARCHIVED:
            raise CatalogueError("archived")
        draft = badge.revisions.filter(published_at__isnull=True).first()
        if draft is None:
            raise CatalogueError("nothing_to_publish")
        draft.published_at = now()
        draft.save(update_fields=["published_at"])
        badge.state = BadgeState.PUBLISHED
        badge.save(update_fields=["state"])
        draft.badge = badge
        _record(actor_id, "catalogue.badge.published", badge, draft)
        events.publish(Published(badge.tenant_id, badge.organisation_id, badge.id, draft.id, draft.number))
    return revision_facts(draft)


def archive(*, actor_id: uuid.UUID, badge_id: uuid.UUID) -> None:
    """Take the badge out of what may be awarded; its pages and its awards stay. Twice is the same as once."""
    require(actor_id, rights.PUBLISH, _badge(badge_id).organisation_id)
    with transaction.atomic():
        badge = Badge.objects.select_for_update().get(id=badge_id)
        if badge.state == BadgeState.ARCHIVED:
            return
        badge.state = BadgeState.ARCHIVED
        badge.archived_at = now()
        badge.save(update_fields=["state", "archived_at"])
        audit.record(
            tenant_id=badge.tenant_id,
            actor_id=actor_id,
            verb="catalogue.badge.archived",
            subject_type="badge",
            subject_id=badge.id,
            facts={"slug": badge.public_slug},
        )
        events.publish(Archived(badge.tenant_id, badge.organisation_id, badge.id))


def draw_framework(
    *,
    actor_id: uuid.UUID,
    organisation_id: uuid.UUID,
    slug: str,
    names: Mapping[str, str],
    families: Sequence[Mapping[str, object]],
    levels: Sequence[Mapping[str, object]],
    descriptions: Mapping[str, str] | None = None,
) -> FrameworkFacts:
    """Return the organisation's framework of that slug, made or redrawn. Published revisions stay.

    `families`: {"slug", "names", "descriptions", "key"}; `levels`: {"number", "names", "descriptions"}.
    """
    require(actor_id, rights.DEFINE, organisation_id)
    organisation = orgs.organisation(id=organisation_id)
    values: dict[str, object] = {
        "names": texts(names, label=_("name"), limit=120),
        "descriptions": texts(descriptions or {}, label=_("description"), limit=1_000),
        "families": [_framework_part(part, "slug") for part in families],
        "levels": [_framework_part(part, "number") for part in levels],
    }
    with transaction.atomic():
        framework, _made = Framework.objects.update_or_create(
            tenant_id=organisation.tenant_id,
            organisation_id=organisation_id,
            slug=checked_slug(slug),
            defaults=values,
        )
        audit.record(
            tenant_id=organisation.tenant_id,
            actor_id=actor_id,
            verb="catalogue.framework.drawn",
            subject_type="framework",
            subject_id=framework.id,
            facts={"slug": framework.slug},
        )
    return framework_facts(framework)


def _framework_part(part: Mapping[str, object], mark: str) -> dict[str, object]:
    """Return one family (marked by "slug") or level (marked by "number") as kept in the row."""
    names, descriptions = part.get("names"), part.get("descriptions") or {}
    if not isinstance(names, Mapping) or not names or not isinstance(descriptions, Mapping):
        raise CatalogueError("framework_bad", reason=f"“names” missing in {part!r}")
    kept: dict[str, object] = {
        "names": texts(names, label=_("name"), limit=120),
        "descriptions": texts(descriptions, label=_("description"), limit=1_000),
    }
    if mark == "slug":
        kept |= {"slug": checked_slug(str(part.get("slug", ""))), "key": part.get("key") is True}
    else:
        number = part.get("number")
        if not isinstance(number, int) or number < 1:
            raise CatalogueError("framework_bad", reason=f"“number” missing in {part!r}")
        kept["number"] = number
    return kept


def _family_columns(organisation_id: uuid.UUID, content: BadgeContent) -> dict[str, object]:
    if not content.family:
        return {"family": "", "family_names": {}, "family_is_key": False, "level_names": {}}
    for framework in frameworks(organisation_id):
        for family in framework.families:
            if family.key != content.family:
                continue
            level = next((level for level in framework.levels if level.number == content.level), None)
            if level is None and content.level:
                raise CatalogueError("level_not_in_framework", level=content.level)
            return {
                "family": family.key,
                "family_names": family.names,
                "family_is_key": family.is_key,
                "level_names": level.names if level else {},
            }
    raise CatalogueError("family_unknown", family=content.family)


def _slug_of(content: BadgeContent) -> str:
    """Return an address made from the name, "badge" when the name has no letter that an address can hold."""
    slug = slugify(pick(content.names, "fr"))[:60].strip("-")
    return "badge" if not slug or slug in RESERVED_SLUGS else slug


def _badge(badge_id: uuid.UUID) -> Badge:
    badge = Badge.objects.filter(id=badge_id).first()
    if badge is None:
        raise CatalogueError("not_found")
    return badge


def _new_badge(
    *,
    tenant_id: uuid.UUID,
    organisation_id: uuid.UUID,
    organisation_slug: str,
    slug: str,
    once: bool,
    shared_down: bool,
) -> Badge:
    """Return a new row under the first public slug that is free on the whole site."""
    for attempt in range(ADDRESS_TRIES):
        public_slug = [slug, f"{organisation_slug}-{slug}"][attempt] if attempt < 2 else f"{slug}-{attempt}"
        if Badge.objects.filter(public_slug=public_slug).exists():
            continue
        try:
            with transaction.atomic():
                return Badge.objects.create(
                    tenant_id=tenant_id,
                    organisation_id=organisation_id,
                    slug=slug,
                    public_slug=public_slug,
                    once=once,
                    shared_down=shared_down,
                )
        except IntegrityError:
            continue
    raise CatalogueError("slug_taken", slug=slug)


def _next_draft(newest: BadgeRevision) -> BadgeRevision:
    """Return an unsaved draft that follows a published revision and begins with its picture."""
    return BadgeRevision(
        tenant_id=newest.tenant_id,
        badge_id=newest.badge_id,
        number=newest.number + 1,
        version=0,
        design=newest.design,
        tint=newest.tint,
        image_png_sha256=newest.image_png_sha256,
        image_svg_sha256=newest.image_svg_sha256,
    )


def _picture_columns(drawn: Picture) -> dict[str, object]:
    return {
        "design": drawn.design,
        "tint": drawn.tint,
        "image_png_sha256": drawn.png_sha256,
        "image_svg_sha256": drawn.svg_sha256,
    }


def _record(actor_id: uuid.UUID, verb: str, badge: Badge, revision: BadgeRevision) -> None:
    audit.record(
        tenant_id=badge.tenant_id,
        actor_id=actor_id,
        verb=verb,
        subject_type="badge",
        subject_id=badge.id,
        facts={"slug": badge.public_slug, "revision": revision.number, "version": revision.version},
    )

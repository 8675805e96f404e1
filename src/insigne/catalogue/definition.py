"""What a page says of a badge beside its words: where its picture is, who may award it, its ladder of levels."""

from dataclasses import dataclass

from django.urls import reverse

from insigne.catalogue import selectors
from insigne.catalogue.facts import RevisionFacts
from insigne.orgs import selectors as orgs
from insigne.orgs.selectors import OrganisationFacts


@dataclass(frozen=True, slots=True)
class Definition:
    """`image` is an address on this site; `awarders` the organisations that may award the badge beside its own."""

    image: str
    awarders: tuple[OrganisationFacts, ...]
    ladder: tuple[RevisionFacts, ...]


def definition(badge: RevisionFacts, organisation: OrganisationFacts) -> Definition:
    """Return what the page of a revision needs. At most three queries."""
    below: tuple[OrganisationFacts, ...] = ()
    if badge.shared_down:
        below = tuple(one for one in orgs.descendants(organisation.id) if one.id != organisation.id)
    steps = selectors.ladder(badge)
    return Definition(
        image=image_of(badge, organisation),
        awarders=below,
        ladder=steps if len(steps) > 1 else (),
    )


def image_of(badge: RevisionFacts, organisation: OrganisationFacts) -> str:
    """Return the address of the revision's picture on this site; a draft's is seen by its organisation only."""
    if badge.published_at:
        return badge.image_path
    names = {"slug": organisation.slug, "badge_slug": badge.badge_slug, "number": badge.number}
    return f"{reverse('catalogue:picture', kwargs=names)}?version={badge.version}"

"""Writes an award down as the library's values: the achievement, and the addresses that a credential names."""

from uuid import UUID

from django.conf import settings

from insigne.catalogue.facts import RevisionFacts
from insigne.kernel import text
from insigne.orgs import selectors as orgs
from insigne.signing import identity
from openbadge.model.achievement import Achievement, Criteria
from openbadge.model.profile import Image, Profile

ACHIEVEMENT_TYPES = {
    "achievement": "Achievement",
    "capacity": "Competency",
    "membership": "Membership",
    "participation": "ext:Participation",
    "collaboration": "ext:Collaboration",
    "production": "ext:Production",
}
"""Our words → OB 3.0 AchievementType; a word outside its list is written with the prefix that the list asks for."""


def credential_iri(credential_id: UUID) -> str:
    """Return the credential's own id: the address where its page and its bytes are."""
    return f"{settings.PUBLIC_URL}/v/{credential_id}"


def achievement_of(revision: RevisionFacts, language: str, *, issuer_id: UUID) -> Achievement:
    """Return what the revision recognises, in `language` where it is written in it.

    When the organisation `issuer_id` awards a badge that another one shares with it, that one is named as creator.
    """
    spoken = language if revision.names.get(language) else next(iter(revision.names), language)
    return Achievement(
        id=revision.achievement_url,
        name=text.pick(revision.names, spoken),
        description=text.pick(revision.descriptions, spoken),
        criteria=Criteria(
            narrative=text.pick(revision.criteria, spoken), id=f"{revision.achievement_url}#criteria"
        ),
        type=ACHIEVEMENT_TYPES[revision.type],
        image=Image(id=revision.image_url),
        tags=tuple(revision.tags.get(spoken, ())),
        language=spoken,
        creator=_creator(revision.organisation_id, spoken) if revision.organisation_id != issuer_id else None,
    )


def _creator(organisation_id: UUID, language: str) -> Profile:
    owner = orgs.organisation(id=organisation_id)
    return Profile(
        id=identity.did(owner.slug), name=owner.name(language), url=identity.profile_url(owner.slug)
    )

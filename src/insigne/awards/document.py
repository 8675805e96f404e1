"""Writes an award down as the library's values: the achievement, and the addresses that a credential names."""

from uuid import UUID

from django.conf import settings

from insigne.catalogue.facts import RevisionFacts
from insigne.kernel import text
from openbadge.model.achievement import Achievement, Criteria
from openbadge.model.profile import Image

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


def achievement_of(revision: RevisionFacts, language: str) -> Achievement:
    """Return what the revision recognises, in `language` where it is written in it."""
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
    )

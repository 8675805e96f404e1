"""A revision as the library's Achievement, and its public JSON-LD document at the achievement's own address."""

from typing import Final

from django.conf import settings

from insigne.catalogue.facts import RevisionFacts
from insigne.kernel import text
from insigne.orgs.selectors import OrganisationFacts
from openbadge.formats import ob3_writing
from openbadge.model.achievement import Achievement, Alignment, Criteria
from openbadge.model.json import JsonObject
from openbadge.model.profile import Image, Profile

CONTEXTS: Final = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)
ACHIEVEMENT_TYPES: Final = {
    "achievement": "Achievement",
    "capacity": "Competency",
    "membership": "Membership",
    "participation": "ext:Participation",
    "collaboration": "ext:Collaboration",
    "production": "ext:Production",
}
"""Our words → OB 3.0 AchievementType; a word outside its list is written with the prefix that the list asks for."""


def achievement(facts: RevisionFacts, language: str, *, creator: Profile | None = None) -> Achievement:
    """Return what the revision recognises, in `language` where it is written in it, else in another."""
    spoken = text.language_of(facts.names, language)
    return Achievement(
        id=facts.achievement_url,
        name=facts.names[spoken],
        description=text.pick(facts.descriptions, spoken),
        criteria=Criteria(
            narrative=text.pick(facts.criteria, spoken), id=f"{facts.achievement_url}#criteria"
        ),
        type=ACHIEVEMENT_TYPES[facts.type],
        image=Image(id=facts.image_url),
        tags=tuple(facts.tags.get(spoken, ())),
        alignments=tuple(
            Alignment(
                target_name=alignment.name,
                target_url=alignment.url,
                target_framework=alignment.framework or None,
            )
            for alignment in facts.alignments
        ),
        language=spoken,
        creator=creator,
    )


def document(facts: RevisionFacts, organisation: OrganisationFacts, language: str) -> JsonObject:
    """Return the definition as a JSON-LD document of Open Badges 3.0, with its creator's public profile."""
    address = f"{settings.PUBLIC_URL}/o/{organisation.slug}/"
    creator = Profile(id=address, name=organisation.name(language), url=address)
    return {
        "@context": list(CONTEXTS),
        **ob3_writing.achievement(achievement(facts, language, creator=creator)),
    }

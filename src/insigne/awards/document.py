"""Writes an award down as the library's values: the achievement, and the addresses that a credential names."""

from uuid import UUID

from django.conf import settings

from insigne.catalogue.achievement import achievement
from insigne.catalogue.facts import RevisionFacts
from insigne.kernel import text
from insigne.orgs import selectors as orgs
from insigne.signing import identity
from openbadge.model.achievement import Achievement
from openbadge.model.profile import Profile


def credential_iri(credential_id: UUID) -> str:
    """Return the credential's own id: the address where its page and its bytes are."""
    return f"{settings.PUBLIC_URL}/v/{credential_id}"


def achievement_of(revision: RevisionFacts, language: str, *, issuer_id: UUID) -> Achievement:
    """Return what the revision recognises, in `language` where it is written in it.

    When the organisation `issuer_id` awards a badge that another one shares with it, that one is named as creator.
    """
    spoken = text.language_of(revision.names, language)
    shared = revision.organisation_id != issuer_id
    return achievement(
        revision, spoken, creator=_creator(revision.organisation_id, spoken) if shared else None
    )


def _creator(organisation_id: UUID, language: str) -> Profile:
    owner = orgs.organisation(id=organisation_id)
    return Profile(
        id=identity.did(owner.slug), name=owner.name(language), url=identity.profile_url(owner.slug)
    )

"""People and organisations for the tests of orgs: a university with a faculty, and a stranger's school."""

from dataclasses import dataclass
from uuid import UUID

import pytest

from insigne.orgs import services
from insigne.orgs.selectors import OrganisationFacts
from insigne.people import services as people


def person(name: str) -> UUID:
    """Return a new person whose address `name`@example.org is proved."""
    return people.register(
        email=f"{name}@example.org", full_name=name.title(), password="correct horse 9", language="en"
    )


@dataclass(frozen=True, slots=True)
class Town:
    """`owner` founded `university`, above `faculty`; `stranger` founded `school`."""

    owner: UUID
    stranger: UUID
    university: OrganisationFacts
    faculty: OrganisationFacts
    school: OrganisationFacts


@pytest.fixture
def town(db: None) -> Town:
    """Return the town."""
    owner, stranger = person("olive"), person("stan")
    university = services.found(
        actor_id=owner,
        slug="university",
        names={"fr": "Université", "en": "University"},
        kind="university",
        url="https://university.example",
    )
    return Town(
        owner=owner,
        stranger=stranger,
        university=university,
        faculty=services.found(
            actor_id=owner,
            slug="faculty",
            names={"fr": "Faculté"},
            kind="university",
            parent_slug="university",
        ),
        school=services.found(actor_id=stranger, slug="school", names={"en": "School"}, kind="school"),
    )

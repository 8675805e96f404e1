"""A school with a university above it, people in each role, and a content to write into badges."""

import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from insigne.catalogue.content import BadgeContent
from insigne.orgs import services as orgs
from insigne.orgs.selectors import OrganisationFacts
from insigne.people import services as people

PASSWORD = "un-long-mot-de-passe"


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> None:
    """Keep what the tests store in a folder of their own."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def person(db: None) -> Callable[[str], uuid.UUID]:
    """Return a maker of people: the name before the @ becomes the address."""

    def make(name: str) -> uuid.UUID:
        return people.register(
            email=f"{name}@example.org", full_name=name.title(), password=PASSWORD, language="fr"
        )

    return make


@pytest.fixture
def owner(person: Callable[[str], uuid.UUID]) -> uuid.UUID:
    """Return the owner of the university."""
    return person("odile")


@pytest.fixture
def university(owner: uuid.UUID) -> OrganisationFacts:
    """Return a root organisation."""
    return orgs.found(
        actor_id=owner, slug="valbrune", names={"fr": "Université de Valbrune"}, kind="university"
    )


@pytest.fixture
def school(owner: uuid.UUID, university: OrganisationFacts) -> OrganisationFacts:
    """Return an organisation below the university."""
    return orgs.found(
        actor_id=owner,
        slug="iut-valbrune",
        names={"fr": "IUT de Valbrune"},
        kind="university",
        parent_slug="valbrune",
    )


@pytest.fixture
def content() -> Callable[..., BadgeContent]:
    """Return a maker of contents: what is given replaces what a plain badge has."""

    def make(**changes: Any) -> BadgeContent:
        values: dict[str, Any] = {
            "names": {"fr": "Création artistique", "en": "Artistic creation"},
            "descriptions": {"fr": "Une pratique artistique.", "en": "An artistic practice."},
            "criteria": {"fr": "- Concevoir\n- Réaliser", "en": "- Conceive\n- Make"},
            "design": {"shape": "hexagon", "palette": "rose", "icon": "palette", "text": "CRÉATION"},
        }
        return BadgeContent(**(values | changes))

    return make

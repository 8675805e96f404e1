"""What the server's tests share: an organisation whose coach awards, a published badge, a clean process."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn
from uuid import UUID

import pytest
from django.db import connection

from insigne.catalogue import services as catalogue
from insigne.catalogue.content import BadgeContent
from insigne.catalogue.facts import RevisionFacts
from insigne.config.environment import MailWay
from insigne.orgs import services as orgs
from insigne.orgs.selectors import OrganisationFacts
from insigne.people import services as people
from insigne.signing import keyring
from insigne.signing import services as signing


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path) -> Iterator[None]:
    """Keep files and mails of a test in a folder of its own, and no opened key from an earlier test."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files"},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.MAIL = MailWay(folder=tmp_path / "mails")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.WHITENOISE_AUTOREFRESH = True
    keyring.forget()
    signing.forget_issuances()
    yield
    keyring.forget()
    signing.forget_issuances()


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make any connection from Python fail loudly (the database's own driver does not connect that way)."""

    def refuse(self: socket.socket, address: object) -> NoReturn:
        raise AssertionError(f"a test tried to reach {address!r}")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture
def many_threads(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """Give threads a database that they can share: SQLite's private memory is moved to a file meanwhile."""
    if connection.vendor != "sqlite":
        yield
        return
    file = str(tmp_path / "shared.sqlite3")
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [file])
    memory, name = connection.connection, connection.settings_dict["NAME"]
    connection.connection, connection.settings_dict["NAME"] = None, file
    connection.connect()
    yield
    connection.close()
    connection.connection, connection.settings_dict["NAME"] = memory, name


@dataclass(frozen=True, slots=True)
class School:
    """A school, its owner and its coach, and a badge that may be awarded."""

    organisation: OrganisationFacts
    owner_id: UUID
    coach_id: UUID
    badge: RevisionFacts


CONTENT = BadgeContent(
    names={"fr": "Être ponctuel", "en": "Being on time"},
    descriptions={"fr": "Arriver à l’heure.", "en": "Arrives on time."},
    criteria={"fr": "- Cinq séances à l’heure\n- Prévenir en cas de retard", "en": "- Five sessions on time"},
    design={"shape": "circle", "palette": "canard", "icon": "clock", "text": "PONCTUEL"},
)


def person(address: str, name: str = "") -> UUID:
    """Return a new person with a proven address."""
    return people.register(email=address, full_name=name, password="une phrase assez longue", language="fr")


@pytest.fixture
def school(db) -> School:
    owner = person("direction@ecole.example", "Odile Marchand")
    coach = person("coach@ecole.example", "Karim Belaïd")
    organisation = orgs.found(
        actor_id=owner, slug="ecole", names={"fr": "École du Web", "en": "Web School"}, kind="training_body"
    )
    orgs.add_member(actor_id=owner, organisation_id=organisation.id, person_id=coach, role="awarder")
    draft = catalogue.define(actor_id=owner, organisation_id=organisation.id, content=CONTENT, once=True)
    badge = catalogue.publish(actor_id=owner, badge_id=draft.badge_id)
    return School(organisation, owner, coach, badge)

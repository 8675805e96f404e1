"""Loads the demo world of `demo/` through the services that people use; a second time changes nothing.

1. Register the people.
2. Found the organisations, parents first, with their members and their frameworks of skills.
3. Define and publish the badges, each by an owner of its organisation.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.db import transaction

from insigne.catalogue import selectors as catalogue
from insigne.catalogue import services as defining
from insigne.cli import demo_files
from insigne.cli.demo_files import BadgeFile, OrganisationEntry
from insigne.orgs import selectors as orgs
from insigne.orgs import services as founding
from insigne.orgs.errors import OrgError
from insigne.orgs.selectors import OrganisationFacts
from insigne.people import selectors as people
from insigne.people import services as registering

MAY_AWARD = ("awarder", "owner")


@dataclass(frozen=True, slots=True)
class Account:
    """An account to sign in with; `told` is what the welcome says of it, by language."""

    email: str
    password: str
    told: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class World:
    """What was loaded: the badge and the list (`csv`) of the demo's own award, all badges, the accounts."""

    badge_slug: str
    csv: Path
    badge_slugs: tuple[str, ...]
    accounts: tuple[Account, ...]

    def awarder_of(self, organisation_id: UUID) -> UUID:
        """Return somebody who may award there: an awarder, else an owner. Raises OrgError `not_found`."""
        members = orgs.members(organisation_id)
        for role in MAY_AWARD:
            for member in members:
                if member.role == role:
                    return member.person_id
        raise OrgError("not_found")


def load() -> World:
    """Return the demo world, loaded where it was not yet."""
    accounts = {entry["email"]: _person(entry) for entry in demo_files.people()}
    for organisation in demo_files.organisations():
        _organisation(organisation, accounts)
    slugs = tuple(slug for file in demo_files.badges() for slug in _badges(file))
    chosen = demo_files.world()
    return World(
        badge_slug=chosen["badge"],
        csv=demo_files.FOLDER / chosen["recipients"],
        badge_slugs=slugs,
        accounts=tuple(
            Account(entry["email"], entry["password"], entry["told"])
            for entry in demo_files.people()
            if "told" in entry
        ),
    )


def _person(entry: demo_files.PersonEntry) -> UUID:
    known = people.person_of_address(entry["email"])
    if known is not None:
        return known
    return registering.register(
        email=entry["email"],
        full_name=entry["name"],
        password=entry["password"],
        language=entry["language"],
    )


@transaction.atomic
def _organisation(entry: OrganisationEntry, accounts: dict[str, UUID]) -> OrganisationFacts:
    """Return the organisation, founded with its members and frameworks when it is not there."""
    try:
        return orgs.organisation(slug=entry["slug"])
    except OrgError:
        pass
    owner = accounts[entry["owner"]]
    organisation = founding.found(
        actor_id=owner,
        slug=entry["slug"],
        names=entry["names"],
        kind=entry["kind"],
        parent_slug=entry.get("parent"),
        url=entry.get("url", ""),
        descriptions=entry["descriptions"],
        email=entry.get("email", ""),
        by_operator=True,
    )
    for member in entry.get("members", []):
        founding.add_member(
            actor_id=owner,
            organisation_id=organisation.id,
            person_id=accounts[member["person"]],
            role=member["role"],
        )
    for framework in entry.get("frameworks", []):
        defining.draw_framework(
            actor_id=owner,
            organisation_id=organisation.id,
            slug=framework["slug"],
            names=framework["names"],
            descriptions=framework.get("descriptions"),
            families=framework["families"],
            levels=framework["levels"],
        )
    return organisation


def _badges(file: BadgeFile) -> list[str]:
    """Return the public slugs of the organisation's badges, defined and published where they were not."""
    organisation = orgs.organisation(slug=file["organisation"])
    known = {
        card.revision.badge_slug: card.revision.public_slug for card in catalogue.listed(organisation.id)
    }
    owner = next(member.person_id for member in orgs.members(organisation.id) if member.role == "owner")
    found = []
    for badge in file["badges"]:
        slug = known.get(badge["slug"])
        if slug is None:
            slug = _badge(owner, organisation.id, badge)
        if not badge.get("archived"):
            found.append(slug)
    return found


@transaction.atomic
def _badge(owner: UUID, organisation_id: UUID, badge: demo_files.BadgeEntry) -> str:
    draft = defining.define(
        actor_id=owner,
        organisation_id=organisation_id,
        content=demo_files.content(badge),
        slug=badge["slug"],
        once=badge.get("once", False),
        shared_down=badge.get("shared_down", False),
    )
    published = defining.publish(actor_id=owner, badge_id=draft.badge_id)
    if badge.get("archived"):
        defining.archive(actor_id=owner, badge_id=draft.badge_id)
    return published.public_slug

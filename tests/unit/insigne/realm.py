"""Two organisations that know nothing of each other, each with one of every object that an address can name.

`alpha` has a member in each role; `beta` belongs to a stranger.
"""

from dataclasses import dataclass
from http.cookies import SimpleCookie
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from insigne.awards import services as awards
from insigne.awards.intake import RecipientInput, list_text
from insigne.awards.models import Credential
from insigne.awards.tokens import unlock_token
from insigne.catalogue import services as catalogue
from insigne.catalogue.content import BadgeContent
from insigne.orgs import services as orgs
from insigne.orgs.models import Role
from insigne.orgs.selectors import OrganisationFacts
from insigne.passport import selectors as passport
from insigne.passport.models import Holding
from insigne.people import services as people
from insigne.people.models import Person


@dataclass(frozen=True, slots=True)
class Estate:
    """What one organisation has: `values` gives, for each parameter of an address, its own object."""

    owner: UUID
    members: dict[str, UUID]
    earner: UUID
    guest: UUID
    award_id: UUID
    values: dict[str, object]


class Visitor:
    """A browser of one person, or of nobody, whose every request leaves the database as it was."""

    def __init__(self, person_id: UUID | None) -> None:
        self._client = Client(raise_request_exception=False)
        if person_id is not None:
            self._client.force_login(
                Person.objects.get(id=person_id), "allauth.account.auth_backends.AuthenticationBackend"
            )
        self._cookies = self._client.cookies.output(header="", sep=";")

    def ask(self, method: str, *given: object, **more: object) -> HttpResponse:
        """Return the answer to a request of the test client's `method`."""
        with transaction.atomic():
            answer: HttpResponse = getattr(self._client, method)(*given, **more)
            transaction.set_rollback(True)
        self._client.cookies = SimpleCookie(self._cookies)
        return answer


def person(name: str) -> UUID:
    """Return a new person whose address `name`@mail.example is proved."""
    return people.register(
        email=f"{name}@mail.example", full_name=name, password="une longue phrase", language="fr"
    )


def content(name: str) -> BadgeContent:
    """Return what a plain badge of that name says."""
    return BadgeContent(
        names={"fr": f"Badge {name}"},
        descriptions={"fr": "À l’heure."},
        criteria={"fr": "- À l’heure"},
        design={"shape": "circle", "palette": "canard", "icon": "clock", "text": name.upper()},
    )


def school(name: str) -> tuple[OrganisationFacts, dict[str, UUID]]:
    """Return an organisation, and its member in each role."""
    members = {role: person(f"{role}-{name}") for role in Role.values}
    owner = members[Role.OWNER]
    organisation = orgs.found(actor_id=owner, slug=name, names={"fr": name.title()}, kind="school")
    for role, member in members.items():
        if role != Role.OWNER:
            orgs.add_member(actor_id=owner, organisation_id=organisation.id, person_id=member, role=role)
    return organisation, members


def estate(name: str) -> Estate:
    """Return an organisation with members, a badge, an award kept by its earner, a draft and an invitation."""
    organisation, members = school(name)
    owner = members[Role.OWNER]
    by_owner = {"actor_id": owner, "organisation_id": organisation.id}
    draft = catalogue.define(**by_owner, content=content(name), once=False)
    badge = catalogue.publish(actor_id=owner, badge_id=draft.badge_id)
    earner, guest = person(f"earner-{name}"), person(f"guest-{name}")
    award = {**by_owner, "revision_id": badge.id, "language": "fr"}
    recipient = RecipientInput(address=f"earner-{name}@mail.example", name="Earner")
    award_id = awards.award_one(**award, recipient=recipient, idempotency_key="one")
    awards.accept(award_id=award_id, person_id=earner)
    (holding,) = passport.holdings(earner)
    Holding.objects.filter(id=holding.id).update(picture_sha256=badge.image_png_sha256)
    credential = Credential.objects.select_related("award").get(award_id=award_id)
    listing = list_text("someone@mail.example")
    values: dict[str, object] = {
        "slug": organisation.slug,
        "person_id": members[Role.READER],
        "invitation_id": orgs.invite(
            **by_owner, address=f"guest-{name}@mail.example", role="reader", language="fr"
        ),
        "badge_slug": badge.badge_slug,
        "public_slug": badge.public_slug,
        "number": badge.number,
        "draft_id": awards.save_draft(**award, listing=listing, reason="", source="list"),
        "event_id": credential.award.event_id,
        "award_id": award_id,
        "credential_id": credential.id,
        "holding_id": holding.id,
        "token": unlock_token(award_id),
        "list_id": credential.status_list_id,
    }
    return Estate(owner, members, earner, guest, award_id, values)

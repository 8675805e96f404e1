"""Questions about organisations and their members; each says its number of queries.

Room: orgs. Reads its own tables; asks people for names and addresses.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count
from typing import Final
from uuid import UUID

from django.utils.text import slugify

from insigne.kernel.text import pick
from insigne.orgs.errors import OrgError
from insigne.orgs.models import Invitation, Membership, Organisation
from insigne.orgs.values import RESERVED_SLUGS, is_slug
from insigne.people import selectors as people

SLUG_FROM_NAME: Final = 55
DEFAULT_SLUG: Final = "organisation"


@dataclass(frozen=True, slots=True)
class OrganisationFacts:
    """An organisation as others see it. `names`, `descriptions`: language → text; `url` may be empty."""

    id: UUID
    tenant_id: UUID
    slug: str
    names: dict[str, str]
    kind: str
    url: str
    parent_id: UUID | None
    descriptions: dict[str, str]
    email: str
    language: str
    domain: str
    created_at: datetime

    def name(self, language: str) -> str:
        """Return the name in that language, else in another."""
        return pick(self.names, language)


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """A member as shown to those who manage members. `inherited` says that the role comes from above."""

    person_id: UUID
    full_name: str
    email: str
    role: str
    organisation_id: UUID
    inherited: bool


@dataclass(frozen=True, slots=True)
class InvitationFacts:
    """An address asked to join."""

    id: UUID
    address: str
    role: str
    organisation: OrganisationFacts
    created_at: datetime


def organisation(*, slug: str | None = None, id: UUID | None = None) -> OrganisationFacts:
    """Return the organisation of that slug or id; one query. Raises OrgError `not_found`."""
    if slug is not None and not is_slug(slug):
        raise OrgError("not_found")
    wanted = {"slug": slug} if id is None else {"id": id}
    found = Organisation.objects.filter(**wanted).first()
    if found is None:
        raise OrgError("not_found")
    return facts(found)


def free_slug(name: str) -> str:
    """Return a short name made from `name` that no organisation has yet; one query."""
    made = slugify(name)[:SLUG_FROM_NAME].strip("-_").replace("_", "-")
    base = made if is_slug(made) and made not in RESERVED_SLUGS else DEFAULT_SLUG
    taken = set(Organisation.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(one for one in chain([base], (f"{base}-{number}" for number in count(2))) if one not in taken)


def organisations(ids: Iterable[UUID]) -> dict[UUID, OrganisationFacts]:
    """Return the organisations of those ids, by id, missing ones left out; one query."""
    return {found.id: facts(found) for found in Organisation.objects.filter(id__in=list(ids))}


def organisations_of(person_id: UUID) -> tuple[OrganisationFacts, ...]:
    """Return every organisation where the person has a role, inherited ones included; one query.

    Each tree stands together, oldest first: parents before children.
    """
    mine = Organisation.objects.filter(ascents__ancestor__memberships__person_id=person_id)
    return tuple(facts(found) for found in mine.distinct().order_by("tenant_id", "id"))


def ancestors(organisation_id: UUID) -> tuple[OrganisationFacts, ...]:
    """Return the organisation itself, its parent, and so on to the root; one query, empty when unknown."""
    line = Organisation.objects.filter(descents__descendant_id=organisation_id)
    return tuple(facts(found) for found in line.order_by("descents__distance"))


def descendants(organisation_id: UUID) -> tuple[OrganisationFacts, ...]:
    """Return the organisation itself and all those below, nearest first; one query, empty when unknown."""
    line = Organisation.objects.filter(ascents__ancestor_id=organisation_id)
    return tuple(facts(found) for found in line.order_by("ascents__distance", "slug"))


def children(organisation_id: UUID) -> tuple[OrganisationFacts, ...]:
    """Return the organisations just below, by slug; one query."""
    return tuple(
        facts(found) for found in Organisation.objects.filter(parent_id=organisation_id).order_by("slug")
    )


def members(organisation_id: UUID) -> tuple[MemberFacts, ...]:
    """Return who has a role there, own ones first, then inherited ones; one query and people's."""
    held = Membership.objects.filter(organisation__descents__descendant_id=organisation_id)
    rows = list(held.order_by("organisation__descents__distance", "id"))
    known = people.people(row.person_id for row in rows)
    return tuple(
        MemberFacts(
            person_id=row.person_id,
            full_name=known[row.person_id].full_name,
            email=known[row.person_id].email,
            role=row.role,
            organisation_id=row.organisation_id,
            inherited=row.organisation_id != organisation_id,
        )
        for row in rows
        if row.person_id in known
    )


def invitations(organisation_id: UUID) -> tuple[InvitationFacts, ...]:
    """Return the open invitations of an organisation, oldest first; one query."""
    rows = Invitation.objects.filter(organisation_id=organisation_id).select_related("organisation")
    return tuple(_invited(row) for row in rows.order_by("id"))


def invitations_for(person_id: UUID) -> tuple[InvitationFacts, ...]:
    """Return the open invitations to any proven address of the person; one query and people's."""
    rows = Invitation.objects.filter(address__in=people.verified_addresses(person_id))
    return tuple(_invited(row) for row in rows.select_related("organisation").order_by("id"))


def facts(row: Organisation) -> OrganisationFacts:
    """Return the facts of a row already read; no query."""
    return OrganisationFacts(
        id=row.id,
        tenant_id=row.tenant_id,
        slug=row.slug,
        names=row.names,
        kind=row.kind,
        url=row.url,
        parent_id=row.parent_id,
        descriptions=row.descriptions,
        email=row.email,
        language=row.language,
        domain=row.domain,
        created_at=row.created_at,
    )


def _invited(row: Invitation) -> InvitationFacts:
    return InvitationFacts(row.id, row.address, row.role, facts(row.organisation), row.created_at)

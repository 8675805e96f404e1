"""Questions about people. Each answer is a value, never a row; each states its query count."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from allauth.account.models import EmailAddress

from insigne.people.addresses import normalise
from insigne.people.errors import PersonError
from insigne.people.models import Person


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What other contexts may know of a person. `full_name` may be empty."""

    id: UUID
    full_name: str
    language: str
    email: str


def verified_addresses(person_id: UUID) -> tuple[str, ...]:
    """Return the addresses that the person has proved, the main one first. One query."""
    rows = EmailAddress.objects.filter(user_id=person_id, verified=True).order_by("-primary", "email")
    return tuple(rows.values_list("email", flat=True))


def person_of_address(address: str) -> UUID | None:
    """Return who has proved `address`, or None. One query.

    At most one person can have proved an address: a constraint of the table sees to it.
    """
    rows = EmailAddress.objects.filter(email=normalise(address), verified=True, user__is_active=True)
    holder: UUID | None = rows.values_list("user_id", flat=True).first()
    return holder


def person(person_id: UUID) -> PersonFacts:
    """Return what is known of the person. One query.

    Raises PersonError("not_found").
    """
    found = people([person_id])
    if person_id not in found:
        raise PersonError("not_found")
    return found[person_id]


def people(person_ids: Iterable[UUID]) -> Mapping[UUID, PersonFacts]:
    """Return what is known of each person that exists, by id. One query."""
    rows = Person.objects.filter(id__in=tuple(person_ids)).values_list("id", "full_name", "language", "email")
    return {row[0]: PersonFacts(*row) for row in rows}

"""Who may create an organisation outside any other: everybody with an account, or those that the operator names.

Room: orgs. Reads the setting FOUNDERS and a person's proved addresses.
"""

from uuid import UUID

from django.conf import settings

from insigne.people import selectors as people
from insigne.people.addresses import normalise


def open_to_all() -> bool:
    """Return whether the operator leaves it to everybody."""
    return not settings.FOUNDERS


def may_found(person_id: UUID | None) -> bool:
    """Return whether the person may create an organisation of their own; a query when the operator named some.

    An entry of FOUNDERS is an address, or `@` and a domain: every proved address there, and none of its subdomains.
    """
    if open_to_all():
        return person_id is not None
    named = {normalise(one) for one in settings.FOUNDERS}
    addresses = people.verified_addresses(person_id) if person_id is not None else ()
    return any(not named.isdisjoint({address, "@" + address.rpartition("@")[2]}) for address in addresses)

"""Who may do what: each role's rights, and the one question that every act asks.

Room: orgs. Reads memberships. A right is named `context:thing:verb`; a role in an organisation holds in every
organisation below it.
"""

from typing import Final
from uuid import UUID

from insigne.orgs.errors import OrgError
from insigne.orgs.models import Membership, Role

READ: Final = "orgs:organisation:read"
EDIT: Final = "orgs:organisation:edit"
FOUND: Final = "orgs:organisation:found"
MANAGE_MEMBERS: Final = "orgs:member:manage"

_READER = frozenset({READ, "catalogue:badge:read", "awards:event:read"})
_REVIEWER = _READER | {"claims:claim:review"}
_AWARDER = _READER | {"awards:award:create", "awards:award:revoke", "awards:award:correct"}
_DESIGNER = _READER | {"catalogue:badge:define", "catalogue:badge:publish"}
_OWNER = (
    _REVIEWER
    | _AWARDER
    | _DESIGNER
    | {EDIT, FOUND, MANAGE_MEMBERS, "signing:key:manage", "kernel:audit:read"}
)

RIGHTS: Final[dict[str, frozenset[str]]] = {
    Role.OWNER: _OWNER,
    Role.DESIGNER: _DESIGNER,
    Role.AWARDER: _AWARDER,
    Role.REVIEWER: _REVIEWER,
    Role.READER: _READER,
}


def require(person_id: UUID | None, right: str, organisation_id: UUID) -> None:
    """Return when the person has the right there; one query.

    Raises OrgError `not_found` for somebody without any role there (or nobody at all), so that an
    organisation of others cannot be told from one that does not exist; `forbidden` when no role of theirs
    has the right; LookupError for a right that no role has.
    """
    if right not in _OWNER:
        raise LookupError(f"no role has the right {right!r}")
    roles = roles_of(person_id, organisation_id)
    if not roles:
        raise OrgError("not_found")
    if not any(right in RIGHTS[role] for role in roles):
        raise OrgError("forbidden")


def rights_of(person_id: UUID | None, organisation_id: UUID) -> frozenset[str]:
    """Return every right of the person there, none for a stranger; one query."""
    return frozenset().union(*(RIGHTS[role] for role in roles_of(person_id, organisation_id)))


def roles_of(person_id: UUID | None, organisation_id: UUID) -> tuple[str, ...]:
    """Return the person's roles there, inherited ones included; one query, none for nobody."""
    if person_id is None:
        return ()
    held = Membership.objects.filter(
        person_id=person_id, person__is_active=True, organisation__descents__descendant_id=organisation_id
    )
    return tuple(held.values_list("role", flat=True).distinct())

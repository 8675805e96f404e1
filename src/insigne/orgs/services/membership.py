"""ADD, CHANGE, REMOVE members, and LEAVE.

Room: orgs. Touches memberships and the audit log. Who may change members of an organisation is locked on its
row, so that two owners removing each other at once cannot leave it without one.
"""

from uuid import UUID

from django.db import IntegrityError, transaction

from insigne.kernel import audit
from insigne.orgs import rights, values
from insigne.orgs.errors import OrgError
from insigne.orgs.models import Membership, Organisation, Role


def add_member(*, actor_id: UUID, organisation_id: UUID, person_id: UUID, role: str) -> None:
    """Give the person a role there.

    Raises OrgError: `not_found`, `forbidden`, `role_unknown`, `already_member`.
    """
    rights.require(actor_id, rights.MANAGE_MEMBERS, organisation_id)
    with transaction.atomic():
        organisation = Organisation.objects.get(id=organisation_id)
        join(organisation, person_id, values.role(role))
        record(organisation, actor_id, "orgs.member.added", {"person": str(person_id), "role": role})


def change_role(*, actor_id: UUID, organisation_id: UUID, person_id: UUID, role: str) -> None:
    """Give a member another role there.

    Raises OrgError: `not_found`, `forbidden`, `role_unknown`, `not_member`, `last_owner`.
    """
    rights.require(actor_id, rights.MANAGE_MEMBERS, organisation_id)
    values.role(role)
    with transaction.atomic():
        organisation, membership = _locked(organisation_id, person_id)
        if membership.role == role:
            return
        membership.role = role
        membership.save(update_fields=["role"])
        _keep_an_owner(organisation)
        record(organisation, actor_id, "orgs.member.changed", {"person": str(person_id), "role": role})


def remove_member(*, actor_id: UUID, organisation_id: UUID, person_id: UUID) -> None:
    """End a member's role there; roles held above stay.

    Raises OrgError: `not_found`, `forbidden`, `not_member`, `last_owner`.
    """
    rights.require(actor_id, rights.MANAGE_MEMBERS, organisation_id)
    _end(actor_id, organisation_id, person_id, "orgs.member.removed")


def leave(*, person_id: UUID, organisation_id: UUID) -> None:
    """End one's own role there. Raises OrgError: `not_member`, `last_owner`."""
    _end(person_id, organisation_id, person_id, "orgs.member.left")


def join(organisation: Organisation, person_id: UUID, role: str) -> None:
    """Store a membership, in the caller's transaction. Raises OrgError `already_member`."""
    try:
        with transaction.atomic():
            Membership.objects.create(
                tenant_id=organisation.tenant_id, organisation=organisation, person_id=person_id, role=role
            )
    except IntegrityError:
        if not Membership.objects.filter(organisation=organisation, person_id=person_id).exists():
            raise
        raise OrgError("already_member") from None


def record(organisation: Organisation, actor_id: UUID, verb: str, about: dict[str, str]) -> None:
    """Write the act on the organisation's audit log."""
    audit.record(
        tenant_id=organisation.tenant_id,
        actor_id=actor_id,
        verb=verb,
        subject_type="organisation",
        subject_id=organisation.id,
        facts=about,
    )


@transaction.atomic
def _end(actor_id: UUID, organisation_id: UUID, person_id: UUID, verb: str) -> None:
    organisation, membership = _locked(organisation_id, person_id)
    membership.delete()
    _keep_an_owner(organisation)
    record(organisation, actor_id, verb, {"person": str(person_id)})


def _locked(organisation_id: UUID, person_id: UUID) -> tuple[Organisation, Membership]:
    """Return the organisation, its whole tree locked, and the person's membership in it."""
    organisation = Organisation.objects.filter(id=organisation_id).first()
    if organisation is None:
        raise OrgError("not_member")
    Organisation.objects.select_for_update().get(id=organisation.tenant_id)
    membership = Membership.objects.filter(organisation=organisation, person_id=person_id).first()
    if membership is None:
        raise OrgError("not_member")
    return organisation, membership


def _keep_an_owner(organisation: Organisation) -> None:
    owners = Membership.objects.filter(
        role=Role.OWNER, person__is_active=True, organisation__descents__descendant=organisation
    )
    if not owners.exists():
        raise OrgError("last_owner")

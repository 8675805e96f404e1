"""INVITE an address, WITHDRAW, ACCEPT, DECLINE.

Room: orgs. Touches invitations, memberships, the outbox, the audit log. Inviting answers the same whether or
not an account has the address: nobody learns here who has one.
"""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation

from insigne.kernel import clock, outbox
from insigne.kernel.ids import new_id
from insigne.orgs import rights, values
from insigne.orgs.errors import OrgError
from insigne.orgs.models import Invitation, Organisation, Role
from insigne.orgs.services.membership import join, record
from insigne.people import addresses
from insigne.people import selectors as people


def invite(*, actor_id: UUID, organisation_id: UUID, address: str, role: str, language: str) -> UUID:
    """Invite the address to a role and write to it, in that language; return the invitation's id.

    An address invited before gets the new role; it is written to once a day at most.
    Raises OrgError: `not_found`, `forbidden`, `role_unknown`, `address_bad`.
    """
    rights.require(actor_id, rights.MANAGE_MEMBERS, organisation_id)
    values.role(role)
    values.language(language)
    try:
        normal = addresses.check(address)
    except ValidationError:
        raise OrgError("address_bad", address=address[:200]) from None
    with transaction.atomic():
        organisation = Organisation.objects.select_for_update().get(id=organisation_id)
        invitation, _ = Invitation.objects.update_or_create(
            tenant_id=organisation.tenant_id,
            organisation=organisation,
            address=normal,
            defaults={"role": role, "invited_by_id": actor_id},
            create_defaults={"id": new_id(), "role": role, "invited_by_id": actor_id},
        )
        outbox.enqueue([_mail(organisation, invitation, language)])
        record(
            organisation, actor_id, "orgs.member.invited", {"invitation": str(invitation.id), "role": role}
        )
    return invitation.id


def withdraw_invitation(*, actor_id: UUID, organisation_id: UUID, invitation_id: UUID) -> None:
    """Close an invitation that nobody answered.

    Raises OrgError: `not_found`, `forbidden`, `invitation_gone`.
    """
    rights.require(actor_id, rights.MANAGE_MEMBERS, organisation_id)
    with transaction.atomic():
        organisation = Organisation.objects.get(id=organisation_id)
        deleted, _ = Invitation.objects.filter(organisation=organisation, id=invitation_id).delete()
        if not deleted:
            raise OrgError("invitation_gone")
        record(organisation, actor_id, "orgs.member.uninvited", {"invitation": str(invitation_id)})


def accept_invitation(*, person_id: UUID, invitation_id: UUID) -> UUID:
    """Make the invited person a member; return the organisation's id.

    Raises OrgError `invitation_gone` (withdrawn, answered, or to an address that the person has not proved),
    `already_member`.
    """
    with transaction.atomic():
        invitation = _mine(person_id, invitation_id)
        organisation, role = invitation.organisation, invitation.role
        invitation.delete()
        join(organisation, person_id, role)
        record(organisation, person_id, "orgs.member.joined", {"person": str(person_id), "role": role})
    return organisation.id


def decline_invitation(*, person_id: UUID, invitation_id: UUID) -> None:
    """Close the invitation. Raises OrgError `invitation_gone`."""
    with transaction.atomic():
        invitation = _mine(person_id, invitation_id)
        organisation = invitation.organisation
        invitation.delete()
        record(organisation, person_id, "orgs.member.declined", {"invitation": str(invitation_id)})


def _mine(person_id: UUID, invitation_id: UUID) -> Invitation:
    """Return the invitation, locked, when it was sent to an address that the person has proved."""
    mine = Invitation.objects.filter(id=invitation_id, address__in=people.verified_addresses(person_id))
    invitation = mine.select_for_update(of=("self",)).select_related("organisation").first()
    if invitation is None:
        raise OrgError("invitation_gone")
    return invitation


def _mail(organisation: Organisation, invitation: Invitation, language: str) -> outbox.Mail:
    today = clock.now().date().isoformat()
    with translation.override(language):
        role_name = str(Role(invitation.role).label)
    return outbox.Mail(
        message_key=f"orgs:invitation:{invitation.id}:{today}",
        tenant_id=organisation.tenant_id,
        to_address=invitation.address,
        language=language,
        template="orgs/mails/invitation",
        facts={"organisation_names": organisation.names, "role_name": role_name},
    )

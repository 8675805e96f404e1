"""The verbs of orgs: found and edit an organisation; add, change and remove members; invite and answer.

Room: orgs. Each verb is one transaction, checks a right first, and leaves an audit entry.
"""

from insigne.orgs.services.founding import edit, found
from insigne.orgs.services.inviting import accept_invitation, decline_invitation, invite, withdraw_invitation
from insigne.orgs.services.membership import add_member, change_role, leave, remove_member

__all__ = [
    "accept_invitation",
    "add_member",
    "change_role",
    "decline_invitation",
    "edit",
    "found",
    "invite",
    "leave",
    "remove_member",
    "withdraw_invitation",
]

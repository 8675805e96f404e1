"""What orgs refuses, and how it says so.

Room: orgs. Touches translations only.
"""

from django.utils.translation import gettext_lazy as _

from insigne.kernel.errors import ServiceError


class OrgError(ServiceError):
    """A service of orgs refused."""

    messages = {
        "not_found": _("We could not find this organisation, or it is not open to you."),
        "forbidden": _("Your role in this organisation does not allow this. Ask one of its owners."),
        "slug_taken": _("The short name “%(slug)s” is already taken. Choose another one."),
        "slug_bad": _(
            "“%(slug)s” cannot be a short name: use 2 to 63 lower-case letters, digits and hyphens, "
            "and begin and end with a letter or a digit."
        ),
        "slug_reserved": _("The short name “%(slug)s” is reserved for the site itself. Choose another one."),
        "name_missing": _("Give the organisation a name in at least one language."),
        "text_too_long": _("A text is too long: at most %(most)s characters."),
        "language_unknown": _("The language “%(language)s” is not offered on this site."),
        "kind_unknown": _("“%(kind)s” is not a kind of organisation."),
        "role_unknown": _("“%(role)s” is not a role."),
        "url_bad": _("“%(url)s” is not a web address: write it with https:// or http:// at the start."),
        "address_bad": _("“%(address)s” is not an email address that we can write to."),
        "too_deep": _("Organisations can be nested at most %(most)s levels deep."),
        "too_many": _(
            "You already own %(most)s organisations, the most that one account can have. "
            "Ask the people who run this site."
        ),
        "founding_closed": _(
            "On this site, organisations are created by the people who run it. Ask them for yours."
        ),
        "already_member": _("This person is already a member of the organisation."),
        "not_member": _("This person is not a member of the organisation."),
        "invitation_gone": _("This invitation is no longer open."),
        "last_owner": _("An organisation needs at least one owner. Name another owner first."),
    }
    statuses = {
        "founding_closed": 403,
        "slug_taken": 409,
        "already_member": 409,
        "not_member": 404,
        "invitation_gone": 404,
        "last_owner": 409,
    }

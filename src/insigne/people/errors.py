"""Why a service of this room may refuse."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from insigne.kernel.errors import ServiceError


class PersonError(ServiceError):
    """`address_taken` (409), `address_invalid`, `not_found` (404)."""

    messages: ClassVar = {
        "not_found": _("This person has no account here."),
        "address_taken": _("An account already has this address: sign in with it, or reset its password."),
        "address_invalid": _("“%(address)s” is not an email address that we can write to."),
    }
    statuses: ClassVar = {"address_taken": 409}

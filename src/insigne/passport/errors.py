"""What can go wrong when taking a badge in, as codes with their sentences."""

from django.utils.translation import gettext_lazy as _

from insigne.kernel.errors import ServiceError


class PassportError(ServiceError):
    messages = {
        "not_found": _("This badge is not in your passport."),
        "nothing": _("Choose the badge's file first."),
        "too_big": _("This file is larger than %(most)s MB: a badge is never that big."),
        "full": _("Your passport is full: it holds %(most)s badges. Remove one first."),
        "refused": _("This badge cannot be kept: %(reason)s"),
        "not_yours": _(
            "This badge was awarded to an address other than yours. If that address is also yours, add it to your "
            "account and confirm it, then import the badge again."
        ),
        "no_address": _(
            "Confirm one of your email addresses first: a badge is kept by the person it was awarded to."
        ),
    }
    statuses = {"full": 409}

"""What can go wrong before a verification can begin, as codes with their sentences."""

from django.utils.translation import gettext_lazy as _

from insigne.kernel.errors import ServiceError


class VerifierError(ServiceError):
    messages = {
        "nothing": _("Choose a file, or paste a link or the badge itself."),
        "too_big": _("This file is larger than %(most)s MB: a badge is never that big."),
        "link_bad": _("This is neither a web address (https://…) nor a badge."),
        "link_unreachable": _("This address did not answer. Check it, or drop the file itself."),
        "too_often": _("You have checked many badges in a short time. Wait a minute, then continue."),
    }
    statuses = {"too_often": 429}

"""What can go wrong when signing, as codes with their sentences."""

from django.utils.translation import gettext_lazy as _

from insigne.kernel.errors import ServiceError


class SigningError(ServiceError):
    messages = {
        "no_key": _("This organisation has no signing key. Ask its owner to create one."),
        "sealed": _(
            "The signing key cannot be opened: the key-encryption key of this server is not the one that sealed it."
        ),
        "not_found": _("This document does not exist."),
    }

"""What can go wrong when signing, as codes with their sentences."""

from django.utils.translation import gettext_lazy as _

from insigne.kernel.errors import ServiceError


class SigningError(ServiceError):
    messages = {
        "sealed": _(
            "The signing key cannot be opened: the key-encryption key of this server is not the one that sealed it."
        ),
    }

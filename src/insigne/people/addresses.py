"""The one way in which an e-mail address is written here, so that one address is one identity.

Only ASCII local parts are taken and domains are stored in their IDNA form: no two addresses can then meet
through a change of case of some other script (CVE-2019-19844). Pure functions, nothing is read or stored.
"""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

ADDRESS_CHARACTERS = 254
"""Longest address that mail can carry (RFC 5321 clause 4.5.3.1.3, less the angle brackets)."""


def normalise(address: str) -> str:
    """Return `address` trimmed, in lower case, with its domain in IDNA form.

    An address whose local part is not ASCII comes back trimmed but otherwise unchanged: `check` refuses it,
    and it can equal no stored address.
    """
    local, at, domain = address.strip().rpartition("@")
    if not at or not local.isascii():
        return address.strip()
    try:
        ascii_domain = domain.encode("idna").decode("ascii") if not domain.isascii() else domain
    except UnicodeError:
        return address.strip()
    return f"{local}@{ascii_domain}".lower()


def check(address: str) -> str:
    """Return the normal form of `address`.

    Raises Django's ValidationError (code "invalid") when it is not an address that we can write to.
    """
    normal = normalise(address)
    if not normal.isascii() or len(normal) > ADDRESS_CHARACTERS:
        raise ValidationError(validate_email.message, code="invalid")
    validate_email(normal)
    return normal

"""The one way in which an e-mail address is written here, so that one address is one identity.

Only plain ASCII local parts are taken and domains are stored in their ASCII form: no two addresses can then meet
through a change of case of some other script (CVE-2019-19844). Pure functions, nothing is read or stored.
"""

import re
from typing import Final

import idna
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

ADDRESS_CHARACTERS: Final = 254
"""Longest address that mail can carry (RFC 5321 clause 4.5.3.1.3, less the angle brackets)."""

_PLAIN: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+")
"""A local part without quotes (RFC 5322 clause 3.2.3): quoted ones may hold blanks, controls and other addresses."""


def normalise(address: str) -> str:
    """Return `address` trimmed, in lower case, with its domain in ASCII.

    An address that `check` refuses may come back trimmed but otherwise unchanged: it can equal no stored address.
    """
    local, at, domain = address.strip().rpartition("@")
    if not at or not local.isascii():
        return address.strip()
    try:
        return f"{local}@{_ascii(domain)}".lower()
    except UnicodeError:
        return address.strip()


def check(address: str) -> str:
    """Return the normal form of `address`.

    Raises Django's ValidationError (code "invalid") when it is not an address that we can write to.
    """
    normal = normalise(address)
    local, _, domain = normal.rpartition("@")
    if not normal.isascii() or len(normal) > ADDRESS_CHARACTERS or not _PLAIN.fullmatch(local):
        raise ValidationError(validate_email.message, code="invalid")
    if "." not in domain or domain.startswith("[") or not _is_name(domain):
        raise ValidationError(validate_email.message, code="invalid")
    validate_email(normal)
    return normal


def _ascii(domain: str) -> str:
    """Return the domain as the name system has it today (IDNA 2008, where ß and ς are letters of their own).

    What people type is mapped first (UTS 46, non-transitional): case, width. Raises UnicodeError.
    """
    if domain.isascii():
        return domain
    if len(domain) > ADDRESS_CHARACTERS:
        raise UnicodeError("the domain is too long")
    return idna.encode(domain, uts46=True).decode("ascii")


def _is_name(domain: str) -> bool:
    """Return whether each label that claims to be encoded is so."""
    if "xn--" not in domain:
        return True
    try:
        idna.decode(domain)
    except UnicodeError:
        return False
    return True

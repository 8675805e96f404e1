"""What may be written in an organisation's fields: texts by language, addresses, the short name.

Room: orgs. Pure: values in, values out, OrgError when they will not do.
"""

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from insigne.kernel.text import clean, line
from insigne.orgs.errors import OrgError
from insigne.orgs.models import Kind, Role

NAME_CHARACTERS: Final = 200
DESCRIPTION_CHARACTERS: Final = 5_000
URL_CHARACTERS: Final = 500
RESERVED_SLUGS: Final = frozenset({"new", "mine", "invitations"})
_SLUG: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])")
_WEB: Final = URLValidator(schemes=["http", "https"])


def is_slug(value: str) -> bool:
    """Return whether an organisation can have this short name."""
    return _SLUG.fullmatch(value) is not None


def slug(value: str) -> str:
    """Return the short name unchanged. Raises OrgError `slug_bad` or `slug_reserved`."""
    if not is_slug(value):
        raise OrgError("slug_bad", slug=value[:80])
    if value in RESERVED_SLUGS:
        raise OrgError("slug_reserved", slug=value)
    return value


def texts(values: Mapping[str, str], *, most: int) -> dict[str, str]:
    """Return the texts cleaned, empty ones left out.

    Raises OrgError `language_unknown` or `text_too_long` (`most` characters).
    """
    known = {code for code, _ in settings.LANGUAGES}
    cleaned = {}
    for language, value in values.items():
        if language not in known:
            raise OrgError("language_unknown", language=language[:20])
        text = clean(value)
        if len(text) > most:
            raise OrgError("text_too_long", most=most)
        if text:
            cleaned[language] = text
    return cleaned


def names(values: Mapping[str, str]) -> dict[str, str]:
    """Return the names cleaned, one at least. Raises OrgError `name_missing` and what `texts` raises."""
    cleaned = texts({language: line(value) for language, value in values.items()}, most=NAME_CHARACTERS)
    if not cleaned:
        raise OrgError("name_missing")
    return cleaned


def url(value: str) -> str:
    """Return the web address trimmed, or an empty string. Raises OrgError `url_bad`."""
    address = clean(value)
    if not address:
        return ""
    try:
        _WEB(address)
        host = urlsplit(address).hostname
    except (ValidationError, ValueError):
        host = None
    if host is None or len(address) > URL_CHARACTERS:
        raise OrgError("url_bad", url=address[:200])
    return address


def email(value: str) -> str:
    """Return the contact address trimmed, or an empty string. Raises OrgError `address_bad`."""
    address = clean(value)
    try:
        if address:
            validate_email(address)
    except ValidationError:
        raise OrgError("address_bad", address=address[:200]) from None
    if len(address) > 254:
        raise OrgError("address_bad", address=address[:200])
    return address


def kind(value: str) -> str:
    """Return the kind unchanged. Raises OrgError `kind_unknown`."""
    if value not in Kind.values:
        raise OrgError("kind_unknown", kind=value[:80])
    return value


def role(value: str) -> str:
    """Return the role unchanged. Raises OrgError `role_unknown`."""
    if value not in Role.values:
        raise OrgError("role_unknown", role=value[:80])
    return value


def language(value: str) -> str:
    """Return the language code unchanged. Raises OrgError `language_unknown`."""
    if value not in {code for code, _ in settings.LANGUAGES}:
        raise OrgError("language_unknown", language=value[:20])
    return value

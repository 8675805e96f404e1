"""The links of the top bar and of the foot. A link whose page is not mounted is left out."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Place:
    """A page that every page links to: `signed_in` shows it only to people with an account, `demo` only there."""

    url_name: str
    label: str | Promise
    signed_in: bool = False
    demo: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A link ready to show; `current` when the page shown is it or stands under it."""

    url: str
    label: str | Promise
    current: bool


TOP = (
    Place("passport:home", _("My passport"), signed_in=True),
    Place("orgs:mine", _("My organisations"), signed_in=True),
    Place("verifier:home", _("Check a badge")),
    Place("delivery:mailbox", _("Demo emails"), demo=True),
)
FOOT = (
    Place("verifier:home", _("Check a badge")),
    Place("web:accessibility", _("Accessibility")),
    Place("web:privacy", _("Your data")),
)


def links(places: Iterable[Place], *, path: str, signed_in: bool) -> tuple[Link, ...]:
    """Return the links that this person may follow from `path`, in order."""
    found = []
    for place in places:
        if (place.signed_in and not signed_in) or (place.demo and not settings.DEMO):
            continue
        url = url_of(place.url_name)
        if url:
            found.append(Link(url, place.label, current=path == url or path.startswith(url)))
    return tuple(found)


def url_of(name: str) -> str:
    """Return the address of a page, or an empty string when it is not mounted."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""

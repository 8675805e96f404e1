"""What contexts downstream show on an organisation's pages: they register here, orgs imports none of them.

Room: orgs. Holds functions; touches nothing. A panel is a piece of markup; a tile is one link of the dashboard.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from insigne.orgs import rights
from insigne.orgs.selectors import OrganisationFacts

Panel = Callable[[HttpRequest, OrganisationFacts], SafeString]

_profile: list[Panel] = []
_dashboard: list[tuple[str, Panel]] = []


@dataclass(frozen=True, slots=True)
class Tile:
    """A page of an organisation, whose address takes its slug, shown to those who hold `right`."""

    url_name: str
    right: str
    icon: str
    title: str | Promise
    text: str | Promise
    slug_parameter: str = "slug"


@dataclass(frozen=True, slots=True)
class Link:
    """A tile ready to show."""

    url: str
    icon: str
    title: str | Promise
    text: str | Promise


TILES = (
    Tile(
        "awards:desk",
        "awards:award:create",
        "send",
        _("Award a badge"),
        _("To one person, a pasted list or a file."),
    ),
    Tile(
        "catalogue:list",
        "catalogue:badge:read",
        "award",
        _("Badges"),
        _("Define them, publish them, see which ones you may award."),
    ),
    Tile(
        "awards:events",
        "awards:event:read",
        "list-checks",
        _("Awards"),
        _("Follow what happens to each badge, line by line."),
    ),
    Tile(
        "orgs:members",
        rights.READ,
        "users",
        _("Members"),
        _("Who may do what here, and who has been invited."),
    ),
    Tile(
        "orgs:edit",
        rights.EDIT,
        "pencil",
        _("Profile"),
        _("The name, the description and the links that everyone sees."),
    ),
    Tile(
        "orgs:public",
        rights.READ,
        "globe",
        _("Public page"),
        _("What people see when they follow the name of the organisation."),
    ),
)


def links(slug: str, held: frozenset[str]) -> tuple[Link, ...]:
    """Return the tiles that somebody with these rights may follow; pages that are not mounted are left out."""
    found = []
    for tile in TILES:
        if tile.right not in held:
            continue
        try:
            url = reverse(tile.url_name, kwargs={tile.slug_parameter: slug})
        except NoReverseMatch:
            continue
        found.append(Link(url, tile.icon, tile.title, tile.text))
    return tuple(found)


def show_on_profile(panel: Panel) -> None:
    """Show the panel on every public profile; called from `AppConfig.ready`."""
    if panel not in _profile:
        _profile.append(panel)


def show_on_dashboard(right: str, panel: Panel) -> None:
    """Show the panel on the dashboard to those who hold the right; called from `AppConfig.ready`."""
    if (right, panel) not in _dashboard:
        _dashboard.append((right, panel))


def on_profile(request: HttpRequest, organisation: OrganisationFacts) -> list[SafeString]:
    """Return the panels of a public profile."""
    return [panel(request, organisation) for panel in _profile]


def on_dashboard(
    request: HttpRequest, organisation: OrganisationFacts, held: frozenset[str]
) -> list[SafeString]:
    """Return the panels of a dashboard for somebody with these rights."""
    return [panel(request, organisation) for right, panel in _dashboard if right in held]

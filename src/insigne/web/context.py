"""What every template knows: `site`, with the name, the public address, the languages and whether this is a demo."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language_info

NAME = "Insigne"


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the pages, named in itself: "fr", "Français"."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Site:
    """The same on all pages. `public_url` has no last slash."""

    name: str
    public_url: str
    demo: bool
    languages: tuple[Language, ...]


def site(request: HttpRequest) -> dict[str, object]:
    """Return the context `{"site": Site}`; asks the database nothing."""
    return {"site": this_site()}


def this_site() -> Site:
    """Return what is the same on all pages; for templates of views that use the name `site` for something else."""
    languages = tuple(
        Language(code, str(get_language_info(code)["name_local"]).capitalize())
        for code, _ in settings.LANGUAGES
    )
    return Site(NAME, settings.PUBLIC_URL, settings.DEMO, languages)

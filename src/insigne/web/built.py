"""What the front-end build left in static/built: hashed file names and the drawings of the icons.

Reads two small files, once for each process; `manifest.json` name → hashed name, `icons.json` name → SVG content.
"""

import json
from functools import cache
from pathlib import Path
from typing import Final

from django.core.exceptions import ImproperlyConfigured

FOLDER: Final = Path(__file__).parent / "static" / "built"
FONTS: Final = FOLDER / "fonts"
"""Static TrueType instances for renderers (badges, certificates); frontend/README.md lists them."""


class UnknownIconError(LookupError):
    """No icon of that name was built."""


def path(name: str) -> str:
    """Return the path under STATIC_URL of a built file, such as "insigne.css".

    Raises ImproperlyConfigured when the front end was not built, LookupError when it has no such file.
    """
    return f"built/{_read('manifest.json')[name]}"


def icon(name: str) -> str:
    """Return what stands inside the `<svg viewBox="0 0 24 24">` of an icon of Lucide.

    Raises UnknownIconError, or ImproperlyConfigured when the front end was not built.
    """
    try:
        return _read("icons.json")[name]
    except KeyError as error:
        raise UnknownIconError(name) from error


def icon_names() -> tuple[str, ...]:
    """Return the names of all icons, sorted."""
    return tuple(sorted(_read("icons.json")))


@cache
def _read(name: str) -> dict[str, str]:
    try:
        content: dict[str, str] = json.loads((FOLDER / name).read_text())
    except FileNotFoundError as error:
        message = "The front end is not built: ./run builds it, or `npm ci && node build.mjs` in frontend/."
        raise ImproperlyConfigured(message) from error
    return content

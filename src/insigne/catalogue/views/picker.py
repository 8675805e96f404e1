"""What the studio's panel shows beside its choices: small forms, colours and icons. Pure."""

from dataclasses import dataclass
from typing import Final

from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from insigne.catalogue import studio
from insigne.catalogue.forms import DesignForm
from insigne.catalogue.studio.outlines import OUTLINES
from insigne.kernel.text import pick

THEMES: Final = {
    "learn": _("Learning"),
    "speak": _("Speaking and listening"),
    "organise": _("Organising"),
    "together": _("Together"),
    "move": _("Moving and adapting"),
    "make": _("Making"),
    "honour": _("Honours"),
}


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: its value, its words, whether it is taken, the SVG that stands for it (of an icon: on the sheet)."""

    value: str
    label: str | Promise
    taken: bool
    drawing: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """The choices that are pictures; `icons` by theme, `open_theme` that of the icon taken."""

    shapes: tuple[Option, ...]
    palettes: tuple[Option, ...]
    icons: tuple[tuple[str, str | Promise, tuple[Option, ...]], ...]
    open_theme: str


def panel(form: DesignForm, language: str) -> Panel:
    """Return the choices of the form as pictures."""
    shape, palette, icon = (str(form[name].value()) for name in ("shape", "palette", "icon"))
    return Panel(
        shapes=tuple(
            Option(value, label, value == shape, mark_safe(f'<path d="{OUTLINES[value].path(1.05)}"/>'))  # noqa: S308
            for value, label in _choices(form["shape"])
        ),
        palettes=tuple(
            Option(value, label, value == palette, mark_safe('<circle cx="256" cy="256" r="230"/>'))
            for value, label in _choices(form["palette"])
        ),
        icons=tuple((theme, label, _icons(theme, icon, language)) for theme, label in THEMES.items()),
        open_theme=studio.ICONS[icon].theme if icon in studio.ICONS else "",
    )


def _icons(theme: str, taken: str, language: str) -> tuple[Option, ...]:
    return tuple(
        Option(name, pick(icon.names, language), name == taken)
        for name, icon in studio.ICONS.items()
        if icon.theme == theme
    )


def _choices(field: BoundField) -> list[tuple[str, str | Promise]]:
    return list(field.field.choices)  # type: ignore[attr-defined]  # both are choice fields

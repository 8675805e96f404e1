"""{% load definitions %}: how a badge's definition is written on a page, wherever it is shown.

{{ badge.criteria|criteria }}      the criteria of the page's language, from Markdown to safe HTML
{{ badge.names|spoken_language }}  the code of the language in which |spoken answers, when it is another one
{% level_label badge %}            "Je maîtrise", or "Niveau 2"; empty without a level
{% type_label badge.type %}  {% nature_label badge.nature %}   the words of those choices
"""

from collections.abc import Mapping

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from insigne.catalogue import markdown
from insigne.catalogue.facts import RevisionFacts
from insigne.catalogue.models import BadgeNature, BadgeType
from insigne.kernel.text import language_of, pick

register = template.Library()


@register.filter
def criteria(texts: Mapping[str, str]) -> SafeString:
    """Return the criteria as safe HTML, in the language now active, else in another one."""
    return markdown.spoken_html(texts, get_language() or "")


@register.filter
def spoken_language(texts: Mapping[str, str]) -> str:
    """Return the language in which a text can be had, or nothing when it is that of the page."""
    active = (get_language() or "").partition("-")[0]
    found = language_of(texts, active)
    return "" if found == active else found


@register.simple_tag
def level_label(badge: RevisionFacts) -> str:
    """Return the level's name, else its number in words, else nothing."""
    if not badge.level:
        return ""
    return pick(badge.level_names, get_language() or "") or _("Level %(level)d") % {"level": badge.level}


@register.simple_tag
def type_label(value: str) -> str:
    """Return the words of a badge's type."""
    return str(BadgeType(value).label)


@register.simple_tag
def nature_label(value: str) -> str:
    """Return the words of a badge's nature."""
    return str(BadgeNature(value).label)

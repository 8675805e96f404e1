"""`{{ badge.names|spoken }}`: a text written in several languages, in the one of the page. Built in, no {% load %}.

Room: kernel. Pure: values in, values out.
"""

from collections.abc import Mapping

from django import template
from django.utils.translation import get_language

from insigne.kernel.text import pick

register = template.Library()


@register.filter
def spoken(texts: Mapping[str, str]) -> str:
    """Return the text in the language now active, else in another one."""
    return pick(texts, get_language() or "")

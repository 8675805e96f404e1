"""The components that every template may use, built in: no {% load %} is needed.

{% icon "check" %}                      an icon of Lucide, silent for screen readers
{% built "insigne.css" %}               the address of a built file
{% logo %}                              our mark
{% field form.email %}                  label, control, help and errors of one form field
{% form_fields form %}                  all fields, after the errors of the whole form
{% chip "ok" "Verified" "badge-check" %}  a state: colour, word, icon
{% badge_card name=… url=… image=… issuer=… %}  a badge in a grid (a list item)
{% verdict "ok" title %}…{% endverdict %}       a verdict with its sentences
{% copy_field id label value %}         a value to copy, with its button
{% local_time at %}                     a moment, readable and machine-readable
{% file_size bytes %}                  the size of a file, such as "118 KB"
{% pages page %}                        links to the other pages of a list
"""

from datetime import date, datetime

from django import forms, template
from django.conf import settings
from django.core.paginator import Page
from django.forms.boundfield import BoundField
from django.template.base import Node, NodeList, Parser, Token
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from insigne.web import built as built_files
from insigne.web import context as site_context
from insigne.web import navigation
from insigne.web.context import Site

register = template.Library()

STATE_ICONS = {
    "ok": "badge-check",
    "warn": "shield-question-mark",
    "bad": "circle-x",
    "mute": "circle-question-mark",
    "encre": "info",
}

KILO = 1000

MOMENTS = {
    # Translators: how Django writes a date with its hour, such as “May 3, 2026, 14:05”
    "moment": lambda: gettext("N j, Y, H:i"),
    # Translators: how Django writes an hour with its seconds, such as “14:05:30”
    "second": lambda: gettext("H:i:s"),
}


@register.simple_tag
def icon(name: str, label: str = "", classes: str = "") -> SafeString:
    """Return the inline SVG of a Lucide icon; without `label` it is decoration and hidden from screen readers."""
    content = mark_safe(built_files.icon(name))  # noqa: S308 (our own build's file)
    spoken = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" '
        'stroke-linejoin="round" {}{}>{}</svg>',
        spoken,
        format_html(' class="{}"', classes) if classes else "",
        content,
    )


@register.simple_tag
def built(name: str) -> str:
    """Return the address of a file of the front-end build, such as "insigne.css"."""
    return f"{settings.STATIC_URL}{built_files.path(name)}"


@register.simple_tag
def this_site() -> Site:
    """Return what is the same on all pages, whatever the view calls `site`."""
    return site_context.this_site()


@register.inclusion_tag("web/logo.html")
def logo() -> dict[str, object]:
    """Return our mark as inline SVG, in the colours of the theme."""
    return {}


@register.simple_tag(takes_context=True)
def top_links(context: Context) -> tuple[navigation.Link, ...]:
    """Return the links of the top bar for this person."""
    return _links(context, navigation.TOP)


@register.simple_tag(takes_context=True)
def foot_links(context: Context) -> tuple[navigation.Link, ...]:
    """Return the links of the foot."""
    return _links(context, navigation.FOOT)


def _links(context: Context, places: tuple[navigation.Place, ...]) -> tuple[navigation.Link, ...]:
    """Return the links; who is looking is only asked (one query) when a place depends on it."""
    request = context.get("request")
    signed_in = (
        any(place.signed_in for place in places) and "user" in context and context["user"].is_authenticated
    )
    return navigation.links(places, path=request.path if request is not None else "", signed_in=signed_in)


@register.simple_tag
def field(
    bound: BoundField, help: str = "", label: str = "", placeholder: str = "", either: bool = False
) -> SafeString:
    """Return one form field with its label, help and errors, linked to each other for screen readers.

    `either` is for a text asked in two languages of which one is enough: neither is called optional.
    """
    kind = _kind(bound)
    bound.field.widget.attrs.pop("placeholder", None)
    help_text = help or bound.help_text
    described = [f"{bound.auto_id}_help"] * bool(help_text) + [f"{bound.auto_id}_errors"] * bool(bound.errors)
    attributes: dict[str, str | bool] = {}
    if kind == "control":
        attributes["class"] = f"{bound.field.widget.attrs.get('class', '')} input".strip()
    if placeholder:
        attributes["placeholder"] = placeholder
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if bound.errors:
        attributes["aria-invalid"] = "true"
    values = {
        "field": bound,
        "kind": kind,
        "help": help_text,
        "label": label or bound.label,
        "either": either,
    }
    control = "" if kind == "choices" else bound.as_widget(attrs=attributes)
    return render_to_string("web/field.html", {**values, "control": control})


def _kind(bound: BoundField) -> str:
    """Return how the field is laid out: control (label above), check (box beside), choices (several boxes)."""
    if isinstance(bound.field.widget, forms.CheckboxInput):
        return "check"
    if isinstance(bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    return "control"


@register.inclusion_tag("web/form_fields.html")
def form_fields(form: forms.BaseForm) -> dict[str, object]:
    """Return the errors of the whole form, then its fields one by one."""
    return {"form": form}


@register.inclusion_tag("web/form_errors.html")
def form_errors(form: forms.BaseForm) -> dict[str, object]:
    """Return the errors that concern the whole form."""
    return {"form": form}


@register.inclusion_tag("web/chip.html")
def chip(state: str, word: str, icon: str = "") -> dict[str, object]:
    """Return a state as icon, word and colour; `state` is ok, warn, bad, encre or mute."""
    return {"state": state, "word": word, "icon": icon or STATE_ICONS[state]}


@register.inclusion_tag("web/badge_card.html")
def badge_card(
    name: str,
    url: str,
    image: str,
    issuer: str = "",
    tint: str = "",
    state: str = "",
    word: str = "",
    icon: str = "",
    level: int = 3,
) -> dict[str, object]:
    """Return a badge in a grid: art, name, issuer and, when `state` and `word` are given, a chip.

    `level` is that of its heading, 2 or 3; `tint` is one of the tint-* classes without its prefix.
    """
    shown_icon = icon or STATE_ICONS.get(state, "")
    return {
        "name": name,
        "url": url,
        "image": image,
        "issuer": issuer,
        "tint": tint,
        "state": state,
        "word": word,
        "icon": shown_icon,
        "level": level,
    }


@register.inclusion_tag("web/copy_field.html")
def copy_field(id: str, label: str, value: str) -> dict[str, object]:
    """Return a read-only field with its copy button."""
    return {"id": id, "label": label, "value": value}


@register.simple_tag
def local_time(at: datetime | date | None, style: str = "date") -> SafeString | str:
    """Return `<time>` in the language of the page; `style` is date ("3 mai 2026"), moment (with the hour) or
    second (the hour alone, with its seconds)."""
    if at is None:
        return ""
    local = timezone.localtime(at) if isinstance(at, datetime) and timezone.is_aware(at) else at
    pattern = MOMENTS[style]() if style in MOMENTS else "DATE_FORMAT"
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), date_format(local, pattern))


@register.simple_tag
def file_size(size_bytes: int) -> str:
    """Return a size in the unit that people read: "118 KB", "2.6 MB"."""
    if size_bytes < KILO:
        return ngettext("%(size)s byte", "%(size)s bytes", size_bytes) % {"size": size_bytes}
    if size_bytes < KILO * KILO:
        return gettext("%(size)s KB") % {"size": number_format(round(size_bytes / KILO))}
    return gettext("%(size)s MB") % {"size": number_format(size_bytes / KILO**2, 1)}


@register.inclusion_tag("web/pages.html", takes_context=True)
def pages(context: Context, page: "Page[object]") -> dict[str, object]:
    """Return the links to the other pages of a paginated list, keeping the rest of the query."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else None
    if query is not None:
        query.pop("page", None)
    return {
        "page": page,
        "numbers": list(page.paginator.get_elided_page_range(page.number))
        if page.paginator.num_pages > 1
        else [],
        "kept": f"{query.urlencode()}&" if query else "",
        "gap": page.paginator.ELLIPSIS,
    }


@register.tag
def verdict(parser: Parser, token: Token) -> "VerdictNode":
    """Compile {% verdict state title %}…{% endverdict %}."""
    _, *bits = token.split_contents()
    if len(bits) not in (2, 3):
        raise template.TemplateSyntaxError("verdict takes a state, a title and perhaps an icon")
    content = parser.parse(("endverdict",))
    parser.delete_first_token()
    return VerdictNode(content, [parser.compile_filter(bit) for bit in bits])


class VerdictNode(Node):
    """A verdict: icon and title in the colour of the state, then the sentences that explain it."""

    child_nodelists = ("content",)

    def __init__(self, content: NodeList, arguments: list[template.base.FilterExpression]) -> None:
        self.content = content
        self.arguments = arguments

    def render(self, context: Context) -> SafeString:
        """Return the verdict's markup."""
        state, title, *name = (str(argument.resolve(context)) for argument in self.arguments)
        return format_html(
            '<div class="verdict{}">{}<strong>{}</strong>{}</div>',
            "" if state == "ok" else f" {state}",
            icon(name[0] if name else STATE_ICONS[state]),
            title,
            self.content.render(context),
        )

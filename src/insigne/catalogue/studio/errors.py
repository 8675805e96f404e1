"""Why a design cannot be drawn, as codes with translated sentences."""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from insigne.kernel.errors import ServiceError


class StudioError(ServiceError):
    """A design that cannot be drawn: `code` is a key of `messages`, `field` in the facts says where."""

    messages: ClassVar[dict[str, str | Promise]] = {
        "choice_unknown": _("“%(value)s” is not a choice for %(field)s: choose one of %(choices)s."),
        "field_unknown": _("A design has no part called “%(field)s”."),
        "field_kind": _("“%(field)s” is not of the right kind."),
        "colour_bad": _("“%(value)s” is not a colour: write # and six digits, such as #3f5bd8."),
        "level_bad": _(
            "A badge shows 0 to %(limit)s stars, and cannot have more filled stars than stars in all."
        ),
        "text_too_long": _(
            "“%(text)s” does not fit on the badge, even on two lines: shorten it to about %(limit)s letters."
        ),
        "letter_unknown": _("The letter “%(letter)s” of “%(text)s” cannot be drawn."),
    }

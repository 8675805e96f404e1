"""What the catalogue's services refuse, as codes with translated sentences."""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from insigne.kernel.errors import ServiceError


class CatalogueError(ServiceError):
    """A refusal of the catalogue: `code` is a key of `messages`."""

    messages: ClassVar[dict[str, str | Promise]] = {
        "not_found": _("There is no such badge here."),
        "immutable": _("A published revision never changes: edit the badge to prepare the next one."),
        "stale": _(
            "Somebody else has edited this badge in the meantime: reload the page, then make your changes again."
        ),
        "slug_taken": _("This organisation already has a badge whose address is “%(slug)s”: choose another."),
        "slug_bad": _(
            "An address is made of lower-case letters without accents, digits and hyphens, 60 at most."
        ),
        "name_missing": _("Give the badge a name, in French or in English."),
        "description_missing": _(
            "Describe the badge in every language in which it has a name (missing: %(named)s)."
        ),
        "criteria_missing": _(
            "Write the criteria in every language in which the badge has a name (missing: %(named)s)."
        ),
        "text_too_long": _("The text “%(field)s” is too long: %(size)s characters, %(limit)s at most."),
        "language_unknown": _("The language “%(language)s” is not offered on this site."),
        "level_bad": _("A level is a whole number from 0 (none) to %(limit)s."),
        "family_unknown": _(
            "The family “%(family)s” does not belong to any framework that this organisation may use."
        ),
        "level_not_in_framework": _("The framework of this family has no level %(level)s."),
        "choice_bad": _("“%(value)s” is not one of the choices for %(field)s."),
        "expiry_bad": _("A badge expires after 1 to %(limit)s days, or never."),
        "tags_too_many": _("Give at most %(limit)s tags in each language."),
        "alignment_bad": _("Each link to a framework has a name and an address that begins with https://."),
        "framework_bad": _("This framework cannot be read: %(reason)s."),
        "image_missing": _("Draw the badge's picture, or upload a PNG or SVG file."),
        "image_too_big": _("The picture is too large: %(limit_mb)s MB at most."),
        "image_bad": _("This picture cannot be used: %(reason)s"),
        "image_text": _(
            "This SVG contains text that needs a font: convert the text to outlines, or upload a PNG."
        ),
        "image_size": _("This SVG does not state its size: give it a viewBox, or upload a PNG."),
        "image_too_small": _("The picture is too small: at least %(limit)s pixels on each side."),
        "design_bad": _("The picture cannot be drawn: %(reason)s"),
        "nothing_to_publish": _("There is nothing new to publish: edit the badge first."),
        "archived": _("This badge is archived: it can be read, but neither edited nor awarded."),
        "too_many": _("An organisation can have at most %(limit)s badges."),
    }
    statuses: ClassVar[dict[str, int]] = {
        "not_found": 404,
        "immutable": 409,
        "stale": 409,
        "slug_taken": 409,
        "nothing_to_publish": 409,
        "archived": 409,
        "too_many": 409,
        "image_too_big": 413,
    }

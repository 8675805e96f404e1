"""What an author types into the badge editor. The services check; the form labels, limits and translates. Pure."""

from collections.abc import Mapping, Sequence
from typing import Final

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from insigne.catalogue import content as rules
from insigne.catalogue import studio, uploads
from insigne.catalogue.content import Alignment, BadgeContent
from insigne.catalogue.facts import FrameworkFacts, RevisionFacts
from insigne.catalogue.models import BadgeNature, BadgeType
from insigne.kernel.text import pick
from openbadge.model.json import JsonObject

Choices = list[tuple[str, str | Promise]]
SHAPES: Final[Choices] = [
    ("circle", _("Circle")),
    ("hexagon", _("Hexagon")),
    ("octagon", _("Octagon")),
    ("rosette", _("Rosette")),
    ("seal", _("Seal")),
    ("flower", _("Flower")),
    ("shield", _("Shield")),
    ("patch", _("Patch")),
]
PALETTES: Final[Choices] = [
    ("brique", _("Brick")),
    ("miel", _("Honey")),
    ("sapin", _("Fir")),
    ("canard", _("Teal")),
    ("lagon", _("Lagoon")),
    ("nuit", _("Night")),
    ("iris", _("Iris")),
    ("prune", _("Plum")),
    ("rose", _("Rose")),
    ("ardoise", _("Slate")),
]
BORDERS: Final[Choices] = [
    ("double", _("Double line")),
    ("plain", pgettext_lazy("border", "Plain")),
    ("beads", _("Beads")),
    ("stitch", _("Stitches")),
]
PATTERNS: Final[Choices] = [
    ("none", pgettext_lazy("pattern", "Plain")),
    ("rays", _("Rays")),
    ("rings", _("Rings")),
    ("dots", _("Dots")),
    ("waves", _("Waves")),
    ("facets", _("Facets")),
]
ORNAMENTS: Final[Choices] = [
    ("none", pgettext_lazy("ornament", "None")),
    ("laurel", _("Laurel")),
    ("diamonds", _("Diamonds")),
]
TEXT_STYLES: Final[Choices] = [
    ("curved", _("On a curve, above the icon")),
    ("straight", _("Straight, below the icon")),
]
FOOT_STYLES: Final[Choices] = [("curved", _("On a curve")), ("ribbon", _("On a ribbon"))]
DRAW, UPLOAD, KEEP = "draw", "upload", "keep"
STARS: Final[Choices] = [(str(count), str(count)) for count in range(studio.STARS + 1)]
LEVELS: Final[Choices] = [
    ("0", _("No level")),
    *((str(level), str(level)) for level in range(1, rules.LEVELS + 1)),
]


class DesignForm(forms.Form):
    """The studio's choices; its fields are named as in a design."""

    shape = forms.ChoiceField(label=_("Shape"), choices=SHAPES, widget=forms.RadioSelect)
    palette = forms.ChoiceField(label=_("Colours"), choices=PALETTES, widget=forms.RadioSelect)
    icon = forms.ChoiceField(label=_("Icon"), choices=[(name, name) for name in studio.ICONS])
    border = forms.ChoiceField(label=_("Border"), choices=BORDERS)
    pattern = forms.ChoiceField(label=_("Pattern"), choices=PATTERNS)
    ornament = forms.ChoiceField(label=_("Ornament"), choices=ORNAMENTS)
    text = forms.CharField(label=_("Text on the badge"), max_length=80, required=False)
    text_style = forms.ChoiceField(label=_("Place of the text"), choices=TEXT_STYLES)
    foot = forms.CharField(
        label=_("Text at the foot"),
        max_length=80,
        required=False,
        help_text=_("A year, a session, a module: short."),
    )
    foot_style = forms.ChoiceField(label=_("Place of the foot text"), choices=FOOT_STYLES)
    level = forms.TypedChoiceField(label=_("Filled stars"), choices=STARS, coerce=int)
    levels = forms.TypedChoiceField(label=_("Stars in all"), choices=STARS, coerce=int)
    own_colour = forms.BooleanField(label=_("Use our own colour"), required=False)
    colour = forms.CharField(
        label=_("Our colour"),
        required=False,
        widget=forms.TextInput(attrs={"type": "color"}),
        help_text=_("It is darkened if letters would be hard to read on it."),
    )

    def design(self) -> JsonObject:
        """Return the design of valid choices."""
        values = {name: self.cleaned_data[name] for name in self.fields if name != "own_colour"}
        return {**values, "colour": values["colour"] if self.cleaned_data["own_colour"] else ""}


class BadgeForm(forms.Form):
    """The definition, both languages side by side, and where its picture comes from."""

    name_fr = forms.CharField(label=_("Name in French"), max_length=rules.NAME_LENGTH, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=rules.NAME_LENGTH, required=False)
    description_fr = forms.CharField(
        label=_("Description in French"),
        max_length=rules.DESCRIPTION_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    description_en = forms.CharField(
        label=_("Description in English"),
        max_length=rules.DESCRIPTION_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    criteria_fr = forms.CharField(
        label=_("Criteria in French"),
        max_length=rules.CRITERIA_LENGTH,
        required=False,
        help_text=_("One criterion per line, starting with a hyphen. You can use Markdown."),
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "true"}),
    )
    criteria_en = forms.CharField(
        label=_("Criteria in English"),
        max_length=rules.CRITERIA_LENGTH,
        required=False,
        help_text=_("One criterion per line, starting with a hyphen. You can use Markdown."),
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "true"}),
    )
    tags_fr = forms.CharField(
        label=_("Skills in French"), max_length=800, required=False, help_text=_("Separated by commas.")
    )
    tags_en = forms.CharField(
        label=_("Skills in English"), max_length=800, required=False, help_text=_("Separated by commas.")
    )
    type = forms.ChoiceField(
        label=_("Kind of recognition"), choices=BadgeType.choices, initial=BadgeType.CAPACITY
    )
    nature = forms.ChoiceField(label=_("Nature"), choices=BadgeNature.choices, initial=BadgeNature.BEHAVIOUR)
    family = forms.ChoiceField(label=_("Family of skills"), required=False)
    level = forms.TypedChoiceField(label=_("Level"), choices=LEVELS, coerce=int, initial="0")
    expires_after_days = forms.IntegerField(
        label=_("Valid for (days)"),
        min_value=1,
        max_value=rules.EXPIRY_DAYS,
        required=False,
        help_text=_("Leave empty when the badge never expires."),
    )
    alignments = forms.CharField(
        label=_("Frameworks it aligns with"),
        required=False,
        max_length=20_000,
        help_text=_("One per line: name | https://address | framework."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    once = forms.BooleanField(
        label=_("Once per person"),
        required=False,
        help_text=_("Somebody who holds this badge cannot receive it again."),
    )
    shared_down = forms.BooleanField(
        label=_("Shared with the organisations below"),
        required=False,
        help_text=_("They may award this badge in their own name."),
    )
    slug = forms.CharField(
        label=_("Address"),
        max_length=60,
        required=False,
        help_text=_(
            "Lower-case letters, digits and hyphens. Made from the name if left empty; it never changes."
        ),
    )
    picture = forms.ChoiceField(
        label=_("Where the picture comes from"), choices=(), widget=forms.RadioSelect, initial=DRAW
    )
    file = forms.FileField(
        label=_("Picture file"),
        required=False,
        help_text=_("PNG or SVG, 5 MB at most, 90 pixels or more on each side; a square looks best."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/svg+xml,.png,.svg"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: object,
        frameworks: Sequence[FrameworkFacts],
        exists: bool,
        language: str,
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        pictures: Choices = [(DRAW, _("Draw it here")), (UPLOAD, _("Upload a file"))]
        if exists:
            pictures.insert(0, (KEEP, _("Keep the picture as it is")))
            del self.fields["slug"]
        chosen, family = self.fields["picture"], self.fields["family"]
        assert isinstance(chosen, forms.ChoiceField) and isinstance(family, forms.ChoiceField)
        chosen.choices = pictures
        if frameworks:
            family.choices = [("", _("No family")), *(_group(one, language) for one in frameworks)]
        else:
            del self.fields["family"]

    def content(self, design: Mapping[str, object] | None) -> BadgeContent:
        """Return what was typed; `design` is that of the studio when the picture is drawn."""
        data = self.cleaned_data
        upload = data["file"] if data["picture"] == UPLOAD else None
        return BadgeContent(
            names=self._texts("name"),
            descriptions=self._texts("description"),
            criteria=self._texts("criteria"),
            level=data["level"],
            family=data.get("family", ""),
            type=data["type"],
            nature=data["nature"],
            tags={code: words.split(",") for code, words in self._texts("tags").items()},
            alignments=[_alignment(line) for line in data["alignments"].splitlines() if line.strip()],
            expires_after_days=data["expires_after_days"],
            design=design if data["picture"] == DRAW else None,
            upload=_bytes(upload) if data["picture"] == UPLOAD else None,
        )

    def _texts(self, kind: str) -> dict[str, str]:
        return {code: self.cleaned_data[f"{kind}_{code}"] for code, _name in settings.LANGUAGES}


def _bytes(upload: object) -> bytes:
    """Return the bytes of the file, one more than allowed at most: the service says that it is too big."""
    return upload.read(uploads.UPLOAD_BYTES + 1) if isinstance(upload, UploadedFile) else b""


def _alignment(line: str) -> Alignment:
    parts = [part.strip() for part in line.split("|")] + ["", "", ""]
    return Alignment(name=parts[0], url=parts[1], framework=parts[2])


def _group(framework: FrameworkFacts, language: str) -> tuple[str, list[tuple[str, str]]]:
    families = [(family.key, pick(family.names, language)) for family in framework.families]
    return pick(framework.names, language), families


def initial(facts: RevisionFacts) -> dict[str, object]:
    """Return what the editor shows of a revision before anything is typed."""
    values: dict[str, object] = {
        "level": facts.level,
        "family": facts.family,
        "type": facts.type,
        "nature": facts.nature,
        "expires_after_days": facts.expires_after_days,
        "once": facts.once,
        "shared_down": facts.shared_down,
        "picture": KEEP if facts.design is None else DRAW,
        "version": 0 if facts.published_at else facts.version,
        "alignments": "\n".join(
            " | ".join(filter(None, (one.name, one.url, one.framework))) for one in facts.alignments
        ),
    }
    for code, _name in settings.LANGUAGES:
        values[f"name_{code}"] = facts.names.get(code, "")
        values[f"description_{code}"] = facts.descriptions.get(code, "")
        values[f"criteria_{code}"] = facts.criteria.get(code, "")
        values[f"tags_{code}"] = ", ".join(facts.tags.get(code, ()))
    return values


def initial_design(design: Mapping[str, object] | None) -> dict[str, object]:
    """Return the studio's choices of a design, or those of a new badge."""
    values = {**studio.STANDARD.as_json(), **(design or {})}
    return {**values, "own_colour": bool(values["colour"]), "colour": values["colour"] or "#3f5bd8"}

"""What an author says of a badge, and the rules that it must keep before it is stored. No I/O."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.functional import Promise
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from insigne.catalogue.errors import CatalogueError
from insigne.catalogue.models import BadgeNature, BadgeType
from insigne.kernel.text import clean, line
from openbadge.model.json import JsonObject

NAME_LENGTH: Final = 120
DESCRIPTION_LENGTH: Final = 1_000
CRITERIA_LENGTH: Final = 10_000
TAG_LENGTH: Final = 60
TAGS_EACH_LANGUAGE: Final = 12
ALIGNMENTS: Final = 20
LEVELS: Final = 5
EXPIRY_DAYS: Final = 36_500
USUAL_TYPE: Final[str] = BadgeType.CAPACITY.value
USUAL_NATURE: Final[str] = BadgeNature.BEHAVIOUR.value
RESERVED_SLUGS: Final = frozenset({"new", "drawing"})
WEB: Final = URLValidator(schemes=["https"])
SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

type_names = frozenset(BadgeType.values)
nature_names = frozenset(BadgeNature.values)
Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Alignment:
    """A skill of a public framework that the badge answers to. `url` begins with https://."""

    name: str
    url: str
    framework: str = ""

    def as_json(self) -> JsonObject:
        """Return the object kept in the revision's row."""
        return {"name": self.name, "url": self.url, "framework": self.framework}


@dataclass(frozen=True, slots=True)
class BadgeContent:
    """Everything that a revision holds. Texts are by language ("fr", "en"); `criteria` is Markdown.

    Give either `design` (drawn by the studio) or `upload` (a file as it came, unchecked); neither keeps the
    picture that is there.
    `family` is "framework/family"; `level` is 0 for none; `expires_after_days` is None for never.
    """

    names: Texts
    descriptions: Texts
    criteria: Texts
    level: int = 0
    family: str = ""
    type: str = USUAL_TYPE
    nature: str = USUAL_NATURE
    tags: Mapping[str, Sequence[str]] = field(default_factory=dict)
    alignments: Sequence[Alignment] = ()
    expires_after_days: int | None = None
    design: Mapping[str, object] | None = None
    upload: bytes | None = None


def texts(value: Texts, *, label: str | Promise, limit: int) -> dict[str, str]:
    """Return the texts that are not empty, trimmed, in the order of the site's languages.

    Raises CatalogueError("language_unknown") or ("text_too_long"); `limit` is in characters.
    """
    languages = [code for code, _name in settings.LANGUAGES]
    for language in value:
        if language not in languages:
            raise CatalogueError("language_unknown", language=language)
    kept: dict[str, str] = {}
    for language in languages:
        text = clean(value.get(language) or "")
        if len(text) > limit:
            raise CatalogueError("text_too_long", field=str(label), size=len(text), limit=limit)
        if text:
            kept[language] = text
    return kept


def tags(value: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return the tags by language, trimmed and without doubles. Raises CatalogueError("tags_too_many")."""
    kept: dict[str, list[str]] = {}
    for language, words in value.items():
        unique = list(dict.fromkeys(" ".join(clean(word).split()) for word in words if word.strip()))
        if len(unique) > TAGS_EACH_LANGUAGE:
            raise CatalogueError("tags_too_many", limit=TAGS_EACH_LANGUAGE)
        for word in unique:
            texts({language: word}, label=_("skills"), limit=TAG_LENGTH)
        if unique:
            kept[language] = unique
    return kept


def alignments(value: Sequence[Alignment]) -> list[JsonObject]:
    """Return the alignments as kept in the row. Raises CatalogueError("alignment_bad")."""
    kept = [Alignment(line(one.name), one.url, line(one.framework)) for one in value]
    for alignment in kept:
        if not 0 < len(alignment.name) <= 300 or len(alignment.framework) > 120 or len(alignment.url) > 500:
            raise CatalogueError("alignment_bad")
        try:
            WEB(alignment.url)
        except ValidationError as error:
            raise CatalogueError("alignment_bad") from error
    if len(kept) > ALIGNMENTS:
        raise CatalogueError("alignment_bad")
    return [alignment.as_json() for alignment in kept]


def columns(content: BadgeContent) -> dict[str, object]:
    """Return the checked columns of a revision, all but family, level names and picture.

    Raises CatalogueError for each rule that the content breaks. Every language that has a name has a
    description and criteria too, so that no reader finds half a badge.
    """
    one_line = {language: line(name) for language, name in content.names.items() if name}
    names = texts(one_line, label=_("name"), limit=NAME_LENGTH)
    descriptions = texts(content.descriptions, label=_("description"), limit=DESCRIPTION_LENGTH)
    criteria = texts(content.criteria, label=_("criteria"), limit=CRITERIA_LENGTH)
    if not names:
        raise CatalogueError("name_missing")
    for language in names:
        if language not in descriptions:
            raise CatalogueError("description_missing", language=language, named=_named(language))
        if language not in criteria:
            raise CatalogueError("criteria_missing", language=language, named=_named(language))
    if not 0 <= content.level <= LEVELS:
        raise CatalogueError("level_bad", limit=LEVELS)
    if content.type not in type_names:
        raise CatalogueError("choice_bad", value=content.type, field=_("kind of recognition"))
    if content.nature not in nature_names:
        raise CatalogueError("choice_bad", value=content.nature, field=_("nature"))
    expiry = content.expires_after_days
    if expiry is not None and not 1 <= expiry <= EXPIRY_DAYS:
        raise CatalogueError("expiry_bad", limit=EXPIRY_DAYS)
    return {
        "names": names,
        "descriptions": {language: descriptions[language] for language in names},
        "criteria": {language: criteria[language] for language in names},
        "level": content.level,
        "type": content.type,
        "nature": content.nature,
        "tags": tags(content.tags),
        "alignments": alignments(content.alignments),
        "expires_after_days": expiry,
    }


def _named(language: str) -> str:
    """Return the language's name in the language of the page."""
    return str(get_language_info(language)["name_translated"]).lower()


def checked_slug(slug: str) -> str:
    """Return `slug` when it can stand in an address. Raises CatalogueError("slug_bad")."""
    if len(slug) > 60 or slug in RESERVED_SLUGS or not SLUG.fullmatch(slug):
        raise CatalogueError("slug_bad")
    return slug

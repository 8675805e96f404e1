"""What is recognised: the definition of a badge and the parts it is made of. Values only."""

from __future__ import annotations

from dataclasses import dataclass, field

from openbadge.model.json import JsonObject
from openbadge.model.profile import Endorsement, Identifier, Image, Profile


@dataclass(frozen=True, slots=True)
class Criteria:
    """How the badge is earned: `narrative` in Markdown, `id` the address of a page that says it, or both."""

    narrative: str | None = None
    id: str | None = None
    extra: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Alignment:
    """A link to a node of a framework (ESCO, RNCP, a school's own): at least its name and address."""

    target_name: str
    target_url: str
    target_description: str | None = None
    target_framework: str | None = None
    target_code: str | None = None
    target_type: str | None = None
    id: str | None = None
    types: tuple[str, ...] = ()
    extra: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RubricLevel:
    """One level of a rubric."""

    id: str
    name: str
    level: str | None = None
    points: str | None = None
    description: str | None = None
    alignments: tuple[Alignment, ...] = ()
    types: tuple[str, ...] = ()
    extra: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ResultDescription:
    """One result that an earner may obtain; `type` is Percent, LetterGrade, RubricCriterionLevel…"""

    id: str
    name: str
    type: str
    allowed_values: tuple[str, ...] = ()
    required_level: str | None = None
    required_value: str | None = None
    value_min: str | None = None
    value_max: str | None = None
    levels: tuple[RubricLevel, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    types: tuple[str, ...] = ()
    extra: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Related:
    """Another edition of the same achievement: another version, another language."""

    id: str
    language: str | None = None
    version: str | None = None
    types: tuple[str, ...] = ()
    extra: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Achievement:
    """The definition that many credentials share.

    `type` is the kind of achievement (Badge, MicroCredential, Course…), `language` a BCP 47 code,
    `credits_available` a number of credit hours. `types` are the types beyond the format's own.
    """

    id: str
    name: str
    description: str
    criteria: Criteria
    type: str | None = None
    image: Image | None = None
    creator: Profile | None = None
    tags: tuple[str, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    field_of_study: str | None = None
    specialization: str | None = None
    code: str | None = None
    version: str | None = None
    language: str | None = None
    credits_available: int | float | None = None
    result_descriptions: tuple[ResultDescription, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    related: tuple[Related, ...] = ()
    endorsements: tuple[Endorsement, ...] = ()
    endorsement_tokens: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    extra: JsonObject = field(default_factory=dict)

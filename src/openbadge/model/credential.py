"""What is handed over: one earner, one achievement, one issuer, from a time on. Values only."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from openbadge.model.achievement import Achievement
from openbadge.model.evidence import Evidence, Result
from openbadge.model.json import JsonObject, JsonValue
from openbadge.model.profile import Endorsement, Image, Profile
from openbadge.model.recipient import Recipient
from openbadge.model.status import StatusEntry


@dataclass(frozen=True, slots=True)
class SchemaRef:
    """A schema that the document says it follows."""

    id: str
    type: str
    extra: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verification:
    """How a badge of the 1.x and 2.0 kind is believed: hosted at `url`, or signed by the key at `key_url`."""

    kind: Literal["hosted", "signed"]
    url: str | None = None
    key_url: str | None = None
    extra: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Credential:
    """One badge of one earner, format neutral; proofs are not part of it: they belong to its signed document.

    Times are aware. `narrative`, `results`, `role`, `term`, `license_number`, `credits_earned`, `source` and
    the activity times speak of what the earner did. `status` is the first status entry. `contexts` and
    `types` are those beyond the format's own. `extra` holds unknown members of the document,
    `recipient_extra` those of its subject.
    """

    id: str
    issuer: Profile
    recipient: Recipient
    achievement: Achievement
    valid_from_at: datetime
    valid_until_at: datetime | None = None
    awarded_at: datetime | None = None
    name: str | None = None
    description: str | None = None
    image: Image | None = None
    evidence: tuple[Evidence, ...] = ()
    narrative: str | None = None
    results: tuple[Result, ...] = ()
    role: str | None = None
    term: str | None = None
    license_number: str | None = None
    credits_earned: int | float | None = None
    activity_started_at: datetime | None = None
    activity_ended_at: datetime | None = None
    source: Profile | None = None
    recipient_image: Image | None = None
    status: StatusEntry | None = None
    schemas: tuple[SchemaRef, ...] = ()
    verification: Verification | None = None
    endorsements: tuple[Endorsement, ...] = ()
    endorsement_tokens: tuple[str, ...] = ()
    contexts: tuple[JsonValue, ...] = ()
    types: tuple[str, ...] = ()
    extra: JsonObject = field(default_factory=dict)
    recipient_extra: JsonObject = field(default_factory=dict)

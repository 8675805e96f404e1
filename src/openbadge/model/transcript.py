"""Several credentials in one: the comprehensive learner record (CLR 2.0). Values only."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from openbadge.model.achievement import Achievement
from openbadge.model.credential import SchemaRef
from openbadge.model.json import JsonObject, JsonValue
from openbadge.model.profile import Image, Profile
from openbadge.model.recipient import Recipient
from openbadge.model.status import StatusEntry


@dataclass(frozen=True, slots=True)
class Association:
    """`source_id` stands in relation `type` (isChildOf, isPartOf, precedes…) to `target_id`."""

    type: str
    source_id: str
    target_id: str
    extra: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Transcript:
    """A signed collection of credentials of one earner.

    `credentials` are the inner documents as received, proofs included: a signed document is never recomputed.
    """

    id: str
    issuer: Profile
    recipient: Recipient
    valid_from_at: datetime
    credentials: tuple[JsonObject, ...]
    name: str | None = None
    description: str | None = None
    image: Image | None = None
    valid_until_at: datetime | None = None
    awarded_at: datetime | None = None
    achievements: tuple[Achievement, ...] = ()
    associations: tuple[Association, ...] = ()
    partial: bool | None = None
    status: StatusEntry | None = None
    schemas: tuple[SchemaRef, ...] = ()
    contexts: tuple[JsonValue, ...] = ()
    types: tuple[str, ...] = ()
    extra: JsonObject = field(default_factory=dict)
    recipient_extra: JsonObject = field(default_factory=dict)

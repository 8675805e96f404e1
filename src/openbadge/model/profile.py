"""Who: people and organisations that define, issue, endorse; and what endorsers say. Values only.

Both stand in one file because a profile may carry endorsements and an endorsement is made by a profile.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from openbadge.model.json import JsonObject


@dataclass(frozen=True, slots=True)
class Image:
    """A picture by its address (https or `data:`), with the text that replaces it."""

    id: str
    caption: str | None = None
    extra: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Identifier:
    """One more identifier of a thing or a person: `value` in the register named by `type`."""

    value: str
    type: str
    extra: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Profile:
    """An issuer, a creator, an endorser: `id` is an IRI (https address or DID) and is the identity.

    `types` are the types beyond the format's own ("Profile", "Issuer"). `parent` is the organisation above.
    """

    id: str
    name: str | None = None
    url: str | None = None
    email: str | None = None
    description: str | None = None
    image: Image | None = None
    phone: str | None = None
    official: str | None = None
    parent: Profile | None = None
    identifiers: tuple[Identifier, ...] = ()
    endorsements: tuple[Endorsement, ...] = ()
    endorsement_tokens: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    extra: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Endorsement:
    """One endorsement of the thing whose id is `subject_id`, with the endorser's `comment`.

    `document` is the endorsement as it was received, proof included: when it is there it is what is written
    (a signed document is never recomputed) and the other fields are what was read from it.
    """

    id: str
    issuer: Profile
    subject_id: str
    valid_from_at: datetime
    comment: str | None = None
    name: str | None = None
    description: str | None = None
    valid_until_at: datetime | None = None
    document: JsonObject = field(default_factory=dict)

"""Facts of the catalogue, in the past tense. Heard inside the transaction that made them true."""

import uuid
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Published:
    """A revision can now be awarded, and never changes again."""

    tenant_id: uuid.UUID
    organisation_id: uuid.UUID
    badge_id: uuid.UUID
    revision_id: uuid.UUID
    number: int


@dataclass(frozen=True, slots=True)
class Archived:
    """A badge is no longer awarded; what was awarded stays."""

    tenant_id: uuid.UUID
    organisation_id: uuid.UUID
    badge_id: uuid.UUID

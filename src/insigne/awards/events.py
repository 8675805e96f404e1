"""Facts of awarding, in the past tense. Heard by delivery (mails) and passport (holdings)."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Notice:
    """What the mail to one recipient needs to say."""

    award_id: UUID
    credential_id: UUID
    address: str
    name: str
    language: str
    badge_names: dict[str, str]
    organisation_names: dict[str, str]
    image_png_sha256: str


@dataclass(frozen=True, slots=True)
class Signed:
    """Credentials of one event were signed and stored."""

    event_id: UUID
    tenant_id: UUID
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Accepted:
    """The earner keeps the badge; `person_id` is None when they have no account yet."""

    award_id: UUID
    credential_id: UUID
    person_id: UUID | None
    address: str


@dataclass(frozen=True, slots=True)
class Declined:
    """The earner does not want the badge."""

    award_id: UUID
    credential_id: UUID


@dataclass(frozen=True, slots=True)
class Revoked:
    """The issuer took the badge back."""

    award_id: UUID
    credential_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class Shared:
    """The earner opened the badge's public page, or closed it again."""

    award_id: UUID
    credential_id: UUID
    public: bool

"""What has happened to people; heard by the contexts downstream."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class AddressProved:
    """The person has shown that mail sent to `address` reaches them."""

    person_id: UUID
    address: str

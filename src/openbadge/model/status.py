"""Whether it still holds: where to ask. Values only."""

from __future__ import annotations

from dataclasses import dataclass, field

from openbadge.model.json import JsonObject


@dataclass(frozen=True, slots=True)
class StatusEntry:
    """Where to ask whether the credential still holds.

    For a bitstring list: `list_url` and the `index` in it, for one `purpose` (revocation, say).
    For a 1EdTech revocation list: `id` is the list's address and the rest is None.
    """

    id: str | None
    type: str
    purpose: str | None = None
    index: int | None = None
    list_url: str | None = None
    extra: JsonObject = field(default_factory=dict)

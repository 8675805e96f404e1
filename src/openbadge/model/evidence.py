"""What the earner did: the evidence of it and the results obtained. Values only."""

from __future__ import annotations

from dataclasses import dataclass, field

from openbadge.model.achievement import Alignment
from openbadge.model.json import JsonObject


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows that it was earned: an address `id`, a text, or both. `narrative` is Markdown."""

    id: str | None = None
    name: str | None = None
    description: str | None = None
    narrative: str | None = None
    genre: str | None = None
    audience: str | None = None
    types: tuple[str, ...] = ()
    extra: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Result:
    """One result obtained; `result_description` and `achieved_level` are ids of parts of the achievement."""

    value: str | None = None
    result_description: str | None = None
    achieved_level: str | None = None
    status: str | None = None
    alignments: tuple[Alignment, ...] = ()
    id: str | None = None
    types: tuple[str, ...] = ()
    extra: JsonObject = field(default_factory=dict)

"""The dry run as its page shows it, and the lists that wait for their maker."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from insigne.awards.errors import AwardError
from insigne.awards.intake import RecipientInput
from insigne.awards.models import Draft, DraftRow
from insigne.awards.problems import sentence

SHOWN_ROWS = 200
HELD = "already_awarded"


@dataclass(frozen=True, slots=True)
class Problem:
    """A line that would award nobody; `done` says that it needs no correction."""

    line: int
    text: str
    sentence: str
    done: bool


@dataclass(frozen=True, slots=True)
class DraftPage:
    """What awarding the draft would do; at most 200 lines of each kind are shown, the counts are whole.

    While `read` is less than `total`, lines are still being read. `event_id` is the act that it has become, if any.
    """

    id: UUID
    revision_id: UUID
    event_id: UUID | None
    source: str
    reason: str
    language: str
    total: int
    read: int
    ready: tuple[RecipientInput, ...]
    problems: tuple[Problem, ...]
    ready_count: int
    held_count: int
    wrong_count: int

    @property
    def reading(self) -> bool:
        """Whether some line is still to be read."""
        return self.read < self.total


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """A list that its maker left before awarding it."""

    id: UUID
    revision_id: UUID
    total: int
    created_at: datetime


def draft_page(draft_id: UUID, *, actor_id: UUID, organisation_id: UUID) -> DraftPage:
    """Return the actor's own draft. Four queries. Raises AwardError `draft_gone`."""
    draft = Draft.objects.filter(id=draft_id, actor_id=actor_id, organisation_id=organisation_id).first()
    if draft is None:
        raise AwardError("draft_gone")
    rows = DraftRow.objects.filter(draft_id=draft.id)
    counts = dict(rows.values_list("code").annotate(n=Count("id")).order_by())
    ready, held = counts.get("", 0), counts.get(HELD, 0)
    return DraftPage(
        id=draft.id,
        revision_id=draft.revision_id,
        event_id=draft.event_id,
        source=draft.source,
        reason=draft.reason,
        language=draft.language,
        total=draft.total,
        read=draft.read,
        ready=tuple(_recipient(row) for row in rows.filter(code="").order_by("line")[:SHOWN_ROWS]),
        problems=_problems(rows.exclude(code="").order_by("line")[:SHOWN_ROWS]),
        ready_count=ready,
        held_count=held,
        wrong_count=sum(counts.values()) - ready - held,
    )


def _recipient(row: DraftRow) -> RecipientInput:
    return RecipientInput(row.address, row.name, row.evidence_url, row.narrative, row.awarded_at, row.line)


def _problems(rows: Iterable[DraftRow]) -> tuple[Problem, ...]:
    return tuple(
        Problem(row.line, row.text or row.address, sentence(row.code, row.facts), row.code == HELD)
        for row in rows
    )


def open_drafts(organisation_id: UUID, *, actor_id: UUID) -> tuple[OpenDraft, ...]:
    """Return the actor's own lists that are not awarded yet, newest first. One query."""
    rows = Draft.objects.filter(
        organisation_id=organisation_id, actor_id=actor_id, event__isnull=True, total__gt=0
    )
    return tuple(
        OpenDraft(row.id, row.revision_id, row.total, row.created_at) for row in rows.order_by("-id")[:20]
    )

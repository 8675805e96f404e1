"""The dry run as its page shows it."""

from dataclasses import dataclass
from uuid import UUID

from insigne.awards.errors import AwardError
from insigne.awards.intake import RecipientInput
from insigne.awards.models import Draft
from insigne.awards.problems import sentence
from insigne.awards.services.award import held_addresses
from insigne.awards.services.draft import recipients_of
from insigne.catalogue import selectors as catalogue

SHOWN_ROWS = 200


@dataclass(frozen=True, slots=True)
class Problem:
    """A line that would award nobody; `done` says that it needs no correction."""

    line: int
    text: str
    sentence: str
    done: bool


@dataclass(frozen=True, slots=True)
class DraftPage:
    """What awarding the draft would do; at most 200 lines of each kind are shown, the counts are whole."""

    id: UUID
    revision_id: UUID
    source: str
    reason: str
    language: str
    ready: tuple[RecipientInput, ...]
    problems: tuple[Problem, ...]
    ready_count: int
    held_count: int
    wrong_count: int


def draft_page(draft_id: UUID, *, actor_id: UUID, organisation_id: UUID) -> DraftPage:
    """Return the actor's own draft. Three queries, and one for 500 rows. Raises AwardError `draft_gone`."""
    draft = Draft.objects.filter(id=draft_id, actor_id=actor_id, organisation_id=organisation_id).first()
    if draft is None:
        raise AwardError("draft_gone")
    rows = recipients_of(draft.rows)
    held = held_addresses(catalogue.revision(draft.revision_id), [row.address for row in rows])
    ready = [row for row in rows if row.address not in held]
    wrong = [
        Problem(row["line"], row["text"], sentence(row["code"], row["facts"]), False) for row in draft.skipped
    ]
    doubles = [
        Problem(row.line, row.address, sentence("already_awarded", {"address": row.address}), True)
        for row in rows
        if row.address in held
    ]
    return DraftPage(
        id=draft.id,
        revision_id=draft.revision_id,
        source=draft.source,
        reason=draft.reason,
        language=draft.language,
        ready=tuple(ready[:SHOWN_ROWS]),
        problems=tuple(sorted([*wrong, *doubles], key=lambda row: row.line)[:SHOWN_ROWS]),
        ready_count=len(ready),
        held_count=len(doubles),
        wrong_count=len(wrong),
    )

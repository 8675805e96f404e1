"""What the worker does with a long list, 500 lines in one transaction: reads it, then moves it into awards.

Each step plans the next one in its own transaction: a killed worker leaves the step waiting, nothing is read twice and
nobody is awarded twice. Steps of one list follow each other, so that an address met twice is told from its first line.
"""

from collections.abc import Sequence
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from insigne.awards.intake import RecipientInput, Skipped, judge, said
from insigne.awards.intake.tables import Row
from insigne.awards.models import Draft, DraftPart, DraftRow, IssuingEvent
from insigne.awards.services.award import CHUNK_ROWS, STORE_ATTEMPTS, held_addresses, store_rows
from insigne.catalogue import selectors as catalogue
from insigne.kernel import bulk, jobs
from insigne.kernel.zone import LOCAL

READ_KIND = "awards.read"
AWARD_KIND = "awards.list"
NOT_TAKEN = "line_not_taken"


def _read_given_up(chunk: jobs.Chunk, error: str) -> None:
    """After the last try, the lines of the part are told as lost, and the next part is read."""
    read_part(chunk.subject_id, give_up=True)


@jobs.handler(READ_KIND, give_up=_read_given_up)
def _read_chunk(chunk: jobs.Chunk) -> None:
    read_part(chunk.subject_id)


@transaction.atomic
def read_part(draft_id: UUID, *, give_up: bool = False) -> None:
    """Read the first part of a draft that waits, and plan the next one. Nothing when the draft is gone."""
    draft = Draft.objects.select_for_update().filter(id=draft_id).first()
    part = DraftPart.objects.filter(draft_id=draft_id).order_by("number").first()
    if draft is None or part is None:
        return
    lines: list[Row] = [(line, cells) for line, cells in part.rows]
    bulk.insert(_lost(draft, lines) if give_up else _read(draft, lines))
    part.delete()
    Draft.objects.filter(id=draft_id).update(read=F("read") + len(lines))
    if draft.read + len(lines) < draft.total:
        jobs.plan_more(kind=READ_KIND, tenant_id=draft.tenant_id, subject_id=draft.id, payloads=[{}])


def _read(draft: Draft, lines: Sequence[Row]) -> list[DraftRow]:
    def earlier(addresses: Sequence[str]) -> dict[str, int]:
        above = DraftRow.objects.filter(draft_id=draft.id, address__in=addresses)
        return dict(above.values_list("address", "line"))

    intake = judge(lines, draft.columns, zone=LOCAL, earlier=earlier)
    revision = catalogue.revision(draft.revision_id)
    held = held_addresses(revision, [row.address for row in intake.recipients])
    rows = [
        DraftRow(
            tenant_id=draft.tenant_id,
            draft_id=draft.id,
            line=row.line,
            address=row.address,
            name=row.name,
            evidence_url=row.evidence_url,
            narrative=row.narrative,
            awarded_at=row.awarded_at,
            code="already_awarded" if row.address in held else "",
            facts={"address": row.address} if row.address in held else {},
        )
        for row in intake.recipients
    ]
    return rows + [_reason(draft, row.line, row.text, row.code, row.facts) for row in intake.skipped]


def _lost(draft: Draft, lines: Sequence[Row]) -> list[DraftRow]:
    return [_reason(draft, line, said(cells), NOT_TAKEN, {}) for line, cells in lines]


def _reason(draft: Draft, line: int, text: str, code: str, facts: dict[str, str]) -> DraftRow:
    return DraftRow(
        tenant_id=draft.tenant_id, draft_id=draft.id, line=line, text=text, code=code, facts=facts
    )


def _award_given_up(chunk: jobs.Chunk, error: str) -> None:
    """After the last try, the lines of the part are told as lost, and the next part is taken up."""
    award_part(chunk.subject_id, give_up=True)


@jobs.handler(AWARD_KIND, give_up=_award_given_up)
def _award_chunk(chunk: jobs.Chunk) -> None:
    award_part(chunk.subject_id)


@transaction.atomic
def award_part(draft_id: UUID, *, give_up: bool = False) -> None:
    """Move the next 500 rows of a confirmed draft into its event, and plan the rest; the last takes the draft away.

    The event is locked, so that whoever cancels it finds the part whole or not at all.
    """
    draft = Draft.objects.select_for_update().filter(id=draft_id).first()
    if draft is None or draft.event_id is None:
        return
    event = IssuingEvent.objects.select_for_update(no_key=True).get(id=draft.event_id)
    rows = list(DraftRow.objects.filter(draft_id=draft_id).order_by("line")[: CHUNK_ROWS + 1])
    taken, more = rows[:CHUNK_ROWS], len(rows) > CHUNK_ROWS
    skipped = [_skipped(row) for row in taken if give_up or row.code]
    left_out = {row.line for row in skipped}
    _store(event, [_recipient(row) for row in taken if row.line not in left_out], skipped)
    DraftRow.objects.filter(id__in=[row.id for row in taken]).delete()
    if more:
        jobs.plan_more(kind=AWARD_KIND, tenant_id=draft.tenant_id, subject_id=draft.id, payloads=[{}])
    else:
        draft.delete()


def _store(event: IssuingEvent, recipients: Sequence[RecipientInput], skipped: Sequence[Skipped]) -> None:
    """Store the rows of a part; anew when somebody else has just awarded one of its people."""
    revision = catalogue.revision(event.revision_id)
    for attempt in range(1, STORE_ATTEMPTS + 1):
        try:
            with transaction.atomic():
                store_rows(event, revision, recipients, skipped)
                return
        except IntegrityError:
            if attempt == STORE_ATTEMPTS:
                raise


def _recipient(row: DraftRow) -> RecipientInput:
    return RecipientInput(
        address=row.address,
        name=row.name,
        evidence_url=row.evidence_url,
        narrative=row.narrative,
        awarded_at=row.awarded_at,
        line=row.line,
    )


def _skipped(row: DraftRow) -> Skipped:
    shown = row.text or f"{row.address} · {row.name}".strip(" ·")
    return Skipped(row.line, shown[:300], row.code or NOT_TAKEN, row.facts)

"""What became of the lines of an issuing event: those that made an award, and those left out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from heapq import merge
from uuid import UUID

from insigne.awards.models import Award, SkippedRow
from insigne.awards.problems import sentence
from insigne.kernel import outbox

AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class AwardRow:
    """One line of an event: an award, or a line that made none (`state` is then `skipped`, `address` what it says)."""

    line: int
    award_id: UUID | None
    credential_id: UUID | None
    address: str
    name: str
    state: str
    mail_state: str
    problem: str
    revoked_reason: str


def mail_key(award_id: UUID) -> str:
    """Return the key under which the mail of an award is sent, once."""
    return f"award:{award_id}"


def awarded(event_id: UUID, *, after_line: int, most: int) -> list[AwardRow]:
    """Return at most `most` lines after that one which made an award. Two queries."""
    awards = list(
        Award.objects.select_related("credential")
        .defer("credential__body")
        .filter(event_id=event_id, line__gt=after_line)
        .order_by("line")[:most]
    )
    mails = outbox.states([mail_key(award.id) for award in awards])
    return [_of_award(award, mails) for award in awards]


def left_out(event_id: UUID, *, after_line: int, most: int) -> list[AwardRow]:
    """Return at most `most` lines after that one which made no award. One query."""
    rows = SkippedRow.objects.filter(event_id=event_id, line__gt=after_line).order_by("line")[:most]
    return [
        AwardRow(row.line, None, None, row.text, "", "skipped", "", sentence(row.code, row.facts), "")
        for row in rows
    ]


def every_line(event_id: UUID) -> Iterator[AwardRow]:
    """Yield each line in the order of the list. Three queries for a thousand lines.

    Lines that the worker has still to take up have no fate yet, and are not among them.
    """
    return merge(_all_awarded(event_id), _all_left_out(event_id), key=lambda row: row.line)


def _all_awarded(event_id: UUID) -> Iterator[AwardRow]:
    rows = awarded(event_id, after_line=0, most=AT_ONCE)
    while rows:
        yield from rows
        rows = awarded(event_id, after_line=rows[-1].line, most=AT_ONCE)


def _all_left_out(event_id: UUID) -> Iterator[AwardRow]:
    rows = left_out(event_id, after_line=0, most=AT_ONCE)
    while rows:
        yield from rows
        rows = left_out(event_id, after_line=rows[-1].line, most=AT_ONCE)


def _of_award(award: Award, mails: Mapping[str, outbox.MailState]) -> AwardRow:
    credential = getattr(award, "credential", None)
    mail = mails.get(mail_key(award.id))
    return AwardRow(
        line=award.line,
        award_id=award.id,
        credential_id=credential.id if credential else None,
        address=award.address,
        name=award.name,
        state=award.state,
        mail_state=mail.state if mail else "",
        problem=sentence(award.failure, {}) if award.failure else "",
        revoked_reason=award.revoked_reason,
    )

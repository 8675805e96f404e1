"""What one earner brings to a badge: what differs from one credential of an achievement to the next.

`slots` lists every text of it, None where there is none; `kinds` says by the same order which are IRIs, and
`with_slots` puts other texts in. Two credentials whose `constants` are the same and whose gaps are the same
are written alike but for the texts in their slots: the compiled issuing rests on that.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from openbadge.formats import moments
from openbadge.model.evidence import Evidence, Result
from openbadge.model.json import JsonObject
from openbadge.model.recipient import Recipient
from openbadge.model.status import StatusEntry


class Earned(NamedTuple):
    """The earner's part of one credential, as `Issuance.sign` takes it."""

    id: str
    recipient: Recipient
    valid_from_at: datetime
    valid_until_at: datetime | None
    awarded_at: datetime | None
    evidence: tuple[Evidence, ...]
    narrative: str | None
    results: tuple[Result, ...]
    status: StatusEntry | None


def constants(earned: Earned) -> Hashable | None:
    """Return the part that is compiled in; None for a credential of a rare kind, which is not compiled.

    Rare are unknown members, alignments of a result, and a credential id with a fragment.
    """
    if "#" in earned.id:
        return None
    fixed: list[Hashable] = []
    for identity in earned.recipient.identities:
        if identity.extra:
            return None
        fixed.append((identity.type, identity.hashed))
    for piece in earned.evidence:
        if piece.extra:
            return None
        fixed.append(("evidence", piece.types))
    for result in earned.results:
        if result.extra or result.alignments:
            return None
        fixed.append(("result", result.types))
    status = earned.status
    if status is not None:
        if status.extra:
            return None
        fixed.append(("status", status.type, status.purpose))
    return tuple(fixed)


def slots(earned: Earned) -> list[str | None]:
    """Return every text that differs, times as they are written. Raises MalformedError (TIME_NAIVE)."""
    recipient, status = earned.recipient, earned.status
    found: list[str | None] = [
        earned.id,
        recipient.id,
        moments.write(earned.valid_from_at),
        None if earned.valid_until_at is None else moments.write(earned.valid_until_at),
        None if earned.awarded_at is None else moments.write(earned.awarded_at),
        earned.narrative,
    ]
    for identity in recipient.identities:
        found += (identity.value, identity.salt)
    for piece in earned.evidence:
        found += (piece.id, piece.name, piece.description, piece.narrative, piece.genre, piece.audience)
    for result in earned.results:
        found += (result.id, result.value, result.result_description, result.achieved_level, result.status)
    if status is not None:
        index = None if status.index is None else str(status.index)
        # An id that writing derives anyway is left to it.
        derives = index is not None and status.id == f"{status.list_url}#{index}"
        found += (None if derives else status.id, status.list_url, index)
    return found


def kinds(earned: Earned) -> str:
    """Return one letter for each slot: I for an IRI, T for another text."""
    return "".join(
        (
            "IITTTT",
            "TT" * len(earned.recipient.identities),
            "ITTTTT" * len(earned.evidence),
            "ITTTT" * len(earned.results),
            "" if earned.status is None else "IIT",
        )
    )


def with_slots(earned: Earned, texts: Sequence[str | None]) -> Earned:
    """Return a copy with `texts` in its slots, but for times and the index of the status, which stay.

    `write_slots` puts these into the document that is written of the copy.
    """
    rest = iter(texts)
    identifier, recipient_id, _, _, _, narrative = (next(rest) for _ in range(6))
    identities = tuple(
        replace(identity, value=next(rest) or "", salt=next(rest)) for identity in earned.recipient.identities
    )
    evidence = tuple(_evidence(piece, [next(rest) for _ in range(6)]) for piece in earned.evidence)
    results = tuple(_result(result, [next(rest) for _ in range(5)]) for result in earned.results)
    status = earned.status
    if status is not None:
        status = replace(status, id=next(rest), list_url=next(rest))
    return earned._replace(
        id=identifier or "",
        recipient=Recipient(id=recipient_id, identities=identities),
        narrative=narrative,
        evidence=evidence,
        results=results,
        status=status,
    )


def _evidence(piece: Evidence, texts: Sequence[str | None]) -> Evidence:
    own, name, description, narrative, genre, audience = texts
    return Evidence(own, name, description, narrative, genre, audience, piece.types)


def _result(result: Result, texts: Sequence[str | None]) -> Result:
    own, value, described, level, status = texts
    return replace(
        result, id=own, value=value, result_description=described, achieved_level=level, status=status
    )


def write_slots(document: JsonObject, earned: Earned, texts: Sequence[str | None]) -> JsonObject:
    """Return the document written of `with_slots(earned, texts)` with the times and the index put in too."""
    document = dict(document)
    for name, text in zip(("validFrom", "validUntil", "awardedDate"), texts[2:5], strict=True):
        if text is not None:
            document[name] = text
    status = document.get("credentialStatus")
    if isinstance(status, dict) and earned.status is not None and texts[-1] is not None:
        own, list_url, index = texts[-3:]
        status = {**status, "statusListIndex": index}
        if own is None and list_url is not None:
            status["id"] = f"{list_url}#{index}"
        document["credentialStatus"] = status
    return document

"""The verbs of the passport: hold, take in a file, check again, remove."""

import hashlib
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import get_language

from insigne.kernel import blobs, clock, documents, text
from insigne.passport.errors import PassportError
from insigne.passport.models import Holding
from insigne.people import selectors as people
from openbadge import Report, Verdict, verify
from openbadge.baking import kind_of, png, unbake
from openbadge.errors import OpenBadgeError
from openbadge.model.credential import Credential
from openbadge.model.json import JsonValue
from openbadge.model.recipient import matches
from openbadge.verify.messages import verdict_words

FILE_MOST_BYTES = 20 * 1024 * 1024
HOLDINGS_MOST = 1_000
"""Badges in one passport beyond which nothing is imported; those that we issue still come in."""

_KEPT = {
    Verdict.VERIFIED,
    Verdict.INTACT,
    Verdict.REVOKED,
    Verdict.EXPIRED,
    Verdict.NOT_YET_VALID,
    Verdict.UNKNOWN,
}


def take_in(*, person_id: UUID, data: bytes) -> UUID:
    """Keep the badge of a file, once it is verified and awarded to a proven address of the person; return its id.

    Raises PassportError `nothing`, `too_big`, `refused`, `not_yours`, `no_address`, `full`.
    """
    if not data:
        raise PassportError("nothing")
    if len(data) > FILE_MOST_BYTES:
        raise PassportError("too_big", most=FILE_MOST_BYTES // 1024 // 1024)
    addresses = people.verified_addresses(person_id)
    if not addresses:
        raise PassportError("no_address")
    report = verify(data, fetcher=documents.fetcher(), at=clock.now())
    if report.verdict not in _KEPT or report.credential is None:
        failed = next((check for check in report.checks if check.outcome == "FAILED"), None)
        language = get_language() or "fr"
        reason = failed.message(language) if failed else verdict_words(report.verdict, language)[1]
        raise PassportError("refused", reason=reason)
    if not _is_theirs(report.credential, addresses):
        raise PassportError("not_yours")
    if Holding.objects.filter(person_id=person_id).count() >= HOLDINGS_MOST:
        raise PassportError("full", most=HOLDINGS_MOST)
    return _keep(person_id, _document(data), report, picture=data)


def hold(*, person_id: UUID, data: bytes, award_id: UUID | None) -> UUID | None:
    """Keep a credential that its earner accepted, by the same verification; None when it may not be kept."""
    report = verify(data, fetcher=documents.fetcher(), at=clock.now())
    if report.verdict not in _KEPT or report.credential is None:
        return None
    if not _is_theirs(report.credential, people.verified_addresses(person_id)):
        return None
    return _keep(person_id, data, report, award_id=award_id)


def _storable(value: JsonValue) -> JsonValue:
    """Return JSON that any database takes: without the characters that `text.clean` leaves out."""
    match value:
        case str():
            return text.clean(value)
        case list():
            return [_storable(one) for one in value]
        case dict():
            return {text.clean(name): _storable(one) for name, one in value.items()}
    return value


def _is_theirs(credential: Credential, addresses: Sequence[str]) -> bool:
    return any(
        matches(identity, address) for identity in credential.recipient.identities for address in addresses
    )


def _document(data: bytes) -> bytes:
    """Return the credential itself: what is inside a picture or a PDF, or the data when they are the credential."""
    try:
        return unbake(data) if kind_of(data) else data
    except OpenBadgeError:
        return data


@transaction.atomic
def _keep(
    person_id: UUID, body: bytes, report: Report, *, picture: bytes = b"", award_id: UUID | None = None
) -> UUID:
    credential = report.credential
    assert credential is not None
    picture_sha256 = ""
    if picture and kind_of(picture) == "png":
        picture_sha256 = blobs.store(png.clean(picture), "image/png")
    proven = {
        "format": report.format,
        "name": text.line(credential.achievement.name)[:300],
        "issuer": text.line(credential.issuer.name or credential.issuer.id)[:300],
        "verdict": str(report.verdict),
        "report": _storable(report.as_json()),
        "checked_at": report.at,
        "valid_from_at": credential.valid_from_at,
        "valid_until_at": credential.valid_until_at,
        **({"award_id": award_id} if award_id else {}),
        **({"picture_sha256": picture_sha256} if picture_sha256 else {}),
    }
    row, _ = Holding.objects.update_or_create(
        person_id=person_id,
        body_sha256=hashlib.sha256(body).hexdigest(),
        defaults=proven,
        create_defaults={**proven, "body": body, "added_at": clock.now()},
    )
    return row.id


def check_again(*, person_id: UUID, holding_id: UUID) -> None:
    """Verify a held badge now and keep the new report. Raises PassportError `not_found`."""
    row = _row(person_id, holding_id)
    report = verify(bytes(row.body), fetcher=documents.fetcher(), at=clock.now())
    Holding.objects.filter(id=row.id).update(
        verdict=str(report.verdict), report=_storable(report.as_json()), checked_at=report.at
    )


def remove(*, person_id: UUID, holding_id: UUID) -> None:
    """Take a badge out of the passport; the badge itself stays valid. Raises PassportError `not_found`."""
    _row(person_id, holding_id).delete()


def forget_award(*, award_id: UUID) -> None:
    """Take out what was held of an award that its earner declined after all."""
    Holding.objects.filter(award_id=award_id).delete()


def _row(person_id: UUID, holding_id: UUID) -> Holding:
    row = Holding.objects.filter(id=holding_id, person_id=person_id).first()
    if row is None:
        raise PassportError("not_found")
    return row

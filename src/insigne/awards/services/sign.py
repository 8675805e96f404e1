"""Turns planned awards into stored, signed credentials with their mail intents: one transaction for one chunk.

The transaction holds all of it (credentials, states, audit, mails): a killed worker leaves the rows planned, and the
next one signs them; nothing is lost and nothing is doubled.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby, starmap
from operator import itemgetter
from typing import NamedTuple
from uuid import UUID

from insigne.awards.document import achievement_of, credential_iri
from insigne.awards.events import Notice, Signed
from insigne.awards.models import Award, Credential, IssuingEvent, State
from insigne.catalogue import selectors as catalogue
from insigne.catalogue.facts import RevisionFacts
from insigne.kernel import audit, bulk, clock, events, jobs
from insigne.kernel.ids import new_id
from insigne.kernel.periodic import periodic
from insigne.signing import services as signing
from openbadge.model.evidence import Evidence
from openbadge.model.json import JsonObject
from openbadge.model.recipient import IdentityHash, Recipient, hash_identity

SIGN_KIND = "awards.sign"
_SALT_BYTES = 16
_SWEEP_AFTER_SECONDS = 60
_SWEEP_MOST = 100


class Planned(NamedTuple):
    """What signing needs of an award: its columns of these names."""

    id: UUID
    tenant_id: UUID
    line: int
    address: str
    name: str
    language: str
    evidence_url: str
    narrative: str
    awarded_at: datetime

    @classmethod
    def of(cls, award: Award) -> "Planned":
        """Return that part of an award just stored."""
        return cls(*(getattr(award, name) for name in cls._fields))


def _give_up(chunk: jobs.Chunk, error: str) -> None:
    """After the last try, the rows fail: they make no badge, and their people may be awarded again."""
    failure = "signing_died" if error.startswith(jobs.DIED) else "signing_failed"
    ids = [row.id for row in _planned(chunk)]
    Award.objects.filter(id__in=ids).update(state=State.FAILED, failure=failure, once_key=None)


def _one_by_one(chunk: jobs.Chunk) -> list[JsonObject]:
    """Return the rows of a chunk that still wait, so that one bad row holds back nobody else."""
    return [{"first": row.line, "last": row.line} for row in _planned(chunk)]


@jobs.handler(SIGN_KIND, give_up=_give_up, pieces=_one_by_one)
def sign_chunk(chunk: jobs.Chunk) -> None:
    """Sign the rows of a chunk that still wait."""
    rows = _planned(chunk)
    if rows:
        event = IssuingEvent.objects.get(id=chunk.subject_id)
        sign_awards(event, rows, catalogue.revision(event.revision_id))


def _planned(chunk: jobs.Chunk) -> list[Planned]:
    """Return the rows of a chunk that still wait, locked: nobody cancels what is being signed."""
    waiting = Award.objects.filter(
        event_id=chunk.subject_id,
        line__gte=chunk.payload["first"],
        line__lte=chunk.payload["last"],
        state=State.PLANNED,
    )
    rows = waiting.select_for_update().order_by("line")
    return list(starmap(Planned, rows.values_list(*Planned._fields)))


def sign_awards(event: IssuingEvent, awards: Sequence[Planned], revision: RevisionFacts) -> None:
    """Sign and store the credentials of `awards` (planned, of one event), in the caller's transaction.

    Five writing queries whatever the number, up to 500. Raises SigningError.
    """
    requests = [(new_id(), award) for award in awards]
    signed = signing.sign_credentials(
        organisation_id=event.organisation_id,
        achievement=achievement_of(revision, event.language, issuer_id=event.organisation_id),
        requests=[_request(credential_id, award, revision) for credential_id, award in requests],
    )
    now = clock.now()
    bulk.insert(
        [
            Credential(
                id=credential_id,
                tenant_id=award.tenant_id,
                award_id=award.id,
                body=document.body,
                body_sha256=document.sha256,
                key_id=document.key_id,
                status_list_id=document.status_list_id,
                status_index=document.status_index,
                signed_at=now,
            )
            for (credential_id, award), document in zip(requests, signed, strict=True)
        ]
    )
    Award.objects.filter(id__in=[award.id for award in awards], state=State.PLANNED).update(
        state=State.SIGNED
    )
    audit.record(
        tenant_id=event.tenant_id,
        actor_id=event.actor_id,
        verb="awards.signed",
        subject_type="issuing_event",
        subject_id=event.id,
        facts={
            "credentials": {
                str(credential_id): document.sha256
                for (credential_id, _), document in zip(requests, signed, strict=True)
            }
        },
    )
    events.publish(_signed(event, revision, requests))


def _request(credential_id: UUID, award: Planned, revision: RevisionFacts) -> signing.CredentialRequest:
    salt = secrets.token_hex(_SALT_BYTES)
    identity = IdentityHash(
        type="email", hashed=True, value=hash_identity(award.address, salt=salt), salt=salt
    )
    evidence: tuple[Evidence, ...] = ()
    if award.evidence_url or award.narrative:
        evidence = (Evidence(id=award.evidence_url or None, narrative=award.narrative or None),)
    days = revision.expires_after_days
    return signing.CredentialRequest(
        id=credential_iri(credential_id),
        recipient=Recipient(identities=(identity,)),
        valid_from_at=award.awarded_at,
        valid_until_at=award.awarded_at + timedelta(days=days) if days else None,
        evidence=evidence,
    )


def _signed(event: IssuingEvent, revision: RevisionFacts, requests: Sequence[tuple[UUID, Planned]]) -> Signed:
    organisation = signing.organisation_of(event.organisation_id)
    return Signed(
        event_id=event.id,
        tenant_id=event.tenant_id,
        notices=tuple(
            Notice(
                award_id=award.id,
                credential_id=credential_id,
                address=award.address,
                name=award.name,
                language=award.language,
                badge_names=revision.names,
                organisation_names=organisation.names,
                image_png_sha256=revision.image_png_sha256,
            )
            for credential_id, award in requests
        ),
    )


@periodic("awards.sweep", every_seconds=30)
def sweep() -> None:
    """Plan again the signing of rows that wait for more than a minute without a chunk: a process died in between."""
    before = clock.now() - timedelta(seconds=_SWEEP_AFTER_SECONDS)
    waiting = Award.objects.filter(state=State.PLANNED, event__created_at__lt=before)
    found = waiting.order_by("event_id", "line").values_list("tenant_id", "event_id", "line")
    for (tenant_id, event_id), rows in groupby(found[:_SWEEP_MOST], key=itemgetter(0, 1)):
        if not jobs.is_waiting(kind=SIGN_KIND, tenant_id=tenant_id, subject_id=event_id):
            payloads: list[JsonObject] = [{"first": line, "last": line} for _, _, line in rows]
            jobs.plan_more(kind=SIGN_KIND, tenant_id=tenant_id, subject_id=event_id, payloads=payloads)

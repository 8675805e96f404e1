"""Questions that others may ask of signing: public documents only, never a secret."""

from dataclasses import dataclass
from uuid import UUID

from insigne.orgs import selectors as orgs
from insigne.orgs.errors import OrgError
from insigne.signing import identity
from insigne.signing.models import IssuerKey, StatusList
from openbadge.canon import strict_json
from openbadge.keys import did_web
from openbadge.keys.key import PublicKey


@dataclass(frozen=True, slots=True)
class IssuerFacts:
    """How an organisation signs at present."""

    did: str
    did_document_url: str
    multikey: str
    key_number: int


def issuer(organisation_id: UUID) -> IssuerFacts | None:
    """Return the organisation's present signing identity, or None when it has no key. Two queries."""
    key = IssuerKey.objects.filter(organisation_id=organisation_id, retired_at__isnull=True).first()
    if key is None:
        return None
    slug = orgs.organisation(id=organisation_id).slug
    return IssuerFacts(identity.did(slug), identity.did_document_url(slug), key.multikey, key.number)


def did_document(slug: str) -> bytes | None:
    """Return the DID document of the organisation `slug`: every key it ever used, revoked ones marked. Two queries.

    None when there is no such organisation, or it has no key.
    """
    try:
        organisation = orgs.organisation(slug=slug)
    except OrgError:
        return None
    keys = IssuerKey.objects.filter(organisation_id=organisation.id).order_by("number")
    methods = [
        did_web.VerificationMethod(
            id=identity.verification_method(slug, key.number),
            key=PublicKey.from_multikey(key.multikey),
            revoked_at=key.revoked_at,
        )
        for key in keys
    ]
    return strict_json.dumps(did_web.document(identity.did(slug), methods)) if methods else None


def status_list(list_id: UUID) -> bytes | None:
    """Return the signed status list credential `list_id`, or None. One query."""
    body = StatusList.objects.filter(id=list_id).values_list("document", flat=True).first()
    return bytes(body) if body is not None else None


def verifier_documents(organisation_id: UUID) -> dict[str, bytes]:
    """Return all that a verifier needs for this issuer's badges, by address: its DID document and status lists."""
    slug = orgs.organisation(id=organisation_id).slug
    found = {identity.did_document_url(slug): did_document(slug)}
    for list_id in StatusList.objects.filter(organisation_id=organisation_id).values_list("id", flat=True):
        found[identity.status_list_url(list_id)] = status_list(list_id)
    return {url: body for url, body in found.items() if body is not None}

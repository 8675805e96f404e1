"""A badge and its keys, for the tests of this room."""

from datetime import UTC, datetime

from tests.unit.openbadge.keys.site import Site

from openbadge.keys import did_key, did_web
from openbadge.keys.key import PrivateKey
from openbadge.keys.method import VerificationMethod
from openbadge.keys.resolve import ResolvedKey, resolve
from openbadge.model.json import JsonObject
from openbadge.proofs import data_integrity

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
KEY = PrivateKey.from_seed(bytes(range(32)))
OTHER = PrivateKey.from_seed(bytes(range(1, 33)))
METHOD = did_key.verification_method(did_key.did(KEY.public))
DID = "did:web:school.example"
DID_METHOD = f"{DID}#key-1"
DID_URL = "https://school.example/.well-known/did.json"


def badge(**changes: object) -> JsonObject:
    """Return an unsigned badge, with `changes` to its members."""
    document: JsonObject = {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "urn:uuid:5a1ab1de-0000-4000-8000-000000000001",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": DID, "type": ["Profile"], "name": "École des arts"},
        "validFrom": "2026-03-01T12:00:00Z",
        "credentialSubject": {
            "id": "did:example:learner",
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "https://school.example/b/drawing/1",
                "type": ["Achievement"],
                "name": "Dessin",
                "description": "A drawn line, and another.",
                "criteria": {"narrative": 'Draw "two" lines\n— no more.'},
            },
        },
    }
    document.update(changes)  # type: ignore[arg-type]
    return document


def did_site(*methods: VerificationMethod) -> Site:
    """Return a web where the issuer's DID document stands, by default with KEY in it."""
    listed = methods or (VerificationMethod(id=DID_METHOD, key=KEY.public),)
    return Site({DID_URL: did_web.document(DID, listed)})


def resolve_offline(name: str) -> ResolvedKey:
    """Resolve without a web: did:key only."""
    return resolve(name, fetcher=Site({}))


def signed(document: JsonObject | None = None, **options: object) -> JsonObject:
    """Return the badge, or `document`, signed by KEY under its did:key."""
    given = {"key": KEY, "verification_method": METHOD, "created_at": NOON} | options
    return data_integrity.sign(document if document is not None else badge(), **given)  # type: ignore[arg-type]

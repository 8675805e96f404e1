"""Issuers: a school with a did:web, a key and a status list, and ways to make each of its badges go wrong."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.world.web import Web

from openbadge.canon import strict_json
from openbadge.formats import ob3
from openbadge.issue.issuance import Issuance
from openbadge.keys import did_key, did_web
from openbadge.keys.key import PrivateKey
from openbadge.keys.method import VerificationMethod
from openbadge.model import (
    Achievement,
    Credential,
    Criteria,
    IdentityHash,
    Profile,
    Recipient,
    StatusEntry,
    hash_identity,
)
from openbadge.proofs import data_integrity
from openbadge.status import bitstring

NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)
LEA = "lea@example.org"
SALT = "5f1d0c6e9b3a47d28e7f60a1b2c3d4e5"

Json = dict[str, Any]


def key_of(name: str, algorithm: str = "Ed25519") -> PrivateKey:
    """Return the key that always goes by this name."""
    seed = hashlib.sha256(name.encode()).digest()
    return PrivateKey.from_seed(seed, algorithm=algorithm)  # type: ignore[arg-type]


@dataclass
class School:
    """An issuer with a did:web at `host`, whose documents stand on `web`."""

    web: Web
    host: str = "school.example"
    name: str = "School of Art"
    key: PrivateKey = field(default_factory=lambda: key_of("school"))
    did: str = ""
    number: int = 0

    def __post_init__(self) -> None:
        self.did = self.did or f"did:web:{self.host}:o:art"
        self.method = f"{self.did}#key-1"
        self.list_url = f"https://{self.host}/status/1"
        self.bits = bitstring.Bitstring()
        if self.did.startswith("did:web:"):
            self.publish_keys()
        else:
            self.method = did_key.verification_method(self.did)
        self.publish_list()

    # --- what stands on its site ---

    def publish_keys(self, **dates: datetime) -> Json:
        """Put up the DID document and return it; `revoked_at` and `expires_at` date the key."""
        method = VerificationMethod(id=self.method, controller=self.did, key=self.key.public, **dates)
        document = did_web.document(self.did, [method])
        self.web.put(did_web.document_url(self.did), document)
        return document

    def status_list(self, **changes: Any) -> Json:
        """Return the unsigned status list credential, with members changed."""
        document = bitstring.credential(
            id=self.list_url, issuer=self.did, bitstring=self.bits, valid_from_at=NOW
        )
        return {**document, **changes}

    def publish_list(self, document: Json | None = None, *, key: PrivateKey | None = None) -> None:
        """Put up the status list, signed."""
        self.web.put(self.list_url, self.signed(document or self.status_list(), key=key))

    def revoke(self, index: int = 7) -> None:
        """Set the bit and publish."""
        self.bits.set(index, True)
        self.publish_list()

    # --- what it signs ---

    @property
    def profile(self) -> Profile:
        return Profile(id=self.did, name=self.name, url=f"https://{self.host}")

    @property
    def achievement(self) -> Achievement:
        return Achievement(
            id=f"https://{self.host}/badges/pottery",
            name="Pottery",
            description="Can throw and fire a pot.",
            criteria=Criteria(narrative="Throw, glaze and fire one pot."),
        )

    def status(self, index: int = 7) -> StatusEntry:
        return StatusEntry(
            id=f"{self.list_url}#{index}",
            type="BitstringStatusListEntry",
            purpose="revocation",
            index=index,
            list_url=self.list_url,
        )

    def badge(self, **members: Any) -> bytes:
        """Return Léa's badge, signed; `members` go to `Issuance.sign`."""
        self.number += 1
        issuance = Issuance(
            self.achievement, key=self.key, issuer=self.profile, verification_method=self.method
        )
        fields: Json = {
            "id": f"urn:uuid:01890a5d-ac96-774b-bcce-{self.number:012d}",
            "valid_from_at": NOW,
            "status": self.status(),
        }
        return issuance.sign(lea(), **{**fields, **members})

    def unsigned(self, **members: Any) -> Json:
        """Return Léa's badge as a document without proof; `members` replace those of the document."""
        credential = Credential(
            id="urn:uuid:01890a5d-ac96-774b-bcce-000000000000",
            issuer=self.profile,
            recipient=lea(),
            achievement=self.achievement,
            valid_from_at=NOW,
            name="Pottery",
        )
        return {**ob3.write(credential), **members}

    def signed(
        self, document: Json, *, key: PrivateKey | None = None, method: str = "", **options: Any
    ) -> Json:
        """Return any document with this school's proof."""
        key = key or self.key
        suite = "eddsa-rdfc-2022" if key.public.algorithm == "Ed25519" else "ecdsa-rdfc-2019"
        return data_integrity.sign(
            document,
            key=key,
            verification_method=method or self.method,
            **{"created_at": NOW, "cryptosuite": suite, **options},
        )


def lea() -> Recipient:
    """Return Léa, known by the salted hash of her address."""
    return Recipient(identities=(IdentityHash("email", True, hash_identity(LEA, salt=SALT), SALT),))


def bare_school(web: Web, name: str = "bare") -> School:
    """Return a school that is nothing but a key: its identifier is a did:key."""
    key = key_of(name)
    return School(web, host=f"{name}.example", key=key, did=did_key.did(key.public))


def parsed(data: bytes) -> Json:
    """Return the document in the bytes."""
    value = strict_json.loads(data)
    assert isinstance(value, dict)
    return value


def text(document: object) -> bytes:
    """Return the bytes of a document."""
    return json.dumps(document).encode()

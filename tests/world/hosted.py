"""An issuer of Open Badges 2.0: its profile, its badge class and its assertions stand on its site."""

import json
from dataclasses import dataclass
from typing import Any

from tests.world.schools import LEA, SALT, key_of
from tests.world.web import Web

from openbadge.keys.key import PrivateKey
from openbadge.model import hash_identity
from openbadge.proofs import jws

CONTEXT = "https://w3id.org/openbadges/v2"
Json = dict[str, Any]


@dataclass
class HostedSchool:
    """A school on `site`; everything that it serves is put up at once."""

    web: Web
    site: str = "https://old.example"

    def __post_init__(self) -> None:
        self.key: PrivateKey = key_of("old-school", "P-256")
        self.issuer_url = f"{self.site}/issuer"
        self.badge_url = f"{self.site}/badges/weaving"
        self.assertion_url = f"{self.site}/assertions/1"
        self.key_url = f"{self.site}/key"
        self.list_url = f"{self.site}/revoked"
        self.put(self.issuer_url, self.issuer())
        self.put(self.badge_url, self.badge())
        self.put(self.assertion_url, self.assertion())
        self.put(self.key_url, self.public_key())

    def put(self, url: str, document: object, **options: Any) -> None:
        """Put up a page."""
        self.web.put(url, document, **options)

    def issuer(self, **members: Any) -> Json:
        return {
            "@context": CONTEXT,
            "id": self.issuer_url,
            "type": "Issuer",
            "name": "Old School",
            "url": self.site,
            "email": "office@old.example",
            "publicKey": [self.key_url],
            **members,
        }

    def badge(self, **members: Any) -> Json:
        return {
            "@context": CONTEXT,
            "id": self.badge_url,
            "type": "BadgeClass",
            "name": "Weaving",
            "description": "Can weave.",
            "image": f"{self.site}/weaving.png",
            "criteria": {"narrative": "Weave a cloth."},
            "issuer": self.issuer_url,
            **members,
        }

    def assertion(self, **members: Any) -> Json:
        return {
            "@context": CONTEXT,
            "id": self.assertion_url,
            "type": "Assertion",
            "recipient": {
                "type": "email",
                "hashed": True,
                "salt": SALT,
                "identity": hash_identity(LEA, salt=SALT),
            },
            "badge": self.badge_url,
            "verification": {"type": "HostedBadge"},
            "issuedOn": "2026-01-01T00:00:00Z",
            **members,
        }

    def public_key(self, **members: Any) -> Json:
        return {
            "@context": CONTEXT,
            "id": self.key_url,
            "type": "CryptographicKey",
            "owner": self.issuer_url,
            "publicKeyMultibase": self.key.public.multikey,
            **members,
        }

    def signed(self, *, key: PrivateKey | None = None, **members: Any) -> bytes:
        """Return Léa's assertion as a compact JWS."""
        own: Json = {
            "id": "urn:uuid:44444444-4444-4444-8444-444444444444",
            "verification": {"type": "SignedBadge", "creator": self.key_url},
        }
        return jws.sign(self.assertion(**{**own, **members}), key=key or self.key).encode()

    def file(self, **members: Any) -> bytes:
        """Return the bytes of the hosted assertion, as they stand in a baked picture."""
        return json.dumps(self.assertion(**members)).encode()

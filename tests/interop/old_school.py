"""An issuer of Open Badges 2.0 whose documents are written by this library and stand on its site."""

import json
from dataclasses import dataclass, replace

from tests.interop.bridge import Json
from tests.interop.exchange import rsa_key
from tests.unit.openbadge.formats.samples import RICH
from tests.world.learners import blank
from tests.world.schools import NOW, lea
from tests.world.web import Page, Web

from openbadge.canon import contexts
from openbadge.formats import ob2, upgrade
from openbadge.keys import pem
from openbadge.keys.key import PrivateKey
from openbadge.model import Image, Profile, Verification
from openbadge.proofs import jws

CONTEXT = "https://w3id.org/openbadges/v2"
SITE = "https://old.example"


@dataclass
class OldSchool:
    """A school on `SITE`; everything that it serves is put up at once. Its key is RSA, as all readers expect."""

    web: Web

    def __post_init__(self) -> None:
        self.key: PrivateKey = rsa_key()
        self.key_url, self.list_url = f"{SITE}/key", f"{SITE}/revoked"
        self.hosted = self._parts(Verification("hosted"), f"{SITE}/assertions/1")
        self.signed = self._parts(
            Verification("signed", key_url=self.key_url), "urn:uuid:44444444-4444-4444-8444-444444444444"
        )
        for document in (self.hosted.assertion, self.hosted.badge_class, self.hosted.issuer):
            self.web.put(str(document["id"]), document)
        self.web.put(self.key_url, self.public_key())
        self.web.put(CONTEXT, contexts.get(CONTEXT))
        self.revoke()
        self.web.pages[f"{SITE}/badge.png"] = Page(blank("png"), content_type="image/png")

    def _parts(self, verification: Verification, assertion_id: str) -> ob2.Parts:
        issuer = Profile(
            id=f"{SITE}/issuer",
            name="Vieille école",
            url=SITE,
            email="office@old.example",
            extra={"publicKey": [self.key_url], "revocationList": self.list_url},
        )
        achievement = replace(RICH.achievement, id=f"{SITE}/badges/weaving", image=Image(f"{SITE}/badge.png"))
        credential = replace(
            RICH,
            id=assertion_id,
            issuer=issuer,
            achievement=achievement,
            recipient=lea(),
            verification=verification,
            valid_from_at=NOW,
            image=None,
            status=None,
        )
        return ob2.write_parts(upgrade.to_ob2(credential).credential)

    def public_key(self) -> Json:
        """Return the document of the key."""
        return {
            "@context": CONTEXT,
            "id": self.key_url,
            "type": "CryptographicKey",
            "owner": self.hosted.issuer["id"],
            "publicKeyPem": pem.to_pem(self.key.public),
        }

    def token(self) -> str:
        """Return the signed assertion."""
        return jws.sign(self.signed.assertion, key=self.key)

    def file(self) -> str:
        """Return the hosted assertion, as a learner has it."""
        return json.dumps(self.hosted.assertion, ensure_ascii=False)

    def revoke(self, *ids: str) -> None:
        """Publish the revocation list with these assertions in it."""
        self.web.put(
            self.list_url,
            {
                "@context": CONTEXT,
                "id": self.list_url,
                "type": "RevocationList",
                "issuer": self.hosted.issuer["id"],
                "revokedAssertions": [{"id": each, "revocationReason": "An error."} for each in ids],
            },
        )

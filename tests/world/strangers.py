"""Mallory, who wants her own paper to be taken for a school's: a site, a key, and every way she thought of."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.world.schools import NOW, Json, School, key_of, lea, text
from tests.world.web import Web

from openbadge.issue.issuance import Issuance
from openbadge.keys import did_key
from openbadge.keys.key import PrivateKey
from openbadge.model import Profile


@dataclass
class Impostor:
    """A stranger with a site of her own, who shows the name and the badge of `victim`."""

    web: Web
    victim: School

    def __post_init__(self) -> None:
        self.key: PrivateKey = key_of("mallory")
        self.own = School(self.web, host="sch00l.example", name=self.victim.name, key=self.key)

    def forgeries(self) -> dict[str, Callable[[], bytes]]:
        """Return every forgery by its name; none of them may ever be verified as the victim's."""
        return {
            "signed by a key of her own site": lambda: self._claiming(self.own.method),
            "signed by a key that the school does not list": lambda: self._claiming(
                f"{self.victim.did}#key-9"
            ),
            "signed by her key under the school's key id": lambda: self._claiming(self.victim.method),
            "signed by a bare key": lambda: self._claiming(self._bare()),
            "the school's proof on another badge": self._moved_proof,
            "the school's proof beside hers": self._two_proofs,
            "no proof at all": lambda: text(self.victim.unsigned()),
            "an empty set of proofs": lambda: text(self.victim.unsigned(proof=[])),
        }

    def same_name(self) -> bytes:
        """Return a badge that is honestly signed, by a site whose name only looks like the school's."""
        return self.own.badge(status=None)

    def _bare(self) -> str:
        return did_key.verification_method(did_key.did(self.key.public))

    def _claiming(self, method: str) -> bytes:
        issuance = Issuance(
            self.victim.achievement,
            key=self.key,
            issuer=Profile(id=self.victim.did, name=self.victim.name),
            verification_method=method,
        )
        return issuance.sign(lea(), id="urn:uuid:66666666-6666-4666-8666-666666666666", valid_from_at=NOW)

    def _moved_proof(self) -> bytes:
        real = self.victim.signed(self.victim.unsigned())
        return text({**self.victim.unsigned(name="Master of everything"), "proof": real["proof"]})

    def _two_proofs(self) -> bytes:
        real = self.victim.signed(self.victim.unsigned())
        hers = self.own.signed(self.victim.unsigned(name="Master of everything"))
        return text({**hers, "proof": [*_proofs(real), *_proofs(hers)]})


def _proofs(document: Json) -> list[Json]:
    proofs = document["proof"]
    return list(proofs) if isinstance(proofs, list) else [proofs]

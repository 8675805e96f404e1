"""The issuing of one badge: what all its credentials share is settled once, the rest at each `sign`.

The steps of a signature are:
1. the credential, from what the badge fixes and what the earner brings;
2. its unsigned OB 3.0 document (`formats.ob3.write`);
3. what we refuse to sign (`issue.rules`);
4. the Data Integrity proof (`proofs.data_integrity.sign`);
5. the bytes, which are the credential for ever: they are stored and never recomputed.

The first credential of each outline takes these steps, and compiles them (`issue.compiled`); the next ones of
the same outline are filled in, with the same bytes. Whatever the filling cannot take goes the long way.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from datetime import UTC, datetime

from openbadge.canon import strict_json
from openbadge.errors import MalformedError, OpenBadgeError
from openbadge.formats import ob3
from openbadge.issue import rules
from openbadge.issue.compiled import Compiled, Proofs
from openbadge.issue.earned import Earned, constants, slots
from openbadge.keys import timestamps
from openbadge.keys.key import PrivateKey
from openbadge.model.achievement import Achievement
from openbadge.model.credential import Credential, SchemaRef
from openbadge.model.evidence import Evidence, Result
from openbadge.model.json import JsonObject
from openbadge.model.profile import Profile
from openbadge.model.recipient import Recipient
from openbadge.model.status import StatusEntry
from openbadge.proofs import data_integrity

_OUTLINES_KEPT = 64
_SUITE = "eddsa-rdfc-2022"


class Issuance:
    """Signs credentials of one achievement, by one issuer, with one Ed25519 key. May be shared by threads."""

    def __init__(
        self,
        achievement: Achievement,
        *,
        key: PrivateKey,
        issuer: Profile,
        verification_method: str,
        schemas: tuple[SchemaRef, ...] = (),
    ) -> None:
        """Settle what all credentials share; nothing is compiled before the first `sign`."""
        self._achievement = achievement
        self._key = key
        self._issuer = issuer
        self._verification_method = verification_method
        self._schemas = schemas
        self._word = _free_word(repr((achievement, issuer, verification_method, schemas)))
        self._proofs: Proofs | None = None
        self._compiled: OrderedDict[Hashable, Compiled | None] = OrderedDict()

    def sign(
        self,
        recipient: Recipient,
        *,
        id: str,
        valid_from_at: datetime,
        valid_until_at: datetime | None = None,
        awarded_at: datetime | None = None,
        evidence: Sequence[Evidence] = (),
        narrative: str | None = None,
        results: Sequence[Result] = (),
        status: StatusEntry | None = None,
        created_at: datetime | None = None,
    ) -> bytes:
        """Return the signed credential: compact UTF-8 JSON with an eddsa-rdfc-2022 proof.

        `id` is the credential's IRI, `created_at` the time that the proof bears (default: `valid_from_at`).
        Raises MalformedError: ISSUE_RECIPIENT when the recipient has neither id nor identity, TIME_NAIVE, and
        the codes of `issue.rules.check`.
        Source: OB 3.0, AchievementCredential; Data Integrity EdDSA 1.0, section 3.1.
        """
        if recipient.id is None and not recipient.identities:
            raise MalformedError("ISSUE_RECIPIENT", "The recipient has neither an id nor an identity.")
        earned = Earned(
            id,
            recipient,
            valid_from_at,
            valid_until_at,
            awarded_at,
            tuple(evidence),
            narrative,
            tuple(results),
            status,
        )
        created_at = created_at or valid_from_at
        fixed = constants(earned)
        if fixed is None:
            return self._sign_document(self._write(earned), created_at)
        texts = slots(earned)
        outline = (fixed, *[text is None for text in texts])
        compiled = self._compiled.get(outline)
        if compiled is not None:
            created = timestamps.write(created_at.replace(microsecond=0))
            signed = compiled.sign([text for text in texts if text is not None], created, self._key)
            if signed is not None:
                return signed
        signed = self._sign_document(self._write(earned), created_at)
        if outline not in self._compiled:
            self._learn(outline, earned, created_at, signed)
        return signed

    def compiled_for(self, earned: Earned) -> Compiled:
        """Return what is compiled for the outline of `earned`, for measuring; compiled now if need be.

        Raises what canonicalising the example raises.
        """
        return Compiled(earned, write=self._write, proofs=self._proofs_of(earned), word=self._word)

    def sign_credential(self, credential: Credential, *, created_at: datetime | None = None) -> bytes:
        """Return any credential signed by the same key, whatever its achievement.

        Raises MalformedError as `sign` does.
        """
        return self._sign_document(ob3.write(credential), created_at or credential.valid_from_at)

    def _write(self, earned: Earned) -> JsonObject:
        return ob3.write(
            Credential(
                id=earned.id,
                issuer=self._issuer,
                recipient=earned.recipient,
                achievement=self._achievement,
                valid_from_at=earned.valid_from_at,
                valid_until_at=earned.valid_until_at,
                awarded_at=earned.awarded_at,
                name=self._achievement.name,
                evidence=earned.evidence,
                narrative=earned.narrative,
                results=earned.results,
                status=earned.status,
                schemas=self._schemas,
            )
        )

    def _sign_document(self, document: JsonObject, created_at: datetime) -> bytes:
        rules.check(document)
        signed = data_integrity.sign(
            document,
            key=self._key,
            verification_method=self._verification_method,
            created_at=created_at,
            cryptosuite=_SUITE,
        )
        return strict_json.dumps(signed)

    def _learn(self, outline: Hashable, earned: Earned, created_at: datetime, signed: bytes) -> None:
        """Compile the outline of a credential just signed; keep it only if it gives the same bytes."""
        compiled: Compiled | None = None
        try:
            compiled = self.compiled_for(earned)
            texts = [text for text in slots(earned) if text is not None]
            created = timestamps.write(created_at.replace(microsecond=0))
            if compiled.sign(texts, created, self._key) != signed:
                compiled = None
        except OpenBadgeError:
            compiled = None
        self._compiled[outline] = compiled
        while len(self._compiled) > _OUTLINES_KEPT:
            self._compiled.popitem(last=False)

    def _proofs_of(self, earned: Earned) -> Proofs:
        if self._proofs is None:
            config = data_integrity.proof_config(
                context=self._write(earned)["@context"],
                verification_method=self._verification_method,
                created_at=datetime.min.replace(tzinfo=UTC),
                cryptosuite=_SUITE,
            )
            self._proofs = Proofs(config, word=self._word)
        return self._proofs


def _free_word(text: str) -> str:
    """Return a word that `text` does not hold, for placeholders that nothing can be mistaken for."""
    number = 0
    while f"hole{number}x" in text:
        number += 1
    return f"hole{number}x"

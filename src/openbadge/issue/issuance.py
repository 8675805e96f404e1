"""The issuing of one badge: what all its credentials share is settled once, the rest at each `sign`.

The steps of a signature are:
1. the credential, from what the badge fixes and what the earner brings;
2. its unsigned OB 3.0 document (`formats.ob3.write`);
3. what we refuse to sign (`issue.rules`);
4. the Data Integrity proof (`proofs.data_integrity.sign`);
5. the bytes, which are the credential for ever: they are stored and never recomputed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from openbadge.canon import strict_json
from openbadge.errors import MalformedError
from openbadge.formats import ob3
from openbadge.issue import rules
from openbadge.keys.key import PrivateKey
from openbadge.model.achievement import Achievement
from openbadge.model.credential import Credential, SchemaRef
from openbadge.model.evidence import Evidence, Result
from openbadge.model.profile import Profile
from openbadge.model.recipient import Recipient
from openbadge.model.status import StatusEntry
from openbadge.proofs import data_integrity


class Issuance:
    """Signs credentials of one achievement, by one issuer, with one key."""

    def __init__(
        self,
        achievement: Achievement,
        *,
        key: PrivateKey,
        issuer: Profile,
        verification_method: str,
        schemas: tuple[SchemaRef, ...] = (),
    ) -> None:
        self._achievement = achievement
        self._key = key
        self._issuer = issuer
        self._verification_method = verification_method
        self._schemas = schemas

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
        credential = Credential(
            id=id,
            issuer=self._issuer,
            recipient=recipient,
            achievement=self._achievement,
            valid_from_at=valid_from_at,
            valid_until_at=valid_until_at,
            awarded_at=awarded_at,
            name=self._achievement.name,
            evidence=tuple(evidence),
            narrative=narrative,
            results=tuple(results),
            status=status,
            schemas=self._schemas,
        )
        return self.sign_credential(credential, created_at=created_at)

    def sign_credential(self, credential: Credential, *, created_at: datetime | None = None) -> bytes:
        """Return any credential signed by the same key, whatever its achievement.

        Raises MalformedError as `sign` does.
        """
        document = ob3.write(credential)
        rules.check(document)
        signed = data_integrity.sign(
            document,
            key=self._key,
            verification_method=self._verification_method,
            created_at=created_at or credential.valid_from_at,
        )
        return strict_json.dumps(signed)

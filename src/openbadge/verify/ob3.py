"""The verification of an Open Badges 3.0 credential with embedded proofs, step by step.

OpenBadgeCredential Verification (OB 3.0), with what VCDM 2.0 and Data Integrity 1.0 add to it:

1. conforms: vocabularies known and in order, one type, obligatory parts, somebody it is about
2. proof: every signature that it carries, and the state of each key
   2a. issuer: the key that signed speaks for the issuer that is named (not asked by OB 3.0; asked by us)
3. refresh: never called; the credential is judged as it is
4. status and dates
5. recipient, when the reader gave an address
6. endorsements, each by the same steps; and the credentials inside a learner record (CLR 2.0)

All steps are always taken. The policy makes the verdict of them.
"""

from collections.abc import Iterator

from openbadge.errors import MalformedError, OpenBadgeError
from openbadge.formats import clr, ob3
from openbadge.formats.outline import outline
from openbadge.model.credential import Credential
from openbadge.model.json import JsonValue
from openbadge.model.transcript import Transcript
from openbadge.verify import familiar, token
from openbadge.verify.checks import structure
from openbadge.verify.checks.dates import check_stamps
from openbadge.verify.checks.endorsements import check_endorsements
from openbadge.verify.checks.extras import check_extras, check_refresh
from openbadge.verify.checks.inner import check_inner
from openbadge.verify.checks.issuer import check_issuer
from openbadge.verify.checks.proof import Proven, check_embedded_proofs
from openbadge.verify.checks.recipient import check_recipient
from openbadge.verify.checks.status import check_statuses
from openbadge.verify.given import Given
from openbadge.verify.report import Check, Facts, Report, Verdict
from openbadge.verify.setting import Setting, from_error

_IN_FORCE = "OB 3.0, OpenBadgeCredential Verification, step 4"
_RECIPIENT = "OB 3.0, OpenBadgeCredential Verification, step 5"


def examine(given: Given, setting: Setting) -> Report:
    """Return the report on one credential of VCDM 1.1 or 2.0: a badge, an endorsement or a learner record."""
    return _Examination(given, setting).report()


class _Examination:
    """One run of the steps; what a step finds out for the later ones stands in the attributes."""

    def __init__(self, given: Given, setting: Setting) -> None:
        self.document = given.document
        self.given = given
        self.setting = setting
        self.look = familiar.look(given.document)
        self.parts = outline(given.document, contexts=self.look.contexts)
        self.claimed: Credential | None = None
        self.transcript: Transcript | None = None
        self.proven = Proven(None, (), ())
        self.issuer_confirmed: bool | None = None
        self.endorsements: tuple[Report, ...] = ()
        self.inner: tuple[Report, ...] = ()

    def report(self) -> Report:
        """Take all the steps and return the report."""
        steps = (self.conforms, self.proof, self.issuer, self.refresh, self.status, self.dates)
        checks = list(self.given.head)
        for step in (*steps, self.recipient, self.embedded, self.extras):
            checks += self.setting.timed(step)
        facts = Facts(self.proven.intact, self.issuer_confirmed)
        return Report(
            verdict=self.setting.policy.verdict(facts, checks),
            facts=facts,
            checks=tuple(checks),
            at=self.setting.at,
            format=self.given.format,
            credential=self.claimed if facts.intact else None,
            claimed=self.claimed,
            claimed_issuer=self.parts.issuer_name or self.parts.issuer_id,
            transcript=self.transcript if facts.intact else None,
            endorsements=self.endorsements,
            inner=self.inner,
        )

    def conforms(self) -> Iterator[Check]:
        """1. It conforms to the specification."""
        yield structure.check_contexts(self.document, self.parts, self.setting, self.look)
        yield structure.check_type(self.parts, self.given.wanted)
        if self.given.wanted & self.parts.types & structure.BADGE_TYPES:
            self.claimed, check = structure.read_whole(self.document, ob3.read)
            lacking = () if self.claimed is None else tuple(structure.check_parts(self.claimed))
            yield from lacking or (check,)
            yield structure.check_schema(self.document, self.parts, self.look)
        elif self.given.wanted & self.parts.types & structure.RECORD_TYPES:
            self.transcript, check = structure.read_whole(self.document, clr.read)
            yield check
        yield structure.check_subject(self.parts)

    def proof(self) -> Iterator[Check]:
        """2. The proof method is satisfied."""
        self.proven = self.given.proven or check_embedded_proofs(
            self.document, self.setting, shaped=self.look.shaped
        )
        yield from self.proven.checks

    def issuer(self) -> Iterator[Check]:
        """2a. The key speaks for the issuer."""
        check, self.issuer_confirmed = check_issuer(self.parts.issuer_id, self.proven.keys, self.setting)
        yield check

    def refresh(self) -> Iterator[Check]:
        """3. Refresh."""
        yield check_refresh(self.parts)

    def status(self) -> Iterator[Check]:
        """4. Status."""
        yield from check_statuses(self.parts, self.proven.keys, self.setting)

    def dates(self) -> Iterator[Check]:
        """4. Dates."""
        yield check_stamps(self.parts.valid_from, self.parts.valid_until, self.setting, _IN_FORCE)

    def recipient(self) -> Iterator[Check]:
        """5. Recipient; only the badge itself is compared with the reader's address."""
        if self.setting.depth == 0:
            whole = self.claimed or self.transcript
            recipient = None if whole is None else whole.recipient
            yield check_recipient(recipient, self.setting.recipient, _RECIPIENT)

    def embedded(self) -> Iterator[Check]:
        """6. Embedded credentials."""
        # Endorsements of an endorser are not examined: nobody needs them, and a chain of sixty is an attack. Nor are
        # those of something else that stands in an endorsement's place.
        endorses = self.given.wanted == structure.ENDORSEMENT_TYPES or (
            self.parts.types & structure.ENDORSEMENT_TYPES
        )
        if not endorses or self.setting.depth == 0:
            checks, self.endorsements = check_endorsements(
                self.parts.endorsements, self.setting, _examine_endorsement
            )
            yield from checks
        if self.parts.types & structure.RECORD_TYPES:
            checks, self.inner = check_inner(
                self.parts.inner, self.parts.subject_id, self.setting, _examine_inner
            )
            yield from checks

    def extras(self) -> Iterator[Check]:
        """What was left unvisited."""
        yield check_extras(self.parts)


def _examine_endorsement(document: JsonValue, setting: Setting) -> tuple[Report, str]:
    return _examine_embedded(document, setting, structure.ENDORSEMENT_TYPES)


def _examine_inner(document: JsonValue, setting: Setting) -> tuple[Report, str]:
    return _examine_embedded(document, setting, structure.BADGE_TYPES | structure.ENDORSEMENT_TYPES)


def _examine_embedded(document: JsonValue, setting: Setting, wanted: frozenset[str]) -> tuple[Report, str]:
    try:
        if isinstance(document, str):
            given = token.read(document, setting, wanted=wanted)
        elif isinstance(document, dict):
            given = Given(document, wanted)
        else:
            raise MalformedError("TYPE_CONFUSION", "This is neither an object nor a token.")
    except OpenBadgeError as error:
        check = from_error("type", error, "VCDM 2.0, section 4.5")
        return Report(Verdict.UNREADABLE, Facts(), (check,), setting.at), ""
    return examine(given, setting), outline(given.document).subject_id

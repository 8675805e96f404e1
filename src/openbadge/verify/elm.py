"""The verification of a European Digital Credential (Europass, ELM 3), as far as it goes here.

1. structure: it can be read
2. proof: a seal of the JAdES kind stands on a chain of certificates of the European trust lists, which this library
   does not follow: that is said, and the verdict is `unknown`. Without a seal the document proves nothing.
3. dates, and the recipient when the reader gave an address
"""

from openbadge.errors import MalformedError
from openbadge.formats import elm
from openbadge.model.credential import Credential
from openbadge.model.json import JsonObject
from openbadge.verify.checks.dates import check_dates
from openbadge.verify.checks.recipient import check_recipient
from openbadge.verify.report import Check, Facts, Outcome, Report
from openbadge.verify.setting import Setting, from_error

_SOURCE = "European Digital Credentials for Learning, application profile EDC 3"
_SEAL = "Regulation (EU) 910/2014, article 38; ETSI TS 119 182-1 (JAdES)"


def examine(document: JsonObject, setting: Setting, *, head: tuple[Check, ...] = ()) -> Report:
    """Return the report on a European credential, sealed (`payload`, `signatures`) or not."""
    sealed = "signatures" in document or "signature" in document
    claimed: Credential | None = None
    checks = list(head)
    try:
        claimed = elm.read(document)
        checks.append(Check("structure", Outcome.PASSED, "STRUCTURE_GOOD", _SOURCE))
    except MalformedError as error:
        checks.append(from_error("structure", error, _SOURCE))
    if sealed:
        checks.append(Check("proof", Outcome.UNKNOWN, "SEAL_UNCHECKED", _SEAL))
    else:
        checks.append(Check("proof", Outcome.FAILED, "PROOF_MISSING", _SEAL))
    if claimed is not None:
        dates = (claimed.valid_from_at, claimed.valid_until_at)
        checks.append(check_dates(*dates, setting, _SOURCE))
        checks.append(check_recipient(claimed.recipient, setting.recipient, _SOURCE))
    facts = Facts(intact=None if sealed else False, issuer_confirmed=None if sealed else False)
    return Report(
        verdict=setting.policy.verdict(facts, checks),
        facts=facts,
        checks=tuple(checks),
        at=setting.at,
        format="elm",
        claimed=claimed,
        claimed_issuer="" if claimed is None else claimed.issuer.name or claimed.issuer.id,
    )

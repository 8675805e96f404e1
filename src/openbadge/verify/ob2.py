"""The verification of Open Badges 0.5 to 2.0: hosted by their issuer, or signed with a key that he lists.

Hosted (OB 2.0, HostedBadge Verification):
1. the file is trusted for one thing, the address of the assertion; what is served there is what is judged
2. 410 Gone, or `revoked: true`, means revoked
3. the assertion says that this is its address; badge class and issuer come from theirs, and contradict nothing
4. the address lies where the issuer says that his assertions lie: this is what confirms the issuer

Signed (OB 2.0, SignedBadge Verification, steps 1 to 8):
1. to 6. the token, the badge class, the issuer, the key that he lists, the signature
7. the revocation list that the issuer's profile names

Both: the parts that the badge must have, dates, the recipient when the reader gave an address, and the endorsements
of the assertion, its badge class and its issuer. All steps are always taken.
"""

from dataclasses import dataclass

from openbadge.errors import OpenBadgeError
from openbadge.formats import ob1, ob2, ob2_rules
from openbadge.model.credential import Credential
from openbadge.model.json import JsonObject, JsonValue
from openbadge.proofs import hosted, jws
from openbadge.verify import ob2_endorsement, ob2_proof
from openbadge.verify.checks.dates import check_dates
from openbadge.verify.checks.recipient import check_recipient
from openbadge.verify.report import Check, Facts, Outcome, Report
from openbadge.verify.setting import Setting, from_error

_DATA = "OB 2.0, Data Validation"
_GENERAL = "OB 2.0, Verification"

_NEWER = frozenset({"ob20"})
_SHOWN = ("recipient", "badge", "issuedOn", "expires", "evidence", "narrative")


@dataclass(frozen=True, slots=True)
class _Found:
    """What a procedure established, before the steps that both share."""

    facts: Facts
    checks: list[Check]
    assertion: JsonObject | None
    badge: JsonObject | None
    issuer: JsonObject | None


def examine_hosted(
    given: JsonObject | None,
    setting: Setting,
    *,
    generation: str,
    url: str | None = None,
    head: tuple[Check, ...] = (),
) -> Report:
    """Return the report on a hosted assertion, given as a document or by its `url`. `generation`: ob05 … ob20."""
    result = hosted.check(given, url=url, fetcher=setting.errands, limits=setting.limits)
    facts, checks = ob2_proof.of_hosted(result)
    if result.state == "current" and given is not None and _differs(given, result.assertion or {}):
        details = {"url": result.url}
        checks.insert(1, Check("hosted", Outcome.SKIPPED, "HOSTED_DIFFERS", ob2_proof.HOSTED, details))
    found = _Found(facts, checks, result.assertion, result.badge, result.issuer)
    return _report(found, given, setting, f"{generation}-hosted", generation, head)


def examine_signed(
    token: bytes, setting: Setting, *, generation: str, head: tuple[Check, ...] = ()
) -> Report:
    """Return the report on a signed assertion, a compact JWS.

    Raises MalformedError, UnsupportedError or LimitError when the text is no token.
    """
    result = jws.check(token, fetcher=setting.errands, limits=setting.limits)
    facts, checks = ob2_proof.of_signed(result, setting)
    found = _Found(facts, checks, result.assertion, result.badge, result.issuer)
    return _report(found, result.assertion, setting, f"{generation}-signed", generation, head)


def assertion_of(document: JsonObject) -> JsonObject:
    """Return the assertion that a document is, or that a record of the Mozilla Backpack holds as its `body`."""
    body = document.get("body")
    return body if isinstance(body, dict) and "badge" not in document else document


def examine_unsigned(
    document: JsonObject, setting: Setting, *, generation: str, head: tuple[Check, ...]
) -> Report:
    """Return the report on the bare JSON of a badge that should have been signed: it proves nothing."""
    check = Check("proof", Outcome.FAILED, "PROOF_MISSING", ob2_proof.SIGNED)
    found = _Found(Facts(intact=False, issuer_confirmed=False), [check], None, None, None)
    return _report(found, document, setting, f"{generation}-signed", generation, head)


def _report(
    found: _Found,
    given: JsonObject | None,
    setting: Setting,
    name: str,
    generation: str,
    head: tuple[Check, ...],
) -> Report:
    checks = [*head, *found.checks]
    credential: Credential | None = None
    if found.assertion is not None and found.badge is not None and found.issuer is not None:
        credential, reading = _read(_whole(found.assertion, found.badge, found.issuer), generation)
        checks.append(reading)
    if credential is not None:
        dates = (credential.valid_from_at, credential.valid_until_at)
        checks.append(check_dates(*dates, setting, _GENERAL))
        checks.append(check_recipient(credential.recipient, setting.recipient, _GENERAL))
    elif setting.recipient is not None:
        checks.append(Check("recipient", Outcome.UNKNOWN, "RECIPIENT_UNCHECKED", _GENERAL))
    endorsed = {"": found.assertion, "badge": found.badge, "badge.issuer": found.issuer}
    further, endorsements = ob2_endorsement.check_endorsements(endorsed, setting)
    checks += further
    claimed = credential
    if claimed is None and given is not None:
        claimed, _ = _read(given, generation)
    return Report(
        verdict=setting.policy.verdict(found.facts, checks),
        facts=found.facts,
        checks=tuple(checks),
        at=setting.at,
        format=name,
        credential=credential if found.facts.intact else None,
        claimed=claimed,
        claimed_issuer="" if claimed is None else claimed.issuer.name or claimed.issuer.id,
        endorsements=endorsements,
    )


def _read(document: JsonObject, generation: str) -> tuple[Credential | None, Check]:
    try:
        read = ob2.read if generation in _NEWER else ob1.read
        credential = read(document)
    except OpenBadgeError as error:
        return None, from_error("structure", error, _DATA)
    lacking = ob2_rules.lacking(document, generation)
    if lacking:
        return credential, Check("structure", Outcome.FAILED, "MEMBER_MISSING", _DATA, {"path": lacking[0]})
    return credential, Check("structure", Outcome.PASSED, "STRUCTURE_GOOD", _DATA)


def _whole(assertion: JsonObject, badge: JsonObject, issuer: JsonObject) -> JsonObject:
    """Return the assertion with the badge class and the issuer that were read from their own addresses inside."""
    whole_badge: JsonObject = {**_named(assertion.get("badge")), **badge}
    whole_badge["issuer"] = {**_named(badge.get("issuer")), **issuer}
    return {**assertion, "badge": whole_badge}


def _named(link: JsonValue) -> JsonObject:
    return {"id": link} if isinstance(link, str) else {}


def _differs(given: JsonObject, served: JsonObject) -> bool:
    """Whether the file says something else than the original, in what people look at. The original counts."""
    return any(
        name in given and not isinstance(given[name], dict) and given[name] != served.get(name)
        for name in _SHOWN
    ) or _recipient_of(given) != _recipient_of(served)


def _recipient_of(document: JsonObject) -> JsonValue:
    recipient = document.get("recipient")
    return recipient.get("identity") if isinstance(recipient, dict) else recipient

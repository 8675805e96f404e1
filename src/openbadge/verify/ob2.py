"""The verification of Open Badges 0.5 to 2.0: hosted by their issuer, or signed with a key that he lists.

Hosted (OB 2.0, HostedBadge Verification):
1. the file is trusted for one thing, the address of the assertion; what is served there is what is judged
2. 410 Gone, or `revoked: true`, means revoked
3. the assertion says that this is its address; badge class and issuer come from theirs, and contradict nothing
4. the address lies where the issuer says that his assertions lie: this is what confirms the issuer

Signed (OB 2.0, SignedBadge Verification, steps 1 to 8):
1. to 6. the token, the badge class, the issuer, the key that he lists, the signature
7. the revocation list that the issuer's profile names

Both: dates, and the recipient when the reader gave an address. All steps are always taken.
"""

from dataclasses import dataclass

from openbadge.canon import strict_json
from openbadge.errors import MalformedError, OpenBadgeError, UnreachableError
from openbadge.formats import ob1, ob2
from openbadge.keys.resolve import is_web, origin
from openbadge.model.credential import Credential
from openbadge.model.json import JsonObject, JsonValue
from openbadge.ports import Fetched
from openbadge.proofs import hosted, jws
from openbadge.status import revocation_list
from openbadge.status.result import StatusResult
from openbadge.verify.checks.dates import check_dates
from openbadge.verify.checks.proof import weigh
from openbadge.verify.checks.recipient import check_recipient
from openbadge.verify.keyring import Keyring
from openbadge.verify.report import Check, Facts, Outcome, Report
from openbadge.verify.setting import Setting, from_error

_HOSTED = "OB 2.0, HostedBadge Verification"
_SIGNED = "OB 2.0, SignedBadge Verification"
_SCOPE = "OB 2.0, VerificationObject (startsWith, allowedOrigins)"
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
    details = {"url": result.url, "issuer": result.issuer_id, "reason": result.message}
    checks: list[Check] = []
    facts = Facts()
    if result.state == "current":
        facts = Facts(intact=True, issuer_confirmed=True)
        checks.append(Check("hosted", Outcome.PASSED, "HOSTED_SERVED", _HOSTED, details))
        if given is not None and _differs(given, result.assertion or {}):
            checks.append(Check("hosted", Outcome.SKIPPED, "HOSTED_DIFFERS", _HOSTED, details))
        checks.append(Check("issuer", Outcome.PASSED, "ISSUER_HOSTS", _SCOPE, details))
        checks.append(Check("status", Outcome.PASSED, "STATUS_SERVED", _HOSTED, details))
    elif result.state == "revoked":
        details["reason"] = result.reason or ""
        checks.append(Check("status", Outcome.FAILED, "STATUS_REVOKED", _HOSTED, details))
    elif result.state == "refused":
        facts = Facts(intact=None if result.code == "HOSTED_SCOPE" else False, issuer_confirmed=False)
        checks.append(Check("hosted", Outcome.FAILED, result.code, _HOSTED, details))
    else:
        checks.append(Check("hosted", Outcome.UNKNOWN, result.code, _HOSTED, details))
    found = _Found(facts, checks, result.assertion, result.badge, result.issuer)
    return _report(found, given, setting, f"{generation}-hosted", generation, head)


def examine_signed(
    token: bytes, setting: Setting, *, generation: str, head: tuple[Check, ...] = ()
) -> Report:
    """Return the report on a signed assertion, a compact JWS.

    Raises MalformedError, UnsupportedError or LimitError when the text is no token.
    """
    result = jws.check(token, fetcher=setting.errands, limits=setting.limits)
    proven = weigh((result.proof,), Keyring(setting.errands))
    checks = list(proven.checks)
    confirmed, issuer_check = _speaks(result, setting)
    checks.append(issuer_check)
    checks.append(_revocation(result, setting))
    facts = Facts(proven.intact, confirmed)
    found = _Found(facts, checks, result.assertion, result.badge, result.issuer)
    return _report(found, result.assertion, setting, f"{generation}-signed", generation, head)


def assertion_of(document: JsonObject) -> JsonObject:
    """Return the assertion that a document is, or that a record of the Mozilla Backpack holds as its `body`."""
    body = document.get("body")
    return body if isinstance(body, dict) and "badge" not in document else document


def says_signed(document: JsonObject) -> bool:
    """Whether the assertion says of itself that it is signed, not hosted."""
    for name in ("verification", "verify"):
        verification = document.get(name)
        kinds = verification.get("type") if isinstance(verification, dict) else None
        if any(kind in ("signed", "SignedBadge") for kind in (kinds if isinstance(kinds, list) else [kinds])):
            return True
    return False


def examine_unsigned(
    document: JsonObject, setting: Setting, *, generation: str, head: tuple[Check, ...]
) -> Report:
    """Return the report on the bare JSON of a badge that should have been signed: it proves nothing."""
    check = Check("proof", Outcome.FAILED, "PROOF_MISSING", _SIGNED)
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
    )


def _read(document: JsonObject, generation: str) -> tuple[Credential | None, Check]:
    try:
        read = ob2.read if generation in _NEWER else ob1.read
        return read(document), Check("structure", Outcome.PASSED, "STRUCTURE_GOOD", _DATA)
    except OpenBadgeError as error:
        return None, from_error("structure", error, _DATA)


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


def _speaks(result: jws.JwsResult, setting: Setting) -> tuple[bool | None, Check]:
    """Return whether the issuer's own site gave the key: a profile inside the badge itself confirms nobody."""
    key = result.proof.key
    details = {"issuer": result.issuer_id or "?", "key": result.proof.verification_method}
    if not result.proof.proves or key is None:
        return None, Check("issuer", Outcome.UNKNOWN, "ISSUER_UNPROVEN", _SIGNED, details)
    details["document"] = key.source_url or ""
    answer = setting.errands.answers.get((key.source_url or "").split("#", 1)[0])
    served = isinstance(answer, Fetched) and answer.status == 200
    if served and is_web(result.issuer_id) and origin(key.source_url or "") == origin(result.issuer_id):
        return True, Check("issuer", Outcome.PASSED, "ISSUER_CONFIRMED", _SIGNED, details)
    if setting.policy.trusts(result.issuer_id, key.id, key.key.multikey):
        return True, Check("issuer", Outcome.PASSED, "ISSUER_TRUSTED", _SIGNED, details)
    return False, Check("issuer", Outcome.UNKNOWN, "ISSUER_UNCONFIRMED", _SIGNED, details)


def _revocation(result: jws.JwsResult, setting: Setting) -> Check:
    """Return the check `status` of a signed assertion. Source: OB 2.0, SignedBadge Verification, step 7."""
    if result.issuer is None:
        details = {"reason": "the issuer's profile could not be had"}
        return Check("status", Outcome.UNKNOWN, "STATUS_UNREACHABLE", _SIGNED, details)
    address = result.issuer.get("revocationList")
    if address is None:
        return Check("status", Outcome.SKIPPED, "STATUS_NONE", _SIGNED)
    try:
        if not isinstance(address, str) or not is_web(address):
            raise MalformedError("STATUS_MALFORMED", "The revocation list has no web address.")
        listed = _ask(address, result, setting)
    except OpenBadgeError as error:
        code = "STATUS_UNREACHABLE" if isinstance(error, UnreachableError) else error.code
        return Check(
            "status", Outcome.UNKNOWN, code, _SIGNED, {"reason": error.message, "list": str(address)}
        )
    return _said(listed, address)


def _ask(address: str, result: jws.JwsResult, setting: Setting) -> StatusResult:
    answer = setting.errands.fetch(address)
    if answer.status != 200:
        raise UnreachableError("STATUS_UNREACHABLE", f"The list answered {answer.status}.", url=address)
    document = strict_json.loads(answer.body, limits=setting.list_limits)
    if not isinstance(document, dict):
        raise MalformedError("STATUS_MALFORMED", "The revocation list is not a JSON object.")
    return revocation_list.check_assertion(
        assertion_id=_text(result.assertion.get("id")),
        uid=_text(result.assertion.get("uid")),
        list_document=document,
        list_url=address,
        issuer_id=result.issuer_id or None,
    )


def _text(value: JsonValue) -> str | None:
    return value if isinstance(value, str) else None


def _said(listed: StatusResult, address: str) -> Check:
    details = {"list": address, "reason": listed.reason or ""}
    if listed.state == "set":
        return Check("status", Outcome.FAILED, "STATUS_REVOKED", _SIGNED, details)
    if listed.state == "clear":
        return Check("status", Outcome.PASSED, "STATUS_GOOD", _SIGNED, details)
    return Check("status", Outcome.UNKNOWN, listed.code, _SIGNED, {**details, "reason": listed.message})

"""What a hosting site, or a signature, makes of a document of Open Badges 0.5 to 2.0: an assertion or an endorsement.

Each answer is the two facts and the checks that say why; what the document itself says is for the caller to look at.
"""

from openbadge.canon import strict_json
from openbadge.errors import MalformedError, OpenBadgeError, UnreachableError
from openbadge.keys.resolve import is_web, origin
from openbadge.model.json import JsonObject, JsonValue
from openbadge.ports import Fetched
from openbadge.proofs import hosted, jws
from openbadge.status import revocation_list
from openbadge.status.result import StatusResult
from openbadge.verify.checks.proof import weigh
from openbadge.verify.keyring import Keyring
from openbadge.verify.report import Check, Facts, Outcome
from openbadge.verify.setting import Setting

HOSTED = "OB 2.0, HostedBadge Verification"
SIGNED = "OB 2.0, SignedBadge Verification"
_SCOPE = "OB 2.0, VerificationObject (startsWith, allowedOrigins)"


def of_hosted(result: hosted.HostedResult) -> tuple[Facts, list[Check]]:
    """Return the facts and checks of a hosted document: 410 and `revoked` are a withdrawal, silence is unknown."""
    details = {"url": result.url, "issuer": result.issuer_id, "reason": result.message}
    if result.state == "current":
        return Facts(intact=True, issuer_confirmed=True), [
            Check("hosted", Outcome.PASSED, "HOSTED_SERVED", HOSTED, details),
            Check("issuer", Outcome.PASSED, "ISSUER_HOSTS", _SCOPE, details),
            Check("status", Outcome.PASSED, "STATUS_SERVED", HOSTED, details),
        ]
    if result.state == "revoked":
        details["reason"] = result.reason or ""
        return Facts(), [Check("status", Outcome.FAILED, "STATUS_REVOKED", HOSTED, details)]
    if result.state == "refused":
        facts = Facts(intact=None if result.code == "HOSTED_SCOPE" else False, issuer_confirmed=False)
        return facts, [Check("hosted", Outcome.FAILED, result.code, HOSTED, details)]
    return Facts(), [Check("hosted", Outcome.UNKNOWN, result.code, HOSTED, details)]


def of_signed(result: jws.JwsResult, setting: Setting) -> tuple[Facts, list[Check]]:
    """Return the facts and checks of a signed document: its signature, its key's owner, its issuer's revocations."""
    proven = weigh((result.proof,), Keyring(setting.errands))
    confirmed, issuer_check = _speaks(result, setting)
    return Facts(proven.intact, confirmed), [*proven.checks, issuer_check, _revocation(result, setting)]


def says_signed(document: JsonObject) -> bool:
    """Return whether a document says of itself that it is signed, not hosted."""
    for name in ("verification", "verify"):
        verification = document.get(name)
        kinds = verification.get("type") if isinstance(verification, dict) else None
        if any(kind in ("signed", "SignedBadge") for kind in (kinds if isinstance(kinds, list) else [kinds])):
            return True
    return False


def _speaks(result: jws.JwsResult, setting: Setting) -> tuple[bool | None, Check]:
    """Return whether the issuer's own site gave the key: a profile inside the badge itself confirms nobody."""
    key = result.proof.key
    details = {"issuer": result.issuer_id or "?", "key": result.proof.verification_method}
    if not result.proof.proves or key is None:
        return None, Check("issuer", Outcome.UNKNOWN, "ISSUER_UNPROVEN", SIGNED, details)
    details["document"] = key.source_url or ""
    answer = setting.errands.answers.get((key.source_url or "").split("#", 1)[0])
    served = isinstance(answer, Fetched) and answer.status == 200
    if served and is_web(result.issuer_id) and origin(key.source_url or "") == origin(result.issuer_id):
        return True, Check("issuer", Outcome.PASSED, "ISSUER_CONFIRMED", SIGNED, details)
    if setting.policy.trusts(result.issuer_id, key.id, key.key.multikey):
        return True, Check("issuer", Outcome.PASSED, "ISSUER_TRUSTED", SIGNED, details)
    return False, Check("issuer", Outcome.UNKNOWN, "ISSUER_UNCONFIRMED", SIGNED, details)


def _revocation(result: jws.JwsResult, setting: Setting) -> Check:
    """Return the check `status` of a signed assertion. Source: OB 2.0, SignedBadge Verification, step 7."""
    if result.issuer is None:
        details = {"reason": "the issuer's profile could not be had"}
        return Check("status", Outcome.UNKNOWN, "STATUS_UNREACHABLE", SIGNED, details)
    address = result.issuer.get("revocationList")
    if address is None:
        return Check("status", Outcome.SKIPPED, "STATUS_NONE", SIGNED)
    try:
        if not isinstance(address, str) or not is_web(address):
            raise MalformedError("STATUS_MALFORMED", "The revocation list has no web address.")
        listed = _ask(address, result, setting)
    except OpenBadgeError as error:
        code = "STATUS_UNREACHABLE" if isinstance(error, UnreachableError) else error.code
        return Check("status", Outcome.UNKNOWN, code, SIGNED, {"reason": error.message, "list": str(address)})
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
        return Check("status", Outcome.FAILED, "STATUS_REVOKED", SIGNED, details)
    if listed.state == "clear":
        return Check("status", Outcome.PASSED, "STATUS_GOOD", SIGNED, details)
    return Check("status", Outcome.UNKNOWN, listed.code, SIGNED, {**details, "reason": listed.message})

"""The endorsements of an Open Badges 2.0 assertion, of its badge class and of its issuer, each verified like a badge.

1. it is hosted by its issuer, or signed with a key that its issuer lists (OB 2.0, Endorsement; Verification)
2. it is an Endorsement, of a time that has come
3. what the badge says of it is what it says itself

The badge is judged alone: an endorsement that does not hold is left out.
"""

from collections.abc import Iterator, Mapping

from openbadge.errors import MalformedError, OpenBadgeError
from openbadge.formats import moments
from openbadge.formats.outline import Embedded, many
from openbadge.keys.resolve import is_web
from openbadge.model.json import JsonObject, JsonValue
from openbadge.proofs import chain, hosted, jws
from openbadge.verify import ob2_proof
from openbadge.verify.checks import endorsements
from openbadge.verify.checks.dates import check_dates
from openbadge.verify.report import Check, Facts, Outcome, Report, Verdict
from openbadge.verify.setting import Setting, from_error

_SOURCE = "OB 2.0, Endorsement; HostedBadge and SignedBadge Verification"
_CLAIM = "OB 2.0, Endorsement, claim"


def check_endorsements(
    endorsed: Mapping[str, JsonObject | None], setting: Setting
) -> tuple[tuple[Check, ...], tuple[Report, ...]]:
    """Return one check `endorsement` for each endorsement of the objects, and its report.

    `endorsed` holds the objects by their place in the badge (`badge.issuer`), None for one that was not had.
    """
    return endorsements.check_endorsements(_embedded(endorsed), setting, _examine, source=_SOURCE)


def _embedded(endorsed: Mapping[str, JsonObject | None]) -> Iterator[Embedded]:
    for place, holder in endorsed.items():
        own = None if holder is None else holder.get("id")
        about = frozenset([own] if isinstance(own, str) else [])
        for number, each in enumerate(many(None if holder is None else holder.get("endorsement"))):
            path = ".".join(filter(None, ("$", place, f"endorsement[{number}]")))
            yield Embedded(each, path, about)


def _examine(document: JsonValue, setting: Setting) -> tuple[Report, str]:
    try:
        facts, checks, told, issuer = _proven(document, setting)
    except OpenBadgeError as error:
        check = from_error("type", error, _SOURCE)
        return Report(Verdict.UNREADABLE, Facts(), (check,), setting.at), ""
    checks += _of_itself(told, setting)
    if isinstance(document, dict) and told is not None and document.get("claim") != told.get("claim"):
        checks.append(Check("hosted", Outcome.FAILED, "HOSTED_DIFFERS", _CLAIM, {"url": str(told.get("id"))}))
    report = Report(
        verdict=setting.policy.verdict(facts, checks),
        facts=facts,
        checks=tuple(checks),
        at=setting.at,
        format="ob20-endorsement",
        claimed_issuer=_name(issuer),
    )
    return report, _about(told)


def _proven(
    document: JsonValue, setting: Setting
) -> tuple[Facts, list[Check], JsonObject | None, JsonObject | None]:
    """1. Return the facts, their checks, the endorsement as its issuer tells it, and the issuer."""
    if isinstance(document, str) and not is_web(document):
        signed = jws.check(document, fetcher=setting.errands, limits=setting.limits, load=chain.load_endorser)
        return *ob2_proof.of_signed(signed, setting), signed.assertion, signed.issuer
    if not isinstance(document, str | dict):
        raise MalformedError("TYPE_CONFUSION", "This is neither an address, nor an object, nor a token.")
    if isinstance(document, dict) and ob2_proof.says_signed(document):
        check = Check("proof", Outcome.FAILED, "PROOF_MISSING", ob2_proof.SIGNED)
        return Facts(intact=False, issuer_confirmed=False), [check], document, None
    given, url = (None, document) if isinstance(document, str) else (document, None)
    served = hosted.check(
        given, url=url, fetcher=setting.errands, limits=setting.limits, load=chain.load_endorser
    )
    facts, checks = ob2_proof.of_hosted(served)
    return facts, checks, served.assertion, served.issuer


def _of_itself(told: JsonObject | None, setting: Setting) -> Iterator[Check]:
    """2. Yield what the endorsement says of itself: its type, and since when."""
    if told is None:
        return
    types = [kind for kind in many(told.get("type")) if isinstance(kind, str)]
    is_one = "Endorsement" in types
    shown = {"reason": ", ".join(types) or "–"}
    code = "TYPE_GOOD" if is_one else "TYPE_CONFUSION"
    yield Check("type", Outcome.PASSED if is_one else Outcome.FAILED, code, _SOURCE, shown)
    try:
        issued_at = moments.read(told.get("issuedOn"), path="$.issuedOn")
    except OpenBadgeError as error:
        yield from_error("dates", error, _SOURCE)
    else:
        yield check_dates(issued_at, None, setting, _SOURCE)


def _about(told: JsonObject | None) -> str:
    claim = None if told is None else told.get("claim")
    own = claim.get("id") if isinstance(claim, dict) else None
    return own if isinstance(own, str) else ""


def _name(issuer: JsonObject | None) -> str:
    names = () if issuer is None else (issuer.get("name"), issuer.get("id"))
    return next((name for name in names if isinstance(name, str) and name), "")

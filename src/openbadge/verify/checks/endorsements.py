"""Do the endorsements that travel inside the badge hold? Each is a credential of its own; the badge is judged alone."""

from collections.abc import Callable, Iterable

from openbadge.formats.outline import Embedded
from openbadge.model.json import JsonValue
from openbadge.verify.report import Check, Outcome, Report, Verdict
from openbadge.verify.setting import Setting

SOURCE = "OB 3.0, OpenBadgeCredential Verification, step 6; EndorsementCredential Verification"

# What is left of a long name, so that the id behind it is still seen.
_LONGEST_NAME = 60

Examine = Callable[[JsonValue, Setting], tuple[Report, str]]
"""Examines one embedded credential; returns its report and the id of what it is about."""


def check_endorsements(
    endorsements: Iterable[Embedded], setting: Setting, examine: Examine, *, source: str = SOURCE
) -> tuple[tuple[Check, ...], tuple[Report, ...]]:
    """Return one check `endorsement` for each endorsement, and its report.

    1. Each is verified by the same steps as the badge, one level deeper and under the same fetch count.
    2. It must speak of the thing that carries it: a true endorsement of something else says nothing here.
    """
    standing = list(endorsements)
    if not standing:
        return (Check("endorsement", Outcome.SKIPPED, "ENDORSEMENT_NONE", source),), ()
    most = setting.limits.endorsements
    inside = setting.inside(min(len(standing), most))
    checks: list[Check] = []
    reports: list[Report] = []
    for each in standing[:most]:
        if not setting.errands.admits_another():
            break
        report, about = examine(each.document, inside)
        reports.append(report)
        checks.append(_judge(report, about, each, source))
    if len(standing) > len(reports):
        details = {"most": str(len(reports))}
        checks.append(Check("endorsement", Outcome.UNKNOWN, "ENDORSEMENTS_TOO_MANY", source, details))
    return tuple(checks), tuple(reports)


def who_made(report: Report) -> str:
    """Return the name that an embedded credential gives its issuer, with the issuer's id: any name can be written."""
    issuer = report.check("issuer")
    own = "" if issuer is None else str(issuer.details.get("issuer", ""))
    name = report.claimed_issuer
    return f"{name[:_LONGEST_NAME]} ({own})" if own not in ("", name) else name


def _judge(report: Report, about: str, endorsement: Embedded, source: str) -> Check:
    details = {
        "issuer": who_made(report),
        "verdict": report.verdict.value,
        "about": about,
        "path": endorsement.path,
    }
    if report.facts.intact and about not in endorsement.about:
        return Check("endorsement", Outcome.FAILED, "ENDORSEMENT_OTHER", source, details)
    if report.verdict is Verdict.VERIFIED:
        return Check("endorsement", Outcome.PASSED, "ENDORSEMENT_GOOD", source, details)
    if report.verdict is Verdict.INTACT:
        return Check("endorsement", Outcome.UNKNOWN, "ENDORSEMENT_INTACT", source, details)
    if report.verdict is Verdict.UNKNOWN:
        return Check("endorsement", Outcome.UNKNOWN, "ENDORSEMENT_UNKNOWN", source, details)
    return Check("endorsement", Outcome.FAILED, "ENDORSEMENT_BAD", source, details)

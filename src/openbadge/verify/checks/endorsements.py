"""Do the endorsements that travel inside the badge hold? Each is a credential of its own; the badge is judged alone."""

from collections.abc import Callable, Iterable

from openbadge.formats.outline import Embedded
from openbadge.model.json import JsonValue
from openbadge.verify.report import Check, Outcome, Report, Verdict
from openbadge.verify.setting import Setting

SOURCE = "OB 3.0, OpenBadgeCredential Verification, step 6; EndorsementCredential Verification"

Examine = Callable[[JsonValue, Setting], tuple[Report, str]]
"""Examines one embedded credential; returns its report and the id of what it is about."""


def check_endorsements(
    endorsements: Iterable[Embedded], setting: Setting, examine: Examine
) -> tuple[tuple[Check, ...], tuple[Report, ...]]:
    """Return one check `endorsement` for each endorsement, and its report.

    1. Each is verified by the same steps as the badge, one level deeper and under the same fetch count.
    2. It must speak of the thing that carries it: a true endorsement of something else says nothing here.
    """
    standing = list(endorsements)
    if not standing:
        return (Check("endorsement", Outcome.SKIPPED, "ENDORSEMENT_NONE", SOURCE),), ()
    most = setting.limits.endorsements
    inside = setting.inside(min(len(standing), most))
    checks: list[Check] = []
    reports: list[Report] = []
    for each in standing[:most]:
        report, about = examine(each.document, inside)
        reports.append(report)
        checks.append(_judge(report, about, each))
    if len(standing) > most:
        details = {"most": str(most)}
        checks.append(Check("endorsement", Outcome.UNKNOWN, "ENDORSEMENTS_TOO_MANY", SOURCE, details))
    return tuple(checks), tuple(reports)


def _judge(report: Report, about: str, endorsement: Embedded) -> Check:
    details = {
        "issuer": report.claimed_issuer,
        "verdict": report.verdict.value,
        "about": about,
        "path": endorsement.path,
    }
    if report.facts.intact and about not in endorsement.about:
        return Check("endorsement", Outcome.FAILED, "ENDORSEMENT_OTHER", SOURCE, details)
    if report.verdict is Verdict.VERIFIED:
        return Check("endorsement", Outcome.PASSED, "ENDORSEMENT_GOOD", SOURCE, details)
    if report.verdict is Verdict.INTACT:
        return Check("endorsement", Outcome.UNKNOWN, "ENDORSEMENT_INTACT", SOURCE, details)
    unknown = report.verdict is Verdict.UNKNOWN
    outcome = Outcome.UNKNOWN if unknown else Outcome.FAILED
    return Check("endorsement", outcome, "ENDORSEMENT_BAD", SOURCE, details)

"""Do the credentials inside a comprehensive learner record hold, and are they about its learner?"""

from collections.abc import Iterable

from openbadge.formats.outline import Embedded
from openbadge.verify.checks.endorsements import Examine, who_made
from openbadge.verify.report import Check, Outcome, Report, Verdict
from openbadge.verify.setting import Setting

SOURCE = "CLR 2.0, ClrCredential Verification, step on embedded credentials"

# A record holds credentials; a record inside a record is not examined (CLR 2.0, ClrSubject.verifiableCredential).
_DEEPEST = 1

# The inner credentials of one record that are examined; a school career has a few dozen. A hostile one costs
# 20 ms, and one verification must end within two seconds.
_MOST = 40

_CODES = {
    Verdict.VERIFIED: (Outcome.PASSED, "INNER_GOOD"),
    Verdict.INTACT: (Outcome.PASSED, "INNER_INTACT"),
    Verdict.UNKNOWN: (Outcome.UNKNOWN, "INNER_UNKNOWN"),
}


def check_inner(
    inner: Iterable[Embedded], learner_id: str, setting: Setting, examine: Examine
) -> tuple[tuple[Check, ...], tuple[Report, ...]]:
    """Return one check `inner` for each credential of the record, and its report.

    An inner credential may be intact with an issuer that is not confirmed: the record's own issuer then
    vouches for having included it, and its report says the rest. One that does not hold spoils the record.
    """
    standing = list(inner)
    if not standing:
        return (Check("inner", Outcome.SKIPPED, "INNER_NONE", SOURCE),), ()
    if setting.depth >= _DEEPEST:
        return (Check("inner", Outcome.UNKNOWN, "INNER_DEPTH", SOURCE),), ()
    inside = setting.inside(min(len(standing), _MOST))
    checks: list[Check] = []
    reports: list[Report] = []
    for each in standing[:_MOST]:
        if not setting.errands.admits_another():
            break
        report, about = examine(each.document, inside)
        reports.append(report)
        checks.append(_judge(report, about, learner_id, each.path))
    if len(standing) > len(reports):
        details = {"most": str(len(reports))}
        checks.append(Check("inner", Outcome.UNKNOWN, "INNER_TOO_MANY", SOURCE, details))
    return tuple(checks), tuple(reports)


def _judge(report: Report, about: str, learner_id: str, path: str) -> Check:
    details = {"issuer": who_made(report), "verdict": report.verdict.value, "path": path}
    if learner_id and about and about != learner_id and _names_person(learner_id) and _names_person(about):
        return Check("inner", Outcome.FAILED, "INNER_OTHER", SOURCE, details)
    outcome, code = _CODES.get(report.verdict, (Outcome.FAILED, "INNER_BAD"))
    return Check("inner", outcome, code, SOURCE, details)


def _names_person(subject_id: str) -> bool:
    """Whether the id is one that two credentials of one person would share; a `#recipient` or a UUID is not."""
    return subject_id.startswith(("did:", "mailto:"))

"""A report as a page shows it: words of the reader's language, icons, and only values that were proven."""

import base64
import json
from dataclasses import dataclass
from datetime import datetime

from openbadge import Report
from openbadge.baking import kind_of, svg
from openbadge.errors import OpenBadgeError
from openbadge.verify.messages import check_name, verdict_words

_VERDICTS = {
    "verified": ("ok", "badge-check"),
    "intact": ("warn", "shield-question-mark"),
    "unknown": ("warn", "circle-question-mark"),
    "not_yet_valid": ("warn", "calendar-clock"),
    "expired": ("warn", "calendar-x"),
    "revoked": ("bad", "ban"),
    "failed": ("bad", "circle-x"),
    "unreadable": ("bad", "file-question-mark"),
}
_OUTCOMES = {
    "PASSED": ("ok", "passed", "circle-check"),
    "FAILED": ("bad", "failed", "circle-x"),
    "UNKNOWN": ("warn", "unknown", "circle-question-mark"),
    "SKIPPED": ("mute", "skipped", "circle-minus"),
}
_PICTURE_MOST_BYTES = 1_500_000


@dataclass(frozen=True, slots=True)
class Line:
    """One check. `state` and `mark` are style words, `icon` a drawing's name."""

    name: str
    message: str
    outcome: str
    state: str
    mark: str
    icon: str
    code: str
    source: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole report. `badge`, `description`, `issuer`… are empty unless the content was proven not altered."""

    verdict: str
    state: str
    icon: str
    title: str
    sentence: str
    lines: tuple[Line, ...]
    at: datetime
    badge: str
    description: str
    criteria: str
    issuer: str
    issuer_id: str
    claimed_badge: str
    claimed_issuer: str
    valid_from_at: datetime | None
    valid_until_at: datetime | None
    raw: str
    inner: tuple["Reading", ...]

    @property
    def reasons(self) -> tuple[Line, ...]:
        """Why the verdict is not the good one: the checks that failed, else those that could not be made."""
        if self.verdict == "verified":
            return ()
        failed = tuple(line for line in self.lines if line.outcome == "FAILED")
        return failed or tuple(line for line in self.lines if line.outcome == "UNKNOWN")


def reading(report: Report, language: str) -> Reading:
    """Return the report in words of `language`."""
    state, icon = _VERDICTS[report.verdict]
    title, sentence = verdict_words(report.verdict, language)
    credential, claimed = report.credential, report.claimed
    return Reading(
        verdict=str(report.verdict),
        state=state,
        icon=icon,
        title=title,
        sentence=sentence,
        lines=tuple(
            Line(
                check_name(check.name, language),
                check.message(language),
                str(check.outcome),
                *_OUTCOMES[check.outcome],
                check.code,
                check.source,
            )
            for check in report.checks
        ),
        at=report.at,
        badge=credential.achievement.name if credential else "",
        description=credential.achievement.description if credential else "",
        criteria=(credential.achievement.criteria.narrative or "") if credential else "",
        issuer=(credential.issuer.name or "") if credential else "",
        issuer_id=credential.issuer.id if credential else "",
        claimed_badge=claimed.achievement.name if claimed else "",
        claimed_issuer=report.claimed_issuer,
        valid_from_at=credential.valid_from_at if credential else None,
        valid_until_at=credential.valid_until_at if credential else None,
        raw=json.dumps(report.as_json(language), ensure_ascii=False, indent=2),
        inner=tuple(reading(one, language) for one in (*report.inner, *report.endorsements)),
    )


def picture(data: bytes) -> str:
    """Return the examined picture as a `data:` address, cleaned when it is SVG; empty for other files."""
    if len(data) > _PICTURE_MOST_BYTES:
        return ""
    kind = kind_of(data)
    try:
        if kind == "png":
            return f"data:image/png;base64,{base64.b64encode(data).decode()}"
        if kind == "svg":
            return f"data:image/svg+xml;base64,{base64.b64encode(svg.clean(data)).decode()}"
    except OpenBadgeError:
        return ""
    return ""

"""The answer of a verification: a verdict, two facts, and every check with its reason.

Pure values. A failed check is a value here, never an exception. "Could not be checked" is an answer of
its own: nothing that was left unchecked counts as good.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, cast

from openbadge.model.credential import Credential
from openbadge.model.json import EMPTY, JsonObject, JsonValue
from openbadge.model.transcript import Transcript
from openbadge.verify.messages import Details, sentence

_NO_DETAILS = cast("Details", EMPTY)


class Outcome(StrEnum):
    """How one check ended. UNKNOWN: it matters and could not be done. SKIPPED: there was nothing to do."""

    PASSED = "PASSED"
    FAILED = "FAILED"
    UNKNOWN = "UNKNOWN"
    SKIPPED = "SKIPPED"


class Verdict(StrEnum):
    """The whole answer in one word, computed by a `Policy` from the facts and the checks."""

    VERIFIED = "verified"  # not altered, and the issuer is confirmed
    INTACT = "intact"  # not altered; nothing proves who stands behind the key
    REVOKED = "revoked"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    FAILED = "failed"  # altered, malformed, or about somebody else
    UNKNOWN = "unknown"  # something that matters could not be checked
    UNREADABLE = "unreadable"  # no credential was found in the bytes


@dataclass(frozen=True, slots=True)
class Facts:
    """The two facts that trust stands on; None means that it could not be established.

    `intact`: the content is what was signed (or what the issuer serves today). `issuer_confirmed`: the key
    is listed for assertions in a document of the issuer's own origin, or the issuer is on the trust list.
    """

    intact: bool | None = None
    issuer_confirmed: bool | None = None


class Check(NamedTuple):
    """One thing that was looked at.

    `name` is stable (`proof`, `issuer`, `status`, …), `code` is stable and in capitals, `source` is the
    clause that asks for the check, `details` are the values that the sentence speaks of;
    `duration_seconds` is None unless the caller gave a stopwatch.
    """

    name: str
    outcome: Outcome
    code: str
    source: str
    details: Details = _NO_DETAILS
    duration_seconds: float | None = None

    def message(self, language: str = "en") -> str:
        """Return what was found and, when that is not good, what to do. `language` is `en` or `fr`."""
        return sentence(self.code, self.outcome.value, self.details, language)

    def as_json(self, language: str = "en") -> JsonObject:
        """Return the five members that every report line shows."""
        return {
            "name": self.name,
            "outcome": self.outcome.value,
            "code": self.code,
            "message": self.message(language),
            "source": self.source,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """What is known about one credential at the time `at`.

    `credential` is set only when its content was proven not altered: it is the only thing to show as true.
    `claimed` is what the file says of itself, proven or not, for messages such as "claims to be …".
    `claimed_issuer` is the name, or the id, of the issuer that the file names. `transcript` is the learner
    record (CLR 2.0) when the file is one, under the same condition as `credential`.
    `format` is `ob3`, `ob3-jwt`, `ob2-hosted`, …, or empty when nothing was recognised. `endorsements` and
    `inner` are the reports of embedded credentials, in the order in which they stand.
    """

    verdict: Verdict
    facts: Facts
    checks: tuple[Check, ...]
    at: datetime
    format: str = ""
    credential: Credential | None = None
    claimed: Credential | None = None
    claimed_issuer: str = ""
    transcript: Transcript | None = None
    endorsements: tuple["Report", ...] = ()
    inner: tuple["Report", ...] = ()

    @property
    def verified(self) -> bool:
        """Whether the verdict is `verified`: not altered, issuer confirmed, in force."""
        return self.verdict is Verdict.VERIFIED

    def check(self, name: str) -> Check | None:
        """Return the first check called `name`, or None."""
        return next((check for check in self.checks if check.name == name), None)

    def as_json(self, language: str = "en") -> JsonObject:
        """Return the report as JSON: verdict, facts, checks with messages in `language`, embedded reports."""
        checks: list[JsonValue] = []
        for check in self.checks:
            line = check.as_json(language)
            if check.duration_seconds is not None:
                line["duration_seconds"] = round(check.duration_seconds, 6)
            checks.append(line)
        report: JsonObject = {
            "verdict": self.verdict.value,
            "facts": {"intact": self.facts.intact, "issuer_confirmed": self.facts.issuer_confirmed},
            "checks": checks,
            "format": self.format,
            "at": self.at.isoformat(),
        }
        if self.endorsements:
            report["endorsements"] = [each.as_json(language) for each in self.endorsements]
        if self.inner:
            report["inner"] = [each.as_json(language) for each in self.inner]
        return report

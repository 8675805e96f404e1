"""Is the badge in force at the time asked about?"""

from datetime import datetime, timedelta

from openbadge.errors import MalformedError
from openbadge.keys import timestamps
from openbadge.model.json import JsonValue
from openbadge.verify.report import Check, Outcome
from openbadge.verify.setting import Setting


def check_stamps(valid_from: JsonValue, valid_until: JsonValue, setting: Setting, source: str) -> Check:
    """Return the check `dates` of a credential whose dates must be dateTimeStamps, a time zone included.

    Source: VCDM 2.0 section 4.9; OB 3.0 verification step 4.
    """
    moments: list[datetime | None] = []
    for value in (valid_from, valid_until):
        try:
            moments.append(None if value is None else timestamps.parse(_stamp(value)))
        except MalformedError:
            code = "DATES_NO_ZONE" if _lacks_zone(value) else "DATES_MALFORMED"
            return Check("dates", Outcome.FAILED, code, source, {"value": str(value)})
    return check_dates(moments[0], moments[1], setting, source)


def check_dates(
    valid_from_at: datetime | None, valid_until_at: datetime | None, setting: Setting, source: str
) -> Check:
    """Return the check `dates`: in force, not yet, or no longer, with the policy's tolerance on both sides.

    A period that ends before it starts fails (VCDM 2.0 section 4.9). Source: OB 3.0 verification step 4.
    """
    skew = timedelta(seconds=setting.policy.skew_seconds)
    dates = {"at": setting.at, "from": valid_from_at, "until": valid_until_at}
    details = {name: at for name, at in dates.items() if at is not None}
    if valid_from_at is None:
        code, outcome = "DATES_MISSING", Outcome.FAILED
    elif valid_until_at is not None and valid_until_at < valid_from_at:
        code, outcome = "DATES_REVERSED", Outcome.FAILED
    elif setting.at < valid_from_at and valid_from_at - setting.at > skew:
        code, outcome = "DATES_NOT_YET", Outcome.FAILED
    elif valid_until_at is not None and setting.at > valid_until_at and setting.at - valid_until_at > skew:
        code, outcome = "DATES_EXPIRED", Outcome.FAILED
    else:
        code = "DATES_GOOD" if valid_until_at is None else "DATES_GOOD_UNTIL"
        outcome = Outcome.PASSED
    return Check("dates", outcome, code, source, details)


def _stamp(value: JsonValue) -> str:
    if not isinstance(value, str):
        raise MalformedError("DATE", "A date is a text.")
    return value


def _lacks_zone(value: JsonValue) -> bool:
    try:
        return isinstance(value, str) and timestamps.parse(f"{value}Z") is not None
    except MalformedError:
        return False

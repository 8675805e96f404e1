"""The front door: bytes in, a report out, whatever the bytes are.

1. What kind of file is it? A picture or a PDF is opened and its one credential taken out (`reading`).
2. What kind of credential is it? Its format's own procedure takes over (`ob3`, `token`, `ob2`, `elm`).
3. The procedure takes all its steps; the policy makes the verdict.
"""

from collections.abc import Callable
from datetime import UTC, datetime

from openbadge.errors import OpenBadgeError, UnsupportedError
from openbadge.formats.detect import Detected
from openbadge.ports import Fetcher
from openbadge.verify import elm, ob2, ob2_proof, ob3, token
from openbadge.verify.checks import structure
from openbadge.verify.given import Given
from openbadge.verify.policy import DEFAULT_POLICY, Policy
from openbadge.verify.reading import Reading, read_file
from openbadge.verify.report import Check, Facts, Outcome, Report, Verdict
from openbadge.verify.setting import Errands, Setting

_FILE_SOURCE = "OB 3.0, section 5 (document formats)"
# A JSON object with none of these is no credential, not even a broken one.
_TELLING = frozenset(
    {"@context", "type", "@type", "credentialSubject", "proof", "issuer", "credential", "payload"}
)
_OLD = frozenset({"ob05", "ob10", "ob11", "ob20"})


def verify(
    data: bytes,
    *,
    fetcher: Fetcher,
    policy: Policy = DEFAULT_POLICY,
    at: datetime,
    recipient: str | None = None,
    stopwatch: Callable[[], float] | None = None,
) -> Report:
    """Return what is known about the badge in `data`: a PNG, SVG or PDF file, a JSON document or a JWT.

    `fetcher` gets the documents that the checks need (the issuer's keys, status lists); nothing else is
    fetched. `at` is the time to judge by, aware (UTC when it is not). `recipient` is the address or id that
    the badge must be about. `stopwatch` returns seconds, to measure each step. Never raises for bad input:
    the verdict is then `unreadable` or `failed`.
    """
    at = at if at.tzinfo is not None else at.replace(tzinfo=UTC)
    setting = Setting(Errands(fetcher, policy.max_fetches), policy, at, policy.limits, recipient, stopwatch)
    try:
        reading = read_file(data, limits=policy.limits)
        return _examine(reading, setting)
    except OpenBadgeError as error:
        return unreadable(error.code, error.message, at=at)


def unreadable(code: str, reason: str, *, at: datetime) -> Report:
    """Return the report on bytes in which no badge could be read."""
    check = Check("file", Outcome.FAILED, code, _FILE_SOURCE, {"reason": reason})
    return Report(Verdict.UNREADABLE, Facts(), (check,), at)


def _examine(reading: Reading, setting: Setting) -> Report:
    found = reading.detected
    head = _about_file(reading)
    if found.kind == "url":
        url = reading.text.decode("utf-8").strip()
        return ob2.examine_hosted(None, setting, generation="ob10", url=url, head=head)
    if found.format in _OLD:
        return _examine_old(reading.text, found, head, setting)
    if found.kind == "jwt":
        return ob3.examine(token.read(reading.text, setting, wanted=structure.ALL_TYPES, head=head), setting)
    if found.document is None or not found.document.keys() & _TELLING:
        raise UnsupportedError("FORMAT_UNKNOWN", "The JSON text is not a badge.")
    if found.format == "elm":
        return elm.examine(found.document, setting, head=head)
    return ob3.examine(Given(found.document, structure.ALL_TYPES, head=head), setting)


def _examine_old(text: bytes, found: Detected, head: tuple[Check, ...], setting: Setting) -> Report:
    generation = found.format
    if found.kind == "jwt":
        return ob2.examine_signed(text, setting, generation=generation, head=head)
    document = ob2.assertion_of(found.document or {})
    if ob2_proof.says_signed(document):
        return ob2.examine_unsigned(document, setting, generation=generation, head=head)
    return ob2.examine_hosted(document, setting, generation=generation, head=head)


def _about_file(reading: Reading) -> tuple[Check, ...]:
    """Return what is said about the file that carried the credential, nothing for a bare document."""
    if not reading.carrier:
        return ()
    details = {"kind": reading.carrier}
    unpacked = Check("file", Outcome.PASSED, "FILE_UNPACKED", _FILE_SOURCE, details)
    return (
        unpacked,
        *(Check("file", Outcome.SKIPPED, note, _FILE_SOURCE, details) for note in reading.notes),
    )

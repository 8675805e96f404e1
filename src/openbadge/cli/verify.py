"""`openbadge verify`: check files and say what was found, in plain words or as one JSON object a line."""

import argparse
import sys
import time
from datetime import UTC, datetime

from openbadge.cli import files, plain
from openbadge.cli.language import chosen
from openbadge.errors import OpenBadgeError
from openbadge.model.json import JsonObject
from openbadge.outside.clock import SystemClock
from openbadge.outside.fetch import MapFetcher, OfflineFetcher, SafeFetcher, load_map
from openbadge.ports import Fetcher
from openbadge.verify.pipeline import unreadable, verify
from openbadge.verify.policy import DEFAULT_SKEW_SECONDS, Policy, TrustedIssuer
from openbadge.verify.report import Report

_EPILOG = """\
the answer, one word a file:
  verified       not altered, and the issuer is confirmed, and in force
  intact         not altered; nothing proves that it was made by the issuer it names
  revoked        the issuer revoked it
  expired        its end date has passed
  not_yet_valid  it is not in force yet
  failed         altered, malformed, or not about the recipient given
  unknown        something that matters could not be checked: the answer says what, and what to do
  unreadable     no badge was found in the file

exit code: 0 when every file is verified, 1 when one is not, 2 for wrong usage.

documents that a check needs (the issuer's keys, the list of revoked badges) are fetched over https, never
from a private address. Nothing else that a badge points to is ever visited. --documents names a JSON file
that maps addresses to local files, for instance
  {"https://school.example/o/art/did.json": "did.json",
   "https://school.example/status/1": {"file": "list.json", "status": 200}}
and --offline fetches nothing beyond it."""


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "verify",
        help="check badges: authentic? by whom? still in force?",
        description="Check badges in PNG, SVG, PDF, JSON or JWT files and explain the answer.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help="a file with a badge; - for standard input")
    parser.add_argument("--json", action="store_true", help="print one JSON object a line, one for each file")
    parser.add_argument("--offline", action="store_true", help="fetch nothing; only --documents are read")
    parser.add_argument("--documents", metavar="MAP.json", help="addresses and the local files that answer")
    parser.add_argument("--at", metavar="TIME", type=moment, help="judge as of this time (ISO 8601)")
    parser.add_argument("--recipient", metavar="ADDRESS", help="the e-mail address (or id) it must be about")
    parser.add_argument(
        "--trust",
        metavar="ISSUER[=KEY]",
        action="append",
        default=[],
        type=_trusted,
        help="confirm this issuer (a did:key), or this key of it, on your own word; may be repeated",
    )
    parser.add_argument(
        "--localhost", action="store_true", help="allow fetching from this machine itself, over http too"
    )
    parser.add_argument(
        "--lang", choices=("en", "fr"), help="language of the answers (default: of the system)"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Verify each file in turn and return 0 when all are verified, else 1."""
    language = chosen(arguments.lang)
    try:
        fetcher = _fetcher(arguments)
    except OpenBadgeError as error:
        raise files.CannotRead(f"{arguments.documents}: {error.message}") from error
    at = arguments.at or SystemClock().now()
    policy = Policy(trust_list=tuple(arguments.trust), skew_seconds=DEFAULT_SKEW_SECONDS)
    encoding = sys.stdout.encoding or "ascii"
    all_verified = True
    for name in arguments.files:
        report = _verify_one(name, fetcher, policy, at, arguments.recipient)
        all_verified = all_verified and report.verified
        if arguments.json:
            print(plain.json_text(_line(name, report, language), encoding=encoding))
        else:
            print(plain.explain(name, report, language, encoding=encoding))
        sys.stdout.flush()
    return 0 if all_verified else 1


def _verify_one(name: str, fetcher: Fetcher, policy: Policy, at: datetime, recipient: str | None) -> Report:
    try:
        data = files.read(name)
    except files.CannotRead as error:
        return unreadable("FILE_UNREADABLE", str(error), at=at)
    if len(data) > files.LARGEST_BYTES:
        return unreadable("FILE_TOO_LARGE", "The file is larger than any badge file.", at=at)
    return verify(
        data, fetcher=fetcher, policy=policy, at=at, recipient=recipient, stopwatch=time.perf_counter
    )


def _line(name: str, report: Report, language: str) -> JsonObject:
    return {
        "file": name,
        "verdict": report.verdict.value,
        "facts": {"intact": report.facts.intact, "issuer_confirmed": report.facts.issuer_confirmed},
        "checks": [check.as_json(language) for check in report.checks],
    }


def _fetcher(arguments: argparse.Namespace) -> Fetcher:
    beyond: Fetcher = (
        OfflineFetcher() if arguments.offline else SafeFetcher(allow_localhost=arguments.localhost)
    )
    if arguments.documents is None:
        return beyond
    return MapFetcher(load_map(arguments.documents), then=beyond)


def moment(text: str) -> datetime:
    """Return the time that the user wrote, aware; a text without time zone is taken as UTC."""
    try:
        at = datetime.fromisoformat(text)
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a time such as 2026-03-01T08:00:00Z or 2026-03-01"
        ) from error


def _trusted(text: str) -> TrustedIssuer:
    issuer, _, key = text.partition("=")
    return TrustedIssuer(issuer, frozenset([key] if key else []))

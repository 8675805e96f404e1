"""The command `openbadge`: one file per command, each with `add(commands)` and `run(arguments) -> exit code`.

This room reads and writes files and asks `openbadge.outside` for network and time; the work is done by the
rooms below it. Exit codes: 0 when all went well (all verified), 1 when not, 2 for wrong usage.
"""

import argparse
import sys
from collections.abc import Sequence
from importlib.metadata import version

from openbadge.cli import bake, canon, inspect, keygen, sign, unbake, verify
from openbadge.cli.files import CannotRead, CannotWrite
from openbadge.errors import OpenBadgeError

_DESCRIPTION = """\
Check, look at, sign and pack digital badges (Open Badges).

A badge is a small signed document. It travels inside a picture (PNG or SVG), inside a PDF, or alone as JSON
or as a JWT. Every command below takes any of them."""

_EPILOG = """\
examples:
  openbadge verify badge.png                       is it authentic, and still in force?
  openbadge verify --recipient lea@example.org *.png
  openbadge inspect badge.pdf                      what does it say? (nothing is checked)
  openbadge keygen issuer.key                      a key to sign with
  openbadge sign --key issuer.key badge.json       sign a document
  openbadge bake --image art.png badge.json        put a signed badge into a picture

`openbadge COMMAND --help` explains one command."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 all well, 1 not all well, 2 wrong usage."""
    try:
        arguments = _parser().parse_args(argv)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 2
    run = arguments.run
    try:
        return int(run(arguments))
    except (CannotRead, CannotWrite) as error:
        print(f"openbadge: {error}", file=sys.stderr)
        return 2
    except OpenBadgeError as error:
        print(f"openbadge: {error.message} ({error.code})", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader of our output (head, less) has left; there is nobody to tell.
        sys.stderr.close()
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="openbadge",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"openbadge {version('insigne')}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in (verify, inspect, sign, bake, unbake, keygen, canon):
        command.add(commands)
    return parser

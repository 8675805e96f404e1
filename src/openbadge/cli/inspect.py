"""`openbadge inspect`: show what a badge says of itself. Nothing is checked and nothing is fetched."""

import argparse
import sys

from openbadge.cli import files, plain
from openbadge.cli.language import chosen
from openbadge.verify.reading import read_file

_EPILOG = """\
What is shown is what the file claims; anybody can write anything. `openbadge verify` says whether it is true.

  openbadge inspect badge.png           the main things, in words
  openbadge inspect --json badge.png    the whole document"""


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "inspect",
        help="show what a badge says (nothing is checked)",
        description="Show what a badge says of itself, without checking anything.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "file", metavar="FILE", help="a PNG, SVG, PDF, JSON or JWT file; - for standard input"
    )
    parser.add_argument("--json", action="store_true", help="print the document itself")
    parser.add_argument("--lang", choices=("en", "fr"), help="language (default: of the system)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print what the file claims."""
    reading = read_file(files.read(arguments.file))
    encoding = sys.stdout.encoding or "ascii"
    if arguments.json:
        print(plain.json_text(reading.detected.document, encoding=encoding, indent=2))
        return 0
    print(plain.outline(reading, chosen(arguments.lang), encoding=encoding), end="")
    return 0

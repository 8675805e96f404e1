"""`openbadge unbake`: take the badge out of a picture or a PDF, byte for byte."""

import argparse

from openbadge import baking
from openbadge.cli import files

_EPILOG = """\
What comes out is exactly what was put in; nothing is checked (use `openbadge verify` for that).

  openbadge unbake badge.png -o badge.json"""


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "unbake",
        help="take the badge out of a picture or a PDF",
        description="Take the badge out of a PNG, SVG or PDF file.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE", help="the file; - for standard input")
    parser.add_argument("-o", "--output", default="-", metavar="FILE", help="default: standard output")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the badge that the file holds."""
    files.write(arguments.output, baking.unbake(files.read(arguments.file)))
    return 0

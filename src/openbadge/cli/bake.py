"""`openbadge bake`: put a signed badge into a picture or a PDF."""

import argparse
from pathlib import Path

from openbadge import baking
from openbadge.cli import files

_EPILOG = """\
The picture itself is not changed: the badge is inserted beside it, and one that it held is replaced.

  openbadge bake --image art.png signed.json -o badge.png"""


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "bake",
        help="put a signed badge into a picture or a PDF",
        description="Put a signed badge (JSON or JWT) into a PNG, SVG or PDF file.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("credential", metavar="FILE", help="the signed badge; - for standard input")
    parser.add_argument("--image", required=True, metavar="FILE", help="the PNG, SVG or PDF to put it into")
    parser.add_argument(
        "--generation",
        choices=("3.0", "2.0"),
        default="3.0",
        help="where readers of which Open Badges version look for it (default: 3.0)",
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="default: IMAGE-baked, beside the image")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the file with the badge inside."""
    image = Path(arguments.image)
    output = arguments.output or str(image.with_name(f"{image.stem}-baked{image.suffix}"))
    credential = files.read(arguments.credential)
    data = baking.bake(files.read(arguments.image), credential.strip(), generation=arguments.generation)
    files.write(output, data)
    return 0

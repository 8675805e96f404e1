"""`openbadge canon`: show the exact text that signatures are made over."""

import argparse
import hashlib

from openbadge.canon import jcs, shapes, strict_json
from openbadge.cli import files
from openbadge.errors import MalformedError

_EPILOG = """\
Two documents that say the same have one canonical text; a signature is made over its digest. When a signature
does not hold, comparing canonical texts shows what was changed.

  openbadge canon badge.json                  RDF Dataset Canonicalization (RDFC-1.0), as eddsa-rdfc-2022 uses
  openbadge canon --form jcs badge.json       JSON Canonicalization Scheme (RFC 8785), as eddsa-jcs-2022 uses
  openbadge canon --hash badge.json           only the SHA-256 of it

The member `proof` is left out, as in signing; --with-proof keeps it."""


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "canon",
        help="show the text that signatures are made over",
        description="Show the canonical text of a JSON document.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("document", metavar="FILE", help="a JSON document; - for standard input")
    parser.add_argument("--form", choices=("rdfc", "jcs"), default="rdfc", help="default: rdfc")
    parser.add_argument("--hash", action="store_true", help="print the SHA-256 of the text, in hexadecimal")
    parser.add_argument("--with-proof", action="store_true", help="keep the member `proof`")
    parser.add_argument("-o", "--output", default="-", metavar="FILE", help="default: standard output")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the canonical text, or its digest."""
    document = strict_json.loads(files.read(arguments.document))
    if not isinstance(document, dict):
        raise MalformedError("JSON_OBJECT", "The document is not a JSON object.")
    if not arguments.with_proof:
        document.pop("proof", None)
    text = jcs.canonicalize(document) if arguments.form == "jcs" else shapes.canonical_bytes(document)
    data = hashlib.sha256(text).hexdigest().encode() + b"\n" if arguments.hash else text
    files.write(arguments.output, data)
    return 0

"""`openbadge sign`: put a signature on a badge document."""

import argparse

from openbadge.canon import strict_json
from openbadge.cli import files, keyfile
from openbadge.cli.verify import moment
from openbadge.errors import MalformedError
from openbadge.outside.clock import SystemClock
from openbadge.proofs import data_integrity

_SUITES = ("eddsa-rdfc-2022", "eddsa-jcs-2022", "ecdsa-rdfc-2019", "ecdsa-jcs-2019")

_EPILOG = """\
The document is an Open Badges 3.0 credential in JSON, without a proof or with the proofs of others: the new one
is added. Its `issuer.id` should be the issuer id that `openbadge keygen` printed. A document that says something
its signature would not cover is refused.

  openbadge sign --key issuer.key badge.json -o signed.json"""


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "sign",
        help="sign a badge document",
        description="Sign an Open Badges 3.0 document with a Data Integrity proof.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("document", metavar="FILE", help="the unsigned JSON document; - for standard input")
    parser.add_argument("--key", required=True, metavar="KEYFILE", help="a file made by `openbadge keygen`")
    parser.add_argument(
        "--method", metavar="ID", help="the verification method to name, if not the key file's"
    )
    parser.add_argument("--suite", choices=_SUITES, default=_SUITES[0], help=f"default: {_SUITES[0]}")
    parser.add_argument("--created", metavar="TIME", type=moment, help="the time to write in (default: now)")
    parser.add_argument("-o", "--output", default="-", metavar="FILE", help="default: standard output")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the signed document."""
    key, method = keyfile.load(arguments.key)
    document = strict_json.loads(files.read(arguments.document))
    if not isinstance(document, dict):
        raise MalformedError("JSON_OBJECT", "The document is not a JSON object.")
    signed = data_integrity.sign(
        document,
        key=key,
        verification_method=arguments.method or method,
        created_at=arguments.created or SystemClock().now(),
        cryptosuite=arguments.suite,
    )
    files.write(arguments.output, strict_json.dumps(signed) + b"\n")
    return 0

"""`openbadge keygen`: make a key to sign badges with, and the document in which an issuer publishes it."""

import argparse
import json

from openbadge.cli import files, keyfile
from openbadge.keys import did_key, did_web
from openbadge.keys.key import Algorithm, PrivateKey
from openbadge.keys.method import VerificationMethod
from openbadge.outside.entropy import SystemEntropy

_ALGORITHMS: tuple[Algorithm, ...] = ("Ed25519", "P-256", "P-384")

_EPILOG = """\
The key file holds a secret: keep it where only you can read it, and make a copy. A key is never overwritten.

Without --controller the key's own name (did:key) stands for the issuer. Badges signed with it are shown as
"intact, issuer not confirmed": a name that is a key says nothing about who you are. With --controller the
issuer has an address of its own; publish the document that --document writes there, and readers will see
your badges as verified:

  openbadge keygen issuer.key --controller did:web:school.example:o:art --document did.json
      then serve did.json at https://school.example/o/art/did.json"""


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "keygen",
        help="make a key to sign with",
        description="Make a key to sign badges with.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("key", metavar="KEYFILE", help="the file to write; must not exist")
    parser.add_argument("--algorithm", choices=_ALGORITHMS, default="Ed25519", help="default: Ed25519")
    parser.add_argument(
        "--controller", metavar="DID", help="the did:web of the issuer that will publish the key"
    )
    parser.add_argument(
        "--name", default="key-1", help="the key's name in the issuer's document (default: key-1)"
    )
    parser.add_argument("--document", metavar="FILE", help="write the issuer's DID document here")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the key file, and the DID document when asked; print the names that the key goes by."""
    key = PrivateKey.generate(SystemEntropy(), algorithm=arguments.algorithm)
    did = arguments.controller or did_key.did(key.public)
    is_web = did.startswith(did_web.PREFIX)
    address = did_web.document_url(did) if is_web else ""
    method = f"{did}#{arguments.name}" if is_web else did_key.verification_method(did)
    files.write(arguments.key, keyfile.text(key, method), private=True)
    if arguments.document:
        document = (
            did_web.document(did, [VerificationMethod(id=method, controller=did, key=key.public)])
            if is_web
            else did_key.document(did)
        )
        files.write(arguments.document, json.dumps(document, indent=2).encode() + b"\n")
    print(f"issuer id:           {did}")
    print(f"verification method: {method}")
    if address:
        print(f"publish at:          {address}")
    return 0

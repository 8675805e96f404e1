"""The file in which the command line keeps a key: a small JSON object, readable by its owner only."""

from openbadge.canon import strict_json
from openbadge.cli import files
from openbadge.errors import MalformedError
from openbadge.keys import did_key
from openbadge.keys.key import PrivateKey
from openbadge.model.json import JsonObject


def text(key: PrivateKey, verification_method: str) -> bytes:
    """Return the content of a key file: the secret and public Multikey, and the name that signatures will give."""
    value: JsonObject = {
        "type": "Multikey",
        "id": verification_method,
        "publicKeyMultibase": key.public.multikey,
        "secretKeyMultibase": key.multikey,
    }
    return strict_json.dumps(value) + b"\n"


def load(name: str) -> tuple[PrivateKey, str]:
    """Return the key of the file `name` and its verification method.

    Raises MalformedError KEY_FILE, CannotRead, and what reading a Multikey raises.
    """
    value = strict_json.loads(files.read(name))
    if not isinstance(value, dict) or not isinstance(value.get("secretKeyMultibase"), str):
        raise MalformedError("KEY_FILE", f"{name} is not a key file; `openbadge keygen` makes one.")
    key = PrivateKey.from_multikey(str(value["secretKeyMultibase"]))
    named = value.get("id")
    if isinstance(named, str) and named:
        return key, named
    return key, did_key.verification_method(did_key.did(key.public))

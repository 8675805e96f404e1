"""PEM, the form in which Open Badges 2.0 profiles write their keys (`publicKeyPem`)."""

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from openbadge.errors import LimitError, MalformedError, UnsupportedError
from openbadge.keys import native
from openbadge.keys.key import PublicKey

PEM_MAX_CHARACTERS = 8_192  # an RSA key of 8192 bits takes about 1,500


def from_pem(text: str) -> PublicKey:
    """Return the key of a PEM text (SubjectPublicKeyInfo or PKCS#1).

    Raises MalformedError KEY_MALFORMED, UnsupportedError KEY_KIND, NoKeyError KEY_WEAK, LimitError.
    """
    if len(text) > PEM_MAX_CHARACTERS:
        raise LimitError("KEY_TOO_LONG", f"A PEM key has at most {PEM_MAX_CHARACTERS} characters.")
    try:
        key = serialization.load_pem_public_key(text.encode())
    except Exception as error:  # the parser raises several kinds, none of which may leave this room
        raise MalformedError("KEY_MALFORMED", "This text is not a public key in PEM form.") from error
    if isinstance(key, ed25519.Ed25519PublicKey):
        return PublicKey.from_raw("Ed25519", key.public_bytes_raw())
    if isinstance(key, ec.EllipticCurvePublicKey | rsa.RSAPublicKey):
        return PublicKey.from_native(key)
    raise UnsupportedError("KEY_KIND", "Only Ed25519, P-256, P-384 and RSA keys are read here.")


def to_pem(public: PublicKey) -> str:
    """Return the SubjectPublicKeyInfo PEM of a key, as Open Badges 2.0 readers expect it."""
    key: ed25519.Ed25519PublicKey | native.NativePublic
    if public.algorithm == "Ed25519":
        key = ed25519.Ed25519PublicKey.from_public_bytes(public.raw)
    elif public.algorithm == "RSA":
        key = native.load_rsa_der(public.raw)
    else:
        key = native.load_point(public.algorithm, public.raw)
    pem = key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return pem.decode("ascii")

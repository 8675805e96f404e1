"""The EC and RSA halves of a key, on top of `cryptography`. Only `keys.key` may import this module.

Every loader refuses what must not be used: points off the curve, RSA below 2048 bits or with a tiny exponent.
"""

from typing import Literal, TypeAlias

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from openbadge.errors import NoKeyError

CurveName: TypeAlias = Literal["P-256", "P-384"]
NativePublic: TypeAlias = ec.EllipticCurvePublicKey | rsa.RSAPublicKey
NativePrivate: TypeAlias = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

CURVES: dict[CurveName, ec.EllipticCurve] = {"P-256": ec.SECP256R1(), "P-384": ec.SECP384R1()}
COORDINATE_BYTES: dict[CurveName, int] = {"P-256": 32, "P-384": 48}
_ORDERS: dict[CurveName, int] = {
    # SEC 2, version 2.0, sections 2.4.2 and 2.5.1
    "P-256": 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
    "P-384": int(
        "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973", 16
    ),
}
_ECDSA: dict[CurveName, ec.ECDSA] = {
    "P-256": ec.ECDSA(hashes.SHA256(), deterministic_signing=True),
    "P-384": ec.ECDSA(hashes.SHA384(), deterministic_signing=True),
}
RSA_MIN_BITS = 2048  # NIST SP 800-131A rev. 2, table 2; RFC 7518 section 3.3
RSA_MAX_BITS = 8192  # above, one verification takes milliseconds: a hostile key would be a brake
RSA_MIN_EXPONENT = 65_537  # NIST SP 800-56B rev. 2, section 6.2
RSA_MAX_EXPONENT = 2**32


def load_point(curve: CurveName, point: bytes) -> ec.EllipticCurvePublicKey:
    """Return the key at a SEC1 `point`, compressed or not. Raises NoKeyError when it is off the curve."""
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(CURVES[curve], point)
    except ValueError as error:
        raise NoKeyError("KEY_MALFORMED", f"These bytes are not a point of {curve}.") from error


def compress(key: ec.EllipticCurvePublicKey) -> bytes:
    """Return the compressed SEC1 point of `key`: 33 bytes for P-256, 49 for P-384."""
    return key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.CompressedPoint)


def coordinates(key: ec.EllipticCurvePublicKey) -> tuple[int, int]:
    """Return the affine coordinates of `key`."""
    numbers = key.public_numbers()
    return numbers.x, numbers.y


def load_scalar(curve: CurveName, scalar: bytes) -> ec.EllipticCurvePrivateKey:
    """Return the private key of a big-endian `scalar`. Raises NoKeyError KEY_MALFORMED out of 1..n-1."""
    value = int.from_bytes(scalar, "big")
    if len(scalar) != COORDINATE_BYTES[curve] or not 0 < value < _ORDERS[curve]:
        raise NoKeyError("KEY_MALFORMED", f"This number is not a private key of {curve}.")
    return ec.derive_private_key(value, CURVES[curve])


def scalar_from_random(curve: CurveName, random_bytes: bytes) -> bytes:
    """Return a private scalar; 8 random bytes more than its size leave no bias (FIPS 186-5, A.2.1)."""
    value = int.from_bytes(random_bytes, "big") % (_ORDERS[curve] - 1) + 1
    return value.to_bytes(COORDINATE_BYTES[curve], "big")


def check_rsa(modulus: int, exponent: int) -> None:
    """Return when the numbers make a usable RSA key. Raises NoKeyError KEY_WEAK otherwise."""
    bits = modulus.bit_length()
    if not RSA_MIN_BITS <= bits <= RSA_MAX_BITS:
        raise NoKeyError(
            "KEY_WEAK", f"An RSA key must have {RSA_MIN_BITS} to {RSA_MAX_BITS} bits, not {bits}.", bits=bits
        )
    if not RSA_MIN_EXPONENT <= exponent <= RSA_MAX_EXPONENT or exponent % 2 == 0:
        raise NoKeyError("KEY_WEAK", "The exponent of this RSA key is not an odd number from 65537 to 2^32.")
    if modulus % 2 == 0:
        raise NoKeyError("KEY_WEAK", "The modulus of this RSA key is even.")


def load_rsa_numbers(modulus: int, exponent: int) -> rsa.RSAPublicKey:
    """Return the RSA key of these numbers. Raises NoKeyError when weak or malformed."""
    check_rsa(modulus, exponent)
    try:
        return rsa.RSAPublicNumbers(exponent, modulus).public_key()
    except ValueError as error:
        raise NoKeyError("KEY_MALFORMED", "These numbers are not an RSA key.") from error


def load_rsa_der(der: bytes) -> rsa.RSAPublicKey:
    """Return the RSA key of a PKCS#1 or SubjectPublicKeyInfo `der`. Raises NoKeyError when it is none."""
    try:
        key = serialization.load_der_public_key(der)
    except Exception as error:  # the parser raises several kinds, none of which may leave this room
        raise NoKeyError("KEY_MALFORMED", "These bytes are not an RSA key.") from error
    if not isinstance(key, rsa.RSAPublicKey):
        raise NoKeyError("KEY_MALFORMED", "These bytes are not an RSA key.")
    numbers = key.public_numbers()
    check_rsa(numbers.n, numbers.e)
    return key


def rsa_der(key: rsa.RSAPublicKey) -> bytes:
    """Return the PKCS#1 bytes of `key` (multicodec rsa-pub)."""
    return key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.PKCS1)


def rsa_numbers(key: rsa.RSAPublicKey) -> tuple[int, int]:
    """Return modulus and exponent."""
    numbers = key.public_numbers()
    return numbers.n, numbers.e


def load_rsa_private(der: bytes) -> rsa.RSAPrivateKey:
    """Return the RSA private key of a PKCS#8 `der`. Raises NoKeyError when weak or malformed."""
    try:
        key = serialization.load_der_private_key(der, password=None)
    except Exception as error:  # the parser raises several kinds, none of which may leave this room
        raise NoKeyError("KEY_MALFORMED", "These bytes are not an RSA private key.") from error
    if not isinstance(key, rsa.RSAPrivateKey):
        raise NoKeyError("KEY_MALFORMED", "These bytes are not an RSA private key.")
    numbers = key.public_key().public_numbers()
    check_rsa(numbers.n, numbers.e)
    return key


def generate_rsa() -> bytes:
    """Return the PKCS#8 bytes of a new RSA key of 2048 bits (the engine draws its primes by itself)."""
    key = rsa.generate_private_key(public_exponent=RSA_MIN_EXPONENT, key_size=RSA_MIN_BITS)
    return key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def sign(key: NativePrivate, curve: CurveName | None, message: bytes) -> bytes:
    """Return an RSASSA-PKCS1-v1_5 signature, or a deterministic ECDSA one as r‖s (RFC 6979, IEEE P1363)."""
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(message, padding.PKCS1v15(), hashes.SHA256())
    name = curve or "P-256"
    r, s = decode_dss_signature(key.sign(message, _ECDSA[name]))
    size = COORDINATE_BYTES[name]
    return r.to_bytes(size, "big") + s.to_bytes(size, "big")


def verify(key: NativePublic, curve: CurveName | None, signature: bytes, message: bytes) -> bool:
    """Return whether `signature` is that of `message`; r‖s of exact length, r and s in 1..n-1 (never DER)."""
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, message, padding.PKCS1v15(), hashes.SHA256())
            return True
        name = curve or "P-256"
        size = COORDINATE_BYTES[name]
        r, s = int.from_bytes(signature[:size], "big"), int.from_bytes(signature[size:], "big")
        if len(signature) != 2 * size or not (0 < r < _ORDERS[name] and 0 < s < _ORDERS[name]):
            return False
        key.verify(encode_dss_signature(r, s), message, _ECDSA[name])
    except InvalidSignature:
        return False
    return True

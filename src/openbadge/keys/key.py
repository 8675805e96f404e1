"""Public and private keys: Ed25519 (libsodium), P-256, P-384 and RSA. The front door of the keys room.

Key objects are immutable and meant to be kept: building one costs more than using it, so
`PublicKey.from_multikey` remembers the last few thousand. Weak keys are refused when they are built.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, TypeAlias

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from nacl.bindings import (
    crypto_core_ed25519_is_valid_point,
    crypto_sign,
    crypto_sign_open,
    crypto_sign_seed_keypair,
)
from nacl.exceptions import BadSignatureError

from openbadge.canon import multibase
from openbadge.errors import MalformedError, NoKeyError, UnsupportedError
from openbadge.keys import native
from openbadge.ports import Entropy

Algorithm: TypeAlias = Literal["Ed25519", "P-256", "P-384", "RSA"]

# Multicodec table, https://github.com/multiformats/multicodec, as unsigned varints
_PUBLIC_PREFIXES: dict[Algorithm, bytes] = {
    "Ed25519": b"\xed\x01",
    "P-256": b"\x80\x24",
    "P-384": b"\x81\x24",
    "RSA": b"\x85\x24",
}
_SECRET_PREFIXES: dict[Algorithm, bytes] = {
    "Ed25519": b"\x80\x26",
    "P-256": b"\x86\x26",
    "P-384": b"\x87\x26",
}
_RAW_BYTES: dict[Algorithm, int] = {"Ed25519": 32, "P-256": 33, "P-384": 49}
_SIGNATURE_BYTES = 64
_MULTIKEY_MAX_CHARACTERS = 2_048  # an RSA key of 8192 bits takes about 1,450
_KEYS_REMEMBERED = 4_096


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key that verifies. Build it by `from_raw`, `from_multikey`, `keys.jwk` or `keys.pem`.

    `raw` is the multicodec form: 32 bytes for Ed25519, the compressed point for P-256 and P-384,
    PKCS#1 DER for RSA. Two keys are equal when algorithm and `raw` are.
    """

    algorithm: Algorithm
    raw: bytes
    _native: native.NativePublic | None = field(repr=False, compare=False)

    @classmethod
    def from_raw(cls, algorithm: Algorithm, raw: bytes) -> "PublicKey":
        """Return the key of these bytes.

        Raises NoKeyError KEY_WEAK (small order, RSA under 2048 bits or with a tiny exponent) or
        KEY_MALFORMED (wrong length, not on the curve).
        """
        size = _RAW_BYTES.get(algorithm)
        if size is not None and len(raw) != size:
            raise NoKeyError(
                "KEY_MALFORMED", f"A {algorithm} key has {size} bytes, not {len(raw)}.", size_bytes=len(raw)
            )
        if algorithm == "Ed25519":
            if not crypto_core_ed25519_is_valid_point(raw):
                # RFC 8032 section 5.1.3; small order or not canonical: one signature would fit many messages
                raise NoKeyError("KEY_WEAK", "This Ed25519 key is not a point of the main subgroup.")
            return cls(algorithm, raw, None)
        if algorithm == "RSA":
            key = native.load_rsa_der(raw)
            return cls(algorithm, native.rsa_der(key), key)
        return cls(algorithm, raw, native.load_point(algorithm, raw))

    @classmethod
    def from_native(cls, key: native.NativePublic) -> "PublicKey":
        """Return the key of a `cryptography` object. Raises NoKeyError KEY_WEAK, UnsupportedError."""
        if isinstance(key, rsa.RSAPublicKey):
            native.check_rsa(*native.rsa_numbers(key))
            return cls("RSA", native.rsa_der(key), key)
        names: dict[str, Algorithm] = {"secp256r1": "P-256", "secp384r1": "P-384"}
        if key.curve.name not in names:
            raise UnsupportedError("KEY_KIND", f"Keys of the curve {key.curve.name} are not read here.")
        return cls(names[key.curve.name], native.compress(key), key)

    @classmethod
    def from_multikey(cls, text: str) -> "PublicKey":
        """Return the key of a `publicKeyMultibase` value (`z…`); the last few thousand are remembered.

        Raises MalformedError KEY_MALFORMED for bad multibase, UnsupportedError KEY_KIND for other
        multicodecs, NoKeyError for weak keys. Source: Controlled Identifiers 1.0, section 2.2.2 Multikey.
        """
        return _public_from_multikey(text)

    @property
    def multikey(self) -> str:
        """Return the `publicKeyMultibase` of this key: `z` and base58btc of multicodec prefix and key."""
        return multibase.encode_z(_PUBLIC_PREFIXES[self.algorithm] + self.raw)

    @property
    def curve(self) -> native.CurveName | None:
        """Return the curve's name for P-256 and P-384, else None."""
        return self.algorithm if self.algorithm == "P-256" or self.algorithm == "P-384" else None

    @property
    def ec_coordinates(self) -> tuple[int, int]:
        """Return x and y of a P-256 or P-384 key. Raises NoKeyError KEY_KIND for other keys."""
        if not isinstance(self._native, ec.EllipticCurvePublicKey):
            raise NoKeyError("KEY_KIND", "This key is not on a NIST curve.")
        return native.coordinates(self._native)

    @property
    def rsa_numbers(self) -> tuple[int, int]:
        """Return modulus and exponent of an RSA key. Raises NoKeyError KEY_KIND for other keys."""
        if not isinstance(self._native, rsa.RSAPublicKey):
            raise NoKeyError("KEY_KIND", "This key is not an RSA key.")
        return native.rsa_numbers(self._native)

    def verify(self, signature: bytes, message: bytes) -> bool:
        """Return whether `signature` was made over `message` by the private half of this key.

        Ed25519: 64 bytes, strict (RFC 8032, canonical S, no small-order R). ECDSA: r‖s of 64 or 96 bytes,
        SHA-256 for P-256, SHA-384 for P-384. RSA: RSASSA-PKCS1-v1_5 with SHA-256. Never raises.
        """
        if self._native is not None:
            return native.verify(self._native, self.curve, signature, message)
        if len(signature) != _SIGNATURE_BYTES:
            return False
        try:
            crypto_sign_open(signature + message, self.raw)
        except BadSignatureError:
            return False
        return True


@lru_cache(maxsize=_KEYS_REMEMBERED)
def _public_from_multikey(text: str) -> PublicKey:
    if not text.startswith("z") or len(text) > _MULTIKEY_MAX_CHARACTERS:
        raise MalformedError("KEY_MALFORMED", "A Multikey begins with z and has at most 2,048 characters.")
    data = multibase.decode(text)
    for algorithm, prefix in _PUBLIC_PREFIXES.items():
        if data.startswith(prefix):
            return PublicKey.from_raw(algorithm, data[len(prefix) :])
    raise UnsupportedError(
        "KEY_KIND", "Only Ed25519, P-256, P-384 and RSA keys are read here.", prefix=data[:2].hex()
    )


@dataclass(frozen=True, slots=True)
class PrivateKey:
    """A key that signs; its `repr` shows only the public half.

    `seed` is what must be kept to rebuild it: 32 bytes for Ed25519, the scalar for P-256 (32) and
    P-384 (48), PKCS#8 DER for RSA.
    """

    public: PublicKey
    seed: bytes = field(repr=False)
    _native: native.NativePrivate | None = field(repr=False, compare=False)
    _expanded: bytes = field(repr=False, compare=False)

    @classmethod
    def generate(cls, entropy: Entropy, *, algorithm: Algorithm = "Ed25519") -> "PrivateKey":
        """Return a new key of `algorithm` from `entropy` (RSA: 2048 bits, drawn by the engine itself)."""
        if algorithm == "Ed25519":
            return cls.from_seed(entropy.token(32))
        if algorithm == "RSA":
            return cls.from_seed(native.generate_rsa(), algorithm="RSA")
        size = native.COORDINATE_BYTES[algorithm]
        return cls.from_seed(
            native.scalar_from_random(algorithm, entropy.token(size + 16)), algorithm=algorithm
        )

    @classmethod
    def from_seed(cls, seed: bytes, *, algorithm: Algorithm = "Ed25519") -> "PrivateKey":
        """Return the key that `seed` makes. Raises NoKeyError KEY_MALFORMED for a wrong length or range."""
        if algorithm == "Ed25519":
            if len(seed) != 32:
                raise NoKeyError("KEY_MALFORMED", "The seed of an Ed25519 key has 32 bytes.")
            raw, expanded = crypto_sign_seed_keypair(seed)
            return cls(PublicKey.from_raw("Ed25519", raw), seed, None, expanded)
        if algorithm == "RSA":
            key = native.load_rsa_private(seed)
            return cls(PublicKey.from_native(key.public_key()), seed, key, b"")
        scalar = native.load_scalar(algorithm, seed)
        return cls(PublicKey.from_native(scalar.public_key()), seed, scalar, b"")

    @classmethod
    def from_multikey(cls, text: str) -> "PrivateKey":
        """Return the key of a `secretKeyMultibase` value. Raises as `PublicKey.from_multikey` does."""
        if not text.startswith("z") or len(text) > _MULTIKEY_MAX_CHARACTERS:
            raise MalformedError("KEY_MALFORMED", "A secret Multikey begins with z.")
        data = multibase.decode(text)
        for algorithm, prefix in _SECRET_PREFIXES.items():
            if data.startswith(prefix):
                return cls.from_seed(data[len(prefix) :], algorithm=algorithm)
        raise UnsupportedError("KEY_KIND", "Only Ed25519, P-256 and P-384 secret Multikeys are read here.")

    @property
    def multikey(self) -> str:
        """Return the `secretKeyMultibase` of this key. Raises UnsupportedError KEY_KIND for RSA."""
        prefix = _SECRET_PREFIXES.get(self.public.algorithm)
        if prefix is None:
            raise UnsupportedError("KEY_KIND", "RSA private keys have no Multikey form.")
        return multibase.encode_z(prefix + self.seed)

    def sign(self, message: bytes) -> bytes:
        """Return the signature of `message`, in the form that `PublicKey.verify` reads.

        Deterministic for every algorithm: the same key and message give the same bytes (RFC 8032, RFC 6979).
        """
        if self._native is not None:
            return native.sign(self._native, self.public.curve, message)
        return crypto_sign(message, self._expanded)[:_SIGNATURE_BYTES]

"""The randomness of this machine."""

import secrets


class SystemEntropy:
    """`ports.Entropy` from the operating system's generator."""

    def token(self, size_bytes: int) -> bytes:
        """Return `size_bytes` unpredictable bytes, fit for salts and keys."""
        return secrets.token_bytes(size_bytes)

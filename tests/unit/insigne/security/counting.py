"""A hasher of passwords that counts: what a clock would show, without a clock."""

from django.contrib.auth.hashers import MD5PasswordHasher


class Counted(MD5PasswordHasher):
    """Counts the passwords hashed."""

    runs = 0

    def encode(self, password: str, salt: str) -> str:
        """Return the hash of the quick hasher of tests, counted."""
        type(self).runs += 1
        return super().encode(password, salt)

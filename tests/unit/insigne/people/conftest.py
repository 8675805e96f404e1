"""Accounts of tests hash their passwords quickly: the strength of the hash is Django's to test."""

import pytest


@pytest.fixture(autouse=True)
def quick_hashes(settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

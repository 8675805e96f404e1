"""A recipient is known by its salted hash, in the spellings that badges in the wild use."""

import pytest

from openbadge.model.recipient import IdentityHash, hash_identity, matches


def hashed(value: str, salt: str | None = None) -> IdentityHash:
    return IdentityHash(type="email", hashed=True, value=value, salt=salt)


def test_hash_is_that_of_the_example_in_the_standard():
    # OB 2.0 and OB 3.0, IdentityHash: the string 'a@example.comKosher'
    expected = "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399"
    assert hash_identity("a@example.com", salt="Kosher") == expected


def test_md5_is_written_with_its_name():
    assert hash_identity("a@b.c", salt="", algorithm="md5") == "md5$5d60d4e28066df254d5452f92c910092"


@pytest.mark.parametrize("address", ["a@example.com", " A@Example.com ", "A@EXAMPLE.COM"])
def test_address_matches_in_any_case_typed(address: str):
    assert matches(hashed(hash_identity("a@example.com", salt="s"), "s"), address)


def test_address_hashed_with_its_capitals_still_matches():
    assert matches(hashed(hash_identity("Ana@Example.com", salt="")), "Ana@Example.com")


@pytest.mark.parametrize(
    "value",
    [
        hash_identity("a@example.com", salt="s").upper().replace("SHA256", "sha256"),
        hash_identity("a@example.com", salt="s").replace("sha256", "SHA256"),
        hash_identity("a@example.com", salt="s", algorithm="md5"),
    ],
)
def test_digest_matches_in_either_case_and_with_md5(value: str):
    assert matches(hashed(value, "s"), "a@example.com")


@pytest.mark.parametrize(
    "identity",
    [
        hashed(hash_identity("a@example.com", salt="s")),
        hashed(hash_identity("a@example.com", salt="s"), "other"),
        hashed("sha1$0beec7b5ea3f0fdbc95d0dd47f3c5bc275da8a33", ""),
        hashed("", ""),
        hashed("a@example.com"),
        IdentityHash(type="email", hashed=False, value="b@example.com"),
    ],
)
def test_anything_else_does_not_match(identity: IdentityHash):
    assert not matches(identity, "a@example.com")


def test_plain_identity_matches_in_any_case():
    assert matches(IdentityHash(type="email", hashed=False, value="A@example.com"), "a@Example.com ")

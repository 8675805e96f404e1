"""One address is one identity, whatever its script, its case and its spaces (I02)."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from insigne.people.addresses import ADDRESS_CHARACTERS, check, normalise


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        (" Noemie@Valbrune.Example ", "noemie@valbrune.example"),
        ("a+b@valbrune.example", "a+b@valbrune.example"),
        ("noemie@crédit.example", "noemie@xn--crdit-csa.example"),
        ("NOEMIE@CRÉDIT.example", "noemie@xn--crdit-csa.example"),
    ],
)
def test_an_address_has_one_form(written: str, stored: str) -> None:
    assert check(written) == stored
    assert check(stored) == stored


@pytest.mark.parametrize(
    "written",
    [
        "",
        "noemie",
        "noemie@",
        "@valbrune.example",
        "mıke@example.org",  # a dotless i, which upper-cases to I
        "\N{KELVIN SIGN}im@example.org",  # lower-cases to k
        "noémie@valbrune.example",
        "a b@valbrune.example",
        "a@b@valbrune.example",
        "noemie@valbrune.example\nBcc: x@y.example",
        "x" * ADDRESS_CHARACTERS + "@valbrune.example",
        "noemie@" + "é" * 70 + ".example",
    ],
)
def test_what_mail_cannot_reach_is_refused(written: str) -> None:
    with pytest.raises(ValidationError):
        check(written)


@given(st.text(max_size=40), st.sampled_from(["example.org", "EXAMPLE.org", "éxample.org"]))
def test_an_accepted_address_is_plain_and_stable(local: str, domain: str) -> None:
    try:
        stored = check(f"{local}@{domain}")
    except ValidationError:
        return
    assert stored.isascii()
    assert stored == stored.lower() == check(stored)
    assert local.strip().isascii()


@given(st.characters(exclude_categories=("Cs",)))
def test_no_other_character_meets_an_ascii_letter(character: str) -> None:
    """No character outside ASCII ever makes two addresses meet (CVE-2019-19844)."""
    if not character.isascii() and not character.isspace():
        assert not normalise(f"{character}@example.org").isascii()

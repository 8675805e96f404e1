"""Mails that carry a badge: found once, told when there are two, never a crash."""

from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.openbadge.baking import samples

from openbadge import baking
from openbadge.baking import mail, png
from openbadge.errors import OpenBadgeError

PLAIN_PNG = samples.png()

BADGE = b'{"@context":["https://www.w3.org/ns/credentials/v2"],"id":"urn:uuid:1"}'
OTHER = BADGE.replace(b":1", b":2")


def letter(*pictures: bytes) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@x.example", "b@x.example", "Badge"
    message.set_content("Bravo")
    for picture in pictures:
        message.add_attachment(picture, maintype="image", subtype="png", filename="b.png")
    return message.as_bytes()


def test_the_badge_of_a_mail_is_found() -> None:
    data = letter(png.bake(PLAIN_PNG, BADGE))
    assert baking.kind_of(data) == "mail"
    assert baking.unbake(data) == BADGE


def test_the_same_badge_twice_is_one() -> None:
    baked = png.bake(PLAIN_PNG, BADGE)
    assert baking.unbake(letter(PLAIN_PNG, baked, baked)) == BADGE


@pytest.mark.parametrize(
    ("pictures", "code"),
    [
        ((), "BAKE_NONE"),
        ((PLAIN_PNG,), "BAKE_NONE"),
        ((png.bake(PLAIN_PNG, BADGE), png.bake(PLAIN_PNG, OTHER)), "BAKE_DUPLICATE"),
        ((PLAIN_PNG,) * (mail.PARTS + 1), "BAKE_PARTS"),
    ],
)
def test_a_mail_that_holds_no_single_badge_says_so(pictures: tuple[bytes, ...], code: str) -> None:
    with pytest.raises(OpenBadgeError) as caught:
        mail.unbake(letter(*pictures))
    assert caught.value.code == code


@given(st.binary(max_size=300))
def test_any_bytes_after_a_mails_head_give_a_value_or_an_error(rest: bytes) -> None:
    data = b"From: a@x.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n" + rest
    with pytest.raises(OpenBadgeError):
        mail.unbake(data)


def test_parts_nested_without_end_are_refused() -> None:
    data = b"From: a\nMIME-Version: 1.0\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000)
    )
    with pytest.raises(OpenBadgeError):
        mail.unbake(data)

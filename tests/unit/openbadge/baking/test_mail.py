"""Mails that carry a badge: found once, told when there are two, never a crash."""

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.openbadge.baking import samples

from openbadge import baking
from openbadge.baking import mail, png
from openbadge.errors import LimitError, OpenBadgeError

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


HEAD = b"From: a@x.example\nMIME-Version: 1.0\n"
MIXED = b"Content-Type: multipart/mixed; boundary="


@pytest.mark.parametrize(
    "rest",
    [
        b"X: y\n" * 400_000,
        b"X: y\r" * 400_000,
        MIXED + b"x\n\n" + b"--x\n\n" * 2_000,
        MIXED + b"x\r\r" + b"--x\r\r" * 2_000,
        b"".join(MIXED + b"b%d\n\n--b%d\n" % (level, level) for level in range(300)),
    ],
    ids=["headers", "headers by CR", "boundaries", "boundaries by CR", "nested"],
)
def test_m02_a_mail_that_takes_long_to_take_apart_is_left(rest: bytes) -> None:
    with pytest.raises(LimitError) as caught:
        mail.unbake(HEAD + rest)
    assert caught.value.code == "BAKE_PARTS"


def test_a_mail_that_was_forwarded_is_read() -> None:
    inner = letter(png.bake(PLAIN_PNG, BADGE))
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "b@x.example", "c@x.example", "Fwd: Badge"
    message.set_content("Look!")
    message.add_attachment(message_from_bytes(inner, policy=policy.default))
    assert baking.unbake(message.as_bytes()) == BADGE

"""Writes a mail down: subject, plain text and HTML of the recipient's language, pictures inside, nothing remote.

A template `ctx/mails/name` is three files: `name_subject.txt`, `name_message.txt`, and `name_message.html` when its
page is more than the text in our frame. Every link leads to PUBLIC_URL: an address that somebody wrote stays text.
"""

import re
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from uuid import UUID

import css_inline
from django.conf import settings
from django.template.exceptions import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils import translation

from insigne.awards import selectors as awards
from insigne.awards.tokens import unlock_token
from insigne.kernel.outbox import Outgoing, RefusedForGood
from insigne.kernel.text import line, pick

_PICTURE = "badge@insigne"
_NAME_MOST = 60
_NOT_IN_A_NAME = re.compile(r"[^\w\s'’.&+/-]")


@dataclass(frozen=True, slots=True)
class _Words:
    subject: str
    text: str
    html: str


def render(outgoing: Outgoing) -> EmailMessage:
    """Return the whole message. Raises RefusedForGood when its template or its badge no longer exists."""
    mail = outgoing.mail
    with translation.override(mail.language):
        words = _words(outgoing)
    message = EmailMessage(policy=SMTP.clone(max_line_length=76))
    message["Message-ID"] = outgoing.message_id
    message["Date"] = format_datetime(outgoing.created_at)
    message["From"] = _sender(outgoing)
    message["To"] = mail.to_address
    message["Subject"] = " ".join(words.subject.splitlines()).strip()[:200]
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(words.text.strip() + "\n")
    message.add_alternative(words.html, subtype="html")
    message["Content-Language"] = mail.language
    picture = _picture(outgoing)
    if picture is not None:
        html_part = message.get_payload(1)
        html_part.add_related(  # type: ignore[union-attr]
            picture,
            maintype="image",
            subtype="png",
            cid=f"<{_PICTURE}>",
            filename="badge.png",
            disposition="inline",
        )
    return message


def _words(outgoing: Outgoing) -> _Words:
    mail = outgoing.mail
    context = {
        **mail.facts,
        "language": mail.language,
        "public_url": settings.PUBLIC_URL,
        "to_address": mail.to_address,
        "picture": f"cid:{_PICTURE}",
    }
    award_id = mail.facts.get("award_id")
    if award_id:
        context["unlock_token"] = unlock_token(UUID(str(award_id)))
    try:
        subject = render_to_string(f"{mail.template}_subject.txt", context)
        text = render_to_string(f"{mail.template}_message.txt", context)
    except TemplateDoesNotExist as error:
        raise RefusedForGood(f"no template {error}") from error
    try:
        body = render_to_string(f"{mail.template}_message.html", context)
    except TemplateDoesNotExist:
        ours = f"{settings.PUBLIC_URL}/"
        lines = [(line.strip(), line.strip().startswith(ours)) for line in text.strip().splitlines()]
        body = render_to_string(
            "delivery/frame_text.html", {**context, "lines": lines, "subject": subject.strip()}
        )
    return _Words(subject, text, css_inline.inline(body, keep_style_tags=True, load_remote_stylesheets=False))


def _sender(outgoing: Outgoing) -> Address:
    names = outgoing.mail.facts.get("organisation_names")
    name = (
        pick({str(k): str(v) for k, v in names.items()}, outgoing.mail.language)
        if isinstance(names, dict)
        else ""
    )
    return Address(display_name=_plain(name) or "Insigne", addr_spec=settings.MAIL_FROM)


def _plain(name: str) -> str:
    """Return the name without what could be read as an address or a second sender, short enough for one line."""
    return " ".join(_NOT_IN_A_NAME.sub(" ", line(name)).split())[:_NAME_MOST].strip(" '.-")


def _picture(outgoing: Outgoing) -> bytes | None:
    """Return the badge's picture with the signed credential inside: the mail itself can be checked."""
    credential_id = outgoing.mail.facts.get("credential_id")
    return awards.baked_png(UUID(str(credential_id))) if credential_id else None

"""How allauth meets this house: mails through the outbox, addresses in their one form, facts told as events.

Touches the outbox, the tables of people and addresses.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django import forms
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import get_language

from insigne.kernel import events, ids, outbox, text
from insigne.people import addresses
from insigne.people.events import AddressProved
from insigne.people.models import Person
from insigne.web.network import origin
from openbadge.model.json import JsonObject

TOLD_IN_MAILS = {
    "activate_url",
    "password_reset_url",
    "signup_url",
    "from_email",
    "to_email",
    "deleted_email",
    "timestamp",
}
"""What may travel from allauth's context into a mail.

No network address and no browser name does; nor does the name that somebody typed at sign-up, since the mail
may go to an address that is not theirs.
"""


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's hooks, each only translating to a service of this house."""

    def send_mail(self, template_prefix: str, email: str, context: Mapping[str, Any]) -> None:
        """Write the mail in the outbox; the worker sends it."""
        name = re.sub(r"^.*/", "", template_prefix)
        outbox.enqueue(
            [
                outbox.Mail(
                    message_key=f"people:{name}:{ids.new_token()}",
                    tenant_id=ids.PLATFORM_TENANT,
                    to_address=email,
                    language=get_language() or settings.LANGUAGE_CODE,
                    template=f"people/mails/{name}",
                    facts=_facts(context),
                )
            ]
        )

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return where the request comes from, by which attempts are counted."""
        return origin(request)

    def clean_email(self, email: str) -> str:
        """Return the address in its one form; raises ValidationError when we could not write to it."""
        return addresses.check(email)

    def save_user(self, request: HttpRequest, user: Person, form: forms.Form, commit: bool = True) -> Person:
        """Keep the name given at sign-up and the language of the page."""
        user.full_name = text.line(str(form.cleaned_data.get("full_name", "")))
        user.language = get_language() or settings.LANGUAGE_CODE
        saved: Person = super().save_user(request, user, form, commit)
        return saved

    def is_safe_url(self, url: str | None) -> bool:
        """Return whether `url` leads to our own site; an address that cannot be read does not."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    @transaction.atomic
    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Mark the address as proved and tell so, both or neither."""
        confirmed = bool(super().confirm_email(request, email_address))
        if confirmed:
            events.publish(AddressProved(person_id=email_address.user_id, address=email_address.email))
        return confirmed


def _facts(context: Mapping[str, Any]) -> JsonObject:
    """Return what the words of the mail need, as JSON, with every link on our own public address."""
    facts: JsonObject = {}
    for key in TOLD_IN_MAILS & context.keys():
        value = context[key]
        if isinstance(value, datetime):
            facts[key] = value.isoformat()
        elif key.endswith("_url"):
            facts[key] = on_our_site(str(value))
        else:
            facts[key] = str(value)
    return facts


def on_our_site(url: str) -> str:
    """Return `url` under PUBLIC_URL, whatever host the request named."""
    parts = urlsplit(url)
    return settings.PUBLIC_URL + urlunsplit(("", "", parts.path, parts.query, parts.fragment))

"""Registers the context `delivery` with Django: what it hears, and that it is the one who sends."""

from django.apps import AppConfig
from django.conf import settings

FOLDER_LEASE_SECONDS = 5.0
"""Writing the same file twice harms nobody: another worker may take over soon."""

SMTP_LEASE_SECONDS = 300.0
"""Longer than a slow server can keep one mail, so that none is sent twice."""


class DeliveryConfig(AppConfig):
    name = "insigne.delivery"
    label = "delivery"

    def ready(self) -> None:
        """Hear the facts that become mails, and take the outbox's mails to send."""
        from insigne.awards.events import Revoked, Signed
        from insigne.delivery import subscribers
        from insigne.delivery.services import send
        from insigne.kernel import events, outbox

        events.subscribe(Signed, subscribers.announce)
        events.subscribe(Revoked, subscribers.tell_revoked)
        in_a_folder = settings.MAIL.folder is not None
        outbox.deliver_with(send, lease_seconds=FOLDER_LEASE_SECONDS if in_a_folder else SMTP_LEASE_SECONDS)

"""Registers the context `delivery` with Django: what it hears, and that it is the one who sends."""

from django.apps import AppConfig


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
        outbox.deliver_with(send)

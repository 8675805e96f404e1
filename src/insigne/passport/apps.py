"""Registers the context `passport` with Django, and what it hears."""

from django.apps import AppConfig


class PassportConfig(AppConfig):
    name = "insigne.passport"
    label = "passport"

    def ready(self) -> None:
        """Hear that a badge was accepted, and that somebody proved an address."""
        from insigne.awards.events import Accepted, Declined
        from insigne.kernel import events
        from insigne.passport import subscribers
        from insigne.people.events import AddressProved

        events.subscribe(Accepted, subscribers.hold_accepted)
        events.subscribe(Declined, subscribers.let_go)
        events.subscribe(AddressProved, subscribers.hold_earlier)

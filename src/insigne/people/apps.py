"""Registers the context `people` with Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "insigne.people"
    label = "people"

    def ready(self) -> None:
        """Hear what this room must hear."""
        from insigne.people import listeners

        listeners.connect()

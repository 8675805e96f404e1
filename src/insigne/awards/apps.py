"""Registers the context `awards` with Django."""

from django.apps import AppConfig


class AwardsConfig(AppConfig):
    name = "insigne.awards"
    label = "awards"

    def ready(self) -> None:
        """Show the last awards on each organisation's dashboard, and let the worker know what awarding leaves it."""
        from insigne.awards import services  # noqa: F401 - each verb registers its own kinds of work
        from insigne.awards.views.panel import recent
        from insigne.orgs import panels

        panels.show_on_dashboard("awards:event:read", recent)

"""Registers the context `catalogue` with Django, and its badges with the public profiles of organisations."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "insigne.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        """Show published badges on every organisation's public profile."""
        from insigne.catalogue import panels
        from insigne.orgs.panels import show_on_profile

        show_on_profile(panels.profile)

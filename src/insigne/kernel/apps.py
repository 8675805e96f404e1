"""Registers the context `kernel` with Django, and its own periodic work."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "insigne.kernel"
    label = "kernel"

    def ready(self) -> None:
        """Have the worker chain the audit log."""
        from insigne.kernel import audit, periodic

        periodic.periodic("kernel.audit.seal", 5)(audit.seal)

"""Registers the context `kernel` with Django."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "insigne.kernel"
    label = "kernel"

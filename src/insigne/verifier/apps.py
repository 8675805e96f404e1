"""Registers the context `verifier` with Django."""

from django.apps import AppConfig


class VerifierConfig(AppConfig):
    name = "insigne.verifier"
    label = "verifier"

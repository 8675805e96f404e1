"""Registers the context `signing` with Django."""

from django.apps import AppConfig


class SigningConfig(AppConfig):
    name = "insigne.signing"
    label = "signing"

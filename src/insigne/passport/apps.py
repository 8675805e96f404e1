"""Registers the context `passport` with Django."""

from django.apps import AppConfig


class PassportConfig(AppConfig):
    name = "insigne.passport"
    label = "passport"

"""Registers the context `orgs` with Django."""

from django.apps import AppConfig


class OrgsConfig(AppConfig):
    name = "insigne.orgs"
    label = "orgs"

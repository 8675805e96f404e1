"""Registers the context `awards` with Django."""

from django.apps import AppConfig


class AwardsConfig(AppConfig):
    name = "insigne.awards"
    label = "awards"

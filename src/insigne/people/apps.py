"""Registers the context `people` with Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "insigne.people"
    label = "people"

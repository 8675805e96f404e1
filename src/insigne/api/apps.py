"""Registers `api` with Django, so that its sentences are translated."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "insigne.api"
    label = "api"

"""Registers the context `web` with Django."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "insigne.web"
    label = "web"

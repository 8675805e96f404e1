"""Registers the context `catalogue` with Django."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "insigne.catalogue"
    label = "catalogue"

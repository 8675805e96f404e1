"""Registers the context `delivery` with Django."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "insigne.delivery"
    label = "delivery"

"""Addresses of the context `delivery`."""

from django.urls import URLPattern, URLResolver, path

from insigne.delivery import views

app_name = "delivery"
urlpatterns: list[URLPattern | URLResolver] = [
    path("mails/", views.mailbox, name="mailbox"),
    path("mails/<slug:name>/", views.letter, name="letter"),
    path("mails/<slug:name>/body", views.letter_body, name="letter_body"),
]

"""Addresses of the context `signing`."""

from django.urls import URLPattern, URLResolver, path

from insigne.signing import views

app_name = "signing"
urlpatterns: list[URLPattern | URLResolver] = [
    path("o/<slug:slug>/did.json", views.did_document, name="did_document"),
    path("status/<uuid:list_id>", views.status_list, name="status_list"),
]

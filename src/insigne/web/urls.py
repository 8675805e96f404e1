"""Addresses of the context `web`; `home` is mounted by insigne.config, which knows every context."""

from django.urls import include, path

from insigne.web import views

own_urls = [
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
]

urlpatterns = [
    path("language/", views.set_language, name="set_language"),
    path("", include((own_urls, "web"))),
]

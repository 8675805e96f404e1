"""Addresses of the context `passport`."""

from django.urls import URLPattern, URLResolver, path

from insigne.passport import views

app_name = "passport"
urlpatterns: list[URLPattern | URLResolver] = [
    path("passport/", views.home, name="home"),
    path("passport/import/", views.take_in, name="import"),
    path("passport/<uuid:holding_id>/", views.holding, name="holding"),
    path("passport/<uuid:holding_id>/check/", views.check_again, name="check"),
    path("passport/<uuid:holding_id>/remove/", views.remove, name="remove"),
    path("passport/<uuid:holding_id>/picture", views.picture, name="picture"),
    path("passport/<uuid:holding_id>/badge", views.download, name="download"),
]

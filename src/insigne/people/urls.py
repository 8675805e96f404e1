"""Addresses of the context `people`: allauth's own, under our words and our pages."""

from django.urls import include, path

from insigne.people import views

own_urls = [path("", views.account, name="account")]

urlpatterns = [
    path("", include((own_urls, "people"))),
    path("", include("allauth.account.urls")),
]

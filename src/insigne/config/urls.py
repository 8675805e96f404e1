"""Mounts every context's addresses; the contexts know their own paths."""

from django.urls import include, path

from insigne.api.urls import urlpatterns as api_urls
from insigne.config.home import home

handler400 = "insigne.web.views.bad_request"
handler403 = "insigne.web.views.forbidden"
handler404 = "insigne.web.views.not_found"
handler429 = "insigne.web.views.too_many_requests"
handler500 = "insigne.web.views.server_error"

urlpatterns = [
    path("", home, name="home"),
    path("", include("insigne.web.urls")),
    path("account/", include("insigne.people.urls")),
    path("", include("insigne.orgs.urls")),
    path("", include("insigne.catalogue.urls")),
    path("", include("insigne.signing.urls")),
    path("", include("insigne.awards.urls")),
    path("", include("insigne.delivery.urls")),
    path("", include("insigne.passport.urls")),
    path("", include("insigne.verifier.urls")),
    path("api/", include(api_urls)),
]

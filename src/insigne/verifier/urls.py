"""Addresses of the context `verifier`. A credential's id has no last slash: it is an identifier first."""

from django.urls import URLPattern, URLResolver, path

from insigne.verifier.views import ask, credential

app_name = "verifier"
urlpatterns: list[URLPattern | URLResolver] = [
    path("verify/", ask.home, name="home"),
    path("v/<uuid:credential_id>", credential.credential, name="credential"),
    path("v/<uuid:credential_id>.png", credential.download, {"kind": "png"}, name="png"),
    path("v/<uuid:credential_id>.pdf", credential.download, {"kind": "pdf"}, name="pdf"),
    path("v/<uuid:credential_id>.json", credential.download, {"kind": "json"}, name="json"),
    path("v/<uuid:credential_id>/card.png", credential.card, name="card"),
]

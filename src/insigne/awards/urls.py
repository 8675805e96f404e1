"""Addresses of the context `awards`."""

from django.urls import URLPattern, URLResolver, path, re_path

from insigne.awards.views import desk, events, unlock

app_name = "awards"
urlpatterns: list[URLPattern | URLResolver] = [
    path("org/<slug:slug>/award/", desk.desk, name="desk"),
    path("org/<slug:slug>/award/drafts/<uuid:draft_id>/", desk.draft, name="draft"),
    path("org/<slug:slug>/award/drafts/<uuid:draft_id>/confirm/", desk.confirm, name="draft_confirm"),
    path("org/<slug:slug>/award/drafts/<uuid:draft_id>/discard/", desk.discard, name="draft_discard"),
    path("org/<slug:slug>/events/", events.events, name="events"),
    path("org/<slug:slug>/events/<uuid:event_id>/", events.event, name="event"),
    path("org/<slug:slug>/events/<uuid:event_id>/lines.csv", events.lines, name="event_lines"),
    path("org/<slug:slug>/events/<uuid:event_id>/cancel/", events.cancel, name="cancel"),
    path("org/<slug:slug>/awards/<uuid:award_id>/revoke/", events.revoke, name="revoke"),
    re_path(r"^unlock/(?P<token>[A-Za-z0-9_-]{43})/$", unlock.unlock, name="unlock"),
    re_path(r"^unlock/(?P<token>[A-Za-z0-9_-]{43})/accept/$", unlock.accept, name="accept"),
    re_path(r"^unlock/(?P<token>[A-Za-z0-9_-]{43})/account/$", unlock.account, name="account"),
    re_path(r"^unlock/(?P<token>[A-Za-z0-9_-]{43})/decline/$", unlock.decline, name="decline"),
    re_path(r"^unlock/(?P<token>[A-Za-z0-9_-]{43})/share/$", unlock.share, name="share"),
    re_path(
        r"^unlock/(?P<token>[A-Za-z0-9_-]{43})/badge\.(?P<kind>png|pdf|json)$",
        unlock.download,
        name="download",
    ),
]

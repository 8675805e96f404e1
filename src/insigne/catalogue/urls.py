"""Addresses of the context `catalogue`: `/org/…/badges/` for those who belong, `/b/` for everybody."""

from django.urls import URLPattern, URLResolver, path, re_path

from insigne.catalogue.views import desk, editor, public

app_name = "catalogue"
urlpatterns: list[URLPattern | URLResolver] = [
    path("org/<slug:slug>/badges/", desk.badges, name="list"),
    path("org/<slug:slug>/badges/new/", editor.new, name="new"),
    path("org/<slug:slug>/badges/drawing/", editor.drawing, name="drawing"),
    path("org/<slug:slug>/badges/<slug:badge_slug>/", desk.detail, name="detail"),
    path("org/<slug:slug>/badges/<slug:badge_slug>/edit/", editor.edit, name="edit"),
    path("org/<slug:slug>/badges/<slug:badge_slug>/publish/", desk.publish, name="publish"),
    path("org/<slug:slug>/badges/<slug:badge_slug>/archive/", desk.archive, name="archive"),
    re_path(
        r"^org/(?P<slug>[-a-zA-Z0-9_]+)/badges/(?P<badge_slug>[-a-zA-Z0-9_]+)/(?P<number>[0-9]{1,9})\.png$",
        desk.picture,
        name="picture",
    ),
    path("b/<slug:public_slug>/", public.badge, name="badge"),
    re_path(r"^b/(?P<public_slug>[-a-zA-Z0-9_]+)/(?P<number>[0-9]{1,9})$", public.revision, name="revision"),
    re_path(
        r"^b/(?P<public_slug>[-a-zA-Z0-9_]+)/(?P<number>[0-9]{1,9})\.(?P<kind>png|svg)$",
        public.image,
        name="image",
    ),
]

"""Addresses of the context `orgs`: `/org/` for those who belong, `/o/` for everybody."""

from django.urls import URLPattern, URLResolver, path

from insigne.orgs.views import founding, invitations, members, pages

app_name = "orgs"
urlpatterns: list[URLPattern | URLResolver] = [
    path("org/", pages.mine, name="mine"),
    path("org/new/", founding.new, name="new"),
    path("org/invitations/<uuid:invitation_id>/accept/", invitations.accept, name="accept"),
    path("org/invitations/<uuid:invitation_id>/decline/", invitations.decline, name="decline"),
    path("org/<slug:slug>/", pages.dashboard, name="dashboard"),
    path("org/<slug:slug>/presentation/", pages.edit, name="edit"),
    path("org/<slug:slug>/leave/", members.leave, name="leave"),
    path("org/<slug:slug>/members/", members.members, name="members"),
    path("org/<slug:slug>/members/<uuid:person_id>/", members.change, name="member"),
    path("org/<slug:slug>/members/<uuid:person_id>/remove/", members.remove, name="member_remove"),
    path("org/<slug:slug>/invitations/<uuid:invitation_id>/withdraw/", members.withdraw, name="withdraw"),
    path("o/<slug:slug>/", pages.public, name="public"),
]

"""The first page: what it shows of the other rooms, and what that costs."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from insigne.config import home

pytestmark = pytest.mark.django_db


def test_home_is_whole_before_any_badge_exists(client: Client) -> None:
    page = client.get("/", headers={"accept-language": "fr"}).content.decode()
    for name in ("passport:home", "orgs:mine", "verifier:home"):
        assert f'href="{reverse(name)}"' in page
    assert f'action="{reverse("verifier:home")}" enctype="multipart/form-data"' in page
    assert "Badges décernés ici" not in page


@pytest.mark.parametrize(
    ("language", "name", "issuer"),
    [("fr", "Être ponctuel", "École du Web"), ("en", "Being on time", "Web School")],
)
def test_home_shows_the_newest_badges_in_its_language(
    client: Client, school, language: str, name: str, issuer: str
) -> None:
    page = client.get("/", headers={"accept-language": language}).content.decode()
    assert name in page
    assert issuer in page
    with translation.override(language):
        (badge,) = home.featured()
    assert (badge.name, badge.issuer, badge.tint) == (name, issuer, "canard")


def test_the_newest_badges_cost_four_queries(school, django_assert_num_queries) -> None:
    with django_assert_num_queries(4):
        home.featured()

"""Every route × every role × two organisations (I08, I09): foreign things are 404, what a role lacks is 403.

The routes are read from the URLconf: a new page that no table of `routes` knows fails here.
"""

from itertools import product
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.urls import reverse
from tests.unit.insigne import routes
from tests.unit.insigne.realm import Estate, Visitor, estate
from tests.unit.insigne.routes import Route

from insigne.awards import services as awards
from insigne.orgs.rights import RIGHTS

ALL = routes.routes()
TABLES = (
    set(routes.ORGANISATION_ROUTES),
    set(routes.PERSON_ROUTES),
    routes.CREDENTIAL_ROUTES,
    routes.TOKEN_ROUTES,
    routes.PUBLIC_ROUTES,
    routes.DEMO_ROUTES,
)
METHODS = ("GET", "POST")


def _of(names: object) -> list[Route]:
    return [route for route in ALL if route.name in names]  # type: ignore[operator]


def _url(route: Route, *estates: Estate) -> str:
    """Return the address with the first estate's slug, and the last estate's other objects."""
    values = {**routes.EXAMPLES, **estates[-1].values, "slug": estates[0].values["slug"]}
    return reverse(route.name, kwargs={name: values[name] for name in route.parameters})


def _ask(person_id: UUID | None, method: str, url: str) -> HttpResponse:
    """Return the answer to the person, or to nobody."""
    form = {"content_type": "application/x-www-form-urlencoded"} if method == "POST" else {}
    answer = Visitor(person_id).ask(method.lower(), url, **form)
    assert answer.status_code < 500, f"{method} {url}: {answer.status_code}"
    return answer


def _statuses(person_id: UUID | None, url: str) -> set[int]:
    """Return the statuses of GET and POST, a method that the page does not take left out."""
    return {_ask(person_id, method, url).status_code for method in METHODS} - {405}


@pytest.fixture
def alpha(db: None) -> Estate:
    """Return the organisation whose members ask."""
    return estate("alpha")


@pytest.fixture
def beta(db: None) -> Estate:
    """Return the stranger's organisation."""
    return estate("beta")


def test_every_route_with_a_parameter_is_covered_once() -> None:
    for route in ALL:
        times = sum(route.name in table for table in TABLES)
        assert times == (1 if route.parameters else 0), f"{route}: in {times} tables of tests/…/routes.py"
    assert {name for table in TABLES for name in table} <= {route.name for route in ALL}


def test_every_page_under_org_is_a_page_of_an_organisation_or_of_a_person() -> None:
    for route in ALL:
        if route.name in routes.ORGANISATION_ROUTES:
            assert "slug" in route.parameters


@pytest.mark.parametrize("route", _of(routes.ORGANISATION_ROUTES), ids=str)
def test_roles(route: Route, alpha: Estate, beta: Estate) -> None:
    url, right = _url(route, alpha), routes.ORGANISATION_ROUTES[route.name]
    asked = {"GET": right, "POST": routes.POSTING_ASKS_FOR.get(route.name, right)}
    for (role, member), method in product(alpha.members.items(), METHODS):
        status = _ask(member, method, url).status_code
        said = f"{role}, {method} {route}: {status}"
        if status == 405:
            continue
        if asked[method] not in RIGHTS[role]:
            assert status == 403, said
        elif route.name in routes.ONLY_THEIR_MAKER and member != alpha.owner:
            assert status == 404, said
        else:
            assert status not in (403, 404), said
    assert _statuses(alpha.owner, url)
    assert _statuses(beta.owner, url) == {404}
    assert _statuses(alpha.earner, url) == {404}
    for method in METHODS:
        answer = _ask(None, method, url)
        assert answer.status_code == 405 or "/account/login/" in answer["Location"], f"nobody on {route}"


@pytest.mark.parametrize(
    "route", [one for one in _of(routes.ORGANISATION_ROUTES) if one.parameters != {"slug"}], ids=str
)
def test_a_foreign_object_under_ones_own_organisation_is_not_found(
    route: Route, alpha: Estate, beta: Estate
) -> None:
    assert _statuses(alpha.owner, _url(route, alpha, beta)) == {404}


@pytest.mark.parametrize("route", _of(routes.PERSON_ROUTES), ids=str)
def test_what_is_ones_own(route: Route, alpha: Estate, beta: Estate) -> None:
    url, whose = _url(route, alpha), routes.PERSON_ROUTES[route.name]
    theirs = _statuses(getattr(alpha, whose), url)
    assert theirs
    assert not theirs & {403, 404}
    for other in (alpha.owner, beta.owner, getattr(beta, whose)):
        assert _statuses(other, url) == {404}
    for method in METHODS:
        answer = _ask(None, method, url)
        assert answer.status_code == 405 or "/account/login/" in answer["Location"]


@pytest.mark.parametrize("route", _of(routes.CREDENTIAL_ROUTES), ids=str)
def test_a_received_badge_is_private_until_it_is_shared(route: Route, alpha: Estate, beta: Estate) -> None:
    url = _url(route, alpha)
    for asking in (None, beta.owner, *alpha.members.values()):
        assert _ask(asking, "GET", url).status_code == 404
    awards.share(award_id=alpha.award_id, public=True, show_name=False)
    assert _ask(None, "GET", url).status_code == 200
    awards.share(award_id=alpha.award_id, public=False, show_name=False)
    assert _ask(None, "GET", url).status_code == 404


@pytest.mark.parametrize("route", _of(routes.PUBLIC_ROUTES), ids=str)
def test_what_everybody_reads(route: Route, alpha: Estate) -> None:
    url = _url(route, alpha)
    for asking in (None, alpha.owner, alpha.earner):
        assert _ask(asking, "GET", url).status_code == 200
    assert _ask(None, "POST", url).status_code == 405


@pytest.mark.parametrize("route", _of(routes.DEMO_ROUTES), ids=str)
def test_pages_of_the_demo_exist_there_only(route: Route, alpha: Estate) -> None:
    for asking in (None, alpha.owner):
        assert _statuses(asking, _url(route, alpha)) <= {404}


@pytest.mark.parametrize("route", [one for one in ALL if not one.parameters], ids=str)
def test_pages_without_an_object_never_fail(route: Route, alpha: Estate) -> None:
    for asking in (None, alpha.owner, alpha.earner):
        _statuses(asking, reverse(route.name))

"""insigne.orgs.services: found and edit; places in the tree; what may not be written."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.unit.insigne.orgs.conftest import Town, person

from insigne.config import environment
from insigne.kernel.ids import new_id
from insigne.kernel.models import AuditEntry
from insigne.orgs import founders, rights, selectors, services
from insigne.orgs.errors import OrgError
from insigne.orgs.models import Organisation
from insigne.orgs.services.founding import MOST_OWN
from insigne.people import services as people
from insigne.people.models import Person

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def _found(actor_id: UUID, **given: object) -> selectors.OrganisationFacts:
    values = {"slug": "library", "names": {"fr": "Bibliothèque"}, "kind": "association", **given}
    return services.found(actor_id=actor_id, **values)  # type: ignore[arg-type]


def test_a_root_is_its_own_tenant_and_belongs_to_its_founder(town: Town) -> None:
    assert town.university.tenant_id == town.university.id
    assert town.university.parent_id is None
    assert rights.roles_of(town.owner, town.university.id) == ("owner",)


def test_an_organisation_below_shares_the_tenant_and_the_owner(town: Town) -> None:
    assert town.faculty.tenant_id == town.university.id
    assert town.faculty.parent_id == town.university.id
    assert rights.roles_of(town.owner, town.faculty.id) == ("owner",)
    assert [one.slug for one in selectors.ancestors(town.faculty.id)] == ["faculty", "university"]
    assert [one.slug for one in selectors.descendants(town.university.id)] == ["university", "faculty"]
    assert [one.slug for one in selectors.children(town.university.id)] == ["faculty"]


def test_founding_is_recorded(town: Town) -> None:
    entry = AuditEntry.objects.get(subject_id=town.faculty.id)
    assert (entry.tenant_id, entry.actor_id, entry.verb) == (town.university.id, town.owner, "orgs.founded")


def test_nobody_founds_below_what_is_not_theirs(town: Town) -> None:
    with pytest.raises(OrgError) as raised:
        _found(town.stranger, parent_slug="university")
    assert raised.value.code == "not_found"
    reader = person("rita")
    services.add_member(
        actor_id=town.owner, organisation_id=town.university.id, person_id=reader, role="reader"
    )
    with pytest.raises(OrgError) as raised:
        _found(reader, parent_slug="university")
    assert raised.value.code == "forbidden"
    with pytest.raises(OrgError) as raised:
        _found(town.owner, parent_slug="nowhere")
    assert raised.value.code == "not_found"


def test_a_short_name_is_taken_once(town: Town) -> None:
    with pytest.raises(OrgError) as raised:
        _found(town.stranger, slug="university")
    assert (raised.value.code, raised.value.status) == ("slug_taken", 409)
    assert Organisation.objects.count() == 3


def test_the_tree_has_a_limit(town: Town) -> None:
    parent = "faculty"
    for depth in range(6):
        parent = _found(town.owner, slug=f"level-{depth}", parent_slug=parent).slug
    with pytest.raises(OrgError) as raised:
        _found(town.owner, slug="too-deep", parent_slug=parent)
    assert raised.value.code == "too_deep"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"slug": "UPPER"}, "slug_bad"),
        ({"slug": "a"}, "slug_bad"),
        ({"slug": "-dash"}, "slug_bad"),
        ({"slug": "dash-"}, "slug_bad"),
        ({"slug": "é"}, "slug_bad"),
        ({"slug": "x" * 64}, "slug_bad"),
        ({"slug": "a/b"}, "slug_bad"),
        ({"slug": "ab\n"}, "slug_bad"),
        ({"slug": "new"}, "slug_reserved"),
        ({"names": {}}, "name_missing"),
        ({"names": {"fr": " \x00 "}}, "name_missing"),
        ({"names": {"xx": "Name"}}, "language_unknown"),
        ({"names": {"fr": "x" * 201}}, "text_too_long"),
        ({"descriptions": {"fr": "x" * 5_001}}, "text_too_long"),
        ({"kind": "castle"}, "kind_unknown"),
        ({"url": "javascript:alert(1)"}, "url_bad"),
        ({"url": "ftp://example.org"}, "url_bad"),
        ({"url": "https://"}, "url_bad"),
        ({"url": "https://[::1"}, "url_bad"),
        ({"url": "https://example.org/" + "x" * 500}, "url_bad"),
        ({"email": "nobody"}, "address_bad"),
        ({"email": "a@" + "b" * 300 + ".org"}, "address_bad"),
        ({"language": "tlh"}, "language_unknown"),
    ],
)
def test_what_may_not_be_written(town: Town, given: dict[str, object], code: str) -> None:
    with pytest.raises(OrgError) as raised:
        _found(town.owner, **given)
    assert raised.value.code == code
    assert raised.value.sentence()
    assert Organisation.objects.count() == 3


def test_texts_are_cleaned(town: Town) -> None:
    made = _found(town.owner, names={"fr": "  Bibliothe\u0300que\x00 ", "en": ""}, url=" https://b.example ")
    assert made.names == {"fr": "Bibliothèque"}
    assert made.name("en") == "Bibliothèque"
    assert made.url == "https://b.example"


def test_editing_keeps_the_place_and_the_short_name(town: Town) -> None:
    edited = services.edit(
        actor_id=town.owner,
        organisation_id=town.faculty.id,
        names={"en": "Faculty of Arts"},
        descriptions={"en": "Drawing, mostly."},
        url="https://arts.example",
        email="hello@arts.example",
    )
    assert edited == selectors.organisation(slug="faculty")
    assert (edited.names, edited.parent_id) == ({"en": "Faculty of Arts"}, town.university.id)
    with pytest.raises(OrgError):
        services.edit(
            actor_id=town.stranger,
            organisation_id=town.faculty.id,
            names={"en": "Mine"},
            descriptions={},
            url="",
            email="",
        )


def test_selectors_say_what_is_not_there(
    town: Town, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with pytest.raises(OrgError):
        selectors.organisation(slug="nowhere")
    with pytest.raises(OrgError):
        selectors.organisation(id=new_id())
    assert selectors.ancestors(new_id()) == ()
    with django_assert_num_queries(1):
        found = selectors.organisations([town.school.id, new_id()])
    assert found == {town.school.id: town.school}


def test_one_person_owns_so_many_organisations_and_no_more(town: Town) -> None:
    for number in range(MOST_OWN - 1):
        _found(town.owner, slug=f"own-{number}")
    with pytest.raises(OrgError, match="too_many"):
        _found(town.owner, slug="one-more")
    assert _found(town.owner, slug="below-is-no-matter", parent_slug="university").parent_id


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("École du Port", "ecole-du-port"),
        ("学校", "organisation"),
        ("New", "organisation"),
        ("University", "university-2"),
    ],
)
def test_a_short_name_is_made_from_the_name(town: Town, name: str, slug: str) -> None:
    assert selectors.free_slug(name) == slug


@pytest.mark.parametrize(
    ("named", "address", "may"),
    [
        ("", "anybody@mail.example", True),
        ("ada@school.example, @univ.example", "ada@school.example", True),
        ("Ada@School.example", "ada@school.example", True),
        ("ada@school.example, @univ.example", "prof@univ.example", True),
        ("ada@school.example, @univ.example", "bea@school.example", False),
        ("@université.example", "prof@université.example", True),
        ("@univ.example", "prof@sub.univ.example", False),
        ("@univ.example", "prof@notuniv.example", False),
    ],
)
def test_the_operator_says_who_may_found(
    db: None, settings: Any, client: Client, named: str, address: str, may: bool
) -> None:
    settings.FOUNDERS = environment.founders(named)
    founder = people.register(email=address, full_name="", password="une phrase assez longue", language="en")
    assert ("/org/new/" in client.get("/").content.decode()) is not bool(named)
    client.force_login(Person.objects.get(id=founder), backend=BACKEND)
    client.cookies["language"] = "en"
    link = "/org/new/" in client.get("/org/").content.decode()
    page = client.get("/org/new/")
    assert (link, page.status_code) == (may, 200 if may else 403)
    assert ("created by the people who run it" in page.content.decode()) is not may
    if may:
        assert _found(founder).slug == "library"
        return
    with pytest.raises(OrgError) as raised:
        _found(founder)
    assert (raised.value.code, Organisation.objects.count()) == ("founding_closed", 0)
    assert _found(founder, by_operator=True).slug == "library"


def test_an_address_that_is_only_claimed_opens_nothing(db: None, settings: Any) -> None:
    settings.FOUNDERS = environment.founders("@univ.example")
    founder = person("mallory")
    EmailAddress.objects.create(user_id=founder, email="dean@univ.example", verified=False)
    assert not founders.may_found(founder)
    assert not founders.may_found(None)


def test_below_an_organisation_its_owners_decide(town: Town, settings: Any) -> None:
    settings.FOUNDERS = environment.founders("@nobody.example")
    assert _found(town.owner, parent_slug="university").slug == "library"


@pytest.mark.parametrize(
    "wrong",
    ["ada", "@", "ada@", "@univ", "a@b@c.example", "@.", "@univ..example", "ok@mail.example;x@y.example"],
)
def test_a_wrong_list_of_founders_stops_the_start_with_a_sentence(wrong: str) -> None:
    with pytest.raises(SystemExit, match="FOUNDERS holds"):
        environment.founders(wrong)


def test_nobody_owns_one_too_many_by_asking_twice_at_once(many_threads: None) -> None:
    founder = person("hasty")
    for number in range(MOST_OWN - 1):
        _found(founder, slug=f"one-{number}")
    together = Barrier(4)

    def ask(number: int) -> str:
        together.wait()
        try:
            return _found(founder, slug=f"last-{number}").slug
        except OrgError as error:
            return error.code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(ask, range(4)))
    assert answers[1:] == ["too_many"] * 3
    assert Organisation.objects.count() == MOST_OWN

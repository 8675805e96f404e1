"""insigne.orgs.rights: each role's rights, inheritance downwards only, and silence towards strangers."""

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.unit.insigne.orgs.conftest import Town, person

from insigne.kernel.ids import new_id
from insigne.orgs import rights, selectors, services
from insigne.orgs.errors import OrgError
from insigne.orgs.models import Role
from insigne.people.models import Person

pytestmark = pytest.mark.django_db


def _code(person_id: object, right: str, organisation_id: object) -> str:
    try:
        rights.require(person_id, right, organisation_id)  # type: ignore[arg-type]
    except OrgError as error:
        return error.code
    return "allowed"


def test_every_role_has_its_rights_and_owners_have_all() -> None:
    assert set(rights.RIGHTS) == set(Role.values)
    for granted in rights.RIGHTS.values():
        assert rights.READ in granted
        assert granted <= rights.RIGHTS[Role.OWNER]


@pytest.mark.parametrize(
    ("role", "right", "expected"),
    [
        ("owner", "orgs:member:manage", "allowed"),
        ("owner", "signing:key:manage", "allowed"),
        ("designer", "catalogue:badge:define", "allowed"),
        ("designer", "catalogue:badge:publish", "allowed"),
        ("designer", "awards:award:create", "forbidden"),
        ("awarder", "awards:award:create", "allowed"),
        ("awarder", "awards:award:revoke", "allowed"),
        ("awarder", "catalogue:badge:define", "forbidden"),
        ("awarder", "orgs:member:manage", "forbidden"),
        ("reviewer", "awards:event:read", "allowed"),
        ("reviewer", "awards:award:create", "forbidden"),
        ("reader", "awards:event:read", "allowed"),
        ("reader", "awards:award:create", "forbidden"),
        ("reader", "signing:key:manage", "forbidden"),
    ],
)
def test_what_a_role_may_do(town: Town, role: str, right: str, expected: str) -> None:
    member = person("mira")
    services.add_member(actor_id=town.owner, organisation_id=town.university.id, person_id=member, role=role)
    assert _code(member, right, town.university.id) == expected
    assert _code(member, right, town.faculty.id) == expected, "a role holds below"
    assert _code(member, right, town.school.id) == "not_found"


def test_a_role_does_not_hold_above(town: Town) -> None:
    member = person("mira")
    services.add_member(actor_id=town.owner, organisation_id=town.faculty.id, person_id=member, role="owner")
    assert _code(member, rights.READ, town.faculty.id) == "allowed"
    assert _code(member, rights.READ, town.university.id) == "not_found"
    assert [one.slug for one in selectors.organisations_of(member)] == ["faculty"]


def test_roles_add_up(town: Town) -> None:
    member = person("mira")
    for organisation, role in ((town.university, "designer"), (town.faculty, "awarder")):
        services.add_member(actor_id=town.owner, organisation_id=organisation.id, person_id=member, role=role)
    assert _code(member, "awards:award:create", town.faculty.id) == "allowed"
    assert _code(member, "catalogue:badge:define", town.faculty.id) == "allowed"
    assert _code(member, "awards:award:create", town.university.id) == "forbidden"
    assert sorted(rights.roles_of(member, town.faculty.id)) == ["awarder", "designer"]


def test_strangers_and_nobody_learn_nothing(town: Town) -> None:
    for organisation_id in (town.university.id, new_id()):
        for asking in (town.stranger, new_id(), None):
            assert _code(asking, rights.READ, organisation_id) == "not_found"
    assert rights.rights_of(None, town.university.id) == frozenset()


def test_a_closed_account_has_no_right(town: Town) -> None:
    Person.objects.filter(id=town.owner).update(is_active=False)
    assert _code(town.owner, rights.READ, town.university.id) == "not_found"


def test_an_unknown_right_is_a_mistake_of_the_code(town: Town) -> None:
    with pytest.raises(LookupError):
        rights.require(town.owner, "orgs:moon:walk", town.university.id)


def test_asking_is_one_query(town: Town, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        rights.require(town.owner, rights.READ, town.faculty.id)
    with django_assert_num_queries(1):
        selectors.organisations_of(town.owner)

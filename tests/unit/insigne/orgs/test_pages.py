"""The pages of organisations: what each role is shown, what each form does, what is said when it cannot be done."""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.unit.insigne.orgs.conftest import Town, person

from insigne.orgs import rights, selectors, services
from insigne.people.models import Person

pytestmark = pytest.mark.django_db


def _browser(person_id: UUID, language: str = "en") -> Client:
    browser = Client(headers={"accept-language": language})
    browser.force_login(
        Person.objects.get(id=person_id), "allauth.account.auth_backends.AuthenticationBackend"
    )
    return browser


def _add(town: Town, name: str, role: str) -> UUID:
    member = person(name)
    services.add_member(actor_id=town.owner, organisation_id=town.university.id, person_id=member, role=role)
    return member


def test_my_organisations_parents_first(town: Town) -> None:
    page = _browser(town.owner).get(reverse("orgs:mine")).content.decode()
    assert page.index("/org/university/") < page.index("/org/faculty/")
    assert "/org/school/" not in page


def test_without_any_organisation_the_page_says_what_to_do() -> None:
    page = _browser(person("nobody")).get(reverse("orgs:mine"))
    assert "You do not belong to an organisation yet" in page.content.decode()


@pytest.mark.parametrize(
    ("role", "shown", "hidden"),
    [
        ("owner", ["award/", "badges/", "members/", "presentation/"], []),
        ("awarder", ["award/", "badges/", "events/", "members/"], ["presentation/"]),
        ("designer", ["badges/", "members/"], ["award/", "presentation/"]),
        ("reader", ["badges/", "events/"], ["award/", "presentation/"]),
    ],
)
def test_the_dashboard_shows_what_a_role_can_do(
    town: Town, role: str, shown: list[str], hidden: list[str]
) -> None:
    page = _browser(_add(town, "mira", role)).get("/org/university/").content.decode()
    for path in shown:
        assert f'href="/org/university/{path}"' in page
    for path in hidden:
        assert f'href="/org/university/{path}"' not in page


@pytest.mark.parametrize(("language", "name"), [("fr", "Université"), ("en", "University")])
def test_a_page_speaks_the_readers_language(town: Town, language: str, name: str) -> None:
    page = _browser(town.owner, language).get("/org/university/").content.decode()
    assert f'<html lang="{language}">' in page
    assert f"<h1>{name}</h1>" in page


def test_an_invitation_by_the_form_is_accepted_on_ones_own_page(town: Town) -> None:
    guest = person("guest")
    form = {"address": " Guest@Example.org", "role": "awarder", "language": "fr"}
    answer = _browser(town.owner).post("/org/university/members/", form, follow=True)
    assert "guest@example.org" in answer.content.decode()
    (invitation,) = selectors.invitations_for(guest)
    browser = _browser(guest)
    accept = reverse("orgs:accept", args=[invitation.id])
    assert accept in browser.get("/org/").content.decode()
    assert browser.post(accept)["Location"] == "/org/university/"
    assert rights.roles_of(guest, town.university.id) == ("awarder",)


@pytest.mark.parametrize(
    "form",
    [
        {"address": "nobody", "role": "reader", "language": "fr"},
        {"address": "a@example.org", "role": "king", "language": "fr"},
        {"address": "", "role": "reader", "language": "fr"},
    ],
)
def test_a_bad_invitation_comes_back_with_its_error(town: Town, form: dict[str, str]) -> None:
    answer = _browser(town.owner).post("/org/university/members/", form)
    assert answer.status_code == 400
    assert 'aria-invalid="true"' in answer.content.decode()
    assert selectors.invitations(town.university.id) == ()


def test_a_member_is_changed_and_removed(town: Town) -> None:
    member, browser = _add(town, "mira", "reader"), _browser(town.owner)
    path = f"/org/university/members/{member}/"
    assert 'value="reader" selected' in browser.get(path).content.decode()
    assert browser.post(path, {"role": "designer"}).status_code == 302
    assert rights.roles_of(member, town.university.id) == ("designer",)
    assert browser.post(f"{path}remove/")["Location"] == "/org/university/members/"
    assert rights.roles_of(member, town.university.id) == ()


def test_the_last_owner_is_told_why_they_stay(town: Town) -> None:
    browser = _browser(town.owner)
    answer = browser.post(f"/org/university/members/{town.owner}/", {"role": "reader"})
    assert answer.status_code == 400
    assert "needs at least one owner" in answer.content.decode()
    left = browser.post("/org/university/leave/")
    assert left.status_code == 409
    assert "needs at least one owner" in left.content.decode()


def test_who_has_a_role_from_above_is_changed_there(town: Town) -> None:
    page = _browser(town.owner).get("/org/faculty/members/").content.decode()
    assert "inherited from the organisation above" in page
    assert _browser(town.owner).get(f"/org/faculty/members/{town.owner}/").status_code == 404


def test_readers_see_members_but_neither_addresses_nor_invitations(town: Town) -> None:
    services.invite(
        actor_id=town.owner,
        organisation_id=town.university.id,
        address="guest@example.org",
        role="reader",
        language="fr",
    )
    page = _browser(_add(town, "mira", "reader")).get("/org/university/members/").content.decode()
    assert "Olive" in page
    assert "olive@example.org" not in page
    assert "guest@example.org" not in page


def test_the_presentation_is_saved_and_shown_to_everybody(town: Town) -> None:
    form = {
        "name_fr": "Université <b>&amp;</b>",
        "description_fr": "Une ligne\n\n<script>alert(1)</script>",
        "url": "https://u.example",
        "email": "",
    }
    assert _browser(town.owner).post("/org/university/presentation/", form).status_code == 302
    page = Client().get("/o/university/").content.decode()
    assert "<h1>Université &lt;b&gt;&amp;amp;&lt;/b&gt;</h1>" in page
    assert "<script>alert" not in page
    assert 'href="https://u.example"' in page


def test_a_bad_presentation_comes_back(town: Town) -> None:
    for form in (
        {"name_fr": ""},
        {"name_fr": "U", "url": "javascript:alert(1)"},
        {"name_fr": "U", "email": "x"},
    ):
        answer = _browser(town.owner).post("/org/university/presentation/", form)
        assert answer.status_code == 400
        assert 'role="alert"' in answer.content.decode() or "aria-invalid" in answer.content.decode()
    assert selectors.organisation(slug="university") == town.university


def test_the_public_page_names_no_member(town: Town) -> None:
    _add(town, "mira", "designer")
    page = Client(headers={"accept-language": "en"}).get("/o/university/").content.decode()
    assert "University" in page
    for private in ("Olive", "Mira", "@example.org"):
        assert private not in page
    assert Client().get("/o/nowhere/").status_code == 404


def test_pages_ask_few_questions(town: Town, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    browser = _browser(town.owner)
    for path in ("/org/", "/org/university/", "/org/university/members/"):
        with django_assert_max_num_queries(12):
            browser.get(path)
    for number in range(20):
        _add(town, f"member{number}", "reader")
    with django_assert_max_num_queries(12):
        browser.get("/org/university/members/")


def test_a_newcomer_finds_where_to_found_and_owns_what_they_founded() -> None:
    newcomer = person("nina")
    browser = _browser(newcomer, "fr")
    assert reverse("orgs:new") in browser.get(reverse("orgs:mine")).content.decode()
    form = {"name": "Greta de l’Aubette", "kind": "training_body", "url": "", "slug": "", "may_speak": "on"}
    answer = browser.post(reverse("orgs:new"), form)
    assert answer["Location"] == "/org/greta-de-laubette/"
    (made,) = selectors.organisations_of(newcomer)
    assert (made.names, made.language) == ({"fr": "Greta de l’Aubette"}, "fr")
    assert rights.roles_of(newcomer, made.id) == ("owner",)
    # The same name again is another organisation, at another address.
    assert browser.post(reverse("orgs:new"), form)["Location"] == "/org/greta-de-laubette-2/"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"may_speak": ""}, "only somebody who may speak for it"),
        ({"slug": "university"}, "is already taken"),
        ({"slug": "New Thing"}, "cannot be a short name"),
        ({"url": "nowhere"}, "is not a web address"),
        ({"name": "   "}, "required"),
    ],
)
def test_what_cannot_be_founded_is_said_beside_its_field(
    town: Town, changed: dict[str, str], said: str
) -> None:
    form = {"name": "Harbour", "kind": "school", "url": "", "slug": "", "may_speak": "on", **changed}
    answer = _browser(town.stranger).post(reverse("orgs:new"), form)
    assert answer.status_code == 400
    assert said in answer.content.decode()


def test_an_owner_founds_below_and_a_stranger_does_not(town: Town) -> None:
    form = {"name": "Institute", "kind": "school", "url": "", "slug": "", "may_speak": "on"}
    below = f"{reverse('orgs:new')}?above=university"
    assert _browser(town.stranger).post(below, form).status_code == 404
    assert _browser(town.owner).post(below, form)["Location"] == "/org/institute/"
    assert selectors.organisation(slug="institute").parent_id == town.university.id

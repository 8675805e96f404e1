"""Sign-up, confirmation, sign-in and addresses through the pages, with the mails as the outbox holds them."""

import re

import pytest
from django.contrib.auth import authenticate
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from insigne.kernel.ids import PLATFORM_TENANT
from insigne.kernel.models import OutboxMessage
from insigne.people import selectors, services
from insigne.people.models import Person

pytestmark = pytest.mark.django_db

PASSWORD = "un bateau sur la brune"
ADDRESS = "noemie@valbrune.example"


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    """Each test starts with nothing counted."""
    cache.clear()


@pytest.fixture
def noemie(client: Client) -> Client:
    """A browser in which Noémie has just signed in."""
    services.register(email=ADDRESS, full_name="Noémie", password=PASSWORD, language="fr")
    assert client.post(reverse("account_login"), {"login": ADDRESS, "password": PASSWORD}).status_code == 302
    return client


def sign_up(client: Client, address: str = ADDRESS, password: str = PASSWORD, name: str = "Noémie Vasseur"):
    values = {"full_name": name, "email": address, "password1": password}
    return client.post(reverse("account_signup"), values)


def add_address(client: Client, address: str):
    """Add an address, giving the password again when it is asked for; return the page that comes in the end."""
    response = client.post(reverse("account_email"), {"email": address, "action_add": "1"})
    if response.url.startswith(reverse("account_reauthenticate")):
        response = client.post(response.url, {"password": PASSWORD})
    return client.get(response.url, follow=True)


def last_mail() -> OutboxMessage:
    return OutboxMessage.objects.latest("id")


def path_of(url: str) -> str:
    """Return the path of a link that must lead to our public address."""
    found = re.fullmatch(r"http://127\.0\.0\.1:8000(/.*)", url)
    assert found, url
    return found[1]


def test_sign_up_waits_for_the_address_to_be_confirmed(client: Client) -> None:
    assert sign_up(client).url == reverse("account_email_verification_sent")
    mail = last_mail()
    assert (mail.template, mail.to_address, mail.language) == (
        "people/mails/email_confirmation_signup",
        ADDRESS,
        "fr",
    )
    assert mail.tenant_id == PLATFORM_TENANT
    assert selectors.person_of_address(ADDRESS) is None
    link = path_of(mail.facts["activate_url"])
    assert ADDRESS.encode() in client.get(link).content
    assert selectors.person_of_address(ADDRESS) is None, (
        "looking at the link (a mail scanner does) proves nothing"
    )
    assert client.post(link).status_code == 302
    person_id = selectors.person_of_address(ADDRESS)
    assert person_id is not None
    assert selectors.person(person_id).full_name == "Noémie Vasseur"
    assert client.get(reverse("people:account")).status_code == 200, "the same browser is signed in"


def test_the_mail_speaks_the_language_of_the_page_and_repeats_nothing_that_was_typed(client: Client) -> None:
    sign_up_in_english = {"full_name": "BUY AT http://spam.example", "email": ADDRESS, "password1": PASSWORD}
    client.post(reverse("account_signup"), sign_up_in_english, headers={"accept-language": "en"})
    mail = last_mail()
    assert mail.language == "en"
    assert "spam" not in str(mail.facts)
    assert Person.objects.get().language == "en"


def test_links_lead_to_the_public_address_whatever_host_was_asked(client: Client) -> None:
    client.post(
        reverse("account_signup"),
        {"full_name": "", "email": ADDRESS, "password1": PASSWORD},
        headers={"host": "localhost"},
    )
    path_of(last_mail().facts["activate_url"])


def test_an_unknown_host_is_refused(client: Client) -> None:
    assert client.get("/account/login/", headers={"host": "evil.example"}).status_code == 400


def test_sign_up_does_not_tell_that_an_address_has_an_account(client: Client) -> None:
    services.register(email=ADDRESS, full_name="", password=PASSWORD, language="fr")
    known, unknown = sign_up(client), sign_up(Client(), "idris@mission.example")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert last_mail().template == "people/mails/email_confirmation_signup"
    other = OutboxMessage.objects.get(to_address=ADDRESS)
    assert other.template == "people/mails/account_already_exists"
    assert authenticate(None, email=ADDRESS, password=PASSWORD) is not None


@pytest.mark.parametrize("address", [ADDRESS, "nobody@valbrune.example"])
def test_a_reset_answers_the_same_whether_or_not_there_is_an_account(client: Client, address: str) -> None:
    services.register(email=ADDRESS, full_name="", password=PASSWORD, language="fr")
    response = client.post(reverse("account_reset_password"), {"email": address})
    assert response.url == reverse("account_reset_password_done")
    assert OutboxMessage.objects.filter(to_address=address).count() == 1


def test_signing_in_tells_the_same_for_a_wrong_password_and_an_unknown_address(client: Client) -> None:
    services.register(email=ADDRESS, full_name="", password=PASSWORD, language="fr")
    answers = []
    for address in (ADDRESS, "nobody@valbrune.example"):
        response = client.post(reverse("account_login"), {"login": address, "password": "wrong"})
        answers.append((response.status_code, response.context["form"].non_field_errors()))
    assert answers[0] == answers[1]


def test_a_reset_changes_the_password_and_closes_the_open_sessions(noemie: Client) -> None:
    other = Client()
    other.post(reverse("account_reset_password"), {"email": ADDRESS})
    page = other.get(path_of(last_mail().facts["password_reset_url"]), follow=True)
    values = {"password1": "une péniche au matin", "password2": "une péniche au matin"}
    assert other.post(page.redirect_chain[-1][0], values).status_code == 302
    assert last_mail().template == "people/mails/password_reset"
    assert noemie.get(reverse("people:account")).status_code == 302
    assert authenticate(None, email=ADDRESS, password="une péniche au matin") is not None


@pytest.mark.parametrize("password", ["short", "password1234", ADDRESS])
def test_a_weak_password_is_refused(client: Client, password: str) -> None:
    response = sign_up(client, password=password)
    assert response.status_code == 200
    assert "password1" in response.context["form"].errors
    assert not Person.objects.exists()


@pytest.mark.parametrize("address", ["noémie@valbrune.example", "\N{KELVIN SIGN}im@valbrune.example"])
def test_an_address_that_could_be_confused_is_refused(client: Client, address: str) -> None:
    services.register(email="kim@valbrune.example", full_name="", password=PASSWORD, language="fr")
    assert sign_up(client, address).status_code == 200
    assert Person.objects.count() == 1


def test_one_signs_in_by_any_confirmed_address(client: Client) -> None:
    person_id = services.register(email=ADDRESS, full_name="", password=PASSWORD, language="fr")
    services.prove_address(person_id=person_id, address="n.vasseur@mail.example")
    values = {"login": " N.Vasseur@mail.example", "password": PASSWORD}
    assert client.post(reverse("account_login"), values).status_code == 302
    assert client.session["_auth_user_id"] == str(person_id)


def test_a_second_address_counts_once_it_is_confirmed(noemie: Client) -> None:
    add_address(noemie, "n.vasseur@mail.example")
    mail = last_mail()
    assert (mail.template, mail.to_address) == ("people/mails/email_confirmation", "n.vasseur@mail.example")
    person_id = selectors.person_of_address(ADDRESS)
    assert person_id is not None
    assert selectors.verified_addresses(person_id) == (ADDRESS,)
    noemie.post(path_of(mail.facts["activate_url"]))
    assert selectors.verified_addresses(person_id) == (ADDRESS, "n.vasseur@mail.example")


def test_the_address_of_somebody_else_is_not_added_and_not_told(noemie: Client) -> None:
    services.register(email="idris@mission.example", full_name="", password=PASSWORD, language="fr")
    add_address(noemie, "idris@mission.example")
    page = add_address(noemie, "nobody@mission.example")
    waiting = page.content.decode().count("À confirmer")
    assert waiting in (0, 2), "both addresses look the same to who added them"
    assert selectors.person_of_address("idris@mission.example") != selectors.person_of_address(ADDRESS)


def test_adding_an_address_asks_for_the_password_again(noemie: Client) -> None:
    response = noemie.post(reverse("account_email"), {"email": "n.vasseur@mail.example", "action_add": "1"})
    assert response.url.startswith(reverse("account_reauthenticate"))
    assert noemie.post(response.url, {"password": "wrong"}).status_code == 200
    assert not OutboxMessage.objects.exists()


def test_the_name_is_changed_on_the_account_page(noemie: Client) -> None:
    assert noemie.post(reverse("people:account"), {"full_name": "Noémie V."}).status_code == 302
    assert Person.objects.get().full_name == "Noémie V."


def test_the_account_page_is_for_people_who_signed_in(client: Client) -> None:
    assert client.get(reverse("people:account")).url == f"{reverse('account_login')}?next=/account/"


def test_signing_out_asks_for_a_post(noemie: Client) -> None:
    noemie.get(reverse("account_logout"))
    assert "_auth_user_id" in noemie.session
    noemie.post(reverse("account_logout"))
    assert "_auth_user_id" not in noemie.session


def test_signing_in_leads_nowhere_outside(client: Client) -> None:
    services.register(email=ADDRESS, full_name="", password=PASSWORD, language="fr")
    values = {"login": ADDRESS, "password": PASSWORD, "next": "https://evil.example/"}
    assert client.post(reverse("account_login"), values).url == reverse("home")


@pytest.mark.parametrize("header", ["", "198.51.100.7", "198.51.100.8, 203.0.113.9"])
def test_guessing_a_password_is_stopped_whatever_address_the_client_claims(
    client: Client, header: str
) -> None:
    services.register(email=ADDRESS, full_name="", password=PASSWORD, language="fr")
    for attempt in range(6):
        claimed = f"{header}{attempt}" if header else ""
        client.post(
            reverse("account_login"),
            {"login": ADDRESS, "password": f"guess {attempt}"},
            headers={"x-forwarded-for": claimed} if header else {},
        )
    response = client.post(reverse("account_login"), {"login": ADDRESS, "password": PASSWORD})
    assert response.status_code in (200, 429)
    assert "_auth_user_id" not in client.session


def test_a_flood_of_sign_ups_is_stopped_with_a_page(client: Client) -> None:
    codes = [sign_up(client, f"person{number}@valbrune.example").status_code for number in range(22)]
    assert codes[-1] == 429


def test_a_language_chosen_while_signed_in_is_kept_with_the_account(noemie: Client) -> None:
    noemie.post(reverse("set_language"), {"language": "en", "next": "/account/"})
    assert Person.objects.get().language == "en"

"""Accounts are opened, addresses are proved, and nobody takes what somebody else has proved."""

import uuid

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import authenticate
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory

from insigne.kernel import events
from insigne.people import selectors, services
from insigne.people.errors import PersonError
from insigne.people.events import AddressProved
from insigne.people.models import Person

pytestmark = pytest.mark.django_db

PASSWORD = "un bateau sur la brune"


@pytest.fixture
def proved(monkeypatch: pytest.MonkeyPatch) -> list[AddressProved]:
    """Every AddressProved told during the test."""
    heard: list[AddressProved] = []
    monkeypatch.setitem(events._handlers, AddressProved, [heard.append])
    return heard


def open_account(email: str = "noemie@valbrune.example", **changes: object) -> uuid.UUID:
    values = {"full_name": "Noémie Vasseur", "password": PASSWORD, "language": "fr"} | changes
    return services.register(email=email, **values)  # type: ignore[arg-type]


def test_register_opens_an_account_with_a_proved_address(proved: list[AddressProved]) -> None:
    person_id = open_account("  Noemie@Valbrune.Example ")
    facts = selectors.person(person_id)
    assert (facts.full_name, facts.language, facts.email) == (
        "Noémie Vasseur",
        "fr",
        "noemie@valbrune.example",
    )
    assert selectors.verified_addresses(person_id) == ("noemie@valbrune.example",)
    assert selectors.person_of_address("NOEMIE@valbrune.example") == person_id
    assert proved == [AddressProved(person_id, "noemie@valbrune.example")]


def test_an_unproved_account_is_nobodys_address(proved: list[AddressProved]) -> None:
    person_id = open_account(verified=False)
    assert selectors.verified_addresses(person_id) == ()
    assert selectors.person_of_address("noemie@valbrune.example") is None
    assert proved == []


def test_register_refuses_an_address_that_has_an_account() -> None:
    open_account()
    with pytest.raises(PersonError) as refusal:
        open_account("NOEMIE@valbrune.example", full_name="Somebody else")
    assert (refusal.value.code, refusal.value.status) == ("address_taken", 409)
    assert Person.objects.count() == 1


def test_register_refuses_the_second_address_of_somebody() -> None:
    person_id = open_account()
    services.prove_address(person_id=person_id, address="n.vasseur@mail.example")
    with pytest.raises(PersonError, match="address_taken"):
        open_account("n.vasseur@mail.example")


def test_the_holder_of_the_mailbox_takes_over_an_account_opened_in_their_name() -> None:
    squatter = open_account(password="a squatter's password", verified=False)
    holder = open_account()
    assert holder == squatter
    assert authenticate(None, email="noemie@valbrune.example", password="a squatter's password") is None
    assert selectors.verified_addresses(holder) == ("noemie@valbrune.example",)


def test_an_unproved_sign_up_takes_over_nothing() -> None:
    open_account(verified=False)
    with pytest.raises(PersonError, match="address_taken"):
        open_account(verified=False)


@pytest.mark.parametrize("address", ["noemie", "noémie@valbrune.example", ""])
def test_register_refuses_what_is_not_an_address(address: str) -> None:
    with pytest.raises(PersonError, match="address_invalid"):
        open_account(address)


def test_prove_address_adds_one_and_tells_once(proved: list[AddressProved]) -> None:
    person_id = open_account()
    for _ in range(2):
        services.prove_address(person_id=person_id, address="N.Vasseur@mail.example")
    assert selectors.verified_addresses(person_id) == ("noemie@valbrune.example", "n.vasseur@mail.example")
    assert [event.address for event in proved] == ["noemie@valbrune.example", "n.vasseur@mail.example"]


def test_prove_address_refuses_that_of_somebody_else() -> None:
    open_account()
    other = open_account("idris@mission.example", full_name="Idris Benhamou")
    with pytest.raises(PersonError, match="address_taken"):
        services.prove_address(person_id=other, address="noemie@valbrune.example")


def test_proving_an_address_ends_the_unproved_claims_of_others() -> None:
    other = open_account("idris@mission.example", full_name="Idris Benhamou")
    EmailAddress.objects.create(user_id=other, email="noemie@valbrune.example", verified=False)
    person_id = open_account()
    assert selectors.person_of_address("noemie@valbrune.example") == person_id
    assert not EmailAddress.objects.filter(user_id=other, email="noemie@valbrune.example").exists()


def test_prove_address_needs_a_person() -> None:
    with pytest.raises(PersonError, match="not_found"):
        services.prove_address(person_id=uuid.UUID(int=1), address="noemie@valbrune.example")


def test_sign_in_opens_a_session_with_a_new_id(client: Client, rf: RequestFactory) -> None:
    person_id = open_account()
    request = rf.get("/")
    request.session = client.session
    request.session.save()
    request.user = AnonymousUser()
    before = request.session.session_key
    services.sign_in(request, person_id=person_id)
    assert request.user.pk == person_id
    assert request.session.session_key != before


def test_sign_in_refuses_a_closed_account(client: Client, rf: RequestFactory) -> None:
    person_id = open_account()
    Person.objects.filter(pk=person_id).update(is_active=False)
    request = rf.get("/")
    request.session = client.session
    with pytest.raises(PersonError, match="not_found"):
        services.sign_in(request, person_id=person_id)


def test_a_closed_account_holds_no_address() -> None:
    person_id = open_account()
    Person.objects.filter(pk=person_id).update(is_active=False)
    assert selectors.person_of_address("noemie@valbrune.example") is None


def test_name_and_language_are_kept() -> None:
    person_id = open_account()
    services.rename(person_id=person_id, full_name="  Noémie V. ")
    services.set_language(person_id=person_id, language="en")
    facts = selectors.person(person_id)
    assert (facts.full_name, facts.language) == ("Noémie V.", "en")


def test_selectors_ask_one_query_each(django_assert_num_queries: object) -> None:
    person_id = open_account()
    for question in (
        lambda: selectors.verified_addresses(person_id),
        lambda: selectors.person_of_address("noemie@valbrune.example"),
        lambda: selectors.person(person_id),
        lambda: selectors.people([person_id, uuid.UUID(int=1)]),
    ):
        with django_assert_num_queries(1):  # type: ignore[operator]
            question()


def test_an_unknown_person_is_not_found() -> None:
    with pytest.raises(PersonError, match="not_found"):
        selectors.person(uuid.UUID(int=1))

"""The verbs of this room: register, prove_address, sign_in, set_language, rename.

Each is one transaction. They touch the tables of people and addresses, and publish `people.events`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from allauth.account.models import EmailAddress
from django.contrib.auth import login
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from insigne.kernel import events, text
from insigne.people import addresses
from insigne.people.errors import PersonError
from insigne.people.events import AddressProved
from insigne.people.models import Person

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@transaction.atomic
def register(
    *, email: str, full_name: str, password: str | None, language: str, verified: bool = True
) -> UUID:
    """Return the id of a new person whose main address is `email`.

    `verified` says that the address is already proved (its owner came by a link that we sent to it). An account
    that somebody else opened on the address without ever proving it then yields: the one who holds the mailbox
    takes it over, with a new password. `password` None makes an account that opens after a reset.

    Raises PersonError("address_taken") or PersonError("address_invalid").
    """
    address = _checked(email)
    existing = Person.objects.select_for_update().filter(email=address).first()
    if existing is not None:
        if not verified or _proved_anything(existing):
            raise PersonError("address_taken")
        newcomer = existing
        newcomer.full_name, newcomer.language = text.line(full_name), language
        newcomer.set_password(password)
        newcomer.save()
    else:
        if _holder(address) is not None:
            raise PersonError("address_taken")
        with _first_come():
            newcomer = Person.objects.create_user(
                address, password, full_name=text.line(full_name), language=language
            )
    with _first_come():
        EmailAddress.objects.update_or_create(
            user=newcomer, email=address, defaults={"primary": True, "verified": verified}
        )
    if verified:
        _forget_claims_of_others(newcomer.pk, address)
        events.publish(AddressProved(person_id=newcomer.pk, address=address))
    return newcomer.pk


@transaction.atomic
def prove_address(*, person_id: UUID, address: str) -> None:
    """Record that mail to `address` reaches the person; proving twice is proving once.

    Raises PersonError("address_taken") when somebody else has proved it, ("not_found") or ("address_invalid").
    """
    normal = _checked(address)
    proving = Person.objects.select_for_update().filter(pk=person_id).first()
    if proving is None:
        raise PersonError("not_found")
    holder = _holder(normal)
    if holder == person_id:
        return
    if holder is not None:
        raise PersonError("address_taken")
    with _first_come():
        EmailAddress.objects.update_or_create(
            user=proving,
            email=normal,
            defaults={"verified": True},
            create_defaults={"verified": True, "primary": normal == proving.email},
        )
    _forget_claims_of_others(person_id, normal)
    events.publish(AddressProved(person_id=person_id, address=normal))


def sign_in(request: HttpRequest, *, person_id: UUID) -> None:
    """Open a session for a person who has just shown who they are; the session gets a new id.

    Raises PersonError("not_found") when there is no such active person.
    """
    entering = Person.objects.filter(pk=person_id, is_active=True).first()
    if entering is None:
        raise PersonError("not_found")
    login(request, entering, backend=BACKEND)


def set_language(*, person_id: UUID, language: str) -> None:
    """Keep the language in which the person wants our mails and pages."""
    Person.objects.filter(pk=person_id).update(language=language)


def hold(*, person_id: UUID) -> None:
    """Let nobody else hold the person until the caller's transaction ends: what it counts of theirs stays true."""
    Person.objects.select_for_update().filter(pk=person_id).first()


def rename(*, person_id: UUID, full_name: str) -> None:
    """Keep the name that the person goes by; it may be empty."""
    Person.objects.filter(pk=person_id).update(full_name=text.line(full_name))


@contextmanager
def _first_come() -> Iterator[None]:
    """Say PersonError("address_taken") when the table refuses, because somebody else was quicker."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise PersonError("address_taken") from error


def _checked(address: str) -> str:
    """Return the normal form of `address`, or raise PersonError("address_invalid")."""
    try:
        return addresses.check(address)
    except ValidationError as error:
        raise PersonError("address_invalid", address=address) from error


def _holder(address: str) -> UUID | None:
    """Return who has proved `address`."""
    rows = EmailAddress.objects.filter(email=address, verified=True)
    holder: UUID | None = rows.values_list("user_id", flat=True).first()
    return holder


def _proved_anything(existing: Person) -> bool:
    """Say whether the person has proved any address at all."""
    return bool(EmailAddress.objects.filter(user=existing, verified=True).exists())


def _forget_claims_of_others(person_id: UUID, address: str) -> None:
    """Remove the unproved claims that other accounts made on an address now proved by its holder."""
    EmailAddress.objects.filter(email=address, verified=False).exclude(user_id=person_id).delete()


def check_password(password: str, *, email: str, full_name: str) -> None:
    """Return when the password is strong enough for this person; raises Django's ValidationError with its reasons."""
    validate_password(password, Person(email=email, full_name=full_name))

"""Who a person is to us: one account, which several proven addresses may lead to.

The addresses themselves stand in allauth's table (EmailAddress); `Person.email` is the one chosen as the main one.
"""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from insigne.kernel.clock import now
from insigne.kernel.ids import new_id
from insigne.people.addresses import check, normalise


class PersonManager(BaseUserManager["Person"]):
    """Makes persons whose address is written in its one normal form."""

    use_in_migrations = False

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "Person":
        """Return a new person; without a password, the account can only be entered after a reset.

        Raises ValidationError when `email` is not an address that we can write to.
        """
        person = self.model(email=check(email), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        """Return the person whose main address is `username`."""
        return self.get(email=normalise(username or ""))


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody with an account: an earner, an awarder, an owner of an organisation, often several at once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(_("main email address"), unique=True)
    full_name = models.CharField(_("name"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=8, default="fr")
    is_active = models.BooleanField(_("may sign in"), default=True)
    created_at = models.DateTimeField(_("created"), default=now, editable=False)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="people_person_email_lower"
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.email

    def clean(self) -> None:
        """Write the address in its normal form, as every other door does."""
        super().clean()
        self.email = normalise(self.email)

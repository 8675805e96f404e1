"""The forms of accounts, in our words. Those of allauth keep its behaviour and limits; `ACCOUNT_FORMS` names them."""

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from insigne.people import addresses

NAME_HELP = _("As it should appear on the pages that you share. You may leave it empty.")
PASSWORD_HELP = _(
    "At least 10 characters. A few words you will remember are better than symbols you will forget."
)
ADDRESS_LABEL = _("Email address")
PASSWORD_LABEL = _("Password")


def name_field() -> forms.CharField:
    """Return the field of a person's name."""
    return forms.CharField(
        label=_("Your name"),
        help_text=NAME_HELP,
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class ProfileForm(forms.Form):
    """What a person may change about themselves."""

    full_name = name_field()


def validate_address(typed: str) -> None:
    """Raise ValidationError when `typed` is not an address that we can write to."""
    addresses.check(typed)


def reword(form: forms.BaseForm, name: str, label: object, help_text: object = "") -> None:
    """Give a field of allauth our label and help, when the form has it.

    A field for an address checks it as it was typed, before allauth lowers its case: the Kelvin sign is not a k.
    """
    if name in form.fields:
        form.fields[name].label = label  # type: ignore[assignment]
        form.fields[name].help_text = help_text  # type: ignore[assignment]
        form.fields[name].widget.attrs.pop("placeholder", None)
        if isinstance(form.fields[name], forms.EmailField):
            form.fields[name].validators.append(validate_address)


class SignupForm(allauth_forms.SignupForm):  # type: ignore[misc]
    """Sign-up: name, address, password."""

    full_name = name_field()
    field_order = ("full_name", "email", "password1")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self, "email", ADDRESS_LABEL, _("Your badges are sent to it. You can add others later."))
        reword(self, "password1", _("Choose a password"), PASSWORD_HELP)

    def try_save(self, request: HttpRequest) -> Any:
        """Open the account, or write to who has it already; either takes the time of hashing one password (I04)."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class LoginForm(allauth_forms.LoginForm):  # type: ignore[misc]
    """Sign-in by any proved address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self, "login", ADDRESS_LABEL)
        reword(self, "password", PASSWORD_LABEL)
        reword(self, "remember", _("Stay signed in on this device"))

    def clean_login(self) -> str:
        """Return the address in its one form."""
        return addresses.normalise(super().clean_login())


class AddEmailForm(allauth_forms.AddEmailForm):  # type: ignore[misc]
    """One more address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(
            self,
            "email",
            _("New address"),
            _("We send it an email with a link, to confirm that it is yours."),
        )


class ResetPasswordForm(allauth_forms.ResetPasswordForm):  # type: ignore[misc]
    """Ask for a link that lets one choose a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self, "email", ADDRESS_LABEL)


class ResetPasswordKeyForm(allauth_forms.ResetPasswordKeyForm):  # type: ignore[misc]
    """Choose a new password after following that link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self, "password1", _("Choose a password"), PASSWORD_HELP)
        reword(self, "password2", _("The same password again"))


class ChangePasswordForm(allauth_forms.ChangePasswordForm):  # type: ignore[misc]
    """Change one's password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self, "oldpassword", _("Your current password"))
        reword(self, "password1", _("Choose a password"), PASSWORD_HELP)
        reword(self, "password2", _("The same password again"))


class SetPasswordForm(allauth_forms.SetPasswordForm):  # type: ignore[misc]
    """Choose a first password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self, "password1", _("Choose a password"), PASSWORD_HELP)
        reword(self, "password2", _("The same password again"))


class ReauthenticateForm(allauth_forms.ReauthenticateForm):  # type: ignore[misc]
    """Show again who one is, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self, "password", PASSWORD_LABEL)

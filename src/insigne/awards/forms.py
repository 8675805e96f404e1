"""What people type in the award desk and on the unlock page."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext_lazy as _

from insigne.awards.intake.rows import RowProblem, clean_address, clean_date, clean_url
from insigne.awards.problems import sentence
from insigne.kernel import clock
from insigne.kernel.zone import LOCAL
from insigne.people.services import check_password

Read = TypeVar("Read")

LANGUAGES = [("fr", _("French")), ("en", _("English"))]


class _AwardForm(forms.Form):
    reason = forms.CharField(
        label=_("Occasion"),
        max_length=500,
        required=False,
        help_text=_("For your records, such as “June session”. Recipients do not see it."),
    )
    language = forms.ChoiceField(label=_("Language of the email"), choices=LANGUAGES)


class OnePersonForm(_AwardForm):
    """One person, typed."""

    email = forms.CharField(
        label=_("Email address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    evidence = forms.CharField(label=_("Link to the evidence"), max_length=1000, required=False)
    narrative = forms.CharField(
        label=_("What was demonstrated"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    date = forms.CharField(
        label=_("Date of award"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    field_order = ["email", "name", "evidence", "narrative", "date", "reason", "language"]

    def clean_email(self) -> str:
        """Return the address in the form that is stored."""
        return _field(lambda: clean_address(self.cleaned_data["email"]))

    def clean_evidence(self) -> str:
        """Return the web address of the evidence."""
        return _field(lambda: clean_url(self.cleaned_data["evidence"]))

    def clean_date(self) -> datetime | None:
        """Return the moment of award, or None for now."""
        today = clock.now().astimezone(LOCAL).date()
        return _field(lambda: clean_date(self.cleaned_data["date"], zone=LOCAL, today=today))


def _field(read: Callable[[], Read]) -> Read:
    try:
        return read()
    except RowProblem as problem:
        raise forms.ValidationError(sentence(problem.code, problem.facts)) from problem


class PastedForm(_AwardForm):
    """Several people, pasted."""

    people = forms.CharField(
        label=_("People"),
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=_(
            "One person per line: an address, or a name and an address. A pasted table with column headings works too."
        ),
    )
    field_order = ["people", "reason", "language"]


class FileForm(_AwardForm):
    """Several people, in a file."""

    file = forms.FileField(
        label=_("CSV file"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,text/csv"}),
        help_text=_(
            "Columns are recognised by their headings: email, name, evidence, narrative, date. "
            "Commas, semicolons and tabs all work."
        ),
    )
    field_order = ["file", "reason", "language"]


class RevokeForm(forms.Form):
    """Why a badge is taken back."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Anyone who checks the badge sees it: do not name anyone in it."),
    )


class DeclineForm(forms.Form):
    """Why an earner does not want a badge."""

    reason = forms.CharField(
        label=_("Your reason"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ShareForm(forms.Form):
    """Whether the page is public, and with the name or without."""

    public = forms.BooleanField(required=False)
    show_name = forms.BooleanField(required=False)


class AccountForm(forms.Form):
    """A new account on `address`, which the mail reached: it is proved already."""

    def __init__(self, *args: Any, address: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.address = address

    full_name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Choose a password"),
        max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 10 characters. A sentence is easier to remember than a riddle."),
    )

    def clean_password(self) -> str:
        """Return the password once it is strong enough."""
        password: str = self.cleaned_data["password"]
        check_password(password, email=self.address, full_name=self.cleaned_data.get("full_name", ""))
        return password

"""What people type on the pages of organisations. The services check; the forms only label and limit.

Room: orgs. Pure.
"""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from insigne.orgs import values
from insigne.orgs.models import Kind, Role


class InviteForm(forms.Form):
    """An address and a role."""

    address = forms.CharField(
        label=_("Email address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.AWARDER)
    language = forms.ChoiceField(label=_("Language of the email"), choices=settings.LANGUAGES)


class RoleForm(forms.Form):
    """A member's new role."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)


class FoundForm(forms.Form):
    """What a new organisation needs; the rest can be told later, in its presentation."""

    name = forms.CharField(
        label=_("Name of the organisation"),
        max_length=values.NAME_CHARACTERS,
        help_text=_("As it will appear on the badges, such as “Greta de l’Aubette”."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    kind = forms.ChoiceField(label=_("What it is"), choices=Kind.choices)
    url = forms.CharField(
        label=_("Website"), max_length=values.URL_CHARACTERS, required=False, widget=forms.URLInput
    )
    slug = forms.CharField(
        label=_("Short name, for its addresses"),
        max_length=63,
        required=False,
        help_text=_(
            "Lower-case letters, digits and hyphens. Made from the name if you leave it empty; it never changes."
        ),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    may_speak = forms.BooleanField(
        label=_("I may speak for this organisation"),
        help_text=_("Its name will appear on each badge, as the one who vouches for it."),
        error_messages={
            "required": _("Tick this box: only somebody who may speak for it can create it here.")
        },
    )


class PresentationForm(forms.Form):
    """The public presentation, in both languages side by side."""

    name_fr = forms.CharField(label=_("Name in French"), max_length=values.NAME_CHARACTERS, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=values.NAME_CHARACTERS, required=False)
    description_fr = forms.CharField(
        label=_("Description in French"),
        max_length=values.DESCRIPTION_CHARACTERS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    description_en = forms.CharField(
        label=_("Description in English"),
        max_length=values.DESCRIPTION_CHARACTERS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    url = forms.CharField(
        label=_("Website"), max_length=values.URL_CHARACTERS, required=False, widget=forms.URLInput
    )
    email = forms.CharField(
        label=_("Contact address"), max_length=254, required=False, widget=forms.EmailInput
    )

    def texts(self, kind: str) -> dict[str, str]:
        """Return the texts of `kind` (`name` or `description`), by language."""
        return {code: self.cleaned_data[f"{kind}_{code}"] for code, _ in settings.LANGUAGES}

"""Every form of the site, filled as a person would fill it: where it is sent, by whom, and what it holds."""

from dataclasses import dataclass
from typing import Literal

from django.urls import reverse
from tests.unit.insigne.realm import Estate

PASSWORD = "une longue phrase"
Who = Literal["nobody", "owner", "earner", "guest"]


@dataclass(frozen=True, slots=True)
class Filled:
    """A form: `values` are what its page would send. `route` is the name of the address that takes it."""

    route: str
    who: Who
    values: dict[str, str]
    arguments: tuple[str, ...] = ()
    query: str = ""
    tried: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields to be tried one by one: all, unless `tried` names some because others are tried elsewhere."""
        return self.tried or tuple(self.values)

    def url(self, alpha: Estate) -> str:
        """Return where it is sent, for the estate's own objects."""
        given = {name: alpha.values[name] for name in self.arguments}
        return reverse(self.route, kwargs=given) + self.query.format(**alpha.values)

    def __str__(self) -> str:
        return f"{self.route}{self.query}"


BADGE = {
    "name_fr": "Nouveau badge",
    "name_en": "New badge",
    "description_fr": "Ce qu’il dit.",
    "description_en": "What it says.",
    "criteria_fr": "- Un",
    "criteria_en": "- One",
    "tags_fr": "un, deux",
    "tags_en": "one, two",
    "type": "capacity",
    "nature": "behaviour",
    "level": "0",
    "expires_after_days": "30",
    "alignments": "Nom | https://exemple.example/a | Cadre",
    "once": "on",
    "shared_down": "on",
    "picture": "draw",
    "version": "0",
    "design-shape": "circle",
    "design-palette": "canard",
    "design-icon": "clock",
    "design-border": "double",
    "design-pattern": "none",
    "design-ornament": "none",
    "design-text": "BADGE",
    "design-text_style": "curved",
    "design-foot": "2026",
    "design-foot_style": "curved",
    "design-level": "1",
    "design-levels": "3",
    "design-own_colour": "on",
    "design-colour": "#3f5bd8",
}
DEFINITION = (
    "slug",
    *(name for name in BADGE if not name.startswith("design-") and not name.endswith("_en")),
)
"""The French twins stand for the English ones, and the studio's choices are tried where it draws."""

ONE = {
    "email": "new@mail.example",
    "name": "Léa Roux",
    "evidence": "https://exemple.example/e",
    "narrative": "Ce qu’elle a montré.",
    "date": "2026-01-31",
    "reason": "Session de juin",
    "language": "fr",
    "key": "page",
}
SLUG, TOKEN = ("slug",), ("token",)
FORMS = (
    Filled(
        "account_login",
        "nobody",
        {"login": "owner-alpha@mail.example", "password": PASSWORD, "remember": "on"},
    ),
    Filled(
        "account_signup",
        "nobody",
        {"full_name": "Léa", "email": "new@mail.example", "password1": "un bateau bleu et blanc"},
    ),
    Filled("account_reset_password", "nobody", {"email": "owner-alpha@mail.example"}),
    Filled("account_reauthenticate", "owner", {"password": PASSWORD}),
    Filled("account_email", "owner", {"email": "second@mail.example", "action_add": "1"}),
    Filled("account_email", "owner", {"email": "owner-alpha@mail.example", "action_primary": "1"}),
    Filled("account_email", "owner", {"email": "owner-alpha@mail.example", "action_remove": "1"}),
    Filled(
        "account_change_password",
        "owner",
        {
            "oldpassword": PASSWORD,
            "password1": "un bateau bleu et blanc",
            "password2": "un bateau bleu et blanc",
        },
    ),
    Filled("people:account", "owner", {"full_name": "Odile"}),
    Filled("set_language", "owner", {"language": "en", "next": "/"}),
    Filled("verifier:home", "nobody", {"link": '{"name": "x"}', "recipient": "a@mail.example"}),
    Filled(
        "orgs:members", "owner", {"address": "new@mail.example", "role": "reader", "language": "fr"}, SLUG
    ),
    Filled("orgs:member", "owner", {"role": "designer"}, ("slug", "person_id")),
    Filled("orgs:member_remove", "owner", {}, ("slug", "person_id")),
    Filled("orgs:withdraw", "owner", {}, ("slug", "invitation_id")),
    Filled("orgs:leave", "owner", {}, SLUG),
    Filled(
        "orgs:new",
        "owner",
        {
            "name": "Omega",
            "kind": "school",
            "url": "https://exemple.example/",
            "slug": "omega",
            "may_speak": "on",
        },
    ),
    Filled("orgs:accept", "guest", {}, ("invitation_id",)),
    Filled("orgs:decline", "guest", {}, ("invitation_id",)),
    Filled(
        "orgs:edit",
        "owner",
        {
            "name_fr": "Alpha",
            "name_en": "Alpha",
            "description_fr": "Nous",
            "description_en": "Us",
            "url": "https://exemple.example/",
            "email": "nous@exemple.example",
        },
        SLUG,
    ),
    Filled("catalogue:new", "owner", {**BADGE, "slug": "new-badge"}, SLUG, tried=DEFINITION),
    Filled("catalogue:edit", "owner", BADGE, ("slug", "badge_slug"), tried=("version", "picture")),
    Filled(
        "catalogue:drawing",
        "owner",
        {name: value for name, value in BADGE.items() if name.startswith("design-")},
        SLUG,
    ),
    Filled("catalogue:publish", "owner", {}, ("slug", "badge_slug")),
    Filled("catalogue:archive", "owner", {}, ("slug", "badge_slug")),
    Filled("awards:desk", "owner", ONE, SLUG, "?badge={public_slug}&how=one"),
    Filled(
        "awards:desk",
        "owner",
        {"people": "Léa <new@mail.example>", "reason": "Juin", "language": "fr"},
        SLUG,
        "?badge={public_slug}&how=list",
    ),
    Filled("awards:draft_confirm", "owner", {}, ("slug", "draft_id")),
    Filled("awards:draft_discard", "owner", {}, ("slug", "draft_id")),
    Filled("awards:cancel", "owner", {}, ("slug", "event_id")),
    Filled("awards:revoke", "owner", {"reason": "Erreur"}, ("slug", "award_id")),
    Filled("awards:accept", "guest", {"join": "1"}, TOKEN),
    Filled("awards:accept", "earner", {}, TOKEN),
    Filled("awards:account", "nobody", {"full_name": "Léa", "password": "un bateau bleu et blanc"}, TOKEN),
    Filled("awards:decline", "nobody", {"reason": "Non merci"}, TOKEN),
    Filled("awards:share", "nobody", {"public": "on", "show_name": "on"}, TOKEN),
    Filled("passport:check", "earner", {}, ("holding_id",)),
    Filled("passport:remove", "earner", {}, ("holding_id",)),
)
REACHED_BY_A_FILE_OR_A_KEY = {
    "passport:import",
    "account_confirm_email",
    "account_reset_password_from_key",
    "account_set_password",
    "account_logout",
    "account_email_verification_sent",
}
"""Addresses that take POST and are tried elsewhere: files in test_uploads, keys in test_accounts of people."""

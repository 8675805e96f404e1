"""W12, and promise 9: a form does what it shows and nothing else; each of its values may be as bad as can be."""

import itertools
from uuid import UUID

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse
from tests.unit.insigne.conftest import School
from tests.unit.insigne.realm import Estate
from tests.unit.insigne.security.filled import FORMS, REACHED_BY_A_FILE_OR_A_KEY, Filled
from tests.unit.insigne.security.visits import ALL, address, put_back, visitor

from insigne.awards.models import Award
from insigne.orgs import selectors as orgs
from insigne.orgs.models import Membership
from insigne.orgs.rights import RIGHTS
from insigne.people.models import Person

BAD = {
    "nothing": "",
    "blanks": " \t\u00a0\u200b",
    "nul": "a\x00b",
    "controls": "\x01\x1b[31m\x7f\x85",
    "long": "x" * 70_000,
    "lone surrogate": "\ud800",
    "no character": "\uffff\ufdd0\U0010ffff",
    "turned": "\u202egnp.exe\u2066",
    "marks": "a" + "\u0301" * 2_000,
    "lines": "a\r\nb\n\nc\u2028d",
    "number": "99999999999999999999999999",
    "negative": "-1",
    "fraction": "1e400",
    "infinity": "Infinity",
    "digits of others": "١٢٣",
    "truth": "false",
    "json": '{"$ne": null}',
    "nested": "[" * 5_000,
    "date": "9999-99-99",
    "first day": "0001-01-01",
    "last moment": "9999-12-31T23:59:59.999999-12:00",
    "uuid": "00000000-0000-0000-0000-000000000000",
    "url": "http://[::1/%zz",
    "address": '"a b"@[127.0.0.1]',
    "sql": "'; DROP TABLE awards_award;--",
    "percent": "%s%(x)d%%",
    "path": "../../../../etc/passwd",
}
MORE = {
    "id": "00000000-0000-0000-0000-000000000001",
    "pk": "00000000-0000-0000-0000-000000000001",
    "is_superuser": "on",
    "is_staff": "on",
    "is_active": "",
    "user_permissions": "1",
    "groups": "1",
    "verified": "on",
    "primary": "on",
    "tenant_id": "{beta}",
    "organisation_id": "{beta}",
    "organisation": "{beta}",
    "parent": "{beta}",
    "domain": "evil.example",
    "kind": "region",
    "public_slug": "evil",
    "state": "accepted",
    "once_key": "",
    "shared_at": "2020-01-01",
    "published_at": "2020-01-01",
    "revoked_at": "2020-01-01",
    "awarded_at": "2020-01-01",
    "person": "{owner}",
    "person_id": "{owner}",
    "actor_id": "{owner}",
    "user": "{owner}",
    "award_id": "{award}",
    "number": "99",
    "idempotency_key": "evil",
    "action": "remove",
}


def who(form: Filled, alpha: Estate) -> UUID | None:
    return None if form.who == "nobody" else getattr(alpha, form.who)


def send(form: Filled, alpha: Estate, values: dict[str, object]) -> HttpResponse:
    """Return the answer to the form, and leave the database as it was."""
    with put_back():
        return visitor(who(form, alpha)).post(form.url(alpha), values)


def check(answer: HttpResponse, said: str) -> None:
    assert answer.status_code < 500, f"{said}: {answer.status_code}"
    assert b"Traceback" not in answer.getvalue(), said


def test_every_address_that_takes_a_form_is_filled_here(alpha: Estate) -> None:
    taking = set()
    for route, person_id in itertools.product(ALL, (alpha.owner, alpha.earner, alpha.guest)):
        with put_back():
            answer = visitor(person_id).post(address(route, alpha))
        if answer.status_code != 405 and not route.name.startswith(("api", "account_")):
            taking.add(route.name)
    known = {form.route for form in FORMS} | REACHED_BY_A_FILE_OR_A_KEY
    assert taking - known == set()


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_filled_as_it_should_be_it_is_taken(alpha: Estate, form: Filled) -> None:
    """Else the tests below would try a form that is refused for another reason."""
    assert send(form, alpha, dict(form.values)).status_code in (200, 302, 404, 409)


@pytest.mark.parametrize("form", [one for one in FORMS if one.values], ids=str)
def test_each_value_in_turn_may_be_bad(alpha: Estate, form: Filled) -> None:
    for name, (kind, bad) in itertools.product(form.fields, BAD.items()):
        given = bad.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
        check(send(form, alpha, {**form.values, name: given}), f"{form} {name} {kind}")


@pytest.mark.parametrize("form", [one for one in FORMS if one.values], ids=str)
def test_each_value_in_turn_may_be_missing_twice_or_a_file(alpha: Estate, form: Filled) -> None:
    for name, value in ((one, form.values[one]) for one in form.fields):
        rest = {key: one for key, one in form.values.items() if key != name}
        for odd in (
            {},
            {name: [value, "x"]},
            {name: SimpleUploadedFile("x", b"\xff\x00")},
            {f"{name}[]": value},
        ):
            check(send(form, alpha, {**rest, **odd}), f"{form} without {name}, with {odd}")


def strangers(alpha: Estate, beta: Estate) -> list[object]:
    """Return all that is not alpha's: every row of beta's tenant, and whatever gives power."""
    tenant = orgs.organisation(slug="beta").tenant_id
    rows: list[object] = []
    for model in apps.get_models():
        if "tenant_id" in [field.attname for field in model._meta.concrete_fields]:
            rows += model._base_manager.filter(tenant_id=tenant).order_by("pk").values_list()
    powers = Person.objects.filter(is_superuser=True) | Person.objects.filter(is_active=False)
    others = Person.objects.exclude(id__in=[alpha.owner, alpha.earner, alpha.guest])
    return [
        rows,
        list(powers),
        list(others.order_by("id").values_list("id", "email", "full_name", "password", "is_active")),
        list(EmailAddress.objects.filter(user_id__in=others).order_by("id").values_list()),
    ]


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_w12_values_that_a_form_does_not_show_do_nothing(alpha: Estate, beta: Estate, form: Filled) -> None:
    named = {
        "beta": str(orgs.organisation(slug="beta").id),
        "owner": str(beta.owner),
        "award": str(beta.award_id),
    }
    more = {name: value.format(**named) for name, value in MORE.items() if name not in form.values}
    new_people = {"account_signup", "awards:account"}
    with put_back():
        before = strangers(alpha, beta)
        roles = set(Membership.objects.values_list("person_id", "organisation_id", "role"))
        answer = visitor(who(form, alpha)).post(form.url(alpha), {**form.values, **more})
        assert answer.status_code < 500
        after = strangers(alpha, beta)
        if form.route in new_people:
            before, after = before[:2], after[:2]
        assert after == before
        won = set(Membership.objects.values_list("person_id", "organisation_id", "role")) - roles
        if form.route == "orgs:new":
            won.remove((alpha.owner, orgs.organisation(slug=form.values["slug"]).id, "owner"))
        assert not [one for one in won if one[2] == "owner"]
        assert not [one for one in won if one[1] != orgs.organisation(slug="alpha").id]
        unproved = {"second@mail.example", "new@mail.example", "evil@mail.example"}
        assert not EmailAddress.objects.filter(email__in=unproved, verified=True).exists()
        plain = MORE["id"]
        for model in apps.get_models():
            if model._meta.pk and model._meta.pk.get_internal_type() == "UUIDField":
                assert not model._base_manager.filter(pk=plain).exists(), model


@pytest.mark.parametrize(
    ("role", "wanted"),
    [(role, wanted) for role in RIGHTS for wanted in RIGHTS if role != "owner"],
)
def test_w12_nobody_but_an_owner_gives_a_role(alpha: Estate, role: str, wanted: str) -> None:
    asking = visitor(alpha.members[role])
    for target in (alpha.members[role], alpha.members["reader"], alpha.guest):
        url = reverse("orgs:member", args=["alpha", target])
        assert asking.post(url, {"role": wanted}).status_code in (403, 404)
    sent = {"address": "friend@mail.example", "role": wanted, "language": "fr"}
    assert asking.post(reverse("orgs:members", args=["alpha"]), sent).status_code == 403


def test_w12_i08_an_object_of_others_is_not_found_in_a_form(alpha: Estate, beta: Estate) -> None:
    """Chosen in the body or the query, not in the path: the badge that is awarded, the list that is confirmed."""
    owner = visitor(alpha.owner)
    desk = reverse("awards:desk", args=["alpha"])
    sent = {"email": "x@mail.example", "language": "fr", "key": "k"}
    before = Award.objects.count()
    page = owner.post(f"{desk}?badge={beta.values['public_slug']}&how=one", sent)
    assert page.status_code == 200
    assert Award.objects.count() == before
    foreign = reverse("awards:draft_confirm", args=["alpha", beta.values["draft_id"]])
    assert owner.post(foreign).status_code == 404
    assert Award.objects.count() == before


def test_i09_an_award_without_the_right_is_refused_whoever_it_is_for(school: School, alpha: Estate) -> None:
    """To oneself too: the reader, the reviewer, the designer, the earner, the stranger, nobody."""
    url = reverse("awards:desk", args=["alpha"]) + f"?badge={alpha.values['public_slug']}"
    before = Award.objects.count()
    refused = {"reader": 403, "reviewer": 403, "designer": 403}
    asking = [(alpha.members[role], f"{role}-alpha@mail.example", status) for role, status in refused.items()]
    asking += [
        (alpha.earner, "earner-alpha@mail.example", 404),
        (school.coach_id, "coach@ecole.example", 404),
    ]
    for person_id, own, status in asking:
        for email in (own, "x@mail.example"):
            answer = visitor(person_id).post(url, {"email": email, "language": "fr", "key": email})
            assert answer.status_code == status
    assert visitor().post(url, {"email": "x@mail.example"}).status_code == 302
    assert Award.objects.count() == before

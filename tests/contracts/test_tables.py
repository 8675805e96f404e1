"""Every table of ours points upstream only, and carries the root organisation first in what must be unique."""

import tomllib
from pathlib import Path

from django.apps import apps
from django.db import models

ROOT = Path(__file__).resolve().parents[2]

WITHOUT_TENANT = {
    "kernel.PeriodicRun": "the server's own clock, nobody's data",
    "kernel.StoredFile": "the same bytes may belong to several tenants",
    "passport.Holding": "a person keeps it, whoever issued it",
    "people.Person": "a person belongs to no organisation",
}
"""Tables without `tenant_id`, and why."""

GLOBALLY_UNIQUE = {
    "catalogue.Badge.public_slug": "a directory of the public pages of badges",
    "kernel.OutboxMessage.message_key": "a message is decided once in the whole server",
    "kernel.OutboxMessage.message_id": "a Message-ID is unique in the world (RFC 5322 clause 3.6.4)",
    "orgs.Organisation.slug": "short names are a directory of the whole site",
    "people.Person.email": "a directory of addresses",
}
"""Fields unique without the tenant, and why. Primary keys are UUIDv7 and need none."""


def _ours() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("insigne.")]


def _name(model: type[models.Model]) -> str:
    return f"{model._meta.app_label}.{model.__name__}"


def _ranks() -> dict[str, int]:
    """Return each context's place in the river, upstream first, from the import contract itself."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = next(one["layers"] for one in contracts if one["id"] == "server-layers")
    return {
        room.strip(): rank
        for rank, layer in enumerate(reversed(layers))
        for room in layer.replace(":", "|").split("|")
    }


def test_every_foreign_key_points_upstream() -> None:
    ranks, arrows, wrong = _ranks(), 0, []
    for model in _ours():
        for field in model._meta.get_fields():
            target = (
                field.related_model if isinstance(field, models.ForeignKey | models.ManyToManyField) else None
            )
            if not isinstance(target, type) or not target.__module__.startswith("insigne."):
                continue
            here, there = model._meta.app_label, target._meta.app_label
            arrows += here != there
            if here != there and ranks[here] <= ranks[there]:
                wrong.append(f"{_name(model)}.{field.name} -> {_name(target)}")
    assert wrong == []
    assert arrows > 5


def test_every_table_has_a_tenant_or_a_reason() -> None:
    without = {
        _name(model)
        for model in _ours()
        if "tenant_id" not in {field.name for field in model._meta.get_fields()}
    }
    assert without - set(WITHOUT_TENANT) == set()
    assert set(WITHOUT_TENANT) - without == set(), "a reason that nothing needs any more"


def test_the_tenant_is_first_in_every_unique_constraint() -> None:
    wrong = []
    for model in _ours():
        if _name(model) in WITHOUT_TENANT:
            continue
        constraints = [one for one in model._meta.constraints if isinstance(one, models.UniqueConstraint)]
        wrong += [f"{_name(model)}: {one.name}" for one in constraints if one.fields[:1] != ("tenant_id",)]
    assert wrong == []


def test_nothing_is_globally_unique_without_a_reason() -> None:
    found = {
        f"{_name(model)}.{field.name}"
        for model in _ours()
        for field in model._meta.get_fields()
        if isinstance(field, models.Field)
        and field.unique
        and not field.primary_key
        and not isinstance(field, models.OneToOneField)
    }
    assert found - set(GLOBALLY_UNIQUE) == set()


def test_every_key_is_made_by_the_application() -> None:
    automatic = [_name(model) for model in _ours() if isinstance(model._meta.pk, models.AutoField)]
    assert automatic == []

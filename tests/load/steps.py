"""What the kill tests ask of the server from outside: `python -m tests.load.steps STEP [JSON]` prints JSON.

Each step runs in a process of its own, against the database and the data folder that the environment names.
"""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from uuid import UUID

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from tests.load.plates.apps import KIND  # noqa: E402

from insigne.awards import services as awards  # noqa: E402
from insigne.awards.intake import read_text  # noqa: E402
from insigne.awards.models import Award, Credential, IssuingEvent  # noqa: E402
from insigne.catalogue import services as catalogue  # noqa: E402
from insigne.catalogue.content import BadgeContent  # noqa: E402
from insigne.kernel import audit, jobs  # noqa: E402
from insigne.kernel.ids import new_id  # noqa: E402
from insigne.kernel.models import AuditEntry, JobChunk, OutboxMessage  # noqa: E402
from insigne.kernel.zone import LOCAL  # noqa: E402
from insigne.orgs import services as orgs  # noqa: E402
from insigne.people import services as people  # noqa: E402
from insigne.people.models import Person  # noqa: E402


def prepare() -> dict[str, str]:
    """Make the tables, a school, its owner, and a published badge."""
    call_command("migrate", verbosity=0)
    owner = people.register(
        email="odile@ecole.example", full_name="Odile", password="une longue phrase", language="fr"
    )
    school = orgs.found(actor_id=owner, slug="ecole", names={"fr": "École"}, kind="school")
    content = BadgeContent(
        names={"fr": "Ponctuel"},
        descriptions={"fr": "À l’heure."},
        criteria={"fr": "- À l’heure"},
        design={"shape": "circle", "palette": "canard", "icon": "clock", "text": "PONCTUEL"},
    )
    draft = catalogue.define(actor_id=owner, organisation_id=school.id, content=content, once=True)
    revision = catalogue.publish(actor_id=owner, badge_id=draft.badge_id)
    return {"owner": str(owner), "organisation": str(school.id), "revision": str(revision.id)}


def plates(count: int) -> dict[str, str]:
    """Plan `count` plates to wash."""
    tenant_id = new_id()
    jobs.plan(kind=KIND, tenant_id=tenant_id, subject_id=new_id(), payloads=[{}] * count)
    return {"tenant": str(tenant_id)}


def washed(tenant: str) -> dict[str, object]:
    """Count what was done to the plates, and check the chain of the log."""
    chunks = JobChunk.objects.filter(kind=KIND)
    audit.seal()
    done = Counter(AuditEntry.objects.filter(verb="plates.washed").values_list("subject_id", flat=True))
    report = audit.check_chain(UUID(tenant))
    return {
        "states": Counter(chunks.values_list("state", flat=True)),
        "plates": len(done),
        "steps": sorted(set(done.values())),
        "chained": report.checked,
        "broken": report.broken is not None,
    }


def award(
    owner: str, organisation: str, revision: str, count: int, others: Sequence[str] = ()
) -> dict[str, str]:
    """Award the badge to `count` people and to some others, as a list of 500 a chunk."""
    people = [*(f"earner{n}@mail.example" for n in range(count)), *others]
    intake = read_text("\n".join(people), zone=LOCAL)
    event = awards.award_many(
        actor_id=UUID(owner),
        organisation_id=UUID(organisation),
        revision_id=UUID(revision),
        recipients=intake.recipients,
        skipped=intake.skipped,
        idempotency_key="kill-test",
        language="fr",
    )
    return {"event": str(event.id)}


def awarded() -> dict[str, object]:
    """Count everything that an award must leave exactly once, and what is still to be done."""
    credentials = Credential.objects.all()
    recorded: Counter[str] = Counter()
    for facts in AuditEntry.objects.filter(verb="awards.signed").values_list("facts", flat=True):
        recorded.update(facts["credentials"].keys())
    mails = OutboxMessage.objects.all()
    audit.seal()
    tenants = set(IssuingEvent.objects.values_list("tenant_id", flat=True))
    return {
        "events": IssuingEvent.objects.count(),
        "awards": Award.objects.count(),
        "addresses": Award.objects.values("address").distinct().count(),
        "states": Counter(Award.objects.values_list("state", flat=True)),
        "credentials": credentials.count(),
        "indexes": credentials.values("status_list_id", "status_index").distinct().count(),
        "recorded": len(recorded),
        "recorded_twice": sum(times > 1 for times in recorded.values()),
        "mails": mails.count(),
        "mail_states": Counter(mails.values_list("state", flat=True)),
        "message_ids": sorted(mails.values_list("message_id", flat=True)),
        "failures": dict(Award.objects.exclude(failure="").values_list("address", "failure")),
        "chunks": Counter(JobChunk.objects.values_list("state", flat=True)),
        "broken": any(audit.check_chain(tenant_id).broken for tenant_id in tenants),
    }


def sign_in(owner: str) -> dict[str, str]:
    """Return a session of the owner, as a browser would hold it."""
    client = Client()
    client.force_login(
        Person.objects.get(id=owner), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return {"cookie": client.cookies[settings.SESSION_COOKIE_NAME].value}


STEPS = {step.__name__: step for step in (prepare, plates, washed, award, awarded, sign_in)}

if __name__ == "__main__":
    arguments = json.loads(sys.argv[2]) if len(sys.argv) > 2 else {}
    print(json.dumps(STEPS[sys.argv[1]](**arguments)))

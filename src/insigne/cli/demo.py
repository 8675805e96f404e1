"""The main job, from a definition to its verification, on the demo world; then the site itself.

1. Make the data folder and the tables; load the demo world through the services that people use.
2. Read the list of recipients; say which lines cannot be used, and why.
3. Award, sign, write the mails, as the worker would.
4. Accept for one recipient.
5. Write each recipient's files and the documents that a verifier needs.
6. Verify every file from its bytes, with the library and those documents alone.
7. Without --once, serve.
"""

import argparse
import hashlib
import sys
import time
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils import translation

from insigne.awards import selectors as awards
from insigne.awards import services
from insigne.awards.errors import AwardError
from insigne.awards.intake import Intake, read_file
from insigne.awards.problems import sentence
from insigne.awards.selectors import HeldAward
from insigne.catalogue import selectors as catalogue
from insigne.catalogue.errors import CatalogueError
from insigne.catalogue.facts import RevisionFacts
from insigne.cli import check_files, demo_awards, demo_world, take_away
from insigne.cli.database import up_to_date
from insigne.kernel import jobs, outbox, text
from insigne.kernel.supervisor import serve
from insigne.kernel.zone import LOCAL


def demo(arguments: argparse.Namespace) -> int:
    """Do the whole job, print what happened, return 0 when every file verifies."""
    with translation.override(settings.LANGUAGE_CODE):
        up_to_date()
        world = demo_world.load()
        demo_awards.award()
        status = _job(arguments, world)
    if arguments.once or status:
        return status
    serve(arguments.host, arguments.port, arguments.workers, ready=lambda: _welcome(world))
    return 0


def _job(arguments: argparse.Namespace, world: demo_world.World) -> int:
    chosen = arguments.badge or world.badge_slug
    try:
        badge = catalogue.published(chosen)
    except CatalogueError:
        print(
            f"insigne: no badge is named {chosen!r}; the demo has: {', '.join(world.badge_slugs)}",
            file=sys.stderr,
        )
        return 2
    path = arguments.csv or world.csv
    try:
        data = path.read_bytes()
        intake = read_file(data, zone=LOCAL)
    except OSError as error:
        print(f"insigne: {path} cannot be read ({error.strerror}).", file=sys.stderr)
        return 2
    except AwardError as error:
        print(f"insigne: {path}: {error.sentence()}", file=sys.stderr)
        return 2
    for row in intake.skipped:
        print(f"  ligne {row.line}: {sentence(row.code, row.facts)}", file=sys.stderr)
    held = _award(badge, world.awarder_of(badge.organisation_id), intake, hashlib.sha256(data).hexdigest())
    if held and held[0].state == "signed":
        services.accept(award_id=held[0].award_id, person_id=None)
    return _write_and_check(held, badge, arguments.out)


def _award(badge: RevisionFacts, actor_id: UUID, intake: Intake, digest: str) -> list[HeldAward]:
    if not intake.recipients:
        return []
    services.award_many(
        actor_id=actor_id,
        organisation_id=badge.organisation_id,
        revision_id=badge.id,
        recipients=intake.recipients,
        skipped=intake.skipped,
        idempotency_key=f"demo:{badge.id}:{digest}",
        language=settings.LANGUAGE_CODE,
        source="file",
    )
    jobs.run_all()
    outbox.send_all()
    return awards.held(badge.badge_id, [row.address for row in intake.recipients])


def _write_and_check(held: list[HeldAward], badge: RevisionFacts, folder: Path) -> int:
    name = text.pick(badge.names, settings.LANGUAGE_CODE)
    if not held:
        print(f"« {name} » : personne à qui l’attribuer.")
        return 1
    start = time.perf_counter()
    parcels = take_away.write(held, folder)
    documents = take_away.write_documents({award.organisation_id for award in held}, folder)
    took = time.perf_counter() - start
    print(
        f"« {name} » : {len(held)} badges, {sum(len(p.files) for p in parcels)} fichiers dans {folder}/ ({took:.1f} s)"
    )
    return check_files.check([path for parcel in parcels for path in parcel.files], documents)


def _welcome(world: demo_world.World) -> None:
    print(f"\nInsigne est ouvert : {settings.PUBLIC_URL}/   (Ctrl-C pour arrêter)\n")
    print("  Comptes de démonstration")
    for account in world.accounts:
        print(f"    {account.email:<42} {account.password:<26} {account.role}")
    print(
        f"\n  Courriels partis : {settings.PUBLIC_URL}/mails/\n  Vérifier un badge : {settings.PUBLIC_URL}/verify/\n",
        flush=True,
    )

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
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from insigne.awards import selectors as awards
from insigne.awards import services
from insigne.awards.errors import AwardError
from insigne.awards.intake import Intake, read_file
from insigne.awards.problems import sentence
from insigne.awards.selectors import HeldAward
from insigne.catalogue import selectors as catalogue
from insigne.catalogue.errors import CatalogueError
from insigne.catalogue.facts import RevisionFacts
from insigne.cli import check_files, demo_awards, demo_world, progress, take_away
from insigne.cli.database import up_to_date
from insigne.kernel import jobs, outbox, text
from insigne.kernel.supervisor import serve
from insigne.kernel.zone import LOCAL
from openbadge.cli import language


def demo(arguments: argparse.Namespace) -> int:
    """Do the whole job in the language of the person at the terminal; return 0 when every file verifies."""
    with translation.override(language.chosen(arguments.lang)):
        up_to_date()
        world = demo_world.load()
        demo_awards.award()
        status = _job(arguments, world)
        if not arguments.once and not status:
            serve(arguments.host, arguments.port, arguments.workers, ready=lambda: _welcome(world))
    return status


def _job(arguments: argparse.Namespace, world: demo_world.World) -> int:
    chosen = arguments.badge or world.badge_slug
    path = arguments.csv or world.csv
    try:
        badge = catalogue.published(chosen)
        data = path.read_bytes()
        intake = read_file(data, zone=LOCAL)
        arguments.out.mkdir(parents=True, exist_ok=True)
    except CatalogueError:
        slugs = "\n  ".join(sorted(world.badge_slugs))
        return _refuse(_("No badge is called “%(slug)s”. The demo has:") % {"slug": chosen} + f"\n  {slugs}")
    except AwardError as error:
        return _refuse(f"{path}: {error.sentence()}")
    except OSError as error:
        facts = {"path": error.filename, "reason": error.strerror}
        return _refuse(_("%(path)s cannot be opened: %(reason)s.") % facts)
    for row in intake.skipped:
        facts = {"line": row.line, "sentence": sentence(row.code, row.facts)}
        print(_("  line %(line)s: %(sentence)s") % facts, file=sys.stderr)
    addresses = [row.address for row in intake.recipients]
    before = len(awards.held(badge.badge_id, addresses))
    _award(badge, world.awarder_of(badge.organisation_id), intake, hashlib.sha256(data).hexdigest())
    held = awards.held(badge.badge_id, addresses)
    if held and held[0].state == "signed":
        services.accept(award_id=held[0].award_id, person_id=None)
    return _write_and_check(held, before, badge, arguments.out)


def _refuse(said: str) -> int:
    print(f"insigne: {said}", file=sys.stderr)
    return 2


def _award(badge: RevisionFacts, actor_id: UUID, intake: Intake, digest: str) -> None:
    if not intake.recipients:
        return
    services.award_many(
        actor_id=actor_id,
        organisation_id=badge.organisation_id,
        revision_id=badge.id,
        recipients=intake.recipients,
        skipped=intake.skipped,
        idempotency_key=f"demo:{badge.id}:{digest}",
        language=translation.get_language(),
        source="file",
    )
    count = len(intake.recipients)
    progress.begins(_("signing %(count)s badges") % {"count": count}, count)
    jobs.run_all()
    progress.begins(_("writing %(count)s emails") % {"count": count}, count)
    outbox.send_all()


def _write_and_check(held: list[HeldAward], before: int, badge: RevisionFacts, folder: Path) -> int:
    name = text.pick(badge.names, translation.get_language())
    if not held:
        print(_("“%(name)s”: there is nobody to award it to.") % {"name": name})
        return 1
    start = time.perf_counter()
    progress.begins(_("writing the files of %(count)s people") % {"count": len(held)}, len(held))
    parcels = take_away.write(held, folder)
    documents = take_away.write_documents({award.organisation_id for award in held}, folder)
    took = number_format(time.perf_counter() - start, 1)
    files = [path for parcel in parcels for path in parcel.files]
    said = ngettext("“%(name)s”: %(count)s person", "“%(name)s”: %(count)s people", len(held))
    print(said % {"name": name, "count": len(held)}, end="")
    if before:
        print(_(", %(before)s of whom already had it") % {"before": before}, end="")
    print(
        _("; %(files)s files in %(folder)s (%(took)s s)")
        % {"files": len(files), "folder": folder, "took": took}
    )
    return check_files.check(files, documents)


def _welcome(world: demo_world.World) -> None:
    spoken = translation.get_language()
    rows = [(account.email, account.password, text.pick(account.told, spoken)) for account in world.accounts]
    wide, less = (max(len(row[place]) for row in rows) for place in (0, 1))
    pages = (
        (_("The site"), "/"),
        (_("Emails sent"), "/mails/"),
        (_("Check a badge"), "/verify/"),
    )
    print("\n" + _("Insigne is open (Ctrl-C to stop):"))
    for title, path in pages:
        print(f"  {title:<20}{settings.PUBLIC_URL}{path}")
    print("\n" + _("Sign in as one of these invented people (address, password):"))
    for address, password, told in rows:
        print(f"  {address:<{wide}}  {password:<{less}}  {told}")
    print(flush=True)

"""The measuring itself of `benchmarks.awards`, once Django is set up: it awards the demo's badge to thousands."""

import cProfile
import gc
import json
import pstats
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count

from django.db import connection

from insigne.awards import services
from insigne.awards.document import achievement_of, credential_iri
from insigne.awards.intake import RecipientInput
from insigne.catalogue import selectors as catalogue
from insigne.catalogue.facts import RevisionFacts
from insigne.cli import demo_world
from insigne.cli.database import up_to_date
from insigne.kernel import clock, jobs
from insigne.kernel.ids import new_id
from insigne.signing import keyring
from openbadge.issue.issuance import Issuance
from openbadge.model.recipient import IdentityHash, Recipient, hash_identity
from openbadge.model.status import StatusEntry

ROWS = 2_000
ROUNDS = 12
ALONE = 500
ONE_BY_ONE = 40
SLOWEST_SHOWN = 12
LIST_URL = "https://badges.example.org/status/1"


@dataclass(slots=True)
class Times:
    """Seconds for each award of one kind of work, one entry a round."""

    processor: list[float] = field(default_factory=list)
    clock: list[float] = field(default_factory=list)

    def take(self, work: Callable[[], object], awards: int) -> None:
        """Do the work, which makes so many awards, and keep what each of them took."""
        gc.collect()
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        self.processor.append((time.process_time() - cpu) / awards)
        self.clock.append((time.perf_counter() - wall) / awards)


class Desk:
    """Awards one published badge again and again, each time to people who were not there before."""

    def __init__(self) -> None:
        self._numbers = count(1)
        world = demo_world.load()
        self.badge: RevisionFacts = catalogue.published(world.badge_slug)
        self.actor_id = world.awarder_of(self.badge.organisation_id)
        self.key = keyring.current(self.badge.organisation_id)
        achievement = achievement_of(self.badge, "fr", issuer_id=self.badge.organisation_id)
        self.issuance = Issuance(
            achievement,
            key=self.key.private,
            issuer=self.key.profile,
            verification_method=self.key.verification_method,
        )

    def recipient(self) -> RecipientInput:
        number = next(self._numbers)
        return RecipientInput(address=f"earner{number}@example.org", name=f"Élève n° {number}", line=number)

    def store(self, rows: int) -> None:
        services.award_many(
            actor_id=self.actor_id,
            organisation_id=self.badge.organisation_id,
            revision_id=self.badge.id,
            recipients=[self.recipient() for _ in range(rows)],
            idempotency_key=str(new_id()),
            language="fr",
        )

    def store_one_by_one(self, rows: int) -> None:
        for _ in range(rows):
            services.award_one(
                actor_id=self.actor_id,
                organisation_id=self.badge.organisation_id,
                revision_id=self.badge.id,
                recipient=self.recipient(),
                idempotency_key=str(new_id()),
                language="fr",
            )

    def sign(self, number: int) -> bytes:
        """Do what signing cannot do without: a hashed address, a place in a list, the signature."""
        salt = f"{number:032x}"
        value = hash_identity(f"earner{number}@example.org", salt=salt)
        return self.issuance.sign(
            Recipient(identities=(IdentityHash(type="email", hashed=True, value=value, salt=salt),)),
            id=credential_iri(new_id()),
            valid_from_at=clock.now().replace(microsecond=0),
            status=StatusEntry(
                f"{LIST_URL}#{number}", "BitstringStatusListEntry", "revocation", number, LIST_URL
            ),
        )


def figures(desk: Desk) -> Iterator[dict[str, object]]:
    """Give the rates, each with its ratio to signing alone, after rounds in which all kinds of work take turns."""
    alone, stored, signed, single = Times(), Times(), Times(), Times()
    desk.store(100)
    jobs.run_all()
    for _ in range(ROUNDS):
        alone.take(lambda: [desk.sign(number) for number in range(ALONE)], ALONE)
        stored.take(lambda: desk.store(ROWS), ROWS)
        signed.take(jobs.run_all, ROWS)
        single.take(lambda: desk.store_one_by_one(ONE_BY_ONE), ONE_BY_ONE)
    bulk = Times(
        [one + other for one, other in zip(stored.processor, signed.processor, strict=True)],
        [one + other for one, other in zip(stored.clock, signed.clock, strict=True)],
    )
    for figure, times in (
        ("signature alone", alone),
        ("bulk: rows stored, signing planned", stored),
        ("bulk: signed by the worker, mail queued", signed),
        ("bulk: both", bulk),
        ("single award", single),
    ):
        ratios = [one / least for one, least in zip(times.processor, alone.processor, strict=True)]
        yield {
            "figure": figure,
            "unit": "awards a second",
            "rate_per_second": round(1 / statistics.median(times.processor)),
            "rate_by_the_clock": round(1 / statistics.median(times.clock)),
            "ratio_to_signing": round(statistics.median(ratios), 2),
        }
    third = ROUNDS // 3
    yield {
        "figure": "bulk: last third of the awards to first third",
        "unit": "times as long",
        "ratio": round(
            statistics.median(bulk.processor[-third:]) / statistics.median(bulk.processor[:third]), 2
        ),
        "awards": ROUNDS * (ROWS + ONE_BY_ONE),
    }


def slowest(work: Callable[[], object]) -> Iterator[dict[str, object]]:
    """Give the functions in which most of the work's time is spent, their callees not counted."""
    profile = cProfile.Profile()
    profile.runcall(work)
    rows = [
        (own, calls, f"{file.rpartition('/')[2]}:{name.partition(' at 0x')[0]}".removeprefix("~:"))
        for (file, _, name), (_, calls, own, _, _) in pstats.Stats(profile).stats.items()  # type: ignore[attr-defined]
    ]
    total = sum(own for own, _, _ in rows)
    for own, calls, name in sorted(rows, reverse=True)[:SLOWEST_SHOWN]:
        yield {"figure": "bulk", "function": name, "calls": calls, "share": round(own / total, 3)}


def main() -> None:
    """Print the figures, then where the time of signing many goes."""
    up_to_date()
    desk = Desk()
    for line in figures(desk):
        print(json.dumps(line), flush=True)
    desk.store(ROWS)
    for line in slowest(jobs.run_all):
        print(json.dumps(line), flush=True)
    connection.close()

"""Registers the kill tests' own kind of work with the kernel, and the addresses that no worker survives."""

import os
import signal
import time

from django.apps import AppConfig

KIND = "plates.wash"
ENTRIES = 5
POISON = "poison@mail.example"
CRACKED = "cracked@mail.example"


class PlatesConfig(AppConfig):
    name = "tests.load.plates"
    label = "plates"

    def ready(self) -> None:
        """Wash each plate in five steps, with time enough between them for a kill to land."""
        from insigne.awards.events import Signed
        from insigne.kernel import audit, events, jobs

        @jobs.handler(KIND)
        def wash(chunk: jobs.Chunk) -> None:
            for step in range(ENTRIES):
                time.sleep(0.01)
                audit.record(
                    tenant_id=chunk.tenant_id,
                    actor_id=None,
                    verb="plates.washed",
                    subject_type="plate",
                    subject_id=chunk.id,
                    facts={"step": step},
                )

        def choke(event: Signed) -> None:
            """End this very process over one address, as the kernel does when memory is out; raise over another."""
            addresses = {notice.address for notice in event.notices}
            if POISON in addresses:
                os.kill(os.getpid(), signal.SIGKILL)
            if CRACKED in addresses:
                raise ValueError("cracked")

        events.subscribe(Signed, choke)

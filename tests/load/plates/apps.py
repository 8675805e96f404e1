"""Registers the kill tests' own kind of work with the kernel."""

import time

from django.apps import AppConfig

KIND = "plates.wash"
ENTRIES = 5


class PlatesConfig(AppConfig):
    name = "tests.load.plates"
    label = "plates"

    def ready(self) -> None:
        """Wash each plate in five steps, with time enough between them for a kill to land."""
        from insigne.kernel import audit, jobs

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

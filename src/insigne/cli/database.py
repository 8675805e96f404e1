"""Brings the tables up to date when they are not, and says nothing when they are."""

import sys

from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from insigne.config.environment import stop


def up_to_date() -> None:
    """Apply the migrations that are missing. Ends the process with a sentence when the database does not answer."""
    try:
        executor = MigrationExecutor(connection)
    except OperationalError as error:
        stop(f"the database does not answer ({str(error).splitlines()[0]}); check DATABASE_URL.")
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("· making the tables", file=sys.stderr)
        call_command("migrate", verbosity=0, interactive=False)

"""`./run bench awards`: how many awards one worker stores, signs and announces, on SQLite in a temporary folder.

One JSON object a line: rates by processor time (what one worker does when nobody disturbs it) and by the clock
(with the waits for the disk), and how many times the cost of the signature alone. The last lines say where the
time of a chunk goes, by function.
"""

import os
from importlib import import_module
from tempfile import TemporaryDirectory

import django


def main() -> None:
    """Set the platform up in a folder of its own, measure, and leave nothing behind."""
    with TemporaryDirectory(prefix="insigne-bench-") as folder:
        os.environ |= {
            "INSIGNE_DATA": folder,
            "DATABASE_URL": "",
            "CACHE_URL": "",
            "DJANGO_SETTINGS_MODULE": "insigne.config.settings",
        }
        django.setup()
        import_module("benchmarks.awarding").main()

"""Verifies files from their bytes, offline, with the library and a map of documents; prints a table."""

import time
from collections.abc import Sequence
from pathlib import Path

from django.utils import translation
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from openbadge import MapFetcher, verify
from openbadge.outside.clock import SystemClock
from openbadge.outside.fetch import load_map
from openbadge.verify import messages

LINES_SHOWN = 40
"""Beyond, only the files that are not verified have a line: a table of thousands is not read."""


def check(paths: Sequence[Path], documents: Path) -> int:
    """Print file, verdict and seconds for each path; return 0 when all are verified, else 1."""
    fetcher = MapFetcher(load_map(documents))
    at = SystemClock().now()
    width = max(len(path.name) for path in paths)
    print(f"\n  {_('file'):<{width}}  {_('verdict'):<12}  {_('seconds')}")
    wrong = 0
    for place, path in enumerate(paths):
        start = time.perf_counter()
        report = verify(path.read_bytes(), fetcher=fetcher, at=at)
        seconds = number_format(time.perf_counter() - start, 4)
        wrong += not report.verified
        if place < LINES_SHOWN or not report.verified:
            words = messages.verdict_words(report.verdict.value, translation.get_language())[0].lower()
            print(f"  {path.name:<{width}}  {words:<12}  {seconds}")
    if len(paths) > LINES_SHOWN:
        print("  …")
    print("\n" + _("%(good)s of %(all)s files verified.") % {"good": len(paths) - wrong, "all": len(paths)})
    return 1 if wrong else 0

"""Verifies files from their bytes, offline, with the library and a map of documents; prints a table."""

import time
from collections.abc import Sequence
from pathlib import Path

from openbadge import MapFetcher, verify
from openbadge.outside.clock import SystemClock
from openbadge.outside.fetch import load_map


def check(paths: Sequence[Path], documents: Path) -> int:
    """Print file, verdict and seconds for each path; return 0 when all are verified, else 1."""
    fetcher = MapFetcher(load_map(documents))
    at = SystemClock().now()
    width = max(len(path.name) for path in paths)
    print(f"\n{'fichier':<{width}}  {'verdict':<13}  secondes")
    wrong = 0
    for path in paths:
        start = time.perf_counter()
        report = verify(path.read_bytes(), fetcher=fetcher, at=at)
        wrong += report.verdict != "verified"
        print(f"{path.name:<{width}}  {report.verdict:<13}  {time.perf_counter() - start:.4f}")
    print(f"\n{len(paths) - wrong} fichiers vérifiés sur {len(paths)}.")
    return 1 if wrong else 0

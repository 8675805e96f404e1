"""Fair figures on a shared machine: the things compared take turns in short rounds of one run.

Time is the processor time of this process, so work that others do meanwhile does not count; rates still drift
with caches and clock speeds, ratios taken within one round hardly do.
"""

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Work = Callable[[int], object]
"""Does one operation; its number lets each operation have input of its own."""


@dataclass(frozen=True, slots=True)
class Contest:
    """One figure: our way, the straightforward way, and the bare operation below which nobody gets."""

    figure: str
    ours: Work
    reference: Work
    bare: Work


@dataclass(frozen=True, slots=True)
class Result:
    """Medians over the rounds; `spread` is the lowest and highest `ratio_to_reference` of a round."""

    figure: str
    rate_per_second: float
    ratio_to_reference: float
    ratio_to_bare: float
    spread: tuple[float, float]

    def as_json(self) -> dict[str, object]:
        """Return the figure as the line to print."""
        return {
            "figure": self.figure,
            "rate_per_second": round(self.rate_per_second),
            "ratio_to_reference": round(self.ratio_to_reference, 2),
            "ratio_to_bare": round(self.ratio_to_bare, 2),
            "spread": [round(self.spread[0], 2), round(self.spread[1], 2)],
        }


def seconds_each(work: Work, count: int) -> float:
    """Return the processor time of one of `count` operations, the collector of garbage put off."""
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        for number in range(count):
            work(number)
        return (time.process_time() - start) / count
    finally:
        gc.enable()


def play(contests: Sequence[Contest], *, rounds: int = 9, slice_seconds: float = 0.06) -> list[Result]:
    """Return the result of each contest after `rounds` interleaved rounds.

    Each contender does as many operations a round as take about `slice_seconds`, three at the least.
    """
    works = [work for contest in contests for work in (contest.ours, contest.reference, contest.bare)]
    counts = []
    for work in works:
        once = max(seconds_each(work, 3), 1e-7)
        counts.append(max(3, int(slice_seconds / min(once, seconds_each(work, 3)))))
    times: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for taken, work, count in zip(times, works, counts, strict=True):
            taken.append(seconds_each(work, count))
    return [_result(contest, *times[3 * place : 3 * place + 3]) for place, contest in enumerate(contests)]


def _result(
    contest: Contest, ours: Sequence[float], reference: Sequence[float], bare: Sequence[float]
) -> Result:
    faster = [theirs / own for theirs, own in zip(reference, ours, strict=True)]
    dearer = [own / least for own, least in zip(ours, bare, strict=True)]
    return Result(
        figure=contest.figure,
        rate_per_second=1 / statistics.median(ours),
        ratio_to_reference=statistics.median(faster),
        ratio_to_bare=statistics.median(dearer),
        spread=(min(faster), max(faster)),
    )

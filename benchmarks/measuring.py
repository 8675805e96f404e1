"""Fair figures on a shared machine: the things compared take turns in short rounds of one run.

Time is the processor time of this process, so work that others do meanwhile does not count; rates still drift
with caches and clock speeds, ratios taken within one round hardly do.
"""

import gc
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

STEP_REPEATS = 500
STEP_ROUNDS = 9

Work = Callable[[int], object]
"""Does one operation; its number lets each operation have input of its own."""


@dataclass(frozen=True, slots=True)
class Contest:
    """One figure: our way, the straightforward way, and the bare operation below which nobody gets.

    `least` is a bare operation that is smaller still, where one may ask which is meant.
    """

    figure: str
    ours: Work
    reference: Work
    bare: Work
    least: Work | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """Medians over the rounds; `spread` is the lowest and highest `ratio_to_reference` of a round.

    `ratio_to_least` is None for a contest without `least`.
    """

    figure: str
    rate_per_second: float
    ratio_to_reference: float
    ratio_to_bare: float
    spread: tuple[float, float]
    ratio_to_least: float | None

    def as_json(self) -> dict[str, object]:
        """Return the figure as the line to print."""
        line: dict[str, object] = {
            "figure": self.figure,
            "rate_per_second": round(self.rate_per_second),
            "ratio_to_reference": round(self.ratio_to_reference, 2),
            "ratio_to_bare": round(self.ratio_to_bare, 2),
            "spread": [round(self.spread[0], 2), round(self.spread[1], 2)],
        }
        if self.ratio_to_least is not None:
            line["ratio_to_least"] = round(self.ratio_to_least, 2)
        return line


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
    works = {
        (contest.figure, name): work
        for contest in contests
        for name in ("ours", "reference", "bare", "least")
        if (work := getattr(contest, name)) is not None
    }
    counts = {}
    for place, work in works.items():
        once = max(min(seconds_each(work, 3), seconds_each(work, 3)), 1e-7)
        counts[place] = max(3, int(slice_seconds / once))
    times: dict[tuple[str, str], list[float]] = {place: [] for place in works}
    for _ in range(rounds):
        for place, work in works.items():
            times[place].append(seconds_each(work, counts[place]))
    return [_result(contest.figure, times) for contest in contests]


def _result(figure: str, times: dict[tuple[str, str], list[float]]) -> Result:
    ours = times[figure, "ours"]
    faster = [theirs / own for theirs, own in zip(times[figure, "reference"], ours, strict=True)]
    least = times.get((figure, "least"))
    return Result(
        figure=figure,
        rate_per_second=1 / statistics.median(ours),
        ratio_to_reference=statistics.median(faster),
        ratio_to_bare=_ratio(ours, times[figure, "bare"]),
        spread=(min(faster), max(faster)),
        ratio_to_least=None if least is None else _ratio(ours, least),
    )


def _ratio(times: Sequence[float], smaller: Sequence[float]) -> float:
    return statistics.median(one / other for one, other in zip(times, smaller, strict=True))


def shares(figure: str, whole: Work, steps: Iterator[tuple[str, Work]]) -> Iterator[dict[str, object]]:
    """Give one line for each step and one for what is left, in microseconds and as a share of the whole.

    The best of the rounds counts here: parts and whole must be free of what the machine did meanwhile.
    """
    named = [("", whole), *steps]
    rounds = [[seconds_each(work, STEP_REPEATS) for _, work in named] for _ in range(STEP_ROUNDS)]
    total, *parts = (min(times) for times in zip(*rounds, strict=True))
    for (name, _), taken in zip(named[1:], parts, strict=True):
        yield _share(figure, name, taken, total)
    yield _share(figure, "the rest", total - sum(parts), total)


def _share(figure: str, name: str, taken: float, total: float) -> dict[str, object]:
    return {
        "figure": figure,
        "step": name,
        "microseconds": round(taken * 1e6, 1),
        "share": round(taken / total, 3),
    }
